"""The codes below a code of ICD-10-CM, from a table that is made at each release of it (scripts/icd_table.py)."""

from __future__ import annotations

import bisect
import functools
import lzma
from pathlib import Path

_TABLE = Path(__file__).parent / "tables/icd10cm.txt.xz"


@functools.cache
def _codes() -> tuple[str, ...]:
    lines = lzma.decompress(_TABLE.read_bytes()).decode("ascii").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def is_known(code: str) -> bool:
    """Whether ICD-10-CM has a code, as it is written there: ``G43.709``."""
    codes = _codes()
    at = bisect.bisect_left(codes, code)
    return at < len(codes) and codes[at] == code


def below(code: str) -> tuple[str, ...]:
    """The codes that a code holds, each below it: their letters begin with its own (``G43.70``: ``G43.701``, ``G43.709``)."""
    codes = _codes()
    start, end = bisect.bisect_right(codes, code), bisect.bisect_left(codes, code + "~")
    return codes[start:end]
