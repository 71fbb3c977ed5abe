"""The page that says what a PDF says: the sheet's own HTML, without what is for paper, for a browser or a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"img", "br", "wbr", "hr", "col"})
_KEPT: Final = frozenset({"id", "lang", "dir", "class", "href", "src", "alt", "scope", "colspan", "rowspan", "start", "aria-hidden"})
_OF_SVG: Final = frozenset({"xmlns", "viewbox", "width", "height", "fill", "d", "stroke", "stroke-width", "role", "aria-label"})
_PAGES: Final = "folio"  # the class of a page's number in a list of contents: a web page has none


def twin(html: str, picture: Callable[[str], str]) -> str:
    """What stands between ``<body>`` and ``</body>`` of a released sheet, ready to stand in a ``<main>`` of its own.

    ``picture`` says for a file that is named in the sheet (``press:styles/…``) where it is found from the page.
    """
    reader = _Reader(picture)
    reader.feed(html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0])
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self, picture: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._picture = picture
        self._silent: list[str] = []  # the elements that are open inside one that is left out
        self._svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._silent or _PAGES in said.get("class", "").split():
            if tag not in _VOID:
                self._silent.append(tag)
            return
        self._svg += tag == "svg"
        kept = {name: value for name, value in said.items() if name in _KEPT or (self._svg and name in _OF_SVG)}
        if "src" in kept:
            kept["src"] = self._picture(kept["src"].removeprefix("press:"))
        if "viewbox" in kept:
            kept["viewBox"] = kept.pop("viewbox")
        if tag == "svg" and not kept.get("width", "").isdecimal():  # millimetres are for paper
            kept = {name: value for name, value in kept.items() if name not in ("width", "height")}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{_renamed(tag)}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        self._svg -= tag == "svg"
        self.parts.append(f"</{_renamed(tag)}>")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def handle_entityref(self, name: str) -> None:
        self._say(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._say(f"&#{name};")

    def _say(self, text: str) -> None:
        if not self._silent:
            self.parts.append(text)


def _renamed(tag: str) -> str:
    """The page around it has its own main part and header."""
    return "div" if tag in ("main", "header") else tag
