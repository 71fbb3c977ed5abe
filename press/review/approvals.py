"""approvals.yaml: who approved what, when, until when. Written by ``handouts approve``, never by hand.

The name is typed text: the trust boundary is the repository (who may commit this file; CODEOWNERS says so).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from press.content import Name, Strict, Words
from press.problem import Place, Problem
from press.receipt import keep
from press.source import MAX_RECORD_BYTES, Located, check, load, parse

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
    scores: tuple[Name, ...] = Field(default=(), description="What a person scored by hand: PEMAT, CDC index.")
    withdrawn: Withdrawal | None = None

    @field_validator("passages", mode="before")
    @classmethod
    def _unpacked(cls, said: Any) -> Any:
        return unpacked(said) if isinstance(said, dict) else said

    def unsound(self, today: date) -> str:
        """Why no day can make this approval count, in words; empty where it is sound.

        A day's grace for the future: the reviewer's clock may be ahead of this one by most of a day.
        """
        if self.on > today and (self.on - today) > timedelta(days=1):
            return f"is dated {self.on}, which is still to come"
        if self.review_by > years_after(self.on, LONGEST_YEARS):
            return f"says {self.review_by} for the next review, more than {LONGEST_YEARS} years on"
        return ""


class Approvals(Strict):
    """All sign-offs of a handout, a packet or the fixed words; the last of a language counts."""

    approvals: tuple[Approval, ...] = ()

    def of(self, tag: str) -> Approval | None:
        """The latest approval of a language, withdrawn or not.

        A withdrawal also takes back an approval that was given before it and came into the file after it, as when two
        branches are merged.
        """
        own = [approval for approval in self.approvals if approval.language == tag]
        if not own:
            return None
        taken = [one.withdrawn for one in own if one.withdrawn and one.withdrawn.on > own[-1].on]
        if own[-1].withdrawn or not taken:
            return own[-1]
        return own[-1].model_copy(update={"withdrawn": max(taken, key=lambda one: one.on)})


@dataclass(frozen=True, slots=True)
class Shelf:
    """An approvals file as read. ``approvals`` is None where it is broken: then nothing counts as approved."""

    approvals: Approvals | None
    located: Located
    problems: tuple[Problem, ...] = ()


# The files read last, by content: all languages of a handout ask for the same one, at every edition.
LATELY = 8
_lately: dict[tuple[Path, str], tuple[bytes, Shelf]] = {}


def load_approvals(path: Path, shown: str) -> Shelf:
    """Read an approvals file; one that does not exist holds none."""
    if path.is_symlink():
        fault = "a link to another file, which nobody reviewed with this project"
        return Shelf(None, Located(shown), (Problem(Place(shown), "link-refused", fault, "Put the file itself here."),))
    if not path.exists():
        return Shelf(Approvals(), Located(shown))
    before = _bytes(path)
    known = _lately.get((path, shown))
    if known is not None and before is not None and known[0] == before:
        return known[1]
    found, located, problems = load(path, shown, Approvals, MAX_RECORD_BYTES)
    shelf = Shelf(found, located, tuple(problems))
    if before is not None and _bytes(path) == before:
        while len(_lately) >= LATELY:
            _lately.pop(next(iter(_lately)))
        _lately[path, shown] = (before, shelf)
    return shelf


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def approve(path: Path, shown: str, approval: Approval, today: date) -> list[Problem]:
    """Add a sign-off. Nothing is written where it cannot be right."""
    problems = _refused(shown, approval, today)
    with _alone(path.parent):
        shelf = load_approvals(path, shown)
        problems += shelf.problems
        if problems or shelf.approvals is None:
            return problems
        return _write(path, shown, [*shelf.approvals.approvals, approval])


def withdraw(path: Path, shown: str, tag: str, withdrawal: Withdrawal) -> list[Problem]:
    """Take back the latest approval of a language; the record of it stays."""
    problems = _unreadable_name(shown, withdrawal.by)
    with _alone(path.parent):
        shelf = load_approvals(path, shown)
        if problems or shelf.approvals is None:
            return [*problems, *shelf.problems]
        latest = shelf.approvals.of(tag)
        if latest is None or latest.withdrawn is not None:
            fault = f'no approval of "{tag}" is in force'
            return [Problem(Place(shown), "nothing-to-withdraw", fault, "See: handouts status.")]
        changed = latest.model_copy(update={"withdrawn": withdrawal})
        return _write(path, shown, [changed if one is latest else one for one in shelf.approvals.approvals])


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else adds to the sign-offs in a folder meanwhile: of two at once, neither may be lost.

    Where the system has no such lock, or the folder none to give, the file is still written whole or not at all.
    """
    handle = -1
    if sys.platform != "win32":
        import fcntl

        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def years_after(day: date, years: int) -> date:
    """The same day so many years on; of a leap day the day before. No day is later than the calendar's last."""
    if day.year + years > date.max.year:
        return date.max
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _unreadable_name(shown: str, by: str) -> list[Problem]:
    place = Place(shown)
    if any(
        ord(char) < 32 or 127 <= ord(char) < 160 or 0x200B <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069
        for char in by
    ):
        fault = "the reviewer's name holds characters that cannot be seen"
        return [Problem(place, "reviewer-name", fault, "Type the name by hand.")]
    name, _, role = by.partition(",")
    if not any(map(str.isalnum, name)) or not any(map(str.isalnum, role)):
        what = "role" if any(map(str.isalnum, name)) else "name"
        fault = f'"{by}" says no {what}'
        return [Problem(place, "reviewer-name", fault, 'Write name and role: --by "Name, role".')]
    return []


def _refused(shown: str, approval: Approval, today: date) -> list[Problem]:
    place, found = Place(shown), _unreadable_name(shown, approval.by)
    if approval.review_by <= today:
        fault, remedy = f"the review date {approval.review_by} is not in the future", "Give a later date."
        found.append(Problem(place, "review-date", fault, remedy))
    elif approval.review_by > years_after(today, LONGEST_YEARS):
        fault = f"the review date {approval.review_by} is more than {LONGEST_YEARS} years away"
        found.append(Problem(place, "review-date", fault, "Give an earlier date."))
    return found


def _write(path: Path, shown: str, approvals: Iterable[Approval]) -> list[Problem]:
    lines = [
        "# Written by `handouts approve`. An edit by hand voids what it touches: the fingerprints would no longer fit.",
        "approvals:",
    ]
    approvals = list(approvals)
    latest = {approval.language: number for number, approval in enumerate(approvals)}
    for place, approval in enumerate(approvals):
        said = json.loads(approval.model_dump_json(exclude_none=True, exclude_defaults=True))
        # Which passages changed is only ever asked of the latest; who approved what, and when, is kept of all.
        if latest[approval.language] == place:
            said = {key: packed(value) if key == "passages" else value for key, value in said.items()}
        else:
            said = {key: value for key, value in said.items() if key not in ("passages", "brand_values")}
        for number, (key, value) in enumerate(said.items()):
            lines.append(f"  {'- ' if number == 0 else '  '}{key}: {_flow(value)}")
    text = "\n".join(lines) + "\n"
    located, problems = parse(text, shown)
    again, more = check(located, Approvals) if not problems else (None, [])
    if again is None:  # what could not be read again would void every sign-off in the file
        return [replace(problem, place=Place(shown)) for problem in (*problems, *more)]
    try:
        keep(path, text.encode())
    except OSError as error:
        fault = f"nothing was recorded: the file cannot be written ({error.strerror or error})"
        return [Problem(Place(shown), "approvals-unwritable", fault, "Make room, or check the permissions.")]
    return []


def packed(passages: dict[str, str]) -> dict[str, str]:
    """``file#path: hash`` for each passage as one line for each file: an approvals file is read at every build."""
    files: dict[str, list[str]] = {}
    for where, short in passages.items():
        file, _, path = where.partition("#")
        files.setdefault(file, []).append(f"{path}={short}")
    return {file: " ".join(said) for file, said in files.items()}


def unpacked(files: dict[str, Any]) -> dict[str, Any]:
    """What :func:`packed` packed."""
    passages: dict[str, Any] = {}
    for file, said in files.items():
        if not isinstance(said, str) or "=" not in said:
            passages[file] = said
            continue
        for one in said.split():
            path, _, short = one.rpartition("=")
            passages[f"{file}#{path}" if path else file] = short
    return passages


def _flow(value: object) -> str:
    """A value as YAML on one line, or one line an entry: JSON is YAML, and quotes every text."""
    if isinstance(value, dict):
        return "\n" + "\n".join(
            f"      {json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items()
        )
    return json.dumps(value, ensure_ascii=False)
