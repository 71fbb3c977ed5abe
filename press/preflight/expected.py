"""What a finished PDF must prove. Loaded without anything that opens PDFs: who says what is expected need not measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from press.content.wording import NOTHING, Reading


@dataclass(frozen=True, slots=True)
class Press:
    """What a file for the printing press must prove: its printer's profile, and what was ordered.

    ``profile`` is the SHA-256 of the ICC profile; ``pages`` 0: the count is not compared.
    """

    condition: str
    profile: str
    bleed_mm: float
    max_ink: int
    min_dpi: int
    black_only: bool = False
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a PDF must prove: from the edition, its variant's ``proves`` and its handout's ``sheets``.

    Millimetres, points and ratios. ``max_sheets`` None: no budget. ``reading`` empty: the words are not compared;
    ``native`` is what each language reads otherwise than from left to right in its own digits: tag -> construct, direction.
    ``font_names`` empty: any font. ``press`` None: a sheet for the screen and office printers.
    """

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    page_size_mm: tuple[float, float]
    smallest_type: float
    leading: float
    margin_mm: float
    contrast: float
    one_column: bool = False
    italics: bool = False
    underline: bool = True
    hyphens: bool = False
    max_sheets: int | None = None
    font_names: frozenset[str] = frozenset()
    reading: Reading = NOTHING
    native: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    press: Press | None = None
