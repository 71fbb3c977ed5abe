"""job-ticket.pdf: everything a person at the print shop must know, on one page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from press.library import Library
from press.markup import bidi
from press.order.manifest import Manifest, Row
from press.order.paper import sheet
from press.problem import Place, Problem, errors

_TRIES = (60, 24, 16, 8, 0)
"""So many pieces are listed by name; where they do not fit on the page, fewer are tried, at last none: the manifest lists all."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that are printed alike."""

    words: tuple[str, ...]
    files: int
    copies: int
    sheets: int


def groups(rows: list[Row] | tuple[Row, ...]) -> list[Group]:
    """Pieces that are printed alike, the most copies first: how a printer plans the runs."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        sides = "both sides" if row.sides == 2 else "one side"
        found[(f"{row.trim} mm", row.stock, sides, row.colours, row.binding)].append(row)
    made = [
        Group(words, len(some), sum(row.quantity for row in some), sum(row.quantity * row.sheets for row in some))
        for words, some in found.items()
    ]
    return sorted(made, key=lambda group: (-group.copies, group.words))


def values(manifest: Manifest, library: Library) -> dict[str, Any]:
    """What the templates of the ticket, the proof sheet and the separator sheets see."""
    directions = {tag: language.direction for tag, language in library.languages.items()}
    names = {tag: language.name for tag, language in library.languages.items()}
    places = {place["id"]: place["to"] for place in manifest.deliveries}
    pieces = [
        {
            "row": row,
            "title": bidi.marked(row.title, directions.get(row.language, "ltr")),
            "direction": directions.get(row.language, "ltr"),
            "language": names.get(row.language, row.language),
            "places": [(places.get(name, name), number) for name, number in _shares(row)],
        }
        for row in manifest.rows
    ]
    paper: dict[str, int] = defaultdict(int)
    for row in manifest.rows:
        paper[row.paper] += row.quantity
    return {
        "order": manifest,
        "pieces": pieces,
        "groups": groups(tuple(manifest.rows)),
        "tags": sorted({row.language for row in manifest.rows}),
        "paper": max(paper, key=lambda name: (paper[name], name)) if paper else "a4",
        "totals": _totals(manifest),
    }


def _totals(manifest: Manifest) -> dict[str, dict[str, int]]:
    """Copies for each delivery."""
    found: dict[str, dict[str, int]] = {place["id"]: {"files": 0, "copies": 0} for place in manifest.deliveries}
    for row in manifest.rows:
        for name, number in _shares(row):
            found[name]["files"] += 1
            found[name]["copies"] += number
    return found


def _shares(row: Row) -> list[tuple[str, int]]:
    """How many copies of a piece go to each delivery, by its id."""
    parts = [part.partition("=") for part in row.deliver.split("; ") if part]
    return [(name, int(number)) for name, _, number in parts]


def ticket(library: Library, manifest: Manifest) -> tuple[bytes | None, list[Problem]]:
    """The ticket as a PDF of one page."""
    seen = values(manifest, library)
    problems: list[Problem] = []
    for most in _TRIES:
        if most and len(manifest.rows) > most:
            continue
        shown = seen["pieces"] if most else []
        proof, problems = sheet(library, "ticket", {**seen, "pieces": shown}, seen["paper"])
        if proof is None or errors(problems):
            return None, problems
        if proof.pages == 1:
            return proof.pdf, problems
    fault = "the job ticket does not fit on one page"
    remedy = "Shorten the notes and addresses of the order, or split it."
    return None, [*problems, Problem(Place(manifest.order), "ticket-too-long", fault, remedy)]
