"""What ``handouts build`` proves beside making PDFs: records, bytes made again, leftovers, reports for CI; and faults of the store."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from press import receipt

ROOT = Path(__file__).resolve().parent.parent
TEXT = "handouts/general/clean-hands"
ONE = ("--lang", "en", "--variant", "standard")
PDF = "out/draft/test-clinic/en/clean-hands.standard.pdf"
TODAY = ("--today", "2026-11-22")


def build(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program, in a process of its own; never a traceback."""
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(root), "build", *TODAY, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert "Traceback" not in done.stderr
    assert "fault of Handout Press" not in done.stderr
    return done


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def states(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return {f"{e['slug']} {e['language']} {e['variant']}": e["state"] for e in events if e["event"] == "edition"}


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=TEST", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


# -------------------------------------------------------------------------------------------------------------- records


@pytest.fixture
def recorded(project: Path, tmp_path: Path) -> Path:
    """A record of the project's English sheets, made by one worker."""
    done = build(project, "--lang", "en", "--jobs", "1", "--record", str(tmp_path / "record.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "record.json"


def test_a_record_names_inputs_tools_and_every_pdf(project: Path, recorded: Path) -> None:
    said = json.loads(recorded.read_text(encoding="utf-8"))
    assert said["tools"] == receipt.tools()
    assert [row["variant"] for row in said["editions"]] == ["giant-print", "large-print", "standard"]
    for row in said["editions"]:
        assert receipt.digest((project / "out" / row["path"]).read_bytes()) == row["pdf"]
    css = (ROOT / "styles/handout.css").read_bytes()
    logo = (project / "styles/brands/test-clinic/logo.svg").read_bytes()
    assert said["inputs"]["styles/handout.css"] == receipt.digest(css)
    assert said["inputs"]["styles/brands/test-clinic/logo.svg"] == receipt.digest(logo)
    texts = {f"{TEXT}/en.yaml", f"{TEXT}/handout.yaml", "handouts/_shared/when-to-call/en.yaml"}
    assert texts | {"templates", "handouts/_languages/en.yaml"} <= said["inputs"].keys()


def test_the_same_bytes_in_another_folder_time_zone_language_and_order(
    project: Path, recorded: Path, tmp_path: Path
) -> None:
    other = tmp_path / "another folder/project"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("out"))
    place = {"TZ": "Asia/Kathmandu", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = build(other, "--lang", "en", "--jobs", "2", "--against", str(recorded), **place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The same as record.json: 3 PDFs, byte for byte." in done.stderr


def test_a_record_says_what_is_otherwise(project: Path, recorded: Path) -> None:
    edit(project / TEXT / "en.yaml", "a clean towel", "a dry towel")
    said = json.loads(recorded.read_text(encoding="utf-8"))
    said["tools"]["Pango"] = "1.2.3"
    recorded.write_text(json.dumps(said), encoding="utf-8")
    done = build(project, *ONE, "--against", str(recorded))
    assert done.returncode == 1
    assert f"Pango was 1.2.3, and is {receipt.tools()['Pango']} here" in done.stderr
    assert f"{TEXT}/en.yaml is another" in done.stderr
    assert "clean-hands (en, standard, test-clinic): its words or style changed" in done.stderr
    assert "clean-hands en large-print test-clinic is in the record, and was not made" in done.stderr
    assert "handout.css" not in done.stderr


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"format": 2}', b'{"format": 99, "editions": []}', b'{"format": 2, "editions": 5}'],
)
def test_what_is_no_record_is_refused(project: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.json").write_bytes(content)
    done = build(project, *ONE, "--against", str(tmp_path / "record.json"))
    assert done.returncode == 1
    assert "it is no build record [record-unreadable]" in done.stderr
    assert "handouts build --record FILE" in done.stderr


def test_a_record_cut_in_half_is_refused(project: Path, recorded: Path) -> None:
    recorded.write_bytes(recorded.read_bytes()[: recorded.stat().st_size // 2])
    done = build(project, *ONE, "--against", str(recorded))
    assert (done.returncode, "[record-unreadable]" in done.stderr) == (1, True)


def test_a_record_that_is_not_there_or_cannot_be_written_is_wrong_usage(project: Path, tmp_path: Path) -> None:
    assert build(project, *ONE, "--against", str(tmp_path / "none.json")).returncode == 2
    assert build(project, *ONE, "--against", str(tmp_path)).returncode == 2
    (tmp_path / "file").write_text("")
    done = build(project, *ONE, "--record", str(tmp_path / "file/record.json"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


# ------------------------------------------------------------------------------------------------------------ made again


def test_fresh_pdfs_are_made_again_and_compared(project: Path) -> None:
    assert "Nothing was made again" in build(project, *ONE, "--verify", "2").stderr
    done = build(project, *ONE, "--verify", "2")
    assert (done.returncode, "1 PDF made again: the same bytes." in done.stderr) == (0, True)
    # A receipt that vouches for other bytes: somebody changed PDF and receipt together.
    kept, store = project / PDF, project / "out/.store"
    slip = next((store / "receipts").rglob("*.json"))
    said = json.loads(slip.read_text(encoding="utf-8"))
    other = kept.read_bytes() + b"% another\n"
    said["pdf"] = receipt.digest(other)
    slip.write_text(json.dumps(said), encoding="utf-8")
    for path in (kept, store / "pdfs" / said["pdf"][:2] / f"{said['pdf']}.pdf"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(other)
    done = build(project, *ONE, "--verify", "1")
    assert done.returncode == 1
    assert "made again, it has other bytes than the kept one [not-reproducible]" in done.stderr


# ------------------------------------------------------------------------------------------------------------- leftovers


def test_what_nothing_makes_any_more_is_listed_then_removed(project: Path) -> None:
    assert build(project, "--variant", "standard").returncode == 0
    (project / "out/notes.txt").write_text("mine")
    own = project / "out/my folder/clean-hands.standard.pdf"
    own.parent.mkdir()
    own.write_bytes(b"%PDF-1.4 mine")
    (project / TEXT / "es.yaml").unlink()
    edit(project / TEXT / "handout.yaml", "[en, es, ar]", "[en, ar]")
    gone = project / "out/draft/test-clinic/es/clean-hands.standard.pdf"
    done = build(project, *ONE, "--prune")  # nobody answers
    assert f"Nothing makes {gone.relative_to(project / 'out').as_posix()} any more." in done.stderr
    assert gone.is_file()
    done = build(project, *ONE, "--prune", "--yes")
    assert done.returncode == 0, done.stderr
    assert "1 PDF removed." in done.stderr
    assert not gone.parent.exists()
    assert (project / PDF).is_file()
    assert own.is_file()
    assert (project / "out/notes.txt").is_file()
    assert "Nothing to remove." in build(project, *ONE, "--prune").stderr


def test_the_last_handout_of_a_project_can_be_pruned(project: Path) -> None:
    assert build(project, *ONE).returncode == 0
    shutil.rmtree(project / TEXT)
    shutil.rmtree(project / "handouts/_shared")
    done = build(project, "--prune", "--yes")
    assert "1 PDF removed." in done.stderr, done.stdout + done.stderr
    assert not (project / PDF).exists()


def test_what_cannot_be_read_is_not_gone(project: Path) -> None:
    assert build(project, *ONE).returncode == 0
    edit(project / TEXT / "en.yaml", "title:", "titel:")
    done = build(project, "--prune", "--yes")
    assert done.returncode == 1
    assert "Nothing is removed while files cannot be read" in done.stderr
    assert (project / PDF).is_file()


# ------------------------------------------------------------------------------------------------------ what git changed


def test_only_what_changed_since_a_revision_is_looked_at(project: Path) -> None:
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "one")
    some = ("--changed-since", "main", "--format", "json", "--variant", "standard")
    assert states(build(project, *some)) == {}
    edit(project / TEXT / "es.yaml", "toalla limpia", "toalla seca")
    assert states(build(project, *some)) == {"clean-hands es standard": "built"}
    new = project / "handouts/general/warm-feet"
    shutil.copytree(project / TEXT, new)  # git does not know it yet
    assert set(states(build(project, *some))) == {"clean-hands es standard", *(f"warm-feet {tag} standard" for tag in ("ar", "en", "es"))}


@pytest.mark.parametrize("revision", ["no-such-branch", "--upload-pack=touch", "-n", "main..nowhere", "\u202e"])
def test_a_revision_that_does_not_exist_is_named(project: Path, revision: str) -> None:
    git(project, "init", "-q", "-b", "main")
    done = build(project, f"--changed-since={revision}")
    assert done.returncode == 2
    assert "Name a branch, a tag or a commit." in done.stderr
    assert not (project / "out/draft").exists()


def test_without_a_repository_it_says_so(project: Path, tmp_path: Path) -> None:
    done = build(project, "--changed-since", "main", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


# ------------------------------------------------------------------------------------------------------------ reports


def test_junit_has_a_case_for_each_edition_and_each_broken_file(project: Path, tmp_path: Path) -> None:
    broken = project / "handouts/general/broken-one"
    shutil.copytree(project / TEXT, broken)
    edit(broken / "handout.yaml", "audience:", "audiense:")
    report = tmp_path / "build.xml"
    done = build(project, "--lang", "en", "--junit", str(report))
    assert done.returncode == 1
    printed = build(project, "--lang", "en", "--format", "junit").stdout
    for text in (report.read_text(encoding="utf-8"), printed):
        suite = ElementTree.fromstring(text.encode()).find("testsuite")
        assert suite is not None
        cases = {str(case.get("name")): case.find("failure") for case in suite}
        sizes = ("giant-print", "large-print", "standard")
        assert {name for name, failure in cases.items() if failure is None} == {f"clean-hands (en, {one}, test-clinic)" for one in sizes}
        failure = cases["handouts/general/broken-one/handout.yaml"]
        assert failure is not None
        assert failure.get("type") == "unknown-key"
        assert (suite.get("tests"), suite.get("failures")) == (str(len(cases)), str(len(cases) - 3))


def test_events_are_one_object_a_line(project: Path) -> None:
    done = build(project, *ONE, "--format", "json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events] == ["start", "edition", "end"]
    assert (events[0]["editions"], events[1]["state"], events[2]["built"]) == (1, "built", 1)


# ------------------------------------------------------------------------------------------------ faults of the store


def test_two_runs_share_one_folder_at_once(project: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "build", *TODAY, "--jobs", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert list((project / "out").rglob("*.part")) == []
    assert set(states(build(project, "--format", "json")).values()) == {"fresh"}
    for path in (project / "out/draft").rglob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


def test_a_store_that_is_no_folder_costs_renders_only(project: Path) -> None:
    """As where the cache may not be written: a sheet is made all the same, each time."""
    (project / "out").mkdir()
    (project / "out/.store").write_text("in the way")
    for _ in range(2):
        assert states(build(project, *ONE, "--format", "json")) == {"clean-hands en standard": "built"}
    assert (project / PDF).is_file()


@pytest.mark.skipif(os.name != "posix" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may write anywhere")
def test_a_read_only_store_costs_renders_only(project: Path) -> None:
    assert build(project, *ONE).returncode == 0
    edit(project / TEXT / "en.yaml", "a clean towel", "a dry towel")
    folders = [path for path in [project / "out/.store", *(project / "out/.store").rglob("*")] if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert states(build(project, *ONE, "--format", "json")) == {"clean-hands en standard": "built"}
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert states(build(project, *ONE, "--format", "json"))["clean-hands en standard"] in {"built", "fresh"}


def test_a_day_that_lies_behind_changes_nothing(project: Path) -> None:
    """A clock that was set back: nothing is judged by times."""
    assert build(project, *ONE).returncode == 0
    before = (project / PDF).read_bytes()
    yesterday = str(datetime.date(2020, 1, 1))
    done = build(project, *ONE, "--format", "json", "--today", yesterday)
    assert states(done) == {"clean-hands en standard": "fresh"}
    assert (project / PDF).read_bytes() == before
