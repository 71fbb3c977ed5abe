#!/usr/bin/env bash
# Version:   markitdown 0.1.9 with mammoth 1.13.0 (PyPI); the Word file by python-docx 1.2.0
# Guess:     two converters in a row (Word to HTML, HTML to Markdown) lose a little look, not values.
# Behaviour: raised 9 in 10⁹/L becomes 109/L; hidden words are live text; a list that goes on after a paragraph, 3 in Word,
#            begins again at 1; of a merged cell the second column is empty.
# Here:      Word files are read by a walk of their own XML, and a second reader's every difference is a gap.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check "markitdown[docx]==0.1.9" mammoth==1.13.0 python-docx==1.2.0
cd "$here"
"$here/venv/bin/python" - <<'PY'
import docx
from markitdown import MarkItDown
file = docx.Document()
line = file.add_paragraph("Platelets 10")
line.add_run("9").font.superscript = True
line.add_run("/L. ")
line.add_run("Not for patients.").font.hidden = True
for style, words in (("List Number", "Wash"), ("List Number", "Dry"), ("Normal", "Wait."), ("List Number", "Rest")):
    file.add_paragraph(words, style=style)  # one list for Word: 1, 2, a paragraph, 3
table = file.add_table(2, 2)
table.cell(0, 0).text, table.cell(0, 1).text = "Morning", "Night"
table.cell(1, 0).merge(table.cell(1, 1)).text = "5 mg"
file.save("leaflet.docx")
text = MarkItDown().convert("leaflet.docx").text_content
print(text)
assert "109/L" in text and "Not for patients." in text
assert "1. Rest" in text and "3. Rest" not in text
assert "| 5 mg | |" in text
PY
