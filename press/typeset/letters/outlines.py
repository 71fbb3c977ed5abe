"""A TrueType font as it stands in its file: outlines, widths, parts of glyphs (OpenType 1.9: glyf, loca, hmtx, maxp)."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from sys import byteorder
from typing import NamedTuple

#: Flags of one part of a composite glyph (OpenType 1.9, glyf).
WORDS, OFFSETS, MORE = 0x0001, 0x0002, 0x0020
_SCALE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = 0x0008, 0x0040, 0x0080, 0x0100

NOTHING = b""
_TABLES = ("head", "hhea", "maxp", "loca", "glyf", "hmtx")


class Box(NamedTuple):
    """A rectangle around an outline, in units of the font."""

    left: int
    bottom: int
    right: int
    top: int

    def moved(self, x: int, y: int) -> Box:
        """The same rectangle elsewhere."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def around(self, other: Box) -> Box:
        """The least rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


class Part(NamedTuple):
    """A glyph within a composite glyph. ``x`` and ``y`` are offsets where ``flags`` say so; ``scale`` is as in the file."""

    glyph: int
    x: int
    y: int
    flags: int
    scale: bytes

    @property
    def only_moved(self) -> bool:
        """Whether it is neither turned nor scaled, nor placed by points."""
        return bool(self.flags & OFFSETS) and not self.scale


class UnfitError(ValueError):
    """The file is no TrueType font of fixed outlines."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What is read from one font file. ``units`` is the number of units in an em."""

    units: int
    count: int
    head: bytes
    hhea: bytes
    places: array[int]  # where each glyph begins in glyf, and where the last one ends
    glyf: memoryview
    advances: array[int]

    def data(self, glyph: int) -> bytes:
        """One glyph without its instructions: nobody renders with them what is printed (see ``fonts.conf``)."""
        found = bytes(self.glyf[self.places[glyph] : self.places[glyph + 1]])
        if not found:
            return NOTHING
        contours = int.from_bytes(found[:2], "big", signed=True)
        if contours < 0:
            return found
        end = 10 + 2 * contours
        instructions = int.from_bytes(found[end : end + 2], "big")
        return found if not instructions else found[:end] + b"\0\0" + found[end + 2 + instructions :]

    def needed(self, glyph: int) -> list[int]:
        """A glyph and all that it is composed of."""
        found = [glyph]
        for one in found:  # grows meanwhile
            found += [part.glyph for part in parts_of(self.data(one)) if part.glyph not in found]
        return found

    def is_blank(self, glyph: int) -> bool:
        """Whether a glyph paints nothing."""
        return self.places[glyph] == self.places[glyph + 1]

    def advance(self, glyph: int) -> int:
        """How far the next glyph stands from this one, in units of the font."""
        return self.advances[glyph] if glyph < len(self.advances) else self.advances[-1]


def box_of(data: bytes) -> Box:
    """The rectangle around a glyph that is not empty."""
    return Box(*struct.unpack_from(">4h", data, 2))


def parts_of(data: bytes) -> tuple[Part, ...]:
    """What a composite glyph consists of; nothing where the glyph has contours of its own."""
    if data[:1] < b"\x80":  # a number of contours, not -1
        return ()
    parts, at, flags = [], 10, MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">HH", data, at)
        kind = (">hh" if flags & OFFSETS else ">HH") if flags & WORDS else (">bb" if flags & OFFSETS else ">BB")
        x, y = struct.unpack_from(kind, data, at + 4)
        at += 4 + struct.calcsize(kind)
        size = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        parts.append(Part(glyph, x, y, flags & ~(MORE | _INSTRUCTIONS), data[at : at + size]))
        at += size
    return tuple(parts)


def points_of(data: bytes) -> tuple[int, int]:
    """How many points and contours a glyph with contours of its own has."""
    contours = int.from_bytes(data[:2], "big")
    return int.from_bytes(data[8 + 2 * contours : 10 + 2 * contours], "big") + 1, contours


def outlines(tables: Mapping[str, memoryview]) -> Outlines:
    """Read a font from its tables. Raises UnfitError where it has none of the outlines that are needed here."""
    if missing := [name for name in _TABLES if not len(tables.get(name, b""))]:
        raise UnfitError(f"it has no {missing[0]}")
    if len(tables.get("fvar", b"")):
        raise UnfitError("it is variable")
    head, hhea = bytes(tables["head"]), bytes(tables["hhea"])
    count = int.from_bytes(tables["maxp"][4:6], "big")
    if head[51]:
        places = _numbers("I", tables["loca"], count + 1)
    else:
        places = array("I", [2 * place for place in _numbers("H", tables["loca"], count + 1)])
    metrics = int.from_bytes(hhea[34:36], "big")
    advances = _numbers("H", tables["hmtx"], 2 * metrics)[::2]
    return Outlines(int.from_bytes(head[18:20], "big"), count, head, hhea, places, tables["glyf"], advances)


def _numbers(kind: str, table: memoryview, count: int) -> array[int]:
    numbers = array(kind)
    if len(table) < count * numbers.itemsize:
        raise UnfitError("a table of it is cut short")
    numbers.frombytes(table[: count * numbers.itemsize])
    if byteorder == "little":
        numbers.byteswap()
    return numbers
