"""The structure tree of a PDF that is about to be written, and the content that it points to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

Element = Any  # a pydyf.Dictionary of type StructElem
Box = Any


@dataclass(slots=True)
class PageContent:
    """The drawing instructions of one page, and where its marked content is among them."""

    stream: Any
    owners: Any  # the page's row of the ParentTree: reference of the structure element for each MCID
    at: dict[int, int] = field(default_factory=dict)  # MCID -> index of its property list in stream.stream

    def as_artifact(self, mcid: int) -> None:
        """Turn marked content into a pagination artifact (ISO 32000-1, 14.8.2.2.2)."""
        index = self.at[mcid]
        self.stream.stream[index - 1] = "/Artifact"
        self.stream.stream[index] = pydyf.Dictionary({"Type": "/Pagination"})
        self.owners[mcid] = "null"

    def content(self, mcid: int) -> Iterator[int]:
        """The indexes of the instructions of a piece of marked content, its end excluded."""
        depth = 1
        index = self.at[mcid] + 1
        items = self.stream.stream
        while depth:
            index += 1
            item = items[index]
            if item in (b"BDC", b"BMC"):
                depth += 1
            elif item == b"EMC":
                depth -= 1
            if depth:
                yield index


class Structure:
    """The structure tree of a PDF that is about to be written, with the boxes that its elements were made from."""

    def __init__(self, document: Any, pdf: Any) -> None:
        self.pdf = pdf
        self._known: dict[Any, Any] = {}
        self.sources: dict[int, Box] = getattr(pdf, "press_sources", {})
        self.root = self.get(pdf.catalog["StructTreeRoot"])
        self.document = self.get(self.root["K"][0])
        self.numbers = self.get(self.root["ParentTree"])["Nums"]
        self.pages = [self._page(i, reference) for i, reference in enumerate(pdf.page_references)]
        self._discarded: list[Any] = []
        self.page_boxes = [page._page_box for page in document.pages]

    def _page(self, index: int, reference: bytes) -> PageContent:
        stream = self.get(self.get(reference)["Contents"])
        page = PageContent(stream, self.numbers[2 * index + 1])
        for i, item in enumerate(stream.stream):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item:
                page.at[item["MCID"]] = i
        return page

    def get(self, reference: Any) -> Any:
        """The object that a reference means."""
        known = self._known.get(reference)
        if known is None:
            known = self._known[reference] = self.pdf.objects[int(reference.split()[0])]
        return known

    def kids(self, element: Element) -> list[Element]:
        """The structure elements right below one."""
        known, found = self._known, []
        for kid in element["K"]:
            if kid.__class__ is bytes:  # a tenth of a million times in a long document
                item = known.get(kid) or self.get(kid)
                if item.get("Type") == "/StructElem":
                    found.append(item)
        return found

    def walk(self, element: Element | None = None) -> Iterator[Element]:
        """An element (the whole document without one) and all below it, in reading order."""
        todo = [self.document if element is None else element]
        while todo:
            element = todo.pop()
            yield element
            if kids := self.kids(element):
                todo += kids[::-1]

    def source(self, element: Element) -> Box | None:
        """The box that an element was made from."""
        return self.sources.get(element.number)

    def page_number(self, element: Element) -> int:
        """The index of the page that an element's own content is on."""
        return int(self.pdf.page_references.index(element["Pg"]))

    def drop(self, element: Element, page: PageContent) -> None:
        """Take an element with all below it out of the file; what it painted becomes an artifact."""
        for one in list(self.walk(element)):
            for kid in one["K"]:
                if isinstance(kid, int):
                    page.as_artifact(kid)
            self.discard(one)

    def discard(self, item: Any) -> None:
        """Mark an object as no longer needed; ``empty`` then leaves a bare ``<<>>`` of it."""
        self._discarded.append(item)

    def empty(self) -> None:
        """Empty what was discarded. Not ``item.free = "f"``: pydyf 0.13 then writes a wrong cross-reference stream.

        It skips free objects when it writes an object stream but counts them in the table, and every reader that
        trusts the table (Poppler, PDFium) takes one object for another. Validators do not notice.
        """
        for item in self._discarded:
            item.clear()

    def adopt(self, parent: Element, element: Element) -> None:
        """Put an element last below another one."""
        parent["K"].append(element.reference)
        element["P"] = parent.reference


def text_boxes(page_box: Box) -> dict[int, Box]:
    """The painted texts of a page by their MCID."""
    found = {}
    todo = [page_box]
    while todo:
        box = todo.pop()
        box = getattr(box, "_box", box)
        if isinstance(box, boxes.TextBox) and hasattr(box, "press_mcid"):
            found[box.press_mcid] = box
        todo.extend(getattr(box, "children", ()))
    return found
