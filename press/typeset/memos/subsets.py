"""Fonts in the PDF: cut down to the glyphs that are used, and compressed, once for all documents that use the same ones."""

from __future__ import annotations

from typing import Any

import pydyf

from press.typeset.memos.memory import Memory
from press.typeset.patches import compressed

_SUBSETS_KEPT = 4_000_000  # bytes of one generation, about
_OF_A_GLYPH = 300  # bytes of outline, at most as a rule

_subsets: Memory[Any, bytes] = Memory(_SUBSETS_KEPT, lambda key: _OF_A_GLYPH * len(key[1]))
_deflated: Memory[bytes, bytes] = Memory(_SUBSETS_KEPT, len)


def forget() -> None:
    """Forget all subsets."""
    _subsets.clear()
    _deflated.clear()


def remember_subsets(original: Any) -> Any:
    """Remember what a font comes to with these clusters, and its compressed bytes."""
    def file_of(face: Any, name: Any, clusters: Any) -> bytes:
        # The name tells family, style and weight, and the private fontconfig has one file for them.
        key = name, tuple([cluster.drawn for cluster in clusters])
        known = _subsets.get(key)
        if known is None:
            known = original(face, name, clusters)
            _subsets.put(key, known)
        return known

    return file_of


def compress_once(original: Any) -> Any:
    """Remember the compressed bytes of a font."""

    def data(self: Any) -> Any:
        if not self.compress or "Length1" not in self.extra or len(self.stream) != 1:  # no font
            return original.fget(self)
        (content,) = self.stream
        known = _deflated.get(content)
        if known is None:
            known = compressed(content)
            _deflated.put(content, known)
        extra = pydyf.Dictionary({**self.extra, "Filter": "/FlateDecode", "Length": len(known)})
        return b"\n".join((extra.data, b"stream", known, b"endstream"))

    return property(data)


def read_fonts_late(original: Any, original_init: Any, _content: Any) -> tuple[Any, Any, Any]:
    """Copy a font's whole file only if somebody asks for it: HarfBuzz cuts glyphs out of its own copy.

    A Chinese font has 10 MB, and each document copied it anew.
    """
    beginning = False

    def get_hb_object_data(*about: Any, **more: Any) -> Any:
        return b"" if beginning else original(*about, **more)

    def __init__(self: Any, *about: Any) -> None:  # noqa: N807
        nonlocal beginning
        beginning = True
        try:
            original_init(self, *about)
        finally:
            beginning = False

    def content(self: Any) -> Any:
        if not self.press_content:
            self.press_content = original(self.hb_face)
        return self.press_content

    def keep(self: Any, content: bytes) -> None:
        self.press_content = content

    return get_hb_object_data, __init__, property(content, keep)
