"""What styles do to the words of a web page: hide them, strike them out, raise them, number them, add to them.

The selectors are matched by cssselect2 as a browser matches them. Only rules for a screen count; a style sheet that is
not in the page is not fetched.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from typing import Any

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]

_WANTED = frozenset([
    "display", "visibility", "text-decoration", "text-decoration-line", "list-style", "list-style-type",
    "vertical-align", "font-size", "font-family", "font-weight", "font", "opacity", "content", "direction", "unicode-bidi",
])  # fmt: skip
Declarations = list[tuple[str, str, bool]]


class Looks:
    """The styles of a page, asked element by element."""

    def __init__(self, root: ElementTree.Element, sheets: Iterable[str]) -> None:
        matcher = cssselect2.Matcher()
        for sheet in sheets:
            for prelude, declarations in _rules(tinycss2.parse_stylesheet(sheet, True, True)):
                try:
                    for selector in cssselect2.compile_selector_list(prelude):
                        matcher.add_selector(selector, declarations)
                except cssselect2.SelectorError:
                    continue
        self._matched: dict[ElementTree.Element, dict[str, str]] = {}
        self._added: dict[ElementTree.Element, dict[str, str]] = {}
        self._counters: dict[ElementTree.Element, str] = {}
        if matcher.order:
            self._match(root, matcher)

    def _match(self, root: ElementTree.Element, matcher: Any) -> None:
        for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
            found = [(pseudo, declarations) for _, _, pseudo, declarations in matcher.match(element)]
            if not found:
                continue
            tree = element.etree_element
            self._matched[tree] = _winning(d for pseudo, d in found if pseudo is None)
            for name in ("before", "after"):
                content = _winning(d for pseudo, d in found if pseudo == name).get("content", "")
                if hit := re.search(r"counters?\([\w-]+,(?:\s*[\"'][^\"']*[\"']\s*,)?\s*([a-z-]+)\s*\)", content):
                    self._counters[tree] = hit[1]
                said = "".join(re.findall(r"[\"']((?:[^\"'\\]|\\.)*)[\"']", content))
                if re.search(r"\w", said):
                    self._added.setdefault(tree, {})[name] = said

    def of(self, element: ElementTree.Element) -> dict[str, str]:
        """The declarations that hold for an element, small letters."""
        found = dict(self._matched.get(element, {}))
        style = element.get("style")
        if style:
            found.update(_winning([_declarations(tinycss2.parse_blocks_contents(style, True, True))]))
        return found

    def counter(self, element: ElementTree.Element) -> str:
        """The kind of number that a style's counter prints before an element; empty for none."""
        return self._counters.get(element, "")

    def added(self, element: ElementTree.Element) -> dict[str, str]:
        """The words that styles print ``before`` and ``after`` an element."""
        return self._added.get(element, {})


def _rules(rules: Iterable[Any]) -> Iterator[tuple[Any, Declarations]]:
    for rule in rules:
        if rule.type == "qualified-rule":
            declarations = _declarations(tinycss2.parse_blocks_contents(rule.content, True, True))
            if declarations:
                yield rule.prelude, declarations
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            media = tinycss2.serialize(rule.prelude).lower()
            if rule.lower_at_keyword != "media" or not re.search(r"\bprint\b|width|height", media) or "screen" in media:
                yield from _rules(tinycss2.parse_rule_list(rule.content, True, True))


def _declarations(content: Iterable[Any]) -> Declarations:
    return [
        (one.lower_name, tinycss2.serialize(one.value).strip(), one.important)
        for one in content
        if one.type == "declaration" and one.lower_name in _WANTED
    ]


def _winning(found: Iterable[Declarations]) -> dict[str, str]:
    all_of_them = [one for declarations in found for one in declarations]
    last = {name: value for name, value, important in all_of_them if not important}
    last.update({name: value for name, value, important in all_of_them if important})
    return {name: value if name in ("content", "font-family") else value.lower() for name, value in last.items()}


def hides(style: dict[str, str]) -> bool:
    """Whether nobody sees what has that style."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or bool(re.fullmatch(r"0(?:\.0+)?(?:px|pt|em|rem|%)?", style.get("font-size", "")))
        or bool(re.fullmatch(r"0(?:\.0+)?%?", style.get("opacity", "")))
    )


def strikes(style: dict[str, str]) -> bool:
    """Whether words of that style are struck out."""
    return "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")


def height(style: dict[str, str]) -> int | None:
    """1 raised, -1 lowered, 0 neither; None where nothing is said."""
    said = style.get("vertical-align")
    return None if said is None else {"super": 1, "text-top": 1, "sub": -1, "text-bottom": -1}.get(said, 0)


def weight(style: dict[str, str]) -> bool | None:
    """Whether words are bold; None where nothing is said."""
    said = style.get("font-weight") or ([*style.get("font", "").split(" "), ""])[0]
    if said in ("bold", "bolder") or (said.isdigit() and int(said) >= 600):
        return True
    return False if said in ("normal", "lighter") or said.isdigit() else None


def font(style: dict[str, str]) -> str:
    """The first font that is asked for; empty where nothing is said."""
    said = style.get("font-family", "")
    return said.split(",")[0].strip().strip("\"'")


def numbering(style: dict[str, str]) -> str | None:
    """The kind of label of a list; None where nothing is said."""
    if "list-style-type" in style:
        return style["list-style-type"].strip("\"'")
    words = style.get("list-style", "").split()
    known = ("none", "disc", "circle", "square", "decimal", "alpha", "latin", "roman", "greek", "zero")
    return next((word for word in words if any(part in word for part in known)), None)
