"""How a sheet goes to a printer so that it comes out at its true size: decided before anything is sent.

Printers and print servers shrink pages unless they are told not to: a Letter sheet on A4 by 8.6 %, A4 on Letter by
14.5 % (CUPS, cups-filters 1.28), so 18-point print comes out at 15.4 points. Nothing inside a PDF changes that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from press.edition import Edition
from press.library import Library
from press.office.printers import PAPERS, PWG, OfficePrinter, Paper, same

MOST_COPIES: Final = 50
Sides = Literal["one", "two"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is sent: the kept bytes of a PDF, and what must be known of its pages."""

    code: str  # the sheet's code, which becomes the job's name
    pdf: bytes = field(repr=False)
    size: tuple[float, float]  # of all its pages, millimetres
    pages: int
    is_large: bool = False  # whether its letters must not shrink for the reader to see them
    copies: int = 1
    sides: Sides | None = None  # None: by the sheet

    @property
    def paper(self) -> str:
        """What people call its paper."""
        return Paper("", (min(self.size), max(self.size))).shown


def job_of(
    library: Library, edition: Edition, code: str, pdf: bytes, pages: int, copies: int = 1, sides: Sides | None = None
) -> Job:
    """The job for a finished sheet."""
    brand, variant = library.brands[edition.brand], library.variants[edition.variant]
    return Job(code, pdf, brand.page_size, pages, variant.proves.is_large, copies, sides)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked of the printer, or why nothing is sent. Doubts are confirmed by a person."""

    options: dict[str, object] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    refused: str = ""
    remedy: str = ""


def plan(printer: OfficePrinter, job: Job, fits: str = "") -> Plan:
    """Decide. ``fits``: in words, the edition that fits the printer's paper, if there is one."""
    why = _refused(printer, job)
    if why is not None:
        return Plan(refused=why[0], remedy=why[1])
    paper, doubts = _paper(printer, job)
    if paper is None and printer.loaded is not None:
        held = ", ".join(one.shown for one in printer.loaded)
        remedy = f"Load {job.paper}{f', or print {fits}' if fits else ''}."
        return Plan(refused=f"{printer.name} holds {held}, and the sheet is {job.paper}: its edges would be lost", remedy=remedy)
    options: dict[str, object] = {"copies": job.copies}
    if printer.scaling or printer.takes_scaling:
        options["print-scaling"] = "none"
    if paper is not None and paper.name:
        options["media"] = paper.name
    options["sides"] = "two-sided-long-edge" if _two_sided(printer, job) else "one-sided"
    if job.copies > 1 and printer.collates:
        options["multiple-document-handling"] = "separate-documents-collated-copies"
    return Plan(options, (*doubts, *_doubts(printer, job)))


def _refused(printer: OfficePrinter, job: Job) -> tuple[str, str] | None:
    """Why nothing can be sent, and what to do."""
    reasons = f" ({', '.join(printer.reasons)})" if printer.reasons else ""
    if not printer.takes_jobs:
        return f"{printer.name} takes no jobs now{reasons}", "Choose another printer, or ask who looks after it."
    if not printer.takes_pdf:
        return f"{printer.name} does not print PDF", "Add it to this machine's print server (CUPS), which turns PDF into what it prints."
    most = min(MOST_COPIES, printer.most_copies)
    if not 1 <= job.copies <= most:
        return f"{job.copies} copies cannot be asked of {printer.name}: it is 1 to {most}", "Print in parts, or order a batch from a print shop."
    if job.sides == "two" and not printer.two_sided and job.pages > 1:
        return f"{printer.name} prints on one side only", "Leave out the sides, or choose another printer."
    return None


def _paper(printer: OfficePrinter, job: Job) -> tuple[Paper | None, list[str]]:
    """The paper to print on; None where what is loaded does not hold the page, or nobody knows what is loaded."""
    if printer.loaded is not None:
        exact = next((one for one in printer.loaded if same(one.size, job.size)), None)
        return exact or next((one for one in printer.loaded if _holds(one.size, job.size)), None), []
    if printer.usual is not None and not same(printer.usual.size, job.size):
        doubt = f"{printer.name} does not say which paper it holds; its usual paper is {printer.usual.shown}, and the sheet is {job.paper}"
        return _named(job), [f"{doubt}. Is {job.paper} loaded?"]
    return _named(job), [f"{printer.name} does not say which paper it holds. Is {job.paper} loaded?"]



def _named(job: Job) -> Paper | None:
    name = PWG.get(job.paper)
    return Paper(name, PAPERS[job.paper]) if name else None


def _holds(paper: Sequence[float], page: Sequence[float]) -> bool:
    """Whether a page at 100 % loses nothing on a paper of another size.

    A Letter page on A4 loses 3 mm of white edge at each side, nothing printed (measured); an A4 page on Letter loses
    its top line. Any other page must be smaller than the paper.
    """
    width, height = min(paper), max(paper)
    if same(page, PAPERS["Letter"]) and same(paper, PAPERS["A4"]):
        return True
    return min(page) <= width and max(page) <= height


def _two_sided(printer: OfficePrinter, job: Job) -> bool:
    if job.sides is None:
        return printer.two_sided and job.pages > 1
    return job.sides == "two" and job.pages > 1


def _doubts(printer: OfficePrinter, job: Job) -> Iterator[str]:
    if not printer.takes_scaling and job.is_large:
        yield f"{printer.name} cannot be told not to shrink pages: the large print may come out smaller. Print one and measure it?"
    if printer.state == "stopped":
        why = f": {', '.join(printer.reasons)}" if printer.reasons else ""
        yield f"{printer.name} has stopped{why}. The job would wait until it goes on. Send it?"
