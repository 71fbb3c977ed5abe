"""``handouts diff``: what a change did to the pages, as one HTML report and a short text for a pull request."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples, starting
from press.commands.options import today_option
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    must_be_read,
    must_exist,
    names_option,
    piece_folders,
    project_of,
    slugs_and_specialties,
    variant_names,
)
from press.commands.screen import as_json, on_terminal, styled
from press.problem import counted

if TYPE_CHECKING:
    from press.compare import Comparison, Copies, Side
    from press.library import Library
    from press.recall.history import Release


@click.command(
    epilog=examples(
        "handouts diff HEAD                           what you changed since the last commit",
        "handouts diff main my-branch --lang en,es",
        "handouts diff v1.4 . --summary summary.md    and a short text for a pull request",
        "handouts diff before.json after.json         two build records (handouts build --record)",
        "handouts diff out-old out-new                two folders of built PDFs",
    )
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@names_option("--lang", language_tags, "Only these languages.")
@names_option("--variant", variant_names, "Only these print sizes.")
@names_option("--brand", brand_names, "Only these brands.")
@click.option(
    "--handout",
    "slugs",
    multiple=True,
    metavar="HANDOUT",
    shell_complete=completing(slugs_and_specialties),
    help="Only this handout or specialty; may be repeated.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help='The report. Default: "out/diff.html" in the project.',
)
@click.option(
    "--summary",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help='Also a short Markdown text; "-" writes it to the screen.',
)
@click.option("--pictures", default=24, type=click.IntRange(0, 10_000), show_default=True, help="Editions to picture.")
@click.option("--no-images", is_flag=True, help="No pictures of pages: faster, and a small file.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), help="How many at a time. Default: one for each core.")
@today_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.option("--open", "open_", is_flag=True, help="Show the report in the browser.")
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    lang: tuple[str, ...],
    variant: tuple[str, ...],
    brand: tuple[str, ...],
    slugs: tuple[str, ...],
    output: Path | None,
    summary: Path | None,
    pictures: int,
    no_images: bool,
    jobs: int | None,
    today: datetime.date,
    form: str,
    open_: bool,
) -> int:
    """Show what a change does to the pages: words, pictures of pages, sign-offs, copies to reprint.

    OLD and NEW are git revisions, folders (a project, or built PDFs) or build records. NEW is the working folder where
    it is left out. Exit code 1 where an edition cannot be made any more.
    """
    root = project_of(ctx)
    must_exist("handout", [s for s in slugs if s not in piece_folders(root)], slugs_and_specialties(root))
    starting.start()
    from press import compare
    from press.edition import Wish

    with tempfile.TemporaryDirectory(prefix="handouts-diff-") as folder:
        work = Path(folder)
        sides = [_side(old, root, work / "old-revision"), _side(root.as_posix() if new == "." else new, root, work / "new-revision")]
        _check_names(sides, lang, variant, brand)
        wish = Wish(slugs, lang, variant, brand)
        plan = compare.Plan(wish, today, work, root / "out" / ".store", jobs, 0 if no_images else pictures)
        found = compare.compare(sides[0], sides[1], plan, _progress, _printed(sides[1].library))
        report = output or root / "out" / "diff.html"
        _write(found, report, summary, today)
    if form == "json":
        from press.compare.report import as_json as plain

        as_json({**plain(found), "report": report.as_posix()})
    elif str(summary) != "-":
        _say(found, report)
    if open_:
        click.launch(str(report))
    return 1 if found.of(compare.Kind.BROKEN) else 0


def _side(name: str, root: Path, work: Path) -> Side:
    from press.compare import open_side

    side, problems = open_side(name, root, work)
    if side is None:
        raise WrongUsage("\n".join(f"{p.fault[0].upper()}{p.fault[1:]}. {p.remedy}".strip() for p in problems))
    return side


def _printed(library: Library | None) -> Iterator[Copies]:
    """What orders printed of words, or of a brand's numbers, that are not the present ones."""
    from press.compare import Copies
    from press.recall import history

    if library is None:
        return
    known = {release.fingerprint: release for release in history.releases(library.root)[0]}
    for order in history.orders(library.root)[0]:
        for piece in order.pieces:
            release = known.get(piece.fingerprint)
            if release is None or _is_present(library, release):
                continue
            edition = release.edition
            key = (edition["slug"], edition["language"], edition["variant"], edition["brand"])
            yield Copies(key, f"{order.job} of {order.made}", piece.quantity)


def _is_present(library: Library, release: Release) -> bool:
    """Whether a release says what the project says now."""
    from press.recall import history

    piece, brand = library.pieces.get(release.edition["slug"]), release.edition["brand"]
    if piece is None or brand not in library.brands or history.brand_values(library, brand) != release.brand_values:
        return False
    return history.words_then(library.root, release) == history.words_of(library, piece, release.edition["language"])


def _check_names(sides: list[Side], lang: tuple[str, ...], variant: tuple[str, ...], brand: tuple[str, ...]) -> None:
    """A filter must name something on one of the sides, or nothing would be compared and all would look well."""
    for what, asked, place in (("language", lang, "languages"), ("variant", variant, "variants"), ("brand", brand, "brands")):
        known = {name for side in sides if side.library for name in getattr(side.library, place)}
        known |= {str(getattr(edition, what)) for side in sides for edition in side.prints}
        for library in (side.library for side in sides if side.library):
            must_be_read(library, what, [name for name in asked if library.broken(what, name)], known)
        must_exist(what, asked, known)


def _progress(side: str, done: int, total: int) -> None:
    if on_terminal():
        click.echo(f"\r  {side}: {done} of {total} editions   ", nl=done == total, err=True)


def _write(found: Comparison, report: Path, summary: Path | None, today: datetime.date) -> None:
    from press.compare.report import html, markdown
    from press.receipt import keep

    page, problems = html(found, today.isoformat())
    if problems:
        raise click.ClickException("\n".join(styled(problem) for problem in problems))
    try:
        keep(report, page.encode())
        if summary is not None and str(summary) != "-":
            keep(summary, markdown(found, report.name).encode())
    except OSError as error:
        raise WrongUsage(f"The report cannot be written: {error.strerror or error}. Choose another place with -o FILE.") from error
    if str(summary) == "-":
        click.echo(markdown(found, report.name))


def _say(found: Comparison, report: Path) -> None:
    """The outcome in a few lines."""
    from press.compare.report import KINDS

    click.echo(f"{found.old.label}  →  {found.new.label}")
    if found.nothing:
        click.echo(f"Nothing changed: {counted(found.editions, 'edition')} compared.")
    else:
        click.echo(f"{counted(len(found.words), 'text')} with other words; {counted(found.editions, 'edition')} compared:")
        for kind, name in KINDS.items():
            if found.of(kind):
                click.echo(f"  {len(found.of(kind)):4} {name}")
    faults = (problem for change in found.changes if change.kind == "broken" and change.new for problem in change.new.problems)
    for problem in list(dict.fromkeys(faults))[:10]:
        click.echo(styled(problem))
    for number, one, many in (
        (len(found.void), "approval is void now", "approvals are void now"),
        (len(found.stale), "translation lags its source now", "translations lag their source now"),
        (sum(copy.copies for copy in found.reprints), "printed copy is out of date", "printed copies are out of date"),
    ):
        if number:
            click.secho(f"{number:,} {one if number == 1 else many}", fg="yellow", bold=True)
    click.echo(f"Report: {click.format_filename(report)}")
