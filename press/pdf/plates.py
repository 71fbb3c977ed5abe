"""What a platesetter finds in a file: boxes, output intent, pictures' inks, gradients, and what the file says it is."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from press.library.inks import most_ink
from press.pdf import UnreadableError
from press.pdf.graphics import family_of
from press.pdf.measured import MM

Box = tuple[float, float, float, float]  # left, bottom, right, top in millimetres, as they stand in the file


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of one page; None where the page has none of its own."""

    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: for which kind of file, which printing condition, and the ICC profile in it."""

    kind: str  # GTS_PDFX …
    condition: str
    profile: str  # SHA-256; empty where there is none
    space: str  # what the profile itself says: CMYK, RGB …


@dataclass(frozen=True, slots=True)
class Ink:
    """A picture or gradient: its colour space, and the most ink of any of its colours in percent."""

    what: str  # picture, gradient, group
    space: str
    most: float


@dataclass(frozen=True, slots=True)
class Plates:
    """A whole file. ``says`` are the names that it gives itself: standard, trapped, made, changed, id."""

    boxes: tuple[Boxes, ...]
    intents: tuple[Intent, ...]
    inks: tuple[Ink, ...]
    says: dict[str, str]


def plates(pdf: bytes) -> Plates:
    """Read a file as a platesetter does. Raises UnreadableError."""
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as opened:
            boxes = tuple(_boxes(page) for page in opened.pages)
            intents = tuple(_intent(one) for one in opened.Root.get("/OutputIntents", ()))
            return Plates(boxes, intents, tuple(_inks(opened)), _says(opened))
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, IndexError, NotImplementedError) as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _boxes(page: pikepdf.Page) -> Boxes:
    found = [_box(page.obj.get(f"/{name}Box")) for name in ("Crop", "Bleed", "Trim", "Art")]
    media = _box(page.mediabox)
    assert media is not None
    return Boxes(media, *found)


def _box(values: Any) -> Box | None:
    if values is None:
        return None
    left, bottom, right, top = (float(value) * MM for value in values)
    return left, bottom, right, top


def _intent(intent: Any) -> Intent:
    profile = intent["/DestOutputProfile"].read_bytes() if "/DestOutputProfile" in intent else b""
    kind, condition = (str(intent.get(f"/{key}", "")).lstrip("/") for key in ("S", "OutputConditionIdentifier"))
    space = profile[16:20].decode("latin-1").strip() if profile[36:40] == b"acsp" else ""
    return Intent(kind, condition, hashlib.sha256(profile).hexdigest() if profile else "", space)


def _inks(opened: pikepdf.Pdf) -> Iterator[Ink]:
    """Every picture, gradient and transparency group of the file, used or not."""
    for item in opened.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if item.get("/Subtype") == "/Image" and not item.get("/ImageMask", False):
            yield _of_picture(item)
        elif "/ShadingType" in item:
            yield _of_gradient(item)
        group = item.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
            yield Ink("group", family_of(group["/CS"]), 0.0)


def _of_picture(item: Any) -> Ink:
    space = family_of(item.get("/ColorSpace", pikepdf.Name.DeviceGray))
    if space not in {"DeviceCMYK", "ICCBased 4"}:
        return Ink("picture", space, 0.0)
    if "/SMask" in item:
        del item["/SMask"]  # of this copy in memory: what covers a picture has no ink
    picture = pikepdf.PdfImage(item).as_pil_image()
    return Ink("picture", space, most_ink(picture) if picture.mode == "CMYK" else 400.0)


def _of_gradient(item: Any) -> Ink:
    space, ends = family_of(item["/ColorSpace"]), []
    todo = [item.get("/Function")]
    while todo:
        function = todo.pop()
        if isinstance(function, pikepdf.Array):
            todo += list(function)
        elif function is not None:
            todo += list(function.get("/Functions", ()))
            ends += [sum(float(part) for part in function[key]) for key in ("/C0", "/C1") if key in function]
    return Ink("gradient", space, 100 * max(ends, default=0.0) if space == "DeviceCMYK" else 0.0)


def _says(opened: pikepdf.Pdf) -> dict[str, str]:
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        said = {key: str(metadata.get(name, "")) for key, name in _NAMES.items()}
    info = opened.docinfo
    return said | {"trapped": str(info.get("/Trapped", "")), "changed": str(info.get("/ModDate", ""))}


_NAMES = {"standard": "pdfxid:GTS_PDFXVersion", "made": "xmp:CreateDate", "id": "xmpMM:DocumentID"}
