"""Order on paper: texts stand below or beside each other as they are heard, and each number stands at its own step.

A screen reader follows the file, an eye the paper. A style sheet can move what it likes without changing the file's order:
steps are painted 2, 1, 3, a dose stands under another hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from press.pdf import MM, Rectangle, TextRun
from press.preflight.expected import Expected
from press.preflight.laid import Laid, Part, around
from press.preflight.rule import Finding, Subject, rule
from press.preflight.words import shortened

_SLACK = 0.6  # millimetres
_SWAY = 0.45  # type sizes: how far apart base lines of one line may be (raised signs, larger words)
_RAISED = 0.08  # type sizes: more is an exponent or an index
_LABEL_GAP = 0.18  # type sizes between a number and its text
_STYLE = "A style sheet moves it (position, margin, order, float …): let texts follow each other as they are written."


@rule
def order_on_paper(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Texts stand on paper in the order in which they are heard: steps, rows, cells, and the lines within each.

    Later texts stand lower, or beside on the side where reading goes on; a picture may stand beside anything.
    """
    if not expected.reading:
        return
    laid = [one for one in subject.paper(expected.reading).laid if one.page and not one.wording.spoken]
    yield from _following(laid, expected.direction == "rtl")
    yield from _columns(laid)
    for one in laid:
        yield from _lines(one)
        yield from _label(one)
        yield from _folio(one)


class _Line(NamedTuple):
    """What one line of a text fills on a page."""

    laid: Laid
    page: int
    area: Rectangle
    contents: frozenset[int | None]  # the pieces of marked content that paint it


def _lines_of(one: Laid) -> list[_Line]:
    """The lines of a text, in the order in which they are heard."""
    found: list[_Line] = []
    for part in one.parts:
        for run in part.runs:
            if not run.text.strip():
                continue
            area = run.area
            if found and found[-1].page == part.page and abs(found[-1].area.bottom - run.base) <= _SWAY * run.size * MM:
                found[-1] = _Line(one, part.page, around(found[-1].area, area), found[-1].contents | {run.mcid})
            else:
                found.append(_Line(one, part.page, area, frozenset({run.mcid})))
    return found


def _following(laid: Sequence[Laid], rtl: bool) -> Iterator[Finding]:
    """Each text begins below all that comes before it on its page, or beside it where reading goes on.

    That holds for paragraphs, for the cells of a row, for columns; a picture's words may stand beside anything.
    """
    before: list[_Line] = []
    for one in laid:
        lines = _lines_of(one)
        if not lines:
            continue
        first = lines[0]
        if before and first.page < before[-1].page:
            fault = f'"{_said(one)}" is on page {first.page}, before "{_said(before[-1].laid)}"'
            yield Finding(first.page, fault, _STYLE)
            return
        before = [line for line in before if line.page == first.page]
        apart = (line for line in reversed(before) if not line.contents & first.contents)  # else one run paints both
        wrong = next((line for line in apart if not _follows(line.area, first.area, rtl)), None)
        if wrong is not None:
            side = "above" if first.area.bottom <= wrong.area.top + _SLACK else f"to the {'right' if rtl else 'left'} of"
            yield Finding(first.page, f'"{_said(one)}" stands {side} "{_said(wrong.laid)}", which comes before it', _STYLE)
            return
        if one.wording.block != "figure":
            before += lines


def _follows(one: Rectangle, other: Rectangle, rtl: bool) -> bool:
    """Whether a text comes after a line: it begins under its base line, or beside it where reading goes on."""
    beside = one.left >= other.right - _SLACK if rtl else other.left >= one.right - _SLACK
    return one.bottom <= other.top + _SLACK or beside


def _said(one: Laid) -> str:
    return shortened(one.wording.text)


def _columns(laid: Sequence[Laid]) -> Iterator[Finding]:
    """Each cell stands under the name of its own column."""
    names: dict[int, tuple[Laid, Rectangle]] = {}
    for one in laid:
        if one.wording.cell is None:
            names = {} if one.wording.block != "table" or one.wording.role == "caption" else names
            continue
        row, column = one.wording.cell
        area = one.areas()[one.page]
        if row < 0:
            names[column] = one, area
            continue
        step = -1 if one.wording.direction == "rtl" else 1
        right, left = names.get(column + step), names.get(column - step)
        if (right and area.left >= right[1].left + _SLACK) or (left and area.right <= left[1].right - _SLACK):
            fault = f'"{_said(one)}" does not stand under "{_said(names[column][0])}"'
            yield Finding(one.page, fault, _STYLE)
            return


def _lines(one: Laid) -> Iterator[Finding]:
    """The lines of a text follow each other, and so do the words of a line that run one way."""
    runs = [(part.page, run) for part in one.parts for run in part.runs if run.text.strip()]
    plain = one.wording.direction == "ltr" and not any(span.direction == "rtl" for span in one.wording.spans)
    for (page, run), (after, following) in pairwise(runs):
        size = max(run.size, following.size) * MM
        up = page == after and following.base < run.base - _SWAY * size and not _goes_on(runs, following, one.wording.direction)
        back = page == after and abs(following.base - run.base) <= _SWAY * size and _goes_back(run, following)
        if after < page or up or (plain and back and one.wording.kind != "brand"):
            fault = f'the words of "{_said(one)}" do not follow each other'
            yield Finding(page, fault, _STYLE)
            return
        if page == after and _RAISED * size < abs(following.base - run.base) <= _SWAY * size and following.area.top < run.base:
            fault = f'"{shortened(following.text)}" in "{_said(one)}" is raised or lowered, like an index'
            yield Finding(page, fault, _STYLE)
            return


def _goes_on(runs: Sequence[tuple[int, TextRun]], following: TextRun, direction: str) -> bool:
    """Whether a text goes on at the head of the next column: all that comes after stands clear of all that came before."""
    at = next(n for n, (_, run) in enumerate(runs) if run is following)
    here = runs[at][0]
    before = [run.area for page, run in runs[:at] if page == here]
    after = [run.area for page, run in runs[at:] if page == here]
    gap = following.size * MM
    if direction == "rtl":
        edge = max(area.right for area in after)
        return min(area.left for area in before) - edge >= gap and following.area.right >= edge - _SLACK
    edge = min(area.left for area in after)
    return edge - max(area.right for area in before) >= gap and following.area.left <= edge + _SLACK


def _goes_back(run: TextRun, following: TextRun) -> bool:
    return following.area.right < run.area.left + _SLACK


def _label(one: Laid) -> Iterator[Finding]:
    """The number or bullet of a text stands at the height of its first line, before it, and a little apart."""
    first = one.first
    for part in one.label:
        for run in part.runs:
            if not run.text.strip() or first is None:
                continue
            yield from _apart(one, part, run, first)
            return


def _folio(one: Laid) -> Iterator[Finding]:
    """The page number of a title in the contents stands at the height of one of its lines."""
    heights = [run.base for part in one.parts for run in part.runs]
    for part in one.folio:
        for run in part.runs:
            if heights and not any(abs(run.base - base) <= _SWAY * run.size * MM for base in heights):
                yield Finding(part.page, f'the page number of "{_said(one)}" stands at another height', _STYLE)
                return


def _apart(one: Laid, part: Part, run: TextRun, first: TextRun) -> Iterator[Finding]:
    size = first.size * MM
    gap = run.area.left - first.area.right if one.wording.direction == "rtl" else first.area.left - run.area.right
    away = part.page != one.page or abs(run.base - first.base) > max(_SWAY, 0.6 * run.size / first.size) * size
    what = f'"{run.text.strip()}", which belongs to "{_said(one)}"'
    if away:
        yield Finding(part.page, f"{what}, stands at another height", _STYLE)
    elif gap < _LABEL_GAP * size:
        yield Finding(part.page, f"{what}, touches it or stands behind it", _STYLE)
