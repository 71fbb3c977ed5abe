"""Where YAML and the author may read differently: words behind a "#", and commas in a list in brackets.

Both are YAML's own rules, and both take words away from a sentence unseen: ``Use inhaler #2 only if …`` is "Use inhaler"
to every YAML reader, ``[Never take more than 4,000 mg]`` two texts. Where prose stands they are errors that show both
readings; after a number, a date or a name, where nothing else can be meant, they are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel

from press.problem import Place, Problem, counted
from press.source.kinds import Kind, kind_at
from press.source.tree import Doubt, Located, Mapping, Node, Sequence, Text
from press.source.writer import quoted

_POINTERS = ("# <-", "# ←")  # an arrow that points at its line: no sentence ends so
_LONGEST = 160  # characters of a reading that are shown
_OWN_COMMA = re.compile(r"[\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1200-\u137f]")


# ------------------------------------------------------------------------------------------------------- where they stand


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A text of the tree with its path, and the key that it stands under."""

    path: tuple[str, ...]  # with "" for each position in a list
    node: Text
    key: Text | None
    first: int  # the line where its key, or it itself, begins
    last: int  # the line where it ends
    end: int  # offset behind its last word


def remarks(text: str, root: Node, shown: str) -> Iterator[Doubt]:
    """The remarks of a file that could be a part of a text: behind its words, or in a line of their own below or above."""
    return _Remarks(text, root).doubts(shown)


class _Remarks:
    """The remarks of one file. Everything is found by halving: a file may hold thousands of texts and of remarks."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.lines = [0, *(hit.end() for hit in re.finditer("\n", text))]  # where each begins
        self.leaves = list(self._leaves(root, (), None))  # in the file's order, none in another
        self.starts = [leaf.node.start for leaf in self.leaves]
        self.ends = [leaf.end for leaf in self.leaves]
        self.firsts = [leaf.first for leaf in self.leaves]
        self.lasts = [leaf.last for leaf in self.leaves]
        self.inside = sorted((_body(text, one), one.end) for leaf in self.leaves for one in (leaf.node, leaf.key) if one)

    def doubts(self, shown: str) -> Iterator[Doubt]:
        """Each remark but those at which nobody can doubt; of several in one column, one below the other, the first."""
        text, end, before_it = self.text, -1, (-1, -1)
        for hit in re.finditer("#", text):
            at = hit.start()
            if at < end or self._within(at):
                continue
            line = bisect_right(self.lines, at)
            column, end = at - self.lines[line - 1], text.find("\n", at)
            end = end if end >= 0 else len(text)
            before = text[at - column : at]
            if text[at:end].rstrip() in _POINTERS:
                continue
            if before.strip():
                yield _doubt("remark", self._beside(line, at, before), Place(shown, line, column + 1), at, end)
            elif column:
                if before_it != (line - 1, column):
                    yield _doubt("line", self._around(line, at, column), Place(shown, line, column + 1), at, end)
                before_it = line, column

    def _within(self, at: int) -> bool:
        """Whether an offset lies in a text or a key."""
        number = bisect_right(self.inside, at, key=lambda stretch: stretch[0])
        return number > 0 and at < self.inside[number - 1][1]

    def _beside(self, line: int, at: int, before: str) -> list[_Leaf]:
        """The texts that stand in a line, or under a key in it."""
        near = self.leaves[bisect_left(self.lasts, line) : bisect_right(self.firsts, line)]
        if not before.strip(" \t-"):  # "- # …": what begins below
            below = self.leaves[bisect_right(self.starts, at) :][:1]
            near += [leaf for leaf in below if leaf.key is None]
        return near

    def _around(self, line: int, at: int, column: int) -> list[_Leaf]:
        """The text that could go on, or the one that could have begun, in a line with "#" in this column (from 0)."""
        text, number, following = self.text, bisect_right(self.ends, at), bisect_right(self.starts, at)
        above = self.leaves[number - 1] if number else None
        below = self.leaves[following] if following < len(self.leaves) else None
        near = []
        if above and text[above.node.start : above.node.start + 1] not in ("'", '"') and column > self._indent(above):
            near += [above] if _only_remarks(text[above.end : at]) else []
        if below and below.key and below.key.end <= at and column > self._indent(below):
            near += [below] if _only_remarks(text[below.key.end : at].partition(":")[2]) else []
        elif below and not below.key and self._behind_dash(line):
            near += [below] if _only_remarks("\n" + text[at : below.node.start]) else []
        return near

    def _behind_dash(self, line: int) -> bool:
        """Whether nothing but remarks stands between this line and a "-" above it that has no text beside it."""
        for number in range(line - 1, max(line - 60, 0), -1):
            said = self.text[self.lines[number - 1] : self.lines[number]].partition("#")[0].strip()
            if said:
                return said.endswith("-")
        return False

    def _indent(self, leaf: _Leaf) -> int:
        """The column (from 0) that the next line must pass to belong to this text."""
        if leaf.key is not None:
            return leaf.key.place.column - 1
        start = self.lines[bisect_right(self.lines, leaf.node.start) - 1]
        return self.text[start : leaf.node.start].rfind("-")

    def _leaves(self, node: Node, path: tuple[str, ...], key: Text | None) -> Iterator[_Leaf]:
        if isinstance(node, Mapping):
            for name, value in node.entries:
                yield from self._leaves(value, (*path, name.value), name)
        elif isinstance(node, Sequence):
            for item in node.items:
                yield from self._leaves(item, (*path, ""), None)
        else:
            end = node.start + len(self.text[node.start : node.end].rstrip())
            yield _Leaf(path, node, key, (key or node).place.line, bisect_right(self.lines, end), end)


def _body(text: str, node: Text) -> int:
    """Where the words of a text begin: below its sign, where it has one ("|" or ">")."""
    start = node.start
    return max(text.find("\n", start), start) if text[start : start + 1] in ("|", ">") else start


def _doubt(kind: Literal["remark", "line"], near: list[_Leaf], place: Place, start: int, end: int) -> Doubt:
    return Doubt(kind, tuple(leaf.path for leaf in near), tuple(leaf.node for leaf in near), place, start, end)


def _only_remarks(between: str) -> bool:
    """Whether lines hold nothing but remarks, and no empty line that would end a text for every eye."""
    rest = between[:20_000].split("\n")
    return all(line.strip() == "" for line in rest[:1] + rest[-1:]) and all(
        line.lstrip().startswith("#") for line in rest[1:-1]
    )


# ------------------------------------------------------------------------------------------------------ which of them count


def counting(located: Located, model: type[BaseModel]) -> list[Doubt]:
    """The doubts of a file of ``model`` at which prose stands."""
    found = []
    for doubt in located.doubts:
        for path in doubt.paths:
            kind = kind_at(model, path)
            if kind is Kind.SENTENCES and doubt.kind in ("list", "sentences"):
                found.append(replace(doubt, kind="sentences"))
            elif kind is Kind.PROSE and (
                doubt.kind != "list" or any(_touch(located, a, b) for a, b in _neighbours(_items(doubt)))
            ):
                found.append(doubt)
            else:
                continue
            break
    return found


def _items(doubt: Doubt) -> tuple[Node, ...]:
    node = doubt.nodes[0]
    return node.items if isinstance(node, Sequence) else ()


def _neighbours(items: tuple[Node, ...]) -> Iterator[tuple[Node, Node]]:
    return pairwise(items)


def _is_plain(located: Located, node: Node) -> bool:
    return isinstance(node, Text) and located.text[node.start : node.start + 1] not in ("'", '"')


def _touch(located: Located, one: Node, other: Node) -> bool:
    """Whether two items, not both in quotes, are parted by a comma without a space after it: ``4,000``."""
    return (
        isinstance(one, Text)
        and isinstance(other, Text)
        and (_is_plain(located, one) or _is_plain(located, other))
        and located.text[one.end : other.start].endswith(",")
    )


# ------------------------------------------------------------------------------------------------------------ what is said


def problem_of(doubt: Doubt, located: Located) -> Problem:
    """A doubt that counts, in an author's words, with both readings."""
    if doubt.kind in ("list", "sentences"):
        return _list_problem(doubt, located)
    words = _short(located.text[doubt.start : doubt.end])
    fault = f'what follows a "#" is left out: "{words}"'
    value = mended_quotes(doubt, located)
    if doubt.kind == "line":
        remedy = (
            'Does it belong to the text? Then put the whole text in "quotation marks".\n'
            'Is it a remark? Then let its "#" stand in the column of the key or the "-", or leave a line empty above it.'
        )
    elif value is not None:
        remedy = f"Does it belong to the text? Then write: {_short(value[2])}\nIs it a remark? Then give it a line of its own, above."
    else:
        remedy = "Does it belong to the text? Then put it inside the quotation marks.\nIs it a remark? Then give it a line of its own, above."
    return Problem(doubt.place, "words-after-hash", fault, remedy)


def _list_problem(doubt: Doubt, located: Located) -> Problem:
    items = _items(doubt)
    cut = next(((a, b) for a, b in _neighbours(items) if _touch(located, a, b)), None)
    split = [_raw(located, item) for item in items]
    joined = _joined(located, items, _touch) if cut else _joined(located, items, _goes_on)
    if cut:
        a, b = (node.value if isinstance(node, Text) else "" for node in cut)
        fault = f'a comma without a space after it parts "{_short(a, 60)}" from "{_short(b, 60)}"'
        place = cut[1].place
    else:
        fault, place = "commas part these sentences, and any of them may hold a comma of its own", doubt.place
    remedy = f"{_as_many(split)}: {_in_brackets(split)}"
    if len(joined) != len(split):
        remedy = f"{_as_many(joined)}: {_in_brackets(joined)}\n{remedy}"
    else:
        remedy += '\nOr give each a line of its own that begins with "- ".'
    return Problem(place, "comma-in-list", fault, remedy)


def _as_many(items: list[str]) -> str:
    return f"If {counted(len(items), 'text')} {'is' if len(items) == 1 else 'are'} meant"


def _in_brackets(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _raw(located: Located, node: Node) -> str:
    """An item as it should be typed: in quotation marks, if it is a text without them."""
    if isinstance(node, Text):
        return quoted(" ".join(node.value.split())) if _is_plain(located, node) else located.text[node.start : node.end]
    return "…"


def _goes_on(located: Located, one: Node, other: Node) -> bool:
    """Whether an item looks like a part of the sentence before it: it begins with a small letter."""
    return (
        _is_plain(located, one) and _is_plain(located, other) and isinstance(other, Text) and other.value[:1].islower()
    )


def _joined(located: Located, items: tuple[Node, ...], joins: Callable[[Located, Node, Node], bool]) -> list[str]:
    """The items with those that may be one text put together."""
    groups: list[list[Node]] = []
    for item in items:
        if groups and joins(located, groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    found = []
    for group in groups:
        first, last = group[0], group[-1]
        if len(group) > 1 and isinstance(first, Text) and isinstance(last, Text):
            found.append(quoted(" ".join(located.text[first.start : last.end].split())))
        else:
            found.append(_raw(located, first))
    return found


def _short(text: str, most: int = _LONGEST) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


# ------------------------------------------------------------------------------------------------------ what can be mended


def mended_quotes(doubt: Doubt, located: Located, certain: bool = False) -> tuple[int, int, str] | None:
    """What to write in place of which stretch of the text, so that its words are read; None where that is not known.

    ``certain``: only where no other reading is likely. A number right behind a "#" is one of several things ("inhaler
    #2"), no remark; "000 mg" is no text; and items that end as sentences do are sentences.
    """
    if doubt.kind == "remark":
        return _mended_remark(doubt, located, certain)
    if doubt.kind in ("list", "sentences") and certain:
        return _mended_list(doubt, located)
    return None


def _mended_remark(doubt: Doubt, located: Located, certain: bool) -> tuple[int, int, str] | None:
    text = located.text
    nodes = [node for node in doubt.nodes if isinstance(node, Text) and node.start < doubt.start]
    node = max(nodes, key=lambda one: one.start, default=None)
    if node is None or not _is_plain(located, node) or text[node.start : node.start + 1] in ("|", ">"):
        return None
    between = text[node.end : doubt.start]
    if between.strip(" \t") or "\n" in text[node.start : node.end]:
        return None
    if certain and not re.match(r"#[0-9]", text[doubt.start :]):
        return None
    return node.start, doubt.end, quoted(text[node.start : doubt.end].strip())


def _mended_list(doubt: Doubt, located: Located) -> tuple[int, int, str] | None:
    text, items = located.text, _items(doubt)
    if not all(isinstance(item, Text) and "\n" not in text[item.start : item.end] for item in items):
        return None
    for one, other in _neighbours(items):
        if _touch(located, one, other):
            known = isinstance(other, Text) and bool(re.match(r"0[0-9]*\b", other.value))
        else:
            known = doubt.kind == "list" or _ends(one)
        if not known:
            return None
    new = _joined(located, items, _touch)
    first, last = items[0], items[-1]
    assert isinstance(first, Text)
    assert isinstance(last, Text)
    return first.start, last.end, ", ".join(new)


def _ends(node: Node) -> bool:
    """Whether an item ends as a sentence does, or is in a script whose own comma is another sign."""
    return isinstance(node, Text) and (
        node.value.rstrip("\"'”’»)")[-1:] in tuple(".!?…。！？؟۔।") or bool(_OWN_COMMA.search(node.value))
    )
