"""How letters and pictures may be set: what of a style would make a reader see others than were typed or drawn.

Closed lists. Fonts hold raised figures, small capitals and fractions behind features: the file says "4" and the paper ⁴.
"""

from __future__ import annotations

from typing import Any

Fault = tuple[str, str, str]  # rule, what is wrong, remedy

_RULE = "text-altered"
_NEAREST, _FARTHEST = -0.021, 0.151  # type sizes between letters
_CLOSEST_WORDS, _FARTHEST_WORDS = -0.051, 1.01  # type sizes added between words
#: Features of a font that leave each letter and digit what it is.
_HARMLESS: dict[str, frozenset[str]] = {
    "font_variant_caps": frozenset(),
    "font_variant_position": frozenset(),
    "font_variant_alternates": frozenset(),
    "font_variant_east_asian": frozenset(),
    "font_variant_ligatures": frozenset({"none", "common-ligatures", "no-common-ligatures", "contextual", "no-contextual"}),
    "font_variant_numeric": frozenset({"lining-nums", "tabular-nums", "proportional-nums", "slashed-zero"}),
    "font_feature_settings": frozenset(),
    "font_variation_settings": frozenset(),
    "font_language_override": frozenset(),
    "text_transform": frozenset(),
}


def letters(style: Any, direction: str) -> Fault | None:
    """What a style does to letters, or None. ``direction`` is what the elements around say ("" in a margin)."""
    for name, harmless in _HARMLESS.items():
        value = style[name]
        if value not in ("normal", "none") and not _values(value) <= harmless:
            fault = f"is set with {name.replace('_', '-')}, which shows other letters than were typed"
            return _RULE, fault, "Take it out: letters and numbers are printed as they are typed."
    size = style["font_size"] or 1
    if style["letter_spacing"] != "normal" and not _NEAREST <= style["letter_spacing"] / size <= _FARTHEST:
        return _RULE, "has letters pushed together or apart (letter-spacing)", "Keep it between -0.02em and 0.15em."
    if not _CLOSEST_WORDS <= style["word_spacing"] / size <= _FARTHEST_WORDS:
        return _RULE, "has words pushed together or apart (word-spacing)", "Keep it between -0.05em and 1em."
    if direction and style["direction"] != direction:
        return _RULE, f"is set {style['direction']} by a style", "Take out direction: it follows dir=… in the page."
    return None


def _values(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else {str(one[0] if isinstance(one, tuple) else one) for one in value}


#: Values of unicode-bidi that leave the order of letters to their own direction.
ORDERLY = frozenset({"normal", "embed", "isolate"})
TURNED_ROUND: Fault = (_RULE, "is turned round (unicode-bidi)", "Take it out: the order of letters is worked out from the text.")

_STRETCHED = 0.04  # share by which the sides of a picture may differ from its own


def picture(box: Any, moved: bool) -> Fault | None:
    """What a style does to a picture, or None: turned, mirrored, cut, stretched, hidden."""
    style, rule = box.style, "picture-altered"
    if moved or style["image_orientation"] not in ("from-image", "none"):
        return rule, "is turned, mirrored or moved", "Take out transform and image-orientation: left must stay left."
    if style["visibility"] != "visible" or box.width <= 1 or box.height <= 1:
        return rule, "is hidden", "Show it, or take it out of the text."
    if style["object_fit"] in ("cover", "none"):
        return rule, "may be cut (object-fit)", "Write object-fit: contain."
    ratio = getattr(box.replacement, "ratio", None) or _ratio(box)
    if style["object_fit"] == "fill" and ratio and abs(box.width / box.height / ratio - 1) > _STRETCHED:
        return rule, "is stretched", "Give it a width or a height, not both; or write object-fit: contain."
    return None


def _ratio(box: Any) -> float:
    _, _, ratio = box.replacement.get_intrinsic_size(1, box.style["font_size"])
    return float(ratio or 0)
