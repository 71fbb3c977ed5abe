"""What a Word file says of the look of words and paragraphs: directly, by a style, by the style that one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.intake.word.package import Element, attribute, child, is_on, local, value

# Switches that a style turns off again where another style has turned them on (ECMA-376 Part 1, 17.7.3).
_TOGGLES = ("b", "strike", "dstrike", "vanish")


class Styles:
    """The styles of a file."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._normal: Element | None = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in root if root is not None else ():
            if local(style) == "style":
                name = attribute(style, "styleId") or ""
                self._styles[name] = style
                if is_on(attribute(style, "default")):
                    self._default[attribute(style, "type") or "paragraph"] = name

    def chain(self, name: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        name = name or self._default.get(kind)
        while name and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")

    def title(self, name: str | None) -> str:
        """The names that people see of a style and those below it, small letters, joined by ``|``."""
        found = [value(style, "name") or "" for style in self.chain(name)]
        return "|".join([name or "", *found]).lower()

    def paragraph(self, props: Element | None, *path: str) -> Element | None:
        """A property of a paragraph: its own, else its style's."""
        own = child(props, *path)
        if own is not None:
            return own
        for style in self.chain(value(props, "pStyle")):
            found = child(style, "pPr", *path)
            if found is not None:
                return found
        return None

    def run(self, run: Element | None, paragraph: Element | None, name: str) -> Element | None:
        """A property of a run: its own, its style's, its paragraph's style's."""
        own = child(run, name)
        if own is not None:
            return own
        style_name = value(run, "rStyle")
        for style in self.chain(style_name, "character") if style_name else ():
            found = child(style, "rPr", name)
            if found is not None:
                return found
        for style in self.chain(value(paragraph, "pStyle")):
            found = child(style, "rPr", name)
            if found is not None:
                return found
        return child(self._normal, name)

    def switch(self, run: Element | None, paragraph: Element | None, name: str) -> bool:
        """A switch of a run: said directly it holds; said by two styles it cancels out."""
        own = is_on(value(run, name))
        if own is not None:
            return own
        if name not in _TOGGLES:
            found = self.run(run, paragraph, name)
            return bool(is_on((attribute(found, "val") or "1") if found is not None else None))
        style_name = value(run, "rStyle")
        chains = [self.chain(style_name, "character")] if style_name else []
        chains.append(self.chain(value(paragraph, "pStyle")))
        turns = 0
        for chain in chains:
            said = [is_on(value(style, "rPr", name)) for style in chain]
            turns += bool(next((one for one in said if one is not None), False))
        return turns % 2 == 1

    def heading(self, props: Element | None) -> int | None:
        """The level of a heading (0 for a title), None for other paragraphs."""
        names = self.title(value(props, "pStyle"))
        for part in names.split("|"):
            if re.fullmatch(r"title|titre|titel|título|titolo|doctitle|document title|documenttitle", part):
                return 0
            level = re.fullmatch(r"(?:heading|überschrift|titre|título|titolo|rubrik|kop|nagłówek) ?([1-9])", part)
            if level:
                return int(level[1])
            if part == "heading":
                return 1  # Apple Pages
        outline = self.paragraph(props, "outlineLvl")
        if outline is not None and (attribute(outline, "val") or "9") in "012345678":
            return int(attribute(outline, "val") or 0) + 1
        return None

    def indent(self, props: Element | None) -> int | None:
        """Where a paragraph begins, in twentieths of a point, where it or its style says so."""
        found = self.paragraph(props, "ind")
        left = attribute(found, "left") or attribute(found, "start")
        return int(left) if left and re.fullmatch(r"-?\d+", left) else None

    def frame(self, props: Element | None) -> str:
        """The frame or shade of a call-out-like paragraph; empty for others."""
        border = self.paragraph(props, "pBdr")
        sides = [
            local(side)
            for side in (border if border is not None else ())
            if attribute(side, "val") not in ("nil", "none")
        ]
        shade = self.paragraph(props, "shd")
        fill = (attribute(shade, "fill") or "").lower()
        if {"top", "bottom", "left", "right"} <= set(sides):
            return "frame"
        return f"shade {fill}" if fill not in ("", "auto", "ffffff") else ""
