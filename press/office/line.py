"""The line to a printer or to CUPS: one question, one answer, by HTTP as IPP wants it (RFC 8010, 4). Never waits for ever."""

from __future__ import annotations

import http.client
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from press.office import ipp

SOCKET = Path("/run/cups/cups.sock")
_MOST_ANSWER = 8 * 1024 * 1024  # bytes; CUPS with a thousand queues answers with two million
_ADDRESS = re.compile(r"(ipps?|https?)://", re.IGNORECASE)


class PrinterError(Exception):
    """A printer that cannot be asked, or does not do what it is asked. Says it in words, and what to do."""

    def __init__(self, fault: str, remedy: str = "", lost: bool = False) -> None:
        super().__init__(f"{fault}. {remedy}".strip())
        self.fault, self.remedy = fault, remedy
        self.lost = lost  # whether what was sent may have arrived


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer is asked: ``uri`` as it is named in requests; ``socket`` where it is asked on this machine."""

    uri: str
    socket: str = ""

    def queue(self, name: str) -> Address:
        """The address of a queue of this print server."""
        parts = urlsplit(self.uri)
        return Address(f"{parts.scheme}://{parts.netloc}/printers/{quote(name, safe='')}", self.socket)


def address_of(text: str) -> Address:
    """An address as a person writes it: ``ipp://10.0.0.7/ipp/print``, or a name alone. Raises ValueError."""
    text = text.strip()
    written = text if _ADDRESS.match(text) else f"ipp://{text}"
    parts = urlsplit(written)
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f'"{text}" has no port that can be one') from error
    if not parts.hostname or parts.username or parts.query or any(c.isspace() or not c.isprintable() for c in written):
        raise ValueError(f'"{text}" is no address of a printer: write ipp://NAME/ipp/print')
    scheme = {"http": "ipp", "https": "ipps"}.get(parts.scheme.lower(), parts.scheme.lower())
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(f"{scheme}://{host}{f':{port}' if port else ''}{parts.path if parts.path.strip('/') else '/ipp/print'}")


class _Local(http.client.HTTPConnection):
    """HTTP over the socket of this machine's CUPS."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def server() -> Address | None:
    """This machine's CUPS; None where none runs. ``CUPS_SERVER`` names another, as for CUPS's own commands."""
    named = os.environ.get("CUPS_SERVER", "")
    if named and not named.startswith("/"):
        parts = urlsplit(f"//{named}")
        return Address(f"ipp://{parts.hostname}:{parts.port or 631}/")
    path = Path(named) if named else SOCKET
    return Address("ipp://localhost/", str(path)) if path.exists() and hasattr(socket, "AF_UNIX") else None


def _connection(address: Address, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(address.uri)
    host, port = parts.hostname or "", parts.port or 631
    if parts.scheme == "ipps":
        return http.client.HTTPSConnection(host, port, timeout=seconds)
    if address.socket:
        return _Local(address.socket, seconds)
    return http.client.HTTPConnection(host, port, timeout=seconds)


def ask(address: Address, asked: bytes, document: bytes = b"", seconds: float = 10.0) -> ipp.Answer:
    """Send a request with its document, and read the answer. Raises PrinterError; ``lost`` where it may have arrived."""
    path = urlsplit(address.uri).path or "/"
    connection = _connection(address, seconds)
    sent = False
    try:
        connection.connect()
        sent = True
        headers = {"Content-Type": "application/ipp", "User-Agent": "handout-press"}
        connection.request("POST", path, body=asked + document, headers=headers)
        response = connection.getresponse()
        data = response.read(_MOST_ANSWER + 1)
    except TimeoutError as error:
        raise PrinterError(f"{_shown(address)} did not answer within {seconds:g} seconds", _LOOK, sent) from error
    except (OSError, http.client.HTTPException) as error:
        raise PrinterError(f"{_shown(address)} cannot be reached: {_reason(error)}", _LOOK, sent) from error
    finally:
        connection.close()
    if response.status != 200:
        raise PrinterError(_REFUSALS.get(response.status, f"{_shown(address)} answered HTTP {response.status}"), _LOOK)
    if len(data) > _MOST_ANSWER:
        raise PrinterError(f"{_shown(address)} answers without an end", _LOOK, sent)
    try:
        return ipp.answer(data)
    except ipp.NonsenseError as error:
        raise PrinterError(f"{_shown(address)}: {error}", "Is it a printer's address? It ends in /ipp/print.", sent) from error


_LOOK = "Look whether the printer is on and in the network."
_REFUSALS = {
    401: "the printer wants a name and a password, which the press does not send",
    403: "the printer does not take jobs from this machine",
    404: "there is no printer at this address",
    426: "the printer wants an encrypted line: write ipps:// in its address",
}


def _shown(address: Address) -> str:
    return f"the printer at {unquote(address.uri)}"


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
