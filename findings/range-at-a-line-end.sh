#!/usr/bin/env bash
# Version:   pdftotext of Poppler 22.12.0 (Debian 12), with WeasyPrint 70.0 (PyPI) for the page
# Guess:     joining words that were hyphenated at a line's end is about letters; a hyphen between digits is kept.
# Behaviour: "Take 5-" at the end of a line and "10 mg" on the next come out as "Take 510 mg". -layout keeps the hyphen.
#            PDFium, pdfminer.six and pypdf keep it, too.
# Here:      a range is never parted by a line's end, and the tests read each number back from the finished PDF.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
case "$(pdftotext -v 2>&1 | sed -n 1p)" in
*" 22.12.0") echo "pdftotext 22.12.0" ;;
*) echo "this is about Debian 12's pdftotext: apt-get install poppler-utils=22.12.0-2+deb12u3"; exit 2 ;;
esac
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pdfminer.six==20260107 pypdf==7.1.1
"$here/venv/bin/python" - "$here" <<'PY'
import subprocess, sys
import pypdf, weasyprint
from pdfminer.high_level import extract_text
page = f"{sys.argv[1]}/page.pdf"
weasyprint.HTML(string="<html lang=en><title>t</title><p>Take 5-<br>10 mg at night.</p>").write_pdf(page)
plain = subprocess.run(["pdftotext", page, "-"], capture_output=True, text=True, check=True).stdout
laid = subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, text=True, check=True).stdout
print("pdftotext:", plain.split("\n")[0], "| -layout:", laid.split())
print("pdfminer.six:", extract_text(page).split(), "| pypdf:", pypdf.PdfReader(page).pages[0].extract_text().split())
assert "Take 510 mg at night." in plain
assert "5-" in laid and "5-" in extract_text(page) and "5-" in pypdf.PdfReader(page).pages[0].extract_text()
PY
