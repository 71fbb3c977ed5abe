"""Pictures, text boxes, shapes, charts and SmartArt of a Word file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from press.intake.pieces import Box, Doubt, Paragraph, Picture, Piece, holds_words, words
from press.intake.word.package import Element, UnreadableError, attribute, local, space

if TYPE_CHECKING:
    from press.intake.word.body import Reader


def drawing(element: Element, reader: Reader) -> Iterator[Piece]:
    """What a drawing holds: boxes of words, pictures, and doubts for what only an eye can read."""
    alt = _alternative(element)
    found = list(_inside(element, reader, alt))
    yield from found
    if not found and alt and not any(local(one) in ("line", "cxnSp") for one in element.iter()):
        yield Doubt(f"A drawing stood here: “{alt}”.", holds=alt)


def _alternative(element: Element) -> str:
    for one in element.iter():
        if local(one) in ("docPr", "shape", "rect", "roundrect", "oval", "imagedata"):
            text = attribute(one, "descr") or attribute(one, "alt") or ""
            if text.strip():
                return " ".join(text.split())
    for one in element.iter():
        if local(one) == "docPr" and (attribute(one, "title") or "").strip():
            return " ".join((attribute(one, "title") or "").split())
    return ""


def _inside(element: Element, reader: Reader, alt: str) -> Iterator[Piece]:
    name = local(element)
    if name == "AlternateContent":
        for one in reader.chosen(element):
            yield from _inside(one, reader, alt)
        return
    if name == "txbxContent":
        inner = tuple(reader.boxed(element))
        if any(map(holds_words, inner)):
            yield Box(inner)
        return
    if name == "blip":
        yield from _picture(element, reader, alt, "embed", "link")
    elif name == "imagedata":
        yield from _picture(element, reader, alt, "id", "href")
    elif name == "chart" and space(element) == "c":
        yield from _part(element, reader, "id", "chart")
        return
    elif name == "relIds":
        yield from _part(element, reader, "dm", "drawing of words (SmartArt)")
        return
    elif name == "textpath":
        text = (attribute(element, "string") or "").strip()
        if text:
            yield Box((Paragraph(words(text)),))
    elif name == "OLEObject":
        kind = attribute(element, "ProgID") or "another program"
        yield Doubt(
            f"Something made with {kind} stood here; its words are not in this draft. Copy them from the leaflet."
        )
    elif name == "t" and space(element) == "a" and (element.text or "").strip():
        yield Box((Paragraph(words((element.text or "").strip())),))
    for one in element:
        yield from _inside(one, reader, alt)


def _picture(element: Element, reader: Reader, alt: str, inside: str, outside: str) -> Iterator[Piece]:
    relation = reader.relation(attribute(element, inside) or "")
    if relation is None and not attribute(element, outside):
        return
    if relation is None or relation.outside:
        address = relation.path if relation else attribute(element, outside) or ""
        yield Picture(posixpath.basename(address), alt=alt, fault="it is not in the file, only linked")
        return
    try:
        data = reader.package.read(relation.path)
    except UnreadableError:
        yield Picture(posixpath.basename(relation.path), alt=alt, fault="it is not in the file")
        return
    yield Picture(posixpath.basename(relation.path), data, alt)


def _part(element: Element, reader: Reader, name: str, what: str) -> Iterator[Piece]:
    """The words and numbers of a chart or SmartArt, which stand in a part of their own."""
    relation = reader.relation(attribute(element, name) or "")
    root = reader.package.xml(relation.path) if relation and not relation.outside else None
    found = list(dict.fromkeys(part_words(root))) if root is not None and what == "chart" else list(part_words(root))
    said = "; ".join(found)
    if relation:
        reader.seen.add(relation.path)
    yield Doubt(f"A {what} stood here. Its words and numbers: “{said or '(none)'}”. Add it as a figure.", holds=said)


def part_words(root: Element | None) -> Iterator[str]:
    """The words of a part, paragraph by paragraph; the numbers of a chart."""
    for one in root.iter() if root is not None else ():
        if local(one) == "p" and space(one) in ("a", "w"):
            text = "".join(t.text or "" for t in one.iter() if local(t) == "t").strip()
            if text:
                yield " ".join(text.split())
        elif local(one) == "v" and space(one) == "c" and (one.text or "").strip():
            yield (one.text or "").strip()
