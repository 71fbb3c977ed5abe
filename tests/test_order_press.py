"""A release pack for a press: every print PDF measured by other programs, killed half-way, scanned, recalled."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
import zxingcpp
from click.testing import CliRunner
from order_projects import TODAY, approve, project_at
from PIL import Image, ImageSequence

from cli import cli
from press import pdf, recall
from press.library import open_library
from press.order.manifest import JSON, Manifest, Row, from_json

HERE = Path(__file__).parent
MOST_INK = 300  # the default printer profile's
ORDER = """\
job: press
due: 2027-01-31
contact: {name: Test desk, phone: 503-555-0123}
defaults: {staple: corner, stock: "100 gsm uncoated"}
separators: true
lines:
  - {handout: clean-hands, languages: [en, es, ar], quantity: 500}
  - {handout: clean-hands, languages: [en, ar], quantity: 50, colours: 1/1, label: black}
  - {handout: clean-hands, languages: [en, ar], variants: [large-print], quantity: 20, staple: saddle, impose: booklet}
  - {handout: clean-hands, languages: [es], variants: [giant-print], quantity: 7, sides: 1}
  - {packet: clean-home, languages: [en], quantity: 10}
"""


def ordering(folder: Path) -> Path:
    root = project_at(folder)
    (root / "orders/press.yaml").write_text(ORDER, encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--project", str(root), *arguments, "--today", str(TODAY)])
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ordering(tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module")
def pack(root: Path) -> Path:
    """A whole release pack for the press; tests read it only."""
    code, said = run(root, "order", "make", str(root / "orders/press.yaml"), "-o", str(root / "pack"), "--jobs", "1")
    assert code == 0, said
    return root / "pack"


@pytest.fixture(scope="module")
def manifest(pack: Path) -> Manifest:
    return from_json((pack / JSON).read_bytes())[0]


def black(row: Row) -> bool:
    return row.file.startswith("press-black_")


def hashes(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


# -------------------------------------------------------------------------------------------------- every print PDF


def test_everything_is_for_the_press_and_adds_up(pack: Path, manifest: Manifest) -> None:
    assert (manifest.purpose, manifest.printer, list(manifest.output_intents)) == ("print", "open-fogra39", ["FOGRA39"])
    assert len(manifest.rows) == 9
    assert [row.colours for row in manifest.rows if black(row)] == ["1/0", "1/0"]
    assert subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=pack, check=False).returncode == 0
    script = [sys.executable, "-W", "error", str(HERE / "verify_pack_independently.py"), str(pack)]
    assert subprocess.run(script, capture_output=True, text=True, check=False).stdout == "pack: every claim holds\n"


def drawn(data: bytes) -> set[str]:
    """Every operator of every page, form and pattern."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        for one in [*(one for one in streams if one.get("/Subtype") == "/Form" or "/PatternType" in one), *opened.pages]:
            found |= {str(operator) for _, operator in pikepdf.parse_content_stream(one)}  # type: ignore[misc]
    return found


def test_no_operator_is_rgb_and_text_is_black_alone(pack: Path, manifest: Manifest) -> None:
    for name in [*(row.file for row in manifest.rows), *(one.file for one in manifest.imposed)]:
        data = (pack / name).read_bytes()
        assert drawn(data) & {"rg", "RG"} == set(), name
        with pdfplumber.open(io.BytesIO(data)) as opened:
            said = {letter["non_stroking_color"] for page in opened.pages for letter in page.chars}
        assert said <= {(0, 0, 0, 1), (0, 0, 0, 0), (0,), (1,)}, name  # or white on a dark ground
        assert said & {(0, 0, 0, 1), (0,)}, name


def test_the_boxes_are_as_ordered(pack: Path, manifest: Manifest) -> None:
    for row in manifest.rows:
        with pikepdf.open(pack / row.file) as opened:
            for page in opened.pages:
                media, bleed, trim = ([float(edge) for edge in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
                assert media[:2] == [0, 0]
                assert (round(trim[2] - trim[0], 1), round(trim[3] - trim[1], 1)) == (612, 792)
                gaps = [abs(one - other) * 25.4 / 72 for one, other in zip(trim, bleed, strict=True)]
                assert [round(gap, 2) for gap in gaps] == [3.0] * 4
                assert "/Annots" not in page
                assert all(outer < inner for outer, inner in zip(media[:2], bleed[:2], strict=True))


@pytest.mark.skipif(not shutil.which("gs"), reason="needs Ghostscript")
def test_ghostscript_finds_black_alone_where_it_was_ordered_and_never_too_much_ink(
    pack: Path, manifest: Manifest, tmp_path: Path
) -> None:
    for row in manifest.rows:
        call = ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", str(pack / row.file)]
        said = subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()
        shares = [[float(part) for part in line.split()[:4]] for line in said]
        assert len(shares) == row.pages
        assert any(sum(page[:3]) > 0 for page in shares) != black(row), row.file
        assert all(page[3] > 0 for page in shares), row.file
        plates = tmp_path / "plates.tif"
        call = ["gs", "-q", "-dSAFER", "-dUseTrimBox", "-r50", "-sDEVICE=tiff32nc", "-o", str(plates), str(pack / row.file)]
        subprocess.run(call, check=True)
        with Image.open(plates) as opened:
            for page in ImageSequence.Iterator(opened):
                inks = zip(*(band.tobytes() for band in page.split()), strict=True)
                assert max(map(sum, inks)) / 2.55 <= (100 if black(row) else MOST_INK) + 0.5, row.file


# --------------------------------------------------------------------------------------------------- killed half-way


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_pack_killed_half_way_becomes_the_same_bytes(pack: Path, tmp_path: Path) -> None:
    """Two runs on two copies of a project: one undisturbed, one killed at half. Finished pieces are not touched again."""
    other = ordering(tmp_path)
    given = ["--project", str(other), "order", "make", str(other / "orders/press.yaml"), "-o", str(tmp_path / "pack")]
    call = [sys.executable, str(HERE.parent / "cli.py"), *given, "--jobs", "1", "--today", str(TODAY)]
    made = tmp_path / "pack.part/made"
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(list(made.rglob("*.pdf"))) < 4 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not (tmp_path / "pack").exists()
    there = sorted((path.stat().st_mtime_ns, path.stat().st_ino) for path in made.rglob("*.pdf"))
    assert 4 <= len(there) < 9
    done = subprocess.run([*call, "--format", "json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["fresh"] in (len(there), len(there) - 1)  # the last one may have been killed before its receipt was kept
    assert said["built"] == 9 - said["fresh"]
    assert set(there[: said["fresh"]]) <= {(path.stat().st_mtime_ns, path.stat().st_ino) for path in (tmp_path / "pack").glob("*.pdf")}
    assert hashes(tmp_path / "pack") == hashes(pack)


# ------------------------------------------------------------------------------------------------------ on the paper


@pytest.mark.parametrize(("language", "half"), [("en", "right"), ("ar", "left")])
def test_a_booklet_begins_on_its_front(language: str, half: str, pack: Path, manifest: Manifest) -> None:
    """Folded, the front of a sheet shows the first page at the right; of a book read from right to left, at the left."""
    one = next(one for one in manifest.imposed if f"_{language}_" in one.file)
    assert one.words.startswith(f"half letter booklet on letter, bound at the {'left' if half == 'right' else 'right'}")
    middle = 279.4 / 2
    for page, data in zip(pdf.measure((pack / one.file).read_bytes()).pages, (half, {"left": "right", "right": "left"}[half]), strict=True):
        sides = {"left" if run.area.right <= middle else "right" if run.area.left >= middle else "both" for run in page.runs}
        assert sides == {data}


def test_the_code_of_each_handout_decodes_from_its_picture(pack: Path, manifest: Manifest) -> None:
    for row in manifest.rows:
        pictures = pdf.pictures((pack / row.file).read_bytes(), 150)
        codes = [zxingcpp.read_barcodes(Image.open(io.BytesIO(data))) for data in pictures]
        assert sum(map(bool, codes)) == 1, "the code stands once"
        assert not any(codes[2:]), "the code stands on the front page, or on the next where help fills it"
        found = [code.text for one in codes for code in one]
        assert found == [f"https://clinic.example.org/handouts/{row.slug}/{row.language}?edition={row.fingerprint}"], row.file


# ------------------------------------------------------------------------------------------------------------ recall


def test_each_file_of_one_fingerprint_comes_back_exactly(root: Path, pack: Path, manifest: Manifest, tmp_path: Path) -> None:
    """Colour and black bear the same words, so the same fingerprint: none is given for the other."""
    pair = [row for row in manifest.rows if (row.slug, row.language, row.variant) == ("clean-hands", "en", "standard")]
    assert len(pair) == 2
    mark = pair[0].fingerprint
    code, said = run(root, "recall", mark)
    assert code == 0
    assert "550 copies in 1 order\n" in said
    assert all(row.file in said and row.sha256[:12] in said for row in pair)
    assert "for printing in 1/1" in said
    code, said = run(root, "recall", mark, "--pdf", "-o", str(tmp_path / "again.pdf"))
    assert (code, "2 PDFs bear" in said, (tmp_path / "again.pdf").exists()) == (1, True, False)
    for row in pair:
        code, _ = run(root, "recall", mark, "--pdf", "--sha256", row.sha256[:12], "-o", str(tmp_path / "again.pdf"))
        assert code == 0
        assert (tmp_path / "again.pdf").read_bytes() == (pack / row.file).read_bytes()
    assert "begins with" in run(root, "recall", mark, "--pdf", "--sha256", "zz", "-o", str(tmp_path / "x.pdf"))[1]
    assert run(root, "recall", mark, "--sha256", "00")[0] == 2


def test_new_words_in_colour_replace_old_ones_in_black(tmp_path: Path) -> None:
    root = project_at(tmp_path)
    line = "  - {handout: clean-hands, languages: [en], quantity: 5, colours: COLOURS}\n"
    head = ORDER.split("separators")[0] + "lines:\n"
    for job, colours in (("one", "1/1"), ("two", "4/4")):
        path = root / f"orders/{job}.yaml"
        path.write_text(head.replace("job: press", f"job: {job}") + line.replace("COLOURS", colours), encoding="utf-8")
        code, said = run(root, "order", "make", str(path), "-o", str(tmp_path / job), "--jobs", "1")
        assert code == 0, said
        text = root / "handouts/general/clean-hands/en.yaml"
        text.write_text(text.read_text(encoding="utf-8").replace("for 20 seconds", "for 30 seconds"), encoding="utf-8")
        approve(root)
    old, new = (from_json((tmp_path / job / JSON).read_bytes())[0].rows[0].fingerprint for job in ("one", "two"))
    assert recall.answer(open_library(root), new, TODAY).state is recall.State.CURRENT
    found = recall.answer(open_library(root), old, TODAY)
    assert found.state is recall.State.SUPERSEDED
    assert found.words.startswith(f"superseded by version 1 ({new})")
