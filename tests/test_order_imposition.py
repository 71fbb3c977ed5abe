"""A booklet, folded and stitched on paper, reads from its first page to its last, also from right to left."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from order_projects import ORDER, TODAY, project_at

from press import pdf
from press.library import open_library
from press.order.imposition import Face, TypeTooSmallError, creep, imposed, saddle, scale_for
from press.order.pack import Options, make
from press.order.request import read_order
from press.pdf.imposing import Cell, impose
from press.pdf.printed import printed

MM = 72 / 25.4


def folded(faces: list[Face], from_right: bool) -> list[int | None]:
    """The pages in the order in which a reader turns them, when the sheets are laid in one another, folded and stitched.

    A leaf is half a sheet: what stands on the front's right half has the back's left half behind it (turned on the short
    edge), and so for the other half. A book that is read from the left begins with the right half of the outermost front.
    """
    sheets = list(zip(faces[0::2], faces[1::2], strict=True))
    first, last = (0, 1) if from_right else (1, 0)
    before = [(front[first], back[last]) for front, back in sheets]  # leaves before the middle, from outside
    after = [(back[first], front[last]) for front, back in sheets]  # leaves behind it
    return [page for leaf in [*before, *reversed(after)] for page in leaf]


@pytest.mark.parametrize("from_right", [False, True])
@pytest.mark.parametrize("pages", range(1, 34))
def test_a_folded_book_reads_in_order(pages: int, from_right: bool) -> None:
    faces = saddle(pages, from_right)
    read = folded(faces, from_right)
    assert read[:pages] == list(range(pages))
    assert set(read[pages:]) <= {None}
    assert len(faces) == 2 * -(-pages // 4)


def test_the_other_way_round_it_would_not() -> None:
    assert folded(saddle(8, from_right=False), from_right=True) != list(range(8))
    assert saddle(8, from_right=True)[0] == (0, 7)
    assert saddle(8)[0] == (7, 0)


@pytest.mark.parametrize(
    ("paper", "place", "type_size", "scale"),
    [
        ((210.0, 297.0), (148.5, 210.0), 18, 0.7071),  # A4 to A5
        ((215.9, 279.4), (139.7, 215.9), 18, 0.6667),  # a strip of margin goes, so that the type stays at 12 points
        ((215.9, 279.4), (139.7, 215.9), 24, 0.6471),
        ((210.0, 297.0), (210.0, 297.0), 12, 1.0),
    ],
)
def test_pages_shrink_as_little_as_they_must(paper: tuple[float, float], place: tuple[float, float], type_size: float, scale: float) -> None:
    assert round(scale_for(paper, place, type_size), 4) == scale
    assert type_size * scale_for(paper, place, type_size) >= 12


@pytest.mark.parametrize("paper", [((210.0, 297.0), (148.5, 210.0)), ((215.9, 279.4), (139.7, 215.9))])
def test_type_below_twelve_points_is_refused(paper: tuple[tuple[float, float], tuple[float, float]]) -> None:
    with pytest.raises(TypeTooSmallError, match="12 points would be printed at 8"):
        scale_for(*paper, 12)


def sample(pages: int) -> bytes:
    """A letter-size file whose pages say their numbers, with a bleed and an origin that is not 0,0."""
    made = pikepdf.new()
    font = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for number in range(pages):
        page = made.add_blank_page(page_size=(612, 792))
        page.obj.MediaBox = pikepdf.Array([-30, -30, 642, 822])
        page.obj.TrimBox = pikepdf.Array([0, 0, 612, 792])
        page.obj.BleedBox = pikepdf.Array([-9, -9, 621, 801])
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        drawn = f"0 0 0 1 k BT /F 40 Tf 300 400 Td (page{number + 1}) Tj ET -20 0 5 5 re f"
        page.obj.Contents = made.make_stream(drawn.encode())
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def words(data: bytes) -> list[list[tuple[str, int]]]:
    """The words of each sheet with the half that they stand on: 0 left, 1 right. Read by another library."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [
            [(word["text"], int(word["x0"] > float(page.width) / 2)) for word in page.extract_words()] for page in opened.pages
        ]


def test_boxes_and_inks_are_measured() -> None:
    found = printed(sample(2))
    assert [round(leaf.bleed_mm, 2) for leaf in found.leaves] == [3.17, 3.17]
    assert [tuple(round(side, 1) for side in leaf.trim_mm) for leaf in found.leaves] == [(215.9, 279.4)] * 2
    assert [(leaf.inks, leaf.colours) for leaf in found.leaves] == [(frozenset("K"), 1)] * 2


@pytest.mark.parametrize(("from_right", "outer"), [(False, [("page1", 1)]), (True, [("page1", 0)])])
def test_pages_stand_where_they_belong(from_right: bool, outer: list[tuple[str, int]]) -> None:
    made = imposed(sample(5), "booklet-full", 5, "letter", 12, from_right, 100, "A book")
    assert (made.sheets, made.size, made.scale) == (2, (431.8, 279.4), 1.0)
    said = words(made.pdf)
    # Eight places for five pages: sheet 1 carries (8, 1) and (2, 7), sheet 2 carries (6, 3) and (4, 5).
    inner = {False: [("page3", 1)], True: [("page3", 0)]}[from_right]
    last = {False: [("page4", 0), ("page5", 1)], True: [("page5", 0), ("page4", 1)]}[from_right]
    assert said == [outer, [("page2", 1 if from_right else 0)], inner, last]


def test_the_outer_sheet_keeps_its_place_and_inner_ones_move_to_the_fold() -> None:
    made = imposed(sample(12), "booklet-full", 12, "letter", 12, False, 160, "A book")
    pages = pdf.measure(made.pdf).pages
    lefts = [sorted(run.area.left for run in page.runs) for page in pages]
    step = creep(160)
    assert step == 0.2
    for number, (left, right) in enumerate(lefts):
        shift = number // 2 * step
        assert round(left - lefts[0][0], 2) == round(shift, 2)
        assert round(lefts[0][1] - right, 2) == round(shift, 2)


def test_two_up_repeats_each_page_at_full_size() -> None:
    made = imposed(sample(3), "two-up", 3, "letter", 12, False, 100, "A sheet")
    assert words(made.pdf) == [[(f"page{number}", 0), (f"page{number}", 1)] for number in (1, 2, 3)]
    assert (made.sheets, made.scale) == (2, 1.0)
    one_side = imposed(sample(3), "two-up", 3, "letter", 12, False, 100, "A sheet", sides=1)
    assert (one_side.sheets, one_side.words) == (3, "two of each page on tabloid, to be cut apart, one side")


def test_what_reaches_beyond_the_trim_is_cut_and_bytes_repeat() -> None:
    one, two = (impose(sample(1), [[Cell(0, 0, 0, 215.9, 279.4)]], (431.8, 279.4), "x") for _ in range(2))
    assert one == two
    clip = pdf.measure(one).pages[0].runs[0].clip
    assert (round(clip.left, 1), round(clip.right, 1)) == (0.0, 215.9)


# ------------------------------------------------------------------------------------------------------- in a real pack


def test_an_arabic_booklet_in_a_pack_is_bound_at_the_right(tmp_path: Path) -> None:
    root = project_at(tmp_path)
    order = root / "orders/test.yaml"
    order.write_text(ORDER.replace("[en], quantity", "[en], impose: two-up, quantity"), encoding="utf-8")
    library = open_library(root)
    request, _ = read_order(order, library, TODAY)
    assert request is not None
    packed = make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert packed.manifest is not None, packed.problems
    two_up, booklet = packed.manifest.imposed
    assert (two_up.size, two_up.type_scale) == ("431.8 x 279.4", 1.0)
    assert "bound at the right" in booklet.words
    assert (booklet.size, booklet.sheets, booklet.type_scale) == ("279.4 x 215.9", 1, 0.6667)
    page = pdf.measure((tmp_path / "pack" / booklet.file).read_bytes()).pages[0]
    # Three pages: the front carries page 1 at the left and a blank at the right.
    assert max(run.area.right for run in page.runs) <= 279.4 / 2
    assert min(run.size for run in page.runs) >= 11.99
    assert (tmp_path / "pack" / booklet.of).is_file()  # beside the single pages, never instead of them


def test_a_booklet_of_standard_print_is_refused_at_its_line(tmp_path: Path) -> None:
    root = project_at(tmp_path)
    order = root / "orders/test.yaml"
    order.write_text(ORDER.replace("[en], quantity", "[en], impose: booklet, quantity"), encoding="utf-8")
    library = open_library(root)
    request, _ = read_order(order, library, TODAY)
    assert request is not None
    packed = make(library, request, Options(tmp_path / "pack", TODAY, jobs=1))
    assert packed.path is None
    assert [(problem.place.line, problem.rule) for problem in packed.problems] == [(11, "type-too-small")]
    assert not (tmp_path / "pack").exists()
