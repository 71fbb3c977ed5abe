"""Several finished PDFs as one: their pages as they are, and what a screen reader hears of each, one after the other.

ISO 32000-1, 14.7.2 (structure tree) and 14.7.4.4 (parent tree): each file's tree becomes a part of the new one, and the rows
of its parent tree get new numbers. Names of places inside a file are told apart by its number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf


def join(pdfs: Sequence[bytes], title: str, titles: Sequence[str], code: str) -> bytes:
    """One file: its title, author and language are those of the first, its identifier is ``code``; ``titles`` are bookmarks.

    Each file begins on the front of a sheet of paper: an empty page stands before it where it would not. The same input gives
    the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdfs[0]), attempt_recovery=False) as made:
        _Joining(made).join(pdfs[1:], titles)
        made.docinfo["/Title"] = title
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said["dc:title"] = title
        made.trailer.ID = pikepdf.Array([pikepdf.String(code), pikepdf.String(code)])
        out = io.BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        head, _, tail = out.getvalue().rpartition(b"trailer")  # nothing points behind this word
        return head + b"trailer" + tail.replace(f"<{code.encode().hex()}>".encode(), f"({code})".encode(), 1)


class _Joining:
    def __init__(self, made: pikepdf.Pdf) -> None:
        self.made = made
        self.rows: list[Any] = []
        self.next = 0
        self.parts: list[Any] = []
        self.starts: list[int] = []
        self.places: list[tuple[str, Any]] = []

    def join(self, pdfs: Sequence[bytes], titles: Sequence[str]) -> None:
        """Take all parts in, then write the trees anew."""
        made = self.made
        self._take(made.Root, list(made.pages), 0)
        for number, data in enumerate(pdfs, 1):
            with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as source:
                if len(made.pages) % 2:
                    last = made.pages[-1]
                    made.add_blank_page(page_size=(float(last.mediabox[2]), float(last.mediabox[3])))
                    made.pages[-1].obj.TrimBox = made.pages[-1].obj.MediaBox
                first = len(made.pages)
                made.pages.extend(source.pages)
                held = pikepdf.Dictionary({key: source.Root[key] for key in ("/StructTreeRoot", "/Names", "/Lang") if key in source.Root})
                self._take(made.copy_foreign(source.make_indirect(held)), list(made.pages)[first:], number)
        self._write(titles)

    def _take(self, root: Any, pages: list[pikepdf.Page], number: int) -> None:
        """Renumber one file's rows, and keep its tree and its places for the end."""
        self.starts.append(len(self.made.pages) - len(pages))
        tree = root.StructTreeRoot
        offset, highest = self.next, -1
        nums = list(tree.ParentTree.Nums)
        for key, value in zip(nums[::2], nums[1::2], strict=True):
            self.rows += [int(key) + offset, value]
            highest = max(highest, int(key))
        self.next = offset + highest + 1
        for page in pages:
            self._renumber(page.obj, offset)
            for annotation in page.obj.get("/Annots", ()):
                self._renumber(annotation, offset)
                self._tell_apart(annotation, number)
        document = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        document.S = pikepdf.Name.Part
        document.Lang = root.Lang
        self.parts.append(document)
        names = root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary()).get("/Names", [])
        found = list(names)
        self.places += [(f"{number}-{name}", where) for name, where in zip(found[::2], found[1::2], strict=True)]

    def _renumber(self, held: Any, offset: int) -> None:
        for key in ("/StructParents", "/StructParent"):
            if key in held:
                held[key] = int(held[key]) + offset

    def _tell_apart(self, annotation: Any, number: int) -> None:
        for held, key in ((annotation, "/Dest"), (annotation.get("/A", pikepdf.Dictionary()), "/D")):
            if isinstance(held.get(key), pikepdf.String):
                held[key] = pikepdf.String(f"{number}-{held[key]}")

    def _write(self, titles: Sequence[str]) -> None:
        made = self.made
        root = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root, K=pikepdf.Array(self.parts)))
        for part in self.parts:
            part.P = document
        root.K = pikepdf.Array([document])
        root.ParentTree = made.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self.rows)))
        root.ParentTreeNextKey = self.next
        made.Root.StructTreeRoot = root
        if self.places:
            rows = [item for name, where in sorted(self.places) for item in (pikepdf.String(name), where)]
            made.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(rows)))
        with made.open_outline() as outline:
            outline.root.clear()
            outline.root.extend(pikepdf.OutlineItem(title, start) for title, start in zip(titles, self.starts, strict=True))
