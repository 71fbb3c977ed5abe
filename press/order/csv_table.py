"""CSV bytes -> rows of cells. What has one meaning is understood: delimiters, a byte order mark, UTF-16, ``sep=;``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from press.order.cells import Cell, Row, column_letters, is_error_value
from press.problem import Place, Problem

SAVE = 'In the spreadsheet: Save as, "CSV UTF-8". Or order with the .xlsx file itself.'
_DELIMITERS = ",;\t|"
_CURLY = re.compile(r"[“”„«][^“”„»]*")


def decoded(data: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of a CSV file in UTF-8, or in UTF-16 with its byte order mark, as some programs save "Unicode text"."""
    place = Place(shown)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        fault = "this is a spreadsheet file, not a CSV file"
        return None, [Problem(place, "not-csv", fault, f"Give it the ending it had, such as .xlsx. {SAVE}")]
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(shown, line), "not-utf-8", "a byte that is not UTF-8", SAVE)]
    if "\0" in text:
        return None, [Problem(place, "not-utf-8", "the file is saved as UTF-16 without its mark", SAVE)]
    if not text.strip(" \r\n\t;,|"):
        return None, [Problem(place, "file-empty", "the file is empty", 'Begin with: "handouts order new NAME".')]
    return text, []


def rows(text: str, shown: str, is_head: Callable[[list[str]], bool]) -> tuple[list[Row], str, list[Problem]]:
    """The rows of a CSV text, its delimiter, and the problems met. ``is_head`` knows the row that names the columns."""
    problems: list[Problem] = []
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\"?sep=(.)\"?\s*", first.strip())  # a habit of Excel's: the first line names the delimiter
    skipped, text = (1, rest) if told else (0, text)
    delimiter = told[1] if told and told[1] in _DELIMITERS else _delimiter(text, is_head)
    found = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for cells in reader:
            row = Row(line, tuple(_trimmed(_cells(cells, Place(shown, line), problems))))
            if row.cells:
                found.append(row)
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        problems.append(_broken(str(error), Place(shown, line), delimiter))
    return found, delimiter, problems


def _broken(said: str, place: Place, delimiter: str) -> Problem:
    if "expected after" in said:
        fault = "a text goes on after its closing quotation mark"
        return Problem(
            place,
            "csv-broken",
            fault,
            f'A quotation mark inside a text is typed twice: {delimiter}"a 12"" ruler"{delimiter}.',
        )
    if "field larger" in said:
        return Problem(
            place, "csv-broken", "a cell holds more than 131,072 characters", "Is a quotation mark not closed?"
        )
    fault = "a quotation mark is opened and not closed"
    return Problem(place, "csv-broken", fault, "Look at the quotation marks of this line.")


def _trimmed(cells: Iterator[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and not kept[-1].text:
        kept.pop()
    return kept


def _cells(cells: list[str], place: Place, problems: list[Problem]) -> Iterator[Cell]:
    """What the cells of a row say; a formula is what the spreadsheet would have counted, not what anybody can check."""
    for number, cell in enumerate(cells):
        name = f"{column_letters(number)}{place.line}"
        text = cell.strip().strip("\u00a0")
        quoted = re.fullmatch(r'="([^"]*)"', text)  # Excel's way to keep a text a text
        if quoted:
            yield Cell(quoted[1].strip(), name)
            continue
        if text.startswith(("=", "@")) or re.match(r"\+\s*[A-Z(]", text):
            fault = f'a formula stands in {name} ("{text[:30]}")'
            problems.append(
                Problem(place, "formula", fault, "Save the values: copy the column, and paste it as values.")
            )
        elif is_error_value(text):
            remedy = "Correct it in the spreadsheet, or make the column wider."
            problems.append(Problem(place, "formula", f'{name} says "{text}"', remedy))
        elif _CURLY.fullmatch(text) and len(cells) > number + 1:
            fault = f"curly quotation marks hold no cell together: {text[:40]}"
            problems.append(Problem(place, "csv-broken", fault, 'Use straight ones: "…".'))
        yield Cell(text.removeprefix("'"), name)


def _delimiter(text: str, is_head: Callable[[list[str]], bool]) -> str:
    """The delimiter that makes a line the row that names the columns; else the one that stands most often."""
    lines = text.splitlines()
    for delimiter in _DELIMITERS:
        if any(is_head([cell.strip(' "').casefold() for cell in line.split(delimiter)]) for line in lines):
            return delimiter
    best = max(_DELIMITERS, key=text.count)
    return best if best in text else ","


def load(path: Path, shown: str, most: int) -> tuple[bytes | None, list[Problem]]:
    """The bytes of an order's table, where it is no larger than ``most``."""
    place = Place(shown)
    try:
        if path.stat().st_size > most:
            fault = f"the order is larger than {most // 1_000_000} MB"
            return None, [Problem(place, "file-too-large", fault, "Split it.")]
        return path.read_bytes(), []
    except OSError as error:
        return None, [
            Problem(place, "file-unreadable", f"the file cannot be read ({error.strerror})", "Check its name.")
        ]
