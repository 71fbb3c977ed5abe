"""The declarations of a style sheet, each with its place; and the sheet without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import tinycss2  # type: ignore[import-untyped]


class Declaration(NamedTuple):
    """``property: value`` from ``start`` to ``end`` in the text; line and column count from 1."""

    start: int
    end: int
    line: int
    column: int
    text: str


def declarations(css: str) -> list[Declaration]:
    """Every declaration of a style sheet in the order of the text, whatever rule it stands in."""
    css = css.replace("\r\n", " \n").replace("\r", "\n").replace("\f", "\n")  # as tinycss2 counts lines, at the same offsets
    lines = [0]
    for line in css.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    found = []
    for node in _nodes(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        start = lines[node.source_line - 1] + node.source_column - 1
        end = _end(css, start)
        found.append(Declaration(start, end, node.source_line, node.source_column, " ".join(css[start:end].split())))
    return sorted(found)


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif node.type in ("at-rule", "qualified-rule") and node.content is not None:
            yield from _nodes(tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True))


def _end(css: str, start: int) -> int:
    """Where a declaration ends: at a semicolon or a closing brace that stands in no string and no brackets."""
    depth, quote, at = 0, "", start
    while at < len(css):
        sign = css[at]
        if quote:
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif depth and sign in ")]}":
            depth -= 1
        elif sign in ";}":
            break
        at += 1
    return min(at, len(css))


def without(css: str, left_out: Iterable[Declaration]) -> str:
    """The style sheet without some declarations; every other keeps its line and column."""
    for one in left_out:
        blank = "".join(sign if sign in "\r\n\f" else " " for sign in css[one.start : one.end])
        css = css[: one.start] + blank + css[one.end :]
    return css
