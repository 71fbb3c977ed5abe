"""A patient's set: several released sheets as one PDF, behind one page that lists them.

The parts are the pages that were approved, byte for byte their own content: each keeps its code, version and dates. What comes
out is read again: every word of the first page and of each part must be heard in it, in this order, and its tags must be sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from press import markup, pdf, preflight, route, typeset
from press.edition import Edition
from press.library import Library
from press.pdf.joining import join
from press.problem import Place, Problem, errors
from press.qr import plain
from press.route import Outcome

NAME = "set"
_DPI = 40  # of the pictures by which pages are compared


@dataclass(frozen=True, slots=True)
class Set:
    """A finished set: its own code, and that of each part in order."""

    code: str
    parts: tuple[str, ...]
    pdf: bytes = field(repr=False)
    pages: int
    title: str

    @property
    def file_name(self) -> str:
        """What its PDF is called."""
        return f"{NAME}.{plain(self.code)}.pdf"


def together(library: Library, outcomes: Sequence[Outcome], today: date) -> tuple[Set | None, list[Problem]]:
    """One PDF of several released sheets of one clinic; None where one is missing, and then each missing one is named."""
    problems = [_missing(library, one, today) for one in outcomes if not one.released or one.path is None]
    if len({one.edition.brand for one in outcomes}) > 1:
        problems.append(_problem("set-of-two-clinics", "the sheets are of more than one clinic", "Make a set for each."))
    if problems:
        return None, problems
    parts = [markup.Part(one.edition, one.fingerprint) for one in outcomes]
    datas = [one.path.read_bytes() for one in outcomes if one.path is not None]
    standing = route.verdict(library, outcomes[0].edition, today).standing
    sheet, found = markup.front(library, parts, standing)
    if sheet is None or errors(found):
        return None, found
    place = Place("templates/set.html")
    proof = typeset.typeset(sheet.html, place=place, resolve=library.resolve, locate=lambda key: sheet.places.get(key, place))
    if proof.pdf is None or errors(proof.problems):
        return None, list(proof.problems)
    titles = [sheet.title.partition(":")[0], *(library.pieces[one.edition.slug].texts[one.edition.language].text.title for one in parts)]
    made = join([proof.pdf, *datas], sheet.title, titles, plain(sheet.fingerprint))
    wrong = _wrong(made, sheet, proof.pdf, datas)
    if wrong:
        return None, [_problem("set-not-whole", wrong, "Tell a developer. The sheets can be had one by one.")]
    pages = len(pdf.measure(made).pages)
    return Set(sheet.fingerprint, tuple(one.code for one in parts), made, pages, sheet.title), []


def _wrong(made: bytes, sheet: markup.Sheet, first: bytes, datas: Sequence[bytes]) -> str:
    """What a set lacks of its parts; empty where it is whole."""
    own = [piece.text for piece in pdf.heard(first).pieces]
    if markup.letters("".join(own)) != markup.said(sheet):
        return "the first page does not say what it should"
    wanted = [*own, *(piece.text for data in datas for piece in pdf.heard(data).pieces)]
    if [piece.text for piece in pdf.heard(made).pieces] != wanted:
        return "what is heard in the set is not what is heard in its parts"
    shown = [pdf.pictures(data, _DPI) for data in (first, *datas)]
    painted = pdf.pictures(made, _DPI)
    at = 0
    for number, pictures in enumerate(shown):
        at += at % 2  # each part begins on the front of a sheet of paper
        if painted[at : at + len(pictures)] != pictures:
            return f"what is painted in part {number} of the set is not what is painted on its own"
        at += len(pictures)
    if at != len(painted):
        return "what is painted in the set is not what is painted in its parts"
    return next(iter(preflight.inaccessible(made)), "")


def _missing(library: Library, outcome: Outcome, today: date) -> Problem:
    edition = outcome.edition
    why = next((one.fault for one in errors(outcome.problems)), "") or _why(library, edition, today)
    return _problem("set-part-missing", f"{edition} is missing: {why}", "Nothing was made. Leave it out, or see: handouts status", edition)


def _why(library: Library, edition: Edition, today: date) -> str:
    return route.verdict(library, edition, today).why or "it is not released"


def _problem(rule: str, fault: str, remedy: str, edition: Edition | None = None) -> Problem:
    return Problem(Place(edition.slug if edition else NAME), rule, fault, remedy)


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "set-not-whole": "A set that lacks a word of its parts says something that nobody approved.",
    "set-of-two-clinics": "Two clinics have two numbers to call; a patient must not find both on one paper.",
    "set-part-missing": "A set in which a sheet is missing looks complete: nobody sees what is not there.",
}
