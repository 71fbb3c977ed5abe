#!/usr/bin/env bash
# Version:   num2words 0.5.14 (PyPI)
# Guess:     a decimal read aloud keeps its value: 0.05 and 0.5 cannot sound alike.
# Behaviour: Persian and Bengali drop the zero after the point: 0.05 and 0.5 are the same words, 2.05 is "two and a half".
#            Turkish cuts binary floats: 2.05 becomes "two comma four", 0.29 "zero comma twenty-eight".
# Here:      no number is ever turned into words by a library; words for numbers stand in the language files, with examples.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check num2words==0.5.14
"$here/venv/bin/python" - <<'PY'
from num2words import num2words as said
for tag in ("fa", "bn"):
    print(tag, "0.5:", said(0.5, lang=tag), "| 0.05:", said(0.05, lang=tag), "| 2.5:", said(2.5, lang=tag), "| 2.05:", said(2.05, lang=tag))
    assert said(0.5, lang=tag) == said(0.05, lang=tag)
    assert said(2.5, lang=tag) == said(2.05, lang=tag)
print("tr 2.05:", said(2.05, lang="tr"), "| 2.04:", said(2.04, lang="tr"), "| 0.29:", said(0.29, lang="tr"))
assert said(2.05, lang="tr") == "ikivirgüldört"  # iki virgül dört: two comma four
assert said(0.29, lang="tr") == "sıfırvirgülyirmisekiz"  # zero comma twenty-eight
assert said(2.05, lang="en") == "two point zero five", "English is right"
PY
