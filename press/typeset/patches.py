"""What takes the place of WeasyPrint's and pydyf's own functions so that a promise can be kept (see ``patched``).

Most only take notes that WeasyPrint itself throws away, for ``tags`` and ``letters``; the layout is the same with and
without them. The exceptions are ``_close_gap``, and ``compressed``, which changes no page.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes

from press.typeset import stylesheets

_EFFORT = 6  # zlib's own default


def find_stylesheets(_original: Any) -> Any:
    """Style sheets are parsed once for all documents (see ``stylesheets``)."""
    return stylesheets.find_stylesheets


def compress_less(_zlib: Any) -> Any:
    """With 9, as pydyf has it, a file is 1 % smaller and takes twice as long to compress."""
    return _Zlib()


class _Zlib:
    """``zlib`` as pydyf uses it."""

    compress = staticmethod(zlib.compress)

    @staticmethod
    def compressobj(level: int) -> Any:
        """A compressor of the effort that pays."""
        return zlib.compressobj(level=min(level, _EFFORT))


def compressed(content: bytes) -> bytes:
    """Content as a stream of the PDF holds it."""
    compressing = zlib.compressobj(level=_EFFORT)
    return compressing.compress(content) + compressing.flush()


def note_marked_boxes(original: Any) -> Any:
    """``box.press_mcid``: the number under which a text or picture was painted on its page."""

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if self._tags is not None:
            box.press_mcid = len(self._tags)
        with original(self, box, tag):
            yield

    return marked


def note_sources(original: Any) -> Any:
    """``pdf.press_sources``: which box each structure element was made from, by object number."""

    def build(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        element = None
        for element in original(box, parent, pdf, *rest):
            yield element
        box = getattr(box, "_box", box)
        if element is None or isinstance(box, boxes.PageBox) or box.element_tag in {"html", "body"}:
            return
        if not hasattr(pdf, "press_sources"):
            pdf.press_sources = {}
        pdf.press_sources.setdefault(element.number, box)

    return build


def _close_gap(path: list[Any], width: float) -> None:
    """Move what stands to the right of a dropped space to where it belongs.

    A right-to-left line that ends in left-to-right text (a name, a web address) otherwise keeps a gap at its left end
    and hangs into the margin at its right end by the width of a space.
    """
    for around, last in itertools.pairwise(path):
        for child in around.children:
            if child is not last:
                child.translate(dx=-width, ignore_floats=True)


def note_dropped_spaces(original: Any) -> Any:
    """``box.press_space``: the line was broken at a space after this text.

    ``box.press_hang``: the width of such a space at the left of a right-to-left text, which is still drawn with it: the
    box begins that much before its first letter.
    """

    def remove_last_whitespace(context: Any, line: Any) -> None:
        path = [line]
        while isinstance(path[-1], boxes.LineBox | boxes.InlineBox) and path[-1].children:
            path.append(path[-1].children[-1])
        box = path[-1]
        if not isinstance(box, boxes.TextBox):
            original(context, line)
            return
        text, width = box.text, box.width
        original(context, line)
        if text != box.text:
            box.press_space = True
            if box.pango_layout.first_line_direction % 2:
                box.press_hang = width - box.width
                if line.style["direction"] == "ltr":  # WeasyPrint moved all of it to the left: right in a right-to-left line
                    for child in line.children:
                        child.translate(dx=width - box.width, ignore_floats=True)
            elif line.style["direction"] == "rtl":
                _close_gap(path, width - box.width)

    return remove_last_whitespace


def note_broken_lines(original: Any) -> Any:
    """``box.press_space``, ``box.press_lead``: the line was broken at a space after this text, at one before it.

    ``box.press_divided``: the text ends in a hyphen that was put in.
    """

    def split_text_box(context: Any, box: Any, available_width: Any, skip: Any, **more: Any) -> Any:
        line, resume, preserved = original(context, box, available_width, skip, **more)
        if line is not None and skip and box.text.encode()[:skip].isspace():
            line.press_lead = True
        if line is not None and _is_divided(line, box.text.encode()[skip or 0 :]):
            line.press_divided = True
        if line is not None and resume is not None:
            dropped = box.text.encode()[(skip or 0) + len(line.text.encode()) : resume]
            if dropped.isspace():
                line.press_space = True
        return line, resume, preserved

    return split_text_box


def _is_divided(line: Any, rest: bytes) -> bool:
    """Whether a text ends in a hyphen that is not in what was to be set: a word was divided."""
    hyphen = line.style["hyphenate_character"]
    return bool(hyphen) and line.text.endswith(hyphen) and not rest.startswith(line.text.encode())
