"""A Dask scheduler and two workers as real processes: the same bytes as here, and losing one of them loses nothing."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import build, cluster
from press.build import Outcome, Run, State
from press.edition import Wish, wanted
from press.library import open_library

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
WARNINGS = "ignore"  # Dask's own processes; the press's are held to zero warnings elsewhere


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _worker(address: str, folder: Path, name: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-W", WARNINGS, "-m", "distributed.cli.dask_worker", address, "--nworkers", "1", "--nthreads", "1",
        "--no-dashboard", "--no-nanny", "--name", name, "--local-directory", str(folder), "--host", "127.0.0.1",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler on loopback and two workers; all ended afterwards."""
    address = f"tcp://127.0.0.1:{_port()}"
    scheduler = subprocess.Popen(
        [sys.executable, "-W", WARNINGS, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", address.rsplit(":", 1)[1], "--no-dashboard"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    both = [_worker(address, tmp_path, f"w{number}") for number in range(2)]
    try:
        _wait_for(address, 2)
        yield address, both
    finally:
        for process in (*both, scheduler):
            process.kill()
            process.wait(timeout=20)


def _wait_for(address: str, count: int) -> None:
    import distributed

    limit = time.monotonic() + 90
    while time.monotonic() < limit:
        try:
            with distributed.Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
                return
        except (OSError, TimeoutError):
            time.sleep(0.5)
    pytest.fail("the scheduler did not start")


def _sums(outcomes: list[Outcome]) -> dict[str, str]:
    made = {}
    for outcome in outcomes:
        assert outcome.state is State.BUILT, outcome.problems
        assert outcome.path is not None
        made[str(outcome.edition)] = hashlib.sha256(outcome.path.read_bytes()).hexdigest()
    return made


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_bytes_and_survives_a_lost_worker(
    project: Path, tmp_path: Path, workers: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, processes = workers
    library = open_library(project)
    editions, _ = wanted(library, Wish())
    here = [build.make(library, edition, Run(tmp_path / "here", TODAY)) for edition in editions]
    there: list[Outcome] = []
    for outcome in cluster.run(library, editions, Run(tmp_path / "there", TODAY), address):
        there.append(outcome)
        if len(there) == len(editions) // 2:
            processes[0].send_signal(signal.SIGKILL)
    assert _sums(there) == _sums(here)
    again = list(cluster.run(library, editions, Run(tmp_path / "there", TODAY), address))
    assert {outcome.state for outcome in again} == {State.FRESH}


@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_project_takes_no_work(
    project: Path, tmp_path: Path, workers: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, _ = workers
    library = open_library(project)  # as it was; the workers will read what comes now
    shutil.copy(project / "handouts/general/clean-hands/es.yaml", tmp_path / "kept.yaml")
    text = project / "handouts/general/clean-hands/es.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("20 segundos", "200 segundos"), encoding="utf-8")
    editions, _ = wanted(library, Wish())
    with pytest.raises(ConnectionError, match="its copy of the project is another"):
        list(cluster.run(library, editions, Run(tmp_path / "out", TODAY), address))


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "http://localhost:8786", "localhost", "tcp://127.0.0.1:x"])
def test_an_unsafe_or_wrong_address_is_refused(address: str, project: Path) -> None:
    assert cluster.address_problem(address) is not None
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "build", "--cluster", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_scheduler_that_is_not_there(project: Path) -> None:
    command = [
        sys.executable,
        "-W",
        WARNINGS,
        str(ROOT / "cli.py"),
        "--project",
        str(project),
        "build",
        "--cluster",
        f"tcp://127.0.0.1:{_port()}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no scheduler answers" in done.stderr
