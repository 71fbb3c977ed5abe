"""What became of one printed sheet."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from press import qr, review, route
from press.edition import Edition
from press.library import Library, Piece
from press.problem import Problem, errors
from press.recall.history import (
    OrderedPiece,
    OrderRecord,
    Release,
    brand_values,
    content_of,
    logo_of,
    orders,
    pictures_of,
    releases,
    words_of,
    words_then,
)
from press.recall.sets import set_of
from press.receipt import Store
from press.review.fingerprint import fitting


class State(StrEnum):
    """What to do with the paper: only what is current may be handed out."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that reads otherwise now; ``then`` or ``now`` is empty where it is new or gone."""

    where: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a fingerprint. ``words`` is the answer in one sentence.

    A fingerprint stands for the words: ``files`` are all PDFs that were released with them (for the screen, in colour, in
    black), each once, the oldest first.
    """

    state: State
    fingerprint: str
    words: str
    release: Release | None = None
    changes: tuple[Change, ...] = ()
    printed: tuple[tuple[OrderRecord, OrderedPiece], ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[Release, ...] = ()

    @property
    def orders(self) -> int:
        """How many orders printed it; one order can hold it in several files."""
        return len({(order.made, order.job, order.code) for order, _ in self.printed})

    @property
    def copies(self) -> int:
        """Copies in all orders."""
        return sum(piece.quantity for _, piece in self.printed)


def answer(library: Library, asked: str, today: date) -> Answer:
    """What the project's history says of a fingerprint, or of the text of a QR code, as of ``today``."""
    mark = qr.fingerprint_in(asked)
    if not mark:
        said = f'"{asked[:60]}" holds no fingerprint: it is at the foot of each page, such as 7K3M9 QXA2C'
        return Answer(State.UNKNOWN, "", said + _near(asked, releases(library.root)[0]))
    known, problems = releases(library.root)
    ordered, more = orders(library.root)
    printed = tuple((order, piece) for order in ordered for piece in order.pieces if piece.fingerprint == mark)
    mine = [release for release in known if release.fingerprint == mark]
    problems += more
    if not mine and (parts := _of_set(library, mark, today)) is not None:
        return parts
    if not mine:
        said = "no release of this project has this fingerprint; drafts and proofs are not recorded" + _near(
            mark, known
        )
        return Answer(State.UNKNOWN, mark, said, None, (), printed, tuple(problems))
    release = mine[-1]
    later = known[known.index(release) + 1 :]
    successor = next((one for one in reversed(later) if one.sheet == release.sheet), None)
    if successor is not None and successor.fingerprint == mark:
        successor = None
    state, said = _state(library, release, successor, today)
    changes = _changes(library, release) if state not in (State.CURRENT, State.UNKNOWN) else ()
    files = tuple({one.pdf: one for one in mine}.values())
    return Answer(state, mark, said, release, changes, printed, tuple(problems), files)


_WEIGHTIEST = (State.WITHDRAWN, State.UNKNOWN, State.SUPERSEDED, State.EXPIRED, State.CURRENT)


def _of_set(library: Library, mark: str, today: date) -> Answer | None:
    """What became of a patient's set: as good as its worst part. None where no set has this code."""
    found = set_of(library.root, mark)
    if found is None:
        return None
    parts = [answer(library, code, today) for code in found.parts]
    state = next(one for one in _WEIGHTIEST if any(part.state is one for part in parts))
    told = [
        f"{part.fingerprint} ({part.release.edition['slug']}, {part.release.edition['language']}) is {part.state}"
        if part.release
        else f"{part.fingerprint} is {part.state}"
        for part in parts
    ]
    return Answer(state, mark, f"a patient's set of {len(parts)} sheets: {'; '.join(told)}")


_TURNED = 0.79  # of ten characters two are others, or one is missing, or two have changed places


def _near(asked: str, known: list[Release]) -> str:
    """The fingerprints that were misread for another, such as a letter for the one beside it; empty where none is near."""
    typed = re.sub(r"[^0-9A-Z]", "", asked.upper())
    if not 8 <= len(typed) <= 12:
        return ""
    marks = {one.fingerprint.replace("-", ""): one for one in known}
    close = difflib.get_close_matches(typed, list(marks), n=3, cutoff=_TURNED)
    shown = [f'{marks[mark].fingerprint} ("{marks[mark].title}", {marks[mark].edition["language"]})' for mark in close]
    return f". Near it: {', '.join(shown)}" if shown else ""


def _state(library: Library, release: Release, successor: Release | None, today: date) -> tuple[State, str]:
    """The weightiest truth first: withdrawn, superseded, expired, current."""
    edition = _edition(release)
    piece = library.pieces.get(edition.slug)
    if piece is None or edition.language not in piece.texts:
        broken = next((one for one in errors(library.problems) if _of(one, edition)), None)
        if broken is not None:  # a slip of the pen withdraws nothing: what holds is seen when it is mended
            return (
                State.UNKNOWN,
                f"it was released, and cannot be judged while {broken.place.path} has a mistake: {broken.fault}",
            )
        return State.WITHDRAWN, "the handout is no longer in the project in this language"
    for what, name, shelf in (
        ("brand", edition.brand, library.brands),
        ("print size", edition.variant, library.variants),
    ):
        if name not in shelf:
            broken = next(iter(library.broken("brand" if shelf is library.brands else "variant", name)), None)
            if broken is not None:
                return State.UNKNOWN, f"it was released, and cannot be judged while {broken.place.path} has a mistake: {broken.fault}"
            return State.WITHDRAWN, f'the {what} "{name}" is no longer in the project'
    found = route.verdict(library, edition, today, Store(library.root / "out" / ".store"))
    if found.state is review.State.BROKEN:
        return State.UNKNOWN, f"it was released, and cannot be judged while {found.reasons[0].place.path} has a mistake: {found.why}"
    if found.state in (review.State.WITHDRAWN, review.State.DRAFT, review.State.MISSING):
        return State.WITHDRAWN, found.why or "no approval is in force"
    as_now = _says_the_same(library, release, piece, edition, found.standing)
    if as_now and found.released:
        later = f"; printed since as {successor.fingerprint}, with another look" if successor is not None else ""
        return State.CURRENT, f"current: version {release.version}, to be reviewed by {release.review_by or 'no date'}{later}"
    if as_now and found.state is review.State.WITHHELD:
        return State.WITHDRAWN, f"it would not be released today: {found.why}"
    if successor is not None and not (as_now and found.state is review.State.EXPIRED):
        return State.SUPERSEDED, f"superseded by version {successor.version} ({successor.fingerprint}) of {successor.on}"
    if found.state is review.State.EXPIRED:
        return State.EXPIRED, found.why
    text = piece.texts[edition.language].text
    version = text.version or (text.translation.from_version if text.translation else 1)
    newer = f"version {version}" if version != release.version else f"a changed version {version}"
    return State.SUPERSEDED, f"superseded by {newer}, not released yet{f': {found.why}' if found.why else ''}"


def _says_the_same(
    library: Library, release: Release, piece: Piece, edition: Edition, standing: review.Standing
) -> bool:
    """Whether a released sheet says what the project says now: words, figures, logo, contacts, dates, version.

    How it looks is no part of it: a new style sheet, or a new version of the press, makes no paper outdated.
    """
    text = piece.texts[edition.language].text
    version = text.version or (text.translation.from_version if text.translation else 1)
    dates = (str(standing.approved or ""), str(standing.review_by or ""))
    if (release.version, release.approved, release.review_by) != (version, *dates):
        return False
    if _contacts(release) != _contacts(release, brand_values(library, edition.brand)):
        return False
    if release.logo and release.logo != logo_of(library, edition.brand):
        return False
    if not release.content:  # recorded before fingerprints were: then the words are compared
        return words_then(library.root, release) == words_of(library, piece, edition.language)
    return all(
        (other := library.pieces.get(slug)) is not None
        and whole in (one.whole for one in fitting(library, other, edition.language))
        for slug, whole in release.content.items()
    ) and set(release.content) == set(content_of(library, piece, edition.language))


def _of(problem: Problem, edition: Edition) -> bool:
    """Whether a file that an edition's words are read from has that problem."""
    path = PurePosixPath(problem.place.path)
    return path.parent.name == edition.slug and path.stem in (edition.language, "handout", "packet")


def _edition(release: Release) -> Edition:
    """The edition of a release; fields that a later version of the program brought or took are left at their defaults."""
    known = {one.name for one in fields(Edition)}
    return Edition(**{key: value for key, value in release.edition.items() if key in known})  # type: ignore[arg-type]


def _changes(library: Library, release: Release) -> tuple[Change, ...]:
    """The passages, contacts and dates that read otherwise in the project now."""
    edition = _edition(release)
    piece = library.pieces.get(edition.slug)
    if piece is None:
        return ()
    then = words_then(library.root, release)
    found = list(_differences(then, words_of(library, piece, edition.language))) if then is not None else []
    if edition.brand in library.brands:
        found += _differences(_contacts(release), _contacts(release, brand_values(library, edition.brand)))
        found += _differences({"logo": release.logo}, {"logo": logo_of(library, edition.brand) if release.logo else ""})
    found += _differences(release.pictures, pictures_of(library, piece, edition.language) if release.content else {})
    return tuple(found)


def _contacts(release: Release, now: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a brand prints, then or now; the region only where the release recorded it."""
    said = release.brand_values if now is None else now
    return {key: value for key, value in said.items() if key != "region" or key in release.brand_values}


def _differences(then: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """What is new, gone or different; a passage that only moved counts as unchanged."""
    kept, still = set(then.values()), set(now.values())
    found = [
        Change(where, then.get(where, ""), words)
        for where, words in now.items()
        if then.get(where) != words and (words not in kept or (where in then and then[where] not in still))
    ]
    found += [Change(where, words, "") for where, words in then.items() if where not in now and words not in still]
    return found
