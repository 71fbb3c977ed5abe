"""What a tired nurse, a hurried translator, a broken upload or an attacker would give: a located message, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from press.library import open_library
from press.problem import Problem
from press.route import Outcome, State
from press.survey import survey

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "handouts/general/clean-hands"
TEXT = f"{FOLDER}/en.yaml"


def problems(root: Path) -> list[Problem]:
    return list(open_library(root).problems)


def said(root: Path) -> str:
    return "\n".join(map(str, problems(root)))


def spoil(root: Path, data: bytes | str, name: str = TEXT) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def change(root: Path, old: str, new: str, name: str = TEXT) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    spoil(root, text.replace(old, new, 1), name)


# ------------------------------------------------------------------------------------------------------------- the file

FILES: dict[str, tuple[bytes, str]] = {
    "a tab": (b"title: x\nsections:\n\t- heading: y\n", "en.yaml:3:1: error: a tab stands where spaces must stand"),
    "an open quote": (b'title: "Clean hands\nversion: 1\n', "en.yaml:1:8: error: a quote is opened and not closed"),
    "a second colon": (b"title: Hands: clean\n", 'en.yaml:1:13: error: a second ": " stands in this line'),
    "nothing": (b"", "en.yaml: error: the file is empty"),
    "comments only": (b"# to do\n", "en.yaml: error: the file holds only comments"),
    "Latin-1": ("title: x\nsummary: Jabón\n".encode("latin-1"), "en.yaml:2:13: error: a byte that is not UTF-8"),
    "UTF-16": ("title: x\n".encode("utf-16"), "error: the file is saved as UTF-16"),
    "a bidi override": ("title: Take \u202e5 mg\n".encode(), "en.yaml:1:13: error: the character U+202E RIGHT-TO-LEFT OVERRIDE"),
    "an escaped bidi override": (b'title: "Take \\u202e5 mg"\n', "error: the character U+202E RIGHT-TO-LEFT OVERRIDE"),
    "a control character": (b"title: a\x07b\n", "en.yaml:1:9: error: the character U+0007"),
    "deep brackets": (b"title: " + b"[" * 150_000, "error: more than 32 levels of nesting"),
    "300 kB": (b"title: " + b"x" * 300_000, "error: the file has 292 kB"),
    "an alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "en.yaml:1:4: error: \"&a\" gives this place a name"),
    "a merge key": (b"title: x\n<<: {a: b}\n", "en.yaml:2:1: error: \"<<\" copies another place of the file"),
    "a type mark": (b"title: !!python/object:os.system x\n", "is a type mark"),
    "a second document": (b"title: x\n---\ntitle: y\n", "en.yaml:2:1: error: a second document begins here"),
    "a merge conflict": (b"title: x\n<<<<<<< HEAD\nsummary: a\n=======\nsummary: b\n>>>>>>> other\n", "en.yaml:2:1: error: a merge conflict marker"),
    "a list": (b"- title\n- summary\n", "error:"),
    "a word": (b"hello", "error:"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_located_and_spoils_no_other(name: str, project: Path) -> None:
    data, expected = FILES[name]
    spoil(project, data)
    assert expected in said(project)
    assert "es" in open_library(project).handouts["clean-hands"].texts


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistake(project: Path) -> None:
    text = (project / TEXT).read_text(encoding="utf-8")
    spoil(project, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert problems(project) == []


def test_five_faults_in_one_file_are_found_in_one_run(project: Path) -> None:
    text = (project / TEXT).read_text(encoding="utf-8")
    text = text.replace("summary:", "sumary:").replace("version: 1", "version: one")
    text = text.replace("      - steps:\n", "      - stepz:\n", 1)
    text += "  - heading: More\n    blocks:\n      - callout: {kind: alarm, text: Run.}\n      - points: water\n"
    spoil(project, text)
    found = [str(p.place) + " " + p.rule for p in problems(project) if p.place.path == TEXT]
    assert len({place.split()[0] for place in found}) >= 5
    for rule in ("unknown-key", "missing-key", "wrong-type", "unknown-block", "unknown-value"):
        assert any(one.endswith(rule) for one in found), (rule, found)
    assert 'Did you mean "summary"?' in said(project)
    assert 'Did you mean "steps"?' in said(project)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("Wash <b>now</b>.", "html-in-text"),
        ("Wash {{ 7*7 }}.", "template-in-text"),
        ("Wash {% include '/etc/passwd' %}.", "template-in-text"),
        ("Read [this](javascript:alert(1)).", "link"),
        ("Read [this](file:///etc/passwd).", "link"),
        ("Call {clinic.fax}.", "unknown-placeholder"),
        ("A **bold word.", "bold"),
        ("A [word]{xx-nowhere}.", "language"),
    ],
)
def test_what_is_no_text_is_refused(new: str, expected: str, project: Path, make_one: Callable[..., Outcome]) -> None:
    change(project, "Wet your hands with clean water.", json.dumps(new))
    outcome = make_one(project)
    assert outcome.state is State.FAILED
    assert any(expected in p.rule or expected in p.fault for p in outcome.problems), outcome.problems
    assert all(p.place.path == TEXT and p.place.line == 10 for p in outcome.problems if p.severity == "error")


# ------------------------------------------------------------------------------------------------------------- pictures


def _png(width: int, height: int) -> bytes:
    """A PNG that says it is of this size, with almost nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 64)) + chunk(b"IEND", b"")
    )


PICTURES: dict[str, tuple[str, bytes, str]] = {
    "an empty picture": ("a.png", b"", "is empty"),
    "a text called PNG": ("a.png", b"hello", "cannot be read as a picture"),
    "half a picture": ("a.png", _png(40, 40)[:60], "cannot be read as a picture"),
    "400 megapixels": ("a.png", _png(20_000, 20_000), "million pixels"),
    "an SVG that reads a file": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="file:///etc/passwd"/></svg>', "reaches out of its file"),
    "an SVG that loads": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect fill="url(https://example.org/x)"/></svg>', "reaches out of its file"),
    "an SVG with entities": ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>', "reaches out of its file"),
    "an SVG with a script": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>1</script></svg>', "reaches out of its file"),
    "a broken SVG": ("a.svg", b"<svg", "is broken"),
}  # fmt: skip


def _with_figure(root: Path, file: str) -> None:
    figure = (
        f"      - figure: {{file: {file}, alt: Two hands below a tap.}}\n        sources: [test-source]\n      - steps:"
    )
    change(root, "      - steps:", figure)


@pytest.mark.parametrize("name", PICTURES)
def test_a_bad_picture_is_located(name: str, project: Path) -> None:
    file, data, expected = PICTURES[name]
    _with_figure(project, file)
    spoil(project, data, f"{FOLDER}/figures/{file}")
    found = [p for p in problems(project) if p.place.path == TEXT]
    assert [p.place.line for p in found] == [9]
    assert expected in found[0].fault


def test_a_missing_picture_offers_the_nearest(project: Path) -> None:
    _with_figure(project, "hand.png")
    spoil(project, b"x", f"{FOLDER}/figures/hands.png")
    assert 'the figure "hand.png" is missing' in said(project)
    assert 'Did you mean "hands.png"?' in said(project)


def test_a_folder_is_no_picture(project: Path) -> None:
    _with_figure(project, "hands.png")
    (project / FOLDER / "figures/hands.png").mkdir(parents=True)
    assert "is a folder, not a picture" in said(project)


# -------------------------------------------------------------------------------------------------------- names on disk


@pytest.mark.parametrize("name", ["con", "Clean Hands", "a--b", "-a", "x" * 70])
def test_a_bad_slug_is_refused(name: str, project: Path) -> None:
    (project / "handouts/general" / name).mkdir()
    assert "slug-invalid" in [p.rule for p in problems(project)]


def test_a_slug_cannot_leave_the_project(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "new", "../x", "--specialty", "general", "--lang", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert not (project / "handouts/x").exists()


def test_two_handouts_with_one_slug(project: Path) -> None:
    spoil(project, (project / FOLDER / "handout.yaml").read_bytes(), "handouts/other/clean-hands/handout.yaml")
    assert '"clean-hands" exists already' in said(project)


@pytest.mark.parametrize("name", ["xx.yaml", "en-nowhere.yaml", "english.yaml", "en.yml", "notes.txt"])
def test_a_file_that_is_no_language(name: str, project: Path) -> None:
    spoil(project, (project / TEXT).read_bytes(), f"{FOLDER}/{name}")
    assert any(p.place.path == f"{FOLDER}/{name}" for p in problems(project))


def test_a_folder_named_like_a_text_is_said(project: Path) -> None:
    (project / FOLDER / "es.yaml").unlink()
    (project / FOLDER / "es.yaml").mkdir()
    assert f"{FOLDER}/es.yaml: error: this is a folder, not a text" in said(project)


def test_a_text_that_is_a_link_out_of_the_project_is_not_read(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("root: hidden words\n")
    (project / FOLDER / "es.yaml").unlink()
    (project / FOLDER / "es.yaml").symlink_to(secret)
    assert f"{FOLDER}/es.yaml: error: a link to a file outside the project" in said(project)
    assert "hidden words" not in said(project)


def test_the_check_finds_the_marks_that_are_none_all_at_once(project: Path) -> None:
    """Not only when the page is made: an author who checked believes in it."""
    change(project, "Wet your hands with clean water.", "'<b>Wet</b> your **hands with {clinic.fone} water.'")
    change(project, "title: Clean hands", "title: Clean **hands**")
    found = survey(project, ["clean-hands"]).problems
    rules = ["mark-not-here", "html-in-text", "html-in-text", "bold-unclosed", "unknown-placeholder"]
    assert [(p.place.line, p.rule) for p in found if p.rule in rules] == [(1, rules[0]), *((10, r) for r in rules[1:])]


def test_nothing_outside_the_project_is_reached(project: Path) -> None:
    library = open_library(project)
    (project / "styles/link.css").symlink_to("/etc/passwd")
    for name in ("../secret", "/etc/passwd", "styles/../../x", "styles/link.css", "cli.py", ""):
        assert library.resolve(name) is None


# --------------------------------------------------------------------------------------------------------------- output


def _build(project: Path, out: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "cli.py"),
        "--project",
        str(project),
        "build",
        "--out",
        str(out),
        "--today",
        "2026-11-22",
        *more,
    ]


def test_one_broken_handout_does_not_stop_the_others(project: Path, tmp_path: Path) -> None:
    for number in range(3):
        for file in ("handout.yaml", "en.yaml"):
            text = (project / FOLDER / file).read_text(encoding="utf-8").replace("[en, es, ar]", "[en]")
            spoil(project, text, f"handouts/general/hands-{number}/{file}")
    spoil(project, "title: [", "handouts/general/hands-1/en.yaml")
    done = subprocess.run(
        _build(project, tmp_path / "out", "--lang", "en", "--variant", "standard"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "hands-1/en.yaml:" in done.stdout
    made = {path.name.split(".")[0] for path in (tmp_path / "out").glob("draft/**/*.pdf")}
    assert made == {"clean-hands", "hands-0", "hands-2"}


def test_an_output_folder_that_cannot_be_written(project: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file where the folder should be")
    done = subprocess.run(
        _build(project, blocked, "--lang", "en", "--variant", "standard"), capture_output=True, text=True, check=False
    )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stdout + done.stderr
    assert "written" in done.stdout + done.stderr or "folder" in done.stdout + done.stderr
    assert blocked.read_text() == "a file where the folder should be"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is a thing of Linux")
def test_a_full_disk_leaves_no_half_file(
    project: Path, make_one: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills while the PDF is written: the edition fails, says so, and nothing is left."""

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = make_one(project)
    monkeypatch.undo()
    assert outcome.state is State.FAILED
    assert outcome.problems[-1].rule == "output-unwritable" or any(
        p.rule == "output-unwritable" for p in outcome.problems
    )
    left = [path for path in project.parent.glob("out/**/*") if path.is_file()]
    assert left == []


def test_ctrl_c_leaves_whole_files_only(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        _build(project, out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    limit = time.monotonic() + 60
    while not list(out.glob("draft/**/*.pdf")) and time.monotonic() < limit:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode in (130, 0), (stdout, stderr)  # 0: the machine was quicker than the signal
    assert b"Traceback" not in stderr
    assert list(out.rglob("*.part")) == []
    for path in out.glob("draft/**/*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


def test_patient_text_has_no_network(project: Path) -> None:
    """A stylesheet that asks for the network is refused, located, and nothing is printed."""
    style = project / "styles/blocks/steps.css"
    style.parent.mkdir(parents=True)
    style.write_text('@import url("https://example.org/x.css");\n.steps { background: url(file:///etc/passwd) }\n')
    done = subprocess.run(
        _build(project, project / "out", "--lang", "en", "--variant", "standard"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "styles/blocks/steps.css:" in done.stdout
    assert list((project / "out").glob("draft/**/*.pdf")) == []
