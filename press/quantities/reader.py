"""Text -> the numbers in it, with units, phones, ranges and the numbers that belong to names ("COVID-19", "G43.709")."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import NamedTuple

from press.language import Lexicon
from press.quantities.emergency import every_emergency_number
from press.quantities.numerals import NAKED, NUMERAL, readings, scale_after, scaled
from press.quantities.units import is_dose, unit_after, unit_before

_CASED = (
    r"A-Za-z\u00aa-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"  # scripts that put spaces between words and numbers
)


@functools.cache
def _token(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds what a number may be part of. Two guards first, because most characters are letters: only a word with a digit
    in it, or a digit, is looked at closely.
    """
    colons = "".join(
        rf"| ?{re.escape(word)} ?" for word in sorted(lexicon.words(lexicon.table.clock.colon), key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![{_CASED}])(?=[{_CASED}\-]{{1,40}}\d)(?P<word>[{_CASED}]+(?:-[{_CASED}]+)*-?\d+(?:[\-.]?\w+)*)"
        rf"|(?=[\d+(½¼¾⅓⅔⅛⅕.,])(?:(?P<naked>{NAKED})|(?=[^.,])(?:"
        rf"(?P<name>(?<=[^\W\d_]-)\d+|\b\d+-[a-z]?[A-Z][\w]*)"
        rf"|(?P<iso>(?<![\d.])\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))"
        rf"|(?P<date>(?<![\d./])\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark)\d{{2,4}}(?![\d]))"
        rf"|(?P<clock>(?<!\d)\d{{1,2}}(?::| ?[hH] ?{colons})\d{{2}}(?!\d))"
        rf"|(?P<years>(?<![\d.])(?:1[89]|20)\d{{2}} ?[\-/] ?\d{{2}}(?![\d:/\-]|[.,]\d))"
        rf"|(?P<fraction>(?<![\d/])[1-9]/(?:[2-9]|10)(?![\d/]))"
        rf"|(?P<slashed>(?<![\d/.,])\d+/\d{{1,3}}(?![\d/]|[.,]\d))"
        r"|(?P<spelt>(?<![\w./,\-])\d-\d-\d(?![\d/\-]|[.,]\d))"
        rf"|(?!\(\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\))(?P<phone>(?<![\w.,])\+\d{{1,3}}(?:[ .\-/]\(?\d{{1,4}}\)?){{2,5}}(?!\d)"
        rf"|(?<![\w.,])\+?\(?\d{{1,4}}\)?(?:[ .\-/]{{1,2}}\(?\d{{2,4}}\)?){{1,5}}(?!\d)|(?<![\w.,])\+?\d{{7,15}}(?!\d))"
        rf"|(?P<number>{NUMERAL})))"
    )


_NUMERAL = re.compile(NUMERAL)
_DIGITS = re.compile("[0-9]+")
#: A web address in running text. One of ASCII letters ends before any other letter or sign: words follow it without a space.
WEB_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:[!#-;=?-\\^-~]*[#-(*+/-9=@-Z\\^-~-]|[^\x00-\x7f][^\s<>\"\])]*[^\s<>\"\]).,;:!?\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u061f\u060c])"
)
_WEB = re.compile(rf"{WEB_ADDRESS.pattern}|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w[\w.]*")
_PM = re.compile(r" ?(?:([ap])\.? ?m\b\.?|o'clock\b)", re.IGNORECASE)
_DAY_YEAR = re.compile(r"(?:[1-9]|[12]\d|3[01]),(?:19|20)\d\d")
_JOINED = re.compile(r"\s*(?:[,、，/-]|,? ?[^\W\d]{1,6})\s*")
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


class Number(NamedTuple):
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
    slashed: tuple[tuple[Number, Number], ...] = ()  # 130/80: two numbers that a slash joins
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


@functools.lru_cache(maxsize=16384)
def read(text: str, lexicon: Lexicon) -> Reading:
    """The quantities of ``text``, by the tables of its language."""
    prepared = lexicon.prepared(text)
    if not prepared.numeric:
        return _NOTHING
    plain = prepared.plain
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _WEB.sub(lambda hit: " " * len(hit[0]), plain)
    reader = _Reader(text, plain, lexicon)
    for hit in _token(lexicon).finditer(plain):
        reader.take(hit)
    numbers = _borrow_scales(_borrow_units(reader.numbers, plain), reader.factors, plain, lexicon)
    short = _called(numbers, text, plain, lexicon)
    kept = tuple(n for n in numbers if n not in short) if short else tuple(numbers)
    phones = (*reader.phones, *(Phone(plain[n.start : n.end].replace("-", ""), n.text) for n in short))
    slashed = tuple(reader.slashed)
    return Reading(kept, phones, tuple(_ranges(kept, plain, lexicon)), slashed, frozenset(reader.loose), plain)


_CALLABLE = re.compile(r"\d+|\d-\d-\d")
_SHORT_GAP = re.compile(r"[^\d.{]{0,12}")


def _called(numbers: list[Number], text: str, plain: str, lexicon: Lexicon) -> list[Number]:
    """The short numbers that are to be called: "Call 911"."""
    short = [n for n in numbers if not n.unit and 2 <= n.end - n.start <= 6 and _CALLABLE.fullmatch(plain, n.start, n.end)]
    if not short:
        return short
    calls = [hit.end for hit in lexicon.find(text) if hit.table == "call"]
    return [n for n in short if any(end <= n.start and _SHORT_GAP.fullmatch(plain, end, n.start) for end in calls)]


class _Reader:
    """Sorts what the token pattern finds."""

    def __init__(self, text: str, plain: str, lexicon: Lexicon) -> None:
        self.text, self.plain, self.lexicon = text, plain, lexicon
        self.shown = lexicon.prepared(text).shown
        self.decades = {hit.start: hit.end for hit in lexicon.find(text) if hit.table == "decade"}
        self.numbers: list[Number] = []
        self.phones: list[Phone] = []
        self.slashed: list[tuple[Number, Number]] = []
        self.loose: set[float] = set()
        self.factors: dict[int, float] = {}  # where a number starts that has a word for thousand or million after it
        self.taken = 0

    def take(self, hit: re.Match[str]) -> None:
        """Take one token."""
        if hit.start() < self.taken or self._decade(hit):
            return
        kind = "date" if hit.lastgroup == "mark" else hit.lastgroup
        if kind in ("name", "word"):
            self.loose.update(float(part) for part in _DIGITS.findall(hit[0]))
        elif kind in ("iso", "date"):
            self._parts(hit.start(), hit.end())
        elif kind == "naked":
            self._number(hit.start(), hit.end(), (float(f"0.{hit[0][1:]}"),))
        elif kind == "clock":
            self._clock(hit)
        elif kind == "phone":
            self._phone(hit)
        elif kind == "years":
            self._years(hit)
        elif kind == "fraction":
            above, below = (int(part) for part in hit[0].split("/"))
            values = [round(above / below, 6)] + ([above + below / 10] if self.lexicon.table.marks.slash else [])
            self._number(hit.start(), hit.end(), tuple(values))
        elif kind == "spelt":
            self._spelt(hit)
        elif kind == "slashed":
            self._slashed(hit)
        elif kind == "number" and self._day_and_year(hit):
            self._parts(hit.start(), hit.end())
        elif kind == "number":
            self._number(hit.start(), hit.end(), readings(hit[0], self.lexicon.decimal))

    def _day_and_year(self, hit: re.Match[str]) -> bool:
        """Whether "26,2020" is a day and a year that are written together: a month stands before them."""
        return _DAY_YEAR.fullmatch(hit[0]) is not None and any(
            one.table in ("month", "month_numbered") and one.end <= hit.start() <= one.end + 2
            for one in self.lexicon.find(self.text)
        )

    def _percent(self, end: int) -> bool:
        unit = unit_after(self.text, end, self.lexicon)
        return unit is not None and unit.name == "percent"

    def _decade(self, hit: re.Match[str]) -> bool:
        """Takes a decade: "the 50s", "the 50s of the 20th century"."""
        start = next((start for start, end in self.decades.items() if start <= hit.start() < end), None)
        if start is None:
            return False
        end = self.decades[start]
        digits = [int(part) for part in _DIGITS.findall(self.plain[start:end])]
        unit = unit_after(self.text, end, self.lexicon)
        if digits[-1] % 10 or digits[-1] > 2100 or (unit is not None and unit.name != "year"):
            return False  # "for 2 years 50 mg"
        if len(digits) > 1:
            values: tuple[float, ...] = (float(digits[0] * 100 - 100 + digits[1]),)
        else:
            values = (float(digits[0]), 1900.0 + digits[0]) if digits[0] < 100 else (float(digits[0]),)
        self.numbers.append(Number(values, self.shown[start:end], start, end))
        self.taken = end
        return True

    def _number(self, start: int, end: int, values: tuple[float, ...]) -> None:
        tail = end
        scale = scale_after(self.text, end, self.lexicon)
        if scale:
            values, tail = scaled(values, scale[0]), scale[1]
            self.factors[start] = scale[0]
        half_day = _PM.match(self.plain, tail)
        if half_day:
            hour = values[0]
            self.numbers.append(
                Number(
                    (hour, hour + 12, hour * 100, hour * 100 + 1200),
                    self.shown[start : half_day.end()],
                    start,
                    half_day.end(),
                    "hour",
                    borrowed=True,
                )
            )
            return
        unit = unit_after(self.text, tail, self.lexicon)
        name, per, tail = (unit.name, unit.per, unit.end) if unit else ("", "", end)
        if (
            name
            and 1900 <= values[0] <= 2100
            and self.plain[:tail].endswith(tuple(self.lexicon.words(self.lexicon.table.year_signs)))
        ):
            name = "year"  # a sign for the year that is the gram's as well
        if name in ("", "degree"):
            name = unit_before(self.text, start, self.lexicon) or name
        self.numbers.append(Number(values, self.shown[start:tail].strip(), start, tail, name, per))

    def _years(self, hit: re.Match[str]) -> None:
        """2015-16: the second year is short for 2016."""
        for part in re.finditer(r"\d+", hit[0]):
            start, end, value = hit.start() + part.start(), hit.start() + part.end(), float(part[0])
            values = (value, value + int(hit[0][:2]) * 100) if value < 100 else (value,)
            self.numbers.append(Number(values, self.shown[start:end], start, end))

    def _slashed(self, hit: re.Match[str]) -> None:
        """Persian writes 38/5 for 38.5; elsewhere a slash stands between two numbers, as in blood pressure 120/80."""
        left, right = hit[0].split("/")
        around_the_clock = hit[0] == "24/7"
        if self.lexicon.table.marks.slash and not around_the_clock and (len(right) == 1 or self._percent(hit.end())):
            self._number(hit.start(), hit.end(), (float(f"{left}.{right}"),))
            return
        middle = hit.start() + len(left)
        self._number(hit.start(), middle, (float(left),))
        self._number(middle + 1, hit.end(), (float(right),))
        self.slashed.append((self.numbers[-2], self.numbers[-1]))

    def _spelt(self, hit: re.Match[str]) -> None:
        """9-1-1 is 911 where it is a number to be called; else three numbers, such as doses of three times of day."""
        digits = hit[0].replace("-", "")
        if digits in every_emergency_number() or digits[1:] == "11" or digits == "988":
            self.numbers.append(Number((float(digits),), self.shown[hit.start() : hit.end()], hit.start(), hit.end()))
        else:
            for place in range(hit.start(), hit.end(), 2):
                self._number(place, place + 1, (float(self.plain[place]),))

    def _parts(self, start: int, end: int) -> None:
        for hit in re.finditer(r"\d+", self.plain[start:end]):
            value = float(hit[0])
            place = start + hit.start()
            self.numbers.append(
                Number(
                    (value, value + 2000) if value < 100 else (value,), self.shown[start:end], place, start + hit.end()
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
            Number(tuple(map(float, values)), self.shown[hit.start() : hit.end()], hit.start(), hit.end())
        )

    def _phone(self, hit: re.Match[str]) -> None:
        """A run of digit groups is a telephone number, or several numbers after all."""
        if _is_phone(hit[0]) and unit_after(self.text, hit.end(), self.lexicon) is None:
            self.phones.append(Phone(re.sub(r"\D", "", hit[0]), self.shown[hit.start() : hit.end()].strip()))
            return
        for part in _NUMERAL.finditer(hit[0]):
            start, end = hit.start() + part.start(), hit.start() + part.end()
            if end == hit.end():  # the pattern for phones may stop inside a numeral
                longer = _NUMERAL.match(self.plain, start)
                end = longer.end() if longer else end
            self._number(start, end, readings(self.plain[start:end], self.lexicon.decimal))
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
            found[i] = here._replace(unit=following.unit, per=following.per, borrowed=True)
    return found


def _borrow_scales(numbers: list[Number], factors: dict[int, float], plain: str, lexicon: Lexicon) -> list[Number]:
    """In "26 to 32 thousand" the first number may be 26 thousand: a second way to read it."""
    found = list(numbers)
    for at, (low, high) in enumerate(itertools.pairwise(numbers) if factors else ()):
        gap = plain[low.end : high.start].strip().lower()
        if high.start in factors and low.start not in factors and gap in _range_words(lexicon)[0]:
            found[at] = low._replace(values=(*low.values, *(round(v * factors[high.start], 6) for v in low.values)))
    return found


@functools.cache
def _range_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words between the ends of a range, and those of "between … and …"."""
    ranges = lexicon.table.ranges
    return lexicon.words(ranges.to) | {"-"}, lexicon.words(ranges.between), lexicon.words(ranges.and_)


def _ranges(numbers: tuple[Number, ...], plain: str, lexicon: Lexicon) -> list[tuple[Number, Number]]:
    to, between, and_ = _range_words(lexicon)
    found = []
    for low, high in itertools.pairwise(numbers):
        gap = plain[low.end : high.start].strip().lower()
        among = gap in and_ and plain[: low.start].rstrip().lower().endswith(tuple(between))
        if (gap in to or among) and low.values[0] != high.values[0]:
            found.append((low, high))
    return found
