"""A font that holds one glyph for each cluster, in the order of the clusters, and nothing that is not needed.

Glyph 0 is the box for a missing letter; glyph 1, 2 … are the clusters, so that the codes in the PDF are the numbers of
the glyphs (``CIDToGIDMap /Identity``). A cluster that is one glyph of the font, where that glyph stands by itself, is that
glyph; any other is a composite of glyphs of the font. What composites need besides comes last. Written by hand, because
a glyph that the font does not have is no subset of it; HarfBuzz's subsets are also other bytes in each version of it.

A PDF needs these six tables of a font with no instructions (ISO 32000-1, 9.9, and table 126).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from sys import byteorder
from typing import NamedTuple

from press.typeset.letters.outlines import (
    MORE,
    NOTHING,
    OFFSETS,
    WORDS,
    Box,
    Outlines,
    Part,
    box_of,
    parts_of,
    points_of,
)

#: A glyph of the font and where it stands, in units of the font from the cluster's origin.
Placed = tuple[int, int, int]

_ALL = 0xFFFFFFFF
_MAGIC = 0xB1B0AFBA  # what the sum of a whole font comes to (OpenType 1.9, head)


class Drawn(NamedTuple):
    """What is to be one glyph: the glyphs that it is drawn with (none: a blank), and how far the next one stands."""

    parts: tuple[Placed, ...]
    advance: int

    @property
    def paints_box(self) -> bool:
        """Whether it is the box for a missing letter: glyph 0 of every font."""
        return self.parts == ((0, 0, 0),)


def _is_plain(drawn: Drawn) -> bool:
    """Whether it is a glyph as it stands in the font."""
    return len(drawn.parts) == 1 and drawn.parts[0][1:] == (0, 0)


class _Made(NamedTuple):
    data: bytes
    advance: int
    box: Box | None


class _Cut:
    """One font that is being cut. Glyphs are numbered as they are needed."""

    def __init__(self, font: Outlines, drawn: Sequence[Drawn]) -> None:
        self._font = font
        self._numbers = {0: 0}  # glyph of the font -> glyph here
        self._helpers: list[int] = []
        self._first_helper = len(drawn) + 1
        self._most = [0, 0, 0, 0, 0, 0]  # points, contours, both of composites, parts, depth: as maxp has them
        self._measured: dict[int, tuple[int, int, int]] = {}
        for number, one in enumerate(drawn, 1):
            if _is_plain(one):
                self._numbers.setdefault(one.parts[0][0], number)
        made = [self._as_in_the_font(0), *[self._glyph(one) for one in drawn]]
        made.extend(self._as_in_the_font(glyph) for glyph in self._helpers)  # they grow while their glyphs are made
        self.glyphs = made

    def _number(self, glyph: int) -> int:
        """The number that a glyph of the font has here."""
        known = self._numbers.get(glyph)
        if known is None:
            known = self._numbers[glyph] = self._first_helper + len(self._helpers)
            self._helpers.append(glyph)
        return known

    def _glyph(self, drawn: Drawn) -> _Made:
        if _is_plain(drawn):
            return self._as_in_the_font(drawn.parts[0][0], drawn.advance)
        parts = [Part(one, x, y, OFFSETS, NOTHING) for one, x, y in drawn.parts]
        return self._composite(parts, drawn.advance)

    def _as_in_the_font(self, glyph: int, advance: int | None = None) -> _Made:
        data = self._font.data(glyph)
        width = self._font.advance(glyph) if advance is None else advance
        if not data:
            return _Made(NOTHING, width, None)
        if parts := parts_of(data):
            return self._composite(parts, width, box_of(data))
        points, contours = points_of(data)
        self._note(points, contours, 0, 0, 0, 0)
        return _Made(data, width, box_of(data))

    def _composite(self, parts: Sequence[Part], advance: int, box: Box | None = None) -> _Made:
        flat = [one for part in parts for one in self._flat(part)]
        if not flat:
            return _Made(NOTHING, advance, None)
        if box is None:
            for part in flat:
                around = box_of(self._font.data(part.glyph)).moved(part.x, part.y)
                box = around if box is None else box.around(around)
        assert box is not None
        points, contours, depth = map(sum, zip(*[self._weight(part.glyph) for part in flat], strict=True))
        self._note(0, 0, points, contours, len(flat), 1 + (depth > 0))
        head = struct.pack(">h4h", -1, *box)
        return _Made(head + b"".join(self._written(flat)), advance, box)

    def _flat(self, part: Part) -> list[Part]:
        """A part that is composite itself, as its own parts, where that is the same; nothing where it paints nothing."""
        data = self._font.data(part.glyph)
        if not data:
            return []
        inner = parts_of(data)
        if not inner or not part.only_moved or not all(one.only_moved for one in inner):
            return [part]
        moved = [one._replace(x=one.x + part.x, y=one.y + part.y) for one in inner]
        return [deeper for one in moved for deeper in self._flat(one)]

    def _weight(self, glyph: int) -> tuple[int, int, int]:
        """Points and contours of a part, and 1 where it is composite itself."""
        known = self._measured.get(glyph)
        if known is None:
            data = self._font.data(glyph)
            if parts := parts_of(data):
                points, contours, _ = map(sum, zip(*[self._weight(one.glyph) for one in parts], strict=True))
                known = points, contours, 1
            else:
                known = *points_of(data), 0
            self._measured[glyph] = known
        return known

    def _written(self, parts: Sequence[Part]) -> list[bytes]:
        last = len(parts) - 1
        written = []
        for i, part in enumerate(parts):
            flags = part.flags & ~WORDS | (MORE if i < last else 0)
            if flags & OFFSETS and -128 <= part.x <= 127 and -128 <= part.y <= 127:
                where = struct.pack(">bb", part.x, part.y)
            else:
                flags |= WORDS
                where = struct.pack(">hh" if flags & OFFSETS else ">HH", part.x, part.y)
            written.append(struct.pack(">HH", flags, self._number(part.glyph)) + where + part.scale)
        return written

    def _note(self, *found: int) -> None:
        self._most = [max(pair) for pair in zip(self._most, found, strict=True)]

    def maxp(self) -> bytes:
        points, contours, both_points, both_contours, parts, depth = self._most
        numbers = (len(self.glyphs), points, contours, both_points, both_contours, 1, 0, 0, 0, 0, 0, 0, parts, depth)
        return struct.pack(">L14H", 0x00010000, *[min(number, 0xFFFF) for number in numbers])


def cut(font: Outlines, drawn: Sequence[Drawn]) -> bytes:
    """A TrueType file with a glyph for each of ``drawn``, from number 1 on.

    The same glyphs give the same bytes. There is room for 65,535 glyphs with those that composites need;
    ``struct.error`` where there are more, or where a part stands more than 32,767 units away.
    """
    made = _Cut(font, drawn)
    glyphs = made.glyphs
    places, glyf = [0], bytearray()
    for glyph in glyphs:
        glyf += glyph.data
        if len(glyf) % 2:
            glyf.append(0)
        places.append(len(glyf))
    long = len(glyf) > 0x1FFFE
    hmtx = [part for glyph in glyphs for part in (glyph.advance, (glyph.box.left if glyph.box else 0) & 0xFFFF)]
    boxes = [glyph.box for glyph in glyphs if glyph.box]
    around = Box(*map(min, zip(*[box[:2] for box in boxes], strict=True)), *map(max, zip(*[box[2:] for box in boxes], strict=True))) if boxes else Box(0, 0, 0, 0)  # fmt: skip
    head = font.head[:8] + bytes(4) + font.head[12:36] + struct.pack(">4h", *around) + font.head[44:50]
    return _file({
        b"glyf": bytes(glyf) or b"\0",  # some readers take an empty table for a broken file
        b"head": head + struct.pack(">HH", long, 0),
        b"hhea": font.hhea[:34] + struct.pack(">H", len(glyphs)),
        b"hmtx": _packed("H", hmtx),
        b"loca": _packed("I", places) if long else _packed("H", [place // 2 for place in places]),
        b"maxp": made.maxp(),
    })  # fmt: skip


def _packed(kind: str, numbers: Sequence[int]) -> bytes:
    packed = array(kind, numbers)
    if byteorder == "little":
        packed.byteswap()
    return packed.tobytes()


def _sum(table: bytes) -> int:
    """The checksum of a table: it is read as numbers of four bytes."""
    numbers = array("I", table + bytes(-len(table) % 4))
    if byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & _ALL


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables (OpenType 1.9, organisation of an OpenType font)."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    at, body = 12 + 16 * count, b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sLLL", tag, _sum(table), at + len(body), len(table))
        if tag == b"head":
            mark = at + len(body) + 8
        body += table + bytes(-len(table) % 4)
    whole = bytearray(directory + body)
    struct.pack_into(">L", whole, mark, (_MAGIC - _sum(bytes(whole))) & _ALL)
    return bytes(whole)
