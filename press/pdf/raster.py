"""Pages as pictures that can be compared and shown: for people who look, not for preflight."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2

from press.pdf import UnreadableError


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as pixels, ``dpi`` of them to the inch."""

    width: int
    height: int
    dpi: int
    picture: Any

    def cells(self, size: int) -> tuple[bytes, int]:
        """The mean grey (0 to 255) of each square of ``size`` pixels, row by row, and how many stand in a row.

        Two pictures of the same drawing give the same bytes: PDFium's own rasteriser depends on nothing else.
        """
        small = self.picture.convert("L").reduce(size)
        return small.tobytes(), small.width

    def encoded(self, form: Literal["PNG", "WEBP"], quality: int = 60) -> bytes:
        """The picture as a file. ``quality`` (0 to 100) counts for WebP alone."""
        buffer = io.BytesIO()
        more = {"quality": quality} if form == "WEBP" else {"compress_level": 1}
        self.picture.save(buffer, form, **more)
        return buffer.getvalue()


def rasters(pdf: bytes, dpi: int) -> list[Raster]:
    """Every page as pixels. Raises UnreadableError."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return [_raster(page, dpi) for page in document]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error


def raster(pdf: bytes, number: int, dpi: int) -> Raster:
    """Page ``number``, counted from 1, as pixels. Raises UnreadableError, and IndexError where there is no such page.

    PDFium is not made for threads: whoever has several lets only one of them in at a time.
    """
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            return _raster(document[number - 1], dpi)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error


def _raster(page: Any, dpi: int) -> Raster:
    picture = page.render(scale=dpi / 72).to_pil()
    page.close()
    return Raster(picture.width, picture.height, dpi, picture)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises UnreadableError."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
