"""Two readings of one leaflet, laid side by side: every difference is a doubt at its place.

Both readings become one stream of atoms: words, single signs, ``^9`` (raised), ``_2`` (lowered), ``~40`` (struck out),
and with a NUL before them what is no word: the kind of a list item and the place of a table cell. Spaces never count.
"""

from __future__ import annotations

import bisect
import difflib
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.intake.pieces import (
    LIVE,
    Box,
    Doubt,
    Grid,
    Heading,
    Items,
    Notes,
    Paragraph,
    Picture,
    Piece,
    Terms,
    Words,
    holds_words,
)

_ATOM = re.compile(r"[\^_~]*(?:[^\W_]+|_+)|[^\w\s]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()")
_HEIGHTS = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ]+)|([₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+)|([¼½¾⅐-⅞↉])")
_SAME = str.maketrans({
    "\u2011": "-", "\u2010": "-", "\u00b5": "μ", "\u2044": "/", "\u2126": "Ω", "\u212b": "Å", "\u02da": "°",
    "\u00ba": "°", "🗹": "☑", "🗷": "☒", "🗵": "☒", "⮽": "☒", "🗶": "✗", "🗴": "✗", "✘": "✗", "🗙": "✗", "🗸": "✓", "✔": "✓",
    "⮕": "→", "￼": " ", "™": "TM", **{chr(0x2780 + n): str(n + 1) for n in range(10)}, **{chr(0x2460 + n): str(n + 1) for n in range(20)},
    **{chr(0x2776 + n): str(n + 1) for n in range(10)}, **{chr(0x278A + n): str(n + 1) for n in range(10)},
})  # fmt: skip
_TYPED_BOX = re.compile(r"\[([ xX_✓]?)\](?=\s)")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_DINGBAT = re.compile(
    "[\u2190-\u21ff\u23b0-\u23ff\u2500-\u260f\u2613-\u2712\u2719-\u27bf\u2900-\u297f\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff•·∙▪]"
)
_AROUND = 6  # atoms on either side of a difference that are told with it
BULLET, NUMBERED = "\0•", "\0n"


@dataclass(frozen=True, slots=True)
class Atom:
    """One atom of the first reading: which of the top pieces it stands in, and whether it is live."""

    text: str
    piece: int
    live: bool = True
    doubt: bool = False  # it stands in a doubt, not in the text


def atoms(text: str, mark: str = "") -> list[str]:
    """The atoms of a text; ``mark`` stands before each word in it."""
    return list(_atoms(text, mark))


@functools.lru_cache(
    maxsize=4096
)  # each text is read several times: by its reader, against the other one, in the proof
def _atoms(text: str, mark: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_SAME)
    if "[" in text:
        text = _TYPED_BOX.sub(lambda hit: " ☒ " if hit[1].strip(" _") else " ☐ ", text)
    found = _ATOM.findall(_HEIGHTS.sub(_height, text))
    if mark:
        found = [f"{mark}{atom.lstrip(mark)}" if atom[-1:].isalnum() else atom for atom in found]
    return tuple(atom if atom.isascii() else "".join("§" if _DINGBAT.match(c) else c for c in atom) for atom in found)


def _height(hit: re.Match[str]) -> str:
    if hit[1]:
        return f" ^{hit[1].translate(_RAISED)} "
    if hit[2]:
        return f" _{hit[2].translate(_LOWERED)} "
    above, _, below = unicodedata.normalize("NFKC", hit[3]).partition("⁄")
    return f" ^{above} / _{below} "


# --------------------------------------------------------------------------------------------------- the first reading


def stream(pieces: Sequence[Piece], labels: bool = True) -> list[Atom]:
    """The atoms of the first reading. ``labels``: as the leaflet shows them; else only whether an item has a number."""
    return [
        Atom(text, number, live, isinstance(piece, Doubt | Picture))
        for number, piece in enumerate(pieces)
        for text, live in _of(piece, labels, 0)
    ]


def _of(piece: Piece, labels: bool, depth: int) -> Iterator[tuple[str, bool]]:
    if isinstance(piece, Heading | Paragraph):
        if labels and isinstance(piece, Heading):
            yield from ((atom, True) for atom in atoms(piece.label))
        yield from _words(piece.words)
    elif isinstance(piece, Items):
        for item in piece.items:
            yield from ((atom, True) for atom in _label(item.label, labels))
            for part in item.pieces:
                yield from _of(part, labels, depth)
    elif isinstance(piece, Grid):
        yield from _words(piece.caption)
        for y, row in enumerate(piece.rows):
            for x, cell in enumerate(row):
                if not cell.again and any(map(holds_words, cell.pieces)):
                    if not piece.typed:
                        yield f"\0{depth + 1}.{y}.{x}", True
                    for part in cell.pieces:
                        yield from _of(part, labels, depth + 1)
    elif isinstance(piece, Box):
        for part in piece.pieces:
            yield from _of(part, labels, depth)
    elif isinstance(piece, Terms):
        for pair in piece.pairs:
            for words in pair:
                yield from _words(words)
    elif isinstance(piece, Notes):
        for _, parts in piece.notes:
            for part in parts:
                yield from _of(part, labels, depth)
    elif isinstance(piece, Picture):
        yield from ((atom, False) for atom in atoms(piece.alt))
    elif isinstance(piece, Doubt):
        yield from ((atom, False) for atom in atoms(piece.holds))


def _words(words: Words) -> Iterator[tuple[str, bool]]:
    """Neighbours that are both live, or both not, are one text: a word may change its look inside."""
    text, live = "", True
    for span in words:
        now = span.state in LIVE
        if now != live:
            yield from ((atom, live) for atom in atoms(text))
            text, live = "", now
        text += span.text
    yield from ((atom, live) for atom in atoms(text))


def _label(label: str, labels: bool) -> list[str]:
    if label in ("☐", "☒", "☑"):
        return [label]
    if labels:
        return atoms(label)
    return [NUMBERED if re.search(r"\w", label) else BULLET] if label else []


# ------------------------------------------------------------------------------------------------------ the differences


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two readings differ: the top piece, what each reads, and what both have before and after it there."""

    piece: int
    before: str
    mine: str
    other: str
    after: str


def differences(mine: Sequence[Atom], other: Sequence[str]) -> list[Difference]:
    """Every place where the second reading says something else than the first.

    What the first holds in another state (struck out, hidden, in a doubt) the second may read, or leave out. The streams
    are laid side by side twice, with those words and without; a loss shows either way, a mere misfit only in one.
    """
    aside: dict[int, Counter[str]] = {}
    for atom in mine:
        if not atom.live:
            aside.setdefault(atom.piece, Counter())[atom.text] += 1
    live = _compared([atom for atom in mine if atom.live], other, aside)
    if not live or not aside:
        return live
    whole = _compared([atom for atom in mine if not atom.doubt], other, aside)
    return min(live, whole, key=len)


def _compared(mine: Sequence[Atom], other: Sequence[str], aside: Mapping[int, Counter[str]]) -> list[Difference]:
    left = [atom.text for atom in mine]
    right = [atom.lstrip("~") for atom in other]
    spans: list[tuple[int, int, int, int]] = []
    last_a = last_c = 0
    for a, b, c, d in (*_changes(left, right), (len(left), len(left), len(right), len(right))):
        for n, m in zip(range(last_a, a), range(last_c, c), strict=False):
            if other[m].startswith("~") and mine[n].live and any(char.isalnum() for char in left[n]):
                spans.append((n, n + 1, m, m + 1))
        last_a, last_c = b, d
        lives = [atom.text for atom in mine[a:b] if atom.live]
        lacking = list(_without(right[c:d], _aside(mine, a, b, aside)))
        if not any(map(_says, (*lives, *lacking))) or _same_but_unread(lives, lacking):
            continue
        if all(atom in (BULLET, NUMBERED) for atom in (*lives, *lacking)) and not (lives and lacking):
            continue  # only one of the readings takes it for an item: its words are the same
        spans.append((a, b, c, d))
    return [_told(mine, other, span, aside) for span in _near_each_other(mine, spans)]


def _aside(mine: Sequence[Atom], a: int, b: int, aside: Mapping[int, Counter[str]]) -> Counter[str]:
    """What the first reading holds about there in another state, or in a doubt."""
    known: Counter[str] = Counter()
    low = mine[a - 1].piece if a else 0
    high = (mine[b].piece if b < len(mine) else max(aside, default=0)) + 2
    for piece in range(low, high + 1):
        known += aside.get(piece, Counter())
    return known


def _near_each_other(
    mine: Sequence[Atom], spans: Iterable[tuple[int, int, int, int]]
) -> list[tuple[int, int, int, int]]:
    """Differences of one piece that stand near each other are one."""
    out: list[tuple[int, int, int, int]] = []
    for a, b, c, d in spans:
        last = out[-1] if out else None
        if last and a - last[1] <= 30 and _piece_at(mine, a, b) == _piece_at(mine, last[0], last[1]):
            out[-1] = (last[0], b, last[2], d)
        else:
            out.append((a, b, c, d))
    return out


def _piece_at(mine: Sequence[Atom], a: int, b: int) -> int:
    return mine[a].piece if a < b else mine[a - 1].piece if a else 0


def _told(
    mine: Sequence[Atom], other: Sequence[str], span: tuple[int, int, int, int], aside: Mapping[int, Counter[str]]
) -> Difference:
    """A difference with the words of the same piece before and after it."""
    a, b, c, d = span
    at = _piece_at(mine, a, b)
    before = [atom.text for atom in mine[max(0, a - _AROUND) : a] if atom.live and atom.piece == at]
    after = [atom.text for atom in mine[b : b + _AROUND] if atom.live and atom.piece == at]
    lives = [atom.text for atom in mine[a:b] if atom.live]
    right = [atom.lstrip("~") for atom in other[c:d]]
    lacking = list(_without(right, _aside(mine, a, b, aside)))
    places = [atom for atom in lives if atom[:1] == "\0"] != [atom for atom in lacking if atom[:1] == "\0"]
    mine_said, other_said = (readable(one, places) for one in (lives, lacking))
    if any(atom.startswith("~") for atom in other[c:d]):
        other_said += " (struck out)"
    return Difference(at, readable(before), mine_said, other_said, readable(after))


def _without(lacking: Sequence[str], known: Counter[str]) -> Iterator[str]:
    """Atoms that the first reading does not hold at that place in another state."""
    left: Counter[str] = Counter()
    for atom, times in known.items():
        left[atom.lstrip("^_")] += times
    for atom in lacking:
        if left[atom.lstrip("^_")] > 0:
            left[atom.lstrip("^_")] -= 1
        else:
            yield atom


def _says(atom: str) -> bool:
    """Whether an atom is more than a private letter, which says nothing to anybody."""
    return atom.strip("§_") != ""


def _same_but_unread(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the readings differ only in signs that the second left in their font's own letters."""
    return len(left) == len(right) and all(
        a == b or ("§" in (a, b) and not (a + b).strip("§").isalnum()) for a, b in zip(left, right, strict=True)
    )


def readable(found: Iterable[str], places: bool = False) -> str:
    """Atoms as a person reads them; ``places`` tells the row and column of each cell."""
    out = ""
    for atom in found:
        if atom.startswith("\0"):
            cell = atom.split(".")
            shown = f" [row {int(cell[1]) + 1}, column {int(cell[2]) + 1}] " if places and len(cell) == 3 else " | "
            out += {BULLET: " • ", NUMBERED: " # "}.get(atom, shown)
            continue
        high = {"^": _UP, "_": _DOWN}.get(atom[:1]) if atom[1:2].isalnum() else None
        word = atom[1:].translate(high) if high and len(atom) > 1 else atom
        glued = (
            (high and len(atom) > 1)
            or re.match(r"[.,;:!?%)\]”’°/–-]", word)
            or re.search(r"(?:[(\[“‘/–-]|\d[.,])$", out)
        )
        out += word if glued or not out else f" {word}"
    return " ".join(out.split()).strip("| ")


_UP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _changes(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two sequences differ: ``left[a:b]`` against ``right[c:d]``. Fast where they differ little, whatever their length."""
    start = 0
    most = min(len(left), len(right))
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[len(left) - 1 - end] == right[len(right) - 1 - end]:
        end += 1
    yield from _between(left, right, (start, len(left) - end), (start, len(right) - end))


_SMALL = 1500  # atoms: what difflib compares in a fraction of a second
_RUN = 4


def _between(
    left: Sequence[str], right: Sequence[str], mine: tuple[int, int], other: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    (a, b), (c, d) = mine, other
    if a == b and c == d:
        return
    if b - a <= _SMALL and d - c <= _SMALL:
        matcher = difflib.SequenceMatcher(None, left[a:b], right[c:d], autojunk=False)
        for what, i, j, k, m in matcher.get_opcodes():
            if what != "equal":
                yield a + i, a + j, c + k, c + m
        return
    anchors = _anchors(left, right, mine, other)
    if not anchors:
        yield a, b, c, d
        return
    for x, y in [*anchors, (b, d)]:
        if (a, c) != (x, y):
            yield from _between(left, right, (a, x), (c, y)) if x - a < b - a or y - c < d - c else ((a, x, c, y),)
        a, c = x, y
        while a < b and c < d and left[a] == right[c]:
            a, c = a + 1, c + 1


def _anchors(
    left: Sequence[str], right: Sequence[str], mine: tuple[int, int], other: tuple[int, int]
) -> list[tuple[int, int]]:
    """Runs of atoms that stand once in both, in the order of both (a patience comparison)."""
    runs = [_once(left, *mine), _once(right, *other)]
    pairs = sorted((place, runs[1][run]) for run, place in runs[0].items() if run in runs[1])
    kept = _rising(pairs)
    spaced = [pair for n, pair in enumerate(kept) if n % 50 == 0 or n == len(kept) - 1]
    return [pair for pair in spaced if pair != (mine[0], other[0])]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rise on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for n, (_, y) in enumerate(pairs):
        at = bisect.bisect_left(tails, y)
        before[n] = ends[at - 1] if at else -1
        tails[at : at + 1], ends[at : at + 1] = [y], [n]
    kept = []
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.append(pairs[n])
        n = before[n]
    return kept[::-1]


def _once(items: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for n in range(start, end - _RUN + 1):
        run = tuple(items[n : n + _RUN])
        seen[run] = -1 if run in seen else n
    return {run: n for run, n in seen.items() if n >= 0}
