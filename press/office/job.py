"""Sends a job and follows it until it has come out, or why it has not. What was sent once is never sent again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from press.office import ipp, line
from press.office.ipp import Operation, Tag
from press.office.line import PrinterError
from press.office.plan import Job, Plan
from press.office.printers import OfficePrinter, problem

_STATES: Final = {3: "waiting", 4: "held", 5: "printing", 6: "stopped", 7: "cancelled", 8: "aborted", 9: "printed"}
_ENDS: Final = ("cancelled", "aborted", "printed")
_SENDING = 60.0  # seconds; a slow printer reads a document as it prints


@dataclass(frozen=True, slots=True)
class Sent:
    """A job at a printer: its number there, how it stands, and why."""

    number: int
    state: str
    why: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in _ENDS


def told(printer: OfficePrinter, sent: Sent, copies: int = 1) -> tuple[bool, str]:
    """Whether all is well with a job, and in a sentence what became of it."""
    why = f" ({sent.why})" if sent.why else ""
    where = f"{printer.name}, job {sent.number}"
    if sent.state == "printed":
        return True, f"Printed {f'{copies} copies' if copies > 1 else 'one copy'} at true size on {where}."
    if sent.has_ended:
        return False, f"Not printed: {where} was {sent.state}{why}."
    return sent.state != "stopped", f"Still {sent.state}{why}: {where}. It was sent once and stays there; do not send it again."


def send(printer: OfficePrinter, job: Job, plan: Plan, user: str = "") -> Sent:
    """Send a job. ``user`` only where the queue lets certain people print. Raises PrinterError.

    Where the printer can, the job is made first and its document sent after: a job whose options were not taken is
    cancelled while it is empty, and a lost answer leaves nothing that could print twice.
    """
    if plan.refused:
        raise PrinterError(plan.refused, plan.remedy)
    about: dict[str, object] = {"printer-uri": printer.address.uri}
    if user and printer.needs_name:
        about["requesting-user-name"] = user
    if not printer.makes_jobs:
        return _sent_whole(printer, job, plan, about)
    asked = ipp.request(Operation.CREATE_JOB, {**about, "job-name": job.code}, plan.options)
    made = line.ask(printer.address, asked)
    number = _number(made)
    if not made.is_good or not number:
        raise PrinterError(f"{printer.name} did not take the job: {problem(made)}", "Nothing was printed.")
    refused = _not_taken(made, plan)
    if refused:
        _cancel(printer, number, about)
        raise PrinterError(f"{printer.name} would print otherwise than asked: it did not take {refused}", "Nothing was printed.")
    rest = {**about, "job-id": number, "document-name": job.code, "document-format": "application/pdf", "last-document": True}
    try:
        answer = line.ask(printer.address, ipp.request(Operation.SEND_DOCUMENT, rest), job.pdf, _SENDING)
    except PrinterError as error:
        if not error.lost:
            raise
        return _found_again(printer, number, about, error)
    if not answer.is_good:
        _cancel(printer, number, about)
        raise PrinterError(f"{printer.name} did not take the sheet: {problem(answer)}", "Nothing was printed.")
    return _state(answer, number)


def _sent_whole(printer: OfficePrinter, job: Job, plan: Plan, about: dict[str, object]) -> Sent:
    rest = {**about, "job-name": job.code, "document-format": "application/pdf"}
    try:
        answer = line.ask(printer.address, ipp.request(Operation.PRINT_JOB, rest, plan.options), job.pdf, _SENDING)
    except PrinterError as error:
        if error.lost:
            raise PrinterError(error.fault, "It may have printed: look at the printer before you try again.", True) from error
        raise
    if not answer.is_good:
        raise PrinterError(f"{printer.name} did not take the job: {problem(answer)}", "Nothing was printed.")
    number = _number(answer)
    refused = _not_taken(answer, plan)
    if refused:
        _cancel(printer, number, about)
        raise PrinterError(f"{printer.name} did not take {refused}", "The job was cancelled: look whether paper came out.", True)
    return _state(answer, number)


def _not_taken(answer: ipp.Answer, plan: Plan) -> str:
    """The options that the printer says it left out, as words; those that do not matter here are not among them."""
    left = [name for name in answer.group(Tag.UNSUPPORTED) if name in plan.options and name != "multiple-document-handling"]
    return ", ".join(f"{name}={plan.options[name]}" for name in left)


def _number(answer: ipp.Answer) -> int:
    value = next(iter(answer.group(Tag.JOB).get("job-id", [])), 0)
    return value if isinstance(value, int) else 0


def _state(answer: ipp.Answer, number: int) -> Sent:
    found = answer.group(Tag.JOB)
    value = next((one for one in found.get("job-state", []) if isinstance(one, int)), 3)
    reasons = [str(one) for one in found.get("job-state-reasons", []) if one not in ("none", None)]
    said = [str(one) for one in found.get("job-printer-state-message", []) if one]
    return Sent(number, _STATES.get(value, "waiting"), ", ".join([*reasons, *said]))


def _cancel(printer: OfficePrinter, number: int, about: dict[str, object]) -> None:
    if number:
        line.ask(printer.address, ipp.request(Operation.CANCEL_JOB, {**about, "job-id": number}))


def stand(printer: OfficePrinter, number: int, user: str = "") -> Sent:
    """How a job stands now. Raises PrinterError."""
    about: dict[str, object] = {"printer-uri": printer.address.uri, "job-id": number}
    if user and printer.needs_name:
        about["requesting-user-name"] = user
    about["requested-attributes"] = ["job-state", "job-state-reasons", "job-printer-state-message", "job-id"]
    answer = line.ask(printer.address, ipp.request(Operation.GET_JOB_ATTRIBUTES, about))
    if answer.status == 0x0406:  # it forgets what is done
        return Sent(number, "printed", "the printer has forgotten the job")
    if not answer.is_good:
        raise PrinterError(f"{printer.name} does not say how job {number} stands: {problem(answer)}", "Look at the printer.", True)
    return _state(answer, number)


def _found_again(printer: OfficePrinter, number: int, about: dict[str, object], lost: PrinterError) -> Sent:
    """How a job stands whose answer was lost: asked, never sent again."""
    try:
        return stand(printer, number, str(about.get("requesting-user-name", "")))
    except PrinterError:
        fault = f"{lost.fault}; job {number} may print"
        raise PrinterError(fault, "Look at the printer before you try again.", True) from lost


def follow(
    printer: OfficePrinter, sent: Sent, seconds: float, told: Callable[[Sent], None] = lambda _: None, user: str = ""
) -> Sent:
    """Follow a job until it ends, or so long; ``told`` hears each change. Raises PrinterError where nobody answers."""
    end = time.monotonic() + seconds
    pause, silent = 0.1, 0
    while not sent.has_ended and time.monotonic() < end:
        time.sleep(min(pause, max(end - time.monotonic(), 0.0)))
        pause = min(pause * 1.5, 2.0)
        try:
            now = stand(printer, sent.number, user)
        except PrinterError:
            silent += 1  # it may be asleep between two pages
            if silent > 3:
                raise
            continue
        silent = 0
        if now != sent:
            told(now)
        sent = now
    return sent
