"""A printer that speaks IPP in this process: what it says of itself, what it was sent, and the ways it fails."""

from __future__ import annotations

import contextlib
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from press.office import ipp
from press.office.ipp import Operation, Tag

KEYWORD, INTEGER, BOOLEAN, ENUM, RANGE, NAME = Tag.KEYWORD, Tag.INTEGER, Tag.BOOLEAN, Tag.ENUM, Tag.RANGE, Tag.NAME

ABLE: dict[str, tuple[int, list[Any]]] = {
    "printer-name": (NAME, ["Front desk"]),
    "printer-state": (ENUM, [3]),
    "printer-state-reasons": (KEYWORD, ["none"]),
    "printer-is-accepting-jobs": (BOOLEAN, [True]),
    "document-format-supported": (Tag.MIME, ["application/pdf"]),
    "operations-supported": (ENUM, [2, 5, 6, 8, 9, 11]),
    "job-creation-attributes-supported": (KEYWORD, ["copies", "media", "sides", "print-scaling"]),
    "media-ready": (KEYWORD, ["iso_a4_210x297mm"]),
    "media-default": (KEYWORD, ["iso_a4_210x297mm"]),
    "sides-supported": (KEYWORD, ["one-sided", "two-sided-long-edge"]),
    "color-supported": (BOOLEAN, [False]),
    "copies-supported": (RANGE, [(1, 99)]),
    "print-scaling-supported": (KEYWORD, ["auto", "fit", "none"]),
}


def _packed(kind: int, value: Any) -> bytes:
    if kind in (INTEGER, ENUM):
        return struct.pack(">i", value)
    if kind == BOOLEAN:
        return bytes([value])
    if kind == RANGE:
        return struct.pack(">ii", *value)
    return str(value).encode()


def written(groups: list[tuple[int, dict[str, tuple[int, list[Any]]]]], status: int = 0) -> bytes:
    """An answer's bytes: the reverse of what the press reads, written apart from it."""
    parts = [struct.pack(">BBHI", 2, 0, status, 1)]
    first = {"attributes-charset": (Tag.CHARSET, ["utf-8"]), "attributes-natural-language": (Tag.LANGUAGE, ["en"])}
    for tag, group in [(Tag.OPERATION, first), *groups]:
        parts.append(bytes([tag]))
        for name, (kind, values) in group.items():
            for number, value in enumerate(values):
                label, data = (name.encode() if number == 0 else b""), _packed(kind, value)
                parts.append(struct.pack(">BH", kind, len(label)) + label + struct.pack(">H", len(data)) + data)
    return b"".join([*parts, bytes([Tag.END])])


@dataclass
class Fake:
    """What the printer is, and what it was asked."""

    about: dict[str, tuple[int, list[Any]]] = field(default_factory=lambda: dict(ABLE))
    states: list[int] = field(default_factory=lambda: [5, 9])  # what a job is, each time it is asked
    refuses: set[str] = field(default_factory=set)  # options it says it did not take
    drops: set[int] = field(default_factory=set)  # operations whose answer is lost
    answers: dict[int, bytes] = field(default_factory=dict)  # answers of its own to an operation
    slow: float = 0.0
    status: int = 200
    asked: list[tuple[int, ipp.Answer, bytes]] = field(default_factory=list)
    address: str = ""

    @property
    def operations(self) -> list[int]:
        return [operation for operation, _, _ in self.asked]

    @property
    def documents(self) -> list[bytes]:
        return [document for _, _, document in self.asked if document]

    def options(self) -> dict[str, Any]:
        """The options of the job."""
        found = next(said for op, said, _ in self.asked if op in (Operation.CREATE_JOB, Operation.PRINT_JOB))
        return {name: values[0] for name, values in found.group(Tag.JOB).items()}

    def answered(self, operation: int) -> bytes:
        if operation in self.answers:
            return self.answers[operation]
        if operation == Operation.GET_PRINTER_ATTRIBUTES:
            return written([(Tag.PRINTER, self.about)])
        state = self.states.pop(0) if operation == Operation.GET_JOB_ATTRIBUTES and self.states else 3
        job = {"job-id": (INTEGER, [7]), "job-state": (ENUM, [state]), "job-state-reasons": (KEYWORD, ["none"])}
        groups: list[Any] = []
        if self.refuses and operation in (Operation.CREATE_JOB, Operation.PRINT_JOB):
            groups = [(Tag.UNSUPPORTED, {name: (KEYWORD, ["none"]) for name in self.refuses})]
        return written([*groups, (Tag.JOB, job)], 1 if groups else 0)


@contextlib.contextmanager
def printer(**more: Any) -> Iterator[Fake]:
    """A printer on a port of its own for as long as the block runs."""
    fake = Fake(**more)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            (operation,) = struct.unpack_from(">H", data, 2)
            end = _end(data)
            fake.asked.append((operation, ipp.answer(data[:end]), data[end:]))
            time.sleep(fake.slow)
            if operation in fake.drops:
                self.close_connection = True
                self.connection.close()
                return
            said = fake.answered(operation)
            with contextlib.suppress(OSError):
                self.send_response(fake.status)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    fake.address = f"ipp://127.0.0.1:{server.server_address[1]}/ipp/print"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def _end(data: bytes) -> int:
    """Where the attributes end and the document begins."""
    at = 8
    while data[at] != Tag.END:
        if data[at] < 0x10:
            at += 1
            continue
        (label,) = struct.unpack_from(">H", data, at + 1)
        (value,) = struct.unpack_from(">H", data, at + 3 + label)
        at += 5 + label + value
    return at + 1
