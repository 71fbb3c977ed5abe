"""``handouts status``: where every handout stands in every language."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable

import click

from press.commands import examples
from press.commands.options import today_option
from press.commands.project import completing, must_exist, open_project, slugs_and_specialties
from press.commands.screen import as_json, styled, table
from press.problem import Problem

_COLOURS = {
    "approved": "green", "draft": "yellow", "changed": "red", "stale": "red", "expired": "red", "withdrawn": "red", "missing": "bright_black",
}  # fmt: skip


@click.command(
    epilog=examples(
        "handouts status                            the whole library",
        "handouts status botox-chronic-migraine     one handout, with every reason",
        "handouts status --format csv > status.csv  for a spreadsheet",
    )
)
@click.argument("slugs", metavar="[HANDOUT…]", nargs=-1, shell_complete=completing(slugs_and_specialties))
@today_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="text (default), json or csv."
)
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], today: datetime.date, form: str) -> int:
    """Show where each handout stands in each language: draft, approved, changed, stale, expired, withdrawn, missing.

    For one handout it also says every reason, with what to do next.
    """
    from press.review.overview import matrix

    library = open_project(ctx)
    must_exist("handout", slugs, slugs_and_specialties(library.root))
    cells = [cell for cell in matrix(library, today) if not slugs or {cell.slug, cell.specialty} & set(slugs)]
    if form == "text":
        _text(ctx, cells, reasons=len(slugs) == 1)
        return 0
    rows = [
        {
            "slug": cell.slug,
            "language": cell.language,
            "title": cell.title,
            "state": str(cell.standing.state),
            "approved_by": cell.standing.approval.by if cell.standing.approval else "",
            "approved_on": str(cell.standing.approved or ""),
            "review_by": str(cell.standing.review_by or ""),
            "scores": list(cell.standing.approval.scores) if cell.standing.approval else [],
            "reasons": [str(reason.problem.fault) for reason in cell.standing.reasons],
            "notes": [f"{note.place}: {note.fault}" for note in cell.standing.notes],
        }
        for cell in cells
    ]
    if form == "json":
        as_json({"today": str(today), "handouts": rows})
        return 0
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["slug"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {key: _cell("; ".join(value) if isinstance(value, list) else str(value)) for key, value in row.items()}
        )
    click.echo(out.getvalue(), nl=False)
    return 0


def _problems(found: Iterable[Problem]) -> None:
    for problem in found:
        click.echo()
        click.echo(styled(problem))


def _cell(text: str) -> str:
    """A spreadsheet runs a cell that begins with = + - or @ as a formula: a quote mark before it makes it text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _text(ctx: click.Context, cells: list, reasons: bool) -> None:  # type: ignore[type-arg]
    rows = []
    last = ""
    for cell in cells:
        until = f"until {cell.standing.review_by}" if cell.standing.released else ""
        told = [reason.problem.fault for reason in cell.standing.reasons if reason.state is cell.standing.state]
        why = told[0] if told else ""
        rows.append((cell.slug if cell.slug != last else "", cell.language, str(cell.standing.state), until or why))
        last = cell.slug
    table(ctx, ("Handout", "Language", "State", ""), rows, keep=(0, 1, 2))
    if reasons:
        told = [reason.problem for cell in cells for reason in cell.standing.reasons]
        for cell in cells:
            for score in cell.standing.approval.scores if cell.standing.approval else ():
                click.echo(f"{cell.slug} {cell.language}: {score}, scored by {cell.standing.approval.by}")
        _problems(dict.fromkeys(told))
    # A telephone number that changed since the sign-off is said always: no approval covers it.
    _problems(dict.fromkeys(note for cell in cells for note in cell.standing.notes))
    counts = {state: sum(str(cell.standing.state) == state for cell in cells) for state in _COLOURS}
    click.echo()
    click.echo(
        ", ".join(click.style(f"{number} {state}", fg=_COLOURS[state]) for state, number in counts.items() if number)
    )
