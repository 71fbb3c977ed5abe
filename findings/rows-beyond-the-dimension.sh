#!/usr/bin/env bash
# Version:   openpyxl 3.1.5, beside python-calamine 0.9.1 (PyPI)
# Guess:     read_only=True reads the same cells as the usual way, with less memory.
# Behaviour: it believes the sheet's <dimension>, which is a hint (ECMA-376, 18.3.1.35) and out of date in files of some
#            exporters: rows and columns beyond it are left out without a word. The usual way, and calamine, read them all.
# Here:      order files are small: they are read the usual way.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
cd "$here"
"$here/venv/bin/python" - <<'PY'
import re, zipfile
import openpyxl, python_calamine
book = openpyxl.Workbook()
for row in (["handout", "copies", "phone"], ["gout", 100, "503-555-0123"], ["asthma", 250, "503-555-0199"]):
    book.active.append(row)
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("order.xlsx", "w") as new:
    for name in old.namelist():
        new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', old.read(name)))
usual = list(openpyxl.load_workbook("order.xlsx").active.values)
lean = list(openpyxl.load_workbook("order.xlsx", read_only=True).active.values)
print("usual:", usual)
print("read_only:", lean)
assert len(usual) == 3 and usual[2] == ("asthma", 250, "503-555-0199")
assert lean == [("handout", "copies"), ("gout", 100)]
assert len(python_calamine.CalamineWorkbook.from_path("order.xlsx").get_sheet_by_index(0).to_python()) == 3
PY
