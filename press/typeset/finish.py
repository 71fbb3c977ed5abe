"""What is done to a PDF between WeasyPrint's last step and the bytes: one function for each purpose."""

from __future__ import annotations

from typing import Any

from press.typeset.tag_tree import Structure
from press.typeset.tags import finish_annotations, finish_structure


def finish_screen(document: Any, pdf: Any) -> Structure:
    """A tagged PDF/UA-1 file: structure and links."""
    structure = Structure(document, pdf)
    finish_structure(structure)
    finish_annotations(pdf)
    return structure
