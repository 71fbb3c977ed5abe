"""What was released and what was ordered, kept with the project in ``orders/history/``.

``releases.jsonl``   one line for each release: its fingerprint, edition, version, PDF and the words it was made from
``texts/``           those words, once for each text however many sizes and brands it was released in
``<day>_<job>_<code>.json``   one record for each order, written once

Lines are only ever added, each in one write; a line that a crash cut short is skipped and the next begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press import qr, review
from press.content import Packet, Written, phrases
from press.edition import Edition
from press.library import BRAND_VALUES, Library, Piece
from press.problem import Place, Problem, Severity
from press.recall.archive import Archive
from press.recall.lines import add, adding
from press.receipt import digest, keep
from press.review.brands import PRINTED
from press.review.fingerprint import nfc, prints

if TYPE_CHECKING:
    from press.route import Outcome

FOLDER, _, LEDGER = PRINTED.rpartition("/")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """One released sheet. ``edition`` holds the fields of its Edition, ``text`` names the words it was made from.

    ``on`` is the day as of which it was released (``--today``), ``pdf`` the SHA-256 of its bytes. ``content`` holds the
    content fingerprint of each handout in it, ``pictures`` SHA-256 of its figures and ``logo`` that of the logo; releases
    that were recorded before November 2026 have none of these.
    """

    fingerprint: str
    edition: Mapping[str, str]
    version: int
    title: str
    pdf: str
    pages: int
    on: str
    approved: str
    review_by: str
    text: str
    brand_values: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""

    @property
    def identity(self) -> tuple[tuple[str, str], ...]:
        """What stays the same from one release to the next: handout, language, print size, brand, purpose."""
        return identity_of(self.edition)

    @property
    def sheet(self) -> tuple[str, ...]:
        """What a patient holds, for the screen, in colour or in black: the newest words of any replace those of all."""
        return tuple(self.edition.get(key, "") for key in ("slug", "language", "variant", "brand"))


def identity_of(edition: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The fields of an edition that are not as they are by themselves: a field that came later changes no old record."""
    usual = {one.name: str(one.default) for one in fields(Edition)}
    return tuple(sorted((key, str(value)) for key, value in edition.items() if str(value) != usual.get(key)))


@dataclass(frozen=True, slots=True)
class OrderedPiece:
    """One piece of an order, as its record keeps it."""

    fingerprint: str
    file: str
    pdf: str
    quantity: int
    deliver: str


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """One order that was made into a pack for printing."""

    job: str
    name: str
    made: str
    due: str
    code: str
    deliveries: Mapping[str, str]
    pieces: Sequence[OrderedPiece]


# ---------------------------------------------------------------------------------------------------------- releases


def words_of(library: Library, piece: Piece, tag: str) -> dict[str, str]:
    """Every text that one language of a piece prints, as NFC, by file and path; a packet's are those of its handouts too."""
    found: dict[str, str] = {}
    for written in _texts(library, piece, tag):
        for phrase in filter(prints, phrases(written.text)):
            found[f"{written.located.shown}#{'.'.join(map(str, phrase.path))}"] = nfc(phrase.text)
    return found


def content_of(library: Library, piece: Piece, tag: str) -> dict[str, str]:
    """The content fingerprint of one language of a piece, and of each handout of a packet."""
    inner = piece.facts.handouts if isinstance(piece, Packet) else ()
    pieces = [piece, *(library.handouts[slug] for slug in inner if slug in library.handouts)]
    return {one.slug: review.fingerprint(library, one, tag).whole for one in pieces if tag in one.texts}


def pictures_of(library: Library, piece: Piece, tag: str) -> dict[str, str]:
    """SHA-256 of each figure that one language of a piece prints."""
    return {name: library.digest_of(name) or "" for name in library.figures_of(piece, tag)}


def logo_of(library: Library, brand: str) -> str:
    """SHA-256 of a brand's logo; empty where there is none."""
    return library.digest_of(f"styles/brands/{brand}/{library.brands[brand].logo}") or ""


def _texts(library: Library, piece: Piece, tag: str) -> Iterator[Written]:
    if tag in piece.texts:
        yield piece.texts[tag]
    yield from (written for _, written in library.included(piece, tag))
    if isinstance(piece, Packet):
        for slug in piece.facts.handouts:
            if slug in library.handouts:
                yield from _texts(library, library.handouts[slug], tag)


def brand_values(library: Library, brand: str) -> dict[str, str]:
    """What a brand prints beside the words."""
    known = library.brands[brand]
    found = {key: value for key in BRAND_VALUES if (value := known.value(key))}
    return {**found, "region": known.region}


def release_of(
    library: Library, edition: Edition, fingerprint: str, pdf: str, pages: int, today: date
) -> tuple[Release, dict[str, str]]:
    """The record of a release made today, and the words it was made from."""
    piece = library.pieces[edition.slug]
    text = piece.texts[edition.language].text
    version = text.version or (text.translation.from_version if text.translation else 1)
    standing = review.standing(library, piece, edition.language, today)
    words = words_of(library, piece, edition.language)
    release = Release(
        qr.plain(fingerprint), {key: str(value) for key, value in asdict(edition).items()}, version, getattr(text, "title", ""),
        pdf, pages, str(today), str(standing.approved or ""), str(standing.review_by or ""), _name(words),
        brand_values(library, edition.brand), content_of(library, piece, edition.language),
        pictures_of(library, piece, edition.language), logo_of(library, edition.brand),
    )  # fmt: skip
    return release, words


def _name(words: Mapping[str, str]) -> str:
    return digest(json.dumps(words, sort_keys=True, ensure_ascii=True).encode())[:32]


def releases(root: Path) -> tuple[list[Release], list[Problem]]:
    """Every release, the oldest first; a line that cannot be read is told, not fatal."""
    shown = f"{FOLDER}/{LEDGER}"
    try:
        lines = (root / FOLDER / LEDGER).read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        fault = f"the history cannot be read ({error.strerror})"
        return [], [Problem(Place(shown), "history-unreadable", fault, "Check the file's permissions.")]
    found, problems = list[Release](), list[Problem]()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                said = json.loads(line)
                if said.pop("format") == FORMAT:
                    known = {one.name for one in fields(Release)}  # a later version of the program may say more
                    found.append(Release(**{key: value for key, value in said.items() if key in known}))
            except (ValueError, TypeError, KeyError, AttributeError):
                fault = "a line of the history cannot be read"
                remedy = "It was cut short, or edited by hand. What it recorded is not known any more."
                problems.append(Problem(Place(shown, number), "history-line-broken", fault, remedy, Severity.REVIEW))
    return found, problems


def record_releases(library: Library, made: Iterable[tuple[Release, Mapping[str, str]]]) -> int:
    """Add releases to the history; one that is the latest of its edition already is not added again. Raises OSError."""
    folder = library.root / FOLDER
    with adding(folder / LEDGER) as file:
        latest = {one.identity: (one.fingerprint, one.pdf) for one in releases(library.root)[0]}
        lines = []
        for release, words in made:
            if latest.get(release.identity) == (release.fingerprint, release.pdf):
                continue
            latest[release.identity] = (release.fingerprint, release.pdf)
            _keep_words(folder, release.text, words)
            said = json.dumps({"format": FORMAT, **asdict(release)}, ensure_ascii=True, sort_keys=True)
            lines.append(said.encode())
        add(file, lines)
    return len(lines)


def _keep_words(folder: Path, name: str, words: Mapping[str, str]) -> None:
    path = folder / "texts" / f"{name}.json"
    if not path.exists():
        keep(path, (json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode())


def words_then(root: Path, release: Release) -> dict[str, str] | None:
    """The words that a release was made from; None where they are not kept."""
    try:
        said: Any = json.loads((root / FOLDER / "texts" / f"{release.text}.json").read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict):
        return None
    # Words that people search by were once kept among them.
    return {str(key): nfc(str(value)) for key, value in said.items() if not str(key).partition("#")[2].startswith("keywords.")}


def record_run(
    library: Library, outcomes: Iterable[Outcome], today: date, archive: Archive | None = None
) -> tuple[int, list[Problem]]:
    """Record the releases of ``build --release`` and keep their PDFs; how many were new, and what could not be written.

    The archive gets every release, also one that was found fresh. Of what is the latest release already, and in the
    archive, only the archive's copy is looked at.
    """
    latest = {one.identity: one for one in releases(library.root)[0]}
    made = []
    try:
        for outcome in outcomes:
            if outcome.path is None or not outcome.released:
                continue
            last = latest.get(identity_of(asdict(outcome.edition)))
            known = last is not None and outcome.state == "fresh" and last.fingerprint == qr.plain(outcome.fingerprint)
            if last is not None and known and (archive is None or archive.get(last.pdf) is not None):
                continue
            data = outcome.path.read_bytes()
            sha256 = digest(data)
            if archive is not None:
                archive.put(data, sha256)
            made.append(release_of(library, outcome.edition, outcome.fingerprint, sha256, outcome.pages, today))
        return (record_releases(library, made) if made else 0), []
    except OSError as error:
        fault = f"the release cannot be recorded: {error.strerror or error}"
        remedy = f"Make {FOLDER}/ and the archive writable and run it again: a sheet that is not recorded cannot be recalled."
        return 0, [Problem(Place(FOLDER), "history-unwritable", fault, remedy)]


# ------------------------------------------------------------------------------------------------------------ orders


def record_order(root: Path, record: OrderRecord) -> Path:
    """Write the record of an order; one that is there already stays as it is. Raises OSError."""
    path = root / FOLDER / f"{record.made}_{record.job}_{record.code}.json"
    if not path.exists():
        said = {"format": FORMAT, **asdict(record)}
        keep(path, (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
    return path


def orders(root: Path) -> tuple[list[OrderRecord], list[Problem]]:
    """Every order, the oldest first; a record that cannot be read is told, not fatal."""
    found, problems = list[OrderRecord](), list[Problem]()
    for path in sorted((root / FOLDER).glob("*.json")):
        try:
            said = json.loads(path.read_bytes())
            if said.pop("format") != FORMAT:
                raise ValueError
            pieces = tuple(OrderedPiece(**piece) for piece in said.pop("pieces"))
            found.append(OrderRecord(pieces=pieces, **said))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            fault = "this record of an order cannot be read"
            place = Place(f"{FOLDER}/{path.name}")
            problems.append(Problem(place, "history-line-broken", fault, "Take it from a copy.", Severity.REVIEW))
    return found, problems
