"""What the open pages show: sheets by choice, each made once for each generation of the files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import Any

from press.pdf.raster import raster
from press.preview.setting import Choice, Offer, Setting
from press.preview.typesetter import LostError, Typesetter
from press.preview.watching import changes
from press.problem import Place, Problem, Severity

_SHEETS_KEPT = 24  # the sheets of one generation: somebody flips between languages and sizes
_PICTURES_KEPT = 200
_HEARTBEAT = 15.0  # seconds between signs of life on an open line


class Studio:
    """Sheets for the pages that are open, and word to them when files change."""

    def __init__(self, root: Path, engine: Typesetter) -> None:
        self.root, self.engine = root, engine
        self.generation = 0
        self.changed: list[str] = []
        self._sheets: dict[Choice, Setting] = {}
        self._pictures: dict[tuple[Choice, int, int], bytes] = {}
        self._line = asyncio.Lock()  # the engine answers one question at a time
        self._drawing = Lock()
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stop = Event()

    # ---- sheets --------------------------------------------------------------------------------------------------

    async def sheet(self, choice: Choice) -> tuple[Setting, int]:
        """The sheet of a choice as the files are now, and their generation. The rules' word on it follows by itself."""
        while True:
            generation = self.generation
            if choice in self._sheets:
                return self._sheets[choice], generation
            async with self._line:
                if choice in self._sheets or generation != self.generation:
                    continue
                try:
                    setting = await asyncio.to_thread(self.engine.set, choice, generation)
                except (LostError, RuntimeError) as error:
                    setting = _lost(choice, error)
                if generation == self.generation:
                    self._keep(choice, setting)
                    if not setting.proved:
                        self._later(self._prove(choice, generation))
                    return setting, generation

    async def _prove(self, choice: Choice, generation: int) -> None:
        """Ask for the rules' word on the sheet that was just set, and tell the pages."""
        async with self._line:
            if generation != self.generation or choice not in self._sheets:
                return
            try:
                proved = await asyncio.to_thread(self.engine.prove)
            except (LostError, RuntimeError) as error:
                proved = replace(self._sheets[choice], problems=_lost(choice, error).problems, proved=True)
            known = self._sheets.get(choice)
            if generation != self.generation or known is None:
                return
            if proved is None or proved.choice != known.choice:
                # Another sheet was set in between: set this one again when it is asked for.
                self._sheets.pop(choice, None)
                self._sheets.pop(known.choice, None)
            else:
                self._keep(choice, replace(proved, seconds=known.seconds))
        self._tell({"event": "proved", "generation": generation})

    async def picture(self, choice: Choice, number: int, dpi: int) -> bytes | None:
        """One page of a sheet as PNG; None where there is none."""
        setting, generation = await self.sheet(choice)
        if setting.pdf is None:
            return None
        key = (choice, number, dpi)
        if key not in self._pictures:
            picture = await asyncio.to_thread(self._draw, setting.pdf, number, dpi)
            if picture is None or generation != self.generation:
                return picture
            if len(self._pictures) >= _PICTURES_KEPT:
                self._pictures.clear()
            self._pictures[key] = picture
        return self._pictures[key]

    def _draw(self, pdf: bytes, number: int, dpi: int) -> bytes | None:
        with self._drawing:
            try:
                return raster(pdf, number, dpi).encoded("PNG")
            except (ValueError, IndexError):
                return None

    def _keep(self, choice: Choice, setting: Setting) -> None:
        if len(self._sheets) >= _SHEETS_KEPT:
            self._sheets.clear()
            self._pictures.clear()
        self._sheets[choice] = setting
        self._sheets[setting.choice] = setting

    # ---- changes -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to watch the files, and to warm the engine up."""
        self._later(self._watch())
        self._later(asyncio.to_thread(self.engine.start))

    async def close(self) -> None:
        """Stop watching, end the engine, let the open lines go."""
        self._stop.set()
        self._tell({"event": "end"})
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self.engine.close)

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()

        def watch() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
                for names in changes(self.root, self._stop):
                    loop.call_soon_threadsafe(self._renew, sorted(names))

        await asyncio.to_thread(watch)

    def _renew(self, names: list[str]) -> None:
        """Files changed: every sheet is out of date."""
        self.generation += 1
        self.changed = names
        self._sheets.clear()
        self._pictures.clear()
        self._tell({"event": "changed", "generation": self.generation, "files": names[:5]})

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """What happens from now on, for one open page."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield {"event": "hello", "generation": self.generation}
            while not self._stop.is_set():
                try:
                    yield await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield {"event": "alive", "generation": self.generation}
        finally:
            self._listeners.discard(queue)

    def _tell(self, event: dict[str, Any]) -> None:
        for queue in self._listeners:
            queue.put_nowait(event)

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _lost(choice: Choice, error: Exception) -> Setting:
    """A sheet that the engine could not make through no fault of the author's."""
    lost = isinstance(error, LostError)
    rule, remedy = ("typesetter-lost", "Save again to try again.") if lost else ("engine-fault", "Please report it.")
    fault = str(error) if lost else f"a fault of Handout Press itself: {error}"
    problem = Problem(Place(choice.slug or "handouts"), rule, fault, remedy, Severity.ERROR)
    return Setting(choice, Offer(), problems=(problem,), proved=True)
