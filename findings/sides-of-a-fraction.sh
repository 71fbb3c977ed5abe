#!/usr/bin/env bash
# Version:   pypdfium2 5.15.2 (PDFium 159), WeasyPrint 70.0, manimgx-fonts 2026.9.26.post1 (PyPI)
# Guess:     a reader that finds "1½" in an English line finds it in an Arabic line too.
# Behaviour: in a line from right to left PDFium makes three signs of the fraction and nothing parts them from the number:
#            "1½" is copied and found as "11/2", a dose of one and a half as eleven halves. On paper, and in an English line
#            of the same file's font, it is right.
# Here:      numbers with such a fraction are proved on paper by the places of their glyphs, not by what this reader says.
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
font = next(path for path in sorted(folder.rglob("NotoSansArabic*.ttf")))
latin = next(path for path in sorted(folder.rglob("NotoSans[[-]*.ttf")))
css = f"@font-face{{font-family:A;src:url('{font.as_uri()}')}}@font-face{{font-family:L;src:url('{latin.as_uri()}')}}body{{font-family:A,L}}"


def read(text: str, direction: str) -> str:
    html = f"<style>{css}</style><p dir={direction}>{text}</p>"
    document = pypdfium2.PdfDocument(io.BytesIO(HTML(string=html).write_pdf()))
    return document[0].get_textpage().get_text_range()


english, arabic = read("Take 1½ tablets", "ltr"), read("\u062e\u0630 1½ \u062d\u0628\u0629", "rtl")
print("English:", ascii(english), "| Arabic:", ascii(arabic))
assert "1½" in english
assert "1½" not in arabic and "11/2" in arabic
PY
