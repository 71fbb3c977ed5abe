"""The frame for rules: what a rule is given, and how what it finds becomes a problem."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from press.content import Written
from press.library import Library, Piece
from press.problem import Place, Problem, Severity

T = TypeVar("T")

# Where, the fault, the remedy; and the severity where it is another than the rule's.
Finding = tuple[Place, str, str] | tuple[Place, str, str, Severity]


@dataclass(frozen=True, slots=True)
class Subject:
    """One language of a handout or packet, and the library that it stands in."""

    library: Library
    piece: Piece
    written: Written
    _made: dict[Callable[[Subject], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Subject], T]) -> T:
        """What ``make`` says of this subject: worked out for the first rule that asks, kept as long as the subject."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def is_source(self) -> bool:
        """Whether this is the source text, not a translation."""
        return self.written.tag == self.piece.facts.source_language


@dataclass(frozen=True, slots=True)
class Rule:
    """An id in words, a why (the docstring) and a function that finds.

    ``safety``: it guards what a patient may act on. An error does so by itself; what such a rule leaves for review must be
    answered before the text is approved.
    """

    name: str
    severity: Severity
    of: Literal["text", "project"]
    why: str
    find: Callable[[Any], Iterable[Finding]]
    waivable: bool = True
    safety: bool = False

    @property
    def weight(self) -> str:
        """Its severity in words, and what follows from it for whoever approves a text."""
        return "review, to be answered before approval" if self.safety else str(self.severity)

    @property
    def must_be_answered(self) -> bool:
        """Whether a finding of this rule that is left for review has to be answered by whoever approves the text."""
        return self.safety or self.severity is Severity.ERROR

    def problems(self, subject: Any) -> Iterator[Problem]:
        """What this rule finds, as problems."""
        for place, fault, remedy, *other in self.find(subject):
            yield Problem(place, self.name, fault, remedy, other[0] if other else self.severity)


def rule(
    severity: Severity, of: Literal["text", "project"] = "text", waivable: bool = True, safety: bool = False
) -> Callable[[Callable[[Any], Iterable[Finding]]], Rule]:
    """Mark a function as a rule: its name becomes the rule's, its docstring the reason that people read."""

    def mark(function: Callable[[Any], Iterable[Finding]]) -> Rule:
        why = inspect.getdoc(function)
        assert why, f"{function.__name__} must say why"
        return Rule(function.__name__.replace("_", "-"), severity, of, why, function, waivable, safety)

    return mark
