"""FriBidi through ctypes: a second opinion on the order of a line, by the library that Pango itself uses."""

from __future__ import annotations

import ctypes
import ctypes.util

_PAR_LTR, _PAR_RTL = 0x110, 0x111


def _library() -> ctypes.CDLL | None:
    name = ctypes.util.find_library("fribidi") or "libfribidi.so.0"
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


library = _library()


def visual(text: str, base: str) -> str:
    """The line in visual order; ``base`` is ``R`` or ``L``. Raises OSError where FriBidi is not there."""
    if library is None:
        raise OSError("no FriBidi")
    count = len(text)
    letters = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    levels = (ctypes.c_int8 * count)()
    library.fribidi_get_bidi_types(letters, count, types)
    library.fribidi_get_bracket_types(letters, count, types, brackets)
    direction = ctypes.c_uint32(_PAR_RTL if base == "R" else _PAR_LTR)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(direction), levels)
    order = list(range(count))
    for level in range(max(levels, default=0), 0, -1):  # UAX 9, rule L2
        at = 0
        while at < count:
            if levels[order[at]] < level:
                at += 1
                continue
            end = at
            while end < count and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end
    return "".join(text[at] for at in order)
