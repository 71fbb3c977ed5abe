"""A project of before: approvals, history, pack, store and record made by the press as it was go on working.

What they are and how they were made: ``tests/upgrade/make.sh``.
"""

from __future__ import annotations

import datetime
import json
import shutil
import unicodedata
from pathlib import Path

import pytest

import cli
from press import order, qr, recall, receipt, review, route
from press.edition import Edition, Wish, wanted
from press.library import open_library
from press.order.verify import verify
from press.record import read_record
from press.review.approvals import load_approvals

HERE = Path(__file__).parent / "upgrade/project"
TODAY = datetime.date(2026, 11, 30)
APPROVALS = "handouts/general/clean-hands/approvals.yaml"
BRAND = "styles/brands/test-clinic/brand.yaml"
RELEASED = {("clean-hands", "en"), ("clean-hands", "es"), ("clean-hands", "ar"), ("clean-cups", "en"), ("clean-home", "en")}
del order


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The project as a clinic would have it after the upgrade: its output folder and store, too."""
    root = tmp_path / "project"
    shutil.copytree(HERE, root)
    (root / "store").rename(root / "out-store")
    (root / "out").mkdir()
    (root / "out-store").rename(root / "out/.store")
    record = json.loads((root / "record.json").read_text(encoding="utf-8"))
    for row in record["editions"]:
        kept = root / "archive" / row["pdf"][:2] / f"{row['pdf']}.pdf"
        for path in (root / "out" / row["path"], root / "out/.store/pdfs" / row["pdf"][:2] / kept.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(kept, path)
    return root


def change(root: Path, old: str, new: str, name: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def released(root: Path) -> set[tuple[str, str]]:
    library = open_library(root)
    editions = wanted(library, Wish(variants=("standard",)))[0]
    return {(one.slug, one.language) for one in editions if route.verdict(library, one, TODAY).released}


def why(root: Path, slug: str, tag: str = "en") -> list[str]:
    edition = Edition(slug, tag, "standard", "test-clinic")
    return [problem.rule for problem in route.verdict(open_library(root), edition, TODAY).reasons]


def press(root: Path, *words: str) -> int:
    return cli._run(["--project", str(root), *words])


def test_the_same_sheets_are_released(old: Path) -> None:
    assert released(old) == RELEASED
    assert why(old, "clean-soap") == ["approval-withdrawn"]
    assert why(old, "clean-nails") == ["approval-void", "approval-void"]


@pytest.mark.parametrize(
    ("before", "after", "name", "left"),
    [
        ("20 seconds before", "25 seconds before", "handouts/general/clean-hands/en.yaml", {("clean-cups", "en")}),
        ("lines: 2", "lines: 3", "handouts/general/clean-hands/es.yaml", RELEASED - {("clean-hands", "es")}),
        ("row_headers: true", "row_headers: false", "handouts/general/clean-hands/ar.yaml", RELEASED - {("clean-hands", "ar")}),
        ("kind: note", "kind: caution", "handouts/general/clean-hands/es.yaml", RELEASED - {("clean-hands", "es")}),
        ("year: 2025", "year: 2024", "handouts/general/clean-cups/handout.yaml", RELEASED - {("clean-cups", "en"), ("clean-home", "en")}),
        ('cx="20"', 'cx="21"', "handouts/general/clean-hands/figures/hands.svg", {("clean-cups", "en")}),
        ("[clean-hands, clean-cups]", "[clean-cups, clean-hands]", "handouts/general/clean-home/packet.yaml", RELEASED - {("clean-home", "en")}),
    ],
)  # fmt: skip
def test_an_old_approval_is_still_of_exactly_its_words(
    old: Path, before: str, after: str, name: str, left: set[tuple[str, str]]
) -> None:
    change(old, before, after, name)
    assert released(old) == left


def test_old_sheets_are_found_by_their_codes_and_are_current(old: Path) -> None:
    library = open_library(old)
    record = json.loads((old / "record.json").read_text(encoding="utf-8"))
    assert len(record["editions"]) == 5
    for row in record["editions"]:
        found = recall.answer(library, row["fingerprint"], TODAY)
        assert found.state is recall.State.CURRENT, (row["slug"], found.words)
        assert found.release is not None
        assert found.release.pdf == row["pdf"]
        archive = recall.archive_of(library)
        assert archive is not None
        assert archive.get(found.release.pdf) is not None


def test_an_old_sheet_stays_current_when_its_edition_is_released_anew(old: Path) -> None:
    """The code on the new page is another one: the old paper says the same, and is no waste."""
    record = json.loads((old / "record.json").read_text(encoding="utf-8"))
    row = next(one for one in record["editions"] if (one["slug"], one["language"]) == ("clean-hands", "en"))
    words = ("--release", "--variant", "standard", "--lang", "en", "--today", str(TODAY))
    assert press(old, "build", "clean-hands", *words) == 0
    library = open_library(old)
    newest = [one for one in recall.releases(old)[0] if one.edition["slug"] == "clean-hands" and one.edition["language"] == "en"][-1]
    assert newest.fingerprint != qr.plain(row["fingerprint"])
    assert newest.content
    then, now = (recall.answer(library, mark, TODAY) for mark in (row["fingerprint"], newest.fingerprint))
    assert (then.state, now.state) == (recall.State.CURRENT, recall.State.CURRENT)
    assert newest.fingerprint in then.words
    change(old, "20 seconds before", "25 seconds before", "handouts/general/clean-hands/en.yaml")
    library = open_library(old)
    assert {recall.answer(library, mark, TODAY).state for mark in (row["fingerprint"], newest.fingerprint)} == {
        recall.State.SUPERSEDED
    }
    [changed] = recall.answer(library, row["fingerprint"], TODAY).changes
    assert ("for 20 seconds" in changed.then, "for 25 seconds" in changed.now) == (True, True)


def test_an_old_order_is_told_with_its_code_and_its_pack_verifies(old: Path) -> None:
    manifest, problems = verify(old / "pack")
    assert problems == []
    assert manifest is not None
    found = recall.answer(open_library(old), manifest.rows[0].fingerprint, TODAY)
    assert (found.state, found.copies, found.orders) == (recall.State.CURRENT, 20, 1)


def test_old_receipts_and_records_are_read_and_old_pdfs_are_not_taken_for_new_ones(old: Path) -> None:
    store = receipt.Store(old / "out/.store")
    slips = [receipt.read(path) for path in store.history()]
    assert len(slips) == 6
    assert all(slip is not None and slip.code == "" for slip in slips)
    said, problems = read_record(old / "record.json")
    assert problems == []
    assert said is not None
    edition = Edition("clean-cups", "en", "standard", "test-clinic")
    assert route.fresh(open_library(old), edition, route.Run(old / "out", TODAY)) is None


def test_the_contacts_that_an_old_approval_holds_are_confirmed_and_a_change_is_not(old: Path) -> None:
    change(old, "503-555-0123", "503-555-0124", BRAND)
    assert why(old, "clean-cups") == ["brand-unconfirmed"]


def test_an_address_that_no_old_approval_holds_is_compared_with_what_was_printed_last(old: Path) -> None:
    change(old, "1 Test Street, Testville", "2 Test Street, Testville", BRAND)
    assert why(old, "clean-cups") == ["brand-unconfirmed"]
    shutil.rmtree(old / "orders/history")
    assert why(old, "clean-cups") == [], "nobody knows what it was"


def test_an_old_entry_gets_its_seal_when_the_file_is_next_written(old: Path) -> None:
    before = load_approvals(old / APPROVALS, APPROVALS).approvals
    assert before is not None
    assert {one.seal for one in before.approvals} == {None}
    by = ("--by", "TEST, not a person", "--today", str(TODAY))
    assert press(old, "approve", "clean-hands", "--lang", "ar", *by) == 0
    after = load_approvals(old / APPROVALS, APPROVALS).approvals
    assert after is not None
    assert all(one.is_whole and not one.is_old for one in after.approvals)
    assert [(one.language, one.superseded, one.scheme) for one in after.approvals] == [
        ("en", True, 1), ("en", False, 1), ("es", False, 1), ("ar", True, 1), ("ar", False, 2),
    ]  # fmt: skip
    assert released(old) == RELEASED


def test_old_words_count_while_they_are_spelled_as_they_were_and_new_approvals_outlive_a_normaliser(old: Path) -> None:
    name = "handouts/general/clean-hands/es.yaml"
    text = (old / name).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) != text
    by = ("--by", "TEST, not a person", "--today", str(TODAY))
    assert press(old, "approve", "clean-hands", "--lang", "es", *by) == 0
    (old / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8")
    made_from = old / "handouts/general/clean-hands/made-from/es.yaml"
    assert released(old) == RELEASED
    made_from.write_text(unicodedata.normalize("NFC", made_from.read_text(encoding="utf-8")), encoding="utf-8")
    assert released(old) == RELEASED, "and its record of what it was translated from"


def test_what_the_press_learned_since_voids_nothing_until_somebody_writes_it(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new key that is as it is by itself; then one that is written; then a new fixed word."""
    from press.content.blocks import WriteInLine
    from press.review import version1

    known = version1._FIELDS["WriteInLine"]
    monkeypatch.setitem(version1._FIELDS, "WriteInLine", known[:1])  # as if "lines" were new
    assert ("clean-hands", "en") not in released(old), "it is written there: 2, not 1"
    change(old, "lines: 2", "lines: 1", "handouts/general/clean-hands/en.yaml")
    assert WriteInLine.model_fields["lines"].default == 1
    library = open_library(old)
    assert review.version1.fingerprints(library, library.handouts["clean-hands"], "en")
