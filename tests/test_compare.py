"""diff: a real edit between two revisions, seen as words, pages and sign-offs."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import cli
from press import compare, review
from press.compare import Comparison, Kind, Plan, Side, open_side
from press.compare.pages import pairs, single
from press.compare.redline import Change, Passage, changes, redline, tokens
from press.compare.report import html, markdown
from press.edition import Edition, Wish
from press.library import Library, open_library
from press.pdf import structure_text
from press.problem import Place
from press.recall import history
from press.record import record
from press.route import Outcome, Run, steps

TODAY = datetime.date(2026, 11, 22)
TEXT = "handouts/general/clean-hands"
BRAND = "styles/brands/test-clinic/brand.yaml"


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=TEST", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(project: Path) -> Path:
    """The clean library as a git repository with one commit."""
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text("/out/\n")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "one")
    return project


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test prints, the next need not."""
    return tmp_path_factory.mktemp("store")


def edit(root: Path, file: str, *pairs_: tuple[str, str]) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    for old, new in pairs_:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def read(outcome: Outcome) -> bytes:
    assert outcome.path is not None
    return outcome.path.read_bytes()


Compared = Callable[..., Comparison]


@pytest.fixture
def compared(tmp_path: Path, store: Path) -> Compared:
    """Compare two sides of a project: languages and sizes as few as a test needs."""

    def run(root: Path, old: str, new: str, pictures: int = 0, variants: str = "standard", languages: str = "") -> Comparison:
        sides = list[Side]()
        for name in (old, new):
            side, problems = open_side(name, root, tmp_path / f"side-{len(sides)}")
            assert problems == []
            assert side is not None
            sides.append(side)
        wish = Wish(languages=tuple(languages.split()), variants=tuple(variants.split()))
        plan = Plan(wish, TODAY, tmp_path / "work", store, jobs=1, pictures=pictures)
        return compare.compare(sides[0], sides[1], plan, lambda *_: None)

    return run


def words_of(found: Comparison) -> dict[tuple[str, ...], list[tuple[str, str, str]]]:
    """Of each text: change, the passage's name, its words now."""
    return {
        text.text.key: [(str(c.change), c.here.name, c.here.text) for c in text.passages] for text in found.words
    }


# ---------------------------------------------------------------------------------------------------------------- words


def passages(*words: str, kind: str = "step") -> list[Passage]:
    return [Passage(kind, f"{kind} {n}", "How", text, Place("x.yaml", n)) for n, text in enumerate(words, 1)]


def test_a_redline_put_together_again_is_the_old_text_and_the_new() -> None:
    old, new = "Take 5 mg of it, then rest for two hours.", "Take 10.5 mg of it and rest for an hour."
    runs = list(redline(old, new))
    assert "".join(run.text for run in runs if run.kept != "added") == old
    assert "".join(run.text for run in runs if run.kept != "removed") == new
    assert ("removed", "5") in [(run.kept, run.text) for run in runs]
    assert ("added", "10.5") in [(run.kept, run.text) for run in runs]


def test_words_are_not_cut_inside_letters_or_numbers(project: Path) -> None:
    languages = open_library(project).languages
    assert tokens("Call 503-555-0123 (free).") == ["Call", " ", "503-555-0123", " ", "(", "free", ")", "."]
    assert tokens("हाथ धोएँ") == ["हाथ", " ", "धोएँ"]
    assert tokens("洗手20秒。") == ["洗", "手", "20", "秒", "。"]
    khmer = "សូមហៅទូរស័ព្ទទៅគ្លីនិក"
    assert "".join(tokens(khmer, languages["km"])) == khmer
    assert len(tokens(khmer, languages["km"])) > 2


def test_a_passage_that_moved_is_no_other_passage() -> None:
    old = passages("Wet your hands.", "Rub them with soap.", "Dry them.")
    new = passages("Rub them with soap.", "Dry them.", "Wet your hands.")
    found = changes(old, new)
    assert [(c.change, c.here.text) for c in found] == [(Change.MOVED, "Wet your hands.")]


def test_a_passage_that_moved_and_changed_is_shown_as_a_redline() -> None:
    old = passages("Wet your hands.", "Rub them with soap for 20 seconds.", "Dry them.")
    new = passages("Rub them with soap for 30 seconds.", "Dry them.", "Wet your hands.")
    found = {c.here.text: c for c in changes(old, new)}
    assert found["Rub them with soap for 30 seconds."].change is Change.CHANGED
    assert found["Rub them with soap for 30 seconds."].numbers
    assert found["Wet your hands."].change is Change.MOVED
    assert "Dry them." not in found


def test_a_point_that_became_a_step_is_told() -> None:
    found = changes(passages("Rest.", kind="point"), passages("Rest.", kind="step"))
    assert [(c.change, c.old.kind, c.new.kind) for c in found if c.old and c.new] == [(Change.MOVED, "point", "step")]


def test_other_digits_of_any_script_are_other_numbers() -> None:
    same = changes(passages("لمدة 20 ثانية"), passages("لمدة ٢٠ ثانية"))
    other = changes(passages("لمدة 20 ثانية"), passages("لمدة ٣٠ ثانية"))
    assert [c.numbers for c in same] == [False]
    assert [c.numbers for c in other] == [True]


# ------------------------------------------------------------------------------------------------------------ revisions


def test_two_equal_sides_differ_in_nothing(repository: Path, compared: Compared) -> None:
    found = compared(repository, "HEAD", str(repository))
    assert found.nothing
    assert found.editions == 3
    assert "No page and no sign-off changes" in markdown(found)


def test_a_real_edit_is_told_by_passage_and_edition(repository: Path, compared: Compared) -> None:
    edit(
        repository,
        f"{TEXT}/en.yaml",
        ("          - Wet your hands with clean water.\n", ""),
        ("with soap for 20 seconds.\n", "with soap for 30 seconds.\n"),
        ("          - Dry them with a clean towel.\n", "          - Dry them with a clean towel.\n          - Wet your hands with clean water.\n"),
    )
    found = compared(repository, "HEAD", str(repository), variants="standard large-print")
    assert words_of(found) == {
        ("handout", "clean-hands", "en"): [
            ("changed", "step 1", "Rub them with soap for 30 seconds."),
            ("moved", "step 3", "Wet your hands with clean water."),
        ]
    }
    assert [(c.edition.language, c.edition.variant, c.kind) for c in found.changes] == [
        ("en", "standard", Kind.WORDS),
        ("en", "large-print", Kind.WORDS),
    ]
    [text] = found.words
    assert str(text.passages[0].here.place) == f"{TEXT}/en.yaml:10:13"


def test_a_shared_passage_is_told_once_with_who_prints_it(repository: Path, compared: Compared) -> None:
    edit(repository, "handouts/_shared/when-to-call/en.yaml", ("if you cannot breathe", "if you cannot breathe well"))
    found = compared(repository, "HEAD", str(repository), languages="en")
    [text] = found.words
    assert text.text.key == ("shared", "when-to-call", "en")
    assert text.text.printed_in == ("clean-hands",)
    assert [c.kind for c in found.changes] == [Kind.WORDS]


def test_a_changed_colour_is_the_same_words_and_one_group(repository: Path, compared: Compared) -> None:
    edit(repository, BRAND, ("#0B4F5C", "#5C0B4F"))
    found = compared(repository, "HEAD", str(repository), pictures=9)
    assert found.words == ()
    assert {c.kind for c in found.changes} == {Kind.LAYOUT}
    [group] = found.layout
    assert group.causes == (f"{BRAND} (colours.primary.screen)",)
    assert [c.edition.language for c in group.changes] == ["en", "ar", "es"]
    assert group.changes[0].pages, "the first of the group is pictured"
    assert {kind for pair in group.changes[0].pages for kind in pair.kinds} == {"look"}
    assert not any(change.seen for change in group.changes[1:])


def test_a_changed_phone_number_of_the_brand_is_told_as_words(repository: Path, compared: Compared) -> None:
    edit(repository, BRAND, ("503-555-0199", "503-555-0188"))
    found = compared(repository, "HEAD", str(repository), languages="en")
    [text] = found.words
    assert text.text.key == ("brand", "test-clinic")
    assert [c.numbers for c in text.passages] == [True]
    assert [c.kind for c in found.changes] == [Kind.WORDS]


def test_what_no_changed_file_reaches_is_not_printed(
    repository: Path, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(repository, f"{TEXT}/es.yaml", ("Manos limpias", "Las manos limpias"))
    made: list[str] = []
    real = steps.made

    def counted(library: Library, edition: Edition, run: Run, known: object = None) -> Outcome:
        made.append(edition.language)
        return real(library, edition, run)

    for room in ("pool", "steps"):  # on a worker, or in this process
        monkeypatch.setattr(f"press.route.{room}.made", counted)
    old, _ = open_side("HEAD", repository, tmp_path / "old")
    new, _ = open_side(str(repository), repository, tmp_path / "new")
    assert old is not None
    assert new is not None
    plan = Plan(Wish(variants=("standard",)), TODAY, tmp_path / "work", store, jobs=1, pictures=0)
    compare.compare(old, new, plan, lambda *_: None)
    assert set(made) == {"es"}


def test_an_approval_that_became_void_is_told(repository: Path, compared: Compared) -> None:
    library = open_library(repository)
    piece = library.pieces["clean-hands"]
    mark = review.fingerprint(library, piece, "en")
    approval = review.Approval(
        language="en", by="TEST, not a person", on=TODAY, review_by=TODAY.replace(year=2027), fingerprint=mark.whole, passages=mark.parts
    )
    assert review.approve(repository / TEXT / "approvals.yaml", f"{TEXT}/approvals.yaml", approval, TODAY) == []
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "approved")
    edit(repository, f"{TEXT}/en.yaml", ("clean towel", "dry towel"))
    found = compared(repository, "HEAD", str(repository), languages="en")
    [void] = found.void
    assert (void.slug, void.language, void.by) == ("clean-hands", "en", "TEST, not a person")
    assert any("dry towel" in fault for _, fault in void.reasons)
    assert "Approvals that are void now" in markdown(found)
    assert "TEST, not a person" in html(found, "2026-11-22")[0]


def test_a_translation_that_lags_is_told_with_its_source(repository: Path, compared: Compared) -> None:
    edit(repository, f"{TEXT}/en.yaml", ("with soap for 20 seconds", "with soap for 30 seconds"))
    found = compared(repository, "HEAD", str(repository), languages="en es")
    [stale] = found.stale
    assert (stale.slug, stale.language, stale.confirmed) == ("clean-hands", "es", False)
    [passage] = stale.passages
    assert passage.now == "Frótelas con jabón durante 20 segundos."
    assert passage.safety
    assert ("added", "30") in [(run.kept, run.text) for run in passage.source]


def test_a_translation_that_followed_its_source_does_not_lag(repository: Path, compared: Compared) -> None:
    edit(repository, f"{TEXT}/en.yaml", ("with soap for 20 seconds", "with soap for 30 seconds"))
    edit(repository, f"{TEXT}/es.yaml", ("jabón durante 20 segundos", "jabón durante 30 segundos"))
    assert compared(repository, "HEAD", str(repository), languages="en es").stale == ()


def test_a_broken_text_is_said_with_its_line_and_hides_nothing_else(repository: Path, compared: Compared) -> None:
    edit(repository, f"{TEXT}/es.yaml", ("title:", "titel:"))
    edit(repository, f"{TEXT}/en.yaml", ("clean towel", "dry towel"))
    found = compared(repository, "HEAD", str(repository), languages="en es")
    kinds = {change.edition.language: change for change in found.changes}
    assert kinds["en"].kind is Kind.WORDS
    assert kinds["es"].kind is Kind.BROKEN
    assert kinds["es"].new is not None
    assert f"{TEXT}/es.yaml:1:1" in [str(problem.place) for problem in kinds["es"].new.problems]


def test_a_handout_that_came_and_one_that_went(repository: Path, compared: Compared) -> None:
    git(repository, "mv", TEXT, "handouts/general/washed-hands")
    found = compared(repository, "HEAD", str(repository), languages="en", pictures=4)
    assert [(c.edition.slug, c.kind) for c in found.changes] == [("clean-hands", Kind.REMOVED), ("washed-hands", Kind.ADDED)]
    assert len(found.changes[1].whole) == found.changes[1].new.pages  # type: ignore[union-attr]


def test_copies_that_orders_printed_are_to_be_reprinted(repository: Path, tmp_path: Path) -> None:
    library = open_library(repository)
    edition = Edition("clean-hands", "en", "standard", "test-clinic")
    released = [history.release_of(library, edition, "ABCDE FGHJK", "0" * 64, 2, TODAY)]
    history.record_releases(library, released)
    piece = history.OrderedPiece(released[0][0].fingerprint, "clean-hands.pdf", "0" * 64, 250, "")
    history.record_order(repository, history.OrderRecord("autumn", "Autumn", "2026-10-01", "2026-10-09", "C-1", {}, (piece,)))
    arguments = ("HEAD", "--lang", "en", "--variant", "standard", "--no-images", "--format", "json")
    assert json.loads(diff(repository, *arguments).stdout)["reprints"] == [], "what was printed is what is written"
    edit(repository, f"{TEXT}/en.yaml", ("clean towel", "dry towel"))
    summary = tmp_path / "summary.md"
    said = json.loads(diff(repository, *arguments, "--summary", str(summary)).stdout)
    assert [(row["copies"], row["orders"]) for row in said["reprints"]] == [(250, ["autumn of 2026-10-01"])]
    assert "250 of Clean hands" in summary.read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------- sides


def test_a_revision_is_unpacked_without_touching_the_repository(repository: Path, tmp_path: Path) -> None:
    hook = repository / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/hook-ran\n")
    hook.chmod(0o755)
    (repository / "handouts/general/away").symlink_to("/etc")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "a link")
    before = git(repository, "status", "--porcelain", "--branch")
    side, problems = open_side("HEAD", repository, tmp_path / "old")
    assert problems == []
    assert side is not None
    assert side.library is not None
    assert list(side.library.pieces) == ["clean-hands"]
    assert not (tmp_path / "old/handouts/general/away").exists()
    assert not (tmp_path / "hook-ran").exists()
    assert git(repository, "status", "--porcelain", "--branch") == before
    assert git(repository, "worktree", "list").count("\n") == 0


def test_a_project_below_the_top_of_its_repository(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "project")
    git(tmp_path, "commit", "-q", "-m", "one")
    side, problems = open_side("main", project, tmp_path / "old")
    assert problems == []
    assert side is not None
    assert side.library is not None
    assert list(side.library.pieces) == ["clean-hands"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mian", 'Did you mean "main"?'),
        ("--upload-pack=x", "no git revision"),
        ("HEAD~7", "no git revision"),
        ("handouts/general", "neither a project"),
        (f"{TEXT}/en.yaml", "no record of `handouts build --record`"),
        ("twice", "also a folder"),
    ],
)
def test_a_name_that_means_nothing_or_two_things(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    git(repository, "branch", "twice")
    (repository / "twice").mkdir()
    monkeypatch.chdir(repository)
    side, problems = open_side(name, repository, tmp_path / "old")
    assert side is None
    assert says in " ".join(f"{problem.fault} {problem.remedy}" for problem in problems)


def test_a_project_in_no_repository_says_so(project: Path, tmp_path: Path) -> None:
    side, problems = open_side("main", project, tmp_path / "old")
    assert side is None
    assert "in no git repository" in problems[0].fault


def test_two_folders_of_built_pdfs(project: Path, tmp_path: Path, compared: Compared, make_one: Callable[..., Outcome]) -> None:
    make_one(project)
    (tmp_path / "out").rename(tmp_path / "out-old")
    edit(project, f"{TEXT}/en.yaml", ("clean towel", "dry towel"))
    make_one(project)
    found = compared(project, str(tmp_path / "out-old"), str(tmp_path / "out"), pictures=2)
    [change] = found.changes
    assert change.kind is Kind.WORDS
    assert any("words" in pair.kinds for pair in change.pages)


def test_a_build_record_finds_its_pdfs_by_their_hash(project: Path, tmp_path: Path, compared: Compared, make_one: Callable[..., Outcome]) -> None:
    out = tmp_path / "out"
    (out / "record.json").parent.mkdir()
    (out / "record.json").write_text(record(open_library(project), [make_one(project)], Run(out, TODAY)))
    said = json.loads((out / "record.json").read_text())
    assert compared(project, str(out / "record.json"), str(project), languages="en").nothing
    said["editions"][0]["pdf"] = "0" * 64
    said["tools"]["weasyprint"] = "69.0"
    (tmp_path / "altered.json").write_text(json.dumps(said))
    found = compared(project, str(tmp_path / "altered.json"), str(out / "record.json"), languages="en", pictures=1)
    [change] = found.changes
    assert change.old is not None
    assert change.old.pdf() is None, "a PDF with another hash is not the one that was meant"
    assert not change.seen


def test_two_records_made_with_other_tools(project: Path, tmp_path: Path, compared: Compared, make_one: Callable[..., Outcome]) -> None:
    folders = list[Path]()
    for colour in ("#0B4F5C", "#5C0B4F"):
        edit(project, BRAND, ("#0B4F5C", colour))
        outcome = make_one(project)
        said = json.loads(record(open_library(project), [outcome], Run(tmp_path / "out", TODAY)))
        said["tools"]["weasyprint"] = colour
        folders.append((tmp_path / "out").rename(tmp_path / f"out-{len(folders)}"))
        (folders[-1] / "record.json").write_text(json.dumps(said))
    found = compared(project, str(folders[0] / "record.json"), str(folders[1] / "record.json"), pictures=1)
    [group] = found.layout
    assert group.causes == ("weasyprint #0B4F5C → #5C0B4F",)
    assert group.changes[0].pages


# ---------------------------------------------------------------------------------------------------------------- pages


def test_marks_stand_where_words_changed_and_nowhere_else(project: Path, make_one: Callable[..., Outcome]) -> None:
    before = read(make_one(project))
    edit(project, f"{TEXT}/en.yaml", ("clean towel", "paper towel"))
    after = read(make_one(project))
    assert structure_text(before) != structure_text(after)
    [pair] = pairs(before, after)
    assert pair.number == 1, "page 2 has another fingerprint only"
    assert pair.kinds == {"words"}
    assert pair.new is not None
    [mark] = pair.new.marks
    assert 0 < mark.top < 100
    assert mark.height < 5, "one line"


def test_lines_that_only_moved_to_another_page_are_no_other_words(project: Path, make_one: Callable[..., Outcome]) -> None:
    edit(project, f"{TEXT}/handout.yaml", ("large-print: 3", "large-print: 9"))
    before = make_one(project, variant="large-print")
    old = read(before)
    more = "".join(f"      - text: Paragraph {n} of a few.\n" for n in range(12))
    edit(project, f"{TEXT}/en.yaml", ("    blocks:\n      - steps:", f"    blocks:\n{more}      - steps:"))
    after = make_one(project, variant="large-print")
    assert after.pages > before.pages
    wordy = [pair for pair in pairs(old, read(after)) if "words" in pair.kinds]
    marks = [mark for pair in wordy if pair.old for mark in pair.old.marks if mark.kind == "words"]
    assert marks == [], "nothing of the old pages went away"
    assert any(mark.kind == "words" for pair in wordy if pair.new for mark in pair.new.marks)


def test_pages_that_only_one_side_has(project: Path, make_one: Callable[..., Outcome]) -> None:
    before = read(make_one(project))
    more = "".join(f"      - text: Paragraph {n} of many, long enough to fill a page with the others.\n" for n in range(40))
    edit(project, f"{TEXT}/en.yaml", ("      - include: when-to-call\n", f"      - include: when-to-call\n{more}"), ("version: 1", "version: 2"))
    edit(project, f"{TEXT}/handout.yaml", ("standard: 2", "standard: 9"))
    after = read(make_one(project))
    found = pairs(before, after)
    assert len(single(after)) > len(single(before))
    last = found[-1]
    assert last.old is None
    assert last.new is not None
    assert last.number == len(single(after))


# --------------------------------------------------------------------------------------------------------------- report


class Auditor(HTMLParser):
    """What a report asks of the network, and what a screen reader would miss in it."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        for name in ("src", "href"):
            value = known.get(name) or ""
            if value and not value.startswith(("data:", "#")):
                self.outside.append(value)
        if tag == "img" and not known.get("alt"):
            self.faults.append("a picture without words")
        if tag in ("script", "link", "iframe"):
            self.faults.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if known.get("id"):
            self.ids.append(str(known["id"]))


def test_the_report_needs_nothing_and_says_everything(repository: Path, compared: Compared) -> None:
    edit(repository, f"{TEXT}/en.yaml", ("clean towel", "<b>dry</b> towel @everybody"))
    edit(repository, f"{TEXT}/ar.yaml", ("بمنشفة نظيفة", "بمنشفة جافة"))
    edit(repository, BRAND, ("#0B4F5C", "#5C0B4F"))
    found = compared(repository, "HEAD", str(repository), pictures=9)
    page, problems = html(found, "2026-11-22")
    assert problems == []
    auditor = Auditor()
    auditor.feed(page)
    assert auditor.outside == []
    assert auditor.faults == []
    assert all(later - earlier <= 1 for earlier, later in zip(auditor.levels, auditor.levels[1:], strict=False))
    assert len(auditor.ids) == len(set(auditor.ids))
    assert "url(" not in page
    assert "@import" not in page
    assert "<b>dry" not in page
    assert re.search(r'<p class="redline" lang="ar" dir="rtl">', page)
    assert "<del>" in page
    assert "<ins>" in page
    summary = markdown(found)
    assert "@everybody" not in summary, "a summary calls nobody"
    assert "<b>" not in summary
    assert len(summary) < 4000


# -------------------------------------------------------------------------------------------------------------- command


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(root), "diff", *arguments, "--today", "2026-11-22"], standalone_mode=False)


def test_the_command_writes_report_and_summary(repository: Path, tmp_path: Path) -> None:
    edit(repository, f"{TEXT}/en.yaml", ("clean towel", "dry towel"))
    report, summary = tmp_path / "report.html", tmp_path / "summary.md"
    found = diff(repository, "HEAD", "--lang", "en", "--variant", "standard", "-o", str(report), "--summary", str(summary), "--format", "json")
    assert found.exception is None
    assert found.return_value == 0
    said = json.loads(found.stdout)
    assert said["new"] == "the working folder"
    assert [row["kind"] for row in said["changes"]] == ["words"]
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "Clean hands, English" in summary.read_text(encoding="utf-8")
    assert not list(repository.glob("out/draft"))


def test_wrong_names_are_wrong_usage(repository: Path) -> None:
    for arguments in (("nope",), ("HEAD", "--lang", "xx"), ("HEAD", "--variant", "huge"), ("HEAD", "--brand", "nobody")):
        assert getattr(diff(repository, *arguments).exception, "exit_code", 0) == 2, arguments
