"""Lines into the drawing instructions of a page, and which clusters a document has.

Codes are given when all of the document is drawn, in the order of what they stand for: so the same clusters have the
same codes in whatever order they come, and whatever was printed before. Until then an instruction is an object that
writes itself when the page is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import md5
from typing import Any

import pydyf
from weasyprint.draw import text as draw_text
from weasyprint.logger import LOGGER

from press.typeset.letters import clusters as shaping
from press.typeset.letters.clusters import Line, Stretch
from press.typeset.letters.faces import Cluster, Face

ROOM = 0xFFFF  # glyphs in a font but 0, and codes: they have two bytes


class Letters:
    """The clusters of one font that a document shows. ``number`` gives them codes, in as many fonts as it takes."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.names = face, [name]
        self.used: dict[Cluster, None] = {}
        self.codes: dict[Cluster, int] = {}
        self.fonts: dict[Cluster, int] = {}  # where it takes more than one

    def number(self) -> list[list[Cluster]]:
        """Give each cluster its code, from 1 on; returns them in that order, one of those that are equal, by font."""
        by_key: dict[Any, list[Cluster]] = {}
        for cluster in self.used:
            by_key.setdefault(cluster.key, []).append(cluster)
        ordered = [by_key[key] for key in sorted(by_key) if not key[0].paints_box]
        fonts = [ordered]
        if len(ordered) + self.face.outlines.count > ROOM:
            fonts = list(self._packed(ordered))
        for i, found in enumerate(fonts):
            for code, equal in enumerate(found, 1):
                self.codes.update(dict.fromkeys(equal, code))
                if i:
                    self.fonts.update(dict.fromkeys(equal, i))
        for i in range(1, len(fonts)):
            digest = md5(f"{self.names[0]}{i}".encode(), usedforsecurity=False).digest()
            self.names.append("".join(chr(65 + letter % 26) for letter in digest[:6]))
        return [[equal[0] for equal in found] for found in fonts]

    def _packed(self, ordered: list[list[Cluster]]) -> Iterator[list[list[Cluster]]]:
        """As many as one font has room for, with the glyphs that they are composed of; then the next."""
        packed: list[list[Cluster]] = []
        needed: set[int] = set()
        for equal in ordered:
            more = {one for glyph, _, _ in equal[0].drawn.parts for one in self.face.outlines.needed(glyph)}
            if packed and len(packed) + 1 + len(needed | more) > ROOM:
                yield packed
                packed, needed = [], set()
            packed.append(equal)
            needed |= more
        yield packed


class Shown(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """One instruction that shows clusters. ``space``: a space follows, at which the line was broken."""

    def __init__(self, stretch: Stretch, letters: Letters) -> None:
        super().__init__()
        self.stretch, self.letters, self.space = stretch, letters, False
        letters.used.update(dict.fromkeys(stretch.clusters))

    def add_space(self) -> None:
        """A space follows: ISO 32000-1, 14.8.2.5: spaces between words are there even at the end of a line.

        Without it the last word of a line and the first of the next are one word to many readers.
        """
        if self.stretch.held.space is not None:
            self.space = True
            self.letters.used[self.stretch.held.space] = None

    @property
    def data(self) -> bytes:
        """The instruction."""
        pattern, clusters = self.stretch.pattern, self.stretch.clusters
        if self.space and (space := self.stretch.held.space) is not None:
            if self.stretch.reversed:  # it stands at the left, where the line ends
                back = space.drawn.advance * 1000 / self.letters.face.outlines.units
                pattern, clusters = b"%d<%%04x>%s" % (round(back), pattern), (space, *clusters)
            else:
                pattern, clusters = pattern + b"<%04x>", (*clusters, space)
        shown = self._in_fonts(pattern, clusters) if self.letters.fonts else self._in_font(pattern, clusters)
        return b"/ReversedChars BMC\n%s\nEMC" % shown if self.stretch.reversed else shown

    def _in_font(self, pattern: bytes, clusters: tuple[Cluster, ...]) -> bytes:
        codes = self.letters.codes
        return b"[%s] TJ" % (pattern % tuple([codes.get(cluster, 0) for cluster in clusters]))

    def _in_fonts(self, pattern: bytes, clusters: tuple[Cluster, ...]) -> bytes:
        """The same where the clusters are in several fonts: change between them, and back to the first."""
        names, size = self.letters.names, pydyf._to_bytes(self.stretch.held.size)
        before, *rest = pattern.split(b"%04x")
        written, now = b"[" + before, 0
        for cluster, moves in zip(clusters, rest, strict=True):
            font = self.letters.fonts.get(cluster, 0)
            if font != now:
                written += (b">" if _is_open(written) else b"") + b"] TJ\n/%s %s Tf\n[<" % (names[font].encode(), size)
                now = font
            written += b"%04x" % self.letters.codes.get(cluster, 0) + moves
        written += b"] TJ" + (b"\n/%s %s Tf" % (names[0].encode(), size) if now else b"")
        return written.replace(b"<>", b"")


def _is_open(written: bytes) -> bool:
    """Whether what was written ends within a string."""
    return written.rfind(b"<") > written.rfind(b">")


#: How the shaped line of a layout is come by: the memos put a memory in between.
shape: Callable[[Any, bool], Line] = shaping.clusters


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> list[Any]:
    """Show a line, in the place of WeasyPrint's own function; the boxes of blanks between words, too."""
    if textbox.style["font_size"] < 1e-6:
        return []
    if not textbox.text:
        _end(stream, textbox, None)
        return []
    layout = textbox.pango_layout
    divided = getattr(textbox, "press_divided", False)
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        _shorten(stream, textbox, text_overflow, block_ellipsis, matrix)
        line = shaping.clusters(layout, divided)
    else:
        line = shape(layout, divided)
    stream.set_text_matrix(*matrix.values)
    shown = None
    for stretch in line.stretches:
        font, size = stream.add_font(stretch.held.font)
        stream.set_font_size(font.hash, size)
        shown = Shown(stretch, letters_of(stream, font, stretch.held.face))
        stream.stream.append(shown)
    _end(stream, textbox, shown)
    for point in line.missing:
        LOGGER.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(point), point)
        font.missing[point] = 0
    for message, about in line.faults:
        LOGGER.error(message, about, extra={"press_element": getattr(textbox, "element", None)})
    return []


def _end(stream: Any, textbox: Any, shown: Shown | None) -> None:
    """Put in the spaces at which lines were broken: after this line, or, where the next one dropped it, before it.

    A line may be nothing but the space that was dropped: then what was shown before it gets the space.
    """
    number = getattr(textbox, "press_mcid", -1)
    before, last = getattr(stream, "press_last", (-2, None))
    if before + 1 != number:
        last = None
    dropped = getattr(textbox, "press_space", False)
    if last is not None and (getattr(textbox, "press_lead", False) or (shown is None and dropped)):
        last.add_space()
    if shown is not None:
        if dropped and not textbox.pango_layout.text[-1:].isspace():
            shown.add_space()
        last = shown
    stream.press_last = number, last


def letters_of(stream: Any, font: Any, face: Any) -> Letters:
    """What a document shows in a font: fonts that WeasyPrint takes for several, of one name, are one."""
    found: Letters | None = font.__dict__.get("press_letters")
    if found is None:
        for other in stream._fonts.values():
            if other.hash == font.hash and "press_letters" in other.__dict__:
                found = other.press_letters
                break
        else:
            found = Letters(face, font.hash)
        font.press_letters = found
    return found


def _shorten(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> None:
    """Have WeasyPrint put an ellipsis into a line, by drawing it to a page that is thrown away."""
    if textbox.text.strip():
        _original(stream.clone(fonts={}), textbox, text_overflow, block_ellipsis, matrix)


_original = draw_text.draw_first_line


def draw_lines(_original: Any) -> Any:
    """Draw lines so."""
    return draw_first_line
