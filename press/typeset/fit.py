"""What the layout parted that a patient must see whole: read from the laid-out boxes, before anything is drawn.

Half a list of danger signs is a danger: whoever holds the second page sees signs under no heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from press.problem import Problem, Severity
from press.typeset.places import Places

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


def _parts(document: Any) -> dict[Any, list[Part]]:
    """The call-outs of help, each with its part on every page, in order."""
    found: dict[Any, list[Part]] = {}
    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants():
            element = box.element
            if element is None or not isinstance(box, boxes.BlockLevelBox) or "::" in str(box.element_tag):
                continue
            classes = (element.get("class") or "").split()
            if "callout" in classes and not _HELP.isdisjoint(classes):
                found.setdefault(element, []).append(Part(number, box.margin_height(), page._page_box.height))
    return found
