"""The reader of plain text: pieces by their shape. Every letter of a line goes into the piece that the line becomes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from press.intake.columns import is_rule, table_at
from press.intake.marks import Line, Mark, accepted, sentence_ends
from press.intake.pieces import Doubt, Heading, Item, Items, Paragraph, Piece, words

_INVISIBLE = "\u200e\u200f\u200b\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_SHORT = 45  # letters: where all lines are shorter, none of them was wrapped
_AMOUNT = re.compile(
    r"\d\s?(?:mg|mcg|ml|mL|g|kg|%|°|tablets?|pills?|puffs?|drops?|times)\b|\d{3}[-. ]\d{3,4}|https?:|@|____|\.{4}"
)


_APART = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")
_LABELLED = re.compile(r"[^\W\d_][^.!?;:,]{0,40}: ?\S")  # "Morning: 2 tablets"
_UNIT = re.compile(r"m?c?g|kg|ml|l|tablets?|pills?|puffs?|drops?|times|days?|hours?|weeks?|[ap]m|°?[cf]", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A list whose end has not been met."""

    indent: int
    style: str
    items: list[tuple[str, list[Piece | list[str]]]] = field(default_factory=list)


def pieces_of_text(text: str, headings: bool = True) -> list[Piece]:
    """The pieces of a text, in order. ``headings``: whether short lines by themselves are headings."""
    return _Reader(text.split("\n"), headings).read()


class _Reader:
    def __init__(self, raw: Sequence[str], headings: bool) -> None:
        self.raw = [line.lstrip(_INVISIBLE).rstrip() for line in raw]
        self.headings = headings
        lines = [
            Line(
                n, line.strip(), _indent(line), first=n == 0 or not self.raw[n - 1].strip() or is_rule(self.raw[n - 1])
            )
            for n, line in enumerate(self.raw)
            if line.strip() and not is_rule(line)
        ]
        self.lines = {line.number: line for line in lines}
        self.marks = accepted(lines)
        self.width, self.wrapped = wrapping(self._stretches(lines))
        self.out: list[Piece] = []
        self.buffer: list[Line] = []
        self.stack: list[_Open] = []
        self.later: list[Piece] = []

    def _stretches(self, lines: Sequence[Line]) -> list[list[str]]:
        """Lines that follow each other and are neither items nor rows of a table."""
        found: list[list[str]] = []
        for line in lines:
            if line.number in self.marks or _APART.search(line.text) or _LABELLED.match(line.text):
                found.append([])
            elif line.first or not found:
                found.append([line.text])
            elif found[-1]:
                found[-1].append(line.text)
        return [stretch for stretch in found if len(stretch) > 1]

    def read(self) -> list[Piece]:
        at = 0
        while at < len(self.raw):
            line = self.lines.get(at)
            if line is None:
                self._unwritten(at)
                at += 1
                continue
            table = table_at(self.raw, at) if at not in self.marks else None
            if table and not any(n in self.marks for n in range(at, at + table[0])):
                self._close()
                self.out += table[1]
                at += table[0]
                continue
            if at in self.marks:
                self._item(line, self.marks[at])
            elif not self._goes_on(line):
                self._close_lists()
                self.buffer.append(line)
            at += 1
        self._close()
        return self.out

    def _unwritten(self, at: int) -> None:
        """An empty line, or a line that is drawn: it ends a paragraph, or makes what stands above it a heading."""
        drawn = self.raw[at].strip()
        if drawn and set(drawn) <= set("=-") and len(self.buffer) == 1 and self.headings and not self.stack:
            self.out.append(Heading(words(self.buffer[0].text)))
            self.buffer = []
        self._flush()

    # ------------------------------------------------------------------------------------------------------------ lists

    def _item(self, line: Line, mark: Mark) -> None:
        if self.buffer:
            self._flush()
        while self.stack and self.stack[-1].indent > line.indent + 1:
            self._end_list()
        self._list_for(line, mark).items.append((mark.label, [[line.text[mark.end :]]]))

    def _list_for(self, line: Line, mark: Mark) -> _Open:
        """The open list that an item goes on, or a new one."""
        beside = [one for one in self.stack if abs(one.indent - line.indent) <= 1]
        top = beside[-1] if beside and beside[-1] is self.stack[-1] else None
        found = next((one for one in reversed(beside) if one.style == mark.style), None)
        if found is None and top is not None and not self._belongs_inside(top, line, mark):
            found = next((one for one in reversed(beside) if _same_list(one.style, mark.style)), None)
            top = beside[0] if found is None else None
            while top is not None and top in self.stack:
                self._end_list()
        if found is not None:
            while self.stack[-1] is not found:
                self._end_list()
            if mark.value != 1 or mark.style.startswith("multi"):
                return found
            self._end_list()  # it counts from 1 again: another list
        self.stack.append(_Open(line.indent, mark.style))
        return self.stack[-1]

    def _belongs_inside(self, top: _Open, line: Line, mark: Mark) -> bool:
        """Whether an item with another mark stands inside the item above it, though it is set in no further.

        What an item announces with a colon does; and bullets under a number, where another number had some, or where the
        numbers count on after them.
        """
        last = top.items[-1][1][-1]
        if isinstance(last, list) and last[-1].endswith((":", "：")):
            return True
        bullets = not mark.style[0].isalnum() or mark.style.startswith("weak")
        if not bullets or not top.style[0].isalnum() or top.style.startswith("weak"):
            return False
        if any(isinstance(part, Items) for _, parts in top.items for part in parts):
            return not line.first
        for n in range(line.number + 1, len(self.raw)):
            later = self.marks.get(n)
            if later is not None and later.style == top.style:
                return True
            if later is None and n in self.lines and self.lines[n].first:
                return False
        return False

    def _end_list(self) -> None:
        done = self.stack.pop()
        piece = Items(tuple(Item(label, tuple(_parts(parts))) for label, parts in done.items))
        if self.stack:
            self.stack[-1].items[-1][1].append(piece)
        else:
            self.out.append(piece)

    def _goes_on(self, line: Line) -> bool:
        """Whether an unmarked line belongs to the item above it; then it is taken."""
        if not self.stack or self.buffer:
            return False
        while len(self.stack) > 1 and line.indent <= self.stack[-1].indent and line.first:
            self._end_list()
        top = self.stack[-1]
        parts = top.items[-1][1]
        if line.first:
            if line.indent < top.indent + 2:
                return False
            parts.append([line.text])
            return True
        above = self.raw[line.number - 1]
        wrapped = len(above) + 1 + len(line.text.split()[0]) > self.width and len(above) > _SHORT
        if line.indent > top.indent or line.text[:1].islower() or wrapped or self._number_goes_on(above, line):
            if parts and isinstance(parts[-1], list):
                parts[-1].append(line.text)
            else:
                parts.append([line.text])
            return True
        return False

    def _number_goes_on(self, above: str, line: Line) -> bool:
        """Whether a number at a line's start ends the sentence above it, which had filled its line."""
        return line.text[:1].isdigit() and not sentence_ends(above) and len(above) > max(0.6 * self.width, _SHORT / 2)

    def _close_lists(self) -> None:
        while self.stack:
            self._end_list()

    # ------------------------------------------------------------------------------------------------------- paragraphs

    def _close(self) -> None:
        self._flush()
        self._close_lists()

    def _flush(self) -> None:
        lines, self.buffer = self.buffer, []
        if not lines:
            return
        first = lines[0].text
        apart = [line.text for line in lines if _APART.search(line.text)]
        if apart:
            told = "; ".join(f"“{' | '.join(_APART.split(text))}”" for text in apart)
            self.later.append(Doubt(f"Words stand apart in these lines of the leaflet, as in a table: {told}. Compare with the leaflet."))
        if self.headings and (
            len(lines) == 1
            and (heading_like(first) or (not self.out and len(first) <= 90 and not sentence_ends(first)))
        ):
            self.out.append(Heading(words(first), sure=False))
            self._tell()
            return
        if self.headings and len(lines) > 1 and self._first_is_heading(lines):
            self.out.append(Heading(words(first), sure=False))
            lines = lines[1:]
        text = lines[0].text
        for above, line in itertools.pairwise(lines):
            text += (" " if self._wrapped(above, line, lines) else "\n") + line.text
        self.out.append(Paragraph(words(text)))
        self._tell()

    def _tell(self) -> None:
        self.out += self.later
        self.later = []

    def _first_is_heading(self, lines: Sequence[Line]) -> bool:
        first, second = lines[0].text, lines[1].text
        return (
            heading_like(first) and len(first) < 50 and len(second) > max(len(first), _SHORT)
            and ":" not in first and second[:1].isalpha() and not second[:1].islower()
        )  # fmt: skip

    def _wrapped(self, above: Line, line: Line, lines: Sequence[Line]) -> bool:
        """Whether a line goes on the sentence above it, or was ended by its author."""
        if line.text[:1].islower() or re.match(r"[,;.)%°]", line.text):
            return True
        if above.text[-1:] in "-–/" or (above.text[-1:].isdigit() and re.match(r"[-–/]", line.text)):
            return True
        if _LABELLED.match(line.text) and _LABELLED.match(above.text):
            return False
        if self.wrapped and _holds(_bounds([one.text for one in lines]), self.width):
            return True
        ends, last = sentence_ends(above.text), above.text.split()[-1]
        if not ends and line.text[:1].isdigit() and last[:1].islower() and not _UNIT.fullmatch(last):
            return True
        return not ends and len(above.text) > max(0.6 * self.width, _SHORT)


def wrapping(stretches: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """The width at which an editor wrapped a text, and whether it wrapped any.

    A paragraph was wrapped at a width if no line is longer and no line had room for the first word of the next. The
    width that holds for most line ends is the text's; where none holds, it is that of the longest line.
    """
    bounds = [(_bounds(stretch), len(stretch) - 1) for stretch in stretches]
    widths = {width for (least, most), _ in bounds for width in (least, most) if least <= most and width >= _SHORT - 5}
    best = max(widths, key=lambda width: (sum(ends for one, ends in bounds if _holds(one, width)), width), default=0)
    return best or max((len(line) for stretch in stretches for line in stretch), default=0), bool(best)


def _bounds(lines: Sequence[str]) -> tuple[int, int]:
    """The least and the greatest width at which these lines can have been wrapped."""
    room = [len(above) + len(line.split()[0]) for above, line in itertools.pairwise(lines)]
    return max(map(len, lines)), min(room, default=0)


def _holds(bounds: tuple[int, int], width: int) -> bool:
    return bounds[0] <= width <= bounds[1]


def heading_like(line: str) -> bool:
    """Whether a line by itself reads as a heading: short, no sentence, no amount."""
    text = line.strip()
    return (
        len(text) <= 90 and len(text.split()) <= 14 and not re.search(r"[.!;:,。！、،।]['\"”’)]*$", text)
        and not text[:1].islower() and not _AMOUNT.search(text) and bool(re.search(r"[^\W\d_]", text))
    )  # fmt: skip


def _same_list(style: str, other: str) -> bool:
    return (
        style == other or {style, other} == {"•", "•o"} or (style.startswith("multi ") and other.startswith("multi "))
    )


def _parts(parts: list[Piece | list[str]]) -> list[Piece]:
    return [Paragraph(words(" ".join(part))) if isinstance(part, list) else part for part in parts]


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
