"""Tables of Word as full grids (ECMA-376 Part 1, 17.4): merged cells in every place that they cover, none missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from press.intake.pieces import Cell, Doubt, Grid, Piece, all_words, plain, said
from press.intake.word.package import Element, attribute, child, is_on, local, value

if TYPE_CHECKING:
    from press.intake.word.body import Reader

_THROUGH = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])
MOST_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: Cell
    goes_on: bool  # it belongs to the cell above


def grid(element: Element, reader: Reader) -> Iterator[Piece]:
    """A table as a piece, and the doubts about it."""
    rows: list[list[_Placed]] = []
    heads: list[bool] = []
    doubts: list[Piece] = []
    for row in _parts(element, "tr"):
        props = child(row, "trPr")
        if child(props, "del") is not None:
            gone = " | ".join(filter(None, (said(reader.blocks(cell)) or _deleted(cell) for cell in _parts(row, "tc"))))
            doubts.append(Doubt(f"A row was deleted in the leaflet, and is left out: “{gone}”.", holds=gone))
            continue
        rows.append(_row(row, props, reader, doubts))
        heads.append(bool(is_on(value(props, "tblHeader"))))
        if child(props, "ins") is not None:
            new = " | ".join(said(placed.cell.pieces) for placed in rows[-1])
            doubts.append(Doubt(f"A row was added in the leaflet, and nobody has accepted it yet: “{new}”."))
        if sum(map(len, rows)) > MOST_CELLS:
            reader.faults.append((f"a table of more than {len(rows)} rows", "Split the leaflet into several."))
            return
    if any(rows):
        cells = _full(rows)
        headers = next((n for n, head in enumerate(heads) if not head), len(heads))
        headers = headers if headers < len(rows) else 0
        bold = not headers and len(cells) > 1 and _bold_row(cells[0]) and not all(map(_bold_row, cells))
        guessed = not headers and not bold and _first_row_names(cells, element)
        yield Grid(tuple(cells), headers or int(bold or guessed), guessed=guessed)
    yield from doubts


def _parts(element: Element, name: str) -> Iterator[Element]:
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _THROUGH:
            yield from _parts(one, name)


def _row(row: Element, props: Element | None, reader: Reader, doubts: list[Piece]) -> list[_Placed]:
    placed = [_Placed(Cell(()), False)] * _number(value(props, "gridBefore"), 0)
    joined = False
    for cell in _parts(row, "tc"):
        settings = child(cell, "tcPr")
        pieces = tuple(reader.blocks(cell))
        merge, flat = child(settings, "vMerge"), child(settings, "hMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        if goes_on and said(pieces):
            doubts.append(Doubt(f"Words hidden in a merged cell: “{said(pieces)}”.", holds=said(pieces)))
        if flat is not None and attribute(flat, "val") != "restart" and joined:
            placed.append(_Placed(Cell(placed[-1].cell.pieces, again=True), placed[-1].goes_on))
            continue
        joined = flat is not None
        for n in range(max(1, _number(value(settings, "gridSpan"), 1))):
            placed.append(_Placed(Cell(pieces, again=n > 0), goes_on))
    return placed + [_Placed(Cell(()), False)] * _number(value(props, "gridAfter"), 0)


def _number(text: str | None, usual: int) -> int:
    return min(int(text), 200) if text and text.isdigit() else usual


def _full(rows: list[list[_Placed]]) -> list[tuple[Cell, ...]]:
    """Every row as wide as the widest; what belongs to the cell above stands there again."""
    width = max(map(len, rows))
    out: list[tuple[Cell, ...]] = []
    for row in rows:
        cells = [placed.cell for placed in row] + [Cell(())] * (width - len(row))
        for x, placed in enumerate(row):
            if placed.goes_on and out:
                cells[x] = Cell(out[-1][x].pieces, again=True)
        out.append(tuple(cells))
    return out


def _first_row_names(rows: list[tuple[Cell, ...]], element: Element) -> bool:
    """Whether the first row reads as names of columns, and the table's look, or figures below it, say so too."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    look = child(element, "tblPr", "tblLook")
    marked = attribute(look, "firstRow")
    if marked is None and (number := attribute(look, "val")):
        try:
            marked = "1" if int(number, 16) & 0x20 else "0"
        except ValueError:
            marked = None
    texts = [said(cell.pieces) for cell in rows[0]]
    reads_so = all(texts[1:]) and not any(char.isdigit() for text in texts for char in text)
    body = [[said(cell.pieces) for cell in row[1:]] for row in rows[1:]]
    figures = sum(any(char.isdigit() for text in line for char in text) for line in body) * 2 > len(body)
    return bool(is_on(marked) or figures) and reads_so and all(len(text) <= 40 for text in texts)


def _bold_row(row: tuple[Cell, ...]) -> bool:
    stretches = [part for cell in row for piece in cell.pieces for part in all_words(piece) if plain(part).strip()]
    return bool(stretches) and all(span.bold or not span.text.strip() for part in stretches for span in part)


def _deleted(cell: Element) -> str:
    return "".join(one.text or "" for one in cell.iter() if local(one) in ("t", "delText"))
