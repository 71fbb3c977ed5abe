#!/usr/bin/env bash
# Version:   word2number 1.1 (PyPI)
# Guess:     words that are no single number are refused, as the library refuses "half".
# Behaviour: what it cannot place it leaves out, and what is left is added: "one and a half" is 1, "two to three" is 5,
#            "twenty one hundred" is 120, "five ten" is 15. No error, no warning.
# Here:      numbers in words are compared from the language files, and a range in words is two numbers.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check word2number==1.1
"$here/venv/bin/python" - <<'PY'
from word2number.w2n import word_to_num
for words, seen in {"one and a half": 1, "two to three": 5, "twenty one hundred": 120, "five ten": 15}.items():
    print(f"{words!r}: {word_to_num(words)}")
    assert word_to_num(words) == seen
try:
    word_to_num("half")
except ValueError as error:
    print("'half':", str(error)[:30])
else:
    raise SystemExit("half is read now")
PY
