"""What a finished PDF must prove. The PDF is measured, not trusted: nothing is taken from the HTML or the style sheets.

``rule`` is what is expected and the frame of a rule; ``lines`` makes lines of what was painted. The rules themselves:
``lettering`` (sizes, leading, faces, glyphs, contrast), ``place`` (paper, margins, columns, clipping), ``file``
(title, language, tags, links, a second reader) and ``press_ready`` (inks, boxes, bleed: for the printing press).
"""

from __future__ import annotations

from collections.abc import Mapping

from press.pdf import UnreadableError
from press.preflight import file, lettering, place, press_ready
from press.preflight.rule import Expected, Press, Rule, Subject
from press.problem import Place, Problem

__all__ = ["Expected", "Press", "preflight", "rules"]

_RULES: tuple[Rule, ...] = tuple(
    one for module in (file, place, lettering) for one in vars(module).values() if isinstance(one, Rule)
)
"""In the order in which they stand in their modules."""
_PRESS_RULES: tuple[Rule, ...] = tuple(one for one in vars(press_ready).values() if isinstance(one, Rule))
_FOR_PRESS = (*(one for one in _RULES if one is not file.not_accessible), *_PRESS_RULES)  # paper needs no PDF/UA

_UNREADABLE = "pdf-unreadable"


def rules() -> Mapping[str, str]:
    """Every rule by name, with its reason and source."""
    return {one.name: one.why for one in (*_RULES, *_PRESS_RULES)} | {_UNREADABLE: "A PDF that cannot be opened is not kept."}


def preflight(pdf: bytes, expected: Expected, place: Place) -> list[Problem]:
    """Measure a finished PDF and return every way in which it is not what it must be. Problems are at ``place``."""
    try:
        subject = Subject(pdf)
    except UnreadableError as error:
        return [Problem(place, _UNREADABLE, f"the PDF cannot be read: {error}", "Tell a developer.")]
    return [
        Problem(place, one.name, f"page {found.page}: {found.fault}" if found.page else found.fault, found.remedy)
        for one in (_RULES if expected.press is None else _FOR_PRESS)
        for found in one.find(subject, expected)
    ]
