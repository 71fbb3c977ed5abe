"""Patients' sets: which sheets were put together under which code. Of no patient: whoever has the paper reads the code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from press import qr
from press.library import Library
from press.recall.archive import Archive
from press.recall.history import FOLDER
from press.recall.lines import add, adding
from press.receipt import digest

LEDGER = "sets.jsonl"


@dataclass(frozen=True, slots=True)
class SetRecord:
    """A set: its code, those of its parts in order, the SHA-256 of its PDF, the first day on which it was made."""

    code: str
    parts: tuple[str, ...]
    pdf: str
    on: str


def record_set(library: Library, code: str, parts: Sequence[str], pdf: bytes, today: date, archive: Archive | None = None) -> None:
    """Write a set down, once. Raises OSError: what is not recorded cannot be recalled."""
    if archive is not None:
        archive.put(pdf, digest(pdf))
    if set_of(library.root, qr.plain(code)) is None:
        one = SetRecord(qr.plain(code), tuple(map(qr.plain, parts)), digest(pdf), str(today))
        with adding(library.root / FOLDER / LEDGER) as file:
            add(file, [json.dumps(asdict(one), sort_keys=True).encode()])


def set_of(root: Path, code: str) -> SetRecord | None:
    """The set with a code (plain form); None where there is none. A line that a crash cut short is skipped."""
    try:
        lines = (root / FOLDER / LEDGER).read_bytes().split(b"\n")
    except OSError:
        return None
    for line in lines:
        try:
            said = json.loads(line)
            if said["code"] == code:
                return SetRecord(said["code"], tuple(said["parts"]), said["pdf"], said["on"])
        except (ValueError, KeyError, TypeError):
            continue
    return None
