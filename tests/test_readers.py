"""Five readers, all languages, real sentences: the letters in order and the numbers as written (``docs/readers.md``)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import readers
from press.library import Library, open_library

ROOT = Path(__file__).resolve().parent.parent
RIGHT_TO_LEFT = {"ar", "fa", "he", "prs", "ps", "ur"}
#: What readers make of lines from right to left, in any engine's file: the least share of letters in order.
TURNED = {"Poppler": 0.998, "PDFium": 0.97, "MuPDF": 0.985, "pdf.js": 0.998}
#: MuPDF turns Arabic-Indic digits round, pdfminer.six divides two Burmese numbers: so they do in Chromium's files.
THEIR_OWN = {("MuPDF", "ar"): {"١٥٥", "١٥.٥", "١٢٠/٨٠"}, ("pdfminer.six", "my"): {"၁၅.၅", "၁၂၀/၈၀"}}
NAMES = ["Poppler", "PDFium", "MuPDF", "pdfminer.six", "pdf.js"]


@pytest.fixture(scope="module")
def library() -> Library:
    """The project's own languages."""
    return open_library(ROOT)


@pytest.fixture(scope="module")
def made(library: Library) -> dict[str, tuple[list[str], bytes]]:
    """For each language its passages and their page."""
    found = {}
    for tag, language in sorted(library.languages.items()):
        texts = readers.passages(language)
        found[tag] = texts, readers.ours(readers.page(language, texts), library)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_gets_what_was_written(name: str, made: dict[str, tuple[list[str], bytes]]) -> None:
    if name not in readers.readers():
        pytest.skip("Node or pdf.js is missing: scripts/setup.sh --dev installs it where npm is")
    assert len(made) >= 44
    found = readers.readers()[name]([data for _, data in made.values()])
    wrong = {}
    for (tag, (texts, _)), text in zip(made.items(), found, strict=True):
        got = readers.compare(texts, text)
        least = TURNED.get(name, 0) if tag in RIGHT_TO_LEFT else 0.998 if name == "pdfminer.six" else 1
        if got.sides < least or set(got.numbers) - THEIR_OWN.get((name, tag), set()):
            wrong[tag] = got
    assert wrong == {}


def test_what_is_compared_can_fail() -> None:
    texts = ["take 15 mg at 8:05 (once)", "no more than 155"]
    assert readers.is_whole(readers.compare(texts, "take 15 mg at 8:05\n(once)\nno more than 155"))
    assert readers.compare(texts, "take 51 mg at 8:05 (once) no more than 155").numbers == ("15",)
    assert readers.compare(texts, "take 15 mg at 8:05 (once) more than 155").sides < 1
    assert readers.compare(texts, "take 15 mg at 8:05 )once( no more than 155").letters < 1


def test_the_page_names_every_language_and_reader(library: Library) -> None:
    page = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(`([\w-]+)`\)", page)) == set(library.languages)
    assert all(name in page for name in [*NAMES, "Chromium"])


def test_pdf_js_is_pinned() -> None:
    wanted = json.loads((ROOT / "benchmarks/pdfjs/package.json").read_text(encoding="utf-8"))["dependencies"]["pdfjs-dist"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", wanted)
    if readers.has_pdfjs():
        assert readers.versions()["pdf.js"] == wanted
