"""A text as its reader meets it: lines in reading order, shared passages in their place, marks taken out, sentences, words.

Every rule about words starts here. The reading of one subject is kept while its rules run, so that a text is taken apart once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from press.checks.rule import Subject
from press.content import STILL_TO_WRITE, Include, Passage, Translation, Written, phrases
from press.language import Compares, Language, ascii_digits, sentences
from press.problem import Place
from press.source import TreePath

# Roles of lines, by the key that holds them. "blocks" is followed by the key of a block, and that by a key of its own.
_TOP = {
    "title": "title",
    "summary": "summary",
    "main_message": "main_message",
    "keywords": "keyword",
    "introduction": "paragraph",
}
_SIMPLE = {
    "text": "paragraph",
    "points": "item",
    "checklist": "item",
    "steps": "step",
    "write-in": "label",
    "gap": "gap",
}
_NESTED = {
    ("callout", "heading"): "callout_heading",
    ("callout", "text"): "callout",
    ("callout", "points"): "item",
    ("callout", "closing"): "callout",
    ("table", "caption"): "caption",
    ("table", "columns"): "column",
    ("table", "rows"): "cell",
    ("figure", "alt"): "alt",
    ("figure", "caption"): "caption",
    ("figure", "credit"): "credit",
    ("questions", "question"): "question",
    ("questions", "answer"): "answer",
    ("glossary", "term"): "term",
    ("glossary", "meaning"): "meaning",
}

# What is read as running text: a patient takes it in sentence by sentence.
RUNNING = frozenset({"main_message", "paragraph", "item", "step", "callout", "answer", "meaning"})
# What no patient reads: notes to the clinic, words for searching, and a picture's credit.
UNSEEN = frozenset({"gap", "keyword", "credit"})

# Marks that belong to the letter before them (Unicode, categories Mn and Mc of the scripts that handouts are set in; joiners):
# Python's \w leaves them out, and would cut words of Hindi or Burmese to pieces.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82"
    "\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u135d-\u135f\u17b4-\u17d3\u200c\u200d"
)
# A placeholder; a run of letters with apostrophes and inner hyphens; a number.
WORD = re.compile(
    rf"\{{[^{{}}]*\}}|[^\W\d_](?:[^\W\d_]|[{_SIGNS}])*(?:['’\-](?:[^\W\d_]|[{_SIGNS}])+)*|\d+(?:[.,:]\d+)*"
)
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"\*\*|\[([^\[\]]*)\](?:\([^()\s]*\)|\{[\w-]+\})|\\([\\*\[\]{}])")
_FOREIGN = re.compile(r"\[[^\[\]]*\]\{[\w-]+\}")


class Word(NamedTuple):
    """One word of a line: as typed, in small letters with straight apostrophes, and where it starts and ends."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_value(self) -> bool:
        """Whether it stands for a brand value or a regional word."""
        return self.text[0] == "{"


@dataclass(frozen=True)
class Line:
    """One text of the page. ``section`` and ``block`` count from 0 in reading order; -1 above the first section."""

    written: Written
    path: TreePath
    role: str
    raw: str
    section: int
    block: int
    kind: str = ""  # the key of the block that holds it
    language: Language | None = None

    @cached_property
    def text(self) -> str:
        """The words without inline marks; placeholders stay."""
        return _unmarked(self.raw)

    @cached_property
    def own(self) -> str:
        """The words of this language: terms in another one are left out."""
        return _unmarked(_FOREIGN.sub(" ", self.raw)) if "]{" in self.raw else self.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words, numbers and placeholders in order."""
        return tuple(words_of(self.text))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, by the marks of the language."""
        return tuple(sentences(self.text, self.language)) if self.language else (self.text,)

    @property
    def in_callout(self) -> bool:
        """Whether it stands in a call-out."""
        return self.kind == "callout"

    def at(self, fragment: str = "") -> Place:
        """Where ``fragment`` of this line stands in its file (marks between its words count as nothing)."""
        return self.written.located.within(self.path, fragment, "*[]")


def _unmarked(raw: str) -> str:
    if "*" not in raw and "[" not in raw and "\\" not in raw:
        return raw
    return _MARKS.sub(lambda hit: hit[1] if hit[1] is not None else (hit[2] or ""), raw)


def words_of(text: str) -> Iterator[Word]:
    """The words, numbers and placeholders of a text."""
    for hit in WORD.finditer(text):
        yield Word(hit[0], hit[0].lower().replace("’", "'"), hit.start(), hit.end())


@dataclass(frozen=True)
class Reading:
    """All lines of one language of a handout or packet, in the order of the page."""

    subject: Subject
    language: Language | None
    lines: tuple[Line, ...]

    @property
    def tag(self) -> str:
        """The language tag."""
        return self.subject.written.tag

    @cached_property
    def tables(self) -> Compares:
        """The tables of the text's language."""
        return self.subject.library.lexicon(self.tag).table

    @property
    def english(self) -> bool:
        """Whether English word rules can read it."""
        return self.tag.split("-")[0] == "en"

    @cached_property
    def seen(self) -> tuple[Line, ...]:
        """The lines that a patient reads or hears."""
        return tuple(line for line in self.lines if line.role not in UNSEEN)

    @cached_property
    def running(self) -> tuple[Line, ...]:
        """The lines that are read as running text."""
        return tuple(line for line in self.lines if line.role in RUNNING)

    def of(self, *roles: str) -> Iterator[Line]:
        """The lines of these roles."""
        return (line for line in self.lines if line.role in roles)

    @cached_property
    def whole(self) -> str:
        """All that is seen, a line of its own for each text: one search here says whether any line needs a look."""
        return "\n".join([line.text for line in self.seen])

    @cached_property
    def digits(self) -> str:
        """The seen lines that hold a digit, every digit of Unicode as 0 to 9."""
        return ascii_digits("\n".join([line.text for line in self.seen if _DIGIT.search(line.text)]))

    @cached_property
    def raw(self) -> str:
        """Every line as typed, with what no patient sees."""
        return "\n".join([line.raw for line in self.lines])

    @cached_property
    def blocks(self) -> tuple[tuple[Line, ...], ...]:
        """The lines of each block, blocks in order."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.block >= 0:
                found.setdefault(line.block, []).append(line)
        return tuple(tuple(lines) for lines in found.values())

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words that the glossary explains, in small letters."""
        return frozenset(line.text.lower() for line in self.of("term"))


def read(subject: Subject) -> Reading:
    """The lines of a subject; the same reading for every rule that asks."""
    return subject.once(_read)


def _read(subject: Subject) -> Reading:
    language = subject.library.languages.get(subject.written.tag)
    return Reading(subject, language, tuple(_lines(subject, language)))


def _lines(subject: Subject, language: Language | None) -> Iterator[Line]:
    """The lines of the text, each included passage where it is included."""
    block, last = -1, None
    for written, path, raw, section in _phrases(subject):
        names = [step for step in path if isinstance(step, str)]
        if "blocks" not in names:
            role = "gap" if raw.startswith(STILL_TO_WRITE) else _TOP.get(names[-1], names[-1])
            yield Line(written, path, role, raw, section, -1, "", language)
            continue
        at = path.index("blocks") + 2
        here = (id(written), path[:at])
        if here != last:
            block, last = block + 1, here
        key = str(path[at])
        role = _SIMPLE.get(key) or _NESTED.get((key, names[-1]), names[-1])
        yield Line(written, path, role, raw, section, block, key, language)


def _phrases(subject: Subject) -> Iterator[tuple[Written, TreePath, str, int]]:
    """Every phrase with the file it stands in and the number of its section."""
    written = subject.written
    text = written.text
    if not isinstance(text, Translation):
        yield from ((written, phrase.path, phrase.text, -1) for phrase in phrases(text))
        return
    for key in ("title", "summary", "main_message"):
        yield written, (key,), getattr(text, key), -1
    yield from ((written, ("keywords", n), word, -1) for n, word in enumerate(text.keywords))
    for number, section in enumerate(text.sections):
        yield written, ("sections", number, "heading"), section.heading, number
        for position, block in enumerate(section.blocks):
            if isinstance(block, Include):
                yield from _included(subject, block.include, number)
            else:
                found = phrases(block, ("sections", number, "blocks", position))
                yield from ((written, phrase.path, phrase.text, number) for phrase in found)


def _included(subject: Subject, name: str, section: int) -> Iterator[tuple[Written, TreePath, str, int]]:
    shared = subject.library.shared.get(name)
    written = shared.texts.get(subject.written.tag) if shared else None
    if written is not None and isinstance(written.text, Passage):
        for number, block in enumerate(written.text.blocks):
            found = phrases(block, ("blocks", number))
            yield from ((written, phrase.path, phrase.text, section) for phrase in found)


def quoted(words: str, longest: int = 90) -> str:
    """Words in quotes, shortened in the middle of nothing: at a space."""
    words = " ".join(words.split())
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    return f'"{words}"'


def around(text: str, start: int, end: int) -> str:
    """A piece of text out to the next spaces."""
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return text[left : right if right >= 0 else len(text)]
