"""OpenDocument, Rich Text, old Word files and PDFs: LibreOffice makes them of one Word file; what comes in is the same."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from leaflets import draft_of, gaps, said
from word_files import HEADER, cell, par, row, run, table, word_file

from press.intake import Draft, intake, office
from press.intake.columns import is_rule
from press.intake.text import heading_like
from press.intake.witness import atoms

SEED = Path(__file__).parent / "corpora/botox-for-head-and-neck-pain.txt"
SOFFICE = office.program()
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
LETTERS = re.compile(r"\w")


def seed_lines() -> list[str]:
    return [
        line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip() and not is_rule(line)
    ]


def made_of_everything(path: Path) -> Path:
    """A Word file with what other programs' formats hold in ways of their own."""
    changed = '<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve">5</w:delText></w:r></w:del><w:ins w:id="2" w:author="x">{}</w:ins>'
    dose = table(
        row("Drug", "Dose", props=HEADER),
        row(cell("A", props='<w:vMerge w:val="restart"/>'), "5 mg"),
        row(cell("", props="<w:vMerge/>"), ""),
    )
    return word_file(
        path, par("Do not take:", item=(1, 0)), par("aspirin", item=(1, 1)), par("You may take:", item=(1, 0)), par("paracetamol", item=(1, 1)),
        par("Take ", changed.format(run("10")), " mg."), par("Stop ", run("4", "<w:strike/>"), "2.", '<w:r><w:footnoteReference w:id="2"/></w:r>'), dose,
        par("Last:", item=(5, 0)), par("inner one", item=(5, 1)), par("inner two", item=(5, 1)),
        footnotes=f'<w:footnote w:id="2">{par("Only 1 if weak.")}</w:footnote>',
    )  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed's leaflet and one of everything, as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("saved")
    title, *lines = seed_lines()
    body = [par(line, style="Heading1" if heading_like(line) else "") for line in lines]
    word_file(folder / "seed.docx", par(title, style="Title"), *body, heading=False)
    made_of_everything(folder / "all.docx")
    for kind in ("odt", "rtf", "doc", "pdf"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        names = [str(folder / f"{name}.docx") for name in ("seed", "all") if name == "seed" or kind != "pdf"]
        subprocess.run(
            [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *names],
            check=True,
            capture_output=True,
        )
    return folder


def blocks(draft: Draft) -> list[tuple[str, list[dict[str, object]]]]:
    """The sections of a draft without its gaps; a section of gaps alone is left out."""
    found = [
        (section["heading"], [b for b in section["blocks"] if "gap" not in b]) for section in draft.text["sections"]
    ]
    return [(heading, inside) for heading, inside in found if inside]


@needs_office
@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "doc"])
def test_the_seed_is_the_same_in_every_format(kind: str, saved: Path) -> None:
    """Letter for letter and block for block; what came by way of LibreOffice has one gap more, and says so."""
    typed, read = draft_of(SEED), draft_of(saved / f"seed.{kind}")
    assert read.text["title"] == typed.text["title"]
    assert blocks(read) == blocks(typed)
    assert len(read.gaps) == (0 if kind == "docx" else 1)
    if kind != "docx":
        assert re.fullmatch(
            r"This came from .* by way of LibreOffice\. Compare the whole with the original\.", read.gaps[0]
        )


@needs_office
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc"])
def test_what_other_formats_hold_in_their_own_ways(kind: str, saved: Path) -> None:
    draft = draft_of(saved / f"all.{kind}")
    texts = said(draft)
    for text in ("Take 10 mg.", "Stop 2. (Only 1 if weak.)", "1. Do not take: a. aspirin", "2. You may take: a. paracetamol", "Drug | Dose", "A | 5 mg",
                 "1. Last: a. inner one; b. inner two"):  # fmt: skip
        assert text in texts, (text, texts)
    for text in ("“5”", "“10”", "“4”"):
        assert text in gaps(draft), text
    assert not any("510" in text or "42" in text for text in texts)


@needs_office
def test_of_a_pdf_every_block_is_a_gap_and_nothing_is_missing(saved: Path) -> None:
    draft = draft_of(saved / "seed.pdf")
    kinds = {key for section in draft.text["sections"] for block in section["blocks"] for key in block}
    assert kinds == {"figure", "gap"}
    assert draft.figures["page-1.png"].startswith(b"\x89PNG")
    words = Counter(atom for line in seed_lines() for atom in atoms(line) if LETTERS.match(atom[-1]))
    held = Counter(atom for atom in atoms(gaps(draft)) if LETTERS.match(atom[-1]))
    assert words - held == Counter()
    numbers = set(re.findall(r"\d+", SEED.read_text(encoding="utf-8")))
    confirmed = " ".join(re.findall(r"Confirm each number with the page: ([^.]*)\.", gaps(draft)))
    assert numbers <= set(re.findall(r"\d+", confirmed))


# --------------------------------------------------------------------------------------------- without LibreOffice at hand


def test_without_libreoffice_the_remedy_is_a_word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 Take 5 mg.}")
    draft, problems = intake(tmp_path / "a.rtf")
    assert draft is None
    assert problems[0].remedy.startswith("Save it as .docx")


def through(docx: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Word file stands in for what LibreOffice would make."""
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "_converted", lambda *_: docx)


def test_what_libreoffice_loses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, labels of lists and equations of the original that the Word file made of it lacks."""
    through(
        word_file(tmp_path / "made.docx", par("one", item=(1, 0)), par("two", item=(1, 0)), par("Take tablet.")),
        monkeypatch,
    )
    rtf = tmp_path / "a.rtf"
    rtf.write_bytes(
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\listtext 1.\tab}\ls1 one\par{\listtext a.\tab}\ls1 two\par Take 7 tablet. 10{\super 9}\par}"
    )
    told = gaps(draft_of(rtf))
    assert "Words of the original that are missing here: “7 10 9”." in told
    assert "The labels of its lists are there “1. a.”, here “1. 2.”." in told
    odt = tmp_path / "a.odt"
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = f"""<c xmlns:o="{space}:office:1.0" xmlns:t="{space}:text:1.0" xmlns:d="{space}:drawing:1.0" xmlns:x="http://www.w3.org/1999/xlink">
        <t:p>one</t:p><t:p>two</t:p><t:p>Take <d:object x:href="./Object 1"/> tablet.<t:s/>Never 8.</t:p></c>"""
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr(
            "Object 1/content.xml", "<math><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>1 over 2</annotation></math>"
        )
    told = gaps(draft_of(odt))
    assert "missing here: “Never 8”" in told
    assert "It holds equations or charts, which may be lost: “1 2”." in told


def test_a_rich_text_file_ends_with_an_empty_paragraph() -> None:
    """LibreOffice (7.4) forgets the level of a list in the last paragraph of a Rich Text file."""
    assert office._ended(b"{\\rtf1 x}\r\n\0").endswith(b"x\\par \\pard\\plain \\par }")
    assert office._ended(b"{\\rtf1 x") == b"{\\rtf1 x"
