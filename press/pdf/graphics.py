"""The graphics state: where the next thing is painted, how large and in which colour (ISO 32000-1, 8.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from press.pdf.fonts import Codes
from press.pdf.measured import Colour, Rectangle, Shape

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
BLACK: Colour = (0.0, 0.0, 0.0)
_EVERYWHERE = Rectangle(-1e9, -1e9, 1e9, 1e9)


def times(a: Matrix, b: Matrix) -> Matrix:
    """Two transformations, one after the other."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


@dataclass(slots=True)
class State:
    """The part of the graphics state that matters here."""

    matrix: Matrix = SAME
    clip: Rectangle = _EVERYWHERE
    frames: tuple[Shape, ...] = ()  # clips that are no plain rectangles
    fill: Colour | None = BLACK
    stroke: Colour | None = BLACK
    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    line_width: float = 1.0
    font: Codes | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class Mark:
    """A piece of marked content that is open."""

    mcid: int | None
    artifact: bool
    actual: str | None
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OpenRun:
    """Text that is being shown, until its font, line or colour changes. ``x`` is in text space, from its start."""

    matrix: Matrix
    x: float = 0.0
    first: float = float("inf")
    last: float = float("-inf")
    letters: list[str] = field(default_factory=list)
    end: float = 0.0  # of the last glyph, by its width
    ends_in_glyph: bool = False  # not in a space
    glyphs: int = 0
    unknown: int = 0


def colour_of(space: str, operands: Any) -> Colour | None:
    """Red, green and blue; None where it takes more than the numbers to know (patterns, Lab, spot colours)."""
    if any(isinstance(one, pikepdf.Name) for one in operands):
        return None
    numbers = [float(one) for one in operands]
    if space not in {"", "/DeviceGray", "/DeviceRGB", "/DeviceCMYK"}:
        return None
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None
