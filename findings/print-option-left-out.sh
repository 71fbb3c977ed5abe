#!/usr/bin/env bash
# Version:   pyipp 0.17.2 (PyPI)
# Guess:     a job option that is given to execute() is sent to the printer, or refused.
# Behaviour: an option that is not in the library's own table of kinds is left out without a word (a debug log line):
#            print-scaling=none, by which a page keeps its size, is one of them, as are media-col and print-color-mode;
#            copies and sides are sent. The printer then shrinks the page as it does by default, and 18-point letters do not
#            come out at 18 points.
# Here:      the press writes its own requests (press/office/ipp.py): an option whose kind is not known there is an error.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pyipp==0.17.2
"$here/venv/bin/python" - <<'PY'
from pyipp.enums import IppOperation
from pyipp.serializer import encode_dict

options = {"copies": 2, "sides": "one-sided", "print-scaling": "none", "print-color-mode": "monochrome"}
sent = encode_dict({"version": (2, 0), "operation": IppOperation.PRINT_JOB, "request-id": 1, "job-attributes-tag": options})
found = {name: name.encode() in sent for name in options}
print(found)
assert found == {"copies": True, "sides": True, "print-scaling": False, "print-color-mode": False}
PY
