"""Where a text gives a number to call: digits, digit by digit or in words, beside a word such as "call", in any language."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.checks.lexicon import table
from press.checks.printed import Printed
from press.language import own_tables, spelt
from press.quantities import read
from press.quantities.telephones import Folded, folded, short_numbers

# Known far beyond their countries, from films and travel: they are no quantity, whoever writes them.
FAMOUS = frozenset({"911", "999", "112", "000"})
_UNSPACED = frozenset({"zh", "ja", "ko", "th", "km", "lo", "my"})
# Between a word for calling and its number stand few words, and none that begins a condition or a comparison.
_FAR = 4
_TURNS = re.compile(
    r"[.!?。！？؟।;]|\b(?:if|when|over|above|below|under|than|within|after|before|every|more|less|least|up)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"\]\{([\w-]+)\}")
_WORD = re.compile(r"\{[^{}]*\}|[^\W\d_][\w'’\u0300-\u036f\u0900-\u0dff\u0e00-\u109f\u1780-\u17d3-]*|\d+")
# What makes a number one of many: "112 people". After it, a small letter in a script that has them begins such a word.
_NOT_COUNTED = re.compile(
    r"^\s*(?:$|[.!?,;:)\]。！？，、；：）؟،।\"”'’–—-]|(?:or|and|for|if|when|to|at|in|on|right|now|immediately|straight|is|are|operator|dispatcher|call)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?:room|page|suite|ward|bed|floor|step|no|nr|form|box|building|unit|flat|p|pp|version|release|edition|chapter|section|figure|table|score)\b\.?|[#№=<>≤≥~])\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\s(?:people|patients|persons|men|women|adults|children|participants|others)\b", re.IGNORECASE)
_STREET = re.compile(
    r"^\s(?:[A-Z]\w+\s){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Ln|Lane|Dr|Drive|Blvd|Boulevard|Way|Court|Ct|Square|Sq|Place)\b"
)
_MEASURED = re.compile(
    r"(?:\b(?:of|than|over|under|about|is|was|to|from|by|score|least|most|up)\b|[=<>≤≥~±×x])\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Called:
    """A short number in a text: where (in the original), its digits, and how near it stands to a word for calling."""

    start: int
    end: int
    digits: str
    by_digit: bool  # 9-1-1, nine one one
    near: int | None  # words between it and a word for calling; None: there is none
    alone: bool  # followed by nothing that it could count, and not measured; or by a word for calling
    unit: bool


@functools.cache
def _pattern(tag: str, fixed: str) -> re.Pattern[str]:
    """The words for calling of a language, each at its beginning; and those that all texts use."""
    rows = {row[0]: row[1] for row in table("calling")}
    base = tag.split("-", 1)[0]
    own = rows.get(base) or rows.get(own_tables(tag).table.like)
    words = own.split() if own else list(re.findall(r"[^\W\d_]{3,}", fixed))
    both = [*words, *rows["*"].split(), *(rows["en"].split() if base != "en" else ())]
    if base in _UNSPACED:
        plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        latin = "|".join(re.escape(word) for word in both if word not in words)
        return re.compile(rf"(?:{plain})|(?<!\w)(?:{latin})\w*", re.IGNORECASE)
    every = "|".join(re.escape(word) for word in sorted(both, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{every})[\w'’\u0900-\u0dff]*", re.IGNORECASE)


def called(said: Printed, tag: str, fixed: str) -> tuple[Called, ...]:
    """The short numbers of a text. ``fixed``: the language's fixed word for "Call {number} now"."""
    return _called(said.text, said.raw, said.urgent, said.beside, tag, fixed)


@functools.lru_cache(maxsize=4096)
def _called(said: str, raw: str, urgent: bool, beside: str, tag: str, fixed: str) -> tuple[Called, ...]:
    return tuple(_short_numbers(said, raw, urgent, beside, tag, fixed))


def _short_numbers(said: str, raw: str, urgent: bool, beside: str, tag: str, fixed: str) -> Iterator[Called]:
    text = folded(said)
    words = list(_in_words(text, tag))
    if not words and not any(char.isdigit() for char in text.plain):
        return
    hits = [*((start, end, digits, spelt_out) for start, end, digits, spelt_out in short_numbers(text)), *words]
    if not hits:
        return
    tags = [tag, *(_TERM.findall(raw) if "]{" in raw else ())]
    calls = [hit.span() for one in tags for hit in _pattern(one, fixed).finditer(text.plain)]
    named = bool(_pattern(tag, fixed).search(beside)) if beside else False
    measured = read(said, own_tables(tag))
    units = [(number.start, number.end) for number in measured.numbers if number.unit]
    for start, end, digits, by_digit in hits:
        first, last = text.span(start, end)
        others = [span for span in calls if span[1] <= start or span[0] >= end]
        gaps = [gap for span in others if (gap := _gap(text.plain, span, (start, end), tag)) is not None]
        before, after = text.plain[:start], text.plain[end:]
        unit = any(a <= first < b for a, b in units) or bool(_NAMED.search(before) or _STREET.match(after) or _COUNTED.match(after))
        alone = bool(_NOT_COUNTED.match(after)) and not _MEASURED.search(before)
        whole = not before.strip(" -–—:([") and not after.strip(" .!)]")
        behind = any(a >= end and _gap(text.plain, (a, b), (start, end), tag) in (0, 1) for a, b in calls)
        near = min(gaps) if gaps else (0 if (named and whole) or (urgent and alone) else None)
        alone = alone or behind
        yield Called(first, last, digits, by_digit, near, alone, unit)


def _gap(plain: str, one: tuple[int, int], other: tuple[int, int], tag: str) -> int | None:
    """How many words stand between a word for calling and a number; None: too many, or another sentence."""
    (_, start), (end, _) = sorted((one, other))
    between = plain[start:end]
    if len(between) > 40 or _TURNS.search(between.replace("9-1-1", "")):
        return None
    if tag.split("-", 1)[0] in _UNSPACED and not between.isascii():
        length = len(between.strip())
        return 1 if length <= 8 else 2 if length <= 20 else None
    count = len(_WORD.findall(between))
    return count if count <= _FAR else None


# --------------------------------------------------------------------------------------------------------------- in words


@functools.cache
def _digit_words(tag: str) -> dict[str, str]:
    """Words for the digits 0 to 9, in small letters."""
    rows = {row[0]: row[1:] for row in table("digits")}
    base = tag.split("-", 1)[0]
    own = rows.get(base)
    if own is None:
        own = tuple(spelt(digit, tag) for digit in range(10))
    return {word.casefold(): str(digit) for digit, words in enumerate(own) for word in words.split("|") if word}


@functools.cache
def _spoken(tag: str) -> re.Pattern[str] | None:
    words = _digit_words(tag)
    if not words:
        return None
    each = "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
    if tag.split("-", 1)[0] in _UNSPACED:
        return re.compile(rf"{each}(?:[\s,、·-]?{each}){{2,}}", re.IGNORECASE)
    return re.compile(rf"(?<!\w){each}(?:(?:[ ,·]|-| - |, ){each}){{2,}}(?!\w)", re.IGNORECASE)


_SAID = (
    ("tr(?:iple|eble) (?:zero|oh|0)", "000"),
    ("tr(?:iple|eble) (?:nine|9)", "999"),
    ("nine[ -]double[ -]one", "911"),
    ("double[ -]one[ -]two", "112"),
    ("nine[ -]eleven", "911"),
)


@functools.cache
def _cardinals(tag: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The famous numbers as a language speaks them whole: "ciento doce", "cent douze", "one hundred twelve"."""
    found = [
        (re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE), digits) for words, digits in _SAID if tag.startswith("en")
    ]
    for digits in sorted(FAMOUS - {"000"}):
        words = spelt(int(digits), tag)
        if words and len(words) > 4:
            parts = r"[\s-]*(?:and\s+)?".join(re.escape(part) for part in re.split(r"[\s-]+", words))
            found.append((re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE), digits))
    return tuple(found)


def _in_words(text: Folded, tag: str) -> Iterator[tuple[int, int, str, bool]]:
    """Numbers that are spoken digit by digit or whole, with start, end and digits."""
    spoken = _spoken(tag)
    if spoken is not None:
        for hit in spoken.finditer(text.plain):
            yield hit.start(), hit.end(), _digits_of(hit[0], tag), True
    for pattern, digits in _cardinals(tag):
        for hit in pattern.finditer(text.plain):
            yield hit.start(), hit.end(), digits, False


def _digits_of(said: str, tag: str) -> str:
    words, said, digits = _digit_words(tag), said.casefold(), ""
    longest = sorted(words, key=len, reverse=True)
    while said:
        word = next((word for word in longest if said.startswith(word)), None)
        digits += words[word] if word else ""
        said = said[len(word) if word else 1 :]
    return digits


def spoken_digits(text: Folded, tag: str) -> Iterator[tuple[int, int, str]]:
    """Long numbers that are spoken digit by digit ("five oh three …"), with start, end and digits."""
    spoken = _spoken(tag)
    for hit in spoken.finditer(text.plain) if spoken is not None else ():
        yield hit.start(), hit.end(), _digits_of(hit[0], tag)


# The letters on the keys (ITU-T E.161): 503-555-CARE.
_KEYS = {
    letter: str(digit)
    for digit, group in enumerate(("", "", "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"))
    for letter in group
}
_VANITY = re.compile(
    r"(?<![\w.])(?:\+?\d{1,2}[ .\-])?\(?\d{2,4}\)?[ .\-](?:\d{3}[ .\-])?(?=[A-Z\d-]*[A-Z]{3})[A-Z\d]{2,}(?:-[A-Z\d]+)*(?!\w)"
)


def vanity_digits(text: Folded) -> Iterator[tuple[int, int, str]]:
    """Numbers with letters for digits, with start, end and the digits that are dialled."""
    for hit in _VANITY.finditer(text.plain):
        keys = (_KEYS.get(char, char) for char in hit[0].lower())
        yield hit.start(), hit.end(), "".join(key for key in keys if key.isdigit())
