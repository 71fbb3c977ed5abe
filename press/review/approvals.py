"""approvals.yaml: who approved what, when, until when. Written by ``handouts approve``, never by hand.

The name is typed text: the trust boundary is the repository (who may commit this file; CODEOWNERS says so).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from press.content import Name, Slug, Strict
from press.content.roles import ORDERS, WRITTEN
from press.problem import Place, Problem
from press.review.fingerprint import FULL, SCHEME
from press.review.seals import Seal, Withdrawal, alone, is_ahead, seal_of, unreadable_name, write, years_after
from press.source import MAX_RECORD_BYTES, Located, load

LONGEST_YEARS = 5  # a review date beyond this is taken for a slip of the pen


class Answer(Strict):
    """What the reviewer said to a finding of a safety rule. ``words`` is the hash of what it was about."""

    rule: Slug
    words: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    reason: Name


class Approval(Strict):
    """One sign-off, bound to the fingerprint of exactly what was approved."""

    language: Name
    by: Name
    on: date
    review_by: date
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    scheme: int = Field(default=1, ge=1, description="What the fingerprint covers; entries of version 1 do not say it.")
    order: Slug = WRITTEN
    extent: Slug = FULL
    passages: dict[str, str] = Field(default_factory=dict)
    brand_values: dict[str, str] = Field(default_factory=dict)
    qualification: Name | None = None
    back_translation: Name | None = None
    scores: tuple[Name, ...] = Field(default=(), description="What a person scored by hand: PEMAT, CDC index.")
    answers: tuple[Answer, ...] = Field(default=(), description="Findings of safety rules that the reviewer answered.")
    withdrawn: Withdrawal | None = None
    superseded: bool = Field(default=False, description="A later approval of the same language was given.")
    seal: Seal | None = None

    @field_validator("passages", mode="before")
    @classmethod
    def _unpacked(cls, said: Any) -> Any:
        return unpacked(said) if isinstance(said, dict) else said

    @property
    def is_old(self) -> bool:
        """Whether it was written before entries had seals; it counts until its file is next written, and gets one then."""
        newer = (self.order, self.extent) != (WRITTEN, FULL) or self.answers or self.superseded
        return self.seal is None and self.scheme == 1 and not newer

    @property
    def is_whole(self) -> bool:
        """Whether it says what the press wrote: nobody edited it by hand since."""
        return self.is_old or self.seal == seal_of(self)

    def unsound(self, today: date) -> str:
        """Why no day can make this approval count, in words; empty where it is sound."""
        if not self.is_whole:
            return "was edited by hand since it was recorded"
        if self.superseded:
            return "was followed by another one, which is no longer in the record"
        if self.scheme > SCHEME or self.order not in ORDERS or self.extent != FULL:
            return "was recorded by a newer version of Handout Press than this one"
        if is_ahead(self.on, today):
            return f"is dated {self.on}, which is still to come"
        if self.review_by > years_after(self.on, LONGEST_YEARS):
            return f"says {self.review_by} for the next review, more than {LONGEST_YEARS} years on"
        return ""


class Approvals(Strict):
    """All sign-offs of a handout, a packet or the fixed words; the last of a language counts."""

    approvals: tuple[Approval, ...] = ()

    def of(self, tag: str, extent: str = FULL) -> Approval | None:
        """The latest approval of a language, withdrawn or not."""
        return next(self.in_force(tag, extent), None)

    def in_force(self, tag: str, extent: str = FULL) -> Iterator[Approval]:
        """The approvals of a language that no later one followed, withdrawn or not: those that are whole first, the last
        of them foremost.

        There is one, but where branches were merged on each of which somebody approved: then any of them counts whose
        words are those that stand in the text now. A withdrawal also takes back an approval that was given before it and
        came into the file after it.
        """
        own = [one for one in self.approvals if (one.language, one.extent) == (tag, extent)]
        last = len(own) - 1
        followed = {(one.fingerprint, one.by, one.on) for one in own if one.superseded}
        live = [not one.is_old and (one.fingerprint, one.by, one.on) not in followed for one in own]
        left = [own[n] for n in range(last, -1, -1) if n == last or live[n]]
        for one in sorted(left, key=lambda one: not one.is_whole or one.superseded):
            taken = [other.withdrawn for other in own if other.withdrawn and other.withdrawn.on > one.on]
            if one.withdrawn or not taken:
                yield one
            else:
                yield one.model_copy(update={"withdrawn": max(taken, key=lambda withdrawal: withdrawal.on)})


@dataclass(frozen=True, slots=True)
class Shelf:
    """An approvals file as read. ``approvals`` is None where it is broken: then nothing counts as approved."""

    approvals: Approvals | None
    located: Located
    problems: tuple[Problem, ...] = ()

    def line_of(self, approval: Approval) -> int:
        """The line that an approval begins at; 0 where it is not told."""
        held = self.approvals.approvals if self.approvals else ()
        mine = [n for n, one in enumerate(held) if (one.language, one.extent) == (approval.language, approval.extent)]
        exact = [n for n in mine if held[n].fingerprint == approval.fingerprint and held[n].on == approval.on]
        number = next(iter([*reversed(exact), *reversed(mine)]), None)
        return self.located.place(("approvals", number)).line if number is not None else 0


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


def earlier_answers(path: Path, shown: str, tag: str) -> dict[tuple[str, str], str]:
    """What was answered in the approvals of a language so far, by rule and hash of words; the latest answer counts."""
    approvals = load_approvals(path, shown).approvals
    own = [one for one in approvals.approvals if one.language == tag and one.is_whole] if approvals else []
    return {(answer.rule, answer.words): answer.reason for one in own for answer in one.answers}


def approve(path: Path, shown: str, approval: Approval, today: date) -> list[Problem]:
    """Add a sign-off. Nothing is written where it cannot be right."""
    problems = _refused(shown, approval, today)
    with alone(path.parent):
        shelf = load_approvals(path, shown)
        problems += shelf.problems
        if problems or shelf.approvals is None:
            return problems
        kept = [_followed(one, approval) for one in _settled(shelf.approvals)]
        return _write(path, shown, [*kept, _sealed(approval.model_copy(update={"scheme": SCHEME}))])


def withdraw(path: Path, shown: str, tag: str, withdrawal: Withdrawal) -> list[Problem]:
    """Take back the approval of a language that is in force, in whatever extent; the record of it stays."""
    problems = unreadable_name(shown, withdrawal.by)
    with alone(path.parent):
        shelf = load_approvals(path, shown)
        if problems or shelf.approvals is None:
            return [*problems, *shelf.problems]
        held = list(_settled(shelf.approvals))
        own = [n for n, one in enumerate(held) if one.language == tag and not (one.superseded or one.withdrawn)]
        if not own:
            fault = f'no approval of "{tag}" is in force'
            return [Problem(Place(shown), "nothing-to-withdraw", fault, "See: handouts status.")]
        for n in own:
            held[n] = _changed(held[n], withdrawn=withdrawal)
        return _write(path, shown, held)


def _settled(approvals: Approvals) -> Iterator[Approval]:
    """The entries of a file as this version writes them: old ones with seals, the earlier of them as superseded.

    One that was edited by hand stays as it is: no seal makes it whole again.
    """
    last = {(one.language, one.extent): n for n, one in enumerate(approvals.approvals)}
    for n, one in enumerate(approvals.approvals):
        if not one.is_old:
            yield one
        elif last[one.language, one.extent] == n:
            yield _sealed(one)
        else:
            yield _sealed(_trimmed(one))


def _followed(one: Approval, by: Approval) -> Approval:
    """An earlier entry, once a later one is added. Who approved what, and when, is kept of all."""
    if (one.language, one.extent) != (by.language, by.extent) or one.superseded:
        return one
    return _sealed(_trimmed(one)) if one.is_whole else one.model_copy(update={"superseded": True})


def _trimmed(one: Approval) -> Approval:
    """Which passages changed is only ever asked of the latest."""
    return one.model_copy(update={"superseded": True, "passages": {}, "brand_values": {}})


def _changed(one: Approval, **values: object) -> Approval:
    changed = one.model_copy(update=values)
    return _sealed(changed) if one.is_whole else changed


def _sealed(one: Approval) -> Approval:
    return one.model_copy(update={"seal": seal_of(one)})


def _refused(shown: str, approval: Approval, today: date) -> list[Problem]:
    place, found = Place(shown), unreadable_name(shown, approval.by)
    if approval.review_by <= today:
        fault, remedy = f"the review date {approval.review_by} is not in the future", "Give a later date."
        found.append(Problem(place, "review-date", fault, remedy))
    elif approval.review_by > years_after(today, LONGEST_YEARS):
        fault = f"the review date {approval.review_by} is more than {LONGEST_YEARS} years away"
        found.append(Problem(place, "review-date", fault, "Give an earlier date."))
    return found


def _write(path: Path, shown: str, approvals: Iterable[Approval]) -> list[Problem]:
    entries = []
    for approval in approvals:
        said = json.loads(approval.model_dump_json(exclude_none=True, exclude_defaults=True))
        entries.append({key: packed(value) if key == "passages" else value for key, value in said.items()})
    return write(path, shown, "approvals", entries, Approvals)


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
