#!/usr/bin/env bash
# Version:   odfpy 1.4.1, beside pandoc 3.9 of pypandoc_binary 1.17 (PyPI)
# Guess:     the paragraphs of an OpenDocument text are what stands on its pages; a tracked deletion is not among them.
# Behaviour: OpenDocument keeps deleted words as whole paragraphs at the top of the body, and odfpy's usual loop over paragraphs gives
#            them first, as live text: a dose that the author took out is the first line. A comment and its author run into the sentence.
#            pandoc leaves both out.
# Here:      .odt is read by way of .docx, where deletions are told apart; each becomes a gap with its words.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check odfpy==1.4.1 pypandoc_binary==1.17
"$here/venv/bin/python" - "$here/t.odt" <<'PY'
import sys, zipfile
import pypandoc
from odf import teletype, text
from odf.opendocument import load
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
KIND = "application/vnd.oasis.opendocument.text"
names = " ".join(f'xmlns:{n}="{OASIS}{n}:1.0"' for n in ("office", "text", "style")) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
body = ('<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>TEST</dc:creator>'
        '<dc:date>2026-01-01T00:00:00</dc:date></office:change-info><text:p>10 mg</text:p></text:deletion></text:changed-region>'
        '</text:tracked-changes><text:p>Take <text:change text:change-id="c1"/>5 mg<office:annotation><dc:creator>TEST</dc:creator>'
        '<text:p>or 7?</text:p></office:annotation> a day.</text:p>')
with zipfile.ZipFile(sys.argv[1], "w") as made:
    made.writestr("mimetype", KIND)
    made.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><m:manifest xmlns:m="{OASIS}manifest:1.0" m:version="1.2">'
                  + "".join(f'<m:file-entry m:full-path="{p}" m:media-type="{k}"/>' for p, k in (("/", KIND), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))) + "</m:manifest>")
    made.writestr("styles.xml", f'<?xml version="1.0"?><office:document-styles {names} office:version="1.2"><office:styles/></office:document-styles>')
    made.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>')
said = [teletype.extractText(one) for one in load(sys.argv[1]).getElementsByType(text.P)]
other = pypandoc.convert_file(sys.argv[1], "plain").strip()
print("odfpy:", said, "| pandoc:", other)
assert said[:2] == ["10 mg", "Take 5 mgTESTor 7? a day."]
assert other == "Take 5 mg a day."
PY
