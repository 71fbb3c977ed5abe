"""A second process that loads the typesetter while this one still finds out what to typeset.

For one sheet from a cold start, loading WeasyPrint, the fonts and the style sheets takes as long as reading the library
and marking the sheet up. Neither needs the other, so on two cores both are done at once. The second process knows no
library: it asks back for the files and places that it needs. If anything at all goes wrong with it, the page is typeset
in this process; the bytes are the same (``tests/test_typeset.py``).
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from press.problem import Place
from press.typeset.proof import Locate, Proof, Resolve

_PATIENCE = 60.0  # seconds without a word from the other process
_WORK = "import sys; sys.path[:] = {path!r}; from press.typeset import second; second.work({handle}, {folders!r}, {styles!r})"
_ADDRESS = re.compile(r"""\bpress:([^"'()\s<>&;]+)""")  # what this overlooks is asked for
_WARM = """<html lang="en"><head><title>-</title>{}
<style>html {{ font-family: "Atkinson Hyperlegible", "Noto Sans", "Noto Sans Symbols" }}</style></head>
<body><h1>Ag 1</h1><p>Ag <strong>1</strong></p></body></html>"""


class _Helper:
    """The other process, and the line to it."""

    def __init__(self, folders: Sequence[Path], styles: Sequence[str]) -> None:
        import socket

        mine, theirs = socket.socketpair()
        with mine, theirs:
            about = {"folders": list(map(str, folders)), "styles": list(styles)}
            code = _WORK.format(path=sys.path, handle=theirs.fileno(), **about)
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            from multiprocessing.connection import Connection  # takes its time, which the other one can use

            self._line = Connection(mine.detach())

    def typeset(self, html: str, place: Place, resolve: Resolve, locate: Locate, meanwhile: Callable[[], Any]) -> Proof:
        """Send the page, do something else, answer questions until the proof is here. Raises OSError or EOFError."""
        files = {name: resolve(name) for name in _ADDRESS.findall(html)}  # so that it need not ask, and wait
        self._line.send((html, place, files))
        meanwhile()
        while self._line.poll(_PATIENCE):
            kind, said = self._line.recv()
            if kind == "proof":
                proof: Proof = said
                return proof
            self._line.send(resolve(said) if kind == "file" else locate(said))
        raise TimeoutError

    def stop(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._line.close()


_helpers: list[_Helper] = []


@contextlib.contextmanager
def ahead(folders: Sequence[Path], styles: Sequence[str]) -> Iterator[None]:
    """Inside, the first page for the screen is typeset by a process that loads meanwhile.

    ``styles`` are the style sheets that it reads beforehand, by the names that pages link them with; they are looked
    for in ``folders``, the project's first. Where there is one core only, or no way to hand a pipe on (Windows),
    nothing is started.
    """
    if os.name == "posix" and (os.cpu_count() or 1) > 1:
        with contextlib.suppress(OSError):
            _helpers.append(_Helper(folders, styles))
    try:
        yield
    finally:
        while _helpers:
            _helpers.pop().stop()


def typeset(html: str, place: Place, resolve: Resolve, locate: Locate, meanwhile: Callable[[], Any]) -> Proof | None:
    """One page, typeset by the process that was started ahead; None where there is none, or it failed."""
    if not _helpers:
        return None
    helper = _helpers.pop()
    try:
        return helper.typeset(html, place, resolve, locate, meanwhile)
    except (OSError, EOFError):
        return None
    finally:
        helper.stop()


def work(handle: int, folders: list[str], styles: list[str]) -> None:
    """What the other process does: load everything, typeset one page, end."""
    import gc
    from multiprocessing.connection import Connection

    from press import fonts

    gc.disable()  # one page, and then the process ends
    with Connection(handle) as line, contextlib.suppress(EOFError, OSError):
        if fonts.activate():
            return  # the first process says what is wrong with them
        from press.typeset.loading import quickly

        with quickly():
            from press.typeset import rendering
        links = "".join(f'<link rel="stylesheet" href="press:{name}">' for name in styles)
        rendering.typeset(_WARM.format(links), Place(""), _finder(folders), lambda _: Place(""), None)

        def ask(kind: str, about: str) -> Any:
            line.send((kind, about))
            return line.recv()

        html, place, files = line.recv()

        def resolve(name: str) -> Any:
            return files[name] if name in files else ask("file", name)

        proof = rendering.typeset(html, place, resolve, lambda key: ask("place", key), None)
        line.send(("proof", proof))
        line.poll(_PATIENCE)  # until the first process has read it all


def _finder(folders: list[str]) -> Resolve:
    def find(name: str) -> Path | None:
        return next((path for folder in folders if (path := Path(folder, name)).is_file()), None)

    return find
