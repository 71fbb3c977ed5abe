"""Place, Problem, Severity: the one shape of "something is wrong", and how it prints.

Content mistakes are values: every reader returns what it could read and the problems it met.
Only a bug in ``press`` raises.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"  # never printed as a release
    REVIEW = "review"  # a person must judge


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is: a path as people type it (project-relative), and a 1-based line and column.

    ``line`` and ``column`` are 0 where the problem concerns the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the author's words.

    ``fault`` states a fact in one line, ``remedy`` says what to do next (may hold several lines),
    ``rule`` is the name in words by which it can be explained.
    """

    place: Place
    rule: str
    fault: str
    remedy: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        head = f"{self.place}: {self.severity}: {self.fault} [{self.rule}]"
        if not self.remedy:
            return head
        return "\n".join([head, *(f"    {line}" for line in self.remedy.splitlines())])

    def as_json(self) -> dict[str, Any]:
        """The problem as plain values, for ``--format json``."""
        return {
            **asdict(self.place),
            "severity": str(self.severity),
            "rule": self.rule,
            "fault": self.fault,
            "remedy": self.remedy,
        }


def problem_from(said: Mapping[str, Any]) -> Problem:
    """A problem out of the plain values of :meth:`Problem.as_json`."""
    place = Place(said["path"], said["line"], said["column"])
    return Problem(place, said["rule"], said["fault"], said["remedy"], Severity(said["severity"]))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep an edition out of every release."""
    return [p for p in problems if p.severity is Severity.ERROR]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, without repeats: the order in which an author walks through a file."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.rule, p.fault))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like ``word``, or an empty string where none is close."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest name, or lists what is valid where none is near."""
    names = sorted(known)
    close = nearest(word, names)
    if close:
        return f'Did you mean "{close}"?'
    return f"Valid here: {', '.join(names)}." if names else ""


def counted(number: int, one: str, many: str = "") -> str:
    """``1 page``, ``2 pages``: a number with its noun."""
    return f"{number} {one if number == 1 else (many or one + 's')}"
