"""What a comparison is: passages of a source text with what stands for them, and the differences of structure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from press.checks.rule import Finding
from press.checks.translation.matching import Matched
from press.checks.translation.meanings import Difference
from press.content import (
    STILL_TO_WRITE,
    Written,
)
from press.language import Lexicon
from press.problem import Place
from press.source import TreePath

_SIGNS = re.compile(r"[\d½¼¾⅓⅔⅛]")


def _marked(text: str) -> bool:
    """Whether inline marks or addresses may stand in a text."""
    return "{" in text or "[" in text or "http" in text or "www." in text


_NOTHING: frozenset[str] = frozenset()
_BLANKED = re.compile(r"(?<=\])\([^()\s]*\)|(?<!\\)\{[^{}]*\}")
_MARKS = str.maketrans("*[]{}", "     ")


def plain(text: str) -> str:
    """``text`` without the targets of links and without placeholders, every other character at its place."""
    if "{" not in text and "](" not in text:
        return text
    return _BLANKED.sub(lambda hit: " " * len(hit[0]), text)


def spoken(text: str) -> str:
    """``text`` as it is read aloud: the targets of links, placeholders and marks are spaces, all else is at its place."""
    return plain(text).translate(_MARKS)


@dataclass(slots=True, eq=False)  # not frozen: thousands are made for each check
class Pair:
    """One passage of the source text and what stands for it."""

    source: str
    target: str
    source_path: TreePath
    path: TreePath
    comparison: Comparison = field(repr=False, compare=False)
    one: str = ""  # both as they are spoken: marks, placeholders and addresses behind links are spaces
    other: str = ""

    @property
    def place(self) -> Place:
        """Where the passage stands in the translation."""
        return self.comparison.target.located.place(self.path)

    def within(self, fragment: str) -> Place:
        """Where ``fragment`` stands in the passage of the translation."""
        return self.comparison.target.located.within(self.path, fragment)

    @property
    def said(self) -> str:
        """``en.yaml:34 says: "…"``: what the source has here."""
        return self.comparison.said(self.source_path, self.source)


@dataclass(slots=True)
class Comparison:
    """A translation beside its source text."""

    source: Written
    target: Written
    lexicons: tuple[Lexicon, Lexicon]  # of the source's language and of the translation's
    pairs: list[Pair] = field(default_factory=list)
    numeric: list[Pair] = field(default_factory=list)  # pairs in which a digit stands
    marked: list[Pair] = field(default_factory=list)  # pairs with inline marks
    structure: list[tuple[str, Finding]] = field(default_factory=list)
    language: tuple[bool, str] | None = None  # whether it reads as declared, and as what, once that was asked
    matches: list[tuple[Pair, Matched]] | None = None  # pairs whose numbers do not agree, once they were compared
    meanings: list[tuple[Pair, Difference]] | None = None  # what pairs say otherwise, once they were compared
    tables: list[tuple[Pair, frozenset[str], frozenset[str]]] | None = (
        None  # of what tables words stand in each, once read
    )

    @property
    def source_base(self) -> str:
        """The primary subtag of the source's language."""
        return self.source.tag.split("-")[0]

    @property
    def target_base(self) -> str:
        """The primary subtag of the translation's language."""
        return self.target.tag.split("-")[0]

    @property
    def source_name(self) -> str:
        """The file name of the source text, as it is spoken of in messages."""
        return PurePosixPath(self.source.located.shown).name

    def said(self, path: TreePath, text: str) -> str:
        """What the source says at ``path``, with its line."""
        return f'{self.source_name}:{self.source.located.place(path).line} says: "{short(text)}"'

    def pair(self, source: str | None, target: str | None, source_path: TreePath, path: TreePath) -> None:
        """Note two passages that stand for each other."""
        if not source or not target or source.startswith(STILL_TO_WRITE) or target.startswith(STILL_TO_WRITE):
            return
        marked = _marked(source) or _marked(target) or "*" in source or "*" in target
        texts = (spoken(source), spoken(target)) if marked else (source, target)
        made = Pair(source, target, source_path, path, self, *texts)
        self.pairs.append(made)
        if _SIGNS.search(source) or _SIGNS.search(target):
            self.numeric.append(made)
        if marked:
            self.marked.append(made)

    def having(self, source: frozenset[str] = _NOTHING, target: frozenset[str] = _NOTHING) -> list[Pair]:
        """The pairs in whose source, or in whose translation, a word of some tables stands. Every text is read once."""
        if self.tables is None:
            one, other = self.lexicons
            self.tables = [(pair, one.find(pair.one).tables, other.find(pair.other).tables) for pair in self.pairs]
        return [
            pair for pair, here, there in self.tables if not source.isdisjoint(here) or not target.isdisjoint(there)
        ]

    def differs(self, rule: str, place: Place, fault: str, remedy: str) -> None:
        """Note a difference of structure."""
        self.structure.append((rule, (place, fault, remedy)))


def short(text: str, length: int = 90) -> str:
    """``text`` in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: line.rfind(" ", length // 2, length)] + " …"
