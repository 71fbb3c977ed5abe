"""The second reading of a web page: every text node as the page has them, one after another, with a few marks.

It builds no tree and knows no styles. What it counts for itself: items of lists, places of table cells, what is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from press.intake.witness import atoms

_BREAKS = frozenset([
    "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "address", "figure", "figcaption",
    "center", "summary", "details", "nav", "form", "fieldset", "legend", "hr", "br", "li", "ul", "ol", "menu", "dir",
    "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "option", "select",
    "button", "textarea", "object", "iframe", "noscript", "template", "svg", "text", "tspan", "body", "dialog", "hgroup",
    "video", "audio", "canvas", "desc", "datalist", "search", "meter", "progress", "marquee", "center",
])  # fmt: skip
_UNHEARD = ("script", "style", "title", "annotation", "annotation-xml")
_HIGH = dict(zip("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ", strict=True))
_LOW = dict(zip("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎", strict=True))
_SCRIPTS = {"msup": " s", "msub": " l", "msubsup": " ls", "mfrac": "sl", "munder": " l"}


def second_reading(text: str) -> list[str]:
    """The atoms of a page."""
    counter = _Lists()
    if "reversed" in text:
        counter.feed(text)
    reader = _Texts(counter.counts)
    reader.feed(text)
    reader.close()
    return reader.done()


class _Lists(HTMLParser):
    """How many items each list has, for those that count down."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[int] = []
        self.open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self.open.append(len(self.counts))
            self.counts.append(0)
        elif tag == "li" and self.open:
            self.counts[self.open[-1]] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self.open:
            self.open.pop()


class _List:
    def __init__(self, tag: str, given: dict[str, str], items: int) -> None:
        self.ordered = tag == "ol"
        style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", given.get("style", ""))
        self.kind = style[1] if style else given.get("type", "")
        self.step = -1 if "reversed" in given and self.ordered else 1
        start = given.get("start", "")
        self.number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else items if self.step < 0 else 1

    def label(self, given: dict[str, str]) -> str:
        value = given.get("value", "")
        if self.ordered and re.fullmatch(r"-?\d{1,6}", value):
            self.number = int(value)
        number, self.number = self.number, self.number + self.step
        style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", given.get("style", ""))
        kind = style[1] if style else given.get("type", "") or self.kind
        if kind in ("none", "disc", "circle", "square") or (not self.ordered and not kind):
            return " • "
        if kind in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and 0 < number <= 26:
            letter = chr(96 + number)
            return f" {letter.upper() if kind[0] in 'Au' else letter}. "
        if kind in ("i", "I", "lower-roman", "upper-roman") and 0 < number < 40:
            ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
            roman = "x" * (number // 10) + ones
            return f" {roman.upper() if kind[0] in 'Iu' else roman}. "
        return f" {number:02d}. " if kind == "decimal-leading-zero" else f" {number}. "


class _Table:
    def __init__(self) -> None:
        self.row, self.column = -1, 0
        self.taken: set[tuple[int, int]] = set()


class _Texts(HTMLParser):
    def __init__(self, counts: list[int]) -> None:
        super().__init__(convert_charrefs=True)
        self.counts = iter(counts)
        self.found: list[str] = []
        self.text = ""
        self.unheard = 0
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.heights: list[str] = []
        self.maths: list[tuple[str, int]] = []  # open elements with scripts, and how many parts of each have begun
        self.math = 0

    def done(self) -> list[str]:
        self._flush()
        return self.found

    def _flush(self) -> None:
        self.found += atoms(self.text)
        self.text = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.math or tag in ("svg", "path", "script", "style", "title"):
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self._flush()
        if tag in _UNHEARD:
            self.unheard += 1
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(_List(tag, given, next(self.counts, 1)))
        elif tag == "li":
            self.text += self.lists[-1].label(given) if self.lists else " • "
        elif tag in ("s", "strike", "del"):
            self._flush()
        elif tag in _TAGS:
            _TAGS[tag](self, given)
        elif self.math:
            self._script(tag)

    def _opens_table(self, given: dict[str, str]) -> None:
        del given
        self.tables.append(_Table())

    def _opens_row(self, given: dict[str, str]) -> None:
        del given
        if self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0

    def _opens_cell(self, given: dict[str, str]) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        table.row = max(table.row, 0)
        self._drop_empty()
        across, down = (_span(given.get(name, "")) for name in ("colspan", "rowspan"))
        while (table.row, table.column) in table.taken:
            table.column += 1
        self.found.append(f"\0{len(self.tables)}.{table.row}.{table.column}")
        table.taken |= {
            (table.row + y, table.column + x) for y in range(min(down, 2000)) for x in range(min(across, 60))
        }
        table.column += min(across, 60)

    def _drop_empty(self) -> None:
        """The place of a cell says nothing where nothing stands in it."""
        if self.found and self.found[-1].startswith(f"\0{len(self.tables)}."):
            self.found.pop()

    def _field(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text").strip().lower() or "text"
        if kind in ("checkbox", "radio"):
            self.text += " ☒ " if "checked" in given else " ☐ "
        elif kind not in ("hidden", "image"):
            shown = given.get("value", "").strip() or (
                "" if kind in ("submit", "reset", "button") else given.get("placeholder", "")
            )
            blank = "" if kind in ("submit", "reset", "button") else "____"
            self.text += f" {shown.strip() or blank} "

    def _raise(self, given: dict[str, str]) -> None:
        del given
        self.heights.append("s")

    def _lower(self, given: dict[str, str]) -> None:
        del given
        self.heights.append("l")

    def _opens_maths(self, given: dict[str, str]) -> None:
        del given
        self.math += 1

    def _quote(self, given: dict[str, str]) -> None:
        del given
        self.text += "“"

    def _reading(self, given: dict[str, str]) -> None:
        del given
        self.text += " ("

    def _bracket(self, given: dict[str, str]) -> None:
        del given
        self.unheard += 1

    def _script(self, tag: str) -> None:
        """The parts of a fraction or a power: which is raised, which is lowered."""
        if self.maths and not self.maths[-1][0].startswith("-"):
            name, begun = self.maths[-1]
            kinds = _SCRIPTS[name]
            if begun == 1 and name == "mfrac":
                self.text += "⁄"
            self.heights.append(kinds[begun] if begun < len(kinds) and tag != "mrow" else " ")
            self.text += "(" if tag == "mrow" else ""
            self.maths[-1] = (name, begun + 1)
            self.maths.append(("-" + tag, 0))
        if tag in _SCRIPTS:
            self.maths.append((tag, 0))
        elif tag == "msqrt":
            self.text += "√("

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._flush()
        if tag in _UNHEARD or tag == "rp":
            self.unheard = max(0, self.unheard - 1)
        elif tag in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "table" and self.tables:
            self._drop_empty()
            self.tables.pop()
        elif tag in ("sup", "sub") and self.heights:
            self.heights.pop()
        elif tag in ("s", "strike", "del"):
            self._flush()
        elif tag == "q":
            self.text += "”"
        elif tag == "rt":
            self.text += ")"
        elif tag == "math":
            self.math = max(0, self.math - 1)
        elif self.math:
            self._end_script(tag)

    def _end_script(self, tag: str) -> None:
        if tag == "msqrt":
            self.text += ")"
        if self.maths and self.maths[-1][0] == tag:
            self.maths.pop()
        if self.maths and self.maths[-1][0] == "-" + tag:
            self.maths.pop()
            self.text += ")" if tag == "mrow" else ""
            if self.heights:
                self.heights.pop()

    def handle_data(self, data: str) -> None:
        if self.unheard:
            return
        if self.math:
            data = data.strip()
        height = next((one for one in reversed(self.heights) if one != " "), "")
        if height and data.strip():
            data = self._at_height(data, height)
        self.text += data

    def _at_height(self, data: str, height: str) -> str:
        said = data.strip()
        if height == "s" and said in ("o", "O", "º") and self.text.rstrip()[-1:].isdigit():
            return "°"
        table = _HIGH if height == "s" else _LOW
        if all(char in table or char.isspace() for char in said) and re.search(r"[\dn+]", said):
            return "".join(table.get(char, char) for char in data)
        return data


def _span(text: str) -> int:
    hit = re.match(r"\s*(\d{1,6})", text)
    return max(1, int(hit[1])) if hit else 1


_TAGS: dict[str, Callable[[_Texts, dict[str, str]], None]] = {
    "table": _Texts._opens_table, "tr": _Texts._opens_row, "td": _Texts._opens_cell, "th": _Texts._opens_cell,
    "input": _Texts._field, "sup": _Texts._raise, "sub": _Texts._lower, "math": _Texts._opens_maths, "q": _Texts._quote,
    "rt": _Texts._reading, "rp": _Texts._bracket,
}  # fmt: skip
