"""Tables of a leaflet -> tables of a handout, or lines that say the column's name beside each value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from press.content import STILL_TO_WRITE as STILL
from press.intake.grammar import unstressed, written
from press.intake.oneline import one_line
from press.intake.pieces import (
    Box,
    Cell,
    Doubt,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Piece,
    Span,
    Words,
    plain,
    squeezed,
)

MOST_COLUMNS, MOST_ROWS = 4, 40  # what a table of a handout holds (press.content.TableBody)
LONGEST_CELL = 300  # letters: what is longer is a text of its own
EMPTY = "–"  # an empty cell does not exist for a screen reader: a sign stands in it
Row = tuple[Cell, ...]


def blocks(grid: Grid) -> Iterator[dict[str, Any] | Piece]:
    """The blocks of a table; pieces where it held something that is no table."""
    rows, headers = _trimmed(grid)
    if not rows:
        return
    if len(rows) > 1 and _one_cell(rows[0]):  # a title over all columns
        yield from rows[0][0].pieces
        below = max(headers - 1, int(headers == 1 and _reads_as_names(rows[1]) and len(rows) > 2))
        yield from blocks(replace(grid, rows=tuple(rows[1:]), headers=below))
        return
    width = len(rows[0])
    if width == 1 or (len(rows) == 1 and not headers):
        yield from _one_dimension(rows, grid.caption)
        return
    if not headers and any(map(_is_a_text, (cell for row in rows for cell in row))):
        if plain(grid.caption):
            yield Paragraph(grid.caption)
        yield from (piece for row in rows for cell in row if not cell.again for piece in cell.pieces)
        yield Doubt("In the leaflet these passages stand side by side. Compare their order with the leaflet.")
        return
    other = _other_columns(rows)
    if other:
        yield from _two_tables(grid, rows, headers, other)
        return
    names = _names(rows[:headers], width)
    caption = grid.caption
    body: list[Row] = []
    for row in (*rows[headers:], None):
        if row is not None and not _one_cell(row):
            body.append(row)
            continue
        if body:
            yield from _table(body, names, grid.row_headers, caption)
            body, caption = [], ()
        if row is not None:
            yield from row[0].pieces


def _trimmed(grid: Grid) -> tuple[list[Row], int]:
    """The rows and columns in which anything stands, and how many of the rows are headers."""
    kept = [n for n, row in enumerate(grid.rows) if any(cell.pieces for cell in row)]
    columns = [x for x in range(len(grid.rows[0]) if grid.rows else 0) if any(grid.rows[y][x].pieces for y in kept)]
    columns = [x for n, x in enumerate(columns) if not n or not all(_goes_on(grid.rows[y], x) for y in kept)]
    rows = [tuple(grid.rows[y][x] for x in columns) for y in kept]
    headers = sum(n < grid.headers for n in kept)
    return rows, headers if headers < len(rows) else 0


def _goes_on(row: Row, x: int) -> bool:
    """Whether the cell before goes on in that column."""
    return row[x].again and row[x].pieces == row[x - 1].pieces


def _starts(row: Row) -> tuple[int, ...]:
    """The columns in which a cell of the row begins."""
    return tuple(x for x in range(len(row)) if not x or not _goes_on(row, x))


def _other_columns(rows: Sequence[Row]) -> int:
    """The row from which on all rows, two at least, part the width in one other way than those before; 0 for none.

    Programs that save a file anew make one table of two that touch each other; the cells of the second then go over
    several columns of the first, and its values would stand under names that are not theirs.
    """
    cells = [_starts(row) for row in rows]
    below = sum(1 for _ in itertools.takewhile(lambda one: one == cells[-1], reversed(cells)))
    at = len(rows) - below
    one_way = len(set(cells[:at])) == 1 and 1 < len(cells[-1]) < len(cells[0])
    return at if at and below > 1 and one_way and _reads_as_names(rows[at]) else 0


def _two_tables(grid: Grid, rows: Sequence[Row], headers: int, at: int) -> Iterator[dict[str, Any] | Piece]:
    """Each of two tables that were made one, with a doubt between them."""
    yield from blocks(replace(grid, rows=tuple(rows[:at]), headers=min(headers, at - 1)))
    yield Doubt(
        "From here on the table of the leaflet has other columns. It is taken for a second table: compare with the leaflet."
    )
    parted = tuple(tuple(row[x] for x in _starts(rows[at])) for row in rows[at:])
    yield from blocks(replace(grid, rows=parted, headers=1, caption=()))


def _reads_as_names(row: Row) -> bool:
    texts = [plain(one_line(cell.pieces)) for cell in row]
    return all(texts[1:]) and not any(char.isdigit() for text in texts for char in text)


def _one_cell(row: Row) -> bool:
    """Whether one cell goes over the whole row."""
    return len(row) > 1 and bool(row[0].pieces) and all(cell.again and cell.pieces == row[0].pieces for cell in row[1:])


def _one_dimension(rows: Sequence[Row], caption: Words) -> Iterator[Piece]:
    """One cell is a frame; one row or column is no table: its cells follow each other."""
    if plain(caption):
        yield Paragraph(caption)
    cells = [cell for row in rows for cell in row if cell.pieces and not cell.again]
    if len(cells) == 1:
        yield Box(cells[0].pieces)
    else:
        yield from (piece for cell in cells for piece in cell.pieces)


def _is_a_text(cell: Cell) -> bool:
    if any(isinstance(piece, Heading | Picture | Box) for piece in cell.pieces):
        return True
    return any(isinstance(piece, Items) for piece in cell.pieces) or len(plain(one_line(cell.pieces))) > 160


def _names(rows: Sequence[Row], width: int) -> list[Words]:
    """The names of the columns; those of several header rows one after another, each word once."""
    out: list[Words] = []
    for x in range(width):
        parts: list[Words] = []
        for row in rows:
            words = one_line(row[x].pieces)
            if plain(words) and (not parts or plain(parts[-1]) != plain(words)):
                parts.append(words)
        joined: list[Span] = []
        for part in parts:
            joined += [Span(" – "), *part] if joined else part
        out.append(squeezed(joined))
    return out


def _table(
    rows: Sequence[Row], names: Sequence[Words], row_headers: bool, caption: Words
) -> Iterator[dict[str, Any] | Piece]:
    """A table of the press where it fits one; else lines."""
    texts = [[written(one_line(cell.pieces)) for cell in row] for row in rows]
    heads = [written(unstressed(words)) for words in names]
    longest = max(len(text) for row in (heads, *texts) for text in row)
    if len(names) > MOST_COLUMNS or longest > LONGEST_CELL:
        if plain(caption):
            yield Paragraph(caption)
        yield from _lines(texts, heads)
        return
    for start in range(0, len(texts), MOST_ROWS):
        table: dict[str, Any] = {"caption": written(caption) or f"{STILL}: what this table shows."}
        if any(heads):
            table["columns"] = [head or EMPTY for head in heads]
        if row_headers or not any(heads):
            table["row_headers"] = "true"
        yield {
            "table": {**table, "rows": [[text or EMPTY for text in row] for row in texts[start : start + MOST_ROWS]]}
        }


def _lines(texts: Sequence[Sequence[str]], heads: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A line for each row: the column's name beside each value, an empty place told as one."""
    lines = []
    for row in texts:
        parts = [f"{head}: {text or EMPTY}" if head else text or EMPTY for head, text in zip(heads, row, strict=True)]
        lines.append(" – ".join(part for part in parts if part))
    for start in range(0, len(lines), 20):
        yield {"points": lines[start : start + 20]}
