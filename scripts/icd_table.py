"""Writes press/export/tables/icd10cm.txt.xz: every code of ICD-10-CM, one a line, of the release that is installed.

ICD-10-CM is a work of the United States' government (CDC, NCHS). When a new release is out, in any virtual environment:

    pip install simple-icd-10-cm && python scripts/icd_table.py
"""

from __future__ import annotations

import lzma
from importlib.metadata import version
from pathlib import Path

import simple_icd_10_cm as icd  # type: ignore[import-not-found,unused-ignore]  # not a dependency of the press

TABLE = Path(__file__).parent.parent / "press/export/tables/icd10cm.txt.xz"


def main() -> None:
    """Chapters and blocks are no codes that a record holds; everything else is."""
    codes = sorted(code for code in icd.get_all_codes(with_dots=True) if not icd.is_chapter_or_block(code))
    wrong = [code for code in codes if len(code) > 3 and not code.startswith(icd.get_parent(code))]
    if wrong:
        raise SystemExit(f"These do not begin with their parent's letters, which the press relies on: {wrong[:5]}")
    lines = [f"# ICD-10-CM, {len(codes)} codes, as simple-icd-10-cm {version('simple-icd-10-cm')} has them", *codes, ""]
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_bytes(lzma.compress("\n".join(lines).encode("ascii"), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
