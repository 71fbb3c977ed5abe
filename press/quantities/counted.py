"""Amounts in words: "twice a day", "half a tablet", "two spoons"; and how often: the period that an amount is counted in."""

from __future__ import annotations

import functools
import re

from press.language import Lexicon
from press.quantities.number_words import number_words
from press.quantities.reader import Number
from press.quantities.units import is_dose, unit_after, unit_words

_PERIODS = ("hour", "day", "week", "month", "year")
# A time of day that comes once a day counts as the day, two weeks as two weeks.
_PERIOD_OF = {"night": "day", "morning": "day", "evening": "day", "meal": "meal", "two_weeks": "two weeks"}
_NEAR = 24  # characters between an amount and the period it is counted in
_STOP = re.compile(r"[.!?;:。！？；।؟]")
_COUNTED_BY = re.compile(r"(?:\d|½)\s*\S{0,3}\s*$")


@functools.cache
def _half_of(lexicon: Lexicon) -> re.Pattern[str] | None:
    words = "|".join(sorted(map(re.escape, lexicon.words(lexicon.table.half_of)), key=len, reverse=True))
    return re.compile(rf" (?:{words}) (?=\w)") if words else None


def _unit(text: str, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """The unit that is counted by the number word that ends at ``end``, and where it ends."""
    pattern = _half_of(lexicon)
    half = pattern.match(lexicon.prepared(text).low, end) if pattern else None
    found = unit_after(text, half.end() - 1 if half else end, lexicon)
    return (found.name, found.end) if found else ("", end)


@functools.lru_cache(maxsize=8192)
def counted(text: str, lexicon: Lexicon) -> tuple[Number, ...]:
    """Amounts of medicine and numbers of times that ``text`` writes in words, each with the period it is counted in."""
    if not number_words(text, lexicon):
        return ()
    shown = lexicon.prepared(text).shown
    whole = {(hit.start, hit.end): hit.name[0] for hit in lexicon.find(text) if hit.table == "counted"}
    found: list[Number] = []
    for value, start, end in number_words(text, lexicon):
        unit, stop = (whole[start, end], end) if (start, end) in whole else _unit(text, end, lexicon)
        if unit == "times" or is_dose(unit):
            said = shown[start:stop].strip()
            found.append(Number((value,), said, start, stop, unit, period(text, start, stop, lexicon)))
    return tuple(found)


@functools.lru_cache(maxsize=8192)
def period(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The period that the amount between ``start`` and ``end`` is counted in ("day" of "twice a day"), or an empty string.

    It is the nearest one of the same sentence that no number counts: not "7 days" of "twice a day for 7 days".
    """
    low = lexicon.prepared(text).low
    nearest, name = _NEAR + 1, ""
    for unit, begin, stop in _periods(text, lexicon):
        gap = low[stop:start] if stop <= start else low[end:begin]
        distance = len(gap)
        if distance < nearest and not _STOP.search(gap) and not _counts(text, begin, lexicon):
            nearest, name = distance, unit
    return name


def _counts(text: str, begin: int, lexicon: Lexicon) -> bool:
    """Whether a number stands before the period that begins at ``begin``: "for 7 days", "for seven days"."""
    low = lexicon.prepared(text).low
    if _COUNTED_BY.search(low, max(0, begin - 12), begin):
        return True
    return any(
        value != 1 and end <= begin and not low[end:begin].strip() for value, _, end in number_words(text, lexicon)
    )


@functools.lru_cache(maxsize=8192)
def _periods(text: str, lexicon: Lexicon) -> tuple[tuple[str, int, int], ...]:
    """The periods that a text names. A noun of one sign is left out: in Chinese and Korean it is a part of many words."""
    nouns = unit_words(text, lexicon)
    found = [
        (name, start, end) for name, start, end in nouns if name in _PERIODS and (end - start > 1 or not lexicon.joined)
    ]
    for hit in lexicon.find(text):
        if hit.table == "every" and len(hit.name) == 1:
            (name,) = hit.name
            found.append((_PERIOD_OF.get(name, name), hit.start, hit.end))
    return tuple(found)
