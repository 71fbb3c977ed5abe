"""What the finished PDFs of a folder show about paper: run by hand, or by a test, on the output of ``handouts build``.

``python tests/measure_pages.py out/release`` prints one line for each PDF (pages, how full the last one is, the page of the
emergency call-out) and what is wrong: a split call-out of help, a blank page, a heading last on a page, a phone or a
call-out of help on a later page than its size allows. It reads the PDF by its structure tags and knows nothing of the press's
templates.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pdfplumber

_MARGIN = 0.5  # points
EMERGENCY = {(0.608, 0.078, 0.125)}  # the ground of the heading: styles/blocks/callout.css


class Measured(NamedTuple):
    """One PDF: its pages, how full the last one is (0 to 1), the pages on which an emergency band stands, and faults."""

    file: Path
    pages: int
    last: float
    emergency: tuple[int, ...]
    faults: tuple[str, ...]


def measure(file: Path, size: str) -> Measured:
    """What one PDF shows. ``size`` is the name of its variant."""
    faults, bands = list[str](), list[int]()
    with pdfplumber.open(file) as opened:
        count, last = len(opened.pages), 0.0
        for number, page in enumerate(opened.pages, 1):
            body = _body(page)
            if not body:
                faults.append(f"page {number} is blank")
                continue
            bands += [number for one in page.rects if _is_emergency(one)]
            if number < count and _is_heading(body, page):
                faults.append(f'page {number} ends with a heading: "{_words(body[-1])}"')
            last = (max(char["bottom"] for line in body for char in line) - page.height * 0.09) / (page.height * 0.8)
    pages = tuple(dict.fromkeys(bands))
    allowed = 1 if size == "standard" else 2
    if pages and pages[0] > allowed:
        faults.append(f"the emergency call-out begins on page {pages[0]}")
    return Measured(file, count, max(0.0, min(1.0, last)), pages, tuple(faults))


def _body(page: pdfplumber.page.Page) -> list[list[dict[str, object]]]:
    """The lines between head and foot, from top to bottom, each with its letters."""
    rules = [one["top"] for one in page.rects + page.lines if one["width"] > page.width * 0.5 and one["top"] > page.height * 0.8]
    foot = min(rules, default=page.height * 0.92)
    chars = [one for one in page.chars if page.height * 0.07 < one["top"] and one["bottom"] < foot + _MARGIN]
    lines: list[list[dict[str, object]]] = []
    for char in sorted(chars, key=lambda one: (round(one["bottom"]), one["x0"])):
        if lines and abs(char["bottom"] - lines[-1][0]["bottom"]) < 2:  # type: ignore[operator]
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _is_heading(body: list[list[dict[str, object]]], page: pdfplumber.page.Page) -> bool:
    """Whether the last line is set larger than most letters, and in bold."""
    sizes = sorted(round(float(str(char["size"])), 1) for line in body for char in line)
    usual, line = sizes[len(sizes) // 2], body[-1]
    bold = sum("Bold" in str(char["fontname"]) for char in line) > len(line) * 0.8
    return bold and min(float(str(char["size"])) for char in line) > usual * 1.05


def _is_emergency(rect: dict[str, object]) -> bool:
    colour = rect.get("non_stroking_color")
    if not isinstance(colour, tuple | list) or len(colour) != 3:
        return False
    return any(all(abs(float(a) - b) < 0.01 for a, b in zip(colour, known, strict=True)) for known in EMERGENCY)


def _words(line: list[dict[str, object]]) -> str:
    return "".join(str(char["text"]) for char in line)[:60]


def main(folder: str) -> int:
    """Measure every PDF below a folder; 1 where anything is wrong."""
    wrong = 0
    for file in sorted(Path(folder).rglob("*.pdf")):
        found = measure(file, file.stem.rpartition(".")[2])
        wrong += bool(found.faults)
        short = ", a short last page" if found.pages > 1 and found.last < 0.25 else ""
        print(f"{file.relative_to(folder)}: {found.pages} pages, the last {found.last:.0%} full{short}, emergency on {found.emergency}")
        for fault in found.faults:
            print(f"    {fault}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
