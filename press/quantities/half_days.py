"""Before or after noon: "5 pm", "17:00", and what a language's tables say beside an hour."""

from __future__ import annotations

import functools
import re

from press.language import Lexicon

_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4])[:hH]([0-5]\d)(?![\d:])")
_HOUR_BEFORE = r"(?<![\d.,])\d{1,2}(?:[:.]\d{2})?"


@functools.cache
def _beside(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An hour that stands right before a word for a half of the day, and one right behind it."""
    words = "|".join(sorted(map(re.escape, lexicon.words(lexicon.table.clock.hour)), key=len, reverse=True))
    gap = rf"[ ]?(?:(?:{words})[ ]?)?" if words else "[ ]?"
    return re.compile(rf"{_HOUR_BEFORE}{gap}$"), re.compile(rf"{gap}{_HOUR_BEFORE}")


@functools.lru_cache(maxsize=4096)
def half_days(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The halves of the day, "am" and "pm", that ``text`` names beside an hour, or by an hour after twelve."""
    if not lexicon.has("clock") or not any(char.isdigit() for char in text):
        return frozenset()
    low = lexicon.prepared(text).low
    before, after = _beside(lexicon)
    found = {
        hit.table
        for hit in lexicon.table_hits(text, "am", "pm")
        if before.search(low, max(0, hit.start - 24), hit.start) or after.match(low, hit.end)
    }
    if any(int(hit[1]) > 12 for hit in _CLOCK.finditer(low)):
        found.add("pm")
    elif not found and any(int(hit[1]) < 12 for hit in _CLOCK.finditer(low)):
        found.add("am")  # "5:00" with no word for it, where hours count to 24
    return frozenset(found)
