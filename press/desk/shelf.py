"""Sheets as they are handed out: made once for each day and each state of the files, then kept in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from press import receipt
from press.desk.catalogue import Stock
from press.desk.crew import BusyError, Crew, SetTask, Task
from press.edition import Edition
from press.problem import Problem
from press.qr import plain
from press.recall import archive_of, record_run, record_set
from press.route import Outcome, State

_MOST: Final = 96 * 1024 * 1024  # bytes of PDFs that are kept in memory


@dataclass(frozen=True, slots=True)
class Sheet:
    """A PDF with what must be known of it. ``old``: the last good one of a handout that cannot be read just now."""

    edition: Edition
    code: str
    pdf: bytes = field(repr=False)
    pages: int
    released: bool
    old: bool = False
    parts: tuple[tuple[Edition, str], ...] = ()  # of a set: its sheets, each with its code

    @property
    def tag(self) -> str:
        """The entity tag (RFC 9110, 8.8.3): the hash of the bytes."""
        return f'"{receipt.digest(self.pdf)[:32]}"'


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no sheet."""

    fault: str
    problems: tuple[Problem, ...] = ()


@dataclass(eq=False)
class Shelf:
    """The sheets of one service. ``drafts``: whether what is not released may be looked at, marked on each page."""

    crew: Crew
    drafts: bool = False
    _kept: OrderedDict[Task, Sheet] = field(default_factory=OrderedDict)
    _last: dict[Edition, Sheet] = field(default_factory=dict)
    _sets: dict[SetTask, Sheet] = field(default_factory=dict)
    _size: int = 0

    async def get(self, stock: Stock, edition: Edition, today: date) -> Sheet | Refusal:
        """A sheet, or why there is none. Raises BusyError, or RuntimeError for a fault of the engine."""
        library = stock.library
        piece = stock.pieces.get(edition.slug)
        if piece is None and edition.slug in library.slugs:
            return self._old(edition)
        if piece is not None and edition.language not in piece.texts and (library.root / piece.folder / f"{edition.language}.yaml").is_file():
            return self._old(edition)
        if piece is None or edition.language not in stock.offered(piece, edition.brand) or edition.variant not in library.variants:
            return Refusal("There is no such sheet.")
        task = Task(edition, today, stock.number, not self.drafts)
        if task in self._kept:
            self._kept.move_to_end(task)
            return self._kept[task]
        try:
            outcome = await self.crew.make(task)
        except BusyError:
            raise
        except RuntimeError:
            if (library.root / "handouts").is_dir():
                raise
            return self._old(edition)  # a share that is gone for a moment
        sheet = _sheet(outcome)
        if sheet is None and not (library.root / "handouts").is_dir():
            return self._old(edition)
        if sheet is None:
            return self._refused(outcome)
        if sheet.released:  # what is handed out can be recalled; a project that may only be read records nothing
            await asyncio.to_thread(record_run, library, [outcome], today, archive_of(library))
        self._keep(task, sheet)
        return sheet

    async def together(self, stock: Stock, editions: tuple[Edition, ...], today: date) -> Sheet | Refusal:
        """Several released sheets as one, or why not: each one that is missing is named. Raises as ``get``.

        What comes back bears the set's own code, and the first edition of it.
        """
        task = SetTask(editions, today, stock.number)
        if task in self._sets:
            return self._sets[task]
        absent = [one for one in editions if one.slug not in stock.pieces or one.variant not in stock.library.variants or one.language not in stock.offered(stock.pieces[one.slug], one.brand)]
        if absent:
            return Refusal(f"Not there just now: {', '.join(map(str, absent))}.")
        made, problems, outcomes = await self.crew.together(task)
        if made is None:
            return Refusal("The set cannot be made: a set with a sheet missing looks complete.", tuple(problems))
        archive = archive_of(stock.library)
        await asyncio.to_thread(record_run, stock.library, outcomes, today, archive)
        with contextlib.suppress(OSError):  # a project that may only be read records nothing; its sheets can be recalled
            await asyncio.to_thread(record_set, stock.library, made.code, made.parts, made.pdf, today, archive)
        if len(self._sets) > 20:
            self._sets.clear()
        self._sets[task] = Sheet(editions[0], made.code, made.pdf, made.pages, released=True, parts=tuple(zip(editions, made.parts, strict=True)))
        return self._sets[task]

    def _old(self, edition: Edition) -> Sheet | Refusal:
        """The last good sheet of a handout whose files have a mistake."""
        last = self._last.get(edition)
        if last is None or not last.released:
            return Refusal("This handout cannot be read just now: somebody is editing it, or a file has a mistake.")
        return Sheet(last.edition, last.code, last.pdf, last.pages, last.released, old=True)

    def _refused(self, outcome: Outcome) -> Refusal:
        said = "It is not released." if outcome.state is State.REFUSED else "It cannot be made."
        return Refusal(said, outcome.problems)

    def _keep(self, task: Task, sheet: Sheet) -> None:
        self._kept[task] = sheet
        self._size += len(sheet.pdf)
        while self._size > _MOST and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.pdf)
        self._last[task.edition] = sheet
        if len(self._last) > 500:
            self._last.pop(next(iter(self._last)))


def _sheet(outcome: Outcome) -> Sheet | None:
    """The sheet of an outcome; None where it has none, or the file on disk is not the one that was made."""
    if outcome.path is None or outcome.state is State.REFUSED:
        return None
    data = outcome.path.read_bytes()
    if not receipt.bears(data, plain(outcome.fingerprint)):
        return None
    return Sheet(outcome.edition, outcome.fingerprint, data, outcome.pages, outcome.released)
