"""The same structure in every language: sections, blocks, lists, tables, questions. Nothing dropped, nothing added."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.rule import Finding, Subject, rule
from press.checks.translation.laying import comparisons
from press.problem import Severity


def _noted(subject: Subject, name: str) -> Iterator[Finding]:
    for comparison in comparisons(subject):
        for found, finding in comparison.structure:
            if found == name:
                yield finding


@rule(Severity.ERROR)
def sections_differ(subject: Subject) -> Iterator[Finding]:
    """A translation has the sections of its source text, in the same order: a dropped one is advice that never arrives.

    Source: 45 CFR 92.201 (what a patient must act on is translated by, or reviewed by, a qualified person).
    """
    yield from _noted(subject, "sections-differ")


@rule(Severity.ERROR)
def blocks_differ(subject: Subject) -> Iterator[Finding]:
    """A section has the same blocks in every language: a warning that is missing, or is plain text, is not seen.

    Blocks are compared by kind and order, shared passages by name.
    """
    yield from _noted(subject, "blocks-differ")


@rule(Severity.ERROR)
def steps_differ(subject: Subject) -> Iterator[Finding]:
    """A list of steps has the same number of steps in every language: a patient who skips one does another thing.

    The missing step is found by what the others hold: numbers, links, names, length.
    """
    yield from _noted(subject, "steps-differ")


@rule(Severity.ERROR)
def points_differ(subject: Subject) -> Iterator[Finding]:
    """A list of points has the same points in every language: a warning sign that is not listed is not reported.

    Lists inside call-outs count as well.
    """
    yield from _noted(subject, "points-differ")


@rule(Severity.ERROR)
def checklist_differs(subject: Subject) -> Iterator[Finding]:
    """A checklist has the same lines in every language: staff tick and read it beside the source.

    A line too few hides an allergy or a medicine from the person who asks.
    """
    yield from _noted(subject, "checklist-differs")


@rule(Severity.ERROR)
def questions_differ(subject: Subject) -> Iterator[Finding]:
    """The same questions are answered in every language.

    Questions are compared by number and order; the one without a counterpart is named.
    """
    yield from _noted(subject, "questions-differ")


@rule(Severity.ERROR)
def entries_differ(subject: Subject) -> Iterator[Finding]:
    """Words to know and lines to write on are the same in every language.

    A glossary may be ordered by its own alphabet only if it has the same words, so their number must agree.
    """
    yield from _noted(subject, "entries-differ")


@rule(Severity.ERROR)
def table_differs(subject: Subject) -> Iterator[Finding]:
    """A table has the same rows, columns and headers in every language: a shifted cell is another patient's dose.

    The missing row is named where its numbers or names tell which one it is.
    """
    yield from _noted(subject, "table-differs")


@rule(Severity.ERROR)
def callout_differs(subject: Subject) -> Iterator[Finding]:
    """A call-out has the same level of help in every language: "call your clinic" must not become "call an ambulance".

    Source: NHS content guide, care cards: the three levels differ in frame, colour and words.
    """
    yield from _noted(subject, "callout-differs")


@rule(Severity.ERROR)
def parts_differ(subject: Subject) -> Iterator[Finding]:
    """A heading, text, closing, caption or credit that the source has, the translation has too, and no other.

    Such parts are easy to lose, because the page prints well without them.
    """
    yield from _noted(subject, "parts-differ")
