"""What in a drawing is left out, or drawn otherwise, by the page or by one of the readers of the finished PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.drawing import allowed, styles
from press.drawing.known import NOTHING, Fault, Known, inside, short
from press.drawing.painted import painted
from press.drawing.references import references
from press.drawing.remedies import ELEMENT_REMEDIES, HARMLESS, OUTLINE, PLAIN, REFUSED_ATTRIBUTES, REMEDIES
from press.drawing.tree import SVG, Element

MOST = 12  # faults told of one drawing


# Families whose letters stand for signs: in another font "m" is an m, not a micro.
_SIGN_FONTS = re.compile(
    r"\b(?:symbol|wingdings|webdings|zapf\s?dingbats|dingbats|mt extra|marlett|bookshelf symbol|font\s?awesome|material icons|glyphicons|icomoon)\b",
    re.IGNORECASE,
)


# How wide a line round letters may be, as a share of their size: a stem is about a tenth of it wide, and half of the line lies on
# each of its sides. In the letters' own colour it makes them bolder; in another one it eats them.
_THINNEST, _THICKEST = 0.03, 0.16


def _same(stroke: str, fill: str) -> bool:
    """Whether two colours are written alike, or both are black."""
    black = re.compile(r"black|#000|#000000|rgb\(\s*0\s*,\s*0\s*,\s*0\s*\)")
    return stroke == fill or bool(black.fullmatch(stroke) and black.fullmatch(fill))


def faults(root: Element) -> list[Fault]:
    """Every fault of a drawing in the order of its lines, at most ``MOST``."""
    if root.space != SVG or root.name != "svg":
        return [
            Fault(
                root.line,
                "it is no SVG: its first element is not <svg> of SVG's namespace",
                "Export it again as plain SVG.",
            )
        ]
    found = sorted(set(_Drawing(root).faults()), key=lambda one: (one.line, one.says))
    return found[:MOST]


class _Drawing(Known):
    """One drawing, looked at element by element."""

    def faults(self) -> Iterator[Fault]:
        """Everything, in no order."""
        yield from self._root()
        for line, words, why in self.sheet.faults:
            yield Fault(line, f'"{words}": {why}', "Write plain rules: .name { fill: … }.")
        for rule in self.sheet.rules:
            for selector in rule.selectors:
                if styles.matches(selector, self.root) is None and not HARMLESS.search(selector):
                    line = rule.declarations[0].line if rule.declarations else 1
                    yield Fault(
                        line,
                        f'"{short(selector)}" is a selector that is read in different ways',
                        "Write .name, #name or an element's name.",
                    )
        lettered = any(element.name == "text" for element in self.root.walk())
        for rule in self.sheet.rules:
            for one in rule.declarations:
                if one.name in allowed.OF_LETTERS and not lettered:
                    continue
                yield from self._declaration(one.name, one.value, one.line, True, "a style sheet")
        yield from self._walk(self.root)
        if not any(True for _ in painted(self, self.root)):
            yield Fault(
                self.root.line,
                NOTHING,
                "Check fill, stroke, display and the colours; export it again.",
            )

    # ------------------------------------------------------------------------------------------------------ elements

    def _walk(self, element: Element) -> Iterator[Fault]:
        for child in element.children:
            if child.space != SVG:
                yield from self._foreign(child)
            elif child.name not in allowed.ELEMENTS:
                says = f"<{child.name}> is left out or drawn otherwise"
                yield Fault(child.line, says, ELEMENT_REMEDIES.get(child.name, PLAIN))
            elif child.name in allowed.UNUSED or child.name in allowed.SILENT:
                continue
            else:
                yield from self._element(child)
                yield from self._walk(child)
        if element is self.root:
            yield from self._element(element)

    def _foreign(self, element: Element) -> Iterator[Fault]:
        drawn = allowed.SHAPES | allowed.TEXTS | {"use", "svg", "image", "a"}
        for inner in element.walk():
            if inner.name in drawn:
                says = f"<{inner.name}> stands in another namespace: a browser leaves it out"
                yield Fault(inner.line, says, PLAIN)
                return

    def _element(self, element: Element) -> Iterator[Fault]:
        lettered = any(inner.name in allowed.TEXTS for inner in element.walk())
        for name, value in element.attributes.items():
            if name in allowed.OF_LETTERS and not lettered:
                continue
            if name[0] == "{" or name in ("style", "class", "id"):
                continue
            if name in REFUSED_ATTRIBUTES or name.startswith("on"):
                yield Fault(
                    element.line,
                    f'<{element.name} {name}="{short(value)}"> is not understood everywhere',
                    REMEDIES.get(name, PLAIN),
                )
            elif name in allowed.GEOMETRY or (name == "rotate" and element.name in allowed.TEXTS):
                continue
            elif allowed.property_allowed(name, value, False) is False:
                yield from self._declaration(name, value, element.line, False, f"<{element.name}>")
        for one in styles.declarations(element.get("style"), element.line) if element.get("style") else ():
            if one.name in allowed.OF_LETTERS and not lettered:
                continue
            yield from self._declaration(one.name, one.value, one.line, True, f"<{element.name}>")
        yield from self._geometry(element)
        yield from references(self, element)
        if element.name in allowed.SHAPES or element.name in allowed.TEXTS:
            yield from self._line(element)
        if element.name in allowed.TEXTS:
            yield from self._text(element)
            yield from self._rim(element)
        if element.name in ("text", "tspan") and not inside(element, ("text",)) and element.name == "tspan":
            yield Fault(
                element.line,
                "a <tspan> outside of a <text> is drawn by some and left out by others",
                'Put it into a "text".',
            )

    def _declaration(self, name: str, value: str, line: int, in_style: bool, where: str) -> Iterator[Fault]:
        answer = allowed.property_allowed(name, value, in_style)
        if answer or (answer is None and not in_style):
            return
        if answer is None:
            yield Fault(
                line,
                f'{where} says "{name}: {short(value)}", which the page does not know',
                REMEDIES.get(name, PLAIN),
            )
        else:
            yield Fault(
                line,
                f'{where} says {name} "{short(value)}", which is left out or drawn otherwise',
                REMEDIES.get(name, PLAIN),
            )

    def _geometry(self, element: Element) -> Iterator[Fault]:
        plain, positive = allowed.LENGTHS.get(element.name, ((), ()))
        for names, pattern in ((plain, allowed.LENGTH), (positive, allowed.NOT_NEGATIVE)):
            for name in names:
                value = element.get(name).strip()
                if value and not pattern.fullmatch(value):
                    says = f'<{element.name} {name}="{short(value)}"> is read in different ways'
                    yield Fault(element.line, says, "Write a plain number.")
        if element.name == "ellipse" and (bool(element.get("rx")) != bool(element.get("ry"))):
            yield Fault(element.line, "an ellipse with one radius", "Write rx and ry.")
        if element.name == "path" and element.get("d").strip() and allowed.path_commands(element.get("d")) is None:
            yield Fault(element.line, f'the path "{short(element.get("d"))}" has a fault', "Export the drawing again.")
        if element.name in ("polygon", "polyline") and not allowed.points_allowed(element.get("points")):
            yield Fault(
                element.line, f'the points "{short(element.get("points"))}" have a fault', "Write pairs of numbers."
            )
        if element.name == "line" and self.inherited(element, "stroke", "none") == "none":
            yield Fault(
                element.line, "a line without a stroke shows in some readers", "Give it a stroke, or delete it."
            )
        transform = self.own(element).get("transform", "")
        if transform and allowed.is_flat(transform):
            yield Fault(element.line, f'"{short(transform)}" squeezes it to nothing', "Delete what is not to be seen.")
        if transform and element is self.root:
            yield Fault(element.line, "the drawing as a whole is turned or moved", "Put a <g transform=…> inside it.")

        sized = element.get("width") and element.get("height")
        if element.name == "svg" and element is not self.root and "viewBox" in element.attributes and not sized:
            yield Fault(
                element.line, "an <svg> inside without a size is drawn otherwise", "Give it a width and a height."
            )

    def _line(self, element: Element) -> Iterator[Fault]:
        """A line that one sees through, over the fill of its own shape."""
        stroke, fill = self.inherited(element, "stroke", "none"), self.inherited(element, "fill", "black")
        if stroke == "none" or fill == "none" or element.name == "line":
            return
        opacity = self.inherited(element, "stroke-opacity", "1").strip()
        number = float(opacity.rstrip("%")) / (100 if opacity.endswith("%") else 1) if opacity else 1
        if 0 < number < 1 or (number and not allowed.SOLID.fullmatch(stroke) and not stroke.startswith("url(")):
            says = "a line that one sees through lies over the fill of its shape: readers mix the two in different ways"
            yield Fault(element.line, says, "Choose a lighter colour, or draw the line as a shape of its own.")

    def _rim(self, element: Element) -> Iterator[Fault]:
        """Letters of no size, and a line round letters that eats them: half of it is painted over their stems."""
        if not (element.text + "".join(child.tail for child in element.children)).strip():
            return
        size = allowed.pixels(self.inherited(element, "font-size", "16"))
        width = allowed.pixels(self.inherited(element, "stroke-width", "1"))
        if size == 0:
            yield Fault(element.line, "these words have no size: nobody sees them", "Give them a size, or delete them.")
        stroke, fill = (self.inherited(element, name, to).lower() for name, to in (("stroke", "none"), ("fill", "black")))
        if not size or width is None or stroke in ("none", "transparent") or fill == "none":
            return
        if width > size * (_THICKEST if _same(stroke, fill) else _THINNEST):
            says = f"a line {width:g} wide round letters {size:g} high is painted over them and eats them"
            yield Fault(element.line, says, "Leave the line out, or draw a rim as paths below the letters.")

    def _root(self) -> Iterator[Fault]:
        root = self.root
        box = root.attributes.get("viewBox")
        if box is not None:
            numbers = allowed.NUMBER.findall(box)
            rest = allowed.NUMBER.sub("", box).strip(" ,\t\r\n")
            if len(numbers) != 4 or rest or float(numbers[2]) <= 0 or float(numbers[3]) <= 0:
                yield Fault(root.line, f'the viewBox "{short(box)}" has no area', 'Write viewBox="0 0 WIDTH HEIGHT".')
        for name in ("x", "y"):
            value = root.get(name).strip()
            if value and not re.fullmatch(r"0*(?:\.0*)?(?:px|pt|mm|%)?", value):
                yield Fault(root.line, f'{name}="{value}" moves the whole drawing', "Delete it.")

    # --------------------------------------------------------------------------------------------------------- words

    def _text(self, element: Element) -> Iterator[Fault]:
        for name in allowed.TEXT_PLACES:
            value = element.get(name)
            if value.strip() and not allowed.text_place_allowed(value):
                yield Fault(
                    element.line,
                    f'<{element.name} {name}="{short(value)}"> is read in different ways',
                    "Write plain numbers.",
                )
        own = self.own(element)
        placed = "x" in element.attributes
        if element.name == "tspan":
            nested = element.parent is not None and element.parent.name == "tspan"
            if nested:
                yield Fault(
                    element.line, "a <tspan> in a <tspan> moves the words after it", "Put them one after the other."
                )
            if "text-anchor" in own and not placed:
                yield Fault(
                    element.line, "text-anchor on a <tspan> without an x is left out", 'Write it on the "text".'
                )
            if own.get("visibility") == "hidden":
                yield Fault(element.line, "hidden words keep no room on the page", "Delete them.")
        elif inside(element, ("text",)):
            yield Fault(
                element.line,
                "a <text> in a <text> is drawn by some and left out by others",
                "Put them one after the other.",
            )
        for words in (element.text, element.tail if element.name == "tspan" else ""):
            yield from self._words(element, words)
        spacing = self.inherited(element, "letter-spacing", "normal")
        anchor = self.inherited(element, "text-anchor", "start")
        if anchor != "start" and not re.fullmatch(r"normal|0(?:px|em)?", spacing):
            yield Fault(element.line, "letter-spacing with text-anchor moves the words", "Leave one of the two out.")
        family = self.inherited(element, "font-family", "")
        if _SIGN_FONTS.search(family) and element.words.strip():
            yield Fault(
                element.line,
                f'the font "{short(family)}" has signs where others have letters',
                "Type the sign itself (µ, →, ✓), or export the text as paths.",
            )

    def _words(self, element: Element, words: str) -> Iterator[Fault]:
        preserve = self._preserved(element)
        if not preserve and re.search(r"\S[\r\n]+\S", words):
            yield Fault(
                element.line, "a line break between two words joins them on the page", "Write a space in its place."
            )
        for char in words:
            if "\ue000" <= char <= "\uf8ff" or ord(char) >= 0xF0000:
                yield Fault(
                    element.line,
                    f"a sign that only one font knows (U+{ord(char):04X})",
                    "Type the sign itself, or export the text as paths.",
                )
                return
        letter = next((char for char in words if needs_shaping(char)), None)
        if letter is not None:
            says = f'"{short(words.strip())}": letters of this script are drawn one by one, unjoined and from the left'
            yield Fault(element.line, says, OUTLINE)

    def _preserved(self, element: Element) -> bool:
        here: Element | None = element
        while here is not None:
            if space := here.get("{http://www.w3.org/XML/1998/namespace}space"):
                return space == "preserve"
            here = here.parent
        return False


# Scripts whose letters join, turn round or change with their neighbours (Unicode, Joining_Type and Indic_Syllabic_Category), and
# those that run from the right.
_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u08ff\u0900-\u0dff\u0e30-\u0e3a\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\u1a00-\u1cff\u200d\ufb1d-\ufdff\ufe70-\ufeff]"
)


def needs_shaping(char: str) -> bool:
    """Whether a letter must be set together with its neighbours."""
    return _SHAPED.match(char) is not None or (unicodedata.category(char) in ("Mn", "Mc") and ord(char) > 0x2FF)
