"""Drawing and writing: colours, numbers, drawings (SVG), fonts."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pydyf

from press.typeset.memos.memory import Memory

_colours: Memory[Any, Any] = Memory(512)
_drawings: Memory[Any, Any] = Memory(256)
_ALPHA = re.compile(rb"^/([aA][0-9.]+) gs$")
#: What a drawing may change in a stream besides its instructions, and what it may depend on.
_STATE = (
    "_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke", "_current_font",
    "_current_font_size", "_old_font", "_old_font_size",
)  # fmt: skip


def forget() -> None:
    """Forget all colours and drawings."""
    _colours.clear()
    _drawings.clear()


def remember_colours(original: Any) -> Any:
    """Remember converted colours."""
    def to(self: Any, space: str) -> Any:
        key = (type(self), self.space, self.coordinates, self.alpha, space)
        known = _colours.young.get(key) or _colours.get(key)
        if known is None:
            known = original(self, space)
            _colours.put(key, known)
        return known

    return to


def write_numbers_cheaply(original: Any) -> Any:
    """The same bytes for a number as pydyf writes, by the shortest way."""
    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is float:
            return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
        if kind is int:
            return b"%d" % item
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        return original(item)  # type: ignore[no-any-return]

    return to_bytes


def remember_drawings(original_init: Any, original_draw: Any) -> tuple[Any, Any]:
    """Remember the instructions that a drawing comes to, if it needs nothing from outside them (fonts, gradients)."""

    def __init__(self: Any, tree: Any, *rest: Any) -> None:  # noqa: N807
        self.press_key = ElementTree.tostring(tree)  # before WeasyPrint touches the tree
        original_init(self, tree, *rest)

    def draw(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
        key = (self.press_key, width, height, _state(stream))
        known = _drawings.get(key)
        if known is not None:
            _draw_again(stream, known)
            return
        states = stream._resources["ExtGState"]
        resources, first, last = _resources(stream), len(stream.stream), stream.stream[-1:]
        original_draw(self, stream, width, height, style)
        instructions = stream.stream[first:]
        alone = _resources(stream) == resources and stream.stream[first - 1 : first] == last
        if alone and all(isinstance(item, bytes | str) for item in instructions):  # nothing that anybody can change
            used = [name for item in instructions if isinstance(item, bytes) for name in _ALPHA.findall(item)]
            alphas = {name.decode(): states[name.decode()] for name in used}
            _drawings.put(key, (instructions, alphas, _state(stream)))

    return __init__, draw


def _draw_again(stream: Any, known: tuple[list[Any], dict[str, Any], tuple[Any, ...]]) -> None:
    instructions, alphas, state = known
    stream.stream += instructions
    for name, alpha in alphas.items():
        stream._resources["ExtGState"].setdefault(name, pydyf.Dictionary(alpha))
    for name, value in zip(_STATE, state, strict=True):
        setattr(stream, name, value)


def _state(stream: Any) -> tuple[Any, ...]:
    return tuple([getattr(stream, name) for name in _STATE])


def _resources(stream: Any) -> tuple[int, ...]:
    """How many things of each kind a stream has at its disposal; plain opacities do not count."""
    plain = sum(1 for name in stream._resources["ExtGState"] if name[0] in "aA")
    counts = [len(names) for names in stream._resources.values() if isinstance(names, dict)]
    return len(stream._fonts), len(stream._images), sum(counts) - plain
