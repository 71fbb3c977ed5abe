"""Workers with faults, for ``test_pool``: each takes the place of the pool's own and is found by name in its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from press.route import pool
from press.route.outcome import Outcome

_honest = pool._at_work
BAD = "ar"  # the language whose editions meet the fault


def _with(fault: Callable[[Path], None]) -> Callable[..., None]:
    """A worker that meets a fault at each Arabic edition in standard print."""

    def at_work(line: Connection, root: Path, *rest: Any) -> None:
        honest = pool.made

        def made(library: Any, edition: Any, run: Any, known: Any = None) -> Outcome:
            if (edition.language, edition.variant) == (BAD, "standard"):
                fault(root)
            return honest(library, edition, run, known)

        pool.made = made
        _honest(line, root, *rest)

    return at_work


def _die(root: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(root: Path) -> None:
    if _first_time(root):
        _die(root)


def _hang(root: Path) -> None:
    time.sleep(600)


def _hang_once(root: Path) -> None:
    if _first_time(root):
        _hang(root)


def _leave_half(root: Path) -> None:
    """Begin to write, as ``receipt.keep`` does, and die."""
    folder = root.parent / "out" / "draft"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f".half.pdf.{os.getpid()}.part").write_bytes(b"%PDF-1.7 half")
    _die(root)


def _exhaust(root: Path) -> None:
    """No memory left: what Python raises then is a fault of no handout."""
    raise MemoryError


def _first_time(root: Path) -> bool:
    try:
        (root / "first-time").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def dying(*args: Any) -> None:
    _with(_die)(*args)


def dying_once(*args: Any) -> None:
    _with(_die_once)(*args)


def hanging(*args: Any) -> None:
    _with(_hang)(*args)


def hanging_once(*args: Any) -> None:
    _with(_hang_once)(*args)


def leaving_half(*args: Any) -> None:
    _with(_leave_half)(*args)


def exhausted(*args: Any) -> None:
    import sys

    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the traceback is expected
    _with(_exhaust)(*args)


def never_starting(*args: Any) -> None:
    _die(Path())
