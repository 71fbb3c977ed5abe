"""From what a reader found to what a draft can say: words that are not on paper become doubts, notes come to their place.

Every doubt stands right after the piece that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from press.intake import letters
from press.intake.grammar import with_addresses
from press.intake.pieces import (
    LIVE,
    Box,
    Cell,
    Doubt,
    Grid,
    Heading,
    Item,
    Items,
    Notes,
    Paragraph,
    Picture,
    Piece,
    Span,
    Terms,
    Words,
    all_words,
    everything,
    holds_words,
    inner,
    plain,
    said,
    squeezed,
)
from press.intake.witness import Difference

_TOLD = {
    "struck": "struck out in the leaflet, and left out here",
    "hidden": "hidden in the leaflet, and left out here",
    "deleted": "deleted in the leaflet (a tracked change), and left out here",
    "moved": "moved away from here in the leaflet (a tracked change), and left out here",
    "added": "added in the leaflet (a tracked change that nobody has accepted yet), and kept here",
}
_TEX = re.compile(r"\\(?:[dt]?frac|times|cdot|sqrt|text|mathrm|leq?|geq?|pm|mu|div|approx)\b[^\n$]{0,40}")
_LONGEST = 600  # letters of a quotation; what is longer is told by its beginning and its end


def settled(pieces: Sequence[Piece], found: Sequence[Difference]) -> list[Piece]:
    """Pieces of live words, with doubts: for other states, for strange letters, and for where a second reading differs."""
    notes = {name: text for piece in pieces for part in (piece, *inner(piece)) if isinstance(part, Notes)
             for name, text in part.notes}  # fmt: skip
    referred = {span.note for piece in pieces for part in all_words(piece) for span in part if span.note}
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        settler = _Settler(notes)
        done = settler.piece(piece)
        doubts = [*settler.doubts, *(differing(one) for one in found if one.piece == number)]
        if isinstance(piece, Notes):
            done = None
            for name, parts in piece.notes:
                if name not in referred:
                    out += [one for part in parts if (one := settler.piece(part)) is not None]
        if done is not None and holds_words(done):
            out.append(done)
        out += doubts
    return out


def differing(one: Difference) -> Doubt:
    """A doubt that holds both readings."""
    mine, other = (f"{one.before} {said} {one.after}" for said in (one.mine, one.other))
    mine, other = (quoted(said) if said.strip() else "nothing" for said in (mine, other))
    return Doubt(f"Two readings of the leaflet differ here: {mine} and {other}. Compare with the leaflet.", one.other)


def quoted(text: str) -> str:
    """Words of the leaflet in quotation marks; of long ones the beginning and the end."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} […] {text[-_LONGEST // 2 :]}"
    return f"“{text}”"


class _Settler:
    """Settles one top piece; its doubts are gathered."""

    def __init__(self, notes: Mapping[str, Sequence[Piece]]) -> None:
        self.notes = notes
        self.doubts: list[Doubt] = []

    def piece(self, piece: Piece) -> Piece | None:
        """A piece of live words; None where nothing of it is live."""
        if isinstance(piece, Doubt):
            self.doubts.append(piece)
            return None
        if isinstance(piece, Heading):
            words = squeezed(self.words(piece.words))
            label = (Span(f"{piece.label} "),) if piece.label else ()
            return replace(piece, words=(*label, *words), label="") if plain(words).strip() else None
        if isinstance(piece, Paragraph):
            words = self.words(piece.words)
            return replace(piece, words=words) if plain(words).strip() else None
        if isinstance(piece, Items):
            items = tuple(Item(item.label, self.pieces(item.pieces)) for item in piece.items)
            items = tuple(item for item in items if item.pieces)
            return Items(items) if items else None
        if isinstance(piece, Grid):
            return self._grid(piece)
        if isinstance(piece, Box):
            found = self.pieces(piece.pieces)
            return Box(found) if found else None
        if isinstance(piece, Terms):
            pairs = tuple((squeezed(self.words(term)), squeezed(self.words(meaning))) for term, meaning in piece.pairs)
            pairs = tuple(pair for pair in pairs if any(map(plain, pair)))
            return Terms(pairs) if pairs else None
        if isinstance(piece, Picture):
            return piece
        return None if isinstance(piece, Notes) else piece

    def pieces(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Pieces of live words."""
        return tuple(done for piece in pieces if (done := self.piece(piece)) is not None)

    def _grid(self, grid: Grid) -> Grid | None:
        done: dict[int, tuple[Piece, ...]] = {}
        rows = []
        for row in grid.rows:
            cells = []
            for cell in row:
                key = id(cell.pieces)
                if key not in done or not cell.pieces:
                    done[key] = self.pieces(cell.pieces)
                cells.append(Cell(done[key], cell.again))
            rows.append(tuple(cells))
        if not any(cell.pieces for row in rows for cell in row):
            return None
        return replace(grid, rows=tuple(rows), caption=squeezed(self.words(grid.caption)))

    def words(self, words: Words) -> Words:
        """The live words of a stretch, with its notes in brackets; the rest is told."""
        self._states(words)
        self.doubts += [
            Doubt(f"{one[:1].upper()}{one[1:]}") for one in letters.line_doubts(everything(words).replace("\n", " "))
        ]
        if hit := _TEX.search(plain(words)):
            self.doubts.append(Doubt(f"An equation is typed in TeX here ({quoted(hit[0])} …). Write what it means."))
        out: list[Span] = []
        for span in words:
            if span.state in LIVE:
                out.append(replace(span, text=letters.clean(span.text), state="", note=""))
            if span.note and (text := self._note(span.note)):
                if span.state in ("", "added", "mark"):
                    out.append(Span(f" ({text})"))
                else:
                    self.doubts.append(Doubt(f"A note to words that are not in this draft: {quoted(text)}.", text))
        return with_addresses(out)

    def _note(self, name: str) -> str:
        parts = self.pieces(self.notes.get(name, ()))
        return said(parts)

    def _states(self, words: Words) -> None:
        told: dict[str, list[str]] = {}
        for n, span in enumerate(words):
            if span.state in _TOLD and span.text.strip():
                group = told.setdefault(span.state, [])
                if n and words[n - 1].state == span.state and group:
                    group[-1] += span.text
                else:
                    group.append(span.text)
        if not told:
            return
        parts = [f"{_TOLD[state]}: {', '.join(map(quoted, texts))}" for state, texts in told.items()]
        live = plain(words)
        around = f" What is left: {quoted(live)}" if live.strip() else ""
        text = "; ".join(parts)
        holds = " ".join(text for state, texts in told.items() if state != "added" for text in texts)
        self.doubts.append(Doubt(f"{text[:1].upper()}{text[1:]}.{around} Is that right?", holds))


def without_repeats(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces; doubts that follow each other with the same words are told once."""
    last: list[str] = []
    for piece in pieces:
        if isinstance(piece, Doubt):
            if piece.text in last:
                continue
            last.append(piece.text)
        else:
            last = []
        yield piece


def refused_letters(pieces: Iterable[Piece], shown: Callable[[str], None]) -> None:
    """Call ``shown`` with every stretch of words that holds a letter which no leaflet can hold."""
    for piece in pieces:
        for part in all_words(piece):
            text = everything(part)
            if not (text.isascii() and re.fullmatch(r"[\s\x20-\x7e]*", text)):
                shown(text)
