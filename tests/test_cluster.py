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

from press import cluster, route
from press.edition import Wish, wanted
from press.library import open_library
from press.route import Outcome, Run, State

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
WARNINGS = "ignore"  # Dask's own processes; the press's are held to zero warnings elsewhere


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _worker(address: str, folder: Path, name: str, before: str = "") -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-W", WARNINGS, "-m", "distributed.cli.dask_worker", address, "--nworkers", "1", "--nthreads", "1",
        "--no-dashboard", "--no-nanny", "--name", name, "--local-directory", str(folder), "--host", "127.0.0.1",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([before, str(ROOT)] if before else [str(ROOT)])}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler on loopback and two workers, the scheduler last; all ended afterwards."""
    address = f"tcp://127.0.0.1:{_port()}"
    scheduler = subprocess.Popen(
        [sys.executable, "-W", WARNINGS, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", address.rsplit(":", 1)[1], "--no-dashboard"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    both = [_worker(address, tmp_path, f"w{number}") for number in range(2)]
    try:
        _wait_for(address, 2)
        yield address, [*both, scheduler]
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


@pytest.mark.parametrize("turns", [4, 1], ids=["one by one", "four at once"])
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_bytes_and_survives_a_lost_worker(
    project: Path,
    tmp_path: Path,
    workers: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
    turns: int,
) -> None:
    monkeypatch.setattr(cluster, "_TURNS", turns)
    address, processes = workers
    library = open_library(project)
    editions, _ = wanted(library, Wish())
    here = [route.make(library, edition, Run(tmp_path / "here", TODAY)) for edition in editions]
    there: list[Outcome] = []
    for outcome in cluster.run(library, editions, Run(tmp_path / "there", TODAY), address):
        there.append(outcome)
        if len(there) == len(editions) // 2:
            processes[0].send_signal(signal.SIGKILL)
    assert _sums(there) == _sums(here)
    again = list(cluster.run(library, editions, Run(tmp_path / "there", TODAY), address))
    assert {outcome.state for outcome in again} == {State.FRESH}


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_goes_away_loses_nothing(
    project: Path, tmp_path: Path, workers: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, processes = workers
    library = open_library(project)
    editions, _ = wanted(library, Wish())
    here = [route.make(library, edition, Run(tmp_path / "here", TODAY)) for edition in editions]
    there: list[Outcome] = []
    said: list[str] = []
    for outcome in cluster.run(library, editions, Run(tmp_path / "there", TODAY), address, said.append):
        there.append(outcome)
        if len(there) == 2:
            processes[-1].send_signal(signal.SIGKILL)
    assert _sums(there) == _sums(here)
    assert len(said) == 1
    assert "went away: what is left" in said[0]


@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_tool_is_left_out_by_name(
    project: Path, tmp_path: Path, workers: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, _ = workers
    other = tmp_path / "other"
    other.mkdir()
    (other / "sitecustomize.py").write_text(
        "import importlib.metadata as m\nv = m.version\nm.version = lambda name: '0.1' if name == 'pydyf' else v(name)\n"
    )
    third = _worker(address, tmp_path, "w2", before=str(other))
    try:
        _wait_for(address, 3)
        library = open_library(project)
        editions = wanted(library, Wish(languages=("en",)))[0]
        said: list[str] = []
        made = list(cluster.run(library, editions, Run(tmp_path / "out", TODAY), address, said.append))
    finally:
        third.kill()
        third.wait(timeout=20)
    assert len(_sums(made)) == 3
    assert len(said) == 1
    assert "pydyf is 0.1, 0." in said[0]


@pytest.mark.filterwarnings("ignore")
def test_a_pack_made_on_a_cluster_is_the_pack_made_here(
    project: Path, tmp_path: Path, workers: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, _ = workers
    shutil.copytree(ROOT / "styles/printers", project / "styles/printers")
    command = [sys.executable, "-W", WARNINGS, str(ROOT / "cli.py"), "--project", str(project), "order"]
    assert subprocess.run([*command, "new", "spring"], check=False).returncode == 0
    pieces = []
    for name, more in (("here", []), ("there", ["--cluster", address])):
        shutil.rmtree(project / "out", ignore_errors=True)
        order = [*command, "make", str(project / "orders/spring.yaml"), "--proof", "-o", str(tmp_path / name), *more]
        done = subprocess.run(order, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        packs = sorted((tmp_path / name).rglob("*.pdf"))
        pieces.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in packs})
    assert len(pieces[0]) > 2
    assert pieces[0] == pieces[1]


def test_without_dask_it_says_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.commands import WrongUsage, executor

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(WrongUsage, match=r"handout-press\[cluster\]"):
        executor.executor("tcp://127.0.0.1:8786", None)


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
