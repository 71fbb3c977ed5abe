"""Sheets for an in-house press, beside the single pages and never instead of them.

``booklet``       half-size booklet (A5, half letter), saddle stitched: prints on the pages' own paper, landscape
``booklet-full``  full-size booklet on paper of twice the size (A3, tabloid)
``two-up``        each page twice beside itself on paper of twice the size, to be cut apart

Sheets are to be printed on both sides and turned on the short edge; two-up also on one side.
"""

from __future__ import annotations

from dataclasses import dataclass

from press.library.brand import PAPERS
from press.pdf.imposing import Cell, impose

LEAST_TYPE = 12.0
"""Points that no patient text may fall below when a page is made smaller (the standard print size's least type)."""
_CUT = 4.0
"""Millimetres of a page's blank margin that may fall away at each side; no variant has less than 20 mm."""
_BULK = 1.25
"""Cubic centimetres per gram of uncoated office paper: 80 gsm is about 0.1 mm thick."""
_GSM = 90

Face = tuple[int | None, int | None]  # the pages at the left and at the right, 0-based


@dataclass(frozen=True, slots=True)
class Imposed:
    """Sheets ready to print. ``scale`` is how much the pages were made smaller, ``sheets`` counts paper of one copy."""

    pdf: bytes
    sheets: int
    size: tuple[float, float]
    scale: float
    words: str


class TypeTooSmallError(ValueError):
    """The pages made smaller would fall below the least type size."""


def saddle(pages: int, from_right: bool = False) -> list[Face]:
    """The faces of a saddle-stitched book: front and back of each sheet, the outermost sheet first.

    Filled with blank pages to a multiple of four. ``from_right``: a book that is read from right to left is bound at its
    right, so every face is mirrored.
    """
    total = -(-pages // 4) * 4
    faces: list[Face] = []
    for sheet in range(total // 4):
        first, last = 2 * sheet, total - 1 - 2 * sheet
        for left, right in ((last, first), (first + 1, last - 1)):
            ends = (left if left < pages else None, right if right < pages else None)
            faces.append((ends[1], ends[0]) if from_right else ends)
    return faces


def creep(gsm: int) -> float:
    """Millimetres by which each inner sheet of a folded book stands out beyond the one around it: its thickness."""
    return (gsm or _GSM) * _BULK / 1000


def scale_for(page: tuple[float, float], place: tuple[float, float], smallest_type: float) -> float:
    """How much a page is made smaller to fit its place; a strip of blank margin may go for the sake of larger type.

    Raises TypeTooSmallError where the type would still be smaller than 12 points.
    """
    fit = min(place[0] / page[0], place[1] / page[1], 1.0)
    most = min((place[0]) / (page[0] - 2 * _CUT), place[1] / (page[1] - 2 * _CUT), 1.0)
    scale = min(max(fit, LEAST_TYPE / smallest_type), most)
    if smallest_type * scale < LEAST_TYPE - 0.01:
        raise TypeTooSmallError(f"type of {smallest_type:g} points would be printed at {smallest_type * most:.1f} points")
    return scale


def imposed(
    pdf: bytes, kind: str, pages: int, paper: str, smallest_type: float, from_right: bool, gsm: int, title: str, sides: int = 2
) -> Imposed:
    """The sheets of one piece. Raises TypeTooSmallError."""
    wide, high = PAPERS[paper]
    half = kind == "booklet"
    place = (high / 2, wide) if half else (wide, high)
    size = (2 * place[0], place[1])
    scale = scale_for((wide, high), place, smallest_type)
    if kind == "two-up":
        faces: list[Face] = [(number, number) for number in range(pages)]
        step = 0.0
    else:
        faces, step = saddle(pages, from_right), creep(gsm)
    drawn = [_cells(face, number // 2 * step, place, scale) for number, face in enumerate(faces)]
    name = {"a4": ("A5", "A4"), "letter": ("half letter", "letter")}[paper] if half else (
        {"a4": ("A4", "A3"), "letter": ("letter", "tabloid")}[paper]
    )  # fmt: skip
    words = f"two of each page on {name[1]}, to be cut apart" if kind == "two-up" else (
        f"{name[0]} booklet on {name[1]}, {'bound at the right' if from_right else 'bound at the left'}"
    )  # fmt: skip
    if sides == 1:  # an order for a booklet on one side is refused
        return Imposed(impose(pdf, drawn, size, title), len(faces), size, scale, f"{words}, one side")
    sheets = -(-len(faces) // 2)
    return Imposed(impose(pdf, drawn, size, title), sheets, size, scale, f"{words}, both sides, turned on the short edge")


def _cells(face: Face, shift: float, place: tuple[float, float], scale: float) -> list[Cell]:
    """The pages of one face; each moves towards the fold by what the sheet stands out."""
    found = []
    for side, page in enumerate(face):
        if page is not None:
            towards = shift if side == 0 else -shift
            found.append(Cell(page, side * place[0], 0.0, *place, scale, towards))
    return found
