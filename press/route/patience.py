"""One sheet that is made in this process has the patience of a sheet on a worker: what takes for ever is told, not waited for."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


class OutOfPatienceError(BaseException):
    """The time is over. No ``Exception``: the typesetter takes those for faults of a style."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise ``OutOfPatienceError`` in what takes longer than so many seconds.

    Where there are no such alarms (Windows, threads) it takes as long as it takes. The alarm comes again each second:
    WeasyPrint catches everything while it draws an SVG.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: object) -> None:
        raise OutOfPatienceError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
