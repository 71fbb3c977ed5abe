"""One verdict: what is a release, and why not. Each way to get a sheet out that nobody signed is tried here."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import cli
from press import cluster, qr, recall, receipt, review, route
from press.edition import Edition
from press.language import file as language_file
from press.library import open_library
from press.preview.setting import Choice, Setter
from press.review import State as Standing
from press.review.approvals import load_approvals
from press.route import Run, State, steps

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
BY = "TEST, not a person"
FOLDER = "handouts/general/clean-hands"
EN, ES = (f"{FOLDER}/{tag}.yaml" for tag in ("en", "es"))
APPROVALS = f"{FOLDER}/approvals.yaml"
BRAND = "styles/brands/test-clinic/brand.yaml"
CONFIRMED = "styles/brands/test-clinic/approvals.yaml"
EDITION = Edition("clean-hands", "en", "standard", "test-clinic")
FIGURE = "figures/hands.svg"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" width="80" height="40"><circle cx="{}" cy="20" r="14"/></svg>'

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one command on the project as of TODAY: its exit code and all that it said."""

    def run(*words: str, today: str = str(TODAY)) -> tuple[int, str]:
        code = cli._run(["--project", str(project), *words, *(["--today", today] if today else [])])
        said = capsys.readouterr()
        assert "fault of Handout Press" not in said.err, said.err
        return code, said.out + said.err

    return run


@pytest.fixture
def approved(project: Path, say: Say) -> Path:
    """The clean library with a figure, everything confirmed and approved, as a test."""
    for name, alt in ((EN, "Two hands"), (ES, "Dos manos"), (f"{FOLDER}/ar.yaml", "يدان")):
        text = (project / name).read_text(encoding="utf-8")
        text = text.replace("      - steps:", f"      - figure: {{file: hands.svg, alt: {alt}}}\n      - steps:", 1)
        (project / name).write_text(text, encoding="utf-8")
    picture(project, 20)
    assert say("confirm", "clean-hands", today="")[0] == 0
    assert say("approve", "--words", "--lang", "en,es,ar", "--by", BY)[0] == 0
    assert say("approve", "clean-hands", "--lang", "en,es,ar", "--by", BY)[0] == 0
    return project


def picture(root: Path, x: int) -> None:
    path = root / FOLDER / FIGURE
    path.parent.mkdir(exist_ok=True)
    path.write_text(PICTURE.format(x), encoding="utf-8")


def change(root: Path, old: str, new: str, name: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def verdict(root: Path, edition: Edition = EDITION, today: datetime.date = TODAY) -> route.Verdict:
    return route.verdict(open_library(root), edition, today)


def why(root: Path, edition: Edition = EDITION) -> list[str]:
    return [problem.rule for problem in verdict(root, edition).reasons]


def shelf(root: Path) -> review.Approvals:
    found = load_approvals(root / APPROVALS, APPROVALS).approvals
    assert found is not None
    return found


# -------------------------------------------------------------------------------------------------- what a brand prints


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ('emergency_number: "911"', 'emergency_number: "119"', ["emergency-number", "brand-unconfirmed"]),
        ("phone: 503-555-0123", "phone: 503-555-0132", ["brand-unconfirmed"]),
        ("after_hours: 503-555-0199", "after_hours: 503-555-0198", ["brand-unconfirmed"]),
        ("  after_hours: 503-555-0199\n", "", ["brand-unconfirmed"]),
        ("1 Test Street", "7 Test Street", ["brand-unconfirmed"]),
        ("  address: ", "  web: https://example.org\n  address: ", ["brand-unconfirmed"]),
        ("name: Test Clinic\n  phone", "name: Hilltop\n  phone", []),
        ("#8A3B12", "#8A3B11", []),
    ],
)
def test_what_a_patient_acts_on_is_confirmed_for_the_brand(
    approved: Path, say: Say, old: str, new: str, rules: list[str]
) -> None:
    assert verdict(approved).released
    change(approved, old, new, BRAND)
    found = verdict(approved)
    assert [problem.rule for problem in found.reasons] == rules
    assert (found.released, found.state) == (not rules, Standing.WITHHELD if rules else Standing.APPROVED)
    assert all(problem.place.path == BRAND and problem.place.line for problem in found.reasons)
    assert not rules or found.standing.marks == ("draft",), "and a sheet that is made of it says so"
    code, said = say("approve", "--brand", "test-clinic", "--by", BY)
    if "emergency-number" in rules:
        assert (code, "119 is no emergency number of US: 911" in said) == (1, True)
        change(approved, "paper:", "emergency_number_reason: TEST, an exercise\npaper:", BRAND)
        code, said = say("approve", "--brand", "test-clinic", "--by", BY)
    assert (code, "test-clinic: confirmed by TEST" in said) == (0, True)
    assert verdict(approved).released


def test_a_country_that_no_table_knows_needs_a_reason_for_its_emergency_number(approved: Path, say: Say) -> None:
    change(approved, "region: US", "region: UK", BRAND)
    code, said = say("approve", "--brand", "test-clinic", "--by", BY)
    assert (code, "no table knows the emergency numbers of UK" in said) == (1, True)
    assert "emergency-number" in why(approved)
    change(approved, "paper:", "emergency_number_reason: TEST, an exercise\npaper:", BRAND)
    assert say("approve", "--brand", "test-clinic", "--by", BY)[0] == 0
    assert why(approved) == []


def test_a_value_counts_as_confirmed_where_an_approval_that_holds_recorded_it(approved: Path, say: Say) -> None:
    """Also where it is another handout's; not where that approval is void, or older than a word for the brand itself."""
    shutil.copytree(approved / FOLDER, approved / "handouts/general/more-hands")
    change(approved, "Clean hands", "Cleaner hands", "handouts/general/more-hands/en.yaml")
    (approved / "handouts/general/more-hands/approvals.yaml").unlink()
    change(approved, "503-555-0123", "503-555-0124", BRAND)
    assert why(approved) == ["brand-unconfirmed"]
    assert say("approve", "more-hands", "--lang", "en", "--by", BY)[0] == 0
    assert why(approved) == []
    change(approved, "a clean towel", "your clean towel", "handouts/general/more-hands/en.yaml")
    assert why(approved) == ["brand-unconfirmed"]
    assert say("approve", "more-hands", "--lang", "en", "--by", BY)[0] == 0
    assert why(approved) == []
    change(approved, "503-555-0124", "503-555-0125", BRAND)
    assert say("approve", "--brand", "test-clinic", "--by", BY)[0] == 0
    assert why(approved) == []
    change(approved, "503-555-0125", "503-555-0124", BRAND)
    assert why(approved) == ["brand-unconfirmed"], "the brand's own word is the later one"


def test_a_brand_that_came_after_the_approval_is_confirmed_first(approved: Path, say: Say) -> None:
    shutil.copytree(approved / "styles/brands/test-clinic", approved / "styles/brands/new-clinic")
    change(approved, "name: Test Clinic", "name: New Clinic", "styles/brands/new-clinic/brand.yaml")
    there = replace(EDITION, brand="new-clinic")
    assert (set(why(approved, there)), why(approved)) == ({"brand-unconfirmed"}, [])
    said = say("status")[1]
    assert "not for new-clinic" in said
    assert say("approve", "--brand", "new-clinic", "--by", BY)[0] == 0
    assert why(approved, there) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('by: "TEST', 'by: "Somebody'), ("503-555-0123", "503-555-0124"), ('on: "2026-11-22"', 'on: "2026-11-21"')],
)
def test_a_brands_record_that_was_edited_by_hand_holds_everything_back(approved: Path, say: Say, old: str, new: str) -> None:
    assert say("approve", "--brand", "test-clinic", "--by", BY)[0] == 0
    change(approved, old, new, CONFIRMED)
    assert why(approved) == ["brand-unconfirmed"]
    (approved / CONFIRMED).write_text("confirmed: [oops\n")
    assert [problem.place.path for problem in verdict(approved).reasons] == [CONFIRMED]
    assert say("check", today="")[0] == 1


def test_a_brands_word_can_be_taken_back(approved: Path, say: Say) -> None:
    by = ("--brand", "test-clinic", "--by", BY)
    assert say("approve", *by, "--withdraw", "--reason", "the line is dead")[0] == 0
    assert "the line is dead" in verdict(approved).why
    assert say("approve", *by)[0] == 0
    assert verdict(approved).released


# ------------------------------------------------------------------------------------------------- the record of a text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('by: "TEST, not a person"', 'by: "Somebody, a doctor"'),
        ('review_by: "2027-11-22"', 'review_by: "2028-11-22"'),
        ('on: "2026-11-22"', 'on: "2026-11-21"'),
        ("scheme: 2", "scheme: 1"),
        ('"test-clinic.clinic.phone": "503-555-0123"', '"test-clinic.clinic.phone": "503-555-0124"'),
        ("    seal:", '    qualification: "certified"\n    seal:'),
        ("    seal:", '    answers:\n      - {"rule": "numbers-differ", "words": "0123456789ab", "reason": "TEST"}\n    seal:'),
        ('order: "by-role"', 'order: "written"'),
    ],
)
def test_an_entry_that_was_edited_by_hand_is_void(approved: Path, say: Say, old: str, new: str) -> None:
    change(approved, old, new, APPROVALS)  # the first entry is that of the source text
    assert why(approved) == ["approval-edited"]
    assert "approval-edited" in say("check", today="")[1]
    assert say("approve", "clean-hands", "--lang", "ar", "--by", BY)[0] == 0
    assert why(approved) == ["approval-edited"], "no later entry makes it whole again"
    assert say("approve", "clean-hands", "--lang", "en", "--by", BY)[0] == 0
    assert why(approved) == []


def test_without_its_seal_an_entry_of_today_counts_no_more(approved: Path) -> None:
    text = (approved / APPROVALS).read_text(encoding="utf-8")
    (approved / APPROVALS).write_text(re.sub(r'\n    seal: "\w+"', "", text), encoding="utf-8")
    assert why(approved) == ["approval-edited"]


def test_of_two_branches_that_both_approved_both_entries_stay_and_the_one_that_fits_counts(approved: Path, say: Say) -> None:
    """One branch approves the text as it is; the other changes it and approves that. Merged either way round."""
    base = (approved / APPROVALS).read_text(encoding="utf-8")
    by = ("clean-hands", "--lang", "en", "--by", BY)
    assert say("approve", *by, today="2026-11-24")[0] == 0
    ours = (approved / APPROVALS).read_text(encoding="utf-8")
    (approved / APPROVALS).write_text(base, encoding="utf-8")
    text = (approved / EN).read_text(encoding="utf-8")
    change(approved, "a clean towel", "your clean towel", EN)
    assert say("approve", *by, today="2026-11-23")[0] == 0
    theirs = (approved / APPROVALS).read_text(encoding="utf-8")
    entries = [re.split(r"(?m)^(?=  - )", one)[1:] for one in (ours, theirs)]
    head = ours.partition("  - ")[0]
    later = datetime.date(2026, 11, 25)
    for first, then in (entries, entries[::-1]):
        merged = [*first, *(one for one in then if one not in first)]
        (approved / APPROVALS).write_text(head + "".join(merged), encoding="utf-8")
        changed, unchanged = (approved / EN).read_text(encoding="utf-8"), text
        assert verdict(approved, today=later).released
        (approved / EN).write_text(unchanged, encoding="utf-8")
        assert verdict(approved, today=later).released
        (approved / EN).write_text(unchanged.replace("clean towel", "wet towel"), encoding="utf-8")
        assert not verdict(approved, today=later).released
        (approved / EN).write_text(changed, encoding="utf-8")
    assert say("approve", *by, today="2026-11-25")[0] == 0
    (approved / EN).write_text(text, encoding="utf-8")
    assert not verdict(approved, today=later).released, "a later approval followed both"


def test_an_approval_that_was_followed_does_not_come_back_when_the_later_one_is_cut_out(approved: Path, say: Say) -> None:
    assert say("approve", "clean-hands", "--lang", "en", "--by", BY)[0] == 0
    text = (approved / APPROVALS).read_text(encoding="utf-8")
    (approved / APPROVALS).write_text(text[: text.rindex("  - language:")], encoding="utf-8")
    assert why(approved) == ["approval-unsound"]


def test_words_that_people_search_by_are_each_languages_own(approved: Path) -> None:
    change(approved, "[hand washing, soap]", "[soap, washing up, hygiene]", EN)
    change(approved, "[lavado de manos, jabón]", "[jabón]", ES)
    assert (why(approved), why(approved, replace(EDITION, language="es"))) == ([], [])
    change(approved, "keywords: [jabón]\n", "", ES)
    assert why(approved, replace(EDITION, language="es")) == []


def test_a_fixed_word_that_came_later_voids_nothing_and_is_named(approved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (language_file, review.fingerprint.__globals__):
        target = module if isinstance(module, dict) else vars(module)
        monkeypatch.setitem(target, "LATER_WORDS", (("continued",), ("language", "date")))
    assert why(approved) == [], "an approval of all words is one of all words"
    text = (approved / "handouts/_languages/approvals.yaml").read_text(encoding="utf-8")
    library = open_library(approved)
    then = list(review.fingerprint.__globals__["_words"](library.languages["en"]))
    assert [without for _, without in then] == [(), ("language", "date"), ("continued", "language", "date")]
    handout = list(review.fingerprint.__globals__["_fingerprints"](library, library.handouts["clean-hands"], "en", "by-role", "full"))
    path = approved / "handouts/_languages/approvals.yaml"
    as_then = _resealed(text, then[0][0], then[2][0])
    path.write_text(as_then, encoding="utf-8")
    own = (approved / APPROVALS).read_text(encoding="utf-8")
    (approved / APPROVALS).write_text(_resealed(own, handout[0].whole, handout[2].whole), encoding="utf-8")
    found = verdict(approved)
    assert found.released
    assert [note.rule for note in found.notes] == ["words-newer"]
    assert '"Language"' in found.notes[0].fault


def _resealed(text: str, old: str, new: str) -> str:
    """An approvals file as a former version of the press would have written it: with another fingerprint."""
    from press.review.seals import seal_of
    from press.source import check, parse

    assert old in text
    text = text.replace(old, new)
    located, _ = parse(text, "approvals.yaml")
    found, problems = check(located, review.Approvals)
    assert (problems, found is None) == ([], False)
    assert found is not None
    for one in found.approvals:
        text = text.replace(str(one.seal), seal_of(one))
    return text


# -------------------------------------------------------------------------------------------------------------- answers


def test_findings_of_safety_rules_are_answered_before_a_text_is_approved(approved: Path, say: Say) -> None:
    change(approved, "Séquelas con una toalla limpia.", "Séquelas con 2 toallas limpias.", ES)
    by = ("clean-hands", "--lang", "es", "--by", BY)
    before = (approved / APPROVALS).read_bytes()
    code, said = say("approve", *by)
    assert code == 1
    assert "[numbers-differ]" in said
    names = re.findall(r'--answer "(numbers-differ:\w{6})=', said)
    assert len(names) == said.count("[numbers-differ]") > 0
    assert (approved / APPROVALS).read_bytes() == before
    answers = [word for name in names for word in ("--answer", f"{name}=TEST, two are meant")]
    code, said = say("approve", *by, *answers, "--answer", "negation-missing=no such thing")
    assert (code, "answers nothing" in said) == (1, True)
    assert say("approve", *by, *answers)[0] == 0
    [latest] = [one for one in shelf(approved).approvals if one.language == "es" and not one.superseded]
    assert {(one.rule, one.reason) for one in latest.answers} == {("numbers-differ", "TEST, two are meant")}
    assert say("approve", *by)[0] == 0, "it was answered, and nothing of it changed"
    change(approved, "2 toallas limpias", "2 toallas secas", ES)
    code, said = say("approve", *by)
    assert (code, "[answer-missing]" in said) == (1, True)
    assert say("approve", *by, "--answer", "numbers-differ=TEST, two dry ones")[0] == 0
    assert "TEST, two dry ones" in say("status", "clean-hands")[1]


def test_a_waiver_is_an_answer_and_an_error_that_is_only_for_review_needs_one(approved: Path, say: Say) -> None:
    change(approved, "Wet your hands", "Wet ( your hands", EN)
    level = "levels:\n  - {rule: brackets-unbalanced, level: review, reason: TEST, by: 'TEST, not a person', on: 2026-11-22}\n"
    (approved / "policy.yaml").write_text(level)
    by = ("clean-hands", "--lang", "en", "--by", BY)
    assert say("approve", *by)[0] == 1
    change(approved, "version: 1", "version: 1\nwaive: [{rule: brackets-unbalanced, reason: TEST}]", EN)
    assert say("approve", *by)[0] == 0


def test_explain_says_which_rules_are_to_be_answered(say: Say) -> None:
    assert "(review, to be answered before approval)" in say("check", "--explain", "negation-missing", today="")[1]
    assert "(review)" in say("check", "--explain", "sentence-too-long", today="")[1]


# ---------------------------------------------------------------------------------------------------------- one snapshot


def released(root: Path, out: Path, edition: Edition = EDITION) -> route.Outcome:
    return route.make(open_library(root), edition, Run(out, TODAY, release=True))


@pytest.mark.parametrize("name", [f"{FOLDER}/{FIGURE}", "styles/brands/test-clinic/logo.svg", "styles/handout.css"])
def test_what_changes_between_the_verdict_and_the_typesetter_is_not_released(
    approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name == "styles/handout.css":
        shutil.copy(HERE.parent / name, approved / name)
    typeset = steps.typeset.typeset

    def meanwhile(*words: object, **more: object) -> object:
        path = approved / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("</svg>", "<!-- new --></svg>") if path.suffix == ".svg" else f"{text}\n/* new */\n")
        return typeset(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(steps.typeset, "typeset", meanwhile)
    made = released(approved, tmp_path / "out")
    assert (made.state, made.path) == (State.FAILED, None)
    assert [(p.rule, p.place.path) for p in made.problems if p.severity == "error"] == [("changed-while-made", name)]
    assert list((tmp_path / "out").rglob("*.pdf")) == []


@pytest.mark.parametrize("what", ["a figure", "a text", "a logo"])
def test_what_a_worker_made_of_other_files_is_not_taken(approved: Path, say: Say, tmp_path: Path, what: str) -> None:
    """It is changed after the run began, and even approved again: nobody decided about that."""
    library, run = open_library(approved), Run(tmp_path / "out", TODAY, release=True)
    given = route.task(library, EDITION, run)
    if what == "a figure":
        picture(approved, 30)
    elif what == "a text":
        change(approved, "a clean towel", "your clean towel", EN)
    else:
        change(approved, "</svg>", "<!-- new --></svg>", "styles/brands/test-clinic/logo.svg")
    assert say("approve", "clean-hands", "--lang", "en", "--by", BY)[0] == 0
    worker = open_library(approved)
    made = route.made(worker, EDITION, run, given[0])
    assert made.released
    taken = route.agreed(made, given)
    assert (taken.state, taken.released, taken.path) == (State.FAILED, False, None)
    assert taken.problems[-1].rule == "changed-while-made"


def test_a_worker_has_no_say_in_approvals(approved: Path, say: Say, tmp_path: Path) -> None:
    """Its copy says that all is approved; whoever gave the work says that it is not: a draft. And its copy is found out."""
    copy = tmp_path / "worker"
    shutil.copytree(approved, copy)
    assert say("approve", "clean-hands", "--lang", "en", "--by", BY, "--withdraw")[0] == 0
    library, there = open_library(approved), open_library(copy)
    given = route.task(library, EDITION, Run(tmp_path / "out", TODAY))
    made = route.made(there, EDITION, Run(tmp_path / "out", TODAY), given[0])
    assert (made.released, made.state) == (False, State.BUILT)
    assert made.path is not None
    assert "draft" in made.path.parts
    assert cluster.project_digest(library) != cluster.project_digest(there)
    other = route.made(there, EDITION, Run(tmp_path / "own", TODAY))
    assert other.released, "by its own approvals"
    assert not route.agreed(other, given).released


@pytest.mark.parametrize("name", [APPROVALS, f"{FOLDER}/made-from/es.yaml", "handouts/_languages/approvals.yaml", CONFIRMED, "policy.yaml"])
def test_a_clusters_digest_covers_all_that_decides(approved: Path, name: str) -> None:
    before = cluster.project_digest(open_library(approved))
    path = approved / name
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n# new\n", encoding="utf-8")
    assert cluster.project_digest(open_library(approved)) != before


# ------------------------------------------------------------------------------------------------- receipts and the store


def slip_of(store: Path, sha256: str) -> Path:
    [found] = (path for path in (store / "receipts").rglob("*.json") if sha256 in path.read_text(encoding="utf-8"))
    return found


def test_a_receipt_that_vouches_for_another_sheet_is_never_used(approved: Path, tmp_path: Path) -> None:
    """Edited in place it is not what its name says; given a name of its own, its PDF bears another sheet's code."""
    out = tmp_path / "out"
    mine, other = released(approved, out), released(approved, out, replace(EDITION, language="es"))
    assert mine.path is not None
    assert other.path is not None
    right, wrong = mine.path.read_bytes(), other.path.read_bytes()
    store = out / ".store"
    slip = slip_of(store, receipt.digest(right))
    kept = slip.read_text(encoding="utf-8")
    edited = kept.replace(receipt.digest(right), receipt.digest(wrong))
    for path in (slip, slip.parent / f"{receipt.digest(edited.encode())[:32]}.json"):
        slip.unlink(missing_ok=True)
        path.write_text(edited, encoding="utf-8")
        for there in (None, wrong):  # the shelf is empty; or holds what the receipt says
            mine.path.unlink(missing_ok=True)
            if there is not None:
                mine.path.write_bytes(there)
            again = released(approved, out)
            assert (again.state, mine.path.read_bytes() == right) == (State.BUILT, True)
            shutil.rmtree(slip.parent)
            slip.parent.mkdir()
            path.write_text(edited, encoding="utf-8")
    assert receipt.bears(right, qr.plain(mine.fingerprint))
    assert not receipt.bears(right, qr.plain(other.fingerprint))


def test_what_is_kept_of_a_check_that_was_edited_is_checked_again(approved: Path, tmp_path: Path) -> None:
    change(approved, "Wet your hands", "Wet ( your hands", EN)
    assert released(approved, tmp_path / "out").state is State.REFUSED
    [kept] = (tmp_path / "out/.store/checks").rglob("*.json")
    said, _, seal = kept.read_text(encoding="utf-8").rpartition("\n")
    kept.write_text(f"{json.dumps({**json.loads(said), 'problems': []})}\n{seal}")
    assert "brackets-unbalanced" in {problem.rule for problem in released(approved, tmp_path / "out").problems}


def test_a_picture_replaced_and_approved_again_makes_another_sheet(approved: Path, say: Say, tmp_path: Path) -> None:
    marks = []
    for x in (20, 30):
        picture(approved, x)
        assert say("approve", "clean-hands", "--lang", "en", "--by", BY)[0] == 0
        library = open_library(approved)
        made = released(approved, tmp_path / "out")
        assert recall.record_run(library, [made], TODAY)[1] == []
        marks.append(made.fingerprint)
    assert len(set(marks)) == 2
    library = open_library(approved)
    states = [recall.answer(library, mark, TODAY) for mark in marks]
    assert [one.state for one in states] == [recall.State.SUPERSEDED, recall.State.CURRENT]
    assert [one.where for one in states[0].changes] == [f"{FOLDER}/{FIGURE}"]


def test_the_archive_holds_every_release_also_one_that_was_fresh(approved: Path, say: Say) -> None:
    words = ("build", "--release", "--lang", "en", "--variant", "standard", "--jobs", "1")
    assert say(*words)[0] == 0
    (approved / "policy.yaml").write_text("archive: archive\n")
    assert say(*words)[0] == 0
    [kept] = (approved / "archive").rglob("*.pdf")
    pdf = approved / "out/release/test-clinic/en/clean-hands.standard.pdf"
    assert kept.read_bytes() == pdf.read_bytes()
    kept.write_bytes(b"damaged")
    assert "1 fresh" in say(*words)[1]
    assert kept.read_bytes() == pdf.read_bytes()


@pytest.mark.parametrize("words", [("get", "clean-hands", "-o", "-"), ("build", "--lang", "en", "--variant", "standard", "--jobs", "1")])
def test_a_release_is_recorded_and_kept_however_it_came_about(
    approved: Path, say: Say, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (approved / "policy.yaml").write_text("archive: archive\n")
    if words[0] == "get":
        words = (*words[:-1], str(tmp_path / "a.pdf"))
    assert say(*words)[0] == 0
    [kept] = (approved / "archive").rglob("*.pdf")
    assert kept.read_bytes() == (approved / "out/release/test-clinic/en/clean-hands.standard.pdf").read_bytes()
    [release] = recall.releases(approved)[0]
    assert recall.answer(open_library(approved), release.fingerprint, TODAY).state is recall.State.CURRENT
    (approved / APPROVALS).unlink()
    assert say(*words)[0] == 0
    assert len(recall.releases(approved)[0]) == 1, "a draft is none"


def test_the_preview_marks_what_is_no_release(approved: Path) -> None:
    """Its pages can be printed from the browser: a sheet that is withheld must not look released there."""
    setter, choice = Setter(approved, TODAY), Choice("clean-hands", "en", "standard", "test-clinic")
    assert setter.set(choice, 1).marks == ()
    change(approved, "503-555-0123", "503-555-0132", BRAND)
    assert setter.set(choice, 2).marks == ("draft",)


def test_a_draft_does_not_stay_beside_its_release(approved: Path, say: Say) -> None:
    shelf = approved / APPROVALS
    signed = shelf.read_bytes()
    shelf.unlink()
    words = ("--lang", "en", "--variant", "standard", "--jobs", "1")
    assert say("build", *words)[0] == 0
    draft = approved / "out/draft/test-clinic/en/clean-hands.standard.pdf"
    assert draft.exists()
    shelf.write_bytes(signed)
    assert say("build", "--release", *words)[0] == 0
    assert not draft.exists()
    assert (approved / "out/release/test-clinic/en/clean-hands.standard.pdf").exists()


def test_what_lies_in_the_output_folder_and_follows_from_nothing_is_named(approved: Path, say: Say) -> None:
    words = ("build", "--lang", "en,es", "--variant", "standard", "--jobs", "1")
    assert "Out of date" not in say(*words)[1]
    (approved / APPROVALS).unlink()
    said = say(*words)[1]
    assert "Out of date: release/test-clinic/en/clean-hands.standard.pdf: it is a draft now" in said
    (approved / ES).unlink()
    change(approved, "[en, es, ar]", "[en, ar]", f"{FOLDER}/handout.yaml")
    said = say(*words)[1]
    assert "Out of date: draft/test-clinic/es/clean-hands.standard.pdf: nothing makes it any more" in said
    assert "Out of date: release/test-clinic/es/clean-hands.standard.pdf: nothing" in said
    (approved / EN).write_text("title: [", encoding="utf-8")
    said = say("build", "--release", *words[1:])[1]
    assert ("draft/test-clinic/es" in said, "draft/test-clinic/en" in said) == (True, False), "what is broken is not gone"
    assert not list((approved / "out/release").rglob("*.pdf"))


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "0001-01-01", "2028-02-29"])
def test_any_day_will_do(approved: Path, say: Say, day: str) -> None:
    for words in (
        ("status",), ("due", "--ics", str(approved / "a.ics")), ("approve", "clean-hands", "--lang", "en", "--by", BY),
        ("approve", "--brand", "test-clinic", "--by", BY), ("recall", "7K3M9-QXA2C"), ("build", "--explain", "--lang", "en"),
    ):  # fmt: skip
        say(*words, today=day)


def test_the_code_of_a_pdf_with_thousands_of_objects_is_found() -> None:
    """The table of objects of a Korean packet has 6 KB as a stream, and the identifier stands before it."""
    table = b"7 0 obj\n<</Type /XRef /ID [(E3JWE-AJAAF) (x)]/Length 6000>>\nstream\n" + bytes(6000) + b"\nendstream\nendobj\n"
    data = b"%PDF-1.7\n" + table + b"startxref\n9\n%%EOF\n"
    assert receipt.bears(data, "E3JWE-AJAAF")
    assert not receipt.bears(data, "E3JWE-AJAAG")
    assert not receipt.bears(data.replace(b"startxref\n9", b"startxref\n99999999999"), "E3JWE-AJAAF")
