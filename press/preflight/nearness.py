"""What is painted near each line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.pdf import MM, Page, Paint, Rectangle, TextRun

# In type sizes, from the base line: how far letters reach, accents and tails included but for their tips.
_ABOVE, _BELOW = 0.78, 0.2
UNDERLINE = 0.22  # how far under the base line a line is still an underline
BESIDE = 2.0  # nearer than this, to the left or right, a small thing is taken for a sign of the text
OVER = 0.3  # the same, above and below


class Near(NamedTuple):
    """A run with its letters' box, and the paints whose boxes come near it."""

    run: TextRun
    ink: Rectangle
    paints: list[Paint]


def ink_of(run: TextRun) -> Rectangle:
    """The box that the letters of a run fill."""
    size = run.size * MM
    return Rectangle(run.area.left, run.base - _ABOVE * size, run.area.right, run.base + _BELOW * size)


def near(page: Page, runs: Sequence[TextRun]) -> Iterator[Near]:
    """Each run with what is painted at its height and not farther from it than a sign would be."""
    paints = sorted((one for one in page.paints if one.alpha > 0), key=lambda one: one.area.top)
    for run in runs:
        ink, reach, high = ink_of(run), BESIDE * run.size * MM, OVER * run.size * MM
        found = []
        for paint in paints:
            area = paint.area
            if area.top >= ink.bottom + high:
                break
            if area.bottom > ink.top - high and area.right > ink.left - reach and area.left < ink.right + reach:
                found.append(paint)
        if found:
            yield Near(run, ink, found)
