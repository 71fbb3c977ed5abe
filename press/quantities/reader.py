"""Text -> the numbers in it, with units, phones, ranges and the numbers that belong to names ("COVID-19", "G43.709")."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass, replace

from press.quantities.numerals import NUMERAL, SCALE, normal, readings, scaled
from press.quantities.units import is_dose, unit_after, unit_before

_CASED = (
    r"A-Za-z\u00aa-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"  # scripts that put spaces between words and numbers
)
_TOKEN = re.compile(
    # Two guards first, because most characters are letters: only a word with a digit in it, or a digit, is looked at closely.
    rf"(?<![{_CASED}])(?=[{_CASED}\-]{{1,40}}\d)(?P<word>[{_CASED}]+(?:-[{_CASED}]+)*-?\d+(?:[\-.]?\w+)*)"
    rf"|(?=[\d+(½¼¾⅓⅔⅛⅕])(?:"
    rf"(?P<name>(?<=[^\W\d_]-)\d+|\b\d+-[a-z]?[A-Z][\w]*)"
    rf"|(?P<iso>(?<![\d.])\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))"
    rf"|(?P<date>(?<![\d./])\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark)\d{{2,4}}(?![\d]))"
    rf"|(?P<clock>(?<!\d)\d{{1,2}}(?::| ?[hH時时点點] ?| ?시 ?| ?giờ ?| ?ч\.? ?)\d{{2}}(?!\d))"
    rf"|(?P<years>(?<![\d.])(?:1[89]|20)\d{{2}} ?[\-/] ?\d{{2}}(?![\d:/\-]|[.,]\d))"
    rf"|(?P<decade>\d{{2}} ?世[纪紀] ?\d0 ?年代)"
    rf"|(?P<fraction>(?<![\d/])[1-9]/(?:[2-9]|10)(?![\d/]))"
    rf"|(?P<slashed>(?<![\d/.,])\d+/\d{{1,2}}(?![\d/]|[.,]\d))"
    rf"|(?P<phone>(?<![\w.,])\+\d{{1,3}}(?:[ .\-/]\(?\d{{1,4}}\)?){{2,5}}(?!\d)"
    rf"|(?<![\w.,])\+?\(?\d{{1,4}}\)?(?:[ .\-/]{{1,2}}\(?\d{{2,4}}\)?){{1,5}}(?!\d)|(?<![\w.,])\+?\d{{7,15}}(?!\d))"
    rf"|(?P<number>{NUMERAL}))"
)
_NUMERAL = re.compile(NUMERAL)
_DIGITS = re.compile("[0-9]+")
_SIGN = re.compile(r"[\d½¼¾⅓⅔⅛⅕]")
_WEB = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w[\w.]*")
_PM = re.compile(r" ?(?:([ap])\.? ?m\b\.?|o'clock\b)", re.IGNORECASE)
_RANGE = re.compile(
    r"\s*(?:-|to|through|a|à|al|bis|до|至|到|إلى|الى|تا|से|ដល់|đến|tới|hanggang|から|에서)\s*", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:[,、，/-]|,? ?[^\W\d]{1,6})\s*")
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen|tra|между)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|y|et|e|und|и)\s*", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:call|dial|text|phone|ring|llame|marque|appelez|composez|ligue|disque|звоните|rufen sie)\b[^\d.{]{0,12}$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\b(?=[IVX])(?:X?(?:IX|IV|V?I{0,3}))\b")
_ROMAN_VALUES = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text. ``values``: how it may be read, the likeliest first."""

    values: tuple[float, ...]
    text: str  # with its unit, as typed
    start: int
    end: int
    unit: str = ""
    per: str = ""
    borrowed: bool = False  # the unit stands at the next number: "5 to 10 mg"

    @property
    def dose(self) -> bool:
        """Whether it says how much medicine to take."""
        return is_dose(self.unit)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: its digits, and as typed."""

    digits: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The quantities of one text."""

    numbers: tuple[Number, ...] = ()
    phones: tuple[Phone, ...] = ()
    ranges: tuple[tuple[Number, Number], ...] = ()
    loose: frozenset[float] = frozenset()  # numbers of names: they excuse, but are not compared
    plain: str = ""  # the text with every digit as ASCII

    @property
    def digits(self) -> str:
        """Every digit of the text, in order."""
        return "".join(_DIGITS.findall(self.plain))


_NOTHING = Reading()


@functools.lru_cache(maxsize=4096)
def roman_numbers(text: str) -> frozenset[float]:
    """Values of the Roman numerals I to XII in ``text``: they excuse a number, but are not compared."""
    return frozenset(float(_ROMAN_VALUES[hit[0]]) for hit in _ROMAN.finditer(text) if hit[0] in _ROMAN_VALUES)


@functools.cache
def base_of(tag: str) -> str:
    """The primary subtag that tables go by: "zh-Hans" is "zh", Dari reads as Persian, Filipino as Tagalog."""
    base = tag.split("-", 1)[0].lower()
    return {"prs": "fa", "fil": "tl"}.get(base, base)


@functools.lru_cache(maxsize=16384)
def read(text: str, base: str) -> Reading:
    """The quantities of ``text``, in the language with primary subtag ``base``."""
    if not _SIGN.search(text):
        return _NOTHING
    plain = normal(text)
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _WEB.sub(lambda hit: " " * len(hit[0]), plain)
    reader = _Reader(text, plain, base)
    for hit in _TOKEN.finditer(plain):
        reader.take(hit)
    numbers = _borrow_units(reader.numbers, plain)
    short = [n for n in numbers if _is_called(n, plain)]
    kept = tuple(n for n in numbers if n not in short) if short else tuple(numbers)
    phones = (*reader.phones, *(Phone(plain[n.start : n.end], n.text) for n in short))
    return Reading(kept, phones, tuple(_ranges(kept, plain)), frozenset(reader.loose), plain)


def _is_called(number: Number, plain: str) -> bool:
    """Whether a short number is one to call: "Call 911"."""
    if number.unit or not 2 <= number.end - number.start <= 6 or not plain[number.start : number.end].isdigit():
        return False
    return _CALLED.search(plain, max(0, number.start - 28), number.start) is not None


class _Reader:
    """Sorts what the token pattern finds."""

    def __init__(self, text: str, plain: str, base: str) -> None:
        self.text, self.plain, self.base = text, plain, base
        self.numbers: list[Number] = []
        self.phones: list[Phone] = []
        self.loose: set[float] = set()
        self.taken = 0

    def take(self, hit: re.Match[str]) -> None:
        """Take one token."""
        if hit.start() < self.taken:
            return
        kind = "date" if hit.lastgroup == "mark" else hit.lastgroup
        if kind in ("name", "word"):
            self.loose.update(float(part) for part in _DIGITS.findall(hit[0]))
        elif kind in ("iso", "date"):
            self._parts(hit.start(), hit.end())
        elif kind == "clock":
            self._clock(hit)
        elif kind == "phone":
            self._phone(hit)
        elif kind == "years":
            self._years(hit)
        elif kind == "decade":
            century, decade = _DIGITS.findall(hit[0])
            self._number(hit.start(), hit.end(), (float(int(century) * 100 - 100 + int(decade)),))
        elif kind == "fraction":
            above, below = (int(part) for part in hit[0].split("/"))
            values = [round(above / below, 6)] + ([above + below / 10] if self.base == "fa" else [])
            self._number(hit.start(), hit.end(), tuple(values))
        elif kind == "slashed":
            self._slashed(hit)
        elif kind == "number":
            self._number(hit.start(), hit.end(), readings(hit[0], self.base))

    def _number(self, start: int, end: int, values: tuple[float, ...]) -> None:
        tail = end
        scale = SCALE.match(self.plain, end)
        if scale:
            values, tail = scaled(values, scale[1]), scale.end()
        half_day = _PM.match(self.plain, tail)
        if half_day:
            hour = values[0]
            self.numbers.append(
                Number(
                    (hour, hour + 12, hour * 100, hour * 100 + 1200),
                    self.text[start : half_day.end()],
                    start,
                    half_day.end(),
                    "hour",
                    borrowed=True,
                )
            )
            return
        unit = unit_after(self.plain, tail, self.base)
        name, per, tail = (unit.name, unit.per, unit.end) if unit else ("", "", end)
        if name == "g" and self.base == "ru" and 1900 <= values[0] <= 2100:
            name = "year"  # "2026 г."
        if name in ("", "degree"):
            name = unit_before(self.plain, start) or name
        self.numbers.append(Number(values, self.text[start:tail].strip(), start, tail, name, per))

    def _years(self, hit: re.Match[str]) -> None:
        """2015-16: the second year is short for 2016."""
        for part in re.finditer(r"\d+", hit[0]):
            start, end, value = hit.start() + part.start(), hit.start() + part.end(), float(part[0])
            values = (value, value + int(hit[0][:2]) * 100) if value < 100 else (value,)
            self.numbers.append(Number(values, self.text[start:end], start, end))

    def _slashed(self, hit: re.Match[str]) -> None:
        """Persian writes 38/5 for 38.5; elsewhere a slash stands between two numbers, as in blood pressure 120/80."""
        after = self.plain[hit.end() : hit.end() + 8]
        left, right = hit[0].split("/")
        if self.base == "fa" and (len(right) == 1 or re.match(r" ?(?:%|درصد)", after)):
            self._number(hit.start(), hit.end(), (float(f"{left}.{right}"),))
            return
        middle = hit.start() + len(left)
        self._number(hit.start(), middle, (float(left),))
        self._number(middle + 1, hit.end(), (float(right),))

    def _parts(self, start: int, end: int) -> None:
        for hit in re.finditer(r"\d+", self.plain[start:end]):
            value = float(hit[0])
            place = start + hit.start()
            self.numbers.append(
                Number(
                    (value, value + 2000) if value < 100 else (value,), self.text[start:end], place, start + hit.end()
                )
            )

    def _clock(self, hit: re.Match[str]) -> None:
        hour, minute = (int(part) for part in _DIGITS.findall(hit[0]))
        if hour > 24 or minute > 59:
            self._parts(hit.start(), hit.end())
            return
        values = [hour * 100 + minute, (hour + 12) % 24 * 100 + minute]
        if not minute:
            values += [hour, (hour + 12) % 24]
        self.numbers.append(
            Number(tuple(map(float, values)), self.text[hit.start() : hit.end()], hit.start(), hit.end())
        )

    def _phone(self, hit: re.Match[str]) -> None:
        """A run of digit groups is a telephone number, or several numbers after all."""
        if _is_phone(hit[0]) and unit_after(self.plain, hit.end(), self.base) is None:
            self.phones.append(Phone(re.sub(r"\D", "", hit[0]), self.text[hit.start() : hit.end()].strip()))
            return
        for part in _NUMERAL.finditer(hit[0]):
            start, end = hit.start() + part.start(), hit.start() + part.end()
            if end == hit.end():  # the pattern for phones may stop inside a numeral
                longer = _NUMERAL.match(self.plain, start)
                end = longer.end() if longer else end
            self._number(start, end, readings(self.plain[start:end], self.base))
            self.taken = end


def _is_phone(run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    groups = re.findall(r"\d+", run)
    if not 7 <= len(digits) <= 15:
        return False
    if run[0] in "+(":
        return True
    if len(groups) == 1:
        return len(digits) >= 9 or digits[0] == "0"
    if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0][0] != "0":
        return False  # 1 000 000
    if len(groups) == 2:
        return (len(groups[0]) < 4 and len(groups[1]) == 4 and "-" in run) or groups[0][0] == "0"
    separators = set(re.findall(r"\D+", run))
    return len(groups[-1]) == 4 or digits[0] == "0" or separators <= {"-", "."}


def _borrow_units(numbers: list[Number], plain: str) -> list[Number]:
    """In "5 to 10 mg" and "20, 40 or 60 mg" the first numbers carry the last one's unit."""
    found = list(numbers)
    for i in range(len(found) - 2, -1, -1):
        here, following = found[i], found[i + 1]
        gap = plain[here.end : following.start]
        if not here.unit and following.unit and _JOINED.fullmatch(gap):
            found[i] = replace(here, unit=following.unit, per=following.per, borrowed=True)
    return found


def _ranges(numbers: tuple[Number, ...], plain: str) -> list[tuple[Number, Number]]:
    found = []
    for low, high in itertools.pairwise(numbers):
        gap = plain[low.end : high.start]
        between = _AND.fullmatch(gap) and _BETWEEN.search(plain, max(0, low.start - 12), low.start)
        if (_RANGE.fullmatch(gap) or between) and low.values[0] != high.values[0]:
            found.append((low, high))
    return found
