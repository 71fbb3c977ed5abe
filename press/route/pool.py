"""Many editions on all cores: a crew of warm workers, each a process of its own.

A worker is started once and keeps what costs time: the typesetter, the fonts, parsed style sheets, the library. It is
given editions that have the same styles one after the other, the largest groups first, because it remembers
(``press/typeset/memos``). A worker that dies, or takes longer than the run's patience, is replaced, and its edition is
tried once more; after that it is reported, and the others go on. Workers are retired before they grow large.

Spawned, never forked: a forked child that exits removes its parent's temporary fonts (measured).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from press import fonts
from press.content import PacketFacts
from press.edition import Edition
from press.library import Library, open_library
from press.problem import Place, Problem
from press.route.outcome import Outcome, Run, State
from press.route.steps import Task, agreed, alone, made, sorted_out, task, withdraw

#: A worker is retired after so many editions, or when it holds so much memory (bytes).
MOST_EDITIONS = 1000
MOST_MEMORY = 700 * 1024 * 1024
_TRIES = 2
_PATIENCE_WITH_WORKERS = 3  # so many for each place in the crew may die in a row


def run(library: Library, editions: Iterable[Edition], run: Run, workers: int | None = None) -> Iterator[Outcome]:
    """Make many editions on all cores; outcomes come as they are ready. One that fails never stops the others.

    A worker that dies or hangs costs its edition one more try, then that edition is reported as failed. Closing the
    iterator (or Ctrl-C) stops at once: only whole files are left, and no temporary folders.
    """
    todo: dict[Edition, Task] = {}
    for edition, known in sorted_out(library, sorted(editions, key=lambda e: rank(library, e)), run):
        if known is not None:  # here, so that a run with nothing to make starts no worker
            yield known
        else:
            todo[edition] = task(library, edition, run)
    count = min(workers or os.cpu_count() or 1, len(todo))
    if count <= 1:
        for edition, given in todo.items():
            yield _kept(run, agreed(alone(library, edition, run, given[0]), given))
        return
    folder = tempfile.TemporaryDirectory(prefix="handouts-", ignore_cleanup_errors=True)
    with _ended_politely(), folder as scratch:
        crew = _Crew(library.root, run, count, Path(scratch), todo)
        try:
            for outcome in crew.outcomes():
                yield _kept(run, outcome)
        finally:
            crew.dismiss()


@contextlib.contextmanager
def _ended_politely() -> Iterator[None]:
    """SIGTERM, as CI sends it, ends a run like Ctrl-C does: workers stopped, temporary folders removed."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return

    def end(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _kept(run: Run, outcome: Outcome) -> Outcome:
    return withdraw(run, outcome) if outcome.state in (State.FAILED, State.REFUSED) else outcome


def rank(library: Library, edition: Edition) -> tuple[Any, ...]:
    """The largest first; then what has the same styles, or the same words, side by side."""
    facts = library.packets[edition.slug].facts if edition.slug in library.packets else None
    parts = len(facts.handouts) if isinstance(facts, PacketFacts) else 1
    weight = parts * library.variants[edition.variant].proves.smallest_type
    return -weight, *styles_of(edition), edition.slug, edition.brand


def styles_of(edition: Edition) -> tuple[str, ...]:
    """What decides an edition's styles, brands apart: these come by turns, so that the same words come together."""
    return edition.purpose, edition.printer, edition.variant, edition.language


# ------------------------------------------------------------------------------------------------------------- one worker


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, and what it is at."""

    process: Any
    line: Connection
    edition: Edition | None = None
    since: float = 0.0
    styles: tuple[str, ...] = ()
    memory: int = 0
    count: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether it has done enough, or holds too much."""
        return self.count >= MOST_EDITIONS or self.memory >= MOST_MEMORY

    def stop(self) -> bool:
        """End it at once; whether it was at work."""
        self.process.kill()
        self.process.join()
        self.line.close()
        return self.edition is not None

    def retire(self) -> None:
        """Let it go home: it has nothing to do."""
        with contextlib.suppress(OSError):
            self.line.send(None)
        self.process.join(5)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.line.close()


def _at_work(line: Connection, root: Path, slugs: frozenset[str], run: Run, scratch: Path) -> None:
    """What a worker does until it is told to stop, or nobody is there to tell it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it ends the workers
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)  # removed by the parent, however this process ends
    fonts.activate()
    library = open_library(root, only=slugs)
    with contextlib.suppress(EOFError, OSError):
        line.send(None)  # ready: only now does an edition's time begin
        while (work := line.recv()) is not None:
            edition, known = work
            line.send((made(library, edition, run, known), _memory()))


def _memory() -> int:
    """Bytes of memory this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        pass
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, KiB elsewhere
    return most if sys.platform == "darwin" else most * 1024


# --------------------------------------------------------------------------------------------------------------- the crew


@dataclass(slots=True)
class _Crew:
    """The workers of one run, and what is still to do."""

    root: Path
    run: Run
    count: int
    scratch: Path
    todo: dict[Edition, Task]
    workers: list[_Worker] = field(default_factory=list)
    groups: list[deque[Edition]] = field(default_factory=list)
    tries: dict[Edition, int] = field(default_factory=dict)
    lost: int = 0  # workers in a row, none of which made anything

    def outcomes(self) -> Iterator[Outcome]:
        """Outcomes as they come, until there is nothing left to do."""
        by_styles: dict[tuple[str, ...], deque[Edition]] = {}
        for edition in self.todo:
            by_styles.setdefault(styles_of(edition), deque()).append(edition)
        self.groups = list(by_styles.values())
        while self.groups or any(worker.edition for worker in self.workers):
            self._give_work()
            found = list(self._wait())
            self._give_work()  # first: whoever asks for outcomes may take his time
            yield from found

    def dismiss(self) -> None:
        """Send everybody home. Who is still at work is stopped, and what it left half written is removed."""
        for worker in self.workers:
            if worker.edition is None:
                with contextlib.suppress(OSError):
                    worker.line.send(None)
        for worker in self.workers:
            if worker.edition is None:
                worker.retire()
            else:
                self._stop(worker)
        self.workers.clear()

    def _give_work(self) -> None:
        """Something to do for each worker that has nothing; new workers where some are missing."""
        for worker in [worker for worker in self.workers if worker.edition is None]:
            edition = None if worker.is_spent else self._next(worker.styles)
            if edition is None:
                self.workers.remove(worker)
                worker.retire()
            else:
                self._give(worker, edition)
        while len(self.workers) < self.count and self.groups:
            worker = self._hire()
            edition = self._next(())
            assert edition is not None
            self._give(worker, edition)

    def _give(self, worker: _Worker, edition: Edition) -> None:
        worker.edition, worker.since, worker.styles = edition, time.monotonic(), styles_of(edition)
        with contextlib.suppress(OSError):  # it died: its sentinel tells
            worker.line.send((edition, self.todo[edition][0]))

    def _next(self, styles: tuple[str, ...]) -> Edition | None:
        """The next edition: of the group that a worker is at, else of one that nobody is at, else of the largest."""
        if not self.groups:
            return None
        taken = {worker.styles for worker in self.workers if worker.edition is not None}
        own = next((group for group in self.groups if styles_of(group[0]) == styles), None)
        free = next((group for group in self.groups if styles_of(group[0]) not in taken), None)
        group = own or free or max(self.groups, key=len)
        edition = group.popleft() if own or free else group.pop()
        if not group:
            self.groups.remove(group)
        return edition

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        slugs = frozenset(edition.slug for edition in self.todo)
        process = context.Process(target=_at_work, args=(there, self.root, slugs, self.run, self.scratch), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        self.workers.append(worker)
        return worker

    def _wait(self) -> Iterator[Outcome]:
        """Wait for one worker to say something, to die, or to lose our patience."""
        busy = {worker.line: worker for worker in self.workers if worker.edition}
        ends = [worker.since + self.run.patience for worker in busy.values()]
        ready = wait(
            [*busy, *(worker.process.sentinel for worker in busy.values())], max(0.0, min(ends) - time.monotonic())
        )
        for worker in busy.values():
            if worker not in self.workers:
                continue  # all were given up
            if worker.line in ready:
                yield from self._received(worker)
            elif worker.process.sentinel in ready:
                yield from self._lost(worker, "the typesetter died")
            elif time.monotonic() - worker.since >= self.run.patience:
                yield from self._lost(worker, f"the typesetter did not end within {self.run.patience:g} seconds")

    def _received(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            said = worker.line.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, "the typesetter died")
            return
        if said is None:
            worker.since = time.monotonic()
            return
        outcome, worker.memory = said
        outcome = agreed(outcome, self.todo[outcome.edition])
        worker.edition = None
        worker.count += 1
        self.lost = 0
        yield outcome

    def _lost(self, worker: _Worker, what: str) -> Iterator[Outcome]:
        """A worker is gone. Its edition is tried once more, first thing; then it is reported."""
        edition = worker.edition
        assert edition is not None
        self._stop(worker)
        self.workers.remove(worker)
        self.lost += 1
        self.tries[edition] = self.tries.get(edition, 1) + 1
        if self.tries[edition] <= _TRIES:
            self.groups.insert(0, deque([edition]))
        else:
            yield _died(edition, f"{what} while making {edition}, twice")
        if self.lost >= _PATIENCE_WITH_WORKERS * self.count:
            yield from self._given_up()

    def _given_up(self) -> Iterator[Outcome]:
        """No worker stays alive: report what is left rather than hire for ever."""
        for worker in self.workers:
            if worker.edition:
                self.groups.append(deque([worker.edition]))
                self._stop(worker)
        self.workers = [worker for worker in self.workers if worker.edition is None]
        for group in self.groups:
            for edition in group:
                yield _died(edition, f"{edition} was not made: {self.lost} workers in a row died")
        self.groups.clear()

    def _stop(self, worker: _Worker) -> None:
        """End a worker at once, and remove what it was writing."""
        if not worker.stop():
            return
        for folder in dict.fromkeys((self.run.out, self.run.kept.folder)):
            for path in folder.rglob(f".*.{worker.process.pid}.part"):
                path.unlink(missing_ok=True)


def _died(edition: Edition, fault: str) -> Outcome:
    remedy = "Out of memory, or a fault of the engine: try this edition alone, then report it."
    return Outcome(
        edition, State.FAILED, problems=(Problem(Place(edition.slug), "worker-died", fault, remedy),), step=4
    )
