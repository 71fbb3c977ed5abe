#!/usr/bin/env bash
# Version:   python-slugify 9.2.0 with text-unidecode 1.3, anyascii 0.3.3, Unidecode 1.4.0 (PyPI)
# Guess:     an ASCII name for "50 µg" says 50-ug, and "1½ tablets" does not become eleven halves.
# Behaviour: slugify folds the micro sign to a Greek mu and that to "m": "50 µg" and "50 mg" get the same file name, 50-mg.
#            anyascii writes 11/2 for 1½ and 109/L for 10⁹/L; Unidecode sets a space in 1½, and writes 109/L as well.
# Here:      file names hold the handout's slug, which an author types; no text with a number is ever folded to ASCII.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check python-slugify==9.2.0 text-unidecode==1.3 anyascii==0.3.3 unidecode==1.4.0
"$here/venv/bin/python" - <<'PY'
from anyascii import anyascii
from slugify import slugify
from unidecode import unidecode
for text in ("50 µg", "50 mg", "50 ug", "≤ 5 mg"):
    print(f"slugify {text!r}: {slugify(text)}")
for text in ("1½ tablets", "10⁹/L"):
    print(f"{text!r}: anyascii {anyascii(text)}, Unidecode {unidecode(text)}")
assert slugify("50 µg") == slugify("50 mg") == "50-mg" and slugify("50 ug") == "50-ug"
assert slugify("≤ 5 mg") == slugify("5 mg")
assert anyascii("1½ tablets") == "11/2 tablets" and unidecode("1½ tablets").strip() == "1 1/2 tablets"
assert anyascii("10⁹/L") == unidecode("10⁹/L") == "109/L"
PY
