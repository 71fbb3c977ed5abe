"""The styles of a drawing: what its attributes, style attributes and style sheets say, declaration by declaration.

A small reader of CSS, for what drawings use. What it cannot read is a fault, so that nothing slips past it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from press.drawing.tree import SVG, Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPLIT = re.compile(r""";(?=(?:[^"'()]|"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\))*$)""")
_COMPOUND = re.compile(r"(?:\*|[A-Za-z][\w-]*)?(?:[.#][\w-]+)*")
_HARMLESS_AT = re.compile(r"@(?:charset|namespace)\b[^;{]*;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One ``name: value``: how weighty it is, and the line that it stands in."""

    name: str
    value: str
    line: int
    important: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet: its selectors, plain ones as compounds with what joins them; and what it declares."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]


@dataclass(slots=True)
class Sheet:
    """All rules of a drawing, and what could not be read: line, the words, why."""

    rules: list[Rule] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def declarations(text: str, line: int) -> Iterator[Declaration]:
    """The declarations of a style attribute or a rule."""
    blank = _COMMENT.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)
    at = line
    for part in _SPLIT.split(blank):
        name, colon, value = part.partition(":")
        here = at + len(part) - len(part.lstrip()) and at + part[: len(part) - len(part.lstrip())].count("\n")
        at += part.count("\n")
        if name.strip() or colon:
            important = re.search(r"!\s*important\s*$", value, re.IGNORECASE)
            value = value[: important.start()] if important else value
            yield Declaration(name.strip().lower(), value.strip(), here or line, bool(important))


def sheet(root: Element) -> Sheet:
    """The style sheets of a drawing, in their order."""
    found = Sheet()
    for element in root.walk():
        if element.space == SVG and element.name == "style":
            _read(element, found)
    return found


def _read(element: Element, found: Sheet) -> None:
    kind = element.attributes.get("type", "text/css")
    if kind != "text/css":
        found.faults.append((element.line, f'<style type="{kind}">', "no reader but some applies it"))
        return
    media = element.get("media")
    if media.strip().lower() not in ("", "all"):
        found.faults.append((element.line, f'<style media="{media}">', "it is applied to paper and screen alike"))
    text = _COMMENT.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), element.text)
    text = text.replace("<!--", "    ").replace("-->", "   ")
    text = _HARMLESS_AT.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)
    at = 0
    while (opening := text.find("{", at)) >= 0:
        head = text[at:opening]
        line = element.line + text.count("\n", 0, opening - len(head.lstrip()) if head.strip() else opening)
        closing = text.find("}", opening)
        inner = text[opening + 1 : closing if closing >= 0 else len(text)]
        selector = " ".join(head.split())
        if selector.startswith("@") or "{" in inner:
            why = (
                "it brings its own font"
                if selector.startswith("@font-face")
                else "rules inside rules are left out on the page"
            )
            found.faults.append((line, selector[:40] or "{", why))
            return
        if "\\" in head + inner:
            found.faults.append((line, selector[:40], "a backslash is read in different ways"))
        rule = Rule(
            tuple(one.strip() for one in selector.split(",")),
            tuple(declarations(inner, element.line + text.count("\n", 0, opening + 1))),
        )
        found.rules.append(rule)
        if closing < 0:
            break
        at = closing + 1
    rest = text[at:].strip()
    if rest and "{" not in rest:
        line = element.line + text.count("\n", 0, len(text) - len(text[at:].lstrip()))
        found.faults.append((line, rest[:40], "this is no rule"))


def matches(selector: str, element: Element) -> bool | None:
    """Whether a selector means an element; None where it is more than types, classes, ids and their joints."""
    parts = [part for part in re.split(r"\s*([>])\s*|\s+", selector) if part]
    if not parts or any(part != ">" and not _COMPOUND.fullmatch(part) for part in parts):
        return None
    return _matches(parts, element)


def _matches(parts: list[str], element: Element | None) -> bool:
    if element is None or not _is(parts[-1], element):
        return False
    rest = parts[:-1]
    if not rest:
        return True
    if rest[-1] == ">":
        return _matches(rest[:-1], element.parent)
    above = element.parent
    while above is not None:
        if _matches(rest, above):
            return True
        above = above.parent
    return False


def _is(compound: str, element: Element) -> bool:
    name = re.match(r"\*|[A-Za-z][\w-]*", compound)
    if name and name[0] not in ("*", element.name):
        return False
    classes = element.get("class").split()
    for mark, word in re.findall(r"([.#])([\w-]+)", compound):
        if (mark == "." and word not in classes) or (mark == "#" and element.get("id") != word):
            return False
    return True


def _weight(selector: str) -> tuple[int, int, int]:
    kinds = re.findall(r"#[\w-]+|[.:\[][\w-]+|(?<![\w.#-])[A-Za-z][\w-]*", selector)
    ids = sum(kind[0] == "#" for kind in kinds)
    classes = sum(kind[0] in ".:[" for kind in kinds)
    return ids, classes, len(kinds) - ids - classes


def own(element: Element, found: Sheet) -> dict[str, str]:
    """What is declared for an element itself: attributes, then style sheets, then its style attribute."""
    styles = {name: value.strip() for name, value in element.attributes.items() if name[0] != "{"}
    ranked = []
    for order, rule in enumerate(found.rules):
        for selector in rule.selectors:
            if matches(selector, element):
                ranked += [(one.important, 0, _weight(selector), order, one) for one in rule.declarations]
    inline = declarations(element.get("style"), element.line) if element.get("style") else ()
    ranked += [(one.important, 1, (0, 0, 0), 0, one) for one in inline]
    for *_, one in sorted(ranked, key=lambda item: item[:4]):
        styles[one.name] = one.value
    return styles
