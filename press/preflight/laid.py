"""Where each wording stands on paper: the reading laid beside what is heard, and from there to what is painted."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from press.content.aligning import Alignment, align, squeezed
from press.content.wording import Reading, Wording
from press.pdf import Atom, Measured, Rectangle, TextRun


class Part(NamedTuple):
    """What one piece of marked content paints of a text: the letters of the atom from ``start`` to ``end``, squeezed.

    ``offset`` is where its first letter stands among those of the whole wording (squeezed). ``page`` counts from 1.
    """

    atom: Atom
    page: int
    start: int
    end: int
    offset: int
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A wording as it stands on paper: its own parts, those of the number or bullet before it, and of the page number behind."""

    wording: Wording
    parts: tuple[Part, ...]
    label: tuple[Part, ...]
    folio: tuple[Part, ...]

    @property
    def page(self) -> int:
        """The page that it begins on; 0 where nothing of it is painted."""
        return next((part.page for part in self.parts if part.runs), 0)

    @property
    def first(self) -> TextRun | None:
        """The run that its first line begins with, on the side where reading begins."""
        runs = next((found for part in self.parts if (found := [run for run in part.runs if run.text.strip()])), [])
        if not runs:
            return None
        rtl = self.wording.direction == "rtl"
        return max(runs, key=lambda run: run.area.right) if rtl else min(runs, key=lambda run: run.area.left)

    def areas(self) -> Mapping[int, Rectangle]:
        """The box around its letters, by page."""
        found: dict[int, Rectangle] = {}
        for part in self.parts:
            for run in part.runs:
                known = found.get(part.page)
                found[part.page] = run.area if known is None else around(known, run.area)
        return found


def around(one: Rectangle, other: Rectangle) -> Rectangle:
    """The box round two boxes."""
    return Rectangle(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )


class Paper:
    """The words of a finished PDF beside its reading."""

    def __init__(self, reading: Reading, atoms: Sequence[Atom], measured: Measured) -> None:
        self.reading, self._measured = reading, measured
        self.atoms = [atom for atom in atoms if squeezed(atom.text)]
        self._letters = [squeezed(atom.text) for atom in self.atoms]
        self._starts: list[int] = []
        count = 0
        for letters in self._letters:
            self._starts.append(count)
            count += len(letters)
        self.said = "".join(self._letters)

    @cached_property
    def alignment(self) -> Alignment:
        """What is heard, laid beside what must be."""
        return align(self.said, self.reading, marked=True)

    @cached_property
    def runs(self) -> Mapping[tuple[int, int], tuple[TextRun, ...]]:
        """The runs that paint anything, by page (from 1) and MCID."""
        found: dict[tuple[int, int], list[TextRun]] = {}
        for page in self._measured.pages:
            for run in page.runs:
                if run.mcid is not None:
                    found.setdefault((page.number, run.mcid), []).append(run)
        return {key: tuple(runs) for key, runs in found.items()}

    @cached_property
    def laid(self) -> tuple[Laid, ...]:
        """Every wording that was found, in the order in which it is heard."""
        return tuple(
            Laid(
                one.wording,
                self.parts(one.text, one.stop),
                self.parts(one.start, one.text),
                self.parts(one.stop, one.end),
            )
            for one in self.alignment.found
        )

    @cached_property
    def _of(self) -> Mapping[tuple[int, int | None], list[tuple[Laid, Part]]]:
        found: dict[tuple[int, int | None], list[tuple[Laid, Part]]] = {}
        for laid in self.laid:
            for part in laid.parts:
                found.setdefault((part.page, part.atom.mcid), []).append((laid, part))
        return found

    def of(self, page: int, mcid: int | None) -> Sequence[tuple[Laid, Part]]:
        """The wordings of which a piece of marked content paints something, with what it paints of each."""
        return self._of.get((page, mcid), ()) if mcid is not None else ()

    def parts(self, start: int, end: int) -> tuple[Part, ...]:
        """Where some of the letters that are heard are painted."""
        found: list[Part] = []
        index = bisect.bisect_right(self._starts, start) - 1 if start < end else len(self.atoms)
        while index < len(self.atoms) and self._starts[index] < end:
            atom, first = self.atoms[index], self._starts[index]
            begin, stop = max(start, first), min(end, first + len(self._letters[index]))
            runs = self.runs.get((atom.page + 1, atom.mcid), ()) if atom.mcid is not None else ()
            found.append(Part(atom, atom.page + 1, begin - first, stop - first, begin - start, runs))
            index += 1
        return tuple(found)

    def words(self, start: int, end: int) -> str:
        """Some of the letters that are heard, as words."""
        texts = [part.atom.text if part.end - part.start == len(squeezed(part.atom.text)) else squeezed(part.atom.text)[part.start : part.end] for part in self.parts(start, end)]
        return " ".join("".join(texts).split())
