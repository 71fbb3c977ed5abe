"""Styles that lay out slowly, found without laying anything out. The table of what each costs: benchmarks/README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from press.problem import Place, Problem, Severity

_COLUMNS = frozenset({"columns", "column-count", "column-width"})
_NESTED = ("{}-block", "[] block", "() block", "function")


def slow_in_sheet(name: str, text: str) -> list[Problem]:
    """What is slow in a style sheet, or leads out of the project, each at its line and column. For a person to judge."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return [_problem(name, *found) for found in _in_rules(rules)]


def _problem(name: str, node: Any, fault: str, remedy: str) -> Problem:
    place = Place(name, node.source_line, node.source_column)
    return Problem(place, "slow-style", fault, remedy, Severity.REVIEW)


Found = tuple[Any, str, str]


def _in_rules(rules: Iterable[Any]) -> Iterator[Found]:
    for rule in rules:
        if rule.type not in ("qualified-rule", "at-rule"):
            continue
        if rule.type == "qualified-rule":
            yield from _in_selector(rule.prelude)
        if rule.content is None:
            continue
        # A block may hold both: declarations, and rules in it (@media, @layer, nested rules).
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if item.type == "declaration":
                yield from _in_declaration(item)
            else:
                yield from _in_rules([item])


def _in_selector(tokens: Iterable[Any]) -> Iterator[Found]:
    for token in _flat(tokens):
        if token.type == "function" and token.lower_name == "has":
            yield (
                token,
                "every element is asked for what it has: :has() is slow",
                "Give the element a class in its template.",
            )


def _in_declaration(declaration: Any) -> Iterator[Found]:
    if declaration.lower_name in _COLUMNS:
        fault = f'"{declaration.lower_name}" lays its text out several times over'
        yield declaration, fault, "Use a table, or inline blocks with a width."
    for token in _flat(declaration.value):
        address = token.value if token.type == "url" else _named(token)
        if address and not address.startswith(("press:", "#")):
            fault = f'the address "{address}" does not begin with "press:"'
            yield token, fault, 'Write "press:" and the path of the file in the project.'


def _named(token: Any) -> str:
    """The address in ``url("...")`` with quotes."""
    if token.type == "function" and token.lower_name == "url":
        return next((str(inner.value) for inner in token.arguments if inner.type == "string"), "")
    return ""


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    """The tokens and all that are inside them."""
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or (token.content if token.type in _NESTED else ())
        yield from _flat(inner)
