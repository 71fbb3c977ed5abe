"""What Word and Google Docs write into the web pages that they save: titles, levels of lists, comments."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from press.intake.pieces import Doubt, Heading, Items, Paragraph, Piece

Element = ElementTree.Element
_TITLES = frozenset(["msotitle", "title"])  # Word's, Google's
_LEVEL = re.compile(r"mso-list:[^;]*\blevel(\d)")
_MARGIN = re.compile(r"margin-left:\s*([\d.]+)(in|pt|cm|px)")
_TWIPS = {"in": 1440, "pt": 20, "cm": 567, "px": 15}
_GOOGLE = re.compile(r"\blst-kix_\w+-(\d)\b")


def is_comment(element: Element) -> bool:
    """Whether an element holds a comment that Word or Google wrote, or the mark that leads to one."""
    if element.tag == "a" and re.match(r"#cmnt\d", element.get("href") or ""):
        return True
    if element.tag == "p" and any(re.match(r"cmnt\d", one.get("id") or "") for one in element.iter("a")):
        return True
    style = re.sub(r"\s", "", element.get("style") or "")
    return "mso-element:comment-list" in style or "MsoCommentReference" in (element.get("class") or "").split()


def comment(element: Element) -> Doubt:
    """The doubt that a comment makes."""
    said = " ".join(" ".join(element.itertext()).split())
    if element.tag == "a" or "MsoCommentReference" in (element.get("class") or ""):
        return Doubt(f"A comment stands here in the leaflet: “{said}”.", holds=said)
    return Doubt(f"The leaflet's comments: “{said}”.", holds=said)


def shaped(element: Element, pieces: list[Piece], begin: int) -> None:
    """Make the paragraphs of an element what its program calls them: a title, or set in as far as it says."""
    classes = {name.lower() for name in (element.get("class") or "").split()}
    title = element.tag == "p" and classes & _TITLES
    indent = _indent(re.sub(r"\s", "", element.get("style") or ""))
    for n in range(begin, len(pieces)):
        piece = pieces[n]
        if isinstance(piece, Paragraph) and title:
            pieces[n] = Heading(tuple(replace(s, text=s.text.replace("\n", " "), bold=False) for s in piece.words), 0)
        elif isinstance(piece, Paragraph) and indent and not piece.indent:
            pieces[n] = replace(piece, indent=indent)


def _indent(style: str) -> int:
    level, margin = _LEVEL.search(style), _MARGIN.search(style)
    if level:
        return int(level[1]) * 720
    return int(float(margin[1]) * _TWIPS[margin[2]]) if margin and margin[1].count(".") < 2 else 0


def put(element: Element, found: list[Piece], pieces: list[Piece]) -> None:
    """Add a list to the pieces of a page; Google's inner lists, which it writes after the outer one, to its last item."""
    hit = _GOOGLE.search(element.get("class") or "")
    if hit is None or hit[1] == "0" or not pieces or not isinstance(pieces[-1], Items):
        pieces += found
        return
    pieces[-1] = _deeper(pieces[-1], int(hit[1]) - 1, found)


def _deeper(outer: Items, levels: int, found: list[Piece]) -> Items:
    item = outer.items[-1]
    last = item.pieces[-1] if item.pieces else None
    inner = (*item.pieces, *found)
    if levels and isinstance(last, Items):
        inner = (*item.pieces[:-1], _deeper(last, levels - 1, found))
    elif isinstance(last, Items) and len(found) == 1 and isinstance(found[0], Items):
        inner = (*item.pieces[:-1], Items((*last.items, *found[0].items)))
    return Items((*outer.items[:-1], replace(item, pieces=inner)))
