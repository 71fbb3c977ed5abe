"""What a file for the printing press must prove, beside all that a sheet must. It is measured, not trusted.

After ISO 15930-7 (PDF/X-4) and what printers ask for. No validator of PDF/X-4 is at hand here: a file that passes is
"checked against these rules", which is less than certified. ``docs/press-ready.md`` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from press.pdf.measured import Page, Paint, Said
from press.preflight.expected import Expected
from press.preflight.rule import Finding, Subject, rule

if TYPE_CHECKING:
    from press.pdf.plates import Box

_SLACK = 0.1  # millimetres
_HAIRLINE = 0.25  # points
_ROUNDING = 0.005
_INKS = {"DeviceCMYK": 4, "ICCBased 4": 4, "DeviceGray": 1}
_REGISTRATION = "Separation All"
_DEVELOPER = "Tell a developer."

Sight = tuple[int, str, Said]  # page, what it is, its colour


def _sights(subject: Subject) -> Iterator[Sight]:
    """Everything that has a colour."""
    for page in subject.pages:
        for run in subject.shown[page.number]:
            for said in run.said:
                yield page.number, subject.sample(page.number, run), said
        for paint in page.paints:
            yield page.number, _WHAT[paint.kind], paint.said


_WHAT = {"fill": "a ground", "stroke": "a line", "image": "a picture", "shading": "a gradient"}


def _ink(said: Said) -> tuple[float, float, float, float] | None:
    """Cyan, magenta, yellow, black, each 0 to 1; None where it takes more than the numbers to know."""
    if len(said.numbers) != _INKS.get(said.space):
        return None
    if len(said.numbers) == 1:
        return 0.0, 0.0, 0.0, 1 - said.numbers[0]
    cyan, magenta, yellow, black = said.numbers
    return cyan, magenta, yellow, black


def _first(found: Iterable[Finding], key: Callable[[Finding], object] = lambda one: one.page) -> Iterator[Finding]:
    """Of many alike, one a page."""
    seen = set()
    for one in found:
        if (what := key(one)) not in seen:
            seen.add(what)
            yield one


@rule
def colour_not_for_press(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Everything is in CMYK or grey: a press turns RGB and Lab into inks by itself, and each press otherwise.

    Spot colours need a plate that nobody ordered. Crop marks alone are in registration colour, outside the trim.
    """
    remedy = "Tell a developer: colours are turned into inks when the file is finished."
    kinds = {page: {said.space for number, _, said in _sights(subject) if number == page} for page in subject.shown}
    for page, spaces in kinds.items():
        for space in sorted(spaces - _INKS.keys() - {"", "Pattern", _REGISTRATION}):
            yield Finding(page, f"a colour is in {space}, not in CMYK or grey", remedy)
    for ink in dict.fromkeys((ink.what, ink.space) for ink in subject.plates.inks):
        if ink[1] not in _INKS:
            yield Finding(0, f"a {ink[0]} is in {ink[1] or 'a space of its own'}, not in CMYK or grey", remedy)


@rule
def registration_colour_misused(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Registration colour is on every plate: inside the trim it would be 400 % ink, and a blur."""
    for page in subject.pages:
        inside = [paint for paint in page.paints if paint.said.space == _REGISTRATION and _touches(paint, page)]
        text = [run for run in page.runs if any(said.space == _REGISTRATION for said in run.said)]
        if inside or text:
            yield Finding(page.number, "registration colour stands inside the trim", _DEVELOPER)


def _touches(paint: Paint, page: Page) -> bool:
    area = paint.area
    across = area.right > _SLACK and area.left < page.width - _SLACK
    return across and area.bottom > _SLACK and area.top < page.height - _SLACK


@rule
def rich_black_text(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Text is printed in black ink alone, or left white: letters of several inks blur when the plates are a hair off."""
    yield from _first(_rich(subject))


def _rich(subject: Subject) -> Iterator[Finding]:
    for page, runs in subject.shown.items():
        for run in runs:
            for said in run.said:
                ink = _ink(said)
                if ink is None or sum(ink[:3]) > _ROUNDING or _ROUNDING < ink[3] < 1 - _ROUNDING:
                    fault = f"{subject.sample(page, run)} is printed in {_percent(said)}, not in black alone"
                    yield Finding(page, fault, "Text is set in black or white: styles/purposes/print.css.")


def _percent(said: Said) -> str:
    ink = _ink(said)
    if ink is None:
        return said.space
    return " ".join(f"{name} {part * 100:.0f} %" for name, part in zip("CMYK", ink, strict=True) if part > 0)


@rule
def too_much_ink(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No more ink in one place than the paper holds: more of it smears, sets off on the next sheet and does not dry."""
    if expected.press is None:
        return
    most = expected.press.max_ink
    seen = chain(
        ((page, what, 100 * sum(ink)) for page, what, said in _sights(subject) if (ink := _ink(said))),
        ((0, f"a {ink.what}", ink.most) for ink in subject.plates.inks),
    )
    remedy = "Give the colour less cyan, magenta and yellow (brand.yaml), or ask the print shop for its limit."
    found = (
        Finding(page, f"{what} has {ink:.0f} % of ink; {most} % is the most", remedy)
        for page, what, ink in seen
        if ink > most + 1
    )
    yield from _first(found)


@rule
def colours_not_as_ordered(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """What is ordered in black needs no other plate: each one is paid for."""
    if expected.press is None or not expected.press.black_only:
        return
    found = (
        Finding(page, f"{what} is printed in {_percent(said)}; black alone was ordered", _DEVELOPER)
        for page, what, said in _sights(subject)
        if said.space == _REGISTRATION or ((ink := _ink(said)) and sum(ink[:3]) > 0)
    )
    yield from _first(found)
    if any(ink.space != "DeviceGray" and ink.what != "group" for ink in subject.plates.inks):
        yield Finding(0, "a picture or gradient is in four inks; black alone was ordered", _DEVELOPER)


@rule
def hairline(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No line is thinner than a quarter point: thinner ones break up on the plate, and at 0 each device takes its own."""
    for page in subject.pages:
        widths = [paint.line for paint in page.paints if paint.kind == "stroke"]
        widths += [_thickness(paint) for paint in page.paints if paint.kind == "fill" and not paint.shapes]
        thin = min((width for width in widths if width < _HAIRLINE - 0.01), default=None)
        if thin is not None:
            fault = f"a line is {thin:.2f} pt thin; {_HAIRLINE:g} pt is the least"
            yield Finding(page.number, fault, "Make it .5pt in the style sheet or drawing.")


def _thickness(paint: Paint) -> float:
    """The shorter side of a filled rectangle in points: borders are drawn so."""
    area = paint.area
    return min(area.right - area.left, area.bottom - area.top) * 72 / 25.4


@rule
def resolution_too_low(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Pictures have 300 pixels to the inch as they are printed: with fewer a press shows the steps."""
    if expected.press is None:
        return
    least = expected.press.min_dpi
    for page in subject.pages:
        dpi = min((paint.dpi for paint in page.paints if paint.kind == "image" and paint.dpi), default=least)
        if dpi < least - 0.5:
            fault = f"a picture has {dpi:.0f} dots to the inch; {least} is the least"
            yield Finding(page.number, fault, "Use a larger picture, or an SVG drawing.")


@rule
def boxes_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Each page says where it is cut (TrimBox) and how far it bleeds (BleedBox), one within the other, from 0, 0.

    ISO 15930-7: a TrimBox, no ArtBox beside it. Imposing software puts pages side by side by these boxes.
    """
    for number, boxes in enumerate(subject.plates.boxes, 1):
        if missing := [name for name, box in (("TrimBox", boxes.trim), ("BleedBox", boxes.bleed)) if box is None]:
            yield Finding(number, f"the page has no {' and no '.join(missing)}", _DEVELOPER)
            continue
        if max(abs(boxes.media[0]), abs(boxes.media[1])) > 0.001:
            yield Finding(number, "the sheet (MediaBox) does not begin at 0, 0", _DEVELOPER)
        if boxes.art is not None:
            yield Finding(number, "the page has an ArtBox beside its TrimBox", _DEVELOPER)
        sheet = boxes.media if boxes.crop is None else boxes.crop
        if not _within(boxes.trim, boxes.bleed) or not _within(boxes.bleed, sheet) or sheet != boxes.media:
            yield Finding(number, "TrimBox, BleedBox and MediaBox do not lie within each other", _DEVELOPER)


def _within(inner: Box | None, outer: Box | None) -> bool:
    if inner is None or outer is None:
        return False
    low = all(inner[i] >= outer[i] - 0.01 for i in (0, 1))
    return low and all(inner[i] <= outer[i] + 0.01 for i in (2, 3))


@rule
def bleed_too_small(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """What reaches the edge of the paper goes on beyond it: else a white line shows where the knife is a hair off."""
    if expected.press is None:
        return
    least = expected.press.bleed_mm
    for number, boxes in enumerate(subject.plates.boxes, 1):
        if boxes.trim is None or boxes.bleed is None:
            continue
        trim, bleed = boxes.trim, boxes.bleed
        room = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if room < least - 0.01:
            yield Finding(number, f"the bleed is {room:.2f} mm; {least:g} mm is the least", _DEVELOPER)
    for page in subject.pages:
        if any(_stops_short(paint, page, least) for paint in page.paints):
            fault = f"a ground or picture reaches the edge of the paper, and not {least:g} mm beyond it"
            yield Finding(page.number, fault, "Let it reach further in styles/purposes/print.css, or end within the page.")


def _stops_short(paint: Paint, page: Page, least: float) -> bool:
    if not _touches(paint, page) or paint.kind == "stroke" or sum(_ink(paint.said) or (1.0,)) == 0:
        return False
    area = paint.area
    sides = (area.left, area.top, page.width - area.right, page.height - area.bottom)
    return any(-least + _SLACK < side < _SLACK for side in sides)


@rule
def output_intent_missing(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file says for which printing condition its inks are meant, with the ICC profile (ISO 15930-7)."""
    if expected.press is None:
        return
    wanted = expected.press
    intents = [one for one in subject.plates.intents if one.kind == "GTS_PDFX"]
    if len(intents) != 1 or not intents[0].profile:
        yield Finding(0, f"the file has {len(intents) or 'no'} output intent with an ICC profile; it needs one", _DEVELOPER)
        return
    found = intents[0]
    if found.space != "CMYK":
        yield Finding(0, f"the ICC profile of the output intent is for {found.space or 'nothing'}, not CMYK", _DEVELOPER)
    elif (found.condition, found.profile) != (wanted.condition, wanted.profile):
        fault = f'the output intent is "{found.condition}", not "{wanted.condition}" with the profile of the print shop'
        yield Finding(0, fault, _DEVELOPER)


@rule
def annotation_in_print(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Nothing on the page reacts to a click: links and notes print on some devices and stop others (ISO 15930-7)."""
    for number in sorted({one.page for one in subject.measured.annotations}):
        yield Finding(number, "there is a link or note on the page", _DEVELOPER)


@rule
def page_count_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file has the pages that were typeset: a lost page is noticed by the patient."""
    if expected.press is not None and expected.press.pages not in (0, len(subject.pages)):
        fault = f"the file has {len(subject.pages)} pages; {expected.press.pages} were typeset"
        yield Finding(0, fault, _DEVELOPER)


@rule
def standard_not_said(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file says that it is PDF/X-4, when it was made, by which name it is known, and that nothing was trapped.

    ISO 15930-7. A claim, not a proof: the other rules are the proof that there is.
    """
    says = subject.plates.says
    wrong = [key for key in ("made", "changed", "id") if not says[key]]
    wrong += [key for key, value in (("standard", "PDF/X-4"), ("trapped", "/False")) if says[key] != value]
    if wrong:
        yield Finding(0, f"the file does not say its {', '.join(wrong)}", _DEVELOPER)
