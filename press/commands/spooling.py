"""From a finished PDF to paper: which printer, what is confirmed first, and what became of the job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage
from press.commands.screen import on_terminal
from press.problem import did_you_mean

if TYPE_CHECKING:
    from press.office import Job, OfficePrinter, Plan, Sent
    from press.settings import Settings

FOLLOWED = 120.0  # seconds; after that the job goes on without us


def which(asked: str | None, settings: Settings) -> OfficePrinter:
    """The printer that is meant: named, remembered, the print server's default, or the only one. Raises WrongUsage."""
    from press import office

    found, silent = office.known(settings)
    names = [one.name for one in found]
    wanted = asked or settings.printer
    if wanted:
        match = next((one for one in found if wanted in (one.name, one.address.uri)), None)
        if match is None:
            why = "".join(f"\n{line}" for line in silent)
            raise WrongUsage(f'There is no printer "{wanted}" here. {did_you_mean(wanted, names)}'.strip() + why)
        return match
    default = [one for one in found if one.is_default] or (found if len(found) == 1 else [])
    if default:
        return default[0]
    if not found:
        why = "".join(f"\n{line}" for line in silent)
        raise WrongUsage(
            "No printer is known here: add one to this machine (CUPS), or name its address: "
            f"handouts printers --add ipp://NAME/ipp/print.{why} Without a printer, open the PDF and print it with "
            '"Actual size".'
        )
    raise WrongUsage(f'Which printer? Say "--on NAME": {", ".join(names)}. To remember one: handouts printers --use NAME.')


def send(printer: OfficePrinter, job: Job, plan: Plan, sure: bool, doubts: tuple[str, ...] = ()) -> int:
    """Ask what is in doubt, send the job, and follow it; the exit code."""
    from press import office

    if plan.refused:
        click.echo(f"{plan.refused}.\n{plan.remedy}".strip(), err=True)
        return 1
    for doubt in (*doubts, *plan.doubts):
        if sure:
            click.secho(doubt, fg="yellow", err=True)
        elif not on_terminal():
            click.echo(f'{doubt}\nNothing was printed. If it is so, say it again with "--yes".', err=True)
            return 1
        elif not click.confirm(doubt, err=True):
            click.echo("Nothing was printed.", err=True)
            return 1
    try:
        sent = office.send(printer, job, plan)
        sent = office.follow(printer, sent, FOLLOWED, _telling())
    except office.PrinterError as error:
        click.echo(str(error), err=True)
        return 1
    well, said = office.told(printer, sent, job.copies)
    click.echo(said, err=True)
    return 0 if well else 1


def _telling() -> Callable[[Sent], None]:
    def tell(sent: Sent) -> None:
        if sent.state not in ("waiting", "printed"):
            click.echo(f"  {sent.state}{f': {sent.why}' if sent.why else ''}", err=True)

    return tell
