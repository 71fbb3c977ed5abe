"""A drawing's XML as a tree whose elements know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
DEEPEST = 64  # groups in groups; editors nest a dozen


class UnreadableError(Exception):
    """The file is no XML that may be read: the line (1-based) and what is wrong."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(fault)
        self.line, self.fault = line, fault


@dataclass(slots=True, eq=False)
class Element:
    """One element: its namespace and local name, attributes (``href`` or ``{namespace}href``), the line it begins in (1-based)."""

    space: str
    name: str
    attributes: dict[str, str]
    line: int
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    text: str = ""  # before the first child
    tail: str = ""  # after the element

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    @property
    def href(self) -> str:
        """Where it refers to, by the new name or the old one."""
        return self.get("href") or self.get(f"{{{XLINK}}}href")

    def walk(self) -> Iterator[Element]:
        """This element and all in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def words(self) -> str:
        """All text in it, as it is read: what begins at a place of its own is a word of its own."""
        parts = [self.text]
        for child in self.children:
            apart = "x" in child.attributes or "y" in child.attributes or "dy" in child.attributes
            parts += [" " if apart else "", child.words, child.tail]
        return "".join(parts)


def read(text: str) -> Element:
    """The tree of a drawing. Raises ``UnreadableError``. Entities and document types are refused: they can grow without end."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _Reader(parser)
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise UnreadableError(error.lineno, f"is broken: {expat.ErrorString(error.code)}") from error
    assert reader.root is not None
    return reader.root


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._last: Element | None = None  # whose tail comes next
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._refuse

    def _document_type(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        del name, system, public
        if inside:  # it may declare entities; a mere name of a document type is read by nobody
            self._refuse()

    def _refuse(self, *_: object) -> None:
        raise UnreadableError(self._parser.CurrentLineNumber, "has a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise UnreadableError(self._parser.CurrentLineNumber, f"nests more than {DEEPEST} elements")
        space, _, local = name.rpartition(" ")
        parent = self._open[-1] if self._open else None
        own = {_name(key): value for key, value in attributes.items()}
        element = Element(space, local, own, self._parser.CurrentLineNumber, parent)
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self._open.append(element)
        self._last = None

    def _end(self, _: str) -> None:
        self._last = self._open.pop()

    def _text(self, data: str) -> None:
        if self._last is not None:
            self._last.tail += data
        elif self._open:
            self._open[-1].text += data


def _name(key: str) -> str:
    space, _, local = key.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


def words(root: Element) -> Iterator[tuple[int, str]]:
    """The texts of a drawing, each with its line, with single spaces."""
    for element in root.walk():
        if element.space == SVG and element.name == "text":
            said = re.sub(r"\s+", " ", element.words).strip()
            if said:
                yield element.line, said
