"""A warm typesetter in a process of its own: the server answers meanwhile, and a crash or a hang costs one sheet."""

from __future__ import annotations

from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from press.preview.setting import Choice, Setter, Setting
from press.route.warm import LostError as LostError
from press.route.warm import Warm, answer

LIMIT = 60.0  # seconds; a sheet of fifty pages takes three


class Typesetter:
    """Asks the typesetter, one question at a time."""

    def __init__(self, root: Path, today: date) -> None:
        self._process = Warm(_work, root, today)

    def start(self) -> None:
        """Start the process if it does not run, so that the first sheet does not wait."""
        self._process.start()

    def set(self, choice: Choice, generation: int, limit: float = LIMIT) -> Setting:
        """A sheet, typeset. Raises LostError."""
        answered: Setting = self._process.ask((choice, generation), limit)
        return answered

    def prove(self, limit: float = LIMIT) -> Setting | None:
        """The last sheet with everything that the rules say of it. Raises LostError."""
        answered: Setting | None = self._process.ask(None, limit)
        return answered

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _work(line: Connection, root: Path, today: date) -> None:
    """The typesetter's process."""
    from press import fonts, source

    fonts.activate()
    source.remember()
    setter = Setter(root, today)
    answer(line, lambda question: setter.set(*question) if question is not None else setter.prove())
