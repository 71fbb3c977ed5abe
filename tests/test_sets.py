"""A patient's set: one PDF of several released sheets, each as it was approved; nothing where one is missing."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import verapdf_check

from press import pdf, recall, receipt, route, together
from press.edition import Edition
from press.library import open_library
from press.pdf.joining import join
from press.qr import plain
from tests import order_projects
from tests.order_projects import TODAY

ROOT = Path(__file__).resolve().parent.parent
MIXED = (("clean-hands", "es", "standard"), ("clean-cups", "en", "giant-print"), ("clean-hands", "ar", "large-print"), ("clean-home", "en", "standard"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return order_projects.project_at(tmp_path_factory.mktemp("sets"))


@pytest.fixture(scope="module")
def outcomes(project: Path) -> list[route.Outcome]:
    library = open_library(project)
    editions = [Edition(*one, "test-clinic") for one in MIXED]
    return [route.make(library, one, route.Run(project / "out", TODAY, release=True)) for one in editions]


@pytest.fixture(scope="module")
def made(project: Path, outcomes: list[route.Outcome]) -> together.Set:
    found, problems = together.together(open_library(project), outcomes, TODAY)
    assert found is not None, problems
    return found


def run(project: Path, folder: Path, *words: str, today: str = str(TODAY)) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), *words, "--today", today]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=folder)


def datas(outcomes: list[route.Outcome]) -> list[bytes]:
    return [one.path.read_bytes() for one in outcomes if one.path]


def test_every_word_of_each_part_is_heard_in_order(made: together.Set, outcomes: list[route.Outcome]) -> None:
    heard = [piece.text for piece in pdf.heard(made.pdf).pieces]
    parts = [piece.text for data in datas(outcomes) for piece in pdf.heard(data).pieces]
    assert heard[-len(parts) :] == parts
    front = " ".join(heard[: -len(parts)])
    for one in outcomes:
        assert one.fingerprint.replace("\u00a0", " ") in front.replace("\u00a0", " ")
    assert front.count("503-555-0123") == 1
    assert "Contenido" in front


def test_each_part_keeps_its_code_and_begins_on_the_front_of_a_sheet(made: together.Set, outcomes: list[route.Outcome]) -> None:
    text = subprocess.run(["pdftotext", "-", "-"], input=made.pdf, capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) == made.pages
    for one in outcomes:
        code = one.fingerprint.replace("\u00a0", " ")
        on = [number for number, page in enumerate(pages, 1) if code in page.replace("\u00a0", " ") and number > 1]
        assert len(on) == one.pages, "the code stands at the foot of each of its pages"
        assert on[0] % 2 == 1
    assert made.code not in {one.fingerprint for one in outcomes}
    assert receipt.bears(made.pdf, plain(made.code))


@pytest.mark.skipif(not verapdf_check.is_available(), reason="veraPDF needs Java")
def test_verapdf_finds_nothing(made: together.Set, tmp_path: Path) -> None:
    (tmp_path / "set.pdf").write_bytes(made.pdf)
    result = verapdf_check.validate(tmp_path / "set.pdf")
    assert result["compliant"], result["failed"]


def test_links_and_bookmarks_lead_into_their_own_part(made: together.Set, outcomes: list[route.Outcome]) -> None:
    import pikepdf

    with pikepdf.open(__import__("io").BytesIO(made.pdf)) as opened:
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Contenido", *(title for title in made.title.partition(": ")[2].split(", "))]
        names = opened.Root.Names.Dests.Names
        known = {str(name) for name in list(names)[::2]}
        used = {str(a.Dest) for page in opened.pages for a in page.obj.get("/Annots", ()) if "/Dest" in a and not isinstance(a.Dest, pikepdf.Array)}
        used |= {str(a.A.D) for page in opened.pages for a in page.obj.get("/Annots", ()) if "/A" in a and isinstance(a.A.get("/D"), pikepdf.String)}
        assert used <= known
        assert {"4-clean-hands", "4-clean-cups"} <= known


def test_the_same_sheets_make_the_same_bytes(project: Path, outcomes: list[route.Outcome], made: together.Set) -> None:
    again, _ = together.together(open_library(project), outcomes, TODAY)
    assert again is not None
    assert (again.code, again.pdf) == (made.code, made.pdf)
    other, _ = together.together(open_library(project), outcomes[::-1], TODAY)
    assert other is not None
    assert other.code != made.code, "another order is another set"


def test_a_set_that_lost_something_is_not_kept(monkeypatch: pytest.MonkeyPatch, project: Path, outcomes: list[route.Outcome]) -> None:
    monkeypatch.setattr(together, "join", lambda pdfs, *rest: join(pdfs[:-1], rest[0], rest[1][:-1], rest[2]))
    found, problems = together.together(open_library(project), outcomes, TODAY)
    assert found is None
    assert [one.rule for one in problems] == ["set-not-whole"]


def test_a_missing_part_is_named_and_nothing_is_made(project: Path, tmp_path: Path) -> None:
    for words, said in (
        (("clean-hands", "clean-cups", "--lang", "es"), "clean-cups is not written in Spanish"),
        (("clean-hands", "clean-cubs"), 'There is no handout "clean-cubs"'),
        (("clean-hands", "nonsense", "clean-cups"), 'There is no handout "nonsense"'),
    ):
        done = run(project, tmp_path, "get", *words)
        assert done.returncode == 1
        assert said in done.stderr
        assert "Nothing was made" in done.stderr
    done = run(project, tmp_path, "get", "clean-hands", "clean-cups", today="2028-01-01")
    assert done.returncode == 1
    assert done.stderr.count("is missing") == 2
    assert list(tmp_path.iterdir()) == []


def test_recall_resolves_the_code_of_a_set(project: Path, tmp_path: Path) -> None:
    done = run(project, tmp_path, "get", "clean-cups", "clean-hands")
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.iterdir()
    code = path.name.split(".")[1]
    assert receipt.bears(path.read_bytes(), code)
    library = open_library(project)
    found = recall.answer(library, code, TODAY)
    assert found.state is recall.State.CURRENT
    assert "2 sheets" in found.words
    assert recall.answer(library, code, TODAY + datetime.timedelta(days=800)).state is recall.State.EXPIRED
    lines = [json.loads(line) for line in (project / "out/given.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["slug"] for line in lines[-2:]] == ["clean-cups", "clean-hands"]
    known = recall.set_of(project, code)
    assert known is not None
    archive = recall.archive_of(library)
    assert archive is not None
    assert archive.get(known.pdf) == path.read_bytes()
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code)


def test_two_clinics_have_no_set(project: Path, outcomes: list[route.Outcome]) -> None:
    from dataclasses import replace

    other = replace(outcomes[1], edition=replace(outcomes[1].edition, brand="another"))
    found, problems = together.together(open_library(project), [outcomes[0], other], TODAY)
    assert found is None
    assert "set-of-two-clinics" in [one.rule for one in problems]
