#!/usr/bin/env bash
# Version:   markdownify 1.2.3, html2text 2025.4.15, inscriptis 2.7.6 (PyPI)
# Guess:     a converter from HTML to Markdown or text keeps powers and fractions apart, or says so.
# Behaviour: 10<sup>9</sup>/L becomes "109/L" and 1<sup>1</sup>/<sub>2</sub> tablets "11/2 tablets" in all three.
#            inscriptis also runs a struck-out dose into the new one: <del>5</del>10 mg is "510 mg".
# Here:      import reads the HTML itself; raised and lowered digits become their own characters or a gap.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check markdownify==1.2.3 html2text==2025.4.15 inscriptis==2.7.6
"$here/venv/bin/python" - <<'PY'
import html2text, inscriptis
from markdownify import markdownify
html = "<html><body><p>10<sup>9</sup>/L, 1<sup>1</sup>/<sub>2</sub> tablets, <del>5</del>10 mg</p></body></html>"
for name, read in (("markdownify", markdownify), ("html2text", html2text.html2text), ("inscriptis", inscriptis.get_text)):
    said = read(html).strip()
    print(f"{name}: {said}")
    assert "109/L" in said and "11/2 tablets" in said
assert "510 mg" in inscriptis.get_text(html)
PY
