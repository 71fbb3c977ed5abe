"""The sample library, printed: measured from outside the code that makes it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from press.library import open_library

ROOT = Path(__file__).resolve().parent.parent
CHOSEN = ("--lang", "en,ar,zh-Hans,hi,km", "--brand", "example-neurology")
PIECES = ("botox-chronic-migraine", "botox-head-and-neck-pain")


def build(project: Path, out: Path, *more: str, **environment: str) -> None:
    command = [
        sys.executable,
        str(project / "cli.py"),
        "--project",
        str(project),
        "build",
        "--out",
        str(out),
        "--today",
        "2026-11-22",
        *more,
    ]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both kinds of piece in one language of each kind of script, in every print size."""
    out = tmp_path_factory.mktemp("out")
    build(ROOT, out, *PIECES, *CHOSEN)
    return out


def pdfs(out: Path, variant: str = "*") -> list[Path]:
    found = sorted(out.glob(f"draft/**/*.{variant}.pdf"))
    assert found
    return found


def test_every_sample_is_promised_and_written() -> None:
    library = open_library(ROOT)
    assert library.problems == ()
    for piece in library.pieces.values():
        assert set(piece.facts.languages) == set(piece.texts), piece.slug
        assert len(piece.texts) >= 11


def test_no_sample_claims_a_review() -> None:
    """No approvals in the samples; every translation says that a machine made it."""
    assert list((ROOT / "handouts").rglob("approvals.yaml")) == []
    for piece in open_library(ROOT).pieces.values():
        for tag, written in piece.texts.items():
            if tag != piece.facts.source_language:
                assert written.text.translation is not None
                assert written.text.translation.method == "machine"
                assert written.text.translation.reviewer is None


def _sizes(path: Path) -> Iterator[tuple[float, str]]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            yield from ((char["size"], char["text"]) for char in page.chars if char["text"].strip("\u200b \u00a0"))
            page.close()


@pytest.mark.parametrize(("variant", "least"), [("standard", 12.0), ("large-print", 18.0), ("giant-print", 24.0)])
@pytest.mark.parametrize("tag", ["en", "ar", "km"])
def test_no_glyph_is_smaller_than_the_print_size(variant: str, least: float, tag: str, printed: Path) -> None:
    """Read back by another library, folios and captions included."""
    path = printed / f"draft/example-neurology/{tag}/botox-chronic-migraine.{variant}.pdf"
    small = [(round(size, 2), text) for size, text in _sizes(path) if size < least - 0.01]
    assert small == []


def test_the_reference_validator_agrees(printed: Path) -> None:
    """veraPDF, PDF/UA-1."""
    if shutil.which("java") is None:
        pytest.fail("veraPDF needs Java: make setup-dev installs it")
    command = [
        sys.executable,
        "-W",
        "ignore",
        str(ROOT / "tests/verapdf_check.py"),
        "ua1",
        *map(str, pdfs(printed, "standard")),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert done.stdout.count('"compliant": true') == len(pdfs(printed, "standard"))


def test_the_same_bytes_in_another_folder(printed: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale, hash seed and number of workers: the same SHA-256 for every PDF."""
    elsewhere = tmp_path / "another place"
    elsewhere.mkdir()
    for name in ("handouts", "templates", "styles", "press", "cli.py"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, elsewhere / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, elsewhere / name)
    out = tmp_path / "out"
    build(
        elsewhere, out, PIECES[0], *CHOSEN, "--variant", "standard,large-print", "--jobs", "1",
        TZ="Pacific/Auckland", LANG="tr_TR.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="7", PYTHONPATH=str(elsewhere),
    )  # fmt: skip

    def sums(folder: Path) -> dict[str, str]:
        wanted = [p for p in pdfs(folder) if p.name.startswith(PIECES[0]) and "giant" not in p.name]
        return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in wanted}

    assert sums(out) == sums(printed)
    assert len(sums(out)) == 10
