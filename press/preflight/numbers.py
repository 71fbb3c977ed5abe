"""A small lexer: the numbers of a text, and the stretches of it that are read from left to right.

It shares nothing with the press's own marking of runs (``markup/bidi``): what that overlooks must be found here. Numbers are
doses, ranges, ratios, pressures, fractions, phones, dates, times, money, codes, with their signs and units, in ASCII and in
native digits. In a right-to-left text a number, and a name with what follows it, is read from left to right as it is
written; what a language writes otherwise in its own digits stands in its file (``native_digits``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

# Letters of right-to-left scripts with their marks (Unicode, blocks with Bidi_Class R or AL), and their full stops, which no
# number and no name goes across.
RIGHT = "\u0590-\u05ff\u0610-\u061a\u061c\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
MARKS = "\u060c\u061b\u061e\u061f\u06d4"

_VULGAR = "¼½¾⅐-⅞"
_SPACE = "[ \u00a0\u202f]"
_FIGURES = rf"\d+(?:[.,:/٫٬،'’]\d+)*(?:{_SPACE}?[{_VULGAR}])?|[{_VULGAR}]"
_MONEY = "$€£¥₪﷼"
_BEFORE = rf"(?:(?<![\w{RIGHT}])[+\-−±~≈#*{_MONEY}]{_SPACE}?|(?<![\w{RIGHT}])[.,](?=\d))?"
_UNIT = (
    "mg|mcg|[µ\u03bc]g|ng|kg|g|mmol|mol|mEq|mL|ml|dL|dl|cL|L|l|mm|cm|km|m|in|ft|lbs?|oz|kcal|cal|kJ|mmHg|Hz|IU|units?|[CF]|"
    "hours?|hrs?|h|minutes?|min|seconds?|sec|s|days?|weeks?|months?|years?|tablets?|cups?|a\\.?m\\.?|p\\.?m\\.?|AM|PM|USD|EUR|GBP"
)
_AFTER = rf"(?:{_SPACE}?[%‰٪؉°′″{_MONEY}]|[\"'](?!\w)|[+²³⁰¹⁴-⁹])*(?:{_SPACE}?(?:{_UNIT})[²³]?(?:/(?:{_UNIT})[²³]?)*(?![A-Za-z]))?"
_AMOUNT = rf"{_BEFORE}(?:{_FIGURES}){_AFTER}"
_LINK = rf"(?:{_SPACE}?[-‐‑‒–—−/×xX*:+=±]{_SPACE}?|{_SPACE}|(?<=[′']))"
NUMBER = re.compile(rf"(?<![A-Za-z\d])(?:\+{_SPACE}?)?(?:\(\d{{1,5}}\){_SPACE}?)?{_AMOUNT}(?:{_LINK}(?:\(\d{{1,5}}\){_SPACE}?)?{_AMOUNT})*")

_PART = rf"(?:{_FIGURES})"
_RANGE = re.compile(rf"({_PART})({_SPACE}?[-‐‑‒–—−]{_SPACE}?)({_PART})")
_PERCENT = re.compile(rf"({_PART}(?:{_SPACE}?[-‐‑‒–—−]{_SPACE}?{_PART})?)({_SPACE}?[٪%؉‰])")
_MIXED = re.compile(rf"(\d+)({_SPACE}?[{_VULGAR}])")


class Stretch(NamedTuple):
    """What is read on its own, from ``start`` to ``end``, in ``direction``. Those within others come after them."""

    start: int
    end: int
    direction: str


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers of a text stand, each with its signs and unit."""
    for hit in NUMBER.finditer(text):
        yield hit.span()


@lru_cache(maxsize=2048)
def stretches(text: str, direction: str, native: tuple[tuple[str, str], ...] = ()) -> tuple[Stretch, ...]:
    """What is read on its own in a text of a direction: forwards from the words, as their author wrote them.

    ``native`` is what the language's file says of its own digits: ``range``, ``percent``, ``fraction`` -> ``ltr``, ``rtl``.
    """
    if direction == "rtl":
        return tuple(_from_left(text, dict(native)))
    return tuple(_from_right(text, dict(native)))


# ---- in right-to-left text -------------------------------------------------------------------------------------------

_SEGMENT = re.compile(rf"(?:[^{RIGHT}{MARKS}]|(?<=\d)،(?=\d))+")
_CORE = re.compile(rf"[^\W_]|[{_VULGAR}]")


def _from_left(text: str, native: Mapping[str, str]) -> Iterator[Stretch]:
    found: list[tuple[int, int]] = []
    partners = _partners(text)
    for segment in _SEGMENT.finditer(text):
        found += _phrases(text, *segment.span(), partners)
    for start, end in _united(found, [span for span in numbers(text) if not re.fullmatch(r"\d*", text[slice(*span)])]):
        yield from _ordered(text, start, end, native)


def _phrases(text: str, start: int, end: int, partners: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """From the first letter or digit of a stretch to the last, with the signs that hang on them."""
    away = next((at for at in range(start, end) if at in partners and not start <= partners[at] < end), None)
    if away is not None:
        yield from _phrases(text, start, away, partners)
        yield from _phrases(text, away + 1, end, partners)
        return
    cores = [hit.start() for hit in _CORE.finditer(text, start, end)]
    if not cores:
        return
    first, last = cores[0], cores[-1] + 1
    while last < end and unicodedata.combining(text[last]):
        last += 1
    while first > start and (first - 1 in partners or _hangs(text, first - 1, -1)):
        first -= 1
    while last < end and (last in partners or _hangs(text, last, 1)):
        last += 1
    if text[last : last + 1] == "." and last < end and _INITIALS.search(text, first, last):
        last += 1
    while last - first > 2 and partners.get(first) == last - 1:  # brackets round the whole belong to the text around it
        first, last = first + 1, last - 1
    yield first, last


_INITIALS = re.compile(r"(?<![A-Za-z])[A-Za-z]\.[A-Za-z]$")  # a.m.
_HANGING = frozenset("+-−–±~≈#*@&_/\\^=<>≤≥®™©%‰٪؉°′″'\"`" + _MONEY)


def _hangs(text: str, at: int, step: int) -> bool:
    """Whether a sign hangs on the letter or digit beside it: not on a right-to-left letter on its other side."""
    sign, beyond = text[at], text[at + step : at + step + 1] if at + step >= 0 else ""
    if step < 0 and sign in ".," and text[at + 1].isdecimal():
        return not re.match(rf"[\w{RIGHT}]", beyond or " ")
    if sign not in _HANGING and unicodedata.category(sign) not in ("So", "No", "Sk", "Sm"):
        return False
    tied = sign in "%‰٪؉°′″®™©" + _MONEY
    return tied or not re.match(rf"[{RIGHT}]", beyond or " ")


def _united(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches of two kinds, those that overlap as one."""
    start = end = -1
    for first, last in sorted([*some, *others]):
        if first < end:
            end = max(end, last)
        else:
            if end > start:
                yield start, end
            start, end = first, last
    if end > start:
        yield start, end


def _ordered(text: str, start: int, end: int, native: Mapping[str, str]) -> Iterator[Stretch]:
    """A stretch, and within it what a language reads otherwise in its own digits."""
    words = text[start:end]
    if re.search("[0-9]", words) or re.search(rf"[^\W\d_{_VULGAR}]", words):
        yield Stretch(start, end, "ltr")
        return
    percent, mixed = _PERCENT.fullmatch(words), _MIXED.fullmatch(words)
    turned = (percent and native.get("percent") == "rtl" and percent) or (mixed and native.get("fraction") == "rtl" and mixed)
    if turned:
        yield Stretch(start, end, "rtl")
        yield from _ordered(text, start, start + turned.end(1), native)
        return
    ends = _RANGE.fullmatch(words)
    if ends and native.get("range") == "rtl" and not _is_phone(ends[1], ends[3]):
        yield Stretch(start, end, "rtl")
        yield Stretch(start, start + ends.end(1), "ltr")
        yield Stretch(start + ends.start(3), end, "ltr")
        return
    yield Stretch(start, end, "ltr")


def _is_phone(first: str, second: str) -> bool:
    """Two groups of digits that are a phone or a code: a zero first, or seven digits that are no years and not round."""
    if not first.isdecimal() or not second.isdecimal():
        return False
    values = int(first), int(second)
    if any(len(one) > 1 and unicodedata.decimal(one[0]) == 0 for one in (first, second)):
        return True
    if all(1300 <= value < 2200 for value in values) or not any(value % 50 for value in values):
        return False
    return len(first) + len(second) > 6


_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”", "‘": "’", "„": "”", "（": "）", "【": "】"}


@lru_cache(maxsize=512)
def _partners(text: str) -> dict[int, int]:
    """The partner of each bracket and quotation mark."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for at, sign in enumerate(text):
        if sign in _BRACKETS:
            stack.append(at)
        elif sign in "'\"’":
            _quote(text, at, stack, found)
        elif sign in _CLOSING:
            _close(text, at, stack, found)
    return found


_CLOSING = frozenset(_BRACKETS.values())


def _close(text: str, at: int, stack: list[int], found: dict[int, int]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        opened = text[stack[depth]]
        if _BRACKETS.get(opened, opened) == text[at]:
            found[at], found[stack[depth]] = stack[depth], at
            del stack[depth:]
            return


def _quote(text: str, at: int, stack: list[int], found: dict[int, int]) -> None:
    """A straight quotation mark, an apostrophe or a prime: only what stands round words is a pair."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before.isalpha() and after.isalpha():
        return
    count = len(found)
    _close(text, at, stack, found)
    opens = text[at] != "’" and (not before or not (before.isalnum() or unicodedata.combining(before))) and after.strip()
    if len(found) == count and opens:
        stack.append(at)


# ---- in left-to-right text -------------------------------------------------------------------------------------------

_WORDS = re.compile(rf"[{RIGHT}](?:[^A-Za-z\u00c0-\u058f\u0900-\ufb1c]*[{RIGHT}])?")


def _from_right(text: str, native: Mapping[str, str]) -> Iterator[Stretch]:
    """Words of a right-to-left script, and what stands between them."""
    for hit in _WORDS.finditer(text):
        yield Stretch(*hit.span(), "rtl")
        for start, end, direction in _from_left(hit[0], native):
            yield Stretch(hit.start() + start, hit.start() + end, direction)
