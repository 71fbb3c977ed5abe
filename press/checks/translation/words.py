"""Rules about words that turn a sentence round: opposites, weekdays, how often, times of day, days."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.rule import Finding, Subject, rule
from press.checks.translation.amounts import tells_otherwise
from press.checks.translation.laying import comparisons
from press.checks.translation.meanings import MEANT, Difference, Kind, differences
from press.checks.translation.pairs import Comparison, Pair, short
from press.problem import Severity


def _found(subject: Subject, *kinds: Kind) -> Iterator[tuple[Comparison, Pair, Difference]]:
    for comparison in comparisons(subject):
        if comparison.meanings is None:
            comparison.meanings = [
                (pair, difference)
                for pair in comparison.having(source=MEANT)
                for difference in differences(pair.one, pair.other, comparison.lexicons)
            ]
        for pair, difference in comparison.meanings:
            if difference.kind in kinds:
                yield comparison, pair, difference


def _changed(comparison: Comparison, pair: Pair, difference: Difference) -> Finding:
    assert difference.there is not None
    here, there = short(difference.there.text, 40), short(difference.here.text, 40)
    return pair.within(difference.there.text), f'"{here}" here, "{there}" in {comparison.source_name}', pair.said


def _missing(comparison: Comparison, pair: Pair, difference: Difference) -> Finding:
    fault = f'nothing here says "{short(difference.here.text, 40)}", as {comparison.source_name} does'
    return pair.place, fault, pair.said


@rule(Severity.ERROR)
def weekday_differs(subject: Subject) -> Iterator[Finding]:
    """Another day of the week: "take it on Mondays" became "on Fridays".

    A medicine that is taken once a week is taken on one day; a clinic that is open on one day is closed on the other.
    Source: ISMP, List of High-Alert Medications (weekly methotrexate); CLDR day names.
    """
    for comparison, pair, difference in _found(subject, "weekday"):
        if difference.there is not None:
            yield _changed(comparison, pair, difference)


@rule(Severity.ERROR)
def frequency_differs(subject: Subject) -> Iterator[Finding]:
    """How often: "weekly" became "daily", "every other day" became "every day".

    Amounts with a period beside them ("10 mg a week") are compared by ``amount-in-words-differs``; this rule compares what
    stands alone. "Every other day" may be said as "every 2 days", "fortnightly" as "every 14 days". Source: ISMP, List of
    High-Alert Medications (weekly methotrexate taken daily kills).
    """
    for comparison, pair, difference in _found(subject, "often"):
        if difference.there is not None and not tells_otherwise(pair):
            yield _changed(comparison, pair, difference)


@rule(Severity.REVIEW)
def opposite_differs(subject: Subject) -> Iterator[Finding]:
    """Left became right, before became after, with became without: the opposite stands where the word should.

    Opposites are those of the languages' tables (``opposites:``). "Do not eat before" may be said as "eat only after". It is an
    error in languages where 1,000 real sentences or more gave no false one (``measured:`` in the language's file). Source:
    ISMP, wrong-site and wrong-time errors.
    """
    for comparison, pair, difference in _found(subject, "opposite"):
        if difference.there is not None:
            yield (*_changed(comparison, pair, difference), proven(comparison, "opposites"))


@rule(Severity.REVIEW)
def time_of_day_differs(subject: Subject) -> Iterator[Finding]:
    """Morning became night: the medicine keeps its reader awake, or asleep.

    Languages cut the day in different pieces, so evening and night may stand for each other, and noon and afternoon. Source:
    CLDR day periods.
    """
    for comparison, pair, difference in _found(subject, "time"):
        if difference.there is not None:
            yield (*_changed(comparison, pair, difference), proven(comparison, "times_of_day"))


@rule(Severity.REVIEW)
def day_differs(subject: Subject) -> Iterator[Finding]:
    """Today became tomorrow, or yesterday.

    Source: this project's promise that nothing wrong is printed silently.
    """
    for comparison, pair, difference in _found(subject, "relative"):
        if difference.there is not None:
            yield _changed(comparison, pair, difference)


@rule(Severity.REVIEW)
def word_missing(subject: Subject) -> Iterator[Finding]:
    """A word that a patient acts on ("left", "on Mondays", "every other day", "on an empty stomach") has no answer here.

    A person must judge: a language may say it in a way that no table knows.
    """
    for comparison, pair, difference in _found(subject, "weekday", "often", "opposite"):
        if difference.there is None and not (difference.kind == "often" and tells_otherwise(pair)):
            yield _missing(comparison, pair, difference)


PROVEN = 1000  # real sentences of true translations, none of them blamed


def proven(comparison: Comparison, table: str) -> Severity:
    """An error where a table of the translation's language was measured on enough real sentences; else a review."""
    measured = comparison.lexicons[1].table.measured.get(table)
    sure = measured is not None and measured.sentences >= PROVEN and not measured.false
    return Severity.ERROR if sure else Severity.REVIEW
