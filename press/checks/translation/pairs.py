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


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage of the source text and what stands for it."""

    source: str
    target: str
    source_path: TreePath
    path: TreePath
    comparison: Comparison = field(repr=False, compare=False)

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
        made = Pair(source, target, source_path, path, self)
        self.pairs.append(made)
        if _SIGNS.search(source) or _SIGNS.search(target):
            self.numeric.append(made)
        if _marked(source) or _marked(target):
            self.marked.append(made)

    def differs(self, rule: str, place: Place, fault: str, remedy: str) -> None:
        """Note a difference of structure."""
        self.structure.append((rule, (place, fault, remedy)))


def short(text: str, length: int = 90) -> str:
    """``text`` in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: line.rfind(" ", length // 2, length)] + " …"
