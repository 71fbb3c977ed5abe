"""A shaped line as Pango has it -> clusters, in the order in which they are shown.

Pango gives the glyphs of a line from left to right, and for each the first letter of its cluster. A cluster is what
cannot be divided: a letter with its dots and vowel signs, a ligature, a syllable whose vowel stands before its consonant.
Here it becomes one thing with one meaning, whatever stands beside it: kerning, letter spacing and the spaces of justified
lines are moves between clusters. Stretches are shown in the order in which they are read; one that is read from right to
left is shown from left to right, as all readers expect it, and marked so (ISO 32000-1, 14.8.2.3.3, ReversedChars).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from weasyprint.text import ffi as text_ffi

from press.typeset.letters.cutting import Drawn, Placed
from press.typeset.letters.faces import Cluster, Face, Held, held

ffi, pango = text_ffi.ffi, text_ffi.pango

#: What stands between letters and is none: marks for line breaks and directions. ZWJ and ZWNJ are letters' business.
_NO_LETTERS = dict.fromkeys([0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_JOINERS = frozenset("\u034f\u200c\u200d")  # they change how the letter before them is painted
_KINDS: dict[str, str] = {}  # general category of each letter that was met
_FIELDS = 5  # 32-bit numbers in a PangoGlyphInfo: glyph, width, x offset, y offset, attributes
_HALF = 0.5  # thousandths of the type size: a move that is less is left for the next one


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clusters that one instruction shows. ``pattern`` has a place (``%04x``) for the code of each."""

    held: Held
    pattern: bytes
    clusters: tuple[Cluster, ...]
    reversed: bool  # read from right to left


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown of one line, in reading order.

    ``missing`` are the characters that no font has; ``unfit`` says which fonts cannot be embedded, and why.
    """

    stretches: tuple[Stretch, ...]
    missing: tuple[int, ...] = ()
    unfit: tuple[str, ...] = ()


@dataclass(slots=True)
class _Item:
    """Glyphs of one font and direction, from left to right. Widths and offsets in Pango's units."""

    held: Held
    offset: int  # in bytes of the line's text
    length: int
    right_to_left: bool
    glyphs: array[int]
    widths: array[int]
    x_offsets: array[int]
    y_offsets: array[int]
    starts: array[int]  # in bytes from ``offset``: where the cluster of each glyph begins


def fits() -> bool:
    """Whether the C structures are laid out as they were when this was written."""
    whole = ffi.sizeof("PangoGlyphInfo") == 4 * _FIELDS and array("i").itemsize == 4
    return bool(whole and ffi.offsetof("PangoGlyphInfo", "geometry") == 4)


def clusters(layout: Any, divided: bool) -> Line:
    """The first line of a layout. ``divided``: its last letter is a hyphen that the typesetter put there."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    text = layout.text.encode()
    items, item = [], first_line.runs[0]
    while item != ffi.NULL:
        items.append(_item(item.data))
        item = item.next
    missing: list[int] = []
    shown, at = [], 0.0
    for one in items:
        shown.append(_Shown(one, text, missing, at))
        at = shown[-1].end
    shown.sort(key=lambda one: one.item.offset)
    if divided and shown:
        shown[-1].end_divided()
    unfit = tuple(dict.fromkeys([one.held.unfit for one in items if one.held.unfit]))
    return Line(tuple(_stretches(shown)), tuple(missing), unfit)


def _item(glyph_item: Any) -> _Item:
    item, glyphs = glyph_item.item, glyph_item.glyphs
    count = glyphs.num_glyphs
    numbers = array("i", bytes(ffi.buffer(glyphs.glyphs, 4 * _FIELDS * count)))
    return _Item(
        held(item.analysis.font),
        item.offset,
        item.length,
        bool(item.analysis.level % 2),
        numbers[::_FIELDS],
        numbers[1::_FIELDS],
        numbers[2::_FIELDS],
        numbers[3::_FIELDS],
        array("i", bytes(ffi.buffer(glyphs.log_clusters, 4 * count))),
    )


class _Shown:
    """The clusters of an item and the moves between them. Places in thousandths of the type size; ``start`` in pixels."""

    def __init__(self, item: _Item, text: bytes, missing: list[int], start: float) -> None:
        self.item, self.start = item, start
        self.parts: list[bytes] = []
        self.clusters: list[Cluster] = []
        self._missing = missing
        self._pen = 0.0  # where the next cluster would stand
        self._per_unit = item.held.thousandths(1)
        width = 0
        if (face := item.held.face) is not None:
            per_unit = face.outlines.units * text_ffi.FROM_UNITS / item.held.size
            for first, last, letters in _groups(item, text):
                here = item.widths[first] if last - first == 1 else sum(item.widths[first:last])
                meaning = letters if letters.isascii() else letters.translate(_NO_LETTERS)
                if last - first == 1 and not item.y_offsets[first]:
                    self._show_one(face, item.glyphs[first], meaning, width + item.x_offsets[first])
                else:
                    self._show_several(face, range(first, last), meaning, width, per_unit)
                width += here
        self._move(width * self._per_unit)
        self.end = start + width * text_ffi.FROM_UNITS

    def _move(self, place: float) -> None:
        """Move the pen to a place, if it is not there already."""
        back = self._pen - place
        if back >= _HALF or back <= -_HALF:
            self.parts.append(b">%d<" % round(back))
            self._pen -= round(back)

    def _show(self, cluster: Cluster, face: Face, place: float) -> None:
        self._move(place)
        self.parts.append(b"%04x")
        self.clusters.append(cluster)
        self._pen += cluster.drawn.advance * 1000 / face.outlines.units

    def _show_one(self, face: Face, glyph: int, meaning: str, x: int) -> None:
        if glyph == pango.PANGO_GLYPH_EMPTY:  # nothing is painted: a mark, or a tab
            if not meaning.isspace() or self.item.held.space is None:
                return
            cluster = self.item.held.space
        elif glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            self._missing.append(glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG & 0x1FFFFF)
            cluster = face.single(0, "")
        elif not meaning and face.outlines.is_blank(glyph):
            return
        else:
            cluster = face.single(glyph, meaning)
        self._show(cluster, face, x * self._per_unit)

    def _show_several(self, face: Face, glyphs: range, meaning: str, start: int, per_unit: float) -> None:
        """``start`` is where the cluster begins, in Pango's units; ``per_unit`` the font's units in one of them."""
        item, outlines = self.item, face.outlines
        placed: list[tuple[int, int, int, bool]] = []
        at = advance = 0
        for i in glyphs:
            glyph, width = item.glyphs[i], item.widths[i]
            if glyph == pango.PANGO_GLYPH_EMPTY:
                at += width
                continue
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                self._missing.append(glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG & 0x1FFFFF)
                self._show(face.single(0, ""), face, (start + at) * self._per_unit)
                return
            own = outlines.advance(glyph)
            # A sign over a letter has a width in some fonts and none in the line; letter spacing may have given it a little.
            stands = 2 * width * per_unit > own
            advance += own if stands else 0
            placed.append((glyph, at + item.x_offsets[i], item.y_offsets[i], stands))
            at += width
        painting = [one for one in placed if not outlines.is_blank(one[0])] or placed[:1]
        if not painting:
            return
        origin = next((x for _, x, _, stands in painting if stands), painting[0][1])
        parts: tuple[Placed, ...] = tuple([
            (glyph, round((x - origin) * per_unit), round(-y * per_unit)) for glyph, x, y, _ in painting
        ])  # fmt: skip
        self._show(face.several(Drawn(parts, advance), meaning), face, (start + origin) * self._per_unit)

    def end_divided(self) -> None:
        """The last letter that is read is a hyphen for this line alone: a soft one (ISO 32000-1, 14.8.2.2.3)."""
        at, face = (0 if self.item.right_to_left else -1), self.item.held.face
        if self.clusters and face is not None:
            self.clusters[at] = face.several(self.clusters[at].drawn, "\u00ad")


def _groups(item: _Item, text: bytes) -> list[tuple[int, int, str]]:
    """The clusters of an item, from left to right: its glyphs from one number to the next, and their letters.

    Pango's own clusters are as small as HarfBuzz can make them: a sign over a letter is one by itself. Readers sort what
    they find by its place, and such a sign goes astray; so it belongs to the letter before it.
    """
    starts, offset = item.starts, item.offset
    count = len(starts)
    firsts = [i for i in range(count) if not i or starts[i] != starts[i - 1]]
    lasts = [*firsts[1:], count]
    begins = [starts[first] for first in firsts]
    ends = [item.length, *begins[:-1]] if item.right_to_left else [*begins[1:], item.length]
    pieces = zip(begins, ends, strict=True)
    found = list(zip(firsts, lasts, [text[offset + one : offset + end].decode() for one, end in pieces], strict=True))
    if text.isascii():
        return found
    joined: list[tuple[int, int, str]] = []
    for first, last, letters in reversed(found) if item.right_to_left else found:
        if joined and _is_sign(letters[:1], item, first, last):
            begin, end, before = joined[-1]
            joined[-1] = min(begin, first), max(end, last), before + letters
        else:
            joined.append((first, last, letters))
    return joined[::-1] if item.right_to_left else joined


def _is_sign(letter: str, item: _Item, first: int, last: int) -> bool:
    """Whether a cluster that begins with this letter is painted over, under or through the one before it."""
    kind = _KINDS.get(letter)
    if kind is None:
        kind = _KINDS[letter] = "Mn" if letter in _JOINERS else category(letter) if letter else ""
    return kind in {"Mn", "Me"} or (kind == "Mc" and sum(item.widths[first:last]) <= 0)


def _stretches(shown: list[_Shown]) -> list[Stretch]:
    """One instruction for what stands side by side in one font and is read from left to right; else one for each item."""
    found: list[Stretch] = []
    pen = 0.0
    for one in shown:
        if not one.clusters:
            continue
        item = one.item
        turned = item.right_to_left and len(one.clusters) > 1
        move = round((pen - one.start) * 1000 / item.held.size)
        body = b"<" + b"".join(one.parts) + b">"
        if move:
            body = b"%d" % move + body
        last = found[-1] if found else None
        if last and not turned and not last.reversed and last.held is item.held:
            found[-1] = Stretch(item.held, last.pattern + body, (*last.clusters, *one.clusters), False)
        else:
            found.append(Stretch(item.held, body, tuple(one.clusters), turned))
        pen = one.end
    return [one if b"<>" not in one.pattern and b"><" not in one.pattern else _plain(one) for one in found]


def _plain(stretch: Stretch) -> Stretch:
    pattern = stretch.pattern.replace(b"<>", b"").replace(b"><", b"")
    return Stretch(stretch.held, pattern, stretch.clusters, stretch.reversed)
