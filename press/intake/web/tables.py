"""Tables of a web page as full grids (HTML Standard, 4.9.12: forming a table)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

from press.intake.pieces import Cell, Grid, Piece, all_words, plain

if TYPE_CHECKING:
    from press.intake.web.page import Look, Page

Element = ElementTree.Element
MOST_CELLS = 60_000


def grid(element: Element, look: Look, page: Page) -> list[Piece]:
    """A table as a piece; what stands in it and is no cell stands before it."""
    from press.intake.web.page import look_of

    caption = element.find("caption")
    words, rest = page.words(caption, look) if caption is not None else ((), [])
    rows = _rows(element)
    places: dict[tuple[int, int], Cell] = {}
    named = [(bool(cells) and all(c.tag == "th" for c in cells)) or head for _, cells, head in rows]
    for y, (row, cells, _) in enumerate(rows):
        x = 0
        around = look_of(row, "tr", page.looks.of(row), look)
        for cell in cells:
            while (y, x) in places:
                x += 1
            pieces = tuple(page.part(cell, look_of(cell, str(cell.tag), page.looks.of(cell), around)))
            down = _span(cell, "rowspan", len(rows) - y)
            across = _span(cell, "colspan", 60)
            for j in range(min(down, len(rows) - y)):
                for i in range(across):
                    places.setdefault((y + j, x + i), Cell(pieces, again=bool(i or j)))
            x += across
            if len(places) > MOST_CELLS:
                page.faults.append((f"a table of more than {y} rows", "Split the leaflet into several."))
                return rest
    if not places:
        return rest
    width = max(x for _, x in places) + 1
    full = [tuple(places.get((y, x), Cell(())) for x in range(width)) for y in range(len(rows))]
    headers = next((n for n, head in enumerate(named) if not head), 0)
    if not headers and len(full) > 1 and width > 1 and _bold_row(full[0]) and not all(map(_bold_row, full)):
        headers = 1
    body = rows[headers:]
    row_headers = bool(body) and all(cells and cells[0].tag == "th" for _, cells, _ in body)
    return [*rest, Grid(tuple(full), headers if headers < len(full) else 0, row_headers, words)]


def _rows(element: Element) -> list[tuple[Element, list[Element], bool]]:
    """The rows as they are shown: the head first, the foot last; each with its cells."""
    parts: dict[str, list[tuple[Element, list[Element], bool]]] = {"thead": [], "tbody": [], "tfoot": []}
    for part in element:
        name = part.tag if part.tag in parts else "tbody"
        for row in part if part.tag in parts else [part]:
            if row.tag == "tr":
                parts[str(name)].append((row, [c for c in row if c.tag in ("td", "th")], name == "thead"))
    return [*parts["thead"], *parts["tbody"], *parts["tfoot"]]


def _span(cell: Element, name: str, most: int) -> int:
    hit = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    number = int(hit[1]) if hit else 1
    return min(number, most) if number else (most if name == "rowspan" else 1)


def _bold_row(row: tuple[Cell, ...]) -> bool:
    stretches = [part for cell in row for piece in cell.pieces for part in all_words(piece) if plain(part).strip()]
    return bool(stretches) and all(span.bold or not span.text.strip() for part in stretches for span in part)
