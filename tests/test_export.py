"""export: what record systems and readers get is what is released, and nothing else is touched."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from press import export, pdf, receipt
from press.export import codes, folder, openemr
from press.export.rules import RULES
from press.qr import plain
from tests import browsing, order_projects

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"
EXPIRED = "2027-12-01"


def run(project: Path, *words: str, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "export", *words, "--today", today]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Approved by "TEST, not a person"; one sheet of two has a code that holds others."""
    root = order_projects.project_at(tmp_path_factory.mktemp("export"), approved=False)
    facts = root / "handouts/general/clean-hands/handout.yaml"
    text = facts.read_text(encoding="utf-8")
    assert "Z00.00" in text
    facts.write_text(text.replace("Z00.00", "G43.7"), encoding="utf-8")
    order_projects.approve(root)
    return root


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("site") / "pages and PDFs"
    done = run(project, "site", str(where))
    assert done.returncode == 0, done.stderr
    return where


def listed(where: Path) -> set[str]:
    return {path.relative_to(where).as_posix() for path in where.rglob("*") if path.is_file() and path.name != folder.NAME}


# ------------------------------------------------------------------------------------------------------------ OpenEMR


def asked(kind: str, code: str, language: str) -> str:
    """The name that OpenEMR looks for, as its page about education works it out."""
    tag = "es" if language.lower() in ("es", "spanish") else "en"
    return f"{kind}_{code}_{tag}.pdf".lower()


def test_openemr_finds_each_code_and_those_below(project: Path, tmp_path: Path) -> None:
    done = run(project, "openemr", str(tmp_path / "education"))
    assert done.returncode == 0, done.stderr
    names = listed(tmp_path / "education")
    for code in ("G43.7", "G43.70", "G43.709", "G43.711"):
        for language in ("", "en", "es", "Spanish", "Arabic"):
            assert asked("ICD10", code, language) in names, code
    assert asked("ICD10", "G43.8", "en") not in names
    assert names == {name.lower() for name in names}
    assert asked("ICD10", "Z00.00", "en") in names  # the other sheet
    one = tmp_path / "education" / asked("ICD10", "G43.709", "es")
    assert pdf.measure(one.read_bytes()).language == "es"


def test_two_sheets_with_one_code_are_told(tmp_path: Path) -> None:
    root = order_projects.project_at(tmp_path)
    done = run(root, "openemr", str(tmp_path / "education"))
    assert done.returncode == 0
    assert "clean-cups has the same code" in done.stderr
    assert "export-clash" in done.stderr


@pytest.mark.parametrize(("written", "read"), [("G43.709", "G43.709"), ("g43709", "G43.709"), ("G43", "G43"), ("Z00.00", "Z00.00")])
def test_codes_are_written_as_records_hold_them(written: str, read: str) -> None:
    assert openemr._dotted(written) == read


def test_the_table_of_codes_nests() -> None:
    assert codes.is_known("G43.709")
    assert not codes.is_known("G43.70999")
    assert codes.below("G43.70") == ("G43.701", "G43.709")
    assert codes.below("G43.709") == ()
    assert "A00.9" in codes.below("A00")
    assert all(not one.startswith("A01") for one in codes.below("A00"))


# --------------------------------------------------------------------------------------------------------------- FHIR


def test_the_bundle_is_fhir_and_says_what_the_sheets_are(project: Path, tmp_path: Path) -> None:
    bundles = pytest.importorskip("fhir.resources.R4B.bundle", reason="make setup-dev installs it")
    path = tmp_path / "sheets.json"
    assert run(project, "fhir", str(path)).returncode == 0
    text = path.read_text(encoding="utf-8")
    parsed = bundles.Bundle.model_validate_json(text)
    said = json.loads(text)
    assert said["type"] == "collection"
    assert len(parsed.entry) == len(said["entry"]) == 15  # three sizes of three languages of one, one of another, one of a packet
    for entry in said["entry"]:
        one = entry["resource"]
        attachment = one["content"][0]["attachment"]
        data = base64.b64decode(attachment["data"], validate=True)
        measured = pdf.measure(data)
        assert (one["status"], one["docStatus"]) == ("current", "final")
        assert one["type"]["coding"][0] == {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
        assert base64.b64decode(attachment["hash"]) == hashlib.sha1(data, usedforsecurity=False).digest()
        assert attachment["size"] == len(data)
        assert attachment["language"] == measured.language
        assert attachment["title"] == measured.title
        assert receipt.bears(data, one["masterIdentifier"]["value"])
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", one["id"])
        assert "subject" not in one
    systems = {c["coding"][0]["system"] for e in said["entry"] for c in e["resource"].get("context", {}).get("event", [])}
    assert systems == {"http://hl7.org/fhir/sid/icd-10-cm"}
    again = path.read_bytes()
    assert run(project, "fhir", str(path)).returncode == 0
    assert path.read_bytes() == again
    assert run(project, "fhir", str(path), today=EXPIRED).returncode == 0
    assert "entry" not in json.loads(path.read_text(encoding="utf-8"))
    bundles.Bundle.model_validate_json(path.read_text(encoding="utf-8"))


def test_a_file_that_is_no_bundle_of_ours_stays(project: Path, tmp_path: Path) -> None:
    for text in ('{"resourceType": "Bundle"}', "my notes", "", "[]"):
        path = tmp_path / "notes.json"
        path.write_text(text, encoding="utf-8")
        done = run(project, "fhir", str(path), "--lang", "ar")
        assert done.returncode == 1
        assert "export-not-ours" in done.stderr
        assert path.read_text(encoding="utf-8") == text


# --------------------------------------------------------------------------------------------------------------- site


class Page(HTMLParser):
    """What a page says in its main part, the numbers of lists included, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._main = self._silent = 0
        self._lists: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.links += [said[name] or "" for name in ("href", "src") if name in said]
        self.ids |= {said["id"] or ""} if "id" in said else set()
        self._main += tag == "main"
        self._silent += tag == "svg"
        if tag == "img":
            self.words.append(f" {said.get('alt')} ")
        if tag == "ol":
            self._lists.append(0)
        if tag == "ul":
            self._lists.append(-1)
        if tag == "li" and self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
        if tag not in ("bdi", "span", "a", "strong", "b"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._main -= tag == "main"
        self._silent -= tag == "svg"
        if tag in ("ol", "ul"):
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if self._main and not self._silent:
            self.words.append(data)


def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def letters(text: str) -> str:
    """Words as they are heard: no spaces (lines end in a PDF where no space is), no marks of direction or of breaks."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\u2066-\u2069\u061c]", "", text)


def test_the_words_of_a_page_are_those_heard_in_its_pdf(site: Path) -> None:
    compared = 0
    for path in sorted(site.glob("*/*.pdf")):
        slug, tag, size, _ = path.name.split(".")
        if size != "standard":
            continue
        heard = []
        for piece in pdf.heard(path.read_bytes()).pieces:
            text = piece.text
            if piece.kind == "LI":  # the mark of an item is said by whoever reads a web page, too
                text = re.sub(r"^(\d+|[^\w\s])\s", "", text)
                text = re.sub(r"(?<=[a-z])\d+$", "", text) if slug == "clean-home" else text  # pages of the contents
            heard.append(text)
        page = site / tag / f"{slug}.html"
        assert letters("".join(heard)) == letters("".join(read(page).words)), path.name
        compared += 1
    assert compared == 5


def test_every_link_of_the_site_leads_somewhere_in_it(site: Path) -> None:
    linked = set()
    for path in site.rglob("*.html"):
        page = read(path)
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("https", "http", "tel", "mailto"), link
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.is_relative_to(site.resolve()), link
            assert there.is_file(), link
            linked.add(there.relative_to(site.resolve()).as_posix())
            if parts.fragment:
                assert parts.fragment in read(there).ids, link
    assert {name for name in listed(site) if name.endswith((".html", ".pdf"))} - linked <= {"index.html"}
    for style in site.glob("*.css"):
        for name in re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8")):
            assert (site / name).is_file(), name
    assert "<script" not in "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


def test_the_nu_checker_finds_nothing(site: Path) -> None:
    assert browsing.nu(*sorted(site.rglob("*.html")), site / "site.css") == []


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with browsing.opened("--window-size=1000,1200", "--allow-file-access-from-files") as one:
        yield one


def test_axe_finds_nothing_from_a_disk(site: Path, browser: object) -> None:
    for path in sorted(site.rglob("*.html")):
        browser.get(path.as_uri())  # type: ignore[attr-defined]
        assert browsing.axe(browser) == [], path.name


def test_an_index_in_every_language(site: Path) -> None:
    assert {path.parent.name for path in site.glob("*/index.html")} == {"en", "es", "ar"}
    arabic = (site / "ar/index.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "clean-hands.html" in arabic
    assert "clean-cups" not in arabic


# ----------------------------------------------------------------------------------------------------------- the folder


def test_what_expired_or_was_withdrawn_leaves_and_nothing_else(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    where = tmp_path / "education"
    where.mkdir()
    (where / "icd10_e11.9_en.pdf").write_bytes(b"the clinic's own")
    (where / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(root, "openemr", str(where)).returncode == 0
    text = root / "handouts/general/clean-hands/es.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("20", "30"), encoding="utf-8")  # no longer what was approved
    done = run(root, "openemr", str(where))
    assert done.returncode == 0
    assert "taken away" in done.stdout
    assert not [name for name in listed(where) if name.endswith("_es.pdf")]
    assert "icd10_g43.709_en.pdf" in listed(where)
    assert run(root, "openemr", str(where), today=EXPIRED).returncode == 0
    assert listed(where) == {"icd10_e11.9_en.pdf", "notes.txt"}
    assert (where / "icd10_e11.9_en.pdf").read_bytes() == b"the clinic's own"


def test_a_file_in_the_way_is_neither_replaced_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"somebody's")
    report = export.deliver(tmp_path, "openemr", {"a.pdf": b"ours", "b.pdf": b"ours"})
    assert [problem.rule for problem in report.problems] == ["export-not-ours"]
    assert (tmp_path / "a.pdf").read_bytes() == b"somebody's"
    assert (tmp_path / "b.pdf").read_bytes() == b"ours"
    report = export.deliver(tmp_path, "openemr", {})
    assert report.removed == ["b.pdf"]
    assert (tmp_path / "a.pdf").exists()


def test_what_somebody_changed_stays_and_is_said(tmp_path: Path) -> None:
    export.deliver(tmp_path, "site", {"x/a.pdf": b"1", "x/b.pdf": b"1"})
    (tmp_path / "x/a.pdf").write_bytes(b"changed")
    (tmp_path / "x/b.pdf").write_bytes(b"changed")
    report = export.deliver(tmp_path, "site", {"x/a.pdf": b"2"})
    assert [problem.rule for problem in report.problems] == ["export-changed"] * 2
    assert {path.read_bytes() for path in (tmp_path / "x").iterdir()} == {b"changed"}
    (tmp_path / "x/b.pdf").unlink()
    (tmp_path / "x/a.pdf").unlink()
    assert export.deliver(tmp_path, "site", {"x/a.pdf": b"2"}).problems == []
    assert listed(tmp_path) == {"x/a.pdf"}


def test_no_link_leads_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "site"
    root.mkdir()
    (root / "en").symlink_to(outside)
    (root / "a.pdf").symlink_to(outside / "target")
    report = export.deliver(root, "site", {"en/a.pdf": b"1", "a.pdf": b"1"})
    assert len(report.problems) == 2
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 9}', '{"format": 1, "kind": "site"}', '{"format": 1, "kind": "fhir", "files": {}}', "\x00"])
def test_a_list_that_cannot_be_read_stops_everything(tmp_path: Path, text: str) -> None:
    (tmp_path / folder.NAME).write_text(text, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"1")
    report = export.deliver(tmp_path, "site", {"b.pdf": b"1"})
    assert [problem.rule for problem in report.problems] == ["export-not-ours"]
    assert listed(tmp_path) == {"a.pdf"}


def test_names_in_the_list_that_lead_out_are_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "precious").write_bytes(b"1")
    sha = [receipt.digest(b"1")]
    said = {"format": 1, "kind": "site", "files": {"../precious": sha, str(tmp_path / "precious"): sha, "": sha, ".": sha}}
    (root / folder.NAME).write_text(json.dumps(said), encoding="utf-8")
    export.deliver(root, "site", {})
    assert (tmp_path / "precious").exists()


def test_a_run_that_was_cut_short_is_mended_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export.deliver(tmp_path, "site", {"a.pdf": b"1", "b.pdf": b"1", "gone.pdf": b"1"})
    kept = folder.keep

    def full(path: Path, data: bytes) -> None:
        if path.name == "b.pdf":
            raise OSError(28, "No space left on device", str(path))
        kept(path, data)

    monkeypatch.setattr(folder, "keep", full)
    report = export.deliver(tmp_path, "site", {"a.pdf": b"2", "b.pdf": b"2"})
    assert [problem.rule for problem in report.problems] == ["export-unwritable"]
    assert listed(tmp_path) == {"a.pdf", "b.pdf"}, "what was withdrawn goes first"
    monkeypatch.undo()
    assert export.deliver(tmp_path, "site", {"a.pdf": b"2", "b.pdf": b"2"}).problems == []
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")} == {"a.pdf": b"2", "b.pdf": b"2"}


def test_a_handout_that_cannot_be_read_is_said(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    (root / "handouts/general/clean-hands/es.yaml").write_text("title: [\n", encoding="utf-8")
    done = run(root, "site", str(tmp_path / "site"), "--lang", "en,es")
    assert done.returncode == 1
    assert "es.yaml" in done.stderr
    assert (tmp_path / "site/en/clean-hands.html").is_file()
    assert not (tmp_path / "site/es").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("site", "x", "--lang", "xx"), "There is no language"), (("openemr", "x", "--variant", "tiny"), "There is no variant"), (("fhir", "x", "--brand", "no"), "There is no brand")],
)
def test_names_that_do_not_exist(project: Path, words: tuple[str, ...], said: str) -> None:
    done = run(project, *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_every_problem_has_its_reason() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "press/export").glob("*.py"))
    assert set(re.findall(r'"(export-[a-z-]+)"', source)) == set(RULES)
    assert plain("AAAAA\u00a0BBBBB") == "AAAAA-BBBBB"
    assert datetime.date.fromisoformat(TODAY) == order_projects.TODAY
