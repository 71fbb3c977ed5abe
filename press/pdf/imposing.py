"""Pages onto larger sheets: each page becomes a form that is placed, scaled and cut to its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from press.pdf.measured import MM


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on a sheet, in millimetres from its lower left corner, and the page (0-based) that goes there.

    The page is enlarged by ``scale``, its middle is put on the middle of the place and moved by ``shift`` to the right;
    what reaches beyond the place is cut off.
    """

    page: int
    left: float
    bottom: float
    width: float
    height: float
    scale: float = 1.0
    shift: float = 0.0


def impose(pdf: bytes, faces: Sequence[Sequence[Cell]], size: tuple[float, float], title: str) -> bytes:
    """A new file with one page of ``size`` millimetres for each face. The same input gives the same bytes.

    The single pages' output intent is kept; tags are not: these sheets are for a press, not for a reader.
    """
    wide, high = size[0] / MM, size[1] / MM
    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as source, pikepdf.new() as made:
        forms: dict[int, pikepdf.Object] = {}
        for face in faces:
            page = made.add_blank_page(page_size=(wide, high))
            page.obj.TrimBox = pikepdf.Array([0, 0, wide, high])
            used = {}
            for cell in face:
                if cell.page not in forms:
                    form = source.pages[cell.page].as_form_xobject()
                    for key in ("/StructParents", "/StructParent"):
                        if key in form:
                            del form[key]
                    forms[cell.page] = made.copy_foreign(form)
                used[f"/P{cell.page}"] = forms[cell.page]
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(used))
            drawn = b"\n".join(_drawn(cell, source.pages[cell.page]) for cell in face)
            page.obj.Contents = made.make_stream(drawn)
        if "/OutputIntents" in source.Root:
            made.Root.OutputIntents = made.copy_foreign(source.make_indirect(source.Root.OutputIntents))
        made.docinfo["/Title"] = title
        out = io.BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _drawn(cell: Cell, page: pikepdf.Page) -> bytes:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    x, y = cell.left / MM, cell.bottom / MM
    wide, high = cell.width / MM, cell.height / MM
    across = x + wide / 2 + cell.shift / MM - cell.scale * (left + right) / 2
    up = y + high / 2 - cell.scale * (bottom + top) / 2
    place = f"{cell.scale:.6f} 0 0 {cell.scale:.6f} {across:.4f} {up:.4f} cm"
    return f"q {x:.4f} {y:.4f} {wide:.4f} {high:.4f} re W n {place} /P{cell.page} Do Q".encode()
