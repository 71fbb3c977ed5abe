"""What a PDF was made from; is it still fresh?

The store keeps receipts and PDFs by content hash, never by time, so that CI can cache the folder and two branches can
share it. A receipt names the HTML, every file that the typesetting read, and the versions of all that shapes the page.
A lost or damaged receipt only costs a render: each is named by its own hash, and one that is not what its name says counts as
lost. So does a PDF that bears another page's code than its receipt.

    <store>/receipts/<key>/<receipt>.json     key: HTML and tools; the receipts below differ in the files they read
    <store>/pdfs/<sha256>.pdf                 every PDF once
    <store>/checks/<key>.json                 what the editorial rules found in a text: lets an unchanged text skip step 2
    <store>/sheets/<key>.json                 what the words of an edition became: lets an unchanged edition skip step 3
    <store>/made/<key>.json                   what an edition was last made from, part by part: to say what changed since
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from press import fonts, native

FORMAT = 3
_READ = (2, FORMAT)  # receipts of format 2 hold no code: they are read, and no PDF is used by them
# Python packages whose version shapes the bytes of a page.
_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pyphen", "pillow")
# Our own code between the HTML and a PDF that is kept.
_SHAPES_THE_PAGE = ("typeset", "pdf", "preflight", "library/inks", "library/printers", "markup/tokens")

_END = 4096  # bytes at a PDF's end, or from where its table of objects begins, in which its identifier stands
NOT_MADE = "it was not made from this text with these tools"

DigestOf = Callable[[str], str | None]
"""SHA-256 of a project-relative file as the run's library has seen it; None where there is none."""


@functools.cache
def tools() -> dict[str, str]:
    """Everything but the inputs that shapes a page: package and library versions, the fonts, our own typesetting code."""
    found = {name: importlib.metadata.version(name) for name in _PACKAGES}
    found |= native.versions()
    return {**found, "fonts": fonts.digest(), "typesetting code": code_digest(*_SHAPES_THE_PAGE)}


@functools.cache
def code_digest(*names: str) -> str:
    """A short hash of parts of the engine (module or package names), for what must be made anew when they change."""
    here, code = Path(__file__).parent, hashlib.sha256()
    for name in names:
        files = sorted((here / name).rglob("*")) if (here / name).is_dir() else [here / f"{name}.py"]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                code.update(file.read_bytes())
    return code.hexdigest()[:16]


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep(path: Path, data: bytes, lasting: bool = True) -> None:
    """Write a file whole or not at all: to a temporary neighbour, to the disk, then moved over the old one.

    What need not be there after a power failure (``lasting``) is not waited for; what lasts keeps the permissions of the old file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if lasting and path.is_file():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Receipt:
    """The making of one PDF: all hashes are SHA-256 in hexadecimal. ``inputs`` are project-relative names.

    ``code`` is the fingerprint on its pages, in its plain form.
    """

    html: str
    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    pdf: str
    pages: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What step 3 made of an edition's words: the HTML's hash, the page's fingerprint, the problems as plain values, and
    SHA-256 of the files that the fingerprint covers."""

    html: str
    fingerprint: str
    problems: tuple[Mapping[str, Any], ...] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Store:
    """Kept receipts and PDFs. Reading never fails: what is damaged counts as not there. Writing may raise OSError."""

    folder: Path

    def key(self, html: str, made_with: Mapping[str, str]) -> str:
        """The key of a receipt: the HTML's hash and the tools."""
        return digest(json.dumps([FORMAT, html, sorted(made_with.items())]).encode())

    def find(
        self, html: str, made_with: Mapping[str, str], digest_of: DigestOf, code: str
    ) -> tuple[Receipt | None, str]:
        """The receipt of a PDF that would be made again byte for byte; else None, and why in words.

        A receipt that is damaged, or was written for another page than that with this ``code``, counts as not there.
        """
        why = NOT_MADE
        for path in sorted(self._receipts(html, made_with).glob("*.json")):
            receipt = read(path)
            if receipt is None or (receipt.html, receipt.code, dict(receipt.tools)) != (html, code, dict(made_with)):
                why = "its receipt is damaged"
                continue
            changed = next((name for name, then in receipt.inputs.items() if digest_of(name) != then), "")
            if not changed:
                return receipt, ""
            why = f"{changed} {'changed' if digest_of(changed) else 'is gone'}"
        return None, why

    def pdf(self, sha256: str, code: str = "") -> bytes | None:
        """A kept PDF; None where it is gone, altered, or bears another code than its receipt says."""
        try:
            data = self._pdf(sha256).read_bytes()
        except OSError:
            return None
        return data if digest(data) == sha256 and bears(data, code) else None

    def put(self, receipt: Receipt, pdf: bytes) -> None:
        """Keep a PDF and its receipt, the PDF first: a receipt never promises what is not there."""
        if self.pdf(receipt.pdf) is None:
            keep(self._pdf(receipt.pdf), pdf)
        text = json.dumps({"format": FORMAT, **asdict(receipt)}, sort_keys=True, indent=1)
        keep(self._receipts(receipt.html, receipt.tools) / f"{digest(text.encode())[:32]}.json", text.encode())

    def recall(self, key: str) -> Known | None:
        """What an edition's words became, by the hash of everything step 3 read."""
        said = self._recalled("sheets", key)
        with contextlib.suppress(KeyError, TypeError):
            if said is not None:
                return Known(said["html"], said["fingerprint"], tuple(said["problems"]), said["shapes"])
        return None

    def remember(self, key: str, known: Known) -> None:
        """Keep what an edition's words became."""
        self._remember("sheets", key, asdict(known))

    def findings(self, key: str) -> list[Mapping[str, Any]] | None:
        """What the editorial rules found, as plain values, by the hash of everything step 2 read; None where unknown."""
        said = self._recalled("checks", key)
        found = said.get("problems") if said is not None else None
        return found if isinstance(found, list) else None

    def remember_findings(self, key: str, problems: Sequence[Mapping[str, Any]]) -> None:
        """Keep what the editorial rules found."""
        self._remember("checks", key, {"problems": list(problems)})

    def _recalled(self, room: str, key: str) -> dict[str, Any] | None:
        """What is kept under a key; None where there is nothing, or where it is not as it was written."""
        try:
            text = (self.folder / room / key[:2] / f"{key}.json").read_text(encoding="utf-8")
            said, _, seal = text.rpartition("\n")
            found = json.loads(said)
            whole = seal == _seal(key, said) and found["format"] == FORMAT
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if whole and isinstance(found, dict) else None

    def _remember(self, room: str, key: str, values: Mapping[str, Any]) -> None:
        said = json.dumps({"format": FORMAT, **values}, sort_keys=True)
        keep(self.folder / room / key[:2] / f"{key}.json", f"{said}\n{_seal(key, said)}".encode())

    def note(self, edition: str, parts: Mapping[str, str]) -> None:
        """Note what an edition was made from: the hash or version of each part, by name."""
        keep(self._note(edition), json.dumps({"format": FORMAT, "parts": dict(parts)}, indent=1).encode(), lasting=False)

    def noted(self, edition: str) -> dict[str, str] | None:
        """What an edition was last made from; None where nobody knows."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            said = json.loads(self._note(edition).read_text(encoding="utf-8"))
            if said["format"] == FORMAT:
                return {str(name): str(value) for name, value in said["parts"].items()}
        return None

    def _note(self, edition: str) -> Path:
        key = digest(edition.encode())[:32]
        return self.folder / "made" / key[:2] / f"{key}.json"

    def history(self) -> list[Path]:
        """Every receipt that is kept."""
        return sorted((self.folder / "receipts").glob("*/*/*.json"))

    def _receipts(self, html: str, made_with: Mapping[str, str]) -> Path:
        key = self.key(html, made_with)
        return self.folder / "receipts" / key[:2] / key

    def _pdf(self, sha256: str) -> Path:
        return self.folder / "pdfs" / sha256[:2] / f"{sha256}.pdf"


def _seal(key: str, said: str) -> str:
    """A check sum of what is kept under a key, against damage and editors."""
    return digest(f"{key}\n{said}".encode())[:16]


def bears(pdf: bytes, code: str) -> bool:
    """Whether a PDF carries a page's code (plain form) in its identifier, where the typesetter puts it.

    The identifier stands behind the table of objects, or, where the table is a stream, before it: its place is told at the end.
    """
    told = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", pdf[-_END:])
    at = int(told[1]) if told else len(pdf)
    return f"({code})".encode() in pdf[-_END:] + pdf[at : at + _END] if code else True


def read(path: Path) -> Receipt | None:
    """The receipt, or None where it is not what its name says (its own hash), or of another format."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        text = path.read_bytes()
        said = json.loads(text)
        if path.stem == digest(text)[:32] and said.pop("format") in _READ:
            return Receipt(**said)
    return None
