"""What a passage is about: conditions, symptoms, body parts and medicines by topic (``words/topics.tsv``), weighed.

The evidence is plain: a named condition weighs most, a medicine less, a symptom and a body part least; a mention in passing
("such as", "risk of", an item of a list) weighs a third. A handout's own topics are those that its title, keywords, main
message, codes and related handouts name, and those that come again in many of its passages. The weights and limits were
chosen on one half of a public collection of patient texts and measured on the other (``benchmarks/coherence.py``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from press.checks.lexicon import Phrases, plural_forms, table
from press.checks.prose import Word, words_of

CONDITION, SYMPTOM, MEDICINE, PART = 3.0, 1.5, 2.0, 1.0
PASSING = 1 / 3  # what is left of a mention in passing
AGAIN = 0.5  # what a word said a second time adds
OWN_WORD, COMMON_WORD = 1.5, 0.5  # a word of the title or keywords; a word that comes again in many passages
NEAR, OTHERS = 0.5, 0.5  # what a near topic counts as own evidence; what other foreign topics take off (an enumeration)
LEAST, LEAST_ALONE = 3.0, 2.0  # the least foreign weight: beside own evidence, and with none at all
RATIO = 1.5  # how many times the own evidence it must outweigh
OWN_SHARE, COMMON_SHARE = 0.2, 0.3  # in how many of the passages a topic or a word must come to be the handout's own

# Words before a mention that make it one in passing: an example, a cause, a risk, something to tell the doctor.
_PASSING = re.compile(
    r"\b(?:such as|like|including|includes?|for example|e\.g|others?|if you have|if you had|history of|have or had|have had|"
    r"risks?|chances?|caused by|can cause|may cause|leads? to|related to|linked|associated|complications?|due to|because of|"
    r"similar to|look like|mistaken|side effects?|tell|along with|as well as|rule out|certain|conditions|disorders|diseases|"
    r"confused? with|from|examples?|also|as|uncommon|used to treat)\b"
)
_BEFORE = 60  # characters before a mention in which such a word is looked for

# Words that say nothing about a topic, however often they come.
_GENERAL = frozenset({
    "about", "after", "before", "blood", "body", "cause", "causes", "call", "care", "condition", "diagnosis",
    "disease", "disorder", "doctor", "drug", "from", "have", "health", "help", "information", "into", "medicine",
    "more", "need", "other", "pain", "patient", "people", "prevent", "prevention", "problem", "problems", "risk",
    "side", "signs", "symptom", "symptoms", "syndrome", "test", "tests", "than", "that", "their", "them", "they",
    "this", "treat", "treated", "treatment", "treatments", "type", "types", "what", "when", "which", "will", "with",
    "work", "works", "your", "adult", "adults", "child", "children", "chronic", "acute", "severe", "common",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the lexicon in a text: its topics, how much it weighs, and where it stands."""

    topics: tuple[str, ...]
    weight: float
    names_condition: bool
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of a word: ``key`` is the same for its singular and plural."""

    key: str
    topics: tuple[str, ...]
    weight: float
    names_condition: bool


@functools.cache
def _lexicon() -> Phrases[Entry]:
    found: dict[str, Entry] = {}
    for topic, _, *groups in table("topics"):
        for group, weight in zip(groups, (CONDITION, SYMPTOM, PART, MEDICINE), strict=True):
            for name in filter(None, (name.strip() for name in group.split(","))):
                key = name.removesuffix("*")
                old = found.get(key)
                topics = (*(old.topics if old else ()), topic)
                names = weight == CONDITION or name.endswith("*") or bool(old and old.names_condition)
                found[key] = Entry(key, topics, max(weight, old.weight if old else 0), names)
    return Phrases((form, entry) for key, entry in found.items() for form in plural_forms(key))


@functools.cache
def _near() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {row[0]: {row[0]} for row in table("topics")}
    for topic, others, *_ in table("topics"):
        for other in filter(None, others.split(",")):
            near[topic].add(other)
            near[other].add(topic)
    return {topic: frozenset(others) for topic, others in near.items()}


@functools.cache
def medicines() -> frozenset[str]:
    """The lexicon's medicines of one word: names that an author cannot make easier."""
    return frozenset(name for row in table("topics") for name in row[5].split(",") if name and " " not in name)


def belong_together(topic: str, others: Iterable[str]) -> bool:
    """Whether a topic is one of ``others`` or stands near one."""
    near = _near().get(topic, frozenset())
    return any(other in near for other in others)


def mentions(text: str, words: Sequence[Word] | None = None) -> Iterator[Mention]:
    """Every word of the lexicon in a text, in order."""
    for _, mention in _found(text, words):
        yield mention


def _found(text: str, words: Sequence[Word] | None = None) -> Iterator[tuple[str, Mention]]:
    words = list(words_of(text)) if words is None else words
    for hit in _lexicon().find(words):
        entry, start, end = hit.entry, words[hit.first].start, words[hit.last].end
        yield entry.key, Mention(entry.topics, entry.weight, entry.names_condition, text[start:end], start, end)


class Said(NamedTuple):
    """A text with its words."""

    text: str
    words: tuple[Word, ...]


def said(text: str) -> Said:
    """A text taken apart into its words."""
    return Said(text, tuple(words_of(text)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, answer, call-out or list: what it says in sentences, and what it only enumerates."""

    sentences: tuple[Said, ...]
    fragments: tuple[Said, ...] = ()

    @property
    def words(self) -> Iterator[Word]:
        """All its words."""
        return (word for said in (*self.sentences, *self.fragments) for word in said.words)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each topic weighs in a passage, and the mentions behind it."""

    of: dict[str, float]
    behind: dict[str, tuple[Mention, ...]]


def weigh(passage: Passage) -> Weights:
    """The weight of every topic in a passage.

    Each word counts at the most that it weighs anywhere, and half as much again where sentences say it twice.
    """
    best: dict[str, tuple[float, Mention]] = {}
    twice: set[str] = set()
    for number, (text, words) in enumerate((*passage.sentences, *passage.fragments)):
        listed = number >= len(passage.sentences)
        for key, mention in _found(text, words):
            if key in best and not listed and key not in twice:
                twice.add(key)
                best[key] = (mention.weight * (1 + AGAIN), mention)
            elif key not in best:
                passing = listed or _PASSING.search(_lead(text, mention.start))
                best[key] = (mention.weight * (PASSING if passing else 1), mention)
    of: dict[str, float] = {}
    behind: dict[str, tuple[Mention, ...]] = {}
    for weight, mention in best.values():
        for topic in mention.topics:
            of[topic] = of.get(topic, 0) + weight
            behind[topic] = (*behind.get(topic, ()), mention)
    return Weights(of, behind)


def _lead(text: str, start: int) -> str:
    """What stands before a place in its sentence, in small letters."""
    before = text[max(0, start - _BEFORE) : start].lower()
    return before[max(before.rfind(mark) for mark in (". ", "? ", "! ")) + 1 :]


@functools.lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A word in small letters without its common endings: enough to see that two words are one."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending in ("ments", "ment", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word.removesuffix("e") if len(word) > 4 else word


def content_words(words: Iterable[Word]) -> set[str]:
    """The stems of the words that say what a text is about."""
    return {
        stem(word.lower)
        for word in words
        if len(word.lower) > 3 and word.lower not in _GENERAL and word.lower[0].isalpha()
    }


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a handout is about: its own topics, the words of its head, and the words that come again and again."""

    topics: frozenset[str]
    words: frozenset[str]
    common: frozenset[str]


def vocabulary(head: str, passages: Sequence[tuple[Passage, Weights]]) -> Vocabulary:
    """The vocabulary of a handout whose title, keywords, codes and the like are ``head``."""
    topics, words = Counter[str](), Counter[str]()
    for passage, weights in passages:
        topics.update(weights.of.keys())
        words.update(content_words(passage.words))
    own = {topic for mention in mentions(head) for topic in mention.topics}
    often, common = max(2, OWN_SHARE * len(passages)), max(3, COMMON_SHARE * len(passages))
    own |= {topic for topic, count in topics.items() if count >= often}
    head_words = content_words(words_of(head))
    return Vocabulary(
        frozenset(own),
        frozenset(head_words),
        frozenset(word for word, count in words.items() if count >= common) - head_words,
    )


@dataclass(frozen=True, slots=True)
class Foreign:
    """The topic that a passage belongs to, instead of the handout's own, and the words that say so."""

    topic: str
    weight: float
    mentions: tuple[Mention, ...]


def foreign(passage: Passage, weights: Weights, own: Vocabulary) -> Foreign | None:
    """The other topic that a passage speaks of, or None where it may well belong to the handout."""
    strange = {t: w for t, w in weights.of.items() if t not in own.topics and not belong_together(t, own.topics)}
    if not strange:
        return None
    topic = max(strange, key=lambda name: strange[name])
    others = sum(w for t, w in strange.items() if t != topic and not belong_together(t, [topic]))
    weight = strange[topic] - OTHERS * others
    if weight < LEAST_ALONE:
        return None
    words = content_words(passage.words)
    evidence = OWN_WORD * len(words & own.words) + COMMON_WORD * len(words & own.common)
    evidence += sum(w for t, w in weights.of.items() if t in own.topics)
    evidence += NEAR * max((w for t, w in weights.of.items() if t not in own.topics and t not in strange), default=0)
    if weight <= RATIO * evidence or (evidence and weight < LEAST):
        return None
    return Foreign(topic, weight, weights.behind[topic])
