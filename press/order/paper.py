"""The sheets that go with a pack, typeset by the press's own route: template, typesetter, and any remark is a problem."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.library import Library
from press.library.brand import PAPERS
from press.markup.templates import fill
from press.markup.tokens import font_stack
from press.problem import Place, Problem, errors
from press.typeset import Proof, typeset

PICTURES = "pictures/"
"""What the addresses of a pack's own pictures begin with (``press:pictures/…``)."""


def sheet(
    library: Library, name: str, values: Mapping[str, Any], paper: str, pictures: Path | None = None
) -> tuple[Proof | None, list[Problem]]:
    """Fill ``templates/order/<name>.html`` and typeset it on ``paper``. None where anything at all is wrong."""
    width, height = PAPERS[paper]
    english = library.languages.get("en") or next(iter(library.languages.values()))
    voices = {tag: one for tag, one in library.languages.items() if tag in values.get("tags", ())}
    page = {
        "width": width,
        "height": height,
        "fonts": font_stack(english.fonts),
        "voices": [{"tag": tag, "fonts": font_stack([*one.fonts, *english.fonts])} for tag, one in voices.items()],
    }
    html, problems = fill(library.template_folders, f"order/{name}.html", {**values, "page": page})
    if not html or errors(problems):
        return None, problems

    def resolve(address: str) -> Path | None:
        if pictures is not None and address.startswith(PICTURES):
            path = pictures / address.removeprefix(PICTURES)
            return path if path.is_file() and path.parent == pictures else None
        return library.resolve(address)

    place = Place(f"templates/order/{name}.html")
    proof = typeset(html, place=place, resolve=resolve, locate=lambda _: place)
    problems += proof.problems
    return (proof if proof.pdf is not None else None), problems
