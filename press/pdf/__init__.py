"""Finished PDFs: open, measure, picture. The only package that knows pikepdf and pypdfium2.

Nothing here trusts what made the PDF: sizes, places and colours are worked out from the drawing instructions.

    measured    what a PDF is found to hold          content     drawing instructions -> text and paint
    fonts       what the codes of a font mean        graphics    where, how large, which colour
    structure   what a screen reader hears           stretches   glyphs that come together, read as one
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2

from press.pdf.content import read_page
from press.pdf.fonts import FontCache
from press.pdf.hearing import Atom, Heard, Hearing, hear
from press.pdf.measured import MM, Annotation, Font, Measured, Page, Paint, Rectangle, Shape, TextRun

__all__ = [
    "MM",
    "Annotation",
    "Atom",
    "Font",
    "Heard",
    "Hearing",
    "Measured",
    "Page",
    "Paint",
    "Rectangle",
    "Shape",
    "TextRun",
    "UnreadableError",
    "author",
    "heard",
    "measure",
    "pictures",
    "second_reading",
    "structure_text",
]


class UnreadableError(ValueError):
    """The bytes are no PDF, or a broken or encrypted one."""


def _open(pdf: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf), attempt_recovery=False)
    except pikepdf.PdfError as error:
        raise UnreadableError(str(error)) from error


def author(pdf: bytes) -> str:
    """Whose sheet it says it is; empty for what is no PDF, or says nothing."""
    try:
        with _open(pdf) as opened:
            return str(opened.docinfo.get("/Author", ""))
    except UnreadableError:
        return ""


def measure(pdf: bytes) -> Measured:
    """Everything that preflight looks at, from one reading of every page. Raises UnreadableError."""
    with _open(pdf) as opened:
        fonts = FontCache()
        try:
            pages = tuple(read_page(number, page, fonts) for number, page in enumerate(opened.pages, 1))
        except (pikepdf.PdfError, KeyError, AttributeError, TypeError, IndexError, ValueError) as error:
            raise UnreadableError(f"{type(error).__name__}: {error}") from error
        root = opened.Root
        preferences = root.get("/ViewerPreferences", pikepdf.Dictionary())
        marked = root.get("/MarkInfo", pikepdf.Dictionary())
        return Measured(
            pages=pages,
            fonts=tuple(fonts.found()),
            title=str(opened.docinfo.get("/Title", "")),
            metadata_title=_metadata_title(opened),
            language=str(root.get("/Lang", "")),
            direction="rtl" if str(preferences.get("/Direction", "")) == "/R2L" else "ltr",
            tagged=bool(marked.get("/Marked", False)) and "/StructTreeRoot" in root,
            shows_title=bool(preferences.get("/DisplayDocTitle", False)),
            annotations=tuple(_annotations(opened)),
            scripts=_scripts(root),
            attachments="/EmbeddedFiles" in root.get("/Names", pikepdf.Dictionary()) or "/AF" in root,
            forms="/AcroForm" in root,
            encrypted=opened.is_encrypted,
        )


def _metadata_title(opened: pikepdf.Pdf) -> str:
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return str(metadata.get("dc:title", ""))


def _scripts(root: Any) -> bool:
    """Whether anything runs when the file is opened or printed."""
    names = root.get("/Names", pikepdf.Dictionary())
    opening = root.get("/OpenAction")
    acts = isinstance(opening, pikepdf.Dictionary) and "/S" in opening
    return "/JavaScript" in names or "/AA" in root or acts


def _annotations(opened: pikepdf.Pdf) -> list[Annotation]:
    found = []
    for number, page in enumerate(opened.pages, 1):
        for item in page.obj.get("/Annots", ()):
            action = item.get("/A", pikepdf.Dictionary())
            kind = str(item.get("/Subtype", "")).lstrip("/")
            does = str(action.get("/S", "")).lstrip("/") or ("GoTo" if "/Dest" in item else "")
            found.append(Annotation(number, kind, does, str(action.get("/URI", "")), int(item.get("/F", 0))))
    return found


def heard(pdf: bytes, measured: Measured | None = None) -> Hearing:
    """What a screen reader says, piece by piece, in reading order. Raises UnreadableError.

    ``measured`` saves reading the pages again.
    """
    pages = (measured or measure(pdf)).pages
    with _open(pdf) as opened:
        return hear(opened, [page.words for page in pages])


def structure_text(pdf: bytes) -> str:
    """The text in reading order as a screen reader says it: ActualText and alternative texts used, artifacts left out.

    One line for each paragraph, heading, list item, cell or picture. Raises UnreadableError.
    """
    return "\n".join(piece.text for piece in heard(pdf).pieces)


def second_reading(pdf: bytes) -> list[str]:
    """The text of each page as another reader (PDFium) finds it. Raises UnreadableError."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            found = []
            for page in document:
                text = page.get_textpage()
                found.append(str(text.get_text_range()))
                text.close()
                page.close()
            return found
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error


def pictures(pdf: bytes, dpi: int) -> list[bytes]:
    """Each page as a PNG. Raises UnreadableError."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            found = []
            for page in document:
                buffer = io.BytesIO()
                page.render(scale=dpi / 72).to_pil().save(buffer, "PNG")
                found.append(buffer.getvalue())
            return found
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
