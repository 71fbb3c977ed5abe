"""What went out: one line for each sheet that was printed, opened or fetched. Of no person and no patient.

The lines stand in the output folder, which belongs to this machine, not to the project: ``given.jsonl``. A line
that a crash cut short is skipped.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from press.edition import Edition
from press.recall.lines import add, adding

NAME = "given.jsonl"
How = Literal["printed", "opened", "fetched"]


@dataclass(frozen=True, slots=True)
class Given:
    """A sheet that went out: its code, what it was, how many, on which day, how."""

    code: str
    slug: str
    language: str
    variant: str
    brand: str
    copies: int
    on: str
    how: str


def note(out: Path, code: str, edition: Edition, on: date, how: How, copies: int = 1) -> bool:
    """Add a line; False where the folder takes none: what went out goes out all the same."""
    line = Given(code, edition.slug, edition.language, edition.variant, edition.brand, copies, str(on), how)
    try:
        with adding(out / NAME) as file:
            add(file, [json.dumps(asdict(line), ensure_ascii=True).encode()], lasting=False)  # a disk takes milliseconds, and fifty people wait
    except OSError:
        return False
    return True


def given(out: Path, since: date | None = None) -> Iterator[Given]:
    """Every line, the oldest first, from a day on."""
    with contextlib.suppress(OSError), (out / NAME).open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):
                one = Given(**json.loads(line))
                if since is None or date.fromisoformat(one.on) >= since:
                    yield one


def count(out: Path, code: str, since: date | None = None) -> int:
    """How many sheets with a code went out."""
    return sum(one.copies for one in given(out, since) if one.code == code)
