"""Warm typesetters for the desk: each a process of its own, with limits of time and memory, and replaced when it is lost.

The same edition asked for twice at once is made once. When too many wait, the next is told to come again.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from press.edition import Edition
from press.route import Outcome, Run

PATIENCE: Final = 60.0  # seconds that one sheet may take; fifty pages take three
MOST_WAITING: Final = 100  # sheets that may wait for a typesetter
_MOST_SHEETS: Final = 500  # a worker is replaced after so many


class BusyError(RuntimeError):
    """Too many sheets are being made: come again in a moment."""


class LostError(RuntimeError):
    """A typesetter died, or took too long, twice."""


@dataclass(frozen=True, slots=True)
class Task:
    """One sheet to make: as of which day, from the files of which generation."""

    edition: Edition
    today: date
    generation: int
    release: bool


@dataclass(slots=True, eq=False)
class _Worker:
    process: Any
    line: Connection
    count: int = 0

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.line.close()


@dataclass(eq=False)
class Crew:
    """``count`` typesetters for a project whose PDFs are kept in ``out``."""

    root: Path
    out: Path
    count: int
    patience: float = PATIENCE
    made: int = 0
    lost: int = 0
    _idle: asyncio.LifoQueue[_Worker | None] = field(default_factory=asyncio.LifoQueue)
    _under_way: dict[Task, asyncio.Future[Outcome]] = field(default_factory=dict)
    _workers: set[_Worker] = field(default_factory=set)
    _waiting: int = 0

    def start(self) -> None:
        """Get ready: a place for each typesetter, the first of which is warmed up at once."""
        for _ in range(self.count):
            self._idle.put_nowait(None)

    async def warm(self) -> None:
        """Start one typesetter before anybody asks."""
        worker = await self._idle.get()
        self._idle.put_nowait(worker or await asyncio.to_thread(self._hired))

    @property
    def waiting(self) -> int:
        """How many sheets are being made or wait for it."""
        return self._waiting

    async def make(self, task: Task) -> Outcome:
        """The outcome of one sheet. Raises BusyError or LostError."""
        known = self._under_way.get(task)
        if known is None:
            if self._waiting >= MOST_WAITING:
                raise BusyError
            known = asyncio.ensure_future(self._made(task))
            self._under_way[task] = known
            known.add_done_callback(lambda _: self._under_way.pop(task, None))
        return await asyncio.shield(known)  # whoever goes away takes nothing from the others

    async def _made(self, task: Task) -> Outcome:
        self._waiting += 1
        try:
            for _ in range(2):
                outcome = await self._tried(task)
                if outcome is not None:
                    self.made += 1
                    return outcome
                self.lost += 1
            raise LostError(f"the typesetter was lost twice while making {task.edition}")
        finally:
            self._waiting -= 1

    async def _tried(self, task: Task) -> Outcome | None:
        """The outcome; None where the typesetter was lost."""
        idle = await self._idle.get()
        kept: _Worker | None = None
        worker: _Worker | None = idle
        try:
            if worker is None:
                worker = await asyncio.to_thread(self._hired)
            outcome = await asyncio.to_thread(_ask, worker, task, self.patience)
            if outcome is not None and worker.count < _MOST_SHEETS:
                kept = worker
            return outcome
        finally:
            if worker is not None and kept is None:
                self._dismiss(worker)
            self._idle.put_nowait(kept)

    def _hired(self) -> _Worker:
        # "spawn": a forked child shares the parent's fonts and removes them when it ends.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.root, self.out), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.add(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        worker.stop()

    def close(self) -> None:
        """End every typesetter."""
        for worker in list(self._workers):
            self._dismiss(worker)


def _ask(worker: _Worker, task: Task, patience: float) -> Outcome | None:
    try:
        worker.line.send(task)
        if not worker.line.poll(patience):
            return None
        answer: Outcome | Exception = worker.line.recv()
    except (EOFError, OSError):
        return None
    worker.count += 1
    if isinstance(answer, Exception):
        raise answer
    return answer


def _work(line: Connection, root: Path, out: Path) -> None:
    """A typesetter's process: answers until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    from press import fonts, route, source
    from press.library import open_library

    fonts.activate()
    source.remember()
    while True:
        try:
            task: Task = line.recv()
        except (EOFError, OSError):
            return
        try:
            library = open_library(root, only=frozenset({task.edition.slug}))
            run = Run(out, task.today, release=task.release, in_a_hurry=not task.release)
            line.send(route.make(library, task.edition, run))
        except Exception as error:  # noqa: BLE001 - a fault of the engine must reach the page, not end the service
            line.send(RuntimeError(f"{type(error).__name__}: {error}"))
