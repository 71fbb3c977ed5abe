"""What stands in the margins of every page, and how tall it makes them.

A head or foot must fit at the variant's least type size: 24 points in giant print. Nothing is shrunk and nothing is cut;
the margin grows by the line. Lines are counted from generous letter widths, before anything is typeset.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from press.language import Language
from press.library import Variant

POINT = 25.4 / 72  # millimetres
LEADING = 1.3
EDGE = 8.0  # mm from the paper's edge to a head or foot: printers leave 4 to 6 mm blank
GAP = 4.0  # mm between head or foot and text
PAPER = 6.0  # mm that an office printer may leave blank at the paper's edge
FRAME = 5.0  # mm that frame and padding of a draft's mark take, both sides together
_LEAST_SIDE = 22.0  # mm; a line of 12 points then holds about 70 letters

# Widths in em; bold adds a tenth. Measured on the fixed words of 44 languages: letters of these scripts are wider, and the
# type that Latin languages are set in is narrower than the one that gives other languages their Latin letters.
_WIDE, _CAPITAL, _DIGIT, _LETTER, _SLIM, _NARROW, _THIN = 1.0, 0.72, 0.57, 0.56, 0.5, 0.42, 0.3
_LATIN, _ATKINSON, _ATKINSON_DIGIT = 1.04, 0.99, 0.09
_FULL_WIDTH = ("Hans", "Hant", "Jpan")  # their fonts set the dot between two names as wide as a word
_WIDER = {
    "Armn": 1.06,
    "Cyrl": 1.08,
    "Ethi": 1.18,
    "Hans": 1.04,
    "Hant": 1.04,
    "Knda": 1.14,
    "Mlym": 1.4,
    "Mymr": 1.17,
    "Taml": 1.38,
    "Telu": 1.12,
}


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres: sides, first page's head, other pages' head, foot; and type size (points) and leading of heads and feet."""

    side: float
    first: float
    top: float
    bottom: float
    size: float
    leading: float


def side_of(variant: Variant) -> float:
    """Both side margins in millimetres; equal, so that no page has to be mirrored."""
    return max(_LEAST_SIDE, variant.proves.margin)


def em_width(text: str, language: Language) -> float:
    """How wide a text is at most, in units of its type size, in the fonts of a language."""
    own = language.fonts[0] == "Atkinson Hyperlegible"
    latin = _ATKINSON if own else _LATIN
    other = latin if language.script == "Latn" else _WIDER.get(language.script, 1.0)
    more = sum(map(str.isdecimal, text)) * _ATKINSON_DIGIT if own else 0.0
    if language.script in _FULL_WIDTH:
        more += text.count("·") * (_WIDE - _THIN)
    return more + sum(_advance(character) * (latin if character.isascii() else other) for character in text)


def _advance(character: str) -> float:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _WIDE
    letter = unicodedata.normalize("NFD", character)[0]  # an accent above or below takes no width
    if letter in " .,:;·'!|il-" or kind == "Zs":
        return _THIN
    if letter.isdecimal():
        return _DIGIT
    if letter in "fjrt()":
        return _NARROW
    if letter in "csz":
        return _SLIM
    return _CAPITAL if kind == "Lu" or character in "mwMW%@" else _LETTER


def lines(text: str, size: float, width: float, language: Language, bold: bool = False) -> int:
    """How many lines a text of ``size`` points needs at most on ``width`` millimetres; its own line breaks count."""
    room = width / (size * POINT)
    factor = 1.1 if bold else 1.0
    return sum(max(1, math.ceil(em_width(line, language) * factor / room)) for line in text.split("\n"))


def height(count: int, size: float, leading: float) -> float:
    """Millimetres that ``count`` lines take."""
    return count * size * leading * POINT
