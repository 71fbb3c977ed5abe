"""Styles that take long to lay out are shown to whoever writes them; the project's own have none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sample_pages
from PIL import Image

from press import pdf, typeset
from press.library.pictures import MOST_PIXELS, prepared
from press.problem import Place, Severity
from press.typeset.slow import slow_in_sheet

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("css", "line", "words"),
    [
        ("p:has(b) { color: red }", 1, ":has()"),
        ("@layer x {\n  div:is(:has(p)) { color: red }\n}", 2, ":has()"),
        ("p { columns: 2 }", 1, "columns"),
        ("p { color: red;\n column-count: 2 }", 2, "column-count"),
        ("@media print {\n p {\n column-width: 3em }}", 3, "column-width"),
        ("p { background: url(a.png) }", 1, "a.png"),
        ('p { background: url("../a.png") }', 1, "../a.png"),
        ("p { background: url(https://example.org/a.png) }", 1, "https://example.org/a.png"),
    ],
)
def test_slow_styles_are_found(css: str, line: int, words: str) -> None:
    [problem] = slow_in_sheet("styles/x.css", css)
    assert (problem.rule, problem.severity, problem.place.line) == ("slow-style", Severity.REVIEW, line)
    assert words in problem.fault


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(press:styles/a.svg) }",
        "p { fill: url(#a); color: red }",
        "/* columns: 2 :has(p) */",
        "p { display: flex }",
    ],
)
def test_other_styles_are_not(css: str) -> None:
    assert slow_in_sheet("styles/x.css", css) == []


def test_the_project_s_own_styles_are_fast() -> None:
    # Columns are for short lists alone, and only in standard size: the layout is measured anyway.
    assert {found.place.path for found in typeset.slow_styles(ROOT)} <= {"styles/variants/standard/variant.css"}


def test_flex_in_flex_is_found_on_the_page(tmp_path: Path) -> None:
    resolve = sample_pages.project(tmp_path, page_css=".r { display: flex }")
    once = sample_pages.page("en", '<div class="r"><p data-at="a">One.</p></div>')
    twice = sample_pages.page("en", '<div class="r"><div class="r"><p data-at="b">Two.</p></div></div>')
    proofs = [
        typeset.typeset(html, place=Place("x"), resolve=resolve, locate=lambda key: Place(f"{key}.yaml", 3))
        for html in (once, twice)
    ]
    assert proofs[0].problems == ()
    [problem] = proofs[1].problems
    assert (problem.rule, problem.severity, str(problem.place)) == ("slow-style", Severity.REVIEW, "b.yaml:3")
    assert proofs[1].pdf is not None


def png(mode: str, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(file, "PNG")
    return file.getvalue()


def test_pictures_are_prepared_once_for_print() -> None:
    small = png("RGB", (300, 200))
    assert prepared(small) == small
    for content in (png("RGBA", (300, 200)), png("LA", (300, 200)), png("RGB", (4000, 3000))):
        with Image.open(io.BytesIO(prepared(content))) as picture:
            assert picture.mode == "RGB"
            assert max(picture.size) <= MOST_PIXELS
        assert prepared(content) is prepared(content)
    assert prepared(b"no picture") == b"no picture"


def test_a_turned_photograph_stands_upright() -> None:
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.linear_gradient("L").resize((300, 200)).save(file, "JPEG", exif=exif)
    with Image.open(io.BytesIO(prepared(file.getvalue()))) as picture:
        assert picture.size == (200, 300)
        assert picture.getexif().get(0x0112, 1) == 1


def test_a_see_through_picture_prints_on_white(tmp_path: Path) -> None:
    resolve = sample_pages.project(tmp_path)
    Image.new("RGBA", (60, 60), (255, 0, 0, 0)).save(tmp_path / "styles/clear.png")
    html = sample_pages.page("en", '<p>One.</p><img src="press:styles/clear.png" alt="x">')
    proof = typeset.typeset(html, place=Place("x"), resolve=resolve, locate=lambda _: Place("x"))
    assert proof.problems == ()
    assert proof.pdf is not None
    assert b"/SMask" not in proof.pdf
    with Image.open(io.BytesIO(pdf.pictures(proof.pdf, 40)[0])) as page:
        assert page.convert("L").getextrema()[1] == 255
