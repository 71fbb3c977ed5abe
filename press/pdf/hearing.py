"""What a screen reader hears: the structure tree of a PDF read from start to end (ISO 32000-1, 14.7 and 14.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

#: Elements that are said within the line of the element around them. All others begin a new piece.
_INLINE = {"Span", "Link", "Reference", "Quote", "Code", "Lbl", "LBody", "BibEntry", "Note", "Annot", "Ruby", "Warichu"}
_BLOCK = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "P", "H", "H1", "H2",
    "H3", "H4", "H5", "H6", "L", "LI", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Figure", "Formula",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece: what kind of element it is in, what is said, and in which language (empty: that of the document)."""

    kind: str
    text: str
    language: str = ""


class Atom(NamedTuple):
    """The least that is said at once: the words of one piece of marked content, or of a picture.

    ``page`` counts from 0; ``mcid`` is None where nothing is painted for it. ``kind`` is that of the element that holds it.
    """

    text: str
    page: int
    mcid: int | None
    kind: str


class _Reader:
    def __init__(self, pages: dict[tuple[int, int], int], words: Sequence[Mapping[int, str]]) -> None:
        self._pages = pages
        self._words = words
        self._parts: list[str] = []
        self.pieces: list[Heard] = []
        self.atoms: list[Atom] = []
        self.lines: dict[tuple[int, int], str] = {}

    def element(self, element: Any, around: str, page: int, language: str) -> None:
        """Say one element and all below it; ``around`` is the kind of the block that it stands in."""
        kind = str(element.get("/S", "")).lstrip("/")
        page = self._pages.get(element.Pg.objgen, page) if "/Pg" in element else page
        language = str(element.get("/Lang", language))
        is_block = kind in _BLOCK
        block = kind if is_block else around
        if is_block:
            self._end(around, language)
        if "/ActualText" in element:
            kids = _kids(element)
            only = kids[0] if len(kids) == 1 and isinstance(kids[0], int) else None
            self._say(str(element.ActualText), page, only, kind)
            if only is not None:
                self.lines[page, only] = str(element.ActualText)
        elif "/Alt" in element:
            self._say(str(element.Alt), page, None, kind)
        else:
            for kid in _kids(element):
                self._kid(kid, block, page, language, kind)
        if kind == "Lbl":
            self._parts.append(" ")
        if is_block:
            self._end(block, language)

    def _say(self, text: str, page: int, mcid: int | None, kind: str) -> None:
        self._parts.append(text)
        self.atoms.append(Atom(text, page, mcid, kind))

    def _kid(self, kid: Any, block: str, page: int, language: str, kind: str) -> None:
        if isinstance(kid, int):
            self._say(self._words[page].get(kid, ""), page, kid, kind)
        elif kid.get("/Type") == "/MCR":
            at = self._pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            self._say(self._words[at].get(int(kid.MCID), ""), at, int(kid.MCID), kind)
        elif kid.get("/Type") != "/OBJR":
            self.element(kid, block, page, language)

    def _end(self, kind: str, language: str) -> None:
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if text:
            self.pieces.append(Heard(kind, text, language))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that is said: ``pieces`` in order; ``lines`` where an element replaces the words of one piece of content.

    The keys of ``lines`` are page (from 0) and MCID. ``atoms`` are the same words in the same order, by where they are painted.
    """

    pieces: tuple[Heard, ...]
    lines: Mapping[tuple[int, int], str]
    atoms: tuple[Atom, ...] = ()


def hear(pdf: pikepdf.Pdf, words: Sequence[Mapping[int, str]]) -> Hearing:
    """Read the structure tree; ``words`` are the words of each page's marked content by MCID."""
    reader = _Reader({page.obj.objgen: i for i, page in enumerate(pdf.pages)}, words)
    if "/StructTreeRoot" in pdf.Root:
        for element in _kids(pdf.Root.StructTreeRoot):
            reader.element(element, "Document", 0, "")
    return Hearing(tuple(reader.pieces), reader.lines, tuple(reader.atoms))
