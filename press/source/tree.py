"""The located tree: every node of a YAML file with its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from press.problem import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as typed; ``start`` and ``end`` are offsets into the file's text."""

    value: str
    place: Place
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order typed."""

    entries: tuple[tuple[Text, Node], ...]
    place: Place
    end: int = 0

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def key(self, key: str) -> Text | None:
        """The key itself, for its place."""
        return next((name for name, _ in self.entries if name.value == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    end: int = 0


Node = Text | Mapping | Sequence
TreePath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that YAML reads in one way and its author may have meant in another, if prose stands there.

    ``remark``: words behind a " #"; ``line``: a remark where a text could go on; ``list``: a list in brackets, parted by
    commas, and ``sentences`` one of whole sentences. ``nodes`` are the texts, or the list; ``paths`` lead to them, with ""
    for each position in a list. ``start`` and ``end`` are offsets of the words left out, or of the list.
    """

    kind: Literal["remark", "line", "list", "sentences"]
    paths: tuple[tuple[str, ...], ...]
    nodes: tuple[Node, ...]
    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Located:
    """A file that was read: where each of its passages stands.

    ``doubts`` are the places that two people could read in two ways; which of them count depends on what stands there.
    """

    shown: str
    tree: Node | None = None
    text: str = field(default="", repr=False)
    doubts: tuple[Doubt, ...] = field(default=(), repr=False)

    def node(self, path: TreePath) -> Node | None:
        """The node at ``path`` (keys and 0-based list positions), or None."""
        here: Node | None = self.tree
        for step in path:
            if isinstance(here, Mapping) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
                here = here.items[step]
            else:
                return None
        return here

    def place(self, path: TreePath = ()) -> Place:
        """Where the value at ``path`` starts; the nearest enclosing place where the path leads nowhere."""
        while path and self.node(path) is None:
            path = path[:-1]
        found = self.node(path)
        return found.place if found is not None else Place(self.shown)

    def key_place(self, path: TreePath) -> Place:
        """Where the key at the end of ``path`` stands."""
        parent = self.node(path[:-1])
        if path and isinstance(parent, Mapping) and isinstance(path[-1], str):
            key = parent.key(path[-1])
            if key is not None:
                return key.place
        return self.place(path)

    def last_line(self, path: TreePath = ()) -> int:
        """The number of the last line of the value at ``path`` (1-based; 0 where there is none)."""
        found = self.node(path)
        return self.text.count("\n", 0, max(found.end - 1, 0)) + 1 if found is not None else 0

    def within(self, path: TreePath, fragment: str, marks: str = "") -> Place:
        """Where ``fragment`` stands inside the text at ``path``; spaces, line ends and ``marks`` between words count alike."""
        found, words = self.node(path), fragment.split()
        if not isinstance(found, Text) or not words:
            return self.place(path)
        start = _spread(self.text[found.start : found.end], words, marks)
        return found.place if start is None else self._at(found.start + start)

    def _at(self, offset: int) -> Place:
        line = self.text.count("\n", 0, offset) + 1
        return Place(self.shown, line, offset - (self.text.rfind("\n", 0, offset) + 1) + 1)


def _spread(text: str, words: list[str], marks: str) -> int | None:
    """Where words begin that stand in a text in this order, with nothing but spaces and ``marks`` between them.

    By hand: a regular expression of the words has to be compiled for each, and that was a third of a whole check.
    """
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            at = next((at for at in _after(text, end, marks) if text.startswith(word, at)), None)
            if at is None:
                break
            end = at + len(word)
        else:
            return start
        start = text.find(words[0], start + 1)
    return None


def _after(text: str, at: int, marks: str) -> Iterator[int]:
    """The places behind one, two, … spaces and marks."""
    while at < len(text) and (text[at].isspace() or text[at] in marks):
        at += 1
        yield at


def plain(node: Node | None) -> Any:
    """The tree as plain dictionaries, lists and strings."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if node is not None else None
