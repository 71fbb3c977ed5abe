#!/usr/bin/env bash
# Version:   pandoc 3.9 of pypandoc_binary 1.17, html2text 2025.4.15, markdownify 1.2.3, inscriptis 2.7.6, beside WeasyPrint 70.0 (PyPI)
# Guess:     of a drop-down list in a web page (<select>) a converter keeps the choice that was made, as a browser and a printer do.
# Behaviour: all four give every choice, the one that was not made first and without a space between: "5 mg10 mg". WeasyPrint prints
#            the chosen one alone.
# Here:      import takes the chosen one and leaves a gap with all of them.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pypandoc_binary==1.17 html2text==2025.4.15 markdownify==1.2.3 inscriptis==2.7.6 weasyprint==70.0 pypdfium2==5.15.2
"$here/venv/bin/python" - <<'PY'
import html2text, inscriptis, markdownify, pypandoc, pypdfium2, weasyprint
html = "<p>Take <select><option>5 mg</option><option selected>10 mg</option></select> a day.</p>"
said = {
    "pandoc": pypandoc.convert_text(html, "plain", "html"), "html2text": html2text.html2text(html),
    "markdownify": markdownify.markdownify(html), "inscriptis": inscriptis.get_text(html),
}
said = {name: " ".join(text.split()) for name, text in said.items()}
page = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0].get_textpage().get_text_bounded()
print(said, "| WeasyPrint:", " ".join(page.split()))
assert all("5 mg" in text and "10 mg" in text for text in said.values())
assert sum("5 mg10 mg" in text for text in said.values()) >= 3
assert "5 mg" not in page and "10 mg" in page
PY
