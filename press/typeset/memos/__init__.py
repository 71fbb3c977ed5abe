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

Where it reaches in is listed in ``patched``. All of it is tied to the source text of one exact WeasyPrint. On any other it switches itself off and says so;
``HANDOUTS_MEMOS=off`` switches it off by hand. Every memory has a bound, and a document that gave the typesetter
anything to remark leaves nothing behind (``forget``): the next one with the same fault must be remarked, too.
"""

from __future__ import annotations

import functools
import logging
import os
from typing import Any

from press.typeset import patched

_log = logging.getLogger(__name__)


def install(fonts: Any) -> None:
    """Install all memos for documents that use these fonts, once in a process; on another WeasyPrint, say why not."""
    if why := why_off():
        if "HANDOUTS_MEMOS" not in why:
            _log.warning("Typesetting is slower than it could be: %s.", why)
        return
    patched.install(fonts, speed=True)


@functools.cache
def why_off() -> str:
    """Why nothing is remembered in this process; empty if memos are in use."""
    if os.environ.get("HANDOUTS_MEMOS", "").casefold() in {"off", "0", "no"}:
        return "HANDOUTS_MEMOS is off"
    if not patched.is_same():
        names = [name for _, name in patched.changed()]
        what = f" ({', '.join(names)})" if names else ""
        return f"what it may remember was proved on {patched.PROVED_ON}, and something else is installed{what}"
    from press.typeset.memos import glyphs

    return "" if glyphs.available() else "Pango lays out its glyphs in another way"


def forget() -> None:
    """Forget everything that was remembered."""
    if why_off():
        return
    from press.typeset.memos import drawing, glyphs, lines, pictures, styles, subsets

    for memo in (styles, lines, glyphs, drawing, pictures, subsets):
        memo.forget()
