#!/usr/bin/env bash
# Version:   svglib 2.3.2 with reportlab 4.5.1 (PyPI)
# Guess:     a converter of SVG to PDF that leaves something out leaves it out; it adds no words.
# Behaviour: words with display="none" or visibility="hidden", and even the <title> within a text, which no browser paints,
#            stand on the page: "take" becomes "not take".
# Here:      SVG goes through one engine only, whose pages are measured; hidden words in a drawing are refused.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check svglib==2.3.2 reportlab==4.5.1 pdfminer.six==20260107
"$here/venv/bin/python" - <<'PY'
import io
from pdfminer.high_level import extract_text
from reportlab.graphics import renderPDF
from svglib.svglib import svg2rlg
def painted(words):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><text x="10" y="40" font-size="20">{words}</text></svg>'
    pdf = io.BytesIO()
    renderPDF.drawToFile(svg2rlg(io.StringIO(svg)), pdf)
    return " ".join(extract_text(io.BytesIO(pdf.getvalue())).split())
for words in ('<tspan display="none">not </tspan>take', '<tspan visibility="hidden">not </tspan>take', "<title>not </title>take"):
    print(words, "->", painted(words))
    assert painted(words) == "not take"
PY
