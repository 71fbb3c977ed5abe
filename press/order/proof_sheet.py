"""proof-sheet.pdf: every page small, with names and quantities. separator-sheets.pdf: a sheet to lay before each piece."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.library import Library
from press.order.manifest import Manifest
from press.order.paper import PICTURES, sheet
from press.order.ticket import values
from press.pdf.printed import thumbnails
from press.problem import Problem, errors

WIDTH = 240
"""Pixels across a small page: 33 mm at 185 dots an inch, enough to see the layout and read headings."""


def pictures(pdf: bytes, folder: Path) -> list[str]:
    """Small pictures of every page, kept in ``folder`` under their own hash; their names in order. They are made once."""
    key = hashlib.sha256(pdf).hexdigest()[:32]
    found = sorted(folder.glob(f"{key}-*.jpg"))
    complete = folder / f"{key}.pages"
    if not (complete.is_file() and complete.read_text() == str(len(found))):
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(thumbnails(pdf, WIDTH), 1):
            path = folder / f"{key}-{number:04d}.jpg"
            path.write_bytes(data)
        found = sorted(folder.glob(f"{key}-*.jpg"))
        complete.write_text(str(len(found)))
    return [f"press:{PICTURES}{path.name}" for path in found]


def proof_sheet(
    library: Library, manifest: Manifest, shown: Mapping[str, Sequence[str]], folder: Path
) -> tuple[bytes | None, list[Problem]]:
    """The proof sheet; ``shown`` gives each file's small pictures (see :func:`pictures`)."""
    seen = values(manifest, library)
    pieces = [{**piece, "pictures": shown[piece["row"].file]} for piece in seen["pieces"]]
    proof, problems = sheet(library, "proof-sheet", {**seen, "pieces": pieces}, seen["paper"], folder)
    return (proof.pdf if proof is not None and not errors(problems) else None), problems


def separators(library: Library, manifest: Manifest) -> tuple[bytes | None, list[Problem]]:
    """One sheet for each piece, in the order of the manifest."""
    seen = values(manifest, library)
    proof, problems = sheet(library, "separator-sheets", seen, seen["paper"])
    return (proof.pdf if proof is not None and not errors(problems) else None), problems
