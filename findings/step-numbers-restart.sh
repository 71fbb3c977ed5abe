#!/usr/bin/env bash
# Version:   markdownify 1.2.3, html2text 2025.4.15 (PyPI)
# Guess:     a numbered list keeps its numbers: both honour <ol start>.
# Behaviour: <li value="7"> is passed over: after step 4 comes "5", where the leaflet and every browser say 7. A sentence
#            that says "go back to step 7" then points at nothing. inscriptis 2.7.6 honours value, and passes over start.
# Here:      import takes start, value and reversed as a browser does, or leaves a gap with both readings.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check markdownify==1.2.3 html2text==2025.4.15 inscriptis==2.7.6
"$here/venv/bin/python" - <<'PY'
import html2text, inscriptis
from markdownify import markdownify
html = '<html><body><ol start="4"><li>Wash</li><li value="7">Wait</li></ol></body></html>'
for name, read, seen in (("markdownify", markdownify, "4. Wash 5. Wait"), ("html2text", html2text.html2text, "4. Wash 5. Wait"),
                         ("inscriptis", inscriptis.get_text, "1. Wash 7. Wait")):
    said = " ".join(read(html).split())
    print(f"{name}: {said}")
    assert said == seen
PY
