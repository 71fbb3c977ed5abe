"""Many editions on all cores, with real processes and real signals: nothing that dies or hangs stops the others."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pool_faults
import pytest

from press import route
from press.edition import Edition, Wish, wanted
from press.library import Library, open_library
from press.route import Outcome, Run, State, pool

TODAY = datetime.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture
def library(project: Path) -> Library:
    return open_library(project)


@pytest.fixture
def editions(library: Library) -> list[Edition]:
    found = wanted(library, Wish())[0]
    assert len(found) == 9  # one handout, three languages, three print sizes
    return found


@pytest.fixture
def how(tmp_path: Path) -> Run:
    return Run(tmp_path / "out", TODAY)


@pytest.fixture(autouse=True)
def _nobody_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test: no process left, no temporary folder, no half file."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    yield
    assert multiprocessing.active_children() == []
    assert list(scratch.iterdir()) == []
    assert list(tmp_path.rglob("*.part")) == []


def hashes(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("*/**/*.pdf"))
        if ".store" not in path.parts
    }


def failed(outcomes: list[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.state is not State.BUILT]


def test_two_workers_print_what_one_prints(library: Library, editions: list[Edition], how: Run, tmp_path: Path) -> None:
    alone = Run(tmp_path / "alone", TODAY)
    assert failed(list(route.run(library, reversed(editions), alone, 1))) == []
    assert failed(list(route.run(library, editions, how, 2))) == []
    assert hashes(how.out) == hashes(alone.out)
    assert len(hashes(how.out)) == 9
    again = list(route.run(library, editions, how, 2))
    assert {outcome.state for outcome in again} == {State.FRESH}


@posix
def test_workers_killed_from_outside_are_replaced(library: Library, editions: list[Edition], how: Run) -> None:
    outcomes: list[Outcome] = []
    killed: set[int | None] = set()
    for outcome in route.run(library, editions, how, 2):
        if not outcomes:
            for process in multiprocessing.active_children():
                assert process.pid is not None
                os.kill(process.pid, signal.SIGKILL)
                killed.add(process.pid)
        outcomes.append(outcome)
    assert len(killed) == 2
    assert failed(outcomes) == []
    assert {outcome.edition for outcome in outcomes} == set(editions)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("dying", "the typesetter died while making clean-hands (ar, standard, test-clinic), twice"),
        ("leaving_half", "the typesetter died while making"),
        ("exhausted", "the typesetter died while making"),
        ("hanging", "the typesetter did not end within 10 seconds while making"),
    ],
)
@posix
def test_an_edition_that_always_kills_is_reported(
    library: Library, editions: list[Edition], how: Run, monkeypatch: pytest.MonkeyPatch, fault: str, says: str
) -> None:
    monkeypatch.setattr(pool, "_at_work", getattr(pool_faults, fault))
    patient = Run(how.out, TODAY, patience=10 if fault == "hanging" else 120)
    started = time.monotonic()
    outcomes = list(route.run(library, editions, patient, 2))
    assert time.monotonic() - started < 180
    [bad] = failed(outcomes)
    assert (bad.state, bad.edition.language, bad.edition.variant) == (State.FAILED, "ar", "standard")
    assert says in bad.problems[0].fault
    assert bad.problems[0].rule == "worker-died"
    assert len(outcomes) == 9
    assert len(hashes(how.out)) == 8


@pytest.mark.parametrize("fault", ["dying_once", "hanging_once"])
@posix
def test_an_edition_is_tried_once_more(
    library: Library, editions: list[Edition], how: Run, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(pool, "_at_work", getattr(pool_faults, fault))
    outcomes = list(route.run(library, editions, Run(how.out, TODAY, patience=12), 2))
    assert failed(outcomes) == []
    assert len(hashes(how.out)) == 9


@posix
def test_workers_that_never_start_end_the_run(
    library: Library, editions: list[Edition], how: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_at_work", pool_faults.never_starting)
    outcomes = list(route.run(library, editions, how, 2))
    assert {outcome.edition for outcome in outcomes} == set(editions)
    assert {outcome.state for outcome in outcomes} == {State.FAILED}
    assert any("workers in a row died" in outcome.problems[0].fault for outcome in outcomes)


@pytest.mark.parametrize(("limit", "value"), [("MOST_EDITIONS", 2), ("MOST_MEMORY", 1)])
def test_workers_are_retired(
    library: Library, editions: list[Edition], how: Run, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(pool, limit, value)
    seen: set[int | None] = set()
    outcomes = []
    for outcome in route.run(library, [one for one in editions if one.language != "ar"], how, 2):
        outcomes.append(outcome)
        seen |= {process.pid for process in multiprocessing.active_children()}
    assert failed(outcomes) == []
    assert len(seen) >= (3 if limit == "MOST_EDITIONS" else 5)


def test_whoever_stops_listening_stops_the_workers(library: Library, editions: list[Edition], how: Run) -> None:
    outcomes = route.run(library, editions, how, 2)
    next(outcomes)
    assert multiprocessing.active_children() != []
    started = time.monotonic()
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 3
    assert multiprocessing.active_children() == []


def test_the_largest_first_and_like_styles_together(library: Library, editions: list[Edition]) -> None:
    ordered = sorted(editions, key=lambda edition: pool.rank(library, edition))
    assert [edition.variant for edition in ordered] == ["giant-print"] * 3 + ["large-print"] * 3 + ["standard"] * 3


def test_an_old_pdf_that_cannot_be_taken_away_is_told(project: Path, how: Run) -> None:
    """A sheet that fails takes its old PDF along, which would pass for current; a folder in its place stays, and is named."""
    text = project / "handouts/general/clean-hands/en.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("clean towel", "{no.such} towel"), encoding="utf-8")
    library = open_library(project)
    editions = wanted(library, Wish(variants=("standard",)))[0]
    in_the_way = how.out / editions[[one.language for one in editions].index("en")].path(released=False)
    in_the_way.mkdir(parents=True)
    made = {outcome.edition.language: outcome for outcome in route.run(library, editions, how)}
    assert {tag: outcome.state for tag, outcome in made.items()} == {"ar": State.BUILT, "en": State.FAILED, "es": State.BUILT}
    told = {problem.rule: problem for problem in made["en"].problems}
    assert "would pass for current" in told["output-unwritable"].fault
    assert told["output-unwritable"].place.path == str(in_the_way)


COMMAND = [sys.executable, "-W", "error", str(ROOT / "cli.py"), "--project"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@posix
def test_ctrl_c_leaves_whole_files_only(project: Path, tmp_path: Path, number: int) -> None:
    """The whole program, as a terminal (SIGINT goes to every process) or CI (SIGTERM to the first) ends it."""
    scratch, out = tmp_path / "tmp", tmp_path / "out"
    scratch.mkdir()
    text = (project / "handouts/general/clean-hands/en.yaml").read_text(encoding="utf-8")
    for n in range(12):  # enough to be interrupted in the middle
        folder = project / f"handouts/general/topic-{n}"
        folder.mkdir()
        (folder / "handout.yaml").write_text("audience: All\nsource_language: en\nlanguages: [en]\n")
        words = text.replace("Clean hands", f"Clean hands {n}").replace("sources: [test-source]", "sources: [clinic]")
        (folder / "en.yaml").write_text(words, encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, str(project), "build", "--out", str(out), "--jobs", "2"],
        env={**os.environ, "TMPDIR": str(scratch)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(lambda: len(hashes(out)) >= 3 if out.is_dir() else False)
        assert process.poll() is None
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        process.wait(60)  # at once on an idle machine
        assert process.returncode != 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        _, said = process.communicate()
    assert b"Traceback" not in said, said.decode()
    assert list(scratch.iterdir()) == []
    assert list(out.rglob("*.part")) == []
    for path in out.rglob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    done = subprocess.run(
        [*COMMAND, str(project), "build", "--out", str(out), "--jobs", "2"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert len(hashes(out)) == 45


@posix
def test_workers_go_home_when_nobody_is_there(project: Path, tmp_path: Path) -> None:
    """The parent is killed with SIGKILL: it can tell nobody."""
    code = (
        "import sys, datetime, multiprocessing, pathlib\n"
        "from press import fonts, route; from press.library import open_library; from press.edition import wanted, Wish\n"
        "if __name__ == '__main__':\n"
        "    fonts.activate(); library = open_library(pathlib.Path(sys.argv[1]))\n"
        "    run = route.Run(pathlib.Path(sys.argv[2]), datetime.date(2026, 11, 22))\n"
        "    for _ in route.run(library, wanted(library, Wish())[0], run, 2):\n"
        "        print(*[p.pid for p in multiprocessing.active_children()], flush=True)\n"
        "        import time; time.sleep(60)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(project), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    workers = [int(pid) for pid in process.stdout.readline().split()]
    process.kill()
    process.wait()
    process.stdout.close()
    assert len(workers) == 2
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 20)


def wait_for(what: object, seconds: float = 40) -> None:
    assert callable(what)
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)
