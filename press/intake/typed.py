"""Lists that were typed as plain paragraphs, each with its mark, set in by hand: as lists in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from press.intake.marks import Line, Mark, accepted
from press.intake.pieces import Item, Items, Paragraph, Piece, Span, Words, lines_of, plain, squeezed

BOXES = ("☐", "☒", "☑")
_LETTER = 120  # twentieths of a point: about as wide as a letter


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph: its mark if it begins an item, and how far it is set in, in letters."""

    mark: Mark | None
    words: Words
    paragraph: int
    indent: int


@dataclass(slots=True)
class _Open:
    """A list whose end has not been met."""

    indent: int
    mark: Mark  # of its last item
    items: list[tuple[str, list[Piece]]]

    def closed(self) -> Items:
        return Items(tuple(Item(label, tuple(pieces)) for label, pieces in self.items))


def lists(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Paragraphs that begin with a typed mark, as the items of lists; every other piece as it is."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and isinstance(pieces[end], Paragraph):
            end += 1
        if end > at:
            yield from _typed([piece for piece in pieces[at:end] if isinstance(piece, Paragraph)])
            at = end
        else:
            yield pieces[at]
            at += 1


def without(words: Words, count: int) -> Words:
    """Words without their first letters."""
    out = []
    for span in words:
        cut = min(count, len(span.text))
        count -= cut
        out.append(replace(span, text=span.text[cut:]))
    return squeezed(out)


def _typed(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    found = _marked(paragraphs, indents=True)
    flat = _marked(paragraphs, indents=False)
    if sum(line.mark is not None for line in flat) > sum(line.mark is not None for line in found):
        found = flat  # set in anyhow: only the marks tell
    if any(line.mark is not None for line in found):
        yield from _grouped(found)
    else:
        yield from paragraphs


def _marked(paragraphs: Sequence[Paragraph], indents: bool) -> list[_Line]:
    """The lines of paragraphs, with the marks that begin items."""
    lines: list[Line] = []
    made: list[tuple[Words, int]] = []
    for n, paragraph in enumerate(paragraphs):
        for words in lines_of(paragraph.words):
            indent = paragraph.indent // _LETTER if indents else 0
            lines.append(Line(len(lines), plain(words), indent, first=True))
            made.append((words, n))
    marks = {
        number: mark for number, mark in accepted(lines).items() if mark.style != "box" or _one_box(lines[number].text)
    }
    return [_Line(marks.get(n), words, whose, lines[n].indent) for n, (words, whose) in enumerate(made)]


def _one_box(text: str) -> bool:
    """Whether a line has one box, at its start, and something to tick it for."""
    return len(text) > 1 and sum(text.count(box) for box in BOXES) <= 1


def _grouped(found: Sequence[_Line]) -> Iterator[Piece]:
    """Marked lines as items, one list inside another as they are set in; what is not marked stays a paragraph."""
    stack: list[_Open] = []
    loose: list[_Line] = []
    for n, line in enumerate(found):
        if line.mark is None:
            if stack and _goes_on(found, n, stack):
                _into(stack, line)
                continue
            if stack or (loose and line.paragraph != loose[-1].paragraph):
                yield from _flushed(stack, loose)
            loose.append(line)
            continue
        if loose:
            yield from _flushed(stack, loose)
        if stack and not _place(stack, found, n):
            yield from _flushed(stack, loose)
        piece = Paragraph(without(line.words, line.mark.end))
        if stack and stack[-1].indent == line.indent and stack[-1].mark.style == line.mark.style:
            stack[-1].mark = line.mark
            stack[-1].items.append((line.mark.label, [piece]))
        else:
            stack.append(_Open(line.indent, line.mark, [(line.mark.label, [piece])]))
    yield from _flushed(stack, loose)


def _into(stack: list[_Open], line: _Line) -> None:
    """A line goes on the last item of the list that is set in no further."""
    _close_to(stack, lambda one: one.indent <= line.indent + 1)
    stack[-1].items[-1][1].append(Paragraph(line.words))


def _flushed(stack: list[_Open], loose: list[_Line]) -> Iterator[Piece]:
    """What stands open, as pieces."""
    if stack:
        _close_to(stack, lambda one: one is stack[0])
        yield stack.pop().closed()
    if loose:
        joined: list[Span] = []
        for line in loose:
            joined += [Span("\n"), *line.words] if joined else line.words
        yield Paragraph(tuple(joined), loose[0].indent * _LETTER)
        loose.clear()


def _close_to(stack: list[_Open], wanted: Callable[[_Open], bool]) -> None:
    """Close the inner lists until one is met that is wanted, or the outermost."""
    while len(stack) > 1 and not wanted(stack[-1]):
        done = stack.pop()
        stack[-1].items[-1][1].append(done.closed())


def _place(stack: list[_Open], found: Sequence[_Line], n: int) -> bool:
    """Close lists until a marked line can stand on the innermost, or in its last item; False where it begins another list."""
    line, mark = found[n], found[n].mark
    assert mark is not None
    alike = [one for one in reversed(stack) if one.mark.style == mark.style]
    goes_on = next((one for one in alike if abs(one.indent - line.indent) <= 1), None)
    goes_on = goes_on or next((one for one in alike if 1 < mark.value == one.mark.value + 1), None)  # set in anyhow
    if goes_on is not None:
        _close_to(stack, lambda one: one is goes_on)
        goes_on.indent = line.indent
        return mark.value != 1 or mark.style.startswith("multi")  # it counts from 1 again: another list
    _close_to(stack, lambda one: one.indent <= line.indent + 1)
    top = stack[-1]
    if abs(line.indent - top.indent) > 1:
        return line.indent > top.indent
    return _announced(top, found, n)


def _announced(top: _Open, found: Sequence[_Line], n: int) -> bool:
    """Whether bullets that are set in no further than the number above them stand under it all the same.

    They do where the number's words end with a colon, or where the numbers count on after them.
    """
    mark = found[n].mark
    if mark is None or mark.value or not top.mark.style[0].isalnum() or top.mark.style.startswith("weak"):
        return False
    last = top.items[-1][1][-1]
    if isinstance(last, Paragraph) and plain(last.words).rstrip().endswith((":", "：")):
        return True
    later = next((one.mark for one in found[n:] if one.mark is None or one.mark.style == top.mark.style), None)
    return later is not None and later.value == top.mark.value + 1


def _goes_on(found: Sequence[_Line], n: int, stack: Sequence[_Open]) -> bool:
    """Whether a line without a mark belongs to the item above it: it is set in as the item is, and the list goes on after it."""
    line = found[n]
    if not line.indent or line.indent < stack[0].indent:
        return False
    for later in found[n + 1 :]:
        if later.mark is not None:
            return any(
                one.mark.style == later.mark.style and abs(one.indent - later.indent) <= 1 for one in stack
            ) and (later.mark.value != 1)
        if later.indent < stack[0].indent or not later.indent:
            return False
    return False
