"""Words and signs of comparison beside a number: "at least", "or more", "≥", in the languages that have a table for them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

from press.language import Lexicon
from press.language.letters import LETTERS

Direction = Literal["up", "down"]

_SIGNS: dict[str, Direction] = {
    "≥": "up",
    ">": "up",
    "⩾": "up",
    "≧": "up",
    "＞": "up",
    "≤": "down",
    "<": "down",
    "⩽": "down",
    "≦": "down",
    "＜": "down",
}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_SIGNED = re.compile(f"([{''.join(_SIGNS)}]) ?(?=\\d)")
# Words that touch a number: nothing else but a few words of the unit stands between.
_BEFORE_NUMBER = re.compile(r" (?:about |the |an? )?[$€£]?\d|[$€£]?\d")
_AFTER_NUMBER = re.compile(rf"(?<![\w.,])\d[\d.,]*(?:%|°[cf]?)?(?: ?°? ?[{LETTERS}]+){{0,2}},? ?$")
_DIGIT = re.compile("[0-9]+")
_CLAUSE = ".!?;:"
_SENTENCE = ".!?;。！？؟।۔።"


@functools.lru_cache(maxsize=4096)
def asked(text: str, lexicon: Lexicon) -> tuple[tuple[Direction, str, bool], ...]:
    """The comparisons beside numbers in a source text: which way, the words, whether the sentence denies.

    "Do not take more than 4" is as well said with "at most 4": a denied comparison may be answered either way.
    """
    prepared = lexicon.prepared(text)
    low = prepared.low
    signs = _SIGNED.finditer(prepared.plain)
    found: list[tuple[int, Direction, str, bool]] = [(sign.start(), _SIGNS[sign[1]], sign[1], False) for sign in signs]
    hits = lexicon.find(text)
    after = {(hit.start, hit.end) for hit in hits if hit.table == "comparison_after"}
    listed = bool(lexicon.table.comparisons.at_least_after or lexicon.table.comparisons.at_most_after)
    for hit in hits:
        if hit.table != "comparison":
            continue
        follows = (not listed or (hit.start, hit.end) in after) and _AFTER_NUMBER.search(
            low, max(0, hit.start - 48), hit.start
        )
        if follows or _BEFORE_NUMBER.match(low, hit.end):
            begin = max(low.rfind(mark, 0, hit.start) for mark in _CLAUSE)
            denied = any(h.table in _DENYING and begin < h.start and h.end <= hit.start for h in lexicon.answers(text))
            found.append((hit.start, hit.name, prepared.shown[hit.start : hit.end], denied))
    return tuple((way, words, denied) for _, way, words, denied in sorted(found))


@functools.lru_cache(maxsize=4096)
def said(text: str, lexicon: Lexicon) -> tuple[tuple[Direction, str, int, int], ...]:
    """The words and signs of comparison in a translation, beside a number or not: which way, the words, start and end."""
    if not lexicon.has("comparisons"):
        return ()
    prepared = lexicon.prepared(text)
    found = [
        (hit.name, prepared.shown[hit.start : hit.end], hit.start, hit.end)
        for hit in lexicon.find(text)
        if hit.table == "comparison"
    ]
    found += [(_SIGNS[sign[0]], sign[0], sign.start(), sign.end()) for sign in _SIGN.finditer(prepared.plain)]
    return tuple(sorted(found, key=lambda one: one[2]))


@functools.lru_cache(maxsize=4096)
def beside_numbers(text: str, lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """Where words of comparison stand beside a number: the "not" of "not less than 4" forbids nothing."""
    plain = lexicon.prepared(text).plain
    return tuple(
        (start, end) for _, _, start, end in said(text, lexicon) if _DIGIT.search(plain, max(0, start - 6), end + 6)
    )


_DENYING = frozenset({"denies", "forbids", "answers"})


def denying(text: str, lexicon: Lexicon) -> list[int]:
    """Where words stand that deny: those that surely do, where the language has a table of them; else any that may."""
    if lexicon.table.negation.denies:
        return [hit.start for hit in lexicon.find(text) if hit.table in ("denies", "forbids")]
    return [hit.start for hit in lexicon.answers(text) if hit.table in _DENYING]


def _answered(text: str, lexicon: Lexicon) -> dict[Direction, str]:
    """The ways that a translation compares. What its sentence denies answers both: "take no more" is "do not take more"."""
    found: dict[Direction, str] = {}
    ways = said(text, lexicon)
    denied = denying(text, lexicon) if ways else []
    low = lexicon.prepared(text).low
    for way, words, start, end in ways:
        found.setdefault(way, words)
        begin = max(low.rfind(mark, 0, start) for mark in _SENTENCE)
        stop = min((at for mark in _SENTENCE if (at := low.find(mark, end)) >= 0), default=len(low))
        if any(begin < at < stop and not start <= at < end for at in denied):
            found.setdefault("down" if way == "up" else "up", words)
    return found


def directions(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Comparisons of the source that the translation lacks: the source's words, and the opposite ones in their place."""
    wanted = asked(source, source_lexicon)
    if not wanted or not target_lexicon.has("comparisons"):
        return
    answered = _answered(target, target_lexicon)
    seen: set[Direction] = set()
    for way, words, denied in wanted:
        if way not in answered and way not in seen and not (denied and answered):
            seen.add(way)
            opposite: Direction = "down" if way == "up" else "up"
            stands = any(other == opposite for other, _, _ in wanted)
            yield words, "" if stands else answered.get(opposite, "")
