"""Drawings (SVG): what they hold, and whether every reader shows it as a browser does.

``faults`` compares a drawing with the list in ``allowed``, which was measured (``benchmarks/drawings.py``).
"""

from __future__ import annotations

import functools

from press.drawing.faults import faults as _faults
from press.drawing.faults import needs_shaping
from press.drawing.known import NOTHING, Fault
from press.drawing.tree import Element, UnreadableError, read, words

__all__ = [
    "NOTHING",
    "Element",
    "Fault",
    "Inline",
    "UnreadableError",
    "faults",
    "inline_faults",
    "needs_shaping",
    "read",
    "words",
]


@functools.lru_cache(maxsize=1024)
def faults(text: str) -> tuple[Fault, ...]:
    """What of a drawing, given as its text, is drawn otherwise somewhere; one fault where it cannot be read at all."""
    try:
        return tuple(_faults(read(text)))
    except UnreadableError as error:
        return (Fault(error.line, error.fault, "Export it again as plain SVG."),)


# A drawing within a page, as a value: name with namespace, attributes, text, tail, what is inside.
Inline = tuple[str, tuple[tuple[str, str], ...], str, str, tuple["Inline", ...]]


@functools.lru_cache(maxsize=1024)
def inline_faults(drawn: Inline) -> tuple[Fault, ...]:
    """What of a drawing that stands in a page itself is drawn otherwise somewhere; its lines are all 0."""
    return tuple(_faults(_element(drawn, None)))


def _element(drawn: Inline, parent: Element | None) -> Element:
    name, attributes, text, tail, inside = drawn
    space, _, local = name.rpartition("}")
    made = Element(space.lstrip("{"), local, dict(attributes), 0, parent, [], text, tail)
    made.children = [_element(child, made) for child in inside]
    return made
