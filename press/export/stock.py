"""What is released for one clinic on a day: each sheet made by the route, and read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from press import route
from press.content import PacketText, Translation
from press.edition import Edition, Wish, wanted
from press.library import Library, Piece
from press.problem import Problem, errors
from press.qr import plain
from press.receipt import bears
from press.review import Standing
from press.route import Outcome, State


@dataclass(frozen=True, slots=True)
class Released:
    """A sheet that may be handed out: its PDF's bytes, the code at its foot, its words' title, when they were approved."""

    edition: Edition
    code: str
    pdf: bytes = field(repr=False)
    title: str
    summary: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Stock:
    """All of them in a fixed order, what else came of the run, and how many are withheld."""

    library: Library
    brand: str
    today: date
    sheets: tuple[Released, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]  # why a sheet that may be released could not be made
    withheld: int

    @property
    def variants(self) -> list[str]:
        """The print sizes, the usual one first."""
        return sorted(self.library.variants, key=lambda name: self.library.variants[name].order)

    def piece(self, sheet: Released) -> Piece:
        """The handout or packet of a sheet."""
        return self.library.pieces[sheet.edition.slug]


def gather(library: Library, brand: str, today: date, out: Path, wish: Wish | None = None) -> Stock:
    """Every released sheet of a clinic, those of a ``wish`` alone where there is one. What is no release is not among them."""
    asked = wish or Wish()
    editions, _ = wanted(library, Wish(asked.slugs, asked.languages, asked.variants, (brand,)))
    outcomes = tuple(route.run(library, editions, route.Run(out, today, release=True)))
    sheets, problems, withheld = [], list[Problem](), 0
    for outcome in outcomes:
        if outcome.state is State.REFUSED:
            withheld += 1
        elif outcome.released and outcome.path is not None and (sheet := _read(library, outcome, today)) is not None:
            sheets.append(sheet)
        else:
            problems += errors(outcome.problems)
    sheets.sort(key=lambda one: (one.edition.slug, one.edition.language, library.variants[one.edition.variant].order))
    return Stock(library, brand, today, tuple(sheets), outcomes, tuple(problems), withheld)


def _read(library: Library, outcome: Outcome, today: date) -> Released | None:
    """The sheet of an outcome; None where the file on disk is not the one that was made."""
    assert outcome.path is not None
    data = outcome.path.read_bytes()
    if not bears(data, plain(outcome.fingerprint)):
        return None
    edition = outcome.edition
    text = library.pieces[edition.slug].texts[edition.language].text
    assert isinstance(text, Translation | PacketText)
    standing = route.verdict(library, edition, today).standing
    return Released(edition, outcome.fingerprint, data, text.title, text.summary, standing)
