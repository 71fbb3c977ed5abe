"""Numerals of any script as values: Unicode digits, decimal comma or point, thousands, fractions, "million" and "万"."""

from __future__ import annotations

import functools
import re
import unicodedata

# The decimal mark a language prints. "both": usage is divided by country, so either is read (CLDR 44, numbers).
_COMMA = frozenset(
    {"az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "et", "eu", "fi", "fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi"}
)  # fmt: skip
_BOTH = frozenset({"ar", "es", "fa", "ht", "km", "lo", "mg", "ps", "so", "ti", "am", "af", "ku", "ckb", "prs", "ur"})  # fmt: skip

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.333333, "⅔": 0.666667, "⅛": 0.125, "⅕": 0.2}
_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mil": 1e3, "mille": 1e3, "millón": 1e6, "millones": 1e6,
    "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9,
    "millionen": 1e6, "milliarden": 1e9, "milioni": 1e6, "miliardi": 1e9, "тысяч": 1e3, "тыс": 1e3, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "млн": 1e6, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "млрд": 1e9, "triệu": 1e6, "tỷ": 1e9,
    "nghìn": 1e3, "milyon": 1e6, "bilyon": 1e9, "libo": 1e3, "ألف": 1e3, "آلاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9,
    "هزار": 1e3, "میلیون": 1e6, "میلیارد": 1e9, "हजार": 1e3, "हज़ार": 1e3, "लाख": 1e5, "करोड़": 1e7, "मिलियन": 1e6, "बिलियन": 1e9,
    "ពាន់": 1e3, "លាន": 1e6, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "千": 1e3, "百万": 1e6, "만": 1e4, "억": 1e8, "천": 1e3, "백만": 1e6,
    "juta": 1e6, "ribu": 1e3, "bilion": 1e9, "milioni moja": 1e6, "লাখ": 1e5, "লক্ষ": 1e5, "কোটি": 1e7, "মিলিয়ন": 1e6, "हजारौं": 1e3,
    "ملین": 1e6, "لاکھ": 1e5, "کروڑ": 1e7, "ہزار": 1e3, "மில்லியன்": 1e6, "லட்சம்": 1e5, "கோடி": 1e7, "သန်း": 1e6,
}  # fmt: skip
SCALE = re.compile(
    r"[ \-]?(" + "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True)) + r")(?<!千(?=[克卡瓦]))(?![a-zа-я])",
    re.IGNORECASE,
)  # 千 alone is a thousand, in 千克 it is the kilogram


class _Characters(dict[int, str]):
    """What stands for a character: a digit's value, else itself, if nothing else is said.

    Worked out when a character is met: to ask for all of Unicode costs 70 ms at each start of the program. And kept:
    ``str.translate`` is slow where it meets a missing key.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        digit = str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character
        return self.setdefault(code, digit)


def _characters() -> _Characters:
    """One character for one, so that places stay true: digits to ASCII, dashes to "-", odd spaces and marks to a space."""
    table: dict[int, str] = {}
    table.update(dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\uff5e\u301c~"), "-"))
    table.update(
        dict.fromkeys(
            map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " "
        )
    )
    table.update(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u00ad"), " "))
    table.update(
        {
            ord("٫"): ".",
            ord("．"): ".",
            ord("٬"): ",",
            ord("،"): ",",
            ord("％"): "%",
            ord("٪"): "%",
            ord("："): ":",
            ord("／"): "/",
        }
    )
    table.update({ord("（"): "(", ord("）"): ")", ord("＋"): "+"})
    return _Characters(table)


_CHARACTERS = _characters()


def normal(text: str) -> str:
    """``text`` with every script's digits as ASCII, of the same length."""
    return text if text.isascii() else text.translate(_CHARACTERS)


# A numeral: groups of digits joined by one point, comma, apostrophe or space (a space only between groups of three).
NUMERAL = r"\d+(?:[.,'’]\d+| (?=\d{3}(?!\d))\d{3})*(?: ?[½¼¾⅓⅔⅛⅕])?|[½¼¾⅓⅔⅛⅕]"


@functools.lru_cache(maxsize=8192)
def readings(numeral: str, base: str) -> tuple[float, ...]:
    """The values that a numeral may have in a language, the likeliest first: "1.500" is 1500 in German, 1.5 in English.

    Where a language's countries differ (Spanish, Arabic), both readings are given.
    """
    fraction = 0.0
    if numeral[-1] in _FRACTIONS:
        fraction, numeral = _FRACTIONS[numeral[-1]], numeral[:-1].rstrip()
        if not numeral:
            return (fraction,)
    whole = re.sub(r"[ '’]", "", numeral)
    values = [value + fraction for value in _plain_readings(whole, base)]
    return tuple(dict.fromkeys(round(value, 6) for value in values))


def _plain_readings(digits: str, base: str) -> list[float]:
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
    decimal = "," if base in _COMMA else "."
    first = float(as_decimal) if marks[0] == decimal else float(as_thousands)
    second = float(as_thousands) if marks[0] == decimal else float(as_decimal)
    return [first, second] if base in _BOTH else [first]


def scaled(values: tuple[float, ...], word: str) -> tuple[float, ...]:
    """Values times "million" or "万"; the bare values stay, for a text whose word for it is not known."""
    factor = _SCALES.get(word) or _SCALES.get(word.lower(), 1.0)
    return tuple(dict.fromkeys([*(round(value * factor, 6) for value in values), *values]))
