"""What a pack claims, measured from its finished files: manifest.csv for people, manifest.json for programs, SHA256SUMS."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from press.pdf.printed import Printed

T = TypeVar("T", "Row", "Sheets", "Manifest")

FORMAT = 2
JSON, CSV, SUMS = "manifest.json", "manifest.csv", "SHA256SUMS"
TICKET, XJDF, PROOF, SEPARATORS = "job-ticket.pdf", "job-ticket.xjdf", "proof-sheet.pdf", "separator-sheets.pdf"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Row:
    """One piece. ``trim`` is ``width x height`` and ``bleed`` the least bleed, both in millimetres; ``sheets`` is paper a copy.

    ``colours`` counts the process inks that the front and the back sides really use; 0 where nothing is printed.
    """

    file: str
    sha256: str
    bytes: int
    pages: int
    trim: str
    bleed: str
    colours: str
    sides: int
    stock: str
    binding: str
    quantity: int
    title: str
    language: str
    endonym: str
    variant: str
    version: int
    review_by: str
    fingerprint: str
    sheets: int
    slug: str
    brand: str
    paper: str
    deliver: str
    note: str


COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Sheets:
    """An imposed file and the single pages that it was made from. ``size`` is in millimetres."""

    file: str
    of: str
    sheets: int
    size: str
    type_scale: float
    words: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a pack says of itself. ``made`` is the day of making, as given; no clock is read."""

    job: str
    name: str
    proof: bool
    purpose: str
    made: str
    due: str
    printer: str
    order: str
    order_sha256: str
    contact: Mapping[str, str] = field(default_factory=dict)
    deliveries: Sequence[Mapping[str, str]] = ()
    rows: Sequence[Row] = ()
    imposed: Sequence[Sheets] = ()
    left_out: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    notes: Sequence[str] = ()
    note: str = ""
    output_intents: Sequence[str] = ()

    @property
    def code(self) -> str:
        """Ten characters over every claim; they stand on the ticket, so that paper and files can be matched by eye."""
        data = json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
        number = int.from_bytes(hashlib.sha256(data).digest()[:7], "big") >> 6
        letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(45, -1, -5))
        return f"{letters[:5]}-{letters[5:]}"

    @property
    def copies(self) -> int:
        """Copies of all pieces."""
        return sum(row.quantity for row in self.rows)

    @property
    def paper(self) -> int:
        """Sheets of paper for all copies."""
        return sum(row.quantity * row.sheets for row in self.rows)


def file_name(start: Sequence[str], version: int, pages: int, proof: bool) -> str:
    """``<job>_<slug>_<lang>_<variant>_<size>_v<version>_<pages>pp.pdf``; a proof's name begins with ``PROOF-``."""
    name = "_".join([*start, f"v{version}", f"{pages}pp"]) + ".pdf"
    return f"PROOF-{name}" if proof else name


def measured(found: Printed, sides: int) -> dict[str, Any]:
    """The values of a row that are read from a finished file."""
    fronts = found.leaves if sides == 1 else found.leaves[0::2]
    backs = () if sides == 1 else found.leaves[1::2]
    counts = [max((leaf.colours for leaf in side), default=0) for side in (fronts, backs)]
    sizes = {f"{leaf.trim_mm[0]:.1f} x {leaf.trim_mm[1]:.1f}" for leaf in found.leaves}
    return {
        "pages": len(found.leaves),
        "sheets": len(found.leaves) if sides == 1 else -(-len(found.leaves) // 2),
        "trim": " + ".join(sorted(sizes)),
        "bleed": f"{min((leaf.bleed_mm for leaf in found.leaves), default=0):.1f}",
        "colours": f"{counts[0]}/{counts[1]}",
        "title": found.title,
        "language": found.language,
    }


def as_json(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """manifest.json; ``files`` are those of the pack that are no pieces."""
    said = asdict(manifest)
    said["pieces"] = said.pop("rows")
    others = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())
    }
    totals = {"pieces": len(manifest.rows), "copies": manifest.copies, "sheets": manifest.paper, "code": manifest.code}
    whole = {"format": FORMAT, **said, "totals": totals, "files": others}
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def from_json(data: bytes) -> tuple[Manifest, dict[str, Any]]:
    """A manifest and what else the file says (``totals``, ``files``). Raises ValueError where it is no manifest."""
    try:
        said = json.loads(data)
        if said.pop("format") != FORMAT:
            raise ValueError("made by another version of Handout Press")
        rows = tuple(_made(Row, row) for row in said.pop("pieces"))
        imposed = tuple(_made(Sheets, one) for one in said.pop("imposed"))
        rest = {"totals": dict(said.pop("totals")), "files": dict(said.pop("files"))}
        manifest = _made(Manifest, {**said, "rows": rows, "imposed": imposed})
    except KeyError as error:
        raise ValueError(f'"{error.args[0]}" is missing') from error
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it has not the form of a manifest") from error
    return manifest, rest


def _made(kind: type[T], said: Mapping[str, Any]) -> T:
    """One of the classes above out of what a file says; its plain values are of their type. Raises ValueError."""
    known: dict[str, str] = {one.name: str(one.type) for one in fields(kind)}
    for name in [*known, *said]:
        if name not in said:
            raise ValueError(f'"{name}" is missing')
        if name not in known:
            raise ValueError(f'"{name}" is not known there')
        if known[name] in ("str", "int", "bool", "float") and type(said[name]).__name__ != known[name]:
            raise ValueError(f'"{name}" cannot be {json.dumps(said[name])[:40]}')
    return kind(**said)


def as_csv(rows: Sequence[Row]) -> bytes:
    """manifest.csv: UTF-8 with a byte order mark (spreadsheets then show every script), no cell can be a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([neutral(str(value)) for value in asdict(row).values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe before what would start one."""
    return f"'{cell}" if re.match(r"\s*[=+\-@\t\r\n]", cell) else cell


def sums(files: Mapping[str, str]) -> bytes:
    """SHA256SUMS as ``sha256sum -c`` reads it; ``files`` maps names to hashes. ``*`` marks a binary file."""
    return "".join(f"{digest} *{name}\n" for name, digest in sorted(files.items())).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Names and hashes of a SHA256SUMS file. Raises ValueError for a line that is none."""
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        hit = re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line)
        if not hit or hit[2] in found:
            raise ValueError(f"line {number} is not a checksum and a name")
        found[hit[2]] = hit[1]
    return found


def dated(day: date | None) -> str:
    """A day as it stands in the manifest; empty where there is none."""
    return day.isoformat() if day else ""
