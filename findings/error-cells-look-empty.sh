#!/usr/bin/env bash
# Version:   python-calamine 0.9.1, beside openpyxl 3.1.5 (PyPI)
# Guess:     a cell that shows #N/A, and a formula that was never computed, differ from an empty cell.
# Behaviour: python-calamine gives '' for all three. openpyxl says '#N/A' for the first, and None for the formula.
# Here:      a print order's cells are looked at with their kind: an error or a formula without a value is named.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cd "$here"
"$here/venv/bin/python" - <<'PY'
import zipfile
import openpyxl, python_calamine
book = openpyxl.Workbook()
book.active.append(["copies", "again", "phone", "note"])
book.active.append([1, 2, None, "end"])
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("order.xlsx", "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name.endswith("sheet1.xml"):  # what a spreadsheet program stores for a look-up that found nothing
            data = data.replace(b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2" t="e"><f>VLOOKUP(9,B:B,1,FALSE)</f><v>#N/A</v></c>')
            data = data.replace(b'<c r="B2" t="n"><v>2</v></c>', b'<c r="B2"><f>100+1</f></c>')
        new.writestr(name, data)
seen = python_calamine.CalamineWorkbook.from_path("order.xlsx").get_sheet_by_index(0).to_python()[1]
other = list(openpyxl.load_workbook("order.xlsx", data_only=True).active.values)[1]
print("python-calamine:", seen, "| openpyxl:", other)
assert seen == ["", "", "", "end"]
assert other == ("#N/A", None, None, "end")
PY
