"""Lines into the drawing instructions of a page, and which clusters a document has.

Codes are given when all of the document is drawn, in the order of what they stand for: so the same clusters have the
same codes in whatever order they come, and whatever was printed before. Until then an instruction is an object that
writes itself when the page is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydyf
from weasyprint.draw import text as draw_text
from weasyprint.logger import LOGGER

from press.typeset.letters import clusters as shaping
from press.typeset.letters.clusters import Line, Stretch
from press.typeset.letters.faces import Cluster, Face

ROOM = 0xFFFF  # codes in a font but 0: they have two bytes


class Letters:
    """The clusters of one font that a document shows. ``codes`` are given by ``number``."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.used: dict[Cluster, None] = {}
        self.codes: dict[Cluster, int] = {}

    def number(self) -> list[Cluster]:
        """Give each cluster its code, from 1 on; returns them in that order, one of those that are equal."""
        by_key: dict[Any, list[Cluster]] = {}
        for cluster in self.used:
            by_key.setdefault(cluster.key, []).append(cluster)
        ordered = [by_key[key] for key in sorted(by_key) if not key[0].paints_box]
        self.codes = {cluster: code for code, equal in enumerate(ordered, 1) for cluster in equal}
        return [equal[0] for equal in ordered]


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
        stretch, codes = self.stretch, self.letters.codes
        body = stretch.pattern % tuple([codes.get(cluster, 0) for cluster in stretch.clusters])
        if self.space and (space := stretch.held.space) is not None:
            shown = b"<%04x>" % codes[space]
            if stretch.reversed:  # it stands at the left, where the line ends
                units = self.letters.face.outlines.units
                body = b"%d" % round(space.drawn.advance * 1000 / units) + shown + body
            else:
                body += shown
        shown = b"[" + body + b"] TJ"
        return b"/ReversedChars BMC\n" + shown + b"\nEMC" if stretch.reversed else shown


#: How the shaped line of a layout is come by: the memos put a memory in between.
shape: Callable[[Any, bool], Line] = shaping.clusters


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> list[Any]:
    """Show a line, in the place of WeasyPrint's own function; the boxes of blanks between words, too."""
    if textbox.style["font_size"] < 1e-6 or not textbox.text:
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
    for why in line.unfit:
        LOGGER.error("press: font-unfit %s", why)
    return []


def _end(stream: Any, textbox: Any, shown: Shown | None) -> None:
    """Put in the spaces at which lines were broken: after this line, or, where the next one dropped it, before it."""
    number = getattr(textbox, "press_mcid", -1)
    before, last = getattr(stream, "press_last", (-1, None))
    if getattr(textbox, "press_lead", False) and last is not None and before + 1 == number:
        last.add_space()
    if shown is not None:
        if getattr(textbox, "press_space", False) and not textbox.pango_layout.text[-1:].isspace():
            shown.add_space()
        stream.press_last = number, shown


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


def install() -> None:
    """Draw lines so."""
    draw_text.draw_first_line = draw_first_line
