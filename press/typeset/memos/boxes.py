"""Used values of boxes: widths, heights, margins and borders in pixels, from a style and the box around."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import Box, PageBox

from press.typeset.memos.styles import is_shared

_SIDES = ("top", "right", "bottom", "left")
_NAMES = (
    *[f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES],
    *[f"border_{side}_width" for side in _SIDES],
    *["width", "height", "min_width", "max_width", "min_height", "max_height"],
)
_SIZES_KEPT = 64  # of the box around, for one style


def remember_used_values(original: Any) -> Any:
    """Remember what ``resolve_percentages`` set on a box, for each shared style and size of the box around."""
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        known = style.__dict__.get("press_used")
        if known is None:
            if not is_shared(style) or style["border_collapse"] == "collapse":
                original(box, containing_block)
                return
            known = style.__dict__["press_used"] = {}
        if isinstance(containing_block, Box):
            key = containing_block.width, containing_block.height, isinstance(box, PageBox)
        else:
            key = *containing_block, isinstance(box, PageBox)
        values = known.get(key)
        if values is None:
            original(box, containing_block)
            if len(known) >= _SIZES_KEPT:
                known.clear()
            known[key] = {name: box.__dict__[name] for name in _NAMES}
        else:
            box.__dict__.update(values)

    return resolve_percentages


def remember_flow(original: Any) -> Any:
    """Remember with each shared style whether its boxes are in normal flow."""
    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        known = style.__dict__.get("press_flow")
        if known is None:
            known = original(self)
            if is_shared(style):
                style.__dict__["press_flow"] = known
        return bool(known)

    return is_in_normal_flow
