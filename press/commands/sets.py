"""``handouts get A B C``: several released sheets as one PDF for one patient, behind a page that lists them."""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import WrongUsage, starting
from press.commands.personal import brand_of, settings
from press.commands.project import must_be_read, open_project, plain_target
from press.commands.recall import recorded
from press.commands.screen import styled
from press.problem import counted, did_you_mean

if TYPE_CHECKING:
    from press.edition import Edition
    from press.library import Library
    from press.route import Outcome
    from press.together import Set

MOST = 12


def are_several(words: Sequence[str], slugs: Iterable[str]) -> bool:
    """Whether the words name several handouts, each by its folder, and are no words to search by."""
    named = {*words} & {*slugs}
    return len(words) > 1 and (len(named) > 1 or any("-" in slug for slug in named))


def get(
    ctx: click.Context, words: Sequence[str], lang: str, variant: str | None, brand: str | None, output: Path | None,
    open_: bool, today: datetime.date, paper: Mapping[str, Any],
) -> int:  # fmt: skip
    """Make the set and hand it over; 1 where any part is missing, and then nothing is made."""
    library = open_project(ctx)
    editions = _editions(library, list(dict.fromkeys(words)), lang, variant, brand_of(library, brand))
    if editions is None:
        click.echo("Nothing was made: a set with a sheet missing looks complete.", err=True)
        return 1
    outcomes = _made(library, editions, today)
    from press.together import together

    made, problems = together(library, outcomes, today)
    for problem in problems:
        click.echo(styled(problem), err=True)
    if made is None:
        return 1
    try:
        _written_down(library, outcomes, made, today)
    except OSError as error:  # a project that may only be read
        click.echo(f"The set cannot be recalled by its code: {error.strerror or error}. Its sheets can.", err=True)
    code = _printed(library, editions, made, paper) if paper["print_"] else _delivered(made, output, open_)
    if code == 0:
        _noted(library, outcomes, today, "printed" if paper["print_"] else "opened" if open_ else "fetched", paper["copies"])
    return code


def _editions(library: Library, slugs: list[str], lang: str, variant: str | None, brand: str) -> list[Edition] | None:
    """The editions that are meant; None, with each one that is missing named."""
    from press.commands.get import language_of
    from press.edition import Edition

    if len(slugs) > MOST:
        raise WrongUsage(f"A set holds at most {MOST} sheets. For more, write a packet, or order from a print shop.")
    sizes = sorted(library.variants, key=lambda name: library.variants[name].order)
    must_be_read(library, "variant", [variant] if variant else [], sizes)
    found: list[Edition] = []
    for slug in slugs:
        if slug not in library.pieces:
            broken = slug in library.slugs
            said = f'"{slug}" has mistakes: "handouts check {slug}" shows them.' if broken else f'There is no handout "{slug}". {did_you_mean(slug, library.pieces)}'
            click.echo(said.strip(), err=True)
            continue
        tag = language_of(library, library.pieces[slug], brand, lang)
        if tag is not None:
            found.append(Edition(slug, tag, variant or sizes[0], brand))
    return found if len(found) == len(slugs) else None


def _made(library: Library, editions: Sequence[Edition], today: datetime.date) -> list[Outcome]:
    starting.start()
    from press import route

    folder = library.root / "out"
    try:
        starting.writable(folder)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="handouts-"))
    return [route.make(library, edition, route.Run(folder, today, release=True)) for edition in editions]


def _written_down(library: Library, outcomes: Sequence[Outcome], made: Set, today: datetime.date) -> None:
    from press import recall

    recorded(library, outcomes, today)
    recall.record_set(library, made.code, made.parts, made.pdf, today, recall.archive_of(library))


def _noted(library: Library, outcomes: Sequence[Outcome], today: datetime.date, how: Any, copies: int) -> None:
    from press.recall import given

    for outcome in outcomes:
        given.note(library.root / "out", outcome.fingerprint, outcome.edition, today, how, copies)


def _delivered(made: Set, output: Path | None, open_: bool) -> int:
    from press import receipt
    from press.commands.get import replaces

    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(made.pdf)
        where = None
    else:
        folder = Path(tempfile.mkdtemp(prefix="handouts-set-")) if open_ else output if output and output.is_dir() else None
        where = folder / made.file_name if folder else output or Path(made.file_name)
        plain_target(where)
        replaces(where, made.pdf, made.code)
        try:
            receipt.keep(where, made.pdf)
        except OSError as error:
            raise WrongUsage(f'"{click.format_filename(where)}" cannot be written: {error.strerror or error}.') from error
        if open_ and click.launch(str(where)) != 0:
            raise click.ClickException(f"No program here shows PDFs. The file is {click.format_filename(where)}")
    click.echo(f"{_said(made)}{f': {click.format_filename(where)}' if where else ''}", err=True)
    return 0


def _said(made: Set) -> str:
    return f"A set of {len(made.parts)} sheets, {counted(made.pages, 'page')}, code {made.code}"


def _printed(library: Library, editions: Sequence[Edition], made: Set, paper: Mapping[str, Any]) -> int:
    from press import office
    from press.commands import spooling

    printer = spooling.which(paper["on"], settings())
    large = any(library.variants[one.variant].proves.is_large for one in editions)
    size = library.brands[editions[0].brand].page_size
    job = office.Job(made.code, made.pdf, size, made.pages, large, paper["copies"], paper["sides"])
    click.echo(_said(made), err=True)
    return spooling.send(printer, job, office.plan(printer, job), paper["yes"])
