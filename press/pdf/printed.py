"""What a printer looks at first: the boxes of each page, the inks that it needs, small pictures of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

from press.pdf.measured import MM

_DEEPEST = 12  # forms within forms
_FILL_AND_STROKE = {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}
_INKS = ("C", "M", "Y", "K")

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as a printer sees it. Boxes are in points, as they stand in the file.

    ``inks`` holds C, M, Y, K; ``grey`` for an RGB black or grey, ``RGB`` for any other RGB colour, ``Lab``, and
    ``spot:NAME``. Registration colour, which crop marks are drawn in, is no ink of its own.
    """

    media: Box
    trim: Box
    bleed: Box
    inks: frozenset[str]

    @property
    def trim_mm(self) -> tuple[float, float]:
        """Width and height of the finished page in millimetres."""
        return (self.trim[2] - self.trim[0]) * MM, (self.trim[3] - self.trim[1]) * MM

    @property
    def bleed_mm(self) -> float:
        """How far the bleed reaches beyond the trim, on the side where it is least, in millimetres."""
        sides = (self.trim[0] - self.bleed[0], self.trim[1] - self.bleed[1])
        return min(*sides, self.bleed[2] - self.trim[2], self.bleed[3] - self.trim[3]) * MM

    @property
    def colours(self) -> int:
        """How many process inks the page needs: none, 1 (black) or 4."""
        if self.inks - {"K", "grey"}:
            return 4
        return 1 if self.inks else 0


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole file as a printer sees it."""

    leaves: tuple[Leaf, ...]
    title: str
    language: str
    output_intent: str  # the condition it was made for, empty where there is none
    standard: str  # what it says it is: "PDF/X-4" …; a claim, not a proof


def printed(pdf: bytes) -> Printed:
    """Measure a file for the print shop. Raises ValueError where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as opened:
            leaves = tuple(_leaf(page) for page in opened.pages)
            intent: Any = next(iter(opened.Root.get("/OutputIntents", [])), None)
            said = str(intent.get("/OutputConditionIdentifier", "")) if intent is not None else ""
            with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                standard = str(metadata.get("pdfxid:GTS_PDFXVersion", "") or opened.docinfo.get("/GTS_PDFXVersion", ""))
            title = str(opened.docinfo.get("/Title", ""))
            return Printed(leaves, title, str(opened.Root.get("/Lang", "")), said, standard)
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _box(values: Any) -> Box:
    left, bottom, right, top = (float(value) for value in values)
    return left, bottom, right, top


def _leaf(page: pikepdf.Page) -> Leaf:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    inks = frozenset(_inks(page.obj, resources, 0))
    # Absent boxes are the crop box (ISO 32000-1, 14.11.2); pikepdf's trimbox and bleedbox fall back so.
    bleed = page.obj.get("/BleedBox", page.trimbox if "/TrimBox" in page.obj else page.mediabox)
    return Leaf(_box(page.mediabox), _box(page.trimbox), _box(bleed), inks)


def _inks(stream: Any, resources: Any, depth: int) -> Iterator[str]:
    """The inks that a content stream's colours ask for, those of the forms and pictures in it too."""
    if depth > _DEEPEST:
        return
    spaces = {"fill": "/DeviceGray", "stroke": "/DeviceGray"}
    for instruction in pikepdf.parse_content_stream(stream):
        operands, name = instruction.operands, str(instruction.operator)
        if name in _FILL_AND_STROKE:
            yield from _of_values([float(value) for value in operands])
        elif name in ("cs", "CS"):
            spaces["fill" if name == "cs" else "stroke"] = str(operands[0])
        elif name in ("sc", "scn", "SC", "SCN") and operands:
            space = spaces["fill" if name in ("sc", "scn") else "stroke"]
            yield from _of_space(_named(resources, "/ColorSpace", space), space, list(operands))
        elif name == "Do":
            yield from _of_object(_named(resources, "/XObject", str(operands[0])), resources, depth)
        elif name == "sh":
            shading = _named(resources, "/Shading", str(operands[0]))
            yield from _of_space(shading.get("/ColorSpace"), "", [1.0]) if shading is not None else ()


def _named(resources: Any, kind: str, name: str) -> Any:
    return resources.get(kind, pikepdf.Dictionary()).get(name)


def _of_values(values: list[float]) -> Iterator[str]:
    if len(values) == 1 and values[0] < 1:
        yield "K"
    elif len(values) == 3 and values != [1.0, 1.0, 1.0]:
        yield "grey" if max(values) - min(values) < 1e-6 else "RGB"
    elif len(values) == 4:
        yield from (ink for ink, value in zip(_INKS, values, strict=True) if value > 0)


def _of_space(space: Any, name: str, operands: list[Any]) -> Iterator[str]:
    """The inks of a colour in a space that has a name or an array of its own."""
    if space is None:
        space = pikepdf.Name(name) if name.startswith("/") else pikepdf.Name("/DeviceGray")
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    values = [float(value) for value in operands if not isinstance(value, pikepdf.Object)]
    if family == "/ICCBased":
        count = int(space[1].get("/N", 4))
        yield from _of_values(values) if len(values) == count else _of_values([0.5] * count)
    elif family in ("/Separation", "/DeviceN"):
        names = [str(one).lstrip("/") for one in (space[1] if family == "/DeviceN" else [space[1]])]
        full = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
        yield from (full.get(one, f"spot:{one}") for one in names if one not in ("All", "None"))
    elif family == "/Indexed":
        yield from _of_space(space[1], "", [])
    elif family == "/Lab":
        yield "Lab"
    elif family == "/Pattern":
        return
    else:
        count = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceCMYK": 4}.get(family, 3)
        # Without plain numbers (a picture, a shading) every ink of the space may be in it.
        yield from _of_values(values) if len(values) == count else _of_values([0.1, 0.5, 0.9, 0.5][:count])


def _of_object(found: Any, resources: Any, depth: int) -> Iterator[str]:
    kind = str(found.get("/Subtype", "")) if found is not None else ""
    if kind == "/Form":
        yield from _inks(found, found.get("/Resources", resources), depth + 1)
    elif kind == "/Image" and not found.get("/ImageMask", False):
        space = found.get("/ColorSpace", pikepdf.Name("/DeviceGray"))
        own = _named(resources, "/ColorSpace", str(space)) if isinstance(space, pikepdf.Name) else None
        yield from _of_space(own if own is not None else space, "", [])


def thumbnails(pdf: bytes, width: int) -> list[bytes]:
    """Each page, as it will be after trimming, as a JPEG of ``width`` pixels. Raises ValueError where it cannot be read."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            found = []
            for page in document:
                left, bottom, right, top = page.get_trimbox() or page.get_mediabox()
                page.set_cropbox(left, bottom, right, top)
                page.set_mediabox(left, bottom, right, top)
                buffer = io.BytesIO()
                picture = page.render(scale=width / (right - left)).to_pil().convert("RGB")
                picture.save(buffer, "JPEG", quality=72, optimize=True)
                found.append(buffer.getvalue())
                page.close()
            return found
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
