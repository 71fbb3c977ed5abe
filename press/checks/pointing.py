"""Rules about words that point at a place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.checks.rule import Finding, Subject, rule
from press.content import Handout, Include, Phrase, Translation, phrases
from press.content.roles import Spot, turned_round
from press.problem import Severity
from press.source import Located, TreePath

_SPACED = {"spaces"}


@rule(Severity.REVIEW)
def points_the_wrong_way(subject: Subject) -> Iterator[Finding]:
    """What says "the signs above" must stand below them.

    The page puts help first and what to do before what to read. Finds "above", "below", "the following" (the language
    file's ``pointing``) in a text whose neighbour, as it was written, stands on its other side on the page. Source: NHS
    digital service manual, content guide (no directional language: "above" and "below" depend on the layout).
    """
    text = subject.written.text
    language = subject.library.languages.get(subject.written.tag)
    if not isinstance(subject.piece, Handout) or not isinstance(text, Translation) or language is None:
        return
    arrangement = subject.library.arrangement(subject.piece, subject.written.tag, subject.piece.facts.order)
    there = subject.library.passage_blocks(subject.written.tag)
    for spot, neighbour in turned_round(text.sections, there, arrangement):
        words = language.pointing.get(neighbour, ())
        for located, phrase in _phrases(subject, spot):
            if found := _found(phrase.text, words, language.word_break in _SPACED):
                fault = f'"{found}" points at what stands on the other side on the page'
                remedy = 'Name what is meant instead; or keep the order of the text: "order: written" in handout.yaml.'
                yield located.place(phrase.path), fault, remedy


def _phrases(subject: Subject, spot: Spot) -> Iterator[tuple[Located, Phrase]]:
    """The texts of a block, each with the file that it stands in."""
    text, written = subject.written.text, subject.written
    assert isinstance(text, Translation)
    block = text.sections[spot.section].blocks[spot.block]
    path: TreePath = ("sections", spot.section, "blocks", spot.block)
    if isinstance(block, Include) and spot.inner is not None:
        written = subject.library.shared[block.include].texts[written.tag]
        block = subject.library.passage_blocks(written.tag)(block.include)[spot.inner]
        path = ("blocks", spot.inner)
    for phrase in phrases(block, path):
        yield written.located, phrase


def _found(text: str, words: Sequence[str], spaced: bool) -> str:
    """The first word that points; a number beside it ("100 or below", "above 38") makes it a limit, and no place."""
    for word in words:
        edges = (r"(?<!\w)", r"(?!\w)") if spaced else ("", "")
        for hit in re.finditer(f"{edges[0]}{re.escape(word)}{edges[1]}", text, re.IGNORECASE):
            before, after = text[: hit.start()].split()[-2:], text[hit.end() :].split()[:1]
            if not any(any(sign.isdecimal() for sign in one) for one in (*before, *after)):
                return hit[0]
    return ""
