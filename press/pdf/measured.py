"""What a PDF is found to hold. All lengths are millimetres from the page's top left corner; type sizes are points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

#: Millimetres in a point.
MM = 25.4 / 72

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1


class Said(NamedTuple):
    """A colour as the file says it: its space (``DeviceCMYK``, ``ICCBased 4``, ``Separation All`` …) and its numbers."""

    space: str
    numbers: tuple[float, ...] = ()


NOTHING_SAID = Said("")


class Rectangle(NamedTuple):
    """An upright rectangle; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def common(self, other: Rectangle) -> Rectangle:
        """What two rectangles share (inside out where they share nothing)."""
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def is_empty(self) -> bool:
        """Whether nothing is inside."""
        return self.right <= self.left or self.bottom <= self.top


class Shape(NamedTuple):
    """The inside of a path: closed outlines, and whether it is filled by the even-odd rule or by winding."""

    outlines: tuple[tuple[tuple[float, float], ...], ...]
    even_odd: bool

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside (ISO 32000-1, 8.5.3.3). Curves count as the lines between their points."""
        crossings = winding = 0
        for outline in self.outlines:
            for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
                if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                    crossings += 1
                    winding += 1 if y2 > y1 else -1
        return bool(crossings % 2) if self.even_odd else bool(winding)


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text painted by one instruction: one font, one size, one line.

    ``area`` reaches from ``left`` to ``right`` and from the height of capitals to the base line. ``colour`` is None
    where it cannot be known (a pattern). ``order`` counts all that is painted on the page.
    """

    text: str
    font: str
    size: float
    area: Rectangle
    clip: Rectangle
    colour: Colour | None
    alpha: float
    order: int
    mcid: int | None
    artifact: bool
    upright: bool
    visible: bool
    glyphs: int
    unknown_glyphs: int  # of these, how many paint the box that stands for a missing glyph
    said: tuple[Said, ...] = ()  # the colours that it is painted in: filled, stroked
    letters: tuple[str, ...] = ()  # of each glyph, in the order in which they are painted
    starts: tuple[float, ...] = ()  # where each glyph begins, on the pen's own scale
    pen: tuple[float, float] = (0.0, MM)  # where that scale has its 0, millimetres, and how long its unit is

    def placed(self) -> Iterator[tuple[float, str]]:
        """Each glyph: where it begins, millimetres from the left, and its letters."""
        left, unit = self.pen
        for start, letters in zip(self.starts, self.letters, strict=True):
            yield left + start * unit, letters

    @property
    def base(self) -> float:
        """The base line's distance from the top of the page."""
        return self.area.bottom


@dataclass(frozen=True, slots=True)
class Paint:
    """Anything painted that is no text. ``kind`` is ``fill``, ``stroke``, ``image`` or ``shading``.

    ``area`` is the box around it; ``shapes`` are the outlines that it is within, where they are no plain rectangles.
    ``line`` is the width of a stroke in points, ``dpi`` the pixels to the inch of a picture where they are fewest.
    """

    kind: str
    area: Rectangle
    colour: Colour | None
    alpha: float
    order: int
    artifact: bool
    shapes: tuple[Shape, ...] = ()
    said: Said = NOTHING_SAID
    line: float = 0.0
    dpi: float = 0.0

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is painted."""
        return self.area.holds(x, y) and all(shape.holds(x, y) for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Page:
    """One page after trimming: its paper, what is painted, and the words of each piece of marked content.

    ``media`` is the whole sheet of the file, from the same corner as all else: larger where a printer trims it.
    """

    number: int
    width: float
    height: float
    media: Rectangle
    turned: int  # /Rotate, degrees
    runs: tuple[TextRun, ...]
    paints: tuple[Paint, ...]
    words: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Font:
    """A font in the file. ``name`` is without the six letters that mark a subset."""

    name: str
    kind: str
    embedded: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or another thing that reacts. ``does`` is URI, GoTo, JavaScript …"""

    page: int
    kind: str
    does: str
    address: str
    flags: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole PDF."""

    pages: tuple[Page, ...]
    fonts: tuple[Font, ...]
    title: str
    metadata_title: str
    language: str
    direction: str  # rtl or ltr: in which direction its pages follow each other
    tagged: bool
    shows_title: bool
    annotations: tuple[Annotation, ...]
    scripts: bool
    attachments: bool
    forms: bool
    encrypted: bool
