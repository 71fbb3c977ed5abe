"""One drawing and what is known of it: its styles, who refers to what, what is inherited; and the shape of a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.drawing import styles
from press.drawing.tree import SVG, Element

NOTHING = "it paints nothing that can be seen"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the line (1-based), what is drawn otherwise, what to do."""

    line: int
    says: str
    remedy: str


class Known:
    """One drawing and what is known of it."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.sheet = styles.sheet(root)
        self.ids = {element.get("id"): element for element in root.walk() if element.get("id")}
        self._styles: dict[int, dict[str, str]] = {}

    def own(self, element: Element) -> dict[str, str]:
        """The styles declared for an element."""
        key = id(element)
        if key not in self._styles:
            self._styles[key] = styles.own(element, self.sheet)
        return self._styles[key]

    def inherited(self, element: Element, name: str, default: str = "") -> str:
        """The value that an element has or inherits."""
        here: Element | None = element
        while here is not None:
            value = self.own(here).get(name)
            if value is not None and value != "inherit":
                return value
            here = here.parent
        return default


def inside(element: Element, names: tuple[str, ...]) -> bool:
    """Whether an element stands somewhere in one of these names."""
    above = element.parent
    while above is not None:
        if above.name in names and above.space == SVG:
            return True
        above = above.parent
    return False


def target(value: str) -> str:
    """The id that ``url(#…)`` names; empty where there is none."""
    hit = re.search(r"url\(\s*[\"']?#([^)\"'\s]+)", value)
    return hit[1] if hit else ""


def short(value: str) -> str:
    """A value in a message."""
    words = " ".join(value.split())
    return words if len(words) <= 40 else f"{words[:37]}…"
