#!/usr/bin/env bash
# Version:   WeasyPrint 70.0, CairoSVG 2.9.1 (PyPI), pictures by pypdfium2 5.15.2
# Guess:     text-decoration and baseline-shift in an SVG are drawn, or a warning says that they are not.
# Behaviour: both leave the line through a struck-out dose away, and set the 9 of "10⁹" on the base line: the picture of
#            "80 mg, now 40 mg" shows two live doses, and of 10⁹ the number 109. Not one word in the log. Browsers draw both.
# Here:      what an SVG may use is a measured list; anything else is refused at its line.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check weasyprint==70.0 cairosvg==2.9.1 pypdfium2==5.15.2 numpy==2.4.6
"$here/venv/bin/python" - <<'PY'
import logging, urllib.parse
import cairosvg, pypdfium2, weasyprint
log = []
weasyprint.logger.LOGGER.addHandler(handler := logging.Handler()); handler.emit = lambda record: log.append(record.getMessage())
def picture(pdf): return pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_numpy().tobytes()
def svg(words): return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" viewBox="0 0 200 60"><text x="10" y="40" font-size="20">{words}</text></svg>'
def by_weasyprint(words):
    page = "<style>@page{size:200px 60px;margin:0}body{margin:0}</style>"
    return picture(weasyprint.HTML(string=f'{page}<img src="data:image/svg+xml;utf8,{urllib.parse.quote(svg(words))}">').write_pdf())
def by_cairosvg(words): return picture(cairosvg.svg2pdf(bytestring=svg(words).encode()))
for name, draw in (("WeasyPrint", by_weasyprint), ("CairoSVG", by_cairosvg)):
    assert draw("80 mg") != draw("40 mg"), "letters are drawn at all"
    struck = draw('<tspan text-decoration="line-through">80 mg</tspan>') == draw("<tspan>80 mg</tspan>")
    raised = draw('10<tspan baseline-shift="super">9</tspan>') == draw("10<tspan>9</tspan>")
    print(f"{name}: line through left out: {struck}; raised digit on the line: {raised}")
    assert struck and raised
assert log == [], log
PY
