"""Files to which lines are only ever added: each addition is one write, and one that a crash cut short costs one line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


@contextlib.contextmanager
def adding(path: Path) -> Iterator[int]:
    """The file, opened to add to, for one writer at a time where the system has locks. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def add(file: int, lines: Iterable[bytes], lasting: bool = True) -> None:
    """Add whole lines (without their ends); what a crash cut short before is ended first. Raises OSError.

    What need not be there after a power failure (``lasting``) is not waited for.
    """
    data = b"".join(line + b"\n" for line in lines)
    if data:
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        os.write(file, (b"\n" if torn else b"") + data)
        if lasting:
            os.fsync(file)
