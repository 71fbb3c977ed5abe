"""``handouts due``: what must be reviewed soon."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import click

from press.commands import WrongUsage, examples
from press.commands.options import today_option
from press.commands.project import open_project, say_unread
from press.commands.screen import as_json, styled, table


def _days(_: click.Context, __: click.Parameter, value: str) -> int:
    hit = re.fullmatch(r"(\d{1,4})\s*(d|w|m|y)?", value.strip())
    if not hit:
        raise click.BadParameter(f'"{value}" is not a span of time: write 90d, 12w, 3m or 1y.')
    return int(hit[1]) * {"d": 1, "w": 7, "m": 31, "y": 366}[hit[2] or "d"]


@click.command(
    epilog=examples(
        "handouts due                              the next 90 days",
        "handouts due --within 1y --ics reviews.ics   for a calendar",
    )
)
@click.option(
    "--within",
    default="90d",
    show_default=True,
    callback=_days,
    metavar="SPAN",
    help="How far ahead: 30d, 12w, 3m, 1y.",
)
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), help="Write the dates into a calendar file, too."
)
@today_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(ctx: click.Context, within: int, ics: Path | None, today: datetime.date, form: str) -> int:
    """List the approvals that run out soon, or have run out, the most urgent first."""
    from press.receipt import keep
    from press.review.overview import as_calendar, due, record_problems

    library = open_project(ctx)
    found, problems = due(library, today, within), list(record_problems(library))
    unread = say_unread(library) or bool(problems)  # what nobody can read may be due, too
    for problem in problems:
        click.echo(styled(problem), err=True)
    if ics:
        try:
            keep(ics, as_calendar(found, today).encode())
        except OSError as error:
            raise WrongUsage(f'"{ics}" cannot be written: {error.strerror}.') from error
    if form == "json":
        as_json(
            [
                {
                    "what": d.what,
                    "language": d.language,
                    "by": d.approval.by,
                    "review_by": str(d.approval.review_by),
                    "days": d.days(today),
                }
                for d in found
            ]
        )
    elif not found:
        click.echo(f"Nothing is due within {within} days.")
    else:
        rows = [(d.what, d.language, str(d.approval.review_by), _left(d.days(today)), d.approval.by) for d in found]
        table(ctx, ("Handout", "Language", "Review by", "", "Approved by"), rows, keep=(0, 1, 2, 3))
    return 1 if unread else 0


def _left(days: int) -> str:
    return f"in {days} days" if days >= 0 else f"{-days} days ago"
