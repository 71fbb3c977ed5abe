"""A warm process that answers one question at a time: with a limit of time, and replaced when it is lost.

For whoever waits for single sheets, as the preview and the desk do. Many at once go through ``pool``.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any


class LostError(RuntimeError):
    """The process is gone: it died, or it took too long and was ended. The next question starts another."""


class Warm:
    """A process in which ``work(line, *about)`` runs; that calls :func:`answer` once it has everything loaded."""

    def __init__(self, work: Callable[..., None], *about: Any) -> None:
        self._work, self._about = work, about
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self.asked = 0  # questions that the present process was asked
        self._starting = Lock()  # it is warmed up in one thread while the first question arrives in another

    def start(self) -> None:
        """Start the process if it does not run; it loads everything at once, so that the first question does not wait."""
        with self._starting:
            if self._process is None or not self._process.is_alive():
                self._start()

    def _start(self) -> None:
        self.close()
        # "spawn": a forked child shares the parent's fonts and removes them when it ends.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=self._work, args=(theirs, *self._about), daemon=True)
        self._process.start()
        theirs.close()
        self._line, self.asked = ours, 0

    def ask(self, question: Any, limit: float) -> Any:
        """The answer to a question, within ``limit`` seconds. Raises LostError, and what the process raised."""
        self.start()
        assert self._line is not None
        self.asked += 1
        try:
            self._line.send(question)
            if not self._line.poll(limit):
                self.close()
                raise LostError(f"the typesetter was stopped: it took longer than {limit:.0f} seconds")
            answered = self._line.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise LostError("the typesetter died while it made this sheet") from error
        if isinstance(answered, Exception):
            raise answered
        return answered

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._line is not None:
            self._line.close()
        self._process, self._line = None, None


def answer(line: Connection, reply: Callable[[Any], Any]) -> None:
    """Answer questions until the other end is gone; what ``reply`` raises goes there as a RuntimeError."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    while True:
        try:
            question = line.recv()
        except (EOFError, OSError):
            return
        try:
            line.send(reply(question))
        except Exception as error:  # noqa: BLE001 - a fault of the engine must reach the page, not end the service
            line.send(RuntimeError(f"{type(error).__name__}: {error}"))
