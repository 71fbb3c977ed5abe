#!/usr/bin/env bash
# Version:   pandoc 3.9 of pypandoc_binary 1.17, beside mammoth 1.13.0 (PyPI)
# Guess:     pandoc's reader of Word files keeps strike-through, whichever of Word's ways wrote it.
# Behaviour: one line through is kept as ~~4~~; two lines (w:dstrike), or a line that comes from a paragraph's style, is dropped, and
#            the old dose stands beside the new one: "Take 4 2 tablets". Words that a style hides come out, too. mammoth gives all three
#            as live text as well.
# Here:      the reader of Word's own XML follows styles; struck or hidden words become a gap with both readings.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0
"$here/venv/bin/python" - "$here/t.docx" <<'PY'
import sys, zipfile
import mammoth, pypandoc
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
HIDDEN = '<w:rStyle w:val="Unseen"/>'
body = (f'<w:p>{run("Take ")}{run("4", "<w:strike/>")}{run(" 2 tablets.")}</w:p>'
        f'<w:p>{run("Take ")}{run("4", "<w:dstrike/>")}{run(" 2 tablets.")}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Old"/></w:pPr>{run("Take 9 tablets.")}</w:p>'
        f'<w:p>{run("Draft: 7. ", HIDDEN)}{run("Ask us.")}</w:p>')
styles = ('<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:strike/></w:rPr></w:style>'
          '<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>')
with zipfile.ZipFile(sys.argv[1], "w") as made:
    made.writestr("[Content_Types].xml", f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
                  '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>')
    made.writestr("_rels/.rels", f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>')
    made.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" Type="{REL}/styles" Target="styles.xml"/></Relationships>')
    made.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    made.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
lines = [line for line in pypandoc.convert_file(sys.argv[1], "markdown").splitlines() if line]
with open(sys.argv[1], "rb") as opened:
    plain = mammoth.extract_raw_text(opened).value.split("\n\n")
print("pandoc:", lines, "| mammoth:", plain[:4])
assert lines == ["Take ~~4~~ 2 tablets.", "Take 4 2 tablets.", "Take 9 tablets.", "Draft: 7. Ask us."]
assert plain[1:4] == ["Take 4 2 tablets.", "Take 9 tablets.", "Draft: 7. Ask us."]
PY
