"""Which editions the changed files of a project can reach: the others need no look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from press import receipt
from press.content import Handout
from press.edition import Edition
from press.library import Library, Piece

_ROOMS = ("handouts", "styles", "templates")


def changed_files(old: Path, new: Path) -> dict[str, bool]:
    """Project-relative names of the content files that differ, and whether each is there on both sides."""
    before, after = _hashes(old), _hashes(new)
    names = sorted(before.keys() | after.keys())
    return {name: name in before and name in after for name in names if before.get(name) != after.get(name)}


def _hashes(root: Path) -> dict[str, str]:
    files = [path for room in _ROOMS for path in (root / room).rglob("*") if path.is_file()]
    files += [path for path in (root / "policy.yaml",) if path.is_file()]
    return {path.relative_to(root).as_posix(): receipt.digest(path.read_bytes()) for path in files}


def reached(library: Library, edition: Edition, changed: Mapping[str, bool]) -> bool:
    """Whether a changed file may shape an edition. A file of unknown use counts for all of them."""
    return any(not _elsewhere(library, edition, name, both) for name, both in changed.items())


def _elsewhere(library: Library, edition: Edition, name: str, both: bool) -> bool:
    """Whether a file surely belongs to other editions only."""
    piece = library.pieces.get(edition.slug)
    parts = name.split("/")
    if piece is None or len(parts) < 3:
        return False
    if parts[0] == "styles":
        return len(parts) > 3 and parts[1] in ("brands", "variants") and parts[2] not in (edition.brand, edition.variant)
    if parts[0] != "handouts":
        return False
    # Which languages exist is printed on every sheet of a handout; what they say, on their own sheets only.
    other = re.fullmatch(r"([A-Za-z][A-Za-z0-9-]*)\.yaml", parts[-1])
    foreign = both and bool(other) and other[1] in library.languages and other[1] not in _spoken(piece, edition)  # type: ignore[index]
    if parts[1] == "_languages":
        return foreign and Path(name).stem not in _named(library, piece, edition)
    if parts[1] == "_shared":
        tags = (edition.language, piece.facts.source_language)
        printed = {s.slug for tag in tags for one in _pieces(library, piece) for s, _ in library.included(one, tag)}
        return foreign or parts[2] not in printed
    if "/".join(parts[:3]) not in {one.folder for one in _pieces(library, piece)}:
        return len(parts) > 3
    return foreign


def _pieces(library: Library, piece: Piece) -> list[Piece]:
    """A piece and those that it prints or names: a packet's handouts, related handouts."""
    names = piece.facts.related if isinstance(piece, Handout) else piece.facts.handouts
    return [piece, *(library.pieces[name] for name in names if name in library.pieces)]


def _spoken(piece: Piece, edition: Edition) -> set[str]:
    """The languages whose texts an edition is made from."""
    return {edition.language, piece.facts.source_language}


def _named(library: Library, piece: Piece, edition: Edition) -> set[str]:
    """The languages whose names or fixed words stand on an edition's pages."""
    brand = library.brands.get(edition.brand)
    working = {brand.working_language} if brand else set()
    return {edition.language, piece.facts.source_language, *working, *piece.facts.languages, *piece.texts}
