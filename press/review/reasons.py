"""Why a text may not be released: one reason, and one word for where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from press.problem import Place, Problem
from press.source import TreePath


class State(StrEnum):
    """One word for where a language of a handout stands, for tables."""

    DRAFT = "draft"
    APPROVED = "approved"
    CHANGED = "changed"
    STALE = "stale"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    BROKEN = "broken"  # it is there, and cannot be read
    WITHHELD = "withheld"  # approved, and yet no release: a brand value, a mistake that the rules find


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a text may not be released. ``mark`` is the fixed word that a draft's pages carry for it."""

    state: State
    mark: str
    problem: Problem


# (file, path) of a stale passage -> the source's present words, which print beside it.
Pairs = dict[tuple[str, TreePath], str]


def because(state: State, mark: str, place: Place, rule: str, fault: str, remedy: str) -> Reason:
    """A reason from its parts."""
    return Reason(state, mark, Problem(place, rule, fault, remedy))
