"""OpenDocument, Rich Text and old Word files: LibreOffice makes a .docx of them, then the two readers of Word files read it.

Only ever to .docx: to HTML or text LibreOffice runs tracked changes together, so that 5 changed to 10 mg reads "510 mg".
What it loses on the way no reader of the .docx can see. So one gap asks for a comparison with the original, and names the
words of the original that are missing, as far as a plain look into it can tell.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from press.intake.pieces import Doubt, Items, Piece, inner
from press.intake.read import Read, Reading, other_kind, read_word, refused
from press.intake.settle import quoted
from press.intake.witness import atoms
from press.intake.word import UnreadableError
from press.intake.word.package import MAX_UNPACKED, MAX_XML, parsed

TIME_LIMIT = 120  # seconds for one leaflet, the first start of LibreOffice among them
_FILTERS = {".odt": "writer8", ".rtf": "Rich Text Format", ".doc": "MS Word 97"}
_STARTS = {".odt": b"PK\x03\x04", ".rtf": b"{\\rtf", ".doc": b"\xd0\xcf\x11\xe0"}
_NAMES = {".odt": "an OpenDocument text", ".rtf": "a Rich Text file", ".doc": "a file of Word's old format"}
# No macro runs, nothing is fetched or linked in, and nobody is asked anything.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """LibreOffice on this machine, None where there is none."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    mac = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return str(mac) if mac.is_file() else None


def read_office(path: Path) -> Read:
    """A leaflet of another office's format."""
    kind, shown = path.suffix.lower(), path.name
    with path.open("rb") as file:
        head = file.read(16)
    if not head.startswith(_STARTS[kind]):
        fault = other_kind(head, path.suffix) or (
            f"it is not {_NAMES[kind]}",
            "Give it its right name, or save it again as .docx.",
        )
        return refused(shown, ("leaflet-kind", *fault))
    why = _locked(path, kind)
    if why:
        return refused(shown, ("leaflet-unreadable", *why))
    soffice = program()
    if soffice is None:
        fault = (
            f"a {kind} file is read by way of LibreOffice, which is not installed here",
            "Save it as .docx, or install LibreOffice.",
        )
        return refused(shown, ("leaflet-kind", *fault))
    with tempfile.TemporaryDirectory(prefix="handouts-office-") as folder:
        made = _converted(soffice, path, kind, Path(folder))
        if isinstance(made, str):
            return refused(shown, ("leaflet-unreadable", made, "Open it in its own program and save it as .docx."))
        reading, problems = read_word(made, shown)
    if reading is None:
        return None, problems
    lacking = Counter(_original(path, kind)) - _bare(reading.met)
    words = f" Words of the original that are missing here: “{' '.join(lacking.elements())[:1500]}”." if lacking else ""
    if (
        kind == ".rtf"
        and (typed := _labels(path.read_bytes()))
        and typed != (read := list(_read_labels(reading.pieces)))
    ):
        words += f" The labels of its lists are there {quoted(' '.join(typed))}, here {quoted(' '.join(read))}."
    objects = "; ".join(f"“{text}”" for text in _objects(path, kind))[:1000]
    words += f" It holds equations or charts, which may be lost: {objects}." if objects else ""
    doubt = Doubt(f"This came from {_NAMES[kind]} by way of LibreOffice. Compare the whole with the original.{words}")
    return Reading((doubt, *reading.pieces), reading.met), problems


def _converted(soffice: str, path: Path, kind: str, folder: Path) -> Path | str:
    """The .docx that LibreOffice makes in a folder, or what went wrong."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    copy = folder / f"leaflet{kind}"  # a name that can be no option, alone in its folder
    copy.write_bytes(_ended(path.read_bytes()) if kind == ".rtf" else path.read_bytes())
    command = [
        soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--nologo", f"--infilter={_FILTERS[kind]}", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(copy),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return f"LibreOffice did not finish it in {TIME_LIMIT} seconds"
    finally:
        _end(process)
    made = out / "leaflet.docx"
    return made if made.is_file() else "LibreOffice cannot read it: it may be damaged, or have a password"


def _ended(data: bytes) -> bytes:
    """A Rich Text file with an empty paragraph at its end: LibreOffice forgets at which level of its list the last one is."""
    bare = data.rstrip(b"\0 \r\n\t")
    return bare[:-1] + b"\\par \\pard\\plain \\par }" if bare.endswith(b"}") else data


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _locked(path: Path, kind: str) -> tuple[str, str] | None:
    """Why a file must not be opened: it has a password, or unpacks to more than a leaflet can hold."""
    remedy = "Take the password off in its own program, and save it again."
    if kind == ".doc":
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "the file has a password", remedy
        at = data.find(b"\xec\xa5", 512)  # the head of the text: bit 8 of its flags says that it is encrypted
        locked = at >= 0 and at % 512 == 0 and bool(data[at + 11] & 1)
        return ("the file has a password", remedy) if locked else None
    if kind == ".rtf":
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > 5000:
                return "the file unpacks to more than a leaflet can hold", "It may be damaged or hostile."
            if "content.xml" not in archive.namelist():
                return "it is no OpenDocument text", "Give it its right name, or save it as .docx."
            with archive.open("META-INF/manifest.xml") as file:
                if b"encryption-data" in file.read(MAX_XML):
                    return "the file has a password", remedy
            for name in ("content.xml", "styles.xml"):
                if name in archive.namelist():
                    with archive.open(name) as file:
                        parsed(file.read(MAX_XML + 1)[:MAX_XML], name)
    except UnreadableError as error:
        return error.fault, "It may be damaged or hostile. Save it again as .docx."
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, ValueError, RuntimeError):
        return "the file is damaged", "Open it in its own program and save it as .docx."
    return None


# -------------------------------------------------------------------------------------------- a plain look into the original


def _original(path: Path, kind: str) -> Iterator[str]:
    """The words and figures of the original, as far as a plain look can tell."""
    texts = _odt_texts(path) if kind == ".odt" else _rtf_texts(path.read_bytes()) if kind == ".rtf" else iter(())
    for text in texts:
        yield from (atom.lstrip("^_~") for atom in atoms(text) if atom[-1:].isalnum())


def _bare(met: Counter[str]) -> Counter[str]:
    out: Counter[str] = Counter()
    for atom, times in met.items():
        out[atom.lstrip("^_~")] += times
    return out


def _odt_texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    for one in root.iter():
        if one.tag.endswith(("}p", "}h")) and not any(
            part.tag.endswith(("}p", "}h")) for part in one.iter() if part is not one
        ):
            yield "".join(_odt_words(one))


def _objects(path: Path, kind: str) -> list[str]:
    """The words of the equations and charts of an OpenDocument text, each of which is a file in the file."""
    if kind != ".odt":
        return []
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
        found = (" ".join(text.split()) for text in _in_objects(root, archive))
        return [re.sub(r"(?<=\b[^\W\d]) (?=[^\W\d]\b)", "", text) for text in found if text]


def _in_objects(root: ElementTree.Element, archive: zipfile.ZipFile) -> Iterator[str]:
    names = set(archive.namelist())
    for one in root.iter():
        if one.tag.endswith("}object"):
            href = next((value for key, value in one.attrib.items() if key.endswith("}href")), "")
            name = f"{href.removeprefix('./').rstrip('/')}/content.xml"
            if name in names:
                with archive.open(name) as file:
                    data = file.read(MAX_XML + 1)[:MAX_XML]
                with contextlib.suppress(UnreadableError):
                    yield " ".join(_object_words(parsed(data, name)))


def _object_words(element: ElementTree.Element) -> Iterator[str]:
    if element.tag.rpartition("}")[2] in ("annotation", "styles", "automatic-styles"):
        return
    yield element.text or ""
    for one in element:
        yield from _object_words(one)
        yield one.tail or ""


def _odt_words(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name in ("note-citation", "bookmark-ref", "page-number", "page-count"):
        yield element.tail or ""
        return
    yield " " if name in ("s", "tab", "line-break") else ""
    yield element.text or ""
    for one in element:
        yield from _odt_words(one)
    if name not in ("p", "h"):
        yield element.tail or ""


_RTF = re.compile(
    rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z0-9])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_NOT_TEXT = frozenset([
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"listtable", b"listoverridetable", b"listtext", b"pntext",
    b"fldinst", b"generator", b"themedata", b"colorschememapping", b"datastore", b"latentstyles", b"rsidtbl", b"xmlnstbl",
    b"object", b"header", b"footer", b"headerl", b"headerr", b"headerf", b"footerl", b"footerr", b"footerf", b"revtbl",
    b"pnseclvl", b"bkmkstart", b"bkmkend", b"nonshppict", b"falt", b"panose", b"atnid", b"atnauthor", b"atndate", b"atnref",
    b"xe", b"tc", b"txe", b"pgdsctbl", b"filetbl", b"sp", b"shpinst",
])  # fmt: skip
_RTF_SPACES = frozenset(
    [b"par", b"line", b"tab", b"cell", b"row", b"page", b"sect", b"nestcell", b"nestrow", b"column"]
)
_RTF_ESCAPED = {b"~": b" ", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}
_RTF_HEIGHTS = frozenset([b"super", b"sub", b"nosupersub", b"up", b"dn"])
_HEIGHT = "\x01"  # where words begin or end to be raised or lowered
_RTF_SIGNS = {
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
}


def _rtf_texts(data: bytes) -> Iterator[str]:
    """The text of a Rich Text file: everything outside its tables, settings and pictures."""
    page = re.search(rb"\\ansicpg(\d+)", data[:2000])
    codec = f"cp{page[1].decode()}" if page and page[1] not in (b"0", b"10000") else "cp1252"
    out: list[str] = []
    silent, skip, fallback, raised = [False], 0, [1], [False]
    for hit in _RTF.finditer(data):
        word, number, code, sign, brace, text = hit.groups()
        if brace == b"{":
            silent.append(silent[-1])
            fallback.append(fallback[-1])
            raised.append(False)
        elif brace == b"}":
            if len(silent) > 1:
                out.append(_HEIGHT if raised.pop() else "")
                silent.pop()
                fallback.pop()
        elif word:
            name = word.lower()
            if name in _NOT_TEXT:
                silent[-1] = True
            elif name == b"uc" and number:
                fallback[-1] = int(number)
            elif silent[-1]:
                continue
            elif name in _RTF_HEIGHTS:
                raised[-1] = True
                out.append(_HEIGHT)
            elif name == b"u" and number:
                out.append(chr(int(number) & 0xFFFF))
                skip = fallback[-1]
            else:
                out.append(" " if name in _RTF_SPACES else _RTF_SIGNS.get(name, ""))
        elif sign == b"*":
            silent[-1] = True
        elif not silent[-1]:
            said = bytes([int(code, 16)]) if code else text or _RTF_ESCAPED.get(sign or b"", b"")
            taken = min(skip, len(said))
            skip -= taken
            out.append(_decoded(said[taken:], codec))
    joined = "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    joined = re.sub(f"{_HEIGHT}([0-9+-]+)(?:{_HEIGHT}|$)", r" \1 ", joined)  # a figure is then a word of its own
    yield from joined.replace(_HEIGHT, "").split("\n")


def _labels(data: bytes) -> list[str]:
    """The labels of the items of a Rich Text file's lists, which it holds as text for programs without lists."""
    found = re.findall(rb"{\\(?:listtext|pntext)((?:[^{}\\]|\\[a-z]+-?\d* ?|\\'[0-9a-f]{2}|{[^{}]*})*)}", data)
    texts = (" ".join(_rtf_texts(b"{" + one + b"}")) for one in found)
    return [label for text in texts if re.search(r"[^\W_]", label := "".join(text.split()))]


def _read_labels(pieces: Iterable[Piece]) -> Iterator[str]:
    """The labels of the items that were read, bullets left out, in order."""
    for piece in pieces:
        for item in piece.items if isinstance(piece, Items) else ():
            if re.search(r"[^\W_]", item.label):
                yield "".join(item.label.split())
            yield from _read_labels(item.pieces)
        if not isinstance(piece, Items):
            yield from _read_labels(inner(piece))


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
