"""What became of the words: passages of two texts side by side, and the words of one passage as a redline."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from press.language import Language, ascii_digits, break_words
from press.problem import Place

_ALIKE = 0.5  # two passages of one kind that share this much are one passage, changed
_BREAK = "\u200b"
# Scripts that put no spaces between words and have no dictionary here: each character is a word.
_ONE_BY_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


class Change(StrEnum):
    """What became of a passage."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


Kept = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a redline: words that stayed, went or came."""

    kept: Kept
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage as a reader meets it: what it is (``step 3``), under which heading, its words, where it is written."""

    kind: str
    name: str
    heading: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class PassageChange:
    """One passage that is not what it was. ``old`` or ``new`` is None where it came or went."""

    change: Change
    old: Passage | None
    new: Passage | None
    parts: tuple[Part, ...]

    @property
    def here(self) -> Passage:
        """The passage as it is now; as it was, where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def numbers(self) -> bool:
        """Whether a figure came, went or changed: a dose, a phone number, a date. Its digits count in any script."""
        if self.change is Change.MOVED:
            return False
        return _figures(self.old) != _figures(self.new)


def _figures(passage: Passage | None) -> Counter[str]:
    return Counter(re.findall(r"[0-9]+(?:[.,:/][0-9]+)*", ascii_digits(passage.text))) if passage else Counter()


# ------------------------------------------------------------------------------------------------------------- passages


def changes(old: Sequence[Passage], new: Sequence[Passage], language: Language | None = None) -> list[PassageChange]:
    """Every passage that changed, came, went or moved, in the new text's order; one that went stands where it stood."""
    pairs = _paired(old, new)
    moved = _out_of_order(pairs)
    partner, back = dict(pairs), {j: i for i, j in pairs}
    found: list[tuple[tuple[float, int], PassageChange]] = []
    for j, passage in enumerate(new):
        i = back.get(j)
        if i is None:
            found.append(((j, 1), PassageChange(Change.ADDED, None, passage, (Part("added", passage.text),))))
        elif old[i].text != passage.text:
            parts = tuple(redline(old[i].text, passage.text, language))
            found.append(((j, 1), PassageChange(Change.CHANGED, old[i], passage, parts)))
        elif i in moved or old[i].kind != passage.kind:
            found.append(((j, 1), PassageChange(Change.MOVED, old[i], passage, (Part("same", passage.text),))))
    after = -1.0
    for i, passage in enumerate(old):
        if i in partner:
            after = partner[i] if i not in moved else after
        else:
            change = PassageChange(Change.REMOVED, passage, None, (Part("removed", passage.text),))
            found.append(((after + 0.5, i), change))
    return [change for _, change in sorted(found, key=lambda item: item[0])]


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[int, int]]:
    """Which old passage is which new one: the same words first, then those elsewhere, then the most alike in place."""
    ours, theirs = [(p.kind, p.text) for p in old], [(p.kind, p.text) for p in new]
    pairs: dict[int, int] = {}
    stretches = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif tag == "replace":
            stretches.append((range(i1, i2), range(j1, j2)))
    for length in (2, 1):  # kind and words; then the words alone: a point that became a step
        taken = set(pairs.values())
        for i in (i for i in range(len(old)) if i not in pairs):
            same = (j for j in range(len(new)) if j not in taken and ours[i][-length:] == theirs[j][-length:])
            j = next(same, None)
            if j is not None:
                pairs[i] = j
                taken.add(j)
    for olds, news in [*stretches, (range(len(old)), range(len(new)))]:
        _pair_alike(old, new, olds, news, pairs)
    return sorted(pairs.items())


def _pair_alike(
    old: Sequence[Passage], new: Sequence[Passage], olds: range, news: range, pairs: dict[int, int]
) -> None:
    """Inside a stretch that was replaced: passages of one kind, the most alike first; a lone pair is one passage."""
    left = [i for i in olds if i not in pairs]
    right = [j for j in news if j not in pairs.values()]
    rated = sorted(
        (-difflib.SequenceMatcher(None, old[i].text, new[j].text).ratio(), abs((i - olds.start) - (j - news.start)), i, j)
        for i in left
        for j in right
        if old[i].kind == new[j].kind
    )
    for likeness, _, i, j in rated:
        # Across the whole text nothing is paired for being the last of its kind: that would be a guess.
        alone = len(olds) < len(old) and all(
            sum(p[k].kind == old[i].kind for k in side) == 1 for p, side in ((old, left), (new, right))
        )
        if i not in pairs and j not in pairs.values() and (-likeness >= _ALIKE or alone):
            pairs[i] = j


def _out_of_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Old passages that stand elsewhere now: those outside the longest stretch of pairs that kept its order."""
    ends: list[int] = []  # ends[n]: the lowest partner that ends a rising run of n + 1 pairs
    before: list[int] = []  # for each pair, the pair before it in its longest rising run
    at: list[int] = []
    for k, (_, j) in enumerate(pairs):
        n = bisect.bisect_left(ends, j)
        before.append(at[n - 1] if n else -1)
        ends[n:] = [j, *ends[n + 1 :]]
        at[n:] = [k, *at[n + 1 :]]
    kept, k = set(), at[-1] if at else -1
    while k >= 0:
        kept.add(k)
        k = before[k]
    return {pairs[k][0] for k in range(len(pairs)) if k not in kept}


# ----------------------------------------------------------------------------------------------------------------- words


def redline(old: str, new: str, language: Language | None = None) -> Iterator[Part]:
    """The words of ``old`` and ``new`` in one line: what stayed, what went, what came. Whole words only."""
    ours, theirs = tokens(old, language), tokens(new, language)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    gone: list[str] = []
    come: list[str] = []
    opcodes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        island = "".join(ours[i1:i2])
        between = 0 < number < len(opcodes) - 1
        if tag == "equal" and between and not any(char.isalnum() for char in island):
            # A space or a comma between two changes would cut a phrase into confetti.
            gone.append(island)
            come.append(island)
        elif tag == "equal":
            yield from _flushed(gone, come)
            yield Part("same", island)
        else:
            gone += ours[i1:i2]
            come += theirs[j1:j2]
    yield from _flushed(gone, come)


def _flushed(gone: list[str], come: list[str]) -> Iterator[Part]:
    if gone:
        yield Part("removed", "".join(gone))
    if come:
        yield Part("added", "".join(come))
    gone.clear()
    come.clear()


def tokens(text: str, language: Language | None = None) -> list[str]:
    """Words, spaces and signs, in order; put together they are the text again.

    A number stays whole (``10.5``, ``503-555-0123``), and so does a letter with its marks in any script. Scripts
    without spaces are cut by dictionary (Khmer, Lao, Burmese, Thai) or character by character (Chinese, Japanese).
    """
    if language is not None and language.word_break == "dictionary":
        text = break_words(text, language)
    found: list[str] = []
    for piece in re.split(rf"(\s+|{_BREAK})", text):
        if piece in ("", _BREAK):
            continue
        found += [piece] if piece.isspace() else _parts(piece)
    return found


def _parts(word: str) -> Iterator[str]:
    """A word without the signs around it, and those signs one by one; Chinese and Japanese by characters."""
    start, end = 0, len(word)
    while start < end and _is_sign(word[start]):
        yield word[start]
        start += 1
    while end > start and _is_sign(word[end - 1]):
        end -= 1
    core = word[start:end]
    done = 0
    for hit in _ONE_BY_ONE.finditer(core):
        if hit.start() > done:
            yield core[done : hit.start()]
        yield hit[0]
        done = hit.end()
    if done < len(core):
        yield core[done:]
    yield from word[end:]


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" and char not in "°%"
