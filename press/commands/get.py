"""``handouts get``: the right sheet, by words or code, in the patient's language and print size."""

from __future__ import annotations

import datetime
import gc
import shlex
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from press.commands import WrongUsage, examples, sets, starting
from press.commands.options import today_option
from press.commands.personal import brand_of, settings
from press.commands.project import (
    brand_names,
    completing,
    engine_folder,
    language_tags,
    languages_asked,
    must_be_read,
    open_project,
    piece_folders,
    plain_target,
    project_of,
    variant_names,
)
from press.commands.recall import recorded
from press.commands.screen import on_terminal, styled
from press.problem import counted, errors

if TYPE_CHECKING:
    from press.edition import Edition
    from press.library import Library, Piece
    from press.route import Outcome


@click.command(
    epilog=examples(
        "handouts get migraine                       the English sheet, here",
        "handouts get botox migraine --lang es --variant large-print",
        "handouts get G43.709 --lang vi --open       by code; look at it",
        "handouts get migraine --variant large-print --print    on paper, at its true size",
        "handouts get botox-chronic-migraine botox-cervical-dystonia --lang es    a set: one PDF, one code",
        "handouts get migraine --print --on Front --copies 3    on a printer by name",
    )
)
@click.argument("words", nargs=-1, required=True, shell_complete=completing(piece_folders))
@click.option(
    "--lang",
    default="en",
    metavar="LANG",
    shell_complete=completing(language_tags),
    help="A tag or a name: es, Spanish. Default: en.",
)
@click.option(
    "--variant", metavar="VARIANT", shell_complete=completing(variant_names), help="The print size. Default: standard."
)
@click.option(
    "--brand",
    metavar="BRAND",
    envvar="HANDOUTS_BRAND",
    shell_complete=completing(brand_names),
    help="The clinic. Default: HANDOUTS_BRAND, this person's settings, default_brand in policy.yaml, or the only one.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help='Where to; "-" writes to a pipe. Default: here, under its own name.',
)
@click.option("--open", "open_", is_flag=True, help="Show it instead of copying it here.")
@click.option("--print", "print_", is_flag=True, help="Print it at its true size instead of copying it here.")
@click.option("--on", metavar="PRINTER", help='The printer. Default: the one of "handouts printers --use".')
@click.option("--copies", metavar="N", type=click.IntRange(1, 50), default=1, help="How many. Default: 1.")
@click.option("--sides", type=click.Choice(["one", "two"]), help="Default: two where the sheet has two pages and the printer can.")
@click.option("--yes", is_flag=True, help="Print although the printer leaves something in doubt; what it is, is said.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    lang: str,
    variant: str | None,
    brand: str | None,
    output: Path | None,
    open_: bool,
    today: datetime.date,
    **paper: Any,
) -> int:
    """Find one handout by words or code, and put its PDF here; several by name, as one PDF for one patient.

    Made when it is not there yet. Several that may be meant are listed, and none is printed. A set holds released sheets
    alone; where one is missing, it is named and nothing is made.
    """
    if open_ + bool(output) + bool(paper["print_"]) > 1:
        raise WrongUsage('One of "--output", "--open" and "--print".')
    if not paper["print_"] and (paper["on"] or paper["copies"] != 1 or paper["sides"] or paper["yes"]):
        raise WrongUsage('"--on", "--copies", "--sides" and "--yes" go with "--print".')
    if output is not None and str(output) != "-" and not output.is_dir():
        plain_target(output)
    gc.disable()  # one sheet, and then the process ends
    ctx.call_on_close(gc.enable)
    _load_ahead(ctx, variant)
    if sets.are_several(words, piece_folders(project_of(ctx))):
        return sets.get(ctx, words, lang, variant, brand, output, open_, today, paper)
    asked = " ".join(words)
    library = open_project(ctx, frozenset({asked}) if asked in piece_folders(project_of(ctx)) else None)
    piece = _which(ctx, library, asked)
    if piece is None:
        return 1
    brand_name = brand_of(library, brand)
    language = language_of(library, piece, brand_name, lang)
    if language is None:
        return 1
    variants = sorted(library.variants, key=lambda name: library.variants[name].order)
    must_be_read(library, "variant", [variant] if variant else [], variants)
    from press.edition import Edition

    edition = Edition(piece.slug, language, variant or variants[0], brand_name)
    outcome = _make(library, edition, today)
    if outcome.path is None:
        return _failed(outcome)
    # What is handed out can be recalled. A project that may only be read says so; the sheet is right all the same.
    recorded(library, [outcome], today)
    code = _print(library, outcome, paper, today) if paper["print_"] else _deliver(library, outcome, output, open_, today)
    if code == 0 and outcome.released:
        from press.recall import given

        how: given.How = "printed" if paper["print_"] else "opened" if open_ else "fetched"
        given.note(library.root / "out", outcome.fingerprint, edition, today, how, paper["copies"])
    return code


def _load_ahead(ctx: click.Context, variant: str | None) -> None:
    """Have the typesetter loaded, for as long as the command runs, while this process reads the library."""
    from press import typeset

    folders = list(dict.fromkeys((project_of(ctx), engine_folder())))
    blocks = {f"styles/blocks/{path.name}" for folder in folders for path in (folder / "styles/blocks").glob("*.css")}
    last = (f"styles/variants/{variant or 'standard'}/variant.css", "styles/purposes/screen.css")
    ctx.with_resource(typeset.ahead(folders, ["styles/handout.css", *sorted(blocks), *last]))


# ----------------------------------------------------------------------------------------------------------- which one


def _again(ctx: click.Context) -> str:
    """The options of this call, as they are typed, for a line that can be copied."""
    said = []
    for one in ctx.command.params:
        value = ctx.params.get(one.name or "")
        if not isinstance(one, click.Option) or ctx.get_parameter_source(one.name or "") is not ParameterSource.COMMANDLINE:
            continue
        said.append(one.opts[0] if one.is_flag else f"{one.opts[0]} {shlex.quote(str(value))}")
    return "".join(f" {part}" for part in said)


def _which(ctx: click.Context, library: Library, asked: str) -> Piece | None:
    """The handout that is meant. Says why where there is none or more than one; asks on a terminal."""
    if asked in library.pieces:
        return library.pieces[asked]
    if asked in library.slugs:
        click.echo(f'"{asked}" has mistakes: "handouts check {asked}" shows them.', err=True)
        return None
    from press.search import Index, clear_winner

    hits = Index(library).find(asked)
    winner = clear_winner(hits)
    if winner:
        return library.pieces[winner.slug]
    if not hits:
        click.echo(f'Nothing found for "{asked}". "handouts list" shows every handout.', err=True)
        return None
    click.echo(f'{counted(len(hits), "handout")} may be meant by "{asked}":', err=True)
    from press.commands.find import table_of

    table_of(ctx, library, hits, err=True)
    if on_terminal():
        number = click.prompt("Which one", type=click.IntRange(1, len(hits)), err=True)
        return library.pieces[hits[number - 1].slug]
    click.echo(f"Say which, for example: handouts get {hits[0].slug}{_again(ctx)}", err=True)
    return None


def language_of(library: Library, piece: Piece, brand: str, asked: str) -> str | None:
    """The tag of the language that is asked for; None, with words, where the sheet does not exist in it."""
    tag = tag_of(library, asked)
    offered = [one for one in piece.texts if one in library.brands[brand].languages]
    if tag in offered:
        return _in_region(library, piece, brand, tag)
    name = library.languages[tag].name
    source = piece.facts.source_language
    if tag in piece.texts:
        others = [one for one, about in library.brands.items() if tag in about.languages]
        hint = f" These do: --brand {', '.join(others)}" if others else ""
        click.echo(f'The brand "{brand}" does not offer {name} ({tag}).{hint}', err=True)
    elif f"{piece.folder}/{tag}.yaml" in {problem.place.path for problem in library.problems}:
        click.echo(
            f'{piece.slug} in {name} has mistakes: "handouts check {piece.slug} --lang {tag}" shows them.', err=True
        )
    else:
        click.echo(f"{piece.slug} is not written in {name} ({tag}).", err=True)
    there = ", ".join(f"{library.languages[one].name} ({one})" for one in offered)
    click.echo(f"It exists in: {there or 'no language that this brand offers'}.", err=True)
    if source in offered and on_terminal() and click.confirm(f"Take it in {library.languages[source].name}?", err=True):
        return _in_region(library, piece, brand, source)
    return None


def _in_region(library: Library, piece: Piece, brand: str, tag: str) -> str | None:
    regions, here = library.regions_of(piece), library.brands[brand].region
    if not regions or here in regions:
        return tag
    click.echo(f'{piece.slug} is written for {", ".join(regions)}; the brand "{brand}" is in {here}.', err=True)
    return None


def tag_of(library: Library, asked: str) -> str:
    """The tag of a language, as people type it. Raises WrongUsage for an unknown one."""
    return languages_asked(library, [asked])[0]


# -------------------------------------------------------------------------------------------------- making and handing over


def _make(library: Library, edition: Edition, today: datetime.date) -> Outcome:
    """Make the edition, or find it fresh, in the project's own output folder."""
    starting.start()
    from press import route

    folder = library.root / "out"
    try:
        starting.writable(folder)
    except OSError:  # a project on a shared drive that staff may only read
        folder = Path(tempfile.mkdtemp(prefix="handouts-"))
    return route.make(library, edition, route.Run(folder, today, in_a_hurry=True))


def _failed(outcome: Outcome) -> int:
    click.echo(f"{outcome.edition} cannot be printed:", err=True)
    for problem in errors(outcome.problems):
        click.echo(styled(problem), err=True)
    return 1


def _deliver(library: Library, outcome: Outcome, output: Path | None, open_: bool, today: datetime.date) -> int:
    """Show the PDF, write it to a pipe, or copy it to where it is wanted; say what it is."""
    from press import receipt
    from press.commands.outcomes import name_of

    assert outcome.path is not None
    edition, data = outcome.edition, outcome.path.read_bytes()
    where: Path | None = None
    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(data)
    elif open_:
        where = outcome.path
        if click.launch(str(where)) != 0:
            raise click.ClickException(f"No program here shows PDFs. The file is {click.format_filename(where)}")
    else:
        where = output / edition.file_name if output and output.is_dir() else output or Path(edition.file_name)
        plain_target(where)  # once more: the file's name is known now
        replaces(where, data, outcome.fingerprint)
        try:
            receipt.keep(where, data)
        except OSError as error:
            raise WrongUsage(
                f'"{click.format_filename(where)}" cannot be written: {error.strerror or error}.'
            ) from error
    size = counted(outcome.pages, "page")
    click.echo(f"{name_of(library, edition)}, {size}{f': {click.format_filename(where)}' if where else ''}", err=True)
    warning = _warning(library, outcome, today)
    if warning:
        click.secho(warning, fg="yellow", bold=True, err=True)
    return 0


def replaces(where: Path, data: bytes, code: str) -> None:
    """Ask before another sheet is replaced: another clinic's never without a word. Raises click's exit."""
    from press import pdf, receipt
    from press.qr import plain

    old = where.read_bytes() if where.is_file() else b""
    if not old or old == data or receipt.bears(old, plain(code)):
        return
    theirs, ours = pdf.author(old), pdf.author(data)
    other = f"a sheet of {theirs}" if theirs and theirs != ours else "another version of this sheet"
    question = f"{click.format_filename(where)} is {other if theirs else 'another file'}. Replace it?"
    if on_terminal():
        if not click.confirm(question, err=True):
            raise click.exceptions.Exit(1)
    elif not theirs or theirs != ours:
        raise click.ClickException(f'{question[: -len("Replace it?")]}Nothing was replaced: name another file with "-o".')
    else:
        click.echo(f"Replaced: {click.format_filename(where)} was {other}.", err=True)


def _print(library: Library, outcome: Outcome, paper: Mapping[str, Any], today: datetime.date) -> int:
    """Send the kept bytes to a printer at their true size."""
    from press import office
    from press.commands import spooling
    from press.commands.outcomes import name_of

    assert outcome.path is not None
    edition, data = outcome.edition, outcome.path.read_bytes()
    printer = spooling.which(paper["on"], settings())
    job = office.job_of(library, edition, outcome.fingerprint, data, outcome.pages, paper["copies"], paper["sides"])
    held = {one.shown.lower() for one in printer.loaded or ()}
    others = [name for name, one in library.brands.items() if one.paper in held and edition.language in one.languages]
    fits = f"the sheet of another brand: --brand {others[0]}" if others else ""
    click.echo(f"{name_of(library, edition)}, {counted(outcome.pages, 'page')}: {outcome.fingerprint}", err=True)
    warning = _warning(library, outcome, today)
    return spooling.send(printer, job, office.plan(printer, job, fits), paper["yes"], (warning,) if warning else ())


def _warning(library: Library, outcome: Outcome, today: datetime.date) -> str:
    """What staff must know before they hand it out: a draft and why it is one."""
    from press import route

    if outcome.released:
        return ""
    words = library.languages["en"].words if "en" in library.languages else None
    found = route.verdict(library, outcome.edition, today)
    why = [str(getattr(words, mark)) for mark in found.standing.marks if words and mark != "draft"]
    if not why and found.why:  # approved, and withheld for another reason
        why = [f"{found.why[:1].upper()}{found.why[1:]}"]
    return " ".join(["DRAFT, not for patients.", *(f"{reason.rstrip('.')}." for reason in why)])
