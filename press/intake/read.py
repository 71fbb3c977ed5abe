"""One leaflet, from its file to settled pieces: the door by its kind, the two readings, what a person must settle."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from press.intake import letters
from press.intake.pieces import Doubt, Piece, all_words, everything, holds_words
from press.intake.settle import settled, without_repeats
from press.intake.witness import Difference, atoms, differences, stream
from press.problem import Place, Problem

OFFICE = (".odt", ".rtf", ".doc")
KINDS = (".txt", ".md", ".html", ".htm", ".docx", *OFFICE, ".pdf")
MAX_TEXT = 4 * 1024 * 1024
MAX_FILE = 32 * 1024 * 1024
_RECURSION = 6000  # Python's frames for the deepest page that is still read


def kind_of(path: Path) -> str:
    """The door of a file, by its name: a suffix of ``KINDS``; empty for none."""
    suffix = path.suffix.lower()
    return {".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html"}.get(
        suffix, suffix if suffix in KINDS else ""
    )


def fault_of(path: Path) -> tuple[str, str, str] | None:
    """Why a file cannot be a leaflet, before it is opened: rule, fault and remedy."""
    if not path.is_file():
        return "file-missing", "there is no such file", "Check the name."
    kind = kind_of(path)
    if not kind:
        hint = "Save it as .docx. Copied into a .txt file it loses its lists, tables and changes."
        return (
            "leaflet-kind",
            f'a "{path.suffix or path.name}" file cannot be read',
            f"It can be one of: {', '.join(KINDS)}. {hint}",
        )
    size = path.stat().st_size
    if size > (MAX_TEXT if kind in (".txt", ".md", ".html") else MAX_FILE):
        return (
            "file-too-large",
            f"the file has {size // 1024 // 1024} MB",
            "A leaflet has a few pages: is it the right file?",
        )
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A leaflet as it was read: settled pieces, and every word and figure that was met on the way.

    ``marked``: its reader has already told which typed marks begin the items of a list.
    """

    pieces: tuple[Piece, ...]
    met: Counter[str]
    marked: bool = False


Read = tuple[Reading | None, list[Problem]]


def refused(shown: str, *faults: tuple[str, str, str]) -> Read:
    """What was read of a leaflet that cannot be taken in: nothing, and why."""
    return None, [Problem(Place(shown), *fault) for fault in faults]


def read(path: Path, encoding: str | None = None) -> Read:
    """A leaflet; nothing where a problem says why."""
    fault = fault_of(path)
    if fault:
        return refused(path.name, fault)
    with _deep_enough():
        try:
            reading, problems = _read(path, kind_of(path), encoding)
        except RecursionError:
            why = ("leaflet-unreadable", "it is nested deeper than any leaflet", "It may be damaged. Save it again.")
            return refused(path.name, why)
    if reading is not None and not any(holds_words(piece) for piece in reading.pieces):
        why = ("file-empty", "the file holds no words", "Is it the right file? A scan must be typed first.")
        return refused(path.name, why)
    return reading, problems


def _read(path: Path, kind: str, encoding: str | None) -> Read:
    if kind == ".docx":
        return read_word(path, path.name)
    if kind in OFFICE:
        from press.intake.office import read_office

        return read_office(path)
    if kind == ".pdf":
        from press.intake.paper import read_pdf

        return read_pdf(path)
    data = path.read_bytes()
    other = other_kind(data, path.suffix)
    if other:
        return refused(path.name, ("leaflet-kind", *other))
    if kind == ".html" and encoding is None:
        encoding = _declared(data)
    text, problems = letters.decoded(data, path.name, encoding)
    if text is None:
        return None, problems
    return _read_text(path, kind, text)


def _read_text(path: Path, kind: str, text: str) -> Read:
    from press.intake.web import TooDeepError

    found: list[Difference]
    try:
        if kind == ".txt":
            from press.intake.text import pieces_of_text

            pieces = pieces_of_text(text)
            found = differences([a for a in stream(pieces) if a.text != "|"], _lines(text))
        elif kind == ".md":
            from press.intake import markdown

            pieces = markdown.pieces_of(text, path.parent)
            found = differences(markdown.first_reading(stream(pieces)), markdown.second_reading(text))
        else:
            from press.intake.web import Page, second_reading

            page = Page(text, path.parent)
            pieces = page.read()
            if page.faults:
                return refused(path.name, *(("leaflet-too-long", *fault) for fault in page.faults))
            found = differences(stream(pieces), second_reading(text))
    except TooDeepError:
        fault = (
            "leaflet-unreadable",
            "its elements are nested deeper than any leaflet's",
            "Save it again as plain HTML.",
        )
        return refused(path.name, fault)
    reading, problems = finished(pieces, found, path.name)
    return (replace(reading, marked=kind == ".txt") if reading else None), problems


def finished(pieces: Sequence[Piece], found: Sequence[Difference], shown: str) -> Read:
    """Pieces with their doubts, once every letter in them is one that a handout can hold."""
    problems = list(_refused(pieces, shown))
    if problems:
        return None, problems
    met = Counter(atom.text for atom in stream(pieces) if atom.text[-1:].isalnum() and not atom.text.startswith("\0"))
    for piece in pieces:  # the mark of a note goes where the note comes to its place
        for words in all_words(piece):
            met -= Counter(atom for span in words if span.state == "mark" for atom in atoms(span.text))
    return Reading(tuple(without_repeats(settled(pieces, found))), met), []


def read_word(path: Path, shown: str) -> Read:
    """A Word file by its two readers."""
    from press.intake.word import Package, Reader, UnreadableError, second_reading

    try:
        package = Package(path)
        package.check_all()
        reader = Reader(package, package.main)
        pieces = reader.body()
    except UnreadableError as error:
        return refused(shown, ("leaflet-unreadable", error.fault, error.remedy))
    if reader.faults:
        return refused(shown, *(("leaflet-too-long", *fault) for fault in dict.fromkeys(reader.faults)))
    mine = stream(pieces, labels=False)
    try:
        other = second_reading(path)
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001 - mammoth raises many kinds for files that it cannot read
        why = str(error) or type(error).__name__
        told = Doubt(
            f"The second reader of Word files could not read this leaflet ({why}). Compare the whole with the leaflet."
        )
        return finished([told, *pieces], [], shown)
    return finished(pieces, differences(mine, other), shown)


def _lines(text: str) -> list[str]:
    """The second reading of plain text: every character of every line that is not merely drawn."""
    from press.intake.columns import is_rule

    found: list[str] = []
    for line in text.split("\n"):
        if not is_rule(line):
            found += atoms(re.sub(r"[|│┃]", " ", line))
    return found


def _refused(pieces: Sequence[Piece], shown: str) -> Iterator[Problem]:
    """Letters that no handout can hold, which only the reader met: behind an entity, or inside a Word file."""
    for piece in pieces:
        for words in all_words(piece):
            text = everything(words)
            if text.isascii() and text.replace("\n", " ").replace("\t", " ").isprintable():
                continue
            _, problems = letters.checked(text, shown)
            for problem in problems:
                yield Problem(Place(shown), problem.rule, problem.fault, problem.remedy)


def other_kind(data: bytes, suffix: str) -> tuple[str, str] | None:
    """Fault and remedy for a file that is of another kind than its name says."""
    kinds = (
        (b"%PDF", "a PDF", ".pdf"), (b"PK\x03\x04", "a Word, OpenDocument or other packed file", ".docx or .odt"),
        (b"\xd0\xcf\x11\xe0", "in Word's old format", ".doc"), (b"{\\rtf", "a Rich Text file", ".rtf"),
        (b"\x89PNG", "a picture", ".png"), (b"\xff\xd8\xff", "a picture", ".jpg"), (b"GIF8", "a picture", ".gif"),
    )  # fmt: skip
    for start, what, right in kinds:
        if data.lstrip(b"\xef\xbb\xbf \r\n")[:8].startswith(start):
            return f'the name ends in "{suffix}", but the file is {what}', f"Give it its right name ({right})."
    head = data[:600].lstrip(b"\xef\xbb\xbf \r\n").lower()
    if suffix.lower() in (".txt", ".md") and head.startswith((b"<!doctype html", b"<html")):
        return f'the name ends in "{suffix}", but the file is a web page', "Give it its right name (.html)."
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a web page says it has, where it is no UTF-8 anyway."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        hit = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
        name = hit[1].decode("ascii").lower() if hit else ""
        return {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name) or None
    return None


@contextmanager
def _deep_enough() -> Iterator[None]:
    """Room for the frames of a deeply nested leaflet."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
