"""Clusters of drawn lines: WeasyPrint shapes each line a second time when it is drawn.

What shaping gives depends on the text and its style alone, and so does what is shown of it, but for the codes, which are
given when the document is drawn (see ``letters``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text import line_break

from press.typeset.letters import clusters, faces
from press.typeset.memos.lines import text_style
from press.typeset.memos.memory import Memory

_LINES_KEPT = 4_000_000  # bytes of one generation, about

_lines: Memory[Any, clusters.Line] = Memory(_LINES_KEPT, lambda key: 800 + 24 * len(key[0]))


def forget() -> None:
    """Forget all lines. The fonts stay."""
    _lines.clear()


def available() -> bool:
    """Whether the C structures are laid out as they were when this was written."""
    return clusters.fits()


def remember_glyphs(fonts: Any, original: Callable[[Any, bool], clusters.Line]) -> Any:
    """Remember the shaped lines of all documents that share a font configuration."""
    def shape(layout: Any, divided: bool) -> clusters.Line:
        style = layout.__dict__.get("press_style") or layout.style
        if getattr(style, "font_config", None) is not fonts or "cache" not in style.__dict__:
            return original(layout, divided)
        key = (layout.text, style.__dict__.get("press_text") or text_style(style), layout.justification_spacing, divided)
        line = _lines.young.get(key) or _lines.get(key)
        if line is None:
            line = original(layout, divided)
            if not line.missing and not line.faults:
                _lines.put(key, line)
        return line

    return shape


def reactivate_late(original: Any, _deactivate: Any, _getattr: Any) -> tuple[Any, Any, Any]:
    """Set up a layout for drawing only when somebody asks for it."""
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

    return reactivate, deactivate, __getattr__


def hold_fonts(original: Any) -> Any:
    """Ask once for the key of a Pango font: it stays the same as long as the font is held."""
    keys: dict[int, Any] = {}

    def get_pango_font_key(pango_font: Any) -> Any:
        address = int(line_break.ffi.cast("uintptr_t", pango_font))
        found = keys.get(address)
        if found is None:
            found = original(pango_font)
            if faces.known(pango_font):
                keys[address] = found
        return found

    return get_pango_font_key
