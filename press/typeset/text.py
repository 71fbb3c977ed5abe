"""The words behind the glyphs: what a screen reader says, a search finds and a copy pastes.

A PDF holds glyphs, and a table from glyph to letters that has room for one meaning of each glyph. For Khmer, Hindi,
Arabic and others that is not enough (WeasyPrint #2841): other words are read than are printed. So what each line of
text yields is compared with what was typeset, and where they differ the right words are put beside the glyphs as
ActualText (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable
from typing import Any

import pydyf

from press.typeset.tag_tree import Element, PageContent, Structure, text_boxes

_FONT = re.compile(rb"/(\S+) \S+ Tf$")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_ONE_MEANING_EMPTY = b"> <>"


def finish_text(structure: Structure, fonts: Iterable[Any]) -> None:
    """Make every line yield its words: spaces at line ends, ActualText, and no glyph without a meaning."""
    meanings: dict[str, dict[int, str]] = {}
    for font in fonts:
        meanings.setdefault(font.hash, {}).update(font.to_unicode)
    for page, page_box in zip(structure.pages, structure.page_boxes, strict=True):
        texts = text_boxes(page_box)
        for mcid, box in texts.items():
            if getattr(box, "press_lead", False) and mcid - 1 in texts:
                texts[mcid - 1].press_space = True
        for mcid, box in texts.items():
            if mcid not in page.at or page.owners[mcid] == "null":
                continue
            words = box.text + (" " if getattr(box, "press_space", False) else "")
            if not words:
                continue
            heard = _yields(page, mcid, meanings)
            if heard == words or (heard == box.text and _paint_space(page, mcid, meanings)):
                continue
            _say(structure, page, mcid, words)


def _yields(page: PageContent, mcid: int, meanings: dict[str, dict[int, str]]) -> str:
    """The letters that a reader without ActualText gets from a piece of marked content."""
    letters = []
    table: dict[int, str] = {}
    for index in page.content(mcid):
        item = page.stream.stream[index]
        if not isinstance(item, bytes):
            continue
        if item.endswith(b" TJ"):
            glyphs = array("H", bytes.fromhex(b"".join(_GLYPHS.findall(item)).decode()))
            if sys.byteorder == "little":
                glyphs.byteswap()
            letters += [table.get(glyph, "") for glyph in glyphs]
        elif font := _FONT.match(item):
            table = meanings.get(font[1].decode(), {})
    return "".join(letters)


def _paint_space(page: PageContent, mcid: int, meanings: dict[str, dict[int, str]]) -> bool:
    """Paint the space at which a line was broken, in the font of the line's last word; False if it has none.

    ISO 32000-1, 14.8.2.5: spaces between words are there even at the end of a line. Without it the last word of a
    line and the first of the next are one word to many readers.
    """
    table: dict[int, str] = {}
    last = None
    for index in page.content(mcid):
        item = page.stream.stream[index]
        if isinstance(item, bytes) and item.endswith(b" TJ"):
            last = index
        elif isinstance(item, bytes) and (font := _FONT.match(item)):
            table = meanings.get(font[1].decode(), {})
    space = next((glyph for glyph, letters in table.items() if letters == " "), None)
    if last is None or space is None:
        return False
    page.stream.stream[last] = page.stream.stream[last].removesuffix(b"] TJ") + b"<%04x>] TJ" % space
    return True


def _say(structure: Structure, page: PageContent, mcid: int, words: str) -> None:
    """Put the words beside the glyphs.

    Left-to-right: in the content stream, which Poppler, PDFium and Acrobat follow. Right-to-left: on the structure
    element, because Poppler and PDFium turn the words round when they stand in the content stream.
    """
    if not is_right_to_left(words):
        page.stream.stream[page.at[mcid]]["ActualText"] = pydyf.String(words)
        return
    owner = structure.get(page.owners[mcid])
    if owner["K"] != [mcid]:
        owner = _own_element(structure, page, owner, mcid)
    owner["ActualText"] = pydyf.String(words)


def _own_element(structure: Structure, page: PageContent, owner: Element, mcid: int) -> Element:
    """A Span of its own for a text that its parent (a link) holds directly."""
    pages = structure.pdf.page_references
    here = pages[next(i for i, one in enumerate(structure.pages) if one is page)]
    span = pydyf.Dictionary({"Type": "/StructElem", "S": "/Span", "K": pydyf.Array([mcid]), "Pg": here})
    span["P"] = owner.reference
    structure.pdf.add_object(span)
    index = next(i for i, kid in enumerate(owner["K"]) if kid == mcid or _refers(kid, here, mcid))
    owner["K"][index] = span.reference
    page.owners[mcid] = span.reference
    return span


def _refers(kid: Any, page: bytes, mcid: int) -> bool:
    return isinstance(kid, dict) and kid["MCID"] == mcid and kid["Pg"] == page


def is_right_to_left(text: str) -> bool:
    """Whether a text holds any letter that is written from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text)


def mend_meanings(pdf: Any) -> None:
    """No glyph maps to nothing: WeasyPrint gives all but one glyph of a group the meaning ''.

    They get a zero width space, which readers pass over (ISO 14289-1, 7.21.7: every glyph maps to Unicode).
    """
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        for n, line in enumerate(item.stream):
            if isinstance(line, bytes) and line.endswith(_ONE_MEANING_EMPTY) and line.startswith(b"<"):
                item.stream[n] = line[:-2] + b"<200b>"
