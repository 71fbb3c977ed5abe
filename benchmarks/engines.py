"""One engine in a process of its own, that typesets pages when it is told to.

    python -m benchmarks.engines ENGINE PROJECT

Reads one JSON list of edition numbers a line and answers with one JSON object a line: seconds, processor seconds, bytes
of memory, SHA-256 of each PDF. Engines: ``naive`` (WeasyPrint as its manual shows it, in a loop), ``off`` and ``on`` (the
press without and with what it may remember), ``preflight`` (``on``, and the time that preflight takes), ``route`` (all six
steps of the route, nothing kept from before).
"""

from __future__ import annotations

import atexit
import datetime
import hashlib
import json
import mimetypes
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TODAY = datetime.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parent.parent


def mark_up(root: Path, variants: tuple[str, ...] = ()) -> int:
    """Mark up a project's editions (all, or of some variants), and leave the sheets beside it. Returns how many."""
    from press import fonts, markup, review
    from press.edition import Wish, wanted
    from press.library import open_library
    from press.route.pool import rank

    assert fonts.prepare() == []
    library = open_library(root)
    made = []
    for edition in sorted(wanted(library, Wish(variants=variants))[0], key=lambda one: rank(library, one)):
        standing = review.standing(library, library.pieces[edition.slug], edition.language, TODAY)
        sheet, problems = markup.sheet(library, edition, standing)
        assert sheet is not None, problems
        made.append((edition, sheet))
    (root / "sheets.pickle").write_bytes(pickle.dumps(made))
    return len(made)


def sheets(root: Path) -> list[Any]:
    """What ``mark_up`` left: editions and sheets."""
    found: list[Any] = pickle.loads((root / "sheets.pickle").read_bytes())
    return found


@dataclass(slots=True)
class Engine:
    """An engine at the other end of a pipe."""

    process: Any

    @classmethod
    def start(cls, name: str, root: Path, wait: bool = True) -> Engine:
        """Start one, and wait until it is warm; where that is left out, its first answer tells that it is."""
        environment = {**os.environ, "HANDOUTS_MEMOS": "off" if name == "off" else "on"}
        command = [sys.executable, "-m", "benchmarks.engines", name, str(root)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        engine = cls(process)
        if wait:
            engine.answer()
        return engine

    def ask(self, numbers: list[int]) -> None:
        """Set it to work."""
        self.process.stdin.write(json.dumps(numbers) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for what it says."""
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said

    def stop(self) -> None:
        """Close its line: it ends."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def _naive(root: Path) -> Callable[[Any, Any], bytes]:
    from press.library import open_library
    from press.typeset.loading import quickly

    library = open_library(root)
    with quickly():
        import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Files(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix("press:")
            path = library.resolve(name)
            assert path is not None, name
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mimetypes.guess_type(name)[0] or ""})

    def engine(edition: Any, sheet: Any) -> bytes:
        page = weasyprint.HTML(string=sheet.html, url_fetcher=Files())
        done: bytes = page.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
        return done

    return engine


def _press(root: Path, preflighted: bool = False) -> Callable[[Any, Any], bytes]:
    from press import preflight, route, typeset
    from press.library import open_library
    from press.problem import Place

    library, place = open_library(root), Place("sheet")

    def engine(edition: Any, sheet: Any) -> bytes:
        proof = typeset.typeset(sheet.html, place=place, resolve=library.resolve, locate=lambda _: place)
        assert proof.pdf is not None, (str(edition), proof.problems)
        pdf = proof.pdf
        if preflighted:
            preflight.preflight(pdf, route.expected(library, edition, sheet), place)
        return pdf

    return engine


def _preflight_alone(root: Path) -> Callable[[Any, Any], bytes]:
    from press import preflight, route
    from press.library import open_library
    from press.problem import Place

    made, library, place = _press(root), open_library(root), Place("sheet")
    known: dict[Any, bytes] = {}

    def engine(edition: Any, sheet: Any) -> bytes:
        if edition not in known:
            known[edition] = made(edition, sheet)  # the first time of asking: not the one that counts
        preflight.preflight(known[edition], route.expected(library, edition, sheet), place)
        return known[edition]

    return engine


def _route(root: Path) -> Callable[[Any, Any], bytes]:
    from press import route
    from press.library import open_library

    library, out = open_library(root), Path(tempfile.mkdtemp(prefix="handouts-bench-"))
    atexit.register(shutil.rmtree, out, ignore_errors=True)

    def engine(edition: Any, sheet: Any) -> bytes:
        outcome = route.make(library, edition, route.Run(out, TODAY, force=True))
        assert outcome.path is not None, (str(edition), outcome.problems)
        return outcome.path.read_bytes()

    return engine


ENGINES: dict[str, Callable[[Path], Callable[[Any, Any], bytes]]] = {
    "naive": _naive,
    "on": _press,
    "off": _press,
    "preflight": _preflight_alone,
    "route": _route,
}


def memory() -> int:
    """Bytes that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(name: str, root: Path) -> None:
    """Answer until nobody asks any more."""
    import logging

    from press import fonts

    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    assert fonts.activate() == []
    engine, made = ENGINES[name](root), sheets(root)
    engine(*made[-1])
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        wall, own = time.perf_counter(), time.process_time()
        hashes = [hashlib.sha256(engine(*made[number])).hexdigest() for number in json.loads(line)]
        took = {"seconds": time.perf_counter() - wall, "own": time.process_time() - own}
        print(json.dumps({**took, "memory": memory(), "hashes": hashes}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
