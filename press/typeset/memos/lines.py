"""Lines of text: where they break, how wide they are, and the Pango objects that are needed to ask.

``split_first_line`` shapes and breaks one line. It is asked the same again and again: for the least and the greatest
width of a box, for a page that is laid out twice, for running heads on every page, for the same sentence in another
handout. Its answer depends on nothing but its arguments and the text properties of the style.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from press.typeset.memos.memory import Memory
from press.typeset.memos.styles import is_shared

#: Every property that ``split_first_line``, ``Layout`` and what they call look at (a test counts them).
TEXT_PROPERTIES = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size",
    "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight",
    "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break", "word_spacing",
)  # fmt: skip
_FEATURES = tuple(
    f"font_{name}"
    for name in (
        "kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric", "variant_alternates",
        "variant_east_asian", "feature_settings",
    )
)  # fmt: skip
_LINES_KEPT = 4_000_000  # bytes of one generation, about
_STYLES_KEPT = 1024

_lines: Memory[Any, Any] = Memory(_LINES_KEPT, lambda key: 600 + 2 * len(key[0]))
_layouts: Memory[int, Any] = Memory(_STYLES_KEPT)
_names: dict[tuple[str, ...], tuple[str, ...]] = {}  # of a layout's attributes: one copy of each set of them
_numbers: dict[Any, int] = {}  # a number for each set of text properties


def forget() -> None:
    """Forget all lines and styles. The numbers stay: styles hold them."""
    _lines.clear()
    _layouts.clear()


def text_style(style: Any) -> int:
    """The number of a style's text properties: equal for styles that set text alike. Never 0.

    It is kept with the style: nobody changes text properties of a style in which text was set already (a copy of a
    style is a new object without the number).
    """
    known: int | None = style.__dict__.get("press_text")
    if known is None:
        values = tuple([repr(style[name]) for name in TEXT_PROPERTIES])
        known = style.__dict__["press_text"] = _numbers.setdefault(values, len(_numbers) + 1)
    return known


def remember_lines(fonts: Any, original: Any) -> Any:
    """Remember broken lines for all documents that share a font configuration."""
    layout_class = line_break.Layout
    new = layout_class.__new__

    def split_first_line(  # WeasyPrint's signature
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        if style.font_config is not fonts:
            return original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        number = style.__dict__.get("press_text") or text_style(style)
        key = (text, number, max_width, justification_spacing, is_line_start, minimum)
        known = _lines.young.get(key) or _lines.get(key)
        if known is None:
            layout, *rest = original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            names = tuple(layout.__dict__)
            _lines.put(key, (_names.setdefault(names, names), tuple(layout.__dict__.values()), tuple(rest)))
            return layout, *rest
        layout = new(layout_class)  # a layout of its own: drawing changes it
        layout.__dict__.update(zip(known[0], known[1], strict=True))
        return layout, *known[2]

    return split_first_line


def remember_layouts(fonts: Any, original: Any) -> Any:
    """Share the Pango context and font description between the layouts of one text style."""
    ffi, pango, unref = line_break.ffi, line_break.pango, line_break.gobject.g_object_unref

    def setup(self: Any, style: Any) -> None:
        if style.font_config is not fonts:
            original(self, style)
            return
        number = style.__dict__.get("press_text") or text_style(style)
        known = _layouts.young.get(number) or _layouts.get(number)
        if known is None:
            original(self, style)
            if not line_break.font_features(*[style[name] for name in _FEATURES]):
                _layouts.put(number, _shared(self, style))
            return
        self.style = style
        context, description, rest = known
        self.__dict__.update(rest)
        self.layout = layout = ffi.gc(pango.pango_layout_new(context), unref)
        pango.pango_layout_set_auto_dir(layout, False)
        pango.pango_layout_set_font_description(layout, description)

    return setup


def _shared(layout: Any, style: Any) -> tuple[Any, Any, dict[str, Any]]:
    """A Pango context as ``Layout.setup`` makes it, a font description, and the other attributes of a set-up layout."""
    ffi, pango = line_break.ffi, line_break.pango
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), line_break.gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    if style["font_language_override"] != "normal" or style["lang"]:
        pango.pango_context_set_language(context, layout.language)
    own = {"layout", "style", "text", "justification_spacing", "max_width"}
    rest = {name: value for name, value in layout.__dict__.items() if name not in own}
    return context, line_break.get_font_description(style), rest


def measure_cheaply(_original: Any) -> Any:
    """One rectangle for all lines instead of a new one for each."""
    extents, units = line_break.pango.pango_layout_line_get_extents, line_break.FROM_UNITS
    rectangle, null = line_break.ffi.new("PangoRectangle *"), line_break.ffi.NULL

    def line_size(line: Any, style: Any) -> tuple[float, float]:
        extents(line, null, rectangle)
        width, height = rectangle.width * units, rectangle.height * units
        if style["letter_spacing"] != "normal":
            width += style["letter_spacing"]
        return width, height

    return line_size


def encode_cheaply(_original: Any) -> Any:
    """C types named once instead of in each call."""
    characters, new = line_break.ffi.typeof("char[]"), line_break.ffi.new

    def unicode_to_char_p(string: str) -> tuple[Any, bytes]:
        data = string.encode().replace(b"\x00", b"")
        return new(characters, data), data

    return unicode_to_char_p


def remember_struts(original: Any) -> Any:
    """Remember a line's height and base line with each style that is shared."""
    def strut(style: Any) -> Any:
        known = style.__dict__.get("press_strut")
        if known is None:
            known = original(style)
            if is_shared(style):
                style.__dict__["press_strut"] = known
        return known

    return strut
