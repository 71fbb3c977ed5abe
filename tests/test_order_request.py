"""Orders as people and spreadsheets write them: what has one meaning is understood, the rest is refused at its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from order_projects import ORDER, TODAY, project_at
from PIL import ImageCms

from press.library import Library, open_library
from press.order.example import example
from press.order.request import Request, read_order
from press.order.spreadsheet import numeral
from press.problem import Problem

HEAD = "job,test\ncontact,Test desk\nphone,503-555-0123\ndue,2027-01-31\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(project_at(tmp_path_factory.mktemp("orders"), approved=False))


Read = Callable[..., tuple[Request | None, list[Problem]]]


@pytest.fixture
def read(library: Library) -> Read:
    def reading(text: str | bytes, name: str = "orders/x.yaml", large: bool = False) -> tuple[Request | None, list[Problem]]:
        path = library.root / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_order(path, library, TODAY, large)

    return reading


def said(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.rule) for problem in problems]


def test_an_order_is_read(read: Read) -> None:
    request, problems = read(ORDER)
    assert problems == []
    assert request is not None
    assert [(i.slug, i.language, i.variant, i.quantity, i.deliver) for i in request.items] == [
        ("clean-hands", "en", "standard", 500, (("main", 300), ("north", 200))),
        ("clean-hands", "es", "standard", 50, (("main", 50),)),
        ("clean-hands", "ar", "standard", 50, (("main", 50),)),
        ("clean-hands", "ar", "large-print", 20, (("north", 20),)),
        ("clean-cups", "en", "giant-print", 5, (("main", 5),)),
        ("clean-home", "en", "standard", 10, (("main", 10),)),
    ]
    assert [item.binding for item in request.items][2:4] == ["corner staple", "saddle stitched"]
    assert request.items[0].gsm == 100


def test_the_example_can_be_ordered_as_it_stands(library: Library, read: Read) -> None:
    request, problems = read(example(library, "spring-2027", TODAY))
    assert (problems, request is not None) == ([], True)


# Each: what is changed in the good order, and the line and rule of what must be said.
FAULTS = [
    ("handout: clean-cups", "handout: clean-cup", (14, "unknown-handout")),
    ("handout: clean-cups", "handout: clean-home", (14, "unknown-handout")),
    ("packet: clean-home", "packet: clean-hands", (15, "unknown-packet")),
    ("handout: clean-cups", "specialty: dermatology", (14, "unknown-specialty")),
    ("languages: [es, ar]", "languages: [es, vi]", (12, "language-missing")),
    ("languages: [es, ar]", "languages: [es, tlh]", (12, "unknown-language")),
    ("variants: [giant-print]", "variants: [huge]", (14, "unknown-variant")),
    ("quantity: 500", "quantity: 0", (11, "quantity")),
    ("quantity: 500", "quantity: -5", (11, "quantity")),
    ("quantity: 500", "quantity: 1,000", (11, "comma-in-list")),
    ("quantity: 500", 'quantity: "1,000"', (11, "quantity")),
    ("quantity: 500", "quantity: 5e3", (11, "quantity")),
    ("quantity: 500", "quantity: 500000000", (11, "quantity")),
    ("quantity: 500", "quantity: 501", (11, "shares")),
    ("deliver: {main: 5}", "deliver: {maine: 5}", (14, "unknown-delivery")),
    (", deliver: {main: 10}", ", quantity: 10", (15, "delivery-unclear")),
    ("sides: 1", "sides: 3", (14, "wrong-type")),
    ("sides: 1", "colour: 1/1", (14, "unknown-key")),
    ("sides: 1", "sides: 1, impose: booklet", (14, "booklet-one-sided")),
    ("{staple: corner,", "{sides: 1, staple: corner,", (13, "booklet-one-sided")),
    ("sides: 1", "colours: 2/2", (14, "unknown-value")),
    ("due: 2027-01-31", "due: 2026-01-31", (3, "due-passed")),
    ("due: 2027-01-31", "due: 31.1.2027", (3, "wrong-type")),
    ("job: test", "job: tést order", (1, "unknown-value")),
    ("name: Test order", "printer: no-such", (2, "unknown-printer")),
    (", phone: 503-555-0123", "", (4, "contact-unreachable")),
    ("separators: true", "separators: true\nseparators: true", (10, "duplicate-key")),
    ("{id: north,", "{id: main,", (7, "duplicate-key")),
    ("defaults: {staple", "defaults: {brand: nobody, staple", (8, "unknown-brand")),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_fault_is_named_at_its_line(old: str, new: str, expected: tuple[int, str], read: Read) -> None:
    assert old in ORDER
    request, problems = read(ORDER.replace(old, new, 1))
    assert request is None
    assert expected in said(problems)
    assert all(problem.remedy or problem.rule == "wrong-type" for problem in problems)


def test_five_faults_in_one_run(read: Read) -> None:
    text = ORDER.replace("[es, ar]", "[es, vi]").replace("quantity: 500", "quantity: 500").replace("clean-cups", "clean-cup")
    text = text.replace("2027-01-31", "2026-01-01").replace("main: 10", "mein: 10").replace("[large-print]", "[big]")
    assert [rule for _, rule in said(read(text)[1])] == [
        "due-passed", "language-missing", "unknown-variant", "unknown-handout", "unknown-delivery",
    ]  # fmt: skip


def test_a_large_quantity_asks_for_a_flag(read: Read) -> None:
    text = ORDER.replace("quantity: 500, deliver: {main: 300, north: 200}", "deliver: {main: 300000}")
    request, problems = read(text)
    assert (request, said(problems)) == (None, [(11, "quantity-large")])
    request, problems = read(text, large=True)
    assert request is not None
    assert request.items[0].quantity == 300_000


def test_repeated_lines_are_merged_with_a_note(read: Read) -> None:
    request, problems = read(ORDER + "  - {handout: clean-hands, languages: [en], deliver: {north: 7}}\n")
    assert request is not None
    assert said(problems) == [(16, "line-repeated")]
    assert request.items[0].quantity == 507
    assert request.items[0].deliver == (("main", 300), ("north", 207))
    assert "500 + 7 = 507 copies" in request.notes[0]


def test_two_pieces_of_one_file_name_are_refused_until_one_has_a_label(read: Read) -> None:
    line = "  - {handout: clean-hands, languages: [en], deliver: {north: 7}, stock: card}\n"
    request, problems = read(ORDER + line)
    assert (request, said(problems)) == (None, [(16, "name-taken")])
    request, problems = read(ORDER + line.replace("stock", "label: card, stock"))
    assert request is not None
    assert problems == []


# ------------------------------------------------------------------------------------------------------- spreadsheets


def table(*rows: str, head: str = HEAD, columns: str = "handout,languages,variants,quantity") -> str:
    return f"{head}\n{columns}\n" + "\n".join(rows) + "\n"


def test_a_spreadsheet_is_read(read: Read) -> None:
    text = table('clean-hands,"en, es",standard,"1,000"', "clean-cups,en,large-print,25,,,")
    request, problems = read(text, "orders/x.csv")
    assert problems == []
    assert request is not None
    assert [(i.slug, i.language, i.variant, i.quantity) for i in request.items] == [
        ("clean-hands", "en", "standard", 1000),
        ("clean-hands", "es", "standard", 1000),
        ("clean-cups", "en", "large-print", 25),
    ]
    assert (request.job, request.contact.phone) == ("test", "503-555-0123")


@pytest.mark.parametrize(
    "habit",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";"),
        lambda text: "sep=;\n" + text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", ",,,,\n"),
        lambda text: text + ",,,,\n,,,\n",
        lambda text: text.replace("100", '"100"'),
        lambda text: text.replace("100", "100.00"),
        lambda text: text.replace(",", ";").replace("100", "100,00"),
        lambda text: text.replace("clean-hands", '="clean-hands"'),
        lambda text: text.replace("handout,languages", "Handout ,Language"),
        lambda text: text.replace("100", "'100"),
        lambda text: text.replace("2027-01-31", "31.1.2027"),
        lambda text: text.replace("2027-01-31", "1/31/2027"),
        lambda text: text.replace("2027-01-31", "31/01/2027"),
    ],
)
def test_habits_of_spreadsheets_change_nothing(habit: Callable[[str], str], read: Read) -> None:
    request, problems = read(habit(table("clean-hands,en,standard,100")), "orders/x.csv")
    assert problems == []
    assert request is not None
    assert [(i.slug, i.language, i.quantity) for i in request.items] == [("clean-hands", "en", 100)]
    assert str(request.due) == "2027-01-31"


@pytest.mark.parametrize(
    ("cell", "delimiter", "number"),
    [
        ("1,000", ",", "1000"), ("12,345,678", ",", "12345678"), ("1,000.00", ",", "1000"), ("1.000", ",", "1.000"),
        ("1.000", ";", "1000"), ("1.000,00", ";", "1000"), ("1,000", ";", "1,000"), ("1 000", ";", "1000"),
        ("1\u202f000", ";", "1000"), ("1’000", ";", "1000"), ("10,00", ",", "10,00"), ("0,5", ";", "0,5"), ("1e3", ",", "1e3"),
    ],
)  # fmt: skip
def test_a_number_that_can_mean_two_things_is_left_alone(cell: str, delimiter: str, number: str) -> None:
    assert numeral(cell, delimiter) == number


SHEET_FAULTS = [
    (table("clean-hands,en,standard,=B2*3"), (7, "formula")),
    (table("clean-hands,en,standard,#REF!"), (7, "formula")),
    (table("clean-hands,en,standard,#####"), (7, "formula")),
    (table("clean-hands,en,standard,1.000"), (7, "quantity")),
    (table('clean-hands,en,standard,"0,5"'), (7, "quantity")),
    (table("clean-hands,en,standard,"), (7, "missing-key")),
    (table("clean-hands,en,standard,5,stray"), (7, "unknown-column")),
    (table("clean-hands,en,standard,5", columns="handout,languages,size,quantity"), (6, "unknown-column")),
    (table("clean-hands,en,5,6", columns="handout,languages,quantity,copies"), (6, "duplicate-key")),
    (table('"clean-hands,en,standard,5'), (7, "csv-broken")),
    (table("clean-hands,en,standard,5", head=HEAD.replace("due,2027-01-31", "due,2/1/2027")), (4, "day-unclear")),
    (table("clean-hands,en,standard,5", head=HEAD.replace("due,2027-01-31", "due,soon")), (4, "wrong-type")),
    (table("clean-hands,en,standard,5", head=HEAD + "telephone,1\nphone,503-555-0124\n"), (6, "duplicate-key")),
    (table("clean-hands,en,standard,5", head=HEAD + "frobs,1\n"), (5, "unknown-key")),
    (HEAD, (0, "columns-missing")),
    ("", (0, "file-empty")),
    ("handout,quantity\nclean-hands,5\n".encode("utf-16-le"), (0, "not-utf-8")),
    (table("clean-hands,en,standard,5").replace("Test desk", "Tést").encode("latin-1"), (2, "not-utf-8")),
    (b"PK\x03\x04 a workbook", (0, "not-csv")),
]


@pytest.mark.parametrize(("text", "expected"), SHEET_FAULTS, ids=lambda value: str(value)[-30:])
def test_a_fault_in_a_spreadsheet_is_named_at_its_line(text: str | bytes, expected: tuple[int, str], read: Read) -> None:
    request, problems = read(text, "orders/x.csv")
    assert request is None
    assert expected in said(problems)


def test_a_spreadsheet_file_is_told_from_an_order(read: Read) -> None:
    request, problems = read(b"PK\x03\x04\x14\x00 a workbook", "orders/x.xlsx")
    assert (request, said(problems)) == (None, [(0, "workbook-unreadable")])


# ---------------------------------------------------------------------------------------------------- printer profiles


def text_for_a_profile(folder: Path) -> None:
    (folder / "open-fogra39.icc").write_text("see the intranet", encoding="utf-8")


def screen_profile(folder: Path) -> None:
    (folder / "open-fogra39.icc").write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def no_line_for_the_profile(folder: Path) -> None:
    path = folder / "printer.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("icc: open-fogra39.icc", ""), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda folder: (folder / "open-fogra39.icc").unlink(), "icc-missing"),
        (text_for_a_profile, "icc-unreadable"),
        (screen_profile, "icc-not-cmyk"),
        (no_line_for_the_profile, "missing-key"),
    ],
)
def test_a_bad_profile_is_told_once_before_anything_is_made(spoil: Callable[[Path], None], rule: str, tmp_path: Path) -> None:
    root = project_at(tmp_path, approved=False)
    shop = root / "styles/printers/shop"
    shutil.copytree(Path(__file__).parent.parent / "styles/printers/open-fogra39", shop)
    order = root / "orders/x.yaml"
    order.write_text(ORDER.replace("name: Test order", "printer: shop"), encoding="utf-8")
    assert read_order(order, open_library(root), TODAY)[1] == []
    spoil(shop)
    request, problems = read_order(order, open_library(root), TODAY)
    assert request is None
    assert [(problem.place.path, problem.rule) for problem in problems] == [("styles/printers/shop/printer.yaml", rule)]


def test_a_job_that_cannot_name_files_is_told_in_words(read: Read) -> None:
    (problem,) = read(ORDER.replace("job: test", "job: ../spring order"))[1]
    assert problem.fault == '"../spring order" cannot stand in file names'
    assert "plain letters" in problem.remedy


@pytest.mark.parametrize(("file", "rule"), [("es.yaml", "yaml-syntax"), ("handout.yaml", "yaml-syntax")])
def test_a_handout_with_a_mistake_is_not_called_missing(file: str, rule: str, tmp_path: Path) -> None:
    root = project_at(tmp_path, approved=False)
    path = root / "handouts/general/clean-hands" / file
    path.write_text(path.read_text(encoding="utf-8") + "x: [\n", encoding="utf-8")
    lines = ORDER.splitlines()
    order = root / "orders/x.yaml"
    order.write_text("\n".join([*lines[:10], lines[11]]) + "\n", encoding="utf-8")  # the line of Spanish and Arabic alone
    request, problems = read_order(order, open_library(root), TODAY)
    assert request is None
    assert [(problem.place.path, problem.rule) for problem in problems] == [(f"handouts/general/clean-hands/{file}", rule)]


def test_the_sample_order_shows_everything() -> None:
    """Twelve lines, five languages, three print sizes, a packet and a booklet: what ``orders/README.md`` makes a proof of."""
    root = Path(__file__).parent.parent
    request, problems = read_order(root / "orders/sample.yaml", open_library(root), TODAY)
    assert problems == []
    assert request is not None
    lines = {item.place.line for item in request.items}
    assert (len(lines), len({item.language for item in request.items}), len({item.variant for item in request.items})) == (12, 5, 3)
    assert [item.slug for item in request.items if item.slug in open_library(root).packets] == ["botox-head-and-neck-pain"]
    assert [(item.language, item.impose) for item in request.items if item.impose != "none"] == [("ar", "booklet")]
