"""The fonts as Pango hands them out, and what is known of each: its outlines, and the clusters that were made of them.

A Pango font is one face at one size. Both are held for good, so that an address that is known here is never given away
again; there are few of them (the private fontconfig has one file for each family and weight).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from weasyprint.text import ffi as text_ffi
from weasyprint.text import fonts as text_fonts

from press.native import LIBRARIES, opened
from press.typeset.letters.cutting import Drawn
from press.typeset.letters.outlines import Outlines, UnfitError, outlines

ffi, harfbuzz = text_ffi.ffi, text_ffi.harfbuzz
_TABLES = ("head", "hhea", "maxp", "loca", "glyf", "hmtx", "fvar")
_CLUSTERS_KEPT = 60_000  # of a face: more than any text has, but not without end


class Cluster:
    """Glyphs that stand for some letters together: what they look like, and what they mean. Equal where both are."""

    __slots__ = ("drawn", "text")

    def __init__(self, drawn: Drawn, text: str) -> None:
        self.drawn, self.text = drawn, text

    @property
    def key(self) -> tuple[Drawn, str]:
        """What it is, apart from which object says so."""
        return self.drawn, self.text


@dataclass(slots=True, eq=False)
class Face:
    """One font file."""

    outlines: Outlines
    alone: dict[tuple[int, str], Cluster] = field(default_factory=dict)
    others: dict[tuple[Drawn, str], Cluster] = field(default_factory=dict)
    _space: Cluster | None = None

    def single(self, glyph: int, text: str) -> Cluster:
        """One glyph as it stands in the font, with a meaning."""
        found = self.alone.get((glyph, text))
        if found is None:
            if len(self.alone) >= _CLUSTERS_KEPT:
                self.alone.clear()
            drawn = Drawn(((glyph, 0, 0),), self.outlines.advance(glyph))
            found = self.alone[glyph, text] = Cluster(drawn, text)
        return found

    def several(self, drawn: Drawn, text: str) -> Cluster:
        """Several glyphs, or one that is moved, with a meaning."""
        found = self.others.get((drawn, text))
        if found is None:
            if len(self.others) >= _CLUSTERS_KEPT:
                self.others.clear()
            found = self.others[drawn, text] = Cluster(drawn, text)
        return found


@dataclass(slots=True, eq=False)
class Held:
    """A face at one size (CSS pixels), as Pango has it. ``face`` is None where the file cannot be cut; ``unfit`` says why."""

    font: Any
    size: float
    face: Face | None
    space: Cluster | None  # the space between words
    unfit: str = ""

    def thousandths(self, units: float) -> float:
        """A length in Pango's units as PDF counts it: in thousandths of the size."""
        return units * 1000.0 * float(text_ffi.FROM_UNITS) / self.size


_held: dict[int, Held] = {}
_faces: dict[int, Face | str] = {}


def held(pango_font: Any) -> Held:
    """What is known of a Pango font."""
    address = int(ffi.cast("uintptr_t", pango_font))
    known = _held.get(address)
    if known is None:
        _gobject().g_object_ref(ctypes.c_void_p(address))
        _, description, size = text_fonts.get_pango_font_key(pango_font)
        face = _face(text_fonts.get_pango_font_hb_face(pango_font))
        if isinstance(face, Face):
            known = Held(pango_font, size, face, _space(pango_font, face))
        else:
            family = ffi.string(text_ffi.pango.pango_font_description_get_family(description)).decode()
            known = Held(pango_font, size, None, None, f"{family}: {face}")
        _held[address] = known
    return known


def known(pango_font: Any) -> bool:
    """Whether a Pango font is held, so that what is known of its address stays true."""
    return int(ffi.cast("uintptr_t", pango_font)) in _held


def _face(hb_face: Any) -> Face | str:
    """A font file, or why it cannot be cut."""
    address = int(ffi.cast("uintptr_t", hb_face))
    if address not in _faces:
        harfbuzz.hb_face_reference(hb_face)
        try:
            _faces[address] = Face(outlines({name: _table(hb_face, name) for name in _TABLES}))
        except UnfitError as error:
            _faces[address] = str(error)
    return _faces[address]


def _table(hb_face: Any, name: str) -> memoryview:
    """A table where HarfBuzz keeps it: not copied, and kept for good."""
    length = ffi.new("unsigned int *")
    blob = harfbuzz.hb_face_reference_table(hb_face, harfbuzz.hb_tag_from_string(name.encode(), -1))
    data = harfbuzz.hb_blob_get_data(blob, length)
    return memoryview(b"") if data == ffi.NULL or not length[0] else memoryview(ffi.buffer(data, length[0]))


def _space(pango_font: Any, face: Face) -> Cluster | None:
    """The glyph of a plain space."""
    glyph = ctypes.c_uint32()
    hb_font = int(ffi.cast("uintptr_t", text_ffi.pango.pango_font_get_hb_font(pango_font)))
    found = _harfbuzz().hb_font_get_nominal_glyph(ctypes.c_void_p(hb_font), ctypes.c_uint32(0x20), ctypes.byref(glyph))
    return face.single(glyph.value, " ") if found else None


@cache
def _gobject() -> Any:
    return opened(next(library.files for library in LIBRARIES if library.name == "GLib"))


@cache
def _harfbuzz() -> Any:
    return opened(next(library.files for library in LIBRARIES if library.name == "HarfBuzz"))
