"""Right-to-left handouts that hold every construct, and what stands on their paper, read by PDFium glyph by glyph."""

from __future__ import annotations

import ctypes
import datetime
import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import constructs
import pypdfium2
import pypdfium2.raw as pdfium
import yaml

from press import route
from press.edition import Edition
from press.library import open_library

BRAND = "example-neurology"
TODAY = datetime.date(2026, 11, 22)
_FOLDED = str.maketrans("([{«‹“‘<≤", ")]}»›”’>≥")  # the letter behind a mirrored glyph may be that of its partner
_BLOCKS = 50  # at most, in one section
_SIZES = {"standard": 60, "large-print": 60, "giant-print": 60}


def write(root: Path, tag: str, points: Iterable[str], slug: str = "runs", title: str = "") -> Path:
    """Write a project with one handout of one language: a carrier sentence for each text."""
    before, after = constructs.CARRIERS[tag]
    folder = root / "handouts" / "general" / slug
    folder.mkdir(parents=True, exist_ok=True)
    source = {"id": "s1", "title": "A source", "publisher": "A publisher", "year": 2025, "link": "https://example.org/a"}
    facts = {"audience": before, "source_language": tag, "languages": [tag], "sources": [source], "sheets": _SIZES}
    items = [f"{before} {point} {after}" for point in points]
    blocks = [{"text": item, "sources": ["s1"]} for item in items]  # no list: short ones are set in columns
    text = {
        "title": title or before, "summary": before, "main_message": after, "keywords": [before], "version": 1,
        "sections": [{"heading": after, "blocks": blocks[i : i + _BLOCKS]} for i in range(0, len(blocks), _BLOCKS)],
    }  # fmt: skip
    for name, what in (("handout", facts), (tag, text)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(what, allow_unicode=True, width=10_000), encoding="utf-8")
    return root


def made(root: Path, tag: str, variant: str, out: Path, slug: str = "runs") -> route.Outcome:
    """One edition of it."""
    return route.make(open_library(root), Edition(slug, tag, variant, BRAND), route.Run(out, TODAY))


def lines(pdf: bytes) -> Iterator[str]:
    """Each line of each page as it is seen, from left to right, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        glyphs = []
        for i in range(pdfium.FPDFText_CountChars(text.raw)):
            letter = chr(pdfium.FPDFText_GetUnicode(text.raw, i))
            if not letter.isspace() and letter.isprintable() and pdfium.FPDFText_IsGenerated(text.raw, i) == 0:
                pdfium.FPDFText_GetCharOrigin(text.raw, i, x, y)
                glyphs.append((round(y.value), x.value, letter))
        rows: dict[int, list[tuple[float, str]]] = {}
        for base, left, letter in glyphs:
            row = next((one for one in rows if abs(one - base) <= 3), base)
            rows.setdefault(row, []).append((left, letter))
        for row in sorted(rows, reverse=True):
            yield "".join(letter for _, letter in sorted(rows[row], key=lambda one: one[0]))
        text.close()
        page.close()
    document.close()


def folded(text: str) -> str:
    """The text with both brackets of a pair as one sign; PDFium says ½ and ® in right-to-left lines as 1⁄2 and R."""
    return unicodedata.normalize("NFKC", text.replace("®", "R")).replace("\u2044", "/").translate(_FOLDED)


def runs_of(pdf: bytes) -> list[str]:
    """What is left of each line without the letters of right-to-left scripts and without bullets, and of each two together."""
    found = [_left(line) for line in lines(pdf)]
    return [*found, *(upper + lower for upper, lower in itertools.pairwise(found))]


def _left(line: str) -> str:
    plain = folded(line)
    return "".join(one for one in plain if unicodedata.bidirectional(one) not in {"R", "AL", "NSM"}).strip("•")
