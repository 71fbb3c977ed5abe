"""The parts of a Word file, each within limits: a .docx is a zip of XML files, and both can be made to explode."""

from __future__ import annotations

import functools
import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Element = ElementTree.Element

MAX_UNPACKED = 60 * 1024 * 1024  # a leaflet with pictures; a zip bomb is a thousand times that
MAX_XML = 24 * 1024 * 1024  # one part of XML: a thousand pages
MAX_PARTS = 5000
MAX_DEPTH = 400  # elements within elements; a table in a table in a table has about 40
MAX_ELEMENTS = 2_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_KNOWN_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252")


class UnreadableError(Exception):
    """The file is no Word file, or a damaged or hostile one: ``fault`` and ``remedy`` in the author's words."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(fault)
        self.fault, self.remedy = fault, remedy


class Package:
    """An open Word file. Raises UnreadableError."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(_OLD):
            raise UnreadableError(*_old_fault(path))
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(
                "the file is no Word document, or is damaged", "Open it in Word and save it as .docx."
            ) from error
        self._check_sizes()
        self.names = frozenset(self._zip.namelist())
        self._parsed: dict[str, Element | None] = {}
        self.main = self._main()
        self.folder = posixpath.dirname(self.main)

    def _check_sizes(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableError("the file is encrypted", "Take the password off and save it again.")
        names = [info.filename for info in infos]
        too_much = sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > MAX_PARTS
        too_much = too_much or any(i.file_size > MAX_XML and i.filename.endswith((".xml", ".rels")) for i in infos)
        if too_much:
            raise UnreadableError(
                "the file unpacks to more than a leaflet can hold",
                "It may be damaged or hostile. Copy its text into a new document.",
            )
        if len(set(names)) != len(names):
            raise UnreadableError("the file holds a part twice", "Open it in Word and save it as .docx.")

    def _main(self) -> str:
        for target in self.relations("").values():
            if target.kind == "officeDocument" and target.path in self.names:
                break
        else:
            if "word/document.xml" not in self.names:
                raise UnreadableError("the file is no Word document", _no_word_remedy(self.names))
            return "word/document.xml"
        root = self.xml(target.path)
        if root is None or local(root) != "document":
            raise UnreadableError("the file is no Word document", _no_word_remedy(self.names))
        return target.path

    def read(self, name: str, most: int = MAX_UNPACKED) -> bytes:
        """The bytes of a part: never more than its head says, whatever is packed. Raises UnreadableError."""
        try:
            with self._zip.open(name) as file:
                data = file.read(most + 1)
        except Exception as error:  # zipfile and zlib raise many kinds for damaged files
            raise UnreadableError(
                f'its part "{name}" is damaged ({str(error) or type(error).__name__})',
                "Open it in Word and save it again as .docx.",
            ) from error
        if len(data) > most:
            raise UnreadableError(f'its part "{name}" unpacks to more than a leaflet can hold', "It may be hostile.")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a part of XML; None where there is no such part. Raises UnreadableError."""
        if name not in self.names:
            return None
        if name not in self._parsed:
            self._parsed[name] = parsed(self.read(name, MAX_XML), name)
        return self._parsed[name]

    def relations(self, part: str) -> dict[str, Relation]:
        """Id -> where the relations of a part lead; the package's own for an empty name."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            target, outside = unquote(one.get("Target", "")), one.get("TargetMode") == "External"
            path = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], path, outside)
        return found

    def check_all(self) -> None:
        """Raises UnreadableError where any part of XML, read or not, holds what must not be parsed."""
        for name in sorted(self.names):
            if name.endswith((".xml", ".rels")):
                self.xml(name)


class Relation:
    """Where a relation leads: a part of the file, or an address outside it."""

    __slots__ = ("kind", "outside", "path")

    def __init__(self, kind: str, path: str, outside: bool) -> None:
        self.kind, self.path, self.outside = kind, path, outside


def parsed(data: bytes, name: str) -> Element:
    """The root of XML that declares no entities and is not nested without end. Raises UnreadableError."""
    plain = data.replace(b"\0", b"")
    remedy = "Open it in Word and save it again as .docx."
    declared = re.match(rb"[\xef\xbb\xbf\xff\xfe]*\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", plain[:400])
    if declared and declared[1].decode("ascii", "replace").lower() not in _KNOWN_ENCODINGS:
        raise UnreadableError(f'its part "{name}" is in an encoding that Word does not write', remedy)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", plain):
        raise UnreadableError(f'its part "{name}" declares entities, which no Word file does', "It may be hostile.")
    depth = most = count = 0
    root: Element | None = None
    try:
        parser: Any = ElementTree.XMLPullParser(("start", "end"))
        for start in range(0, len(data) + 1, 1 << 20):
            parser.feed(data[start : start + (1 << 20)])
            if start + (1 << 20) > len(data):
                parser.close()
            for event, element in parser.read_events():
                root = element if root is None else root
                depth += 1 if event == "start" else -1
                count += event == "start"
                most = max(most, depth)
            if most > MAX_DEPTH or count > MAX_ELEMENTS:
                raise UnreadableError(f'its part "{name}" is nested deeper than any leaflet', "It may be hostile.")
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f'its part "{name}" is damaged ({error})', remedy) from error
    assert root is not None
    return root


_SPACES = (
    ("wordprocessingml", "w"), ("officeDocument/2006/math", "m"), ("officeDocument/math", "m"),
    ("drawingml/2006/chart", "c"), ("drawingml/chart", "c"), ("diagram", "dgm"), ("wordprocessingDrawing", "wp"),
    ("drawingml/2006/main", "a"), ("drawingml/main", "a"), ("vml", "v"), ("office/word", "w14"),
    ("markup-compatibility", "mc"),
)  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _names(tag: str) -> tuple[str, str]:
    uri, _, name = tag.rpartition("}")
    return name, next((short for part, short in _SPACES if part in uri), "")


def local(element: Element) -> str:
    """An element's name without its namespace: strict and transitional files differ in that alone."""
    return _names(element.tag)[0] if isinstance(element.tag, str) else ""


def space(element: Element) -> str:
    """Which language of Office an element is of: ``w``, ``m``, ``a``, ``v`` …, by its namespace."""
    return _names(element.tag)[1] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key == name or key.endswith(f"}}{name}"):
            return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of names without namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """``w:val`` of the element along a path; "1" where it is there without one, None where it is not there."""
    found = child(element, *path)
    return None if found is None else (attribute(found, "val") if attribute(found, "val") is not None else "1")


def parts_of(element: Element | None, name: str) -> list[Element]:
    """What stands in the child of that name; nothing where there is no such child."""
    found = child(element, name)
    return [] if found is None else list(found)


def is_on(setting: str | None) -> bool | None:
    """A switch of Word: None where nothing is said."""
    return None if setting is None else setting.lower() not in ("0", "false", "off", "none")


def _old_fault(path: Path) -> tuple[str, str]:
    """A file of Word's old kind, or a new one behind a password: the streams' names tell."""
    data = path.read_bytes()[: 64 * 1024 * 1024]
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the file has a password", "Open it in Word, take the password off and save it again."
    return "the file is in Word's old format", "Give it the name .doc, or open it in Word and save it as .docx."


def _no_word_remedy(names: frozenset[str]) -> str:
    if "content.xml" in names:
        return "It is an OpenDocument file: give it the name .odt."
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return "It is a spreadsheet or slides. Copy the text into a Word document."
    if "Index/Document.iwa" in names or any(name.endswith(".iwa") for name in names):
        return "It is a Pages document: in Pages, choose Export to, Word."
    return "Save it as .docx."
