#!/usr/bin/env bash
# Version:   Pillow 13.0.0 (PyPI)
# Guess:     convert("CMYK") turns black into black ink.
# Behaviour: black of an RGB picture becomes cyan, magenta and yellow at full and no black at all: 300 % ink, which printers
#            refuse, and small letters in a picture get coloured edges. The same black of a grey picture is black ink alone.
# Here:      pictures for the printing press go through the project's own profiles, and the finished file's ink is measured.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pillow==13.0.0
"$here/venv/bin/python" - <<'PY'
from PIL import Image
rgb = Image.new("RGB", (1, 1), (0, 0, 0)).convert("CMYK").getpixel((0, 0))
grey = Image.new("L", (1, 1), 0).convert("CMYK").getpixel((0, 0))
print("RGB black:", rgb, "| grey black:", grey)
assert rgb == (255, 255, 255, 0) and grey == (0, 0, 0, 255)
PY
