"""Painted order: the letters of every line stand on paper in the order in which they are read.

The order that must be is worked out from the author's words (``visual``), line by line as the text was broken, and laid
beside the places of the glyphs. Where whole texts stand is another rule's question (``order``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from press.content.aligning import squeezed
from press.content.wording import Span
from press.pdf import MM, TextRun
from press.preflight.expected import Expected
from press.preflight.laid import Laid, Paper, Part
from press.preflight.numbers import numbers, stretches
from press.preflight.rule import Finding, Subject, rule
from press.preflight.visual import Words, comparable, visual
from press.preflight.words import shortened

_SAME_LINE = 0.45  # type sizes that base lines of one line may be apart


class _Line(NamedTuple):
    """One line of a text as it stands on paper: its letters from ``start`` to ``end`` (squeezed), and the box around it."""

    page: int
    base: float
    size: float  # points
    left: float
    right: float
    start: int
    end: int
    runs: tuple[TextRun, ...]

    @property
    def top(self) -> float:
        """The height of its capitals."""
        return self.base - 0.7 * self.size * MM


def _lines(parts: Sequence[Part]) -> list[_Line]:
    """The lines of a text: parts that follow each other on one base line."""
    found: list[_Line] = []
    for part in parts:
        runs = tuple(run for run in part.runs if run.area.right > run.area.left)
        if not runs:
            continue
        end = part.offset + part.end - part.start
        if found and runs[-1] is found[-1].runs[-1]:  # two texts in one piece of what is painted
            found[-1] = found[-1]._replace(end=end)
            continue
        base, size = runs[0].base, min(run.size for run in runs)
        left, right = min(run.area.left for run in runs), max(run.area.right for run in runs)
        last = found[-1] if found else None
        if last and last.page == part.page and abs(last.base - base) <= _SAME_LINE * min(size, last.size) * MM:
            found[-1] = last._replace(
                left=min(left, last.left), right=max(right, last.right), end=end, runs=(*last.runs, *runs)
            )
        else:
            found.append(_Line(part.page, base, size, left, right, part.offset, end, runs))
    return found


# ---- letters -------------------------------------------------------------------------------------------------------------


@rule
def painted_otherwise(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """A number, a name and a sign stand on paper in the order in which they were written.

    In right-to-left text the glyphs of "200–400 mg" or of a phone are painted in another order wherever the press, a
    template or a style does not hold them together: 120/80 becomes 80/120, and nothing in the words of the file shows it.
    The order that must be is computed from the author's words by Unicode's bidirectional algorithm (Standard Annex 9), line
    by line. What a language reads from right to left in its own digits stands in its file (native_digits).
    """
    if not expected.reading:
        return
    for group in _groups(subject.paper(expected.reading)):
        for page, must, painted in group.faults(expected):
            yield Finding(page, _told(must, painted, group.text), _TURNED)


_TURNED = "A style sheet or template sets direction or unicode-bidi, or tears the text apart. If none does, tell a developer."


class _Group(NamedTuple):
    """Texts that share a piece of what is painted: most stand alone."""

    text: str
    laid: tuple[Laid, ...]
    lines: tuple[_Line, ...]

    def faults(self, expected: Expected) -> Iterator[tuple[int, str, str]]:
        """The page of each line that is painted otherwise, what must stand there and what does."""
        first = self.laid[0].wording
        terms = tuple(_moved_to(one, first.text) for one in first.spans if one.kind == "term") if len(self.laid) == 1 else ()
        words = Words(self.text, first.direction, terms, first.language, expected.native)
        at = [index for index, letter in enumerate(self.text) if not letter.isspace()]
        spans = [(at[line.start], at[line.end - 1] + 1) for line in self.lines]
        for line, (start, end), shown in zip(self.lines, spans, visual(words, spans), strict=True):
            must, painted = comparable(shown), comparable(_painted(line.runs))
            if must == painted or _means_otherwise(must, painted):
                continue
            loose = set(_loose(words, start, end))
            if loose and _without(must, loose) == _without(painted, loose):
                continue
            yield line.page, must, painted


def _groups(paper: Paper) -> Iterator[_Group]:
    waiting: list[Laid] = []
    for laid in paper.laid:
        if laid.wording.spoken or not any(part.runs for part in laid.parts):
            continue
        if waiting and not _share(waiting[-1], laid):
            yield from _group(waiting)
            waiting = []
        waiting.append(laid)
    yield from _group(waiting)


def _share(one: Laid, other: Laid) -> bool:
    last, first = one.parts[-1].atom, (other.label or other.parts)[0].atom
    return last.mcid is not None and (last.page, last.mcid) == (first.page, first.mcid)


def _group(laid: Sequence[Laid]) -> Iterator[_Group]:
    """The texts together, with the letters of their pieces that belong to none of them."""
    if not laid:
        return
    text, parts = "", list[Part]()
    for one in laid:
        own = _seen(one.wording.text)
        count = len(squeezed(own))
        kept = [part for part in one.parts if part.offset < count]
        if not kept:
            return
        first = kept[0]
        text += squeezed(first.atom.text)[parts[-1].end if parts and parts[-1].atom == first.atom else 0 : first.start]
        done = len(squeezed(text))
        text += own
        parts += [part._replace(offset=part.offset + done) for part in kept]
    text += squeezed(parts[-1].atom.text)[parts[-1].end :]
    lines = tuple(_whole(_lines(parts), len(squeezed(text))))
    if lines:
        yield _Group(text, tuple(laid), lines)


def _whole(lines: Sequence[_Line], count: int) -> Iterator[_Line]:
    """Lines that hold every letter of their pieces: those between two texts as well."""
    for number, line in enumerate(lines):
        start = lines[number - 1].end if number else 0
        yield line._replace(start=start, end=count if number == len(lines) - 1 else line.end)


_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")


def _seen(text: str) -> str:
    """A text as it is laid beside what is heard: NFC, without marks that nobody sees, its spaces kept."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _moved_to(term: Span, text: str) -> Span:
    """A term by its offsets into the text as it is seen."""
    return term._replace(start=len(_seen(text[: term.start])), end=len(_seen(text[: term.end])))


def _painted(runs: Iterable[TextRun]) -> str:
    """The letters of a line from left to right."""
    glyphs = sorted((glyph for run in runs for glyph in run.placed()), key=lambda glyph: glyph[0])
    return unicodedata.normalize("NFC", "".join(letters for _, letters in glyphs))


def _loose(words: Words, start: int, end: int) -> Iterator[str]:
    """Signs of a line that belong to no number and no name: whether they hang on what is before or after is a matter of taste."""
    if words.direction == "ltr":
        return
    inside = {at for one in stretches(words.text, "rtl") for at in range(one.start, one.end)}
    for at in range(start, end):
        if at not in inside and not words.text[at].isalnum():
            yield from comparable(words.text[at])


def _means_otherwise(must: str, painted: str) -> bool:
    """Whether only letters differ whose glyphs do not say what they mean: ActualText says it for them.

    Letters with signs over or under them are made of two glyphs, and the sign has one meaning for all of them.
    """
    here, there = ([one for one in text if one.isascii() or not one.isalpha()] for text in (must, painted))
    if here == there:
        return True
    letters, others = ([one for one in text if one.isalpha()] for text in (must, painted))
    signs, other_signs = ([one for one in text if not one.isalpha()] for text in (must, painted))
    return sorted(letters) != sorted(others) and signs == other_signs


def _without(text: str, letters: set[str]) -> str:
    return "".join(one for one in text if one not in letters)


def _told(must: str, painted: str, text: str) -> str:
    """The number or name that is painted otherwise; where that cannot be told, the line."""
    for start, end in numbers(text):
        number = comparable(text[start:end])
        if len(number) > 1 and number in must and number not in painted:
            return f'"{text[start:end].strip()}" is painted in another order: the line reads "{painted}", not "{must}"'
    return f'a line reads "{painted}" from left to right, not "{must}"'


# ---- head and foot ----------------------------------------------------------------------------------------------------------


@rule
def running_head_turned(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Head and foot of every page read as they must: "page 2 of 4" is not "4 of 2", and the sheet's code is its code."""
    running = expected.reading.running
    if not expected.reading:
        return
    fixed = [*running.heads, running.foot, running.identity, *(one.text for one in running.mark)]
    for page, runs in subject.shown.items():
        texts = [*fixed, running.folio.format(page=page, pages=len(subject.pages))]
        chunks = list(_chunks([run for run in runs if run.artifact]))
        painted = {one for some in (chunks, _joined(chunks)) for one in some}
        for text in (piece for whole in texts for piece in whole.split(" · ")):
            words = Words(text, expected.direction, (), expected.language, expected.native)
            must = comparable(next(visual(words, [(0, len(text))])))
            if not must or must in painted or not _is_there(must, chunks, painted):
                continue  # whether it is there at all is another rule's question
            if any(comparable(text[one.start : one.end]) not in "\n".join(painted) for one in stretches(text, expected.direction)):
                yield Finding(page, f'"{shortened(text)}" is painted in another order in the head or foot', _TURNED)


def _is_there(letters: str, chunks: Sequence[str], painted: set[str]) -> bool:
    """Whether the letters stand in one piece of a line, in any order, or are all of two or three pieces."""
    return any(_all_in(letters, one) for one in chunks) or any(sorted(letters) == sorted(one) for one in painted)


def _all_in(letters: str, others: str) -> bool:
    return all(letters.count(one) <= others.count(one) for one in set(letters))


def _chunks(runs: Sequence[TextRun]) -> Iterator[str]:
    """The pieces of lines in head and foot, from the top: what stands between wide gaps and dots."""
    waiting = sorted(runs, key=lambda run: (round(run.base, 0), run.area.left))
    chunk: list[TextRun] = []
    for run in waiting:
        last = chunk[-1] if chunk else None
        if last and (abs(run.base - last.base) > 1 or run.area.left - last.area.right > 1.5 * run.size * MM):
            yield from comparable(_painted(chunk)).split("·")
            chunk = []
        chunk.append(run)
    if chunk:
        yield from comparable(_painted(chunk)).split("·")


def _joined(chunks: Sequence[str]) -> Iterator[str]:
    """Pieces that follow each other, for a head that needs two lines."""
    for count in (2, 3):
        for i in range(len(chunks) - count + 1):
            yield "".join(chunks[i : i + count])
