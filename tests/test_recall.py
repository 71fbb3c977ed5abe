"""Paper that can be recalled: the code on the page decodes, and the history tells the truth about it."""

from __future__ import annotations

import datetime
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from order_projects import ORDER, TODAY, approve, project_at
from PIL import Image

from cli import cli
from press import pdf, qr, recall, review
from press.edition import Edition
from press.library import Library, open_library
from press.markup.templates import fill
from press.problem import Place
from press.recall import given
from press.recall.history import FOLDER, LEDGER, release_of
from press.review.seals import Withdrawal
from press.route import Run, State, make
from press.typeset import typeset

EDITION = Edition("clean-hands", "en", "standard", "test-clinic")
LATER = TODAY + datetime.timedelta(days=30)
MARKS = ["7K3M9-QXA2C", "00000-ZZZZZ"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project_at(tmp_path)


def released(root: Path, edition: Edition = EDITION, today: datetime.date = TODAY) -> tuple[Library, str, bytes]:
    """Make and record one release; its fingerprint and bytes."""
    library = open_library(root)
    outcome = make(library, edition, Run(root / "out", today, release=True))
    assert outcome.state in (State.BUILT, State.FRESH), outcome.problems
    assert recall.record_run(library, [outcome], today, recall.archive_of(library))[1] == []
    assert outcome.path is not None
    return library, qr.plain(outcome.fingerprint), outcome.path.read_bytes()


def edit(root: Path, old: str, new: str, name: str = "handouts/general/clean-hands/en.yaml") -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------- the QR code


def test_the_code_on_a_page_decodes_from_its_picture(root: Path) -> None:
    """Typeset as a page prints it, pictured at 150 dots an inch, as a scanner would see it."""
    library = open_library(root)
    template = library.brands["test-clinic"].handout_address
    assert template is not None
    address = qr.address(template, "clean-hands", "zh-Hans", MARKS[0])
    block, problems = fill(library.template_folders, "qr.html", {"qr": {"code": Safe(qr.svg(address)), "address": address}})
    assert problems == []
    page = f'<html lang="en" dir="ltr"><head><title>x</title></head><body><h1>x</h1>{block}</body></html>'
    style = "<style>html{font-family:'Atkinson Hyperlegible'} @page{size:letter}</style>"
    proof = typeset(page.replace("</head>", f"{style}</head>"), place=Place("x"), resolve=library.resolve, locate=lambda _: Place("x"))
    assert [str(problem) for problem in proof.problems] == []
    assert proof.pdf is not None
    picture = Image.open(io.BytesIO(pdf.pictures(proof.pdf, 150)[0]))
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == ["https://clinic.example.org/handouts/clean-hands/zh-Hans?edition=7K3M9-QXA2C"]
    assert qr.fingerprint_in(found[0].text) == MARKS[0]
    corners = found[0].position
    assert (corners.top_right.x - corners.top_left.x) / 150 * 25.4 >= 19.5


class Safe(str):
    """Marked as HTML, as the sheet's maker marks it."""

    def __html__(self) -> str:
        return self


@pytest.mark.parametrize("text", ["A", "https://x.example.org/a?edition=7K3M9-QXA2C", "https://x.example.org/" + "a" * 300])
def test_a_code_is_large_enough_to_scan(text: str) -> None:
    drawn = qr.svg(text)
    size, count = re.search(r'width="([\d.]+)mm".*viewBox="0 0 (\d+)', drawn).groups()  # type: ignore[union-attr]
    module = float(size) / int(count)
    assert module >= 0.5
    assert module * (int(count) - 2 * qr.QUIET) >= 20
    assert min(int(x) for x in re.findall(r"M(\d+) ", drawn)) >= qr.QUIET
    assert 'aria-hidden="true"' in drawn
    assert "<title>a &amp; b</title>" in qr.svg(text, title="a & b")
    assert 'fill="device-cmyk(0 0 0 1)"' in qr.svg(text, paint="device-cmyk(0 0 0 1)")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7K3M9-QXA2C", "7K3M9-QXA2C"), ("7k3m9qxa2c", "7K3M9-QXA2C"), (" 7K3M9\u00a0QXA2C ", "7K3M9-QXA2C"),
        ("7K3M9 QXA2C", "7K3M9-QXA2C"), ("7K3M9-QXAIC", "7K3M9-QXA1C"), ("OOOOO-LLLLL", "00000-11111"),
        ("https://x.example.org/?edition=7K3M9-QXA2C", "7K3M9-QXA2C"), ("https://x.example.org/?a=1&edition=7k3m9-qxa2c#top", "7K3M9-QXA2C"),
        ("botox-chronic-migraine · Version 1 · English · 7K3M9\u00a0QXA2C", "7K3M9-QXA2C"),
        ("see where these are", ""), ("hello", ""), ("", ""), ("7K3M9-QXA2U", ""), ("7K3M9-QXA2CX", ""), ("x" * 10_000, ""),
    ],
)  # fmt: skip
def test_a_fingerprint_is_read_from_what_people_type(typed: str, read: str) -> None:
    assert qr.fingerprint_in(typed) == read


# ------------------------------------------------------------------------------------------------------------ the truth


def test_current(root: Path) -> None:
    library, mark, data = released(root)
    found = recall.answer(library, f"https://x.example.org/?edition={mark}", TODAY)
    assert (found.state, found.fingerprint, found.changes, found.copies) == (recall.State.CURRENT, mark, (), 0)
    assert found.release is not None
    archive = recall.archive_of(library)
    assert archive is not None
    assert archive.get(found.release.pdf) == data


def test_superseded_by_a_version_that_is_released(root: Path) -> None:
    _, old, before = released(root)
    edit(root, "for 20 seconds before", "for 30 seconds before")
    edit(root, "version: 1", "version: 2")
    approve(root)
    library, new, after = released(root, today=LATER)
    assert old != new
    found = recall.answer(library, old, LATER)
    assert found.state is recall.State.SUPERSEDED
    assert f"version 2 ({new}) of {LATER}" in found.words
    assert [(change.then, change.now) for change in found.changes] == [
        ("Wash your hands for 20 seconds before you eat.", "Wash your hands for 30 seconds before you eat.")
    ]
    assert recall.answer(library, new, LATER).state is recall.State.CURRENT
    archive = recall.archive_of(library)
    assert archive is not None
    assert found.release is not None
    assert (archive.get(found.release.pdf), before != after) == (before, True)


def test_superseded_by_a_text_that_nobody_released_yet(root: Path) -> None:
    _, mark, _ = released(root)
    edit(root, "for 20 seconds before", "for 30 seconds before")
    found = recall.answer(open_library(root), mark, TODAY)
    assert (found.state, "not released yet" in found.words) == (recall.State.SUPERSEDED, True)
    approve(root)
    found = recall.answer(open_library(root), mark, TODAY)
    assert (found.state, "not released yet" in found.words) == (recall.State.SUPERSEDED, True)


def test_a_changed_phone_number_is_told(root: Path) -> None:
    _, mark, _ = released(root)
    edit(root, "503-555-0123", "503-555-0155", "styles/brands/test-clinic/brand.yaml")
    found = recall.answer(open_library(root), mark, TODAY)
    assert found.state is recall.State.SUPERSEDED
    assert [(change.where, change.then, change.now) for change in found.changes] == [
        ("clinic.phone", "503-555-0123", "503-555-0155")
    ]


def test_a_text_that_comes_back_is_current_again(root: Path) -> None:
    _, first, _ = released(root)
    edit(root, "for 20 seconds before", "for 30 seconds before")
    approve(root)
    _, second, _ = released(root)
    edit(root, "for 30 seconds before", "for 20 seconds before")
    approve(root)
    library, third, _ = released(root)
    assert (first == third, first != second) == (True, True)
    assert recall.answer(library, first, TODAY).state is recall.State.CURRENT
    assert recall.answer(library, second, TODAY).state is recall.State.SUPERSEDED
    assert len(recall.releases(root)[0]) == 3


def test_expired(root: Path) -> None:
    library, mark, _ = released(root)
    found = recall.answer(library, mark, TODAY + datetime.timedelta(days=366))
    assert (found.state, "ran out on 2027-11-22" in found.words) == (recall.State.EXPIRED, True)


def test_withdrawn(root: Path) -> None:
    _, mark, _ = released(root)
    shown = "handouts/general/clean-hands/approvals.yaml"
    taken = Withdrawal(by="TEST, not a person", on=TODAY, reason="a test")
    assert review.withdraw(root / shown, shown, "en", taken) == []
    found = recall.answer(open_library(root), mark, TODAY)
    assert (found.state, "a test" in found.words) == (recall.State.WITHDRAWN, True)


def test_a_translation_whose_source_is_withdrawn_says_so_when_it_ran_out_as_well(root: Path) -> None:
    _, mark, _ = released(root, replace(EDITION, language="es"))
    shown = "handouts/general/clean-hands/approvals.yaml"
    assert review.withdraw(root / shown, shown, "en", Withdrawal(by="TEST, not a person", on=TODAY, reason="a test")) == []
    found = recall.answer(open_library(root), mark, TODAY + datetime.timedelta(days=366))
    assert (found.state, "a test" in found.words) == (recall.State.WITHDRAWN, True)


def test_withdrawn_because_the_handout_is_gone(root: Path) -> None:
    import shutil

    _, mark, _ = released(root)
    shutil.rmtree(root / "handouts/general/clean-home")
    shutil.rmtree(root / "handouts/general/clean-hands")
    found = recall.answer(open_library(root), mark, TODAY)
    assert (found.state, "no longer in the project" in found.words) == (recall.State.WITHDRAWN, True)


@pytest.mark.parametrize("file", ["en.yaml", "handout.yaml"])
def test_a_slip_of_the_pen_withdraws_nothing(file: str, root: Path) -> None:
    _, mark, _ = released(root)
    path = root / "handouts/general/clean-hands" / file
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + "x: [\n", encoding="utf-8")
    found = recall.answer(open_library(root), mark, TODAY)
    assert (found.state, found.changes) == (recall.State.UNKNOWN, ())
    assert f"clean-hands/{file} has a mistake" in found.words
    path.write_text(whole, encoding="utf-8")
    assert recall.answer(open_library(root), mark, TODAY).state is recall.State.CURRENT


@pytest.mark.parametrize("asked", ["00000-00000", "nonsense", "", "\x00" * 50])
def test_unknown(asked: str, root: Path) -> None:
    found = recall.answer(open_library(root), asked, TODAY)
    assert (found.state, found.release, found.printed) == (recall.State.UNKNOWN, None, ())


# ---------------------------------------------------------------------------------------------------------- the history


def releases_of(root: Path, number: int) -> list[tuple[recall.Release, dict[str, str]]]:
    release, words = release_of(open_library(root), EDITION, MARKS[0], "0" * 64, 2, TODAY)
    return [(replace(release, fingerprint=f"{one:05d}-AAAAA"), words) for one in range(number)]


def test_a_release_is_recorded_once(root: Path) -> None:
    library = open_library(root)
    made = releases_of(root, 1)
    assert recall.record_releases(library, made) == 1
    assert recall.record_releases(library, made) == 0
    assert len((root / FOLDER / LEDGER).read_bytes().splitlines()) == 1


def test_many_writers_lose_no_line(root: Path) -> None:
    library = open_library(root)
    made = releases_of(root, 40)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: recall.record_releases(library, [one]), made))
    found, problems = recall.releases(root)
    assert problems == []
    assert {release.fingerprint for release in found} == {release.fingerprint for release, _ in made}


def test_a_line_cut_short_costs_only_itself(root: Path) -> None:
    library = open_library(root)
    first, second = releases_of(root, 2)
    recall.record_releases(library, [first])
    ledger = root / FOLDER / LEDGER
    ledger.write_bytes(ledger.read_bytes() + b'{"format": 1, "fingerp')
    recall.record_releases(library, [second])
    found, problems = recall.releases(root)
    assert [release.fingerprint for release in found] == ["00000-AAAAA", "00001-AAAAA"]
    assert [(problem.place.line, problem.rule) for problem in problems] == [(2, "history-line-broken")]


def test_a_damaged_archive_gives_nothing_rather_than_something_else(root: Path) -> None:
    library, mark, data = released(root)
    archive = recall.archive_of(library)
    release = recall.answer(library, mark, TODAY).release
    assert archive is not None
    assert release is not None
    archive.place(release.pdf).write_bytes(data[:-1])
    assert archive.get(release.pdf) is None
    archive.put(data, release.pdf)
    assert archive.get(release.pdf) == data


def test_an_order_is_recorded_once_and_never_changed(root: Path) -> None:
    record = recall.OrderRecord("job", "Job", "2026-11-22", "2027-01-31", "CODE1-CODE1", {}, ())
    path = recall.record_order(root, record)
    before = path.read_bytes()
    assert recall.record_order(root, replace(record, name="Other")) == path
    assert path.read_bytes() == before
    (root / FOLDER / "2026-11-23_broken_X.json").write_bytes(b"{")
    found, problems = recall.orders(root)
    assert ([order.job for order in found], [problem.rule for problem in problems]) == (["job"], ["history-line-broken"])


# ---------------------------------------------------------------------------------------------------------- the commands


def run(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--project", str(root), *arguments])
    return done.exit_code, done.output


def test_from_the_order_to_the_recall(root: Path, tmp_path: Path) -> None:
    """A pack is ordered twice; a text changes; the paper of both orders is found, with the copies and its exact bytes."""
    day = ["--today", str(TODAY), "--jobs", "1"]
    code, said = run(root, "order", "make", str(root / "orders/test.yaml"), "-o", str(tmp_path / "one"), *day)
    assert code == 0, said
    (root / "orders/more.yaml").write_text(
        ORDER.replace("job: test", "job: more").replace("quantity: 500, deliver: {main: 300,", "deliver: {main: 50,"), encoding="utf-8"
    )
    code, said = run(root, "order", "make", str(root / "orders/more.yaml"), "-o", str(tmp_path / "two"), *day)
    assert code == 0, said
    sheet = next(path for path in (tmp_path / "one").glob("*clean-hands_en_*.pdf"))
    rows = json.loads((tmp_path / "one/manifest.json").read_bytes())["pieces"]
    mark = next(row["fingerprint"] for row in rows if row["file"] == sheet.name)

    code, said = run(root, "recall", mark, "--today", str(TODAY))
    assert code == 0
    assert "CURRENT" in said
    assert "750 copies in 2 orders" in said
    assert "test of 2026-11-22: 500 (Test Clinic: 300; Test Clinic North: 200)" in said

    edit(root, "for 20 seconds before", "for 30 seconds before")
    code, said = run(root, "recall", mark, "--today", str(TODAY))
    assert (code, "SUPERSEDED" in said, "then: Wash your hands for 20 seconds" in said) == (1, True, True)

    code, _ = run(root, "recall", mark, "--pdf", "-o", str(tmp_path / "again.pdf"), "--today", str(TODAY))
    assert code == 0
    assert (tmp_path / "again.pdf").read_bytes() == sheet.read_bytes()
    said = run(root, "recall", mark, "--format", "json", "--today", str(TODAY))[1]
    assert json.loads(said)["copies"] == 750


@pytest.mark.parametrize(("taken", "rule"), [("orders/history", "history-unwritable"), ("archive", "output-unwritable")])
def test_paper_that_could_not_be_recalled_is_not_made(taken: str, rule: str, root: Path, tmp_path: Path) -> None:
    (root / taken).write_text("a file where a folder should be", encoding="utf-8")
    given = ("order", "make", str(root / "orders/test.yaml"), "-o", str(tmp_path / "pack"), "--jobs", "1", "--today", str(TODAY))
    code, said = run(root, *given)
    assert (code, f"[{rule}]" in said, said.count("pack.part"), (tmp_path / "pack").exists()) == (1, True, 1, False)
    (root / taken).unlink()
    code, said = run(root, *given)
    assert (code, "6 found finished" in said) == (0, True)
    assert [len(order.pieces) for order in recall.orders(root)[0]] == [6]


def test_a_proof_is_not_recorded(root: Path, tmp_path: Path) -> None:
    code, said = run(root, "order", "make", str(root / "orders/test.yaml"), "-o", str(tmp_path / "p"), "--proof", "--today", str(TODAY))
    assert code == 0, said
    assert not (root / FOLDER).exists()
    assert not (root / "archive").exists()


def test_without_an_archive_recall_says_what_to_do(root: Path, tmp_path: Path) -> None:
    (root / "policy.yaml").unlink()
    _, mark, _ = released(root)
    code, said = run(root, "recall", mark, "--pdf", "-o", str(tmp_path / "x.pdf"), "--today", str(TODAY))
    assert (code, "archive: FOLDER" in said) == (2, True)
    assert run(root, "recall", mark, "--pdf")[0] == 2
    assert run(root, "recall", "00000-00000")[0] == 1


def test_what_went_out_survives_a_crash_in_the_middle_of_a_line(tmp_path: Path) -> None:
    edition, day = Edition("hands", "en", "standard", "clinic"), datetime.date(2026, 11, 22)
    assert given.note(tmp_path, "AAAAA BBBBB", edition, day, "printed", 3)
    with (tmp_path / given.NAME).open("a", encoding="utf-8") as file:
        file.write('{"code": "AAAAA BB')
    assert given.note(tmp_path, "AAAAA BBBBB", edition, day + datetime.timedelta(days=1), "opened")
    assert [(one.copies, one.how) for one in given.given(tmp_path)] == [(3, "printed"), (1, "opened")]
    assert given.count(tmp_path, "AAAAA BBBBB", day + datetime.timedelta(days=1)) == 1
    (tmp_path / "plain").write_text("", encoding="utf-8")
    assert not given.note(tmp_path / "plain", "AAAAA BBBBB", edition, day, "opened"), "nowhere to write: it goes out all the same"
