"""What stands inside a paragraph of Word: runs, fields, links, changes, notes, signs, equations, pictures, boxes.

Nothing is passed over: an element that is not known here gives the words in it, and a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from press.intake import symbols
from press.intake.heights import level
from press.intake.pieces import Box, Doubt, Piece, Span, State, Words, everything
from press.intake.word.drawings import drawing
from press.intake.word.fields import Field, shown
from press.intake.word.maths import as_span
from press.intake.word.package import Element, attribute, child, is_on, local, parts_of, space, value

if TYPE_CHECKING:
    from press.intake.word.body import Reader

# Marks that print nothing: bounds of ranges, properties, what the last printing left behind.
_SILENT = frozenset([
    "pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd",
    "lastRenderedPageBreak", "commentRangeEnd", "permStart", "permEnd", "annotationRef", "footnoteRef",
    "endnoteRef", "separator", "continuationSeparator", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    "oMathParaPr", "ctrlPr", "tblPrEx", "numberingChange", "cellIns", "cellDel", "cellMerge", "pgNum", "contentPart",
    "conflictIns", "conflictDel", "fldData", "argPr", "rubyPr",
])  # fmt: skip
_THROUGH = frozenset([
    "smartTag", "customXml", "sdtContent", "dir", "bdo", "subDoc", "hyperlink", "moveTo", "ins", "moveFrom", "del",
    "oMathPara",
])  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Inline:
    """What a paragraph gives: its words, and pieces that stand in it (boxes, pictures, doubts)."""

    spans: list[Span] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)
    extras: list[Piece] = field(default_factory=list)

    def words(self) -> Words:
        """The words on one line."""
        return level(self.spans)

    def add(self, piece: Piece) -> None:
        """A piece that stands at this place of the paragraph: before it, or after it."""
        (self.extras if everything(self.spans).strip() else self.before).append(piece)


@dataclass(frozen=True, slots=True)
class Look:
    """How the words round an element are: their state, their link."""

    state: State = ""
    link: str = ""


class Runs:
    """Reads the inside of paragraphs; fields may go on over several."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.fields: list[Field] = []
        self.ranges: dict[str, str] = {}  # comments whose range is open: id -> its words so far

    def paragraph(self, element: Element, props: Element | None) -> Inline:
        """The inside of a paragraph."""
        out = Inline()
        for one in element:
            self.take(one, props, out, Look())
        return out

    def take(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        """One element inside a paragraph."""
        name, kind = local(element), space(element)
        if name in _SILENT:
            return
        if name == "r" and kind == "w":
            self._run(element, props, out, look)
        elif name in ("oMath", "oMathPara") and kind == "m":
            span = as_span(element, everything(out.spans))
            self._say(out, replace(span, state=look.state))
        elif name == "AlternateContent":
            for one in self.reader.chosen(element):
                self.take(one, props, out, look)
        elif name == "commentRangeStart":
            self.ranges[attribute(element, "id") or ""] = ""
        elif name == "sdt":
            self._control(element, props, out, look)
        elif name == "fldSimple":
            self._simple_field(element, props, out, look)
        elif name == "ruby":
            self._ruby(element, props, out, look)
        elif name in _THROUGH:
            self._through(element, props, out, look)
        else:
            self._unknown(element, props, out, look)

    def _through(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        name = local(element)
        if name in ("del", "moveFrom"):
            look = replace(look, state="deleted" if name == "del" else "moved")
        elif name in ("ins", "moveTo") and look.state == "":
            look = replace(look, state="added")
        elif name == "hyperlink":
            look = replace(look, link=self.reader.address(element))
        elif name == "bdo" and (attribute(element, "val") or "") == "rtl":
            out.add(Doubt("Words here are turned to run from right to left. Compare their order with the leaflet."))
        if name == "subDoc":
            out.add(Doubt("Another file is put in here; its words are not in this one. Copy them from it."))
        for one in element:
            self.take(one, props, out, look)

    def _unknown(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        """The words of an element that nobody knows here, and a doubt."""
        text = " ".join(" ".join(element.itertext()).split())
        if text:
            self._say(out, Span(f" {text} ", state=look.state, link=look.link))
            out.add(Doubt(f"“{text}” stands in the leaflet in a way that is not known here. Compare with the leaflet."))

    # ------------------------------------------------------------------------------------------------------------ runs

    def _run(self, run: Element, props: Element | None, out: Inline, look: Look) -> None:
        made = self._look_of(run, props, look)
        for one in run:
            name, kind = local(one), space(one)
            if name in _SILENT:
                continue
            if name in ("t", "delText") and kind == "w":
                self._text(one.text or "", run, props, out, made)
            elif name in _BREAKS:
                self._say(out, replace(made, text=_BREAKS[name], height=0))
            elif name == "softHyphen":
                self._soft_hyphen(out, made)
            elif name == "sym":
                self._sign(one, out, made)
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(name, one, out, made)
            elif name == "commentReference":
                self._comment(attribute(one, "id") or "", out)
            elif name == "fldChar":
                self._field(one, out, made)
            elif name in ("instrText", "delInstrText"):
                if self.fields and not self.fields[-1].in_result:
                    self.fields[-1].instruction += one.text or ""
            elif name in ("drawing", "pict", "object"):
                self._drawing(one, out, look)
            elif name == "AlternateContent":
                inner = Element("r")
                inner.extend([p for p in run if local(p) == "rPr"] + list(self.reader.chosen(one)))
                inner.tag = run.tag
                self._run(inner, props, out, look)
            elif name == "ruby":
                self._ruby(one, props, out, look)
            elif name.startswith(("day", "month", "year")) and kind == "w":
                out.add(Doubt("The date of the day of printing stood here."))
            else:
                self.take(one, props, out, look)

    def _look_of(self, run: Element, props: Element | None, look: Look) -> Span:
        """The look of a run as a span without words."""
        styles, rpr = self.reader.styles, child(run, "rPr")
        state = look.state
        if state in ("", "added"):
            if styles.switch(rpr, props, "vanish") or self._unseen(rpr, props):
                state = "hidden"
            elif styles.switch(rpr, props, "strike") or styles.switch(rpr, props, "dstrike"):
                state = "struck"
            elif child(rpr, "del") is not None:
                state = "deleted"
        lift = attribute(styles.run(rpr, props, "vertAlign"), "val")
        moved = attribute(styles.run(rpr, props, "position"), "val") or "0"
        by = int(moved) if moved.lstrip("-").isdigit() else 0
        height = 1 if lift == "superscript" or by > 3 else -1 if lift == "subscript" or by < -3 else 0
        link = look.link or next((f.link for f in reversed(self.fields) if f.link and f.in_result), "")
        return Span("", bold=styles.switch(rpr, props, "b"), link=link, state=state, height=height)

    def _unseen(self, rpr: Element | None, props: Element | None) -> bool:
        """White on white, or too small for any eye: as hidden as hidden words are."""
        size = attribute(self.reader.styles.run(rpr, props, "sz"), "val") or ""
        if size.isdigit() and int(size) <= 4:
            return True
        colour = (attribute(self.reader.styles.run(rpr, props, "color"), "val") or "").lower()
        if colour != "ffffff" or self.reader.in_table:
            return False
        shades = (child(rpr, "shd"), child(rpr, "highlight"), self.reader.styles.paragraph(props, "shd"))
        return all(shade is None for shade in shades) and not self.reader.in_box

    def _text(self, text: str, run: Element, props: Element | None, out: Inline, made: Span) -> None:
        fonts = self.reader.styles.run(child(run, "rPr"), props, "rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        private = any("\uf000" <= char <= "\uf0ff" for char in text)
        if private and not symbols.is_symbol_font(font):
            font = next((name for name in (attribute(fonts, "cs"), attribute(fonts, "hAnsi"), attribute(fonts, "eastAsia"))
                         if name and symbols.is_symbol_font(name)), font)  # fmt: skip
        if symbols.is_symbol_font(font):
            text, unknown = symbols.translated(text, font)
            self._unknown_signs(unknown, out)
        self._say(out, replace(made, text=text))

    def _say(self, out: Inline, span: Span) -> None:
        """Words go where they belong: into the paragraph, unless a field's instruction is open."""
        if any(not one.in_result for one in self.fields):
            return
        if self.fields:
            self.fields[-1].said = self.fields[-1].said or bool(span.text.strip())
        out.spans.append(span)
        for name in self.ranges:
            self.ranges[name] += span.text

    def _soft_hyphen(self, out: Inline, made: Span) -> None:
        before = everything(out.spans)
        if before[-1:].isdigit():
            said = before[-30:].strip()
            out.add(Doubt(f"After “{said}” stands a hyphen that shows at a line's end only. Is a “-” meant there?"))
        self._say(out, made)

    def _sign(self, element: Element, out: Inline, made: Span) -> None:
        font, number = attribute(element, "font") or "", attribute(element, "char") or ""
        try:
            text, unknown = symbols.symbol(int(number, 16), font)
        except ValueError:
            text, unknown = symbols.UNKNOWN, [f"sign {number} of {font}"]
        self._unknown_signs(unknown, out)
        self._say(out, replace(made, text=text))

    def _unknown_signs(self, unknown: list[str], out: Inline) -> None:
        for one in unknown:
            near = everything(out.spans)[-30:].strip()
            out.add(
                Doubt(f"After “{near}” stands “{symbols.UNKNOWN}” for {one}. Type the sign that the leaflet shows.")
            )

    def _ruby(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        """Words with their reading above them: the reading follows in brackets."""
        for name in ("rubyBase", "rt"):
            inner = Inline()
            for one in parts_of(element, name):
                self.take(one, props, inner, look)
            spans = [replace(span, height=0) for span in inner.spans]
            if name == "rt" and everything(spans).strip():
                spans = [Span(" (", state=look.state), *spans, Span(")", state=look.state)]
            out.spans += spans
            out.extras += inner.before + inner.extras

    # ---------------------------------------------------------------------------------------------- fields and controls

    def _field(self, element: Element, out: Inline, made: Span) -> None:
        what = attribute(element, "fldCharType")
        if what == "begin":
            self.fields.append(Field(data=child(element, "ffData")))
        elif what == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif what == "end" and self.fields:
            self._end_field(self.fields.pop(), out, made)

    def _end_field(self, done: Field, out: Inline, made: Span) -> None:
        text, doubt = shown(done)
        if text:
            self._say(out, replace(made, text=text, link=""))
        if doubt:
            out.add(Doubt(doubt))

    def _simple_field(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        done = Field(instruction=attribute(element, "instr") or "", data=child(element, "ffData"), in_result=True)
        self.fields.append(done)
        for one in element:
            if local(one) != "fldData":
                self.take(one, props, out, look)
        self.fields.remove(done)
        self._end_field(done, out, Span("", state=look.state))

    def _control(self, element: Element, props: Element | None, out: Inline, look: Look) -> None:
        """A content control: a box to tick, a choice, or words."""
        settings, content = child(element, "sdtPr"), child(element, "sdtContent")
        box = child(settings, "checkbox")
        if box is not None:
            ticked = is_on(value(box, "checked"))
            self._say(out, Span("☒" if ticked else "☐", state=look.state))
            return
        empty = is_on(value(settings, "showingPlcHdr"))
        inner = Inline()
        for one in content if content is not None else ():
            self.take(one, props, inner, look)
        said = everything(inner.spans).strip()
        if empty and said:
            self._say(out, Span("____", state=look.state))
            out.add(Doubt(f"An empty field of the leaflet asks: “{said}”.", holds=said))
        else:
            out.spans += inner.spans
        entries = [*parts_of(settings, "dropDownList"), *parts_of(settings, "comboBox")]
        choices = [attribute(one, "displayText") or attribute(one, "value") or "" for one in entries]
        if len(choices) > 1:
            out.add(
                Doubt(
                    f"A field of the leaflet lets people choose: {'; '.join(filter(None, choices))}. It shows “{said}”."
                )
            )
        out.before += inner.before
        out.extras += inner.extras

    # ------------------------------------------------------------------------------------- notes, comments, drawings

    def _note(self, name: str, element: Element, out: Inline, made: Span) -> None:
        kind = "footnotes" if name == "footnoteReference" else "endnotes"
        note = f"{kind} {attribute(element, 'id') or ''}"
        self.reader.noted(note)
        out.spans.append(Span("", state=made.state, note=note))

    def _comment(self, name: str, out: Inline) -> None:
        about = " ".join(self.ranges.pop(name, "").split())
        text = self.reader.comment(name)
        if text:
            on = f" on “{about[:400]}”" if about else ""
            out.add(Doubt(f"A comment in the leaflet{on}: “{text}”.", holds=text))

    def _drawing(self, element: Element, out: Inline, look: Look) -> None:
        for piece in drawing(element, self.reader):
            if look.state in ("deleted", "moved"):
                self._say(out, Span("", state=look.state))
                continue
            if isinstance(piece, Box):
                out.extras.append(piece)
            else:
                out.add(piece)
