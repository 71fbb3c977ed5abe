"""Whatever is done to a pack, verify names it: from the files alone."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from order_projects import ORDER, TODAY, project_at

from cli import cli
from press.commands.order import command
from press.library import open_library
from press.order.manifest import CSV, JSON, PROOF, SUMS, TICKET, XJDF, as_csv, from_json, sums
from press.order.pack import Options, make
from press.order.request import read_order
from press.order.verify import verify

# Names without their page counts: a change of a style sheet may change those.
SHEET = "test_clean-hands_en_standard_letter_v1.pdf"
SPANISH = "test_clean-hands_es_standard_letter_v1.pdf"
CUPS = "test_clean-cups_en_giant-print_letter_v1.pdf"
BOOKLET = "imposed/test_clean-hands_ar_large-print_letter_v1_booklet.pdf"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project_at(tmp_path_factory.mktemp("verify"))
    library = open_library(root)
    order = root / "orders/test.yaml"
    order.write_text(ORDER.replace("  - {packet: clean-home, languages: [en], deliver: {main: 10}}\n", ""), encoding="utf-8")
    request, _ = read_order(order, library, TODAY)
    assert request is not None
    assert make(library, request, Options(root / "pack", TODAY, jobs=1)).path
    assert make(library, request, Options(root / "pack.zip", TODAY, jobs=1)).path
    return root / "pack"


@pytest.fixture
def pack(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "pack")
    return tmp_path / "pack"


def found(pack: Path) -> set[tuple[str, str]]:
    return {(re.sub(r"_\d+pp", "", problem.place.path), problem.rule) for problem in verify(pack)[1]}


def the(pack: Path, name: str) -> Path:
    """The file of that name, whatever its page count."""
    return next(path for path in pack.rglob("*.pdf") if re.sub(r"_\d+pp", "", path.relative_to(pack).as_posix()) == name)


def altered(path: Path, offset: int = 300) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(bytes(data))


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def resealed(pack: Path) -> None:
    """All checksums made to fit again, as somebody would who does not want to be noticed."""
    names = {path.relative_to(pack).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in pack.rglob("*") if path.is_file()}
    (pack / SUMS).write_bytes(sums({name: digest for name, digest in names.items() if name != SUMS}))


def test_a_whole_pack_has_no_difference(pack: Path) -> None:
    assert found(pack) == set()


def more_copies(pack: Path) -> None:
    """The quantity edited in both tables, with totals and checksums made to fit."""
    said = json.loads((pack / JSON).read_bytes())
    piece = next(one for one in said["pieces"] if one["file"] == the(pack, CUPS).name)
    piece["quantity"], piece["deliver"] = 5000, "main=5000"
    said["totals"]["copies"] += 4995
    (pack / JSON).write_text(json.dumps(said), encoding="utf-8")
    manifest, _ = from_json((pack / JSON).read_bytes())
    said["totals"] |= {"code": manifest.code, "sheets": manifest.paper}
    (pack / JSON).write_text(json.dumps(said), encoding="utf-8")
    (pack / CSV).write_bytes(as_csv(manifest.rows))
    resealed(pack)


def swapped(pack: Path) -> None:
    """One sheet in the place of another, checksums made to fit."""
    spanish = next(pack.glob("*_es_*.pdf"))
    spanish.write_bytes((the(pack, SHEET)).read_bytes())
    resealed(pack)


def other_order(pack: Path) -> None:
    """Another order in the place of the one that was read; the list of files and the checksums made to fit."""
    edited(pack / "order.yaml", "quantity: 500", "quantity: 50")
    data = (pack / "order.yaml").read_bytes()
    said = json.loads((pack / JSON).read_bytes())
    said["files"]["order.yaml"] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    (pack / JSON).write_text(json.dumps(said), encoding="utf-8")
    resealed(pack)


# What is done, and what must be named among the differences.
DEEDS: list[tuple[str, Callable[[Path], object], set[tuple[str, str]]]] = [
    ("one byte of a sheet", lambda p: altered(the(p, SHEET)), {(SHEET, "file-altered")}),
    ("one byte of the ticket", lambda p: altered(p / TICKET), {(TICKET, "file-altered")}),
    ("a sheet missing", lambda p: (the(p, SHEET)).unlink(), {(SHEET, "file-missing")}),
    ("an extra file", lambda p: (p / "extra.pdf").write_bytes(b"%PDF"), {("extra.pdf", "file-extra")}),
    ("a sheet renamed", lambda p: (the(p, SHEET)).rename(p / "sheet.pdf"), {(SHEET, "file-renamed")}),
    ("the table edited", lambda p: edited(p / CSV, ",500,", ",5000,"), {(CSV, "file-altered"), (CSV, "tables-differ")}),
    ("the table edited and sealed", lambda p: (edited(p / CSV, ",500,", ",5000,"), resealed(p)), {(CSV, "tables-differ")}),
    ("the manifest edited", lambda p: edited(p / JSON, '"pages": ', '"pages": 1'), {(SHEET, "claim-wrong"), (JSON, "file-altered")}),
    ("the trim edited and sealed", lambda p: (edited(p / JSON, "215.9 x 279.4", "210.0 x 297.0"), resealed(p)), {(CSV, "tables-differ"), (JSON, "claim-wrong")}),
    ("quantities edited everywhere and sealed", more_copies, {(CUPS, "quantities-differ"), (TICKET, "code-differs"), (PROOF, "code-differs")}),
    ("the machine's ticket edited and sealed", lambda p: (edited(p / XJDF, 'Amount="500"', 'Amount="50"'), resealed(p)), {(SHEET, "quantities-differ"), (XJDF, "file-altered")}),
    ("a sheet swapped and sealed", swapped, {(SPANISH, "claim-wrong")}),
    ("the due date edited and sealed", lambda p: (edited(p / JSON, "2027-01-31", "2027-03-31"), resealed(p)), {(TICKET, "code-differs"), (JSON, "claim-wrong")}),
    ("an address edited and sealed", lambda p: (edited(p / JSON, "2 Test Street", "9 Wrong Street"), resealed(p)), {(TICKET, "code-differs")}),
    ("the order edited, listed and sealed", other_order, {("order.yaml", "claim-wrong")}),
    ("a claim taken out", lambda p: edited(p / JSON, '"due": "2027-01-31",', ""), {(JSON, "manifest-broken")}),
    ("no manifest", lambda p: (p / JSON).unlink(), {(JSON, "manifest-missing")}),
    ("a broken manifest", lambda p: (p / JSON).write_bytes(b"{"), {(JSON, "manifest-broken"), (JSON, "file-altered")}),
    ("a strange manifest", lambda p: edited(p / JSON, '"pages": ', '"pages": "4", "x": '), {(JSON, "manifest-broken")}),
    ("no checksums", lambda p: (p / SUMS).unlink(), {(SUMS, "file-missing")}),
    ("broken checksums", lambda p: (p / SUMS).write_text("x", encoding="utf-8"), {(SUMS, "sums-broken")}),
    ("a booklet missing", lambda p: the(p, BOOKLET).unlink(), {(BOOKLET, "file-missing")}),
    ("a sheet that is no PDF, sealed", lambda p: ((the(p, SHEET)).write_bytes(b"no"), resealed(p)), {(SHEET, "pdf-unreadable")}),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "named"), [(deed, named) for _, deed, named in DEEDS], ids=[name for name, _, _ in DEEDS])
def test_a_deed_is_named(deed: Callable[[Path], object], named: set[tuple[str, str]], pack: Path) -> None:
    deed(pack)
    assert named <= found(pack)


def test_a_difference_is_told_once(pack: Path) -> None:
    the(pack, SHEET).rename(pack / "sheet.pdf")
    assert [problem.rule for problem in verify(pack)[1]] == ["file-renamed"]
    (pack / "sheet.pdf").rename(pack / "other.pdf")
    (pack / SUMS).unlink()
    assert [(problem.place.path, problem.rule) for problem in verify(pack)[1]] == [
        (SUMS, "file-missing"), ("other.pdf", "file-extra"), (next(iter(sheets(pack))), "file-missing"),
    ]  # fmt: skip


def sheets(pack: Path) -> list[str]:
    """The English sheet's name, as the manifest says it."""
    return [row.file for row in from_json((pack / JSON).read_bytes())[0].rows if "clean-hands_en_standard" in row.file]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"due": "2027-01-31",', "", '"due" is missing'), ('"due": "2027-01-31"', '"due": null', '"due" cannot be null'),
        ('"job": "test"', '"job": 5', '"job" cannot be 5'), ('"due":', '"dew": 1, "due":', '"dew" is not known there'),
        ('"pieces": [', '"pieces": [5, ', "has not the form of a manifest"), ('"format": 2', '"format": 1', "another version"),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_is_told_in_words(old: str, new: str, words: str, pack: Path) -> None:
    edited(pack / JSON, old, new)
    problem = next(problem for problem in verify(pack)[1] if problem.rule == "manifest-broken")
    assert words in problem.fault


def test_one_byte_anywhere_is_noticed(pack: Path) -> None:
    for path in sorted(path for path in pack.rglob("*") if path.is_file()):
        before = path.read_bytes()
        altered(path, len(before) // 2)
        assert found(pack), path.name
        path.write_bytes(before)
    assert found(pack) == set()


# ----------------------------------------------------------------------------------------------------------------- zips


def test_a_whole_zip_has_no_difference(whole: Path) -> None:
    assert found(whole.with_name("pack.zip")) == set()


def repacked(pack: Path, path: Path, extra: tuple[str, bytes] | None = None) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for one in sorted(path for path in pack.rglob("*") if path.is_file()):
            packed.write(one, f"pack/{one.relative_to(pack).as_posix()}")
        if extra:
            packed.writestr(*extra)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_zip_that_is_cut_off(share: float, whole: Path, tmp_path: Path) -> None:
    data = whole.with_name("pack.zip").read_bytes()
    (tmp_path / "pack.zip").write_bytes(data[: int(len(data) * share)])
    assert found(tmp_path / "pack.zip") == {("pack.zip", "pack-unreadable")}


def test_a_zip_altered_by_one_byte_names_the_file(whole: Path, tmp_path: Path) -> None:
    data = bytearray(whole.with_name("pack.zip").read_bytes())
    data[data.index(b"%PDF", data.index(f"pack/{the(whole, SHEET).name}".encode())) + 500] ^= 1
    (tmp_path / "pack.zip").write_bytes(bytes(data))
    problems = verify(tmp_path / "pack.zip")[1]
    assert [problem.rule for problem in problems] == ["pack-unreadable"]
    assert the(whole, SHEET).name in problems[0].fault


@pytest.mark.parametrize("name", ["../evil.pdf", "/evil.pdf", "pack/../../evil.pdf"])
def test_a_zip_that_reaches_out(name: str, pack: Path, tmp_path: Path) -> None:
    repacked(pack, tmp_path / "pack.zip", (name, b"x"))
    assert found(tmp_path / "pack.zip") == {("pack.zip", "pack-unreadable")}


def test_an_extra_file_in_a_zip(pack: Path, tmp_path: Path) -> None:
    repacked(pack, tmp_path / "pack.zip", ("pack/readme.txt", b"x"))
    assert ("readme.txt", "file-extra") in found(tmp_path / "pack.zip")


def test_a_file_that_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(b"not a zip")
    assert found(tmp_path / "pack.zip") == {("pack.zip", "pack-unreadable")}


# ---------------------------------------------------------------------------------------------------------- the command


def test_the_command_says_so_in_words_and_by_its_exit_code(pack: Path) -> None:
    good = CliRunner().invoke(command, ["verify", str(pack)], standalone_mode=False)
    assert (good.exception, good.return_value) == (None, 0)
    assert re.search(r"5 files, 625 copies; every claim holds\. Pack code \w{5}-\w{5}", good.output)
    altered(the(pack, SHEET))
    bad = CliRunner().invoke(command, ["verify", str(pack)], standalone_mode=False)
    assert bad.return_value == 1
    assert f"{the(pack, SHEET).name}: error: the file was altered" in bad.output
    said = CliRunner().invoke(command, ["verify", str(pack), "--format", "json"], standalone_mode=False)
    assert json.loads(said.output)["whole"] is False


def test_a_file_that_is_no_schema_is_wrong_usage(pack: Path) -> None:
    done = CliRunner().invoke(cli, ["order", "verify", str(pack), "--xsd", str(pack / JSON)])
    assert (done.exit_code, "is not an XML schema" in done.output) == (2, True)
    assert "not the pack that was made" not in done.output
