"""Numbers that are written in words: one to twelve, tens, halves, "once" and "twice", by a language's tables.

They excuse a digit that the other text has in words ("2 tablets", "two tablets"). A language without a table is
compared by its digits alone. Words that stand side by side are put together by one rule for all languages: tens and ones
("twenty-four"), and a small number before a hundred or a thousand ("two hundred"; in Chinese and Thai before ten, too).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from press.language import Lexicon

_TABLES = frozenset({"number", "counted"})
Words = tuple[tuple[float, int, int], ...]  # the value, where it starts and where it ends


def known(lexicon: Lexicon) -> bool:
    """Whether number words are known for a language."""
    return lexicon.has("numbers")


@functools.lru_cache(maxsize=8192)
def number_words(text: str, lexicon: Lexicon) -> Words:
    """Values that ``text`` writes in words, each with its start and end; "twenty-four" is one value."""
    hits = lexicon.find(text)
    if hits.tables.isdisjoint(_TABLES):
        return ()
    plain = [(hit.name, hit.start, hit.end) for hit in hits if hit.table == "number"]
    whole = [(hit.name[1], hit.start, hit.end) for hit in hits if hit.table == "counted"]
    composed = _composed(plain, lexicon.prepared(text).low, lexicon) if len(plain) > 1 else plain
    return tuple(sorted([*composed, *whole], key=lambda one: one[1])) if whole else tuple(composed)


def _composed(words: list[tuple[float, int, int]], low: str, lexicon: Lexicon) -> Iterator[tuple[float, int, int]]:
    joiners = lexicon.words(lexicon.table.joiners)
    at = 0
    while at < len(words):
        value, start, end = words[at]
        total, last, at = 0.0, value, at + 1
        while at < len(words):
            following, begin, stop = words[at]
            gap = low[end:begin].strip(" -")
            joined, tight = gap == "", begin == end
            step = _step(total, last, following, joined, tight and lexicon.joined) if joined or gap in joiners else None
            if step is None:
                break
            (total, last), end, at = step, stop, at + 1
        yield total + last, start, end


def _step(total: float, last: float, following: float, joined: bool, tight: bool) -> tuple[float, float] | None:
    """What has been read and the last part of it once ``following`` has joined; None where it is a number of its own.

    ``tight`` is nothing between the two in a language that joins its words: there a number before ten counts the tens.
    """
    if joined and following in (100, 1000, 10_000) and last < following:
        return total, last * following
    if tight and following == 10 and last < 10:
        return total, last * 10
    if following < 10 and following >= 1 and last >= 20 and last % 10 == 0:
        return total + last, following
    if last >= 100 and last % 100 == 0 and following < 100 and following >= 1:
        return total + last, following
    if tight and last == 10 and 1 <= following < 10:
        return total + last, following
    if tight and following == 0.5 and last >= 1:
        return total + last, following
    if tight and total == 0 and last < 10 and 1 <= following < 10 and last >= 1:
        return None
    return None
