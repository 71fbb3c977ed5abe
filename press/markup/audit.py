"""Does the filled template say what must be said? Every text of the reading whole, once and in order, and nothing else.

A template is a project's own to write, and an approval covers words, not templates. So what a template prints is read
again and laid beside the reading, which comes from the content. What differs is named with the template and its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.content.aligning import Difference, Found, align, squeezed
from press.content.wording import Reading, Wording
from press.markup.heard import EDGE, Heard, Piece, heard

#: Elements that a body may hold. None of them changes, hides, repeats, numbers or turns round what is in it.
ELEMENTS = frozenset(
    ["a", "address", "article", "aside", "b", "bdi", "br", "caption", "col", "colgroup", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol", "p", "section", "span", "strong", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "wbr"]
)
#: What an inline drawing may be made of: shapes, and the words for them.
SHAPES = frozenset(["circle", "defs", "desc", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "title"])
#: Attributes that hide a text, number a list otherwise, or draw.
ATTRIBUTES = {
    "hidden": "hides what is in it",
    "inert": "hides what is in it",
    "popover": "hides what is in it",
    "start": "gives a list other numbers",
    "reversed": "gives a list other numbers",
    "value": "gives a list other numbers",
    "type": "gives a list other marks",
    "bgcolor": "paints behind a text",
    "background": "paints behind a text",
    "srcset": "shows another picture",
}
_ICONS = frozenset({"callout", "recall"})  # blocks that a drawing is part of: beside their kind, and the code
# What a text may lose between content and page: marks for the typesetter. What is left must be the same, spaces and all.
_MARKS = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_WHOLE = "A template prints every text whole, once and in order: see templates/README.md."
_NOBODY = "Take it out. What a page may say besides its texts are the fixed words of handouts/_languages and the brand's values."


class Fault(NamedTuple):
    """Something that a template may not do: where in the HTML it shows, what it is, and what to do about it.

    ``wording`` is the text that it happened to; None where it happened to none.
    """

    offset: int
    fault: str
    remedy: str
    wording: Wording | None = None


def audit(html: str, reading: Reading) -> list[Fault]:
    """Every way in which a page says something else than its reading; at most one about the order of its words."""
    page = heard(html)
    aligned = align(page.letters, reading, marked=False)
    faults = list(_elements(page))
    if aligned.difference is not None:
        faults.append(_told(aligned.difference, page))
    for found in aligned.found:
        faults += _spoilt(found, page)
    faults += _running(page, reading)
    faults += _links(page, reading)
    return sorted(faults, key=lambda one: one.offset)


# ----------------------------------------------------------------------------------------------------------- the words


def _told(difference: Difference, page: Heard) -> Fault:
    """A difference in words."""
    wording, here = difference.wording, _said(page, difference.start, difference.end)
    offset = _offset(page, difference.start)
    wanted = shortened(wording.text) if wording is not None else ""
    if difference.kind == "missing":
        return Fault(offset, f'it does not print "{wanted}" where it belongs', _WHOLE, wording)
    if difference.kind == "changed":
        return Fault(offset, f'it prints "{here}" in place of "{wanted}"', _WHOLE, wording)
    before = f' before "{wanted}"' if wanted else ""
    if difference.kind == "moved":
        return Fault(offset, f'it prints "{here}"{before}: that is another order', _WHOLE, wording)
    if difference.kind == "repeated":
        return Fault(offset, f'it prints "{here}" once more{before}', _WHOLE, wording)
    return Fault(offset, f'it prints "{here}"{before}, which stands in no text', _NOBODY, wording)


def shortened(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}…"


def _offset(page: Heard, letter: int) -> int:
    """Where a letter stands in the HTML: that of the piece which it is in."""
    if not page.pieces:
        return 0
    return page.pieces[page.at(letter)].offset


def _pieces(page: Heard, start: int, end: int) -> list[Piece]:
    """The pieces that hold the letters from ``start`` to ``end``."""
    first, last = page.at(start), page.at(max(start, end - 1))
    return [piece for piece in page.pieces[first : last + 1] if piece.text != EDGE or first < last]


def _said(page: Heard, start: int, end: int) -> str:
    """The words of some letters, as they stand in the HTML."""
    parts = [" " if piece.text == EDGE else _cut(piece, start, end) for piece in _pieces(page, start, end)]
    return shortened("".join(parts).translate(_MARKS))


def _cut(piece: Piece, start: int, end: int) -> str:
    """The part of a piece that holds the letters from ``start`` to ``end``."""
    text, count, begin, stop = piece.text, piece.start, 0, len(piece.text)
    if start <= count and end >= count + len(squeezed(text)):
        return text
    for at, letter in enumerate(text):
        if squeezed(letter):
            if count < start:
                begin = at + 1
            count += 1
            if count == end:
                stop = at + 1
                break
    return text[begin:stop]


def _spoilt(found: Found, page: Heard) -> Iterator[Fault]:
    """What happened to a text that is there: torn, in another language or direction, with another picture."""
    wording = found.wording
    pieces = _pieces(page, found.start, found.end)
    if not pieces:
        return
    offset = pieces[0].offset
    if wording.kind == "passage" and not _is_whole(wording, found, pieces):
        said = shortened("".join(_cut(piece, found.start, found.end) for piece in pieces).replace(EDGE, " | "))
        yield Fault(offset, f'it prints "{said}", not "{shortened(wording.text)}": spaces or line ends differ', _WHOLE, wording)
    known = {span.language: span.direction for span in wording.spans if span.language}
    known[wording.language] = wording.direction
    for piece in pieces:
        if piece.text == EDGE or not squeezed(piece.text):
            continue
        if piece.language not in known and wording.kind != "brand":
            fault = f'it says that "{shortened(wording.text)}" is in the language "{piece.language}", not "{wording.language}"'
            yield Fault(offset, fault, "Correct lang=… of the elements around it.", wording)
            return
        if piece.direction != known.get(piece.language, piece.direction):
            fault = f'it turns "{shortened(wording.text)}" to run from {_RUNS[piece.direction]}'
            yield Fault(offset, fault, "Take out dir=…: the page has the direction of its language.", wording)
            return
        if wording.picture and piece.picture != wording.picture:
            fault = f'it shows "{piece.picture}" for "{shortened(wording.text)}", not "{wording.picture}"'
            yield Fault(offset, fault, "A picture belongs to its words: write src and alt of one figure.", wording)


_RUNS = {"ltr": "left to right", "rtl": "right to left"}


def _is_whole(wording: Wording, found: Found, pieces: list[Piece]) -> bool:
    """Whether a text stands as it was written, its spaces too, in one element that stands on lines of its own."""
    said = "".join(_cut(piece, found.start, found.end) for piece in pieces if piece.text == EDGE or squeezed(piece.text) or piece.text.isspace())
    said = said.strip(EDGE + " \n\t").translate(_MARKS)
    return squeezed_spaces(said) == squeezed_spaces(wording.text.translate(_MARKS))


def squeezed_spaces(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


# -------------------------------------------------------------------------------------------------------- the elements


def _elements(page: Heard) -> Iterator[Fault]:
    """Elements and attributes that change, hide, number or draw."""
    for element in page.elements:
        tag, drawn = element.tag, "svg" in element.around
        if tag not in (SHAPES if drawn else ELEMENTS):
            fault = f"it holds <{tag}>, which may hide, change or draw something"
            yield Fault(element.offset, fault, "Use the elements that templates/README.md names.")
        for name in sorted(ATTRIBUTES.keys() & element.attributes.keys()):
            yield Fault(element.offset, f"{name}=… {ATTRIBUTES[name]}", "Take it out.")
        if tag not in ("svg", "bdi") and element.attributes.get("aria-hidden") == "true" and not drawn:
            yield Fault(element.offset, f'<{tag} aria-hidden="true"> is not heard', "Take it out.")
        if tag == "img" and not element.attributes.get("alt"):
            yield Fault(element.offset, "it shows a picture that no text stands for", "Only figures and the logo are pictures.")
        if any(name.startswith("on") for name in element.attributes):
            yield Fault(element.offset, "an attribute holds a script", "Take it out.")


def _links(page: Heard, reading: Reading) -> Iterator[Fault]:
    """Links lead where their texts say."""
    known = {span.to for one in (*reading.flow, *reading.around) for span in one.spans if span.to}
    anchors = {f"#{element.attributes['id']}" for element in page.elements if "id" in element.attributes}
    for element in page.elements:
        address = element.attributes.get("href")
        if address is not None and address not in known | anchors:
            yield Fault(element.offset, f'it leads to "{address}", which stands in no text', "Print links as they come: {{ item }}.")


# ----------------------------------------------------------------------------------------------------------- the margins


def _running(page: Heard, reading: Reading) -> Iterator[Fault]:
    """Heads, feet and the marks of a draft are those that the press made."""
    running = reading.running
    if not running.identity:
        return
    known = {"data-head": running.heads, "data-foot": (running.foot,), "data-identity": (running.identity,)}
    for offset, name, text in page.margins:
        if squeezed(text) not in map(squeezed, known[name]):
            yield Fault(offset, f'{name} says "{shortened(text)}"', f"Write the value that the press gives: page.{name[5:]}.")
    for name, texts in known.items():
        if texts and not any(one == name for _, one, _ in page.margins):
            yield Fault(0, f"{name} is missing: pages would have no {name[5:]}", "Keep it on <body> (templates/page.html).")
    mark = squeezed("".join(one.text for one in running.mark))
    for kind, offset, text in page.running:
        if squeezed(text) != mark:
            yield Fault(offset, f'the mark of a draft ("{kind}") says "{shortened(text)}"', "Print draft.html, and nothing else.")
    for kind in ("band", "band-first") if mark else ():
        if not any(one == kind for one, _, _ in page.running):
            yield Fault(0, f'the mark of a draft ("{kind}") is missing', "Keep it in templates/page.html.")
