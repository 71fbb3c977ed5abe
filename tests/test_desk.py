"""The desk: the right sheet from a page in the browser, and nothing else from it."""

from __future__ import annotations

import concurrent.futures
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from press import receipt
from press.desk import infobutton
from press.qr import plain
from tests import order_projects
from tests.ipp_printer import printer

ROOT = Path(__file__).parent.parent
# What nobody types on purpose; all of it harmless.
ODD = [
    "", " ", "\t", "\n\r", "\x00", "\x1b[0m", "\x7f", "\ufeff", "\u200f\u202e x", "\u0661\u0662", "e\u0301" * 40, "\U0001f9fc", "\U00020000",
    "'", '"', "''--", "`x`", "<b>x</b>", "&amp;", "&#0;", "%", "%00", "%zz", "%25", "../", "..\\", "/etc", "~", "$HOME", "{{ 7 * 7 }}", "{% x %}",
    "null", "None", "undefined", "NaN", "-1", "0", "1e999", "0x10", "true", "[]", "{}", "a" * 300, "\u0e01\u0e31" * 50, "CON", "aux.pdf", ".", "..",
    "G43.709\x00", "ICD10:", "::::", "|", "; ls", "a/b/c/d", "a/b/c/d/e", "test-clinic/clean-hands/en/standard", "\\u0000", "\u2028\u2029",
]  # fmt: skip
REQUESTS = [json.loads(line) for line in (Path(__file__).parent / "cases/desk/infobutton.jsonl").read_text(encoding="utf-8").splitlines()]


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Any
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()


@dataclass
class Running:
    """A desk in a process of its own."""

    project: Path
    process: subprocess.Popen[str]
    port: int
    log: Path
    cache: dict[str, Any] = field(default_factory=dict)

    def get(self, path: str, data: bytes | None = None, **headers: str) -> Reply:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with urllib.request.build_opener(_Still).open(asked, timeout=90) as found:
                return Reply(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers, error.read())

    def token(self) -> str:
        page = self.get("/sheet/test-clinic/clean-hands").text
        found = re.search(r'name="token" value="(\w+)"', page)
        assert found, page
        return found[1]


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@contextlib.contextmanager
def running(project: Path, folder: Path, *more: str, settings: str = "") -> Iterator[Running]:
    """A desk for a project, until the block ends."""
    (folder / "settings.yaml").write_text(settings or "{}\n", encoding="utf-8")
    env = {**os.environ, "HANDOUTS_SETTINGS": str(folder / "settings.yaml"), "CUPS_SERVER": str(folder / "no.sock")}
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as errors:
        command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "serve", "--port", "0", "--workers", "2", *more]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=env)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        assert found, log.read_text(encoding="utf-8")
        desk = Running(project, process, int(found[1]), log)
        try:
            for _ in range(200):
                with contextlib.suppress(OSError):
                    if desk.get("/health").status == 200:
                        break
                time.sleep(0.05)
            yield desk
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            process.stdout.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A desk for an approved project (approved by "TEST, not a person") with one printer that holds Letter."""
    folder = tmp_path_factory.mktemp("desk")
    project = order_projects.project_at(folder / "ours")
    with printer() as front:
        front.about["media-ready"] = (0x44, ["iso_a4_210x297mm", "na_letter_8.5x11in"])
        front.states = [9] * 200
        with running(project, folder, settings=f'printers: ["{front.address}"]\nprinter: Front desk\n') as one:
            one.cache["front"] = front
            yield one


def address(language: str = "en", size: str = "standard", slug: str = "clean-hands") -> str:
    return f"/pdf/test-clinic/{slug}/{language}/{size}"


# ------------------------------------------------------------------------------------------------------------ the way


def test_the_way_to_a_sheet(desk: Running) -> None:
    found = desk.get("/?" + urlencode({"q": "hends"}))
    assert found.status == 200
    assert "/sheet/test-clinic/clean-hands" in found.text
    assert re.search(r'role="status"[^>]*>\d sheets? found', found.text)
    page = desk.get("/sheet/test-clinic/clean-hands?lang=ar&size=large-print").text
    assert 'value="ar" checked' in page
    assert 'value="large-print" checked' in page
    assert address("ar", "large-print") in page
    assert "draft" not in page.lower()
    sheet = desk.get(address("ar", "large-print"))
    assert (sheet.status, sheet.headers["Content-Type"], sheet.headers["Content-Language"]) == (200, "application/pdf", "ar")
    code = re.search(r"Code <bdi>([^<]+)</bdi>", page)
    assert code
    assert receipt.bears(sheet.data, plain(code[1]))
    assert 'filename="clean-hands.ar.large-print.pdf"' in sheet.headers["Content-Disposition"]


def test_languages_stand_under_their_own_names(desk: Running) -> None:
    page = desk.get("/sheet/test-clinic/clean-hands").text
    assert '<span lang="ar" dir="rtl">\u0627\u0644\u0639\u0631\u0628\u064a\u0629</span>' in page
    fonts = desk.get("/fonts.css").text
    name = re.search(r'url\("(/font/[^"]*Arabic[^"]*)"', fonts)
    assert name
    assert desk.get(name[1]).data[:4] in (b"\0\1\0\0", b"OTTO")


def test_a_known_sheet_is_not_sent_twice(desk: Running) -> None:
    first = desk.get(address())
    again = desk.get(address(), If_None_Match=first.headers["ETag"])
    assert (again.status, again.data) == (304, b"")
    assert desk.get(address()).data == first.data


def test_the_picture_is_the_first_page(desk: Running) -> None:
    assert desk.get("/picture/test-clinic/clean-hands/en/standard").data.startswith(b"\x89PNG")


def test_what_is_not_released_is_not_offered(tmp_path: Path) -> None:
    project = order_projects.project_at(tmp_path / "ours", approved=False)
    with running(project, tmp_path) as one:
        assert "Nothing is released yet" in one.get("/").text
        assert one.get(address()).status == 404
        assert not list(project.rglob("*.pdf"))


def test_a_set_of_three_in_the_order_wanted(desk: Running) -> None:
    query = "&".join(f"s=test-clinic/{one}" for one in ("clean-hands/es/standard", "clean-cups/en/standard", "clean-hands/ar/giant-print"))
    page = desk.get(f"/set?{query}").text
    assert re.findall(r"<h2 [^>]*><a href=\"/pdf/test-clinic/([^\"]+)", page) == [
        "clean-hands/es/standard", "clean-cups/en/standard", "clean-hands/ar/giant-print",
    ]  # fmt: skip
    later = re.search(r'href="(/set\?[^"]+)">Later', page)
    assert later
    moved = desk.get(later[1].replace("&amp;", "&")).text
    assert re.findall(r"/pdf/test-clinic/([^\"]+)\">", moved)[:2] == ["clean-cups/en/standard", "clean-hands/es/standard"]
    out = re.findall(r'href="(/set\?[^"]+)">Take out', page)
    assert "clean-cups" not in desk.get(out[1].replace("&amp;", "&")).text


def test_a_set_is_one_pdf_or_none(desk: Running) -> None:
    query = "s=test-clinic/clean-hands/es/standard&s=test-clinic/clean-cups/en/large-print"
    made = desk.get(f"/set.pdf?{query}")
    assert (made.status, made.headers["Content-Type"]) == (200, "application/pdf")
    code = re.search(r"set\.([0-9A-Z-]{11})\.pdf", made.headers["Content-Disposition"])
    assert code
    assert receipt.bears(made.data, code[1])
    assert desk.get(f"/set.pdf?{query}").data == made.data
    front = desk.cache["front"]
    before = len(front.documents)
    sheets = [("s", "test-clinic/clean-hands/es/standard"), ("s", "test-clinic/clean-cups/en/large-print")]
    form = [("token", desk.token()), *sheets, ("printer", "Front desk"), ("copies", "1")]
    assert "2 sheets" in desk.get("/print", urlencode(form).encode()).text
    assert front.documents[before:] == [made.data]
    lines = [json.loads(line) for line in (desk.project / "out/given.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["slug"], line["how"]) for line in lines[-2:]] == [("clean-hands", "printed"), ("clean-cups", "printed")]
    for gone in ("test-clinic/clean-cups/es/standard", "test-clinic/none/en/standard", "x"):
        assert desk.get(f"/set.pdf?{query}&s={gone}").status == 404
        assert desk.get("/print", urlencode([*form, ("s", gone)]).encode()).status == 404
        assert "cannot be handed out now" in desk.get(f"/set?{query}&s={gone}").text
    assert len(front.documents) == before + 1


# ------------------------------------------------------------------------------------------------------------ paper


def test_print_here_sends_the_kept_bytes_and_notes_them(desk: Running) -> None:
    front = desk.cache["front"]
    before = len(front.documents)
    form = {"token": desk.token(), "s": "test-clinic/clean-hands/es/large-print", "printer": "Front desk", "copies": "2", "sides": ""}
    said = desk.get("/print", urlencode(form).encode())
    assert said.status == 200
    assert "Printed 2 copies at true size on Front desk" in said.text
    assert front.documents[before:] == [desk.get(address("es", "large-print")).data]
    lines = [json.loads(line) for line in (desk.project / "out/given.jsonl").read_text(encoding="utf-8").splitlines()]
    printed = [line for line in lines if line["how"] == "printed"]
    assert printed[-1]["copies"] == 2
    assert set(printed[-1]) == {"code", "slug", "language", "variant", "brand", "copies", "on", "how"}


@pytest.mark.parametrize(
    ("change", "status"),
    [({"token": "0" * 64}, 403), ({"copies": "0"}, 400), ({"copies": "\u0663"}, 400), ({"copies": "999"}, 400), ({"s": "a/b/c/d"}, 404)],
)
def test_a_form_that_is_refused_prints_nothing(desk: Running, change: dict[str, str], status: int) -> None:
    front = desk.cache["front"]
    before = len(front.documents)
    form = {"token": desk.token(), "s": "test-clinic/clean-hands/en/standard", "printer": "Front desk", "copies": "1", **change}
    assert desk.get("/print", urlencode(form).encode()).status == status
    assert len(front.documents) == before


def test_another_site_cannot_print(desk: Running) -> None:
    form = urlencode({"token": desk.token(), "s": "test-clinic/clean-hands/en/standard", "printer": "Front desk", "copies": "1"}).encode()
    before = len(desk.cache["front"].documents)
    assert desk.get("/print", form, Origin="https://evil.example").status == 403
    assert desk.get("/print", form, Sec_Fetch_Site="cross-site").status == 403
    assert desk.get("/print").status == 405
    assert desk.get("/print", b"x" * 20_000).status == 413
    assert desk.get("/print", b"\xff\xfe").status in (400, 403)
    assert len(desk.cache["front"].documents) == before


# -------------------------------------------------------------------------------------------------------- the guard


def raw(desk: Running, text: bytes, wait: float = 5.0) -> bytes:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=wait) as line:
        line.sendall(text)
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        parts = []
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                parts.append(part)
        return b"".join(parts)


def test_only_its_own_name(desk: Running) -> None:
    assert desk.get("/", Host="evil.example").status == 421
    assert desk.get("/", Host=f"localhost:{desk.port}").status == 200


def test_every_answer_is_strict(desk: Running) -> None:
    for path in ("/", address(), "/desk.css", "/nothing", "/infobutton"):
        headers = desk.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert "<script>" not in desk.get("/").text
    assert " style=" not in desk.get("/sheet/test-clinic/clean-hands").text


@pytest.mark.parametrize(
    "path", ["/pdf/../../../etc/passwd", "/pdf/%2e%2e/%2e%2e/%2e%2e/etc", "/pdf/test-clinic/..%2f..%2fx/en/standard", "/font/..%2f..%2fx", "/sheet/x/%00"]
)
def test_no_way_out_of_the_project(desk: Running, path: str) -> None:
    assert desk.get(path).status == 404


def test_long_and_broken_requests(desk: Running) -> None:
    assert desk.get("/?q=" + "x" * 10_000).status == 414
    assert b" 400 " in raw(desk, b"NONSENSE\r\n\r\n").split(b"\r\n")[0]
    raw(desk, b"GET / HTTP/1.1\r\nHost: ")  # half a request, and gone
    big = b"POST /print HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 10485760\r\n\r\n" % desk.port
    assert b" 413 " in raw(desk, big + b"x" * 20_000).split(b"\r\n")[0]
    assert desk.get("/health").status == 200


def test_naughty_words_in_every_parameter(desk: Running) -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as asking:
        paths = [f"/?{urlencode({'q': one[:300]})}" for one in ODD]
        paths += [f"/infobutton?{urlencode({'mainSearchCriteria.v.c': one[:300], 'informationRecipient.languageCode.c': one[:60]})}" for one in ODD]
        paths += [f"/set?{urlencode({'s': one[:300]})}" for one in ODD]
        paths += [f"/sheet/test-clinic/clean-hands?{urlencode({'lang': one[:90], 'size': one[:90]})}" for one in ODD]
        answers = list(asking.map(lambda path: (path, desk.get(path).status), paths))
    assert [(path, status) for path, status in answers if status not in (200, 400, 404, 414)] == []
    assert "Traceback" not in desk.log.read_text(encoding="utf-8")


def test_many_at_once_get_each_their_own(desk: Running) -> None:
    wanted = [(tag, size) for tag in ("en", "es", "ar") for size in ("standard", "large-print", "giant-print")] * 3
    with concurrent.futures.ThreadPoolExecutor(27) as asking:
        sheets = list(asking.map(lambda one: desk.get(address(*one)), wanted))
    assert {sheet.status for sheet in sheets} == {200}
    for (tag, _), sheet in zip(wanted, sheets, strict=True):
        assert sheet.headers["Content-Language"] == tag
    assert len({sheet.data for sheet in sheets}) == 9


# ----------------------------------------------------------------------------------------------------- while it runs


def test_what_is_edited_is_seen_and_a_slip_leaves_the_last_good_sheet(tmp_path: Path) -> None:
    project = order_projects.project_at(tmp_path / "ours")
    text = project / "handouts/general/clean-hands/en.yaml"
    good = text.read_text(encoding="utf-8")
    with running(project, tmp_path) as one:
        first = one.get(address())
        assert first.status == 200
        text.write_text(good + "\nnonsense: [\n", encoding="utf-8")
        page = _until(one, "/?q=hands", "has a mistake")
        assert "handouts/general/clean-hands/en.yaml" in page
        assert one.get(address()).data == first.data, "the last good sheet stays in service"
        text.write_text(good.replace("Clean hands", "Cleaner hands"), encoding="utf-8")
        _gone(one, address())
        text.write_text(good, encoding="utf-8")
        _until(one, "/?q=hands", "Clean hands")
        handouts = project / "handouts"
        handouts.rename(project / "away")
        _until(one, "/health", "cannot be read", status=503)
        assert one.get(address()).data == first.data
        (project / "away").rename(handouts)
        _until(one, "/health", '"ok":true')


def test_a_typesetter_that_is_killed_costs_nobody_a_sheet(tmp_path: Path) -> None:
    project = order_projects.project_at(tmp_path / "ours")
    with running(project, tmp_path) as one:
        assert one.get(address()).status == 200
        workers = subprocess.run(["pgrep", "-P", str(one.process.pid)], capture_output=True, text=True, check=False).stdout.split()
        for pid in workers:
            with contextlib.suppress(OSError):
                os.kill(int(pid), signal.SIGKILL)
        assert one.get(address("es")).status == 200
        assert "Traceback" not in one.log.read_text(encoding="utf-8")


def _until(one: Running, path: str, words: str, status: int = 200) -> str:
    for _ in range(60):
        said = one.get(path)
        if words in said.text and said.status == status:
            return said.text
        time.sleep(0.25)
    raise AssertionError(f"{words!r} was never said: {said.status} {said.text[-500:]}")


def _gone(one: Running, path: str) -> None:
    for _ in range(60):
        if one.get(path).status == 404:
            return
        time.sleep(0.25)
    raise AssertionError("the sheet of unapproved words is still handed out")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "needs its name"),
        (("--host", "0.0.0.0", "--allow-host", "desk.example"), "needs a rule who may"),
        (("--allow-host", "desk.example", "--drafts"), "for this computer alone"),
        (("--network", "10.0.0.0/99"), "write a network"),
        (("--brand", "nobody"), "There is no brand"),
    ],
)
def test_a_desk_for_others_needs_rules(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    project = order_projects.project_at(tmp_path / "ours", approved=False)
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "serve", "--port", "0", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert words in done.stderr


# -------------------------------------------------------------------------------------------------------- infobutton


def test_the_spellings_of_record_systems() -> None:
    for query, code, system in (
        ("mainSearchCriteria.v.c=G43.709&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90", "G43.709", "ICD-10-CM"),
        ("mainSearchCriteria.v.c=ICD10:G43.709.", "G43.709", "ICD-10-CM"),
        ("mainSearchCriteria.v.c=ICD10CM G43.709", "G43.709", "ICD-10-CM"),
        ("mainSearchCriteria.v.c = g43709 &mainSearchCriteria.v.csn = ICD10CM", "g43709", "ICD-10-CM"),
        ("mainSearchCriteria.v.c1=G43.709&mainSearchCriteria.v.cs1=2.16.840.1.113883.6.90", "G43.709", "ICD-10-CM"),
        ("mainSearchCriteria.c.c=38341003&mainSearchCriteria.c.cs=2.16.840.1.113883.6.96", "38341003", "SNOMED CT"),
        ("MAINSEARCHCRITERIA.V.C=38341003&mainSearchCriteria.v.csn=SNOMED-CT", "38341003", "SNOMED CT"),
    ):
        (one,) = infobutton.parse(query.replace(" ", "+").encode()).criteria
        assert (one.code, one.system) == (code, system), query
    both = infobutton.parse(b"mainSearchCriteria.v.c=A01&mainSearchCriteria.v.c1=B02&mainSearchCriteria.v.dn1=Zoster").criteria
    assert [one.code for one in both] == ["A01", "B02"]
    words = infobutton.parse(b"mainSearchCriteria.v.c=chest%20pain").criteria[0]
    assert (words.code, words.words) == ("", "chest pain")


@pytest.mark.parametrize("one", REQUESTS, ids=lambda one: str(one["name"])[:40])
def test_real_requests_are_answered(desk: Running, one: dict[str, str]) -> None:
    said = desk.get("/infobutton?" + one["query"].replace(" ", "%20"))
    assert said.status == 200
    for secret in ("organizationpassword", "OrganizationPassword", "age.v.v"):
        assert secret not in said.text


def test_a_name_is_answered_with_sheets_in_the_language(desk: Running) -> None:
    query = {"mainSearchCriteria.v.dn": "clean hands", "informationRecipient.languageCode.c": "es", "knowledgeResponseType": "application/json"}
    feed = json.loads(desk.get("/infobutton?" + urlencode(query)).text)["feed"]
    assert isinstance(feed["entry"], list)
    entry = feed["entry"][0]
    assert entry["link"][0]["href"].endswith("/pdf/test-clinic/clean-hands/es/standard")
    assert entry["link"][1]["reading-mode"] == "large-print"
    assert set(entry["title"]) == {"_value", "type"}
    assert desk.get(entry["link"][0]["href"].partition(str(desk.port))[2]).status == 200
    other = {**query, "informationRecipient.languageCode.c": "ko"}
    entry = json.loads(desk.get("/infobutton?" + urlencode(other)).text)["feed"]["entry"][0]
    assert "Not in the language that was asked for" in entry["summary"]["_value"]


def test_a_code_and_its_relatives_are_answered(desk: Running) -> None:
    """The sheet has Z00.00; a record holds its parent, a spelling of it, or another chapter's code."""
    for code, found in (("Z00.00", 2), ("ICD10:Z00.00.", 2), ("z0000", 2), ("Z00", 2), ("Z00.001", 2), ("Z01.00", 0)):
        query = {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.90", "knowledgeResponseType": "application/json"}
        said = desk.get("/infobutton?" + urlencode(query))
        assert said.status == 200
        assert len(json.loads(said.text)["feed"]["entry"]) == found, code


def test_the_feed_as_atom_json_and_html(desk: Running) -> None:
    asked = {"mainSearchCriteria.v.dn": "clean hands"}
    atom = desk.get("/infobutton?" + urlencode(asked))
    root = ElementTree.fromstring(atom.data)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    names = [child.tag.rpartition("}")[2] for child in root]
    assert {"title", "id", "updated", "author", "entry"} <= set(names)
    none = json.loads(desk.get("/infobutton?mainSearchCriteria.v.c=Z99.89&knowledgeResponseType=text/json").text)
    assert none["feed"]["entry"] == []
    called = desk.get("/infobutton?mainSearchCriteria.v.c=Z99.89&knowledgeResponseType=text/json&callback=take").text
    assert called.startswith("/**/take({")
    assert desk.get("/infobutton?" + urlencode({**asked, "knowledgeResponseType": "text/html"})).headers["Content-Type"].startswith("text/html")
    assert desk.get("/infobutton?knowledgeResponseType=application/json").status == 400
    assert desk.get("/infobutton?" + urlencode({**asked, "knowledgeResponseType": "image/png"})).status == 415
    assert desk.get("/infobutton?" + urlencode({**asked, "callback": "alert(1)//"})).status == 200


def test_codes_find_their_parents_and_children() -> None:
    assert infobutton._distance("G43709", "G43709", "ICD-10-CM") == 0
    assert infobutton._distance("G43709", "G43", "ICD-10-CM") == 3
    assert infobutton._distance("G43", "G43709", "ICD-10-CM") == 3
    assert infobutton._distance("G4", "G43709", "ICD-10-CM") is None
    assert infobutton._distance("383410", "38341003", "SNOMED CT") is None


def test_nothing_of_a_patient_is_kept(desk: Running) -> None:
    canary = "canary7351"
    fields = ("age.v.v", "patientPerson.administrativeGenderCode.c", "holder.assignedEntity.certificateText", "name", "password")
    query = urlencode({"mainSearchCriteria.v.dn": "clean hands", **dict.fromkeys(fields, canary)})
    for path in ("/infobutton?", "/?", "/sheet/test-clinic/clean-hands?"):
        assert canary not in desk.get(path + query).text
    desk.get("/metrics")
    assert canary not in desk.get("/metrics").text
    found = [path for path in [*desk.project.rglob("*"), desk.log] if path.is_file() and canary.encode() in path.read_bytes()]
    assert found == []


# ----------------------------------------------------------------------------------------------------------- service


def test_health_and_metrics(desk: Running) -> None:
    assert json.loads(desk.get("/health").text)["ok"] is True
    text = desk.get("/metrics").text
    assert 'handouts_answers_total{page="pdf",status="200"}' in text
    assert all(re.fullmatch(r"(#.*|\w+(\{[^}]*\})? \d+)", line) for line in text.splitlines())


def test_it_ends_politely(tmp_path: Path) -> None:
    project = order_projects.project_at(tmp_path / "ours", approved=False)
    with running(project, tmp_path) as one:
        pass
    assert one.process.returncode in (0, -signal.SIGTERM, 143)
    with pytest.raises(OSError, match=r".+"):
        http.client.HTTPConnection("127.0.0.1", one.port, timeout=1).connect()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else")
def test_it_runs_as_somebody_who_cannot_write_the_project(tmp_path: Path) -> None:
    """Its PDFs are kept in a folder of the run then."""
    project = order_projects.project_at(tmp_path / "ours")
    shutil.rmtree(project / "out", ignore_errors=True)
    from press.commands.serve import _folder

    assert _folder(project, None) == project / "out"
    (project / "out").rmdir()
    (project / "out").write_text("not a folder", encoding="utf-8")
    other = _folder(project, None)
    assert other != project / "out"
    assert other.is_dir()
    other.rmdir()
