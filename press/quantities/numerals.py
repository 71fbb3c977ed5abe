"""Numerals of any script as values: Unicode digits, decimal comma or point, thousands, fractions, "million" and the like."""

from __future__ import annotations

import functools
import re

from press.language import Lexicon

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.333333, "⅔": 0.666667, "⅛": 0.125, "⅕": 0.2}

# A decimal mark without a digit before it: ".5 mg" is 0.5. Not after a digit, a letter or a bracket.
NAKED = r"(?<![\w.,)\]])[.,]\d+(?![\d.,]*\d)"
# A numeral: groups of digits joined by one point, comma, apostrophe or space (a space only between groups of three).
NUMERAL = r"\d+(?:[.,'’]\d+| (?=\d{3}(?!\d))\d{3})*(?: ?[½¼¾⅓⅔⅛⅕])?|[½¼¾⅓⅔⅛⅕]"


@functools.lru_cache(maxsize=8192)
def readings(numeral: str, decimal: str) -> tuple[float, ...]:
    """The values that a numeral may have, the likeliest first: "1.500" is 1500 where the ``decimal`` mark is ",", else 1.5.

    Where the countries of a language differ (``both``: Spanish, Arabic), both readings are given.
    """
    fraction = 0.0
    if numeral[-1] in _FRACTIONS:
        fraction, numeral = _FRACTIONS[numeral[-1]], numeral[:-1].rstrip()
        if not numeral:
            return (fraction,)
    whole = re.sub(r"[ '’]", "", numeral)
    values = [value + fraction for value in _plain_readings(whole, decimal)]
    return tuple(dict.fromkeys(round(value, 6) for value in values))


def _plain_readings(digits: str, decimal: str) -> list[float]:
    marks = re.findall("[.,]", digits)
    if not marks:
        return [float(digits)]
    as_decimal, as_thousands = re.sub(",", ".", digits), re.sub("[.,]", "", digits)
    if len(set(marks)) == 2:  # 1.234,5 or 1,234.5: the last mark is the decimal one
        last = digits.rfind(marks[-1])
        return [float(re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :])]
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}", digits) is not None
    if len(marks) > 1:
        return [float(as_thousands)] if grouped else [float(part) for part in re.split("[.,]", digits)]
    if not grouped:
        return [float(as_decimal)]
    mark = "," if decimal == "," else "."
    first = float(as_decimal) if marks[0] == mark else float(as_thousands)
    second = float(as_thousands) if marks[0] == mark else float(as_decimal)
    return [first, second] if decimal == "both" else [first]


def scaled(values: tuple[float, ...], factor: float) -> tuple[float, ...]:
    """Values times "million"; the bare values stay, for a text whose word for it is not known."""
    return tuple(dict.fromkeys([*(round(value * factor, 6) for value in values), *values]))


@functools.lru_cache(maxsize=8192)
def scale_after(text: str, position: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """The word for thousand, million and so on that follows a number, as a factor, and where it ends.

    Not where a unit begins there and is longer: the sign for thousand is the first of the Chinese kilogram.
    """
    plain = lexicon.prepared(text).plain
    hits = lexicon.find(text)
    for hit in hits:
        if hit.table == "scale" and hit.start >= position:
            if plain[position : hit.start] not in ("", " ", "-"):
                return None
            longer = any(h.table == "unit" and h.start == hit.start and h.end > hit.end for h in hits)
            return None if longer else (hit.name, hit.end)
    return None
