"""Rules about what a text rests on and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.governance import has_sources
from press.checks.rule import Finding, Subject, rule
from press.content import STILL_TO_WRITE, Callout, Gap, Handout, Include, WriteIn, Written, blocks_of, phrases
from press.problem import Severity


def _texts(subject: Subject) -> Iterator[Written]:
    """The text itself and the shared passages that it prints."""
    yield subject.written
    for _, written in subject.library.included(subject.piece, subject.written.tag):
        yield written


@rule(Severity.REVIEW)
def open_gap(subject: Subject) -> Iterator[Finding]:
    """A handout with an open question to the clinic must not reach a patient as if it were complete.

    A gap prints as a note in drafts, so that nobody overlooks it; it keeps the edition out of every release until a
    person answers it. Source: this project's promise ("what the clinic must decide is a marked gap, not a guess").
    """
    if not subject.is_source:
        return  # a translated gap is the same question
    for written in _texts(subject):
        for path, block in blocks_of(written.text):
            if isinstance(block, Gap):
                place = written.located.place((*path, "gap"))
                yield (
                    place,
                    f'the clinic must still decide: "{block.gap}"',
                    'Ask the clinic. Write its answer in place of "gap:".',
                )


@rule(Severity.REVIEW)
def still_to_write(subject: Subject) -> Iterator[Finding]:
    """A skeleton's words are not a handout's: what `handouts new` or `handouts import` left open must be written.

    Such a text prints in drafts only; it keeps the edition out of every release.
    """
    for written in _texts(subject):
        for phrase in phrases(written.text):
            if phrase.text.startswith(STILL_TO_WRITE) and "gap" not in phrase.path:  # a gap is told as one
                place = written.located.place(phrase.path)
                yield (
                    place,
                    f'this text is not written yet: "{phrase.text}"',
                    "Write it, or delete the key if it may be left out.",
                )


@rule(Severity.REVIEW)
def passage_without_source(subject: Subject) -> Iterator[Finding]:
    """Every statement a patient may act on rests on a named public source, or says that it is the clinic's own advice.

    A text without any source is told once, by "no-sources". Source: CDC Clear Communication Index, item 11 (what
    authoritative sources know and do not know); HONcode principle 4 (attribution).
    """
    if not subject.is_source or not isinstance(subject.piece, Handout) or not has_sources(subject):
        return
    for written in _texts(subject):
        for path, block in blocks_of(written.text):
            if not block.sources and not isinstance(block, WriteIn | Include | Gap):
                yield (
                    written.located.place(path),
                    "this passage names no source",
                    'Add "sources: [id, …]" below it, or "sources: [clinic]" for the clinic\'s own advice.',
                )


@rule(Severity.REVIEW, safety=True)
def no_emergency_callout(subject: Subject) -> Iterator[Finding]:
    """A reader in trouble must find at a glance when to call for help.

    Source: NHS content guide, care cards (emergency, urgent, non-urgent); AHRQ PEMAT item 20 (actions are identified).
    """
    if isinstance(subject.piece, Handout):
        kinds = {
            block.callout.kind
            for written in _texts(subject)
            for _, block in blocks_of(written.text)
            if isinstance(block, Callout)
        }
        if "emergency" not in kinds:
            yield (
                subject.written.located.place(("sections",)),
                "nothing says when to call for help at once",
                'Add a "callout:" with "kind: emergency".',
            )
