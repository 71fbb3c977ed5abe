"""Preflight: each rule has a PDF that breaks it and one that does not. Broken ones are typeset so, or broken afterwards."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import right_to_left
import sample_pages

from press import fonts, pdf, preflight, typeset
from press.pdf.measured import Shape
from press.preflight.lettering import contrast
from press.problem import Place
from press.typeset import Proof

HERE = Place("en.yaml")
LANGUAGES = sorted(sample_pages.SENTENCES)
LETTER = (215.9, 279.4)


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    assert fonts.prepare() == []
    assert fonts.activate() == []


def expected(tag: str = "en") -> preflight.Expected:
    return preflight.Expected(
        title=sample_pages.sentences(tag)[5],
        language=tag,
        direction="rtl" if sample_pages.is_rtl(tag) else "ltr",
        page_size_mm=LETTER,
        smallest_type=12,
        leading=1.45,
        margin_mm=20,
        contrast=4.5,
        font_names=fonts.postscript_names(),
    )


def typeset_page(folder: Path, content: str, css: str = "", tag: str = "en") -> bytes:
    resolve = sample_pages.project(folder, page_css=css)
    html = sample_pages.page(tag, content)
    proof: Proof = typeset.typeset(html, place=HERE, resolve=resolve, locate=lambda _: HERE)
    assert proof.problems == ()
    assert proof.pdf is not None
    return proof.pdf


def rules(data: bytes, wanted: preflight.Expected) -> set[str]:
    return {problem.rule for problem in preflight.preflight(data, wanted, HERE)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("samples")
    return {tag: typeset_page(folder, sample_pages.body(tag)[0], tag=tag) for tag in LANGUAGES}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One small page."""
    folder = tmp_path_factory.mktemp("plain")
    content = "<h1>Title</h1><p>Some words on one line.</p><p><a href='https://www.example.org/'>A link</a></p>"
    return typeset_page(folder, content)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF after a change."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        change(opened)
        buffer = io.BytesIO()
        opened.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def drawn_after(instructions: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Put drawing instructions before those of the first page."""

    def change(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0].obj
        page.Contents = opened.make_stream(instructions + b"\n" + page.Contents.read_bytes())

    return change


# ---------------------------------------------------------------------------------------------------------- clean pages


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_good_sheet_passes_every_rule(samples: dict[str, bytes], tag: str) -> None:
    wanted = replace(expected(tag), max_sheets=1, underline=False, italics=False, reading=sample_pages.body_reading(tag))
    assert preflight.preflight(samples[tag], wanted, HERE) == []


def test_a_large_print_sheet_passes_every_rule(tmp_path: Path) -> None:
    css = """
      @page { margin: 30mm 25.4mm; @bottom-left { font-size: 18pt } @bottom-right { font-size: 18pt } }
      html { font-size: 18pt; color: #000 } a { color: #003c44; font-weight: bold }
      table, caption, thead, tbody, tr, th, td { display: block }
      .steps > li::before { line-height: 1.5 } h1 { font-size: 24pt } h2 { font-size: 22pt }
    """
    data = typeset_page(tmp_path, sample_pages.body("en")[0], css)
    strict = replace(
        expected(),
        smallest_type=18,
        leading=1.5,
        margin_mm=25.4,
        contrast=7,
        one_column=True,
        italics=False,
        underline=False,
    )
    assert preflight.preflight(data, strict, HERE) == []


def test_every_rule_says_why_and_has_a_broken_page() -> None:
    here = Path(__file__)
    names = ("test_press_ready.py", "test_style_faults.py", "test_painted.py")
    also = (here.with_name(name).read_text(encoding="utf-8") for name in names)
    text = "".join([here.read_text(encoding="utf-8"), *also])
    for name, why in preflight.rules().items():
        assert why.strip(), name
        assert f'"{name}"' in text, f"no broken page for {name}"


# --------------------------------------------------------------------------------------------- sheets that are typeset so

ALSO = {"words-differ": {"number-misread", "reader-misreads"}}  # no reader finds what is not there
TYPESET: dict[str, tuple[str, str, dict[str, object]]] = {
    "type-too-small": ("<p>word</p>", "@page { @bottom-right { font-size: 8pt } }", {}),
    "leading-too-small": ("<p>" + "word " * 60 + "</p>", "p { line-height: 1.2 }", {}),
    "font-not-allowed": ("<p>word</p>", "", {"font_names": frozenset({"Noto-Sans"})}),
    "contrast-too-low": ("<p>word</p>", "p { color: #888 }", {}),
    "underlined-text": ("<p>one <u>two</u></p>", "u { text-decoration: underline }", {"underline": False}),
    "hyphenated-word": ("<p>" + "incomprehensible " * 30 + "</p>", "p { hyphens: auto; width: 48mm }", {}),
    "page-size-wrong": ("<p>word</p>", "", {"page_size_mm": (210.0, 297.0)}),
    "too-many-sheets": ("<p>one</p><p style='break-before: page'>two</p><p style='break-before: page'>three</p>", "",
                        {"max_sheets": 1}),
    "text-in-margin": ("<p>word</p>", "", {"margin_mm": 30.0}),
    "box-in-margin": ("<div class='message'>word</div>", ".message { margin-inline: -9mm; padding-inline: 13mm }", {}),
    "two-columns": ("<table><tr><td>one word</td><td>two words</td></tr></table>", "", {"one_column": True}),
    "title-wrong": ("<p>word</p>", "", {"title": "Another title"}),
    "language-wrong": ("<p>word</p>", "", {"language": "es"}),
    "direction-wrong": ("<p>word</p>", "", {"direction": "rtl"}),
    "words-differ": ("<p>take 5 mg</p>", "", {"reading": sample_pages.reading("take 50 mg")}),
    "link-not-allowed": ("<p><a href='http://www.example.org/'>word</a></p>", "", {}),
    "not-accessible": ("<h3>a heading two levels down</h3>", "", {}),
}  # fmt: skip


@pytest.mark.parametrize("rule", TYPESET)
def test_a_sheet_that_is_typeset_so_is_refused(tmp_path: Path, rule: str) -> None:
    content, css, changes = TYPESET[rule]
    data = typeset_page(tmp_path, f"<h1>Title</h1>{content}", css)
    assert rules(data, replace(expected(), **changes)) == {rule} | ALSO.get(rule, set())


@pytest.mark.parametrize(
    ("content", "css"),
    [
        ("<p>word</p>", "p { background: #777 }"),
        ("<p><span>word</span></p>", "p { background: #0b5563 } span { color: #333 }"),
        ("<p>word</p>", "p { background: linear-gradient(#fff, #777) }"),
        ("<p>word</p>", "p { color: rgb(0 0 0 / 30%) }"),
        ("<p>word</p>", "p { background: url(press:styles/dark.svg) }"),
    ],
)
def test_contrast_is_computed_with_what_is_behind(tmp_path: Path, content: str, css: str) -> None:
    sample_pages.project(tmp_path)
    dark = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90' fill='#333'/></svg>"
    (tmp_path / "styles/dark.svg").write_text(dark)
    assert rules(typeset_page(tmp_path, f"<h1>Title</h1>{content}", css), expected()) == {"contrast-too-low"}


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ('<text opacity=".3" {}>word</text>', False),
        ('<g opacity=".6"><g opacity=".6"><text {}>word</text></g></g>', False),
        ('<g opacity=".6"><text fill-opacity=".6" {}>word</text></g>', False),
        ('<g opacity=".9"><text opacity=".9" fill-opacity=".9" {}>word</text></g>', True),
        ('<g opacity=".2"><rect width="1" height="1"/></g><text {}>word</text>', True),
    ],
)
def test_words_of_a_drawing_that_are_seen_through(tmp_path: Path, inside: str, seen: bool) -> None:
    sample_pages.project(tmp_path)
    drawn = inside.format('x="9" y="50" font-family="Noto Sans" font-size="18"')
    (tmp_path / "styles/pale.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90' viewBox='0 0 90 90'>{drawn}</svg>"
    )
    data = typeset_page(tmp_path, '<h1>Title</h1><p><img src="press:styles/pale.svg" alt="word"></p>', "")
    assert rules(data, expected()) == (set() if seen else {"contrast-too-low"})


def test_white_on_dark_stands_out(tmp_path: Path) -> None:
    css = "p { background: #0b5563; color: #fff; border: 2pt solid #777; border-radius: 3mm; padding: 2mm }"
    assert rules(typeset_page(tmp_path, "<h1>Title</h1><p>word</p>", css), expected()) == set()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0x77 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.48, abs=0.005)


def test_one_column_lets_labels_stand_beside_their_text(tmp_path: Path) -> None:
    content = (
        "<ol class='steps'><li>one</li><li>two</li></ol><ul class='checklist'><li>three</li></ul><p>a &nbsp; b</p>"
    )
    data = typeset_page(tmp_path, f"<h1>Title</h1>{content}")
    assert rules(data, replace(expected(), one_column=True)) == set()


def test_columns_at_different_heights_are_columns_too(tmp_path: Path) -> None:
    css = "h1 + div > p { float: left; width: 60mm; margin-right: 20mm } .low { padding-top: 1mm }"
    content = "<h1>Title</h1><div><p>" + "word " * 40 + "</p><p class='low'>" + "other " * 40 + "</p></div>"
    assert rules(typeset_page(tmp_path, content, css), replace(expected(), one_column=True)) == {"two-columns"}


def test_words_are_compared_in_order(tmp_path: Path) -> None:
    data = typeset_page(tmp_path, "<h1>Title</h1><p>one</p><p>two</p>")
    assert rules(data, replace(expected(), reading=sample_pages.reading("Title", "one", "two"))) == set()
    assert rules(data, replace(expected(), reading=sample_pages.reading("Title", "two", "one"))) == {"words-differ"}


@pytest.mark.parametrize("address", ["https://www.example.org/", "tel:+15035550123", "mailto:a@example.org", "#here"])
def test_links_that_may_be(tmp_path: Path, address: str) -> None:
    data = typeset_page(tmp_path, f"<h1 id='here'>Title</h1><p><a href='{address}'>word</a></p>")
    assert rules(data, expected()) == set()


# ------------------------------------------------------------------------------------------ sheets that break afterwards


def _without_font_files(opened: pikepdf.Pdf) -> None:
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def _slanted(opened: pikepdf.Pdf) -> None:
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            item.Flags = int(item.Flags) | 64


def _first_glyph_missing(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    page.Contents = opened.make_stream(re.sub(rb"<[0-9a-f]{4}", b"<0000", page.Contents.read_bytes(), count=1))


def _without_letters(opened: pikepdf.Pdf) -> None:
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            item.ToUnicode = opened.make_stream(b"begincmap endcmap")


def _invisible(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    page.Contents = opened.make_stream(page.Contents.read_bytes().replace(b"BT", b"BT 3 Tr", 1))


def _line_over_line(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    again = page.Contents.read_bytes()
    page.Contents = opened.make_stream(b"q " + again + b" Q q 1 0 0 1 1 2 cm " + again + b" Q")


def _untagged(opened: pikepdf.Pdf) -> None:
    del opened.Root["/StructTreeRoot"]


def _without_shown_title(opened: pikepdf.Pdf) -> None:
    opened.Root.ViewerPreferences.DisplayDocTitle = False


def _with_script(opened: pikepdf.Pdf) -> None:
    opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")


def _with_attachment(opened: pikepdf.Pdf) -> None:
    opened.attachments["a.txt"] = b"hello"


def _with_form(opened: pikepdf.Pdf) -> None:
    opened.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())


def _with_comment(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="hello")
    opened.pages[0].obj.Annots.append(opened.make_indirect(note))


def _link_that_acts(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")


def _turned(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.Rotate = 90


def _with_blank_page(opened: pikepdf.Pdf) -> None:
    opened.add_blank_page(page_size=(612, 792))


BROKEN: dict[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    "no font files": ("font-not-embedded", _without_font_files),
    "a slanted font": ("slanted-type", _slanted),
    "a box for a letter": ("glyph-missing", _first_glyph_missing),
    "no letters": ("glyph-without-letter", _without_letters),
    "invisible text": ("text-hidden", _invisible),
    "a frame": ("text-clipped", drawn_after(b"0 0 200 792 re W n")),
    "moved off the paper": ("text-off-page", drawn_after(b"1 0 0 1 -90 0 cm")),
    "moved up": ("text-off-page", drawn_after(b"1 0 0 1 0 50 cm")),
    "text over text": ("text-overlaps", _line_over_line),
    "made small": ("type-too-small", drawn_after(b".5 0 0 .5 100 100 cm")),
    "turned text": ("text-turned", drawn_after(b".98 .17 -.17 .98 60 0 cm")),
    "mirrored text": ("text-turned", drawn_after(b"-1 0 0 1 612 0 cm")),
    "a turned page": ("page-size-wrong", _turned),
    "a blank page": ("blank-page", _with_blank_page),
    "no tags": ("not-tagged", _untagged),
    "the title hidden": ("title-wrong", _without_shown_title),
    "a script": ("file-not-plain", _with_script),
    "an attachment": ("file-not-plain", _with_attachment),
    "a form": ("file-not-plain", _with_form),
    "a comment": ("link-not-allowed", _with_comment),
    "a link that runs a script": ("link-not-allowed", _link_that_acts),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_sheet_that_was_broken_afterwards_is_refused(plain: bytes, fault: str) -> None:
    rule, change = BROKEN[fault]
    wanted = replace(expected(), italics=False)
    assert rules(changed(plain, lambda _: None), wanted) == set()
    assert rule in rules(changed(plain, change), wanted)


def test_a_locked_file_is_refused(plain: bytes) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert "file-not-plain" in rules(buffer.getvalue(), expected())


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert rules(data, expected()) == {"pdf-unreadable"}


def test_a_cut_off_pdf_is_refused(plain: bytes) -> None:
    assert rules(plain[: len(plain) // 2], expected()) == {"pdf-unreadable"}


def test_a_file_that_readers_read_differently_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Objects marked as free make pydyf 0.13 write a wrong cross-reference stream, which both validators pass."""
    typeset_page(tmp_path, "<h1>Title</h1>")
    from press.typeset.tag_tree import Structure

    def free(self: Structure) -> None:
        for item in self._discarded:
            item.free = "f"

    monkeypatch.setattr(Structure, "empty", free)
    broken = typeset_page(tmp_path, sample_pages.body("en")[0])
    assert "readers-disagree" in rules(broken, expected())


def _digits_exchanged(opened: pikepdf.Pdf) -> None:
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            table = item.ToUnicode.read_bytes()
            item.ToUnicode = opened.make_stream(re.sub(rb"<003([15])>", lambda hit: b"<003%d>" % (6 - int(hit[1])), table))


def _said_otherwise(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    page.Contents = opened.make_stream(
        re.sub(rb"/MCID (\d+)>>", rb"/MCID \1/ActualText (take 55 mg)>>", page.Contents.read_bytes())
    )


def test_a_number_that_is_read_otherwise_is_named(tmp_path: Path) -> None:
    text = "take 15 mg at 8:05, then 1,000.5 ml a day"
    data = typeset_page(tmp_path, f"<h1>Title</h1><p>{text}</p>")
    wanted = replace(expected(), reading=sample_pages.reading("Title", text))
    assert rules(data, wanted) == set()
    found = preflight.preflight(changed(data, _digits_exchanged), wanted, HERE)
    assert {"number-misread", "reader-misreads"} <= {problem.rule for problem in found}
    assert [one.fault.split('"')[1] for one in found if one.rule == "number-misread"] == ["1,000.5", "15", "8:05"]
    assert {one.place.line for one in found if one.rule in ("number-misread", "reader-misreads")} == {1}, "where it was written"


def test_what_only_one_reader_says_is_found(tmp_path: Path) -> None:
    """PDFium says the ActualText of marked content in place of its letters."""
    data = typeset_page(tmp_path, "<p>take 15 mg</p>")
    assert rules(changed(data, _said_otherwise), expected()) >= {"readers-disagree"}


def test_a_text_over_two_pages_is_read_as_one(tmp_path: Path) -> None:
    text = "One two three four five 6 seven eight nine ten. " * 120
    data = typeset_page(tmp_path, f"<p>{text}</p>")
    assert len(pdf.measure(data).pages) > 1
    assert rules(data, replace(expected(), reading=sample_pages.reading(text))) == set()
    other = text.replace("ten. ", "ten, ", 1)
    assert "reader-misreads" in rules(data, replace(expected(), reading=sample_pages.reading(other)))


# ------------------------------------------------------------------------------------------------------------ measuring


def test_sizes_places_and_colours_are_those_of_the_style_sheet(tmp_path: Path) -> None:
    css = "p { font-size: 14pt; color: #0b5563; margin: 0; position: absolute; left: 10mm; top: 50mm }"
    measured = pdf.measure(typeset_page(tmp_path, "<h1>Title</h1><p>Words</p>", css))
    (run,) = (run for run in measured.pages[0].runs if run.text == "Words")
    assert run.size == pytest.approx(14, abs=0.01)
    assert run.colour == pytest.approx((0x0B / 255, 0x55 / 255, 0x63 / 255), abs=1e-5)
    assert run.area.left == pytest.approx(20 + 10, abs=0.4)  # the page's margin and the place; then the side bearing
    assert 25.4 + 50 < run.base < 25.4 + 50 + 1.5 * 14 * pdf.MM
    assert (measured.pages[0].width, measured.pages[0].height) == pytest.approx(LETTER, abs=0.01)


def test_sizes_agree_with_another_tool(samples: dict[str, bytes]) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(samples["hi"])) as opened:
        theirs = {round(letter["size"], 2) for page in opened.pages for letter in page.chars if letter["text"].strip()}
    ours = {round(run.size, 2) for page in pdf.measure(samples["hi"]).pages for run in page.runs if run.text.strip()}
    assert ours == theirs


def test_a_ring_does_not_cover_what_it_surrounds() -> None:
    outer, inner = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), ((3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0))
    ring = Shape((outer, inner), even_odd=True)
    assert ring.holds(1, 1)
    assert not ring.holds(4, 4)
    assert Shape((outer, inner), even_odd=False).holds(4, 4)
    assert not Shape((outer, inner[::-1]), even_odd=False).holds(4, 4)


def test_pictures_are_made_of_every_page(samples: dict[str, bytes]) -> None:
    pictures = pdf.pictures(samples["en"], 30)
    assert len(pictures) == len(pdf.measure(samples["en"]).pages)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_what_a_reader_turns_round_by_itself_is_no_fault(tmp_path: Path) -> None:
    """Fractions of one sign, and ranges in native digits: PDFium puts their parts on the other side in such lines."""
    texts = ["خذ 1½ حبة", "خذ ١½ حبة", "من ٥-١٠ أيام", "نحو ١٩٩٠/٢٠٠٠", "خذ 2¾ أو 20 حبة"]
    outcome = right_to_left.made(right_to_left.write(tmp_path, "ar", texts), "ar", "standard", tmp_path / "out")
    assert outcome.path is not None, [str(one) for one in outcome.problems]
