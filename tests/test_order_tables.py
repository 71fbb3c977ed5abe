"""What spreadsheet programs do to an order is found and named; nothing that stands in a cell is left out unsaid."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from order_projects import TODAY, project_at

from press.library import Library, open_library
from press.order import spreadsheet, workbook
from press.order.request import Request, read_order
from press.problem import Problem, Severity
from press.quantities.telephones import lacks
from press.source import plain

SAVED = Path(__file__).parent / "spreadsheets"
HEAD = [["job", "test"], ["contact", "Test desk"], ["phone", "503-555-0123"], ["due", "2027-01-31"]]
COLUMNS = ["handout", "languages", "variants", "quantity"]
LINE = ["clean-hands", "en", "standard", 100]

Said = list[tuple[int, str]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(project_at(tmp_path_factory.mktemp("tables"), approved=False))


def order(library: Library, data: bytes, name: str = "x.xlsx") -> tuple[Request | None, list[Problem]]:
    path = library.root / "orders" / name
    path.write_bytes(data)
    return read_order(path, library, TODAY)


def said(problems: list[Problem]) -> Said:
    return [(problem.place.line, problem.rule) for problem in problems]


def book(change: Callable[[openpyxl.Workbook], None] = lambda _: None, rows: list[list[object]] | None = None) -> bytes:
    made = openpyxl.Workbook()
    for row in rows if rows is not None else [*HEAD, [], COLUMNS, LINE]:
        made.active.append(row)
    change(made)
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def table(*rows: list[object]) -> str:
    into = io.StringIO()
    csv.writer(into).writerows([*HEAD, [], COLUMNS, *rows])
    return into.getvalue()


# ------------------------------------------------------------------------------------------- as a real program saves them


@pytest.mark.parametrize("name", ["good.xlsx", "good-semicolons.csv", "good-utf-16-tabs.csv"])
def test_one_order_three_ways_to_save_it(name: str, library: Library) -> None:
    request, problems = order(library, (SAVED / name).read_bytes(), name)
    assert problems == []
    assert request is not None
    assert [(i.slug, i.language, i.variant, i.quantity, i.colours, i.label, i.note) for i in request.items] == [
        ("clean-hands", "en", "standard", 1000, "4/4", "", "10-12 boxes"),
        ("clean-hands", "es", "standard", 1000, "4/4", "", "10-12 boxes"),
        ("clean-cups", "en", "large-print", 25, "1/1", "0012", "1+1 boxes, ask the porter"),
    ]
    assert request.contact.phone == "+1 503-555-0123"
    assert request.deliveries[0].address == "1 Test Street, Suite 200"
    assert str(request.due) == "2027-01-31"


@pytest.mark.parametrize("name", ["changed.xlsx", "changed.csv"])
def test_what_a_program_changed_is_named(name: str, library: Library) -> None:
    request, problems = order(library, (SAVED / name).read_bytes(), name)
    assert request is None
    faults = "\n".join(map(str, problems))
    assert f'{name}:7: error: F7 says "' in faults
    assert ", a day: the spreadsheet makes one of" in faults
    assert f'{name}:8: error: F8 says "' in faults
    assert f"{name}:7: " in faults
    assert ('a formula stands in G8 ("=1+1"); it last counted to "2"' in faults) == name.endswith("xlsx")
    assert ("E8 holds the number 12, not a text" in faults) == name.endswith("xlsx")


def test_what_nobody_sees_in_a_sheet_is_named(library: Library) -> None:
    request, problems = order(library, (SAVED / "unseen.xlsx").read_bytes())
    assert request is None
    assert sorted(said(problems)) == [
        (0, "sheet-not-read"), (3, "sheet-not-read"), (6, "hidden-cells"), (7, "cells-merged"), (8, "formula"),
        (9, "hidden-cells"), (10, "struck-out"), (11, "formula"), (11, "struck-out"), (12, "cell-changed"), (12, "unknown-column"),
    ]  # fmt: skip
    assert [p.severity for p in problems if p.rule == "sheet-not-read"] == [Severity.REVIEW, Severity.REVIEW]
    faults = "\n".join(map(str, problems))
    for words in ("Only on weekdays", "clean-cups, en, standard, 50", "label", "=D7*2", "#DIV/0!", "A7:A8", "left over", "Lists"):
        assert words in faults


# -------------------------------------------------------------------------------------------------------------- workbooks


def test_a_workbook_is_read_as_its_table_would_be(library: Library) -> None:
    rows = [*HEAD[:3], ["due", datetime.date(2027, 1, 31)], [], COLUMNS, ["clean-hands", "en, es", "standard", 1000.0], [None, " "]]
    request, problems = order(library, book(rows=rows))
    assert problems == []
    assert request is not None
    assert [(item.language, item.quantity) for item in request.items] == [("en", 1000), ("es", 1000)]
    assert str(request.due) == "2027-01-31"


def _set(cell: str, value: object, number_format: str = "") -> Callable[[openpyxl.Workbook], None]:
    def change(made: openpyxl.Workbook) -> None:
        made.active[cell] = value
        if number_format:
            made.active[cell].number_format = number_format

    return change


def _rich(made: openpyxl.Workbook) -> None:
    made.active["A7"] = CellRichText("clean-", TextBlock(InlineFont(strike=True), "cups"), "hands")


def _second(state: str) -> Callable[[openpyxl.Workbook], None]:
    def change(made: openpyxl.Workbook) -> None:
        made.create_sheet("Other").append(["clean-cups"])
        made.worksheets[1].sheet_state = state

    return change


def _do(text: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda made: exec(text, {"sheet": made.active, "Comment": Comment, "Font": Font})


BOOKS: dict[str, tuple[Callable[[openpyxl.Workbook], None], Said]] = {
    "a formula": (_set("D7", "=50*2"), [(7, "formula")]),
    "an error": (_set("D7", "#REF!"), [(7, "formula")]),
    "a day for colours": (_do("sheet['E6'] = 'colours'; sheet['E7'] = __import__('datetime').date(2026, 4, 4)"), [(7, "cell-changed")]),
    "a time of day": (_set("B7", datetime.time(1, 2)), [(7, "cell-changed")]),
    "half a copy": (_set("D7", 12.5), [(7, "quantity")]),
    "a percentage": (_set("D7", 5, "0%"), [(7, "cell-changed")]),
    "a price": (_set("D7", 5, '"$"#,##0.00'), [(7, "cell-changed")]),
    "a fraction": (_set("D7", 1.5, "# ?/?"), [(7, "cell-changed")]),
    "a phone that lost its plus": (_set("B3", 15035550142), [(3, "cell-changed")]),
    "a phone of too few digits": (_set("B3", 503555014), [(3, "cell-changed")]),
    "a phone in scientific notation": (_set("B3", "5.03556E+09"), [(3, "cell-changed")]),
    "a day without its year": (_set("B4", datetime.date(2027, 1, 31), "d-mmm"), [(4, "day-unclear")]),
    "a day as a number": (_set("B4", 46418), [(4, "day-unclear")]),
    "struck out": (_do("sheet['A7'].font = Font(strike=True)"), [(7, "struck-out")]),
    "struck out in part": (_rich, [(7, "struck-out")]),
    "a hidden row": (_do("sheet.append(['clean-cups', 'en', 'standard', 5]); sheet.row_dimensions[8].hidden = True"), [(8, "hidden-cells")]),
    "a hidden column": (_do("sheet.column_dimensions['B'].hidden = True"), [(1, "hidden-cells")]),
    "merged rows": (_do("sheet.append([None, 'es', 'standard', 5]); sheet.merge_cells('A7:A8')"), [(7, "cells-merged")]),
    "merged columns": (_do("sheet.merge_cells('B7:C7')"), [(7, "cells-merged")]),
    "two sheets": (_second("visible"), [(0, "sheet-unclear")]),
    "a cell far below": (_set("D1048576", 5), [(1048576, "file-too-large")]),
    "an override of direction": (_set("B2", "Test \u202edesk"), [(2, "invisible-character")]),
    "a cell without a name": (_set("H7", "stray"), [(7, "unknown-column")]),
    "more cells than names": (_set("C2", "Suite 4"), [(2, "more-cells")]),
    "a number that can mean two": (_set("D7", "1.000"), [(7, "quantity")]),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_cell_that_does_not_say_what_was_meant_is_named_at_its_row(name: str, library: Library) -> None:
    change, expected = BOOKS[name]
    request, problems = order(library, book(change))
    assert request is None
    found = [one for one in said([p for p in problems if p.severity is Severity.ERROR]) if one in expected]
    assert sorted(set(found)) == sorted(expected), problems


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_do("sheet['A7'].comment = Comment('only blue paper', 'TEST')"), "sheet-not-read"),
        (_second("hidden"), "sheet-not-read"),
        (_set("B2", 12), "cell-changed"),
    ],
)
def test_what_a_person_must_see_stands_on_the_ticket(
    change: Callable[[openpyxl.Workbook], None], rule: str, library: Library
) -> None:
    request, problems = order(library, book(change))
    assert request is not None
    assert [(problem.rule, problem.severity) for problem in problems] == [(rule, Severity.REVIEW)]
    assert problems[0].fault in request.notes


@pytest.mark.parametrize(
    "change",
    [
        _set("D7", 1000, "#,##0"),
        _set("D7", 100, "0.00"),
        _set("D7", "100", "@"),
        _do("sheet.merge_cells('B2:F2')"),
        _do("[sheet.cell(row, 1) for row in range(8, 300)]; sheet['A250'].font = Font(bold=True)"),
        _do("sheet.column_dimensions['J'].hidden = True"),
        lambda made: made.create_sheet("Empty"),
        _do("sheet['E6'] = 'colours'; sheet['E7'] = 'black'"),
    ],
)
def test_habits_of_workbooks_change_nothing(change: Callable[[openpyxl.Workbook], None], library: Library) -> None:
    request, problems = order(library, book(change))
    assert problems == []
    assert request is not None


def _packed(**parts: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", data)
    return into.getvalue()


# Made when they are asked for: a workbook holds the time of its making, and test names must be the same in every worker.
NO_ORDERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "workbook-unreadable"),
    "a text": (lambda: b"job,test\n", "workbook-unreadable"),
    "protected, or old": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "workbook-unreadable"),
    "cut off": (lambda: book()[:-200], "workbook-unreadable"),
    "a document": (lambda: _packed(word__document=b"<a/>"), "workbook-unreadable"),
    "without sheets": (lambda: _packed(xl__workbook=b"<a/>"), "workbook-unreadable"),
    "entities": (lambda: _packed(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "workbook-unreadable"),
    "unpacks to too much": (lambda: _packed(xl__workbook=b"<a/>", xl__big=b" " * (workbook.MOST_UNPACKED + 1)), "file-too-large"),
    "too many parts": (lambda: _packed(**{f"xl__{n}": b"" for n in range(workbook.MOST_PARTS + 1)}), "file-too-large"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * (spreadsheet.MAX_BYTES + 1), "file-too-large"),
    "empty": (lambda: book(rows=[]), "file-empty"),
    "no table": (lambda: book(rows=[["job", "test"]]), "columns-missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_ORDERS)
def test_a_file_that_is_no_order_is_told(name: str, library: Library) -> None:
    data, rule = NO_ORDERS[name]
    request, problems = order(library, data())
    assert (request, [problem.rule for problem in problems]) == (None, [rule])
    assert problems[0].remedy


@pytest.mark.parametrize("name", ["x.ods", "x.xls", "x.xlsb", "x.numbers"])
def test_another_program_s_file_says_how_to_save_it(name: str, library: Library) -> None:
    (problem,) = order(library, b"anything", name)[1]
    assert "Save it as" in problem.remedy


# -------------------------------------------------------------------------------------------------------------------- CSV

TEXTS: dict[str, tuple[str, str]] = {
    "a comma in an address": (table(LINE).replace("\r\n\r\n", "\r\ndelivery,main,Test Clinic,100 Test Street, Suite 4, Portland\r\n\r\n"), 'x.csv:5: error: 1 cell more than there are names for: "Portland" (F5) [more-cells]'),
    "a comma in a note": (table(LINE).replace("\r\n\r\n", "\r\nnote,Ring first, then wait, please\r\n\r\n"), '2 cells more than there are names for: "then wait" (C5), "please" (D5)'),
    "how to write it": (table(LINE).replace("\r\n\r\n", "\r\nnote,Ring first, then wait\r\n\r\n"), 'A text that holds "," stands in double quotes: "Ring first, then wait".'),
    "more cells than columns": (table([*LINE, "north", "", "late"]), '"north" (E7), "late" (G7) stand in a column without a name'),
    "a number as an amount": (table(LINE).replace("503-555-0123", "5035550123.0"), 'x.csv:3: error: B3 says "5035550123.0": the spreadsheet made an amount of it [cell-changed]'),
    "a number with thousands": (table(LINE).replace("503-555-0123", '"5,035,550,123"'), 'x.csv:3: error: B3 says "5,035,550,123": the spreadsheet made an amount of it [cell-changed]'),
    "a number cut short": (table(LINE).replace("503-555-0123", "5.03556E+09"), 'x.csv:3: error: B3 says "5.03556E+09": the spreadsheet shortened a long number [cell-changed]'),
    "a quantity cut short": (table([*LINE[:3], "1E+03"]), 'x.csv:7: error: D7 says "1E+03"'),
    "a plus that is gone": (table(LINE).replace("503-555-0123", "15035550142"), 'x.csv:3: error: the phone "15035550142" lacks its "+"'),
    "a day for a language": (table(["clean-hands", "02-Jan", "standard", 5]), 'B7 says "02-Jan", a day'),
    "a day in German": (table(["clean-hands", "en", "2. Mär", 5]), 'C7 says "2. Mär", a day'),
    "a month first": (table(["clean-hands", "en", "Jan-02", 5]), 'C7 says "Jan-02", a day'),
    "a day as a program counts it": (table(LINE).replace("2027-01-31", "46418"), '"46418" is how a spreadsheet stores a day (2027-01-31)'),
    "an error of LibreOffice": (table([*LINE[:3], "Err:502"]), 'D7 says "Err:502"'),
    "curly quotation marks": (table(LINE).replace("clean-hands,en", "clean-hands,“en, es”"), "curly quotation marks hold no cell together: “en"),
    "words behind quotation marks": (table(LINE).replace("Test desk", '"Test" desk'), "x.csv:2: error: a text goes on after its closing quotation mark"),
    "an open quotation mark": (table(LINE).replace("Test desk", '"Test desk'), "x.csv:2: error: a quotation mark is opened and not closed"),
    "an override of direction": (table(LINE).replace("Test desk", "Test \u202edesk"), "B2 holds the character U+202E"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_cell_of_a_csv_file_is_named_at_its_line(name: str, library: Library) -> None:
    text, expected = TEXTS[name]
    request, problems = order(library, text.encode(), "x.csv")
    assert request is None
    assert expected in "\n".join(map(str, problems))


def test_a_day_in_a_note_may_be_meant(library: Library) -> None:
    text = table([*LINE, "12-Mar"]).replace(",".join(COLUMNS), ",".join([*COLUMNS, "note"]))
    request, problems = order(library, text.encode(), "x.csv")
    assert request is not None
    assert [(problem.rule, problem.severity) for problem in problems] == [("cell-changed", Severity.REVIEW)]
    assert any("12-Mar" in note for note in request.notes)


@pytest.mark.parametrize(
    ("digits", "region", "what"),
    [
        ("5035550142", "US", ""), ("15035550142", "US", "+"), ("503555014", "US", "digits"), ("4915112345678", "US", "+"),
        ("0209101234", "IE", ""), ("209101234", "IE", "0"), ("353209101234", "IE", "+"), ("07911123456", "GB", ""),
        ("7911123456", "GB", "0"), ("612345678", "FR", "0"), ("0612345678", "IT", ""), ("9876543210", "IN", ""),
        ("13800138000", "CN", ""), ("8613800138000", "CN", "+"), ("5035550142", "XX", ""),
    ],
)  # fmt: skip
def test_what_a_phone_of_digits_alone_lacks(digits: str, region: str, what: str) -> None:
    assert lacks(digits, region) == what


# ------------------------------------------------------------------------------------------------- nothing is left out

_cells = st.lists(st.lists(st.sampled_from(["", "clean-hands", "en", "5", "note", "a b", "Suite 4", "2027-01-31", "job", "x"]), max_size=7), max_size=6)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(facts=_cells, lines=_cells)
def test_every_cell_is_in_the_order_or_named(facts: list[list[str]], lines: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    into = io.StringIO()
    csv.writer(into).writerows([*facts, COLUMNS, *lines])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(into.getvalue(), encoding="utf-8")
    located, problems = spreadsheet.read(path, "any.csv")

    def words(value: object) -> list[str]:
        if isinstance(value, dict):
            return [word for one in value.values() for word in words(one)]
        return [word for one in value for word in words(one)] if isinstance(value, list) else [str(value)]

    kept = words(plain(located.tree))
    lost = [cell for row in [*(row[1:] for row in facts), *lines] for cell in row if cell and cell not in kept]
    told = {problem.place.line for problem in problems}
    assert not lost or told
