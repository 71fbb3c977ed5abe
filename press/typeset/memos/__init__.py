"""What may be remembered from one document to the next, so that nothing is worked out twice.

WeasyPrint works everything out anew for each document. Here, and only here, the press reaches into it to remember
broken lines, shaped lines, computed styles, used values, drawings and pictures across documents that share a font
configuration. What they are worth is in ``benchmarks/results/speed.md``. The bytes of every PDF are the same with and without
(``tests/test_memos.py``: every sample edition, every script).

    lines     where lines break, how wide they are        styles    rules that match, what they come to
    glyphs    the glyphs of drawn lines                   boxes     widths, margins and borders in pixels
    drawing   colours, numbers, drawings (SVG), fonts     pictures  bitmaps
    reading   regular expressions of the HTML reader      subsets   fonts cut down to the glyphs that are used
    memory    a memory with a bound

All of it is tied to the source text of one exact WeasyPrint. On any other it switches itself off and says so;
``HANDOUTS_MEMOS=off`` switches it off by hand. Every memory has a bound, and a document that gave the typesetter
anything to remark leaves nothing behind (``forget``): the next one with the same fault must be remarked, too.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import logging
import os
from pathlib import Path
from typing import Any

#: The modules that the memos replace parts of or copy the ways of, and SHA-256 over their source texts.
PROVED_ON = "WeasyPrint 70.0, pydyf 0.13.0, cssselect2 0.10.1, tinycss2 1.5.1, tinyhtml5 2.1.0"
_MODULES = (
    "weasyprint.css", "weasyprint.css.functions", "weasyprint.css.units", "weasyprint.draw.text",
    "weasyprint.formatting_structure.boxes", "weasyprint.formatting_structure.build", "weasyprint.images",
    "weasyprint.layout.inline", "weasyprint.layout.page", "weasyprint.layout.percent", "weasyprint.layout.preferred",
    "weasyprint.pdf.fonts", "weasyprint.pdf.stream", "weasyprint.svg", "weasyprint.svg.text", "weasyprint.text.ffi",
    "weasyprint.text.fonts", "weasyprint.text.line_break", "pydyf", "cssselect2", "tinycss2.color4",
    "tinyhtml5.inputstream",
)  # fmt: skip
_SOURCES = "cd01c904671dd6667b9346609e9b97e7"
_log = logging.getLogger(__name__)


def install(fonts: Any) -> None:
    """Install all memos for documents that use these fonts, once in a process; on another WeasyPrint, say why not."""
    if why := why_off():
        if "HANDOUTS_MEMOS" not in why:
            _log.warning("Typesetting is slower than it could be: %s.", why)
        return
    from press.typeset.memos import boxes, drawing, glyphs, lines, pictures, reading, styles, subsets

    styles.remember_styles(fonts)
    styles.remember_pages()
    boxes.remember_used_values()
    boxes.remember_flow()
    lines.remember_lines(fonts)
    lines.remember_layouts(fonts)
    lines.remember_struts()
    lines.measure_cheaply()
    glyphs.remember_glyphs(fonts)
    drawing.remember_colours()
    drawing.remember_drawings()
    drawing.write_numbers_cheaply()
    pictures.remember_pictures()
    reading.keep_expressions()
    subsets.remember_subsets()
    subsets.read_fonts_late()


@functools.cache
def why_off() -> str:
    """Why nothing is remembered in this process; empty if memos are in use."""
    if os.environ.get("HANDOUTS_MEMOS", "").casefold() in {"off", "0", "no"}:
        return "HANDOUTS_MEMOS is off"
    if sources() != _SOURCES:
        return f"what it may remember was proved on {PROVED_ON}, and something else is installed"
    from press.typeset.memos import glyphs

    return "" if glyphs.available() else "Pango lays out its glyphs in another way"


def sources() -> str:
    """SHA-256 over the source texts that the memos were proved on, in short."""
    found = hashlib.sha256()
    for name in _MODULES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
            return "no source text"
        found.update(Path(spec.origin).read_bytes())
    return found.hexdigest()[:32]


def forget() -> None:
    """Forget everything that was remembered."""
    if why_off():
        return
    from press.typeset.memos import drawing, glyphs, lines, pictures, styles, subsets

    for memo in (styles, lines, glyphs, drawing, pictures, subsets):
        memo.forget()
