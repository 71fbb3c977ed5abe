"""What ``OLD`` and ``NEW`` name: a git revision, a folder (a project, or PDFs that were built), or a build record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press import receipt
from press.compare import git
from press.edition import Edition, Wish
from press.library import Library, open_library
from press.pdf import UnreadableError
from press.pdf.raster import page_count
from press.problem import Place, Problem

_MOST_RECORD_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Print:
    """One printed edition. ``path`` is its PDF, None where only its hash is known; ``pages`` is 0 where unknown."""

    edition: Edition
    sha256: str
    pages: int = 0
    path: Path | None = None
    fingerprint: str = ""
    problems: tuple[Problem, ...] = ()

    def pdf(self) -> bytes | None:
        """The PDF's bytes; None where it is gone or is no longer the one that was meant."""
        try:
            data = self.path.read_bytes() if self.path else None
        except OSError:
            return None
        return data if data is not None and receipt.digest(data) == self.sha256 else None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. ``library`` is None for printed PDFs alone: then ``prints`` is all there is."""

    name: str
    label: str
    library: Library | None = None
    prints: dict[Edition, Print] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)  # what a record was made with


def open_side(name: str, root: Path, work: Path) -> tuple[Side | None, list[Problem]]:
    """The side that ``name`` means for the project at ``root``; ``work`` is an empty folder to unpack revisions into."""
    path = Path(name)
    there = path.exists()
    commit = git.commit_of(root, name)
    if commit and there and not name.startswith((".", "/")):
        fault = f'"{name}" is a git revision and also a {"folder" if path.is_dir() else "file"}'
        remedy = f'Write "./{name}" for the {"folder" if path.is_dir() else "file"}, or {commit[:10]} for the revision.'
        return None, [Problem(Place(name), "revision-ambiguous", fault, remedy)]
    if commit and not there:
        problems = git.unpack(root, commit, work)
        if problems:
            return None, problems
        return Side(name, git.described(root, name, commit), open_library(work)), []
    if path.is_dir():
        return _folder(name, path, root)
    if path.is_file():
        return _record(name, path, root)
    return None, [git.unknown(root, name)]


def chosen(side: Side, wish: Wish) -> set[Edition]:
    """The printed editions of a side that a wish means."""
    library = side.library
    named = {slug for slug in wish.slugs if library is None or slug not in library.specialties}
    for slug, piece in library.pieces.items() if library else ():
        if piece.specialty in wish.slugs:
            named.add(slug)
    return {
        edition
        for edition in side.prints
        if (not wish.slugs or edition.slug in named)
        and (not wish.languages or edition.language in wish.languages)
        and (not wish.variants or edition.variant in wish.variants)
        and (not wish.brands or edition.brand in wish.brands)
    }


# ------------------------------------------------------------------------------------------------------------- folders


def _folder(name: str, path: Path, root: Path) -> tuple[Side | None, list[Problem]]:
    if (path / "handouts").is_dir():
        label = "the working folder" if path.resolve() == root.resolve() else f"the folder {name}"
        return Side(name, label, open_library(path)), []
    prints = {one.edition: one for one in _shelved(path)}
    if not prints:
        fault = f'"{name}" holds neither a project (handouts/) nor built PDFs (draft/, release/)'
        return None, [Problem(Place(name), "nothing-to-compare", fault, "Name a project's folder or an output folder.")]
    return Side(name, f"the PDFs in {name}", prints=prints), []


def _shelved(folder: Path) -> Iterator[Print]:
    """``draft/<brand>/<tag>/<slug>.<variant>.pdf``; a released sheet stands for its edition before a draft of it."""
    for shelf in ("draft", "release"):
        for path in sorted((folder / shelf).glob("*/*/*.pdf")):
            slug, _, variant = path.stem.partition(".")
            edition = Edition(slug, path.parent.name, variant, path.parent.parent.name)
            data = path.read_bytes()
            try:
                pages = page_count(data)
            except UnreadableError:
                pages = 0
            yield Print(edition, receipt.digest(data), pages, path)


# ------------------------------------------------------------------------------------------------------------- records


def _record(name: str, path: Path, root: Path) -> tuple[Side | None, list[Problem]]:
    """A record of ``handouts build --record``. Its PDFs are found by their hash, beside it or in the project's store."""
    fault, said = "", dict[str, Any]()
    try:
        if path.stat().st_size > _MOST_RECORD_BYTES:
            raise ValueError("too large")
        said = json.loads(path.read_text(encoding="utf-8"))
        rows = [_row(row, path, root) for row in said["editions"]]
    except OSError as error:
        fault = f"it cannot be read: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fault = "it is no record of `handouts build --record`"
    if fault:
        remedy = "Name a git revision, a folder, or a file that `handouts build --record FILE` wrote."
        return None, [Problem(Place(name), "record-unreadable", fault, remedy)]
    tools = said.get("tools")
    known = {str(key): str(value) for key, value in tools.items()} if isinstance(tools, dict) else {}
    return Side(name, f"the build record {name}", prints={row.edition: row for row in rows}, tools=known), []


def _row(row: dict[str, object], record: Path, root: Path) -> Print:
    def word(key: str) -> str:
        return str(row.get(key) or "")

    edition = Edition(word("slug"), word("language"), word("variant"), word("brand"))
    sha256 = word("pdf")
    if not all((edition.slug, edition.language, edition.variant, edition.brand, sha256)):
        raise ValueError("an edition without a name")
    return Print(edition, sha256, int(word("pages") or 0), _found(word("path"), sha256, record, root), word("fingerprint"))


def _found(path: str, sha256: str, record: Path, root: Path) -> Path | None:
    """The PDF that a record means, by its hash: wherever it lies, it is the same sheet."""
    out = root / "out"
    places = [record.parent / path, out / path, root / path] if path else []
    places.append(out / ".store" / "pdfs" / sha256[:2] / f"{sha256}.pdf")
    for place in places:
        try:
            if place.is_file() and receipt.digest(place.read_bytes()) == sha256:
                return place
        except OSError:
            continue
    return None
