"""Amounts in words, and how often: "half a tablet", "twice a day", "10 mg a week" say the same in the translation."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from press.checks.rule import Finding, Subject, rule
from press.checks.translation.laying import comparisons
from press.checks.translation.matching import counted_words
from press.checks.translation.pairs import Pair, short
from press.language import Lexicon
from press.problem import Severity
from press.quantities import UNITS, Number, counted, has_number_words, kind, number_words, period, read

_AMOUNTS = frozenset({"unit", "number", "counted"})  # tables of which a word stands beside every amount


@dataclass(frozen=True, slots=True)
class _Said:
    """What one text says about amounts."""

    amounts: tuple[Number, ...]  # doses and numbers of times, in digits and in words
    words: frozenset[Number]  # those in words
    values: frozenset[float]  # every number of the text, in digits or words, whatever it counts


@functools.lru_cache(maxsize=8192)
def _said(text: str, lexicon: Lexicon) -> _Said:
    words = counted(text, lexicon)
    reading = read(text, lexicon)
    digits = [
        number._replace(per=number.per or period(text, number.start, number.end, lexicon))
        for number in reading.numbers
        if number.dose or number.unit == "times"
    ]
    values = {value for value, _, _ in number_words(text, lexicon)}
    values.update(value for number in reading.numbers for value in number.values)
    return _Said((*digits, *words), frozenset(words), frozenset(values) | reading.loose)


def _family(number: Number) -> str:
    """What an amount may be exchanged with: "2 doses" is "2 times" in many a language."""
    return "count" if kind(number.unit) in ("form", "times") else kind(number.unit)


def _hours_between(number: Number, other: _Said) -> bool:
    """Whether "twice a day" is said as "every 12 hours"."""
    return number.unit == "times" and number.per == "day" and 24 / number.values[0] in other.values


def _lacking(one: _Said, other: _Said) -> list[Number]:
    """The amounts of ``one`` whose number ``other`` does not have; "once" and "a tablet" only where it has the like at all."""
    found = []
    for number in one.amounts:
        if number.values[0] == 1:
            alike = [n for n in other.amounts if _family(n) == _family(number)]
            if alike and not any(1 in n.values for n in alike):
                found.append(number)
        elif other.values.isdisjoint(number.values) and not _hours_between(number, other):
            found.append(number)
    return found


def _stands(number: Number, other: _Said) -> bool:
    """Whether the other text has the same number of the same thing."""
    return any(n.unit == number.unit and not set(n.values).isdisjoint(number.values) for n in other.amounts)


@dataclass(frozen=True, slots=True)
class _Differences:
    changed: tuple[tuple[Number, Number], ...] = ()  # an amount of the source, and another one in its place
    missing: tuple[Number, ...] = ()


@functools.lru_cache(maxsize=8192)
def _differences(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> _Differences:
    one = _said(source, source_lexicon)
    if not one.amounts or not has_number_words(target_lexicon):
        return _Differences()
    other = _said(target, target_lexicon)
    lost, new = _lacking(one, other), _lacking(other, one)
    changed = []
    for a in sorted(lost, key=lambda n: n.values[0] == 1):
        fitting = [b for b in new if _family(b) == _family(a) and (a in one.words or b in other.words)]
        b = next((b for b in fitting if b.unit == a.unit), fitting[0] if fitting else None)
        if b is not None:
            new.remove(b)
            changed.append((a, b))
    # "Two tablets twice a day" with a three in it: the "two" that is left answers one of both only.
    for more in (n for n in new if n.values[0] != 1):
        like = next((n for n in one.amounts if n.unit == more.unit and not _stands(n, other)), None)
        if like is not None and (like in one.words or more in other.words):
            changed.append((like, more))
    gone = {a for a, _ in changed}
    missing = [a for a in lost if a in one.words and a not in gone and a.values[0] != 1]
    return _Differences((*changed, *_other_periods(one, other)), tuple(missing))


@functools.lru_cache(maxsize=8192)
def _lengths(text: str, lexicon: Lexicon) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """The lengths of time of a text, two or more of a unit: those in words, and those in digits."""
    words = tuple(n for n in counted_words(text, lexicon) if kind(n.unit) == "time")
    return words, tuple(n for n in read(text, lexicon).numbers if kind(n.unit) == "time" and n.values[0] != 1)


def _other_lengths(
    source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon
) -> Iterator[tuple[Number, Number]]:
    """Lengths of time in words that stay as numbers and are counted in another unit: "two hours" as "two days"."""
    words, digits = _lengths(source, source_lexicon)
    if not words and not digits:
        return
    in_words, in_digits = _lengths(target, target_lexicon)
    here = [(n.values[0], n.values[0] * UNITS[n.unit][1]) for n in (*words, *digits)]
    for a in (*words, *digits):
        there = (*in_words, *in_digits) if a in words else in_words  # digits on both sides are compared elsewhere
        same = [b for b in there if a.values[0] in b.values]
        size = a.values[0] * UNITS[a.unit][1]
        sizes = [b.values[0] * UNITS[b.unit][1] for b in (*in_words, *in_digits)]
        if (
            not same
            or any(abs(one - size) <= 0.05 * size for one in sizes)
            or [v for v, _ in here].count(a.values[0]) > 1
        ):
            continue
        yield a, same[0]


def _other_periods(one: _Said, other: _Said) -> Iterator[tuple[Number, Number]]:
    """Amounts that stay, but are counted in another period: "twice a day" as "twice a week"."""
    for a in one.amounts:
        same = [b for b in other.amounts if a.values[0] in b.values and _family(a) == _family(b)]
        if a.per and same and all(b.per and b.per != a.per for b in same):
            twins = [n for n in one.amounts if n.values == a.values and _family(n) == _family(a)]
            if not any(b.per == n.per for b in same for n in twins):
                yield a, same[0]


def _compared(subject: Subject) -> Iterator[tuple[Pair, str, _Differences]]:
    for comparison in comparisons(subject):
        for pair in comparison.having(source=_AMOUNTS):
            found = _differences(pair.one, pair.other, *comparison.lexicons)
            lengths = tuple(_other_lengths(pair.one, pair.other, *comparison.lexicons))
            if lengths:
                found = _Differences((*found.changed, *lengths), found.missing)
            if found.changed or found.missing:
                yield pair, comparison.source_name, found


def tells_otherwise(pair: Pair) -> bool:
    """Whether these rules blame a passage already."""
    texts = pair.one, pair.other
    return bool(_differences(*texts, *pair.comparison.lexicons).changed)


def _quoted(number: Number) -> str:
    """An amount as it is typed, with the period it is counted in where that is not in the words themselves."""
    return f'"{short(number.text, 40)}"' + (f" a {number.per}" if number.per else "")


@rule(Severity.ERROR)
def amount_in_words_differs(subject: Subject) -> Iterator[Finding]:
    """An amount in words, or how often it is taken, is another one here: "twice a day" became "three times", or "twice a week".

    Digits are compared by ``doses-differ`` and ``amounts-differ``; this rule reads number words, halves, "once" and "twice",
    and the period beside an amount, in the languages whose words for numbers are known. Source: ISMP, List of High-Alert
    Medications (weekly methotrexate taken daily kills).
    """
    for pair, name, found in _compared(subject):
        for a, b in found.changed:
            yield pair.within(b.text), f"{_quoted(b)} here, {_quoted(a)} in {name}", pair.said


@rule(Severity.REVIEW, safety=True)
def amount_in_words_missing(subject: Subject) -> Iterator[Finding]:
    """An amount that the source gives in words ("twice a day", "half a tablet") has no number at all here.

    A person must judge: a language may say it in a way that no table knows.
    """
    for pair, name, found in _compared(subject):
        for a in found.missing:
            yield pair.place, f"nothing here says {_quoted(a)}, as {name} does", pair.said
