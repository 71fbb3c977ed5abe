"""Pairs the items of two lists of unlike length, so that the missing or added one can be named."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from press.content import Gap, Include, phrases
from press.language import Lexicon
from press.quantities import read

Lexicons = tuple[Lexicon, Lexicon]
Couples = list[tuple[int | None, int | None]]
_GAP_COST = 1.6  # of leaving one item unpaired, in the units of _distance
_CLEAR = 0.35  # how much better the best choice must be than the next, to be named without "perhaps"


def said(part: Any) -> tuple[str, ...]:
    """All the texts of a block or section."""
    if isinstance(part, Gap):
        return (part.gap,)
    if isinstance(part, Include):
        return (f"{{{part.include}}}",)
    return tuple(phrase.text for phrase in phrases(part))


def align(
    one: Sequence[Sequence[str]],
    other: Sequence[Sequence[str]],
    lexicons: Lexicons,
    apart: Callable[[int, int], float] = lambda i, j: 0.0,
) -> tuple[Couples, bool]:
    """Pair the items of two lists in order at least cost (Needleman-Wunsch); and whether the choice was clear."""
    texts, opposite = [" ".join(v) for v in one], [" ".join(v) for v in other]
    stretch = _stretch(texts, opposite)
    costs = [
        [
            apart(i, j)
            + _distance(a, b, lexicons, stretch)
            + 0.1 * abs(i / max(1, len(one) - 1) - j / max(1, len(other) - 1))
            for j, b in enumerate(opposite)
        ]
        for i, a in enumerate(texts)
    ]
    best = _best_path(costs, len(one), len(other))
    if abs(len(one) - len(other)) != 1:
        return best, len(one) == 0 or len(other) == 0
    dropped = next(((i, j) for i, j in best if i is None or j is None), None)
    rest = []
    for k in range(max(len(one), len(other))):  # the cost of leaving out another one instead
        rows = [i for i in range(len(one)) if len(one) < len(other) or i != k]
        columns = [j for j in range(len(other)) if len(other) < len(one) or j != k]
        rest.append((sum(costs[i][j] for i, j in zip(rows, columns, strict=True)), k))
    rest.sort()
    chosen = rest[0][1] == (dropped[0] if dropped and dropped[1] is None else dropped[1] if dropped else -1)
    return best, chosen and (len(rest) < 2 or rest[1][0] - rest[0][0] >= _CLEAR)


def _best_path(costs: list[list[float]], rows: int, columns: int) -> Couples:
    total = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            options = []
            if i and j:
                options.append(total[i - 1][j - 1] + costs[i - 1][j - 1])
            if i:
                options.append(total[i - 1][j] + _GAP_COST)
            if j:
                options.append(total[i][j - 1] + _GAP_COST)
            total[i][j] = min(options, default=0.0)
    path: Couples = []
    i, j = rows, columns
    while i or j:
        if i and j and math.isclose(total[i][j], total[i - 1][j - 1] + costs[i - 1][j - 1]):
            i, j = i - 1, j - 1
            path.append((i, j))
        elif i and math.isclose(total[i][j], total[i - 1][j] + _GAP_COST):
            i -= 1
            path.append((i, None))
        else:
            j -= 1
            path.append((None, j))
    return path[::-1]


def _stretch(one: Sequence[str], other: Sequence[str]) -> float:
    """How much longer the second language writes, from the mean length of the items."""
    if not one or not other:
        return 1.0
    return (sum(map(len, other)) / len(other) + 5) / (sum(map(len, one)) / len(one) + 5)


def _distance(one: str, other: str, lexicons: Lexicons, stretch: float) -> float:
    """How little two passages have in common: length, numbers, placeholders, links, Latin words, question mark."""
    length = abs(math.log((len(other) + 8) / (len(one) * stretch + 8)))
    shared = _hooks(one, lexicons[0]), _hooks(other, lexicons[1])
    either = shared[0] | shared[1]
    hooks = len(shared[0] ^ shared[1]) / len(either) if either else 0.0
    return length + 1.2 * hooks


_HOOK = re.compile(r"\{[^}]*\}|\]\([^)]*\)|[A-Z][\w-]{3,}")


def _hooks(text: str, lexicon: Lexicon) -> frozenset[str]:
    """What a translation keeps: numbers, placeholders, links, names in Latin letters, a question mark at the end."""
    found = {f"{value:g}" for number in read(text, lexicon).numbers for value in number.values[:1]}
    found.update(hit for hit in _HOOK.findall(text) if not hit[0].isupper() or not _starts_sentence(text, hit))
    if text.rstrip().endswith(("?", "؟", "？", "՞", ";")):
        found.add("?")
    return frozenset(found)


def _starts_sentence(text: str, word: str) -> bool:
    at = text.find(word)
    return at == 0 or text[:at].rstrip().endswith((".", "!", "?", ":", "**"))
