"""The frame in which each rule looks at a finished PDF."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import page as validator

from press.content.wording import Reading
from press.pdf import Hearing, Page, TextRun, heard, measure, second_reading
from press.preflight.expected import Expected
from press.preflight.laid import Paper
from press.preflight.lines import Chunk, chunks
from press.preflight.nearness import Near, near
from press.problem import Place

if TYPE_CHECKING:
    from press.pdf.plates import Plates  # it brings Pillow, and a file for the screen needs none

#: Where on the paper the running head and foot must not come: an office printer leaves up to 6 mm blank.
PRINTABLE_MM = 6.0


class Finding(NamedTuple):
    """One fault and what to do about it; ``page`` 0 is the whole file. ``at``: where its words were written, if that is known."""

    page: int
    fault: str
    remedy: str
    at: Place | None = None


class Subject:
    """The measured PDF, with what several rules work out from it."""

    def __init__(self, pdf: bytes, for_press: bool = False) -> None:
        self.pdf = pdf
        self._validation: list[Any] = []
        self._validating: Thread | None = None
        if not for_press:  # paper needs no PDF/UA; the validator leaves Python's lock, and needs as long as a page
            self._validating = Thread(target=self._validate)
            self._validating.start()
        self.measured = measure(pdf)
        self._paper: Paper | None = None

    def _validate(self) -> None:
        try:
            self._validation.append(validator.validate_pdf_bytes(self.pdf, profile="ua1"))
        except Exception as error:  # noqa: BLE001 - raised where it is asked for
            self._validation.append(error)

    @property
    def validation(self) -> Any:
        """What the validator of PDF/UA-1 reports. Raises what it raised."""
        if self._validating is None:
            self._validate()
        else:
            self._validating.join()
        found = self._validation[-1]
        if isinstance(found, Exception):
            raise found
        return found

    @cached_property
    def hearing(self) -> Hearing:
        """What a screen reader says."""
        return heard(self.pdf, self.measured)

    def paper(self, reading: Reading) -> Paper:
        """The words of the file beside its reading."""
        if self._paper is None or self._paper.reading is not reading:
            self._paper = Paper(reading, self.hearing.atoms, self.measured)
        return self._paper

    @cached_property
    def second_reading(self) -> list[str]:
        """The text of each page as PDFium finds it. Raises UnreadableError."""
        return second_reading(self.pdf)

    @cached_property
    def plates(self) -> Plates:
        """What a platesetter finds in the file."""
        from press.pdf.plates import plates

        return plates(self.pdf)

    def sample(self, page: int, run: TextRun | Chunk) -> str:
        """The first words of a text, in quotation marks; as written, where the glyphs stand in another order."""
        words = run.text if run.mcid is None else self.hearing.lines.get((page - 1, run.mcid), run.text)
        words = " ".join(words.replace("\u200b", "").split())
        return f'"{words if len(words) <= 40 else words[:37] + "…"}"'

    @cached_property
    def shown(self) -> dict[int, tuple[TextRun, ...]]:
        """The runs of each page that show anything: no spaces, no invisible text."""
        return {
            page.number: tuple(run for run in page.runs if run.visible and run.area.right > run.area.left)
            for page in self.measured.pages
        }

    @cached_property
    def near(self) -> dict[int, tuple[Near, ...]]:
        """The runs of each page that anything else is painted near."""
        return {page.number: tuple(near(page, self.shown[page.number])) for page in self.measured.pages}

    @cached_property
    def chunks(self) -> dict[int, tuple[Chunk, ...]]:
        """The text of each page in pieces of lines; running heads and feet left out."""
        return {number: chunks([run for run in runs if not run.artifact]) for number, runs in self.shown.items()}

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages."""
        return self.measured.pages


@dataclass(frozen=True, slots=True)
class Rule:
    """A name in words, a why (the docstring) and a function that finds."""

    name: str
    why: str
    find: Callable[[Subject, Expected], Iterator[Finding]]


def rule(function: Callable[[Subject, Expected], Iterator[Finding]]) -> Rule:
    """Mark a function as a rule: its name becomes the rule's, its docstring the reason that people read."""
    why = inspect.getdoc(function)
    if not why:
        raise TypeError(f"{function.__name__} must say why")
    return Rule(function.__name__.replace("_", "-"), why, function)
