"""Stretches of glyphs, read as one.

An Arabic word is thirty instructions, which move each vowel sign up and back (``Ts``: it changes nothing that is measured
here); pikepdf makes objects of all of their parts, and that was half of the time of reading a page. So each stretch of
such instructions, as WeasyPrint writes them, is one number to pikepdf. A text inside other words that looks like a
stretch is heard as another one: it is refused then, not overlooked.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_SHOWN = rb"\[(?:<(?:[0-9A-Fa-f]{2})*>|[-\d. ])*\] TJ\n"
_STRETCH = re.compile(rb"^(?:-?[\d.]+ Ts\n|%b)*%b" % (_SHOWN, _SHOWN), re.MULTILINE)
_RISE = re.compile(rb"[-\d.]+ Ts\n")
_ITEM = re.compile(rb"<([^>]*)>|(-?[\d.]+)")


class Stretches:
    """The stretches of one page and its forms, by their number."""

    def __init__(self) -> None:
        self._found: list[bytes] = []
        self._scratch = pikepdf.new()

    def shortened(self, stream: Any) -> Any:
        """The instructions of a page or form, with ``number TJ`` in place of each stretch."""
        contents = stream.get("/Contents") if isinstance(stream, pikepdf.Dictionary) else stream
        if not isinstance(contents, pikepdf.Stream):
            return stream
        before = len(self._found)
        short = _STRETCH.sub(self._number, contents.read_bytes())
        return pikepdf.Stream(self._scratch, short) if len(self._found) > before else stream

    def _number(self, hit: re.Match[bytes]) -> bytes:
        self._found.append(hit[0])
        return b"%d TJ\n" % (len(self._found) - 1)

    def items(self, operand: Any) -> list[bytes | float]:
        """The strings and the shifts between them: of an array, or of the stretch with that number."""
        if isinstance(operand, pikepdf.Array):
            return [bytes(item) if isinstance(item, pikepdf.String) else float(item) for item in operand]
        found = _ITEM.findall(_RISE.sub(b"", self._found[int(operand)]))
        return [float(shift) if shift else bytes.fromhex(text.decode()) for text, shift in found]
