"""Warm typesetters for the desk: each a process of its own, with limits of time and memory, and replaced when it is lost.

The same edition asked for twice at once is made once. When too many wait, the next is told to come again.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from press.edition import Edition
from press.problem import Problem
from press.route import Outcome, Run
from press.route.warm import LostError, Warm, answer
from press.together import Set

PATIENCE: Final = 60.0  # seconds that one sheet may take; fifty pages take three
MOST_WAITING: Final = 100  # sheets that may wait for a typesetter
_MOST_SHEETS: Final = 500  # a worker is replaced after so many


class BusyError(RuntimeError):
    """Too many sheets are being made: come again in a moment."""


@dataclass(frozen=True, slots=True)
class Task:
    """One sheet to make: as of which day, from the files of which generation."""

    edition: Edition
    today: date
    generation: int
    release: bool


@dataclass(frozen=True, slots=True)
class SetTask:
    """Several sheets as one PDF, in this order."""

    editions: tuple[Edition, ...]
    today: date
    generation: int


@dataclass(eq=False)
class Crew:
    """``count`` typesetters for a project whose PDFs are kept in ``out``."""

    root: Path
    out: Path
    count: int
    patience: float = PATIENCE
    made: int = 0
    lost: int = 0
    _idle: asyncio.LifoQueue[Warm] = field(default_factory=asyncio.LifoQueue)
    _under_way: dict[Task | SetTask, asyncio.Future[Any]] = field(default_factory=dict)
    _workers: list[Warm] = field(default_factory=list)
    _waiting: int = 0

    def start(self) -> None:
        """Get ready: a place for each typesetter, which starts when it is first needed."""
        self._workers = [Warm(_work, self.root, self.out) for _ in range(self.count)]
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def warm(self) -> None:
        """Start one typesetter before anybody asks."""
        await asyncio.to_thread(self._workers[-1].start)  # the one that is taken first

    @property
    def waiting(self) -> int:
        """How many sheets are being made or wait for it."""
        return self._waiting

    async def make(self, task: Task) -> Outcome:
        """The outcome of one sheet. Raises BusyError or LostError."""
        outcome: Outcome = await self._shared(task)
        return outcome

    async def together(self, task: SetTask) -> tuple[Set | None, list[Problem], list[Outcome]]:
        """A set, or why there is none, and the outcomes of its sheets. Raises BusyError or LostError."""
        made: tuple[Set | None, list[Problem], list[Outcome]] = await self._shared(task)
        return made

    async def _shared(self, task: Task | SetTask) -> Any:
        known = self._under_way.get(task)
        if known is None:
            if self._waiting >= MOST_WAITING:
                raise BusyError
            known = asyncio.ensure_future(self._made(task))
            self._under_way[task] = known
            known.add_done_callback(lambda _: self._under_way.pop(task, None))
        return await asyncio.shield(known)  # whoever goes away takes nothing from the others

    async def _made(self, task: Task | SetTask) -> Any:
        self._waiting += 1
        try:
            for _ in range(2):
                with contextlib.suppress(LostError):
                    outcome = await self._tried(task)
                    self.made += 1
                    return outcome
                self.lost += 1
            raise LostError(f"the typesetter was lost twice while making {task.edition if isinstance(task, Task) else 'a set'}")
        finally:
            self._waiting -= 1

    async def _tried(self, task: Task | SetTask) -> Any:
        worker = await self._idle.get()
        try:
            outcome = await asyncio.to_thread(worker.ask, task, self.patience)
            if worker.asked >= _MOST_SHEETS:
                await asyncio.to_thread(worker.close)
            return outcome
        finally:
            self._idle.put_nowait(worker)

    def close(self) -> None:
        """End every typesetter."""
        for worker in self._workers:
            worker.close()


def _work(line: Connection, root: Path, out: Path) -> None:
    """A typesetter's process."""
    from press import fonts, route, source
    from press.library import open_library
    from press.together import together

    fonts.activate()
    source.remember()

    def made(task: Task | SetTask) -> Any:
        if isinstance(task, SetTask):
            library = open_library(root, only=frozenset(one.slug for one in task.editions))
            outcomes = [route.make(library, one, Run(out, task.today, release=True)) for one in task.editions]
            return *together(library, outcomes, task.today), outcomes
        library = open_library(root, only=frozenset({task.edition.slug}))
        run = Run(out, task.today, release=task.release, in_a_hurry=not task.release)
        return route.make(library, task.edition, run)

    answer(line, made)
