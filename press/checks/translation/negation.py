"""Words that deny or forbid: "do not", from any language into any other, by their tables."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from press.checks.translation.comparing import asked, beside_numbers, said
from press.language import Hit, Lexicon

#: Tables of which a word denies.
DENYING = frozenset({"denies", "forbids"})
_BREAK = re.compile(r"(?<=[.!?。！？؟।۔።;])\s*(?=\S)")
_ASKS = re.compile("[?\uff1f\u061f\u055e]")  # marks of a question, in any script
_OPENS = re.compile(r"[.!?:;,]\s*[\"“*(]*$")


def _sentences(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, in the prepared text."""
    plain = lexicon.prepared(text).plain
    cuts = [0, *(hit.end() for hit in _BREAK.finditer(plain)), len(plain)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if plain[start:end].strip()]


@functools.lru_cache(maxsize=8192)
def denials(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """What surely denies or forbids in a text: a command ("Do not drive"), a modal verb, a plain denial ("is not a cure").

    What only forbids where a clause begins is left out elsewhere: other languages say "muscles tighten when you do not want
    them to" without a "not".
    """
    hits = lexicon.find(text)
    if hits.tables.isdisjoint(DENYING):
        return ()
    within = [hit for hit in hits if hit.table == "every_other"]  # "one day yes, the other no" denies nothing
    return tuple(
        hit
        for hit in hits
        if (hit.table == "denies" or (hit.table == "forbids" and _begins_clause(text, hit.start, lexicon)))
        and not any(one.start <= hit.start and hit.end <= one.end for one in within)
    )


def _begins_clause(text: str, start: int, lexicon: Lexicon) -> bool:
    low = lexicon.prepared(text).low
    head = low[:start].rstrip(' "“*(')
    if not head or _OPENS.search(low, 0, start):
        return True
    word = re.search(r"[^\W\d_]+$", head)
    return word is not None and word[0] in lexicon.words(lexicon.table.negation.after)


def _answers(text: str, lexicon: Lexicon) -> list[Hit]:
    return [hit for hit in lexicon.answers(text) if hit.table in ("forbids", "denies", "answers")]


def _free(answers: list[Hit], source: str, target: str, one: Lexicon, other: Lexicon) -> list[Hit]:
    """The answers that do not translate another word of the source: in "do not stop" and "do not take it without food" the
    translation's "stop" and "without" stand for those words, and leave the "not" unanswered. So does a "before".
    """
    said: frozenset[str] = frozenset().union(*(hit.name for hit in one.find(source) if hit.table == "opposite"))
    if not answers or not said:
        return answers
    taken = [hit for hit in other.answers(target) if hit.table == "opposite" and not said.isdisjoint(hit.name)]
    return [hit for hit in answers if not any(_same(hit, word) and not _holds_both(hit, word) for word in taken)]


def _holds_both(answer: Hit, word: Hit) -> bool:
    """Whether one word says the opposite's meaning and surely denies it, as "do not stop" is one word in Kannada."""
    same = (answer.start, answer.end) == (word.start, word.end)
    return same and answer.table in DENYING and "without" not in word.name


def _same(answer: Hit, word: Hit) -> bool:
    """Whether they are one word, or one phrase as two tables have it ("antes", "antes de")."""
    return (word.start <= answer.start and answer.end <= word.end) or (
        answer.start == word.start and answer.end - word.end <= 4
    )


def unanswered(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Sentences of a source that deny, where the translation's sentence does not: the word, and the sentence.

    "Take no more than 8" denies nothing but compares; the comparison is asked elsewhere.
    """
    within = beside_numbers(source, source_lexicon)
    found = [
        hit for hit in denials(source, source_lexicon) if not any(a < hit.end and hit.start < b for a, b in within)
    ]
    if not found or not target_lexicon.has("negation"):
        return
    shown = source_lexicon.prepared(source).shown
    sentences, opposite = _sentences(source, source_lexicon), _sentences(target, target_lexicon)
    answers = _free(_answers(target, target_lexicon), source, target, source_lexicon, target_lexicon)
    if len(sentences) == len(opposite):
        compared = beside_numbers(target, target_lexicon)
        for (start, end), (begin, stop) in zip(sentences, opposite, strict=True):
            word = next((hit for hit in found if start <= hit.start < end), None)
            if word is None:
                continue
            compares = any(denied for _, _, denied in asked(shown[start:end], source_lexicon))
            there = [hit for hit in answers if begin <= hit.start < stop]
            if not compares:  # a "not less than" counts only where it is a comparison that the source denies
                there = [hit for hit in there if not any(a <= hit.start and hit.end <= b for a, b in compared)]
            if not there:
                yield shown[word.start : word.end], shown[start:end].strip()
    elif not answers:
        word = found[0]
        sentence = next((shown[a:b].strip() for a, b in sentences if a <= word.start < b), shown)
        yield shown[word.start : word.end], sentence


def added(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Sentences of a translation that surely deny, where nothing of the source's sentence could be meant: word, sentence."""
    if not target_lexicon.table.negation.denies or not source_lexicon.has("negation"):
        return
    found = denials(target, target_lexicon)
    if not found:
        return
    shown = target_lexicon.prepared(target).shown
    sentences, opposite = _sentences(source, source_lexicon), _sentences(target, target_lexicon)
    if len(sentences) != len(opposite):  # then only the passage as a whole can be asked
        sentences, opposite = [(0, len(source) + 1)], [(0, len(target) + 1)]
    answers = [hit.start for hit in _answers(source, source_lexicon)]
    compared = beside_numbers(target, target_lexicon)
    for (start, end), (begin, stop) in zip(sentences, opposite, strict=True):
        if any(start <= at < end for at in answers) or _ASKS.search(shown, begin, stop):
            continue  # in many languages a question ends with "or not"
        word = next(
            (h for h in found if begin <= h.start < stop and not any(a <= h.start < b for a, b in compared)), None
        )
        if word is not None:
            yield shown[word.start : word.end], shown[begin:stop].strip()


def turned(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Denied comparisons that were turned round: "do not take more than 8" as "do not take less than 8".

    Well said are "do not take more than", "at most" and "not more than"; what is left are "do not take less than" and
    "not less than".
    """
    if not target_lexicon.has("negation"):
        return
    wanted = asked(source, source_lexicon)
    if len({way for way, _, _ in wanted}) != 1:
        return
    answers = _answers(target, target_lexicon)
    for way, words, denied in wanted:
        if not denied:
            continue
        wrong = ""
        for found, fragment, start, end in said(target, target_lexicon):
            composed = any(start <= hit.start and hit.end <= end for hit in answers)
            begin, stop = next(((a, b) for a, b in _sentences(target, target_lexicon) if a <= start < b), (0, end))
            denies = any(begin <= hit.start < stop and not (start <= hit.start < end) for hit in answers)
            if (found == way) == composed and (composed or denies):
                wrong = wrong or fragment
            else:
                wrong = ""
                break
        if wrong:
            yield words, wrong
