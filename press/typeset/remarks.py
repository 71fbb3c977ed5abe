"""What the typesetter remarks, in plain words and at the line that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from press.problem import Place, Problem
from press.typeset.fetch import SCHEME, ProjectFetcher, Refusal, project_name
from press.typeset.places import Places
from press.typeset.witness import Remark

_LINE = re.compile(r" at (\d+):(\d+)")
_REWRITE = "Correct it or take it out: the typesetter leaves out what it does not understand."

_OWN_SCHEME = f'Write "{SCHEME}<path of the file in the project>".'

#: Remarks that another check reports better: missing glyphs (all at once), pictures without words (at their place).
_SAID_ELSEWHERE = (".notdef glyph rendered", 'Image "%s" has no required alt')

#: Start of WeasyPrint's message -> rule, fault ({0}, {1} … are the message's values), remedy.
_TRANSLATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("Ignored `%s: %s`", "style-not-understood", 'the style "{0}: {1}" is not understood: {4}', _REWRITE),
    ("Ignored `%s:%s`", "style-not-understood", 'the style "{0}:{1}" is not understood', _REWRITE),
    ("Deprecated `%s:%s`", "style-not-understood", 'the style "{0}:{1}" has an outdated prefix', _REWRITE),
    ("Invalid or unsupported selector", "style-not-understood", "a selector is not understood: {0}", _REWRITE),
    ("Parse error at", "style-not-understood", "the style sheet cannot be read here: {2}", _REWRITE),
    ("Error: %s at", "style-not-understood", "the style sheet cannot be read here: {0}", _REWRITE),
    ("Unknown empty rule", "style-not-understood", "this rule is empty or not known", _REWRITE),
    ("Unknown rule", "style-not-understood", "this rule is not known", _REWRITE),
    ("Missing %s descriptor", "font-face", "a style sheet brings its own font", ""),
    (
        "press: font-face",
        "font-face",
        'the style sheet brings its own font "{0}"',
        "Take the @font-face rule out: pages print only in the fonts of the project (press/fonts/families.py), which are tested.",
    ),
    ("Failed to load inline SVG", "picture-unreadable", "an SVG drawing in the page cannot be read: {0}", ""),
    (
        "Failed to load image",
        "picture-unreadable",
        '"{0}" cannot be read as a picture',
        "Save it again as SVG, PNG or JPEG.",
    ),
    ("Failed to render SVG image", "picture-unreadable", 'the drawing "{0}" cannot be drawn', "Save it as plain SVG."),
    ("Failed to load stylesheet", "style-sheet-unreadable", 'the style sheet "{0}" cannot be read: {1}', ""),
    (
        "Unsupported stylesheet type",
        "style-sheet-unreadable",
        '"{1}" is not a style sheet',
        'Its name must end in ".css".',
    ),
    (
        "Relative URI reference",
        "address-refused",
        'the address "{0}" does not begin with "press:"',
        f'Write "{SCHEME}…".',
    ),
    ("No anchor #%s", "link-goes-nowhere", 'a link leads to "#{0}", which is not on the page', "Correct the address."),
    ("Content discarded: target", "link-goes-nowhere", 'a reference leads to "{0}", which is not on the page', ""),
    ("Anchor defined twice", "name-used-twice", 'two elements have the id "{0}"', "Give each its own."),
    ('Missing required "lang"', "language-missing", "the page does not say its language", "Write <html lang=…>."),
    ("This row has more columns", "table-uneven", "a table row has more cells than the table has columns", ""),
    (
        "press: font-unfit",
        "font-unfit",
        "a font cannot be embedded: {0}",
        "Only TrueType fonts of fixed outlines can (press/fonts makes them); take another family.",
    ),
    (
        "press: letters-heaped",
        "letters-heaped",
        'signs are heaped so high over or under a letter that no font has room for them: "{0}"',
        "Take the signs away that no language writes there.",
    ),
)


def remark_problems(remarks: Iterable[Remark], refusals: Iterable[Refusal], places: Places) -> list[Problem]:
    """One problem for each remark that no other check and no refusal speaks for."""
    refused = {refusal.url for refusal in refusals}
    found = []
    for remark in remarks:
        if remark.template.startswith(_SAID_ELSEWHERE) or refused.intersection(map(str, remark.values)):
            continue
        found.append(_problem(remark, places))
    return found


def _problem(remark: Remark, places: Places) -> Problem:
    if "Relative URI reference" in str(remark):
        return Problem(
            _place(remark, places), "address-refused", f'an address does not begin with "{SCHEME}"', _OWN_SCHEME
        )
    values = [" ".join(str(value).split()) for value in remark.values] + [""] * 5
    for start, rule, fault, remedy in _TRANSLATIONS:
        if remark.template.startswith(start):
            return Problem(_place(remark, places), rule, fault.format(*values), remedy)
    said = " ".join(str(remark).split())
    return Problem(_place(remark, places), "typesetter-warning", f"the typesetter warns: {said}", "")


def _place(remark: Remark, places: Places) -> Place:
    if remark.element is not None:
        return places.of_element(remark.element)
    first = str(remark.values[0]) if remark.values else ""
    if found := _LINE.search(str(remark)):
        return places.of_rule(remark.sheet, int(found[1]), int(found[2]), first)
    if remark.template.startswith("press: font-face"):
        return _in_sheet(places.of_text("@font-face"), remark)
    if first.startswith(SCHEME):
        return places.of_address(first)
    if remark.template.startswith("No anchor"):
        return places.of_address(f"#{first}")
    if quoted := re.search(r"'([^']+)'", str(remark)):
        return _in_sheet(places.of_text(quoted[1].strip()), remark)
    return _in_sheet(places.page, remark)


def _in_sheet(place: Place, remark: Remark) -> Place:
    sheet = project_name(remark.sheet)
    return Place(sheet) if sheet and place.path != sheet else place


def refusal_problems(fetcher: ProjectFetcher, places: Places) -> list[Problem]:
    """One problem for each address that was asked for and refused, at the element or style sheet that names it."""
    found = []
    for url in dict.fromkeys(refusal.url for refusal in fetcher.refusals):
        name = project_name(url)
        shown = url if len(url) <= 80 else f"{url[:77]}…"
        if name:
            fault, rule = f'there is no file "{name}"', "file-missing"
            remedy = "Correct the name, or put the file there."
        else:
            fault, rule = f'"{shown}" may not be used on a page', "address-refused"
            remedy = (
                f'Put the file into the project and write "{SCHEME}<its path>": nothing else is read while printing.'
            )
        found.append(Problem(places.of_address(url), rule, fault, remedy))
    return found


def stopped(error: Exception, place: Place) -> Problem:
    """The typesetter broke down: nearly always over a combination of styles that it does not know."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    where = f" ({last.tb_frame.f_code.co_name})" if last else ""
    fault = f"the typesetter stopped: {type(error).__name__}: {error}{where}"
    return Problem(
        place, "typesetter-stopped", fault, "Undo the last change of a template or style sheet, and tell a developer."
    )


def missing_glyphs(document: Any) -> dict[str, str]:
    """Characters that no font has: character -> family that was asked last."""
    return {chr(point): font.family for font in document.fonts.values() for point in font.missing}
