"""The project's own fonts and nothing else: where they come from, making them, a private fontconfig, coverage.

The fonts are dependencies, pinned by version here and by hash in ``requirements.txt``. Their packages hold
variable fonts, which cost WeasyPrint 130 ms a document and, for Chinese, more than a second a page; so
``prepare`` makes one static file for each family and weight, once, into a cache folder whose name tells
what is in it. ``activate`` then points fontconfig at that folder alone: the same page on every machine, and
no system font that could silently stand in for a missing letter.

All fonts are under the SIL Open Font License 1.1.
The only fontTools.
"""

from __future__ import annotations

from press.fonts.cache import digest, folder, verify
from press.fonts.coverage import uncovered
from press.fonts.families import FAMILIES, PINS, Family, families, postscript_names
from press.fonts.making import missing_packages, prepare
from press.fonts.private import activate

__all__ = [
    "FAMILIES",
    "PINS",
    "Family",
    "activate",
    "digest",
    "families",
    "folder",
    "missing_packages",
    "postscript_names",
    "prepare",
    "uncovered",
    "verify",
]
