"""Days at the calendar's ends, repositories that git does not read, what file managers leave behind, targets that are no files."""

from __future__ import annotations

import contextlib
import datetime
import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import order_projects
import pypdfium2
import pytest

import cli
from press import review, route
from press.compare import git
from press.edition import Edition
from press.library import open_library
from press.order.folder import left_by_others
from press.order.verify import _of_folder, _of_zip
from press.recall.answering import _near
from press.recall.history import Release
from press.review.approvals import years_after
from press.review.overview import Due, as_calendar
from press.route import Run, State

Say = Callable[..., tuple[int, str]]
BY = "TEST, not a person"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> tuple[int, str]:
        code = cli._run(["--project", str(project), *words])
        said = capsys.readouterr()
        assert "fault of Handout Press" not in said.err, said.err
        return code, said.out + said.err

    return run


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "0001-01-01", "2028-02-29"])
def test_any_day_can_be_today(day: str, project: Path, say: Say) -> None:
    order_projects.approve(project)
    for words in (["status"], ["due"], ["due", "--format", "ics"], ["check"], ["order", "new", "x"], ["list"]):
        code, said = say(*words, "--today", day) if words != ["list"] and words != ["check"] else say(*words)
        assert "Traceback" not in said
        assert "OverflowError" not in said
        assert code in (0, 1, 2), said


def test_a_review_is_due_a_full_year_after(project: Path, say: Say) -> None:
    assert years_after(datetime.date(2027, 1, 31), 1) == datetime.date(2028, 1, 31)
    assert years_after(datetime.date(2028, 2, 29), 1) == datetime.date(2029, 2, 28)
    assert years_after(datetime.date(9999, 1, 1), 1) == datetime.date.max
    assert say("approve", "clean-hands", "--lang", "en", "--by", BY, "--today", "2027-01-31")[0] == 0
    assert 'review_by: "2028-01-31"' in (project / "handouts/general/clean-hands/approvals.yaml").read_text(
        encoding="utf-8"
    )


def test_a_calendar_ends_with_the_calendar() -> None:
    last = review.Approval(
        language="en", by=BY, on=datetime.date(1, 1, 1), review_by=datetime.date.max, fingerprint="0" * 64
    )
    said = as_calendar([Due("a", "en", last)], datetime.date(1, 1, 1))
    assert "DTSTAMP:00010101T000000Z" in said
    assert "DTSTART;VALUE=DATE:99991231" in said
    assert "DTEND" not in said


# ----------------------------------------------------------------------------------------------------------------- packs


def test_what_file_managers_leave_in_a_pack_is_left_aside(tmp_path: Path) -> None:
    for name in ("._manifest.csv", ".DS_Store", "a/._b.pdf", "__MACOSX/._x", "a/Thumbs.db"):
        assert left_by_others(name), name
    for name in ("manifest.csv", "_a.pdf", "a/b.pdf", ".hidden", "x._y"):
        assert not left_by_others(name), name
    folder = tmp_path / "pack"
    (folder / "imposed").mkdir(parents=True)
    for name in ("manifest.csv", "._manifest.csv", "imposed/._b.pdf", "imposed/b.pdf"):
        (folder / name).write_bytes(b"x")
    assert [name for name, _ in _of_folder(folder)] == ["imposed/b.pdf", "manifest.csv"]
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as packed:
        for name in ("pack/manifest.csv", "__MACOSX/pack/._manifest.csv", "pack/._x"):
            packed.writestr(name, b"x")
    assert [name for name, _ in _of_zip(tmp_path / "pack.zip")] == ["manifest.csv"]


def test_a_quote_refuses_what_make_would_refuse_before_any_work(project: Path, say: Say) -> None:
    order_projects.stock(project)
    code, said = say("order", "quote", str(project / "orders/test.yaml"), "--today", "2026-11-22")
    made = say("order", "make", str(project / "orders/test.yaml"), "-o", str(project / "pack"), "--today", "2026-11-22")
    assert code == made[0] == 1
    assert said.count("[not-released]") == made[1].count("[not-released]") == 6
    assert "Nothing was counted." in said
    assert not (project / "out").exists()
    code, said = say("order", "quote", str(project / "orders/test.yaml"), "--leave-out", "--today", "2026-11-22")
    assert code == 1
    assert "Nothing that is ordered is released." in said


# ------------------------------------------------------------------------------------------------------------------- git


def commit(root: Path) -> None:
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_told(project: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    commit(project)
    assert git.refusal(project) == ""
    for path in (project, *project.rglob("*")):
        os.chown(path, 65534, -1)
    code, said = say("diff", "HEAD")
    assert code != 0
    assert "git does not read this repository" in said.lower()
    assert "safe.directory" in said


def test_a_folder_without_a_repository_is_no_refusal(tmp_path: Path) -> None:
    assert git.refusal(tmp_path) == ""


def test_a_shallow_clone_is_told_where_changes_are_asked_for(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project)
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{project}", str(shallow)], check=True, capture_output=True
    )
    for words in (["diff", "HEAD~1"], ["build", "--changed-since", "HEAD~1"]):
        cli._run(["--project", str(shallow), *words])
        said = capsys.readouterr()
        assert "git fetch --unshallow" in said.out + said.err, words


# --------------------------------------------------------------------------------------------------------------- targets


def test_nothing_but_a_plain_file_is_replaced(project: Path, say: Say, tmp_path: Path) -> None:
    fifo, link, kept = tmp_path / "fifo", tmp_path / "link.pdf", tmp_path / "kept.txt"
    os.mkfifo(fifo)
    kept.write_text("kept", encoding="utf-8")
    link.symlink_to(kept)
    for target, word in ((fifo, "no plain file"), (link, "a link"), (Path(os.devnull), "no plain file")):
        code, said = say("get", "clean hands", "-o", str(target))
        assert code == 2, said
        assert word in said
    assert fifo.is_fifo()
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8") == "kept"
    assert Path(os.devnull).is_char_device()


# ---------------------------------------------------------------------------------------------------------------- recall


def test_a_misread_code_is_offered_its_neighbours() -> None:
    fields = dict.fromkeys(Release.__dataclass_fields__, "")
    made = [
        Release(**{**fields, "fingerprint": mark, "title": title, "edition": {"language": "en"}})  # type: ignore[arg-type]
        for mark, title in (("7K3M9-QXA2C", "Clean hands"), ("ZZZZZ-YYYYY", "Other"))
    ]
    for typed in ("7K3M9-QXA2G", "7K3M9 QXA2", "7K3N9-QXA2C", "K73M9-QXA2C"):
        assert "7K3M9-QXA2C" in _near(typed, made), typed
        assert "ZZZZZ" not in _near(typed, made)
    assert _near("AAAAA-BBBBB", made) == ""
    assert _near("hello", made) == ""


def test_a_code_is_taken_with_its_space(say: Say) -> None:
    for words in (["7K3M9", "QXA2C"], ["7K3M9 QXA2C"], ["7k3m9\u00a0qxa2c"], ["7K3M9-QXA2C"]):
        assert "7K3M9-QXA2C: UNKNOWN" in say("recall", *words)[1]


# ----------------------------------------------------------------------------------------------------------------- paper


def test_a_call_out_longer_than_a_page_begins_below_its_heading(project: Path, tmp_path: Path) -> None:
    """Neither page holds a heading alone, and nothing is lost."""
    text = project / "handouts/general/clean-hands/en.yaml"
    points = "".join(
        f"            - You have sign number {n} and it stays after ten minutes of rest at home.\n"
        for n in range(1, 19)
    )
    more = f"  - heading: How to take it\n    blocks:\n      - callout:\n          kind: emergency\n          points:\n{points}        sources: [clinic]\n"
    text.write_text(text.read_text(encoding="utf-8").rstrip("\n") + "\n" + more, encoding="utf-8")
    library = open_library(project)
    for variant in ("standard", "large-print"):
        outcome = route.make(
            library, Edition("clean-hands", "en", variant, "test-clinic"), Run(tmp_path / "out", TODAY)
        )
        assert outcome.path is not None, outcome.problems
        rules = {problem.rule for problem in outcome.problems}
        assert "page-of-a-heading" not in rules
        assert "help-longer-than-page" in rules or variant == "standard"
        assert "help-split" not in rules
        assert [problem for problem in outcome.problems if problem.severity == "error"] == []
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(outcome.path)]
        headed = next(page for page in pages if "How to take it" in page)
        assert "sign number 1 " in headed
        assert all(f"sign number {n} " in "".join(pages) for n in range(1, 19))


# -------------------------------------------------------------------------------------------------------------- patience


def test_one_sheet_alone_is_not_waited_for_for_ever(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The typesetter hangs; whatever it catches on its way, the sheet is told and the next one is made."""
    library = open_library(project)
    edition = Edition("clean-hands", "en", "standard", "test-clinic")

    def hang(*_: object, **__: object) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with contextlib.suppress(BaseException):  # as WeasyPrint does while it draws an SVG
                time.sleep(0.2)
                break
        while time.monotonic() < end:
            time.sleep(0.05)

    with monkeypatch.context() as patched:
        patched.setattr("press.route.steps.typeset.typeset", hang)
        for outcomes in (
            [route.make(library, edition, Run(tmp_path / "out", TODAY, patience=1))],
            list(route.run(library, [edition], Run(tmp_path / "out", TODAY, patience=1))),
        ):
            (outcome,) = outcomes
            assert outcome.state is State.FAILED
            assert "did not end within 1 seconds" in outcome.problems[0].fault
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert route.make(library, edition, Run(tmp_path / "out", TODAY)).state is State.BUILT


# ---------------------------------------------------------------------------------------------------------------- rename


def test_a_renamed_handout_says_under_which_name_it_was_approved(project: Path, say: Say) -> None:
    order_projects.approve(project)
    assert "approved" in say("status", "--today", str(TODAY))[1]
    (project / "handouts/general/clean-hands").rename(project / "handouts/general/washing-hands")
    said = " ".join(say("status", "--today", str(TODAY))[1].split())  # a table's cell is broken into lines
    assert "as handouts/general/clean-hands: it has another name now" in said
    assert "order of the passages" not in said
    (project / "handouts/general/washing-hands").rename(project / "handouts/general/clean-hands")
    assert "another name" not in " ".join(say("status", "--today", str(TODAY))[1].split())
