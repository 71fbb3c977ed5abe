"""What ``handouts build`` proves beside making PDFs: records, bytes made again, leftovers, reports for CI; and faults of the store."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import cli
from press import receipt, record
from press.edition import Edition, Wish, wanted
from press.library import ENGINE, open_library

HERE = Path(__file__).resolve().parent
CLI = HERE.parent / "cli.py"
TEXT = "handouts/general/clean-hands"
SHARED = "handouts/_shared/when-to-call"
ONE = ("--lang", "en", "--variant", "standard")
TWO = ("--lang", "en", "--variant", "standard,large-print")
PDF = "out/draft/test-clinic/en/clean-hands.standard.pdf"
TODAY = ("--today", "2026-11-22")
BY = ("--by", "TEST, not a person")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


def say(root: Path, command: str, *arguments: str, typed: str = "") -> Said:
    """Run a command in this process, as the entry point does; never a fault of the program itself."""
    with CliRunner().isolation(input=typed) as (out, err, _):
        with pytest.raises(SystemExit) as left:
            cli.main(["--project", str(root), command, *TODAY, *arguments])
        said = Said(int(left.value.code or 0), out.getvalue().decode(), err.getvalue().decode())
    assert "fault of Handout Press" not in said.err, said.err
    return said


def build(root: Path, *arguments: str, typed: str = "") -> Said:
    """Build with one worker: in this process."""
    return say(root, "build", "--jobs", "1", *arguments, typed=typed)


def program(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Build in a process of its own, where any warning is an error."""
    command = [sys.executable, "-W", "error", str(CLI), "--project", str(root), "build", *TODAY, *arguments]
    return subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def states(said: Said) -> dict[str, str]:
    """What ``--format json`` says of each edition."""
    events = [json.loads(line) for line in said.out.splitlines()]
    return {f"{e['slug']} {e['language']} {e['variant']}": e["state"] for e in events if e["event"] == "edition"}


def state(root: Path, *arguments: str) -> str:
    """What a build says of the one English standard sheet. It always ends well."""
    said = build(root, *ONE, "--format", "json", *arguments)
    assert said.code == 0, said
    return states(said)["clean-hands en standard"]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=TEST", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HANDOUTS_BRAND", "HANDOUTS_PROJECT", "HANDOUTS_DEBUG", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean library with two English sheets made, and ``record.json`` of them. Only to be copied."""
    root = tmp_path_factory.mktemp("once") / "project"
    shutil.copytree(HERE / "library", root)
    said = build(root, *TWO, "--record", str(root / "record.json"))
    assert said.code == 0, said
    return root


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled: what is kept is worth the same in another folder."""
    return Path(shutil.copytree(once, tmp_path / "built"))


# -------------------------------------------------------------------------------------------------------------- records


def test_a_record_names_inputs_tools_and_every_pdf(built: Path) -> None:
    said = json.loads((built / "record.json").read_text(encoding="utf-8"))
    assert said["tools"] == receipt.tools()
    assert [row["variant"] for row in said["editions"]] == ["large-print", "standard"]
    for row in said["editions"]:
        assert sha256(built / "out" / row["path"]) == row["pdf"]
    assert said["inputs"]["styles/handout.css"] == sha256(ENGINE / "styles/handout.css")
    logo = "styles/brands/test-clinic/logo.svg"
    assert said["inputs"][logo] == sha256(built / logo)
    texts = {f"{TEXT}/en.yaml", f"{TEXT}/handout.yaml", f"{SHARED}/en.yaml", "handouts/_languages/en.yaml", "templates"}
    assert texts <= said["inputs"].keys()
    assert f"{TEXT}/es.yaml" not in said["inputs"], "no Spanish sheet was made"


def test_a_record_of_what_is_fresh_is_the_same(built: Path, tmp_path: Path) -> None:
    assert build(built, *TWO, "--record", str(tmp_path / "again.json")).code == 0
    assert (tmp_path / "again.json").read_text() == (built / "record.json").read_text()


def test_the_same_bytes_in_another_folder_time_zone_language_and_order(
    project: Path, once: Path, tmp_path: Path
) -> None:
    other = tmp_path / "another folder, ñ/project"
    shutil.copytree(project, other)
    place = {"TZ": "Asia/Kathmandu", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    process = program(other, *TWO, "--jobs", "2", "--against", str(once / "record.json"), **place)
    out, err = process.communicate()
    assert process.returncode == 0, out + err
    assert "2 built" in out
    assert "The same as record.json: 2 PDFs, byte for byte." in err


def test_an_edited_word_is_named_and_nothing_else(built: Path) -> None:
    edit(built / TEXT / "en.yaml", "a clean towel", "a dry towel")
    said = build(built, *TWO, "--against", str(built / "record.json"))
    assert said.code == 1
    assert [line for line in said.err.splitlines() if "error" in line] == [
        f"record.json: error: {TEXT}/en.yaml is another [input-differs]",
        "record.json: error: clean-hands (en, large-print, test-clinic): its words or style changed [pdf-differs]",
        "record.json: error: clean-hands (en, standard, test-clinic): its words or style changed [pdf-differs]",
    ]


def test_another_tool_and_other_editions_are_named(built: Path) -> None:
    path = built / "record.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["tools"]["Pango"] = "1.2.3"
    said["editions"][1]["slug"] = "warm-feet"
    path.write_text(json.dumps(said), encoding="utf-8")
    told = build(built, *ONE, "--against", str(path))
    assert told.code == 1
    assert f"Pango was 1.2.3, and is {receipt.tools()['Pango']} here [tool-differs]" in told.err
    assert "clean-hands (en, standard, test-clinic) is not in the record [edition-new]" in told.err
    assert "clean-hands en large-print test-clinic is in the record, and was not made [edition-gone]" in told.err
    assert "warm-feet en standard test-clinic is in the record, and was not made [edition-gone]" in told.err
    assert "input-differs" not in told.err


def test_other_lines_are_told_from_other_bytes(built: Path) -> None:
    """As on another Debian: the same words; one sheet has other lines, one only other bytes; an old record knows neither."""
    path = built / "record.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    large, standard = whole["editions"]
    large["pdf"] = standard["pdf"] = "0" * 64
    large["lines"] = "0" * 64
    path.write_text(json.dumps(whole), encoding="utf-8")
    told = build(built, *TWO, "--against", str(path)).err
    assert "clean-hands (en, large-print, test-clinic): the same words in other lines [pdf-differs]" in told
    assert "clean-hands (en, standard, test-clinic): the same words in the same lines, other bytes [pdf-differs]" in told
    del standard["lines"]
    path.write_text(json.dumps(whole), encoding="utf-8")
    told = build(built, *ONE, "--against", str(path)).err
    assert "clean-hands (en, standard, test-clinic): the same words, other bytes [pdf-differs]" in told


def test_an_approval_and_a_day_that_change_a_sheet_are_named(built: Path) -> None:
    assert say(built, "approve", "--words", "--lang", "en", *BY).code == 0
    assert say(built, "approve", "clean-hands", "--lang", "en", *BY).code == 0
    told = build(built, *ONE, "--against", str(built / "record.json"), "--record", str(built / "released.json"))
    assert "clean-hands (en, standard, test-clinic): released now, a draft then [pdf-differs]" in told.err
    assert "day-differs" not in told.err
    told = build(built, *ONE, "--against", str(built / "released.json"), "--today", "2035-01-01")
    assert told.code == 1
    assert "clean-hands (en, standard, test-clinic): a draft now, released then [pdf-differs]" in told.err
    assert "it was made as of 2026-11-22, and this as of 2035-01-01 [day-differs]" in told.err


def test_another_day_that_changes_nothing_is_no_difference(built: Path) -> None:
    assert build(built, *TWO, "--today", "2027-01-01", "--against", str(built / "record.json")).code == 0


def test_what_is_withheld_then_and_now_is_no_difference(built: Path) -> None:
    path = str(built / "release.json")
    assert build(built, *ONE, "--release", "--record", path).code == 0
    said = build(built, *ONE, "--release", "--against", path)
    assert (said.code, "The same as release.json: 0 PDFs" in said.err) == (0, True), said.err


ROW = dict.fromkeys(("slug", "language", "variant", "brand", "purpose", "path", "pdf", "fingerprint"), "x")
EMPTY = {"format": record.FORMAT, "today": "2026-11-22", "tools": {}, "inputs": {}, "editions": []}
NO_RECORD = {
    "empty": b"",
    "half": b'{"format": 2',
    "a list": b"[]",
    "not UTF-8": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "no tools": b'{"format": 2}',
    "older": json.dumps({**EMPTY, "format": 1}).encode(),
    "no day": json.dumps({**EMPTY, "today": 7}).encode(),
    "a tool with two versions": json.dumps({**EMPTY, "tools": {"Pango": [1, 2]}}).encode(),
    "inputs in a list": json.dumps({**EMPTY, "inputs": ["x"]}).encode(),
    "editions that are a number": json.dumps({**EMPTY, "editions": 5}).encode(),
    "an edition without a hash": json.dumps({**EMPTY, "editions": [{**ROW, "pdf": 7}]}).encode(),
    "an edition of two handouts": json.dumps({**EMPTY, "editions": [{**ROW, "slug": ["x", "y"]}]}).encode(),
    "an edition of no brand": json.dumps({**EMPTY, "editions": [{**ROW, "brand": None}]}).encode(),
}


def test_what_has_all_of_a_record_is_read(built: Path) -> None:
    """So that those below are refused for what each of them lacks."""
    (built / "good.json").write_text(json.dumps({**EMPTY, "editions": [ROW]}))
    said = build(built, *ONE, "--against", str(built / "good.json"))
    assert (said.code, "x x x x is in the record" in said.err, "record-unreadable" in said.err) == (1, True, False)


@pytest.mark.parametrize("content", NO_RECORD.values(), ids=NO_RECORD)
def test_what_is_no_record_is_refused(built: Path, content: bytes) -> None:
    (built / "bad.json").write_bytes(content)
    said = build(built, *ONE, "--against", str(built / "bad.json"))
    assert said.code == 1
    assert "bad.json: error: it is no build record [record-unreadable]" in said.err
    assert "Name a file that `handouts build --record FILE` wrote." in said.err


def test_a_record_cut_in_half_is_refused(built: Path) -> None:
    path = built / "record.json"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    said = build(built, *ONE, "--against", str(path))
    assert (said.code, "[record-unreadable]" in said.err) == (1, True)


def test_a_record_that_is_not_there_or_cannot_be_written_is_wrong_usage(built: Path) -> None:
    for bad in (built / "none.json", built):
        said = build(built, *ONE, "--against", str(bad))
        assert (said.code, str(bad) in said.err) == (2, True)
    said = build(built, *ONE, "--record", str(built / "record.json/inside.json"))
    assert said.code == 2
    assert "cannot be written" in said.err
    assert build(built, *ONE, "--record", str(built)).code == 2


# ------------------------------------------------------------------------------------------------------------ made again


def test_a_sample_of_what_is_fresh_is_made_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    said = build(built, *TWO, "--verify", "1")
    assert (said.code, "1 PDF made again: the same bytes." in said.err) == (0, True)
    assert list(scratch.iterdir()) == []


def test_what_was_just_made_is_not_made_twice(built: Path) -> None:
    said = build(built, *ONE, "--force", "--verify", "2")
    assert (said.code, "Nothing was made again" in said.err) == (0, True)


def vouch_for(root: Path, other: bytes) -> None:
    """Somebody changes a PDF, the kept one and the receipt together."""
    kept, store = root / PDF, root / "out/.store"
    [slip] = (path for path in (store / "receipts").rglob("*.json") if sha256(kept) in path.read_text())
    said = json.loads(slip.read_text(encoding="utf-8"))
    said["pdf"] = receipt.digest(other)
    slip.unlink()
    text = json.dumps(said)
    (slip.parent / f"{receipt.digest(text.encode())[:32]}.json").write_text(text, encoding="utf-8")
    kept.write_bytes(other)
    store_file = store / "pdfs" / said["pdf"][:2] / f"{said['pdf']}.pdf"
    store_file.parent.mkdir(parents=True, exist_ok=True)
    store_file.write_bytes(other)


def test_a_receipt_that_vouches_for_other_bytes_is_found_out(built: Path) -> None:
    right = (built / PDF).read_bytes()
    vouch_for(built, right + b"% another\n")
    assert state(built) == "fresh"
    said = build(built, *ONE, "--verify", "1")
    assert said.code == 1
    assert "clean-hands (en, standard, test-clinic): made again, it has other bytes than the kept one" in said.err
    assert '"--force"' in said.err
    assert build(built, *ONE, "--force").code == 0, "as it says"
    assert (built / PDF).read_bytes() == right


# ------------------------------------------------------------------------------------------------------------- leftovers


def test_what_nothing_makes_any_more_is_listed_then_removed(built: Path) -> None:
    """A language, a print size and a brand are gone. What a person put there stays."""
    other, wide = built / "styles/brands/other-clinic", built / "styles/variants/wide"
    shutil.copytree(built / "styles/brands/test-clinic", other)
    shutil.copytree(ENGINE / "styles/variants/standard", wide)
    assert build(built, "--lang", "en", "--variant", "wide").code == 0
    assert build(built, "--lang", "es,ar", "--variant", "standard", "--brand", "test-clinic").code == 0
    gone = {
        "draft/other-clinic/en/clean-hands.wide.pdf",
        "draft/test-clinic/en/clean-hands.wide.pdf",
        "draft/test-clinic/es/clean-hands.standard.pdf",
    }
    out = built / "out"
    assert gone <= {path.relative_to(out).as_posix() for path in out.rglob("*.pdf")}
    names = ("notes.txt", "a.pdf", "my folder/a.pdf", "draft/notes.txt", "draft/a.b.pdf", "draft/my/own/folder/a.b.pdf", "draft/my/own/a.pdf")
    own = [out / name for name in names]
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    (out / "draft/test-clinic/en/old.pdf").mkdir()  # a folder is no PDF
    shutil.rmtree(other)
    shutil.rmtree(wide)
    (built / TEXT / "es.yaml").unlink()
    edit(built / TEXT / "handout.yaml", "[en, es, ar]", "[en, ar]")
    for typed, code in (("", 130), ("n\n", 0)):
        said = build(built, *ONE, "--prune", "--record", str(built / "new.json"), typed=typed)
        assert {line for line in said.err.splitlines() if "any more" in line} == {f"Nothing makes {p} any more." for p in gone}
        assert "Remove 3 PDFs? [y/N]" in said.err
        assert (said.code, "removed" in said.err) == (code, False)
        assert all((out / path).is_file() for path in gone)
        (built / "new.json").unlink()  # it is there, whatever was answered
    said = build(built, *ONE, "--prune", typed="y\n")
    assert (said.code, "3 PDFs removed." in said.err) == (0, True), said.err
    assert not (out / "draft/other-clinic").exists()
    assert not (out / "draft/test-clinic/es").exists()
    assert (out / "draft/test-clinic/ar/clean-hands.standard.pdf").is_file(), "it is made, though not asked for now"
    assert all(path.read_text() == "mine" for path in own)
    assert (out / "draft/test-clinic/en/old.pdf").is_dir()
    assert state(built) == "fresh"
    assert "Nothing to remove." in build(built, *ONE, "--prune").err


def test_the_last_handout_of_a_project_can_be_pruned(built: Path) -> None:
    shutil.rmtree(built / TEXT)
    shutil.rmtree(built / SHARED)
    said = build(built, "--prune", "--yes")
    assert (said.code, "2 PDFs removed." in said.err) == (0, True), said
    assert not (built / PDF).exists()
    said = build(built)
    assert (said.code, "There is no handout yet." in said.err) == (1, True), "without --prune it says so, as before"


def test_the_last_brand_of_a_project_takes_its_pdfs_along(built: Path) -> None:
    shutil.rmtree(built / "styles/brands/test-clinic")
    said = build(built, "--prune", "--yes")
    assert (said.code, "2 PDFs removed." in said.err) == (0, True), said


def test_what_cannot_be_read_is_not_gone(built: Path) -> None:
    edit(built / TEXT / "handout.yaml", "audience:", "audiense:")
    said = build(built, "--prune", "--yes")
    assert said.code == 1
    assert "Nothing is removed while files cannot be read" in said.err
    assert (built / PDF).is_file()


@pytest.mark.parametrize(("shelf", "asked"), [("draft", ("--prune", "--yes")), ("release", ("--release",))])
def test_a_pdf_that_cannot_be_removed_is_named(
    built: Path, monkeypatch: pytest.MonkeyPatch, shelf: str, asked: tuple[str, ...]
) -> None:
    old = built / "out" / shelf / "test-clinic/en/old.standard.pdf"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(b"%PDF-1.7")

    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self == old:
            raise PermissionError(13, "Permission denied", str(self))
        unlink(self, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        said = build(built, *ONE, *asked)
    assert said.code == 2
    assert f'"{old}" cannot be removed: Permission denied.' in said.err


# ------------------------------------------------------------------------------------------------------ what git changed


@pytest.fixture
def in_git(built: Path) -> Path:
    """The project in a repository of its own, below its top folder."""
    (built / ".gitignore").write_text("out/\n")
    top = built.parent / "repository"
    top.mkdir()
    root = built.rename(top / "project")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "one")
    return root


def test_only_what_changed_since_a_revision_is_looked_at(in_git: Path) -> None:
    some = ("--changed-since", "main", "--format", "json", "--variant", "standard")
    said = build(in_git, *some)
    assert (said.code, states(said)) == (0, {})
    edit(in_git / TEXT / "es.yaml", "toalla limpia", "toalla seca")
    assert states(build(in_git, *some)) == {"clean-hands es standard": "built"}
    git(in_git, "commit", "-q", "-a", "-m", "two")
    assert states(build(in_git, *some)) == {}
    assert states(build(in_git, *some, "--changed-since", "main~1")) == {"clean-hands es standard": "fresh"}
    shutil.copytree(in_git / TEXT, in_git / "handouts/general/warm-feet")  # git does not know it yet
    assert states(build(in_git, *some, "--lang", "en")) == {"warm-feet en standard": "built"}


def test_a_file_that_was_moved_away_counts(in_git: Path) -> None:
    brand = in_git / "styles/brands/test-clinic"
    edit(brand / "brand.yaml", "logo: logo.svg", "logo: ../mark.svg")
    git(in_git, "commit", "-q", "-a", "-m", "two")
    (brand / "logo.svg").rename(in_git / "mark.svg")
    git(in_git, "add", "-A")
    names, problems = record.changed_files(in_git, "main")
    assert (names, problems) == ({"mark.svg", "styles/brands/test-clinic/logo.svg"}, [])


def test_a_hook_of_another_repository_changes_nothing(in_git: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere/.git"))
    edit(in_git / TEXT / "es.yaml", "toalla limpia", "toalla seca")
    assert record.changed_files(in_git, "main") == ({f"{TEXT}/es.yaml"}, [])


EVERY = {"en", "es", "ar"}
REACHES: dict[str, set[str]] = {
    f"{TEXT}/es.yaml": {"es"},
    f"{TEXT}/en.yaml": EVERY,  # translations are compared with it
    f"{TEXT}/handout.yaml": EVERY,
    f"{TEXT}/figures/hand.svg": EVERY,
    f"{TEXT}/approvals.yaml": EVERY,
    f"{SHARED}/ar.yaml": {"ar"},
    f"{SHARED}/en.yaml": EVERY,
    f"{SHARED}/figures/hand.svg": EVERY,
    "handouts/_languages/es.yaml": EVERY,  # a sheet names the fonts of all languages
    "handouts/_languages/so.yaml": EVERY,
    "handouts/_languages/approvals.yaml": EVERY,
    "handouts/general/another/en.yaml": set(),
    "handouts/general/clean-hands-too/en.yaml": set(),
    "styles/brands/test-clinic/logo.svg": EVERY,
    "styles/brands/test-clinic-2/logo.svg": set(),
    "styles/variants/large-print/variant.css": EVERY,
    "styles/variants/standard/variant.css": set(),  # only large print is asked for
    "styles/handout.css": EVERY,
    "styles/blocks/steps.css": EVERY,
    "styles/order.css": set(),
    "templates/page.html": EVERY,
    "policy.yaml": EVERY,
    "README.md": set(),
    "out/notes.txt": set(),
}


@pytest.mark.parametrize("name", REACHES)
def test_what_a_changed_file_reaches(name: str) -> None:
    library = open_library(HERE / "library")
    editions: list[Edition] = wanted(library, Wish(variants=("large-print",)))[0]
    assert {edition.language for edition in record.touched(library, editions, {name})} == REACHES[name]


@pytest.mark.parametrize("revision", ["no-such-branch", "--upload-pack=touch", "--output=stolen", "-n", "main..nowhere", "", "\u202e", "HEAD"])
def test_a_revision_that_does_not_exist_is_named(project: Path, revision: str) -> None:
    git(project, "init", "-q", "-b", "main")  # without a commit, HEAD is none
    said = build(project, f"--changed-since={revision}")
    assert said.code == 2
    assert f'"{revision}"' in said.err
    assert said.err.rstrip().endswith("Name a branch, a tag or a commit.")
    assert not (project / "out/draft").exists()
    assert list(project.rglob("stolen")) == []


def test_without_a_repository_it_says_so(built: Path) -> None:
    said = build(built, "--changed-since", "main")
    assert said.code == 2
    assert 'this project is in no git repository. Begin one with "git init", or leave the revision out.' in said.err


def test_a_repository_of_somebody_else_is_called_what_it_is(in_git: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container, where another user checked the project out: git's own words say what to type."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    said = build(in_git, "--changed-since", "main")
    assert said.code == 2
    assert "git does not read this repository" in said.err
    assert "safe.directory" in said.err


def test_without_git_it_says_so(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(built))
    said = build(built, "--changed-since", "main")
    assert (said.code, "git is not installed here. Leave --changed-since out." in said.err) == (2, True)


# --------------------------------------------------------------------------------------------------------------- reports


def cases(text: str) -> dict[str, ElementTree.Element | None]:
    """The cases of a JUnit report, each with its failure. Its counts must be right."""
    suite = ElementTree.fromstring(text.encode()).find("testsuite")
    assert suite is not None
    found = {str(case.get("name")): case.find("failure") for case in suite}
    assert len(found) == len(suite)
    failures = sum(failure is not None for failure in found.values())
    assert (suite.get("tests"), suite.get("failures")) == (str(len(found)), str(failures))
    return found


def test_junit_has_a_case_for_each_edition_and_each_broken_file(built: Path) -> None:
    broken, unread = (built / "handouts/general" / name for name in ("broken-one", "unread-one"))
    for folder in (broken, unread):
        shutil.copytree(built / TEXT, folder)
    edit(broken / "en.yaml", "title:", "titel:")
    edit(unread / "handout.yaml", "audience:", "audiense:")
    report = built / "out/ci/build.xml"
    assert build(built, *TWO, "--junit", str(report)).code == 1
    printed = build(built, *TWO, "--format", "junit").out
    for text in (report.read_text(encoding="utf-8"), printed):
        found = cases(text)
        names = {f"{slug} (en, {size}, test-clinic)" for slug in ("clean-hands", "broken-one") for size in ("standard", "large-print")}
        assert found.keys() == {*names, "handouts/general/unread-one/handout.yaml"}
        assert {name for name, failure in found.items() if failure is None} == {n for n in names if n.startswith("clean")}
        failure = found["broken-one (en, standard, test-clinic)"]
        assert failure is not None
        assert "handouts/general/broken-one/en.yaml:1:1: error:" in str(failure.text)


def test_junit_is_well_formed_whatever_stands_in_a_handout(built: Path) -> None:
    """XML may not hold every letter that YAML and folders may."""
    edit(built / TEXT / "en.yaml", "keywords:", '"odd\\b\\uFFFE <&]]> \\U0001F600": 1\nkeywords:')
    (built / "handouts/general/a\x01b").mkdir()
    (built / "handouts/general" / os.fsdecode(b"a\xff")).mkdir()
    assert build(built, *ONE, "--junit", str(built / "build.xml")).code == 1
    found = cases((built / "build.xml").read_text(encoding="utf-8"))
    assert found.keys() == {"clean-hands (en, standard, test-clinic)", "handouts/general/a\ufffdb", "handouts/general/a\ufffd"}
    failure = found["clean-hands (en, standard, test-clinic)"]
    assert failure is not None
    assert '"odd\ufffd\ufffd <&]]> \U0001f600" is not a key' in str(failure.text)


def test_a_report_that_cannot_be_written_is_wrong_usage(built: Path) -> None:
    said = build(built, *ONE, "--junit", str(built / "record.json/build.xml"))
    assert (said.code, "cannot be written" in said.err) == (2, True)


def test_events_are_one_object_a_line(built: Path) -> None:
    (built / "handouts/general/broken-one").mkdir()
    said = build(built, *TWO, "--format", "json", "--against", str(built / "record.json"))
    assert said.code == 1
    events = [json.loads(line) for line in said.out.splitlines()]
    assert [event["event"] for event in events] == ["start", "edition", "edition", "problem", "end"]
    assert (events[0]["editions"], events[0]["today"], events[4]["fresh"]) == (2, "2026-11-22", 2)
    assert all(Path(event["path"]).is_file() for event in events if event["event"] == "edition")
    assert events[3]["path"].startswith("handouts/general/broken-one")


# ---------------------------------------------------------------------------------------------------- faults of the store


def receipts(root: Path) -> None:
    """Every receipt is cut in half."""
    for path in (root / "out/.store/receipts").rglob("*.json"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def notes(root: Path) -> None:
    """What is known of words, and what sheets were last made from, is cut in half."""
    for folder in ("sheets", "made"):
        for path in (root / "out/.store" / folder).rglob("*.json"):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def shelf(root: Path) -> None:
    """A PDF is altered where people take it from."""
    (root / PDF).write_bytes((root / PDF).read_bytes().replace(b"/Type", b"/Tipe", 1))


def emptied(root: Path) -> None:
    """A PDF is emptied, as by a full disk."""
    (root / PDF).write_bytes(b"")


def kept(root: Path) -> None:
    """The kept PDFs are altered; those that people take are not."""
    for path in (root / "out/.store/pdfs").rglob("*.pdf"):
        path.write_bytes(path.read_bytes()[:-9])


def kept_alone(root: Path) -> None:
    """The kept PDFs are altered, and the others are gone."""
    kept(root)
    (root / PDF).unlink()


def link(root: Path) -> None:
    """A link stands where the PDF was: what it leads to stays as it is."""
    (root / PDF).unlink()
    (root / PDF).symlink_to(root / "record.json")


def swapped(root: Path) -> None:
    """One sheet's PDF stands in another's place."""
    shutil.copy(root / PDF.replace("standard", "large-print"), root / PDF)


def dated(day: int) -> Callable[[Path], None]:
    """Every file gets a time that lies ahead, or long behind, as after a clock that was set."""

    def date(root: Path) -> None:
        for path in root.rglob("*"):
            os.utime(path, (day, day))

    return date


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "receipts cut in half": (receipts, "built"),
    "notes cut in half": (notes, "fresh"),
    "a PDF altered": (shelf, "fresh"),
    "a PDF emptied": (emptied, "fresh"),
    "a PDF that is another's": (swapped, "fresh"),
    "a PDF that is a link": (link, "fresh"),
    "kept PDFs altered": (kept, "fresh"),
    "kept PDFs altered, no other": (kept_alone, "built"),
    "no store": (lambda root: shutil.rmtree(root / "out/.store"), "built"),
    "files of the future": (dated(4_000_000_000), "fresh"),
    "files of long ago": (dated(86_400), "fresh"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_damaged_store_gives_the_right_pdf(built: Path, name: str) -> None:
    damage, expected = FAULTS[name]
    right, words = (built / PDF).read_bytes(), (built / "record.json").read_bytes()
    damage(built)
    assert state(built) == expected
    assert (built / PDF).read_bytes() == right
    assert not (built / PDF).is_symlink()
    assert state(built) == "fresh"
    assert (built / "record.json").read_bytes() == words
    assert list(built.rglob("*.part")) == []


@pytest.mark.parametrize("day", ["2020-01-01", "2099-12-31"])
def test_a_clock_that_was_set_changes_nothing(built: Path, day: str) -> None:
    assert state(built, "--today", day) == "fresh"


def test_a_store_that_is_no_folder_costs_renders_only(built: Path) -> None:
    shutil.rmtree(built / "out")
    (built / "out").mkdir()
    (built / "out/.store").write_text("in the way")
    assert [state(built), state(built)] == ["built", "built"]
    assert sha256(built / PDF) == json.loads((built / "record.json").read_text())["editions"][1]["pdf"]


def test_a_store_that_may_not_be_written_costs_renders_only(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a read-only cache or a full disk: the sheet is right all the same, and nothing old passes for it."""
    edit(built / TEXT / "en.yaml", "a clean towel", "a dry towel")
    keep, old = receipt.keep, (built / PDF).read_bytes()

    def refuse(path: Path, data: bytes, lasting: bool = True) -> None:
        if ".store" in path.parts:
            raise OSError(30, "Read-only file system")
        keep(path, data, lasting)

    with monkeypatch.context() as patch:
        patch.setattr(receipt, "keep", refuse)
        assert [state(built), state(built)] == ["built", "built"]
    new = (built / PDF).read_bytes()
    assert new != old
    assert [state(built), state(built)] == ["built", "fresh"]
    assert (built / PDF).read_bytes() == new


def test_a_read_only_store_costs_renders_only(built: Path) -> None:
    edit(built / TEXT / "en.yaml", "a clean towel", "a dry towel")
    folders = [built / "out/.store", *(path for path in (built / "out/.store").rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        if os.access(folders[0], os.W_OK):
            pytest.skip("root may write anywhere")
        assert [state(built), state(built)] == ["built", "built"]
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert [state(built), state(built)] == ["built", "fresh"]


def test_two_runs_share_one_folder_at_once(project: Path, once: Path) -> None:
    both = [program(project, *TWO, "--jobs", jobs) for jobs in ("1", "2")]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [err for _, err in said] == ["", ""]
    assert list(project.rglob("*.part")) == []
    for row in json.loads((once / "record.json").read_text(encoding="utf-8"))["editions"]:
        assert sha256(project / "out" / row["path"]) == row["pdf"]
    assert set(states(build(project, *TWO, "--format", "json")).values()) == {"fresh"}
