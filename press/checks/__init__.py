"""Editorial rules by subject. One function, one rule, one docstring saying why.

A rule is a function marked with :func:`press.checks.rule.rule` in one of the modules named in ``SUBJECTS``; its name in
words is the function's name with hyphens. ``handouts check --explain RULE`` prints its docstring.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import content, look
from press.checks.rule import Rule, Subject
from press.library import Library, Piece
from press.problem import Problem

SUBJECTS = (content, look)


def rules() -> dict[str, Rule]:
    """Every rule by its name."""
    return {found.name: found for subject in SUBJECTS for found in vars(subject).values() if isinstance(found, Rule)}


def check(library: Library, piece: Piece, tag: str) -> Iterator[Problem]:
    """What the rules find in one language of a handout or packet."""
    written = piece.texts.get(tag)
    if written is None:
        return
    subject = Subject(library, piece, written)
    for found in rules().values():
        if found.of == "text":
            yield from found.problems(subject)


def check_project(library: Library) -> Iterator[Problem]:
    """What the rules find in the project's brands."""
    for found in rules().values():
        if found.of == "project":
            yield from found.problems(library)
