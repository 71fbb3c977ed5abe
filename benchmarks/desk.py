"""The desk: how fast a sheet is there, in ratios of one run.

    python -m benchmarks.desk            writes benchmarks/results/desk.md

Cached: fifty clients at once ask for one PDF, and for a static file of the same server (a font). Uncached: the first time a
sheet is asked for, against the route's own time in one process. Many: all sheets at once, none made before, against the time
that their renders need on the workers. Memory: what the server holds after 200 and after 2,000 requests. Click: from *Print
here* to the printer having the whole job, for a sheet that is there and for one that is not.
"""

from __future__ import annotations

import concurrent.futures
import os
import re
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press import receipt, route  # noqa: E402
from press.edition import Wish, wanted  # noqa: E402
from press.library import open_library  # noqa: E402
from tests import order_projects  # noqa: E402
from tests.ipp_printer import printer  # noqa: E402
from tests.test_desk import Running, running  # noqa: E402

CLIENTS = 50


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def at_once(desk: Running, paths: list[str], clients: int = CLIENTS) -> list[float]:
    """Seconds of each request."""

    def one(path: str) -> float:
        started = time.perf_counter()
        assert desk.get(path).status == 200, path
        return time.perf_counter() - started

    with concurrent.futures.ThreadPoolExecutor(clients) as asking:
        return list(asking.map(one, paths))


def memory(desk: Running) -> float:
    """Megabytes that the server's process holds; its typesetters are others."""
    text = Path(f"/proc/{desk.process.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", text)
    return int(found[1]) / 1024 if found else 0.0


def p95(values: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return statistics.quantiles(values, n=20)[-1]


def measured(folder: Path) -> list[tuple[str, str, str]]:
    """What, how much, what is wanted."""
    project = order_projects.project_at(folder)
    library = open_library(project)
    editions, _ = wanted(library, Wish())
    run = route.Run(folder / "alone", order_projects.TODAY, release=True, force=True)
    route.make(library, editions[0], run)  # loads the typesetter
    alone = [timed(lambda one=edition: route.make(library, one, run)) for edition in editions]  # type: ignore[misc]
    paths = [f"/pdf/{one.brand}/{one.slug}/{one.language}/{one.variant}" for one in editions]
    rows = []
    with printer(states=[9] * 10_000) as front, running(project, folder, settings=f'printers: ["{front.address}"]\n') as desk:
        desk.get("/")
        desk.get(paths[0])  # a typesetter is warm
        first = timed(lambda: desk.get(paths[1]))
        rows.append(("one sheet that was never made, against the route alone", f"{first / alone[1]:.2f} ×", "1.2 ×"))
        form = {"token": desk.token(), "printer": "Front desk", "copies": "1"}

        def click(path: str) -> float:
            data = urllib.parse.urlencode({**form, "s": path.removeprefix("/pdf/")}).encode()
            before, took = len(front.documents), timed(lambda: desk.get("/print", data))
            assert len(front.documents) == before + 1
            return took

        rows.append(("click to job, sheet not made before", f"{click(paths[2]):.2f} s", "2 s"))
        rows.append(("click to job, sheet there", f"{statistics.median(click(paths[2]) for _ in range(5)):.2f} s", "1.0 s"))
    with running(order_projects.project_at(folder / "again"), folder, settings="{}") as desk:
        desk.get(paths[0])
        took = at_once(desk, paths[1:])
        least = sum(alone[1:]) / 2  # two workers
        rows.append((f"{len(took)} different sheets at once: the slowest twentieth, against the renders alone", f"{p95(took) / least:.2f} ×", "1.3 ×"))
        for one, path in zip(editions, paths, strict=True):
            sheet = desk.get(path)
            assert f'filename="{one.file_name}"' in sheet.headers["Content-Disposition"]
            assert receipt.bears(sheet.data, "") and sheet.data[:5] == b"%PDF-"  # noqa: PT018
        font = re.search(r'url\("(/font/[^"]+)"', desk.get("/fonts.css").text)
        assert font
        for _ in range(2):
            static, cached = (statistics.median(at_once(desk, [path] * 400)) for path in (font[1], paths[0]))
        sizes = f"{len(desk.get(paths[0]).data) // 1024} kB against {len(desk.get(font[1]).data) // 1024} kB"
        rows.append((f"one PDF for {CLIENTS} clients at once, against a static file ({sizes})", f"{cached / static:.2f} ×", "2 ×"))
        at_once(desk, [paths[0], "/?q=hands"] * 100)
        held = memory(desk)
        at_once(desk, [paths[0], "/?q=hands", paths[1], "/"] * 500)
        rows.append(("memory after 2,000 requests more", f"{memory(desk) / held:.2f} × of {held:.0f} MB", "flat"))
    return rows


def main() -> None:
    """Measure, and write the page."""
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        rows = measured(Path(folder))
    busy = f"which had {os.getloadavg()[0]:.1f} processes to run at the end, of this and of other work"
    lines = [
        "# The desk, measured", "", f"By `python -m benchmarks.desk`, on {os.cpu_count()} cores, {busy}. Each row is a ratio or a time within one run.", "",
        "| what | measured | wanted |", "|---|---|---|", *(f"| {what} | {much} | {most} |" for what, much, most in rows), "",
    ]  # fmt: skip
    (ROOT / "benchmarks/results/desk.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
