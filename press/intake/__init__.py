"""Leaflets in: a clinic's file becomes draft YAML. Nothing is dropped, and every doubt is a gap.

Each file is read twice, by readers that share no code; every difference is a gap that holds both readings, at its
place. ``intake`` reads one file into a :class:`Draft`; ``write`` puts it into the library as a new handout.

    file -> pieces, and a second reading    text, web, markdown, word (paper: side by side, for a person)
         -> doubts where they differ        witness, settle
         -> shapes that a handout has       contacts, shape
         -> draft, proved piece by piece    draft, grids, proof
         -> files, read again               write
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from press.intake.draft import Draft, TooLongError, draft
from press.intake.read import KINDS, kind_of, read
from press.intake.write import write
from press.problem import Place, Problem

if TYPE_CHECKING:
    from press.library import Brand

__all__ = ["KINDS", "Draft", "intake", "kind_of", "write"]


def intake(
    path: Path, language: str = "en", encoding: str | None = None, brands: Sequence[Brand] = ()
) -> tuple[Draft | None, list[Problem]]:
    """Read a leaflet in a language. Problems are located in the leaflet; with one there is no draft.

    ``encoding`` is how a text file is encoded, None for UTF-8 (or what a web page says). ``brands`` are those whose
    numbers and names become placeholders.
    """
    reading, problems = read(path, encoding)
    if reading is None:
        return None, problems
    try:
        return draft(reading, language, brands), problems
    except TooLongError as error:
        return None, [Problem(Place(path.name), "leaflet-too-long", error.fault, error.remedy)]
