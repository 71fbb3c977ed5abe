"""Whether a drawing paints anything that can be seen on white paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.drawing import allowed
from press.drawing.known import Known
from press.drawing.tree import SVG, Element


def painted(known: Known, element: Element) -> Iterator[Element]:
    """Elements that paint something that can be seen."""
    if element.space != SVG or known.own(element).get("display") == "none":
        return
    if element.name in (
        "defs",
        "symbol",
        "clipPath",
        "marker",
        *allowed.UNUSED,
        *allowed.SILENT,
        *allowed.GRADIENTS,
    ):
        return
    if element.name in allowed.SHAPES or element.name == "text":
        if _shows(known, element):
            yield element
        return
    if element.name == "use":
        there = known.ids.get(element.href.removeprefix("#"))
        if there is not None and there is not element:
            inner = there.children if there.name in ("symbol", "svg", "g") else [there]
            for child in inner:
                if child.name in allowed.SHAPES or child.name in ("text", "g", "use"):
                    yield child
        return
    for child in element.children:
        yield from painted(known, child)


def _shows(known: Known, element: Element) -> bool:
    if known.inherited(element, "visibility", "visible") == "hidden":
        return False
    here: Element | None = element
    while here is not None:
        if re.fullmatch(r"0+(?:\.0*)?%?|\.0+", known.own(here).get("opacity", "1")):
            return False
        here = here.parent
    fill = known.inherited(element, "fill", "black").lower()
    stroke = known.inherited(element, "stroke", "none").lower()
    see_through = re.fullmatch(r"0+(?:\.0*)?%?|\.0+", known.inherited(element, "fill-opacity", "1")) is not None
    white = re.compile(r"none|transparent|white|#f{3}|#f{6}|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)")
    filled = not white.fullmatch(fill) and not see_through and element.name != "line"
    lined = not white.fullmatch(stroke) and not re.fullmatch(
        r"0+(?:\.0*)?(?:px)?", known.inherited(element, "stroke-width", "1")
    )
    return (filled or lined) and _has_area(known, element)


def _has_area(known: Known, element: Element) -> bool:
    if element.name == "text":
        return bool(element.words.strip())
    if element.name == "path":
        return len((allowed.path_commands(element.get("d")) or "").rstrip("Z")) > 1
    own = known.own(element)
    sizes = {"rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}.get(element.name, ())
    return all((number := allowed.NUMBER.match(own.get(name, "0"))) and float(number[0]) > 0 for name in sizes)
