"""PDF leaflets: side by side for a person. Pages as pictures; every block of words a gap, every number to be confirmed.

No reader of PDFs gets columns and tables right both: "Do not take aspirin" beside "Take 5 mg at night" becomes one
line. So nothing that is read here is text of the draft; it is what a person compares with the page, and types.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from press.content import STILL_TO_WRITE as STILL
from press.intake import letters
from press.intake.pieces import Doubt, Heading, Picture, Piece, words
from press.intake.read import Read, Reading, refused
from press.intake.settle import quoted
from press.intake.witness import atoms

MOST_PAGES = 40  # sections of a handout
_DPI = 110
_NUMBER = re.compile(r"\d+(?:[.,/:\u2009\u00a0 –-]*\d+)*[%°]?|[½¼¾⅓⅔⅛]")


def read_pdf(path: Path) -> Read:
    """A PDF as pictures of its pages and gaps with its words."""
    data = path.read_bytes()
    if not data[:1024].lstrip().startswith(b"%PDF"):
        return refused(path.name, ("leaflet-kind", "it is no PDF", "Give it its right name."))
    try:
        pages, met = _pages(data)
        pictures = _pictures(data) if any(pages) else []
    except _RefusedError as error:
        return refused(path.name, error.why)
    if not any(pages):
        fault = "it holds pictures of pages and no words"
        return refused(
            path.name, ("file-empty", fault, "A scan must be typed first. Is there a Word file that it was made from?")
        )
    pieces: list[Piece] = [
        Doubt(
            "This came from a PDF. Compare every block with the picture of its page, then write it in place of its gap.",
            alone=True,
        )
    ]
    for number, (blocks, picture) in enumerate(zip(pages, pictures, strict=True), 1):
        told = f"Page {number} of the leaflet, to compare with. Delete it when this section is written."
        pieces.append(Heading(words(f"{STILL}: a heading (page {number} of the leaflet)")))
        pieces.append(Picture(f"page-{number}.png", picture, told=told))
        pieces += blocks or [
            Doubt("This page holds no words that can be read. Type them from its picture.", alone=True)
        ]
    return Reading(tuple(pieces), met), []


class _RefusedError(Exception):
    def __init__(self, *why: str) -> None:
        super().__init__(why[1])
        self.why = (why[0], why[1], why[2])


def _pages(data: bytes) -> tuple[list[list[Piece]], Counter[str]]:
    """The blocks of each page, and every word and figure that either reader met."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfplumber.utils.exceptions import PdfminerException

    met: Counter[str] = Counter()
    found: list[list[Piece]] = []
    seconds = _second_reading(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                fault = f"it has {len(document.pages)} pages; a handout holds {MOST_PAGES} sections"
                raise _RefusedError("leaflet-too-long", fault, "Split it into several leaflets.")
            for number, page in enumerate(document.pages):
                blocks = list(_blocks(page))
                said = Counter(atom for text, _ in blocks for atom in _words(text))
                second = Counter(_words(seconds[number] if number < len(seconds) else ""))
                pieces: list[Piece] = [_gap(text, table) for text, table in blocks]
                more = (second - said) if blocks or second else Counter()
                if more:
                    lacking = " ".join(more.elements())
                    pieces.append(Doubt(f"A second reader finds on this page as well: {quoted(lacking)}", alone=True))
                met += said | second
                found.append(pieces)
                page.close()
    except (PdfminerException, PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise _RefusedError(
            "leaflet-unreadable", "it has a password, or is damaged", "Save it again without a password."
        ) from error
    return found, met


def _second_reading(data: bytes) -> list[str]:
    from press.pdf import UnreadableError, second_reading

    try:
        return second_reading(data)
    except UnreadableError as error:
        raise _RefusedError(
            "leaflet-unreadable", "it has a password, or is damaged", "Save it again without a password."
        ) from error


def _pictures(data: bytes) -> list[bytes]:
    from press.pdf import UnreadableError, pictures

    try:
        return pictures(data, _DPI)
    except UnreadableError as error:
        raise _RefusedError("leaflet-unreadable", f"its pages cannot be painted ({error})", "Save it again.") from error


def _words(text: str) -> list[str]:
    return [atom for atom in atoms(text) if atom[-1:].isalnum()]


def _gap(text: str, table: bool) -> Doubt:
    numbers = list(dict.fromkeys(hit[0] for hit in _NUMBER.finditer(text)))
    confirm = f" Confirm each number with the page: {'; '.join(numbers)}." if numbers else " Compare with the page."
    lead = "A table: " if table else ""
    return Doubt(f"{lead}“{text}”{confirm}", alone=True)


# ---------------------------------------------------------------------------------------------------- what is on a page


def _blocks(page: Any) -> Iterator[tuple[str, bool]]:
    """The text of each block of a page from top to bottom, and whether it is a ruled table."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    placed: list[tuple[float, float, str, bool]] = []
    for table in tables:
        text = "; ".join(_row(row) for row in table.extract())
        if text.strip("; –"):
            placed.append((table.bbox[1], table.bbox[0], text, True))
    outside = [
        word for word in page.extract_words(use_text_flow=False, keep_blank_chars=False, extra_attrs=["size"])
        if not any(_inside(word, table.bbox) for table in tables)
    ]  # fmt: skip
    for block in _grouped(_lines(outside)):
        text = " ".join(" ".join(word["text"] for word in line) for line in block)
        placed.append((block[0][0]["top"], block[0][0]["x0"], text, False))
    for _, _, text, table in sorted(placed, key=lambda one: (round(one[0] / 6), one[1])):
        text = _clean(text)
        if text:
            yield text, table


def _row(row: Sequence[str | None]) -> str:
    """A row of a ruled table; an empty cell is told as one."""
    return " – ".join(" ".join((cell or "").split()) or "(empty)" for cell in row)


def _clean(text: str) -> str:
    """Letters that a gap can hold; a letter that no font names stands as such."""
    text = re.sub(r"\(cid:\d+\)", "[?]", letters.clean(text))
    text = "".join(char if char.isprintable() and char not in "\ufffd\ufffe\uffff" else "[?]" for char in text)
    return " ".join(text.split())


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3])


def _lines(found: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words on one base line, without a wide gap between them."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(found, key=lambda one: (round(one["bottom"]), one["x0"])):
        last = lines[-1][-1] if lines else None
        gap = word["x0"] - last["x1"] if last else 0
        if last and abs(word["bottom"] - last["bottom"]) <= 2.5 and -2 <= gap <= 1.4 * word["size"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _grouped(lines: list[list[dict[str, Any]]]) -> list[list[list[dict[str, Any]]]]:
    """Lines that stand close under each other and overlap in width, as one block."""
    blocks: list[list[list[dict[str, Any]]]] = []
    for line in sorted(lines, key=lambda one: (one[0]["top"], one[0]["x0"])):
        for block in blocks:
            last = block[-1]
            below = line[0]["top"] - last[0]["bottom"]
            overlap = min(line[-1]["x1"], last[-1]["x1"]) - max(line[0]["x0"], last[0]["x0"])
            same = abs(line[0]["size"] - last[0]["size"]) < 0.6
            if -1 <= below <= 0.75 * line[0]["size"] and overlap > 0 and same:
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks
