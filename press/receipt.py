"""What a PDF was made from; is it still fresh?

A receipt stands beside the output folder's shelves and names, by content hash and never by time, the HTML, every file
that the typesetting read, and the versions of all that shapes the page.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from press import fonts, native

FORMAT = 1
# Python packages whose version shapes the bytes of a page.
_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pyphen", "pillow")


@functools.cache
def tools() -> dict[str, str]:
    """Everything but the inputs that shapes a page: package and library versions, the fonts, our own typesetting code."""
    found = {name: importlib.metadata.version(name) for name in _PACKAGES}
    found |= native.versions()
    code = hashlib.sha256()
    for file in sorted((Path(__file__).parent / "typeset").glob("*.py")):
        code.update(file.read_bytes())
    return {**found, "fonts": fonts.digest(), "typesetting code": code.hexdigest()[:16]}


@dataclass(frozen=True, slots=True)
class Receipt:
    """The making of one kept PDF: all hashes are SHA-256 in hexadecimal."""

    html: str
    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    pdf: str
    pages: int


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def place_of(out: Path, pdf: PurePosixPath) -> Path:
    """Where the receipt of a kept PDF stands."""
    return out / ".receipts" / pdf.with_suffix(".json")


def read(path: Path) -> Receipt | None:
    """The receipt, or None where there is none or it is damaged (that only costs a render)."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            return None
        return Receipt(**said)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(path: Path, receipt: Receipt) -> None:
    """Write a receipt whole or not at all."""
    text = json.dumps({"format": FORMAT, **asdict(receipt)}, sort_keys=True, indent=1)
    keep(path, text.encode())


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary neighbour, to the disk, then moved over the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def why_not_fresh(
    receipt: Receipt | None, html: str, tools: Mapping[str, str], resolve: Callable[[str], Path | None], pdf: Path
) -> str:
    """Why a kept PDF must be made again, in words; empty where it is fresh."""
    if receipt is None:
        return "it was not made yet"
    if receipt.html != html:
        return "its text or template changed"
    if receipt.tools != tools:
        changed = sorted(name for name in {*receipt.tools, *tools} if receipt.tools.get(name) != tools.get(name))
        return f"the tools changed ({', '.join(changed)})"
    for name, then in receipt.inputs.items():
        path = resolve(name)
        if path is None:
            return f"{name} is gone"
        if digest(path.read_bytes()) != then:
            return f"{name} changed"
    try:
        if digest(pdf.read_bytes()) != receipt.pdf:
            return "the PDF was changed by hand"
    except OSError:
        return "the PDF is gone"
    return ""
