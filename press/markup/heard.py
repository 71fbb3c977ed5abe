"""What a sheet says when it is read aloud: the texts of its HTML in reading order, each with its language and place."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from press.content.aligning import squeezed

EDGE = "\uf8f4"  # in a text, a private character: where an element begins or ends that stands on lines of its own

CODE = "\uf8f1"  # stands for the QR code, which holds the fingerprint

_SILENT = frozenset({"head", "style", "script", "template"})
_INLINE = frozenset({"a", "bdi", "span", "strong", "b", "svg", "title"})
_RUNNING = frozenset({"band", "band-first"})
_VOID = frozenset({"meta", "link", "img", "br", "wbr", "hr", "col"})
_MARGINS = frozenset({"data-head", "data-foot", "data-identity"})  # the attributes that running heads and feet print


class Piece(NamedTuple):
    """A text: where it begins in the HTML and among the letters, in which language, and which picture it stands for.

    ``direction`` is that of the text around it where it is isolated as a number or a name.
    """

    text: str
    offset: int
    start: int
    language: str
    direction: str = ""
    picture: str = ""
    spoken: bool = False


class Element(NamedTuple):
    """An element of the body with its attributes, where it begins in the HTML, and the tags of the elements around it."""

    tag: str
    attributes: Mapping[str, str]
    offset: int
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a page says. ``letters`` are those of all pieces (``content.aligning.squeezed``).

    ``running`` are the texts of the marks of a draft, by their class, with their offsets; ``margins`` what running heads
    and feet print: offset, attribute, text. ``links`` are addresses with their offsets.
    """

    pieces: tuple[Piece, ...]
    letters: str
    running: tuple[tuple[str, int, str], ...]
    margins: tuple[tuple[int, str, str], ...]
    elements: tuple[Element, ...]
    _starts: list[int] = field(default_factory=list)

    def at(self, letter: int) -> int:
        """The index of the piece that a letter is in; the last one behind all letters."""
        if not self._starts:
            self._starts.extend(piece.start for piece in self.pieces)
        return max(0, bisect.bisect_right(self._starts, letter) - 1)


def heard(html: str) -> Heard:
    """Listen to a page: texts in order, alternative texts where pictures are."""
    return _Listener().heard(html.replace(CODE, " "))


class _Open(NamedTuple):
    tag: str
    language: str
    direction: str
    silent: bool
    running: int  # 1 + the index of the draft's mark that it is part of


# Texts, tags and what is passed over. A page's own parser finds the same in templates that are well-formed; whatever it
# finds otherwise shows in the finished PDF, which is read once more.
_TOKEN = re.compile(
    r"""<!--.*?-->|<!DOCTYPE[^>]*>|<(?P<raw>style|script)\b[^>]*>.*?</(?P=raw)\s*>"""
    r"""|<(?P<end>/?)(?P<tag>[A-Za-z][^\s>/]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
    r"""|(?P<text>[^<]+|<)""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


class _Listener:
    def __init__(self) -> None:
        self._open = [_Open("", "", "", False, 0)]
        self._tags: tuple[str, ...] = ()
        self._pieces: list[Piece] = []
        self._letters: list[str] = []
        self._count = 0
        self._running: list[tuple[str, int, str]] = []
        self._margins: list[tuple[int, str, str]] = []
        self._elements: list[Element] = []

    def heard(self, html: str) -> Heard:
        for hit in _TOKEN.finditer(html):
            kind = hit.lastgroup
            if kind == "text":
                here = self._open[-1]
                if not here.silent:
                    text = hit[0]
                    self._say(unescape(text) if "&" in text else text, hit.start(), spoken=here.tag == "title")
            elif kind == "attributes":
                if hit["end"]:
                    self._end(hit["tag"].lower(), hit.start())
                else:
                    self._begin(hit["tag"].lower(), hit["attributes"], hit.start())
        pieces, letters = tuple(self._pieces), "".join(self._letters)
        return Heard(pieces, letters, tuple(self._running), tuple(self._margins), tuple(self._elements))

    def _say(self, text: str, offset: int, picture: str = "", spoken: bool = False) -> None:
        here = self._open[-1]
        if here.running:
            kind, at, said = self._running[here.running - 1]
            self._running[here.running - 1] = kind, at, said + text.replace(EDGE, " ")
            return
        letters = squeezed(text) if text != EDGE else ""
        self._pieces.append(Piece(text, offset, self._count, here.language, here.direction, picture, spoken))
        if letters:
            self._letters.append(letters)
            self._count += len(letters)

    def _begin(self, tag: str, said: str, offset: int) -> None:
        known = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(said)} if said else {}
        above = self._open[-1]
        self._margins += [(offset, name, known[name]) for name in _MARGINS if name in known]
        if not above.silent:
            if tag not in _INLINE:
                self._say(EDGE, offset)
            if tag == "img" and known.get("alt"):
                self._say(known["alt"], offset, known.get("src", ""), spoken=True)
        if "body" in self._tags:
            self._elements.append(Element(tag, known, offset, self._tags))
        if tag in _VOID or said.endswith("/"):
            return
        running = above.running
        if known.get("class") in _RUNNING and not above.silent:
            self._running.append((known["class"], offset, ""))
            running = len(self._running)
        silent = above.silent or tag in _SILENT or (tag == "svg" and known.get("aria-hidden") == "true")
        isolate = tag == "bdi" and "lang" not in known  # a number or name that runs against the text around it
        direction = above.direction if isolate else known.get("dir", above.direction)
        self._open.append(_Open(tag, known.get("lang", above.language), direction, silent, running))
        self._tags = (*self._tags, tag)

    def _end(self, tag: str, offset: int) -> None:
        if tag in _VOID or tag not in self._tags:
            return
        while self._open[-1].tag != tag:  # elements that end with the one around them
            self._open.pop()
        self._open.pop()
        self._tags = tuple(one.tag for one in self._open[1:])
        if not self._open[-1].silent and tag not in _INLINE:
            self._say(EDGE, offset)
