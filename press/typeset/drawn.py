"""Drawings of the page that are drawn otherwise than a browser shows them: files that it read, and those in its templates.

Figures and logos are looked at when the project is read. A style sheet's picture and an icon of a template are met here;
they may be empty: what they are for is no words of an author.
"""

from __future__ import annotations

from typing import Any

from press import drawing
from press.problem import Place, Problem
from press.typeset.fetch import ProjectFetcher
from press.typeset.places import Places

_SVG = "{http://www.w3.org/2000/svg}svg"
_XMLNS = "{http://www.w3.org/2000/xmlns/}"


def drawing_problems(fetcher: ProjectFetcher, root: Any, places: Places) -> list[Problem]:
    """One problem for each fault, at its line of the file, or at the element of the template."""
    found = [
        Problem(Place(one.name, fault.line, 1), "drawn-otherwise", fault.says, fault.remedy)
        for one in fetcher.inputs
        if one.name.endswith(".svg")
        for fault in drawing.faults(fetcher.text(one.name))
        if fault.says != drawing.NOTHING
    ]
    for element in _outermost(root) if root is not None else ():
        for fault in drawing.inline_faults(_value(element)):
            if fault.says == drawing.NOTHING:
                continue
            says = f"a drawing of a template: {fault.says}"
            found.append(Problem(places.of_element(element), "drawn-otherwise", says, fault.remedy))
    return found


def _outermost(element: Any) -> list[Any]:
    """The drawings that stand in the page itself."""
    found, todo = [], [element]
    while todo:
        one = todo.pop()
        if one.tag == _SVG:
            found.append(one)
        else:
            todo += list(one)
    return found


def _value(element: Any) -> drawing.Inline:
    attributes = tuple(item for item in element.items() if not item[0].startswith(_XMLNS))
    inside = tuple(_value(child) for child in element if isinstance(child.tag, str))
    return element.tag, attributes, element.text or "", element.tail or "", inside
