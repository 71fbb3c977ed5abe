#!/usr/bin/env bash
# Version:   WeasyPrint 70.0, inscriptis 2.7.6, html2text 2025.4.15, beside pandoc 3.9 of pypandoc_binary 1.17 (PyPI)
# Guess:     a fraction in MathML (<mfrac>, as Word's and Wikipedia's HTML write one half) prints as a fraction or is refused.
# Behaviour: WeasyPrint, inscriptis and html2text print its parts one after the other: "Take 1/2 tablet" is "Take 12 tablet".
#            Browsers draw the fraction; pandoc writes it as TeX.
# Here:      import reads MathML itself and writes ½, or a gap; a template has no MathML.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2 inscriptis==2.7.6 html2text==2025.4.15 pypandoc_binary==1.17
"$here/venv/bin/python" - <<'PY'
import html2text, inscriptis, pypandoc, pypdfium2, weasyprint
html = "<p>Take <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablet.</p>"
page = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0].get_textpage().get_text_bounded().strip()
other = pypandoc.convert_text(html, "markdown", "html").strip()
print("WeasyPrint:", page, "| inscriptis:", inscriptis.get_text(html).strip(), "| html2text:", html2text.html2text(html).strip(), "| pandoc:", other)
assert page == inscriptis.get_text(html).strip() == html2text.html2text(html).strip() == "Take 12 tablet."
assert "frac{1}{2}" in other
PY
