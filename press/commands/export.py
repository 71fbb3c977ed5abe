"""``handouts export``: what is released, for record systems and shelves that cannot ask: OpenEMR, FHIR, a folder of web pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import WrongUsage, examples, starting
from press.commands.options import today_option
from press.commands.personal import brand_of
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    must_exist,
    names_option,
    open_project,
    say_unread,
    variant_names,
)
from press.commands.recall import recorded
from press.commands.screen import styled
from press.problem import Problem, counted, errors

if TYPE_CHECKING:
    from press.export import Report, Stock

_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
_brand = click.option(
    "--brand", metavar="BRAND", envvar="HANDOUTS_BRAND", shell_complete=completing(brand_names), help="The clinic. Default as in get."
)
_langs = names_option("--lang", language_tags, "Only these languages.")


@click.group(
    epilog=examples(
        "handouts export openemr /var/www/openemr/sites/default/documents/education",
        "handouts export fhir handouts.json                     a bundle of DocumentReference (R4)",
        "handouts export site /srv/www/handouts                 pages and PDFs; open index.html",
    )
)
def command() -> None:
    """Put what is released where record systems and readers find it without asking.

    What is withdrawn or expired leaves on the next run: run it every night. Files that no export wrote are never touched.
    """


@command.command()
@_folder
@_brand
@click.option("--variant", metavar="VARIANT", shell_complete=completing(variant_names), help="The print size. Default: standard.")
@today_option
@click.pass_context
def openemr(ctx: click.Context, folder: Path, brand: str | None, variant: str | None, today: datetime.date) -> int:
    """Fill OpenEMR's folder of local leaflets: one PDF for each diagnosis code and each code below it.

    OpenEMR looks for the very code, in English and Spanish alone. Codes in handout.yaml decide.
    """
    from press import export

    library = open_project(ctx)
    sizes = sorted(library.variants, key=lambda name: library.variants[name].order)
    must_exist("variant", [variant] if variant else [], sizes)
    languages = [tag for tag in export.openemr.LANGUAGES if tag in library.languages] or export.openemr.LANGUAGES
    stock = _stock(ctx, brand, today, languages, [variant or sizes[0]])
    files, notes = export.openemr.files(stock, variant or sizes[0])
    return _told(stock, export.deliver(folder, export.openemr.KIND, files), notes, folder)


@command.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@_brand
@_langs
@names_option("--variant", variant_names, "Only these print sizes.")
@today_option
@click.pass_context
def fhir(ctx: click.Context, file: Path, brand: str | None, lang: tuple[str, ...], variant: tuple[str, ...], today: datetime.date) -> int:
    """Write a FHIR bundle (R4): a DocumentReference with its PDF for each released sheet."""
    from press import export

    stock = _stock(ctx, brand, today, lang, variant)
    report = export.deliver_file(file, export.fhir.bundle(stock), export.fhir.is_ours(file))
    return _told(stock, report, [], file)


@command.command()
@_folder
@_brand
@_langs
@today_option
@click.pass_context
def site(ctx: click.Context, folder: Path, brand: str | None, lang: tuple[str, ...], today: datetime.date) -> int:
    """Write a folder of web pages: each released sheet to read and as PDFs, and an index in every language.

    It opens from a disk, by index.html, and from any web server. Nothing in it runs.
    """
    from press import export

    stock = _stock(ctx, brand, today, lang, ())
    files, notes = export.site.files(stock)
    if errors(notes):
        for problem in notes:
            click.echo(styled(problem), err=True)
        return 1
    return _told(stock, export.deliver(folder, export.site.KIND, files), notes, folder)


def _stock(ctx: click.Context, brand: str | None, today: datetime.date, languages: Sequence[str], variants: Sequence[str]) -> Stock:
    """Everything that may be handed out, made where it is not there yet."""
    from press.edition import Wish
    from press.export import gather

    library = open_project(ctx)
    chosen = brand_of(library, brand)
    must_exist("variant", variants, library.variants)
    must_exist("language", languages, library.languages)
    starting.start()
    out = library.root / "out"
    try:
        starting.writable(out)
    except OSError as error:
        raise WrongUsage(f'"{click.format_filename(out)}" cannot be written: {error.strerror or error}.') from error
    return gather(library, chosen, today, out, Wish((), tuple(languages), tuple(variants)))


def _told(stock: Stock, report: Report, notes: Sequence[Problem], where: Path) -> int:
    """Say what became of it; 1 where something is missing, or still there."""
    problems = [*stock.problems, *notes, *report.problems]
    for problem in problems:
        click.echo(styled(problem), err=True)
    unread = say_unread(stock.library)
    code = recorded(stock.library, stock.outcomes, stock.today)
    done: list[Any] = [(len(report.written), "written"), (len(report.same), "as they were"), (len(report.removed), "taken away")]
    said = ", ".join(f"{number} {what}" for number, what in done if number) or "nothing"
    click.echo(f"{counted(len(stock.sheets), 'released sheet')} of {stock.brand}; {click.format_filename(where)}: files: {said}.")
    if stock.withheld:
        click.echo(f'{counted(stock.withheld, "sheet")} not released: "handouts status" says why.', err=True)
    return max(code, int(bool(errors(problems)) or unread))
