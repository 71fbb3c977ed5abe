"""The matrix handout x language, and what must be reviewed soon, for people and for their calendars."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from press.library import Library
from press.problem import Problem, did_you_mean
from press.review import uncompared
from press.review.approvals import Approval, load_approvals
from press.review.brands import load_confirmed
from press.review.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one handout."""

    slug: str
    specialty: str
    language: str
    title: str
    standing: Standing


def matrix(library: Library, today: datetime.date) -> list[Cell]:
    """Where every handout stands in each language that it promises or is written in."""
    cells = []
    for slug, piece in library.pieces.items():
        source = piece.texts.get(piece.facts.source_language)
        for tag in dict.fromkeys([*piece.facts.languages, *piece.texts, *library.tags_of(piece)]):
            written = piece.texts.get(tag) or source
            title = written.text.title if written else slug
            cells.append(Cell(slug, piece.specialty, tag, title, standing(library, piece, tag, today)))
    return cells


def record_problems(library: Library) -> Iterator[Problem]:
    """Approvals that cannot be read, or are of a language that does not exist: nothing of them counts."""
    for folder in [*(piece.folder for piece in library.pieces.values()), "handouts/_languages"]:
        shown = f"{folder}/approvals.yaml"
        shelf = load_approvals(library.root / shown, shown)
        yield from shelf.problems
        for number, approval in enumerate(shelf.approvals.approvals if shelf.approvals else ()):
            if approval.language not in library.languages:
                place = shelf.located.place(("approvals", number, "language"))
                fault = f'there is no language "{approval.language}"'
                yield Problem(place, "unknown-language", fault, did_you_mean(approval.language, library.languages))
            if not approval.is_whole and not approval.superseded:
                place = shelf.located.place(("approvals", number))
                fault = f"the approval by {approval.by} was edited by hand since it was recorded: it counts no more"
                yield Problem(place, "approval-edited", fault, "Undo the edit, or review the text and approve it again.")
    for name in library.brands:
        yield from load_confirmed(library, name).problems
    yield from uncompared.problems(library)


@dataclass(frozen=True, slots=True)
class Due:
    """An approval that runs out soon, or has run out."""

    what: str
    language: str
    approval: Approval

    def days(self, today: datetime.date) -> int:
        """Days left; negative where it has run out."""
        return (self.approval.review_by - today).days


def due(library: Library, today: datetime.date, within: int) -> list[Due]:
    """Approvals in force that run out within ``within`` days of ``today``, the most urgent first."""
    shelves = {slug: f"{piece.folder}/approvals.yaml" for slug, piece in library.pieces.items()}
    shelves["fixed words"] = "handouts/_languages/approvals.yaml"
    found = []
    for what, shown in shelves.items():
        approvals = load_approvals(library.root / shown, shown).approvals
        for tag in dict.fromkeys(one.language for one in approvals.approvals) if approvals else ():
            latest = approvals.of(tag) if approvals else None
            if latest and not latest.withdrawn and (latest.review_by - today).days <= within:
                found.append(Due(what, tag, latest))
    return sorted(found, key=lambda one: (one.approval.review_by, one.what, one.language))


def as_calendar(dues: list[Due], today: datetime.date) -> str:
    """iCalendar (RFC 5545): an all-day event for each review, which calendars show and remind of."""
    stamp = f"{_day(today)}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handout Press//Reviews//EN"]
    for one in dues:
        day = one.approval.review_by
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.what.replace(' ', '-')}-{one.language}-{one.approval.fingerprint[:12]}@handouts",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_day(day)}",
            # Without an end it is an event of one day, as on the calendar's last.
            *([f"DTEND;VALUE=DATE:{_day(day + datetime.timedelta(days=1))}"] if day < datetime.date.max else []),
            f"SUMMARY:{_text(f'Review handout: {one.what} ({one.language})')}",
            f"DESCRIPTION:{_text(f'Approved by {one.approval.by} on {one.approval.on}.')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    folded = [part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)]
    return "\r\n".join(folded) + "\r\n"


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """RFC 5545, 3.3.11: what a text must escape."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """RFC 5545, 3.1: no line is longer than 75 octets; the next one begins with a space."""
    parts, rest = list[str](), line
    while len(rest.encode()) > 75:
        cut = 74
        while len(rest[:cut].encode()) > 74:
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return [*parts, rest]
