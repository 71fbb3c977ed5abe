"""What a leaflet is made of, whatever it was written in.

Readers make pieces and keep everything in them: words that were struck out or hidden stand at their place with their
state, a merged cell stands in each of its rows, a list item keeps the label that the leaflet shows. What a draft says of
all that is decided later (``settle``, ``shape``), after the pieces were compared with a second reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

# Words of these states are not on paper: they are told in a gap. "added" words are live, and told as well.
State = Literal["", "added", "struck", "hidden", "deleted", "moved", "choice", "mark"]
LIVE = ("", "added")


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look alike. A line feed in ``text`` is a line end of the author's own."""

    text: str
    bold: bool = False
    link: str = ""
    state: State = ""
    note: str = ""  # the name of the note that belongs here
    height: int = 0  # 1 raised, -1 lowered, as a reader found it; ``heights.level`` makes it 0
    value: str = ""  # the brand value that prints in place of ``text``: ``clinic.phone``


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is a title by name, level 1 the title's as a rule. ``label`` is its number, if it has one."""

    words: Words
    level: int = 2
    sure: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with line feeds where the author ended a line; ``indent`` in twentieths of a point."""

    words: Words
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list with the label that the leaflet shows: ``•``, ``4.``, ``b)``, ``☒``; empty where it shows none."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; a list inside an item stands among the item's pieces."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; a merged one stands in every place that it covers, and only the first is not ``again``."""

    pieces: tuple[Piece, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a full grid: every row has the same number of cells. The first ``headers`` rows name the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    headers: int = 0
    row_headers: bool = False
    caption: Words = ()
    guessed: bool = False  # nothing but how it reads says that the first row names the columns
    typed: bool = False  # made of spaces and bars: only this reader sees columns


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes where they could be had, else ``fault`` says why not."""

    name: str
    data: bytes = b""
    alt: str = ""
    fault: str = ""
    told: str = ""  # the gap beside it, where it is not the usual one


@dataclass(frozen=True, slots=True)
class Box:
    """A framed or shaded passage."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with their meanings."""

    pairs: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class WriteIn:
    """Lines to write on, with what is asked."""

    label: Words
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with their answers; ``marks`` is what told them apart: "Q1:"."""

    pairs: tuple[tuple[Words, Words], ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """Footnotes and endnotes by name; they are put at their place in the end."""

    notes: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person must settle at this place; becomes a gap. ``holds`` are words of the leaflet that stand only here."""

    text: str
    holds: str = ""
    alone: bool = False  # never put together with other doubts


Piece = Heading | Paragraph | Items | Grid | Picture | Box | Terms | WriteIn | Questions | Notes | Doubt

# ---------------------------------------------------------------------------------------------------------------- words


def words(text: str) -> Words:
    """Plain words."""
    return (Span(text),) if text else ()


def plain(spans: Iterable[Span]) -> str:
    """The live words as one text."""
    return "".join(span.text for span in spans if span.state in LIVE)


def everything(spans: Iterable[Span]) -> str:
    """All words, whatever their state."""
    return "".join(span.text for span in spans)


def lines_of(spans: Iterable[Span]) -> list[Words]:
    """The lines of a paragraph, each without spaces at its ends; empty lines are left out."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *more = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines.extend([replace(span, text=text, note="")] for text in more)
    return [done for line in lines if (done := squeezed(line))]


def squeezed(spans: Iterable[Span]) -> Words:
    """Spans of one line: neighbours that look alike joined, runs of spaces as one, none at the ends."""
    joined: list[Span] = []
    open_end = False  # whether what stands so far may be followed by a space
    for span in spans:
        text = _SPACES.sub(lambda run: run[0] if run[0] == "\u00a0" else " ", span.text)
        if not open_end:
            text = text.lstrip(" \u00a0")
        if not text and not span.note:
            continue
        open_end = not text.endswith((" ", "\u00a0")) if text else open_end
        last = joined[-1] if joined else None
        if last is not None and not last.note and not span.note and _same_look(last, span, text):
            joined[-1] = replace(last, text=last.text + text)
        else:
            joined.append(replace(span, text=text))
    while joined and not joined[-1].text.strip() and not joined[-1].note:
        joined.pop()
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)


_SPACES = re.compile("[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def _same_look(last: Span, span: Span, text: str) -> bool:
    if last.link != span.link or last.state != span.state:
        return False
    return not last.value and not span.value and (last.bold == span.bold or not text.strip())


# --------------------------------------------------------------------------------------------------------------- pieces


def inner(piece: Piece) -> Iterator[Piece]:
    """The pieces inside a piece, in reading order; a merged cell's once."""
    if isinstance(piece, Items):
        for item in piece.items:
            yield from item.pieces
    elif isinstance(piece, Grid):
        for row in piece.rows:
            for cell in row:
                if not cell.again:
                    yield from cell.pieces
    elif isinstance(piece, Box):
        yield from piece.pieces
    elif isinstance(piece, Notes):
        for _, pieces in piece.notes:
            yield from pieces


def own_words(piece: Piece) -> Iterator[Words]:
    """The words that stand in a piece itself, not in pieces inside it."""
    if isinstance(piece, Heading | Paragraph):
        yield piece.words
    elif isinstance(piece, Grid):
        yield piece.caption
    elif isinstance(piece, Terms | Questions):
        for pair in piece.pairs:
            yield from pair
    elif isinstance(piece, WriteIn):
        yield piece.label


def all_words(piece: Piece) -> Iterator[Words]:
    """Every stretch of words in a piece, in reading order."""
    yield from own_words(piece)
    for part in inner(piece):
        yield from all_words(part)


def holds_words(piece: Piece) -> bool:
    """Whether there is anything in a piece."""
    if isinstance(piece, Picture | Doubt):
        return True
    return any(everything(part).strip() or any(span.note for span in part) for part in all_words(piece)) or any(
        holds_words(part) for part in inner(piece)
    )


def said(pieces: Iterable[Piece]) -> str:
    """All live words of pieces in one line."""
    found = (plain(part) for piece in pieces for part in all_words(piece))
    return " ".join(" ".join(text.split()) for text in found if text.strip())
