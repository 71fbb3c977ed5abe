"""The printers of an office: what each says of itself before anything is sent.

Asked first, because printers answer "successful-ok" to options that they do not have and to paper that they do not
hold (measured with ippeveprinter 2.4; RFC 8011, 3.1.7 allows it).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote, urlsplit

from press.library import brand as library
from press.office import ipp, line
from press.office.ipp import Attributes, Operation, Tag
from press.office.line import Address, PrinterError
from press.settings import Settings

#: Everything that is asked of a printer, and nothing else: some answer with a megabyte otherwise.
ASKED: Final = (
    "printer-name", "printer-info", "printer-location", "printer-make-and-model", "printer-state",
    "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs", "queued-job-count",
    "document-format-supported", "operations-supported", "job-creation-attributes-supported",
    "media-ready", "media-default", "device-uri", "sides-supported", "color-supported",
    "copies-supported", "print-scaling-supported", "multiple-document-handling-supported",
    "requesting-user-name-allowed", "requesting-user-name-denied",
)  # fmt: skip

_PWG_SIZE = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$")  # PWG 5101.1, 5: self-describing names
_STOPPED, _PDF = 5, "application/pdf"
_SAME = 1.5  # millimetres: two names of one paper may differ by rounding
#: Papers by the names that people say.
PAPERS: Final = {
    "A4": library.PAPERS["a4"], "Letter": library.PAPERS["letter"], "Legal": (215.9, 355.6), "A5": (148.0, 210.0), "A3": (297.0, 420.0),
}  # fmt: skip
#: The same by their names in the protocol (PWG 5101.1).
PWG: Final = {
    "A4": "iso_a4_210x297mm", "Letter": "na_letter_8.5x11in", "Legal": "na_legal_8.5x14in", "A5": "iso_a5_148x210mm",
    "A3": "iso_a3_297x420mm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by its name in the protocol, and its size in millimetres, upright."""

    name: str
    size: tuple[float, float]

    @property
    def shown(self) -> str:
        """What people call it."""
        named = next((name for name, size in PAPERS.items() if same(size, self.size)), "")
        return named or f"{self.size[0]:g} × {self.size[1]:g} mm"


def same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two sizes in millimetres are one paper, whichever way it lies."""
    first, second = sorted(one), sorted(other)
    return all(abs(a - b) <= _SAME for a, b in zip(first, second, strict=True))


@dataclass(frozen=True, slots=True)
class OfficePrinter:
    """A printer as it describes itself. ``loaded`` None: it does not say which paper lies in it."""

    name: str
    address: Address
    about: str = ""
    loaded: tuple[Paper, ...] | None = None
    usual: Paper | None = None  # what it takes where nobody says
    two_sided: bool = False
    colour: bool | None = None
    scaling: frozenset[str] = frozenset()
    takes_scaling: bool = False  # whether scaling can be switched off
    takes_pdf: bool = True
    takes_jobs: bool = True
    makes_jobs: bool = False  # Create-Job and Send-Document, so that nothing is sent twice
    collates: bool = False
    most_copies: int = 1
    needs_name: bool = False
    state: str = "idle"
    reasons: tuple[str, ...] = ()
    is_default: bool = False
    device: str = ""  # for a queue: the address of the printer behind it


def _words(found: Attributes, name: str) -> list[str]:
    return [str(value) for value in found.get(name, []) if isinstance(value, str)]


def _first(found: Attributes, name: str) -> str:
    return next(iter(_words(found, name)), "")


def _flag(found: Attributes, name: str) -> bool | None:
    value = next(iter(found.get(name, [])), None)
    return value if isinstance(value, bool) else None


def paper(name: str) -> Paper | None:
    """A paper of a self-describing name, as ``iso_a4_210x297mm``; None where the name says no size."""
    found = _PWG_SIZE.search(name)
    if not found:
        return None
    scale = 25.4 if found[3] == "in" else 1.0
    width, height = (float(found[n]) * scale for n in (1, 2))
    return Paper(name, (round(min(width, height), 1), round(max(width, height), 1)))


def _loaded(found: Attributes) -> tuple[Paper, ...] | None:
    """The papers that lie in the printer; None where it does not say."""
    papers = [one for name in _words(found, "media-ready") if (one := paper(name)) is not None]
    if not papers and "media-ready" not in found:
        return None
    unique = {one.name: one for one in papers}
    return tuple(unique.values()) or None


def described(found: Attributes, address: Address, name: str = "", is_default: bool = False) -> OfficePrinter:
    """A printer out of the attributes that it answered with."""
    name = name or _first(found, "printer-name") or unquote(urlsplit(address.uri).hostname or address.uri)
    scaling = frozenset(_words(found, "print-scaling-supported"))
    creation = _words(found, "job-creation-attributes-supported")
    operations = {value for value in found.get("operations-supported", []) if isinstance(value, int)}
    formats = _words(found, "document-format-supported")
    copies = next((value for value in found.get("copies-supported", []) if isinstance(value, tuple)), (1, 1))
    handling = _words(found, "multiple-document-handling-supported")
    state = next((value for value in found.get("printer-state", []) if isinstance(value, int)), 3)
    return OfficePrinter(
        name=name,
        address=address,
        about=_first(found, "printer-info") or _first(found, "printer-make-and-model"),
        loaded=_loaded(found),
        usual=paper(_first(found, "media-default")),
        two_sided="two-sided-long-edge" in _words(found, "sides-supported"),
        colour=_flag(found, "color-supported"),
        scaling=scaling,
        takes_scaling="none" in scaling and (not creation or "print-scaling" in creation),
        takes_pdf=not formats or _PDF in formats,
        takes_jobs=_flag(found, "printer-is-accepting-jobs") is not False,
        makes_jobs={Operation.CREATE_JOB, Operation.SEND_DOCUMENT} <= operations,
        collates="separate-documents-collated-copies" in handling,
        most_copies=max(copies[-1], 1),
        needs_name=bool(_words(found, "requesting-user-name-allowed") or _words(found, "requesting-user-name-denied")),
        state={4: "printing", _STOPPED: "stopped"}.get(state, "idle"),
        reasons=tuple(reason for reason in _words(found, "printer-state-reasons") if reason != "none"),
        is_default=is_default,
        device=_first(found, "device-uri"),
    )


def asked(address: Address, name: str = "", seconds: float = 10.0) -> OfficePrinter:
    """What the printer at an address says of itself now. Raises PrinterError."""
    about = {"printer-uri": address.uri, "requested-attributes": ASKED}
    answer = line.ask(address, ipp.request(Operation.GET_PRINTER_ATTRIBUTES, about), seconds=seconds)
    if not answer.is_good:
        raise PrinterError(f"{name or address.uri} does not describe itself: {problem(answer)}", "Is it a printer's address?")
    return described(answer.group(Tag.PRINTER), address, name)


def problem(answer: ipp.Answer) -> str:
    """What an answer says went wrong, in words."""
    return answer.message or _STATUS.get(answer.status, f"status {answer.status:#06x}")


_STATUS = {  # RFC 8011, B.1.4 and B.1.5
    0x0400: "the request was not understood", 0x0401: "it is forbidden", 0x0402: "it wants to know who prints",
    0x0403: "it does not know who prints", 0x0404: "it cannot do that now", 0x0406: "there is no such printer or job",
    0x040A: "it does not know this kind of document", 0x040B: "it does not have an option", 0x0500: "a fault of the printer",
    0x0501: "it cannot do that", 0x0502: "it is out of service", 0x0503: "it speaks another version",
    0x0506: "it takes no jobs now", 0x0507: "it is busy", 0x0508: "the job was cancelled",
}  # fmt: skip


def queues() -> list[OfficePrinter]:
    """The queues of this machine's CUPS, the default first; empty where none runs. Raises PrinterError."""
    server = line.server()
    if server is None:
        return []
    about = {"requested-attributes": ASKED}
    default = line.ask(server, ipp.request(Operation.CUPS_GET_DEFAULT, about)).group(Tag.PRINTER)
    answer = line.ask(server, ipp.request(Operation.CUPS_GET_PRINTERS, about))
    first = _first(default, "printer-name")
    found = []
    for one in answer.all(Tag.PRINTER):
        name = _first(one, "printer-name")
        if name:
            found.append(_queue(described(one, server.queue(name), name, is_default=name == first)))
    return sorted(found, key=lambda printer: (not printer.is_default, printer.name.casefold()))


def _queue(queue: OfficePrinter) -> OfficePrinter:
    """A queue with the paper that lies in the printer behind it, if that can be asked.

    CUPS 2.4 itself names sizes of the driver as ``media-ready``, whatever lies in the trays: A4, A5 and A6, but not
    Letter, for a queue whose paper is Letter (measured).
    """
    loaded = None
    if queue.device.startswith(("ipp://", "ipps://")):
        with contextlib.suppress(PrinterError, ValueError):
            loaded = asked(line.address_of(queue.device), queue.name, seconds=2.0).loaded
    return replace(queue, loaded=loaded)


def at(addresses: Iterable[str]) -> tuple[list[OfficePrinter], list[PrinterError]]:
    """The printers at addresses that a person named, asked side by side; and those that do not answer."""
    named = [(text, line.address_of(text)) for text in addresses]
    found, silent = [], []
    with ThreadPoolExecutor(max_workers=8) as asking:
        answers = [(text, asking.submit(asked, address)) for text, address in named]
    for _, answer in answers:
        try:
            found.append(answer.result())
        except PrinterError as error:
            silent.append(error)
    return found, silent


def known(settings: Settings) -> tuple[list[OfficePrinter], list[PrinterError]]:
    """Every printer that can be asked: CUPS's queues, then those that the settings name; and who does not answer."""
    silent: list[PrinterError] = []
    try:
        found = queues()
    except PrinterError as error:
        found, silent = [], [error]
    named, lost = at(settings.printers)
    return [stated(one, settings.paper.get(one.name, "")) for one in [*found, *named]], [*silent, *lost]


def stated(printer: OfficePrinter, name: str) -> OfficePrinter:
    """The same with the paper that a person says lies in it; what the printer itself says counts first."""
    size = PAPERS.get(name)
    if size is None or printer.loaded is not None:
        return printer
    return replace(printer, loaded=(Paper(PWG[name], size),))
