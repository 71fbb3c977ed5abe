"""The first reader of a Word file: a walk of its own XML, from the body down to every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.intake.pieces import (
    Doubt,
    Heading,
    Notes,
    Paragraph,
    Piece,
    Span,
    Words,
    all_words,
    everything,
    plain,
    squeezed,
)
from press.intake.word.drawings import part_words
from press.intake.word.nesting import Entry, nested
from press.intake.word.numbering import Label, Numbering
from press.intake.word.package import Element, Package, Relation, attribute, child, is_on, local, space, value
from press.intake.word.runs import Inline, Look, Runs
from press.intake.word.styles import Styles
from press.intake.word.tables import grid

_THROUGH = frozenset(["sdtContent", "customXml", "ins", "moveTo", "document", "body", "sdt", "smartTag"])
_HOLDS = frozenset(
    ["t", "delText", "sym", "blip", "imagedata", "textpath", "oMath", "chart", "relIds", "noBreakHyphen"]
)
_SILENT = frozenset(["sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "pPr", "rPr", "proofErr", "permStart",
                     "permEnd", "customXmlPr", "background", "commentRangeStart", "commentRangeEnd"])  # fmt: skip


class Reader:
    """Reads one part of a Word file; the body, a note, a head or a foot."""

    def __init__(self, package: Package, part: str, parent: Reader | None = None) -> None:
        self.package = package
        self.part = part
        root = package.xml(part)
        self.root = root if root is not None else Element("none")
        self.relations = package.relations(part)
        self.styles: Styles = parent.styles if parent else Styles(self._other("styles"))
        self.numbering: Numbering = parent.numbering if parent else Numbering(self._other("numbering"), self.styles)
        self.seen: set[str] = parent.seen if parent else {part}
        self.faults: list[tuple[str, str]] = parent.faults if parent else []
        self.runs = Runs(self)
        self.in_table = self.in_box = False
        self._carried: list[Span] = []
        self._notes: dict[str, None] = {}
        self._comments: dict[str, str] | None = None
        self._told: set[str] = set()
        self.paragraphs = 0

    def _other(self, kind: str) -> Element | None:
        for relation in self.relations.values():
            if relation.kind == kind and not relation.outside:
                return self.package.xml(relation.path)
        return self.package.xml(f"{self.package.folder}/{kind}.xml")

    # -------------------------------------------------------------------------------------------------- what it is asked

    def relation(self, name: str) -> Relation | None:
        """Where a relation of this part leads."""
        return self.relations.get(name)

    def address(self, element: Element) -> str:
        """Where a link leads outside the leaflet; empty for a place in it."""
        relation = self.relation(attribute(element, "id") or "")
        anchor = attribute(element, "anchor")
        if relation is None:
            return ""
        return relation.path + (f"#{anchor}" if anchor and "#" not in relation.path else "")

    def chosen(self, element: Element) -> Iterator[Element]:
        """Of two ways to say the same (``mc:AlternateContent``), the first that says anything."""
        for way in element:
            if any(local(one) in _HOLDS and (local(one) != "t" or one.text) for one in way.iter()):
                yield from way
                return

    def noted(self, name: str) -> None:
        """A note is referred to."""
        self._notes.setdefault(name)

    def comment(self, name: str) -> str:
        """The words of a comment."""
        if self._comments is None:
            root = self._other("comments")
            self._comments = {}
            for one in root if root is not None else ():
                self._comments[attribute(one, "id") or ""] = " ".join(part_words(one))
        self._told.add(name)
        return self._comments.get(name, "")

    # -------------------------------------------------------------------------------------------------------- the blocks

    def body(self) -> list[Piece]:
        """All pieces of the file, in reading order."""
        found = self.blocks(self.root)
        if self._carried:
            found += [Paragraph(squeezed(self._take_carried()))]
        return [*found, *self._ends()]

    def boxed(self, element: Element) -> list[Piece]:
        """The pieces of a text box: a text of its own inside a paragraph."""
        inner = Reader(self.package, self.part, self)
        inner.in_box, inner._notes, inner._told = True, self._notes, self._told
        inner.paragraphs = self.paragraphs
        return inner.blocks(element)

    def blocks(self, element: Element) -> list[Piece]:
        """The pieces of an element that holds paragraphs and tables."""
        return nested(list(self._entries(element)))

    def _entries(self, element: Element) -> Iterator[Entry]:
        for one in element:
            name, kind = local(one), space(one)
            if name == "p" and kind == "w":
                yield from self._paragraph(one)
            elif name == "tbl":
                outside, self.in_table = self.in_table, True
                for piece in grid(one, self):
                    yield Entry(piece)
                self.in_table = outside
            elif name in _THROUGH:
                yield from self._entries(one)
            elif name == "AlternateContent":
                wrapped = Element("body")
                wrapped.extend(self.chosen(one))
                yield from self._entries(wrapped)
            elif name == "altChunk":
                yield Entry(
                    Doubt("Another file is put in here. Open the leaflet in Word, save it again, and import that.")
                )
            elif name not in _SILENT and any((t.text or "").strip() for t in one.iter()):
                inline = Inline()
                self.runs.take(one, None, inline, Look())
                yield from (Entry(piece) for piece in (*inline.before, Paragraph(inline.words()), *inline.extras))

    def _paragraph(self, element: Element) -> Iterator[Entry]:
        self.paragraphs += 1
        props = child(element, "pPr")
        inline = self.runs.paragraph(element, props)
        if self._goes_on(props, inline):
            self._carried += inline.spans
            yield from (Entry(piece) for piece in (*inline.before, *inline.extras))
            return
        spans: Words = (*self._take_carried(), *inline.words())
        label = self.numbering.label(props)
        yield from (Entry(piece) for piece in inline.before)
        if everything(spans).strip() or any(span.note for span in spans):
            yield from self._said(spans, props, label)
        yield from (Entry(piece) for piece in inline.extras)

    def _said(self, spans: Words, props: Element | None, label: Label | None) -> Iterator[Entry]:
        names = self.styles.title(value(props, "pStyle"))
        if names.startswith("toc") or "|toc " in names:
            said = " ".join(everything(spans).split())
            yield Entry(Doubt(f"A line of a table of contents stood here: “{said}”.", holds=said), frame="contents")
            return
        heading = self.styles.heading(props)
        if heading is not None and not self.in_table and not self.in_box and plain(spans).strip():
            shown = label.text if label and label.text != "•" else ""
            yield Entry(Heading(squeezed(_one_line(spans)), heading, label=shown))
        elif label:
            yield Entry(Paragraph(spans), label)
        else:
            frame = "" if self.in_box or self.in_table else self.styles.frame(props)
            yield Entry(Paragraph(spans, max(0, self.styles.indent(props) or 0)), None, frame)
        if label and label.unknown:
            yield Entry(Doubt(f"The label of this item has {label.unknown}. Compare it with the leaflet."))

    def _goes_on(self, props: Element | None, inline: Inline) -> bool:
        """Whether a paragraph's end is not one: deleted, hidden, or after a drop cap."""
        mark = child(props, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            return True
        if value(props, "framePr") and (attribute(child(props, "framePr"), "dropCap") or "none") != "none":
            return True
        hidden = is_on(value(mark, "specVanish")) or is_on(value(mark, "vanish"))
        return bool(hidden and plain(inline.spans).strip())

    def _take_carried(self) -> list[Span]:
        carried, self._carried = self._carried, []
        return carried

    # ---------------------------------------------------------------------------------------------- what is not the body

    def _ends(self) -> Iterator[Piece]:
        """Notes, comments without a place, heads and feet, and parts that nobody reads."""
        notes = tuple((name, tuple(self._note(name))) for name in self._notes)
        if notes:
            yield Notes(notes)
        self.comment("")
        for name, text in (self._comments or {}).items():
            if name not in self._told and text:
                yield Doubt(f"A comment in the leaflet, whose place is gone: “{text}”.", holds=text)
        around = list(dict.fromkeys(filter(None, (self._around(one) for one in self.relations.values()))))
        if around:
            said = " … ".join(around)
            yield Doubt(f"From the head or foot of the leaflet's pages, and left out: “{said}”.", holds=said)
        yield from self._unread()

    def _note(self, name: str) -> list[Piece]:
        kind, _, number = name.partition(" ")
        for relation in self.relations.values():
            if relation.kind == kind and not relation.outside:
                self.seen.add(relation.path)
                inner = Reader(self.package, relation.path, self)
                for one in inner.root:
                    if attribute(one, "id") == number:
                        return inner.blocks(one)
        return []

    def _around(self, relation: Relation) -> str:
        """The words of a head or foot; empty where it holds but the number of the page."""
        if relation.kind not in ("header", "footer") or relation.outside:
            return ""
        self.seen.add(relation.path)
        inner = Reader(self.package, relation.path, self)
        found = inner.blocks(inner.root)
        said = " ".join(_all_said(found))
        return said if any(char.isalpha() for char in said) or len(said) > 12 else ""

    def _unread(self) -> Iterator[Doubt]:
        known = (
            "styles",
            "numbering",
            "settings",
            "fontTable",
            "webSettings",
            "theme",
            "footnotes",
            "endnotes",
            "comments",
        )
        kinds = {relation.path for relation in self.relations.values() if relation.kind in known}
        for name in sorted(self.package.names - self.seen - kinds):
            if not name.startswith(f"{self.package.folder}/") or not name.endswith(".xml"):
                continue
            root = self.package.xml(name)
            if root is None or local(root) in ("glossaryDocument", "styles", "settings", "drawing", "theme"):
                continue
            said = "; ".join(part_words(root))
            if said and name not in self.seen and not name.rpartition("/")[2].startswith(("comments", "people")):
                yield Doubt(f"A part of the file that the leaflet does not show: “{said}”.", holds=said)


def _one_line(spans: Iterable[Span]) -> Iterator[Span]:
    return (replace(span, text=span.text.replace("\n", " ")) for span in spans)


def _all_said(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Doubt):
            yield piece.holds
        for part in all_words(piece):
            text = " ".join(everything(part).split())
            if text:
                yield text
