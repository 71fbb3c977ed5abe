"""From a box or an address on the page back to the line that its author wrote."""

from __future__ import annotations

from typing import Any

from press.problem import Place
from press.typeset.fetch import ProjectFetcher, project_name
from press.typeset.proof import Locate


class Places:
    """Finds the place of an element, an address or a style rule; the page's own place where nothing is nearer."""

    def __init__(self, root: Any, fetcher: ProjectFetcher, locate: Locate, page: Place) -> None:
        self._root = root
        self._fetcher = fetcher
        self._locate = locate
        self._parents: dict[Any, Any] = {}
        self.page = page

    def of_element(self, element: Any) -> Place:
        """The place that the nearest ``data-at`` names."""
        while element is not None:
            if key := element.get("data-at"):
                return self._locate(key)
            element = self.parent_of(element)
        return self.page

    def parent_of(self, element: Any) -> Any:
        """The element round an element; None for the outermost."""
        if not self._parents and self._root is not None:
            self._parents = {child: parent for parent in self._root.iter() for child in parent}
        return self._parents.get(element)

    def of_address(self, url: str) -> Place:
        """The element or the style sheet that names an address."""
        named = False
        for element in self._root.iter() if self._root is not None else ():
            if any(url in (value, value.strip()) or f"({url})" in value for value in element.attrib.values()):
                named = True
                if (place := self.of_element(element)) != self.page:
                    return place
        return self.page if named else self.of_text(url)

    def of_text(self, text: str) -> Place:
        """The first style sheet or drawing that was read in which a text stands."""
        for name in self._text_files():
            before, found, _ = self._fetcher.text(name).partition(text)
            if found:
                return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return self.page

    def of_rule(self, sheet: str, line: int, column: int, name: str) -> Place:
        """A style rule of which line and column are known, and perhaps the style sheet or the property's name."""
        if file := project_name(sheet):
            return Place(file, line, column)
        for file in self._text_files():
            lines = self._fetcher.text(file).splitlines()
            # The column is that of the property's name, or of its value where a var() is only known later.
            if name and line <= len(lines) and name in lines[line - 1][: column + len(name)]:
                return Place(file, line, column)
        return self.page

    def _text_files(self) -> list[str]:
        return [one.name for one in self._fetcher.inputs if one.name.endswith((".css", ".svg"))]
