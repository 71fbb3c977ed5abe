"""Nothing over a text, nothing through it, nothing beside it: what is drawn, and in which order (ISO 32000-1, 8.1).

Whatever is painted after a text hides it, white on white as well. A line through it or a ring beside it is a sign that a
patient reads: 5 mg becomes 50 mg. So all paint that comes near a line of text must be of a short list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.content.aligning import squeezed
from press.pdf import MM, Page, Paint, Rectangle, TextRun
from press.preflight.expected import Expected
from press.preflight.laid import around
from press.preflight.lettering import contrast, ground_at
from press.preflight.nearness import BESIDE, OVER, UNDERLINE, Near
from press.preflight.rule import Finding, Subject, rule
from press.preflight.words import shortened

_THIN = 0.13  # how thick one is at most
_CLOSE = 0.3  # nearer than this a frame's side is taken for a letter
_SMALL = (1.7, 1.35)  # how wide and how high a small thing is at most; a frame's side is higher than a letter
_SLACK = 0.15  # millimetres: edges that meet do not cover each other

_STYLE = "A style sheet or template does it: leave texts uncovered, and {} free."


def _touches(paint: Paint, ink: Rectangle) -> bool:
    """Whether any of a paint falls on the box of some letters: their common part, looked at in fifteen places."""
    common = paint.area.common(ink)
    wide, high = common.right - common.left, common.bottom - common.top
    if wide <= 0 or high <= 0 or (wide < _SLACK and paint.area.right - paint.area.left > wide + 1e-3):
        return False
    if not paint.shapes:
        return wide > _SLACK / 3 and high > _SLACK / 3
    xs = [common.left + wide * part for part in (0.02, 0.25, 0.5, 0.75, 0.98)]
    ys = [common.top + high * part for part in (0.05, 0.5, 0.95)]
    return any(paint.covers(x, y) for x in xs for y in ys)


def _holds(paint: Paint, ink: Rectangle) -> bool:
    """Whether a paint is a ground: all of the letters' box lies on it."""
    xs = (ink.left + _SLACK, (ink.left + ink.right) / 2, ink.right - _SLACK)
    ys = (ink.top + _SLACK, (ink.top + ink.bottom) / 2, ink.bottom - _SLACK)
    return all(paint.covers(x, y) for x in xs for y in ys)


@rule
def painted_over(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Nothing is painted over a text after it: no ground, frame, picture, gradient or line, be it white or see-through.

    What is underneath is heard, searched and copied, and nobody sees it. The order is that of the drawing instructions.
    """
    for page in subject.pages:
        for run, ink, paints in subject.near[page.number]:
            over = next((one for one in paints if one.order > run.order and _touches(one, ink)), None)
            if over is not None:
                fault = f"{subject.sample(page.number, run)} is painted over by {_what(over)}"
                yield Finding(page.number, fault, _STYLE.format("what comes after them"))
                break


@rule
def picture_covered(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No ground or frame is painted over a picture after it: what it shows was approved, and is not there."""
    for page in subject.pages:
        for number, box in _pictures(page.paints):
            over = next((one for one in page.paints if one.artifact and one.order > number and _touches(one, box)), None)
            if over is not None:
                fault = f"a picture is painted over by {_what(over)}"
                yield Finding(page.number, fault, "A style sheet does it: let what comes after a picture leave it free.")
                break


def _pictures(paints: Sequence[Paint]) -> Iterator[tuple[int, Rectangle]]:
    """The boxes of pictures, each with the number of its last paint: what is painted together and is no part of the page."""
    box, last = None, 0
    for paint in sorted(paints, key=lambda one: one.order):
        area = paint.area
        if paint.artifact or min(area.right - area.left, area.bottom - area.top) < 0.8:  # the line under a link
            continue
        if box is not None and paint.order > last + 1:
            yield last, box
            box = None
        box, last = area if box is None else around(box, area), paint.order
    if box is not None:
        yield last, box


@rule
def box_missing(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """A list to tick has a box before each item: without it nobody knows where to make a mark."""
    if not expected.reading:
        return
    paper = subject.paper(expected.reading)
    near = {(page, id(one.run)): one for page, runs in subject.near.items() for one in runs}
    for laid in paper.laid:
        run = laid.first
        if laid.wording.mark != "box" or run is None:
            continue
        here = near.get((laid.page, id(run)))
        marks = [one for one in here.paints if _is_mark(subject, expected, laid.page, run, one)] if here is not None else []
        if not any(_stands_out(subject.pages[laid.page - 1], one) for one in marks):
            fault = f'"{shortened(laid.wording.text)}" has no box to tick before it{", or none that can be seen" if marks else ""}'
            yield Finding(laid.page, fault, "Correct styles/blocks/checklist.css.")
            return


def _stands_out(page: Page, paint: Paint) -> bool:
    """Whether a drawing can be seen: a contrast of 3 to 1 with what is under its middle (WCAG 2.2, 1.4.11)."""
    area = paint.area
    under = [one for one in page.paints if one.order < paint.order and one.kind != "stroke"]
    ground = ground_at((area.left + area.right) / 2, (area.top + area.bottom) / 2, under)
    return paint.alpha == 1 and paint.colour is not None and ground is not None and contrast(paint.colour, ground) >= 3


@rule
def drawn_through(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No line, edge or picture runs through a text or under it: a crossed-out dose is no dose.

    A ground lies behind the whole line; a line under words belongs to links alone. Underlining and striking out are not
    among the marks that an author can write, so nothing else can have asked for them.
    """
    for page in subject.pages:
        for run, ink, paints in subject.near[page.number]:
            for paint in paints:
                if paint.order > run.order or _holds(paint, ink):
                    continue
                under = _is_underline(paint, run)
                if not under and not _touches(paint, ink):
                    continue
                if under and (run.artifact or not expected.reading or _is_link(subject, expected, page.number, run)):
                    continue
                what = "is underlined, and is no link" if under else f"has {_what(paint)} run behind a part of it"
                fault = f"{subject.sample(page.number, run)} {what}"
                yield Finding(page.number, fault, _STYLE.format("lines through and under them"))
                break
            else:
                continue
            break


def _is_underline(paint: Paint, run: TextRun) -> bool:
    """Whether a paint is a line close under a run."""
    area, size = paint.area, run.size * MM
    shared = min(area.right, run.area.right) - max(area.left, run.area.left)
    thin = area.bottom - area.top <= max(_THIN * size, 0.6)
    return thin and shared > 0.1 * (run.area.right - run.area.left) and 0 <= area.top - run.base + 0.02 * size <= UNDERLINE * size


def _is_link(subject: Subject, expected: Expected, page: int, run: TextRun) -> bool:
    """Whether the words of a run are those of a link, or what they are is not known."""
    if subject.paper(expected.reading).alignment.difference is not None:
        return True
    for laid, part in subject.paper(expected.reading).of(page, run.mcid):
        start, end = part.offset, part.offset + part.end - part.start
        wording = laid.wording
        for span in wording.spans:
            first, last = len(squeezed(wording.text[: span.start])), len(squeezed(wording.text[: span.end]))
            if span.kind in ("link", "address") and first <= start and end <= last:
                return True
    return False


@rule
def drawn_beside(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No small drawing stands beside a text where it would be read as a sign: a ring is a nought, a dash a minus.

    Boxes to tick, bullets and icons stand before the first letter of what they belong to, and at a distance. Which those
    are, the reading says.
    """
    if not expected.reading:
        return
    for page in subject.pages:
        near = subject.near[page.number]
        for run, ink, paints in near:
            signs = [] if run.artifact else [one for one in paints if _is_sign(one, run, ink)]
            strange = next((one for one in signs if not _is_known(subject, expected, page.number, one, run, near)), None)
            if strange is not None:
                fault = f"{_what(strange)} stands beside {subject.sample(page.number, run)}, and could be read as a sign"
                yield Finding(page.number, fault, _STYLE.format("the space of two letters around them"))
                break


def _is_known(
    subject: Subject, expected: Expected, page: int, paint: Paint, run: TextRun, near: Sequence[Near]
) -> bool:
    """Whether a drawing beside a run is a ground, the line under a link, nearer to another run, or a box, bullet or icon."""
    for other in near:
        if paint not in other.paints:
            continue
        if paint.order < other.run.order and _holds(paint, other.ink):
            return True  # the ground of the words next to it
        if _is_mark(subject, expected, page, other.run, paint):
            return True
        if _is_underline(paint, other.run) and (not expected.reading or _is_link(subject, expected, page, other.run)):
            return True
        between = other.run is not run and (run.area.left <= other.run.area.left < paint.area.left or paint.area.right < other.run.area.right <= run.area.right)
        if between and min(other.ink.bottom, paint.area.bottom) > max(other.ink.top, paint.area.top):
            return True
    return False


def _is_sign(paint: Paint, run: TextRun, ink: Rectangle) -> bool:
    """Whether something stands beside a run, over or under it, so small or so near that it reads as a sign."""
    area, size = paint.area, run.size * MM
    wide, high = area.right - area.left, area.bottom - area.top
    small = wide <= _SMALL[0] * size and high <= _SMALL[1] * size
    across = max(area.left - ink.right, ink.left - area.right)
    apart = max(area.top - ink.bottom, ink.top - area.bottom)
    if apart > -_SLACK:  # over or under it
        return small and across < -_SLACK and apart < OVER * size
    return -_SLACK <= across < (BESIDE if small else _CLOSE) * size


def _is_mark(subject: Subject, expected: Expected, page: int, run: TextRun, paint: Paint) -> bool:
    """Whether a drawing is the box, bullet or icon that belongs before a text: about as wide as high, before its first letter."""
    wide, high = paint.area.right - paint.area.left, paint.area.bottom - paint.area.top
    if not expected.reading or subject.paper(expected.reading).alignment.difference is not None:
        return 0.5 < wide / high < 2  # what belongs where is not known
    for laid, part in subject.paper(expected.reading).of(page, run.mcid):
        before = paint.area.right <= run.area.left if laid.wording.direction == "ltr" else paint.area.left >= run.area.right
        gap = max(paint.area.left - run.area.right, run.area.left - paint.area.right)
        if laid.wording.mark and part.offset == 0 and before and 0.38 < wide / high < 2.6 and gap > 0.2 * run.size * MM:
            return True
    return False


def _what(paint: Paint) -> str:
    """A paint in words."""
    if paint.kind in ("image", "shading"):
        return {"image": "a picture", "shading": "a gradient"}[paint.kind]
    wide, high = paint.area.right - paint.area.left, paint.area.bottom - paint.area.top
    return "a line" if min(wide, high) < 0.8 else "a filled shape" if paint.kind == "fill" else "a frame"
