#!/usr/bin/env bash
# Version:   pypdf 7.1.1, pymupdf 2.0, pikepdf 10.18.0 (PyPI); the page by WeasyPrint 70.0
# Guess:     putting two PDF/UA files together gives a PDF that screen readers can use, as both parts were.
# Behaviour: each of them drops the structure tree, the marked flag, the language, the metadata and the viewer preferences,
#            without a warning. pikepdf leaves the pages' /StructParents pointing at a tree that is gone.
# Here:      a set or packet is typeset as one document, never merged from finished PDFs.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pypdf==7.1.1 pymupdf==2.0 pikepdf==10.18.0
cd "$here"
"$here/venv/bin/python" - <<'PY'
import pikepdf, pymupdf, pypdf, weasyprint
KEYS = ("/StructTreeRoot", "/MarkInfo", "/Lang", "/Metadata", "/ViewerPreferences")
html = "<html lang=en><title>Two sheets</title><h1>Take it at night</h1><p>5 mg</p>"
weasyprint.HTML(string=html).write_pdf("one.pdf", pdf_variant="pdf/ua-1")
writer = pypdf.PdfWriter(); writer.append("one.pdf"); writer.append("one.pdf"); writer.write("pypdf.pdf")
whole = pymupdf.open(); whole.insert_pdf(pymupdf.open("one.pdf")); whole.insert_pdf(pymupdf.open("one.pdf")); whole.save("pymupdf.pdf")
both = pikepdf.new(); both.pages.extend(pikepdf.open("one.pdf").pages); both.pages.extend(pikepdf.open("one.pdf").pages); both.save("pikepdf.pdf")
def kept(path):
    with pikepdf.open(path) as pdf:
        return [key for key in KEYS if key in pdf.Root], sum("/StructParents" in page for page in pdf.pages)
print("one sheet:", kept("one.pdf"))
assert kept("one.pdf") == (list(KEYS), 1)
for name in ("pypdf", "pymupdf", "pikepdf"):
    print(f"{name}:", kept(f"{name}.pdf"))
    assert kept(f"{name}.pdf")[0] == []
assert kept("pikepdf.pdf")[1] == 2, "pointers into a tree that is not there"
PY
