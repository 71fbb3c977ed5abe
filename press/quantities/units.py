"""Units as patients read them, in the words of a language's tables: "mg" and "milligrams" are one.

A language without a table knows the international symbols only, and is compared by values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.language import Lexicon

# Canonical unit -> (kind, size in the kind's base unit; 0 where sizes cannot be compared).
UNITS: dict[str, tuple[str, float]] = {
    "mcg": ("mass", 1e-6),
    "mg": ("mass", 1e-3),
    "g": ("mass", 1.0),
    "kg": ("weight", 1.0),
    "lb": ("weight", 0.4536),
    "oz": ("weight", 0.02835),
    "ml": ("volume", 1e-3),
    "dl": ("volume", 0.1),
    "l": ("volume", 1.0),
    "tsp": ("volume", 0.005),
    "tbsp": ("volume", 0.015),
    "cup": ("volume", 0.24),
    "unit": ("activity", 1.0),
    "mmol": ("activity", 0.0),
    "meq": ("activity", 0.0),
    "form": ("form", 1.0),
    "celsius": ("temperature", 0.0),
    "fahrenheit": ("temperature", 0.0),
    "degree": ("degree", 0.0),
    "second": ("time", 1 / 86400),
    "minute": ("time", 1 / 1440),
    "hour": ("time", 1 / 24),
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "month": ("time", 30.0),
    "year": ("time", 360.0),
    "percent": ("percent", 1.0),
    "times": ("times", 1.0),
    "mm": ("length", 1e-3),
    "cm": ("length", 1e-2),
    "m": ("length", 1.0),
    "km": ("length", 1e3),
    "inch": ("length", 0.0254),
    "foot": ("length", 0.3048),
    "mile": ("length", 1609.0),
    "mmhg": ("pressure", 1.0),
    "kcal": ("energy", 1.0),
}
DOSE_KINDS = frozenset({"mass", "volume", "activity", "form"})
_FARTHEST = 40  # characters between a number and its unit


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found in a text: its canonical name, what it is counted per ("mg/mL"), and where it ends."""

    name: str
    per: str
    end: int


@functools.lru_cache(maxsize=8192)
def _by_start(text: str, lexicon: Lexicon) -> dict[int, tuple[str, int]]:
    """The units that a text names, by where they start: canonical name and end."""
    return {hit.start: (hit.name, hit.end) for hit in lexicon.find(text) if hit.table == "unit"}


@functools.cache
def _gap(lexicon: Lexicon) -> re.Pattern[str]:
    """What may stand between a number and its unit: "31 small injections", "12 na linggo"."""
    table = lexicon.table
    words = sorted(map(re.escape, lexicon.words(table.between)), key=len, reverse=True)
    space = r"\s?" if lexicon.joined else r"\s"
    between = f"(?:(?:{'|'.join(words)}){space})?" if words else ""
    if table.between_any:
        never = "|".join(sorted(map(re.escape, lexicon.words(table.between_never))))
        between += rf"(?:(?!(?:{never})\s)[^\W\d_]+\s){{0,{table.between_any}}}"
    return re.compile(rf"[\s\-]{{0,2}}{between}")


def unit_after(text: str, position: int, lexicon: Lexicon) -> Unit | None:
    """The unit that follows a number which ends at ``position`` (a place in the prepared text)."""
    units = _by_start(text, lexicon)
    if not units:
        return None
    low = lexicon.prepared(text).low
    for start in range(position, min(position + _FARTHEST, len(low))):
        if start in units and _gap(lexicon).fullmatch(low, position, start):
            name, end = units[start]
            return _per(low, name, end, units)
    return None


def _per(low: str, name: str, end: int, units: dict[int, tuple[str, int]]) -> Unit:
    """A unit with the one that follows a slash: "mg/mL"."""
    slash = end + (low[end : end + 1] == " ")
    if low[slash : slash + 1] == "/":
        other = units.get(slash + 1) or units.get(slash + 2)
        if other:
            return Unit(name, other[0], other[1])
    return Unit(name, "", end)


def unit_words(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """The units that ``text`` names, with a number before them or not: canonical name, start, end."""
    for hit in lexicon.find(text):
        if hit.table == "unit":
            yield hit.name, hit.start, hit.end


def unit_before(text: str, position: int, lexicon: Lexicon) -> str:
    """The temperature scale that stands before a number which starts at ``position``, or an empty string."""
    for hit in lexicon.find(text):
        if (
            hit.table == "unit_before"
            and not lexicon.prepared(text).low[hit.end : position].strip()
            and hit.end <= position
        ):
            return str(hit.name)
    return ""


def has_table(lexicon: Lexicon) -> bool:
    """Whether units in words are known for a language."""
    return lexicon.has("units")


def kind(unit: str) -> str:
    """What a unit measures: mass, volume, time … ; an empty string for no unit."""
    return UNITS[unit][0] if unit else ""


def is_dose(unit: str) -> bool:
    """Whether a number with this unit says how much medicine to take."""
    return kind(unit) in DOSE_KINDS


def same_unit(one: str, other: str) -> bool:
    """Whether two units may stand for each other: the same, or not comparable, as "tablet" and "pill"."""
    if not one or not other or one == other:
        return True
    pair = {kind(one), kind(other)}
    # "2 doses" becomes "2 times", "38 °C" "38 degrees", "1 injection" "1 unit dose": counting words shift in translation.
    return pair <= {"form", "times"} or pair == {"temperature", "degree"}
