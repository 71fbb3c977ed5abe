"""The names of the months, so that "11/22" in numbers and "November 22" hold the same numbers."""

from __future__ import annotations

import functools
import re

from press.language import Hit, Lexicon


@functools.cache
def _beside(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a number and the month after it, and between a month and the number after it."""
    words = "|".join(sorted(map(re.escape, lexicon.words(lexicon.table.date_words)), key=len, reverse=True))
    link = f"(?:{words})?" if words else ""
    return re.compile(rf"\d[ ,.\-]*{link}[ ,\-]*$"), re.compile(rf"\.?,? ?{link} ?\d")


@functools.lru_cache(maxsize=8192)
def months(text: str, lexicon: Lexicon) -> frozenset[int]:
    """The months of the dates in ``text``, 1 to 12: only beside a number, because "may" and "march" are verbs, too."""
    found = set()
    low = lexicon.prepared(text).low
    for hit in _hits(text, lexicon):
        if hit.table == "month_numbered":
            digits = re.search(r"\d+", low[hit.start : hit.end])
            if digits and 1 <= int(digits[0]) <= 12:
                found.add(int(digits[0]))
        else:
            before, after = _beside(lexicon)
            if before.search(low, max(0, hit.start - 12), hit.start) or after.match(low, hit.end):
                found.add(hit.name)
    return frozenset(found)


@functools.lru_cache(maxsize=8192)
def named_months(text: str, lexicon: Lexicon) -> frozenset[int]:
    """The months that ``text`` names anywhere, a date or not: they excuse a number, but are not compared.

    A month that is a word of everyday life as well counts with a capital only.
    """
    prepared = lexicon.prepared(text)
    common = lexicon.words(lexicon.table.month_words)
    return frozenset(
        hit.name
        for hit in _hits(text, lexicon)
        if hit.table == "month"
        and (prepared.low[hit.start : hit.end] not in common or prepared.plain[hit.start].isupper())
    )


def _hits(text: str, lexicon: Lexicon) -> list[Hit]:
    return lexicon.table_hits(text, "month", "month_numbered")


def has_names(lexicon: Lexicon) -> bool:
    """Whether months can be read in a language."""
    return lexicon.has("months")
