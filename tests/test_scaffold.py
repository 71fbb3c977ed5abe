"""Skeletons: what they hold, and that nothing half-written or overwritten is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import checks, scaffold, schema
from press.content import Gap, blocks_of
from press.library import ENGINE, Library, open_library
from press.problem import Severity

VARIANTS = open_library(Path(__file__).parent.parent).variants


def everything_wrong(root: Path) -> list[str]:
    library = open_library(root)
    pairs = [(piece, tag) for piece in library.pieces.values() for tag in piece.texts]
    found = [*library.problems, *checks.check_all(library, pairs)]
    return [str(problem) for problem in found if problem.severity is Severity.ERROR]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made, problems = scaffold.new_project(tmp_path / "ours", schema.files())
    assert made
    assert not problems
    return tmp_path / "ours"


def test_a_new_project_has_no_errors_and_one_handout(project: Path) -> None:
    library = open_library(project)
    assert list(library.pieces) == ["first-handout"]
    assert list(library.brands) == [scaffold.SAMPLE]
    assert {"en", "es", "ar"} <= library.languages.keys()
    assert library.variants
    assert everything_wrong(project) == []


def test_a_new_project_holds_what_editors_need(project: Path) -> None:
    for file in project.rglob("*.yaml"):
        line = file.read_text(encoding="utf-8").splitlines()[0]
        assert line.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / line.partition("$schema=")[2]).is_file(), file


def test_a_new_project_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    made, problems = scaffold.new_project(tmp_path)
    assert not problems
    assert ".gitignore" in made
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    before = sorted(tmp_path.rglob("*"))
    made, problems = scaffold.new_project(tmp_path)
    assert made == []
    assert problems[0].rule == "project-exists"
    assert sorted(tmp_path.rglob("*")) == before


def test_the_readme_of_a_new_project_names_what_is_there(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert f"styles/brands/{scaffold.SAMPLE}/brand.yaml" in readme
    assert (project / "styles/brands" / scaffold.SAMPLE / "brand.yaml").is_file()
    assert (ENGINE / "styles/brands" / scaffold.SAMPLE).is_dir()


def test_a_skeleton_is_a_draft_in_every_language_and_never_complete(project: Path) -> None:
    made, problems = scaffold.new_handout(project, "gout", "joints", ["en", "es", "zh-Hans"], VARIANTS)
    assert not problems
    assert made == project / "handouts/joints/gout"
    handout = open_library(project).handouts["gout"]
    assert handout.facts.languages == ("en", "es", "zh-Hans")
    assert handout.facts.source_language == "en"
    assert handout.facts.sheets == {"standard": 2, "large-print": 5, "giant-print": 8}
    for tag, written in handout.texts.items():
        gaps = [block for _, block in blocks_of(written.text) if isinstance(block, Gap)]
        assert len(gaps) == 3
        assert (written.text.version == 1) == (tag == "en")
    assert everything_wrong(project) == []


def test_the_first_language_is_the_source(project: Path) -> None:
    scaffold.new_handout(project, "gota", "joints", ["es", "en"], VARIANTS)
    handout = open_library(project).handouts["gota"]
    assert handout.facts.source_language == "es"
    assert handout.texts["es"].text.version == 1
    assert handout.texts["en"].text.translation is not None


def test_a_packet_holds_handouts_that_exist(project: Path) -> None:
    scaffold.new_handout(project, "gout", "joints", ["en"], VARIANTS)
    known = list(open_library(project).handouts)
    made, problems = scaffold.new_packet(project, "kit", "joints", ["en"], ["gout", "first-handout"], known)
    assert not problems
    assert made is not None
    assert open_library(project).packets["kit"].facts.handouts == ("gout", "first-handout")
    assert everything_wrong(project) == []

    made, problems = scaffold.new_packet(project, "other", "joints", ["en"], ["gut"], known)
    assert made is None
    assert [(p.rule, p.remedy) for p in problems] == [
        ("list-too-short", "Name them: --handouts one,two"),
        ("unknown-handout", 'Did you mean "gout"?'),
    ]


@pytest.mark.parametrize(
    ("slug", "specialty", "rule"),
    [
        ("Gout", "joints", "slug-invalid"),
        ("gout!", "joints", "slug-invalid"),
        ("gout--two", "joints", "slug-invalid"),
        ("../gout", "joints", "slug-invalid"),
        ("gout", "../outside", "slug-invalid"),
        ("gout", "_shared", "slug-invalid"),
        ("a" * 65, "joints", "slug-invalid"),
        ("con", "joints", "slug-invalid"),
        ("", "joints", "slug-invalid"),
        ("痛风", "joints", "slug-invalid"),
        ("first-handout", "joints", "slug-taken"),  # exists in another specialty: the slug is the identity
    ],
)
def test_names_that_cannot_be_are_refused_and_nothing_is_written(
    project: Path, slug: str, specialty: str, rule: str
) -> None:
    before = sorted(project.parent.rglob("*"))
    made, problems = scaffold.new_handout(project, slug, specialty, ["en"], VARIANTS)
    assert made is None
    assert {problem.rule for problem in problems} == {rule}
    assert sorted(project.parent.rglob("*")) == before


def test_a_remedy_offers_a_name_that_is_valid(project: Path) -> None:
    _, problems = scaffold.new_handout(project, "My Gout Sheet!", "joints", ["en"], VARIANTS)
    assert '"my-gout-sheet"' in problems[0].remedy


def test_a_disk_that_fills_up_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    before = sorted(project.rglob("*"))
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        scaffold.new_handout(project, "gout", "joints", ["en"], VARIANTS)
    monkeypatch.undo()
    assert sorted(project.rglob("*")) == before


def test_the_library_sees_no_folder_that_is_being_made(project: Path) -> None:
    (project / "handouts" / "general" / ".gout-abc").mkdir()
    library: Library = open_library(project)
    assert list(library.pieces) == ["first-handout"]
    assert not library.problems
