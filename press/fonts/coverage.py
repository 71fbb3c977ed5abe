"""Which characters the fonts have, looked up before a page is set: WeasyPrint prints a box for a missing one."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from press.fonts.cache import folder
from press.fonts.families import FAMILIES, file_name


def uncovered(text: str, families: Sequence[str], bold: bool = False) -> list[str]:
    """The characters of ``text`` that no family of the stack has, sorted; the text is compared in NFC.

    Spaces, controls, format characters and variation selectors need no glyph and are left out. Raises KeyError for a
    family that is not in ``FAMILIES`` and OSError before ``prepare``: both are mistakes of the caller.
    """
    characters = frozenset(unicodedata.normalize("NFC", text))
    unknown = characters - _covered(folder(), tuple(families), bold)
    return sorted(character for character in unknown if not _needs_no_glyph(character))


def _needs_no_glyph(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Zs"}:
        return True
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@functools.cache
def _covered(target: Path, stack: tuple[str, ...], bold: bool) -> frozenset[str]:
    """All characters of a font stack. Read from the list made with the fonts, so that no run waits for fontTools."""
    ranges = [_coverage(target)[file_name(FAMILIES[name], bold)] for name in stack]
    pairs = (pair for flat in ranges for pair in zip(flat[::2], flat[1::2], strict=True))
    return frozenset(chr(point) for first, last in pairs for point in range(first, last + 1))


@functools.cache
def _coverage(target: Path) -> dict[str, list[int]]:
    value: dict[str, list[int]] = json.loads((target / "coverage.json").read_text(encoding="utf-8"))
    return value
