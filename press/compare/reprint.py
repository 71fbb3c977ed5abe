"""Copies on paper that a change leaves behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.compare.editions import EditionChange, Kind

Key = tuple[str, str, str, str]  # slug, language, variant, brand


@dataclass(frozen=True, slots=True)
class Copies:
    """What one order printed of one edition, of words that are not the present ones."""

    edition: Key
    order: str
    copies: int


@dataclass(frozen=True, slots=True)
class Reprint:
    """Copies of one edition that were printed before it changed. ``orders`` names the orders."""

    slug: str
    language: str
    variant: str
    brand: str
    copies: int
    orders: tuple[str, ...]


def reprints(changes: Iterable[EditionChange], printed: Iterable[Copies]) -> list[Reprint]:
    """For each edition whose words changed, or that is gone or broken, the copies that orders printed of it."""
    by_edition: dict[Key, list[Copies]] = {}
    for one in printed:
        by_edition.setdefault(one.edition, []).append(one)
    found = []
    for change in changes:
        key = (change.edition.slug, change.edition.language, change.edition.variant, change.edition.brand)
        if key in by_edition and change.kind in (Kind.WORDS, Kind.REMOVED, Kind.BROKEN):
            orders = tuple(dict.fromkeys(one.order for one in by_edition[key]))
            found.append(Reprint(*key, sum(one.copies for one in by_edition[key]), orders))
    return found
