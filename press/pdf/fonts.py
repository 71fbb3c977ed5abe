"""What the codes of a font in a PDF mean: letters, widths, and which are no glyph at all."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from press.pdf.measured import Font

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TO_NOTHING = re.compile(rb"<([0-9A-Fa-f]+)>\s+0\b")
_BLOCK = re.compile(rb"begin(bfchar|bfrange|cidchar)(.*?)end\1", re.DOTALL)
_SPACES = {" ", "\u00a0", "\u200b"}
_SUBSET = re.compile(r"^[A-Z]{6}\+")


class Glyph(NamedTuple):
    """One glyph of a shown string. ``is_space`` says whether word spacing applies (ISO 32000-1, 9.3.3)."""

    width: float  # thousandths of the type size
    letters: str
    is_unknown: bool  # it paints the box for a missing glyph
    paints: bool  # it is no space
    is_space: bool


@dataclass(slots=True)
class Codes:
    """How to read the strings that are shown in a font."""

    name: str
    bytes_each: int
    letters: dict[int, str]
    widths: dict[int, float]  # thousandths of the type size
    usual_width: float
    unknown: frozenset[int]  # codes that paint the box for a missing glyph
    blank: frozenset[int]  # codes that paint nothing: spaces
    _read: dict[bytes, tuple[Glyph, ...]] = field(default_factory=dict)  # the same strings come again and again

    def glyphs(self, string: bytes) -> tuple[Glyph, ...]:
        """What a string paints."""
        found = self._read.get(string)
        if found is None:
            found = self._read[string] = tuple(self._glyph(code) for code in self._codes(string))
        return found

    def _codes(self, string: bytes) -> list[int]:
        if self.bytes_each == 1:
            return list(string)
        return [string[i] << 8 | string[i + 1] for i in range(0, len(string) - 1, 2)]

    def _glyph(self, code: int) -> Glyph:
        width, is_space = self.widths.get(code, self.usual_width), code == 32 and self.bytes_each == 1
        return Glyph(width, self.letters.get(code, ""), code in self.unknown, code not in self.blank, is_space)


class FontCache:
    """The fonts of one PDF, each read once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[int, int], Codes] = {}
        self._fonts: dict[tuple[int, int], Font] = {}

    def codes(self, font: Any) -> Codes:
        """How to read a font's strings."""
        key = font.objgen
        if key not in self._codes or key == (0, 0):
            self._codes[key], self._fonts[key] = _read(font)
        return self._codes[key]

    def found(self) -> Iterator[Font]:
        """All fonts that were asked for, in the order of their names, each once."""
        yield from sorted(set(self._fonts.values()), key=lambda font: (font.name, font.kind))


def _read(font: Any) -> tuple[Codes, Font]:
    kind = str(font.get("/Subtype", "")).lstrip("/")
    name = _SUBSET.sub("", str(font.get("/BaseFont", font.get("/Name", ""))).lstrip("/"))
    inner = font.DescendantFonts[0] if kind == "Type0" else font
    described = inner.get("/FontDescriptor", pikepdf.Dictionary())
    embedded = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")) or kind == "Type3"
    italic = bool(int(described.get("/Flags", 0)) & 64) or "Italic" in name or "Oblique" in name
    letters = _letters(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
    unknown = {0} if kind == "Type0" else set()
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream):  # WeasyPrint writes a table of its own only when glyphs are missing
        unknown |= {int(code, 16) for code in _TO_NOTHING.findall(encoding.read_bytes())}
    widths = _composite_widths(inner) if kind == "Type0" else _simple_widths(font)
    usual = float(inner.get("/DW", 1000)) if kind == "Type0" else float(described.get("/MissingWidth", 0))
    used = widths.keys() | letters.keys()
    blank = _empty_outlines(described["/FontFile2"].read_bytes(), used) if "/FontFile2" in described else None
    if blank is None or str(inner.get("/CIDToGIDMap", "/Identity")) != "/Identity":
        blank = {code for code in used if letters.get(code) in _SPACES}
    codes = Codes(name, 2 if kind == "Type0" else 1, letters, widths, usual, frozenset(unknown), frozenset(blank))
    return codes, Font(name, kind, embedded, italic)


def _empty_outlines(font: bytes, codes: Iterable[int]) -> set[int] | None:
    """Which glyphs of a TrueType font have no outline; None where its tables do not say (OpenType 1.9, loca).

    Letters do not tell: in Khmer a vowel sign may have a space's meaning, because its cluster has the letters.
    """
    tables = {}
    for i in range(struct.unpack(">H", font[4:6])[0] if len(font) > 12 else 0):
        tag, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i])
        tables[tag] = font[offset : offset + length]
    if b"loca" not in tables or len(tables.get(b"head", b"")) < 52:
        return None
    size, kind = (4, "L") if tables[b"head"][51] else (2, "H")
    places = struct.unpack(f">{len(tables[b'loca']) // size}{kind}", tables[b"loca"])
    return {code for code in codes if code + 1 >= len(places) or places[code] == places[code + 1]}


def _letters(table: bytes) -> dict[int, str]:
    """A ToUnicode table (ISO 32000-1, 9.10.3)."""
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(table):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(block):
                letters[int(code, 16)] = _text(text)
        elif kind == b"bfrange":
            for first, last, text in _RANGE.findall(block):
                start = _text(text)
                for i, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                    letters[code] = start[:-1] + chr(ord(start[-1]) + i) if start else ""
    return letters


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _composite_widths(font: Any) -> dict[int, float]:
    """``/W``: ``first [width …]`` or ``first last width`` (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    items = list(font.get("/W", ()))
    i = 0
    while i < len(items):
        first = int(items[i])
        if isinstance(items[i + 1], pikepdf.Array):
            for n, width in enumerate(items[i + 1]):
                widths[first + n] = float(width)
            i += 2
        else:
            for code in range(first, int(items[i + 1]) + 1):
                widths[code] = float(items[i + 2])
            i += 3
    return widths


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    scale = 1000 * float(font["/FontMatrix"][0]) if "/FontMatrix" in font else 1.0
    return {first + n: float(width) * scale for n, width in enumerate(font.get("/Widths", ()))}
