"""Records that the press writes and people read: each entry with a check sum, in files that are written whole.

The seal is a check sum over all that an entry says. It is against slips and editors: a date that was put right by hand,
a search-and-replace through the folder. It is not against forgery: who may commit these files can also run
`handouts approve`. The repository is the boundary, and CODEOWNERS says who that is.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from press.content import Name, Strict, Words
from press.problem import Place, Problem
from press.receipt import keep
from press.source import check, parse

Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Withdrawal(Strict):
    """A sign-off taken back."""

    by: Name
    on: date
    reason: Words | None = None


def seal_of(entry: BaseModel) -> str:
    """The check sum of everything that an entry says but the check sum, as NFC: 16 hexadecimal digits of SHA-256."""
    said = entry.model_dump(mode="json", exclude_defaults=True, exclude={"seal"})
    text = unicodedata.normalize("NFC", json.dumps(said, sort_keys=True, ensure_ascii=False))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_ahead(day: date, today: date) -> bool:
    """Whether a day is still to come. A day's grace: the reviewer's clock may be ahead of this one by most of a day."""
    return day - today > timedelta(days=1)


def years_after(day: date, years: int) -> date:
    """The same day some years on; of 29 February the 28th. The last day that there is, where that is beyond it."""
    if day.year + years > date.max.year:
        return date.max
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
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


def unreadable_name(shown: str, by: str) -> list[Problem]:
    """Why a reviewer's name cannot be recorded: letters that nobody sees, no name, no role."""
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


def write(path: Path, shown: str, key: str, entries: Iterable[Mapping[str, Any]], model: type[BaseModel]) -> list[Problem]:
    """Write the entries of a record under ``key``. Nothing is written that ``model`` could not read again."""
    lines = [
        "# Written by `handouts approve`. An edit by hand voids the entry that it touches: its seal would no longer fit.",
        f"{key}:",
    ]
    for said in entries:
        for number, (name, value) in enumerate(said.items()):
            lines.append(f"  {'- ' if number == 0 else '  '}{name}: {_flow(value)}")
    text = "\n".join(lines) + "\n"
    located, problems = parse(text, shown)
    again, more = check(located, model) if not problems else (None, [])
    if again is None:  # what could not be read again would void every sign-off in the file
        return [replace(problem, place=Place(shown)) for problem in (*problems, *more)]
    try:
        keep(path, text.encode())
    except OSError as error:
        fault = f"nothing was recorded: the file cannot be written ({error.strerror or error})"
        return [Problem(Place(shown), "approvals-unwritable", fault, "Make room, or check the permissions.")]
    return []


def _flow(value: object) -> str:
    """A value as YAML on one line, or one line an entry: JSON is YAML, and quotes every text."""
    if isinstance(value, dict):
        return "\n" + "\n".join(f"      {_json(k)}: {_json(v)}" for k, v in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n" + "\n".join(f"      - {_json(one)}" for one in value)
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
