"""In which order the letters of a text must stand on paper, line by line: Unicode's bidirectional algorithm. The only bidi.

Worked out forwards from the author's words (``numbers``), never from the isolates that the press has put into its HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bidi import get_display

from press.content.wording import Span
from press.preflight.numbers import RIGHT, stretches

_OPENS = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSE = "\u2069"
_CONTROLS = re.compile("[\u2066-\u2069]")
_HAS_RIGHT = re.compile(f"[{RIGHT}]")
_HAS_LEFT = re.compile(r"[0-9A-Za-z\u00c0-\u058f\u0900-\ufb1c]|\d")
#: Stand in for the letters of a stretch that is read from left to right: strong letters, one for each.
_STAND_INS = 0x4E00


class Words(NamedTuple):
    """A text as its author wrote it, as far as its order goes.

    ``terms`` are the stretches in another language, each with its direction. ``native`` is what the file of each language
    says of its own digits, by tag.
    """

    text: str
    direction: str
    terms: tuple[Span, ...] = ()
    language: str = ""
    native: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({})


def is_plain(words: Words) -> bool:
    """Whether a text stands on paper in the order in which it is written, wherever its lines are broken."""
    return words.direction == "ltr" and not _HAS_RIGHT.search(words.text)


def visual(words: Words, lines: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The letters of each line from left to right, without spaces; ``lines`` are offsets into the text."""
    if is_plain(words):
        for start, end in lines:
            yield "".join(words.text[start:end].split())
        return
    around = sorted(_around(words), key=lambda one: (one[0], -one[1]))
    standing = _Standing(words.text, around)
    base = "R" if words.direction == "rtl" else "L"
    for start, end in lines:
        yield standing.line(start, end, base)


def _around(words: Words) -> Iterator[tuple[int, int, str]]:
    """What is put in order on its own: terms, and numbers and names within them and around them."""
    outer = words.text
    for term in words.terms:
        yield term.start, term.end, term.direction
        outer = outer[: term.start] + ("\u05d0" if term.direction == "rtl" else "a") * (term.end - term.start) + outer[term.end :]
        for start, end, direction in stretches(words.text[term.start : term.end], term.direction, words.native.get(term.language, ())):
            yield term.start + start, term.start + end, direction
    yield from stretches(outer, words.direction, words.native.get(words.language, ()))


class _Standing:
    """A text with isolates round its stretches, and stand-ins for what is read from left to right."""

    def __init__(self, text: str, around: Sequence[tuple[int, int, str]]) -> None:
        self._text, self._around = text, around
        self._known: dict[str, str] = {}
        self._letters = list(text)
        inner: list[str] = [""] * len(text)
        for start, end, direction in around:  # the innermost comes last
            inner[start:end] = [direction] * (end - start)
        for at, direction in enumerate(inner):
            if direction == "ltr" and not text[at].isspace():
                self._letters[at] = self._known.setdefault(text[at], chr(_STAND_INS + len(self._known)))
        self._back = {ord(stand_in): letter for letter, stand_in in self._known.items()}

    def line(self, start: int, end: int, base: str) -> str:
        """One line in visual order."""
        parts = [_OPENS[one[2]] for one in self._around if one[0] < start < one[1]]
        opens: dict[int, list[str]] = {}
        closes: dict[int, int] = {}
        for first, last, direction in self._around:
            if start <= first < end:
                opens.setdefault(first, []).append(_OPENS[direction])
            if start < last <= end and first < end:
                closes[last] = closes.get(last, 0) + 1
        for at in range(start, end):
            parts += [_CLOSE] * closes.get(at, 0)
            parts += opens.get(at, ())
            parts.append(self._letters[at])
        unclosed = sum(map(len, opens.values())) + sum(1 for one in self._around if one[0] < start < one[1])
        parts += [_CLOSE] * (unclosed - sum(count for at, count in closes.items() if at < end))
        shown = str(get_display("".join(parts), base_dir=base))
        return "".join(_CONTROLS.sub("", shown).split()).translate(self._back)


# ---- what can be compared ----------------------------------------------------------------------------------------------

_MIRRORED = dict(zip(map(ord, "([{«‹“‘（【<≤≪⊂∈•"), ")]}»›”’）】>≥≫⊃∋·", strict=True))


class _Comparable(Mapping[int, str | None]):
    """Which letters can be told on paper: digits, signs and Latin letters; the two brackets of a pair count as one."""

    def __init__(self, all_letters: bool) -> None:
        self._all = all_letters
        self._known: dict[int, str | None] = {}

    def __getitem__(self, code: int) -> str | None:
        if code not in self._known:
            self._known[code] = self._of(chr(code))
        return self._known[code]

    def _of(self, letter: str) -> str | None:
        kind = unicodedata.category(letter)
        if letter.isspace() or kind in ("Cf", "Cc", "Mn", "Me", "Mc", "Lm", "Cn", "Co"):
            return None
        if kind.startswith("L") and not (self._all or ord(letter) < 0x530 or 0x1E00 <= ord(letter) < 0x2000):
            return None
        return _MIRRORED.get(ord(letter), letter).casefold()

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


_COMPARABLE = _Comparable(all_letters=False)


def comparable(text: str) -> str:
    """The letters of a text that can be told on paper."""
    return text.translate(_COMPARABLE)


def has_left(text: str) -> bool:
    """Whether a text holds a digit or a letter that is read from left to right."""
    return bool(_HAS_LEFT.search(text))
