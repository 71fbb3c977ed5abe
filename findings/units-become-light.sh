#!/usr/bin/env bash
# Version:   Pint 0.25.3 (PyPI)
# Guess:     "10 units" is no physical unit and is refused, as "10 IU" is; "5 gr" on an old label is five grams or refused.
# Behaviour: "units" is read as micro-nits, a measure of light, and converted without a word; "5 gr" is five grains, 0.324 g; "5 MG"
#            is megagauss. A check that compares doses by this library takes an insulin dose for a brightness.
# Here:      units are read from each language's own file; "unit" is one of them, and nothing is guessed from prefixes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pint==0.25.3
"$here/venv/bin/python" - <<'PY'
import pint
unit = pint.UnitRegistry()
for text in ("10 units", "1 unit", "5 gr", "5 MG"):
    print(text, "->", unit(text).units, "=", unit(text).to_base_units())
assert unit("10 units").check("[luminosity]/[area]")
assert "micronit" in str(unit("10 units").units)
assert abs(unit("5 gr").to("g").magnitude - 0.32399) < 1e-4
assert unit("5 MG").units == unit("1 megagauss").units
try:
    unit("10 IU")
    raise SystemExit("IU is known now")
except pint.UndefinedUnitError as error:
    print("10 IU ->", error)
PY
