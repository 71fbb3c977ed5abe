"""Rules about what a text must not type: the emergency number, and the brand's own name, numbers and addresses.

Every clinic prints the same texts with its own values. A number that is typed is right for one of them, and can kill a
patient of another. Other numbers (poison control, a helpline) are a person's to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks import names
from press.checks.calling import FAMOUS, Called, called, spoken_digits, vanity_digits
from press.checks.printed import Printed, printed
from press.checks.rule import Finding, Subject, rule
from press.language import own_tables
from press.problem import Severity
from press.quantities import emergency_numbers, emergency_regions, read
from press.quantities.telephones import (
    Folded,
    folded,
    found_in,
    is_short_number,
    national_digits,
    runs,
    same_number,
)

_TEL = re.compile(r"\]\(tel:([^()\s]*)\)")
_TEXTED = re.compile(r"\b(?:text|send|sms)\b[^.!?]{1,40}\bto\s*$", re.IGNORECASE)  # text HOME to 741741
_NO_MARKS = "Leave the number out: titles, summaries and alternative texts print as typed."


def _regions(subject: Subject) -> tuple[str, ...]:
    """The countries whose patients may read it: those that it is written for, else those of the brands."""
    brands = {brand.region for brand in subject.library.brands.values()}
    return tuple(sorted({*subject.library.regions_of(subject.piece), *brands}))


def _call_words(subject: Subject) -> str:
    language = subject.library.languages.get(subject.written.tag)
    return language.words.emergency if language is not None else ""


@rule(Severity.ERROR)
def emergency_number_typed(subject: Subject) -> Iterator[Finding]:
    """911 reaches nobody in Dublin, and 999 nobody in Portland: the number in an emergency is the brand's, never typed.

    Finds the emergency numbers of the brands' countries, those known everywhere (911, 999, 112, 000), and those of other
    countries beside a word such as "call"; in any digits, digit by digit (9-1-1), in words, in links (tel:911) and in
    drawings. Numbers with units, in codes, ranges and decimals are none. Where another country's number is meant, waive it
    with the reason. Source: the numbering plans of the countries (ITU-T) as libphonenumber has them, and the law where it
    names one number.
    """
    regions, own = _regions(subject), _own(subject)
    for said in printed(subject):
        for one in emergencies(said, subject.written.tag, _call_words(subject), own, regions):
            words = said.text[one.start : one.end]
            yield said.at(words), f'"{words}" {_where(one.digits, regions)}', _remedy(said)
        for number in _TEL.findall(said.raw):
            if number in own or number in FAMOUS:
                yield said.at(number), f'the link dials the emergency number "{number}"', _remedy(said)


def emergencies(said: Printed, tag: str, fixed: str, own: frozenset[str], regions: tuple[str, ...]) -> Iterator[Called]:
    """The emergency numbers in one text of a language, whose fixed word for "Call {number} now" is ``fixed``.

    ``own`` are the numbers of ``regions``, the countries that the text is for.
    """
    return (one for one in called(said, tag, fixed) if _is_emergency(one, own, regions, bool(said.beside)))


def _own(subject: Subject) -> frozenset[str]:
    brands = subject.library.brands.values()
    numbers = {number for region in _regions(subject) for number in emergency_numbers(region)}
    return frozenset({*numbers, *(brand.emergency_number for brand in brands)})


def _remedy(said: Printed) -> str:
    return "Write {emergency.number}: each brand prints its own." if said.fills else _NO_MARKS


def _is_emergency(one: Called, own: frozenset[str], regions: tuple[str, ...], cell: bool) -> bool:
    if one.unit:
        return False
    if one.digits in FAMOUS or (one.digits in own and len(one.digits) > 2):
        if one.digits in ("911", "999") and (one.by_digit or (one.alone and not cell)):
            return True
        return one.near is not None and (one.near <= 2 or one.alone)
    if one.near is None or one.near > 1 or not one.alone:
        return False
    if one.digits in own:  # two digits, as 15 in France
        return True
    here = any(is_short_number(one.digits, region) for region in regions)  # 111 in Britain is no emergency
    return len(one.digits) > 2 and not here and bool(emergency_regions(one.digits))


_KNOWN_BEST = ("US", "GB", "IE", "AU", "NZ", "CA", "DE", "FR", "ES", "IT", "IN", "CN", "JP", "KR", "BR", "RU")


def _where(digits: str, regions: tuple[str, ...]) -> str:
    there = emergency_regions(digits)
    here = [region for region in regions if region in there]
    shown = here or sorted(there, key=lambda one: (_KNOWN_BEST.index(one) if one in _KNOWN_BEST else 99, one))[:3]
    if not shown:
        return "is an emergency number"
    whose = "the brands' country" if here else "other countries"
    return f"is an emergency number of {whose} ({', '.join(shown)}{' …' if not here and len(there) > 3 else ''})"


# ----------------------------------------------------------------------------------------------- the brands' own values


@rule(Severity.ERROR)
def brand_value_typed(subject: Subject) -> Iterator[Finding]:
    """What belongs to one clinic, typed into a text, is printed for every other clinic too, and stays when it changes.

    Finds the telephone numbers of all the project's brands however they are written (with or without the country or area
    code, in native digits, in letters), their names (in other case, shortened, as initials), and their web, email and
    street addresses. Source: this project's promise that nothing wrong is printed silently.
    """
    brands = subject.library.brands
    numbers = [
        (national_digits(number, brand.region), key, brand.name)
        for brand in brands.values()
        for key, number in (("clinic.phone", brand.clinic.phone), ("clinic.after_hours", brand.clinic.after_hours))
        if number
    ]
    tag, everything = subject.written.tag, printed(subject)
    near = names.near("\n".join(said.text for said in everything), brands.values())
    for said in everything:
        told: set[tuple[str, int]] = set()
        for start, end, digits in _typed_numbers(said, tag):
            for national, key, name in numbers:
                if same_number(digits, national) and (key, start) not in told:
                    told.add((key, start))
                    yield _finding(said, said.text[start:end], key, name)
                    break
        for number in _TEL.findall(said.raw):
            for national, key, name in numbers:
                if same_number(re.sub(r"\D", "", number), national):
                    yield _finding(said, number, key, name)
                    break
        for words, key, name in names.typed(said.text, near) if near else ():
            yield _finding(said, words, key, name)


def _finding(said: Printed, words: str, key: str, brand: str) -> Finding:
    what = {
        "clinic.phone": "the number of",
        "clinic.after_hours": "the after-hours number of",
        "clinic.name": "the name of",
    }.get(key, "the address of")
    fault = (
        f'"{words}" is {what} the brand "{brand}"' if key != "clinic.name" else f'"{words}" names the brand "{brand}"'
    )
    remedy = f"Write {{{key}}}: each brand prints its own."
    return (
        said.at(words),
        fault,
        remedy if said.fills else "Leave it out here: this text prints the same for every brand.",
    )


def _typed_numbers(said: Printed, tag: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of the original text that are digits, letters on keys or spoken digits, with what is dialled."""
    text = folded(said.text)
    if not text.plain:
        return
    for start, end, digits in (*runs(text), *vanity_digits(text), *spoken_digits(text, tag)):
        if len(digits) >= 6:
            yield *text.span(start, end), digits


# --------------------------------------------------------------------------------------------------------- other numbers


@rule(Severity.REVIEW, safety=True)
def phone_typed(subject: Subject) -> Iterator[Finding]:
    """A telephone number in a text is right on the day it was typed: somebody must call it, and say so.

    Each number once in a text: in the source text, and in a translation where its source does not have it. Confirm it
    with a waiver that says who called it and when. Source: this project's promise that nothing wrong is printed silently.
    """
    told = set[str]() if subject.is_source else _in_source(subject)
    for said, words, digits in _others(subject):
        if digits not in told:
            told.add(digits)
            remedy = "Call it, and say in a waiver of this rule who did and when. The clinic's own is {clinic.phone}."
            yield said.at(words), f'"{words}" is a telephone number', remedy


def _in_source(subject: Subject) -> set[str]:
    source = subject.piece.texts.get(subject.piece.facts.source_language)
    if source is None:
        return set()
    return {digits for _, _, digits in _others(Subject(subject.library, subject.piece, source))}


def _others(subject: Subject) -> Iterator[tuple[Printed, str, str]]:
    """The numbers to call that are neither an emergency number nor a brand's."""
    regions, tag, own = _regions(subject), subject.written.tag, _own(subject)
    mine = [
        national_digits(number, brand.region)
        for brand in subject.library.brands.values()
        for number in (brand.clinic.phone, brand.clinic.after_hours)
        if number
    ]
    for said in printed(subject):
        for words, digits in _numbers(said, tag, regions):
            if not any(same_number(digits, national) for national in mine):
                yield said, words, digits
        for one in called(said, tag, _call_words(subject)):
            short = one.near is not None and one.near <= 1 and one.alone and not one.unit and len(one.digits) > 2
            known = short and any(is_short_number(one.digits, region) for region in regions)
            code = len(one.digits) > 4 and not one.unit and bool(_TEXTED.search(said.text[: one.start]))
            if (known or code) and not _is_emergency(one, own, regions, bool(said.beside)):
                yield said, said.text[one.start : one.end], one.digits


def _numbers(said: Printed, tag: str, regions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Telephone numbers of seven digits or more, as typed, with their digits."""
    text: Folded = folded(said.text)
    dials = "](tel:" in said.raw
    if not dials and not any(len(digits) > 6 for *_, digits in (*runs(text), *vanity_digits(text))):
        return
    seen: list[tuple[int, int]] = []
    for start, end, digits in found_in(text.plain, regions):
        seen.append((start, end))
        first, last = text.span(start, end)
        yield said.text[first:last], digits
    for phone in read(said.text, own_tables(tag)).phones:
        at = said.text.find(phone.text)
        if len(phone.digits) > 6 and ". " not in phone.text and not any(a <= at < b for a, b in seen):
            yield phone.text, phone.digits
    for start, end, digits in vanity_digits(text):
        if len(digits) > 9:
            first, last = text.span(start, end)
            yield said.text[first:last], digits
    for number in _TEL.findall(said.raw):
        digits = re.sub(r"\D", "", number)
        if len(digits) > 6 and digits[-7:] not in re.sub(r"\D", "", text.plain):
            yield number, digits
