"""What each part of a handout is for, and the order of the page that follows from it.

Four roles: *help* (when to call whom), *act* (what a patient does, fills in, hands in), *read*, *keep* (words to look up).
Help stands first, whatever section it was written in: it is what a frightened person looks for. A section is never torn
for any other reason, and sections of one role keep the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from press.content.blocks import AnyBlock, Callout, Checklist, Gap, Glossary, Include, Section, Steps, WriteIn

WRITTEN, BY_ROLE = "written", "by-role"
ORDERS = (WRITTEN, BY_ROLE)
Role = Literal["help", "act", "read", "keep"]
Passages = Callable[[str], Sequence[AnyBlock]]
"""The blocks of a shared passage, by its name; none where it does not exist."""

_RANK: dict[str, int] = {"help": 0, "act": 1, "read": 2, "keep": 3}
_HELP = ("emergency", "call-clinic")
_FRONT_LINES = 6  # lines to write on that the front page has room for


class Spot(NamedTuple):
    """A block of a section; ``inner`` is its number within the shared passage that is included there."""

    section: int
    block: int
    inner: int | None = None


class Arrangement(NamedTuple):
    """What stands where: call-outs taken out of their sections, sections of the front page, all others in order."""

    front: tuple[Spot | int, ...]
    rest: tuple[int, ...]

    @property
    def moved(self) -> frozenset[Spot]:
        """The blocks that stand on the front page and not in their section."""
        return frozenset(one for one in self.front if isinstance(one, Spot))


def role_of(block: AnyBlock) -> Role:
    """What a block is for, by its kind."""
    if isinstance(block, Callout) and block.callout.kind in _HELP:
        return "help"
    if isinstance(block, Steps | Checklist | WriteIn):
        return "act"
    return "keep" if isinstance(block, Glossary) else "read"


def arranged(sections: Sequence[Section], origin: Sequence[Section], passages: Passages, order: str) -> Arrangement:
    """The order of a handout's sections. Roles are settled in ``origin``, the source text's sections."""
    if order == WRITTEN:
        return Arrangement((), tuple(range(len(sections))))
    front: list[tuple[int, Spot | int]] = []
    rest: list[tuple[int, int]] = []
    for number, section in enumerate(sections):
        settled = origin[number].role if number < len(origin) else None
        blocks = [(spot, block) for spot, block in _blocks(number, section, passages)]
        roles = {role_of(block) for _, block in blocks if not isinstance(block, Gap)}
        if settled == "help" or (settled is None and roles == {"help"}):
            front.append((min((_urgency(block) for _, block in blocks), default=1), number))
            continue
        if settled is None:
            front += [(_urgency(block), spot) for spot, block in blocks if role_of(block) == "help"]
        if settled is None and _is_short_write_in(section):
            front.append((2, number))
        else:
            rest.append((_rank(settled, roles), number))
    return Arrangement(
        tuple(one for _, one in sorted(front, key=lambda pair: pair[0])),
        tuple(number for _, number in sorted(rest, key=lambda pair: pair[0])),
    )


def _rank(settled: Role | None, roles: set[Role]) -> int:
    if settled is not None:
        return _RANK[settled]
    if roles and roles <= {"keep"}:
        return _RANK["keep"]
    return _RANK["act" if "act" in roles else "read"]


def _blocks(number: int, section: Section, passages: Passages) -> Iterator[tuple[Spot, AnyBlock]]:
    for at, block in enumerate(section.blocks):
        if isinstance(block, Include):
            for inner, one in enumerate(passages(block.include)):
                yield Spot(number, at, inner), one
        else:
            yield Spot(number, at), block


def _urgency(block: AnyBlock) -> int:
    """0 for an emergency, 1 for the clinic's call-out and all else."""
    return 0 if isinstance(block, Callout) and block.callout.kind == "emergency" else 1


def _is_short_write_in(section: Section) -> bool:
    """Whether a section holds a few lines to write on and nothing else."""
    fields = [field for block in section.blocks if isinstance(block, WriteIn) for field in block.write_in]
    every = all(isinstance(block, WriteIn) for block in section.blocks)
    return every and sum(field.lines for field in fields) <= _FRONT_LINES


class Pointing(NamedTuple):
    """A block whose neighbour in the text no longer stands on the side on which it was written."""

    spot: Spot
    neighbour: Literal["before", "after"]


def turned_round(sections: Sequence[Section], passages: Passages, arrangement: Arrangement) -> Iterator[Pointing]:
    """Every block whose neighbour, as written, stands on its other side once the sections are in order.

    What points at it ("the signs above") then points the wrong way.
    """
    written = [spot for number, section in enumerate(sections) for spot, _ in _blocks(number, section, passages)]
    placed: list[Spot] = []
    for one in (*arrangement.front, *arrangement.rest):
        if isinstance(one, Spot):
            placed.append(one)
        else:
            placed += [spot for spot in written if spot.section == one and spot not in arrangement.moved]
    at = {spot: number for number, spot in enumerate(placed)}
    for before, after in pairwise(written):
        if at[before] > at[after]:
            yield Pointing(after, "before")
            yield Pointing(before, "after")


def tick_of(block: Checklist, origin: Checklist, first_person: Sequence[str]) -> str:
    """What a tick means: ``what-is-true`` or ``when-done``; "" where the source text (``origin``) does not say.

    A list in which every item speaks in the first person ("I take …"), by the source language's own words for it, asks what
    is true, whoever wrote it.
    """
    if said := origin.tick or block.tick:
        return said
    starts = tuple(f"{word.casefold()} " for word in first_person)
    return "what-is-true" if starts and all(item.casefold().startswith(starts) for item in origin.checklist) else ""


#: What a tick means -> the fixed word that says so.
TICKS = {"what-is-true": "tick_true", "when-done": "tick_done", "": "checklist_tick"}
