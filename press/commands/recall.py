"""``handouts recall``: what became of a printed sheet, from the fingerprint at its foot or its QR code."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import examples
from press.commands.options import today_option
from press.commands.project import WrongUsage, open_project, plain_target
from press.commands.screen import as_json, styled
from press.problem import counted

if TYPE_CHECKING:
    from press.library import Library
    from press.recall import Answer
    from press.recall.given import Given
    from press.recall.history import Release
    from press.route import Outcome

_COLOURS = {"current": "green", "superseded": "yellow", "expired": "yellow", "withdrawn": "red", "unknown": "red"}
_MOST = 12


@click.command(
    epilog=examples(
        "handouts recall 7K3M9 QXA2C                     the ten characters at the foot of the page",
        'handouts recall "https://…?edition=7K3M9-QXA2C"  what a telephone reads from the QR code',
        "handouts recall 7K3M9-QXA2C --pdf -o again.pdf  exactly the sheet that was released",
    )
)
@click.argument("asked", metavar="FINGERPRINT|TEXT-OF-QR", nargs=-1, required=True)
@click.option("--pdf", is_flag=True, help="Write the exact PDF that was released, out of the archive.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to; - for a pipe."
)
@click.option(
    "--sha256", metavar="START", help="Which PDF, where several bear this fingerprint: how its SHA-256 begins."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    asked: tuple[str, ...],
    pdf: bool,
    output: Path | None,
    sha256: str | None,
    form: str,
    today: datetime.date,
) -> int:
    """Say whether a printed sheet is current, what replaced it, what changed, and who printed how many.

    Exit code 0 only where the sheet is current: anything else must not be handed out.
    """
    from press import recall

    if pdf != (output is not None):
        raise WrongUsage('"--pdf" and "-o FILE" go together.')
    if sha256 is not None and not pdf:
        raise WrongUsage('"--sha256" goes with "--pdf".')
    library = open_project(ctx)
    found = recall.answer(library, " ".join(asked), today)
    if output is not None:
        if str(output) != "-":
            plain_target(output)
        return _again(library, found, output, sha256)
    for problem in found.problems:
        click.echo(styled(problem), err=True)
    if form == "json":
        as_json(_plain(library, found))
    else:
        _say(library, found)
    return 0 if found.state is recall.State.CURRENT else 1


def recorded(library: Library, outcomes: Iterable[Outcome], today: datetime.date) -> int:
    """Write down what was released, however it came about, and keep it in the archive; 1 where that cannot be done.

    What is not recorded could not be recalled.
    """
    outcomes = [outcome for outcome in outcomes if outcome.released]
    if not outcomes:
        return 0
    from press import recall

    _, problems = recall.record_run(library, outcomes, today, recall.archive_of(library))
    for problem in problems:
        click.echo(styled(problem), err=True)
    return 1 if problems else 0


def _chosen(found: Answer, start: str | None) -> Release:
    """The one PDF that is meant: another one with the same words would not be the exact bytes."""
    files = [one for one in found.files if one.pdf.startswith((start or "").lower())]
    if len(files) == 1:
        return files[0]
    if not files:
        raise click.ClickException(f'No PDF of {found.fingerprint} begins with "{start}":\n{_files(found)}')
    raise click.ClickException(
        f'{len(files)} PDFs bear {found.fingerprint}. Say which: "--sha256 {files[-1].pdf[:12]}"\n{_files(found)}'
    )


def _files(found: Answer) -> str:
    """Each PDF of a fingerprint in a line, with the names that orders gave it."""
    lines = []
    for one in found.files:
        edition = one.edition
        screen = edition.get("purpose", "screen") == "screen"
        what = "for the screen" if screen else f"for printing in {edition.get('colours', '4/4')}"
        names = ", ".join(dict.fromkeys(piece.file for _, piece in found.printed if piece.pdf == one.pdf))
        lines.append(f"  {one.pdf[:12]}…  {what}, of {one.on}{f': {names}' if names else ''}")
    return "\n".join(lines)


def _again(library: Library, found: Answer, output: Path, start: str | None) -> int:
    """The exact bytes of a release."""
    from press import recall
    from press.receipt import keep

    archive = recall.archive_of(library)
    if found.release is None:
        raise click.ClickException(f"{found.fingerprint or 'It'}: {found.words}.")
    if archive is None:
        raise WrongUsage('policy.yaml names no archive, so released PDFs are not kept. Write "archive: FOLDER" in it.')
    release = _chosen(found, start)
    data = archive.get(release.pdf)
    if data is None:
        shown = click.format_filename(archive.place(release.pdf))
        raise click.ClickException(f"The archive does not hold it, or it was damaged: {shown}")
    if str(output) == "-":
        click.echo(data, nl=False)
        return 0
    try:
        keep(output, data)
    except OSError as error:
        raise WrongUsage(f'"{click.format_filename(output)}" cannot be written: {error.strerror or error}.') from error
    click.echo(f"{click.format_filename(output)}: as released on {release.on}, SHA-256 {release.pdf}", err=True)
    click.secho(f"{found.fingerprint}: {found.words}.", fg=_COLOURS[found.state], err=True)
    return 0


def _plain(library: Library, found: Answer) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "fingerprint": found.fingerprint,
        "state": str(found.state),
        "words": found.words,
        "release": asdict(found.release) if found.release else None,
        "changes": [asdict(change) for change in found.changes],
        "printed": [
            {"job": order.job, "made": order.made, "code": order.code, "file": piece.file, "quantity": piece.quantity,
             "deliver": piece.deliver}
            for order, piece in found.printed
        ],
        "copies": found.copies,
        "given": [asdict(one) for one in _given(library, found)],
        "files": [
            {"pdf": one.pdf, "purpose": one.edition.get("purpose", "screen"), "colours": one.edition.get("colours", ""),
             "on": one.on}
            for one in found.files
        ],
    }  # fmt: skip


def _given(library: Library, found: Answer) -> list[Given]:
    """What went out of the sheet from this machine: printed, opened or fetched at the desk or by ``get``."""
    from press.recall.given import given

    return [one for one in given(library.root / "out") if one.code == found.fingerprint]


def _say(library: Library, found: Answer) -> None:
    head = f"{found.fingerprint}: {str(found.state).upper()}" if found.fingerprint else str(found.state).upper()
    click.secho(head, fg=_COLOURS[found.state], bold=True)
    click.echo(f"{found.words[0].upper()}{found.words[1:].rstrip('.')}.")
    release = found.release
    if release is not None:
        edition = release.edition
        language = library.languages.get(edition["language"])
        names = f"{language.name if language else edition['language']}, {edition['variant']}, {edition['brand']}"
        click.echo(f'"{release.title}" ({edition["slug"]}), {names}, version {release.version}, released {release.on}.')
    if found.changes:
        click.echo(f"Changed since ({counted(len(found.changes), 'passage')}):")
        for change in found.changes[:_MOST]:
            click.echo(f"  {change.where}")
            for word, text in (("then", change.then), ("now", change.now)):
                click.echo(f"    {word}: {text or '(not there)'}")
        if len(found.changes) > _MOST:
            click.echo(f'  and {len(found.changes) - _MOST} more: "--format json" shows all.')
    if found.printed:
        click.echo(f"Printed: {counted(found.copies, 'copy', 'copies')} in {counted(found.orders, 'order')}")
        for order, piece in found.printed:
            places = [part.split("=") for part in piece.deliver.split("; ") if part]
            where = "; ".join(f"{order.deliveries.get(name, name)}: {number}" for name, number in places)
            click.echo(f"  {order.job} of {order.made}: {piece.quantity}{f' ({where})' if where else ''}")
    elif release is not None:
        click.echo("No order printed it.")
    given = _given(library, found)
    if given:
        first, last = min(one.on for one in given), max(one.on for one in given)
        days = f"on {first}" if first == last else f"from {first} to {last}"
        click.echo(f"Handed out from this machine: {counted(sum(one.copies for one in given), 'sheet')} {days}.")
    if len(found.files) > 1:
        click.echo(f"Files that bear it:\n{_files(found)}")
