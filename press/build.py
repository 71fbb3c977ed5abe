"""The one route, step 1 to step 6: make(edition) for one, run(editions) for many. The only executor.

1 read · 2 check · 3 mark up · (fresh?) · 4 typeset · 5 preflight · 6 keep. The same numbers appear in ``--verbose``
output and in ``press/README.md``. An error in steps 1, 3, 4 or 5 means no PDF at all; an error in step 2 keeps the
edition out of every release, but a draft can still be printed, marked.
"""

from __future__ import annotations

import contextlib
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

from press import checks, fonts, markup, preflight, printing, receipt, review, typeset
from press.content import Facts, PacketFacts
from press.edition import Edition
from press.library import Library, open_library
from press.problem import Place, Problem, errors, in_order, problem_from

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
    """How editions are to be made: where to, as of which day, and whether only releases are wanted.

    ``store`` is where receipts and PDFs are kept; by default a hidden folder in ``out``.
    """

    out: Path
    today: date
    release: bool = False
    force: bool = False
    store: Path | None = None

    @property
    def kept(self) -> receipt.Store:
        """The store of this run."""
        return receipt.Store(self.store or self.out / ".store")


def make(library: Library, edition: Edition, run: Run) -> Outcome:
    """Make one edition: every step of the route, in this process. Never raises for a mistake in content."""
    started = time.perf_counter()
    outcome = _Making(library, edition, run).outcome()
    return replace(outcome, seconds=time.perf_counter() - started)


class _Making:
    """One edition on its way along the route."""

    def __init__(self, library: Library, edition: Edition, run: Run) -> None:
        self.library, self.edition, self.run = library, edition, run
        self.piece = library.pieces[edition.slug]
        self.problems: list[Problem] = []
        self.fingerprint = ""

    def outcome(self) -> Outcome:
        """The steps in order; the first that cannot go on ends the route."""
        library, edition = self.library, self.edition
        # 1 read
        self.problems += problems_of(library, edition)
        if errors(self.problems) or edition.language not in self.piece.texts:
            return self._ended(State.FAILED, 1)
        # 2 check
        standing = review.standing(library, self.piece, edition.language, self.run.today)
        key = _words_key(library, edition, standing)
        known = None if self.run.force else self.run.kept.recall(key)
        if known is None:
            found = checks.check(library, self.piece, edition.language, edition.brand)
        else:
            found = [problem_from(said) for said in known.problems]
        self.problems += found
        if self.run.release and (errors(found) or not standing.released):
            self.problems += [reason.problem for reason in standing.reasons]
            return self._ended(State.REFUSED, 2)
        path = self.run.out / edition.path(standing.released)
        if known is not None and (outcome := self.as_kept(known, path, [])):
            return outcome
        # 3 mark up
        sheet, more = markup.sheet(library, edition, standing)
        self.problems += more
        if sheet is None or errors(more):
            return self._ended(State.FAILED, 3)
        self.fingerprint = sheet.fingerprint
        html = self.html_digest(sheet)
        self._remember(key, receipt.Known(html, sheet.fingerprint, tuple(p.as_json() for p in [*found, *more])))
        if not self.run.force and (fresh := self._fresh(html, path)):
            return self._ended(State.FRESH, 3, path, fresh.pages)
        return self._printed(sheet, html, path)

    def as_kept(self, known: receipt.Known, path: Path, found: Iterable[Problem]) -> Outcome | None:
        """The outcome where the PDF that is kept would be made again; None where it must be made."""
        kept = self._fresh(known.html, path)
        if kept is None:
            return None
        self.problems += found
        self.fingerprint = known.fingerprint
        return self._ended(State.FRESH, 3, path, kept.pages)

    def html_digest(self, sheet: markup.Sheet) -> str:
        """The hash of the HTML and of what its PDF must prove: a smaller budget of sheets must be measured anew."""
        must = repr(replace(expected(self.library, self.edition, sheet), text=(), font_names=frozenset()))
        return receipt.digest(f"{sheet.html}\0{must}".encode())

    def _fresh(self, html: str, path: Path) -> receipt.Receipt | None:
        """The receipt of the PDF that would be made again; the PDF stands at ``path`` then, out of the store if need be."""
        found, _ = self.run.kept.find(html, receipt.tools(), _hashes(self.library))
        if found is None:
            return None
        try:
            if path.is_file() and receipt.digest(path.read_bytes()) == found.pdf:
                return found
            kept = self.run.kept.pdf(found.pdf)
            if kept is None:
                return None
            receipt.keep(path, kept)
        except OSError:
            return None  # the route goes on, and says at its end why the PDF cannot be kept
        return found

    def _printed(self, sheet: markup.Sheet, html: str, path: Path) -> Outcome:
        library, edition = self.library, self.edition
        # 4 typeset
        place = Place(self.piece.texts[edition.language].located.shown)
        locate, inks = (lambda key: sheet.places.get(key, place)), printing.inks_of(library, edition)
        proof = typeset.typeset(sheet.html, place=place, resolve=library.resolve, locate=locate, inks=inks)
        self.problems += proof.problems
        if proof.pdf is None or errors(proof.problems):
            return self._ended(State.FAILED, 4)
        # 5 preflight
        more = preflight.preflight(proof.pdf, printing.counted(expected(library, edition, sheet), proof.pages), place)
        self.problems += more
        if errors(more):
            return self._ended(State.FAILED, 5)
        # 6 keep
        inputs = {item.name: item.sha256 for item in proof.inputs}
        slip = receipt.Receipt(html, inputs, receipt.tools(), receipt.digest(proof.pdf), proof.pages)
        try:
            receipt.keep(path, proof.pdf)
        except OSError as error:
            fault = f"the PDF cannot be kept: {error.strerror or error}"
            remedy = 'Make room, or choose another folder with "--out DIR".'
            self.problems.append(Problem(Place(str(path)), "output-unwritable", fault, remedy))
            return self._ended(State.FAILED, 6)
        # A store that cannot be written (full, read-only) costs a render next time, never a sheet.
        with contextlib.suppress(OSError):
            self.run.kept.put(slip, proof.pdf)
        return self._ended(State.BUILT, 6, path, proof.pages)

    def _remember(self, key: str, known: receipt.Known) -> None:
        with contextlib.suppress(OSError):
            self.run.kept.remember(key, known)

    def _ended(self, state: State, step: int, path: Path | None = None, pages: int = 0) -> Outcome:
        found = tuple(in_order(self.problems))
        return Outcome(self.edition, state, path, pages, found, step, fingerprint=self.fingerprint)


def fresh(library: Library, edition: Edition, run: Run) -> Outcome | None:
    """The outcome of an edition that need not be made, without any typesetting; None where it must be looked at."""
    if run.force:
        return None
    making = _Making(library, edition, run)
    making.problems += problems_of(library, edition)
    if errors(making.problems) or edition.language not in making.piece.texts:
        return None
    standing = review.standing(library, making.piece, edition.language, run.today)
    known = run.kept.recall(_words_key(library, edition, standing))
    if known is None:
        return None
    found = [problem_from(said) for said in known.problems]
    if run.release and (errors(found) or not standing.released):
        return None
    return making.as_kept(known, run.out / edition.path(standing.released), found)


def remember(library: Library, outcome: Outcome, html: str, run: Run) -> None:
    """Keep what steps 2 and 3 made of an edition that was made elsewhere, so that it counts as known here."""
    edition = outcome.edition
    standing = review.standing(library, library.pieces[edition.slug], edition.language, run.today)
    said = tuple(problem.as_json() for problem in outcome.problems)
    run.kept.remember(_words_key(library, edition, standing), receipt.Known(html, outcome.fingerprint, said))


def freshness(library: Library, edition: Edition, run: Run) -> str:
    """Why the kept PDF of an edition is fresh, or what changed since it was made; in words. Makes nothing."""
    piece = library.pieces[edition.slug]
    if errors(problems_of(library, edition)) or edition.language not in piece.texts:
        return "cannot be made: handouts check says why"
    standing = review.standing(library, piece, edition.language, run.today)
    sheet, problems = markup.sheet(library, edition, standing)
    if sheet is None or errors(problems):
        return "cannot be made: handouts build says why"
    making = _Making(library, edition, run)
    found, why = run.kept.find(making.html_digest(sheet), receipt.tools(), _hashes(library))
    if found is None:
        return f"not fresh: {why}"
    path = run.out / edition.path(standing.released)
    if not path.is_file():
        return f"fresh, and kept in the store; {path.name} is put back at the next build"
    if receipt.digest(path.read_bytes()) != found.pdf:
        return "not fresh: the PDF was altered after it was made"
    return f"fresh: {len(found.inputs)} files and {len(found.tools)} tools are as they were"


_hashes_of: dict[int, tuple[Library, receipt.Hashes]] = {}


def _hashes(library: Library) -> receipt.Hashes:
    """The file hashes of one library, shared by all its editions: a run sees each file as it was when first read."""
    known = _hashes_of.get(id(library))
    if known is None or known[0] is not library:
        _hashes_of.clear()
        known = _hashes_of[id(library)] = (library, receipt.Hashes(library.resolve))
    return known[1]


def _words_key(library: Library, edition: Edition, standing: review.Standing) -> str:
    """The hash of everything that steps 2 and 3 read for one edition.

    All texts count by their words as read, so that a changed comment or indentation still renews the places of problems.
    """
    piece = library.pieces[edition.slug]
    source = piece.facts.source_language
    files = {*library.files_of(piece, edition.language), *library.files_of(piece, source)}
    brand = f"styles/brands/{edition.brand}/brand.yaml"
    working = library.brands[edition.brand].working_language
    for slug in getattr(piece.facts, "related", ()):
        if slug in library.pieces:
            files |= set(library.files_of(library.pieces[slug], source))
    tags = {edition.language, source, working, *piece.facts.languages}
    files |= {brand, f"styles/variants/{edition.variant}/variant.yaml", "policy.yaml", *printing.files(edition)}
    files |= {f"handouts/_languages/{tag}.yaml" for tag in tags}
    texts = [(name, library.located[name].text) for name in sorted(files) if name in library.located]
    marks = [
        standing.released,
        standing.marks,
        str(standing.approved),
        str(standing.review_by),
        sorted(map(str, standing.pairs.items())),
    ]
    code = [
        receipt.code_digest("content", "language", "library", "quantities", "checks", "markup", "review"),
        _templates(library),
    ]
    return receipt.digest(repr([str(edition), edition, marks, texts, code]).encode())


def _templates(library: Library) -> str:
    """The hash of every template, and of which stylesheets exist (a sheet links those that do)."""
    hashes = _hashes(library)
    if "*templates" not in hashes.known:
        files = sorted(path for folder in library.template_folders for path in folder.rglob("*.html"))
        styles = sorted(
            path.relative_to(folder).as_posix()
            for folder in library.folders
            for path in (folder / "styles").rglob("*")
            if path.is_file()
        )
        hashes.known["*templates"] = receipt.digest(
            b"".join(path.read_bytes() for path in files) + "\n".join(styles).encode()
        )
    return hashes.known["*templates"] or ""


def problems_of(library: Library, edition: Edition) -> list[Problem]:
    """The problems of reading (step 1) that concern one edition: those in the files it prints from."""
    piece = library.pieces[edition.slug]
    language = f"handouts/_languages/{edition.language}.yaml"
    files = {*library.files_of(piece, edition.language), language, f"styles/brands/{edition.brand}/brand.yaml"}
    files.add(f"styles/variants/{edition.variant}/variant.yaml")
    found = [problem for problem in library.problems if problem.place.path in files]
    return [*found, *printing.problems(library, edition)]


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
        underline=proves.underline,
        hyphens=proves.hyphens,
        max_sheets=facts.sheets.get(edition.variant),
        font_names=fonts.postscript_names(),
        text=sheet.text,
        press=printing.must_prove(library, edition),
    )


def withdraw(run: Run, outcome: Outcome) -> None:
    """Take away what an earlier run kept for an edition that can no longer be made: it would pass for current."""
    for released in (False, True):
        path = outcome.edition.path(released)
        if outcome.state is State.FAILED or released:
            (run.out / path).unlink(missing_ok=True)


# ------------------------------------------------------------------------------------------------------------ many of them

_shelf: dict[str, Library] = {}  # a worker's own library, opened once


def run(library: Library, editions: Iterable[Edition], run: Run, workers: int | None = None) -> Iterator[Outcome]:
    """Make many editions on all cores; outcomes come as they are ready. One that fails never stops the others.

    A worker that dies costs its edition one more try by itself, then that edition is reported as failed.
    """
    todo = []
    for edition in sorted(editions, key=lambda e: (-_weight(library, e), e)):
        known = fresh(library, edition, run)  # here, so that a run with nothing to make starts no worker
        if known is not None:
            yield known
        else:
            todo.append(edition)
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
