"""The graphics state: where the next thing is painted, how large and in which colour (ISO 32000-1, 8.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from press.pdf.fonts import Codes, Glyph
from press.pdf.measured import Colour, Rectangle, Said, Shape

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
BLACK: Colour = (0.0, 0.0, 0.0)
BLACK_SAID = Said("DeviceGray", (0.0,))
_NO_FONT = Glyph(500.0, "\ufffd", True, True, False)
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
    fill_said: Said = BLACK_SAID
    stroke_said: Said = BLACK_SAID
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    group_alpha: float = 1.0  # of the groups in which this stands; the two above hold it too
    line_width: float = 1.0
    font: Codes | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    mode: int = 0
    masked: bool = False  # by a soft mask: how much of what is painted can be seen is not known

    def take(self, settings: pikepdf.Dictionary) -> None:
        """Take over a dictionary of settings (ISO 32000-1, 8.4.5)."""
        if "/ca" in settings:
            self.fill_alpha = self.group_alpha * float(settings["/ca"])
        if "/CA" in settings:
            self.stroke_alpha = self.group_alpha * float(settings["/CA"])
        if "/SMask" in settings:
            self.masked = isinstance(settings["/SMask"], pikepdf.Dictionary)


@dataclass(slots=True)
class Mark:
    """A piece of marked content that is open. ``reversed``: what it shows is read from its end."""

    mcid: int | None
    artifact: bool
    actual: str | None
    reversed: bool = False
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OpenRun:
    """Text that is being shown, until its font, line or colour changes. ``x`` is in text space, from its start."""

    matrix: Matrix
    x: float = 0.0
    first: float = float("inf")
    last: float = float("-inf")
    letters: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)  # where each glyph begins
    end: float = 0.0  # of the last glyph, by its width
    ends_in_glyph: bool = False  # not in a space
    glyphs: int = 0
    unknown: int = 0

    def show(self, items: Iterable[bytes | float], state: State) -> float:
        """Add strings and the shifts between them; returns how far the pen went (ISO 32000-1, 9.4.3 and 9.4.4)."""
        font, x = state.font, self.x
        scale = state.size * state.stretch / 1000
        letter_space, word_space = state.letter_space * state.stretch, state.word_space * state.stretch
        for item in items:
            if not isinstance(item, bytes):
                x -= item * scale
                continue
            for glyph in font.glyphs(item) if font else [_NO_FONT] * len(item):
                # A glyph ends with its width, or before if the pen moves back: signs are put over letters so.
                # Spaces at the ends paint nothing.
                if self.ends_in_glyph:
                    self.last = max(self.last, min(self.end, x))
                self.ends_in_glyph = glyph.paints
                if glyph.paints and x < self.first:
                    self.first = x
                self.letters.append(glyph.letters)
                self.starts.append(x)
                self.unknown += glyph.is_unknown
                self.glyphs += 1
                x += glyph.width * scale + letter_space
                if glyph.is_space:
                    x += word_space
                self.end = x
        went, self.x = x - self.x, x
        return went

    def corners(self, size: float) -> list[tuple[float, float]]:
        """The box from the base line to the height of capitals, in default user space."""
        if self.ends_in_glyph:
            self.last = max(self.last, min(self.end, self.x))
        first, last = (self.first, self.last) if self.first <= self.last else (0.0, 0.0)
        a, b, c, d, e, f = self.matrix
        return [(x * a + y * c + e, x * b + y * d + f) for x in (first, last) for y in (0.0, 0.7 * size)]


def said_of(space: str, operands: Any, family: str = "") -> Said:
    """A colour as the file says it; ``family`` is what a name that is no device space stands for."""
    if not space:
        space = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(len(operands), "")
    numbers = tuple(float(one) for one in operands if not isinstance(one, pikepdf.Object))
    return Said(family or space.lstrip("/"), numbers)


def family_of(space: Any) -> str:
    """The kind of a colour space: ``ICCBased 4``, ``Separation All``, ``Indexed DeviceRGB``, or its name."""
    if not isinstance(space, pikepdf.Array):
        return str(space).lstrip("/")
    kind = str(space[0]).lstrip("/")
    if kind == "ICCBased":
        return f"{kind} {int(space[1].get('/N', 0))}"
    if kind in {"Separation", "DeviceN"}:
        names = space[1] if kind == "DeviceN" else [space[1]]
        return " ".join([kind, *(str(name).lstrip("/") for name in names)])
    return f"{kind} {family_of(space[1])}" if kind == "Indexed" else kind


def text_said(state: State) -> tuple[Said, ...]:
    """The colours of text by its rendering mode: 0 filled, 1 stroked, 2 both; 4 to 6 the same, and clipping."""
    both = (state.fill_said, state.stroke_said)
    return {0: both[:1], 1: both[1:], 2: both}.get(state.mode % 4, ())


def dpi_of(picture: Any, matrix: Matrix) -> float:
    """Pixels to the inch of a picture, along the side that has fewer of them."""
    a, b, c, d, _e, _f = matrix
    sides = ((picture.get("/Width", 0), a * a + b * b), (picture.get("/Height", 0), c * c + d * d))
    return min((float(pixels) * 72 / square**0.5 for pixels, square in sides if square > 0), default=0.0)


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


def around(points: Sequence[tuple[float, float]], more: float = 0.0) -> Rectangle:
    """The box around points."""
    if not points:
        return Rectangle(0, 0, 0, 0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more)


def is_rectangle(outline: Sequence[tuple[float, float]]) -> bool:
    """Whether an outline is an upright rectangle."""
    box = around(outline)
    return len(outline) in {4, 5} and all(x in (box.left, box.right) and y in (box.top, box.bottom) for x, y in outline)
