"""Left-to-right runs: found, isolated in right-to-left text, kept on one line everywhere.

In right-to-left text ``503-555-0123`` prints as ``0123-555-503`` and ``5-10 mg`` as ``10-5 mg`` (Unicode Standard
Annex 9: numbers and the signs between them follow their surroundings). An isolate round the whole run prevents it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"

NO_BREAK_SPACE = "\u00a0"
_KEPT = 24  # characters that are kept on one line; giant print has about 36 a line

# Units as they are written after a number. Latin letters only: units in other scripts run with their text.
UNITS = (
    "mg|mcg|µg|ng|g|kg|mL|ml|dL|dl|L|l|mm|cm|m|km|in|ft|lb|lbs|oz|kcal|cal|kJ|mmol|mmHg|mEq|IU|Hz|h|hr|hrs|min|s|sec|"
    "units?|am|pm|AM|PM|a\\.m\\.|p\\.m\\.|%|°C|°F|°|C|F"
)
_UNIT = rf"(?:(?:{UNITS})(?:/(?:{UNITS}|day|dose))?(?![A-Za-z]))"
_NUMBER = r"[0-9]+(?:[.,:][0-9]+)*"
_AMOUNT = rf"(?:[≤≥<>~±+−-][ {NO_BREAK_SPACE}]?)?{_NUMBER}(?:[ {NO_BREAK_SPACE}]?{_UNIT})?"
_PHONE = rf"(?:\+[0-9]{{1,3}}[-. {NO_BREAK_SPACE}])?\+?(?:\([0-9]{{2,5}}\)[ {NO_BREAK_SPACE}]?)?[0-9]{{2,}}(?:[-. {NO_BREAK_SPACE}‑][0-9]{{2,}})+|\+[0-9]{{6,}}"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
_RANGE = rf"{_AMOUNT}(?:[ {NO_BREAK_SPACE}]?[-–—−×/][ {NO_BREAK_SPACE}]?{_AMOUNT})+"
_ADDRESS = r"(?:https?://|www\.)[!#-;=?-~]*[A-Za-z0-9/]|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}|(?:[a-z0-9-]+\.)+(?:org|com|gov|net|edu|int|ie|uk|info)(?:/[!#-;=?-~]*[A-Za-z0-9/])?"
_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = rf"[{_LATIN}](?:[{_LATIN}0-9'’&+.\-/_]*[{_LATIN}0-9+])?[®™°²³]?"
_NAMED = rf"{_WORD}(?:[ {NO_BREAK_SPACE}](?:{_WORD}|{_AMOUNT}))*"

# What must not be torn apart at the end of a line, in any language. First match wins.
_WHOLE = re.compile(
    rf"(?<![\w.])(?:(?P<phone>{_PHONE})|(?P<date>{_DATE})|(?P<range>{_RANGE})|(?P<amount>{_AMOUNT}))(?![\w])"
)
# What runs from left to right inside right-to-left text.
_RUN = re.compile(rf"(?:{_ADDRESS})|(?:{_PHONE})|(?:{_DATE})|(?:{_RANGE})|(?:{_NAMED})|(?:{_AMOUNT})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: ``isolate`` if it runs against its surroundings, ``keep`` if it stays on one line."""

    text: str
    isolate: bool = False
    keep: bool = False


def pieces(text: str, direction: str) -> Iterator[Piece]:
    """The text in pieces; put together they are the text again."""
    pattern = _RUN if direction == "rtl" else _WHOLE
    start = 0
    for hit in pattern.finditer(text):
        run = hit[0]
        if run.isdecimal():  # a whole number runs right by itself
            continue
        keep = len(run) <= _KEPT and _torn(run)
        if not keep and direction == "ltr":
            continue
        if hit.start() > start:
            yield Piece(text[start : hit.start()])
        yield Piece(run, isolate=direction == "rtl", keep=keep)
        start = hit.end()
    if start < len(text):
        yield Piece(text[start:])


def _torn(run: str) -> bool:
    """Whether a line could end inside a run in which it should not."""
    return bool(re.search(r"[0-9]", run) and re.search(rf"[ {NO_BREAK_SPACE}\-–—/‑]", run) and _WHOLE.fullmatch(run))


def direction_of(text: str) -> str:
    """``rtl`` or ``ltr``, from the first letter that has a direction; ``ltr`` where none has."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def isolated(text: str, direction: str = "") -> str:
    """A text between isolate marks, for places that hold no elements (margin boxes): its direction, or its own."""
    mark = {"ltr": LEFT_TO_RIGHT_ISOLATE, "rtl": RIGHT_TO_LEFT_ISOLATE}[direction or direction_of(text)]
    return f"{mark}{text}{POP_ISOLATE}"


def marked(text: str, direction: str) -> str:
    """A text in which the runs against ``direction`` stand between isolate marks: :func:`pieces` without elements."""
    return "".join(isolated(piece.text, "ltr") if piece.isolate else piece.text for piece in pieces(text, direction))
