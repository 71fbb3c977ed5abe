"""The one route, step 1 to step 6: make(edition) for one, run(editions) for many. The only executor.

1 read · 2 check · 3 mark up · (fresh?) · 4 typeset · 5 preflight · 6 keep. The same numbers appear in ``--verbose``
output and in ``press/README.md``. An error in steps 1, 3, 4 or 5 means no PDF at all; an error in step 2 keeps the
edition out of every release, but a draft can still be printed, marked.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from press import checks, fonts, markup, preflight, receipt, review, typeset
from press.content import Facts, PacketFacts
from press.edition import Edition
from press.library import Library, open_library
from press.problem import Place, Problem, errors, in_order

STEPS = ("read", "check", "mark up", "typeset", "preflight", "keep")


class State(StrEnum):
    """How the making of an edition ended."""

    BUILT = "built"
    FRESH = "fresh"
    FAILED = "failed"
    REFUSED = "refused"  # not releasable, and a release was asked for


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one edition. ``path`` is the kept PDF, ``step`` the last step reached (1 to 6)."""

    edition: Edition
    state: State
    path: Path | None = None
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    step: int = 6
    seconds: float = 0.0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """How editions are to be made: where to, as of which day, and whether only releases are wanted."""

    out: Path
    today: date
    release: bool = False
    force: bool = False


def make(library: Library, edition: Edition, run: Run) -> Outcome:
    """Make one edition: every step of the route, in this process. Never raises for a mistake in content."""
    started = time.perf_counter()
    outcome = _make(library, edition, run)
    return replace(outcome, seconds=time.perf_counter() - started)


def _make(library: Library, edition: Edition, run: Run) -> Outcome:
    # 1 read
    piece = library.pieces[edition.slug]
    problems = problems_of(library, edition)
    if errors(problems) or edition.language not in piece.texts:
        return Outcome(edition, State.FAILED, problems=tuple(problems), step=1)
    # 2 check
    found = checks.check(library, piece, edition.language, edition.brand)
    standing = review.standing(library, piece, edition.language, run.today)
    problems += found
    if run.release and (errors(found) or not standing.released):
        problems += [reason.problem for reason in standing.reasons]
        return Outcome(edition, State.REFUSED, problems=tuple(in_order(problems)), step=2)
    # 3 mark up
    sheet, more = markup.sheet(library, edition, standing, run.today)
    problems += more
    if sheet is None or errors(more):
        return Outcome(edition, State.FAILED, problems=tuple(in_order(problems)), step=3)
    # fresh?
    path = run.out / edition.path(standing.released)
    html, tools, slip = (
        receipt.digest(sheet.html.encode()),
        receipt.tools(),
        receipt.place_of(run.out, edition.path(standing.released)),
    )
    known = receipt.read(slip)
    if known and not run.force and not receipt.why_not_fresh(known, html, tools, library.resolve, path):
        return Outcome(
            edition, State.FRESH, path, known.pages, tuple(in_order(problems)), 3, fingerprint=sheet.fingerprint
        )
    # 4 typeset
    place = Place(piece.texts[edition.language].located.shown)
    proof = typeset.typeset(
        sheet.html, place=place, resolve=library.resolve, locate=lambda key: sheet.places.get(key, place)
    )
    problems += proof.problems
    if proof.pdf is None or errors(proof.problems):
        return Outcome(edition, State.FAILED, problems=tuple(in_order(problems)), step=4)
    # 5 preflight
    more = preflight.preflight(proof.pdf, expected(library, edition, sheet), place)
    problems += more
    if errors(more):
        return Outcome(edition, State.FAILED, problems=tuple(in_order(problems)), step=5)
    # 6 keep
    try:
        receipt.keep(path, proof.pdf)
        inputs = {item.name: item.sha256 for item in proof.inputs}
        receipt.write(slip, receipt.Receipt(html, inputs, tools, receipt.digest(proof.pdf), proof.pages))
    except OSError as error:
        fault = f"the PDF cannot be kept: {error.strerror or error}"
        problems.append(
            Problem(
                Place(str(path)), "output-unwritable", fault, 'Make room or choose another folder with "--out DIR".'
            )
        )
        return Outcome(edition, State.FAILED, problems=tuple(in_order(problems)), step=6)
    return Outcome(edition, State.BUILT, path, proof.pages, tuple(in_order(problems)), 6, fingerprint=sheet.fingerprint)


def problems_of(library: Library, edition: Edition) -> list[Problem]:
    """The problems of reading (step 1) that concern one edition: those in the files it prints from."""
    piece = library.pieces[edition.slug]
    language = f"handouts/_languages/{edition.language}.yaml"
    files = {*library.files_of(piece, edition.language), language, f"styles/brands/{edition.brand}/brand.yaml"}
    files.add(f"styles/variants/{edition.variant}/variant.yaml")
    return [problem for problem in library.problems if problem.place.path in files]


def expected(library: Library, edition: Edition, sheet: markup.Sheet) -> preflight.Expected:
    """What the finished PDF of an edition must prove."""
    facts: Facts | PacketFacts = library.pieces[edition.slug].facts
    language, proves = library.languages[edition.language], library.variants[edition.variant].proves
    return preflight.Expected(
        title=sheet.title,
        language=edition.language,
        direction=language.direction,
        page_size_mm=library.brands[edition.brand].page_size,
        smallest_type=proves.smallest_type,
        leading=proves.leading,
        margin_mm=proves.margin,
        contrast=proves.contrast,
        one_column=proves.one_column,
        italics=proves.italics,
        max_sheets=facts.sheets.get(edition.variant),
        font_names=fonts.postscript_names(),
        text=sheet.text,
    )


def withdraw(run: Run, outcome: Outcome) -> None:
    """Take away what an earlier run kept for an edition that can no longer be made: it would pass for current."""
    for released in (False, True):
        path = outcome.edition.path(released)
        if outcome.state is State.FAILED or released:
            (run.out / path).unlink(missing_ok=True)
            receipt.place_of(run.out, path).unlink(missing_ok=True)


# ------------------------------------------------------------------------------------------------------------ many of them

_shelf: dict[str, Library] = {}  # a worker's own library, opened once


def run(library: Library, editions: Iterable[Edition], run: Run, workers: int | None = None) -> Iterator[Outcome]:
    """Make many editions on all cores; outcomes come as they are ready. One that fails never stops the others.

    A worker that dies costs its edition one more try by itself, then that edition is reported as failed.
    """
    todo = sorted(editions, key=lambda e: (-_weight(library, e), e))
    count = min(workers or os.cpu_count() or 1, len(todo))
    if count <= 1:
        for edition in todo:
            yield _kept(run, make(library, edition, run))
        return
    yield from _run_pool(library, todo, run, count)


def _run_pool(library: Library, todo: list[Edition], run: Run, count: int) -> Iterator[Outcome]:
    lost: list[Edition] = []
    with _pool(library.root, count) as pool:
        waiting: dict[Future[Outcome], Edition] = {}
        queue = list(reversed(todo))
        try:
            while queue or waiting:
                while queue and len(waiting) < 2 * count:
                    edition = queue.pop()
                    waiting[pool.submit(_work, edition, run)] = edition
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    edition = waiting.pop(future)
                    yield _kept(run, future.result())
        except BrokenProcessPool:
            lost = [edition, *waiting.values(), *queue]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for edition in lost:  # one worker each: the edition that kills it takes no other along
        yield _kept(run, _alone(library.root, edition, run))


def _alone(root: Path, edition: Edition, run: Run) -> Outcome:
    with _pool(root, 1) as pool:
        try:
            return pool.submit(_work, edition, run).result()
        except BrokenProcessPool:
            fault = f"the typesetter died while making {edition}"
            remedy = "Out of memory, or a fault of the engine: try this edition alone, then report it."
            return Outcome(
                edition, State.FAILED, problems=(Problem(Place(edition.slug), "worker-died", fault, remedy),), step=4
            )


def _pool(root: Path, count: int) -> ProcessPoolExecutor:
    # "spawn": a forked child that exits removes its parent's temporary fonts (measured; FINDINGS of this project).
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _start, (root,))


def _start(root: Path) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it stops the pool
    fonts.activate()
    _shelf["library"] = open_library(root)


def _work(edition: Edition, run: Run) -> Outcome:
    return make(_shelf["library"], edition, run)


def _kept(run: Run, outcome: Outcome) -> Outcome:
    if outcome.state in (State.FAILED, State.REFUSED):
        withdraw(run, outcome)
    return outcome


def _weight(library: Library, edition: Edition) -> float:
    """A guess of an edition's cost, to begin with the largest: pieces, then print size."""
    piece = library.pieces[edition.slug]
    parts = len(piece.facts.handouts) if isinstance(piece.facts, PacketFacts) else 1
    return parts * library.variants[edition.variant].proves.smallest_type
