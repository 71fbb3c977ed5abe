"""Lists of a web page with the labels that a browser shows (HTML Standard, 4.4.5 and 4.4.8)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

from press.intake.pieces import Item, Items, Piece
from press.intake.web import looks

if TYPE_CHECKING:
    from press.intake.web.page import Look, Page

_KINDS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ALPHABETS = {
    "alpha": "abcdefghijklmnopqrstuvwxyz", "latin": "abcdefghijklmnopqrstuvwxyz", "greek": "αβγδεζηθικλμνξοπρστυφχψω",
}  # fmt: skip
_DIGITS = {"arabic-indic": 0x660, "persian": 0x6F0, "devanagari": 0x966, "bengali": 0x9E6, "thai": 0xE50, "lao": 0xED0,
           "khmer": 0x17E0, "myanmar": 0x1040, "urdu": 0x6F0}  # fmt: skip
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def label(number: int, kind: str) -> str:
    """The label of an item as a browser shows it."""
    if kind in ("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"):
        return "•"
    case, _, family = kind.partition("-")
    if family in _ALPHABETS and number > 0:
        out, rest = "", number
        while rest:
            rest, at = divmod(rest - 1, len(_ALPHABETS[family]))
            out = _ALPHABETS[family][at] + out
        return f"{out.upper() if case == 'upper' else out}."
    if family == "roman" and 0 < number < 4000:
        out, rest = "", number
        for worth, sign in _ROMAN:
            out += sign * (rest // worth)
            rest %= worth
        return f"{out.upper() if case == 'upper' else out}."
    if kind == "decimal-leading-zero":
        return f"{number:02d}."
    if kind in _DIGITS:
        return "".join(chr(_DIGITS[kind] + int(digit)) if digit.isdigit() else digit for digit in str(number)) + "."
    return f"{number}."


def items(element: ElementTree.Element, look: Look, page: Page) -> list[Piece]:
    """A list as pieces: what stands in it and is no item stands between its items."""
    from press.intake.web.page import Flow, look_of

    ordered = element.tag == "ol"
    style = page.looks.of(element)
    kind = looks.numbering(style) or _KINDS.get(element.get("type") or "") or ("decimal" if ordered else "disc")
    counts = re.search(r"\blst-kix_\w+-\d\b", element.get("class") or "")
    if ordered and kind == "none" and counts:  # Google Docs counts with a style's counter
        kind = page.looks.counter(next((one for one in element if one.tag == "li"), element)) or "decimal"
    own = [one for one in element if one.tag == "li"]
    step = -1 if ordered and element.get("reversed") is not None else 1
    number = _integer(element.get("start"), len(own) if step < 0 else 1) - step
    out: list[Piece] = []
    open_items: list[Item] = []

    def close() -> None:
        if open_items:
            out.append(Items(tuple(open_items)))
            open_items.clear()

    def loose(text: str | None) -> None:
        if text and text.strip():
            flow = Flow()
            page.say(text, look, flow)
            flow.flush()
            close()
            out.extend(flow.pieces)

    loose(element.text)
    for one in element:
        if one.tag == "li" and one not in page.notes.texts:
            number = _integer(one.get("value"), number + step) if ordered else number
            style = page.looks.of(one)
            shown = looks.numbering(style) or _KINDS.get(one.get("type") or "") or kind
            sign = label(number, shown) if ordered or shown not in ("disc", "circle", "square", "none") else "•"
            open_items.append(Item(sign, tuple(page.part(one, look_of(one, "li", style, look)))))
        elif isinstance(one.tag, str):
            number += step if one.tag == "li" else 0
            flow = Flow()
            page.visit(one, look, flow)
            flow.flush()
            if open_items and one.tag in ("ul", "ol", "menu", "dir"):
                open_items[-1] = Item(open_items[-1].label, (*open_items[-1].pieces, *flow.pieces))
            elif flow.pieces:
                close()
                out.extend(flow.pieces)
        loose(one.tail)
    close()
    return out


def _integer(text: str | None, usual: int) -> int:
    hit = re.match(r"\s*([+-]?\d{1,6})", text or "")
    return int(hit[1]) if hit else usual
