#!/usr/bin/env bash
# Version:   manimgx-fonts 2026.9.26.post1 (PyPI: Noto Sans and its sisters), fonttools 4.65.0
# Guess:     Noto means no missing boxes: Noto Sans has ≤ and an arrow, and a Noto font for a script has the digits 0-9.
# Behaviour: Noto Sans has neither ≤ nor ≥ nor →, and those of Armenian, Bengali, Ethiopic, Hebrew, Khmer, Lao, Myanmar and
#            Thai, among others, have no ASCII digit at all: each dose of such a line comes from another font.
# Here:      every letter is looked up in the language's fonts before anything is typeset, and again in the finished PDF.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check manimgx-fonts==2026.9.26.post1 fonttools==4.65.0
"$here/venv/bin/python" - "$here" <<'PY'
import pathlib, sys
from fontTools.ttLib import TTFont
fonts = {path.stem.split("[")[0]: set(TTFont(path, lazy=True).getBestCmap()) for path in pathlib.Path(sys.argv[1]).rglob("NotoSans*.ttf")}
print("Noto Sans lacks:", [sign for sign in "≤≥→½µ" if ord(sign) not in fonts["NotoSans"]])
assert not {ord("≤"), ord("≥"), ord("→")} & fonts["NotoSans"] and {ord("½"), ord("µ")} <= fonts["NotoSans"]
without = sorted(name for name, has in fonts.items() if ord("0") not in has)
print("no ASCII digits:", without)
assert {"NotoSansThai", "NotoSansHebrew", "NotoSansKhmer", "NotoSansBengali", "NotoSansMyanmar"} <= set(without)
PY
