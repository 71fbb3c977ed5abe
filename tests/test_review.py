"""Sign-off bound to content: what is released was reviewed, is in date, and says the same in every language."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press import pdf, review
from press.library import open_library
from press.review import State as Standing
from press.review import overview
from press.route import Outcome

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TODAY = datetime.date(2026, 11, 22)
REVIEWER = "TEST, not a person"
FOLDER = "handouts/general/clean-hands"


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def approve(root: Path, *more: str) -> None:
    """Approve everything in the clean library, as a test."""
    given = ["--by", REVIEWER, "--today", str(TODAY), *more]
    for words in (
        ["confirm", "clean-hands"],
        ["approve", "--words", "--lang", "en,es,ar", *given],
        ["approve", "clean-hands", "--lang", "en,es,ar", *given],
    ):
        done = run(root, *words)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def approved_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean library, approved; for copying."""
    root = tmp_path_factory.mktemp("approved") / "project"
    shutil.copytree(HERE / "library", root)
    approve(root)
    return root


@pytest.fixture
def approved(project: Path, approved_once: Path) -> Path:
    shutil.copytree(approved_once, project, dirs_exist_ok=True)
    return project


def state(root: Path, tag: str = "es", today: datetime.date = TODAY) -> Standing:
    library = open_library(root)
    return review.standing(library, library.handouts["clean-hands"], tag, today).state


def change(root: Path, old: str, new: str, name: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def release(root: Path, out: Path, *more: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    words = ["build", "--release", "--variant", "standard", "--out", str(out), "--today", str(TODAY), *more]
    done = run(root, *words)
    return done, {path.parent.name for path in out.glob("release/**/*.pdf")}


# ------------------------------------------------------------------------------------------------------------ approvals


def test_everything_approved_is_released(approved: Path, tmp_path: Path) -> None:
    done, released = release(approved, tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert released == {"en", "es", "ar"}
    for path in (tmp_path / "out").glob("release/**/*.pdf"):
        assert "DRAFT" not in pdf.structure_text(path.read_bytes())
    shown = (approved / FOLDER / "approvals.yaml").read_text(encoding="utf-8")
    assert shown.count(f'by: "{REVIEWER}"') == 3


def test_one_letter_changed_withholds_that_edition_alone(approved: Path, tmp_path: Path) -> None:
    """Show 1: approver, date and the changed passage are named; what was released is taken away; the others go on."""
    out = tmp_path / "out"
    assert release(approved, out)[1] == {"en", "es", "ar"}
    change(approved, "toalla limpia.", "toalla limpla.", f"{FOLDER}/es.yaml")
    done, released = release(approved, out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert released == {"en", "ar"}
    assert REVIEWER in done.stdout
    assert str(TODAY) in done.stdout
    assert "toalla limpla" in done.stdout
    assert release(approved, out, "--require", "es")[0].returncode == 1


def test_a_shared_passage_voids_every_handout_that_prints_it(approved: Path) -> None:
    change(approved, "si no puede respirar", "si no respira", "handouts/_shared/when-to-call/es.yaml")
    assert state(approved, "es") is Standing.CHANGED
    assert state(approved, "ar") is Standing.APPROVED


def test_layout_of_the_yaml_voids_nothing(approved: Path) -> None:
    change(approved, "title: Clean hands", '# a comment\ntitle:   "Clean hands"', f"{FOLDER}/en.yaml")
    assert state(approved, "en") is Standing.APPROVED


def test_fixed_words_are_approved_like_a_text(approved: Path) -> None:
    words = (ROOT / "handouts/_languages/es.yaml").read_text(encoding="utf-8")
    own = approved / "handouts/_languages/es.yaml"
    own.write_text(words.replace("caution: ", "caution: ¡Ojo! ", 1), encoding="utf-8")
    assert state(approved, "es") is Standing.CHANGED
    assert state(approved, "ar") is Standing.APPROVED


def test_an_expired_approval_is_no_release_and_says_so_on_every_page(
    approved: Path, tmp_path: Path, make_one: Callable[..., Outcome]
) -> None:
    """Show 2."""
    later = datetime.date(2028, 1, 1)
    done = run(
        approved, "build", "--release", "--out", str(tmp_path / "out"), "--today", str(later), "--variant", "standard"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "out").glob("release/**/*.pdf")) == []
    assert "ran out on" in done.stdout
    done = run(
        approved,
        "build",
        "--lang",
        "en",
        "--out",
        str(tmp_path / "out"),
        "--today",
        str(later),
        "--variant",
        "standard",
    )
    path = next((tmp_path / "out").glob("draft/**/*.pdf"))
    measured = pdf.measure(path.read_bytes())
    for page in measured.pages:
        assert "EXPIRED" in "".join(one.text for one in page.runs).replace("\u00a0", " "), page.number


def test_withdrawn(approved: Path) -> None:
    done = run(
        approved,
        "approve",
        "clean-hands",
        "--lang",
        "es",
        "--by",
        REVIEWER,
        "--withdraw",
        "--reason",
        "a new label",
        "--today",
        str(TODAY),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert state(approved, "es") is Standing.WITHDRAWN
    assert "a new label" in run(approved, "status", "clean-hands").stdout


def test_a_machine_translation_needs_a_qualified_reviewer(project: Path) -> None:
    change(project, "method: human", "method: machine", f"{FOLDER}/es.yaml")
    run(project, "confirm", "clean-hands")
    words = ["approve", "clean-hands", "--lang", "es", "--by", REVIEWER, "--today", str(TODAY)]
    done = run(project, *words)
    assert done.returncode == 1
    assert "qualified" in done.stdout
    assert not (project / FOLDER / "approvals.yaml").exists()
    assert run(project, *words, "--qualification", "TEST, no qualification").returncode == 0


def test_an_open_gap_is_never_released(approved: Path) -> None:
    change(approved, "      - steps:", "      - gap: Which soap?\n      - steps:", f"{FOLDER}/en.yaml")
    done = run(approved, "approve", "clean-hands", "--lang", "en", "--by", REVIEWER, "--today", str(TODAY))
    assert done.returncode == 1
    assert 'the clinic must still decide: "Which soap?"' in done.stdout
    library = open_library(approved)
    standing = review.standing(library, library.handouts["clean-hands"], "en", TODAY)
    assert not standing.released
    assert "open-gap" in [reason.problem.rule for reason in standing.reasons]


def test_a_changed_brand_phone_is_reported_on_its_own(approved: Path) -> None:
    change(approved, "phone: 503-555-0123", "phone: 503-555-0124", "styles/brands/test-clinic/brand.yaml")
    assert state(approved, "es") is Standing.APPROVED
    shown = run(approved, "status", "clean-hands", "--today", str(TODAY)).stdout
    assert "es        withheld" in shown
    assert 'clinic.phone was "503-555-0123" when somebody vouched for it, and is "503-555-0124" now' in shown
    assert "handouts approve --brand test-clinic" in shown


def test_status_and_due(approved: Path) -> None:
    rows = json.loads(run(approved, "status", "--format", "json", "--today", str(TODAY)).stdout)["handouts"]
    assert {row["language"]: row["state"] for row in rows} == {"en": "approved", "es": "approved", "ar": "approved"}
    table = run(approved, "status", "--format", "csv", "--today", str(TODAY)).stdout
    assert table.splitlines()[0].startswith("slug,language")
    assert "Nothing is due" in run(approved, "due", "--within", "90d", "--today", str(TODAY)).stdout
    soon = run(approved, "due", "--within", "90d", "--today", "2027-10-01", "--ics", str(approved / "reviews.ics"))
    assert soon.stdout.count("TEST, not a person") == 6
    calendar = (approved / "reviews.ics").read_bytes()
    assert calendar.count(b"BEGIN:VEVENT\r\n") == 6
    assert max(map(len, calendar.split(b"\r\n"))) <= 75


# ------------------------------------------------------------------------------------------------------------ freshness


def stale(root: Path, tag: str) -> list[tuple[str, str]]:
    library = open_library(root)
    handout = library.handouts["clean-hands"]
    snapshot, _ = review.load_snapshot(handout.texts[tag], root)
    assert snapshot is not None
    states = review.passage_states(handout.texts["en"], handout.texts[tag], snapshot)
    return [(str(one.change), ".".join(map(str, one.path or ()))) for one in states if one.change != "fresh"]


def test_one_sentence_of_the_source_makes_one_passage_stale_in_each_language(approved: Path) -> None:
    """Show 3: no bumped number, touched file or other edit clears it; confirming that passage does."""
    change(approved, "Dry them with a clean towel.", "Dry them in the air.", f"{FOLDER}/en.yaml")
    passage = "sections.0.blocks.0.steps.2"
    assert stale(approved, "es") == [("stale", passage)]
    assert stale(approved, "ar") == [("stale", passage)]
    assert state(approved, "es") is Standing.STALE
    change(approved, "from_version: 1", "from_version: 2", f"{FOLDER}/es.yaml")
    change(approved, "version: 1", "version: 2", f"{FOLDER}/en.yaml")
    (approved / FOLDER / "es.yaml").touch()
    change(approved, "Mójese las manos", "Moje las manos", f"{FOLDER}/es.yaml")
    assert stale(approved, "es") == [("stale", passage)]
    shown = run(approved, "changes", "--lang", "es").stdout
    for words in ("Dry them with a clean towel.", "Dry them in the air.", "Séquelas con una toalla limpia."):
        assert words in shown
    assert run(approved, "confirm", "clean-hands", "--lang", "es", "--at", passage).returncode == 0
    assert stale(approved, "es") == []
    assert stale(approved, "ar") == [("stale", passage)]


def test_translating_the_passage_asks_for_a_confirmation(approved: Path) -> None:
    change(approved, "Dry them with a clean towel.", "Dry them in the air.", f"{FOLDER}/en.yaml")
    change(approved, "Séquelas con una toalla limpia.", "Séquelas al aire.", f"{FOLDER}/es.yaml")
    assert stale(approved, "es") == [("translated", "sections.0.blocks.0.steps.2")]


def test_inserted_removed_and_moved_passages(approved: Path) -> None:
    source = f"{FOLDER}/en.yaml"
    change(approved, "          - Rub them", "          - Use warm water.\n          - Rub them", source)
    assert [one for one, _ in stale(approved, "es")] == ["added"]
    change(approved, "          - Use warm water.\n", "", source)
    change(approved, "          - Dry them with a clean towel.\n", "", source)
    assert stale(approved, "es") == [("removed", "sections.0.blocks.0.steps.2")]
    change(approved, "          - Wet your", "          - Dry them with a clean towel.\n          - Wet your", source)
    assert "moved" in [one for one, _ in stale(approved, "es")]


def test_policy_marks_and_pairs_what_is_no_matter_of_safety(approved: Path, make_one: Callable[..., Outcome]) -> None:
    """A stale call-out, dose or phone blocks whatever the policy says; other passages as the project decided."""
    (approved / "policy.yaml").write_text("stale_translations: allow\n")
    change(approved, "Dry them with a clean towel.", "Dry them in the air.", f"{FOLDER}/en.yaml")
    approve_source = run(approved, "approve", "clean-hands", "--lang", "en", "--by", REVIEWER, "--today", str(TODAY))
    assert approve_source.returncode == 0
    run(approved, "approve", "clean-hands", "--lang", "es", "--by", REVIEWER, "--today", str(TODAY))
    assert state(approved, "es") is Standing.APPROVED
    change(approved, "20 seconds before", "30 seconds before", f"{FOLDER}/en.yaml")
    assert state(approved, "es") is Standing.STALE


def test_policy_mark_prints_the_source_beside_a_stale_passage(approved: Path, tmp_path: Path) -> None:
    (approved / "policy.yaml").write_text("stale_translations: mark\n")
    change(approved, "Dry them with a clean towel.", "Dry them in the air.", f"{FOLDER}/en.yaml")
    for tag in ("en", "es"):
        done = run(approved, "approve", "clean-hands", "--lang", tag, "--by", REVIEWER, "--today", str(TODAY))
        assert done.returncode == 0, done.stdout
    done, released = release(approved, tmp_path / "out")
    assert "es" in released, done.stdout
    path = next((tmp_path / "out").glob("release/**/es/*.pdf"))
    heard = pdf.structure_text(path.read_bytes())
    assert "Séquelas con una toalla limpia." in heard
    assert "Dry them in the air." in heard


# ------------------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--by", "Nobody"], "says no role"),
        (["--by", "TEST,\u202e not"], "cannot be seen"),
        (["--by", REVIEWER, "--review-by", "2020-01-01"], "not in the future"),
        (["--by", REVIEWER, "--review-by", "2099-01-01"], "more than 5 years away"),
        (["--by", REVIEWER, "--review-by", "soon"], "is not a date"),
    ],
)
def test_a_bad_approval_writes_nothing(more: list[str], expected: str, project: Path) -> None:
    done = run(project, "approve", "clean-hands", "--lang", "en", "--today", str(TODAY), *more)
    assert done.returncode in (1, 2)
    assert expected in done.stdout + done.stderr
    assert not (project / FOLDER / "approvals.yaml").exists()


def test_a_broken_approvals_file_is_located_and_kept(approved: Path) -> None:
    path = approved / FOLDER / "approvals.yaml"
    broken = path.read_text(encoding="utf-8").replace("fingerprint:", "fingerprnt:", 1)
    path.write_text(broken, encoding="utf-8")
    done = run(approved, "approve", "clean-hands", "--lang", "en", "--by", REVIEWER, "--today", str(TODAY))
    assert done.returncode == 1
    assert f"{FOLDER}/approvals.yaml:" in done.stdout
    assert path.read_text(encoding="utf-8") == broken
    assert state(approved, "en") is Standing.DRAFT


def test_an_approval_of_a_language_that_does_not_exist(project: Path) -> None:
    done = run(project, "approve", "clean-hands", "--lang", "xx", "--by", REVIEWER)
    assert done.returncode == 2
    assert 'There is no language "xx"' in done.stderr


def test_the_matrix_names_what_is_missing(project: Path) -> None:
    change(project, "languages: [en, es, ar]", "languages: [en, es, ar, fr]", f"{FOLDER}/handout.yaml")
    cells = overview.matrix(open_library(project), TODAY)
    assert {cell.language: str(cell.standing.state) for cell in cells}["fr"] == "missing"
