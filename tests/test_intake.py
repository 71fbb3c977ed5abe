"""Leaflets in: nothing is dropped, and what cannot be a leaflet is refused with a word about what to do."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from press.content import STILL_TO_WRITE, Facts, Translation, phrases
from press.intake import intake, write
from press.source import load

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "tests/corpora/botox-for-head-and-neck-pain.txt"

HTML = """<!doctype html><html><head><title>Ignored</title><style>p { color: red }</style></head><body>
<h1>Gout</h1><p>Gout is a <b>painful</b> swelling. Read <a href="https://example.org/gout">more</a>,
or <a href="http://example.org/old">the old page</a>.</p>
<!-- a comment --><script>alert(1)</script>
<h2>What to do</h2><ol><li>Rest.</li><li>Drink <em>water</em>: 8 glasses [each] day.</li></ol>
<ul><li>Cold packs<ul><li>10 minutes</li></ul></li></ul>
<table><tr><th>Day</th><th>Dose</th></tr><tr><td>1</td><td>2 {tablets}</td></tr></table>
<table><tr><td>a</td><td></td><td>c</td><td>d</td><td>e</td></tr></table>
Loose words.<h2>Empty heading</h2></body></html>"""
MARKDOWN = "# Gout\n\nGout *hurts*. <b>No HTML</b>.\n\n## What to do\n\n1. Rest.\n2. Drink.\n\n- One\n- Two\n\n| Day | Dose |\n|---|---|\n| 1 | 2 |\n"
TEXT = "Gout\n\nGout is a painful swelling.\n\nWhat to do\n\n- Rest.\n- Drink water,\n  8 glasses.\n\n1. First.\n2. Then.\n\nCall us: 503-555-0123.\n"


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def words_out(root: Path, language: str = "en") -> Counter[str]:
    """The words of the draft, without those that the importer itself says."""
    path = next(root.glob(f"handouts/*/*/{language}.yaml"))
    text, _, problems = load(path, path.name, Translation)
    assert problems == []
    assert text is not None
    facts, _, problems = load(path.with_name("handout.yaml"), "handout.yaml", Facts)
    assert problems == []
    assert facts is not None
    said = [p.text for p in phrases(text) if not p.text.startswith((STILL_TO_WRITE, "Nothing stands under"))]
    return words(re.sub(r"\\(.)", r"\1", " ".join(said)))


def taken_in(path: Path, root: Path) -> Counter[str]:
    draft, problems = intake(path)
    assert problems == []
    assert draft is not None
    folder, problems = write(draft, root, "general", "a-leaflet", "en")
    assert problems == []
    assert folder is not None
    return words_out(root)


def test_no_word_of_the_seed_is_lost(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    assert taken_in(SEED, tmp_path) == words(SEED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "text"), [("a.txt", TEXT), ("a.md", MARKDOWN), ("a.html", HTML)])
def test_no_word_is_lost(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    out = taken_in(path, tmp_path)
    visible = (
        re.sub(r"<!--.*?-->|<(script|style|title).*?</\1>", "", text, flags=re.DOTALL) if name == "a.html" else text
    )
    visible = re.sub(r"</?!?[a-zA-Z][^>]*>|<!doctype html>", " ", visible) if name == "a.html" else visible
    # In a list's marks, table rules and addresses no words of the leaflet stand.
    expected = words(re.sub(r"(?m)^\d\. ", "", visible))
    missing = expected - out
    assert missing == Counter(), missing


def docx(path: Path, body: str) -> Path:
    """The least that is a Word file."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        )
        file.writestr("word/document.xml", f"{head}<w:document {space}><w:body>{body}</w:body></w:document>")
    return path  # fmt: skip


def test_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = "".join(
        f"<w:p>{run.format(text)}</w:p>" for text in ("Gout", "Gout is a painful swelling.", "Call 503-555-0123.")
    )
    out = taken_in(docx(tmp_path / "a.docx", body), tmp_path)
    assert words("Gout is a painful swelling. Call 503-555-0123.") - out == Counter()


def test_what_a_leaflet_says_by_its_looks_is_kept_or_said(tmp_path: Path) -> None:
    """10³ is no 103, a dose that was struck through is no dose, and a picture's words are not lost unsaid."""
    (tmp_path / "a.html").write_text(
        "<h1>Gout</h1><p>10<sup>3</sup> cells. <s>Take 20 mg.</s> <img src=x alt='Do not lift'></p>"
        "<form><button>Print</button><button>Close</button></form>"
    )
    draft, problems = intake(tmp_path / "a.html")
    assert problems == []
    assert draft is not None
    said = " ".join(draft.notes)
    assert "10³ cells." in str(draft.text)
    assert 'Struck through in the leaflet, and kept here: "Take 20 mg."' in said
    assert 'A picture was left out: "Do not lift"' in said
    assert "PrintClose" not in str(draft.text)


def test_hidden_and_tracked_words_and_page_heads_of_a_word_file_are_said(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Gout')}</w:p><w:p>{run.format('Take it.')}<w:del w:id='1'>{run.format('x')}</w:del></w:p>"
    )
    body += "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r></w:p>"
    path = docx(tmp_path / "a.docx", body)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("word/header1.xml", f"<w:hdr>{run.format('Ward 7 &amp; 8')}</w:hdr>")
    draft, _ = intake(path)
    assert draft is not None
    said = " ".join(draft.notes)
    assert "Tracked changes" in said
    assert "hidden in the Word file" in said
    assert 'from the head or foot of each page: "Ward 7 & 8"' in said


def test_a_footnote_of_markdown_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Gout\n\nTake it.[^1]\n\n[^1]: With food.\n")
    draft, _ = intake(tmp_path / "a.md")
    assert draft is not None
    assert "With food." in str(draft.text)


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"\0" * 200_000_000)
    return path


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.docx", b"PK\x03\x04 not a zip", "leaflet-unreadable"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "leaflet-unreadable"),
        ("a.txt", b"%PDF-1.7", "leaflet-kind"),
        ("a.pdf", b"%PDF-1.7", "leaflet-kind"),
        ("a.txt", "Jabón".encode("cp1252"), "not-utf-8"),
        ("a.txt", b"", "file-empty"),
        ("a.txt", b"x" * 50_000_000, "file-too-large"),
    ],
)
def test_what_is_no_leaflet_is_refused(name: str, data: bytes, rule: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    draft, problems = intake(path)
    assert draft is None
    assert [problem.rule for problem in problems] == [rule]
    assert problems[0].remedy


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    draft, problems = intake(bomb(tmp_path / "a.docx"))
    assert draft is None
    assert "unpacks to more" in problems[0].fault


def test_older_encodings_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Jabón líquido.".encode("cp1252"))
    draft, problems = intake(path, encoding="cp1252")
    assert problems == []
    assert draft is not None
    assert "Jabón líquido." in str(draft.text)


def test_an_existing_handout_is_not_overwritten(project: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "--project",
        str(project),
        "import",
        str(SEED),
        "--slug",
        "clean-hands",
        "--specialty",
        "general",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_the_seed_is_checked_fault_by_fault(project: Path) -> None:
    """The clinic's own leaflet as it stands: its faults of form, and the passage about another condition."""
    cli = [sys.executable, str(ROOT / "cli.py"), "--project", str(project)]
    done = subprocess.run(
        [*cli, "import", str(SEED), "--slug", "botox", "--specialty", "general"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = subprocess.run([*cli, "check", "botox"], capture_output=True, text=True, check=False).stdout
    for fault in (
        "[brackets-unbalanced]", "erectile dysfunction", "[text-about-another-condition]", "the following can be seen:",
        "[no-sources]", "one should", "[sentence-too-long]", "[reading-level", "[question-in-two-wordings]", "[two-conditions]", "[announced-list-missing]",
    ):  # fmt: skip
        assert fault in shown, fault
    assert "No review is on record for 1 handout: handouts/general/botox." in shown
    lines = [line for line in shown.splitlines() if "[text-about-another-condition]" in line]
    assert len(lines) == 1
    assert "error" in shown.splitlines()[-1]
