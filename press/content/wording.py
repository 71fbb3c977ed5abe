"""What must stand on paper: every text of an edition as its author wrote it, in the order in which it is read.

Filled from the content and never from a filled template (``markup/reading``): a template that drops a paragraph, or a
style sheet that hides one, is found by what is missing (``markup/audit`` in the HTML, ``preflight/words`` in the PDF).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from press.problem import Place

Direction = Literal["ltr", "rtl"]


class Span(NamedTuple):
    """A stretch of a wording, by its offsets: what the author's mark made of it.

    ``term`` and ``said`` are in another language (``language`` and ``direction`` are theirs); ``value`` is a brand value or
    regional word; ``link`` are the words of a link, ``address`` the address that is printed after them; ``bold`` is bold.
    Spans may lie within each other, in the order in which they begin, the outer one first.
    """

    start: int
    end: int
    kind: Literal["term", "value", "link", "address", "bold"]
    language: str = ""
    direction: Direction = "ltr"
    to: str = ""  # where a link leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text that is printed, whole: marks read, values filled in, every space and sign as typed.

    ``kind`` says whose words they are: ``passage`` an author's, ``fixed`` of the language file, ``brand`` of the brand,
    ``page`` the press's own (a date of review, an address behind a code). ``block`` is what it is part of: the key of a
    block, or ``title``, ``heading``, ``main-message``, ``audience``, ``sources`` …; ``role`` the field within it (``steps``,
    ``caption``, ``rows``). ``at`` is its ``data-at`` key ("" where it has none). ``place`` is where it was written.

    ``must`` False: it may be left out. ``spoken``: it is heard and not painted (the words for a picture). ``mark``: what is
    drawn or counted before its first letter: ``box`` to tick, ``bullet``, ``number N``, ``icon``, ``square``; "" nothing.
    ``repeats``: the same words have stood before, and stand here again because the press says so.
    ``seam``: what stands around the text (``Reading.around``) may stand before it. ``picture`` is the address of the picture
    that the words stand for; ``cell`` the row and column of a table's cell, from 0, the names of columns being row -1.
    """

    text: str
    place: Place
    language: str
    direction: Direction
    kind: Literal["passage", "fixed", "brand", "page"] = "passage"
    block: str = ""
    role: str = ""
    at: str = ""
    spans: tuple[Span, ...] = ()
    must: bool = True
    spoken: bool = False
    mark: str = ""
    repeats: bool = False
    seam: bool = False
    picture: str = ""
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """What runs along with every page of one part: texts as they are painted, without marks that nobody sees.

    ``head`` is empty where the page carries a draft's mark instead; ``folio`` holds ``{page}`` and ``{pages}``.
    """

    heads: tuple[str, ...] = ()
    foot: str = ""
    identity: str = ""
    folio: str = ""
    mark: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that an edition prints, and nothing else.

    ``flow`` is read from start to end in this order: what the press decides about order and repetition stands here, so
    that whatever differs from it was decided by nobody. ``around`` may stand at the seams of the flow, each as often as it
    is named here: contact, labels, other languages.
    """

    flow: tuple[Wording, ...] = ()
    around: tuple[Wording, ...] = ()
    running: Running = field(default_factory=Running)

    def __bool__(self) -> bool:
        return bool(self.flow)


NOTHING = Reading()  # where words are not compared
