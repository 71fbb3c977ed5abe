"""Copies on paper that a change leaves behind: what the records of orders say was printed of each edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.compare.editions import EditionChange, Kind

HISTORY = "orders/history"
_ROWS = ("rows", "pieces", "editions")


@dataclass(frozen=True, slots=True)
class Reprint:
    """Copies of one edition that were printed before it changed. ``orders`` names the orders and their days."""

    slug: str
    language: str
    variant: str
    brand: str
    copies: int
    orders: tuple[str, ...]


def reprints(changes: Iterable[EditionChange], root: Path | None) -> list[Reprint]:
    """For each edition whose words changed, or that is gone or broken, the copies that orders printed of it."""
    if root is None:
        return []
    printed: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for key, order, copies in _printed(root):
        printed.setdefault(key, []).append((order, copies))
    found = []
    for change in changes:
        edition = change.edition
        key = (edition.slug, edition.language, edition.variant, edition.brand)
        if key in printed and change.kind in (Kind.WORDS, Kind.REMOVED, Kind.BROKEN):
            orders = tuple(dict.fromkeys(order for order, _ in printed[key]))
            found.append(Reprint(*key, sum(copies for _, copies in printed[key]), orders))
    return found


def _printed(root: Path) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Each piece of each recorded order. A record that cannot be read, and a proof, count for nothing."""
    for path in sorted((root / HISTORY).rglob("*.json")):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if not isinstance(said, dict) or said.get("proof"):
            continue
        order = " of ".join(str(said[key]) for key in ("job", "made") if said.get(key)) or path.stem
        rows: list[Any] = next((said[name] for name in _ROWS if isinstance(said.get(name), list)), [])
        for row in rows:
            if isinstance(row, dict) and (piece := _row(row)):
                yield piece[0], order, piece[1]


def _row(row: Mapping[str, Any]) -> tuple[tuple[str, ...], int] | None:
    key = tuple(str(row.get(name, "")) for name in ("slug", "language", "variant", "brand"))
    copies = str(row.get("quantity", ""))
    return (key, int(copies)) if all(key) and copies.isdecimal() else None
