"""A warm typesetter in a process of its own: the server answers meanwhile, and a crash or a hang costs one sheet."""

from __future__ import annotations

import multiprocessing
import signal
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from press.preview.setting import Choice, Setter, Setting

LIMIT = 60.0  # seconds; a sheet of fifty pages takes three


class LostError(RuntimeError):
    """The typesetter is gone: it died, or it took too long and was ended. The next question starts another."""


class Typesetter:
    """Asks the typesetter, one question at a time."""

    def __init__(self, root: Path, today: date) -> None:
        self._about = root, today
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        # The server warms the typesetter up in one thread while the first question arrives in another.
        self._starting = Lock()

    def start(self) -> None:
        """Start the process if it does not run; it loads everything at once, so that the first sheet does not wait."""
        with self._starting:
            if self._process is None or not self._process.is_alive():
                self._start()

    def _start(self) -> None:
        self.close()
        # "spawn": a forked child shares the parent's fonts and removes them when it ends.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, *self._about), daemon=True)
        self._process.start()
        theirs.close()
        self._line = ours

    def set(self, choice: Choice, generation: int, limit: float = LIMIT) -> Setting:
        """A sheet, typeset. Raises LostError."""
        answer = self._ask((choice, generation), limit)
        assert answer is not None
        return answer

    def prove(self, limit: float = LIMIT) -> Setting | None:
        """The last sheet with everything that the rules say of it. Raises LostError."""
        return self._ask(None, limit)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._line is not None:
            self._line.close()
        self._process, self._line = None, None

    def _ask(self, question: tuple[Choice, int] | None, limit: float) -> Setting | None:
        self.start()
        assert self._line is not None
        try:
            self._line.send(question)
            if not self._line.poll(limit):
                self.close()
                raise LostError(f"the typesetter was stopped: it took longer than {limit:.0f} seconds")
            answer: Setting | Exception | None = self._line.recv()
        except (EOFError, ConnectionError, BrokenPipeError) as error:
            self.close()
            raise LostError("the typesetter died while it made this sheet") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def _work(line: Connection, root: Path, today: date) -> None:
    """The typesetter's process: answer until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    from press import fonts, source

    fonts.activate()
    source.remember()
    setter = Setter(root, today)
    while True:
        try:
            question = line.recv()
        except EOFError:
            return
        try:
            line.send(setter.set(*question) if question is not None else setter.prove())
        except Exception as error:  # noqa: BLE001 - a fault of the engine must reach the page, not end the engine
            line.send(RuntimeError(f"{type(error).__name__}: {error}"))
