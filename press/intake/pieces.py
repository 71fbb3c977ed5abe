"""What a leaflet is made of, whatever it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title's."""

    text: str
    level: int = 2
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with inline marks already in the handout's own grammar."""

    text: str
    note: str = ""  # what the importer is unsure of


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its header where ``header`` says so."""

    rows: tuple[tuple[str, ...], ...]
    header: bool = False
    caption: str = ""


Piece = Heading | Paragraph | Items | Grid

_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·*\-–—]|o(?=\s{2,}))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)])\s+(?=\S)")
_SPECIAL = re.compile(r"([\\*\[\]{}])")


def escaped(text: str) -> str:
    """Text in which no character means anything to the inline grammar."""
    return _SPECIAL.sub(r"\\\1", text)


def pieces_of_text(text: str) -> Iterator[Piece]:
    """Plain text by its shape: short lines without a full stop are headings, marked lines are lists."""
    for group in re.split(r"\n[ \t]*\n", text):
        lines = [line.rstrip() for line in group.split("\n") if line.strip()]
        while lines:
            taken, piece = _first(lines)
            yield piece
            lines = lines[taken:]


def _first(lines: list[str]) -> tuple[int, Piece]:
    """How many lines the first piece of a group takes, and the piece."""
    for mark, ordered in ((_BULLET, False), (_NUMBER, True)):
        if mark.match(lines[0]):
            return _list(lines, mark, ordered)
    if len(lines) == 1 and _heading_like(lines[0]):
        return 1, Heading(escaped(_squeezed(lines[0])), sure=False)
    count = next((n for n, line in enumerate(lines) if n and (_BULLET.match(line) or _NUMBER.match(line))), len(lines))
    if (
        count > 1
        and _heading_like(lines[0])
        and not lines[0].rstrip().endswith(",")
        and len(lines[0]) < 50
        and len(lines[1]) > len(lines[0])
    ):
        return 1, Heading(escaped(_squeezed(lines[0])), sure=False)
    return count, Paragraph(escaped(_squeezed(" ".join(lines[:count]))))


def _list(lines: list[str], mark: re.Pattern[str], ordered: bool) -> tuple[int, Items]:
    items: list[str] = []
    for number, line in enumerate(lines):
        if mark.match(line):
            items.append(mark.sub("", line, count=1))
        elif line.startswith((" ", "\t")) and not (_BULLET.match(line) or _NUMBER.match(line)):
            items[-1] += " " + line.strip()
        else:
            return number, Items(tuple(escaped(_squeezed(item)) for item in items), ordered)
    return len(lines), Items(tuple(escaped(_squeezed(item)) for item in items), ordered)


def _heading_like(line: str) -> bool:
    text = line.strip()
    return len(text) <= 90 and len(text.split()) <= 14 and not re.search(r"[.!;:,。！]$", text)


def _squeezed(text: str) -> str:
    """Line ends become spaces. Double spaces stay: the check shows them to the author."""
    return text.strip().replace("\t", " ")
