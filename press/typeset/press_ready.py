"""Print finishing: the PDF that a printing press takes, PDF/X-4 (ISO 15930-7).

WeasyPrint's own ``pdf/x-4`` leaves colours in RGB, draws crop marks in RGB inside the bleed, has no output intent and a
random name in every run. So the page is typeset as for the screen, and the finished drawing instructions are rewritten:
every colour becomes inks (``press.library.inks``), text black or white; boxes, marks, output intent and names are ours.
What leads away from paper (links, outlines, scripts, attachments) is left out.
"""

from __future__ import annotations

import functools
import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.pdf.stream import Stream

from press.library.inks import BLACK, CMYK, Inks, Picture
from press.problem import Problem
from press.typeset.places import Places
from press.typeset.tag_tree import Structure
from press.typeset.tags import finish_structure

#: What WeasyPrint is told: tags as for the screen, no variant of its own, the version of PDF/X-4.
OPTIONS: dict[str, Any] = {"pdf_tags": True, "pdf_version": "1.6", "pdf_identifier": True}

_UNDATED = "2000-01-01T00:00:00+00:00"  # of a draft: the day of making would give other bytes every day
_MM = 72 / 25.4
_MARK = 5 * _MM  # length of a crop mark
_THIN = 0.25  # points: what a crop mark measures
_PX = 0.75  # points in a CSS pixel


def prepare(document: Any, images: dict[str, Any], inks: Inks, places: Places) -> list[Problem]:
    """Before the pages are drawn: no links, no clock, pictures in inks; and which pictures are too coarse."""
    metadata = document.metadata
    metadata.created = metadata.modified = metadata.created or _UNDATED
    for page in document.pages:
        page.links.clear()
    for image in images.values():
        if isinstance(image, RasterImage):
            _print_in_inks(image, inks)
    return _coarse(document, images, inks.printer.min_dpi, places)


def finish(document: Any, pdf: Any, inks: Inks, identity: str) -> Structure:
    """After the pages are drawn: tags as for the screen, then colours, boxes, marks, output intent and names."""
    structure = Structure(document, pdf)
    finish_structure(structure)
    _unlink(structure)
    outside = inks.printer.outside_mm * _MM
    _recolour(pdf, inks, outside)
    for reference, page in zip(pdf.page_references, document.pages, strict=True):
        _frame(structure.get(reference), structure, page, inks)
    _move_figures(structure, outside)
    _describe(document, pdf, inks, identity)
    return structure


# -------------------------------------------------------------------------------------------------------------- pictures


def _walk(box: Any) -> Iterator[Any]:
    todo = [box]
    while todo:
        one = todo.pop()
        one = getattr(one, "_box", one)
        yield one
        todo.extend(getattr(one, "children", ()))


def _print_in_inks(image: Any, inks: Inks) -> None:
    """Put a picture in inks in the place of WeasyPrint's own PDF object of it."""

    def x_object(interpolate: bool, dpi_ratio: float) -> Any:
        return _picture_object(inks.picture(image.image_data.data))

    image.get_x_object = x_object


def _picture_object(picture: Picture) -> Any:
    extra = _picture_extra(picture, "/DeviceCMYK" if picture.inks == 4 else "/DeviceGray")
    if picture.alpha is not None:
        extra["SMask"] = pydyf.Stream([picture.alpha], _picture_extra(picture, "/DeviceGray"))
    return pydyf.Stream([picture.samples], extra)


def _picture_extra(picture: Picture, space: str) -> Any:
    return pydyf.Dictionary({
        "Type": "/XObject", "Subtype": "/Image", "Width": picture.width, "Height": picture.height,
        "ColorSpace": space, "BitsPerComponent": 8, "Filter": "/FlateDecode",
    })  # fmt: skip


def _coarse(document: Any, images: dict[str, Any], least: int, places: Places) -> list[Problem]:
    """Pictures with too few pixels for the size that they are printed at, each at its line in the handout or brand."""
    names = {id(image): url for url, image in images.items() if isinstance(image, RasterImage)}
    found = []
    for page in document.pages:
        for box in _walk(page._page_box):
            image: Any = getattr(box, "replacement", None)
            if not isinstance(box, boxes.ReplacedBox) or id(image) not in names or not box.width or not box.height:
                continue
            dpi = min(image.width / box.width, image.height / box.height) * 96
            if dpi < least - 0.5:
                wide = round(image.width * least / dpi + 0.5)
                name = names[id(image)].rpartition("/")[2]
                fault = f'the picture "{name}" has {dpi:.0f} dots to the inch as it is printed; {least} is the least'
                remedy = f"Use one of {wide} pixels' width or more, an SVG drawing, or print it smaller."
                found.append(Problem(places.of_element(box.element), "picture-too-coarse", fault, remedy))
    return found


# --------------------------------------------------------------------------------------------------------------- colours

_DEVICE = {"rg", "RG", "k", "K", "g", "G"}
_SET = re.compile(rb"^(?:[-+.\d]+ )+(rg|RG|k|K|g|G|scn|SCN|sc|SC)$")
_SPACE = re.compile(rb"^/(\S+) (cs|CS)$")
_LAB = {"lab-d50", "lab-d65"}


def _recolour(pdf: Any, inks: Inks, outside: float) -> None:
    """Rewrite the colours of every drawing instruction, gradient and group in the file."""
    for item in pdf.objects:
        if isinstance(item, Stream):
            _Recolouring(inks).rewrite(item.stream)
            if "Group" in item.extra:
                # In grey print, too: what is blended in grey comes out in four inks on some devices.
                item.extra["Group"]["CS"] = "/DeviceCMYK"
        elif isinstance(item, pydyf.Dictionary) and item.get("ColorSpace") == "/DeviceRGB" and "ShadingType" in item:
            item["ColorSpace"] = "/DeviceGray" if inks.black_only else "/DeviceCMYK"
            _recolour_function(item["Function"], inks)
        elif isinstance(item, pydyf.Dictionary) and _LAB & item.keys():
            for name in _LAB:
                item.pop(name, None)
            if not inks.black_only:
                item["Reg"] = _registration(pdf)
    for pattern in _page_patterns(pdf):
        # A pattern's matrix counts from the corner of the paper, which the marks have moved (ISO 32000-1, 8.7.2).
        pattern.extra["Matrix"][4] += outside
        pattern.extra["Matrix"][5] += outside


def _page_patterns(pdf: Any) -> list[Any]:
    """The patterns of the pages themselves, which share their resources."""
    page = pdf.objects[int(pdf.page_references[0].split()[0])]
    resources = pdf.objects[int(page["Resources"].split()[0])]
    return [pdf.objects[int(reference.split()[0])] for reference in resources.get("Pattern", {}).values()]


def _recolour_function(function: Any, inks: Inks) -> None:
    """The colours at the ends of each stretch of a gradient; between them the inks go evenly from one to the other."""
    for part in function.get("Functions", [function]):
        for end in ("C0", "C1"):
            ink = inks.of_rgb(tuple(float(one) for one in part[end]))  # type: ignore[arg-type]
            part[end] = pydyf.Array([1 - ink[3]] if inks.black_only else ink)


def _registration(pdf: Any) -> Any:
    """Registration colour: on every plate, so that the marks show whether the plates lie true (ISO 32000-1, 8.6.6.4)."""
    ends = {"C0": pydyf.Array([0, 0, 0, 0]), "C1": pydyf.Array([1, 1, 1, 1])}
    full = pydyf.Dictionary({"FunctionType": 2, "Domain": pydyf.Array([0, 1]), **ends, "N": 1})
    pdf.add_object(full)
    return pydyf.Array(["/Separation", "/All", "/DeviceCMYK", full.reference])


class _Recolouring:
    """Follows one stream of drawing instructions and writes inks for its colours, text apart from all else."""

    def __init__(self, inks: Inks) -> None:
        self._inks = inks
        self._fill: CMYK | None = BLACK  # None: a pattern
        self._space = {"cs": "DeviceGray", "CS": "DeviceGray"}
        self._stack: list[tuple[CMYK | None, dict[str, str]]] = []
        self._in_text = False

    def rewrite(self, items: list[Any]) -> None:
        """Rewrite a stream's instructions in place; none is added or taken away, because tags count them."""
        for index, item in enumerate(items):
            if not isinstance(item, bytes):
                continue
            if item == b"q":
                self._stack.append((self._fill, dict(self._space)))
            elif item == b"Q" and self._stack:
                self._fill, self._space = self._stack.pop()
            elif item == b"BT":
                self._in_text = True
                items[index] = self._text_colour() + item
            elif item == b"ET":
                self._in_text = False
                items[index] = item + self._back()
            elif space := _SPACE.match(item):
                items[index] = self._enter(item, space[1].decode(), space[2].decode())
            elif found := _SET.match(item):
                items[index] = self._set(item, found[1].decode())

    def _enter(self, item: bytes, space: str, operator: str) -> bytes:
        self._space[operator] = space
        if space == "Pattern":
            if operator == "cs":
                self._fill = None
            return item
        return b""  # the colour that follows says its space by itself

    def _set(self, item: bytes, operator: str) -> bytes:
        numbers = tuple(float(one) for one in item.split()[:-1])
        stroke = operator.isupper()
        inks = self._in_inks(numbers, operator, self._space["CS" if stroke else "cs"])
        if not stroke:
            self._fill = inks
            if self._in_text:
                inks = self._inks.of_text(inks)
        return self._said(inks, stroke)

    def _in_inks(self, numbers: tuple[float, ...], operator: str, space: str) -> CMYK:
        if operator in {"k", "K"} or (operator not in _DEVICE and space == "DeviceCMYK"):
            return self._inks.of_cmyk(numbers)  # type: ignore[arg-type]
        if len(numbers) == 1:
            numbers *= 3
        if operator not in _DEVICE and space in _LAB:
            numbers = _screen_colour(numbers)
        return self._inks.of_rgb(numbers)  # type: ignore[arg-type]

    def _text_colour(self) -> bytes:
        if self._fill is None or (ink := self._inks.of_text(self._fill)) == self._fill:
            return b""
        return self._said(ink, False) + b"\n"

    def _back(self) -> bytes:
        """After text the colour that the instructions believe to be set."""
        if self._fill is None or self._inks.of_text(self._fill) == self._fill:
            return b""
        return b"\n" + self._said(self._fill, False)

    def _said(self, inks: CMYK, stroke: bool) -> bytes:
        if self._inks.black_only:
            return b"%s %s" % (_number(1 - inks[3]), b"G" if stroke else b"g")
        return b" ".join([*map(_number, inks), b"K" if stroke else b"k"])


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _screen_colour(lab: tuple[float, ...]) -> tuple[float, ...]:
    """CIE Lab, from its own white, as sRGB; what no screen shows is brought to the nearest that one does."""
    lightness, a, b = lab
    y = (lightness + 16) / 116
    x, y, z = (part**3 if part > 6 / 29 else (part - 4 / 29) * 108 / 841 for part in (y + a / 500, y, y - b / 200))
    x, z = x * 0.95046, z * 1.08906
    linear = (
        3.24045 * x - 1.53714 * y - 0.49853 * z,
        -0.96927 * x + 1.87601 * y + 0.04156 * z,
        0.05564 * x - 0.20403 * y + 1.05723 * z,
    )
    inside = (min(1.0, max(0.0, part)) for part in linear)
    return tuple(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in inside)


# ----------------------------------------------------------------------------------------------------- boxes and marks


def _frame(pdf_page: Any, structure: Structure, page: Any, inks: Inks) -> None:
    """Boxes from a corner at 0, 0; the page moved in, cut off at the bleed; crop marks outside it.

    ISO 15930-7: TrimBox within BleedBox within MediaBox, no ArtBox.
    """
    printer = inks.printer
    outside, bleed = printer.outside_mm * _MM, printer.bleed_mm * _MM
    width, height = page.width * _PX, page.height * _PX
    trim = (outside, outside, outside + width, outside + height)
    cut = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    pdf_page["MediaBox"] = pydyf.Array([0, 0, *_rounded(2 * outside + width, 2 * outside + height)])
    pdf_page["TrimBox"], pdf_page["BleedBox"] = pydyf.Array(_rounded(*trim)), pydyf.Array(_rounded(*cut))
    pdf_page.pop("Annots", None)
    pdf_page.pop("Tabs", None)
    items = structure.get(pdf_page["Contents"]).stream
    x, y, wide, high = (_number(one) for one in (cut[0], cut[1], cut[2] - cut[0], cut[3] - cut[1]))
    moved = _number(outside)
    before = b"q\n%s %s %s %s re W n\n1 0 0 1 %s %s cm\n" % (x, y, wide, high, moved, moved)
    items[0] = before + items[0]
    items.append(b"Q" + (_marks(trim, inks) if printer.marks == "crop" else b""))


def _rounded(*numbers: float) -> list[float]:
    return [round(number, 4) for number in numbers]


def _marks(trim: tuple[float, float, float, float], inks: Inks) -> bytes:
    """Two lines at each corner, in line with the trim, outside the bleed."""
    left, bottom, right, top = trim
    gap = inks.printer.marks_mm * _MM
    lines = []
    for x, away in ((left, -1), (right, 1)):
        for y, off in ((bottom, -1), (top, 1)):
            lines.append((x + away * gap, y, x + away * (gap + _MARK), y))
            lines.append((x, y + off * gap, x, y + off * (gap + _MARK)))
    drawn = b"\n".join(b"%s %s m %s %s l S" % tuple(map(_number, line)) for line in lines)
    colour = b"0 G" if inks.black_only else b"/Reg CS 1 SCN"
    return b"\n/Artifact BMC\nq %s %s w\n%s\nQ\nEMC" % (colour, _number(_THIN), drawn)


def _move_figures(structure: Structure, outside: float) -> None:
    """The frames of figures in the structure tree move with the page."""
    for element in structure.walk():
        if element["S"] == "/Figure" and "BBox" in element.get("A", {}):
            element["A"]["BBox"] = pydyf.Array([round(edge + outside, 3) for edge in element["A"]["BBox"]])


# ----------------------------------------------------------------------------------------------------- what the file says


def _unlink(structure: Structure) -> None:
    """Paper has no links: their words stay, as words."""
    for element in structure.walk():
        if element["S"] == "/Link":
            element["S"] = "/Span"
    for name in ("Outlines", "Names"):
        structure.pdf.catalog.pop(name, None)


@functools.lru_cache(maxsize=8)
def _squeezed(profile: bytes) -> bytes:
    """A profile as it stands in every file: compressing it anew would cost a third of a page's time."""
    return zlib.compress(profile, 9)


def _describe(document: Any, pdf: Any, inks: Inks, identity: str) -> None:
    """Output intent, and the names by which a PDF/X-4 file is known (ISO 15930-7)."""
    printer = inks.printer
    profile = pydyf.Stream([_squeezed(inks.icc)], pydyf.Dictionary({"N": 4, "Filter": "/FlateDecode"}))
    pdf.add_object(profile)
    intent = pydyf.Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFX", "DestOutputProfile": profile.reference})
    intent["OutputConditionIdentifier"] = pydyf.String(printer.condition)
    intent["OutputCondition"] = intent["Info"] = pydyf.String(printer.name)
    intent["RegistryName"] = pydyf.String(printer.registry)
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])
    pdf.info["Trapped"] = "/False"
    document.metadata.include_in_pdf(pdf, "x", 4, "PDF/X-4", compress=False)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    name = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(f"{identity}\0{inks.printer!r}".encode()).hexdigest())
    said = re.sub(rb"xmp\.did:[0-9a-f-]{36}", f"xmp.did:{name}".encode(), metadata.stream[0])
    metadata.stream = [said.replace(b"proof:pdf", b"default")]
