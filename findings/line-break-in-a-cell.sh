#!/usr/bin/env bash
# Version:   python-calamine 0.9.1, beside pandas 3.1.1 with odfpy 1.4.1 and pyexcel-ods3 0.6.1 (PyPI)
# Guess:     a line break or a tab inside a spreadsheet cell (OpenDocument's text:line-break, text:tab) parts the words.
# Behaviour: python-calamine drops both: "5", a line break, "10 mg" is "510 mg". pandas keeps the break and drops the tab ("510 mg").
#            pyexcel-ods3 keeps both.
# Here:      order files are .csv and .xlsx only; a cell with a control character is named.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 pandas==3.1.1 odfpy==1.4.1 pyexcel-ods3==0.6.1
"$here/venv/bin/python" - "$here/t.ods" <<'PY'
import sys, zipfile
import pandas, pyexcel_ods3, python_calamine
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
KIND = "application/vnd.oasis.opendocument.spreadsheet"
names = " ".join(f'xmlns:{n}="{OASIS}{n}:1.0"' for n in ("office", "text", "table"))
cell = '<table:table-cell office:value-type="string"><text:p>5<text:{}/>10 mg</text:p></table:table-cell>'
with zipfile.ZipFile(sys.argv[1], "w") as made:
    made.writestr("mimetype", KIND)
    made.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><m:manifest xmlns:m="{OASIS}manifest:1.0" m:version="1.2">'
                  f'<m:file-entry m:full-path="/" m:media-type="{KIND}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>')
    made.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
                  f'<table:table table:name="S"><table:table-row>{cell.format("line-break")}{cell.format("tab")}</table:table-row></table:table>'
                  '</office:spreadsheet></office:body></office:document-content>')
fast = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()[0]
frame = pandas.read_excel(sys.argv[1], engine="odf", header=None).values.tolist()[0]
kept = pyexcel_ods3.get_data(sys.argv[1])["S"][0]
print("python-calamine:", fast, "| pandas:", frame, "| pyexcel-ods3:", kept)
assert fast == ["510 mg", "510 mg"]
assert frame == ["5\n10 mg", "510 mg"]
assert kept == ["5\n10 mg", "5\t10 mg"]
PY
