"""An Excel workbook (.xlsx) -> rows of cells. The only openpyxl.

openpyxl, because an order needs more than the cells' values: number formats (what a person saw), formulas, hidden rows,
merged cells, notes, words that are struck out. Faster readers (calamine) give values alone. It is not asked to stream: then
it believes the sheet's own word about its size, and leaves out what lies beyond.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from press.order.cells import Cell, Row, column_letters, is_error_value
from press.problem import Place, Problem, Severity, counted

MOST_UNPACKED = 24_000_000  # bytes: an order of 2,000 lines takes a tenth of it
MOST_PARTS = 1_000
MOST_ROWS, MOST_COLUMNS = 5_000, 100
AGAIN = 'Open it in the spreadsheet program and save it again as "Excel Workbook (.xlsx)", or as "CSV UTF-8".'
# Formats that show a number as what it is: digits, a group mark for thousands, decimals, leading zeros.
_PLAIN_FORMAT = re.compile(r"General|@|(?:#,##)?(0+)(?:\.0+)?(?:_[)\- ])?", re.IGNORECASE)


def rows(data: bytes, shown: str) -> tuple[list[Row], list[Problem]]:
    """The rows of the one sheet of a workbook that a person sees and that holds something, and every problem met."""
    problem = _unsafe(data, shown)
    if problem is not None:
        return [], [problem]
    try:
        book, counted_values = _open(data)
    except Exception as error:  # noqa: BLE001 - the reader raises many kinds for damaged files
        fault = f"the workbook is damaged, or of another kind ({type(error).__name__})"
        return [], [Problem(Place(shown), "workbook-unreadable", fault, AGAIN)]
    sheets = [sheet for sheet in book.worksheets if _filled(sheet)]
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if len(seen) != 1:
        return [], [_not_one(seen, sheets, shown)]
    reader = _Sheet(seen[0], counted_values.get(seen[0].title, {}), shown)
    found = list(reader.rows())
    for sheet in sheets:
        if sheet is not seen[0]:
            fault = f'the hidden sheet "{sheet.title}" is not read'
            reader.say(
                Place(shown), "sheet-not-read", fault, "Delete it, if nothing in it was to be ordered.", Severity.REVIEW
            )
    if _has_shapes(data):
        fault = "a text box, drawing or picture of the workbook is not read"
        reader.say(Place(shown), "sheet-not-read", fault, "Put its words into cells.", Severity.REVIEW)
    return found, reader.problems


def _unsafe(data: bytes, shown: str) -> Problem | None:
    """Why a file is not even opened: another kind, protected, a bomb, entities of its own."""
    place = Place(shown)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Problem(place, "workbook-unreadable", "the workbook is protected by a password, or an old .xls", AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > MOST_PARTS:
                fault = f"the workbook unpacks to {size // 1_000_000} MB in {counted(len(parts), 'part')}"
                remedy = "An order is small: copy its cells into a new workbook."
                return Problem(place, "file-too-large", fault, remedy)
            if "xl/workbook.xml" not in packed.namelist():
                return Problem(place, "workbook-unreadable", "this is no Excel workbook", AGAIN)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")) and b"<!DOCTYPE" in packed.read(part).replace(
                    b"\0", b""
                ):
                    return Problem(place, "workbook-unreadable", "the workbook defines entities of its own", AGAIN)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        return Problem(place, "workbook-unreadable", f"the workbook is damaged ({type(error).__name__})", AGAIN)
    return None


def _open(data: bytes) -> tuple[Any, dict[str, dict[tuple[int, int], Any]]]:
    """The workbook with its formulas; and for each sheet what its formulas last counted to, by row and column."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it leaves alone
        book = openpyxl.load_workbook(BytesIO(data), rich_text=True, keep_links=False)
        values: dict[str, dict[tuple[int, int], Any]] = {}
        if any(cell.data_type == "f" for sheet in book.worksheets for cell in _stored(sheet)):
            plain = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
            values = {s.title: {(c.row, c.column): c.value for c in _stored(s)} for s in plain.worksheets}
    return book, values


def _stored(sheet: Any) -> list[Any]:
    """The cells that a sheet stores. (Its public ways in make a cell for every empty place up to the last row.)"""
    return list(sheet._cells.values())


def _filled(sheet: Any) -> list[Any]:
    """The cells that hold something, row by row."""
    found = [cell for cell in _stored(sheet) if cell.value is not None and str(cell.value).strip()]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def _not_one(seen: list[Any], sheets: list[Any], shown: str) -> Problem:
    if not sheets:
        return Problem(Place(shown), "file-empty", "the workbook is empty", 'Begin with: "handouts order new NAME".')
    if not seen:
        fault = f"only hidden sheets hold something: {', '.join(sheet.title for sheet in sheets)}"
        return Problem(Place(shown), "sheet-unclear", fault, "Show the sheet that is the order.")
    names = ", ".join(f'"{sheet.title}"' for sheet in seen)
    fault = f"{counted(len(seen), 'sheet')} hold something: {names}"
    return Problem(Place(shown), "sheet-unclear", fault, "An order is one sheet: delete the others, or hide them.")


def _has_shapes(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return any(re.match(r"xl/(?:drawings/drawing|media/)", name) for name in packed.namelist())


class _Sheet:
    """One sheet on its way to rows."""

    def __init__(self, sheet: Any, values: dict[tuple[int, int], Any], shown: str) -> None:
        self.sheet, self.values, self.shown = sheet, values, shown
        self.problems: list[Problem] = []
        self.columns_hidden = {
            number
            for letters, column in sheet.column_dimensions.items()
            if column.hidden or column.width == 0
            for number in range(column.min or 0, min(column.max or 0, MOST_COLUMNS) + 1)
        }

    def say(self, place: Place, rule: str, fault: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem."""
        self.problems.append(Problem(place, rule, fault, remedy, severity))

    def rows(self) -> Iterator[Row]:
        """Each row that holds something."""
        filled = _filled(self.sheet)
        last, widest = max(cell.row for cell in filled), max(cell.column for cell in filled)
        if last > MOST_ROWS or widest > MOST_COLUMNS:
            fault = f"something stands in row {last}, column {column_letters(widest - 1)}"
            self.say(
                Place(self.shown, last),
                "file-too-large",
                fault,
                f"An order has {MOST_ROWS} rows and {MOST_COLUMNS} columns at most.",
            )
            return
        self._merged({(cell.row, cell.column) for cell in filled})
        by_row: dict[int, dict[int, Any]] = {}
        for cell in filled:
            by_row.setdefault(cell.row, {})[cell.column] = cell
        hidden: list[int] = []
        for number, cells in by_row.items():
            if self.sheet.row_dimensions[number].hidden:
                hidden.append(number)
                continue
            made = {column: self._cell(cell) for column, cell in cells.items()}
            yield Row(
                number, tuple(made.get(column) or self._empty(number, column) for column in range(1, max(cells) + 1))
            )
        self._hidden(hidden, by_row)

    def _empty(self, row: int, column: int) -> Cell:
        return Cell("", f"{column_letters(column - 1)}{row}")

    def _hidden(self, rows: list[int], by_row: dict[int, dict[int, Any]]) -> None:
        """Nobody who looks at the sheet sees what is hidden in it; nobody knows whether it was meant to be ordered."""
        remedy = "Show it, or delete it. (A filter hides rows, too.)"
        for number in rows:
            text = ", ".join(str(cell.value) for cell in by_row[number].values())
            self.say(
                Place(self.shown, number), "hidden-cells", f'row {number} is hidden and says "{text[:60]}"', remedy
            )
        for column in sorted({column for cells in by_row.values() for column in cells} & self.columns_hidden):
            line = next(number for number, cells in by_row.items() if column in cells)
            fault = f'column {column_letters(column - 1)} is hidden and says "{str(by_row[line][column].value)[:60]}"'
            self.say(Place(self.shown, line), "hidden-cells", fault, remedy)

    def _merged(self, filled: set[tuple[int, int]]) -> None:
        """Cells that are merged over several rows, or over several columns beside others, stand in one row and column alone."""
        for area in self.sheet.merged_cells.ranges:
            told = (area.min_row, area.min_col) in filled
            beside = any(area.min_row == row and column > area.max_col for row, column in filled)
            if told and (area.max_row > area.min_row or beside):
                fault = f"the cells {area.coord} are merged: what they say stands in the first alone"
                self.say(
                    Place(self.shown, area.min_row), "cells-merged", fault, "Unmerge them, and write it in each row."
                )

    def _cell(self, cell: Any) -> Cell:
        """One cell as a person saw it; what cannot be seen, or is no longer meant, is told."""
        place, name = Place(self.shown, cell.row), f"{column_letters(cell.column - 1)}{cell.row}"
        if cell.comment is not None and str(cell.comment.text).strip():
            fault = f'the note at {name} is not read: "{" ".join(str(cell.comment.text).split())[:80]}"'
            self.say(place, "sheet-not-read", fault, 'Put it into a column "note".', Severity.REVIEW)
        if self._is_struck(cell):
            self.say(
                place,
                "struck-out",
                f'{name} is struck out: "{str(cell.value)[:40]}"',
                "Delete it, or take the line away.",
            )
        value = cell.value
        if cell.data_type == "f":
            counted_to = self.values.get((cell.row, cell.column))
            fault = f'a formula stands in {name} ("{str(value)[:30]}"); it last counted to "{counted_to}"'
            self.say(place, "formula", fault, "Save the values: copy the column, and paste it as values.")
            return Cell(str(counted_to or ""), name)
        if cell.data_type == "e" or is_error_value(str(value)):
            self.say(place, "formula", f'{name} says "{value}"', "Correct it in the spreadsheet.")
            return Cell(str(value), name)
        if isinstance(value, bool):
            return Cell("true" if value else "false", name)
        if isinstance(value, date):
            return self._day(cell, value, name)
        if isinstance(value, int | float):
            return self._number(cell, value, name)
        if not isinstance(value, str | list):  # a list: runs of text in several fonts
            return Cell(str(value), name, day=True)  # a time of day, or a length of time
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), str(value))  # ECMA-376, 22.9.2.19
        return Cell(text.strip().strip("\u00a0"), name)

    def _is_struck(self, cell: Any) -> bool:
        runs = [run.font for run in cell.value if getattr(run, "font", None)] if isinstance(cell.value, list) else []
        return bool(cell.font and cell.font.strike) or any(font.strike for font in runs)

    def _day(self, cell: Any, value: date, name: str) -> Cell:
        shown = str(cell.number_format).casefold()
        if isinstance(value, datetime) and (value.hour or value.minute or value.second):
            return Cell(value.isoformat(" "), name, day=True)
        if "y" not in shown and "j" not in shown and "a" not in shown:  # year, Jahr, an
            remedy = "Write the whole day, year-month-day."
            self.say(Place(self.shown, cell.row), "day-unclear", f"{name} is a day without its year", remedy)
        return Cell(f"{value:%Y-%m-%d}", name, day=True)

    def _number(self, cell: Any, value: float, name: str) -> Cell:
        """A number as its format shows it; a format that shows something else is named."""
        shown = str(cell.number_format or "General")
        known = _PLAIN_FORMAT.fullmatch(shown.partition(";")[0])
        text = str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
        if known is None:
            fault = f'{name} holds {text} and shows it otherwise (format "{shown[:40]}")'
            self.say(Place(self.shown, cell.row), "cell-changed", fault, "Type what it shows, as a text.")
        elif known[1] and "," not in shown:
            text = text.zfill(len(known[1])) if text.isdigit() else text
        return Cell(text, name, number=True)
