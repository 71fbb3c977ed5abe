"""Rules about words: everyday ones, and those that a reader must be told the meaning of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press.checks.lexicon import Phrases, plural_forms, table, verb_forms
from press.checks.prose import Line, Reading, read
from press.checks.rule import Finding, Subject, rule
from press.problem import Severity


@functools.cache
def _avoided() -> Phrases[tuple[str, str]]:
    return Phrases(
        (form, (plain, source))
        for word, plain, source in table("avoided")
        for form in (verb_forms(word) if " " not in word else (word,))
    )


def _head_words(reading: Reading) -> frozenset[str]:
    """The words that this handout is about, and those that its glossary explains: it cannot do without them."""
    lines = reading.of("title", "keyword", "term")
    return frozenset(form for line in lines for word in line.words for form in plural_forms(word.lower))


@rule(Severity.REVIEW)
def avoided_word(subject: Subject) -> Iterator[Finding]:
    """Some words are known to stop readers, and each has a plain one beside it.

    Words of the title, the keywords and the glossary, and names that begin with a capital, are left alone. Source: the
    lists of the NHS digital service manual (A to Z of NHS health writing), the Federal Plain Language Guidelines (simple
    words) and AHRQ's PEMAT User's Guide, item 3 (common, everyday language), filtered: ``press/checks/words/``.
    """
    reading = read(subject)
    if not reading.english:
        return
    kept, told = _head_words(reading), set[str]()
    for line in reading.seen:
        if line.role in ("title", "term", "label"):
            continue
        for hit in _avoided().find(line.words):
            first, last = line.words[hit.first], line.words[hit.last]
            said = line.text[first.start : last.end]
            if said.lower() in told or first.lower in kept or _is_name(line, hit.first):
                continue
            told.add(said.lower())
            plain, source = hit.entry
            yield line.at(said), f'"{said}" is hard to read', _instead(plain, source)


def _instead(plain: str, source: str) -> str:
    if plain.startswith("("):
        return f"{plain[1].upper()}{plain[2:-1]}."
    words = " or ".join(f'"{word.strip()}"' for word in plain.split(","))
    whose = {
        "NHS": " (NHS content guide)",
        "US": " (Federal Plain Language Guidelines)",
        "PEMAT": " (PEMAT User's Guide)",
    }
    return f"Write {words}{whose.get(source, '')}."


def _is_name(line: Line, at: int) -> bool:
    """Whether a word begins with a capital inside a sentence."""
    word = line.words[at]
    if not word.text[0].isupper():
        return False
    before = line.text[: word.start].rstrip()
    return bool(before) and before[-1] not in '.!?:"“(' and not word.text.isupper()


@functools.cache
def _terms() -> Phrases[tuple[str, str]]:
    return Phrases((form, (term, plain)) for term, plain in table("medical-terms") for form in plural_forms(term))


# What shows that a word is explained where it stands: a bracket or dash after it, "which means"; or, before it, "called",
# "also known as", a bracket; or a kind that everybody knows before "such as".
_EXPLAINED_AFTER = re.compile(
    r"^\S{0,3}\s*(?:\(|—|–|: |, (?:or|an?|the|which|that|when|where|also)\b|(?:is|are|means?|happens?) |,? (?:is|are) when)"
)
_EXPLAINED_BEFORE = re.compile(
    r"(?:\bcalled|\bknown as|\bname for|\bnamed|\bterm is|\bor|\(|\bsuch as\b.*|\blike|\bincluding\b.*|\bexample.*)\s*(?:an? |the )?[\"“(]?$"
)


@rule(Severity.REVIEW)
def unexplained_term(subject: Subject) -> Iterator[Finding]:
    """A medical word that nobody explains is a closed door; one that is explained once is learned.

    A word of the list counts as explained where the glossary or the title has it, where the sentence explains it in
    brackets, after a dash or with "is", "means", "called", and where a plain kind stands before "such as". Only the
    first place is told. Source: AHRQ PEMAT item 4 (medical terms are used only to familiarize, and are defined), of which
    this is a mechanical proxy; CDC Clear Communication Index item 7 (words the primary audience uses).
    """
    reading = read(subject)
    if not reading.english:
        return
    kept = _head_words(reading)
    explained, waiting = set[str](), dict[str, Finding]()
    for line in reading.seen:
        if line.role in ("title", "term", "alt"):
            continue
        for hit in _terms().find(line.words):
            term, plain = hit.entry
            if term in explained or line.words[hit.first].lower in kept:
                continue
            if _explains(line, hit.first, hit.last):
                explained.add(term)
            elif term not in waiting:
                said = line.text[line.words[hit.first].start : line.words[hit.last].end]
                remedy = f'Write "{plain}", explain it here in brackets, or add it to a "glossary:".'
                waiting[term] = (line.at(said), f'"{said}" is not explained', remedy)
    yield from (finding for term, finding in waiting.items() if term not in explained)


def _explains(line: Line, first: int, last: int) -> bool:
    start, end = line.words[first].start, line.words[last].end
    opening = max(line.text.rfind(mark, 0, start) for mark in ".!?")
    after = line.text[end:]
    return bool(_EXPLAINED_AFTER.match(after) or _EXPLAINED_BEFORE.search(line.text[opening + 1 : start].lower()))


@functools.cache
def _known_letters() -> frozenset[str]:
    return frozenset(row[0] for row in table("acronyms"))


_LETTERS = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
_ROMAN = re.compile(r"[IVX]+")


@rule(Severity.REVIEW)
def unexplained_acronym(subject: Subject) -> Iterator[Finding]:
    """Letters that stand for words say nothing to those who have not met them.

    Told at the first place, unless the words stand beside the letters in brackets, the glossary has them, or everybody
    knows them (TV, X-ray, CT scan). Source: AHRQ PEMAT User's Guide, item 3 (acronyms are spelled out or defined where
    they first stand); NHS content guide (abbreviations and acronyms).
    """
    reading = read(subject)
    if not reading.english:
        return
    told: set[str] = set()
    for line in reading.seen:
        if line.role == "term" or line.text.isupper():
            continue
        for hit in _LETTERS.finditer(line.own):
            letters = hit[0].removesuffix("s")
            if (
                letters in told
                or letters in _known_letters()
                or _ROMAN.fullmatch(letters)
                or letters.lower() in reading.terms
            ):
                continue
            told.add(letters)
            before, after = line.own[: hit.start()], line.own[hit.end() :]
            if not (before.endswith("(") or after.startswith(" (") or _shouted(before, after)):
                yield (
                    line.at(hit[0]),
                    f'"{hit[0]}" is not explained',
                    f'Write the words first, then the letters in brackets: "… ({letters})".',
                )


def _shouted(before: str, after: str) -> bool:
    """Whether the letters are one word of a run of capitals, which is another fault."""
    return bool(re.search(r"\b[A-Z]{2,}\s+$", before) or re.match(r"\s+[A-Z]{2,}\b", after))
