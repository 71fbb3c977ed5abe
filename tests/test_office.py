"""Office printers: asked first, told to leave the page as it is, sent once, followed to the end."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press import office, pdf, route
from press.edition import Edition
from press.library import open_library
from press.office import Job, OfficePrinter, PrinterError, ipp
from press.office.ipp import Operation, Tag
from press.office.line import ask
from press.office.plan import plan
from press.office.printers import asked, paper, stated
from tests import order_projects
from tests.ipp_printer import ABLE, KEYWORD, Fake, printer, written

LETTER, A4 = (215.9, 279.4), (210.0, 297.0)
PDF = b"%PDF-1.7 the kept bytes"


def job(size: tuple[float, float] = A4, **more: Any) -> Job:
    return Job("K7Q4X-T2M9P", PDF, size, 8, **{"is_large": True, **more})


def described(fake: Fake) -> OfficePrinter:
    return asked(office.address_of(fake.address))


def about(**more: Any) -> dict[str, Any]:
    """What an able printer says, otherwise in some points; None takes one away."""
    changed = {**ABLE, **{name.replace("_", "-"): value for name, value in more.items()}}
    return {name: value for name, value in changed.items() if value is not None}


# ------------------------------------------------------------------------------------------------------------ the bytes


def test_a_request_is_what_the_standard_says() -> None:
    """RFC 8010, A.1: a Print-Job request, byte for byte but for the version and the first two values' order."""
    said = ipp.request(
        Operation.PRINT_JOB,
        {"printer-uri": "ipp://printer.example.com/ipp/print/pinetree", "job-name": "foobar"},
        {"copies": 20, "sides": "two-sided-long-edge"},
    )
    assert said.startswith(bytes.fromhex("0200000200000001 01 47 0012") + b"attributes-charset" + b"\x00\x05utf-8")
    assert b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree" in said
    assert b"\x42\x00\x08job-name\x00\x06foobar" in said
    assert said.endswith(b"\x02\x21\x00\x06copies\x00\x04\x00\x00\x00\x14\x44\x00\x05sides\x00\x13two-sided-long-edge\x03")


def test_an_option_without_a_kind_cannot_be_sent() -> None:
    with pytest.raises(KeyError):
        ipp.request(Operation.PRINT_JOB, {}, {"print-scalling": "none"})


def test_names_are_cut_between_letters() -> None:
    said = ipp.answer(ipp.request(Operation.CREATE_JOB, {"job-name": "\u0634" * 200}))
    assert said.group(Tag.OPERATION)["job-name"] == ["\u0634" * 127]


def test_collections_and_unknown_kinds_are_read() -> None:
    inner = b"\x34\x00\x0fmedia-col-ready\x00\x00\x4a\x00\x00\x00\x0amedia-size\x34\x00\x00\x00\x00"
    inner += b"\x4a\x00\x00\x00\x0bx-dimension\x21\x00\x00\x00\x04\x00\x00\x52\x08\x37\x00\x00\x00\x00\x37\x00\x00\x00\x00"
    inner += b"\x7f\x00\x03odd\x00\x02??\x13\x00\x04none\x00\x00"
    said = ipp.answer(b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + inner + b"\x03")
    found = said.group(Tag.PRINTER)
    assert found["media-col-ready"] == [{"media-size": {"x-dimension": 21000}}]
    assert found["none"] == [None]


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_half_an_answer_is_nonsense(cut: int) -> None:
    whole = written([(Tag.PRINTER, ABLE)])
    with pytest.raises(ipp.NonsenseError):
        ipp.answer(whole[:-1][: len(whole) * cut // 60])


@pytest.mark.parametrize(
    "data", [b"", b"<html>404</html>", b"\x00" * 40, b"\x02\x00\x00\x00\x00\x00\x00\x01" + b"\x04\x34\x00\x01a\x00\x00" * 500]
)
def test_what_is_no_answer_is_nonsense(data: bytes) -> None:
    with pytest.raises(ipp.NonsenseError):
        ipp.answer(data)


@pytest.mark.parametrize(
    ("typed", "uri"),
    [
        ("ipp://10.0.0.7/ipp/print", "ipp://10.0.0.7/ipp/print"),
        ("10.0.0.7", "ipp://10.0.0.7/ipp/print"),
        ("IPPS://printer.clinic:443/ipp/print", "ipps://printer.clinic:443/ipp/print"),
        ("http://printer:631/printers/Front", "ipp://printer:631/printers/Front"),
        ("[fe80::1]", "ipp://[fe80::1]/ipp/print"),
    ],
)
def test_addresses_as_people_write_them(typed: str, uri: str) -> None:
    assert office.address_of(typed).uri == uri


@pytest.mark.parametrize("typed", ["", "ipp://", "a b", "ipp://name:pass@host/", "ipp://host:99999999/", "host/?x=1", "ho\x00st"])
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        office.address_of(typed)


# ----------------------------------------------------------------------------------------------------------- what is sent


def test_the_kept_bytes_are_sent_once_at_true_size() -> None:
    with printer() as fake:
        one = described(fake)
        sent = office.send(one, job(), plan(one, job()))
        done = office.follow(one, sent, 10)
    assert done.state == "printed"
    assert fake.documents == [PDF]
    assert fake.operations[:3] == [Operation.GET_PRINTER_ATTRIBUTES, Operation.CREATE_JOB, Operation.SEND_DOCUMENT]
    said = fake.options()
    assert said == {"copies": 1, "print-scaling": "none", "media": "iso_a4_210x297mm", "sides": "two-sided-long-edge"}
    made = fake.asked[1][1].group(Tag.OPERATION)
    assert made["job-name"] == ["K7Q4X-T2M9P"]
    assert "requesting-user-name" not in made


def test_a_name_is_sent_only_where_the_queue_wants_one() -> None:
    with printer(about=about(requesting_user_name_allowed=(Tag.NAME, ["nurse"]))) as fake:
        one = described(fake)
        office.send(one, job(), plan(one, job()), user="nurse")
    assert fake.asked[1][1].group(Tag.OPERATION)["requesting-user-name"] == ["nurse"]


def test_what_the_printer_does_not_take_is_cancelled_while_it_is_empty() -> None:
    with printer(refuses={"print-scaling"}) as fake:
        one = described(fake)
        with pytest.raises(PrinterError, match="did not take print-scaling=none"):
            office.send(one, job(), plan(one, job()))
    assert fake.operations[-1] == Operation.CANCEL_JOB
    assert fake.documents == []


def test_a_lost_answer_is_asked_for_and_never_sent_again() -> None:
    with printer(drops={Operation.SEND_DOCUMENT}) as fake:
        one = described(fake)
        sent = office.send(one, job(), plan(one, job()))
    assert (sent.number, sent.state) == (7, "printing")
    assert len(fake.documents) == 1


def test_a_simple_printer_gets_the_whole_job_and_a_lost_answer_is_told() -> None:
    operations = (Tag.ENUM, [2, 8, 9, 11])
    with printer(about=about(operations_supported=operations)) as fake:
        one = described(fake)
        office.send(one, job(), plan(one, job()))
        assert fake.operations[-1] == Operation.PRINT_JOB
        assert fake.documents == [PDF]
        fake.drops.add(Operation.PRINT_JOB)
        with pytest.raises(PrinterError, match="may have printed: look at the printer"):
            office.send(one, job(), plan(one, job()))


@pytest.mark.parametrize(
    ("states", "ends"), [([3, 4, 5, 9], "printed"), ([5, 7], "cancelled"), ([5, 8], "aborted"), ([6] * 50, "stopped")]
)
def test_a_job_is_followed_to_its_end(states: list[int], ends: str) -> None:
    heard: list[str] = []
    with printer(states=states) as fake:
        one = described(fake)
        sent = office.send(one, job(), plan(one, job()))
        done = office.follow(one, sent, 1.5, lambda now: heard.append(now.state))
    assert done.state == ends
    assert heard == list(dict.fromkeys(heard))


def test_a_printer_that_is_gone_between_two_pages() -> None:
    with printer(states=[5]) as fake:
        one = described(fake)
        sent = office.send(one, job(), plan(one, job()))
    with pytest.raises(PrinterError, match="cannot be reached"):
        office.follow(one, sent, 20)


def test_a_printer_that_answers_late_does_not_hold_anybody_up() -> None:
    with printer(slow=1.0) as fake, pytest.raises(PrinterError, match="did not answer within"):
        asked(office.address_of(fake.address), seconds=0.2)


@pytest.mark.parametrize(
    ("status", "words"), [(401, "a name and a password"), (403, "does not take jobs"), (404, "no printer"), (500, "HTTP 500")]
)
def test_refusals_in_words(status: int, words: str) -> None:
    with printer(status=status) as fake, pytest.raises(PrinterError, match=words):
        described(fake)


def test_nonsense_is_told() -> None:
    own = {int(Operation.GET_PRINTER_ATTRIBUTES): b"<html>"}
    with printer(answers=own) as fake, pytest.raises(PrinterError, match="no IPP message"):
        described(fake)
    with pytest.raises(PrinterError, match="cannot be reached"):
        ask(office.address_of(fake.address), b"")


# -------------------------------------------------------------------------------------------------------- what is decided


def able(**more: Any) -> OfficePrinter:
    address = office.address_of("10.0.0.7")
    base = OfficePrinter("Front", address, two_sided=True, takes_scaling=True, scaling=frozenset({"none"}), most_copies=99)
    return replace(base, **{"loaded": (paper("iso_a4_210x297mm"),), **more})


def loaded(*names: str) -> tuple[Any, ...]:
    return tuple(paper(name) for name in names)


def test_a4_is_refused_where_only_letter_lies_in_the_printer() -> None:
    found = plan(able(loaded=loaded("na_letter_8.5x11in")), job(A4), "the Letter edition")
    assert "holds Letter, and the sheet is A4" in found.refused
    assert "the Letter edition" in found.remedy


def test_letter_on_a4_loses_nothing_and_is_sent() -> None:
    found = plan(able(), job(LETTER))
    assert (found.refused, found.doubts) == ("", ())
    assert found.options["media"] == "iso_a4_210x297mm"
    assert found.options["print-scaling"] == "none"


def test_a_smaller_page_lies_on_a_larger_paper() -> None:
    assert plan(able(loaded=loaded("iso_a3_297x420mm")), job(A4)).refused == ""
    assert plan(able(loaded=loaded("iso_a5_148x210mm")), job(A4)).refused != ""


def test_the_paper_that_fits_is_chosen_among_several() -> None:
    found = plan(able(loaded=loaded("na_legal_8.5x14in", "na_letter_8.5x11in")), job(LETTER))
    assert found.options["media"] == "na_letter_8.5x11in"


def test_a_printer_that_does_not_say_is_asked_about() -> None:
    found = plan(able(loaded=None), job(A4))
    assert found.refused == ""
    assert "Is A4 loaded?" in found.doubts[0]
    other = plan(able(loaded=None, usual=paper("na_letter_8.5x11in")), job(A4))
    assert "its usual paper is Letter" in other.doubts[0]
    assert plan(stated(able(loaded=None), "A4"), job(A4)).doubts == ()
    assert "holds Letter" in plan(stated(able(loaded=None), "Letter"), job(A4)).refused


def test_what_the_printer_says_counts_before_what_a_person_says() -> None:
    assert stated(able(loaded=loaded("na_letter_8.5x11in")), "A4").loaded == loaded("na_letter_8.5x11in")


@pytest.mark.parametrize("scaling", [frozenset(), frozenset({"auto", "fit"})])
def test_scaling_that_cannot_be_switched_off(scaling: frozenset[str]) -> None:
    unable = able(takes_scaling=False, scaling=scaling)
    assert "may come out smaller" in plan(unable, job(is_large=True)).doubts[0]
    assert plan(unable, job(is_large=False)).doubts == ()


def test_scaling_counts_only_where_jobs_may_hold_it() -> None:
    with printer(about=about(job_creation_attributes_supported=(KEYWORD, ["copies"]))) as fake:
        assert described(fake).takes_scaling is False
    with printer(about=about(job_creation_attributes_supported=None)) as fake:
        assert described(fake).takes_scaling is True


@pytest.mark.parametrize(
    ("more", "asked_for", "words"),
    [
        ({"takes_jobs": False, "reasons": ("door-open",)}, {}, "takes no jobs now (door-open)"),
        ({"takes_pdf": False}, {}, "does not print PDF"),
        ({"two_sided": False}, {"sides": "two"}, "one side only"),
        ({"most_copies": 1}, {"copies": 2}, "1 to 1"),
        ({}, {"copies": 51}, "1 to 50"),
        ({}, {"copies": 0}, "1 to 50"),
    ],
)
def test_what_cannot_be_asked_is_refused(more: dict[str, Any], asked_for: dict[str, Any], words: str) -> None:
    assert words in plan(able(**more), job(**asked_for)).refused


def test_a_refused_job_is_never_sent() -> None:
    with printer(about=about(media_ready=(KEYWORD, ["na_letter_8.5x11in"]))) as fake:
        one = described(fake)
        with pytest.raises(PrinterError, match="its edges would be lost"):
            office.send(one, job(A4), plan(one, job(A4)))
    assert fake.operations == [Operation.GET_PRINTER_ATTRIBUTES]


def test_one_page_has_one_side() -> None:
    one = replace(job(), pages=1)
    assert plan(able(), one).options["sides"] == "one-sided"
    assert plan(able(), replace(job(), sides="one")).options["sides"] == "one-sided"


def test_a_stopped_printer_is_asked_about() -> None:
    assert "media-empty" in plan(able(state="stopped", reasons=("media-empty",)), job()).doubts[0]


# ------------------------------------------------------------------------------------------- a real print server

CUPS = all(shutil.which(name) for name in ("cupsd", "lpadmin")) and Path("/usr/share/ppd/cupsfilters").is_dir()


@pytest.fixture(scope="module")
def cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """CUPS with a queue of its own on a socket, whose printer is a file; its usual paper is Letter."""
    if os.geteuid() != 0 or not CUPS:
        pytest.skip("CUPS is not installed, or may not be started")
    folder = Path(subprocess.run(["mktemp", "-d", "/tmp/cups-XXXXXX"], capture_output=True, text=True, check=True).stdout.strip())
    for name in ("etc", "spool", "cache", "run", "log", "tmp", "out"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    (folder / "out").chmod(0o777)
    (folder / "out/paper.pdf").touch()  # CUPS writes into a file that is there; since a security update it makes none
    socket = folder / "run/cups.sock"
    (folder / "etc/cupsd.conf").write_text(
        f"Listen {socket}\nBrowsing Off\nWebInterface No\n<Location />\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
        encoding="utf-8",
    )
    places = {"ServerRoot": "etc", "RequestRoot": "spool", "CacheDir": "cache", "StateDir": "run", "TempDir": "tmp"}
    logs = {"AccessLog": "log/access", "ErrorLog": "log/error", "PageLog": "log/page"}
    lines = [f"{name} {folder / where}" for name, where in (places | logs).items()]
    (folder / "etc/cups-files.conf").write_text("\n".join([*lines, "FileDevice Yes", "SystemGroup root", ""]), encoding="utf-8")
    command = ["cupsd", "-f", "-c", str(folder / "etc/cupsd.conf"), "-s", str(folder / "etc/cups-files.conf")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    env = {**os.environ, "CUPS_SERVER": str(socket)}
    ppd = "lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd"
    try:
        for _ in range(100):
            if socket.exists() and subprocess.run(["lpstat", "-r"], env=env, capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.1)
        add = ["lpadmin", "-p", "Front_Desk", "-E", "-v", f"file:{folder}/out/paper.pdf", "-m", ppd, "-o", "PageSize=Letter"]
        subprocess.run(add, env=env, check=True, capture_output=True)
        yield folder
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _size(path: Path) -> float:
    """The type size on paper, in points, as Poppler measures it: the height of the box round a word of 18 points."""
    said = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)">Measured', said)
    assert found, said[:500]
    return float(found[2]) - float(found[1])


def _sheet(width: float, height: float, folder: Path) -> bytes:
    """A page with one word in 18-point letters, made by Ghostscript."""
    source, made = folder / "source.ps", folder / "source.pdf"
    source.write_text("/Helvetica findfont 18 scalefont setfont 100 400 moveto (Measured) show showpage\n", encoding="ascii")
    size = [f"-dDEVICEWIDTHPOINTS={width}", f"-dDEVICEHEIGHTPOINTS={height}"]
    subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", *size, f"-sOutputFile={made}", str(source)], check=True)
    return made.read_bytes()


@pytest.mark.skipif(not (shutil.which("gs") and shutil.which("pdftotext")), reason="needs Ghostscript and Poppler")
@pytest.mark.parametrize(("name", "points"), [("Letter", (612, 792)), ("A4", (595, 842))])
def test_cups_prints_at_true_size(
    cups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, points: tuple[int, int]
) -> None:
    """What comes out of a real queue, whose usual paper is Letter, has letters of the size that went in."""
    monkeypatch.setenv("CUPS_SERVER", str(cups / "run/cups.sock"))
    sheet, out = _sheet(*points, tmp_path), cups / "out/paper.pdf"
    before = _size(tmp_path / "source.pdf")
    one = office.queues()[0]
    assert one.name == "Front_Desk"
    assert one.loaded is None, "CUPS names sizes of the driver as loaded; nobody may believe them"
    one = stated(one, name)
    size = (points[0] / 72 * 25.4, points[1] / 72 * 25.4)
    task = Job("K7Q4X-T2M9P", sheet, size, 1, True)
    found = plan(one, task)
    assert found.doubts == ()
    done = office.follow(one, office.send(one, task, found), 60)
    assert done.state == "printed"
    assert _size(out) == pytest.approx(before, rel=0.005)
    forced = replace(found, options={**found.options, "print-scaling": "fit", "media": "iso_a5_148x210mm"})
    office.follow(one, office.send(one, task, forced), 60)
    assert _size(out) < before * 0.9, "scaling forced must be seen by this measure"
    spooled = max((cups / "spool").glob("d*-001"), key=lambda path: path.stat().st_mtime)
    assert hashlib.sha256(spooled.read_bytes()).digest() == hashlib.sha256(sheet).digest()


@pytest.mark.parametrize("name", ["Letter", "A4"])
def test_large_print_keeps_its_eighteen_points(cups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A real large-print sheet through a real queue, with the one paper in it or the other; scaling forced is seen."""
    monkeypatch.setenv("CUPS_SERVER", str(cups / "run/cups.sock"))
    library = open_library(order_projects.project_at(tmp_path))
    edition = Edition("clean-hands", "es", "large-print", "test-clinic")
    made = route.make(library, edition, route.Run(tmp_path / "out", order_projects.TODAY, release=True))
    assert made.path is not None
    one = stated(office.queues()[0], name)
    task = office.job_of(library, edition, made.fingerprint, made.path.read_bytes(), made.pages)
    found = plan(one, task)
    assert (found.refused, found.doubts) == ("", ())

    def smallest(options: dict[str, Any]) -> float:
        assert office.follow(one, office.send(one, task, replace(found, options=options)), 60).state == "printed"
        pages = pdf.measure((cups / "out/paper.pdf").read_bytes()).pages
        return min(run.size for page in pages for run in page.runs if run.text.strip())

    assert smallest(found.options) >= 17.95
    assert smallest({**found.options, "print-scaling": "fit", "media": "iso_a5_148x210mm"}) < 16
