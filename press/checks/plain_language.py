"""Rules about plain language: short sentences and lists, the reader addressed, a level that patients can read."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from press.checks import reading_level, topics
from press.checks.lexicon import table
from press.checks.prose import Line, Reading, Word, quoted, read
from press.checks.rule import Finding, Subject, rule
from press.content import Callout, Checklist, Points, Steps, Translation, blocks_of
from press.problem import Severity

LONGEST_SENTENCE = 20  # words, in English (NHS digital service manual, content guide)
LONGEST_PARAGRAPH = 3  # sentences (NHS content guide)
LONGEST_LIST = 6  # items (NHS content guide, lists)
LONGEST_TITLE = 65  # characters (NHS content guide: page titles)

# How many words a translation may take for one word of English: 95 of 100 professional translations stay below (TICO-19,
# measured by benchmarks/reading_level.py). A language that is not named here has no limit.
WORDS_TO_ENGLISH = {
    "en": 1.0, "ar": 1.29, "bn": 1.22, "es": 1.5, "fa": 1.53, "fr": 1.63, "hi": 1.51, "ms": 1.14, "ne": 1.12, "ps": 1.65,
    "pt": 1.41, "ru": 1.3, "sw": 1.45, "ta": 1.15, "ti": 1.23, "tl": 1.58, "ur": 1.67,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- how long


@rule(Severity.REVIEW)
def sentence_too_long(subject: Subject) -> Iterator[Finding]:
    """A long sentence asks a tired or worried reader to hold too much at once.

    At most 20 words in English; in a translation as many more as its language may take to say the same
    (measured on professional translations), and no limit in languages where spaces part no words. Source: NHS digital service manual,
    content guide ("sentences: up to 20 words"); a mechanical proxy of AHRQ PEMAT item 3 (common, everyday language).
    """
    reading = read(subject)
    longest = longest_sentence(reading.tag)
    for line in reading.running if longest else ():
        if line.raw.count(" ") < longest:  # cheaper than counting words, and never more than they are
            continue
        for sentence in line.sentences:
            length = len(list(_counted_words(sentence)))
            if length > longest:
                yield (
                    line.at(sentence),
                    f"a sentence of {length} words: {quoted(sentence)}",
                    f"Make it two, or a list. At most {longest} words.",
                )


def longest_sentence(tag: str) -> int:
    """The limit in words for a language, 0 where there is none."""
    return math.ceil(LONGEST_SENTENCE * WORDS_TO_ENGLISH.get(tag.split("-")[0], 0))


def _counted_words(sentence: str) -> Iterator[str]:
    """Words as a reader counts them: runs between spaces that hold a letter, a digit or a value."""
    return (run for run in sentence.split() if re.search(r"\w", run))


@rule(Severity.REVIEW)
def paragraph_too_long(subject: Subject) -> Iterator[Finding]:
    """A wall of words is skipped; short paragraphs are read.

    At most 3 sentences. Source: NHS digital service manual, content guide; AHRQ PEMAT item 8 (information in short
    sections); a mechanical proxy of CDC Clear Communication Index item 9 (organized in chunks).
    """
    for line in read(subject).of("paragraph", "answer", "callout", "main_message"):
        length = len(line.sentences)
        if length > LONGEST_PARAGRAPH:
            yield (
                line.at(),
                f"a paragraph of {length} sentences: {quoted(line.text, 50)}",
                f"Split it, or make a list of it. At most {LONGEST_PARAGRAPH} sentences.",
            )


@rule(Severity.REVIEW)
def list_too_long(subject: Subject) -> Iterator[Finding]:
    """Nobody keeps a dozen points in mind.

    At most 6 items. Steps may be more where the task has more; they are held to the same number, so that a long task is
    cut into parts with headings. Source: NHS digital service manual, content guide (lists); AHRQ PEMAT item 8.
    """
    if not subject.is_source:
        return
    written = subject.written
    for path, block in blocks_of(written.text):
        for key, items in (
            ("points", block.points if isinstance(block, Points) else ()),
            ("steps", block.steps if isinstance(block, Steps) else ()),
            ("checklist", block.checklist if isinstance(block, Checklist) else ()),
            ("callout", block.callout.points if isinstance(block, Callout) else ()),
        ):
            if len(items) > LONGEST_LIST:
                yield (
                    written.located.place((*path, key)),
                    f"a list of {len(items)} items, from {quoted(items[0], 40)}",
                    f"Group them under two headings. At most {LONGEST_LIST} items.",
                )


@rule(Severity.REVIEW)
def title_too_long(subject: Subject) -> Iterator[Finding]:
    """The title is what staff pick from a list and what a patient keeps in mind; a long one is cut off in both.

    At most 65 characters. Source: NHS digital service manual, content guide (page titles). Only the source text: a
    translation takes the room that its language needs.
    """
    text = subject.written.text
    title = getattr(text, "title", "")
    if subject.is_source and len(title) > LONGEST_TITLE:
        yield (
            subject.written.located.place(("title",)),
            f"a title of {len(title)} characters: {quoted(title)}",
            f"Shorten it to at most {LONGEST_TITLE} characters.",
        )


# ------------------------------------------------------------------------------------------------- who speaks, and to whom

_MODAL = r"(?:should|must|may|might|can|cannot|need(?:s)? to|ought|has to|have to|is advised|are advised|will|shall|(?:is|are) (?:asked|required|told|encouraged))"
_THIRD_PERSON = re.compile(
    rf"\b(?:one(?:['’]s\b| (?:should|must|may|can|cannot|needs to|ought to|has to)\b(?: not)?)|"
    rf"(?:the|a|each|every|any|most|some|all|many|these|those)(?: \w+)? (?:patient|individual|sufferer)s?(?:['’]s?)?(?: {_MODAL})?\b|"
    rf"(?:patient|individual|sufferer)s(?:['’])? {_MODAL}\b|(?:^|(?<=[.!?] ))(?:Patients|Individuals|Sufferers)\b(?: \w+)?)",
    re.IGNORECASE,
)


@rule(Severity.REVIEW)
def third_person_advice(subject: Subject) -> Iterator[Finding]:
    """ "The patient should" speaks about the reader, not to the reader, who may not feel meant.

    Finds "one should", "one's", "the patient", "patients", "individuals" and "sufferers" in running text. Source: AHRQ
    PEMAT item 21 (addresses the user directly when describing actions), of which this is a mechanical proxy; NHS content
    guide ("we address people as you"); Federal Plain Language Guidelines ("use you").
    """
    reading = read(subject)
    for line in reading.running if reading.english and _THIRD_PERSON.search(reading.whole) else ():
        for hit in _THIRD_PERSON.finditer(line.text):
            yield (
                line.at(hit[0]),
                f'"{hit[0].strip()}" speaks about the reader',
                'Write "you", or tell the reader: "Do …", "Do not …".',
            )


_BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})
_NO_ACTOR = frozenset({"caused", "followed", "surrounded", "covered"})  # "caused by germs": nobody acts
_MUST_BE = re.compile(r"\b(?:should|must|need to|needs to|has to|have to|ought to)(?: not| never| always| only)? be$")
_NOT_PARTICIPLES = frozenset({
    "need", "feed", "bleed", "speed", "seed", "indeed", "exceed", "succeed", "proceed", "hundred", "red", "bed",
    "tired", "scared", "worried", "excited", "pleased", "interested", "related", "allowed", "supposed", "used",
    "concerned", "swollen", "sacred", "naked", "aged", "advanced", "blessed", "embarrassed", "frustrated", "relaxed",
    "exhausted", "united", "limited", "detailed", "complicated", "unused", "stressed", "confused", "bored",
    "depressed", "experienced", "prepared", "married", "divorced", "dedicated", "sized", "crowded",
})  # fmt: skip


@functools.cache
def _participles() -> frozenset[str]:
    return frozenset(row[0] for row in table("participles"))


def _is_participle(word: str) -> bool:
    return word in _participles() or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PARTICIPLES)


@rule(Severity.REVIEW)
def passive_voice(subject: Subject) -> Iterator[Finding]:
    """A passive hides who must act: "the tablet should be taken" by whom, and when?

    Looked for where it costs most: in the main message, call-outs and steps; anywhere after "should" or "must"; and
    where "by" names the one who acts, so that the active sentence is at hand. Elsewhere a passive can be the plainest
    way ("the cause is not known") and is left alone. Source: AHRQ PEMAT item 5 (active voice) and CDC Clear
    Communication Index item 6 (main message and call to action in the active voice), of both a mechanical proxy.
    """
    reading = read(subject)
    for line in reading.running if reading.english else ():
        acting = line.role in ("main_message", "step") or (line.in_callout and line.role == "callout")
        for said, how in _passives(line):
            if acting or how:
                yield (
                    line.at(said),
                    f'"{said}" is passive{how}',
                    'Say who does it ("we", "your nurse"), or tell the reader what to do.',
                )


def _passives(line: Line) -> Iterator[tuple[str, str]]:
    """Each passive of a line as it stands there, with ", though "by" names who acts" or the like where that is so."""
    words = line.words
    for at, word in enumerate(words):
        if word.lower not in _BE:
            continue
        end = at + 1
        while (
            end < len(words)
            and end < at + 3
            and (
                words[end].lower in ("not", "never", "always", "only", "also", "being")
                or words[end].lower.endswith("ly")
            )
        ):
            end += 1
        if end >= len(words) or not _is_participle(words[end].lower) or _broken(line.text, word.end, words[end].start):
            continue
        after = (
            words[end + 1].lower
            if end + 1 < len(words) and not _broken(line.text, words[end].end, words[end + 1].start)
            else ""
        )
        before = line.text[max(0, word.start - 30) : word.end].lower()
        start = word.start
        how = ""
        modal = _MUST_BE.search(before)
        if modal:
            start, how = word.end - (len(before) - modal.start()), ", in an instruction"
        elif (
            after == "by"
            and words[end].lower not in _NO_ACTOR
            and end + 2 < len(words)
            and not words[end + 2].lower.endswith("ing")
        ):
            how, end = ', though "by" tells who acts', end + 1
        yield line.text[start : words[end].end], how


def _broken(text: str, start: int, end: int) -> bool:
    """Whether a mark stands between two words."""
    return bool(re.search(r"[^\s]", text[start:end]))


# ---------------------------------------------------------------------------------------------------------- reading level


def measured(reading: Reading) -> reading_level.Level:
    """The reading level of a text: its running text, with glossary words, medicines and names taken out."""
    names = topics.medicines() | {word.lower for line in reading.of("term") for word in line.words}
    names |= {word.lower for line in reading.of("keyword", "title") for word in line.words if _is_brand(word)}
    lines = [line for line in reading.running if line.role != "meaning"]
    return reading_level.level(lines, reading.tag, frozenset(names))


def _is_brand(word: Word) -> bool:
    """Whether a word has a capital inside, as coined names do (onabotulinumtoxinA)."""
    return any(char.isupper() for char in word.text[1:]) and not word.text.isupper()


def _level_findings(subject: Subject, too_high: bool) -> Iterator[Finding]:
    reading = read(subject)
    if reading_level.formula_for(reading.tag) is None or not isinstance(subject.written.text, Translation):
        return
    level = _level_of(subject)
    formula, value = level.formula, level.value
    if formula is None or value is None or not formula.beyond(value, formula.review):
        return
    if formula.beyond(value, formula.error) is too_high:
        limit = formula.error if too_high else formula.review
        fault = f"the reading level is {level}; the bar is {formula.said(limit)}"
        worst = [f"line {line.at(sentence).line}: {quoted(sentence, 120)}" for line, sentence in level.hardest]
        remedy = "\n".join(["Use shorter sentences and everyday words. The hardest sentences:", *worst])
        yield subject.written.located.place(("sections",)), fault, remedy


def _level_of(subject: Subject) -> reading_level.Level:
    """The level that two rules ask for."""
    return subject.once(_measured)


def _measured(subject: Subject) -> reading_level.Level:
    return measured(read(subject))


@rule(Severity.REVIEW)
def reading_level_high(subject: Subject) -> Iterator[Finding]:
    """A handout above grade 8 leaves out many of those who need it.

    English: Flesch–Kincaid above grade 8 (of 980 topics of a national health library 39 % are at 8 or below, so it can be
    done). Spanish: INFLESZ below 55, the lower end of "normal" on the scale made for patients' texts (Barrio-Cantalejo et
    al. 2008). Italian: Gulpease below 60. Other languages have no validated formula here and get no score. Glossary
    words, medicines, names and values are left out of the syllables; texts below 100 words are not scored. A formula sees
    length, not sense: a mechanical proxy of AHRQ PEMAT item 3, never a proof.
    """
    yield from _level_findings(subject, too_high=False)


@rule(Severity.ERROR)
def reading_level_too_high(subject: Subject) -> Iterator[Finding]:
    """Above grade 10 a handout is written for its authors.

    English: Flesch–Kincaid above grade 10 (78 % of 980 topics of a national health library are at 10 or below). Spanish:
    INFLESZ below 40 ("very hard"). Italian: Gulpease below 40. See "reading-level-high" for how it is counted.
    """
    yield from _level_findings(subject, too_high=True)


def told_level(subject: Subject) -> str:
    """The reading level in words, for tables and reports: ``grade 6.1 (Flesch–Kincaid); 9.8 words a sentence``."""
    return str(_level_of(subject))
