"""Labelled paragraphs of a Word file, one after another, as lists in lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.intake.pieces import Box, Doubt, Item, Items, Piece, holds_words, said
from press.intake.word.numbering import Label


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph as it is read: its piece, its label if it has one, its frame if it has one."""

    piece: Piece
    label: Label | None = None
    frame: str = ""


def nested(entries: list[Entry]) -> list[Piece]:
    """Labelled paragraphs as lists in lists, framed ones as boxes, the rest as it is."""
    out: list[Piece] = []
    at = 0
    while at < len(entries):
        entry = entries[at]
        if entry.label is not None:
            at, items = _list(entries, at)
            out.append(items)
        elif entry.frame:
            end = at
            while end < len(entries) and entries[end].frame == entry.frame:
                end += 1
            out.append(_framed([one.piece for one in entries[at:end]]))
            at = end
        else:
            out.append(entry.piece)
            at += 1
    return [piece for piece in out if holds_words(piece)]


def _framed(pieces: list[Piece]) -> Piece:
    if all(isinstance(piece, Doubt) for piece in pieces):
        lines = "; ".join(piece.holds for piece in pieces if isinstance(piece, Doubt))
        return Doubt(f"A table of contents stood here: “{lines}”.", holds=lines)
    return Box(tuple(pieces))


@dataclass(slots=True)
class _Open:
    label: Label
    items: list[tuple[str, list[Piece]]]


def _list(entries: list[Entry], at: int) -> tuple[int, Items]:
    """The list that begins at an entry, with the lists in it; doubts between its items stay with the item before."""
    stack: list[_Open] = []
    root: _Open | None = None
    while at < len(entries):
        entry = entries[at]
        if entry.label is None:
            later = next((e for e in entries[at:] if not isinstance(e.piece, Doubt)), None)
            if isinstance(entry.piece, Doubt) and stack and later is not None and later.label is not None:
                stack[-1].items[-1][1].append(entry.piece)
                at += 1
                continue
            break
        label = entry.label
        if not label.text and stack and stack[0].label.text:
            _put_into(stack, entry)
            at += 1
            continue
        while stack and not (_belongs(label, stack) or _announced(entries, at, stack[-1])):
            done = stack.pop()
            if not stack:
                return at, _closed(done)
            stack[-1].items[-1][1].append(_closed(done))
        if stack and _beside(label, stack[-1].label):
            stack[-1].label = label
            stack[-1].items.append((label.text, [entry.piece]))
        else:
            stack.append(_Open(label, [(label.text, [entry.piece])]))
        root = root or stack[0]
        at += 1
    while len(stack) > 1:
        done = stack.pop()
        stack[-1].items[-1][1].append(_closed(done))
    assert stack
    return at, _closed(stack[0])


def _belongs(label: Label, stack: list[_Open]) -> bool:
    """Whether an item goes on the innermost open list, or begins one inside its last item."""
    top = stack[-1].label
    same = [one.label for one in stack if one.label.list_id == label.list_id and one.label.level <= label.level]
    if same and top.list_id != label.list_id:
        return same[-1].level < label.level and _inside(label, top)  # its own list is open further out
    return _inside(label, top) or _beside(label, top)


def _inside(label: Label, outer: Label) -> bool:
    """Whether an item belongs inside another: a deeper level of its list, or an item of another list set further in."""
    if label.list_id == outer.list_id:
        return label.level > outer.level
    return label.indent > outer.indent + 60 or (label.level > outer.level and label.indent >= outer.indent)


def _beside(label: Label, other: Label) -> bool:
    """Whether an item goes on the list of another."""
    if label.list_id == other.list_id:
        return label.level == other.level
    return (
        label.level == other.level
        and abs(label.indent - other.indent) <= 60
        and _shape(label.text) == _shape(other.text)
    )


def _shape(label: str) -> str:
    """How a label looks, whichever number it has: ``#.``, ``(@)``; boxes are alike, and bullets are."""
    if label in ("☐", "☒", "☑"):
        return "☐"
    return re.sub(r"[^\W\d]+", "@", re.sub(r"\d+", "#", label))


def _announced(entries: list[Entry], at: int, top: _Open) -> bool:
    """Whether bullets that are set in no further than the number above them stand under it all the same.

    Word sets a new list of bullets in as far as one of numbers. They do where the number's words end with a colon, or
    where its list counts on after them.
    """
    label = entries[at].label
    if label is None or _shape(label.text) != "•" or not re.search(r"\w", top.label.text):
        return False
    if label.list_id == top.label.list_id or abs(label.indent - top.label.indent) > 60:
        return False
    if said(top.items[-1][1][-1:]).rstrip().endswith((":", "：")):
        return True
    for later in entries[at:]:
        if later.label is None and not isinstance(later.piece, Doubt):
            return False
        if later.label is not None and later.label.list_id == top.label.list_id:
            return later.label.level == top.label.level
    return False


def _put_into(stack: list[_Open], entry: Entry) -> None:
    """A paragraph of a list that shows no label goes on an item: the innermost that is set in no further."""
    assert entry.label is not None
    while len(stack) > 1 and stack[-1].label.indent > entry.label.indent + 60:
        done = stack.pop()
        stack[-1].items[-1][1].append(_closed(done))
    stack[-1].items[-1][1].append(entry.piece)


def _closed(done: _Open) -> Items:
    return Items(tuple(Item(label, tuple(pieces)) for label, pieces in done.items))
