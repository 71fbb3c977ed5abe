"""Amounts that change places: "2 in the morning and 1 at night" as "1 in the morning and 2 at night", 130/80 as 80/130.

Every number is still there, so nothing else is missed. What an amount belongs to is what stands beside it: times of day,
weekdays, left and right, names in Latin letters. Where the amounts of one unit and what they belong to keep their order, or
change it together, the two texts agree; other languages may well say the second thing first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from press.checks.translation.matching import counted_words
from press.checks.translation.meanings import covers_time
from press.language import Lexicon
from press.quantities import Number, kind, read

_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<![A-Za-z])[A-Z][A-Za-z0-9\-]*|(?<![A-Za-z])[A-Za-z]*[a-z][A-Z][A-Za-z]*")
_FREELY = frozenset({"year", "percent", ""})  # numbers of statistics, which languages put where they like


@dataclass(frozen=True, slots=True)
class Moved:
    """Amounts in the order of the source, and in that of the translation."""

    here: tuple[Number, ...]
    there: tuple[Number, ...]
    sure: bool  # what they belong to is known in both texts


@functools.lru_cache(maxsize=4096)
def _amounts(text: str, lexicon: Lexicon) -> tuple[Number, ...]:
    """The numbers with a unit, in digits and in words, in order."""
    found = [n for n in read(text, lexicon).numbers if n.unit not in _FREELY and not n.borrowed]
    words = [
        n
        for n in counted_words(text, lexicon, ones=True)
        if kind(n.unit) in ("form", "times", "mass", "volume", "activity")
    ]
    return tuple(sorted([*found, *words], key=lambda n: n.start))


@functools.lru_cache(maxsize=4096)
def _belongings(text: str, lexicon: Lexicon, names: frozenset[str]) -> tuple[tuple[int, Hashable], ...]:
    """What amounts may belong to, with its place: meanings of the tables that stand alone, and names of both texts."""
    found: list[tuple[int, Hashable]] = []
    for hit in lexicon.find(text):
        if hit.table in ("time", "weekday", "opposite", "relative"):
            name = hit.name if isinstance(hit.name, frozenset) else frozenset({hit.name})
            if "other" not in name and (len(name) == 1 or hit.table == "time"):
                found.append((hit.start, (hit.table, name)))
    shown = lexicon.prepared(text).shown
    found += [(hit.start(), hit[0]) for hit in _NAME.finditer(shown) if hit[0] in names]
    return tuple(sorted(found, key=lambda one: one[0]))


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


@functools.lru_cache(maxsize=8192)
def changed_places(source: str, target: str, one: Lexicon, other: Lexicon) -> Moved | None:
    """Amounts of one unit that stand in another order than in the source, and not together with what they belong to."""
    here = _amounts(source, one)
    if len(here) < 2:
        return None
    there = _amounts(target, other)
    if len(there) < 2:
        return None
    for unit in dict.fromkeys(n.unit for n in here):
        ours, theirs = [n for n in here if n.unit == unit], [n for n in there if n.unit == unit]
        order = _order([n.values for n in ours], [n.values for n in theirs])
        if order is None or len(set(order)) < 2:
            continue
        names = _names(source) & _names(target)
        beside = _beside(ours, _belongings(source, one, names)), _beside(theirs, _belongings(target, other, names))
        moved = _together(beside[0], beside[1])
        natural = list(range(len(order)))
        if moved is not None:
            if order != moved:
                return Moved(tuple(ours), tuple(theirs), True)
        elif order != natural:
            return Moved(tuple(ours), tuple(theirs), False)
    return None


def _order(ours: Sequence[tuple[float, ...]], theirs: Sequence[tuple[float, ...]]) -> list[int] | None:
    """For each amount of the translation its place in the source; None where they are not the same amounts, each once."""
    if len(ours) != len(theirs) or len({values[0] for values in ours}) < len(ours):
        return None
    found = [next((i for i, values in enumerate(ours) if values[0] in their), -1) for their in theirs]
    return found if sorted(found) == list(range(len(ours))) else None


def _beside(numbers: Sequence[Number], things: Sequence[tuple[int, Hashable]]) -> list[Hashable]:
    """What stands beside the amounts, in order, where there is one thing for each; else nothing."""
    if not numbers:
        return []
    first, last = numbers[0].start, numbers[-1].end
    gaps = [min(first, 40), 40]
    near = [thing for at, thing in things if first - gaps[0] <= at <= last + gaps[1]]
    kinds = {thing[0] if isinstance(thing, tuple) else "name" for thing in near}
    for one in sorted(kinds):
        alike = [thing for thing in near if (thing[0] if isinstance(thing, tuple) else "name") == one]
        if len(alike) == len(numbers) and len(set(alike)) == len(alike):
            return alike
    return []


def _together(here: list[Hashable], there: list[Hashable]) -> list[int] | None:
    """For each thing of the translation its place in the source; None where they are not the same things."""
    found = [next((i for i, thing in enumerate(here) if _same(thing, one)), -1) for one in there]
    return found if here and sorted(found) == list(range(len(here))) else None


def _same(one: Hashable, other: Hashable) -> bool:
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return one == other
    return one[0] == other[0] and (
        covers_time(one[1], other[1]) if one[0] == "time" else not one[1].isdisjoint(other[1])
    )
