"""Is an SVG the same picture on paper as in a browser? Every probe through WeasyPrint and three readers, and Chromium.

    python benchmarks/drawings.py [--only WORDS] [--out FOLDER]

Each probe is drawn as it is (the press's own check is not asked), 100 by 100 pixels large, many on a page. Chromium shows
the same page; PDFium, Poppler and MuPDF show WeasyPrint's PDF. A probe passes where each reader's picture is Chromium's,
edges aside. What passes may stand in ``press/drawing/allowed.py``; ``tests/test_drawings.py`` holds the two together.
"""

from __future__ import annotations

import argparse
import base64
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.drawing_probes import probes  # noqa: E402

CELL, COLUMNS, ROWS, SCALE = 100, 10, 12, 2
PAGE = COLUMNS * ROWS
# A pixel differs by more than this (of 255) in a channel, after both pictures were blurred over an edge's width.
DIFFERENCE, MOST_PIXELS = 40, {"pdfium": 120, "mupdf": 120, "poppler": 450}  # Poppler sets letters on whole pixels
READERS = ("pdfium", "poppler", *(["mupdf"] if shutil.which("mutool") else []))


def page(items: Sequence[str | bytes]) -> str:
    """A page of drawings (text) or bitmaps (PNG, JPEG) in a grid."""
    cells = []
    for number, item in enumerate(items):
        left, top = number % COLUMNS * CELL, number // COLUMNS * CELL
        content = item.encode() if isinstance(item, str) else item
        kind = "svg+xml" if isinstance(item, str) else "png" if item.startswith(b"\x89PNG") else "jpeg"
        data = base64.b64encode(content).decode()
        cells.append(f'<img style="left:{left}px;top:{top}px" alt="probe" src="data:image/{kind};base64,{data}">')
    style = (
        f"@page{{size:{COLUMNS * CELL}px {ROWS * CELL}px;margin:0}}html,body{{margin:0;background:#fff}}"
        f"img{{position:absolute;width:{CELL}px;height:{CELL}px;display:block}}"
    )
    head = f'<meta charset="utf-8"><title>x</title><style>{style}</style>'
    return f'<!doctype html><html lang="en">{head}<body>{"".join(cells)}</body></html>'


def weasyprint_pdf(html: str) -> bytes:
    """The page as WeasyPrint makes it, with the press's fonts and patches and without its checks."""
    import weasyprint

    from press.typeset import rendering

    made: bytes = weasyprint.HTML(string=html).write_pdf(font_config=rendering._fonts(), pdf_variant="pdf/ua-1")
    return made


def stops(drawing: str) -> bool:
    """Whether WeasyPrint breaks down over a drawing, which it says in its log; what was begun would spoil its neighbours."""
    from press.typeset import witness

    with witness.listening() as noted:
        try:
            weasyprint_pdf(page([drawing]))
        except Exception:  # noqa: BLE001
            return True
    return any("Failed" in str(one) for one in noted)


def chromium_picture(html: str, folder: Path) -> Any:
    """The page as Chromium shows it."""
    from PIL import Image

    (folder / "page.html").write_text(html, encoding="utf-8")
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
            f"--force-device-scale-factor={SCALE}", "--default-background-color=FFFFFFFF", "--force-color-profile=srgb",
            f"--window-size={COLUMNS * CELL},{ROWS * CELL}", f"--screenshot={folder}/chromium.png", f"file://{folder}/page.html",
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return Image.open(folder / "chromium.png").convert("RGB")


def reader_pictures(pdf: bytes, folder: Path) -> dict[str, Any]:
    """The PDF as three readers show it, in Chromium's pixels."""
    import pypdfium2
    from PIL import Image

    (folder / "page.pdf").write_bytes(pdf)
    size = (COLUMNS * CELL * SCALE, ROWS * CELL * SCALE)
    dpi = 96 * SCALE
    found = {"pdfium": pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("RGB")}
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", "-singlefile", folder / "page.pdf", folder / "poppler"], check=True
    )
    found["poppler"] = Image.open(folder / "poppler.png").convert("RGB")
    if "mupdf" in READERS:
        command = ["mutool", "draw", "-q", "-r", str(dpi), "-o", folder / "mupdf.png", folder / "page.pdf", "1"]
        subprocess.run(command, check=True, capture_output=True)
        found["mupdf"] = Image.open(folder / "mupdf.png").convert("RGB")
    return {name: image.crop((0, 0, *size)) for name, image in found.items()}


def differing(one: Any, other: Any) -> int:
    """How many pixels of two cells differ, edges aside."""
    from PIL import ImageChops, ImageFilter

    soft = ImageFilter.BoxBlur(2)
    difference = ImageChops.difference(one.filter(soft), other.filter(soft))
    worst = difference.split()[0]
    for channel in difference.split()[1:]:
        worst = ImageChops.lighter(worst, channel)
    return sum(worst.histogram()[DIFFERENCE:])


def differs(pixels: dict[str, int]) -> bool:
    """Whether a probe is another picture in one of the readers."""
    return any(count > MOST_PIXELS[reader] for reader, count in pixels.items())


def measure(wanted: dict[str, str], out: Path | None = None) -> dict[str, dict[str, int]]:
    """For each probe the number of differing pixels in each reader, and how many pixels Chromium paints over the ground."""
    from PIL import Image

    found: dict[str, dict[str, int]] = {}
    names = []
    for name, drawing in wanted.items():
        if stops(drawing):
            found[name] = dict.fromkeys(READERS, 40000)
        else:
            names.append(name)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for first in range(0, len(names), PAGE):
            batch = names[first : first + PAGE]
            html = page([wanted[one] for one in batch])
            truth = chromium_picture(html, folder)
            readers = reader_pictures(weasyprint_pdf(html), folder)
            for number, one in enumerate(batch):
                left, top = number % COLUMNS * CELL * SCALE, number // COLUMNS * CELL * SCALE
                box = (left, top, left + CELL * SCALE, top + CELL * SCALE)
                right = truth.crop(box)
                found[one] = {reader: differing(right, image.crop(box)) for reader, image in readers.items()}
                if out is not None and differs(found[one]):
                    strip = Image.new("RGB", (CELL * SCALE * (1 + len(readers)), CELL * SCALE))
                    for at, cell in enumerate([right, *(image.crop(box) for image in readers.values())]):
                        strip.paste(cell, (at * CELL * SCALE, 0))
                    safe = "".join(char if char.isalnum() or char in "-_." else "_" for char in one)[:120]
                    strip.save(out / f"{safe}.png")
    return found


# Allowed although not quite Chromium's picture: what is said is the same.
ACCEPTED = {
    "path fill M10 50A": "half an ellipse is drawn with one curve, 2 % of its height off",
    "path line M10 50A": "half an ellipse is drawn with one curve, 2 % of its height off",
    "shape rect rx big": "corners of a half circle, as above",
    "attribute dominant-baseline middle": "half a pixel lower",
    "style dominant-baseline middle": "half a pixel lower",
    "sheet dominant-baseline middle": "half a pixel lower",
    "attribute alignment-baseline middle": "half a pixel lower",
    "style alignment-baseline middle": "half a pixel lower",
    "sheet alignment-baseline middle": "half a pixel lower",
    "text kerning": "letters are set without kerning",
    "text vietnamese": "MuPDF sets marks a little otherwise",
    "attribute fill device-cmyk": "inks, which browsers do not know and PDF readers do",
    "style fill device-cmyk": "inks, which browsers do not know and PDF readers do",
    "sheet fill device-cmyk": "inks, which browsers do not know and PDF readers do",
}


def judged(found: dict[str, dict[str, int]], drawings: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Probes by kind and by what the press says and the readers show."""
    from press import drawing

    kinds: dict[str, dict[str, list[str]]] = {}
    for name, pixels in found.items():
        refused, other = bool(drawing.faults(drawings[name])), differs(pixels)
        accepted = any(name.startswith(start) for start in ACCEPTED)
        key = (
            "refused"
            if refused and other
            else "strict"
            if refused
            else "accepted"
            if other and accepted
            else "silent"
            if other
            else "alike"
        )
        kinds.setdefault(name.split()[0], {}).setdefault(key, []).append(name)
    return kinds


def as_page(found: dict[str, dict[str, int]], drawings: dict[str, str]) -> str:
    """The results as a page of Markdown."""
    from benchmarks.report import machine, table

    kinds = judged(found, drawings)
    heads = (
        "kind",
        "probes",
        "allowed, alike",
        "refused, drawn otherwise",
        "refused, though alike",
        "allowed, a little otherwise",
        "**still silent**",
    )
    keys = ("alike", "refused", "strict", "accepted", "silent")
    rows = [(kind, sum(map(len, by.values())), *(len(by.get(key, ())) for key in keys)) for kind, by in kinds.items()]
    total = ("**all**", len(found), *(sum(len(by.get(key, ())) for by in kinds.values()) for key in keys))
    silent = [name for by in kinds.values() for name in by.get("silent", ())]
    reasons = dict.fromkeys(ACCEPTED.values())
    lines = [
        "# Drawings: what every reader shows", "",
        "Made by `python benchmarks/drawings.py --page`. Each probe says one thing in SVG: an element, an attribute and a value. Chromium",
        "shows the drawing; PDFium, Poppler and MuPDF show the PDF that WeasyPrint makes of it, without the press's check. *Refused, though",
        "alike* is the price of a list of what is allowed: most of it is faulty or has no effect.", "",
        table(heads, [*rows, total]), "",
        f"Still silent: {', '.join(silent) or 'none'}.", "",
        f"A little otherwise, and allowed: {'; '.join(reasons)}.", "",
        f"{machine()}.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Measure the probes and print those that differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", default="", help="only probes whose name holds these words")
    parser.add_argument("--out", type=Path, help="folder for pictures of what differs, and results.json")
    parser.add_argument("--page", action="store_true", help="write benchmarks/results/drawings.md")
    chosen = parser.parse_args()
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
    from press import fonts

    assert fonts.prepare() == []
    assert fonts.activate() == []
    wanted = {name: drawing for name, drawing in probes().items() if chosen.only in name}
    found = measure(wanted, chosen.out)
    if chosen.page:
        (ROOT / "benchmarks/results/drawings.md").write_text(as_page(found, wanted), encoding="utf-8")
    for name in [name for by in judged(found, wanted).values() for name in by.get("silent", ())]:
        print("silent:", name, found[name])
    bad = sum(map(differs, found.values()))
    print(f"{len(found)} probes, {bad} differ from Chromium in a reader")
    if chosen.out:
        (chosen.out / "results.json").write_text(json.dumps(found, indent=0))


if __name__ == "__main__":
    main()
