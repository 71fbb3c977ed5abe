#!/usr/bin/env python
"""Writes what Unicode's data (CLDR, through Babel) says of units, weekdays, months and times of day into the language files.

    python scripts/cldr_tables.py            every file of handouts/_languages that has ``compares:``
    python scripts/cldr_tables.py es pl      these
    python scripts/cldr_tables.py --check    writes nothing; says which files differ, and ends with 1 if any does

Only the lines below ``cldr:`` are written. Run it after Babel was upgraded; read the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press.language import cldr_tables  # noqa: E402

FOLDER = ROOT / "handouts" / "_languages"


def main(words: list[str]) -> int:
    """Write the files, or compare them."""
    only_check = "--check" in words
    tags = [word for word in words if not word.startswith("-")]
    differing = []
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if (tags and path.stem not in tags) or "\ncompares:" not in text:
            continue
        new = cldr_tables.replaced(text, path.stem)
        if new != text:
            differing.append(path.stem)
            if not only_check:
                path.write_text(new, encoding="utf-8")
    print(f"{'differ' if only_check else 'written'}: {' '.join(differing) or 'none'}")
    return 1 if only_check and differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
