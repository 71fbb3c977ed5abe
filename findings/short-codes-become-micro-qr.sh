#!/usr/bin/env bash
# Version:   segno 1.6.6 (PyPI), read by OpenCV 5.0.0.93
# Guess:     segno.make() makes a QR code.
# Behaviour: what is short becomes a Micro QR code without being asked: one corner mark instead of three, and
#            OpenCV's reader does not see it at all. segno.make_qr() or micro=False makes the usual one.
# Here:      codes are made with micro=False, and read back from a picture of the finished page.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check segno==1.6.6 opencv-python-headless==5.0.0.93 numpy==2.4.6
cd "$here"
"$here/venv/bin/python" - <<'PY'
import cv2, segno
def seen(code):
    code.save("code.png", scale=10, border=4)
    return cv2.QRCodeDetector().detectAndDecode(cv2.imread("code.png"))[0]
short, usual = segno.make("7K3M9-QXA2C"), segno.make_qr("7K3M9-QXA2C")
print("make:", short.designator, "is_micro", short.is_micro, "read as", repr(seen(short)))
print("make_qr:", usual.designator, "read as", repr(seen(usual)))
assert short.is_micro and seen(short) == ""
assert not usual.is_micro and seen(usual) == "7K3M9-QXA2C"
PY
