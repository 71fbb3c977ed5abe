"""What a drawing may say: properties and attributes, with the values that every reader shows as a browser does.

Measured, not guessed: ``benchmarks/drawings.py`` draws each feature with WeasyPrint, looks at it in PDFium, Poppler and
MuPDF, and compares with Chromium. What was another picture in one of them is not here. ``tests/test_drawings.py`` runs a
part of the same comparison. Values of attributes and of styles differ: ``font-size="30"`` is right, ``font-size:30`` is not.
"""

from __future__ import annotations

import re

_N = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
NUMBER = re.compile(_N)
_NONNEGATIVE = _N.removeprefix("[+-]?")
_UNIT = r"(?:px|pt|mm|cm|in|%)?"
_SIZE = rf"{_NONNEGATIVE}(?:px|pt|pc|mm|cm|in|%|em)?"
_SIZE_WITH_UNIT = rf"(?:{_NONNEGATIVE}(?:px|pt|pc|mm|cm|in|%|em)|0)"
LENGTH = re.compile(rf"{_N}{_UNIT}")
NOT_NEGATIVE = re.compile(rf"{_NONNEGATIVE}{_UNIT}")
_TEXT_LENGTHS = re.compile(rf"(?:{_N}(?:px|pt|mm|cm|in|%|em)?(?:[\s,]+|$))+")
_SEP = r"(?:\s*,\s*|\s+|(?=[+\-]))"
_OPACITY = rf"(?:{_NONNEGATIVE}%?)"

_NAMED = (
    "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue "
    "chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey "
    "darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray "
    "darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen "
    "fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender "
    "lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey "
    "lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen "
    "magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen "
    "mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange "
    "orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple "
    "rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray "
    "slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen"
)
COLOUR = (
    rf"(?:#[0-9a-f]{{3,4}}|#[0-9a-f]{{6}}|#[0-9a-f]{{8}}|(?:rgba?|hsla?|hwb)\(\s*{_N}(?:%|deg)?(?:[\s,/]+{_N}%?){{2,3}}\s*\)"
    rf"|device-cmyk\([\d.%\s,]+\)|transparent|currentcolor|{'|'.join(_NAMED.split())})"
)
_PAINT = rf"(?:none|inherit|{COLOUR}|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)(?:\s+(?:{COLOUR}))?)"
_ATTRIBUTE_TRANSFORM = (
    rf"(?:translate\(\s*{_N}(?:{_SEP}{_N})?\s*\)|scale\(\s*{_N}(?:{_SEP}{_N})?\s*\)|rotate\(\s*{_N}(?:{_SEP}{_N}{_SEP}{_N})?\s*\)"
    rf"|skew[XY]\(\s*{_N}\s*\)|matrix\(\s*{_N}(?:{_SEP}{_N}){{5}}\s*\))"
)
_STYLE_TRANSFORM = (
    rf"(?:translate[XY]?\(\s*(?:{_N}px|0)(?:\s*,\s*(?:{_N}px|0))?\s*\)|scale[XY]?\(\s*{_N}(?:\s*,\s*{_N})?\s*\)|rotate\(\s*(?:{_N}deg|0)\s*\)"
    rf"|skew[XY]\(\s*(?:{_N}deg|0)\s*\)|matrix\(\s*{_N}(?:\s*,\s*{_N}){{5}}\s*\))"
)
_ORIGIN = rf"(?:{_N}px|0)\s+(?:{_N}px|0)"

# Property -> what its values may be, as an attribute and in a style; None: any value, because nothing is drawn by it.
_ANY = r"[\s\S]*"
_SAME: dict[str, str] = {
    "fill": _PAINT,
    "stroke": _PAINT,
    "color": rf"inherit|{COLOUR}",
    "fill-opacity": rf"inherit|{_OPACITY}",
    "stroke-opacity": rf"inherit|{_OPACITY}",
    "opacity": rf"inherit|{_OPACITY}",
    "stop-color": rf"inherit|{COLOUR}",
    "stop-opacity": rf"inherit|{_OPACITY}",
    "fill-rule": "nonzero|evenodd|inherit",
    "clip-rule": "nonzero|evenodd|inherit",
    "stroke-width": rf"inherit|{_SIZE}",
    "stroke-linecap": "butt|round|square|inherit",
    "stroke-linejoin": "miter|round|bevel|inherit",
    "stroke-miterlimit": rf"inherit|{_NONNEGATIVE}",
    "stroke-dasharray": rf"none|inherit|0+|(?:(?!0+(?:\.0*)?(?:px)?(?:[\s,]|$)){_NONNEGATIVE}(?:px|mm|%)?(?:[\s,]+|$))+",
    "stroke-dashoffset": rf"inherit|{_N}(?:px|mm|%)?",
    "display": "none|inline|block|inherit",
    "visibility": "visible|hidden|inherit",
    "overflow": "visible|hidden|auto|scroll|inherit",
    "clip-path": r"none|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)",
    "marker": r"none|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)",
    "marker-start": r"none|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)",
    "marker-mid": r"none|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)",
    "marker-end": r"none|url\(\s*[\"']?#[^)\"'\s]+[\"']?\s*\)",
    "mask": "none",
    "filter": "none",
    "clip": "auto",
    "mix-blend-mode": "normal",
    "isolation": "auto|isolate",
    "paint-order": "normal|fill|fill stroke markers|inherit",
    "vector-effect": "none",
    "color-interpolation": "auto|sRGB|inherit",
    "font-family": _ANY,
    "font-weight": r"normal|bold|lighter|\d00|inherit",
    "font-style": "normal|inherit",
    "font-variant": "normal|inherit",
    "font-stretch": "normal|100%|inherit",
    "font-size-adjust": "none",
    "text-anchor": "start|middle|end|inherit",
    "text-decoration": "none|inherit",
    "text-transform": "none|inherit",
    "word-spacing": "normal|0(?:px)?|inherit",
    "baseline-shift": r"baseline|0(?:px|%)?|inherit",
    "dominant-baseline": "auto|alphabetic|middle|inherit",
    "alignment-baseline": "auto|baseline|alphabetic|middle|inherit",
    "writing-mode": "lr|lr-tb|horizontal-tb|inherit",
    "direction": "ltr|rtl|inherit",
    "unicode-bidi": "normal|embed|isolate|inherit",
    "white-space": "normal|nowrap|inherit",
    "line-height": _ANY,  # of a single line
    "text-align": _ANY,
    "text-indent": "0(?:px)?",
    "text-shadow": "none",
    "text-orientation": "mixed",
    "glyph-orientation-vertical": "auto|0",
    "glyph-orientation-horizontal": "auto|0",
    "transform-box": "view-box",
    "mask-type": "luminance|alpha",
}
_ONLY_INITIAL = {
    "font-variant-caps": "normal",
    "font-variant-ligatures": "normal",
    "font-variant-numeric": "normal",
    "font-variant-position": "normal",
    "font-variant-east-asian": "normal",
    "font-variant-alternates": "normal",
    "font-feature-settings": "normal",
    "font-variation-settings": "normal",
    "font-synthesis": "[a-z ]+",
    "text-decoration-line": "none",
    "text-decoration-style": "solid",
    "text-decoration-color": _ANY,
    "text-decoration-thickness": "auto",
    "text-emphasis": "none",
    "text-overflow": "clip",
    "shape-padding": "0",
    "shape-margin": "0",
    "inline-size": "0|auto",
    "shape-inside": "none|auto",
    "offset-path": "none",
    "rotate": "none",
    "translate": "none",
    "scale": "none",
    "animation": "none",
    "outline": "none|0",
    "background": r"none|transparent|white|#f{3}|#f{6}|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)",
    "background-color": r"transparent|white|#f{3}|#f{6}|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)",
}  # fmt: skip
# They draw nothing here: how fast or how finely to draw, what a pointer does, what editors note.
_IGNORED = frozenset(
    [
        "shape-rendering",
        "text-rendering",
        "image-rendering",
        "color-rendering",
        "color-interpolation-filters",
        "pointer-events",
        "cursor",
        "enable-background",
        "font-kerning",
        "flood-color",
        "flood-opacity",
        "lighting-color",
        "solid-color",
        "solid-opacity",
        "will-change",
        "transition",
        "block-progression",
        "color-profile",
        "kerning",
        "user-select",
        "touch-action",
        "float",
        "box-shadow",
        "border",
        "content",
        "max-width",
        "max-height",
        "min-width",
        "min-height",
        "margin",
        "padding",
        "position",
        "left",
        "top",
        "z-index",
        "stroke-alignment",
        "fill-color",
        "stroke-color",
        "box-sizing",
        "vertical-align",
        "hanging-punctuation",
        "hyphens",
        "tab-size",
    ]
)
_IGNORED_PREFIXES = ("-inkscape-", "--", "-moz-osx-", "-webkit-font-smoothing", "-webkit-tap")
GEOMETRY = frozenset(["x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"])

# They shape letters: on a shape alone they say nothing.
OF_LETTERS = frozenset(
    name
    for name in (*_SAME, *_ONLY_INITIAL, "font", "font-size", "letter-spacing")
    if name.startswith(("font", "text-", "letter", "word", "line-h", "glyph", "inline-s", "shape-"))
    or name in ("writing-mode", "direction", "unicode-bidi", "white-space", "baseline-shift", "dominant-baseline", "alignment-baseline")
)  # fmt: skip
SOLID = re.compile(
    rf"(?:#[0-9a-f]{{3}}|#[0-9a-f]{{6}}|#[0-9a-f]{{3}}f|#[0-9a-f]{{6}}ff|(?:rgba?|hsla?|hwb)\(\s*{_N}(?:%|deg)?(?:[\s,]+{_N}%?){{2}}(?:\s*[,/]\s*1(?:\.0*)?)?\s*\)"
    rf"|device-cmyk\([\d.%\s,]+\)|transparent|currentcolor|{'|'.join(_NAMED.split())})",
    re.IGNORECASE,
)
"""A colour without transparency."""

_compiled: dict[tuple[str, bool], re.Pattern[str] | None] = {}


def property_allowed(name: str, value: str, in_style: bool) -> bool | None:
    """Whether a value of a property is drawn alike; None where the name is none that this list knows."""
    key = name, in_style
    if key not in _compiled:
        _compiled[key] = _pattern(name, in_style)
    pattern = _compiled[key]
    if pattern is None:
        ignored = name in _IGNORED or name.startswith(_IGNORED_PREFIXES)
        return True if ignored else None
    return pattern.fullmatch(value.strip()) is not None


def _pattern(name: str, in_style: bool) -> re.Pattern[str] | None:
    if name == "font-size":
        source = f"inherit|{_SIZE_WITH_UNIT if in_style else _SIZE}"
    elif name == "letter-spacing":
        source = rf"normal|inherit|0|{_N}(?:px|pt|em)" + ("" if in_style else f"|{_N}")
    elif name == "transform":
        one = _STYLE_TRANSFORM if in_style else _ATTRIBUTE_TRANSFORM
        source = rf"none|(?:{one}[\s,]*)*"
    elif name == "transform-origin":
        source = _ORIGIN if in_style else rf"{_ORIGIN}|{_N}\s+{_N}"
    elif name in GEOMETRY and in_style:
        source = rf"{_N}px|0"
    else:
        found = _SAME.get(name) or _ONLY_INITIAL.get(name)
        if found is None:
            return None
        source = found
    return re.compile(source, re.IGNORECASE if name not in ("transform",) else 0)


# ------------------------------------------------------------------------------------------------------------ elements

SHAPES = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"])
TEXTS = frozenset(["text", "tspan"])
CONTAINERS = frozenset(["svg", "g", "a", "defs", "symbol", "use", "clipPath", "marker"])
SILENT = frozenset(["title", "desc", "metadata", "style", "view", "cursor"])
GRADIENTS = frozenset(["linearGradient", "radialGradient", "stop"])
# May stand unused in a drawing, as editors leave them; what refers to one is refused.
UNUSED = frozenset(["pattern", "mask", "filter", "font", "font-face", "color-profile", "solidcolor", "solidColor", "hatch", "mesh", "meshgradient"])  # fmt: skip
ELEMENTS = SHAPES | TEXTS | CONTAINERS | SILENT | GRADIENTS | UNUSED

LENGTHS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # element: attributes that may be negative, and those that may not
    "rect": (("x", "y"), ("width", "height", "rx", "ry")),
    "circle": (("cx", "cy"), ("r",)),
    "ellipse": (("cx", "cy"), ("rx", "ry")),
    "line": (("x1", "y1", "x2", "y2"), ()),
    "use": (("x", "y"), ("width", "height")),
    "svg": (("x", "y"), ("width", "height")),
    "linearGradient": (("x1", "y1", "x2", "y2"), ()),
    "radialGradient": (("cx", "cy", "fx", "fy"), ("r", "fr")),
    "marker": (("refX", "refY"), ("markerWidth", "markerHeight")),
    "stop": (("offset",), ()),
}
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def pixels(value: str) -> float | None:
    """A length in units of the drawing; None where it depends on something else (``em``, ``%``, a word)."""
    hit = re.fullmatch(rf"({_N})([a-z]*)", value.strip().lower())
    return float(hit[1]) * _PIXELS[hit[2]] if hit and hit[2] in _PIXELS else None


TEXT_PLACES = ("x", "y", "dx", "dy")


def text_place_allowed(value: str) -> bool:
    """Whether places of letters (one length or a list) are understood."""
    return _TEXT_LENGTHS.fullmatch(value.strip()) is not None


_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_ARC = re.compile(rf"[\s,]*({_N})[\s,]*({_N})[\s,]*({_N})[\s,]*([01])[\s,]*([01])[\s,]*({_N})[\s,]*({_N})")
_SEPARATED = re.compile(rf"[\s,]*({_N})")


def path_commands(data: str) -> str | None:
    """The commands of path data, one letter for each set of numbers ("MLLCZ"); None where the data is faulty."""
    at, letter, found = 0, "", ""
    text = data.strip()
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        fresh = text[at].isalpha()
        if fresh:
            letter = text[at]
            at += 1
            if letter.lower() not in _ARGUMENTS or (not found and letter not in "mM"):
                return None
            if letter in "zZ":
                found += "Z"
                continue
        elif not letter or letter in "zZ":
            return None
        end = _numbers_end(text, at, letter)
        if end is None:
            return None
        at, found = end, found + letter.upper()
        letter = {"m": "l", "M": "L"}.get(letter, letter)
    return found


def _numbers_end(text: str, at: int, letter: str) -> int | None:
    """Where the numbers of one command end; None where they are too few, or radii of an arc are none."""
    if letter in "aA":
        hit = _ARC.match(text, at)
        if hit is None or float(hit[1]) <= 0 or float(hit[2]) <= 0:
            return None
        return hit.end()
    for _ in range(_ARGUMENTS[letter.lower()]):
        number = _SEPARATED.match(text, at)
        if number is None:
            return None
        at = number.end()
    return at


def is_aligned(transform: str) -> bool:
    """Whether a transform moves and stretches, and neither turns nor slants."""
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", transform):
        numbers = [float(number) for number in NUMBER.findall(inside)]
        if name not in ("translate", "scale", "matrix"):
            return False
        if name == "matrix" and (len(numbers) != 6 or max(abs(numbers[1]), abs(numbers[2])) > 1e-6):
            return False
    return True


def is_flat(transform: str) -> bool:
    """Whether a transform squeezes everything to nothing, which WeasyPrint leaves out: scale(0)."""
    for hit in re.finditer(r"scale[XY]?\s*\(([^)]*)\)", transform):
        if any(float(number) == 0 for number in NUMBER.findall(hit[1])):
            return True
    for hit in re.finditer(r"matrix\s*\(([^)]*)\)", transform):
        numbers = [float(number) for number in NUMBER.findall(hit[1])]
        if len(numbers) == 6 and numbers[0] * numbers[3] == numbers[1] * numbers[2]:
            return True
    return False


def points_allowed(value: str) -> bool:
    """Whether points are pairs of plain numbers."""
    numbers = NUMBER.findall(value)
    rest = NUMBER.sub("", value)
    return len(numbers) % 2 == 0 and len(numbers) >= 4 and not rest.strip(" \t\r\n,")
