"""Glyphs of drawn lines: WeasyPrint shapes each line a second time when it is drawn, and asks for glyph after glyph.

What shaping gives depends on the text and its style alone, and is remembered: the runs of a line, as plain numbers. What
is written into the PDF depends on the document, too (which letters a glyph stands for and how wide it is are settled
by its first line in the document); that is done anew for each line, from the numbers, just as WeasyPrint does it.
Lines with pictures for glyphs, glyphs that no font has, or an ellipsis are left to WeasyPrint.
"""

from __future__ import annotations

import ctypes
from array import array
from dataclasses import dataclass, field
from typing import Any

from weasyprint.draw import text as draw_text
from weasyprint.pdf import stream as pdf_stream
from weasyprint.text import fonts as text_fonts
from weasyprint.text import line_break

from press.native import LIBRARIES, opened
from press.typeset.memos.lines import text_style
from press.typeset.memos.memory import Memory

_LINES_KEPT = 4_000_000  # bytes of one generation, about
_FIELDS = 5  # 32-bit numbers in a PangoGlyphInfo: glyph, width, x offset, y offset, attributes

_lines: Memory[Any, Any] = Memory(_LINES_KEPT, lambda key: 1000 + 36 * len(key[0]))
_fonts: dict[int, _Font] = {}


@dataclass(slots=True)
class _Font:
    """A Pango font, held for good, and what WeasyPrint asks about it in every document."""

    font: Any
    key: Any  # hash, description, size
    widths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    """Glyphs of one font. ``starts`` and ``ends`` say which bytes of the line's text each glyph stands for.

    Arrays, because thousands of lines are kept: a list of numbers takes nine times as much.
    """

    font: _Font
    glyphs: array[int]
    widths: array[int]
    x_offsets: array[int]
    y_offsets: array[int]
    starts: array[int]
    ends: array[int]
    distinct: array[int]
    written: tuple[Any, str] | None = None  # for these widths of the distinct glyphs: the string


@dataclass(slots=True)
class _Line:
    text: bytes
    runs: list[_Run]


def forget() -> None:
    """Forget all lines. The fonts stay."""
    _lines.clear()


def available() -> bool:
    """Whether the C structures are laid out as they were when this was written."""
    ffi = line_break.ffi
    whole = ffi.sizeof("PangoGlyphInfo") == 4 * _FIELDS and array("i").itemsize == 4
    return whole and ffi.offsetof("PangoGlyphInfo", "geometry") == 4 and _gobject() is not None


def _gobject() -> Any:
    return opened(next(library.files for library in LIBRARIES if library.name == "GLib"))


def remember_glyphs(fonts: Any) -> None:
    """Remember the shaped lines of all documents that share a font configuration."""
    original = draw_text.draw_first_line
    _reactivate_late()
    _hold_fonts()

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        style = textbox.style
        plain = text_overflow != "ellipsis" and block_ellipsis == "none" and style["font_size"] >= 1e-6
        if style.font_config is not fonts or not plain or not textbox.text.strip():
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        layout = textbox.pango_layout
        key = (layout.text, style.__dict__.get("press_text") or text_style(style), layout.justification_spacing)
        line = _lines.young.get(key) or _lines.get(key)
        if line is None:
            line = _shaped(layout)
            if line is None:
                return original(stream, textbox, text_overflow, block_ellipsis, matrix)
            _lines.put(key, line)
        if any(_is_special(stream, run.font) for run in line.runs):
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        _write(stream, line)
        return []

    draw_text.draw_first_line = draw_first_line


def _reactivate_late() -> None:
    """Set up a layout for drawing only when somebody asks for it."""
    layout_class = line_break.Layout
    original = layout_class.reactivate

    def reactivate(self: Any, style: Any) -> None:
        self.__dict__["press_style"] = style

    def __getattr__(self: Any, name: str) -> Any:  # noqa: N807
        if name in ("layout", "language", "style") and "press_style" in self.__dict__:
            original(self, self.__dict__.pop("press_style"))
            return self.__dict__[name]
        raise AttributeError(name)

    def deactivate(self: Any) -> None:
        for name in ("press_style", "layout", "language", "style"):
            self.__dict__.pop(name, None)

    layout_class.reactivate, layout_class.deactivate, layout_class.__getattr__ = reactivate, deactivate, __getattr__


def _hold_fonts() -> None:
    """Ask once for the key of a Pango font: it stays the same as long as the font and its font map live."""
    original = pdf_stream.get_pango_font_key

    def get_pango_font_key(pango_font: Any) -> Any:
        known = _fonts.get(int(line_break.ffi.cast("uintptr_t", pango_font)))
        return original(pango_font) if known is None else known.key

    pdf_stream.get_pango_font_key = get_pango_font_key


def _font(pango_font: Any) -> _Font:
    """What is known of a Pango font."""
    address = int(line_break.ffi.cast("uintptr_t", pango_font))
    known = _fonts.get(address)
    if known is None:
        _gobject().g_object_ref(ctypes.c_void_p(address))  # an address that is known is never given away again
        known = _fonts[address] = _Font(pango_font, text_fonts.get_pango_font_key(pango_font))
    return known


def _is_special(stream: Any, font: _Font) -> bool:
    """Whether a font needs WeasyPrint's own way: pictures for glyphs."""
    known, _ = stream.add_font(font.font)
    return bool(known.bitmap or known.png or known.svg or known.colr)


def _shaped(layout: Any) -> _Line | None:
    """The runs of a line; None if a letter has no glyph."""
    ffi, pango = line_break.ffi, line_break.pango
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    runs, item, null = [], first_line.runs[0], ffi.NULL
    while item != null:
        run = _run(item.data)
        if run is None:
            return None
        runs.append(run)
        item = item.next
    return _Line(layout.text.encode(), runs)


def _run(glyph_item: Any) -> _Run | None:
    ffi, pango = line_break.ffi, line_break.pango
    count = glyph_item.glyphs.num_glyphs
    numbers = array("i", bytes(ffi.buffer(glyph_item.glyphs.glyphs, 4 * _FIELDS * count)))
    glyphs = numbers[::_FIELDS]
    if any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in glyphs):
        return None
    clusters = ffi.unpack(glyph_item.glyphs.log_clusters, count)
    offset, length = glyph_item.item.offset, glyph_item.item.length
    right_to_left = glyph_item.item.analysis.level % 2
    ends = [length, *clusters[:-1]] if right_to_left else [*clusters[1:], length]
    return _Run(
        _font(glyph_item.item.analysis.font),
        glyphs,
        numbers[1::_FIELDS],
        numbers[2::_FIELDS],
        numbers[3::_FIELDS],
        array("i", [offset + start for start in clusters]),
        array("i", [offset + end for end in ends]),
        array("i", dict.fromkeys(glyph for glyph in glyphs if glyph != pango.PANGO_GLYPH_EMPTY)),
    )


def _write(stream: Any, line: _Line) -> None:
    """Write a line, as ``draw_first_line`` does."""
    last: _Font | None = None
    font: Any = None
    string, size = "", 0.0
    for run in line.runs:
        if run.font is not last:
            last = run.font
            font, size = stream.add_font(run.font.font)
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(font.hash, size)
        _settle(stream, font, size, run, line.text)
        widths = [font.widths[glyph] for glyph in run.distinct]
        if any(run.y_offsets):
            string = _risen(stream, string, run, font, size)
            continue
        if run.written is None or run.written[0] != widths:
            run.written = widths, _string(run, font, size)
        string += run.written[1]
    stream.show_text(string)


def _settle(stream: Any, font: Any, size: float, run: _Run, text: bytes) -> None:
    """Letters and width of each glyph that the document has not met yet."""
    letters, widths, known = font.to_unicode, font.widths, run.font.widths
    for glyph in run.distinct:
        if glyph not in letters:
            index = run.glyphs.index(glyph)
            letters[glyph] = text[run.starts[index] : run.ends[index]].decode()
        if glyph not in widths:
            width = known.get(glyph)
            if width is None:
                line_break.pango.pango_font_get_glyph_extents(
                    run.font.font, glyph, stream.ink_rect, stream.logical_rect
                )
                width = round(stream.logical_rect.width * 1000 * line_break.FROM_UNITS / size)
                known[glyph] = width
            widths[glyph] = width


def _string(run: _Run, font: Any, size: float) -> str:
    """The glyphs of a run with the corrections between them."""
    empty, units, widths = line_break.pango.PANGO_GLYPH_EMPTY, line_break.FROM_UNITS, font.widths
    parts = ["<"]
    for glyph, width, x_offset in zip(run.glyphs, run.widths, run.x_offsets, strict=True):
        if glyph == empty:
            parts.append(f">{-width / size}<")
            continue
        offset = x_offset / size
        parts.append(f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}")
        kerning = widths[glyph] + offset - width * 1000 * units / size
        if kerning:
            parts.append(f">{int(kerning)}<")
    string = "".join(parts)
    return string[:-1] if string[-1] == "<" else string + ">"


def _risen(stream: Any, string: str, run: _Run, font: Any, size: float) -> str:
    """The same for a run in which some glyphs stand above or below the line; returns what is still to be shown."""
    empty, units, widths = line_break.pango.PANGO_GLYPH_EMPTY, line_break.FROM_UNITS, font.widths
    string += "<"
    for glyph, width, x_offset, y_offset in zip(run.glyphs, run.widths, run.x_offsets, run.y_offsets, strict=True):
        if glyph == empty:
            string += f">{-width / size}<"
            continue
        offset, rise = x_offset / size, y_offset / 1000
        if rise:
            string = string[:-1] if string[-1] == "<" else string + ">"
            if string:
                stream.show_text(string)
            stream.set_text_rise(-rise)
            string = f"{-offset}" if offset else ""
            stream.show_text(f"{string}<{glyph:04x}>")
            stream.set_text_rise(0)
            string = "<"
        else:
            string += f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}"
        kerning = widths[glyph] + offset - width * 1000 * units / size
        if kerning:
            string += f">{int(kerning)}<"
    return string[:-1] if string[-1] == "<" else string + ">"
