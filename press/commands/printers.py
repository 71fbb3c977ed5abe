"""``handouts printers``: what the printers of this office can do, and which one is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples
from press.commands.personal import settings, settings_file
from press.commands.screen import as_json, styled, table
from press.problem import did_you_mean, errors

if TYPE_CHECKING:
    from press.office import OfficePrinter
    from press.settings import Settings


@click.command(
    epilog=examples(
        "handouts printers                              what each holds and can do",
        'handouts printers --use "Front desk"           remembered for --print',
        'handouts printers --paper "Front desk" A4      it does not say what it holds; you do',
        "handouts printers --add ipp://10.0.0.7/ipp/print",
    )
)
@click.option("--use", metavar="NAME", help='Remember it for "get --print".')
@click.option("--add", metavar="ADDRESS", help="A printer that this machine's print server does not know.")
@click.option("--forget", metavar="NAME", help="Take a printer or an address out of the settings.")
@click.option("--paper", nargs=2, metavar="NAME PAPER", help="Say which paper lies in a printer: A4, Letter, Legal, A5, A3.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(
    ctx: click.Context, use: str | None, add: str | None, forget: str | None, paper: tuple[str, str] | None, form: str
) -> int:
    """List the printers of this office: paper that is loaded, sides, colour, whether pages stay at their true size.

    Printers shrink pages unless they are told not to; "get --print" tells them, and asks first where one cannot be told.
    """
    from press import office

    known = settings()
    changed = _changed(known, add, forget)
    found, silent = office.known(changed)
    if use:
        changed = changed.model_copy(update={"printer": _one(use, found).name})
    if paper:
        named, size = _one(paper[0], found).name, _paper(paper[1])
        changed = changed.model_copy(update={"paper": {**changed.paper, named: size}})
    if changed != known:
        from press.settings import save

        problems = save(settings_file(), changed)
        for problem in problems:
            click.echo(styled(problem), err=True)
        if errors(problems):
            return 1
        found, silent = office.known(changed)
    _show(ctx, found, silent, changed, form)
    return 0 if found else 1


def _changed(known: Settings, add: str | None, forget: str | None) -> Settings:
    from press.office import address_of

    changed = known
    if add:
        try:
            uri = address_of(add).uri
        except ValueError as error:
            raise WrongUsage(f"{error}.") from error
        changed = changed.model_copy(update={"printers": tuple(dict.fromkeys((*changed.printers, uri)))})
    if forget:
        left = tuple(one for one in changed.printers if one != forget)
        papers = {name: size for name, size in changed.paper.items() if name != forget}
        chosen = None if changed.printer == forget else changed.printer
        if (left, papers, chosen) == (changed.printers, dict(changed.paper), changed.printer):
            raise WrongUsage(f'The settings say nothing of "{forget}".')
        changed = changed.model_copy(update={"printers": left, "paper": papers, "printer": chosen})
    return changed


def _one(name: str, found: list[OfficePrinter]) -> OfficePrinter:
    match = next((one for one in found if name in (one.name, one.address.uri)), None)
    if match is None:
        names = [one.name for one in found]
        raise WrongUsage(f'There is no printer "{name}" here. {did_you_mean(name, names)}'.strip())
    return match


def _paper(text: str) -> str:
    from press.office.printers import PAPERS

    match = next((name for name in PAPERS if name.casefold() == text.casefold()), None)
    if match is None:
        raise WrongUsage(f'"{text}" is no paper known here. Write one of {", ".join(PAPERS)}.')
    return match


def _show(ctx: click.Context, found: list[OfficePrinter], silent: Sequence[Exception], chosen: Settings, form: str) -> None:
    for line in silent:
        click.echo(str(line), err=True)
    if form == "json":
        as_json([{**asdict(one), "scaling": sorted(one.scaling), "is_chosen": one.name == chosen.printer} for one in found])
    elif found:
        rows = [_row(one, chosen) for one in found]
        table(ctx, ("Printer", "Paper loaded", "Sides", "Colour", "True size", "State"), rows, keep=(0,))
    else:
        click.echo('No printer is known here. To name one: handouts printers --add ipp://NAME/ipp/print.')


def _row(one: OfficePrinter, chosen: Settings) -> tuple[str, ...]:
    mark = " (chosen)" if one.name == chosen.printer else " (default)" if one.is_default and not chosen.printer else ""
    loaded = ", ".join(paper.shown for paper in one.loaded) if one.loaded is not None else "it does not say"
    colour = {True: "colour", False: "black", None: "?"}[one.colour]
    state = one.state if one.takes_jobs else "takes no jobs"
    why = f": {', '.join(one.reasons)}" if one.reasons else ""
    size = "yes" if one.takes_scaling else "cannot be told"
    return f"{one.name}{mark}\n{one.about}".strip(), loaded, "two" if one.two_sided else "one", colour, size, f"{state}{why}"
