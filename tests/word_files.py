"""Word files written as XML, for constructs that no library writes: every part is what a test says it is."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": _OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
)
# List 1 counts, list 2 has bullets, list 3 begins at 4, list 4 has letters, list 5 goes on from list 1's definition anew,
# list 6 shows no labels.
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1">'
    + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/></w:lvl>'
        for n, sign in enumerate("•–o")
    )
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="4">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4))
    + '<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments", "header1": "header", "footer1": "footer"}  # fmt: skip


def _types(parts: list[str]) -> str:
    """What kind each part of a Word file is: a reader such as LibreOffice goes by it."""
    named = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{_KINDS[name]}+xml"/>'
        for name in ("document", "styles", "numbering", *parts)
        if name in _KINDS
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{named}</Types>'
    )


def run(text: str, look: str = "") -> str:
    """A run of words; ``look`` is the XML of its properties."""
    rpr = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*parts: str, style: str = "", props: str = "", item: tuple[int, int] | None = None) -> str:
    """A paragraph of words or XML; ``item`` is the number of its list and its level there."""
    inner = "".join(part if part.startswith("<") else run(part) for part in parts)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
    return f"<w:p><w:pPr>{named}{listed}{props}</w:pPr>{inner}</w:p>"


def cell(*parts: str, props: str = "") -> str:
    """A cell of paragraphs or XML."""
    inner = "".join(part if part.startswith(("<w:p>", "<w:tbl>")) else par(part) for part in parts)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner or par()}{par() if inner.endswith('</w:tbl>') else ''}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A row of cells, or of words."""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table whose first row names its columns."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


HEADER = "<w:tblHeader/>"


def word_file(
    path: Path,
    *body: str,
    styles: str = "",
    numbering: str = "",
    heading: bool = True,
    files: dict[str, bytes] | None = None,
    **parts: str,
) -> Path:
    """A Word file. ``parts`` are footnotes, endnotes, comments, header1, footer1, chart1, data1: the XML inside their roots."""
    roots = {"footnotes": "w:footnotes", "endnotes": "w:endnotes", "comments": "w:comments", "header1": "w:hdr",
             "footer1": "w:ftr", "chart1": "c:chartSpace", "data1": "dgm:dataModel"}  # fmt: skip
    kinds = {"header1": "header", "footer1": "footer", "chart1": "chart", "data1": "diagramData"}
    folders = {"chart1": "charts/", "data1": "diagrams/"}
    relations = [("styles", "styles.xml"), ("numbering", "numbering.xml")]
    relations += [(kinds.get(name, name), f"{folders.get(name, '')}{name}.xml") for name in parts]
    relations += [("image", name) for name in files or {}]
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations, 1)
    )
    listed += (
        f'<Relationship Id="web" Type="{_OFFICE}/hyperlink" Target="https://example.org/gout" TargetMode="External"/>'
    )
    begin = par("Gout tablets", style="Heading1") + par("Dose", style="Heading2") if heading else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types([*parts]))
        archive.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
                         f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')  # fmt: skip
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>',
        )
        archive.writestr("word/styles.xml", f"{HEAD}<w:styles {SPACES}>{STYLES}{styles}</w:styles>")
        archive.writestr("word/numbering.xml", f"{HEAD}<w:numbering {SPACES}>{numbering or NUMBERING}</w:numbering>")
        archive.writestr(
            "word/document.xml", f"{HEAD}<w:document {SPACES}><w:body>{begin}{''.join(body)}</w:body></w:document>"
        )
        for name, inner in parts.items():
            archive.writestr(
                f"word/{folders.get(name, '')}{name}.xml", f"{HEAD}<{roots[name]} {SPACES}>{inner}</{roots[name]}>"
            )
        for name, data in (files or {}).items():
            archive.writestr(f"word/{name}", data)
    return path


def picture(relation: str, alt: str = "") -> str:
    """A picture in a paragraph."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{alt}"/><a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
