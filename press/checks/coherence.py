"""Rules about belonging: text about another condition, two conditions in one, the same thing said or asked twice."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.checks import topics
from press.checks.prose import Line, Reading, quoted, read, words_of
from press.checks.rule import Finding, Subject, rule
from press.content import Handout, Translation, Written, blocks_of, phrases
from press.library import Library
from press.problem import Place, Severity
from press.source import TreePath

LEAST_SHARED = 20  # words: a passage that is worth a file of its own
LEAST_REPEATED = 8  # words: below, saying a thing twice can be meant


# --------------------------------------------------------------------------------------------- text about another condition


@rule(Severity.REVIEW, safety=True)
def text_about_another_condition(subject: Subject) -> Iterator[Finding]:
    """A passage pasted from another handout is the worst kind of mistake: it is well written, and wrong.

    A passage is told when it names conditions, medicines or body parts of a topic that is neither this handout's own (title,
    keywords, main message, codes, audience, related handouts, what comes again in many passages) nor near to it, and when little
    in it belongs here. Things named in passing ("such as", "risk of", list items) weigh a third. English source texts. How
    often it is right is measured in ``benchmarks/results/coherence.md``: of pasted passages that name their condition
    about 4 of 5 are found, of true passages about 1 of 100 is told; a passage that names nothing of its own is not found.
    Source: a fault of a real handout; no guideline names it.
    """
    reading = read(subject)
    if not reading.english or not isinstance(subject.piece, Handout):
        return
    passages = [(lines, passage, topics.weigh(passage)) for lines, passage in _passages(reading)]
    own = topics.vocabulary(_head(subject, reading), [(passage, weights) for _, passage, weights in passages])
    for lines, passage, weights in passages:
        found = topics.foreign(passage, weights, own)
        if found is not None:
            said = sorted({mention.name for mention in found.mentions}, key=str.lower)
            line = next((line for line in lines if _said_in(line, found.mentions)), lines[0])
            names = ", ".join(f'"{name}"' for name in said[:4])
            first = next((m.name for m in found.mentions if m.name in line.text), "")
            yield (
                line.at(first),
                f"this passage speaks of {names}, which belongs to another topic than this handout",
                'Was it pasted from another handout? Delete it, say what it has to do with this topic, or name that handout under "related:".',
            )


def _said_in(line: Line, mentions: Iterable[topics.Mention]) -> bool:
    """Whether a line holds one of the mentions."""
    return any(mention.name in line.text for mention in mentions)


_SENTENCES = frozenset({"paragraph", "answer", "callout", "step", "question"})
_ENUMERATED = frozenset({"item", "cell", "column", "caption", "alt"})


def _passages(reading: Reading) -> Iterator[tuple[tuple[Line, ...], topics.Passage]]:
    """The blocks of a text as passages; each question with its answer is one of its own."""
    for lines in reading.blocks:
        kind = lines[0].kind
        if kind in ("gap", "write-in", "glossary"):
            continue
        groups = [lines]
        if kind == "questions":
            groups = [lines[at : at + 2] for at in range(0, len(lines), 2)]
        for group in groups:
            whole = tuple(topics.Said(line.text, line.words) for line in group if line.role in _SENTENCES)
            listed = tuple(topics.Said(line.text, line.words) for line in group if line.role in _ENUMERATED)
            yield group, topics.Passage(whole, listed)


def _head(subject: Subject, reading: Reading) -> str:
    """What a handout says that it is about."""
    piece = subject.piece
    assert isinstance(piece, Handout)
    parts = [line.text for line in reading.of("title", "keyword", "summary", "main_message")]
    parts += [code.display or "" for code in piece.facts.codes]
    parts.append(piece.facts.audience)
    # A condition in a heading is meant, though it may be one too many: "two-conditions" tells that.
    parts += [m.name for line in reading.of("heading") for m in topics.mentions(line.text) if m.names_condition]
    for slug in piece.facts.related:
        other = subject.library.handouts.get(slug)
        written = other.texts.get(reading.tag) if other else None
        if written is not None and isinstance(written.text, Translation):
            parts += [written.text.title, *written.text.keywords]
    return ". ".join(parts)


@rule(Severity.REVIEW, safety=True)
def two_conditions(subject: Subject) -> Iterator[Finding]:
    """A patient has one of the two, and cannot tell which of the side effects, steps and dates are meant.

    Told where the title or headings name conditions of two topics that do not belong together. Make two handouts, and a
    packet that prints both. English source texts. Source: CDC Clear Communication Index item 1 (one main message), a
    mechanical proxy.
    """
    reading = read(subject)
    if not reading.english or not subject.is_source or not isinstance(subject.piece, Handout):
        return
    first: tuple[Line, topics.Mention] | None = None
    for line in reading.of("title", "heading"):
        for mention in topics.mentions(line.text, line.words):
            if not mention.names_condition:
                continue
            if first is None:
                first = line, mention
            elif not any(topics.belong_together(t, first[1].topics) for t in mention.topics):
                yield (
                    line.at(mention.name),
                    f'two conditions in one handout: "{first[1].name}" (line {first[0].at(first[1].name).line}) and "{mention.name}"',
                    "Make two handouts and a packet that prints both; what they share goes into handouts/_shared/.",
                )
                return


# --------------------------------------------------------------------------------------------- the same question, two wordings

_EMPTY = frozenset({
    "a", "an", "the", "and", "of", "to", "i", "me", "my", "you", "your", "we", "us", "our", "it", "its", "this", "that",
    "these", "those", "do", "does", "did", "is", "are", "was", "were", "be", "been", "will", "would", "shall", "have", "has",
    "had", "get", "gets", "got", "need", "needs", "please", "there", "some", "any",
})  # fmt: skip


# What one does: "what to do in an attack" does not ask what an attack is.
_DOING = re.compile(r"\b(?:to|I|you|we) do\b", re.IGNORECASE)


def question_key(text: str, own: frozenset[str] = frozenset()) -> frozenset[str]:
    """What a heading asks: the stems of its weighty words; words in ``own`` (the handout's subject) are one and the same."""
    words = (word.lower for word in words_of(text))
    found = frozenset("…" if topics.stem(word) in own else topics.stem(word) for word in words if word not in _EMPTY)
    return found | {"do"} if _DOING.search(text) else found


def _wording(text: str, own: frozenset[str] = frozenset()) -> str:
    said = ("…" if topics.stem(word.lower) in own else word.lower for word in words_of(text))
    return " ".join(word for word, _ in itertools.groupby(said))  # a subject of two words is one subject


@rule(Severity.REVIEW)
def question_in_two_wordings(subject: Subject) -> Iterator[Finding]:
    """One question asked in two ways looks like two questions, and its two answers like a contradiction.

    Headings and questions of one text whose weighty words are the same in other words around them. English. Source: Federal
    Plain Language Guidelines (use the same words for the same thing); CDC Clear Communication Index item 7, a proxy.
    """
    reading = read(subject)
    if not reading.english:
        return
    seen: dict[frozenset[str], Line] = {}
    for line in reading.of("heading", "question"):
        key = question_key(line.text)
        if len(key) < 2:
            continue
        first = seen.setdefault(key, line)
        if _wording(first.text) != _wording(line.text):
            yield (
                line.at(),
                f"{quoted(line.text)} asks what {quoted(first.text)} asks in line {first.at().line}",
                "Ask it once, or in the same words.",
            )


@rule(Severity.REVIEW, of="project")
def question_worded_differently(library: Library) -> Iterator[Finding]:
    """A patient with three handouts of one clinic should meet the same question in the same words.

    Headings and questions of the English source texts of one specialty, compared like "question-in-two-wordings", with the
    words of each title taken as one and the same. Told where a wording is rarer than another. Source: Federal Plain
    Language Guidelines (use the same words for the same thing).
    """
    found: dict[tuple[str, frozenset[str]], dict[str, list[tuple[str, Place, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for slug, handout in library.handouts.items():
        written = handout.texts.get(handout.facts.source_language)
        if written is None or written.tag.split("-")[0] != "en" or not isinstance(written.text, Translation):
            continue
        own = frozenset(topics.stem(word.lower) for word in words_of(written.text.title) if word.lower not in _EMPTY)
        for path, text in _asked(written):
            key = question_key(text, own)
            if len(key - {"…"}) >= 2:
                found[handout.specialty, key][_wording(text, own)].append((slug, written.located.place(path), text))
    for wordings in found.values():
        if len(wordings) > 1:
            usual = max(wordings, key=lambda wording: (len(wordings[wording]), wording))
            slug, _, text = wordings[usual][0]
            for wording, places in wordings.items():
                for other, place, said in places if wording != usual else ():
                    if other != slug:
                        yield (
                            place,
                            f"{quoted(said)} asks what {quoted(text)} asks in {slug}",
                            "Use the same words in every handout of the specialty.",
                        )


def _asked(written: Written) -> Iterator[tuple[TreePath, str]]:
    """Headings and questions with their paths."""
    for phrase in phrases(written.text):
        if phrase.path[-1] in ("heading", "question") and "callout" not in phrase.path:
            yield phrase.path, phrase.text


# ------------------------------------------------------------------------------------------------------- the same passage


@dataclass(frozen=True, slots=True)
class _Copy:
    """A passage of a handout or shared passage: where it stands, and its words."""

    name: str
    shared: bool
    place: Place
    text: str


def _plain_words(text: str) -> str:
    return " ".join(word.lower for word in words_of(text))


def _without_numbers(words: str) -> str:
    return re.sub(r"\d+(?:[.,:]\d+)*", "0", words)


def _copies(library: Library) -> Iterator[_Copy]:
    """Every passage of 20 words or more in the source texts of handouts and in shared passages."""
    texts: list[tuple[str, bool, Written]] = []
    for slug, handout in library.handouts.items():
        written = handout.texts.get(handout.facts.source_language)
        if written is not None:
            texts.append((slug, False, written))
    for slug, shared in library.shared.items():
        texts += [(slug, True, written) for written in shared.texts.values() if written.text.version is not None]
    for slug, is_shared, written in texts:
        for path, block in blocks_of(written.text):
            text = " ".join(phrase.text for phrase in phrases(block, path))
            if len(text.split()) >= LEAST_SHARED and "gap" not in type(block).model_fields:
                yield _Copy(slug, is_shared, written.located.place(path), text)


@rule(Severity.REVIEW, of="project")
def same_passage_in_two_handouts(library: Library) -> Iterator[Finding]:
    """A pasted copy is corrected in one place and stays wrong in the other.

    Passages of 20 words or more that two handouts share word for word, or that differ in numbers only (which is worse: one
    of the two may be out of date). What several handouts say stands once, in ``handouts/_shared/``. Source: single
    sourcing; a leaflet's fault of this kind is why "text-about-another-condition" exists.
    """
    found: dict[str, list[_Copy]] = defaultdict(list)
    for copy in _copies(library):
        found[_without_numbers(_plain_words(copy.text))].append(copy)
    for copies in found.values():
        first = next((copy for copy in copies if copy.shared), copies[0])
        for copy in copies:
            if copy.name == first.name or copy is first:
                continue
            other = _plain_words(copy.text) != _plain_words(first.text)
            fault = f"{quoted(copy.text, 50)} stands in {first.name} {'with other numbers' if other else 'too'}"
            if first.shared:
                yield (
                    copy.place,
                    fault,
                    f'{"Check which numbers are right. " if other else ""}Write "include: {first.name}" in its place.',
                )
            else:
                yield (
                    copy.place,
                    fault,
                    f"{'Check which numbers are right. ' if other else ''}Move it to handouts/_shared/ and include it in both.",
                )


@rule(Severity.REVIEW)
def passage_twice(subject: Subject) -> Iterator[Finding]:
    """A paragraph that comes again is a slip of copying, and makes the reader look for the difference.

    Paragraphs, answers and list items of 8 words or more that one text has twice, word for word. The main message may come
    again in the text. Source: AHRQ PEMAT item 2 (no information that distracts), a mechanical proxy.
    """
    seen: dict[str, Line] = {}
    for line in read(subject).of("paragraph", "answer", "item", "step", "callout"):
        key = line.raw.strip(" .!?").lower()
        if key.count(" ") < LEAST_REPEATED - 1:
            continue
        first = seen.setdefault(key, line)
        if first is not line:
            yield (
                line.at(),
                f"{quoted(line.text, 50)} stands in line {first.at().line} already",
                "Delete one of the two.",
            )
