"""Pages side by side: which lines changed, which only moved, where else the look differs.

Every sheet prints a fingerprint that changes with any letter of it, and its page numbers: in heads and feet they are no
change of their own, or every page would be one.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from press.pdf import Measured, Page, Rectangle, UnreadableError, measure
from press.pdf.measured import TextRun
from press.pdf.raster import Raster, rasters

DPI = 96
_CELL = 6  # pixels: 1.6 mm at 96 dpi, about half a line of text
_FRAME = 8.0  # millimetres: how far above its first line a frame may begin
_SAME_PLACE = 0.4  # millimetres: less is rounding
_FINGERPRINT = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}[\s\u00a0]?[0-9A-HJKMNP-TV-Z]{5}")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2066-\u2069]")

Kind = Literal["words", "look", "moved"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a page, in hundredths of its width and height: other words, another look, or the same words moved."""

    kind: Kind
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to look at: a WebP file, its size in pixels, and what is marked on it."""

    data: bytes
    width: int
    height: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Page ``number`` of both PDFs; None on the side that has no such page. Pictures only where there is more than a move."""

    number: int
    old: Picture | None
    new: Picture | None
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    words: str
    area: Rectangle
    margin: bool  # in a head or a foot


@dataclass(slots=True)
class _Side:
    """What is known of one PDF."""

    measured: Measured
    pictures: list[Raster]
    lines: list[_Line]
    hidden: dict[int, list[Rectangle]]  # by page: what no comparison of pixels may count
    changed: list[_Line] = field(default_factory=list)
    moved: list[_Line] = field(default_factory=list)


def pairs(old: bytes, new: bytes, dpi: int = DPI) -> list[Pair]:
    """Every page that is not the same on both sides, in order. Raises UnreadableError."""
    before, after = _read(old, dpi), _read(new, dpi)
    _match(before, after)
    count = max(len(before.pictures), len(after.pictures))
    found = (_pair(before, after, number) for number in range(1, count + 1))
    return [pair for pair in found if pair is not None]


def single(pdf: bytes, dpi: int = DPI) -> list[Picture]:
    """All pages of one PDF, with nothing marked. Raises UnreadableError."""
    return [_picture(raster, ()) for raster in rasters(pdf, dpi)]


def _read(pdf: bytes, dpi: int) -> _Side:
    measured, hidden = measure(pdf), defaultdict[int, list[Rectangle]](list)
    lines = [line for page in measured.pages for line in _lines(page, hidden[page.number])]
    return _Side(measured, rasters(pdf, dpi), lines, hidden)


def _lines(page: Page, hidden: list[Rectangle]) -> Iterator[_Line]:
    """The runs of a page as lines. Of heads and feet, runs with numbers go to ``hidden`` and count without them."""
    rows: dict[tuple[bool, int], list[TextRun]] = defaultdict(list)
    for run in page.runs:
        rows[run.artifact, round(run.base * 2)].append(run)
    for (artifact, _), runs in rows.items():
        runs.sort(key=lambda run: run.area.left)
        words = _INVISIBLE.sub("", "".join(run.text for run in runs))
        if artifact:
            numbered = [run.area for run in runs if re.search(r"\d", run.text)]
            spots = [run.area for run in runs] if _FINGERPRINT.search(words) else numbered
            hidden += [_grown(area, 1.5) for area in spots]
            words = re.sub(r"\d+", "#", _FINGERPRINT.sub("#", words))
        yield _Line(page.number, " ".join(words.split()), _around(run.area for run in runs), artifact)


def _around(areas: Iterable[Rectangle]) -> Rectangle:
    every = list(areas)
    return Rectangle(
        min(a.left for a in every), min(a.top for a in every), max(a.right for a in every), max(a.bottom for a in every)
    )


def _grown(area: Rectangle, by: float) -> Rectangle:
    return Rectangle(area.left - by, area.top - by, area.right + by, area.bottom + by)


def _match(old: _Side, new: _Side) -> None:
    """Sort the lines of both sides into same, changed and moved. Heads and feet are compared page by page."""
    _match_lines(old, new, *([line for line in side.lines if not line.margin] for side in (old, new)))
    for number in range(1, min(len(old.pictures), len(new.pictures)) + 1):
        here = ([line for line in side.lines if line.margin and line.page == number] for side in (old, new))
        _match_lines(old, new, *here)


def _match_lines(old: _Side, new: _Side, ours: list[_Line], theirs: list[_Line]) -> None:
    words = [line.words for line in ours], [line.words for line in theirs]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag != "equal":
            _match_words(old, new, ours[i1:i2], theirs[j1:j2])
            continue
        for one, other in zip(ours[i1:i2], theirs[j1:j2], strict=True):
            away = max(abs(one.area.left - other.area.left), abs(one.area.top - other.area.top))
            if one.page != other.page or away > _SAME_PLACE:
                old.moved.append(one)
                new.moved.append(other)


def _match_words(old: _Side, new: _Side, ours: list[_Line], theirs: list[_Line]) -> None:
    """Inside lines that differ: a line whose words all stand on the other side was only broken elsewhere."""
    before = [(word, line) for line in ours for word in line.words.split()]
    after = [(word, line) for line in theirs for word in line.words.split()]
    other = {0: set[_Line](), 1: set[_Line]()}
    matcher = difflib.SequenceMatcher(None, [word for word, _ in before], [word for word, _ in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":  # where words only went, or only came, the other side's line beside them is marked, too
            other[0].update(line for _, line in before[i1 : max(i2, i1 + 1)])
            other[1].update(line for _, line in after[j1 : max(j2, j1 + 1)])
    for side, lines, changed in ((old, ours, other[0]), (new, theirs, other[1])):
        side.changed += [line for line in lines if line in changed]
        side.moved += [line for line in lines if line not in changed]


def _pair(old: _Side, new: _Side, number: int) -> Pair | None:
    there = [number <= len(side.pictures) for side in (old, new)]
    if not all(there):
        marks: list[Mark] = []
        look: list[Rectangle] = []
    else:
        look = _other_pixels(old, new, number)
    kinds: set[Kind] = {"look"} if look else set()
    shown: list[Picture | None] = []
    for side, exists in zip((old, new), there, strict=True):
        if not exists:
            shown.append(None)
            continue
        page = side.measured.pages[number - 1]
        marks = [_mark("words", area, page) for area in _blocks(side.changed, number)]
        marks += [_mark("look", area, page) for area in look]
        marks += [_mark("moved", area, page) for area in _blocks(side.moved, number)]
        kinds |= {mark.kind for mark in marks}
        shown.append(_picture(side.pictures[number - 1], tuple(marks)))
    if all(there) and not kinds:
        return None
    if all(there) and kinds == {"moved"}:
        return Pair(number, None, None, frozenset(kinds))
    return Pair(number, shown[0], shown[1], frozenset(kinds))


def _picture(raster: Raster, marks: tuple[Mark, ...]) -> Picture:
    return Picture(raster.encoded("WEBP"), raster.width, raster.height, marks)


def _mark(kind: Kind, area: Rectangle, page: Page) -> Mark:
    left, top = max(area.left, 0), max(area.top, 0)
    wide, high = min(area.right, page.width) - left, min(area.bottom, page.height) - top
    share = (100 * left / page.width, 100 * top / page.height, 100 * wide / page.width, 100 * high / page.height)
    return Mark(kind, *(round(number, 2) for number in share))


def _blocks(lines: Sequence[_Line], number: int) -> list[Rectangle]:
    """Lines that stand close together as one block each."""
    found: list[Rectangle] = []
    for area in sorted((line.area for line in lines if line.page == number), key=lambda area: area.top):
        high = area.bottom - area.top
        if found and area.top - found[-1].bottom < 1.6 * high:
            found[-1] = _around((found[-1], area))
        else:
            found.append(area)
    return [_grown(area, 1.2) for area in found]


# --------------------------------------------------------------------------------------------------------------- pixels


def _other_pixels(old: _Side, new: _Side, number: int) -> list[Rectangle]:
    """Where two pages look different beside the lines that are known to have changed or moved."""
    one, other = old.pictures[number - 1], new.pictures[number - 1]
    if (one.width, one.height) != (other.width, other.height):
        page = new.measured.pages[number - 1]
        return [Rectangle(0, 0, page.width, page.height)]
    (ours, columns), (theirs, _) = one.cells(_CELL), other.cells(_CELL)
    if ours == theirs:
        return []
    changed = [line.area for side in (old, new) for line in side.changed if line.page == number]
    moved = [line.area for side in (old, new) for line in side.moved if line.page == number]
    known = [_grown(area, 2) for area in (*changed, *moved)]
    known += [area for side in (old, new) for area in side.hidden.get(number, ())]
    # Frames and rules move with the words beside them: from where words begin to move, only words are compared.
    below = min(area.top for area in (*changed, *moved)) - _FRAME if moved else 1e9
    size = _CELL * 25.4 / one.dpi
    cells = {
        (index % columns, index // columns)
        for index, (a, b) in enumerate(zip(ours, theirs, strict=True))
        if a != b and index // columns * size < below
    }
    free = {(x, y) for x, y in cells if not any(area.holds((x + 0.5) * size, (y + 0.5) * size) for area in known)}
    return [
        _grown(Rectangle(left * size, top * size, (right + 1) * size, (bottom + 1) * size), 1.2)
        for left, top, right, bottom in _islands(free)
    ]


def _islands(cells: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Boxes round cells that touch, or nearly do: left, top, right, bottom in cells."""
    left = set(cells)
    found = []
    while left:
        todo = [left.pop()]
        island = set(todo)
        while todo:
            x, y = todo.pop()
            near = {(x + i, y + j) for i in range(-3, 4) for j in range(-2, 3)} & left
            left -= near
            island |= near
            todo += near
        columns, rows = [x for x, _ in island], [y for _, y in island]
        found.append((min(columns), min(rows), max(columns), max(rows)))
    return sorted(found, key=lambda box: (box[1], box[0]))


__all__ = ["DPI", "Mark", "Pair", "Picture", "UnreadableError", "pairs", "single"]
