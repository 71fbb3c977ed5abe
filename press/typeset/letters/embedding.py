"""Fonts into the PDF: one glyph, one code and one meaning for each cluster (ISO 32000-1, 9.7 to 9.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf

from press.typeset.letters.cutting import cut
from press.typeset.letters.faces import Cluster, Face
from press.typeset.letters.showing import Letters

_AT_ONCE = 100  # entries in one block of a CMap, at most
_CMAP_HEAD = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe)\n"
    b"/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
)
_CMAP_FOOT = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def file_of(face: Face, name: Any, clusters: Sequence[Cluster]) -> bytes:
    """The font file with these clusters; the memos put a memory in between. ``name`` tells the face from all others."""
    return cut(face.outlines, [cluster.drawn for cluster in clusters])


def meanings(clusters: Sequence[Cluster]) -> bytes:
    """The table from code to letters."""
    lines = [b"<%04x> <%s>" % (code, one.text.encode("utf-16-be").hex().encode()) for code, one in enumerate(clusters, 1)]
    blocks = [lines[i : i + _AT_ONCE] for i in range(0, len(lines), _AT_ONCE)]
    written = [b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks]
    return b"\n".join([_CMAP_HEAD, *written, _CMAP_FOOT])


def build_fonts_dictionary(pdf: Any, fonts: Any, compress: bool, subset: bool, options: Any) -> Any:
    """The fonts of a document, in the place of WeasyPrint's own function."""
    dictionary = pydyf.Dictionary()
    for font in fonts.values():
        letters: Letters | None = font.__dict__.get("press_letters")
        if letters is None or font.hash in dictionary:
            continue
        fonts_of = letters.number()
        font.to_unicode = {i: one.text for i, one in enumerate(one for clusters in fonts_of for one in clusters)}
        for name, clusters in zip(letters.names, fonts_of, strict=True):
            called = font.name if name == font.hash else font.name.replace(font.hash.encode(), name.encode())
            dictionary[name] = _font(pdf, font, called, letters.face, clusters, compress)
    return dictionary


def _font(pdf: Any, font: Any, name: bytes, face: Face, clusters: Sequence[Cluster], compress: bool) -> bytes:
    file = file_of(face, font.name, clusters)
    advances = [face.outlines.advance(0), *[cluster.drawn.advance for cluster in clusters]]
    widths = [advance * 1000 / face.outlines.units for advance in advances]
    described = pydyf.Dictionary({
        "Type": "/FontDescriptor",
        "FontName": name,
        "FontFamily": pydyf.String(font.family),
        "Flags": font.flags,
        "FontBBox": pydyf.Array((0, font.descent, max(widths), font.ascent)),
        "ItalicAngle": font.italic_angle,
        "Ascent": font.ascent,
        "Descent": font.descent,
        "CapHeight": font.ascent,
        "StemV": font.stemv,
        "StemH": font.stemh,
        "FontFile2": _added(pdf, pydyf.Stream([file], pydyf.Dictionary({"Length1": len(file)}), compress)),
    })
    inner = pydyf.Dictionary({
        "Type": "/Font",
        "Subtype": "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": pydyf.Dictionary({
            "Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0,
        }),
        "CIDToGIDMap": "/Identity",
        "W": pydyf.Array([0, pydyf.Array(widths)]),
        "FontDescriptor": _added(pdf, described),
    })  # fmt: skip
    return _added(pdf, pydyf.Dictionary({
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": pydyf.Array([_added(pdf, inner)]),
        "ToUnicode": _added(pdf, pydyf.Stream([meanings(clusters)], compress=compress)),
    }))  # fmt: skip


def _added(pdf: Any, item: Any) -> bytes:
    pdf.add_object(item)
    reference: bytes = item.reference
    return reference


def embed_fonts(_original: Any) -> Any:
    """Embed fonts so."""
    return build_fonts_dictionary
