"""Two workers of a Dask cluster on this machine, beside the pool of two: the same library, in turns."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.library import Plan, write_library
from benchmarks.report import median, table

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)


def measure(folder: Path, quick: bool) -> str:
    """Seconds of each, and their ratio; the goal is 0.9 of the pool's pace."""
    from press import build, cluster
    from press.edition import Wish, wanted
    from press.library import open_library

    plan = Plan(handouts=6 if quick else 16, languages=("en", "ar", "zh-Hans", "hi", "ru"), brands=1)
    library = open_library(write_library(folder / "cluster", plan))
    editions, _ = wanted(library, Wish())
    took: dict[str, list[float]] = {"pool": [], "cluster": []}
    with _workers(folder) as address:
        for turn in range(3 if quick else 4):
            for name in took:
                out = folder / f"out-{name}-{turn}"
                run = build.Run(out, TODAY, force=True)
                start = time.perf_counter()
                outcomes = build.run(library, editions, run, 2) if name == "pool" else cluster.run(library, editions, run, address)
                assert all(outcome.path for outcome in outcomes)
                if turn:  # the cluster's workers load in the first turn; the pool starts anew each time
                    took[name].append(time.perf_counter() - start)
                shutil.rmtree(out)
    ratio = median([p / c for p, c in zip(took["pool"], took["cluster"], strict=True)])
    count = len(editions)
    rows = [
        ["the pool: two workers, started anew", f"{count / median(took['pool']):.1f}", "1"],
        ["a cluster: two workers, waiting", f"{count / median(took['cluster']):.1f}", f"{ratio:.2f}"],
    ]
    return table([f"{count} editions, whole route", "editions a second", "x the pool, median of pairs"], rows)


@contextmanager
def _workers(folder: Path) -> Iterator[str]:
    """A scheduler on loopback and two workers of one thread each."""
    import distributed

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, quiet = f"tcp://127.0.0.1:{port}", {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    module = [sys.executable, "-W", "ignore", "-m"]
    scheduler = [*module, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*module, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    processes = [subprocess.Popen(scheduler, env=environment, **quiet)]  # type: ignore[call-overload]
    try:
        processes += [subprocess.Popen([*worker, "--name", f"w{n}"], env=environment, **quiet) for n in range(2)]  # type: ignore[call-overload]
        for _ in range(60):
            try:
                with distributed.Client(address, timeout=5, set_as_default=False) as client:
                    client.wait_for_workers(2, timeout=60)
                break
            except (OSError, TimeoutError):
                time.sleep(1)
        yield address
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()
