"""approvals.yaml: who approved what, when, until when. Written by ``handouts approve``, never by hand.

The name is typed text: the trust boundary is the repository (who may commit this file; CODEOWNERS says so).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from press.content import Name, Strict, Words
from press.problem import Place, Problem
from press.receipt import keep
from press.source import Located, load

LONGEST_YEARS = 5  # a review date beyond this is taken for a slip of the pen


class Withdrawal(Strict):
    """An approval taken back."""

    by: Name
    on: date
    reason: Words | None = None


class Approval(Strict):
    """One sign-off, bound to the fingerprint of exactly what was approved."""

    language: Name
    by: Name
    on: date
    review_by: date
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    passages: dict[str, str] = Field(default_factory=dict)
    brand_values: dict[str, str] = Field(default_factory=dict)
    qualification: Name | None = None
    back_translation: Name | None = None
    withdrawn: Withdrawal | None = None


class Approvals(Strict):
    """All sign-offs of a handout, a packet or the fixed words; the last of a language counts."""

    approvals: tuple[Approval, ...] = ()

    def of(self, tag: str) -> Approval | None:
        """The latest approval of a language, withdrawn or not."""
        return next((approval for approval in reversed(self.approvals) if approval.language == tag), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """An approvals file as read. ``approvals`` is None where it is broken: then nothing counts as approved."""

    approvals: Approvals | None
    located: Located
    problems: tuple[Problem, ...] = ()


def load_approvals(path: Path, shown: str) -> Shelf:
    """Read an approvals file; one that does not exist holds none."""
    if not path.exists():
        return Shelf(Approvals(), Located(shown))
    found, located, problems = load(path, shown, Approvals)
    return Shelf(found, located, tuple(problems))


def approve(path: Path, shown: str, approval: Approval, today: date) -> list[Problem]:
    """Add a sign-off. Nothing is written where it cannot be right."""
    problems = _refused(shown, approval, today)
    shelf = load_approvals(path, shown)
    problems += shelf.problems
    if problems or shelf.approvals is None:
        return problems
    _write(path, [*shelf.approvals.approvals, approval])
    return []


def withdraw(path: Path, shown: str, tag: str, withdrawal: Withdrawal) -> list[Problem]:
    """Take back the latest approval of a language; the record of it stays."""
    shelf = load_approvals(path, shown)
    if shelf.approvals is None:
        return list(shelf.problems)
    latest = shelf.approvals.of(tag)
    if latest is None or latest.withdrawn is not None:
        return [
            Problem(Place(shown), "nothing-to-withdraw", f'no approval of "{tag}" is in force', "See: handouts status.")
        ]
    changed = latest.model_copy(update={"withdrawn": withdrawal})
    _write(path, [changed if one is latest else one for one in shelf.approvals.approvals])
    return []


def _refused(shown: str, approval: Approval, today: date) -> list[Problem]:
    place, found = Place(shown), []
    if any(
        ord(char) < 32 or ord(char) == 127 or 0x200B <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069
        for char in approval.by
    ):
        found.append(
            Problem(
                place,
                "reviewer-name",
                "the reviewer's name holds characters that cannot be seen",
                "Type the name by hand.",
            )
        )
    if "," not in approval.by:
        found.append(
            Problem(place, "reviewer-name", f'"{approval.by}" says no role', 'Write name and role: --by "Name, role".')
        )
    if approval.review_by <= today:
        found.append(
            Problem(
                place, "review-date", f"the review date {approval.review_by} is not in the future", "Give a later date."
            )
        )
    elif approval.review_by > today.replace(year=today.year + LONGEST_YEARS, day=min(today.day, 28)):
        found.append(
            Problem(
                place,
                "review-date",
                f"the review date {approval.review_by} is more than {LONGEST_YEARS} years away",
                "Give an earlier date.",
            )
        )
    return found


def _write(path: Path, approvals: Iterable[Approval]) -> None:
    lines = [
        "# Written by `handouts approve`. An edit by hand voids what it touches: the fingerprints would no longer fit.",
        "approvals:",
    ]
    for approval in approvals:
        said = json.loads(approval.model_dump_json(exclude_none=True, exclude_defaults=True))
        for number, (key, value) in enumerate(said.items()):
            lines.append(f"  {'- ' if number == 0 else '  '}{key}: {_flow(value)}")
    keep(path, ("\n".join(lines) + "\n").encode())


def _flow(value: object) -> str:
    """A value as YAML on one line, or one line an entry: JSON is YAML, and quotes every text."""
    if isinstance(value, dict):
        return "\n" + "\n".join(
            f"      {json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items()
        )
    return json.dumps(value, ensure_ascii=False)
