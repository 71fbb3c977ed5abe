#!/usr/bin/env bash
# Version:   pandoc 3.9 of pypandoc_binary 1.17 and mammoth 1.13.0, beside python-docx 1.2.0 (PyPI)
# Guess:     a Word table keeps each value under its column's name; a row that begins one column later is no rare thing.
# Behaviour: a row may leave out its first grid columns (w:gridBefore: Word writes it when a cell's border is dragged away). pandoc and
#            mammoth move the row to the left: the evening's dose stands under Morning. python-docx tells the gap (grid_cols_before).
#            pandoc also keeps a row whose deletion is tracked (w:del in w:trPr), while it leaves deleted words out.
# Here:      tables are laid on their grid; a row that begins later has a dash there and a gap that says so, a deleted row is a gap.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0 python-docx==1.2.0
"$here/venv/bin/python" - "$here/t.docx" <<'PY'
import re, sys
import docx, mammoth, pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
made = docx.Document()
table = made.add_table(rows=4, cols=3)
for y, row in enumerate((("Drug", "Morning", "Evening"), ("A", "1 mg", "2 mg"), ("", "", "3 mg"), ("B", "4 mg", "5 mg"))):
    for x, words in enumerate(row):
        table.cell(y, x).text = words
late = table.rows[2]._tr
for cell in late.tc_lst[:2]:
    late.remove(cell)
late.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="2"/></w:trPr>'))
gone = table.rows[3]._tr
gone.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="TEST" w:date="2026-01-01T00:00:00Z"/></w:trPr>'))
made.save(sys.argv[1])
html = pypandoc.convert_file(sys.argv[1], "html")
rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.S)]
with open(sys.argv[1], "rb") as opened:
    other = mammoth.convert_to_html(opened).value
print("pandoc:", rows, "| mammoth:", re.sub(r"</?p>", "", other))
assert [cell for cell in rows[2]][0] == "3 mg"
assert rows[3] == ["B", "4 mg", "5 mg"]
assert "<tr><td><p>3 mg</p></td></tr>" in other
assert docx.Document(sys.argv[1]).tables[0].rows[2].grid_cols_before == 2
PY
