"""What a finished PDF must prove. The PDF is measured, not trusted: nothing is taken from the HTML or the style sheets.

``expected`` is what must be proved, ``rule`` the frame of a rule; ``lines`` makes lines of what was painted. The rules
themselves: ``lettering`` (sizes, leading, faces, glyphs, contrast), ``place`` (paper, margins, columns, clipping),
``file`` (title, language, tags, links), ``words`` (what is heard, with ``laid``), ``order`` (where it stands), ``cover`` (what is
drawn over and beside it), ``readers`` (what another reader finds) and ``press_ready`` (inks, boxes, bleed: for the printing press).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from press.preflight.expected import Expected, Press
from press.problem import Place, Problem

if TYPE_CHECKING:
    from press.preflight.rule import Rule

__all__ = ["Expected", "Press", "inaccessible", "load", "preflight", "rules"]

_UNREADABLE = "pdf-unreadable"


class _Rules(NamedTuple):
    """The rules in the order in which they stand in their modules."""

    screen: tuple[Rule, ...]
    press: tuple[Rule, ...]  # those of the printing press alone
    for_press: tuple[Rule, ...]  # all that a file for the press must keep


@functools.cache
def load() -> _Rules:
    """Load the rules and all that opens PDFs, a tenth of a second: when the first PDF is due, or while it is made."""
    from press.preflight import cover, file, lettering, order, painted, place, press_ready, readers, words
    from press.preflight.rule import Rule

    modules = (file, words, order, painted, cover, readers, place, lettering)
    found = tuple(one for module in modules for one in vars(module).values() if isinstance(one, Rule))
    own = tuple(one for one in vars(press_ready).values() if isinstance(one, Rule))
    return _Rules(found, own, (*(one for one in found if one is not file.not_accessible), *own))  # paper needs no PDF/UA


def rules() -> Mapping[str, str]:
    """Every rule by name, with its reason and source."""
    known = load()
    found = {one.name: one.why for one in (*known.screen, *known.press)}
    return found | {_UNREADABLE: "A PDF that cannot be opened is not kept."}


def preflight(pdf: bytes, expected: Expected, place: Place) -> list[Problem]:
    """Measure a finished PDF and return every way in which it is not what it must be.

    Problems are where the words were written, if that is known, else at ``place``.
    """
    known = load()
    from press.pdf import UnreadableError
    from press.preflight.rule import Subject

    try:
        subject = Subject(pdf, for_press=expected.press is not None)
    except UnreadableError as error:
        return [Problem(place, _UNREADABLE, f"the PDF cannot be read: {error}", "Tell a developer.")]
    return [
        Problem(found.at or place, one.name, f"page {found.page}: {found.fault}" if found.page else found.fault, found.remedy)
        for one in (known.screen if expected.press is None else known.for_press)
        for found in one.find(subject, expected)
    ]


def inaccessible(pdf: bytes) -> list[str]:
    """What is wrong with the tags of a PDF that was put together from others, by PDF/UA-1's rules; empty where nothing is."""
    from press.preflight.rule import Subject

    return [f"{failure.message} ({failure.rule_id})" for failure in Subject(pdf).validation.failures]
