"""Leaflets made at random, each written as HTML, Markdown, plain text and Word. What was written is known here, exactly.

It knows nothing of the readers: a leaflet is a list of parts, each with its words (made-up words, so that every one can be
told from every other) and with the texts that a whole reading of it must give. Hypothesis draws the parts.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from word_files import HEADER, cell, par, row, run, table, word_file

HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FRACTIONS = {("1", "2"): "½", ("1", "4"): "¼", ("3", "4"): "¾", ("1", "3"): "⅓"}
UNITS = ("mg", "ml", "tablets", "drops", "hours", "days")
# What each format can hold of itself. Plain text has no looks; Markdown no merged cells.
LOOKS = {
    "html": ("bold", "high", "low", "fraction", "link", "struck", "hidden", "note"),
    "md": ("bold", "link", "struck", "note"),
    "txt": (),
    "docx": ("bold", "high", "low", "fraction", "link", "struck", "hidden", "note", "deleted"),
}
PARTS = {
    "html": ("text", "text", "list", "list", "list", "table", "table", "lines", "boxes", "terms", "callout", "blank"),
    "md": ("text", "text", "list", "list", "list", "table", "lines", "boxes"),
    "txt": ("text", "text", "list", "list", "list", "table", "lines", "boxes", "blank", "callout", "questions"),
    "docx": (
        "text",
        "text",
        "list",
        "list",
        "list",
        "table",
        "table",
        "lines",
        "boxes",
        "callout",
        "blank",
        "questions",
    ),
}
DOUBTS = frozenset(["struck", "hidden", "deleted"])  # what must stand in a gap


@dataclass(frozen=True)
class Bit:
    """Words of one look."""

    look: str
    text: str
    more: str = ""  # the note, the address, what stands below a fraction


Words = tuple[Bit, ...]


@dataclass(frozen=True)
class Entry:
    """An item with the list inside it."""

    words: Words
    inner: Listing | None = None


@dataclass(frozen=True)
class Listing:
    """A list; ``style`` is how its labels look: ``•``, ``1.``, ``1)``, ``(1)``, ``a)``, ``i.``."""

    style: str
    start: int
    entries: tuple[Entry, ...]

    def label(self, at: int) -> str:
        """The label of an item; empty for a bullet."""
        number = self.start + at
        if self.style == "•":
            return ""
        roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
        shown = {"1": str(number), "a": chr(96 + number), "i": roman[number] if number < 13 else "?"}
        core = self.style.strip("().")
        return self.style.replace(core, shown[core])


@dataclass(frozen=True)
class Part:
    """A part of a leaflet: its kind, and what it is made of."""

    kind: str
    words: Words = ()
    listing: Listing | None = None
    rows: tuple[tuple[Words, ...], ...] = ()  # the first row names the columns; an empty cell has no words
    merged: frozenset[tuple[int, int]] = frozenset()  # cells that are one with the cell above them
    pairs: tuple[tuple[Words, Words], ...] = ()
    lines: tuple[Words, ...] = ()
    ticks: tuple[bool, ...] = ()
    level: int = 2


@dataclass(frozen=True)
class Leaflet:
    """A leaflet: its title and parts, and how its text is typed."""

    title: Words
    parts: tuple[Part, ...]
    width: int = 72
    loose: bool = False  # empty lines between items
    sign: str = "-"


# -------------------------------------------------------------------------------------------------------------- drawing


class Dictionary:
    """Made-up words, none twice."""

    def __init__(self, draw: Callable[..., int]) -> None:
        self.draw = draw
        self.made = 0

    def word(self) -> str:
        """The next word."""
        self.made += 1
        number, out = self.made * 7 + 3, ""
        while number:
            number, at = divmod(number, 80)
            out += "bdfgklmnprtvz"[at % 13] + "aeiouy"[at // 14]
        return f"{out}x"

    def phrase(self, least: int = 1, most: int = 6, amounts: bool = True) -> str:
        """Some words, an amount among them now and then."""
        words = [self.word() for _ in range(self.draw(st.integers(least, most)))]
        if amounts and self.draw(st.integers(0, 3)) == 0:
            words.insert(1, f"{self.draw(st.integers(2, 99))} {self.draw(st.sampled_from(UNITS))}")
        return " ".join(words)

    def sentence(self, least: int = 3, most: int = 9) -> str:
        """A sentence."""
        text = self.phrase(least, most)
        return f"{text[0].upper()}{text[1:]}."


@st.composite
def leaflets(draw: Callable[..., int], kind: str, doubts: bool = True) -> Leaflet:
    """A leaflet that a format of that kind can hold; without ``doubts`` nothing in it is struck out, hidden or ticked."""
    says = Dictionary(draw)
    parts: list[Part] = []
    for n in range(draw(st.integers(1, 3))):
        parts.append(Part("heading", _plain(_named(says)), level=2))
        kinds = [draw(st.sampled_from(PARTS[kind])) for _ in range(draw(st.integers(1, 4)))]
        parts += [_part(draw, says, one, kind, doubts) for one in kinds]
        if kind != "txt" and n and draw(st.integers(0, 3)) == 0:
            parts += [Part("heading", _plain(_named(says)), level=3), Part("text", _plain(says.sentence()))]
    return Leaflet(
        _plain(_named(says)),
        _told_apart(parts),
        draw(st.integers(48, 90)),
        draw(st.booleans()),
        draw(st.sampled_from("-*•")),
    )


def _named(says: Dictionary) -> str:
    text = says.phrase(1, 4, amounts=False)
    return f"{text[0].upper()}{text[1:]}"


def _plain(text: str) -> Words:
    return (Bit("", text),)


def _told_apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Two lists of one kind in a row would be one list in most formats: a text stands between them."""
    out: list[Part] = []
    for part in parts:
        if out and out[-1].kind in ("list", "boxes", "lines", "blank", "questions") and part.kind == out[-1].kind:
            continue
        if out and {out[-1].kind, part.kind} <= {"list", "boxes", "lines", "callout"}:
            continue
        if out and out[-1].kind == "list" and part.kind == "text":
            continue  # plain text cannot tell a paragraph after an item from one inside it
        out.append(part)
    return tuple(out)


def _part(draw: Callable[..., int], says: Dictionary, what: str, kind: str, doubts: bool) -> Part:
    if what == "list":
        return Part("list", listing=_listing(draw, says, kind, 0))
    if what == "table":
        return _table(draw, says, kind)
    if what == "lines":
        return Part(
            "lines", lines=tuple(_plain(f"{_named(says)}: {says.phrase(1, 3)}") for _ in range(draw(st.integers(2, 4))))
        )
    if what == "boxes":
        count = draw(st.integers(2, 4))
        ticked = [doubts and draw(st.booleans()) for _ in range(count)]
        return Part("boxes", lines=tuple(_plain(says.phrase(2, 5)) for _ in range(count)), ticks=tuple(ticked))
    if what in ("terms", "questions"):
        mark = "?" if what == "questions" else ""
        pairs = [(_plain(f"{_named(says)}{mark}"), _plain(says.sentence())) for _ in range(draw(st.integers(1, 3)))]
        return Part(what, pairs=tuple(pairs))
    if what == "callout":
        return Part("callout", _plain(says.sentence()))
    if what == "blank":
        return Part("blank", _plain(_named(says)))
    return Part("text", _sentences(draw, says, kind, doubts))


def _sentences(draw: Callable[..., int], says: Dictionary, kind: str, doubts: bool) -> Words:
    """A paragraph: sentences, with looks between their words."""
    bits: list[Bit] = []
    for _ in range(draw(st.integers(1, 4))):
        bits.append(Bit("", says.sentence() + " "))
        looks = [look for look in LOOKS[kind] if doubts or look not in DOUBTS]
        if looks and draw(st.integers(0, 1)):
            bits += _looked(draw, says, draw(st.sampled_from(looks)))
    bits.append(Bit("", says.sentence()))
    return tuple(bits)


def _looked(draw: Callable[..., int], says: Dictionary, look: str) -> list[Bit]:
    """A stretch of another look, inside words that are plain."""
    begin = Bit("", f"{says.word().capitalize()} ")
    number = str(draw(st.integers(2, 9)))
    if look in ("high", "low"):
        return [
            Bit("", f"{begin.text}10" if look == "high" else f"{begin.text}H"),
            Bit(look, number),
            Bit("", f" {says.word()}. "),
        ]
    if look == "fraction":
        above, below = draw(st.sampled_from(sorted(FRACTIONS)))
        return [
            Bit("", begin.text + (number if draw(st.booleans()) else "")),
            Bit(look, above, below),
            Bit("", f" {says.word()}. "),
        ]
    if look == "note":
        return [Bit("", f"{begin.text}{says.word()}"), Bit(look, "", says.sentence()), Bit("", f" {says.word()}. ")]
    more = f"https://example.org/{says.word()}" if look == "link" else ""
    return [begin, Bit(look, says.phrase(1, 3), more), Bit("", f" {says.word()}. ")]


def _listing(draw: Callable[..., int], says: Dictionary, kind: str, depth: int) -> Listing:
    styles = {
        "html": ("•", "1.", "a.", "i."),
        "md": ("•", "1."),
        "txt": ("•", "1.", "1)", "(1)", "a)"),
        "docx": ("•", "1.", "a)", "(1)"),
    }
    style = draw(st.sampled_from(styles[kind]))
    start = draw(st.sampled_from((1, 1, 1, 4))) if style != "•" and depth == 0 else 1
    entries = []
    for _ in range(draw(st.integers(2, 4))):
        inner = _listing(draw, says, kind, depth + 1) if depth < 2 and draw(st.integers(0, 2)) == 0 else None
        text = says.phrase(1, 5)
        words = f"{text[0].upper()}{text[1:]}{':' if inner else '.' if draw(st.booleans()) else ''}"
        entries.append(Entry(_plain(words), inner))
    return Listing(style, start, tuple(entries))


def _table(draw: Callable[..., int], says: Dictionary, kind: str) -> Part:
    columns, rows = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    made: list[tuple[Words, ...]] = [tuple(_plain(_named(says)) for _ in range(columns))]
    merged: set[tuple[int, int]] = set()
    for y in range(1, rows + 1):
        line = [_plain(f"{_named(says)}")]
        for x in range(1, columns):
            empty = draw(st.integers(0, 3)) == 0 and not (y == 1 and x == columns - 1)
            line.append(
                () if empty else _plain(f"{draw(st.integers(1, 500))} {draw(st.sampled_from(UNITS))} {says.word()}")
            )
        if kind in ("html", "docx") and y > 1 and draw(st.integers(0, 3)) == 0:
            at = draw(st.integers(0, columns - 1))
            if made[-1][at]:
                line[at] = made[-1][at]
                merged.add((y, at))
        made.append(tuple(line))
    return Part("table", rows=tuple(made), merged=frozenset(merged))


# ------------------------------------------------------------------------------------------------------------ as a web page


def html(leaflet: Leaflet) -> str:
    """The leaflet as a web page."""
    notes: list[str] = []
    body = "".join(_html_part(part, notes) for part in leaflet.parts)
    listed = "".join(f'<li id="fn{n}">{escape(text)} <a href="#r{n}">↩</a></li>' for n, text in enumerate(notes, 1))
    foot = f'<ol class="footnotes">{listed}</ol>' if notes else ""
    return f"<!doctype html><html><body><h1>{_html_words(leaflet.title, notes)}</h1>{body}{foot}</body></html>"


def _html_words(words: Words, notes: list[str]) -> str:
    out = ""
    for bit in words:
        text = escape(bit.text)
        if bit.look == "note":
            notes.append(bit.more)
            out += f'<sup><a href="#fn{len(notes)}" id="r{len(notes)}">{len(notes)}</a></sup>'
        elif bit.look == "fraction":
            out += f"<math><mfrac><mn>{text}</mn><mn>{bit.more}</mn></mfrac></math>"
        elif bit.look == "link":
            out += f'<a href="{bit.more}">{text}</a>'
        else:
            tags = {"bold": ("<b>", "</b>"), "high": ("<sup>", "</sup>"), "low": ("<sub>", "</sub>"), "struck": ("<s>", "</s>"),
                    "hidden": ('<span style="display:none">', "</span>")}  # fmt: skip
            begin, end = tags.get(bit.look, ("", ""))
            out += begin + text + end
    return out


def _html_list(listing: Listing, notes: list[str]) -> str:
    items = "".join(
        f"<li>{_html_words(entry.words, notes)}{_html_list(entry.inner, notes) if entry.inner else ''}</li>"
        for entry in listing.entries
    )
    if listing.style == "•":
        return f"<ul>{items}</ul>"
    return f'<ol type="{listing.style[0]}" start="{listing.start}">{items}</ol>'


def _html_part(part: Part, notes: list[str]) -> str:
    words = lambda one: _html_words(one, notes)  # noqa: E731
    if part.kind == "heading":
        return f"<h{part.level}>{words(part.words)}</h{part.level}>"
    if part.kind == "list" and part.listing:
        return _html_list(part.listing, notes)
    if part.kind == "lines":
        return f"<p>{'<br>'.join(map(words, part.lines))}</p>"
    if part.kind == "boxes":
        ticked = [" checked" if tick else "" for tick in part.ticks]
        return "".join(
            f"<p><input type=checkbox{tick}> {words(line)}</p>" for tick, line in zip(ticked, part.lines, strict=True)
        )
    if part.kind == "terms":
        return f"<dl>{''.join(f'<dt>{words(term)}</dt><dd>{words(meaning)}</dd>' for term, meaning in part.pairs)}</dl>"
    if part.kind == "callout":
        return f'<div class="warning"><p>{words(part.words)}</p></div>'
    if part.kind == "blank":
        return f"<p>{words(part.words)}: <input></p>"
    if part.kind == "table":
        return _html_table(part, notes)
    return f"<p>{words(part.words)}</p>"


def _html_table(part: Part, notes: list[str]) -> str:
    out = ""
    for y, line in enumerate(part.rows):
        out += "<tr>"
        for x, words in enumerate(line):
            if (y, x) in part.merged:
                continue
            down = 1
            while (y + down, x) in part.merged:
                down += 1
            span = f' rowspan="{down}"' if down > 1 else ""
            tag = "td" if y else "th"
            out += f"<{tag}{span}>{_html_words(words, notes)}</{tag}>"
        out += "</tr>"
    return f"<table>{out}</table>"


# -------------------------------------------------------------------------------------------------- as Markdown and as text


def markdown(leaflet: Leaflet) -> str:
    """The leaflet as Markdown."""
    notes: list[str] = []
    out = [f"# {_md_words(leaflet.title, notes)}"]
    out += [_md_part(part, leaflet, notes) for part in leaflet.parts]
    out += [f"[^{n}]: {text}" for n, text in enumerate(notes, 1)]
    return "\n\n".join(out) + "\n"


def _md_words(words: Words, notes: list[str]) -> str:
    out = ""
    for bit in words:
        if bit.look == "note":
            notes.append(bit.more)
            out += f"[^{len(notes)}]"
        else:
            marks = {"bold": ("**", "**"), "struck": ("~~", "~~"), "link": ("[", f"]({bit.more})")}
            begin, end = marks.get(bit.look, ("", ""))
            out += begin + bit.text + end
    return out


def _md_part(part: Part, leaflet: Leaflet, notes: list[str]) -> str:
    words = lambda one: _md_words(one, notes)  # noqa: E731
    if part.kind == "heading":
        return f"{'#' * part.level} {words(part.words)}"
    if part.kind == "list" and part.listing:
        return "\n".join(_typed_list(part.listing, "", "-", words, leaflet.loose))
    if part.kind == "lines":
        return "  \n".join(map(words, part.lines))
    if part.kind == "boxes":
        return "\n".join(
            f"- [{'x' if tick else ' '}] {words(line)}" for tick, line in zip(part.ticks, part.lines, strict=True)
        )
    if part.kind == "table":
        lines = [f"| {' | '.join(map(words, line))} |" for line in part.rows]
        return "\n".join([lines[0], "|" + "---|" * len(part.rows[0]), *lines[1:]])
    return textwrap.fill(words(part.words), leaflet.width, break_long_words=False, break_on_hyphens=False)


def _typed_list(listing: Listing, indent: str, sign: str, words: Callable[[Words], str], loose: bool) -> list[str]:
    out: list[str] = []
    for n, entry in enumerate(listing.entries):
        mark = listing.label(n) or sign
        if out and loose:
            out.append("")
        out.append(f"{indent}{mark} {words(entry.words)}")
        if entry.inner:
            out += _typed_list(entry.inner, indent + " " * (len(mark) + 1), sign, words, False)
    return out


def text(leaflet: Leaflet) -> str:
    """The leaflet as plain text, its paragraphs wrapped wherever the line is full."""
    out = [_typed(leaflet.title)]
    for part in leaflet.parts:
        if part.kind == "heading":
            out.append(_typed(part.words))
        elif part.kind == "list" and part.listing:
            out.append("\n".join(_typed_list(part.listing, "", leaflet.sign, _typed, leaflet.loose)))
        elif part.kind == "lines":
            out.append("\n".join(map(_typed, part.lines)))
        elif part.kind == "boxes":
            out.append(
                "\n".join(
                    f"[{'x' if tick else ' '}] {_typed(line)}"
                    for tick, line in zip(part.ticks, part.lines, strict=True)
                )
            )
        elif part.kind == "table":
            out.append(_typed_table(part))
        elif part.kind == "blank":
            out.append(f"{_typed(part.words)}: ____________")
        elif part.kind == "callout":
            out.append(f"Warning: {_typed(part.words)}")
        elif part.kind == "questions":
            out.append("\n\n".join(f"Q: {_typed(question)}\nA: {_typed(answer)}" for question, answer in part.pairs))
        else:
            out.append(textwrap.fill(_typed(part.words), leaflet.width, break_long_words=False, break_on_hyphens=False))
    return "\n\n".join(out) + "\n"


def _typed(words: Words) -> str:
    return "".join(bit.text for bit in words)


def _typed_table(part: Part) -> str:
    cells = [[_typed(words) for words in line] for line in part.rows]
    widths = [max(len(line[x]) for line in cells) for x in range(len(cells[0]))]
    return "\n".join(
        "   ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


# ----------------------------------------------------------------------------------------------------------------- as Word


@dataclass
class _Word:
    """A Word file in the making."""

    notes: list[str] = field(default_factory=list)
    lists: list[list[tuple[str, int]]] = field(default_factory=list)  # the levels of each list: style, start


def word(leaflet: Leaflet, path: Path) -> Path:
    """The leaflet as a Word file."""
    made = _Word()
    body = [par(_docx_words(leaflet.title, made), style="Title")]
    body += ["".join(_docx_part(part, made)) for part in leaflet.parts]
    notes = "".join(f'<w:footnote w:id="{n}">{par(text)}</w:footnote>' for n, text in enumerate(made.notes, 2))
    more = {"footnotes": notes} if notes else {}
    return word_file(path, *body, heading=False, numbering=_numbering(made), **more)


def _numbering(made: _Word) -> str:
    abstract, nums = "", ""
    for n, levels in enumerate(made.lists):
        inner = ""
        for level, (style, start) in enumerate(levels):
            core = style.strip("().")
            kind = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman", "•": "bullet"}[core]
            shown = "•" if kind == "bullet" else style.replace(core, f"%{level + 1}")
            indent = f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr>'
            inner += f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/>{indent}</w:lvl>'
        abstract += f'<w:abstractNum w:abstractNumId="{n}">{inner}</w:abstractNum>'
        nums += f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
    return abstract + nums or "<w:abstractNum w:abstractNumId='0'/>"


def _docx_words(words: Words, made: _Word) -> str:
    out = ""
    for bit in words:
        looks = {"bold": "<w:b/>", "high": '<w:vertAlign w:val="superscript"/>', "low": '<w:vertAlign w:val="subscript"/>',
                 "struck": "<w:strike/>", "hidden": "<w:vanish/>"}  # fmt: skip
        if bit.look == "note":
            made.notes.append(bit.more)
            out += f'<w:r><w:footnoteReference w:id="{len(made.notes) + 1}"/></w:r>'
        elif bit.look == "fraction":
            out += run(bit.text, looks["high"]) + run("/") + run(bit.more, looks["low"])
        elif bit.look == "link":
            out += (
                f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "{bit.more}" </w:instrText></w:r>'
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(bit.text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        elif bit.look == "deleted":
            out += f'<w:del w:id="9" w:author="x"><w:r><w:delText xml:space="preserve">{bit.text}</w:delText></w:r></w:del>'
        else:
            out += run(bit.text, looks.get(bit.look, ""))
    return out


def _docx_list(listing: Listing, made: _Word, levels: list[tuple[str, int]] | None, depth: int) -> list[str]:
    """A list; a list inside it is a level of it, or a list of its own where that level looks otherwise already."""
    if levels is None:
        levels = []
        made.lists.append(levels)
    number = next(n for n, one in enumerate(made.lists) if one is levels) + 1
    while len(levels) <= depth:
        levels.append((listing.style, listing.start))
    if levels[depth] != (listing.style, listing.start):
        levels = [*levels[:depth], (listing.style, listing.start)]
        made.lists.append(levels)
        number = len(made.lists)
    out = []
    for entry in listing.entries:
        out.append(par(_docx_words(entry.words, made), item=(number, depth)))
        if entry.inner:
            out += _docx_list(entry.inner, made, levels, depth + 1)
    return out


def _docx_part(part: Part, made: _Word) -> list[str]:
    words = lambda one: _docx_words(one, made)  # noqa: E731
    if part.kind == "heading":
        return [par(words(part.words), style=f"Heading{part.level}")]
    if part.kind == "list" and part.listing:
        return _docx_list(part.listing, made, None, 0)
    if part.kind == "lines":
        return [par("<w:r><w:br/></w:r>".join(map(words, part.lines)))]
    if part.kind == "boxes":
        box = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>'
        return [
            par(box.format(int(tick), "☒" if tick else "☐") + run(" ") + words(line))
            for tick, line in zip(part.ticks, part.lines, strict=True)
        ]
    if part.kind == "callout":
        frame = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right")
        )
        return [par(words(part.words), props=f"<w:pBdr>{frame}</w:pBdr>")]
    if part.kind == "blank":
        return [par(words(part.words) + run(": ____________"))]
    if part.kind == "questions":
        return [
            par(run(mark) + words(one)) for pair in part.pairs for mark, one in zip(("Q: ", "A: "), pair, strict=True)
        ]
    if part.kind == "table":
        return [_docx_table(part, made)]
    return [par(words(part.words))]


def _docx_table(part: Part, made: _Word) -> str:
    rows = []
    for y, line in enumerate(part.rows):
        cells = []
        for x, words in enumerate(line):
            above, below = (y, x) in part.merged, (y + 1, x) in part.merged
            merge = "<w:vMerge/>" if above else '<w:vMerge w:val="restart"/>' if below else ""
            cells.append(cell(par("" if above else _docx_words(words, made)), props=merge))
        rows.append(row(*cells, props="" if y else HEADER))
    return table(*rows)


def without_doubts(leaflet: Leaflet) -> bool:
    """Whether nothing in a leaflet asks for a person's decision."""
    looks = {bit.look for part in leaflet.parts for bit in part.words}
    ticked = any(tick for part in leaflet.parts for tick in part.ticks)
    return not looks & DOUBTS and not ticked
