"""The gate under attack: edits by hand, merges, slips of the pen. What is released was reviewed, is in date, says the same."""

from __future__ import annotations

import datetime
import multiprocessing
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import cli
from press import checks, review, route
from press.edition import Edition
from press.library import open_library
from press.problem import errors
from press.receipt import keep
from press.review import Approval
from press.review.approvals import load_approvals

TODAY = datetime.date(2026, 11, 22)
BY = "TEST, not a person"
FOLDER = "handouts/general/clean-hands"
SHARED = "handouts/_shared/when-to-call"
EN, ES, AR = (f"{FOLDER}/{tag}.yaml" for tag in ("en", "es", "ar"))
APPROVALS = f"{FOLDER}/approvals.yaml"
STEPS = "sections.0.blocks.0.steps"

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one command on the project: its exit code and all that it said."""

    def run(*words: str) -> tuple[int, str]:
        code = cli._run(["--project", str(project), *words])
        said = capsys.readouterr()
        assert "fault of Handout Press" not in said.err, said.err
        return code, said.out + said.err

    return run


@pytest.fixture
def approve(say: Say) -> Callable[..., tuple[int, str]]:
    def run(tag: str = "es", *more: str, slug: str = "clean-hands", today: datetime.date = TODAY) -> tuple[int, str]:
        return say("approve", slug, "--lang", tag, "--by", BY, "--today", str(today), *more)

    return run


@pytest.fixture
def approved(project: Path, say: Say, approve: Say) -> Path:
    """The clean library with everything confirmed and approved, as a test."""
    assert say("confirm", "clean-hands")[0] == 0
    assert say("approve", "--words", "--lang", "en,es,ar", "--by", BY, "--today", str(TODAY))[0] == 0
    assert approve("en,es,ar")[0] == 0
    return project


def stand(root: Path, tag: str = "es", today: datetime.date = TODAY, slug: str = "clean-hands") -> review.Standing:
    library = open_library(root)
    return review.standing(library, library.pieces[slug], tag, today)


def rules(standing: review.Standing) -> set[str]:
    return {reason.problem.rule for reason in standing.reasons}


def change(root: Path, old: str, new: str, name: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def states(root: Path, tag: str = "es") -> list[str]:
    library = open_library(root)
    handout = library.handouts["clean-hands"]
    snapshot, _ = review.load_snapshot(handout.texts[tag], root)
    assert snapshot is not None
    found = review.passage_states(handout.texts["en"], handout.texts[tag], snapshot)
    return [f"{one.change} {'.'.join(map(str, one.path or ()))}".strip() for one in found if one.change != "fresh"]


# ------------------------------------------------------------------------------------------------ what an approval is of


def shared_passage(root: Path, name: str, words: str) -> None:
    folder = root / "handouts/_shared" / name
    for tag in ("en", "es", "ar"):
        how = "version: 1" if tag == "en" else "translation: {method: human, from_version: 1}"
        keep(folder / f"{tag}.yaml", f"title: {name}\n{how}\nblocks:\n  - text: {words}\n".encode())


def test_which_shared_passage_is_printed_where_is_approved(project: Path, approve: Say) -> None:
    """The same passages in another place: first A, B, A, then A, B, B."""
    shared_passage(project, "more", "Wash them again after lunch.")
    change(
        project,
        "include: when-to-call",
        "include: when-to-call\n      - include: more\n      - include: when-to-call",
        EN,
    )
    before = review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en")
    text = (project / EN).read_text(encoding="utf-8")
    head, _, _ = text.rpartition("when-to-call")
    (project / EN).write_text(f"{head}more\n", encoding="utf-8")
    after = review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en")
    assert before.whole != after.whole


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("- write-in: [{label: Soap, lines: 1}]", "- write-in: [{label: Soap, lines: 9}]"),
        (
            "- table: {caption: T, columns: [a, b], row_headers: true, rows: [[c, d]]}",
            "- table: {caption: T, columns: [a, b], row_headers: false, rows: [[c, d]]}",
        ),
        ("- callout: {kind: caution, text: Take care.}", "- callout: {kind: note, text: Take care.}"),
    ],
)
def test_what_shapes_the_print_is_approved_like_words(project: Path, first: str, then: str) -> None:
    change(project, "      - steps:", f"      {first}\n      - steps:", EN)
    before = review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en")
    change(project, first, then, EN)
    assert review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en") != before


def test_a_changed_picture_voids_the_approval(project: Path) -> None:
    change(project, "      - steps:", "      - figure: {file: a.svg, alt: A tap}\n      - steps:", EN)
    picture = project / FOLDER / "figures/a.svg"
    keep(picture, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    before = review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en")
    keep(picture, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"/>')
    after = review.fingerprint(open_library(project), open_library(project).handouts["clean-hands"], "en")
    assert after.changed_since(before.parts) == [f"{FOLDER}/figures/a.svg"]


def test_a_changed_fact_or_source_voids_every_language(approved: Path) -> None:
    change(approved, "year: 2025", "year: 2024", f"{FOLDER}/handout.yaml")
    assert {stand(approved, tag).state for tag in ("en", "es", "ar")} == {review.State.CHANGED}


def test_a_phone_that_changed_since_the_approval_holds_the_releases_back(approved: Path, say: Say) -> None:
    change(approved, "503-555-0123", "503-555-0124", "styles/brands/test-clinic/brand.yaml")
    day = ("--today", str(TODAY))
    code, said = say("build", "--release", "--lang", "en", "--variant", "standard", *day)
    assert (code, "1 refused" in said) == (0, True)
    assert 'clinic.phone was "503-555-0123" when somebody vouched for it, and is "503-555-0124" now' in said
    assert say("status", *day)[1].count("[brand-unconfirmed]") == 1


def test_the_record_of_an_approval_that_was_edited_by_hand_approves_nothing(approved: Path) -> None:
    text = (approved / APPROVALS).read_text(encoding="utf-8")
    turned = re.sub(r'fingerprint: "(\w{63})\w', r'fingerprint: "0\1', text, count=1)
    (approved / APPROVALS).write_text(turned, encoding="utf-8")
    [reason] = stand(approved, "en").reasons
    assert (reason.problem.rule, "edited by hand" in reason.problem.fault) == ("approval-edited", True)


def test_a_text_with_marks_that_are_none_is_not_approved(project: Path, approve: Say) -> None:
    change(project, "clean towel", "clean <b>towel</b>", EN)
    code, said = approve("en")
    assert (code, "[html-in-text]" in said) == (1, True)
    assert not (project / APPROVALS).exists()


def test_each_back_translation_is_kept_and_none_of_many_megabytes(approved: Path, approve: Say, tmp_path: Path) -> None:
    for words in ("one", "two"):
        (tmp_path / "back.txt").write_text(words)
        assert approve("es", "--back-translation", str(tmp_path / "back.txt"))[0] == 0
    kept = (approved / FOLDER / "back-translations").iterdir()
    assert {file.read_text() for file in kept} == {"one", "two"}
    before = (approved / APPROVALS).read_bytes()
    (tmp_path / "back.txt").write_bytes(b"x" * 5_000_000)
    code, said = approve("es", "--back-translation", str(tmp_path / "back.txt"))
    assert (code, "the back-translation has 4 MB" in said) == (1, True)
    assert (approved / APPROVALS).read_bytes() == before


def test_a_score_without_a_number_is_not_recorded(project: Path, say: Say) -> None:
    code, said = say("approve", "clean-hands", "--lang", "en", "--by", BY, "--score", "very good")
    assert (code, '"very good" is no score' in said) == (2, True)
    assert not (project / APPROVALS).exists()


def test_status_says_of_a_stale_translation_why_it_is_stale(approved: Path, say: Say) -> None:
    change(approved, "clean towel", "clean cloth", EN)
    said = say("status", "--today", str(TODAY))[1]
    assert "es        stale    the source of this passage changed" in said


def test_a_brand_that_moves_to_another_country_releases_nothing_until_somebody_looked(approved: Path) -> None:
    change(approved, "region: US", "region: CA", "styles/brands/test-clinic/brand.yaml")
    library = open_library(approved)
    found = route.verdict(library, Edition("clean-hands", "en", "standard", "test-clinic"), TODAY)
    assert [(one.rule, one.fault) for one in found.reasons] == [
        ("brand-unconfirmed", 'region was "US" when somebody vouched for it, and is "CA" now')
    ]
    assert (found.released, found.state) == (False, review.State.WITHHELD)


# ------------------------------------------------------------------------------------------------------ the record itself


def test_a_withdrawal_holds_against_an_approval_that_a_merge_brings_after_it(approved: Path, say: Say) -> None:
    path = approved / APPROVALS
    older = path.read_text(encoding="utf-8").split("approvals:\n")[1]
    later = TODAY + datetime.timedelta(days=3)
    by = ["--by", BY, "--today", str(later), "--withdraw", "--reason", "a wrong dose"]
    assert say("approve", "clean-hands", "--lang", "es", *by)[0] == 0
    path.write_text(path.read_text(encoding="utf-8") + older, encoding="utf-8")
    standing = stand(approved, "es", later)
    assert standing.state is review.State.WITHDRAWN
    assert "a wrong dose" in standing.reasons[0].problem.fault
    assert stand(approved, "ar", later).state is review.State.APPROVED


def test_withdrawn_and_approved_again_is_approved(approved: Path, say: Say, approve: Say) -> None:
    assert say("approve", "clean-hands", "--lang", "es", "--by", BY, "--today", str(TODAY), "--withdraw")[0] == 0
    assert not stand(approved).released
    assert approve("es")[0] == 0
    assert stand(approved).released


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('on: "2026-11-22"', 'on: "2027-11-22"', "still to come"),
        ('review_by: "2027-11-22"', 'review_by: "2099-11-22"', "more than 5 years on"),
    ],
)
def test_dates_edited_by_hand_are_no_approval(approved: Path, old: str, new: str, expected: str) -> None:
    change(approved, old, new, APPROVALS)  # the first is that of the source text
    for tag in ("en", "es"):
        standing = stand(approved, tag)
        assert not standing.released
        found = [reason.problem for reason in standing.reasons if reason.problem.rule == "approval-edited"]
        assert "was edited by hand since it was recorded" in found[0].fault
        assert found[0].place.line == 3
    text = (approved / APPROVALS).read_text(encoding="utf-8")
    old_ones = re.sub(r'\n    (seal: "\w+"|scheme: 2|order: by-role|order: "by-role")(?=\n)', "", text)  # as an entry of version 1 might be edited
    (approved / APPROVALS).write_text(old_ones, encoding="utf-8")
    found = [reason.problem for reason in stand(approved, "en").reasons if reason.problem.rule == "approval-unsound"]
    assert expected in found[0].fault


def test_an_approval_does_not_count_before_its_day(approved: Path) -> None:
    """A build as of an earlier day releases nothing; one day is allowed for clocks on the other side of the world."""
    assert stand(approved, "es", TODAY - datetime.timedelta(days=1)).released
    assert rules(stand(approved, "es", TODAY - datetime.timedelta(days=2))) == {"approval-unsound"}


def test_the_last_day_counts_and_the_next_does_not(approved: Path) -> None:
    assert stand(approved, "es", datetime.date(2027, 11, 22)).released
    assert stand(approved, "es", datetime.date(2027, 11, 23)).state is review.State.EXPIRED


def test_an_approval_on_a_leap_day(project: Path, say: Say, approve: Say) -> None:
    leap = datetime.date(2028, 2, 29)
    assert say("confirm", "clean-hands")[0] == 0
    assert approve("en", today=leap)[0] == 0
    assert approve("en", "--review-by", "2033-02-28", today=leap)[0] == 0
    assert "more than 5 years" in approve("en", "--review-by", "2033-03-01", today=leap)[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"\xff\xfe broken",
        lambda data: b"<<<<<<< ours\n" + data + b">>>>>>> theirs\n",
        lambda data: data.replace(b"fingerprint:", b"fingerprint: x\n    fingerprint:", 1),
        lambda data: b"",
    ],
    ids=["not UTF-8", "merge conflict", "a key twice", "empty"],
)
def test_a_broken_record_releases_nothing_and_is_kept(
    approved: Path, approve: Say, spoil: Callable[[bytes], bytes]
) -> None:
    path = approved / APPROVALS
    broken = spoil(path.read_bytes())
    path.write_bytes(broken)
    assert not stand(approved).released
    assert any(reason.problem.place.path == APPROVALS for reason in stand(approved).reasons)
    assert approve("es")[0] == 1
    assert path.read_bytes() == broken


def test_a_broken_record_of_the_fixed_words_says_where(approved: Path) -> None:
    change(approved, "fingerprint:", "fingerprnt:", "handouts/_languages/approvals.yaml")
    standing = stand(approved)
    assert not standing.released
    assert "handouts/_languages/approvals.yaml" in {reason.problem.place.path for reason in standing.reasons}


def test_a_broken_policy_releases_nothing(approved: Path) -> None:
    """Without its policy, the project's stricter levels would silently fall back."""
    (approved / "policy.yaml").write_text("levels: [oops\n")
    assert not stand(approved).released


@pytest.mark.parametrize(
    "more",
    [
        ["--by", "TEST\n- language: es, not a person"],
        ["--by", "TEST,"],
        ["--by", ", not a person"],
        ["--by", ""],
        ["--by", "T" * 300 + ", not a person"],
        ["--by", "TEST,\u0085 not a person"],
        ["--by", BY, "--qualification", "a\u2028b"],
        ["--by", BY, "--score", "x" * 201 + "=1"],
        ["--by", BY, "--qualification", "\udcff"],
    ],
)
def test_what_cannot_be_recorded_is_refused(approved: Path, say: Say, more: list[str]) -> None:
    before = (approved / APPROVALS).read_bytes()
    code, said = say("approve", "clean-hands", "--lang", "es", "--today", str(TODAY), *more)
    assert code == 1
    assert APPROVALS in said
    assert (approved / APPROVALS).read_bytes() == before


@pytest.mark.parametrize("reason", ["one\n\ntwo", "a\u2028b", "r" * 5000])
def test_a_withdrawal_that_cannot_be_recorded_is_refused(approved: Path, say: Say, reason: str) -> None:
    before = (approved / APPROVALS).read_bytes()
    words = ["--lang", "es", "--by", BY, "--today", str(TODAY), "--withdraw", "--reason", reason]
    assert say("approve", "clean-hands", *words)[0] == 1
    assert (approved / APPROVALS).read_bytes() == before


@pytest.mark.parametrize(
    "by", ['O\'Neill "Nell", RN: ward #3', "- name, [role]", "&a *b, !!python/name:os.system", "אבג, אחות"]
)
def test_a_name_full_of_signs_is_kept_as_typed(approved: Path, say: Say, by: str) -> None:
    assert say("approve", "clean-hands", "--lang", "es", "--by", by, "--today", str(TODAY))[0] == 0
    latest = stand(approved).approval
    assert latest is not None
    assert latest.by == by


def _sign(path: Path, number: int) -> int:
    approval = Approval(
        language="es",
        by=f"TEST {number}, not a person",
        on=TODAY,
        review_by=datetime.date(2027, 1, 1),
        fingerprint="0" * 64,
    )
    return len(review.approve(path, path.name, approval, TODAY))


def test_of_sign_offs_at_the_same_time_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "approvals.yaml"
    with ProcessPoolExecutor(4, multiprocessing.get_context("fork")) as pool:
        assert set(pool.map(_sign, [path] * 40, range(40))) == {0}
    shelf = load_approvals(path, path.name)
    assert shelf.approvals is not None
    assert {one.by for one in shelf.approvals.approvals} == {f"TEST {n}, not a person" for n in range(40)}


def test_a_full_disk_loses_nothing(approved: Path, approve: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (approved / APPROVALS).read_bytes()
    monkeypatch.setattr("press.review.seals.keep", full)
    code, said = approve("es")
    assert code == 1
    assert "No space left on device" in said
    assert (approved / APPROVALS).read_bytes() == before


def test_the_record_stays_small_when_much_is_approved(approved: Path, approve: Say) -> None:
    """Which passages were approved is kept of the latest approval of a language alone; who and when, of all."""
    size = (approved / APPROVALS).stat().st_size
    for _ in range(4):
        assert approve("es")[0] == 0
    assert (approved / APPROVALS).stat().st_size < size + 4 * 500
    shelf = load_approvals(approved / APPROVALS, APPROVALS)
    assert shelf.approvals is not None
    assert len(shelf.approvals.approvals) == 7
    change(approved, "toalla limpia", "toalla seca", ES)
    assert [r.problem.place.path for r in stand(approved).reasons] == [ES]


def test_hand_scores_are_kept_and_shown(approved: Path, say: Say, approve: Say) -> None:
    assert approve("en", "--score", "PEMAT understandability=92%", "--score", "CDC index=91")[0] == 0
    shown = say("status", "clean-hands", "--today", str(TODAY))[1]
    assert f"PEMAT understandability=92%, scored by {BY}" in shown
    assert "CDC index=91" in say("status", "--format", "json", "--today", str(TODAY))[1]
    assert stand(approved).released


# -------------------------------------------------------------------------------------------------- source and translation


def test_no_translation_is_approved_or_released_beside_a_broken_source(approved: Path, approve: Say) -> None:
    change(approved, "title: Clean hands", "title: [", EN)
    assert "source-missing" in rules(stand(approved))
    code, said = approve("es")
    assert code == 1
    assert "nobody can have compared it" in said


def test_a_translation_alone_is_not_released(project: Path, say: Say, approve: Say) -> None:
    say("confirm", "clean-hands")
    say("approve", "--words", "--lang", "es", "--by", BY, "--today", str(TODAY))
    code, said = approve("es")
    assert code == 0
    assert "not released yet: nobody has approved this text" in said
    assert not stand(project).released


def test_a_source_changed_after_the_translation_was_approved(approved: Path, approve: Say) -> None:
    change(approved, "a clean towel", "your clean towel", EN)
    assert approve("en")[0] == 0
    assert {"approval-void", "translation-stale"} <= rules(stand(approved))


def test_a_shared_passage_that_calls_itself_a_source_twice(approved: Path, approve: Say) -> None:
    """es.yaml copied from en.yaml, `version: 1` and all: it would never be compared."""
    how = 'translation: {method: human, from_version: 1, translator: "TEST, not a person"}'
    change(approved, how, "version: 1", f"{SHARED}/es.yaml")
    approve("es")
    assert "passage-source" in rules(stand(approved))


def test_a_machine_translated_shared_passage_needs_a_qualified_reviewer(approved: Path, approve: Say) -> None:
    change(approved, "method: human", "method: machine", f"{SHARED}/es.yaml")
    assert "machine-translation" in rules(stand(approved))
    assert approve("es")[0] == 1
    assert approve("es", "--qualification", "TEST, no qualification")[0] == 0
    assert stand(approved).released


def test_policy_mark_pairs_what_is_no_matter_of_safety(approved: Path, approve: Say) -> None:
    (approved / "policy.yaml").write_text("stale_translations: mark\n")
    change(approved, "Dry them with a clean towel.", "Dry them in the air.", EN)
    approve("en,es")
    assert stand(approved).released
    assert list(stand(approved).pairs.values()) == ["Dry them in the air."]


def test_a_number_in_words_is_a_matter_of_safety(approved: Path, approve: Say) -> None:
    (approved / "policy.yaml").write_text("stale_translations: allow\n")
    change(approved, "Dry them with a clean towel.", "Dry them with two towels.", EN)
    approve("en,es")
    assert "translation-stale" in rules(stand(approved))


# ---------------------------------------------------------------------------------------------------------------- confirm


@pytest.mark.parametrize("path", ["sections.0.blocks.0.steps.22", "steps.2", "", "when-to-cal#blocks.0.callout.text"])
def test_confirming_a_passage_that_is_not_there(approved: Path, say: Say, path: str) -> None:
    change(approved, "a clean towel", "your clean towel", EN)
    before = (approved / FOLDER / "made-from/es.yaml").read_bytes()
    code, said = say("confirm", "clean-hands", "--lang", "es", "--at", path)
    assert code in (1, 2), said
    assert (approved / FOLDER / "made-from/es.yaml").read_bytes() == before


def test_confirming_a_fresh_passage_says_so(approved: Path, say: Say) -> None:
    code, said = say("confirm", "clean-hands", "--lang", "es", "--at", f"{STEPS}.0")
    assert code == 1
    assert "nothing to confirm" in said


def test_a_shared_passage_is_confirmed_by_its_name(approved: Path, say: Say) -> None:
    change(approved, "if you cannot breathe", "if breathing is hard", f"{SHARED}/en.yaml")
    at = "when-to-call#blocks.0.callout.text"
    assert f"--at {at}" in say("changes", "--lang", "es")[1]
    assert say("confirm", "clean-hands", "--lang", "es", "--at", at)[0] == 0
    assert say("changes", "--lang", "es")[0] == 0


def test_the_first_confirmation_needs_texts_that_are_built_alike(project: Path, say: Say) -> None:
    """A section too many: each later one would be recorded beside the wrong source."""
    more = "sections:\n  - heading: Antes\n    blocks:\n      - text: Quítese los anillos.\n"
    change(project, "sections:\n", more, ES)
    code, said = say("confirm", "clean-hands", "--lang", "es")
    assert code == 1
    assert "has no partner" in said
    assert not (project / FOLDER / "made-from/es.yaml").exists()


def test_the_first_confirmation_is_of_the_whole(project: Path, say: Say) -> None:
    code, said = say("confirm", "clean-hands", "--lang", "es", "--at", f"{STEPS}.1")
    assert code == 1
    assert "leave --at out" in said
    assert not (project / FOLDER / "made-from/es.yaml").exists()


def test_confirming_one_passage_keeps_what_is_known_of_the_others(approved: Path, say: Say) -> None:
    """One passage deleted from the source, one changed: confirming the changed one does not hide the deleted one."""
    change(approved, "          - Wet your hands with clean water.\n", "", EN)
    change(approved, "a clean towel", "your clean towel", EN)
    assert states(approved) == [f"stale {STEPS}.2", f"removed {STEPS}.0"]
    assert say("confirm", "clean-hands", "--lang", "es", "--at", f"{STEPS}.2")[0] == 0
    assert states(approved) == [f"removed {STEPS}.0"]
    code, said = say("confirm", "clean-hands", "--lang", "es")
    assert code == 1
    assert "its source was deleted" in said
    assert states(approved) == [f"removed {STEPS}.0"]


def test_confirming_all_does_not_hide_what_is_not_translated(approved: Path, say: Say) -> None:
    change(approved, "          - Rub them", "          - Take off your ring.\n          - Rub them", EN)
    code, said = say("confirm", "clean-hands", "--lang", "es")
    assert code == 1
    assert "not translated yet" in said
    assert states(approved) == ["added"]


def test_two_equal_sentences_keep_each_its_own_translation(project: Path, say: Say) -> None:
    change(project, "          - Rub them", "          - Wet your hands with clean water.\n          - Rub them", EN)
    change(project, "          - Frótelas", "          - Moje otra vez las manos.\n          - Frótelas", ES)
    change(project, "          - ", "          - Wet them.\n          - ", f"{FOLDER}/ar.yaml")
    assert say("confirm", "clean-hands", "--lang", "es")[0] == 0
    change(project, "Wet your hands with clean water.\n          - Rub", "Wet your hands well.\n          - Rub", EN)
    change(project, "a clean towel", "your clean towel", EN)
    assert say("confirm", "clean-hands", "--lang", "es", "--at", f"{STEPS}.3")[0] == 0
    assert states(project) == [f"stale {STEPS}.1"]
    change(project, "- Wet your hands with clean water.", "- Wet your hands with cold water.", EN)
    assert states(project) == [f"stale {STEPS}.0", f"stale {STEPS}.1"]


def test_a_second_edit_after_a_translation_was_approved_is_seen(approved: Path, approve: Say) -> None:
    """Edited, translated, approved without a confirmation, edited again: the passage lags once more."""
    change(approved, "with a clean towel", "in the air", EN)
    change(approved, "con una toalla limpia", "al aire", ES)
    assert states(approved) == [f"translated {STEPS}.2"]
    assert approve("en")[0] == 0
    code, said = approve("es")
    assert code == 0
    assert "1 passage translated anew" in said
    assert "Séquelas al aire." in said
    assert stand(approved).released
    change(approved, "in the air", "in the warm air", EN)
    assert states(approved) == [f"stale {STEPS}.2"]


@pytest.mark.parametrize("broken", [b"\xff", b"from_version: 1\npassages: [oops\n", b"passages: []\n"])
def test_a_broken_made_from_file_releases_nothing_and_is_kept(approved: Path, say: Say, broken: bytes) -> None:
    path = approved / FOLDER / "made-from/es.yaml"
    path.write_bytes(broken)
    assert not stand(approved).released
    assert say("confirm", "clean-hands", "--lang", "es")[0] == 1
    assert path.read_bytes() == broken


def test_a_search_and_replace_through_the_folder_makes_no_translation_fresh(approved: Path, say: Say) -> None:
    """It edits the source text, and what `handouts confirm` wrote down of it, alike."""
    for name in (EN, f"{FOLDER}/made-from/es.yaml"):
        change(approved, "clean towel", "clean cloth", name)
    assert "made-from-altered" in rules(stand(approved))
    before = (approved / FOLDER / "made-from/es.yaml").read_bytes()
    code, said = say("confirm", "clean-hands", "--lang", "es")
    assert (code, "made-from/es.yaml:29:13: error: edited by hand" in said) == (1, True), said
    assert (approved / FOLDER / "made-from/es.yaml").read_bytes() == before
    assert "edited by hand" in say("changes", "--lang", "es")[1]


def test_without_its_made_from_file_nothing_is_released(approved: Path) -> None:
    (approved / FOLDER / "made-from/es.yaml").unlink()
    assert rules(stand(approved)) == {"translation-unconfirmed"}


def test_moved_sections_lag_where_the_translation_did_not_move(approved: Path) -> None:
    text = (approved / EN).read_text(encoding="utf-8")
    head, first, second = text.partition("sections:\n")[0], *text.partition("sections:\n")[2].split("  - heading: When")
    (approved / EN).write_text(f"{head}sections:\n  - heading: When{second.rstrip()}\n{first}", encoding="utf-8")
    assert any(one.startswith("moved") for one in states(approved))
    assert not stand(approved).released


# ---------------------------------------------------------------------------------------------------------------- packets


@pytest.fixture
def packet(project: Path, approved: Path, say: Say, approve: Say) -> Path:
    """A packet of two approved handouts, approved."""
    for path in [*(approved / FOLDER).glob("*.yaml")]:
        if path.name != "approvals.yaml":
            text = (
                path.read_text(encoding="utf-8").replace("Clean hands", "Cleaner hands").replace("Manos", "Las manos")
            )
            keep(approved / "handouts/general/more-hands" / path.name, text.encode())
    folder = approved / "handouts/general/all-hands"
    keep(folder / "packet.yaml", b"handouts: [clean-hands, more-hands]\nlanguages: [en, es]\n")
    words = "title: {}\nsummary: {}\n{}\nintroduction: {}\n"
    keep(folder / "en.yaml", words.format("All", "All of it.", "version: 1", "Read it.").encode())
    how = "translation: {method: human, from_version: 1}"
    keep(folder / "es.yaml", words.format("Todo", "Todo esto.", how, "Léalo.").encode())
    for slug in ("more-hands", "all-hands"):
        say("confirm", slug, "--lang", "es")
        for tag in ("en", "es"):
            code, said = approve(tag, slug=slug)
            assert code == 0, said
    assert stand(approved, slug="all-hands").released
    return approved


def test_a_packet_is_held_back_by_its_weakest_handout(packet: Path, say: Say) -> None:
    assert say("approve", "more-hands", "--lang", "es", "--by", BY, "--today", str(TODAY), "--withdraw")[0] == 0
    assert stand(packet, "es", slug="all-hands").state is review.State.WITHDRAWN
    assert stand(packet, "en", slug="all-hands").released


def test_a_packet_with_a_text_missing_or_stale(packet: Path) -> None:
    change(packet, "a clean towel", "your clean towel", "handouts/general/more-hands/en.yaml")
    assert stand(packet, "es", slug="all-hands").state is review.State.STALE
    (packet / "handouts/general/more-hands/es.yaml").unlink()
    assert "text-missing" in rules(stand(packet, "es", slug="all-hands"))
    (packet / "handouts/general/more-hands/handout.yaml").unlink()
    assert "text-missing" in rules(stand(packet, "en", slug="all-hands"))


def test_a_packet_says_the_first_review_date_and_the_notes_of_its_handouts(packet: Path, approve: Say) -> None:
    assert approve("en", "--review-by", "2026-12-24", slug="more-hands")[0] == 0
    assert stand(packet, "en", slug="all-hands").review_by == datetime.date(2026, 12, 24)
    change(packet, "phone: 503-555-0123", "phone: 503-555-0124", "styles/brands/test-clinic/brand.yaml")
    found = route.verdict(open_library(packet), Edition("all-hands", "en", "standard", "test-clinic"), TODAY)
    assert [one.rule for one in found.reasons] == ["brand-unconfirmed"]


# ------------------------------------------------------------------------------------------------- levels and the records


LEVEL = "levels:\n  - {{rule: {}, level: {}, reason: TEST, by: '{}', on: 2026-11-22}}\n"


def test_what_was_loosened_is_said_at_the_end(project: Path, say: Say) -> None:
    (project / "policy.yaml").write_text(LEVEL.format("no-sources", "off", BY), encoding="utf-8")
    code, said = say("check")
    assert code == 0
    line = f"Loosened: no-sources is off, not error: TEST ({BY}, 2026-11-22)"
    assert line in said
    assert said.index(line) < said.index("in 1 handout")
    assert "Loosened: no-sources" in say("check", "--format", "json")[1]


def test_the_levels_of_a_brand_are_said_where_it_is_asked_for(project: Path, say: Say) -> None:
    brand = project / "styles/brands/test-clinic/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8") + LEVEL.format("no-sources", "review", BY), encoding="utf-8")
    assert "Loosened" not in say("check")[1]
    assert "Loosened: no-sources is review, not error" in say("check", "--brand", "test-clinic")[1]


def test_an_error_that_is_off_is_released_and_told(approved: Path, say: Say) -> None:
    change(approved, "- Wet your hands", "- Wet ( your hands", EN)
    library = open_library(approved)
    [rule] = {p.rule for p in checks.check(library, library.handouts["clean-hands"], "en") if p.severity == "error"}
    (approved / "policy.yaml").write_text(LEVEL.format(rule, "off", BY), encoding="utf-8")
    library = open_library(approved)
    assert not errors(checks.check(library, library.handouts["clean-hands"], "en"))
    assert f"Loosened: {rule} is off" in say("check")[1]


@pytest.mark.parametrize("rule", ["no-source", "waiver-unused", "approval-void"])
def test_a_level_for_what_is_no_rule_changes_nothing_and_is_an_error(project: Path, say: Say, rule: str) -> None:
    (project / "policy.yaml").write_text(LEVEL.format(rule, "off", BY), encoding="utf-8")
    code, said = say("check")
    assert code == 1
    assert "policy.yaml:2:12" in said
    assert f'there is no rule "{rule}"' in said


def test_a_waiver_that_excuses_nothing_cannot_be_switched_off(project: Path, say: Say) -> None:
    change(project, "version: 1", "version: 1\nwaive: [{rule: no-sources, reason: TEST}]", EN)
    (project / "policy.yaml").write_text(LEVEL.format("waiver-unused", "off", BY), encoding="utf-8")
    assert "waiver-unused" in say("check")[1]


def test_check_reads_the_record_of_approvals(approved: Path, say: Say) -> None:
    change(approved, 'language: "ar"', 'language: "xx"', APPROVALS)
    code, said = say("check", "clean-hands")
    assert code == 1
    assert f"{APPROVALS}:" in said
    assert 'there is no language "xx"' in said
    change(approved, "fingerprint:", "fingerprnt:", APPROVALS)
    assert say("check")[0] == 1


# ---------------------------------------------------------------------------------------------------------------- release


def release(say: Say, out: Path, *more: str) -> tuple[str, set[str]]:
    code, said = say("build", "--release", "--variant", "standard", "--out", str(out), "--today", str(TODAY), *more)
    assert code == 0, said
    return said, {path.relative_to(out / "release").as_posix() for path in out.glob("release/**/*.pdf")}


def test_a_release_of_one_handout_withdraws_what_may_no_longer_stand_beside_it(
    packet: Path, say: Say, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made = [f"test-clinic/{tag}/{slug}.standard.pdf" for slug in ("clean-hands", "more-hands") for tag in ("en", "es")]
    for name in [
        *made,
        "test-clinic/xx/clean-hands.standard.pdf",
        "old-clinic/en/clean-hands.standard.pdf",
        "test-clinic/en/gone.standard.pdf",
        "test-clinic/en/clean-hands.huge.pdf",
    ]:
        keep(out / "release" / name, b"%PDF-1.7 as an earlier run left it")
    change(packet, "toalla limpia", "toalla seca", "handouts/general/more-hands/es.yaml")
    said, released = release(say, out, "clean-hands", "--lang", "en")
    assert released == {one for one in made if one != "test-clinic/es/more-hands.standard.pdf"}
    assert said.count("Withdrawn: release/") == 5


def test_a_handout_that_cannot_be_read_any_more_is_withdrawn(packet: Path, say: Say, tmp_path: Path) -> None:
    out = tmp_path / "out"
    keep(out / "release/test-clinic/en/more-hands.standard.pdf", b"%PDF-1.7 as an earlier run left it")
    (packet / "handouts/general/more-hands/handout.yaml").write_text("audience: [")
    assert release(say, out, "clean-hands", "--lang", "en")[1] == {"test-clinic/en/clean-hands.standard.pdf"}


def test_a_long_text_is_confirmed(project: Path, say: Say) -> None:
    """Sources and translations side by side take more room than a text may: what is recorded can be read again."""
    for name, start in (
        (EN, "Wash your hands, and then"),
        (ES, "Lávese las manos, y luego"),
        (f"{FOLDER}/ar.yaml", "اغسل"),
    ):
        text = (project / name).read_text(encoding="utf-8")
        section = "  - heading: {0} {1}\n    blocks:\n" + 30 * ("      - text: {0} {1}. " + 20 * "{0} " + "\n")
        sections = "".join(section.format(start, number) for number in range(9))
        (project / name).write_text(text.replace("sections:\n", f"sections:\n{sections}"), encoding="utf-8")
    assert not [p for p in open_library(project).problems if p.severity == "error"]
    assert say("confirm", "clean-hands", "--lang", "es")[0] == 0
    assert (project / FOLDER / "made-from/es.yaml").stat().st_size > 256 * 1024
    assert states(project) == []


# ----------------------------------------------------------------------------------------------------------------- status


def test_due_says_what_it_cannot_read(approved: Path, say: Say) -> None:
    change(approved, "fingerprint:", "fingerprnt:", APPROVALS)
    code, said = say("due", "--within", "2y", "--today", str(TODAY))
    assert code == 1
    assert f"{APPROVALS}:" in said


def test_an_approvals_file_that_is_a_folder_or_leads_out_of_the_project(
    approved: Path, approve: Say, tmp_path: Path
) -> None:
    path = approved / APPROVALS
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    assert approve("es")[0] == 1
    assert not stand(approved).released
    path.rmdir()
    keep(tmp_path / "elsewhere.yaml", kept)
    path.symlink_to(tmp_path / "elsewhere.yaml")
    assert approve("es")[0] == 1
    assert not stand(approved).released
    assert (tmp_path / "elsewhere.yaml").read_bytes() == kept
