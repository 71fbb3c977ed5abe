"""What an edition for the printing press needs along its route: inks to typeset with, and what its file must prove."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from press import receipt
from press.edition import Edition
from press.library import DEFAULT_PRINTER, Library, Printer
from press.markup.tokens import palette
from press.preflight import Expected, Press
from press.problem import Place, Problem, did_you_mean

if TYPE_CHECKING:
    from press.library.inks import Inks  # it brings Pillow, and a sheet for the screen needs none


def files(edition: Edition) -> tuple[str, ...]:
    """What is read for it beside what any edition reads."""
    return (_file(edition),) if edition.purpose == "print" else ()


def problems(library: Library, edition: Edition) -> list[Problem]:
    """Why an edition cannot be made for its printer: the profile, the paper, colours with too much ink."""
    if edition.purpose == "screen":
        return []
    printer, file = _printer(library, edition), _file(edition)
    if printer is None:
        name = edition.printer or DEFAULT_PRINTER
        found = [problem for problem in library.problems if problem.place.path == file]
        remedy = did_you_mean(name, library.printers)
        return found or [Problem(Place(file), "unknown-printer", f'there is no printer profile "{name}"', remedy)]
    found = [problem for problem in library.problems if problem.place.path == file]
    return found or list(_problems(library, edition, printer))


def _problems(library: Library, edition: Edition, printer: Printer) -> Iterator[Problem]:
    file, brand = _file(edition), library.brands[edition.brand]
    located = library.located[file]
    if brand.paper not in printer.papers:
        fault = f"this printer does not print on {brand.paper}, the paper of the brand {edition.brand}"
        remedy = f'Add "{brand.paper}" to papers if it does, or order from another printer.'
        yield Problem(located.place(("papers",)), "paper-not-offered", fault, remedy)
    shown = f"styles/brands/{edition.brand}/brand.yaml"
    for name in ("primary", "accent"):
        ink = sum(getattr(brand.colours, name).cmyk)
        if ink > printer.max_ink and edition.colours != "1/1":
            fault = f"the colour has {ink} % of ink; {printer.max_ink} % is the most that this printer takes"
            place = library.located[shown].place(("colours", name, "cmyk"))
            yield Problem(place, "too-much-ink", fault, "Give it less cyan, magenta and yellow.")
    try:
        inks = inks_of(library, edition)
        if inks is not None:
            inks.of_rgb((0.5, 0.2, 0.1))
    except (ValueError, OSError) as error:
        fault = f'"{printer.icc}" cannot be used: {error}'
        remedy = "Ask the print shop for its ICC profile for CMYK printing."
        yield Problem(located.place(("icc",)), "icc-unreadable", fault, remedy)


def inks_of(library: Library, edition: Edition) -> Inks | None:
    """What typesetting turns colours and pictures into; None for the screen. Raises OSError where the profile is gone."""
    printer = _printer(library, edition)
    if edition.purpose == "screen" or printer is None:
        return None
    from press.library.inks import Inks

    icc = f"styles/printers/{edition.printer or DEFAULT_PRINTER}/{printer.icc}"
    read = (icc, _file(edition), f"styles/brands/{edition.brand}/brand.yaml")
    return Inks(printer, _bytes(library, icc), edition.colours == "1/1", palette(library, edition), read)


def must_prove(library: Library, edition: Edition) -> Press | None:
    """What preflight must find in the finished file; None for the screen."""
    printer = _printer(library, edition)
    if edition.purpose == "screen" or printer is None:
        return None
    icc = f"styles/printers/{edition.printer or DEFAULT_PRINTER}/{printer.icc}"
    profile = receipt.digest(_bytes(library, icc))
    black = edition.colours == "1/1"
    return Press(printer.condition, profile, printer.bleed_mm, printer.max_ink, printer.min_dpi, black)


def counted(expected: Expected, pages: int) -> Expected:
    """The same with the number of pages that were typeset."""
    return expected if expected.press is None else replace(expected, press=replace(expected.press, pages=pages))


def _printer(library: Library, edition: Edition) -> Printer | None:
    return library.printers.get(edition.printer or DEFAULT_PRINTER)


def _file(edition: Edition) -> str:
    return f"styles/printers/{edition.printer or DEFAULT_PRINTER}/printer.yaml"


def _bytes(library: Library, name: str) -> bytes:
    path = library.resolve(name)
    if path is None:
        raise FileNotFoundError(name)
    return path.read_bytes()


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "paper-not-offered": "A printer without this paper would print on another, scaled.",
    "unknown-printer": "Inks and boxes are made for a print shop's own press.",
}
