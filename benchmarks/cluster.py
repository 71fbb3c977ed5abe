"""Two workers of a Dask cluster on this machine, beside the pool of two: the same library, in turns.

    python -m benchmarks.cluster [--quick]

The cluster's workers wait, as they do in life, but are started anew for each turn: nobody remembers what was printed in
the turn before. The pool starts its own workers, and that counts.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.library import Plan, write_library
from benchmarks.report import median, table

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
Sums = dict[str, str]  # edition: SHA-256 of its PDF


def measure(folder: Path, quick: bool) -> str:
    """Editions a second of each, and their ratio; the goal is 0.9 of the pool's pace."""
    from press import cluster, route
    from press.edition import Wish, wanted
    from press.library import open_library

    plan = Plan(handouts=6 if quick else 16, languages=("en", "ar", "zh-Hans", "hi", "ru"), sections=3, brief=True)
    library = open_library(write_library(folder / "cluster", plan))
    editions, _ = wanted(library, Wish())
    took: dict[str, list[float]] = {"pool": [], "cluster": []}
    equal = True
    for turn in range(2 if quick else 4):
        sums: dict[str, Sums] = {}
        for name in ("pool", "cluster")[:: -1 if turn % 2 else 1]:
            out = folder / f"out-{name}-{turn}"
            run = route.Run(out, TODAY, force=True)
            if name == "pool":
                seconds, sums[name] = _timed(lambda run=run: route.run(library, editions, run, 2))
            else:
                with _workers(folder) as address:
                    seconds, sums[name] = _timed(lambda run=run, at=address: cluster.run(library, editions, run, at))
            took[name].append(seconds)
            shutil.rmtree(out)
        equal = equal and sums["pool"] == sums["cluster"]
    count = len(editions)
    ratio = median([p / c for p, c in zip(took["pool"], took["cluster"], strict=True)])
    rows = [
        ["the pool: two workers, started anew", f"{count / median(took['pool']):.1f}", "1"],
        ["a cluster: two workers, waiting", f"{count / median(took['cluster']):.1f}", f"{ratio:.2f}"],
    ]
    return (
        table([f"{count} editions, whole route", "editions a second", "x the pool, median of pairs"], rows)
        + f"\n\nGoal: ≥ 0.9. Same bytes: {'yes' if equal else '**NO**'}."
    )


def _timed(act: Any) -> tuple[float, Sums]:
    """Seconds until all are made, and what was made."""
    start = time.perf_counter()
    outcomes: Iterable[Any] = list(act())
    took = time.perf_counter() - start
    failed = [outcome.problems for outcome in outcomes if outcome.path is None]
    assert not failed, failed[0]
    return took, {str(one.edition): hashlib.sha256(one.path.read_bytes()).hexdigest() for one in outcomes}


@contextmanager
def _workers(folder: Path) -> Iterator[str]:
    """A scheduler on loopback and two workers of one thread each; all ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    processes = [_dask("dask_scheduler", *local, "--port", str(port))]
    try:
        for number in range(2):
            more = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder), "--name", f"w{number}"]
            processes.append(_dask("dask_worker", address, *local, *more))
        _wait_for(address, 2)
        yield address
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def _dask(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{module}", *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",  # as the README says
    }
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_for(address: str, count: int) -> None:
    import distributed

    dask: Any = distributed  # its functions are not typed
    limit = time.monotonic() + 90
    while True:
        try:
            with dask.Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
                return
        except (OSError, TimeoutError):
            if time.monotonic() > limit:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    from benchmarks.peers import main

    main(measure)
