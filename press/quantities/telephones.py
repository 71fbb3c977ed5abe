"""Telephone numbers as people type them, in any digits. The only phonenumbers (Google's libphonenumber).

It knows the numbering plans that countries publish (ITU-T Operational Bulletin and the regulators' own pages).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SHORTEST_LOCAL = 6  # digits: fewer than that, and any number ends like a telephone number


@functools.lru_cache(maxsize=4096)
def is_short_number(number: str, region: str) -> bool:
    """Whether a number of three to six digits is in service in a country: a helpline, an emergency number, a text code."""
    import phonenumbers

    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    valid: bool = phonenumbers.is_valid_short_number_for_region(found, region)
    return valid


@functools.lru_cache(maxsize=1024)
def national_digits(number: str, region: str) -> str:
    """The digits that a number has whichever way it is written: without country code and trunk prefix."""
    import phonenumbers

    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", number)
    digits: str = phonenumbers.national_significant_number(found)
    return digits


def lacks(digits: str, region: str) -> str:
    """What a telephone number of digits alone lacks to be one of this country: its "+", its "0", "digits"; "" if nothing.

    Its length decides, not whether it is in service: numbers kept for examples pass.
    """
    import phonenumbers

    code = phonenumbers.country_code_for_region(region)
    if not code:
        return ""
    zero = phonenumbers.ndd_prefix_for_region(region, True) == "0" and digits.startswith("0")
    national = digits[1:] if zero else digits
    if phonenumbers.is_possible_number(phonenumbers.PhoneNumber(country_code=code, national_number=int(national or 0))):
        return "0" if not zero and _begins_with_zero(national, region) else ""
    try:
        whole = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return "digits"
    return "+" if phonenumbers.is_possible_number(whole) else "digits"


def _begins_with_zero(national: str, region: str) -> bool:
    """Whether people of a country always write such a number with a 0 before it (in India and China they need not)."""
    import phonenumbers

    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    for form in plan.number_format if plan else ():
        begins = not form.leading_digits_pattern or re.match(form.leading_digits_pattern[-1], national)
        if begins and re.fullmatch(form.pattern or "", national):
            return (
                "0" in (form.national_prefix_formatting_rule or "")
                and not form.national_prefix_optional_when_formatting
            )
    return False


def found_in(text: str, regions: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Where numbers that exist in one of the countries (or with a country code) stand, and their national digits."""
    import phonenumbers

    for region in regions or ("ZZ",):
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
            yield match.start, match.end, phonenumbers.national_significant_number(match.number)


def same_number(digits: str, national: str) -> bool:
    """Whether digits as typed are a number or its end: with a country code or trunk prefix, or without the area code."""
    return len(digits) >= SHORTEST_LOCAL and (digits.endswith(national) or national.endswith(digits.lstrip("0")))


# ---------------------------------------------------------------------------------------------------- digits in a text


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without invisible characters, its digits, dashes and spaces in ASCII; ``at`` gives the places in the original."""

    plain: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the original text."""
        return self.at[start], self.at[end - 1] + 1


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Cf" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if kind == "Pd" or char == "\u2212":
        return "-"
    if kind == "Zs":
        return " "
    if char in "\u066b\u066c":  # the decimal and thousands signs of Arabic
        return "." if char == "\u066b" else ","
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 else char


@functools.lru_cache(maxsize=2048)
def folded(text: str) -> Folded:
    """A text in which one number looks like another: ٩١١, ９１１ and 9\u00ad1\u00ad1 are all 911."""
    if text.isascii():
        return Folded(text, tuple(range(len(text))))
    kept = [(new, place) for place, char in enumerate(text) if (new := _folded(char))]
    return Folded("".join(new for new, _ in kept), tuple(place for _, place in kept))


# Digits with at most three signs between two of them, of those that part the groups of a telephone number.
_LATIN = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_RUN = re.compile(rf"(?<![{_LATIN}\d_])\+?\(?\d(?:[ .\-/()·]{{0,3}}\d)*")


def runs(text: Folded) -> Iterator[tuple[int, int, str]]:
    """Every stretch of digits that could be a telephone number, with start, end (in ``plain``) and its digits."""
    for hit in _RUN.finditer(text.plain):
        yield hit.start(), hit.end(), re.sub(r"\D", "", hit[0])


# A short number that stands for itself: no part of a decimal, a range, a date, a code or a word. A letter may follow where
# words are not parted by spaces (拨打120) or take endings (112'yi, 112번).
_LONE = re.compile(
    rf"(?<![{_LATIN}\d_#№$€£])(?<![\d{_LATIN}][.,:/'’\-])(?<!\d )\d{{2,6}}(?![{_LATIN}\d_%°])(?![.,:/]\d)(?!-\d)(?! \d)"
)
_SPELT = re.compile(r"(?<![\w])(?<!\d[ .\-])(\d)( - |[ .\-·])(\d)(?:\2(\d))(?:\2\d){0,3}(?!\w)(?![ .\-]\d)")
_PAIR = re.compile(r"(?<![\w/])(\d{3})/(\d{3})(?![\w/])")  # 911/112


def short_numbers(text: Folded) -> Iterator[tuple[int, int, str, bool]]:
    """Numbers of two to six digits that stand alone: start, end (in ``plain``), digits, and whether digit by digit (9-1-1)."""
    for hit in _LONE.finditer(text.plain):
        yield hit.start(), hit.end(), hit[0], False
    for hit in _SPELT.finditer(text.plain):
        yield hit.start(), hit.end(), re.sub(r"\D", "", hit[0]), True
    for hit in _PAIR.finditer(text.plain):
        for group in (1, 2):
            yield hit.start(group), hit.end(group), hit[group], False
