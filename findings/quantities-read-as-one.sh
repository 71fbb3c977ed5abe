#!/usr/bin/env bash
# Version:   quantulum3 0.10.0 (PyPI)
# Guess:     a parser of quantities in prose gives the numbers that stand there.
# Behaviour: "120/80 mmHg" is divided to 1.5 mmHg; "5-10 mg" is averaged to 7.5 mg; "1,5 mg" is a plain 1 and then 5 mg;
#            "10 U" are atomic mass units; "2x5 mg" is nothing at all.
# Here:      doses, ranges and pressures are read by the project's own reader, which keeps each number as written.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check quantulum3==0.10.0
"$here/venv/bin/python" - <<'PY'
from quantulum3 import parser
def read(text):
    return [(found.value, found.unit.name) for found in parser.parse(text)]
for text in ("120/80 mmHg", "5-10 mg", "1,5 mg", "10 U", "2x5 mg"):
    print(f"{text!r}: {read(text)}")
assert read("120/80 mmHg") == [(1.5, "millimeter of mercury")]
assert read("5-10 mg") == [(7.5, "milligram")]
assert read("1,5 mg") == [(1.0, "dimensionless"), (5.0, "milligram")]
assert read("10 U") == [(10.0, "atomic mass unit")]
assert read("2x5 mg") == []
PY
