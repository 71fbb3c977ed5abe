"""The second reader of a Word file: mammoth. It knows nothing of the first."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

from press.intake.witness import BULLET, NUMBERED, atoms

_STYLES = "br[type='page'] => br\nbr[type='column'] => br"
_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td", "th", "br"])
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def second_reading(path: Path) -> list[str]:
    """The atoms of a Word file as mammoth reads it. Raises whatever mammoth raises for a damaged file."""
    import mammoth

    with path.open("rb") as file:
        made = mammoth.convert_to_html(
            io.BytesIO(file.read()), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    reader = _Html()
    reader.feed(str(made.value))
    reader.close()
    return reader.done()


class _Table:
    def __init__(self) -> None:
        self.row = -1
        self.column = 0
        self.taken: set[tuple[int, int]] = set()


class _Html(HTMLParser):
    """mammoth's HTML as atoms. It is always well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text = ""
        self.lists: list[str] = []
        self.tables: list[_Table] = []
        self.heights: list[str] = []
        self.struck = 0
        self.skipped = 0  # inside a link from or to a note

    def done(self) -> list[str]:
        self._flush()
        return self.found

    def _flush(self) -> None:
        self.found += atoms(self.text)
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._flush()
        if tag == "a":
            noted = re.match(r"#(?:foot|end)note-", given.get("href", "")) or "-note-ref-" in given.get("href", "")
            self.skipped += bool(noted) or self.skipped > 0
        elif tag in ("sup", "sub"):
            self.heights.append(tag)
        elif tag in ("s", "del", "strike"):
            self.struck += 1
        elif tag == "input":
            self.text += "☒" if "checked" in given else "☐"
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            if not re.match(r"(?:foot|end)note-", given.get("id", "")):
                self.found.append(BULLET if self.lists[-1:] == ["ul"] else NUMBERED)
        elif tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        elif tag in ("td", "th") and self.tables:
            self._cell(int(given.get("rowspan") or 1), int(given.get("colspan") or 1))

    def _cell(self, down: int, across: int) -> None:
        table = self.tables[-1]
        self._drop_empty()
        while (table.row, table.column) in table.taken:
            table.column += 1
        self.found.append(f"\0{len(self.tables)}.{table.row}.{table.column}")
        for y in range(down):
            for x in range(across):
                table.taken.add((table.row + y, table.column + x))
        table.column += across

    def _drop_empty(self) -> None:
        """The place of a cell says nothing where nothing stands in it."""
        if self.found and self.found[-1].startswith(f"\0{len(self.tables)}."):
            self.found.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag == "a" and self.skipped:
            self.skipped -= 1
        elif tag in ("sup", "sub") and self.heights:
            self.heights.pop()
        elif tag in ("s", "del", "strike") and self.struck:
            self.struck -= 1
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "table" and self.tables:
            self._drop_empty()
            self.tables.pop()

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if self.struck:
            self._flush()
            self.found += atoms(data, "~")
            return
        if self.heights:
            high = data.translate(_RAISED if self.heights[-1] == "sup" else _LOWERED)
            before = self.text.rstrip()[-1:]
            if self.heights[-1] == "sup" and data.strip() in ("o", "O", "º") and before.isdigit():
                high = "°"
            elif (
                self.heights[-1] == "sup"
                and re.search("[A-Za-z]", high)
                and before.isalpha()
                and len(data.strip()) <= 12
            ):
                high = data if data.strip() in ("TM", "SM") else f"^({data.strip()})"
            data = high if re.search(r"[^\x00-\x7f^]|\^\(", high) else data
        self.text += data
