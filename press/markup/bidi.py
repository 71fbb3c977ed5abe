"""Which stretches of a text run against it and are isolated, and what stays on one line.

In right-to-left text ``503-555-0123`` prints as ``0123-555-503`` and ``Ibuprofen 200–400 mg`` as ``400 mg–Ibuprofen 200``
(Unicode Standard Annex 9: numbers and the signs between them follow their surroundings). No list of units or names tells
what belongs together; the letters do: **one isolate goes round the longest stretch that holds no letter of a right-to-left
script**, without the spaces, sentence marks and brackets at its ends that belong to the text around it.

Numbers in a language's own digits run from left to right like all others, but for what its file names (``native_digits``).
Arabic-Indic digits (U+0660 to U+0669) are turned inside an isolate too: there each number stands in an isolate of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"
#: Stand for a term that is seen from outside as one word of its direction.
LEFT_TO_RIGHT_WORD, RIGHT_TO_LEFT_WORD = "a", "\u05d0"


class Run(NamedTuple):
    """A stretch of a text from ``start`` to ``end`` that runs in ``direction`` (``ltr`` or ``rtl``) on its own."""

    start: int
    end: int
    direction: str


def runs(text: str, direction: str, native: Mapping[str, str] | None = None) -> list[Run]:
    """The runs of a text that need an isolate; those inside others come after them.

    ``direction`` is that of the text; ``native`` says which constructs in the language's own digits (``range``,
    ``percent``, ``fraction``) run from right to left.
    """
    kinds = _kinds(text)
    if direction == "rtl":
        return list(_in_right_to_left(text, kinds, native or {}))
    if "R" in kinds or "A" in kinds:
        return list(_in_left_to_right(text, kinds, native or {}))
    return []


# ---- kinds of characters -----------------------------------------------------------------------------------------------

# R letters of right-to-left scripts · L letters of others · E A European and Arabic digits · S spaces · N all others
# P marks of right-to-left scripts: they end a stretch as letters do · M what counts as the character before it.
_KIND = {"L": "L", "R": "R", "AL": "R", "EN": "E", "AN": "A", "NSM": "M", "BN": "M", "WS": "S", "S": "S", "B": "P"}
_MARKS = {ord(mark): "P" for mark in "،؛؟"}


class _Kinds(dict[int, str]):
    """Unicode's bidi classes, as far as they matter here."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        fraction = unicodedata.category(character) == "No"  # ½ is part of its number
        kind = self[code] = "E" if fraction else _KIND.get(unicodedata.bidirectional(character), "N")
        return kind


_known_kinds = _Kinds(_MARKS)
_MARKED = re.compile("([RLEA])(M+)")


def _kinds(text: str) -> str:
    """One letter for each character."""
    kinds = text.translate(_known_kinds)
    if "،" in text:
        kinds = "".join(_split_kinds(text, kinds))
    if "M" in kinds:
        kinds = _MARKED.sub(lambda hit: hit[1] * len(hit[0]), kinds).replace("M", "N")
    return kinds


def _split_kinds(text: str, kinds: str) -> Iterator[str]:
    """The Arabic comma between two digits parts thousands (۱۰۰،۰۰۰): it ends no stretch."""
    for at, kind in enumerate(kinds):
        inside = text[at] == "،" and kinds[at - 1 : at] in ("E", "A") and kinds[at + 1 : at + 2] in ("E", "A")
        yield "N" if inside else kind


# ---- brackets and quotation marks ------------------------------------------------------------------------------------

_OPENS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”", "‘": "’", "„": "”", "（": "）", "【": "】"}
_CLOSES = {closing: opening for opening, closing in _OPENS.items()}
_QUOTES = "\"'"
_BRACKET = re.compile(f"[{re.escape(''.join([*_OPENS, *_CLOSES]))}{_QUOTES}]")


def _pairs(text: str, kinds: str) -> dict[int, int]:
    """Where the partner of each bracket and quotation mark stands. Apostrophes, primes and gershayim have none."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []  # the mark that would close, and where its partner stands
    for hit in _BRACKET.finditer(text):
        at, mark = hit.start(), hit[0]
        before, after = kinds[at - 1 : at] or "S", kinds[at + 1 : at + 2] or "S"
        if mark in "’\"'" and before in "RL" and after in "RL":
            continue  # an apostrophe, gershayim
        depth = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i][0] == mark), None)
        if depth is not None:
            opened = waiting[depth][1]
            found[at], found[opened] = opened, at
            del waiting[depth:]
        elif mark in _OPENS:
            waiting.append((_OPENS[mark], at))
        elif mark in _QUOTES and before in "SNP" and after != "S":
            waiting.append((mark, at))
    return found


# ---- stretches -------------------------------------------------------------------------------------------------------

_SENTENCE = ".,;:!?…·•"  # at the ends of a stretch they belong to the text around it
_JOINTS = "-‐‑‒–—−/\\.,:;'’\"+&~=*|_"  # next to a right-to-left letter they belong to that letter: Hebrew b-5
_LEADING = "±+−~≈<>≤≥≦≧≮≯#№"  # part of the number that follows, with a space between them too
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$")  # a.m.


def _stretches(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """Each longest stretch without right-to-left letters that holds a letter or digit, trimmed."""
    pairs = _pairs(text, kinds) if _BRACKET.search(text) else {}
    for hit in re.finditer("[^RP]+", kinds):
        yield from _cut(text, kinds, pairs, hit.start(), hit.end())


def _cut(text: str, kinds: str, pairs: dict[int, int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, cut at brackets whose partner stands outside it, and trimmed."""
    foreign = next((at for at in range(start, end) if not start <= pairs.get(at, at) < end), None) if pairs else None
    if foreign is not None:
        yield from _cut(text, kinds, pairs, start, foreign)
        yield from _cut(text, kinds, pairs, foreign + 1, end)
        return
    joined = kinds[start - 1 : start] == "R"
    while start < end and kinds[start] not in "LEA" and start not in pairs and not _leads(text, kinds, start, joined):
        joined = joined and kinds[start] != "S"
        start += 1
    joined = kinds[end : end + 1] == "R"
    while start < end and kinds[end - 1] not in "LEA" and end - 1 not in pairs and not _trails(text, kinds, end, joined):
        joined = joined and kinds[end - 1] != "S"
        end -= 1
    while start < end and pairs.get(start) == end - 1:  # brackets round all of it stand as well outside
        start, end = start + 1, end - 1
    if any(kind in "LEA" for kind in kinds[start:end]):
        yield start, end


def _leads(text: str, kinds: str, at: int, joined: bool) -> bool:
    """Whether a sign at the beginning of a stretch belongs to it; ``joined``: it hangs on a right-to-left letter."""
    mark, after = text[at], kinds[at + 1 : at + 2]
    if kinds[at] == "S" or mark in _OPENS or mark in _CLOSES:
        return False
    if unicodedata.category(mark) == "Sc":
        return True
    if joined and mark in _JOINTS:
        return False
    if mark in ".,":
        return after in ("E", "A")  # .5
    if mark in _SENTENCE:
        return False
    return mark in _LEADING if after in ("S", "") else True


def _trails(text: str, kinds: str, end: int, joined: bool) -> bool:
    """Whether a sign at the end of a stretch belongs to it."""
    mark = text[end - 1]
    if kinds[end - 1] == "S" or mark in _OPENS or mark in _CLOSES or (joined and mark in _JOINTS):
        return False
    if mark in _SENTENCE:
        return mark == "." and bool(_INITIALS.search(text, max(0, end - 12), end))
    return kinds[end - 2 : end - 1] != "S" or unicodedata.bidirectional(mark) == "ET"


# ---- runs ------------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"\d+(?:[.,:/٫٬،]\d+)*")  # from left to right by itself, wherever it stands
_ARABIC = re.compile(r"[٠-٩]+(?:[.,:/٫٬،][٠-٩]+)*")
_PART = r"\d+(?:[.,:/٫٬،]\d+)*[½⅓⅔¼¾⅛⅜⅝⅞]?"
_RANGE = re.compile(rf"({_PART})[ \u00a0]?[-‐‑‒–—−][ \u00a0]?({_PART})")
_PERCENT = re.compile(r"[ \u00a0\u202f]?[٪%؉‰]$")
_FRACTION = re.compile("[½⅓⅔¼¾⅛⅜⅝⅞]$")


def _in_right_to_left(text: str, kinds: str, native: Mapping[str, str]) -> Iterator[Run]:
    for start, end in _stretches(text, kinds):
        inside = kinds[start:end]
        if _PLAIN.fullmatch(text, start, end):
            continue
        if "L" in inside or re.search("[0-9]", text[start:end]):
            yield from _from_left(text, start, end)
        else:
            yield from _native(text, start, end, native)


def _from_left(text: str, start: int, end: int) -> Iterator[Run]:
    yield Run(start, end, "ltr")
    for hit in _ARABIC.finditer(text, start, end):
        if (hit.start(), hit.end()) != (start, end):
            yield Run(hit.start(), hit.end(), "ltr")


def _native(text: str, start: int, end: int, native: Mapping[str, str]) -> Iterator[Run]:
    """A stretch of nothing but numbers in the language's own digits."""
    for construct, sign in (("percent", _PERCENT), ("fraction", _FRACTION)):
        hit = sign.search(text, start, end)
        if hit and native.get(construct) == "rtl":
            end = hit.start()
            if _PLAIN.fullmatch(text, start, end):
                yield Run(start, end, "ltr")  # by itself: at the beginning of a line the sign would stand before it
                return
    ends = _RANGE.fullmatch(text, start, end)
    if ends and native.get("range") == "rtl" and not _is_code(ends[1], ends[2]):
        yield Run(start, end, "rtl")
        yield Run(*ends.span(1), "ltr")
        yield Run(*ends.span(2), "ltr")
    else:
        yield from _from_left(text, start, end)


def _is_code(first: str, second: str) -> bool:
    """Whether two numbers with a dash between them are a phone number or a code, and no range."""
    if not (first.isdecimal() and second.isdecimal()):
        return False
    if any(len(one) > 1 and unicodedata.decimal(one[0]) == 0 for one in (first, second)):
        return True
    years = all(1300 <= int(one) < 2200 for one in (first, second))
    round_ = all(int(one) % 50 == 0 for one in (first, second))
    return len(first) + len(second) >= 7 and not years and not round_


def _in_left_to_right(text: str, kinds: str, native: Mapping[str, str]) -> Iterator[Run]:
    """Words of a right-to-left script, from their first letter to their last; numbers after them belong to the text."""
    for hit in re.finditer("[^L]+", kinds):
        first, last = kinds.find("R", *hit.span()), kinds.rfind("R", *hit.span()) + 1
        if first >= 0:
            yield Run(first, last, "rtl")
            inner = _in_right_to_left(text[first:last], kinds[first:last], native)
            yield from (Run(first + start, first + end, direction) for start, end, direction in inner)
        for start, end in ((hit.start(), first), (last, hit.end())) if first >= 0 else (hit.span(),):
            yield from (Run(*one.span(), "ltr") for one in _ARABIC.finditer(text, start, end))


# ---- what stays on one line --------------------------------------------------------------------------------------------

NO_BREAK_SPACE = "\u00a0"
KEPT = 24  # characters that are kept on one line; giant print has about 36 a line

# Units as they are written after a number. Latin letters only: only what is torn at a line's end depends on them.
UNITS = (
    "mg|mcg|\u00b5g|ng|g|kg|mL|ml|dL|dl|L|l|mm|cm|m|km|in|ft|lb|lbs|oz|kcal|cal|kJ|mmol|mmHg|mEq|IU|Hz|h|hr|hrs|min|s|sec|"
    "units?|am|pm|AM|PM|a\\.m\\.|p\\.m\\.|[%٪]|°C|°F|°|C|F"
)
_SPACE = rf"[ {NO_BREAK_SPACE}]"
_UNIT = rf"(?:(?:{UNITS})(?:/(?:{UNITS}|day|dose))?(?![A-Za-z]))"
_AMOUNT = rf"(?:[≤≥<>~±+−-]{_SPACE}?)?\d+(?:[.,:٫٬،]\d+)*(?:{_SPACE}?{_UNIT})?"
_PHONE = rf"(?:\+\d{{1,3}}[-. {NO_BREAK_SPACE}])?\+?(?:\(\d{{2,5}}\){_SPACE}?)?\d{{2,}}(?:[-. {NO_BREAK_SPACE}‑]\d{{2,}})+|\+\d{{6,}}"
_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}"
_RANGES = rf"{_AMOUNT}(?:{_SPACE}?[-–—−×/]{_SPACE}?{_AMOUNT})+"
_WHOLE = re.compile(rf"(?<![\w.])(?:{_PHONE}|{_DATE}|{_RANGES}|{_AMOUNT})(?![\w])")  # the first that fits
_TORN = re.compile(rf"[ {NO_BREAK_SPACE}\-–—/‑]")


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers with their units stand that must not be torn apart at the end of a line, in any language."""
    for hit in _WHOLE.finditer(text):
        if len(hit[0]) <= KEPT and _TORN.search(hit[0]):
            yield hit.span()


# ---- texts that hold no elements -----------------------------------------------------------------------------------------


def direction_of(text: str) -> str:
    """``rtl`` or ``ltr``, from the first letter that has a direction; ``ltr`` where none has."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def holds_right_to_left(text: str) -> bool:
    """Whether any letter of a right-to-left script is in a text."""
    return "R" in _kinds(text)


def isolated(text: str, direction: str = "") -> str:
    """A text between isolate marks, for places that hold no elements (margin boxes): its direction, or its own."""
    mark = {"ltr": LEFT_TO_RIGHT_ISOLATE, "rtl": RIGHT_TO_LEFT_ISOLATE}[direction or direction_of(text)]
    return f"{mark}{text}{POP_ISOLATE}"


def marked(text: str, direction: str, native: Mapping[str, str] | None = None) -> str:
    """A text in which its runs stand between isolate marks: :func:`runs` without elements."""
    return marked_parts([text], direction, native)[0]


def marked_parts(parts: Sequence[str], direction: str, native: Mapping[str, str] | None = None) -> list[str]:
    """The same of a text in parts: a run may begin in one of them and end in another."""
    text = "".join(parts)
    marks: dict[int, list[str]] = {}
    for run in runs(text, direction, native):
        marks.setdefault(run.start, []).append(isolated("", run.direction)[0])
        marks.setdefault(run.end, []).insert(0, POP_ISOLATE)
    found, done = [], 0
    for part in parts:
        end = done + len(part)
        letters = [letter for at in range(done, end) for letter in (*marks.pop(at, ()), text[at])]
        found.append("".join([*letters, *(marks.pop(end, ()) if end == len(text) else ())]))
        done = end
    return found
