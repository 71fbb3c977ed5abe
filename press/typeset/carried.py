"""Call-outs that no page can hold: each page gets a part of them, under the heading, which says that it goes on.

Half a list of danger signs under no heading is a danger. Where a box must be parted, it is parted here, between two items,
and not by chance; whatever prints besides is declared by the reading (``press/markup/reading.py``).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

_FRAME = 0.1  # of a page: frame and white of a call-out


def carry_over(document: Any, root: Any, parted: Sequence[Any]) -> bool:
    """Part each of the call-outs between its items, page by page; whether any was. The page must be laid out again."""
    done = False
    for callout in parted:
        parts, word = _parts(document, callout), callout.get("data-continued")
        parent = next((one for one in root.iter() if callout in list(one)), None)
        if len(parts) > 1 and word and parent is not None:
            at = list(parent).index(callout) + 1
            parent[at:at] = _rebuilt(callout, parts, word)
            done = True
    return done


def _parts(document: Any, callout: Any) -> list[list[Any]]:
    """The items of a call-out, page by page: those that stand whole on its first one, then as many as a page holds."""
    if len(callout) < 2:
        return []
    heading, body = callout[0], callout[1]
    items = [item for child in body for item in (child if child.tag == "ul" else [child])]
    pages = [{box.element for box in _blocks(page)} for page in document.pages]
    held = [number for number, inside in enumerate(pages) if callout in inside]
    if len(held) < 2:
        return []
    later = set().union(*(pages[number] for number in held[1:]))
    whole, heights = document.pages[held[1]]._page_box.height, _heights(document, callout)
    room = whole * (1 - _FRAME) - heights.get(heading, 0)
    parts: list[list[Any]] = [[]]
    for item in items:
        first = len(parts) == 1
        fits = item not in later if first else sum(heights.get(one, 0) for one in (*parts[-1], item)) <= room
        if not fits and (parts[-1] or first):
            parts.append([])
        parts[-1].append(item)
    return parts if parts[0] else parts[1:]


def _blocks(page: Any) -> list[Any]:
    return [box for box in page._page_box.descendants() if isinstance(box, boxes.BlockLevelBox)]


def _heights(document: Any, callout: Any) -> dict[Any, float]:
    """The height of every element of a call-out, over all its pages."""
    inside, found = set(callout.iter()), dict[Any, float]()
    for page in document.pages:
        here: dict[Any, float] = {}
        for box in _blocks(page):
            if box.element in inside and "::" not in str(box.element_tag):  # an element may have a box within its box
                here[box.element] = max(here.get(box.element, 0), box.margin_height())
        for element, height in here.items():
            found[element] = found.get(element, 0) + height
    return found


def _rebuilt(callout: Any, parts: Sequence[Sequence[Any]], word: str) -> list[Any]:
    """Leave the first part in a call-out; each other part as a call-out of its own that begins a page."""
    heading, body = callout[0], callout[1]
    lists = {item: child for child in body if child.tag == "ul" for item in child}
    kept, found = dict(callout.attrib), list[Any]()
    for part in parts[1:]:
        again = copy.deepcopy(heading)
        again.attrib.pop("data-at", None)
        for drawn in (one for one in again if str(one.tag).endswith("svg")):
            drawn.set("aria-hidden", "true")
            drawn[:] = [one for one in drawn if not str(one.tag).endswith("title")]
        _append(again, f" ({word})")
        inner = body.makeelement("div", dict(body.attrib))
        inner[:] = _children(part, lists)
        more = callout.makeelement("div", {**kept, "style": "break-before: page; break-inside: avoid"})
        more[:] = [again, inner]
        found.append(more)
    body[:] = _children(parts[0], lists)
    callout.set("style", "break-inside: avoid")
    callout.set("data-parts", str(len(parts)))
    return found


def _children(items: Sequence[Any], lists: dict[Any, Any]) -> list[Any]:
    """Items as children of a body: those of one list in a list again."""
    found: list[Any] = []
    made: dict[Any, Any] = {}
    for item in items:
        home = lists.get(item)
        if home is None:
            found.append(item)
            continue
        if home not in made:
            made[home] = home.makeelement("ul", dict(home.attrib))
            found.append(made[home])
        made[home].append(item)
    return found


def _append(heading: Any, text: str) -> None:
    last = heading[-1] if len(heading) else None
    if last is None:
        heading.text = (heading.text or "") + text
    else:
        last.tail = (last.tail or "") + text
