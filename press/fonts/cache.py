"""The folder of made fonts: where it is, what its name stands for, whether it is whole.

Inside: ``files/`` (the fonts), ``fonts.json`` (name, size and hash of each), ``coverage.json`` (their characters),
``fonts.conf`` and ``cache/`` (fontconfig's).
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

from press.fonts.families import FAMILIES, PINS, file_names
from press.problem import Place, Problem

CODE_VERSION = 1  # raise it when making.py changes what is made: the fonts are then made anew


class Record(NamedTuple):
    """What the folder's list says about one font file."""

    file: str
    family: str
    bold: bool
    size: int  # bytes
    sha256: str


def folder() -> Path:
    """Where the made fonts are kept; the folder may not exist yet.

    Its name holds a digest of all that decides what is in it: font packages, axis settings, the code and
    fontTools. ``HANDOUTS_FONTS`` names another parent folder than the user's cache.
    """
    if chosen := os.environ.get("HANDOUTS_FONTS"):
        return Path(chosen).expanduser().absolute() / f"fonts-{_recipe()}"
    told = (os.environ.get(name) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME"))
    return _parent(*told) / f"fonts-{_recipe()}"


@functools.lru_cache(maxsize=4)
def _parent(_home: str | None, _profile: str | None, local: str | None, cache: str | None) -> Path:
    """A folder in the user's cache, as long as these variables are as they are: it is asked for at every word."""
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/handout-press"
    if sys.platform == "win32":
        return Path(local or Path.home() / "AppData/Local") / "handout-press"
    return Path(cache or Path.home() / ".cache") / "handout-press"


@functools.cache
def _recipe() -> str:
    """A digest of everything that decides what the made fonts are."""
    parts = [CODE_VERSION, installed_version("fonttools"), sorted(PINS.items()), [astuple(f) for f in FAMILIES.values()]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def installed_version(package: str) -> str | None:
    """The installed version with its numbers written plainly (a wheel may call itself 1.006 and be 1.6 to pip)."""
    import importlib.metadata  # 10 ms, and `handouts --help` has no use for it

    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    return ".".join(str(int(part)) if part.isdecimal() else part for part in version.split("."))


def records(target: Path) -> tuple[Record, ...]:
    """The folder's list of fonts. Raises OSError before ``prepare``, ValueError or TypeError where it is damaged."""
    return tuple(Record(**entry) for entry in json.loads((target / "fonts.json").read_text(encoding="utf-8")))


def incomplete(target: Path) -> str:
    """What is wrong with the folder in a few words, or nothing: every font is there and has its size."""
    if not target.exists():
        return "the fonts have not been made yet"
    try:
        listed = records(target)
    except (OSError, ValueError, TypeError):
        return "the list of fonts is missing or damaged"
    if {record.file for record in listed} != file_names():
        return "the list of fonts is not the expected one"
    for record in listed:
        path = target / "files" / record.file
        if not path.is_file() or path.stat().st_size != record.size:
            return f"{record.file} is missing or cut short"
    return "" if (target / "coverage.json").is_file() else "the list of characters is missing"


def verify() -> list[Problem]:
    """Read every font file and compare it with its recorded hash: 0.1 s, for the doctor and not for every run."""
    target = folder()
    if wrong := incomplete(target):
        return [not_ready(target, wrong)]
    return [
        not_ready(target, f"{record.file} was changed after it was made")
        for record in records(target)
        if hashlib.sha256((target / "files" / record.file).read_bytes()).hexdigest() != record.sha256
    ]


def not_ready(target: Path, wrong: str) -> Problem:
    """The problem of a folder that cannot be used as it is."""
    remedy = f'Type: make setup\nor: "{sys.executable}" -m press.fonts'
    return Problem(Place(str(target)), "fonts-not-ready", wrong, remedy)


def digest() -> str:
    """One sha256 over all font files, from the hashes taken when they were made. Raises OSError before ``prepare``."""
    return _digest(folder())


@functools.cache
def _digest(target: Path) -> str:
    lines = [f"{record.file} {record.sha256}\n" for record in records(target)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
