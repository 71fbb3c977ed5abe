#!/usr/bin/env bash
# Version:   Markdown 3.11.3 (Python-Markdown), beside marko 2.2.4, markdown2 2.5.5 and mistune 3.4.0 (PyPI)
# Guess:     a list that begins with "4." begins at 4, as in CommonMark and in the other three.
# Behaviour: Python-Markdown numbers it 1, 2 unless its extension sane_lists is asked for: steps 4 and 5 of a leaflet become 1 and 2.
# Here:      import keeps each number that was written, or leaves a gap with both readings.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check markdown==3.11.3 marko==2.2.4 markdown2==2.5.5 mistune==3.4.0
"$here/venv/bin/python" - <<'PY'
import markdown, markdown2, marko, mistune
text = "Go on with step 4.\n\n4. Wait for one hour.\n5. Take 5 mg.\n"
for name, read in (("marko", marko.convert), ("markdown2", markdown2.markdown), ("mistune", mistune.html)):
    assert '<ol start="4">' in str(read(text)), name
print("Python-Markdown:", markdown.markdown(text).replace("\n", ""))
assert "<ol>" in markdown.markdown(text) and "start" not in markdown.markdown(text)
assert '<ol start="4">' in markdown.markdown(text, extensions=["sane_lists"])
PY
