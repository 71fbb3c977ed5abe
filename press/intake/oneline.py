"""Several pieces in one line: what stands in an item or a cell, lists and tables inside it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.intake.marks import sentence_ends
from press.intake.pieces import (
    Box,
    Grid,
    Heading,
    Items,
    Paragraph,
    Piece,
    Span,
    Words,
    lines_of,
    plain,
    said,
    squeezed,
)

PLAIN_BULLETS = "•●▪◦‣·■□◆◇►▶➢➤❖○⁃∙-–—*+o✓✔"


def one_line(pieces: Sequence[Piece], depth: int = 0) -> Words:
    """What stands in an item or a cell, in one line: inner items after their outer one, those inside them in brackets."""
    out: list[Span] = []
    for piece in pieces:
        part = list(_part(piece, depth))
        if not part:
            continue
        text = plain(out).rstrip()
        if text:
            inner_list = isinstance(piece, Items) and not text.endswith((":", "：", ",", "?", "-", "–"))
            if inner_list and depth == 0:
                out.append(Span(" " if sentence_ends(text) else ": "))
            elif (inner_list and depth) or sentence_ends(text) or text.endswith((",", "(", "-", "–", "：")):
                out.append(Span(" "))
            else:
                out.append(Span("; "))
        out += part
    return squeezed(out)


def _part(piece: Piece, depth: int) -> Iterator[Span]:
    if isinstance(piece, Heading):
        yield from piece.words
    elif isinstance(piece, Paragraph):
        for n, line in enumerate(unwrapped(lines_of(piece.words))):
            if n:
                yield Span(" ")
            yield from line
            if n + 1 < len(lines_of(piece.words)) and not sentence_ends(plain(line)) and not plain(line).endswith(","):
                yield Span(";")
    elif isinstance(piece, Items):
        yield from _inner_list(piece, depth)
    elif isinstance(piece, Grid):
        yield from _grid_line(piece)
    elif isinstance(piece, Box):
        yield from one_line(piece.pieces, depth)
    else:
        text = said([piece])
        if text:
            yield Span(text)


def _inner_list(piece: Items, depth: int) -> Iterator[Span]:
    if depth:
        yield Span("(")
    text = ""
    for n, item in enumerate(piece.items):
        if n:
            yield Span(" " if sentence_ends(text) else "; ")
        words = one_line(item.pieces, depth + 1)
        if not is_bullet(item.label):
            yield Span(f"{_inner_label(item.label)} ")
        yield from words
        text = plain(words)
    if depth:
        yield Span(")")


def _inner_label(label: str) -> str:
    """A label inside a line: a bracket of its own would be taken for one of the line's."""
    return f"{label.strip('()（） .')}." if re.search(r"[()（）]", label) else shown_label(label)


def _grid_line(grid: Grid) -> Iterator[Span]:
    """A table inside an item or a cell: its rows one after another, the column's name beside each value."""
    names = [plain(one_line(cell.pieces, 1)) for cell in grid.rows[0]] if grid.headers and not grid.guessed else []
    for y, row in enumerate(grid.rows[grid.headers if names else 0 :]):
        if y:
            yield Span("; ")
        shown = [
            (x, cell)
            for x, cell in enumerate(row)
            if cell.pieces and not (cell.again and x and row[x - 1].pieces == cell.pieces)
        ]
        for n, (x, cell) in enumerate(shown):
            if n:
                yield Span(" – ")
            if names and names[x]:
                yield Span(f"{names[x]}: ")
            yield from one_line(cell.pieces, 1)


def shown_label(label: str) -> str:
    """A label as it stands in a text: a box is written in brackets, since few fonts have the sign."""
    return {"☐": "[ ]", "☒": "[x]", "☑": "[x]"}.get(label, label)


def is_bullet(label: str) -> bool:
    """Whether a label says nothing: a mere bullet."""
    return label == "" or (len(label) == 1 and label in PLAIN_BULLETS)


def unwrapped(lines: Sequence[Words]) -> list[Words]:
    """Lines of which one goes on in the next, as one."""
    out: list[Words] = []
    for line in lines:
        before, text = plain(out[-1]) if out else "", plain(line)
        wraps = bool(out) and text[:1].islower() and not sentence_ends(before) and len(before) >= 20
        wraps = wraps or (bool(before) and before[-1:].isdigit() and bool(re.match(r"[-–] ?\d", text)))
        if wraps:
            out[-1] = squeezed((*out[-1], Span(" "), *line))
        else:
            out.append(line)
    return out
