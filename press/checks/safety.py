"""What must be answered before a text is approved: findings of safety rules that the check leaves to a person.

An answer is kept in the approval with the rule and a hash of the words that it was about; an approval that is given later
takes it over while these words stand. A changed word opens the finding again.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from press import checks
from press.content import Written, phrases
from press.library import Library, Piece
from press.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Open:
    """A finding that a reviewer must answer, with the hash of what it is about: 12 hexadecimal digits."""

    problem: Problem
    words: str

    @property
    def name(self) -> str:
        """By which it is answered: the rule, a colon and the start of the hash."""
        return f"{self.problem.rule}:{self.words[:6]}"


def open_reviews(library: Library, piece: Piece, tag: str) -> list[Open]:
    """The findings of safety rules in one language of a piece that are left for review, and that no waiver excuses.

    Those in a packet's handouts are answered where these are approved.
    """
    rules = checks.rules()
    texts = {written.located.shown: written for written in _texts(library, piece, tag)}
    own = {*texts, piece.located.shown}
    found = [
        problem
        for problem in checks.check(library, piece, tag)
        if problem.severity is Severity.REVIEW
        and problem.place.path in own
        and problem.rule in rules
        and rules[problem.rule].must_be_answered
    ]
    return [Open(problem, _hash(library, piece, tag, problem, texts)) for problem in found]


def _texts(library: Library, piece: Piece, tag: str) -> Iterator[Written]:
    if tag in piece.texts:
        yield piece.texts[tag]
    yield from (written for _, written in library.included(piece, tag))


def _hash(library: Library, piece: Piece, tag: str, problem: Problem, texts: dict[str, Written]) -> str:
    """Of the rule, the fault, the words at the place, and for a translation the words of its source that stand there."""
    written = texts.get(problem.place.path)
    if written is None:
        words = [library.located[problem.place.path].text]
    else:
        path = _path_at(written, problem)
        sources = [one for one in _texts(library, piece, piece.facts.source_language) if _is_source(one, written)]
        words = [_words(written, path), *(_words(one, path) for one in sources)]
    said = json.dumps([problem.rule, problem.fault, *words], ensure_ascii=False)
    return hashlib.sha256(unicodedata.normalize("NFC", said).encode()).hexdigest()[:12]


def _is_source(one: Written, written: Written) -> bool:
    return one is not written and one.located.shown.rpartition("/")[0] == written.located.shown.rpartition("/")[0]


def _path_at(written: Written, problem: Problem) -> tuple[str | int, ...]:
    """The path of the passage that a problem stands in: the last one that begins at or before it. Empty: the whole text."""
    here = (problem.place.line, problem.place.column)
    found: tuple[str | int, ...] = ()
    if not problem.place.line:
        return found
    for phrase in phrases(written.text):
        place = written.located.place(phrase.path)
        if (place.line, place.column) <= here:
            found = phrase.path
    return found


def _words(written: Written, path: tuple[str | int, ...]) -> str:
    """The words of one passage; of the whole text where no path is given, or where the passage is not there."""
    every = list(phrases(written.text))
    here = [phrase.text for phrase in every if path and phrase.path == path]
    return "\n".join(here or [phrase.text for phrase in every])
