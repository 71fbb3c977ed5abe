"""Amounts in words: "twice a day", "half a tablet", "two spoons"; and how often: the period that an amount is counted in."""

from __future__ import annotations

import functools
import re

from press.quantities.number_words import number_words
from press.quantities.numerals import normal
from press.quantities.reader import Number
from press.quantities.units import is_dose, unit_after, unit_words

# Words that hold the number and what is counted: no unit follows them.
_WHOLE: dict[str, dict[str, str]] = {
    "en": {"times": "once twice thrice"},
    "de": {"times": "einmal zweimal dreimal viermal fünfmal sechsmal"},
    "ru": {"times": "однократно дважды трижды", "form": "полтаблетки"},
    "ar": {"times": "مرة مرتان مرتين", "form": "حبتان حبتين قرصان قرصين جرعتان جرعتين كبسولتان كبسولتين"},
    "fa": {"times": "یکبار دوبار"},
}
_HALF_OF = {"en": re.compile(r" (?:a|an|of a|of an|the|of the) (?=\w)"), "fr": re.compile(r"-")}
_PERIODS = ("hour", "day", "week", "month", "year")
# Adjectives and adverbs that say the period. Nouns are in the tables of units, but for languages where a unit of one sign is
# a part of many words.
_MORE: dict[str, str] = {
    "en": r"(?P<day>daily)|(?P<week>weekly)|(?P<month>monthly)|(?P<hour>hourly)",
    "es": r"(?P<day>diari\w+)|(?P<week>semanal\w*)|(?P<month>mensual\w*)",
    "ar": r"(?P<day>يومي(?!ن)\w*|اليوم)|(?P<week>أسبوعي(?!ن)\w*|الأسبوع)|(?P<month>شهري(?!ن)\w*|الشهر)",
    "ru": r"(?P<day>ежедневн\w+)|(?P<week>еженедельн\w+)|(?P<month>ежемесячн\w+)",
    "ko": r"(?P<day>하루|매일|날마다)|(?P<week>매주|일주일|주에|주당)|(?P<month>매달|매월|한 달)",
    "zh": r"(?P<day>[每一][天日])|(?P<week>[每一](?:周|週|[个個]?星期|[个個]?礼拜|[个個]?禮拜))|(?P<month>[每一][个個]?月)|(?P<hour>[每一][个個]?小[时時])",
    "fa": r"(?P<day>روزی|روزانه)|(?P<week>هفته‌ای|هفتگی)|(?P<month>ماهی|ماهانه)",
}
_WITHOUT_NOUNS = frozenset({"ko", "zh", "ja"})
_NEAR = 24  # characters between an amount and the period it is counted in
_STOP = re.compile(r"[.!?;:。！？；।؟]")
_COUNTED_BY = re.compile(r"(?:\d|½)\s*\S{0,3}\s*$")


@functools.cache
def _whole(base: str) -> dict[str, str]:
    return {word: unit for unit, words in _WHOLE.get(base, {}).items() for word in words.split()}


def _unit(plain: str, start: int, end: int, base: str) -> tuple[str, int]:
    """The unit that is counted by the number word between ``start`` and ``end``, and where it ends."""
    word = plain[start:end].lower()
    if word in _whole(base):
        return _whole(base)[word], end
    half = _HALF_OF[base].match(plain, end) if base in _HALF_OF else None
    places = range(start + 1, end + 1) if base == "ko" else (half.end() if half else end,)
    found = next((unit for place in places if (unit := unit_after(plain, place, base))), None)
    return (found.name, found.end) if found else ("", end)


@functools.lru_cache(maxsize=8192)
def counted(text: str, base: str) -> tuple[Number, ...]:
    """Amounts of medicine and numbers of times that ``text`` writes in words, each with the period it is counted in."""
    plain = normal(text)
    found: list[Number] = []
    for value, start, end in number_words(plain, base):
        unit, stop = _unit(plain, start, end, base)
        if unit == "times" or is_dose(unit):
            found.append(Number((value,), text[start:stop].strip(), start, stop, unit, period(text, start, stop, base)))
    # "four" of "twenty-four tablets" is no amount of its own.
    return tuple(n for n in found if not any(m.start <= n.start and n.end <= m.end and m is not n for m in found))


@functools.lru_cache(maxsize=8192)
def period(text: str, start: int, end: int, base: str) -> str:
    """The period that the amount between ``start`` and ``end`` is counted in ("day" of "twice a day"), or an empty string.

    It is the nearest one of the same sentence that no number counts: not "7 days" of "twice a day for 7 days".
    """
    plain = normal(text)
    nearest, name = _NEAR + 1, ""
    for unit, begin, stop in _periods(text, base):
        gap = plain[stop:start] if stop <= start else plain[end:begin]
        distance = len(gap)
        if distance < nearest and not _STOP.search(gap) and not _counts(plain, begin, base):
            nearest, name = distance, unit
    return name


def _counts(plain: str, begin: int, base: str) -> bool:
    """Whether a number stands before the period that begins at ``begin``: "for 7 days", "por siete días"."""
    head = plain[max(0, begin - 12) : begin]
    if _COUNTED_BY.search(head):
        return True
    words = number_words(head, base)
    return any(value != 1 and not head[end:].strip() for value, _, end in words)


@functools.lru_cache(maxsize=8192)
def _periods(text: str, base: str) -> tuple[tuple[str, int, int], ...]:
    plain = normal(text)
    nouns = () if base in _WITHOUT_NOUNS else unit_words(plain, base)
    found = [(name, start, end) for name, start, end in nouns if name in _PERIODS]
    if base in _MORE:
        edge = "" if base in _WITHOUT_NOUNS else r"(?<!\w)"
        more = re.finditer(edge + f"(?:{_MORE[base]})", plain, re.IGNORECASE)
        found.extend((str(hit.lastgroup), hit.start(), hit.end()) for hit in more)
    return tuple(found)
