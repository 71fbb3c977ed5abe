#!/usr/bin/env bash
# Version:   striprtf 0.0.35 (PyPI)
# Guess:     a converter of RTF to text knows the Symbol font, in which older programs write the Greek letter mu.
# Behaviour: 50 {\f1 m}g with \f1 Symbol, which every word processor shows as "50 µg", comes out as "50 mg": a thousand
#            times the dose. Struck-out and hidden words come out as live text, and 10{\super 9} as "109".
# Here:      RTF goes through a word processor to .docx first; symbol fonts are translated by their tables, or refused.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check striprtf==0.0.35
"$here/venv/bin/python" - <<'PY'
from striprtf.striprtf import rtf_to_text
rtf = (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}}\f0 50 {\f1 m}g, {\strike 80 mg} 40 mg, "
       r"{\v not for patients }10{\super 9}/L\par}")
text = rtf_to_text(rtf).strip()
print(text)
assert text == "50 mg, 80 mg 40 mg, not for patients 109/L"
PY
