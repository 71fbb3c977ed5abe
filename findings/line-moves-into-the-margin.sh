#!/usr/bin/env bash
# Version:   WeasyPrint 70.0, manimgx-fonts 2026.9.26.post1, pypdfium2 5.15.2 (PyPI)
# Guess:     every line of a left-aligned paragraph begins at its left edge.
# Behaviour: where an Arabic phrase in an English line is broken before a bold part, the whole line stands to the left of
#            the paragraph's edge by the width of the dropped space: its first letters run into the margin, or out of a box.
# Here:      the press moves such a line back, and refuses any text that stands in the margin.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2 manimgx-fonts==2026.9.26.post1
"$here/venv/bin/python" - <<'PY'
import io
import pathlib
import sysconfig

import pypdfium2
from weasyprint import HTML

folder = pathlib.Path(sysconfig.get_paths()["purelib"])
fonts = [next(path for path in sorted(folder.rglob(name))) for name in ("NotoSansArabic*.ttf", "NotoSans[[-]*.ttf")]
css = "".join(f"@font-face{{font-family:F{n};src:url('{font.as_uri()}')}}" for n, font in enumerate(fonts))
css += "@page{margin:50pt;size:300pt 300pt}p{font:20pt F1,F0;margin:0}"


def left(text: str) -> float:
    """Where the first letter begins, in points."""
    data = HTML(string=f"<style>{css}</style><p>{text}</p>").write_pdf()
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage()
    return round(page.get_charbox(page.get_text_range().index("H"))[0], 1)


arabic = "\u0643\u0644 \u064a\u0648\u0645 <b>503-555-0123</b>"
whole, broken = left("Hand it over every day and night"), left(f"Hand it over: <bdi dir=rtl lang=ar>{arabic}</bdi>")
print("first letter of an English paragraph:", whole, "| with an Arabic phrase that is broken:", broken)
assert whole > 50 and broken < whole - 3
PY
