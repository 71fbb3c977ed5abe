"""What a sentence says besides its numbers: left or right, before or after, Monday or Friday, daily or weekly, morning or night.

Both texts are read by the tables of their languages. A meaning of the source must be answered; where another one of the same
kind stands in its place, the two differ. Passages with as many sentences are compared sentence by sentence.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from press.checks.translation.comparing import denying
from press.checks.translation.matching import counted_words
from press.checks.translation.negation import denials
from press.language import OPPOSITES, Hit, Lexicon
from press.quantities import Number, counted, read

Kind = Literal["weekday", "often", "time", "relative", "opposite"]
Names = frozenset[str]

# What may stand for a time of day in a true translation: languages cut the day in different pieces.
_TIMES: dict[str, Names] = {
    "morning": frozenset({"morning"}),
    "noon": frozenset({"noon", "afternoon"}),
    "afternoon": frozenset({"afternoon", "noon", "evening"}),
    "evening": frozenset({"evening", "night", "bedtime", "afternoon"}),
    "night": frozenset({"night", "evening", "bedtime", "midnight"}),
    "midnight": frozenset({"midnight", "night", "noon"}),
    "bedtime": frozenset({"bedtime", "night", "evening"}),
}
_DAILY = frozenset({"day", "night", "morning", "evening"})  # what comes once in a day
# How often, said with a number and a unit: every other day is every 2 days, or every 48 hours.
_SAID_IN_NUMBERS: dict[str, frozenset[tuple[float, str]]] = {
    "hour": frozenset({(60, "minute"), (1, "hour")}),
    "day": frozenset({(24, "hour"), (1, "day")}),
    "week": frozenset({(7, "day"), (1, "week")}),
    "two_weeks": frozenset({(2, "week"), (14, "day"), (15, "day")}),
    "month": frozenset({(1, "month"), (4, "week"), (30, "day")}),
    "year": frozenset({(1, "year"), (12, "month")}),
    "other day": frozenset({(2, "day"), (48, "hour")}),
    "other week": frozenset({(2, "week"), (14, "day"), (15, "day")}),
    "other month": frozenset({(2, "month")}),
    "other year": frozenset({(2, "year")}),
}
_SELDOM_MISSED = frozenset(
    {"day", "hour"}
)  # said in too many ways to be missed where nothing else stands in their place
_BREAK = re.compile(r"(?<=[.!?。！？؟।۔።;\n])\s*(?=\S)")
_OTHERS: dict[str, Names] = {}
for _one, _two in OPPOSITES:
    _OTHERS[_one] = _OTHERS.get(_one, frozenset()) | {_two}
    _OTHERS[_two] = _OTHERS.get(_two, frozenset()) | {_one}
# Opposites that a "not" turns into each other: "not closed" is open, "do not eat before" is "eat only after".
_TURNED_BY_NOT = frozenset({"before", "after", "within", "with", "without", "stop", "continue", "open", "closed", "raise", "lower"})  # fmt: skip
#: Meanings that are missed where the translation has nothing of the kind: others are said in too many ways.
DEMANDED = frozenset({"left", "right", "without", "empty_stomach", "full_stomach"})


@dataclass(frozen=True, slots=True)
class Said:
    """A meaning as it stands in a text."""

    names: Names
    text: str  # as typed


@dataclass(frozen=True, slots=True)
class Difference:
    """A meaning of the source that the translation lacks; ``there`` is another one of its kind in its place, or nothing."""

    kind: Kind
    here: Said
    there: Said | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or a whole passage, with what it says by kind."""

    text: str
    said: dict[Kind, tuple[Said, ...]]


@functools.lru_cache(maxsize=16384)
def _parts(text: str, lexicon: Lexicon) -> tuple[_Part, tuple[_Part, ...]]:
    """A passage, and its sentences one by one; the text is read once."""
    hits = lexicon.find(text)
    shown = lexicon.prepared(text).shown
    if hits.tables.isdisjoint(MEANT):
        nothing = _Part(text, {})
        return nothing, (nothing,) * max(1, len(_BREAK.findall(shown)) + 1)
    found = [(hit, *_meaning(hit)) for hit in hits if hit.table in MEANT]
    whole = _Part(text, _by_kind(found, shown))
    cuts = [0, *(hit.end() for hit in _BREAK.finditer(shown)), len(shown)]
    spans = [(start, end) for start, end in itertools.pairwise(cuts) if shown[start:end].strip()]
    if len(spans) < 2:
        return whole, (whole,)
    inside = [[one for one in found if start <= one[0].start < end] for start, end in spans]
    return whole, tuple(_Part(shown[a:b], _by_kind(one, shown)) for (a, b), one in zip(spans, inside, strict=True))


def _by_kind(found: list[tuple[Hit, Kind, Names]], shown: str) -> dict[Kind, tuple[Said, ...]]:
    said: dict[Kind, list[Said]] = {}
    for hit, kind, names in found:
        said.setdefault(kind, []).append(Said(names, shown[hit.start : hit.end]))
    return {kind: tuple(dict.fromkeys(all_of)) for kind, all_of in said.items()}


#: The tables of which a word has such a meaning.
MEANT = frozenset({"opposite", "weekday", "time", "relative", "every", "every_other"})


def _meaning(hit: Hit) -> tuple[Kind, Names]:
    if hit.table == "opposite":
        return "opposite", hit.name
    if hit.table == "weekday":
        return "weekday", frozenset({hit.name})
    if hit.table == "time":
        return "time", hit.name
    if hit.table == "every":
        return "often", frozenset("day" if name in _DAILY else name for name in hit.name)
    if hit.table == "every_other":
        return "often", frozenset("other day" if name in _DAILY else "two_weeks" if name == "week" else f"other {name}" for name in hit.name)  # fmt: skip
    return "relative", hit.name


def differences(source: str, target: str, lexicons: tuple[Lexicon, Lexicon]) -> tuple[Difference, ...]:
    """What a passage says otherwise than its source."""
    return _differences(source, target, *lexicons)


@functools.lru_cache(maxsize=8192)
def _differences(source: str, target: str, one: Lexicon, other: Lexicon) -> tuple[Difference, ...]:
    if one.find(source).tables.isdisjoint(MEANT):
        return ()
    whole, sentences = _parts(source, one)
    opposite, answers = _parts(target, other)
    if len(sentences) != len(answers) or len(sentences) == 1:
        return tuple(_of_parts(whole, opposite, one, other))
    found = [d for here, there in zip(sentences, answers, strict=True) for d in _of_parts(here, there, one, other)]
    if not found:
        return ()
    # What is moved to the sentence before or after is not lost.
    lost = {(d.kind, d.here.names) for d in _of_parts(whole, opposite, one, other)}
    return tuple(d for d in found if d.there is not None or (d.kind, d.here.names) in lost)


def _of_parts(source: _Part, target: _Part, one: Lexicon, other: Lexicon) -> Iterator[Difference]:
    for kind, said in source.said.items():
        answers = target.said.get(kind, ())
        if kind == "opposite":
            yield from _opposed(said, answers, source.text, target.text, one, other)
        elif other.has(_TABLES[kind]):
            yield from _changed(kind, said, answers, target.text, other)
            if kind == "often":
                yield from _not_the_other(said, answers, source.text, target.text, one, other)


_TABLES: dict[Kind, str] = {"weekday": "weekdays", "often": "every", "time": "times_of_day", "relative": "relative"}


def _covers(kind: Kind, wanted: Names, given: Names) -> bool:
    return covers_time(wanted, given) if kind == "time" else not wanted.isdisjoint(given)


def covers_time(wanted: Names, given: Names) -> bool:
    """Whether a time of day may stand for another in a true translation."""
    return any(name in given for want in wanted for name in _TIMES.get(want, frozenset({want})))


@functools.lru_cache(maxsize=4096)
def _weak(text: str, lexicon: Lexicon) -> dict[Kind, Names]:
    """Everything that a text may answer, by kind; asked only where something has no sure answer."""
    found: dict[Kind, Names] = {}
    for hit in lexicon.answers(text):
        if hit.table in MEANT:
            kind, names = _meaning(hit)
            found[kind] = found.get(kind, frozenset()) | names
    return found


def _changed(
    kind: Kind, said: tuple[Said, ...], answers: tuple[Said, ...], target: str, other: Lexicon
) -> Iterator[Difference]:
    """Meanings of a kind of which each stands alone: those without an answer, with one that answers nothing."""
    lost = [one for one in said if not any(_covers(kind, one.names, answer.names) for answer in answers)]
    if lost:
        weak = _weak(target, other).get(kind, frozenset())
        lost = [one for one in lost if not _covers(kind, one.names, weak)]
    if kind == "often" and lost:
        numbers = _counted_units(target, other)
        lost = [one for one in lost if not any(_SAID_IN_NUMBERS.get(name, frozenset()) & numbers for name in one.names)]
    new = [a for a in answers if not any(_covers(kind, one.names, a.names) for one in said)]
    named = {hit.name for hit in other.find(target) if hit.table == "unit"}
    for one, answer in itertools.zip_longest(lost, new):
        if one is not None and (answer is not None or kind != "often" or one.names.isdisjoint(named | _SELDOM_MISSED)):
            yield Difference(kind, one, answer)


def _not_the_other(
    said: tuple[Said, ...], answers: tuple[Said, ...], source: str, target: str, one: Lexicon, other: Lexicon
) -> Iterator[Difference]:
    """ "Weekly, never daily" that became "daily, never weekly": both are there, and the "never" has moved to the other."""
    if len(said) != 2 or len(answers) != 2 or not said[0].names.isdisjoint(said[1].names):
        return
    crossed = _covers("often", said[0].names, answers[1].names) and _covers("often", said[1].names, answers[0].names)
    if crossed and _denied_between(said, source, one) and _denied_between(answers, target, other):
        yield Difference("often", said[0], answers[0])


def _denied_between(said: tuple[Said, ...], text: str, lexicon: Lexicon) -> bool:
    """Whether the only denial of a text stands between two of its meanings."""
    shown = lexicon.prepared(text).shown
    start = shown.find(said[0].text) + len(said[0].text)
    found = denials(text, lexicon)
    return len(found) == 1 and start <= found[0].start < shown.find(said[1].text, start)


@functools.lru_cache(maxsize=8192)
def _counted_units(text: str, lexicon: Lexicon) -> frozenset[tuple[float, str]]:
    """The numbers of a text with what they count, in digits and in words."""
    words: Iterable[Number] = counted(text, lexicon)
    found = {(value, number.unit) for number in (*read(text, lexicon).numbers, *words) for value in number.values}
    return frozenset(found | {(number.values[0], number.unit) for number in counted_words(text, lexicon)})


def _opposed(
    said: tuple[Said, ...], answers: tuple[Said, ...], source: str, target: str, one: Lexicon, other: Lexicon
) -> Iterator[Difference]:
    """Poles of the source whose opposite stands in the translation, and they do not; or that are demanded and missing."""
    sure = {name for said_one in said if len(said_one.names) == 1 for name in said_one.names}
    given = {name for answer in answers for name in answer.names}
    turned: bool | None = None
    for pole in said:
        if len(pole.names) != 1 or not pole.names.isdisjoint(given):
            continue
        (name,) = pole.names
        wrong = next(
            (a for a in answers if len(a.names) == 1 and a.names <= _OTHERS[name] and a.names.isdisjoint(sure)), None
        )
        if wrong is None and (name not in DEMANDED or not _has_pole(other, name)):
            continue
        if name in _weak(target, other).get("opposite", frozenset()):
            continue
        if wrong is None:
            if name != "without" or not _denied(target, other):
                yield Difference("opposite", pole, None)
            continue
        if name in _TURNED_BY_NOT:
            if turned is None:
                turned = bool(denials(source, one)) != _denied(target, other)
            if turned:
                continue
        yield Difference("opposite", pole, wrong)


def answers_by_opposite(source: str, target: str, lexicons: tuple[Lexicon, Lexicon]) -> bool:
    """Whether a translation answers a "not" by the opposite: "do not eat before the test" as "eat only after it"."""
    given = _weak(target, lexicons[1]).get("opposite", frozenset())
    for said in _parts(source, lexicons[0])[0].said.get("opposite", ()):
        if len(said.names) == 1 and said.names <= _TURNED_BY_NOT and said.names.isdisjoint(given):
            (name,) = said.names
            if _OTHERS[name] & given & _TURNED_BY_NOT:
                return True
    return False


def _denied(text: str, lexicon: Lexicon) -> bool:
    return bool(denying(text, lexicon))


@functools.cache
def _has_pole(lexicon: Lexicon, name: str) -> bool:
    return any(name in key.split("/") for key in lexicon.table.opposites)
