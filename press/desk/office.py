"""Printing from the page: which printers there are, asked now and then, and a job that is sent and followed a little."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from press import office
from press.desk.shelf import Sheet
from press.library import Library
from press.settings import Settings

_FRESH: Final = 20.0  # seconds that what the printers said counts
_FOLLOWED: Final = 5.0  # seconds that a page waits for its job
_EACH: Final = 30  # jobs a minute from this service


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a job, in words. ``doubts`` must be confirmed first; nothing was sent then."""

    ok: bool
    said: str
    doubts: tuple[str, ...] = ()
    number: int = 0
    printer: str = ""


@dataclass(eq=False)
class Office:
    """The printers that the desk offers."""

    settings: Settings
    _known: list[office.OfficePrinter] = field(default_factory=list)
    _asked: float = 0.0
    _sent: list[float] = field(default_factory=list)

    def printers(self) -> list[office.OfficePrinter]:
        """The printers, the remembered one first. Blocks while they are asked."""
        now = time.monotonic()
        if now - self._asked > _FRESH or not self._known:
            all_of, _ = office.known(self.settings)
            self._known = sorted(all_of, key=lambda one: one.name != self.settings.printer)
            self._asked = now
        return self._known

    def print(
        self, library: Library, sheet: Sheet, name: str, copies: int, sides: Literal["one", "two"] | None, sure: bool
    ) -> Printed:
        """Send a sheet, unless something is in doubt that nobody has confirmed. Blocks for a few seconds."""
        printer = next((one for one in self.printers() if one.name == name), None)
        if printer is None:
            return Printed(False, "There is no such printer now. Go back and choose another.")
        job = office.job_of(library, sheet.edition, sheet.code, sheet.pdf, sheet.pages, copies, sides)
        if any(library.variants[one.variant].proves.is_large for one, _ in sheet.parts):
            job = replace(job, is_large=True)
        plan = office.plan(printer, job)
        if plan.refused:
            return Printed(False, f"{plan.refused}. {plan.remedy}")
        if plan.doubts and not sure:
            return Printed(False, "", plan.doubts)
        if not self._may_send():
            return Printed(False, f"More than {_EACH} jobs in a minute: wait a little, or order a batch from a print shop.")
        try:
            sent = office.follow(printer, office.send(printer, job, plan), _FOLLOWED)
        except office.PrinterError as error:
            return Printed(False, str(error))
        return _said(printer, sent, copies)

    def stand(self, name: str, number: int) -> Printed:
        """How a job stands now."""
        printer = next((one for one in self.printers() if one.name == name), None)
        if printer is None:
            return Printed(False, "The printer does not answer. Look at it before you print again.")
        try:
            sent = office.follow(printer, office.Sent(number, "waiting"), 1.0)
        except office.PrinterError as error:
            return Printed(False, str(error))
        return _said(printer, sent)

    def _may_send(self) -> bool:
        now = time.monotonic()
        self._sent = [one for one in self._sent if now - one < 60]
        if len(self._sent) >= _EACH:
            return False
        self._sent.append(now)
        return True


def _said(printer: office.OfficePrinter, sent: office.Sent, copies: int = 1) -> Printed:
    well, said = office.told(printer, sent, copies)
    return Printed(well, said, (), sent.number, printer.name)
