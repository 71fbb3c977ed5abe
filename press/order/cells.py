"""A spreadsheet's cells as they were found, and what spreadsheet programs do to what people type.

A program turns ``+15035550142`` into a number, ``1-2`` into the second of January, ``4/4`` into the fourth of April, a long
number into ``5.03556E+09``. Nobody sees that on paper, so such a cell is named, never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.language import all_month_names
from press.problem import Place, Problem, Severity

AS_TEXT = "Format the column as text and type it again; or type an apostrophe before it."
_AMOUNT = re.compile(r"\d{5,}[.,]0+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")  # 5035550123.0, 5,035,550,123
_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?[Ee][+-]?[0-9]{1,3}")
_ERROR_VALUE = re.compile(
    r"#(?:REF|VALUE|N/A|NAME|DIV/0|NUM|NULL|SPILL|CALC|GETTING_DATA)[!?]?|#+|Err:[0-9]{3}", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"[0-9]{1,2}[-./ ]{1,2}([^\W\d_]{3,12})\.?(?:[-./ ]{1,2}(?:[0-9]{2}|[0-9]{4}))?")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?[-./ ]{1,2}[0-9]{1,4}")
_DAY_IN_DIGITS = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+)?|[0-9]{1,2}([./])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4})"
)
# Cells that are one of some words, a name of this project or a number: a day is never meant there.
_EXACT = frozenset({
    "handout", "packet", "specialty", "quantity", "deliver", "brand", "sides", "colours", "fold", "staple", "impose",
    "languages", "variants", "printer", "phone", "email", "separators",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, where it stands (``C7``), and whether the program holds a number or a day, not a text."""

    text: str
    name: str = ""
    number: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something, by the number of its (first) line; empty cells at its end are dropped."""

    line: int
    cells: tuple[Cell, ...]


def column_letters(number: int) -> str:
    """The name of a column by its position from 0: A … Z, AA …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def changed(cell: Cell, key: str, place: Place) -> Problem | None:
    """What a spreadsheet program did to a cell that stands for ``key``; None where it is as it was typed.

    A day in a note or an address may have been meant: that is for review, and stands on the ticket.
    """
    text = cell.text
    if _SCIENTIFIC.fullmatch(text):
        fault = f'{cell.name} says "{text}": the spreadsheet shortened a long number'
        return Problem(place, "cell-changed", fault, AS_TEXT)
    if key == "phone" and _AMOUNT.fullmatch(text):
        return Problem(place, "cell-changed", f'{cell.name} says "{text}": the spreadsheet made an amount of it', AS_TEXT)
    if cell.number and key not in ("quantity", "sides", "phone"):
        fault = f"{cell.name} holds the number {text}, not a text: zeros before it, or a plus, would be gone"
        return Problem(place, "cell-changed", fault, AS_TEXT, Severity.REVIEW)
    if key == "due" or not (cell.day or _is_day(text)):
        return None
    fault = f'{cell.name} says "{text}", a day: the spreadsheet makes one of "1-2", "4/4" and the like'
    remedy = f'{AS_TEXT} Or write "colour" or "black".' if key == "colours" else AS_TEXT
    severity = Severity.ERROR if cell.day or key in _EXACT else Severity.REVIEW
    return Problem(place, "cell-changed", fault, remedy, severity)


def is_error_value(text: str) -> bool:
    """Whether a cell shows that a formula failed, or that its column is too narrow."""
    return bool(_ERROR_VALUE.fullmatch(text))


def _is_day(text: str) -> bool:
    if _DAY_IN_DIGITS.fullmatch(text):
        return True
    named = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    return named is not None and named[1].casefold() in all_month_names()
