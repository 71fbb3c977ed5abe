"""``handouts status``: where every handout stands in every language."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from press.commands import examples
from press.commands.options import today_option
from press.commands.project import completing, must_exist, open_project, say_unread, slugs_and_specialties
from press.commands.screen import as_json, styled, table
from press.problem import Problem

if TYPE_CHECKING:
    from press.library import Library
    from press.review.overview import Cell

_COLOURS = {
    "approved": "green", "withheld": "red", "draft": "yellow", "changed": "red", "stale": "red", "expired": "red", "withdrawn": "red", "broken": "red", "missing": "bright_black",
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
    """Show where each handout stands in each language: draft, approved, changed, stale, expired, withdrawn, missing,
    or broken: it is there, and cannot be read.

    Approved and yet "withheld" is what no brand may release: for a value that nobody confirmed, or an error that the
    check finds. For one handout it also says every reason, with what to do next.
    """
    from press.review.overview import matrix

    library = open_project(ctx)
    must_exist("handout", slugs, slugs_and_specialties(library.root))
    cells = [_Row(cell, _withheld(library, cell, today)) for cell in matrix(library, today) if _asked(cell, slugs)]
    unread = say_unread(library, slugs) or any(row.state == "broken" for row in cells)
    if form == "text":
        _text(ctx, library, cells, reasons=len(slugs) == 1)
        return 1 if unread else 0
    rows = [_plain(row) for row in cells]
    if form == "json":
        as_json({"today": str(today), "handouts": rows})
        return 1 if unread else 0
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["slug"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {key: _cell("; ".join(value) if isinstance(value, list) else str(value)) for key, value in row.items()}
        )
    click.echo(out.getvalue(), nl=False)
    return 1 if unread else 0


@dataclass(frozen=True, slots=True)
class _Row:
    """One language of one handout, and why it is withheld: by brand, and only those that withhold it."""

    cell: Cell
    withheld: dict[str, tuple[Problem, ...]]

    @property
    def state(self) -> str:
        """One word; "withheld" where no brand may release it."""
        return "withheld" if "" in self.withheld else str(self.cell.standing.state)


def _asked(cell: Cell, slugs: tuple[str, ...]) -> bool:
    return not slugs or bool({cell.slug, cell.specialty} & set(slugs))


def _withheld(library: Library, cell: Cell, today: datetime.date) -> dict[str, tuple[Problem, ...]]:
    """Why brands may not release an approved text; under an empty name also, where none may."""
    if not cell.standing.released:
        return {}
    from press import receipt, route
    from press.edition import Wish, wanted

    store = receipt.Store(library.root / "out" / ".store")
    first = min(library.variants, key=lambda name: library.variants[name].order, default="")
    editions = wanted(library, Wish((cell.slug,), (cell.language,), (first,)))[0]
    verdicts = {one.brand: route.verdict(library, one, today, store) for one in editions}
    found = {brand: one.reasons for brand, one in verdicts.items() if not one.released}
    return {**found, "": next(iter(found.values()))} if found and len(found) == len(verdicts) else found


def _plain(row: _Row) -> dict[str, object]:
    cell, standing = row.cell, row.cell.standing
    withheld = {brand: [str(problem.fault) for problem in found] for brand, found in row.withheld.items() if brand}
    return {
        "slug": cell.slug,
        "language": cell.language,
        "title": cell.title,
        "state": row.state,
        "approved_by": standing.approval.by if standing.approval else "",
        "approved_on": str(standing.approved or ""),
        "review_by": str(standing.review_by or ""),
        "scores": list(standing.approval.scores) if standing.approval else [],
        "reasons": [str(reason.problem.fault) for reason in standing.reasons],
        "notes": [f"{note.place}: {note.fault}" for note in standing.notes],
        "withheld": [f"{brand}: {fault}" for brand, faults in withheld.items() for fault in faults],
    }


def _problems(found: Iterable[Problem]) -> None:
    for problem in found:
        click.echo()
        click.echo(styled(problem))


def _cell(text: str) -> str:
    """A spreadsheet runs a cell that begins with = + - or @ as a formula: a quote mark before it makes it text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _text(ctx: click.Context, library: Library, rows: list[_Row], reasons: bool) -> None:
    from press.review import uncompared

    lines = []
    last = ""
    for row in rows:
        cell, standing = row.cell, row.cell.standing
        told = [reason.problem.fault for reason in standing.reasons if reason.state is standing.state]
        what = told[0] if told else ""
        if standing.released:
            what = row.withheld[""][0].fault if "" in row.withheld else f"until {standing.review_by}"
            if row.withheld and "" not in row.withheld:
                what += f"; not for {', '.join(row.withheld)}: {next(iter(row.withheld.values()))[0].fault}"
        lines.append((cell.slug if cell.slug != last else "", cell.language, row.state, what))
        last = cell.slug
    table(ctx, ("Handout", "Language", "State", ""), lines, keep=(0, 1, 2))
    if reasons:
        told_of = [reason.problem for row in rows for reason in row.cell.standing.reasons]
        for cell in (row.cell for row in rows):
            if (approval := cell.standing.approval) is not None:
                for score in approval.scores:
                    click.echo(f"{cell.slug} {cell.language}: {score}, scored by {approval.by}")
                for answer in approval.answers:
                    click.echo(f"{cell.slug} {cell.language}: {answer.rule}: {answer.reason} ({approval.by})")
        _problems(dict.fromkeys(told_of))
    # What holds a brand's releases back is said always: it is mended once for all handouts.
    _problems(dict.fromkeys(problem for row in rows for found in row.withheld.values() for problem in found))
    _problems(dict.fromkeys(note for row in rows for note in row.cell.standing.notes))
    shown = {f"handouts/_languages/{row.cell.language}.yaml" for row in rows}
    _problems(one for one in uncompared.problems(library) if one.place.path in shown)
    counts = {state: sum(row.state == state for row in rows) for state in _COLOURS}
    click.echo()
    click.echo(
        ", ".join(click.style(f"{number} {state}", fg=_COLOURS[state]) for state, number in counts.items() if number)
    )
