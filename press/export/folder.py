"""Files in somebody else's folder: what an export wrote it may replace and remove; everything else stays as it is.

A list of what was written stands in the folder, with each file's SHA-256. It is written before the files are, so that a run
that was cut short leaves nothing that the next one takes for another's. What leaves goes first: a full disk keeps no sheet
that was withdrawn.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from press.problem import Place, Problem
from press.receipt import digest, keep

NAME: Final = ".handouts-export.json"
_FORMAT: Final = 1


@dataclass(slots=True)
class Report:
    """What a run did to a folder: names of files, and what it left alone and why."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Ours = dict[str, list[str]]
"""Name of a file to the SHA-256 that it may have: before and after a run that was cut short."""


def deliver(root: Path, kind: str, files: Mapping[str, bytes]) -> Report:
    """Make a folder hold these files of a kind of export, by names with ``/``, and none that an earlier run wrote beside them.

    Never raises for what is wrong with the folder: that is among the problems, and then as much as can be is removed.
    """
    report = Report()
    known = _known(root, kind, report)
    if known is None:
        return report
    try:
        root.mkdir(parents=True, exist_ok=True)
        _remove(root, known, {*known} - {*files}, report)
        wanted = {name: data for name, data in files.items() if _may_write(root, name, data, known, report)}
        if not report.written and all(name in known and [digest(wanted[name])] == known[name] for name in wanted) and {*known} == {*wanted}:
            return report  # nothing to do
        both = {name: list(dict.fromkeys([*known.get(name, []), *([digest(wanted[name])] if name in wanted else [])])) for name in {*known, *wanted}}
        _note(root, kind, both)
        for name in report.written:
            keep(root / name, wanted[name])
        left = {name: shas for name, shas in known.items() if name not in wanted}
        _note(root, kind, {**{name: [digest(data)] for name, data in wanted.items()}, **left})
    except OSError as error:
        report.problems.append(_unwritable(root, error))
    return report


def deliver_file(path: Path, data: bytes, is_ours: bool) -> Report:
    """The same for an export that is one file; ``is_ours``: an earlier run wrote what stands there."""
    report = Report()
    try:
        if path.exists() and not is_ours:
            report.problems.append(_not_ours(path))
        elif path.is_file() and path.read_bytes() == data:
            report.same.append(path.name)
        else:
            keep(path, data)
            report.written.append(path.name)
    except OSError as error:
        report.problems.append(_unwritable(path, error))
    return report


def _may_write(root: Path, name: str, data: bytes, known: Ours, report: Report) -> bool:
    """Whether a file is missing, as it should be, or one of ours; else it is reported."""
    path = root / name
    if not _is_inside(root, path):
        report.problems.append(_not_ours(path))
        return False
    if not path.exists():
        report.written.append(name)
        return True
    there = digest(path.read_bytes()) if path.is_file() else ""
    if there == digest(data):
        report.same.append(name)
        return True
    if there in known.get(name, ()):
        report.written.append(name)
        return True
    report.problems.append(_changed(path) if name in known else _not_ours(path))
    return False


def _remove(root: Path, known: Ours, names: set[str], report: Report) -> None:
    """Take away what an earlier run wrote; it is no longer in ``known`` then. What somebody changed stays, and is said."""
    for name in sorted(names):
        path = root / name
        if _is_inside(root, path) and path.is_file():
            if digest(path.read_bytes()) not in known[name]:
                report.problems.append(_changed(path))
                continue
            path.unlink()
            report.removed.append(name)
        elif path.exists():
            report.problems.append(_changed(path))
            continue
        known.pop(name)
        for folder in _above(root, name):
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def _above(root: Path, name: str) -> Iterator[Path]:
    yield from (root / parent for parent in PurePosixPath(name).parents if parent.parts)


def _is_inside(root: Path, path: Path) -> bool:
    """No link leads out, neither the file's own nor one on the way to it."""
    return not path.is_symlink() and path.parent.resolve().is_relative_to(root.resolve())


def _known(root: Path, kind: str, report: Report) -> Ours | None:
    """What earlier runs wrote; None, and why, where the list cannot be read or is of another kind of export."""
    path = root / NAME
    if not path.exists():
        return {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] == _FORMAT and said["kind"] == kind:
            return {name: [str(sha) for sha in shas] for name, shas in said["files"].items() if _is_plain(name)}
        fault = f'this folder holds another export ("{said["kind"]}")'
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fault = "the list of what earlier runs wrote cannot be read"
    remedy = "Nothing was changed. Name another folder, or remove this one."
    report.problems.append(Problem(Place(str(path)), "export-not-ours", fault, remedy))
    return None


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and "\0" not in name


def _note(root: Path, kind: str, files: Ours) -> None:
    said = {"format": _FORMAT, "kind": kind, "files": dict(sorted(files.items()))}
    keep(root / NAME, (json.dumps(said, indent=1, ensure_ascii=True) + "\n").encode())


def _changed(path: Path) -> Problem:
    fault = "somebody changed this file after it was written here: it was left as it is"
    return Problem(Place(str(path)), "export-changed", fault, "If it is not needed, remove it, and run it again.")


def _not_ours(path: Path) -> Problem:
    fault = "a file that no export wrote is in the way: it was left as it is"
    return Problem(Place(str(path)), "export-not-ours", fault, "Move it elsewhere, or name another place.")


def _unwritable(path: Path, error: OSError) -> Problem:
    fault = f"not everything could be written: {error.strerror or error}"
    remedy = "Make room, or mend what is said, and run it again: the folder is not complete."
    return Problem(Place(str(error.filename or path)), "export-unwritable", fault, remedy)
