"""A second opinion on a pack: shares no code with the project, reads the PDFs with another library (pdfplumber).

    python tests/verify_pack_independently.py PACK-FOLDER

Recomputes from the files alone what manifest.csv claims: checksums, bytes, pages, trim, bleed, title and language; and
takes the quantities out of the machine's ticket and the paper ticket. Prints each difference; exit code 1 if there is one.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pdfplumber

MM = 25.4 / 72
SPACE = "{http://www.CIP4.org/JDFSchema_2_0}"


def boxes(path: Path) -> tuple[int, str, str]:
    """Pages, trim and least bleed, in the words of the manifest."""
    sizes, bleeds = set(), []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            trim = [float(edge) for edge in page.trimbox or page.mediabox]
            bleed = [float(edge) for edge in page.bleedbox or trim]
            sizes.add(f"{(trim[2] - trim[0]) * MM:.1f} x {(trim[3] - trim[1]) * MM:.1f}")
            # pdfplumber counts from the top: the differences of the edges are what matters.
            bleeds.append(min(abs(one - other) for one, other in zip(trim, bleed, strict=True)) * MM)
        return len(pdf.pages), " + ".join(sorted(sizes)), f"{min(bleeds):.1f}"


def ordered(path: Path) -> dict[str, int]:
    """File -> copies, out of the machine's ticket."""
    root = ElementTree.parse(path).getroot()
    copies = {product.get("ID"): int(product.get("Amount", "0")) for product in root.iter(f"{SPACE}Product")}
    found = {}
    for resource in root.iter(f"{SPACE}Resource"):
        part, file = resource.find(f"{SPACE}Part"), resource.find(f"{SPACE}RunList/{SPACE}FileSpec")
        if part is not None and file is not None:
            found[str(file.get("URL"))] = copies[part.get("Product")]
    return found


def on_paper(path: Path) -> tuple[int, int]:
    """Files and copies, as the paper ticket says."""
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 1
        hit = re.search(r"(\d+) files, (\d+) copies", pdf.pages[0].extract_text())
    return (int(hit[1]), int(hit[2])) if hit else (0, 0)


def differences(pack: Path) -> list[str]:
    """Every claim that the files do not bear out."""
    found = []
    for line in (pack / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(" *", 1)
        if hashlib.sha256((pack / name).read_bytes()).hexdigest() != digest:
            found.append(f"{name}: checksum")
    with (pack / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    copies = ordered(pack / "job-ticket.xjdf")
    for row in rows:
        path = pack / row["file"]
        data = path.read_bytes()
        pages, trim, bleed = boxes(path)
        said = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": str(len(data)), "pages": str(pages), "trim": trim,
                "bleed": bleed, "quantity": str(copies.get(row["file"]))}  # fmt: skip
        found += [f"{row['file']}: {key} is {value}, claimed {row[key]}" for key, value in said.items() if row[key] != value]
    total = sum(int(row["quantity"]) for row in rows)
    if on_paper(pack / "job-ticket.pdf") != (len(rows), total):
        found.append(f"job-ticket.pdf: says {on_paper(pack / 'job-ticket.pdf')}, the rows give {(len(rows), total)}")
    return found


def main() -> int:
    pack = Path(sys.argv[1])
    found = differences(pack)
    print("\n".join(found) or f"{pack.name}: every claim holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
