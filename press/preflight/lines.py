"""Runs of text -> pieces of lines, as the eye sees them: what stands close together on one base line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.pdf import MM, Rectangle, TextRun

_GAP = 1.5  # type sizes: a wider gap on one base line is not a space between words


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text on one base line without a wide gap. ``size`` is that of its largest run, points."""

    text: str
    area: Rectangle
    size: float
    order: int
    mcid: int | None

    @property
    def base(self) -> float:
        """The base line."""
        return self.area.bottom

    @property
    def is_label(self) -> bool:
        """Whether it is no more than a bullet or a number."""
        return len(self.text.strip()) <= 3


def chunks(runs: Sequence[TextRun]) -> tuple[Chunk, ...]:
    """Join runs into pieces of lines, sorted from the top of the page."""
    found: list[Chunk] = []
    waiting = sorted(runs, key=lambda run: (round(run.base, 1), run.area.left))
    lines: list[list[TextRun]] = []
    for run in waiting:
        # A small index or a larger word stands on almost the same base line.
        if lines and run.base - lines[-1][0].base <= 0.2 * min(run.size, lines[-1][0].size) * MM:
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        found += _pieces(sorted(line, key=lambda run: run.area.left))
    return tuple(sorted(found, key=lambda chunk: (chunk.area.top, chunk.area.left)))


def _pieces(line: Sequence[TextRun]) -> Iterator[Chunk]:
    piece: list[TextRun] = []
    right = 0.0
    for run in line:
        if piece and run.area.left - right > _GAP * min(run.size, piece[-1].size) * MM:
            yield _chunk(piece)
            piece = []
        right = max(right, run.area.right) if piece else run.area.right
        piece.append(run)
    if piece:
        yield _chunk(piece)


def _chunk(piece: Sequence[TextRun]) -> Chunk:
    left, right = min(run.area.left for run in piece), max(run.area.right for run in piece)
    top, bottom = min(run.area.top for run in piece), max(run.area.bottom for run in piece)
    text = "".join(run.text for run in sorted(piece, key=lambda run: run.order))
    size = max(run.size for run in piece)
    first = min(piece, key=lambda run: run.order)
    return Chunk(text, Rectangle(left, top, right, bottom), size, first.order, first.mcid)


def below_each_other(pieces: Sequence[Chunk]) -> Iterator[tuple[Chunk, Chunk]]:
    """Each piece with the next one under it that shares some of its width."""
    for i, upper in enumerate(pieces):
        for lower in pieces[i + 1 :]:
            shared = min(upper.area.right, lower.area.right) - max(upper.area.left, lower.area.left)
            if lower.base > upper.base and shared > 1.0:
                yield upper, lower
                break


def side_by_side(pieces: Sequence[Chunk]) -> Iterator[tuple[Chunk, Chunk]]:
    """Pairs of pieces of which a good part is at the same height, with a wide gap between them."""
    for i, one in enumerate(pieces):
        for other in pieces[i + 1 :]:
            if other.area.top >= one.area.bottom:
                break
            height = min(one.area.bottom, other.area.bottom) - max(one.area.top, other.area.top)
            least = min(one.area.bottom - one.area.top, other.area.bottom - other.area.top)
            gap = max(one.area.left, other.area.left) - min(one.area.right, other.area.right)
            if height > 0.3 * least and gap > _GAP * min(one.size, other.size) * MM:
                yield one, other
