"""Place: is everything on the paper, inside its margins, and in one column where that was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from math import ceil

from press.pdf import Page, Paint, Rectangle, TextRun
from press.preflight.expected import Expected
from press.preflight.lines import side_by_side
from press.preflight.rule import PRINTABLE_MM, Finding, Subject, rule

_SLACK = 0.3  # millimetres


@rule
def page_size_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Every page has the paper's size: another is scaled by the printer, and large print is no longer large."""
    width, height = expected.page_size_mm
    for page in subject.pages:
        # Only a printer's page is trimmed; any other is as large as its sheet.
        sheet, trimmed = page.media, Rectangle(0, 0, page.width, page.height)
        box = sheet if expected.press is None else trimmed
        wide, high = box.right - box.left, box.bottom - box.top
        if abs(wide - width) > _SLACK or abs(high - height) > _SLACK:
            fault = f"the page is {wide:.1f} x {high:.1f} mm, the paper {width:.1f} x {height:.1f} mm"
            yield Finding(page.number, fault, "Correct the size in the style sheet's @page rule, or the brand's paper.")
        if page.turned:
            yield Finding(page.number, f"the page is turned by {page.turned} degrees", "Print it upright.")


@rule
def too_many_sheets(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """A handout keeps to its budget of paper: nobody reads the eleventh page, and every sheet is paid for.

    Counted in sheets printed on both sides; the budget is ``sheets:`` in handout.yaml.
    """
    if expected.max_sheets is None:
        return
    pages = len(subject.pages)
    if (sheets := ceil(pages / 2)) > expected.max_sheets:
        fault = f"{pages} pages need {sheets} sheets of paper; the budget is {expected.max_sheets}"
        yield Finding(0, fault, 'Shorten the text, or raise "sheets" in handout.yaml.')


@rule
def blank_page(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No page is empty but for its head and foot: a reader thinks that something was not printed.

    In a packet the left-hand page before the title of the next handout may be empty, so that each begins a new sheet.
    """
    sizes = {number: max((run.size for run in runs), default=0.0) for number, runs in subject.shown.items()}
    title = max(sizes.values(), default=0.0)
    for page in subject.pages:
        text = any(not run.artifact for run in subject.shown[page.number])
        before_title = page.number % 2 == 0 and sizes.get(page.number + 1, 0.0) >= title > 0
        if not text and not before_title and not any(not paint.artifact for paint in page.paints):
            yield Finding(page.number, "the page has no text", "Take out a page break, or an empty block.")


@rule
def text_off_page(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No text leaves the paper or what an office printer reaches of it (6 mm from the edge), heads and feet neither."""
    for page in subject.pages:
        for run in subject.shown[page.number]:
            if _beyond(run, page, PRINTABLE_MM):
                remedy = f"Keep text {PRINTABLE_MM:g} mm from the edge of the paper."
                yield Finding(
                    page.number, f"{subject.sample(page.number, run)} is too near the edge, or off the paper", remedy
                )
                break


@rule
def text_clipped(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No text is cut off by a frame: the words are in the file, but not on the paper."""
    for page in subject.pages:
        for run in subject.shown[page.number]:
            seen = run.area.common(run.clip)
            lost = max(run.area.right - seen.right, seen.left - run.area.left)
            if lost > _SLACK or run.area.bottom - seen.bottom > _SLACK or seen.top - run.area.top > _SLACK:
                fault = f"{subject.sample(page.number, run)} is cut off by a frame"
                yield Finding(page.number, fault, "Take out overflow: hidden, or let the box grow.")
                break


@rule
def text_overlaps(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No text lies over other text, running heads and draft marks included: a digit can be taken for another."""
    for page, runs in subject.shown.items():
        waiting = sorted(runs, key=lambda run: run.area.top)
        for i, one in enumerate(waiting):
            other = next((other for other in _near(one, waiting[i + 1 :]) if _overlap(one, other)), None)
            if other:
                fault = f"{subject.sample(page, one)} and {subject.sample(page, other)} lie over each other"
                yield Finding(page, fault, "Give them more room in the style sheet.")
                break


def _near(one: TextRun, later: Iterable[TextRun]) -> Iterator[TextRun]:
    """Those of the following runs, sorted by height, that begin above the end of one."""
    return takewhile(lambda run: run.area.top < one.area.bottom, later)


def _overlap(one: TextRun, other: TextRun) -> bool:
    shared = one.area.common(other.area)
    return shared.right - shared.left > _SLACK and shared.bottom - shared.top > 2 * _SLACK


@rule
def text_in_margin(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The margins are white: for holding the sheet, for the punch, and so that lines have an end.

    Large print asks for an inch (American Council of the Blind 2022). Only running heads and feet stand there.
    """
    for page in subject.pages:
        for run in subject.shown[page.number]:
            if not run.artifact and _beyond(run, page, expected.margin_mm):
                fault = f"{subject.sample(page.number, run)} stands in the margin of {expected.margin_mm:g} mm"
                yield Finding(page.number, fault, "Correct the margins, or what is wider than the page's content.")
                break


@rule
def box_in_margin(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No frame, ground or picture reaches from the text into a side margin: it shows that a box is too wide."""
    for page in subject.pages:
        for paint in page.paints:
            if _sticks_out(paint, page, expected.margin_mm):
                what = "a picture" if paint.kind == "image" else "a frame or ground"
                yield Finding(page.number, f"{what} reaches into the side margin", "Make it narrower: max-width 100%.")
                break


@rule
def two_columns(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Large print has one column: with a magnifier one loses the way from column to column.

    American Council of the Blind 2022. Bullets and numbers may stand beside their text; tables must be stacked.
    """
    if not expected.one_column:
        return
    for page, pieces in subject.chunks.items():
        for one, other in side_by_side([piece for piece in pieces if not piece.is_label]):
            left, right = sorted((one, other), key=lambda piece: piece.area.left)
            fault = f"{subject.sample(page, left)} and {subject.sample(page, right)} stand side by side"
            yield Finding(page, fault, "Put them under each other in this variant.")
            break


@rule
def text_turned(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Text is upright and not mirrored or slanted by a transformation."""
    for page, runs in subject.shown.items():
        turned = next((run for run in runs if not run.upright and not run.artifact), None)
        if turned:
            yield Finding(page, f"{subject.sample(page, turned)} is turned", "Take the transform away from text.")


@rule
def text_hidden(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """All text is painted, and through no mask: invisible text is heard and searched, but nobody sees it."""
    for page in subject.pages:
        hidden = next((run for run in page.runs if not run.visible and run.text.strip()), None)
        if hidden:
            yield Finding(
                page.number, f"{subject.sample(page.number, hidden)} is invisible", "Show it, or take it out."
            )


def _beyond(run: TextRun, page: Page, margin: float) -> bool:
    """Whether a run leaves the page's area inside a margin, all four sides."""
    area = run.area
    return (
        area.left < margin - _SLACK
        or area.right > page.width - margin + _SLACK
        or area.top < margin - _SLACK
        or area.bottom > page.height - margin + _SLACK
    )


def _sticks_out(paint: Paint, page: Page, margin: float) -> bool:
    """Whether a paint reaches from the text area over a side margin. The ground of the whole page may."""
    area = paint.area
    if area.right - area.left > 0.97 * page.width and area.bottom - area.top > 0.97 * page.height:
        return False
    inside = area.right > margin + _SLACK and area.left < page.width - margin - _SLACK
    in_text = area.bottom > margin and area.top < page.height - margin
    out = area.left < margin - 2 * _SLACK or area.right > page.width - margin + 2 * _SLACK
    return inside and in_text and out
