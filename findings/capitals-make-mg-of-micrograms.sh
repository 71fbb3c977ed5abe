#!/usr/bin/env bash
# Version:   WeasyPrint 70.0, manimgx-fonts 2026.9.26.post1 (its Noto Sans), fontTools 4.65.0 (PyPI)
# Guess:     text-transform: uppercase makes a heading look louder and changes no meaning.
# Behaviour: the micro sign and the Greek mu become the capital Greek Mu, whose outline is the letter M, point for point: "20 μg"
#            prints as what everybody reads as "20 MG", a thousand times as much.
# Here:      no style may change the case of letters; the words on the page are compared with the author's, sign by sign.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2 fonttools==4.65.0 manimgx-fonts==2026.9.26.post1
"$here/venv/bin/python" - <<'PY'
import pathlib, site
import pypdfium2, weasyprint
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
html = '<p style="text-transform: uppercase">take 20 μg or 20 µg</p>'
page = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0].get_textpage().get_text_bounded().strip()
print("printed:", page, [f"U+{ord(c):04X}" for c in page if ord(c) > 127])
assert page == "TAKE 20 \u039cG OR 20 \u039cG"
def outline(font, char):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    return pen.value
same = []
for path in sorted(p for folder in site.getsitepackages() for p in pathlib.Path(folder).rglob("*.[to]tf")):
    font = TTFont(path)
    cmap = font.getBestCmap() or {}
    if 0x39C in cmap and 0x4D in cmap:
        same.append((path.name, outline(font, "\u039c") == outline(font, "M") or cmap[0x39C] == cmap[0x4D]))
print("fonts in which the two capitals have one outline:", sum(s for _, s in same), "of", len(same), [n for n, s in same if s][:5])
assert any(s for _, s in same)
PY
