"""A pack is whole or not there; its claims are measured; the same order gives the same bytes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from order_projects import ORDER, TODAY, approve, project_at

from cli import cli
from press import pdf
from press.library import Library, open_library
from press.order import pack as packing
from press.order.manifest import CSV, JSON, SEPARATORS, SUMS, TICKET, XJDF, as_csv, from_json, neutral
from press.order.pack import Options, Packed, make
from press.order.request import Request, read_order
from press.order.verify import rows_of, verify
from press.order.xjdf import NotASchemaError, as_xjdf, read_amounts, schema_of, validate
from press.receipt import keep
from press.route import Outcome

HERE = Path(__file__).parent


def ordered(root: Path, text: str = ORDER, name: str = "test.yaml") -> tuple[Library, Request]:
    (root / "orders" / name).write_text(text, encoding="utf-8")
    library = open_library(root)
    request, problems = read_order(root / "orders" / name, library, TODAY)
    assert request is not None, problems
    return library, request


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rules(packed: Packed) -> list[str]:
    return [problem.rule for problem in packed.problems]


@pytest.fixture(scope="module")
def project_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_at(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def pack(project_: Path) -> Path:
    """A whole release pack; tests read it only."""
    packed = make(*ordered(project_), Options(project_ / "pack", TODAY, jobs=1))
    assert [str(problem) for problem in packed.problems] == []
    assert packed.path == project_ / "pack"
    return packed.path


def test_a_pack_holds_what_was_ordered(pack: Path) -> None:
    manifest, _ = from_json((pack / JSON).read_bytes())
    names = {row.file for row in manifest.rows}
    assert {name.rsplit("_", 1)[0] for name in names} == {
        "test_clean-hands_en_standard_letter_v1", "test_clean-hands_es_standard_letter_v1",
        "test_clean-hands_ar_standard_letter_v1", "test_clean-hands_ar_large-print_letter_v1",
        "test_clean-cups_en_giant-print_letter_v1", "test_clean-home_en_standard_letter_v1",
    }  # fmt: skip
    assert all(name.isascii() for name in hashes(pack))
    assert (manifest.copies, manifest.proof) == (635, False)
    assert {row.colours for row in manifest.rows} <= {"4/4", "4/1", "4/0"}
    assert {row.review_by for row in manifest.rows} == {"2027-11-22"}
    assert not (pack.parent / "pack.part").exists()


def test_sha256sum_agrees(pack: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", SUMS], cwd=pack, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": OK") == len(hashes(pack)) - 1


def test_a_script_that_shares_no_code_agrees(pack: Path, tmp_path: Path) -> None:
    script = [sys.executable, "-W", "error", str(HERE / "verify_pack_independently.py")]
    assert subprocess.run([*script, str(pack)], capture_output=True, text=True, check=False).returncode == 0
    other = tmp_path / "other"
    shutil.copytree(pack, other)
    table = (other / CSV).read_text(encoding="utf-8").replace(",500,", ",5000,")
    (other / CSV).write_text(table, encoding="utf-8")
    done = subprocess.run([*script, str(other)], capture_output=True, text=True, check=False)
    assert "quantity is 500, claimed 5000" in done.stdout


def test_the_pack_itself_verifies(pack: Path) -> None:
    manifest, problems = verify(pack)
    assert [str(problem) for problem in problems] == []
    assert manifest is not None
    assert manifest.code in pdf.second_reading((pack / TICKET).read_bytes())[0]


def test_the_same_order_gives_the_same_bytes_as_folder_and_zip(project_: Path, pack: Path, tmp_path: Path) -> None:
    library, request = ordered(project_)
    assert make(library, request, Options(tmp_path / "again", TODAY, jobs=1)).path
    assert hashes(tmp_path / "again") == hashes(pack)
    for name in ("one", "two"):
        assert make(library, request, Options(tmp_path / name / "pack.zip", TODAY, jobs=1)).path == tmp_path / name / "pack.zip"
    assert (tmp_path / "one/pack.zip").read_bytes() == (tmp_path / "two/pack.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one/pack.zip") as packed:
        inside = {name.removeprefix("pack/"): hashlib.sha256(packed.read(name)).hexdigest() for name in packed.namelist()}
    assert inside == hashes(pack)
    assert verify(tmp_path / "one/pack.zip")[1] == []


# --------------------------------------------------------------------------------------------------------- interrupted


def stop_after(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after so many finished editions."""
    run = packing.route.run

    def stopping(*given: object) -> Iterator[Outcome]:
        for done, outcome in enumerate(run(*given), 1):  # type: ignore[arg-type]
            yield outcome
            if done == number:
                raise KeyboardInterrupt

    monkeypatch.setattr(packing.route, "run", stopping)


def test_a_stopped_pack_goes_on_where_it_ended(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, request = ordered(project_at(tmp_path))
    options = Options(tmp_path / "pack", TODAY, jobs=1)
    with monkeypatch.context() as patched:
        stop_after(3, patched)
        with pytest.raises(KeyboardInterrupt):
            make(library, request, options)
    assert not (tmp_path / "pack").exists()
    finished = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (tmp_path / "pack.part").rglob("*.pdf")}
    assert len(finished) == 3
    packed = make(library, request, options)
    assert (packed.fresh, packed.built) == (3, 3)
    assert hashes(tmp_path / "pack") == hashes(pack)


def test_finished_pieces_are_left_alone(project_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, request = ordered(project_)
    options = Options(tmp_path / "pack", TODAY, jobs=1)

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(packing, "keep", full)
        packed = make(library, request, options)
    assert (packed.path, rules(packed)) == (None, ["output-unwritable"])
    assert "No space left" in packed.problems[0].fault
    assert not (tmp_path / "pack").exists()
    made = tmp_path / "pack.part" / "made"
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*.pdf")}
    kept: dict[Path, int] = {}
    with monkeypatch.context() as patched:
        patched.setattr(packing.folder, "finish", lambda goal: kept.update({p: p.stat().st_mtime_ns for p in made.rglob("*.pdf")}))
        assert make(library, request, options).built == 0
    assert kept == before
    assert make(library, request, options).path == tmp_path / "pack"


def test_a_disk_that_fills_while_pieces_are_made_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, request = ordered(project_at(tmp_path))
    options = Options(tmp_path / "pack", TODAY, jobs=1)
    kept: list[Path] = []

    def filling(path: Path, data: bytes, lasting: bool = True) -> None:
        if path.suffix == ".pdf" and len(kept) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        kept.extend([path] if path.suffix == ".pdf" else [])
        keep(path, data, lasting)

    with monkeypatch.context() as patched:
        patched.setattr(packing.route.steps.receipt, "keep", filling)
        packed = make(library, request, options)
    assert (packed.path, rules(packed)) == (None, ["output-unwritable"])
    assert "No space left" in packed.problems[0].fault
    assert not (tmp_path / "pack").exists()
    assert make(library, request, options).fresh == len([path for path in kept if "made" in path.parts])


@pytest.mark.parametrize("step", ["ticket", "as_xjdf", "as_json", "as_csv", "sums"])
def test_a_pack_that_breaks_off_has_no_manifest(step: str, project_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, request = ordered(project_)

    def broken(*given: object) -> None:
        raise RuntimeError("a crash")

    monkeypatch.setattr(packing, step, broken)
    with pytest.raises(RuntimeError):
        make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert not (tmp_path / "pack").exists()
    assert not list(tmp_path.rglob(JSON))


def test_a_run_that_finished_nothing_leaves_nothing(project_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, request = ordered(project_)

    def none(*given: object) -> Iterator[Outcome]:
        raise KeyboardInterrupt

    monkeypatch.setattr(packing.route, "run", none)
    with pytest.raises(KeyboardInterrupt):
        make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------------------------------- what may be printed


def test_only_releases_are_packed(tmp_path: Path) -> None:
    root = project_at(tmp_path, approved=False)
    approve(root, "clean-hands")
    library, request = ordered(root)
    refused = make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert (refused.path, rules(refused)) == (None, ["not-released", "not-released"])
    assert [problem.place.line for problem in refused.problems] == [14, 15]
    assert not list(tmp_path.glob("pack*"))
    left = make(library, request, Options(tmp_path / "pack", TODAY, leave_out=True, jobs=1))
    assert left.manifest is not None
    assert left.manifest.left_out == ("clean-cups (en), giant-print", "clean-home (en), standard")
    assert {row.slug for row in left.manifest.rows} == {"clean-hands"}
    assert "Left out, not released" in pdf.second_reading((tmp_path / "pack" / TICKET).read_bytes())[0]
    assert verify(tmp_path / "pack")[1] == []


def test_a_proof_pack_is_marked_everywhere(tmp_path: Path) -> None:
    root = project_at(tmp_path, approved=False)
    library, request = ordered(root)
    packed = make(library, request, Options(tmp_path / "pack", TODAY, proof=True, jobs=1))
    assert packed.manifest is not None
    assert all(row.file.startswith("PROOF-test_") for row in packed.manifest.rows)
    assert all("DRAFT" in row.title for row in packed.manifest.rows if row.language == "en")
    assert "PROOF: not for printing" in pdf.second_reading((tmp_path / "pack" / TICKET).read_bytes())[0]
    assert b"PROOF, not for printing" in (tmp_path / "pack" / XJDF).read_bytes()
    assert verify(tmp_path / "pack")[1] == []


def test_a_proof_of_what_is_released_is_marked_too(project_: Path, tmp_path: Path) -> None:
    """A proof is not recorded, so a page of it that looked like a release could not be recalled."""
    one = ORDER.split("lines:")[0] + "lines:\n  - {handout: clean-hands, languages: [en], deliver: {main: 5}}\n"
    library, request = ordered(project_, one, "proof.yaml")
    packed = make(library, request, Options(tmp_path / "proof", TODAY, proof=True, jobs=1))
    assert packed.manifest is not None
    (row,) = packed.manifest.rows
    assert row.title == "DRAFT: Clean hands"
    for text in pdf.second_reading((tmp_path / "proof" / row.file).read_bytes()):
        assert "Do not give to patients" in text
    released = make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert released.manifest is not None
    assert released.manifest.rows[0].title == "Clean hands"
    before, _ = rows_of(tmp_path / "proof")
    assert make(library, request, Options(tmp_path / "again", TODAY, proof=True, since=before, jobs=1)).problems == ()
    assert not (tmp_path / "again").exists()


def test_since_prints_only_what_changed(tmp_path: Path) -> None:
    root = project_at(tmp_path)
    library, request = ordered(root)
    assert make(library, request, Options(tmp_path / "first", TODAY, jobs=1)).path
    before, problems = rows_of(tmp_path / "first")
    assert problems == []
    again = make(library, request, Options(tmp_path / "second", TODAY, since=before, jobs=1))
    assert (again.path, again.problems) == (None, ())
    text = root / "handouts/general/clean-cups/en.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("Wash your cups well", "Wash your cups"), encoding="utf-8")
    approve(root)
    library, request = ordered(root, ORDER.replace("job: test", "job: later"), "later.yaml")
    packed = make(library, request, Options(tmp_path / "third", TODAY, since=before, jobs=1))
    assert packed.manifest is not None
    assert [row.slug for row in packed.manifest.rows] == ["clean-cups", "clean-home"]
    assert len(packed.manifest.unchanged) == 4
    assert verify(tmp_path / "third")[1] == []


# ------------------------------------------------------------------------------------------------------- other people's


def test_a_foreign_file_is_never_touched(project_: Path, tmp_path: Path) -> None:
    library, request = ordered(project_)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/thesis.txt").write_text("mine", encoding="utf-8")
    for replacing in (False, True):
        refused = make(library, request, Options(tmp_path / "pack", TODAY, replace=replacing, jobs=1))
        assert (refused.path, rules(refused)) == (None, ["foreign-file"])
        assert "thesis.txt" in refused.problems[0].fault
    assert [path.name for path in tmp_path.rglob("*")] == ["pack", "thesis.txt"]


def test_an_older_pack_is_replaced_only_when_asked(project_: Path, pack: Path, tmp_path: Path) -> None:
    library, request = ordered(project_, ORDER.replace("quantity: 500, deliver: {main: 300,", "deliver: {main: 1,"))
    shutil.copytree(pack, tmp_path / "pack")
    assert rules(make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))) == ["pack-exists"]
    assert hashes(tmp_path / "pack") == hashes(pack)
    packed = make(library, request, Options(tmp_path / "pack", TODAY, replace=True, jobs=1))
    assert packed.manifest is not None
    assert packed.manifest.copies == 635 - 299
    (tmp_path / "pack/note.txt").write_text("mine", encoding="utf-8")
    assert rules(make(library, request, Options(tmp_path / "pack", TODAY, replace=True, jobs=1))) == ["foreign-file"]


def test_a_work_folder_of_somebody_else_is_refused(project_: Path, tmp_path: Path) -> None:
    library, request = ordered(project_)
    (tmp_path / "pack.part").mkdir()
    (tmp_path / "pack.part/data").write_text("mine", encoding="utf-8")
    assert rules(make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))) == ["foreign-file"]


@pytest.mark.skipif(os.name != "posix", reason="file locks")
def test_two_runs_do_not_make_one_pack(project_: Path, tmp_path: Path) -> None:
    import fcntl

    library, request = ordered(project_)
    (tmp_path / "pack.part").mkdir()
    with (tmp_path / "pack.part/.handouts-pack").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        assert rules(make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))) == ["pack-busy"]


def test_an_output_without_a_name_is_wrong_usage(project_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["--project", str(project_), "order", "make", str(project_ / "orders/test.yaml"), "--today", str(TODAY), "-o"]
    done = CliRunner().invoke(cli, [*given, "/"])
    assert (done.exit_code, "name a new folder" in done.output) == (2, True)
    monkeypatch.chdir(project_ / "orders")
    done = CliRunner().invoke(cli, [*given, ".."])
    assert (done.exit_code, "[foreign-file]" in done.output) == (1, True)


def test_a_folder_that_cannot_be_written(project_: Path, tmp_path: Path) -> None:
    library, request = ordered(project_)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert rules(make(library, request, Options(tmp_path / "file/pack", TODAY, jobs=1))) == ["output-unwritable"]


# ------------------------------------------------------------------------------------------------------------ the lists


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(cell: str, pack: Path) -> None:
    assert neutral(cell) == f"'{cell}"
    manifest, _ = from_json((pack / JSON).read_bytes())
    row = replace(manifest.rows[0], note=cell)
    assert f",'{cell.strip()}" in as_csv([row]).decode() or f"'{cell}" in as_csv([row]).decode()


def test_a_note_that_looks_like_a_formula_is_neutral_in_the_pack(project_: Path, tmp_path: Path) -> None:
    note = '"=HYPERLINK(1)"'
    library, request = ordered(project_, ORDER.replace("sides: 1", f"note: {note}"))
    assert make(library, request, Options(tmp_path / "pack", TODAY, jobs=1)).path
    assert b"'=HYPERLINK" in (tmp_path / "pack" / CSV).read_bytes()
    assert verify(tmp_path / "pack")[1] == []


def test_the_machine_ticket_says_the_same(pack: Path) -> None:
    manifest, _ = from_json((pack / JSON).read_bytes())
    data = (pack / XJDF).read_bytes()
    assert as_xjdf(manifest) == data
    assert read_amounts(data) == {row.file: row.quantity for row in manifest.rows}


def test_the_machine_ticket_is_checked_against_a_schema_that_is_given(pack: Path, tmp_path: Path) -> None:
    schema = tmp_path / "small.xsd"
    schema.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.CIP4.org/JDFSchema_2_0">'
        '<xs:element name="XJDF"><xs:complexType><xs:sequence><xs:any processContents="skip" maxOccurs="unbounded"/>'
        '</xs:sequence><xs:attribute name="JobID" type="xs:integer"/><xs:anyAttribute processContents="skip"/>'
        "</xs:complexType></xs:element></xs:schema>",
        encoding="utf-8",
    )
    known = schema_of(schema)
    found = validate((pack / XJDF).read_bytes(), known, XJDF)
    assert [problem.rule for problem in found] == ["xjdf-invalid"]
    assert "JobID" in found[0].fault
    assert [problem.rule for problem in validate(b"<a", known, XJDF)] == ["xjdf-broken"]
    with pytest.raises(NotASchemaError, match="is not an XML schema"):
        schema_of(HERE / "conftest.py")


@pytest.mark.skipif("XJDF_XSD" not in os.environ, reason="CIP4's schema is not bundled: XJDF_XSD=…/xjdf.xsd")
def test_the_machine_ticket_is_valid_by_the_schema_of_cip4(pack: Path) -> None:
    assert validate((pack / XJDF).read_bytes(), schema_of(Path(os.environ["XJDF_XSD"])), XJDF) == []


def test_paper_says_where_copies_go(pack: Path) -> None:
    """The ids of the table stand on the ticket; a sheet that is laid before a pile says the place in words."""
    ticket = pdf.second_reading((pack / TICKET).read_bytes())[0]
    assert re.search(r"north\s+Test Clinic North\s+2 Test Street", ticket)
    first = pdf.second_reading((pack / SEPARATORS).read_bytes())[0]
    assert "Separator sheets of test" in first
    assert re.search(r"300 to Test Clinic\s+200 to Test Clinic North", first)


def test_the_ticket_of_a_hundred_pieces_is_one_page(project_: Path, pack: Path) -> None:
    from press.order.ticket import ticket

    manifest, _ = from_json((pack / JSON).read_bytes())
    rows = [replace(row, file=f"{number:03d}-{row.file}") for number in range(20) for row in manifest.rows]
    made, problems = ticket(open_library(project_), replace(manifest, rows=tuple(rows)))
    assert problems == []
    assert made is not None
    text = pdf.second_reading(made)
    assert len(text) == 1
    assert f"{len(rows)} files" in text[0]


def test_the_manifest_is_json_that_others_can_read(pack: Path) -> None:
    said = json.loads((pack / JSON).read_bytes())
    assert said["totals"]["copies"] == sum(piece["quantity"] for piece in said["pieces"])
    assert set(said["files"]) == set(hashes(pack)) - {piece["file"] for piece in said["pieces"]} - {JSON, CSV, SUMS}
