"""Where a pack is made: a work folder ``<pack>.part`` that outlives a crash, and one move at the end.

A pack is there as a whole or not at all: the folder (or zip) gets its name when everything is in it, the manifest last.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.order.manifest import JSON, SUMS, read_sums
from press.problem import Place, Problem
from press.receipt import digest, keep

MARK = ".handouts-pack"
"""The file by which a work folder is known to be ours."""
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest day that a zip can hold: the same bytes whenever it is made
_NOT_OURS = frozenset({".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r", ".directory", ".localized"})


def left_by_others(name: str) -> bool:
    """Whether a file (its path in a pack) was left there by a file manager: macOS writes ``._NAME`` and ``__MACOSX/``."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith("._") or parts[-1] in _NOT_OURS


@dataclass(frozen=True, slots=True)
class Target:
    """Where the pack goes. ``final`` is a folder, or a zip where ``zipped``."""

    final: Path
    zipped: bool

    @property
    def work(self) -> Path:
        """The work folder."""
        return self.final.with_name(f"{self.final.name}.part")

    @property
    def made(self) -> Path:
        """Where editions are made; finished ones are found again here after a crash."""
        return self.work / "made"

    @property
    def pictures(self) -> Path:
        """Small pictures of pages."""
        return self.work / "pictures"

    @property
    def pack(self) -> Path:
        """Where the pack is put together."""
        return self.work / "pack"


def target(where: Path, zipped: bool) -> Target:
    """The target that ``-o`` and ``--zip`` mean: a name that ends in .zip is a zip."""
    ends = where.suffix.lower() == ".zip"
    return Target(where if ends or not zipped else where.with_name(f"{where.name}.zip"), zipped or ends)


def refused(goal: Target, replace: bool) -> list[Problem]:
    """Why nothing may be put there: somebody else's file is never overwritten or thrown away."""
    final, place = goal.final, Place(str(goal.final))
    other = "Choose another name, or move it away."
    if goal.work.exists() and not (goal.work / MARK).is_file() and (not goal.work.is_dir() or any(goal.work.iterdir())):
        return [Problem(Place(str(goal.work)), "foreign-file", "a folder of this name is there and is not ours", other)]
    if not final.exists():
        return []
    if final.is_dir() != (not goal.zipped):
        return [Problem(place, "foreign-file", f"there is a {'folder' if goal.zipped else 'file'} of this name", other)]
    if final.is_dir():
        foreign = _foreign(final)
        if foreign is not None:
            fault = f'the folder holds "{foreign}", which is no part of a pack'
            return [Problem(place, "foreign-file", fault, "Choose an empty or new folder; nothing was changed.")]
        if not any(final.iterdir()):
            return []
    elif not zipfile.is_zipfile(final):
        return [Problem(place, "foreign-file", "there is a file of this name that is no zip", other)]
    if replace:
        return []
    return [Problem(place, "pack-exists", "there is a pack already", 'Choose another name, or say "--replace".')]


def _foreign(folder: Path) -> str | None:
    """The first file in a folder that its SHA256SUMS does not name; None where all are a pack's."""
    try:
        known = {*read_sums((folder / SUMS).read_bytes()), SUMS, JSON}
    except (OSError, ValueError):
        known = set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known and not left_by_others(name):
            return name
    return None


@contextlib.contextmanager
def working(goal: Target, job: str) -> Iterator[list[Problem]]:
    """The work folder, for one run at a time. What is finished stays in it when the run ends early."""
    goal.work.mkdir(parents=True, exist_ok=True)
    mark = goal.work / MARK
    with mark.open("a+", encoding="utf-8") as file:
        if not _locked(file):
            fault = "another run is making this pack just now"
            yield [Problem(Place(str(goal.final)), "pack-busy", fault, "Wait until it has ended.")]
            return
        file.seek(0)
        if not file.read():
            file.write(f"Work folder of the pack of {job}. Delete it to begin anew.\n")
            file.flush()
        try:
            yield []
        finally:
            if goal.work.exists() and not any(goal.made.rglob("*.pdf")):  # nothing is finished: nothing to go on with
                shutil.rmtree(goal.work, ignore_errors=True)


def _locked(file: io.TextIOWrapper) -> bool:
    """Whether this run has the work folder to itself; where the system has no such locks, nobody else is assumed."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def put(goal: Target, name: str, path: Path, sha256: str) -> None:
    """A finished file into the pack under its name: a second name of the same file where the disk allows, else a copy."""
    there = goal.pack / name
    there.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, there)
    except OSError:
        data = path.read_bytes()
        if digest(data) != sha256:
            raise OSError(f"{path.name} changed while the pack was made") from None
        keep(there, data)


def clear(goal: Target) -> None:
    """An empty place to put the pack together."""
    shutil.rmtree(goal.pack, ignore_errors=True)
    goal.pack.mkdir(parents=True)


def finish(goal: Target) -> None:
    """The pack gets its name: one move. What stood there before goes only then."""
    if goal.zipped:
        packed = goal.work / "pack.zip"
        _zip(goal.pack, packed, goal.final.stem)
        packed.replace(goal.final)
    else:
        aside = goal.work / "before"
        shutil.rmtree(aside, ignore_errors=True)
        if goal.final.exists():
            goal.final.replace(aside)
        goal.pack.replace(goal.final)
    shutil.rmtree(goal.work, ignore_errors=True)


def _zip(folder: Path, path: Path, name: str) -> None:
    """A zip of a folder: names in order, one fixed day, stored as they are (PDFs are compressed already), so the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for one in sorted(folder.rglob("*")):
            if one.is_file():
                entry = zipfile.ZipInfo(f"{name}/{one.relative_to(folder).as_posix()}", _ZIP_DAY)
                entry.external_attr = 0o644 << 16
                entry.create_system = 3  # Unix, wherever it is made
                packed.writestr(entry, one.read_bytes())
    with path.open("rb") as file:
        os.fsync(file.fileno())
