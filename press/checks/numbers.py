"""Rules about numbers: doses, dates, shares and temperatures that can be misread."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press.checks.prose import Line, read
from press.checks.rule import Finding, Subject, rule
from press.content import phrases
from press.language import Lexicon, ascii_digits
from press.problem import Severity

_DOSES = ("mg", "mcg", "g", "ml", "unit", "form")  # units of doses, by which the tables of a language name them
_SYMBOLS = ("mg", "mcg", "\u00b5g", "\u03bcg", "ug", "g", "kg", "ml", "cc", "l", "mmol", "meq", "iu", "u")
_Notation = tuple[tuple[re.Pattern[str], str, str], ...]


@functools.cache
def _unit(lexicon: Lexicon) -> str:
    """A pattern of the units of doses as they are written in a language; the international ones in every language."""
    table = lexicon.table
    words = [
        form
        for unit in _DOSES
        for given in (table.units, table.cldr.units if table.cldr else {})
        for form in given.get(unit, ())
    ]
    either = "|".join(sorted(map(re.escape, _SYMBOLS), key=len, reverse=True))
    return rf"(?:(?i:{either})\b" + (f"|{lexicon.pattern(tuple(words))})" if words else ")")


@functools.cache
def _notation(lexicon: Lexicon) -> _Notation:
    """ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations: pattern, what is said of it, what to write."""
    unit = _unit(lexicon)
    return (
        (re.compile(rf"(?<![\d.,])\d+(?:\.0+|,0{{1,2}})(?=\s?{unit})"), "a zero after the decimal point is read as ten times the dose", 'Write the whole number alone: "5 mg".'),
        (re.compile(rf"(?<![\d.,\w])[.]\d+(?=\s?{unit})"), "a decimal point without a digit before it is overlooked", 'Write a zero first: "0.5 mg".'),
        *_SIGNS,
    )  # fmt: skip


_MAYBE = re.compile(r"\d[.,]0|(?<![\d.,\w])[.]\d")  # a look before the patterns that hold all units of a language
_SIGNS: _Notation = (
    (re.compile(r"\d\s?U(?!\w|['’.]\w)|\du(?!\w)"), '"U" is read as a 0 or a 4', 'Write "units".'),
    (re.compile(r"\d\s?I\.?U\.?(?!\w)"), '"IU" is read as "IV" or 10', 'Write "units".'),
    (re.compile(r"\d\s?[\u00b5\u03bc]g\b|\d\s?ug\b"), '"\u00b5g" is read as "mg", a thousand times the dose', 'Write "micrograms" or "mcg".'),
    (re.compile(r"\d\s?cc\b"), '"cc" is read as "u" (units)', 'Write "mL".'),
    (re.compile(r"(?<!\w)(?<!\d\s)1/2(?=\s(?:tablet|pill|a\s))"), '"1/2" is read as 1 or 2', 'Write "half a tablet".'),
    (re.compile(r"(?<![\w.,/])\d+\s1/2(?=\s(?:tablet|pill))"), '"1/2" is read as 1 or 2', 'Write the half as one sign beside the whole number ("1\u00bd"), or the amount in words ("one and a half").'),
    (re.compile(r"\d(?:mg|mcg|mL|ml|units?|IU)\b"), "a dose and its unit run together: the m is read as a zero", 'Put a space between: "10 mg".'),
    (re.compile(r"\d\s(?:mg|mcg|mL)\.(?=\s+[a-z])"), "a full stop after a unit is read as a 1", "Delete the full stop."),
    (re.compile(r"(?<![\d,.])[1-9]\d{4,}(?=\s(?:units?|mg|mcg)\b)"), "zeros that nobody can count", 'Put commas in: "100,000 units".'),
)  # fmt: skip
# Letters that stand for Latin or English words; in other languages some are words of their own (French "ou", "au").
_LETTERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(?<![\w.])(?:[qQ]\.?[oO]?\.?[dD]\.?|[qQ](?:\.?[hH]\.?[sS]|[nN]|1[dD])\.?)(?![\w.])"), "this is read as another time of taking", 'Write "every day", "every other day" or "at bedtime".'),
    (re.compile(r"(?<![\w.])(?:o\.d\.|OD|OS|OU|AU)(?![\w.])"), "this is read as an eye, an ear or a time", 'Write "right eye", "left ear", "once a day".'),
    (re.compile(r"(?<![\w.])(?:HS|hs|SQ|sub q|D/C|MgSO4|MSO4)(?![\w.])"), "this is read as something else", 'Write the words: "at bedtime", "under the skin", "stop", the name of the medicine.'),
)  # fmt: skip


@rule(Severity.ERROR)
def error_prone_notation(subject: Subject) -> Iterator[Finding]:
    """Some ways to write a dose have been misread so often that people were harmed.

    Finds trailing zeros (5.0 mg), naked decimal points (.5 mg), U and IU, the sign for micro, cc, qd, qod, qhs, OD, HS, SQ, D/C, 1/2 tablet,
    a dose run together with its unit (10mg), and large doses without commas, in every language and in all digits of
    Unicode; the abbreviations in letters alone in English. Source: ISMP List of Error-Prone
    Abbreviations, Symbols, and Dose Designations.
    """
    reading = read(subject)
    lexicon = subject.library.lexicon(reading.tag)
    patterns = _notation(lexicon) if _MAYBE.search(reading.digits) else _SIGNS
    found = [item for item in patterns if item[0].search(reading.digits)]
    found += [item for item in _LETTERS if reading.english and item[0].search(reading.whole)]
    for line, text in _numbered(subject, bool(found)):
        for pattern, why, remedy in found:
            for hit in pattern.finditer(text):
                said = _with_unit(text, hit, lexicon)
                yield line.at(line.text[hit.start() : hit.start() + len(said)]), f'"{said}": {why}', remedy


def _with_unit(text: str, hit: re.Match[str], lexicon: Lexicon) -> str:
    """What was found with the rest of the number before it and the unit after it."""
    start = hit.start()
    while start and text[start - 1].isdigit():
        start -= 1
    unit = re.match(rf"\s?{_unit(lexicon)}", text[hit.end() :])
    return text[start : hit.end() + (unit.end() if unit else 0)]


def _numbered(subject: Subject, wanted: bool) -> Iterator[tuple[Line, str]]:
    """Where anything is wanted, the lines with their digits as 0 to 9."""
    for line in read(subject).seen if wanted else ():
        yield line, ascii_digits(line.text)


_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")


@rule(Severity.ERROR)
def ambiguous_date(subject: Subject) -> Iterator[Finding]:
    """03/04/2026 is a day in March for one reader and in April for the next.

    Finds dates of two numbers up to 12 and a year, parted by "/" or "-", in every language: a sheet goes to readers
    from many countries. Source: NHS content guide (dates: the month in words); ISO 8601 exists for the same reason.
    """
    for line, text in _numbered(subject, bool(_DATE.search(read(subject).digits))):
        for hit in _DATE.finditer(text):
            one, other = int(hit[1]), int(hit[3])
            if 1 <= one <= 12 and 1 <= other <= 12 and one != other:
                yield (
                    line.at(line.text[hit.start() : hit.end()]),
                    f'"{hit[0]}" can be read as two dates',
                    'Write the month in words: "March 4, 2026" or "4 March 2026".',
                )


_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|٪|percent\b|per cent\b)")
_COUNTED = re.compile(r"\b(?:of|in|out of)\s(?:every\s)?1[0 ,.]*0\b", re.IGNORECASE)
_NOT_A_SHARE = re.compile(
    r"^\s*(?:alcohol|solution|saline|cream|gel|ointment|oxygen|lotion|strength|bleach|chlorhexidine|hydrocortisone|glucose|dextrose|lidocaine|minoxidil|peroxide|salicylic|urea|effort|cotton|fat\b|juice)",
    re.IGNORECASE,
)


@rule(Severity.REVIEW)
def bare_percentage(subject: Subject) -> Iterator[Finding]:
    """Many people cannot tell what "2 %" means for them; "2 of 100 people" they can picture.

    A percentage stands alone where its sentence has no "of 100" beside it; strengths (70 % alcohol) are no shares. English
    only, in running text. Source: CDC Clear Communication Index items 15 and 16 (numbers the audience uses, and what they
    mean), of which this is a mechanical proxy; NHS content guide (statistics); AHRQ PEMAT item 6.
    """
    reading = read(subject)
    for line in reading.running if reading.english and _PERCENT.search(reading.whole) else ():
        for sentence in line.sentences:
            for hit in _PERCENT.finditer(sentence):
                if not _COUNTED.search(sentence) and not _NOT_A_SHARE.match(sentence[hit.end() :]):
                    number = re.match(r"[\d.,]+", hit[0])
                    share = f"{number[0]} of 100" if number and number[0].isdigit() else "2 of 100"
                    yield line.at(hit[0]), f'"{hit[0]}" stands alone', f'Say how many people: "{share} people".'


_FAHRENHEIT = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?\s?°?\s?F\b|\bFahrenheit\b|℉")
_CELSIUS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?\s?°?\s?C\b|\bCelsius\b|℃")
_DEGREES = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)?\s?(?:°\s?[FC]\b|℃|℉|[FC]\b(?=[\s.,;)]|$)|degrees (?:Fahrenheit|Celsius))", re.MULTILINE
)


@rule(Severity.REVIEW, safety=True)
def one_temperature_scale(subject: Subject) -> Iterator[Finding]:
    """A patient's thermometer shows one scale, and it may be the other one.

    A temperature stands in °F and °C side by side, unless the handout is written for regions that use one scale only:
    ``regions`` without US needs no °F. °C alone is told wherever the US may be meant. Source: good sense; NHS content
    guide (degrees) for regions with one scale.
    """
    regions = subject.library.regions_of(subject.piece) or tuple(
        brand.region for brand in subject.library.brands.values()
    )
    needs_fahrenheit = not regions or "US" in regions
    for line, text in _numbered(subject, bool(_DEGREES.search(read(subject).digits))):
        has_f, has_c = bool(_FAHRENHEIT.search(text)), bool(_CELSIUS.search(text))
        if has_f == has_c:
            continue
        hit = _DEGREES.search(text)
        if hit is None or (has_c and not needs_fahrenheit):
            continue
        missing, example = ("°C", "100.4°F (38°C)") if has_f else ("°F", "100.4°F (38°C)")
        yield line.at(line.text[hit.start() : hit.end()]), f'"{hit[0]}" without {missing}', f'Give both: "{example}".'


_SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNTABLE = r"(?:tablets?|pills?|capsules?|puffs?|drops?|doses?|teaspoons?|tablespoons?|glasses|cups|times|minutes?|hours?|days?|weeks?|months?|years?|liters?|litres?|pounds|inches)"
_IN_WORDS = re.compile(
    rf"\b(?:(?:one|{'|'.join(_SMALL)}) (?:to|or) )?(?:{'|'.join(_SMALL)})(?: (?:or more|more|full|whole))? {_COUNTABLE}\b",
    re.IGNORECASE,
)


@rule(Severity.REVIEW)
def number_in_words(subject: Subject) -> Iterator[Finding]:
    """A digit is seen at a glance, and stays a digit in every translation; "four hours" has to be read.

    Finds small numbers in words before something that is counted or timed (tablets, times, hours, weeks), in English.
    "One" alone is left. Source: NHS content guide (numbers: numerals); CDC Clear Communication Index item 15, a proxy.
    """
    reading = read(subject)
    for line in reading.seen if reading.english and _IN_WORDS.search(reading.whole) else ():
        for hit in _IN_WORDS.finditer(line.text):
            yield line.at(hit[0]), f'"{hit[0]}" is written in words', "Write digits."


_DASHED = r"(?:mg|mcg|g|kg|mL|ml|cc|L|mmol|mEq|units?|IU|U|tablets?|pills?|puffs?|drops?)"
_RANGE = re.compile(
    rf"(?<![\d–-])(\d+(?:\.\d+)?)\s?[-–—]\s?(\d+(?:\.\d+)?)\s(?={_COUNTABLE}\b|{_DASHED}\b|people|percent|%)",
    re.IGNORECASE,
)


@rule(Severity.REVIEW, safety=True)
def range_with_dash(subject: Subject) -> Iterator[Finding]:
    """ "1-2 weeks" is read as "twelve", as a minus, or not at all by a screen reader; "1 to 2 weeks" is not.

    English, in running text; tables may keep the dash. Source: NHS content guide (numbers: "to" in ranges); in
    right-to-left pages a dash between numbers also turns the range around unless it is isolated.
    """
    reading = read(subject)
    for line in reading.running if reading.english and _RANGE.search(reading.whole) else ():
        for hit in _RANGE.finditer(line.text):
            yield (
                line.at(hit[0].strip()),
                f'"{hit[0].strip()}" is a range with a dash',
                f'Write "{hit[1]} to {hit[2]}".',
            )


_SIGN = re.compile(r"(?:[<>≤≥]\s?\d[\d.,]*|\d[\d.,]*\s?[<>≤≥]|(?<![\w+])\d+\+(?=\s))")


@rule(Severity.REVIEW, safety=True)
def sign_for_words(subject: Subject) -> Iterator[Finding]:
    """ "> 4 hours" is read the wrong way round, by patients and by nurses.

    Finds <, >, ≤, ≥ beside numbers in running text, and "4+". Source: ISMP List of Error-Prone Abbreviations ("> and <":
    mistaken as the opposite); CDC Clear Communication Index item 15, a proxy.
    """
    reading = read(subject)
    turned = reading.language is not None and reading.language.direction == "rtl"  # comparison-right-to-left, an error
    for line in reading.running if _SIGN.search(reading.whole) else ():
        for hit in _SIGN.finditer(line.text):
            if turned and "+" not in hit[0]:
                continue
            yield (
                line.at(hit[0]),
                f'"{hit[0]}" is a sign where words are needed',
                'Write "more than", "less than", "or more", "at most".',
            )


_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\((tel:|https://)([^()\s]+)\)")
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?=[/?#]|$)", re.IGNORECASE)


@rule(Severity.ERROR)
def link_says_otherwise(subject: Subject) -> Iterator[Finding]:
    """The words of a link name one telephone number or web address, and it leads to another: paper and screen disagree.

    A number of seven digits or more must be the one that is dialled, with or without a country code; an address must be of
    the same site. Source: this project's promise that nothing wrong is printed silently.
    """
    passages = (passage for _, passage in subject.library.included(subject.piece, subject.written.tag))
    found = ((written, p) for written in (subject.written, *passages) for p in phrases(written.text))
    for written, phrase in found:
        for hit in _LINK.finditer(phrase.text) if "](" in phrase.text else ():
            label, kind, target = hit.groups()
            if kind == "tel:":
                said, dialled = re.sub(r"\D", "", ascii_digits(label)), re.sub(r"\D", "", target)
                wrong = len(said) >= 7 and not (dialled.endswith(said.lstrip("0")) or said.endswith(dialled))
            else:
                named = _ADDRESS.match(label.strip())
                wrong = named is not None and _site(named[1]) != _site(re.split(r"[/?#:]", target)[0])
            if wrong:
                place = written.located.within(phrase.path, hit[0])
                yield (
                    place,
                    f'"{label}" leads to "{kind}{target}"',
                    "Make both the same: the reader of the paper sees the words only.",
                )


def _site(host: str) -> str:
    return host.lower().removeprefix("www.")
