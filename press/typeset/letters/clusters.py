"""A shaped line as Pango has it -> clusters, in the order in which they are shown.

Pango gives the glyphs of a line from left to right, and for each the first letter of its cluster. A cluster is what
cannot be divided: a letter with its dots and vowel signs, a ligature, a syllable whose vowel stands before its consonant.
Here it becomes one thing with one meaning, whatever stands beside it: kerning, letter spacing and the spaces of justified
lines are moves between clusters. Stretches are shown in the order in which they are read; one that is read from right to
left is shown from left to right, as all readers expect it, and marked so (ISO 32000-1, 14.8.2.3.3, ReversedChars).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from unicodedata import category

from weasyprint.text import ffi as text_ffi

from press.typeset.letters.cutting import Drawn, Placed
from press.typeset.letters.faces import Cluster, Face, Held, held

ffi, pango = text_ffi.ffi, text_ffi.pango

#: What stands between letters and is none: marks for line breaks and directions. ZWJ and ZWNJ are letters' business.
_NO_LETTERS = dict.fromkeys([0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_JOINING = "\u034f\u200c\u200d"  # they change how the letter before them is painted
_KINDS: dict[str, str] = {}  # general category of each letter that was met
_FIELDS = 5  # 32-bit numbers in a PangoGlyphInfo: glyph, width, x offset, y offset, attributes
_LONGEST = 16  # letters that one code may mean: MuPDF 1.25 drops what has more than 31
_FARTHEST = 12  # ems from its letter to a sign
_HALF = 0.5  # thousandths of the type size: a move that is less is left for the next one


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clusters that one instruction shows. ``pattern`` has a place (``%04x``) for the code of each."""

    held: Held
    pattern: bytes
    clusters: tuple[Cluster, ...]
    reversed: bool  # read from right to left


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown of one line, in reading order.

    ``missing`` are the characters that no font has; ``faults`` are messages for the log, each with what it is about.
    """

    stretches: tuple[Stretch, ...]
    missing: tuple[int, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Item:
    """Glyphs of one font and direction, from left to right. Widths and offsets in Pango's units."""

    held: Held
    offset: int  # in bytes of the line's text
    length: int
    right_to_left: bool
    glyphs: array[int]
    widths: array[int]
    x_offsets: array[int]
    y_offsets: array[int]
    starts: array[int]  # in bytes from ``offset``: where the cluster of each glyph begins


def fits() -> bool:
    """Whether the C structures are laid out as they were when this was written."""
    whole = ffi.sizeof("PangoGlyphInfo") == 4 * _FIELDS and array("i").itemsize == 4
    return bool(whole and ffi.offsetof("PangoGlyphInfo", "geometry") == 4)


def clusters(layout: Any, divided: bool) -> Line:
    """The first line of a layout. ``divided``: its last letter is a hyphen that the typesetter put there."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    text = layout.text.encode()
    items, item = [], first_line.runs[0]
    while item != ffi.NULL:
        items.append(_item(item.data))
        item = item.next
    missing: list[int] = []
    faults = [("press: font-unfit %s", one.held.unfit) for one in items if one.held.unfit]
    shown, at = [], 0.0
    for one in items:
        shown.append(_Shown(one, text, missing, faults, at))
        at = shown[-1].end
    shown.sort(key=lambda one: one.item.offset)
    if divided and shown:
        shown[-1].end_divided()
    return Line(tuple(_stretches(shown)), tuple(missing), tuple(dict.fromkeys(faults)))


def _item(glyph_item: Any) -> _Item:
    item, glyphs = glyph_item.item, glyph_item.glyphs
    count = glyphs.num_glyphs
    numbers = array("i", bytes(ffi.buffer(glyphs.glyphs, 4 * _FIELDS * count)))
    return _Item(
        held(item.analysis.font),
        item.offset,
        item.length,
        bool(item.analysis.level % 2),
        numbers[::_FIELDS],
        numbers[1::_FIELDS],
        numbers[2::_FIELDS],
        numbers[3::_FIELDS],
        array("i", bytes(ffi.buffer(glyphs.log_clusters, 4 * count))),
    )


class _Group(NamedTuple):
    """Glyphs that belong together, from one number to another, and their letters."""

    first: int
    last: int
    letters: str
    pieces: tuple[tuple[int, int, str], ...]  # as Pango divides it, in reading order


class _Shown:
    """The clusters of an item and the moves between them. Places in thousandths of the type size; ``start`` in pixels."""

    def __init__(
        self, item: _Item, text: bytes, missing: list[int], faults: list[tuple[str, str]], start: float
    ) -> None:
        self.item, self.start = item, start
        self.parts: list[bytes] = []
        self.clusters: list[Cluster] = []
        self._missing, self._faults = missing, faults
        self._pen = 0.0  # where the next cluster would stand
        self._per_unit = item.held.thousandths(1)
        width = 0
        if (face := item.held.face) is not None:
            for group in _groups(item, text):
                first, last = group.first, group.last
                if last - first == 1 and not item.y_offsets[first] and (len(group.letters) < 2 or not item.right_to_left):
                    self._show_one(face, item.glyphs[first], group.letters, width + item.x_offsets[first])
                    width += item.widths[first]
                else:
                    self._show_several(face, group, width)
                    width += sum(item.widths[first:last])
        self._move(width * self._per_unit)
        self.end = start + width * text_ffi.FROM_UNITS

    def _move(self, place: float) -> None:
        """Move the pen to a place, if it is not there already."""
        back = self._pen - place
        if back >= _HALF or back <= -_HALF:
            self.parts.append(b">%d<" % round(back))
            self._pen -= round(back)

    def _show(self, cluster: Cluster, face: Face, place: float) -> None:
        self._move(place)
        self.parts.append(b"%04x")
        self.clusters.append(cluster)
        self._pen += cluster.drawn.advance * 1000 / face.outlines.units

    def _show_one(self, face: Face, glyph: int, letters: str, x: int) -> None:
        if glyph == pango.PANGO_GLYPH_EMPTY:  # nothing is painted: a mark, or a tab
            if not letters.isspace() or self.item.held.space is None:
                return
            cluster = self.item.held.space
        elif glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            cluster = self._unknown(face, glyph)
        elif not letters:
            return
        else:
            cluster = face.single(glyph, letters)
        self._show(cluster, face, x * self._per_unit)

    def _unknown(self, face: Face, glyph: int) -> Cluster:
        """The box for a letter that no font has."""
        self._missing.append(glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG & 0x1FFFFF)
        return face.single(0, "")

    def _show_several(self, face: Face, group: _Group, start: int) -> None:
        """Show a group as one cluster. ``start`` is where it begins, in Pango's units.

        From right to left each of its letters is a cluster of its own, with a share of the width: readers turn such lines
        round letter by letter, and a code with two letters would come out with these two exchanged. So is each of a heap
        of signs: readers cut a long meaning off.
        """
        item, units = self.item, face.outlines.units
        placed: list[tuple[int, int, int, int, bool]] = []
        at = advance = 0
        per_unit = units * text_ffi.FROM_UNITS / item.held.size  # the font's units in one of Pango's
        for i in range(group.first, group.last):
            glyph, width = item.glyphs[i], item.widths[i]
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                self._show(self._unknown(face, glyph), face, (start + at) * self._per_unit)
                return
            if glyph != pango.PANGO_GLYPH_EMPTY:
                own = face.outlines.advance(glyph)
                # A sign over a letter has a width in some fonts and none in the line; letter spacing may have given it a little.
                stands = 2 * width * per_unit > own
                advance += own if stands else 0
                placed.append((i, glyph, at + item.x_offsets[i], item.y_offsets[i], stands))
            at += width
        painting = [one for one in placed if not face.outlines.is_blank(one[1])] or placed[:1]
        if not painting or not group.letters:
            return
        origin = next((x for _, _, x, _, stands in painting if stands), painting[0][2])
        parts = {i: (glyph, round((x - origin) * per_unit), round(-y * per_unit)) for i, glyph, x, y, _ in painting}
        if any(not -_FARTHEST * units < edge < _FARTHEST * units for part in parts.values() for edge in part[1:]):
            self._faults.append(("press: letters-heaped %s", f"{group.letters[:4]}…"))
            return
        place = (start + origin) * self._per_unit
        if len(group.letters) < 2 or not (item.right_to_left or len(group.letters) > _LONGEST):
            self._show_whole(face, tuple(parts.values()), advance, group.letters, place)
            return
        for left, right, letter, painted in _divided(group, advance, item.right_to_left):
            moved = [(glyph, x - left, y) for i, (glyph, x, y) in parts.items() if i in painted]
            drawn = Drawn(tuple(moved), right - left)
            self._show(face.several(drawn, letter), face, place + left * 1000 / units)

    def _show_whole(self, face: Face, parts: tuple[Placed, ...], advance: int, letters: str, place: float) -> None:
        """Show a group as one cluster. A joiner at its end is another: pdf.js drops all that ends in one."""
        ends = len(letters.rstrip(_JOINING)) or len(letters)
        share = min(advance // 2, face.outlines.units // 8) if ends < len(letters) else 0
        self._show(face.several(Drawn(parts, advance - share), letters[:ends]), face, place)
        if ends < len(letters):
            place += (advance - share) * 1000 / face.outlines.units
            self._show(face.several(Drawn((), share), letters[ends:]), face, place)

    def end_divided(self) -> None:
        """The last letter that is read is a hyphen for this line alone: a soft one (ISO 32000-1, 14.8.2.2.3)."""
        at, face = (0 if self.item.right_to_left else -1), self.item.held.face
        if self.clusters and face is not None:
            self.clusters[at] = face.several(self.clusters[at].drawn, "\u00ad")


def _groups(item: _Item, text: bytes) -> list[_Group]:
    """The clusters of an item, from left to right.

    Pango's own clusters are as small as HarfBuzz can make them: a sign over a letter is one by itself. Readers sort what
    they find by its place, and such a sign goes astray; so it belongs to the letter before it.
    """
    starts, offset = item.starts, item.offset
    count = len(starts)
    firsts = [i for i in range(count) if not i or starts[i] != starts[i - 1]]
    lasts = [*firsts[1:], count]
    begins = [starts[first] for first in firsts]
    ends = [item.length, *begins[:-1]] if item.right_to_left else [*begins[1:], item.length]
    pieces = zip(begins, ends, strict=True)
    found = list(zip(firsts, lasts, [text[offset + one : offset + end].decode() for one, end in pieces], strict=True))
    if text.isascii():
        return [_Group(*one, ()) for one in found]
    joined: list[list[tuple[int, int, str]]] = []
    for first, last, raw in reversed(found) if item.right_to_left else found:
        letters = raw.translate(_NO_LETTERS) or (raw if _paints(item, first, last) else "")
        if joined and letters and _is_sign(letters[0], item, first, last):
            joined[-1].append((first, last, letters))
        else:
            joined.append([(first, last, letters)])
    groups = [_joined(one) for one in joined]
    return groups[::-1] if item.right_to_left else groups


def _paints(item: _Item, first: int, last: int) -> bool:
    """Whether any of these glyphs is seen."""
    face, glyphs = item.held.face, item.glyphs[first:last]
    return face is not None and any(
        glyph != pango.PANGO_GLYPH_EMPTY and (glyph >= face.outlines.count or not face.outlines.is_blank(glyph))
        for glyph in glyphs
    )


def _joined(pieces: list[tuple[int, int, str]]) -> _Group:
    """Pieces that follow each other as one reads."""
    if len(pieces) == 1:
        return _Group(*pieces[0], tuple(pieces))
    ends = sorted([edge for first, last, _ in pieces for edge in (first, last)])
    return _Group(ends[0], ends[-1], "".join([letters for _, _, letters in pieces]), tuple(pieces))


def _divided(group: _Group, advance: int, right_to_left: bool) -> Iterator[tuple[int, int, str, range]]:
    """The letters of a group as they stand from left to right: edges, letter, the glyphs that it paints."""
    count = len(group.letters)
    pieces = group.pieces or ((group.first, group.last, group.letters),)
    single = [(letter, range(first, last) if not i else range(0)) for first, last, letters in pieces for i, letter in enumerate(letters)]
    for at, (letter, painted) in enumerate(reversed(single) if right_to_left else single):
        yield at * advance // count, (at + 1) * advance // count, letter, painted


def _is_sign(letter: str, item: _Item, first: int, last: int) -> bool:
    """Whether a cluster that begins with this letter is painted over, under or through the one before it."""
    kind = _KINDS.get(letter)
    if kind is None:
        kind = _KINDS[letter] = "Mn" if letter in _JOINING else category(letter)
    return kind in {"Mn", "Me"} or (kind == "Mc" and sum(item.widths[first:last]) <= 0)


def _stretches(shown: list[_Shown]) -> list[Stretch]:
    """One instruction for what stands side by side in one font and is read from left to right; else one for each item."""
    found: list[Stretch] = []
    pen = 0.0
    for one in shown:
        if not one.clusters:
            continue
        item = one.item
        turned = item.right_to_left and len(one.clusters) > 1
        move = round((pen - one.start) * 1000 / item.held.size)
        body = b"<" + b"".join(one.parts) + b">"
        if move:
            body = b"%d" % move + body
        last = found[-1] if found else None
        if last and not turned and not last.reversed and last.held is item.held:
            found[-1] = Stretch(item.held, last.pattern + body, (*last.clusters, *one.clusters), False)
        else:
            found.append(Stretch(item.held, body, tuple(one.clusters), turned))
        pen = one.end
    return [one if b"<>" not in one.pattern and b"><" not in one.pattern else _plain(one) for one in found]


def _plain(stretch: Stretch) -> Stretch:
    pattern = stretch.pattern.replace(b"<>", b"").replace(b"><", b"")
    return Stretch(stretch.held, pattern, stretch.clusters, stretch.reversed)
