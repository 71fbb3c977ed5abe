"""Between layout and drawing: what the laid-out boxes say, and the best of a few layouts.

Half a list of danger signs is a danger: whoever holds the second page sees signs under no heading. And a last page with
three lines on it is paper for nothing. So the boxes are measured, and where the few knobs that a print size declares can
mend what is bad, the page is laid out once more with another setting. What stays bad is a problem at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from press.problem import Problem, Severity
from press.typeset.places import Places

MOST_LAYOUTS = 4
_GAIN = 0.7  # of the white between blocks: margins that meet count once
_CLOSED = 0.8  # of the holes at the foot of pages: what closes in with less white

_HELP = frozenset({"emergency", "call-clinic"})


class Part(NamedTuple):
    """What of a call-out stands on one page."""

    page: int  # from 1
    height: float  # with its margins, in CSS pixels
    room: float  # height of that page between its margins, in CSS pixels


def parted(document: Any, places: Places) -> Iterator[Problem]:
    """Each call-out of help (emergency, call the clinic) that stands on more than one page.

    An error where one page could hold it: then it is the styles that part it. For review where no page can: then only its
    author can shorten it.
    """
    for element, parts in _parts(document).items():
        if len(parts) < 2:
            continue
        words = " ".join("".join(element[0].itertext()).replace("\u200b", "").split()) if len(element) else ""
        shown = words if len(words) <= 40 else f"{words[:37]}…"
        where = f"pages {parts[0].page} to {parts[-1].page}"
        over = sum(part.height for part in parts) - max(part.room for part in parts)
        place = places.of_element(element[0] if len(element) else element)
        if over > 0:
            share = round(100 * over / max(part.room for part in parts)) or 1
            fault = f'the call-out "{shown}" is {share} % longer than a page, and is split over {where}'
            remedy = "Shorten it, or make two of it, each with its own heading."
            yield Problem(place, "help-longer-than-page", fault, remedy, Severity.REVIEW)
        else:
            fault = f'the call-out "{shown}" is split over {where}'
            remedy = "Let the style sheets keep it whole: break-inside: avoid, and no fixed breaks inside it."
            yield Problem(place, "help-split", fault, remedy)


# ---------------------------------------------------------------------------------------------------------- the choice


class Knobs:
    """What may be turned: the root and body of a page, and the steps of spacing that its print size declares."""

    def __init__(self, root: Any) -> None:
        self._root, self._body = root, root.find("body")
        said = (self._body.get("data-spacing") if self._body is not None else None) or ""
        self.steps = tuple(int(one) / 100 for one in said.split() if one.isdecimal())
        self._size = 0.0

    def measure(self, document: Any) -> None:
        """Remember the type size of the page, which no knob may change."""
        self._size = document.pages[0]._page_box.children[0].style["font_size"] if document.pages else 0.0

    def space(self, share: float) -> None:
        """Set the white between blocks: it is measured in ``rem``, and no letter is."""
        if share == 1:
            self._root.attrib.pop("style", None)
            self._body.attrib.pop("style", None)
        else:
            self._root.set("style", f"font-size: {self._size * share}px")
            self._body.set("style", f"font-size: {self._size}px")


def fitted(document: Any, root: Any, render: Callable[[], Any], layouts: int) -> Any:
    """The best of at most ``MOST_LAYOUTS`` layouts, of which ``layouts`` were made; ``document`` is the last of them."""
    if _made_room(document, root) and layouts < MOST_LAYOUTS:
        document, layouts = render(), layouts + 1
    knobs = Knobs(root)
    if len(knobs.steps) < 2 or len(document.pages) < 2:
        return document
    knobs.measure(document)
    if _help_page(document, root) > 2 and layouts < MOST_LAYOUTS:  # the first page says "page 2" where that can be had
        knobs.space(knobs.steps[-1])
        other, layouts = render(), layouts + 1
        if 0 < _help_page(other, root) < _help_page(document, root):
            return other
        knobs.space(1)
    on_last, white, holes = _filled(document.pages[-1]), _white(document), _holes(document)
    for step in knobs.steps[1:]:
        if layouts >= MOST_LAYOUTS:
            break
        if white * _GAIN * (1 - step) + holes * _CLOSED < on_last:
            continue
        knobs.space(step)
        other, layouts = render(), layouts + 1
        if len(other.pages) < len(document.pages):
            return other
    knobs.space(1)
    return document


def _filled(page: Any) -> float:
    """How much of a page is filled, in CSS pixels."""
    box = page._page_box
    ends = [one.position_y + one.height for one in box.descendants() if isinstance(one, boxes.LineBox)]
    inside = [end for end in ends if end <= box.content_box_y() + box.height + 1]
    return float(max(inside, default=box.content_box_y()) - box.content_box_y())


def _holes(document: Any) -> float:
    """What pages leave empty at their foot because the next thing did not fit, in CSS pixels."""
    return float(sum(page._page_box.height - _filled(page) for page in document.pages[1:-1]))


def _white(document: Any) -> float:
    """All white between blocks that is not at the head or foot of a page, in CSS pixels."""
    total = 0.0
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.BlockLevelBox) and not isinstance(box, boxes.MarginBox) and box.element is not None:
                total += max(box.margin_top, 0) + max(box.margin_bottom, 0)
                total += max(box.padding_top, 0) + max(box.padding_bottom, 0)
    return total


def _help_page(document: Any, root: Any) -> int:
    """The page on which the call-outs of help begin where they begin a page of their own; 0 where they do not."""
    help_ = {one for one in root.iter("div") if "overleaf" in (one.get("class") or "").split()}
    found = (n for n, page in enumerate(document.pages, 1) for box in page._page_box.descendants() if box.element in help_)
    return next(found, 0) if help_ else 0


def _made_room(document: Any, root: Any) -> bool:
    """Move what may stand anywhere behind the call-outs of help, where it keeps them from the second page."""
    for help_ in root.iter("div"):
        if "overleaf" not in (help_.get("class") or "").split():
            continue
        before = help_.getprevious() if hasattr(help_, "getprevious") else _before(root, help_)
        if _help_page(document, root) > 2 and before is not None and before.get("class") == "elsewhere":
            parent = next(one for one in root.iter() if before in list(one))
            parent.remove(before)
            parent.insert(list(parent).index(help_) + 1, before)
            return True
    return False


def _before(root: Any, element: Any) -> Any:
    parent = next((one for one in root.iter() if element in list(one)), None)
    children = list(parent) if parent is not None else []
    at = children.index(element) if element in children else 0
    return children[at - 1] if at else None


def parted_boxes(document: Any) -> list[Any]:
    """The call-outs, of whatever kind, that stand on more than one page."""
    return [element for element, parts in _parts(document, every=True).items() if len(parts) > 1]


def _parts(document: Any, every: bool = False) -> dict[Any, list[Part]]:
    """The call-outs of help (or every one), each with its part on every page, in order."""
    found: dict[Any, list[Part]] = {}
    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            element = box.element
            if element is None or not isinstance(box, boxes.BlockLevelBox) or "::" in str(box.element_tag):
                continue
            classes = (element.get("class") or "").split()
            if "callout" in classes and (every or not _HELP.isdisjoint(classes)):
                found.setdefault(element, []).append(Part(number, box.margin_height(), page._page_box.height))
    return found
