"""HTML (and so Markdown and .docx) -> pieces. The only beautifulsoup, mammoth and markdown-it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from press.intake.pieces import Grid, Heading, Items, Paragraph, Piece, escaped

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "center",
        "summary",
        "button",
        "option",
    ]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_STRUCK = ("s", "strike", "del")
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾\u207f")
_SILENT = frozenset(("script", "style", "head", "template", "noscript", "iframe", "object"))
MAX_UNPACKED = 60 * 1024 * 1024  # a leaflet with pictures; a zip bomb is a thousand times that


def markdown_to_html(text: str) -> str:
    """CommonMark with tables; HTML inside it stays text."""
    from markdown_it import MarkdownIt

    text = re.sub(r"^( {0,3})\[(?=\^[^\]\n]+\]:)", r"\1\\[", text, flags=re.MULTILINE)  # "[^1]: note" would vanish
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def docx_to_html(path: Path) -> tuple[str, list[str]]:
    """A Word file as HTML, and what the converter could not take over."""
    import mammoth

    with path.open("rb") as file:
        made = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda image: {"src": ""}))
    return str(made.value), sorted({str(message.message) for message in made.messages})


def docx_doubts(path: Path) -> list[str]:
    """What a Word file holds that its converter says nothing of."""
    doubts = []
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode(errors="replace")
        if re.search(r"<w:(?:del|ins|moveFrom) ", body):
            doubts.append("Tracked changes: what was inserted was taken, what was deleted was left out.")
        if "<w:vanish/>" in body:
            doubts.append("Some words are hidden in the Word file; here they are not.")
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                words = " ".join(
                    re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", archive.read(name).decode(errors="replace"))
                )
                if words.strip():
                    doubts.append(f'Left out, from the head or foot of each page: "{_squeezed(unescape(words))}".')
    return list(dict.fromkeys(doubts))


def doubts_of_html(html: str) -> list[str]:
    """What an HTML document says by its looks: words struck through, pictures."""
    soup = BeautifulSoup(html, "html.parser")
    doubts = []
    for tag in soup.find_all(_STRUCK):
        words = _squeezed(tag.get_text())
        if words:
            doubts.append(f'Struck through in the leaflet, and kept here: "{words}". Delete it if it no longer holds.')
    for tag in soup.find_all("img"):
        alt = _squeezed(str(tag.get("alt", "")))
        doubts.append(f'A picture was left out: "{alt}".' if alt else "A picture was left out.")
    return list(dict.fromkeys(doubts))


def docx_fault(path: Path) -> tuple[str, str] | None:
    """Why a .docx must not be opened: fault and remedy."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "the file is encrypted, or in Word's old format",
            "Open it in Word, take the password off and save it as .docx.",
        )
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                return "the file is encrypted", "Take the password off and save it again."
            if sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > 5000:
                return (
                    "the file unpacks to more than a leaflet can hold",
                    "It may be damaged or hostile. Copy its text into a new document.",
                )
            if "word/document.xml" not in archive.namelist():
                return "the file is no Word document", "Save it as .docx."
    except zipfile.BadZipFile:
        return "the file is no Word document, or is damaged", "Open it in Word and save it as .docx."
    return None


def pieces_of_html(html: str) -> Iterator[Piece]:
    """The pieces of an HTML document, in reading order."""
    soup = BeautifulSoup(html, "html.parser")
    yield from _children(soup.body or soup)


def _children(parent: Tag) -> Iterator[Piece]:
    """Blocks one after another; loose text between them is a paragraph of its own."""
    loose: list[str] = []
    for child in parent.children:
        if isinstance(child, PreformattedString) and type(child) is not NavigableString:
            continue  # comments, doctypes
        if isinstance(child, NavigableString):
            loose.append(escaped(str(child)))
        elif isinstance(child, Tag) and child.name not in _SILENT:
            if _is_block(child):
                yield from _flushed(loose)
                yield from _block(child)
            elif child.name == "br":
                loose.append("\n")
            else:
                loose.append(_inline(child))
    yield from _flushed(loose)


def _is_block(tag: Tag) -> bool:
    return (
        tag.name in _BLOCKS
        or tag.name in _HEADINGS
        or tag.name in ("ul", "ol", "table", "body", "html", "form", "nav", "hr", "details")
    )


def _flushed(loose: list[str]) -> Iterator[Piece]:
    text = "".join(loose)
    loose.clear()
    for part in re.split(r"\n[ \t]*\n", text):
        words = _squeezed(part)
        if words:
            yield Paragraph(words)


def _block(tag: Tag) -> Iterator[Piece]:
    if tag.name in _HEADINGS:
        words = _squeezed("".join(_inline_children(tag))).replace("**", "")
        if words:
            yield Heading(words, _HEADINGS[tag.name])
    elif tag.name in ("ul", "ol"):
        yield from _items(tag)
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name == "img":
        yield Paragraph("", "a picture")
    else:
        yield from _children(tag)


def _items(tag: Tag) -> Iterator[Piece]:
    """A list; a list inside a list follows it, since the page has one level."""
    items: list[str] = []
    inner: list[Piece] = []
    for item in tag.find_all("li", recursive=False):
        words: list[str] = []
        for piece in _children(item):
            if isinstance(piece, Items | Grid):
                inner.append(piece)
            else:
                words.append(piece.text)
        if words:
            items.append(" ".join(words))
    if items:
        yield Items(tuple(items), tag.name == "ol")
    yield from inner


def _table(tag: Tag) -> Iterator[Piece]:
    rows = []
    header = False
    for number, row in enumerate(tag.find_all("tr")):
        cells = row.find_all(["td", "th"], recursive=False)
        header = header or (
            number == 0 and bool(cells) and (all(c.name == "th" for c in cells) or row.find_parent("thead") is not None)
        )
        rows.append(
            tuple(
                " ".join(p.text if isinstance(p, Paragraph | Heading) else " ".join(_words(p)) for p in _children(cell))
                for cell in cells
            )
        )
    caption = tag.find("caption")
    rows = [row for row in rows if any(row)]
    if rows:
        yield Grid(
            tuple(rows), header, _squeezed("".join(_inline_children(caption))) if isinstance(caption, Tag) else ""
        )


def _words(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Items):
        yield from piece.items
    elif isinstance(piece, Grid):
        for row in piece.rows:
            yield from row


def _inline_children(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, PreformattedString) and type(child) is not NavigableString:
            continue
        if isinstance(child, NavigableString):
            yield escaped(str(child))
        elif isinstance(child, Tag) and child.name not in _SILENT:
            yield "\n" if child.name == "br" else _inline(child)


def _inline(tag: Tag) -> str:
    """Inline marks in the handout's own grammar; those it does not have leave their words."""
    inner = "".join(_inline_children(tag))
    words = inner.strip()
    if tag.name == "sup" and words and not words.translate(_RAISED).isascii():
        return inner.translate(_RAISED)  # 10³ must not become 103
    if tag.name in ("strong", "b") and words and "**" not in words:
        return inner.replace(words, f"**{words}**")
    if tag.name == "a" and words:
        target = str(tag.get("href", "")).strip()
        if re.match(r"(https://|tel:|mailto:)[^\s()<>]+$", target):
            return inner.replace(words, f"[{words.replace('**', '')}]({target})")
        if target and not target.startswith("#"):
            return f"{inner} ({escaped(target)})"
    return inner


def _squeezed(text: str) -> str:
    """HTML's own rule: any run of white space is one space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()
