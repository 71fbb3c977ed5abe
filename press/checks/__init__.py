"""Editorial rules by subject. One function, one rule, one docstring saying why.

A rule is a function marked with :func:`press.checks.rule.rule` in one of the modules named in ``SUBJECTS``; its name in
words is the function's name with hyphens. ``handouts check --explain RULE`` prints its docstring.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.checks import (
    coherence,
    composition,
    content,
    governance,
    leftovers,
    letters,
    look,
    numbers,
    phones,
    plain_language,
    pointing,
    translation,
    typography,
    waivers,
    wording,
)
from press.checks.rule import Rule, Subject
from press.content import Packet
from press.library import Library, Piece
from press.problem import Place, Problem, in_order
from press.review.overview import record_problems

SUBJECTS = (
    content,
    leftovers,
    look,
    plain_language,
    wording,
    numbers,
    composition,
    governance,
    phones,
    translation,
    typography,
    letters,
    coherence,
    pointing,
)


@functools.cache
def rules() -> dict[str, Rule]:
    """Every rule by its name."""
    return {found.name: found for subject in SUBJECTS for found in vars(subject).values() if isinstance(found, Rule)}


def check(library: Library, piece: Piece, tag: str, brand: str = "") -> list[Problem]:
    """What the rules find in one language of a handout or packet, with waivers and levels applied.

    A packet is what its handouts are: their problems are its own. ``brand`` adds that brand's own levels.
    """
    found, _ = _checked(library, piece, tag)
    if isinstance(piece, Packet):
        for slug in piece.facts.handouts:
            if slug in library.handouts:
                found += _checked(library, library.handouts[slug], tag)[0]
    levels = [*library.policy.levels, *(library.brands[brand].levels if brand in library.brands else ())]
    return in_order(waivers.levelled(found, levels, rules()))


def check_all(library: Library, pairs: Iterable[tuple[Piece, str]], brand: str = "") -> list[Problem]:
    """What the rules find in many texts (each a piece and a language tag), in the shared passages and the brands.

    A waiver in a shared passage counts as used where any of the handouts that print the passage needs it.
    """
    part = check_part(library, pairs)
    return finish(library, [part], check_project(library), brand)


@dataclass(frozen=True, slots=True)
class Part:
    """What the rules found in some of a project's texts: before levels, and before it is known which waivers are idle."""

    problems: tuple[Problem, ...]
    used: frozenset[Place]
    shared: frozenset[str]  # the files of shared passages that were printed


def check_part(library: Library, pairs: Iterable[tuple[Piece, str]]) -> Part:
    """The text rules on some of a project's texts."""
    found, used, shared = list[Problem](), set[Place](), set[str]()
    for piece, tag in pairs:
        more, marks = _checked(library, piece, tag)
        found += more
        used |= marks
        shared.update(written.located.shown for _, written in library.included(piece, tag))
    return Part(tuple(dict.fromkeys(found)), frozenset(used), frozenset(shared))


def finish(library: Library, parts: Iterable[Part], common: Iterable[Problem], brand: str = "") -> list[Problem]:
    """The problems of all parts and those of the project as a whole (``common``), waivers and levels applied."""
    parts = list(parts)
    found = [problem for part in parts for problem in part.problems]
    used = {place for part in parts for place in part.used}
    printed = {name for part in parts for name in part.shared}
    passages = [w for shared in library.shared.values() for w in shared.texts.values() if w.located.shown in printed]
    found += waivers.unused(passages, used, rules())
    found += common
    levels = [*library.policy.levels, *(library.brands[brand].levels if brand in library.brands else ())]
    return in_order(waivers.levelled(found, levels, rules()))


def _checked(library: Library, piece: Piece, tag: str) -> tuple[list[Problem], set[Place]]:
    """The problems of one text, waivers applied, and the places of the waivers that were needed."""
    written = piece.texts.get(tag)
    if written is None:
        return [], set()
    subject = Subject(library, piece, written)
    texts = [written, *(passage for _, passage in library.included(piece, tag))]
    raw = (problem for rule in rules().values() if rule.of == "text" for problem in rule.problems(subject))
    left, used = waivers.apply(raw, texts, rules())
    return [*left, *waivers.unused([written], used, rules())], used


def check_project(library: Library) -> Iterator[Problem]:
    """What the rules find in the project as a whole: brands, what stands in several handouts, records, levels."""
    yield from record_problems(library)
    shelves = [("policy.yaml", library.policy.levels)]
    shelves += [(f"styles/brands/{name}/brand.yaml", brand.levels) for name, brand in library.brands.items()]
    for shown, levels in shelves:
        if levels:
            yield from waivers.idle_levels(levels, library.located[shown], rules())
    for found in rules().values():
        if found.of == "project":
            yield from found.problems(library)
