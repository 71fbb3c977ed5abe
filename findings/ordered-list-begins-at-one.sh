#!/usr/bin/env bash
# Version:   WeasyPrint 70.0, beside pypdfium2 5.15.2 to read the page (PyPI)
# Guess:     <ol start="4"> and <li value="9"> are what a list says, not how it looks: every HTML renderer numbers by them.
# Behaviour: WeasyPrint takes both for presentational hints, which it follows only when asked: steps 4 and 9 print as 1 and 2, without
#            a message. "Go back to step 4" then points at nothing.
# Here:      the press writes each step's number itself and reads it back from the finished page.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
"$here/venv/bin/python" - <<'PY'
import re
import pypdfium2, weasyprint
html = '<!doctype html><html lang="en"><title>t</title><body><ol start="4"><li>Wait</li><li value="9">Call</li></ol>'
def numbers(**how):
    made = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf(**how))
    return re.findall(r"\d+", made[0].get_textpage().get_text_bounded())
print("as it comes:", numbers(), "| with presentational_hints:", numbers(presentational_hints=True))
assert numbers() == ["1", "2"]
assert numbers(presentational_hints=True) == ["4", "9"]
PY
