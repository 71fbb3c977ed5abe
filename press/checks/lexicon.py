"""Word lists of the rules (``words/*.tsv``) and a matcher that finds many words and phrases in one walk over a text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from press.checks.prose import Word, words_of

FOLDER = Path(__file__).resolve().parent / "words"
T = TypeVar("T")


@functools.cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a list, without comments and the row of column names; short rows are filled with empty cells."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    width = len(rows[0])
    return tuple(tuple(cell.strip() for cell in row + [""] * (width - len(row))) for row in rows[1:])


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase that was found: which words of the text, and what the list says of it."""

    first: int
    last: int  # index of the last word, inclusive
    entry: T


class Phrases(Generic[T]):
    """Finds phrases by their first word; the longest wins, and no word is used twice."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, entry in entries:
            words = tuple(word.lower for word in words_of(phrase))
            known = self._by_first.setdefault(words[0], [])
            if all(words != other for other, _ in known):
                known.append((words, entry))
        for known in self._by_first.values():
            known.sort(key=lambda item: -len(item[0]))

    def find(self, words: Sequence[Word]) -> Iterator[Hit[T]]:
        """The phrases in a walk from the first word to the last."""
        at, lower = 0, [word.lower for word in words]
        by_first = self._by_first
        while at < len(lower):
            step = 1
            for phrase, entry in by_first.get(lower[at], ()):
                size = len(phrase)
                if size == 1 or tuple(lower[at : at + size]) == phrase:
                    yield Hit(at, at + size - 1, entry)
                    step = size
                    break
            at += step


def plural_forms(word: str) -> tuple[str, ...]:
    """A noun or phrase with its regular plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word, f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word, f"{word[:-1]}ies"
    return word, f"{word}s"


def verb_forms(word: str) -> tuple[str, ...]:
    """A single word with every regular ending that it could have; those that are no words match nothing."""
    if not word.isalpha() or len(word) < 5:
        return (word,)
    stem = word.removesuffix("e")
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    doubled = (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing") if word[-1] in "rtl" and word[-2] in "aeiou" else ()
    return (*plural_forms(word), f"{stem}ed", f"{stem}ing", *doubled)
