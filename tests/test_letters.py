"""One cluster, one glyph, one meaning: what readers get, what is in the fonts, and what cannot be printed so."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pdfminer.high_level import extract_text

from press import fonts, pdf, typeset
from press.problem import Place

STACK = '"Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Khmer"'
PAGE = Place("page.yaml")


def set_page(body: str, *, tag: str = "en", css: str = "") -> typeset.Proof:
    """A page with this body, set right-to-left where its language is."""
    direction = "rtl" if tag in {"ar", "fa", "he", "ur"} else "ltr"
    html = (
        f'<!doctype html><html lang="{tag}" dir="{direction}"><head><meta charset="utf-8"><title>Test</title>'
        f"<style>@page {{ size: letter; margin: 25mm }} html {{ font: 12pt/1.8 {STACK} }} {css}</style></head>"
        f"<body>{body}</body></html>"
    )
    return typeset.typeset(html, place=PAGE, resolve=lambda _: None, locate=lambda key: Place(f"{key}.yaml", 7, 3))


def made(body: str, **more: str) -> bytes:
    """The PDF of a page without problems."""
    proof = set_page(body, **more)
    assert proof.problems == ()
    assert proof.pdf is not None
    return proof.pdf


def letters(text: str) -> str:
    """NFC, without spaces and without what is no letter."""
    return unicodedata.normalize("NFC", "".join(re.sub("[\u00ad\u200b\u2066-\u2069]", "", text).split()))


def by_pdfium(data: bytes) -> str:
    """What Chrome copies, line ends as spaces."""
    return " ".join(" ".join(pdf.second_reading(data)).split())


def fonts_of(data: bytes) -> Iterator[tuple[pikepdf.Dictionary, dict[int, str]]]:
    """The fonts of the first page, each with its table from code to letters."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        for font in opened.pages[0].Resources.Font.values():
            cmap = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
            table = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", cmap)
            yield font, {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in table}


SENTENCES = {
    "en": "Office files: difficult waffles, 5 mg / 10 mg.",
    "vi": "Uống 2 viên thuốc mỗi ngày, sau bữa ăn.",
    "hi": "प्रभावी रूप से हाथ धोने के लिए किट, शक्ति, क्षत्रिय और राष्ट्रीय।",
    "km": "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងសិទ្ធិ។",
    "ar": "يتطلب غسل اليدين فركهما جيدًا، ثلاثًا، لا أقلّ مـــرّة كُلَّ يَوْمٍ هنا.",
    "fa": "می‌توانید سردرد را درمان کنید، نامهٔ پزشک را بخوانید.",
    "he": "שָׁלוֹם עֲלֵיכֶם, קחו כדור אחד.",
}


@pytest.fixture(scope="module")
def sentences() -> dict[str, bytes]:
    """Each sentence on a page of its own."""
    return {tag: made(f"<p>{text}</p>", tag=tag) for tag, text in SENTENCES.items()}


# ------------------------------------------------------------------------------------------------------- what readers get


@pytest.mark.parametrize("tag", SENTENCES)
def test_pdfium_and_the_tags_say_it_letter_by_letter(sentences: dict[str, bytes], tag: str) -> None:
    assert letters(by_pdfium(sentences[tag])) == letters(SENTENCES[tag])
    assert " ".join(pdf.structure_text(sentences[tag]).split()) == unicodedata.normalize("NFC", SENTENCES[tag])


@pytest.mark.parametrize("tag", ["en", "vi", "hi", "km"])
def test_pdfminer_says_it_letter_by_letter(sentences: dict[str, bytes], tag: str) -> None:
    assert letters(extract_text(io.BytesIO(sentences[tag]))) == letters(SENTENCES[tag])


def test_a_word_is_found(sentences: dict[str, bytes]) -> None:
    for tag, word in {"fa": "سردرد", "ar": "اليدين", "km": "សិទ្ធិ", "hi": "राष्ट्रीय", "en": "waffles"}.items():
        with pypdfium2.PdfDocument(sentences[tag]) as document:
            assert document[0].get_textpage().search(word).get_next() is not None, word


def test_a_mirrored_sign_has_its_own_meaning() -> None:
    """≥ from right to left is painted with the glyph of ≤: two meanings, so two glyphs."""
    data = made('<p>الوزن ≥ ٦٥ كغ</p><p><bdi dir="ltr">≤ 65 kg</bdi></p>', tag="ar")
    said = pdf.structure_text(data).splitlines()
    assert said == ["الوزن ≥ ٦٥ كغ", "≤ 65 kg"]
    meanings = [text for _, table in fonts_of(data) for text in table.values()]
    assert sorted(text for text in meanings if text in "≤≥") == ["≤", "≥"]


def test_marks_that_are_no_letters_are_not_said() -> None:
    data = made("<p>one\u200btwo \u2066three\u2069 fo\u00adur 5\u00a0mg no\u2011break</p>")
    assert letters(by_pdfium(data)) == "onetwothreefour5mgno\u2011break"
    assert pdf.structure_text(data) == "onetwo three four 5 mg no\u2011break"


def test_a_word_that_was_divided_ends_in_a_soft_hyphen() -> None:
    """ISO 32000-1, 14.8.2.2.3; a hyphen that was typed stays one."""
    data = made("<p>extra\u00adordinary self-care</p>", css="p { width: 17mm }")
    assert pdf.structure_text(data) == "extra\u00adordinary self-care"
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].get_textpage().count_chars() > 20


def test_spaces_at_line_ends_and_between_elements_are_there() -> None:
    body = "<p><b>One</b> <i>two</i> three four five <a href='https://example.org'>six</a> seven</p>"
    for width in (18, 22, 26, 40, 90):
        data = made(body, css=f"p {{ width: {width}mm }} i {{ font-style: normal }}")
        assert pdf.structure_text(data) == "One two three four five six seven", width
    data = made("<p>واحد اثنان <b>ثلاثة</b> أربعة 55 خمسة</p>", tag="ar", css="p { width: 25mm }")
    assert pdf.structure_text(data) == "واحد اثنان ثلاثة أربعة 55 خمسة"


# -------------------------------------------------------------------------------------------------- what is in the file


@pytest.mark.parametrize("tag", SENTENCES)
def test_each_code_has_one_meaning_and_nothing_is_said_beside_it(sentences: dict[str, bytes], tag: str) -> None:
    assert b"ActualText" not in b"".join(contents(sentences[tag]))
    for font, table in fonts_of(sentences[tag]):
        widths = font.DescendantFonts[0].W
        assert sorted(table) == list(range(1, len(widths[1])))
        assert "" not in table.values()
        assert "\u200b" not in table.values()
    with pikepdf.open(io.BytesIO(sentences[tag])) as opened:
        assert not [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one]


def contents(data: bytes) -> list[bytes]:
    """The drawing instructions of each page."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [page.Contents.read_bytes() for page in opened.pages]


def test_the_same_letters_in_another_order_are_the_same_font() -> None:
    """Whatever came first: codes are given when all is drawn."""
    one, other = "<p>الصحة أولًا</p>", "<p>قِفْ هنا 12</p>"
    first, second = made(one + other, tag="ar"), made(other + one, tag="ar")
    pairs = [sorted((font.ToUnicode.read_bytes(), file_of(font)) for font, _ in fonts_of(one)) for one in (first, second)]
    assert pairs[0] == pairs[1]


def file_of(font: pikepdf.Dictionary) -> bytes:
    """The embedded font file."""
    return bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())


@pytest.mark.parametrize("tag", SENTENCES)
def test_the_fonts_are_sound(sentences: dict[str, bytes], tag: str) -> None:
    """Another reader of fonts opens them; widths and edges are those of the outlines."""
    for font, table in fonts_of(sentences[tag]):
        opened = TTFont(io.BytesIO(file_of(font)), checkChecksums=2)
        glyphs, metrics = opened["glyf"], opened["hmtx"]
        assert len(table) < opened["maxp"].numGlyphs <= 0xFFFF
        for code, width in enumerate(font.DescendantFonts[0].W[1]):
            name = opened.getGlyphName(code)
            assert metrics[name] == (int(width), getattr(glyphs[name], "xMin", 0))
            before = [getattr(glyphs[name], edge, 0) for edge in ("xMin", "yMin", "xMax", "yMax")]
            glyphs[name].recalcBounds(glyphs)
            assert before == [getattr(glyphs[name], edge, 0) for edge in ("xMin", "yMin", "xMax", "yMax")]
        assert opened["maxp"].maxComponentDepth <= 2


# --------------------------------------------------------------------------------------------- what cannot be printed so


def test_twelve_signs_on_a_letter_are_printed_and_read() -> None:
    word = "x" + "".join(chr(0x300 + i) for i in range(12)) + "y"
    for text in (word, word.replace("y", "".join(chr(0x310 + i) for i in range(40)))):
        data = made(f"<p>{text}</p>", css="p { line-height: 6 }")
        assert letters(by_pdfium(data)) == letters(text)
        assert letters(pdf.structure_text(data)) == letters(text)


def test_heaped_signs_are_an_error_at_their_place() -> None:
    proof = set_page(f"<p>Good.</p><p data-at='heap'>x{chr(0x301) * 300}</p>")
    assert proof.pdf is None
    assert [(one.rule, one.place) for one in proof.problems] == [("letters-heaped", Place("heap.yaml", 7, 3))]
    assert len(proof.problems[0].fault) < 200


def test_a_missing_letter_is_refused_and_its_box_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    proof = set_page("<p data-at='here'>No font has \U0001f9b7.</p>")
    assert proof.pdf is None
    assert ("glyph-missing", Place("here.yaml", 7, 3)) in [(one.rule, one.place) for one in proof.problems]
    from press.typeset import rendering

    monkeypatch.setattr(rendering, "_glyph_problems", lambda *_: [])
    broken = set_page("<p>No font has \U0001f9b7.</p>").pdf
    assert broken is not None
    assert sum(run.unknown_glyphs for page in pdf.measure(broken).pages for run in page.runs) == 1


def test_a_font_that_cannot_be_cut_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from press.typeset import memos
    from press.typeset.letters import faces

    set_page("<p>One page first.</p>")  # so that everything is loaded
    memos.forget()
    monkeypatch.setattr(faces, "_held", {})
    monkeypatch.setattr(faces, "_faces", {})
    monkeypatch.setattr(faces, "outlines", _refuse)
    proof = set_page("<p>Another page.</p>")
    assert proof.pdf is None
    assert [one.rule for one in proof.problems] == ["font-unfit"]
    assert "Atkinson Hyperlegible: it has curves of another kind" in proof.problems[0].fault
    monkeypatch.undo()
    memos.forget()
    assert set_page("<p>Another page.</p>").pdf is not None


def _refuse(tables: Any) -> Any:
    from press.typeset.letters.outlines import UnfitError

    raise UnfitError("it has curves of another kind")


def test_what_has_no_room_in_one_font_goes_into_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    from press.typeset.letters import showing

    body = f"<p>{SENTENCES['en']} {SENTENCES['hi']} {SENTENCES['km']}</p><p>{SENTENCES['en']}</p>"
    whole = made(body, tag="hi")
    monkeypatch.setattr(showing, "ROOM", 12)
    parted = made(body, tag="hi")
    assert len(list(fonts_of(parted))) > len(list(fonts_of(whole))) + 3
    assert by_pdfium(parted) == by_pdfium(whole)
    assert pdf.structure_text(parted) == pdf.structure_text(whole)
    assert pdf.pictures(parted, 60) == pdf.pictures(whole, 60)
    for font, _ in fonts_of(parted):
        assert TTFont(io.BytesIO(file_of(font)))["maxp"].numGlyphs <= 13
    monkeypatch.undo()
    assert made(body, tag="hi") == whole


# ---------------------------------------------------------------------------------------------------------- cutting fonts


def font_of(name: str) -> bytes:
    """One of the project's fonts."""
    return (fonts.folder() / "files" / name).read_bytes()


def outlines_of(data: bytes) -> Any:
    """A font as the press reads it, from a file instead of HarfBuzz."""
    from press.typeset.letters.outlines import outlines

    opened = TTFont(io.BytesIO(data), lazy=True)
    names = ("head", "hhea", "maxp", "loca", "glyf", "hmtx", "fvar")
    return outlines({name: memoryview(opened.reader[name] if name in opened else b"") for name in names})


def drawing(font: TTFont, name: str, x: int = 0, y: int = 0) -> list[Any]:
    """The outline of a glyph, moved, with all of its parts."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return [(act, tuple(None if p is None else (p[0] + x, p[1] + y) for p in points)) for act, points in pen.value]


def test_a_cut_font_draws_what_was_asked_for() -> None:
    from press.typeset.letters.cutting import Drawn, cut

    data = font_of("NotoSans-Regular.ttf")
    font = TTFont(io.BytesIO(data))
    numbers = [font.getGlyphID(font.getBestCmap()[ord(one)]) for one in "aé̄ệ "]
    a, composite, mark, double, space = numbers
    asked = [
        Drawn(((a, 0, 0),), 561),
        Drawn(((a, 0, 0),), 561),  # once more: the same picture with another meaning
        Drawn(((a, 0, 0), (mark, -30, 250)), 561),
        Drawn(((composite, 0, 0),), 564),
        Drawn(((double, 300, -1200), (a, 5, 0), (mark, 600, 900)), 1200),
        Drawn(((space, 0, 0),), 260),
        Drawn((), 100),
    ]
    cut_font = TTFont(io.BytesIO(cut(outlines_of(data), asked)), checkChecksums=2)
    for number, one in enumerate(asked, 1):
        name = cut_font.getGlyphName(number)
        wanted = [act for glyph, x, y in one.parts for act in drawing(font, font.getGlyphName(glyph), x, y)]
        assert drawing(cut_font, name) == wanted, number
        assert cut_font["hmtx"][name][0] == one.advance
    assert drawing(cut_font, cut_font.getGlyphName(0)) == drawing(font, ".notdef")
    assert cut(outlines_of(data), asked) == cut(outlines_of(data), list(asked))


def big_font(count: int) -> bytes:
    """A font with so many glyphs, each a square of its own size."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [".notdef", *(f"g{i}" for i in range(1, count))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    glyphs = {}
    for i, name in enumerate(names):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        for point in ((i % 900, 0), (i % 900, i // 100), (0, i // 100)):
            pen.lineTo(point)
        pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (i % 1000, 0) for i, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def test_a_full_font_and_forty_thousand_clusters() -> None:
    """A font with all the glyphs that there can be is cut like any other; 40,000 clusters have room in one font."""
    from press.typeset.letters.cutting import Drawn, cut

    font = outlines_of(big_font(0xFFFF))
    assert font.count == 0xFFFF
    last = TTFont(io.BytesIO(cut(font, [Drawn(((0xFFFE, 0, 0),), 7), Drawn(((0xFFFE, 0, 0), (1, 5, 5)), 7)])))
    assert last["maxp"].numGlyphs == 4
    many = [Drawn(((1 + i % 200, 0, 0), (1 + i // 200, i % 90, 0)), 500) for i in range(40_000)]
    whole = TTFont(io.BytesIO(cut(font, many)), lazy=True)
    assert 40_000 < whole["maxp"].numGlyphs <= 40_000 + 401
    assert struct.unpack(">H", whole.reader["hhea"][34:36])[0] == whole["maxp"].numGlyphs


def test_more_clusters_than_a_font_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from press.typeset.letters.cutting import Drawn
    from press.typeset.letters.faces import Cluster, Face
    from press.typeset.letters.showing import ROOM, Letters

    found = Letters(Face(outlines_of(font_of("NotoSans-Regular.ttf"))), "ABCDEF")
    for i in range(70_000):
        found.used[Cluster(Drawn(((3 + i % 3000, i // 3000, 0),), 500), str(i))] = None
    parted = found.number()
    assert len(parted[0]) > 60_000
    assert sum(len(one) for one in parted) == 70_000
    for clusters in parted:
        needed = {glyph for one in clusters for glyph, _, _ in one.drawn.parts}
        assert len(clusters) + len(needed) <= ROOM
    assert len(set(found.names)) == len(parted) == 2
    assert all(re.fullmatch("[A-Z]{6}", name) for name in found.names)
    assert len({(found.fonts.get(one, 0), found.codes[one]) for one in found.used}) == 70_000


@pytest.mark.parametrize("spoil", [lambda tables: tables | {"glyf": b""}, lambda tables: tables | {"loca": tables["loca"][:9]}])
def test_a_font_without_its_outlines_is_unfit(spoil: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    from press.typeset.letters.outlines import UnfitError, outlines

    opened = TTFont(io.BytesIO(font_of("NotoSans-Regular.ttf")), lazy=True)
    tables = {name: opened.reader[name] for name in ("head", "hhea", "maxp", "loca", "glyf", "hmtx")}
    with pytest.raises(UnfitError):
        outlines({name: memoryview(table) for name, table in spoil(tables).items()})


def test_every_font_of_the_project_can_be_cut() -> None:
    """And none has a part that is mirrored: where such a part lies over another, a hole would be painted."""
    from press.typeset.letters.outlines import outlines, parts_of

    for path in sorted((fonts.folder() / "files").glob("*.ttf")):
        if path.stat().st_size > 2_000_000:
            continue  # Chinese: no glyph of theirs has parts that stand over others
        opened = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
        names = ("head", "hhea", "maxp", "loca", "glyf", "hmtx")
        font = outlines({name: memoryview(opened.reader[name]) for name in names})
        for glyph in range(font.count):
            for part in parts_of(font.data(glyph)):
                assert part.flags & 0x2, (path.name, glyph)
                assert len(part.scale) <= 2 or struct.unpack(">h", part.scale[:2])[0] > 0, (path.name, glyph)
