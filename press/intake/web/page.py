"""The first reader of a web page: the tree that a browser would build of it (tinyhtml5), walked with its styles."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import tinyhtml5  # type: ignore[import-untyped]

from press.intake import symbols
from press.intake.heights import level
from press.intake.pieces import (
    Box,
    Doubt,
    Heading,
    Notes,
    Paragraph,
    Piece,
    Span,
    State,
    Terms,
    Words,
    everything,
    holds_words,
    plain,
    squeezed,
)
from press.intake.web import looks, office
from press.intake.web.fields import control
from press.intake.web.lists import items
from press.intake.web.maths import equation
from press.intake.web.notes import find_notes
from press.intake.web.pictures import drawn, picture
from press.intake.web.tables import grid

Element = ElementTree.Element
MAX_DEPTH = 200
_BLOCKS = frozenset([
    "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "address", "figure",
    "figcaption", "center", "summary", "details", "nav", "form", "fieldset", "legend", "hr", "body", "html", "li",
    "dd", "dt", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "dialog", "hgroup", "search", "marquee",
])  # fmt: skip
_SILENT = frozenset(["script", "style", "head", "title", "meta", "link", "base", "param", "source", "track", "wbr", "col",
                     "colgroup", "frame", "frameset", "area", "bgsound"])  # fmt: skip
_INSTEAD = frozenset(["object", "embed", "iframe", "video", "audio", "canvas", "applet", "noembed", "noframes"])
_STRUCK = frozenset(["s", "strike", "del"])
_BOLD = frozenset(["b", "strong"])
_BOXED = re.compile(
    r"(?:^|[\s_-])(?:alert|warning|warn|caution|danger|callout|call-out|admonition|notice|important|note|infobox|info-box|tip|"
    r"panel-(?:danger|warning|info)|emergency|care-card|warning-callout)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How words are at some place of a page."""

    state: State = ""
    bold: bool = False
    link: str = ""
    height: int = 0
    font: str = ""
    kept: bool = False  # spaces and line ends count
    numbering: str = ""  # the kind of label that a style gives to the lists inside


@dataclass(slots=True)
class Flow:
    """Words that come one after another, and the pieces that they become."""

    pieces: list[Piece] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    later: list[Piece] = field(default_factory=list)

    def flush(self) -> None:
        """End the paragraph."""
        piece = Paragraph(level(self.spans))
        self.spans = []
        if holds_words(piece):
            self.pieces.append(piece)
        self.pieces += self.later
        self.later = []

    def beside(self, piece: Piece) -> None:
        """A piece that stands in a paragraph: after it, or before it where nothing of it was said yet."""
        (self.later if everything(self.spans).strip() else self.pieces).append(piece)

    def add(self, piece: Piece) -> None:
        """A piece that stands between paragraphs."""
        self.flush()
        self.pieces.append(piece)


class TooDeepError(Exception):
    """A page whose elements are nested deeper than any leaflet's."""


class Page:
    """A web page. Raises TooDeepError."""

    def __init__(self, text: str, folder: Path | None = None) -> None:
        # From a file-like object: a short string would be taken for the name of a file, and opened.
        self.root: Element = tinyhtml5.parse(io.StringIO(text), namespace_html_elements=False)
        if _depth(self.root) > MAX_DEPTH:
            raise TooDeepError
        self.folder = folder
        sheets = ["".join(one.itertext()) for one in self.root.iter("style")]
        self.looks = looks.Looks(self.root, sheets)
        self.notes = find_notes(self.root)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.faults: list[tuple[str, str]] = []

    def read(self) -> list[Piece]:
        """The pieces of the page, in reading order."""
        flow = Flow()
        body = self.root.find("body")
        self.inside(body if body is not None else self.root, Look(), flow)
        flow.flush()
        return flow.pieces

    # ---------------------------------------------------------------------------------------------------------- one node

    def inside(self, element: Element, look: Look, flow: Flow) -> None:
        """The words and elements inside an element."""
        self.say(element.text or "", look, flow)
        for one in element:
            if isinstance(one.tag, str):
                self.visit(one, look, flow)
            self.say(one.tail or "", look, flow)

    def part(self, element: Element, look: Look) -> list[Piece]:
        """The pieces of an element that is a text of its own: an item, a cell."""
        flow = Flow()
        self.inside(element, look, flow)
        flow.flush()
        return flow.pieces

    def words(self, element: Element, look: Look) -> tuple[Words, list[Piece]]:
        """The words of an element that holds one line, and the pieces that stand in it as well."""
        found = self.part(element, look)
        spans: list[Span] = []
        rest: list[Piece] = []
        for piece in found:
            if isinstance(piece, Paragraph):
                spans += [Span(" "), *piece.words] if spans else list(piece.words)
            else:
                rest.append(piece)
        return squeezed(replace(span, text=span.text.replace("\n", " ")) for span in spans), rest

    def say(self, text: str, look: Look, flow: Flow) -> None:
        """Words at a place."""
        if not text:
            return
        if not look.kept:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if look.font and symbols.is_symbol_font(look.font):
            text, unknown = symbols.translated(text, look.font)
            for one in unknown:
                flow.beside(Doubt(f"“{symbols.UNKNOWN}” stands for {one}. Type the sign that the leaflet shows."))
        flow.spans.append(Span(text, look.bold, look.link, look.state, height=look.height))

    def visit(self, element: Element, look: Look, flow: Flow) -> None:
        """One element."""
        tag = _name(element)
        if tag in _SILENT:
            return
        style = self.looks.of(element)
        look = look_of(element, tag, style, look)
        if element in self.notes.marks:
            said = " ".join("".join(element.itertext()).split())
            flow.spans.append(Span(said, state="mark", note=self.notes.marks[element]))
            return
        if element in self.notes.texts:
            self._note(element, look, flow)
            return
        if office.is_comment(element):
            flow.beside(office.comment(element))
            return
        added = self.looks.added(element)
        if "before" in added:
            flow.spans.append(Span(f"{added['before']} ", state="choice"))
            flow.beside(_styled_words(added["before"]))
        block = tag in _BLOCKS or style.get("display", "").split(" ")[0] in (
            "block",
            "list-item",
            "flex",
            "grid",
            "table",
        )
        handler = _HANDLERS.get(tag)
        if handler is None and not element.tag.startswith("{") and block:
            flow.flush()
        begin = len(flow.pieces)
        (handler or Page._plain)(self, element, look, flow)
        if handler is None and block:
            flow.flush()
            office.shaped(element, flow.pieces, begin)
        if "after" in added:
            flow.spans.append(Span(f" {added['after']}", state="choice"))
            flow.beside(_styled_words(added["after"]))

    def _plain(self, element: Element, look: Look, flow: Flow) -> None:
        boxed = _BOXED.search(element.get("class") or "") or element.get("role") in ("alert", "note")
        if (_name(element) == "aside" or (boxed and _name(element) in _BLOCKS)) and look.state == "":
            inner = self.part(element, look)
            if inner:
                flow.add(Box(tuple(inner)))
            return
        self.inside(element, look, flow)

    # ---------------------------------------------------------------------------------------------------------- the kinds

    def _heading(self, element: Element, look: Look, flow: Flow) -> None:
        words, rest = self.words(element, replace(look, bold=False))
        flow.flush()
        if plain(words).strip():
            flow.pieces.append(Heading(words, int(_name(element)[1])))
        elif everything(words).strip():
            flow.pieces.append(Paragraph(words))
        flow.pieces += rest

    def _list(self, element: Element, look: Look, flow: Flow) -> None:
        flow.flush()
        office.put(element, items(element, look, self), flow.pieces)

    def _table(self, element: Element, look: Look, flow: Flow) -> None:
        flow.flush()
        flow.pieces += grid(element, look, self)

    def _break(self, element: Element, look: Look, flow: Flow) -> None:
        flow.spans.append(Span("\n", state=look.state))

    def _terms(self, element: Element, look: Look, flow: Flow) -> None:
        flow.flush()
        pairs: list[tuple[Words, Words]] = []
        rest: list[Piece] = []
        for one in element.iter():
            if _name(one) not in ("dt", "dd"):
                continue
            words, more = self.words(one, look_of(one, _name(one), self.looks.of(one), look))
            rest += more
            if _name(one) == "dt":
                pairs.append((words, ()))
            elif pairs:
                pairs[-1] = (pairs[-1][0], squeezed((*pairs[-1][1], Span(" "), *words)))
            else:
                pairs.append(((), words))
        whole = not rest and all(all(map(_has_words, pair)) for pair in pairs)
        loose = [text for one in (element, *element) for text in (one.text if one is element else one.tail,) if text]
        if pairs and whole and not "".join(loose).strip():
            flow.pieces.append(Terms(tuple(pairs)))
        else:
            self.inside(element, look, flow)

    def _quote(self, element: Element, look: Look, flow: Flow) -> None:
        flow.spans.append(Span("“", look.bold, look.link, look.state))
        self.inside(element, look, flow)
        flow.spans.append(Span("”", look.bold, look.link, look.state))

    def _ruby(self, element: Element, look: Look, flow: Flow) -> None:
        """Words with their reading above them: the reading follows in brackets."""
        self.say(element.text or "", look, flow)
        for one in element:
            if _name(one) in ("rt", "rtc") and "".join(one.itertext()).strip():
                flow.spans.append(Span(" (", state=look.state))
                self.inside(one, look, flow)
                flow.spans.append(Span(")", state=look.state))
            elif _name(one) != "rp" and isinstance(one.tag, str):
                self.visit(one, look, flow)
            self.say(((one.tail or "").strip() and one.tail) or "", look, flow)

    def _kept(self, element: Element, look: Look, flow: Flow) -> None:
        """Text as typed: read as a text file is."""
        from press.intake.text import pieces_of_text

        flow.flush()
        inner = self.part(element, replace(look, kept=True))
        if look.state == "" and len(inner) == 1 and isinstance(inner[0], Paragraph):
            words = inner[0].words
            if all(span.state == "" and not span.link and not span.note for span in words):
                flow.pieces += pieces_of_text(plain(words), headings=False)
                return
        flow.pieces += inner

    def _maths(self, element: Element, look: Look, flow: Flow) -> None:
        text = " ".join(equation(element).split())
        before = everything(flow.spans)
        glued = before[-1:].isdigit() and text[:1] in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
        self.say(text if glued or not before[-1:].isalnum() else f" {text}", replace(look, height=0), flow)

    def _control(self, element: Element, look: Look, flow: Flow) -> None:
        shown, doubt = control(element)
        for text, chosen in shown:
            flow.spans.append(Span(text, look.bold, look.link, look.state or ("" if chosen else "choice")))
        if doubt and look.state == "":
            flow.beside(Doubt(doubt))

    def _picture(self, element: Element, look: Look, flow: Flow) -> None:
        found = picture(element, self.folder)
        if found is not None and look.state == "":
            flow.beside(found)

    def _drawing(self, element: Element, look: Look, flow: Flow) -> None:
        if look.state == "" and (piece := drawn(element)) is not None:
            flow.add(piece)

    def _instead(self, element: Element, look: Look, flow: Flow) -> None:
        """Something that is no text: what is said in its place is kept in the doubt."""
        flow.flush()
        source = element.get("src") or element.get("data") or ""
        said = " ".join("".join(element.itertext()).split())
        if said:
            flow.spans.append(Span(said, state="choice"))
            flow.flush()
        if look.state == "":
            tail = f" In its place the leaflet says: “{said}”." if said else ""
            named = f" ({source[:200]})" if source else ""
            flow.pieces.append(
                Doubt(f"Something that is no text stood here{named}.{tail} Compare with the leaflet.", "")
            )

    def _unshown(self, element: Element, look: Look, flow: Flow) -> None:
        """Words that a browser shows only under some condition."""
        flow.flush()
        said = " ".join("".join(element.itertext()).split())
        if said:
            flow.spans.append(Span(said, state="hidden"))
            flow.flush()

    def _turned(self, element: Element, look: Look, flow: Flow) -> None:
        self.inside(element, look, flow)
        said = " ".join("".join(element.itertext()).split())
        if said and look.state == "":
            flow.beside(Doubt(f"The order of “{said}” is turned in the leaflet. Compare it with the leaflet."))

    def _note(self, element: Element, look: Look, flow: Flow) -> None:
        """The text of a note: kept by its name, to be put where it is referred to."""
        names = self.notes.texts[element]
        inner = self.part(element, look)
        flow.flush()
        if _name(element) == "li":
            inner = [Paragraph((Span(self.notes.labels.get(element, ""), state="mark"),)), *inner]
        flow.pieces.append(Notes(((names, tuple(inner)),)))


_Handler = Callable[[Page, Element, Look, Flow], None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Page._heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Page._list),
    **dict.fromkeys(("input", "select", "textarea", "button", "meter", "progress"), Page._control),
    **dict.fromkeys(_INSTEAD, Page._instead),
    **dict.fromkeys(("noscript", "template", "datalist"), Page._unshown),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Page._kept),
    "table": Page._table, "br": Page._break, "dl": Page._terms, "q": Page._quote, "ruby": Page._ruby,
    "math": Page._maths, "img": Page._picture, "svg": Page._drawing, "bdo": Page._turned,
}  # fmt: skip


def _has_words(words: Words) -> bool:
    return bool(everything(words).strip())


def _styled_words(said: str) -> Doubt:
    return Doubt(
        f"The leaflet's style sheet prints “{said.strip()}” here; it is not in its text. Add it if it belongs here."
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def look_of(element: Element, tag: str, style: dict[str, str], look: Look) -> Look:
    """The look of what stands in an element."""
    if look.state == "":
        if element.get("hidden") is not None or looks.hides(style) or (tag == "dialog" and element.get("open") is None):
            look = replace(look, state="hidden")
        elif tag in _STRUCK or looks.strikes(style):
            look = replace(look, state="struck")
    elif look.state == "hidden" and style.get("visibility") == "visible":
        look = replace(look, state="")
    weight = looks.weight(style)
    if weight is not None or tag in _BOLD:
        look = replace(look, bold=weight if weight is not None else True)
    lift = {"sup": 1, "sub": -1}.get(tag) if looks.height(style) is None else looks.height(style)
    if lift is not None and tag not in ("td", "th", "img", "tr", "table"):
        look = replace(look, height=lift)
    if tag == "a" and element.get("href"):
        look = replace(look, link=(element.get("href") or "").strip())
    font = looks.font(style) or (element.get("face") or "" if tag == "font" else "")
    if font:
        look = replace(look, font=font)
    kept = style.get("white-space")
    return replace(look, kept=True) if kept and kept.startswith("pre") else look


def _depth(root: Element) -> int:
    most = 0
    open_elements: list[tuple[Element, int]] = [(root, 1)]
    while open_elements:
        element, depth = open_elements.pop()
        most = max(most, depth)
        open_elements += [(one, depth + 1) for one in element]
    return most
