"""The check of a whole library on all cores: each worker reads and checks its share, nobody reads everything twice."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from press import checks
from press.content import Written, inline, phrases
from press.library import BRAND_VALUES, Library, Piece, open_library
from press.problem import Problem, did_you_mean, in_order

# Below this, starting a second process costs more than it saves.
WORTH_SHARING = 40


@dataclass(frozen=True, slots=True)
class _Share:
    """What one worker found in its share of the pieces."""

    problems: tuple[Problem, ...]
    part: checks.Part
    owners: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Survey:
    """All problems of a project, and for each file the handouts that print from it."""

    problems: tuple[Problem, ...]
    owners: dict[str, frozenset[str]]


def survey(
    root: Path, slugs: Iterable[str], tags: frozenset[str] = frozenset(), brand: str = "", workers: int = 0
) -> Survey:
    """What steps 1 and 2 find in these handouts and packets, in the languages ``tags`` (empty: all).

    ``workers`` 0 means one for each core; one worker means this process.
    """
    names = sorted(slugs)
    count = min(workers or os.cpu_count() or 1, max(1, len(names) // WORTH_SHARING))
    if count == 1:
        shares, common = [_share(root, frozenset(names), tags)], _whole(root, frozenset(names))
    else:
        pieces = 4 * count  # small shares, so that no core waits long for the other
        chunks = [frozenset(names[start::pieces]) for start in range(pieces)]
        with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
            whole = pool.submit(_whole, root, frozenset(names))
            shares = list(pool.map(_share, [root] * pieces, chunks, [tags] * pieces))
            common = whole.result()
    library = open_library(root, only=frozenset())
    found = checks.finish(library, [share.part for share in shares], common, brand)
    owners: dict[str, frozenset[str]] = {}
    for share in shares:
        for path, own in share.owners.items():
            owners[path] = owners.get(path, frozenset()) | own
    return Survey(tuple(in_order([*(p for share in shares for p in share.problems), *found])), owners)


def _whole(root: Path, slugs: frozenset[str]) -> list[Problem]:
    """What the rules for the project as a whole find: they look at source texts only."""
    return list(checks.check_project(open_library(root, only=slugs, sources_only=True)))


def _share(root: Path, slugs: frozenset[str], tags: frozenset[str]) -> _Share:
    library = open_library(root, only=slugs)
    pieces = [piece for slug, piece in library.pieces.items() if slug in slugs]
    pairs = [(piece, tag) for piece in pieces for tag in piece.texts if not tags or tag in tags]
    owners: dict[str, set[str]] = {}
    for piece in pieces:
        for tag in {*piece.texts, *piece.facts.languages}:
            for path in library.files_of(piece, tag):
                owners.setdefault(path, set()).add(piece.slug)
    own = {path: frozenset(names) for path, names in owners.items()}
    return _Share((*library.problems, *marks(library, pairs)), checks.check_part(library, pairs), own)


_MARK = re.compile(r"[*\[\]{}<>&\\]")


def marks(library: Library, pairs: Iterable[tuple[Piece, str]]) -> Iterator[Problem]:
    """Marks inside texts that are none: HTML, templates, a bold that is not closed. They are met again at step 3.

    An author who checks must not hear of them only when the page is made.
    """
    seen: set[str] = set()
    for piece, tag in pairs:
        for written in (piece.texts[tag], *(passage for _, passage in library.included(piece, tag))):
            if written.located.shown not in seen:
                seen.add(written.located.shown)
                yield from _marks_of(library, written)


def _marks_of(library: Library, written: Written) -> Iterator[Problem]:
    for phrase in phrases(written.text):
        if not _MARK.search(phrase.text):
            continue
        tokens, faults = inline.parse(phrase.text) if phrase.inline else ((), inline.plain_faults(phrase.text))
        for fault in faults:
            place = written.located.within(phrase.path, fault.fragment)
            yield Problem(place, fault.rule, fault.fault, fault.remedy)
        for name in inline.values(tokens):
            known = [*BRAND_VALUES, *(f"words.{key}" for key in library.languages[written.tag].regional)]
            if name not in known:
                place = written.located.within(phrase.path, "{" + name)
                no_such = f'"{{{name}}}" is not a placeholder'
                yield Problem(place, "unknown-placeholder", no_such, did_you_mean(name, known))
