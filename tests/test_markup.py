"""Edition -> HTML: the inline grammar, runs against the direction, and what the templates make of every block."""

from __future__ import annotations

import datetime
import itertools
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import every_block
import pytest
from every_block import ARABIC, ENGLISH

from press import fonts
from press.content import BLOCKS, inline
from press.edition import Edition
from press.library import ENGINE, Library, open_library
from press.markup import margins, sheet, tokens
from press.markup.heard import EDGE
from press.markup.heard import heard as listen
from press.markup.prose import printed_address
from press.markup.sheet import Sheet, fingerprint
from press.problem import Problem
from press.review import Standing

DRAFT = Standing(released=False, marks=("not_reviewed", "machine_translation"))
RELEASED = Standing(released=True, approved=datetime.date(2026, 11, 1), review_by=datetime.date(2028, 11, 1))


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    assert not fonts.prepare()


Project = Callable[..., Library]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Writes a project with one handout and opens it; texts by file name replace the usual ones."""

    def write(**texts: str) -> Library:
        return open_library(every_block.write(tmp_path, **texts))

    return write


def made(library: Library, language: str = "en", variant: str = "standard", standing: Standing = DRAFT) -> Sheet:
    found, problems = sheet(library, Edition("every-block", language, variant, "example-neurology"), standing)
    assert problems == []
    assert found is not None
    return found


def heard(html: str) -> tuple[str, ...]:
    """The texts of a page, one for each element that stands on lines of its own."""
    texts = "".join(f"{EDGE}{one.text}{EDGE}" if one.picture else one.text for one in listen(html).pieces).split(EDGE)
    unseen = dict.fromkeys(map(ord, "\u200b\u2066\u2067\u2068\u2069"))
    return tuple(words for text in texts if (words := " ".join(text.translate(unseen).split())))


def refused(library: Library, brand: str = "example-neurology") -> list[Problem]:
    found, problems = sheet(library, Edition("every-block", "en", "standard", brand), DRAFT)
    assert found is None
    return problems


# ---------------------------------------------------------------------------------------------------- the inline grammar


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("plain, < 5 and > 3, a<b, x <- y & z", (inline.Literal("plain, < 5 and > 3, a<b, x <- y & z"),)),
        ("**bold**", (inline.Bold((inline.Literal("bold"),)),)),
        (r"\*\*\[\]\{\}\\", (inline.Literal(r"**[]{}" + "\\"),)),
        ("[here](https://example.org/a?b=c)", (inline.Link((inline.Literal("here"),), "https://example.org/a?b=c"),)),
        ("[us](tel:503-555-0123)", (inline.Link((inline.Literal("us"),), "tel:503-555-0123"),)),
        ("[us](mailto:a@example.org)", (inline.Link((inline.Literal("us"),), "mailto:a@example.org"),)),
        ("[fiebre]{es}", (inline.Term("fiebre", "es"),)),
        ("{clinic.phone}", (inline.Value("clinic.phone"),)),
        ("**[a](https://example.org)**", (inline.Bold((inline.Link((inline.Literal("a"),), "https://example.org"),)),)),
        ("**call {clinic.phone}**", (inline.Bold((inline.Literal("call "), inline.Value("clinic.phone"))),)),
    ],
)
def test_what_is_a_mark(text: str, tokens: tuple[inline.Token, ...]) -> None:
    assert inline.parse(text) == (tokens, [])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a **bold", "bold-unclosed"),
        ("a ****", "bold-empty"),
        ("an *italic* word", "asterisk-single"),
        ("[open", "bracket-unclosed"),
        ("[alone]", "bracket-alone"),
        ("[x](https://example.org", "bracket-alone"),
        ("shut]", "bracket-unopened"),
        ("shut}", "bracket-unopened"),
        ("{open", "bracket-unclosed"),
        (r"a \n b", "escape-unknown"),
        ("ends in \\", "escape-unknown"),
        ("[x](javascript:alert(1))", "link-scheme"),
        ("[x](http://example.org)", "link-scheme"),
        ("[x](HTTPS://example.org)", "link-scheme"),
        ("[x](https://user@example.org)", "link-scheme"),
        ("[x](https://localhost)", "link-scheme"),
        ("[x](https://example.org/a b)", "link-scheme"),
        ("[x](tel:call)", "link-scheme"),
        ("[x](mailto:nobody)", "link-scheme"),
        ("[](https://example.org)", "link-empty"),
        ("[**b**](https://example.org)", "mark-nested"),
        ("[a [b]](https://example.org)", "mark-nested"),
        ("[{clinic.phone}]{es}", "mark-nested"),
        ("a <b>bold</b>", "html-in-text"),
        ("end</p>", "html-in-text"),
        ("<script", "html-in-text"),
        ("<img src=x onerror=y", "html-in-text"),
        ("<!-- x -->", "html-in-text"),
        ("<x:y/>", "html-in-text"),
        ("a&nbsp;b", "html-in-text"),
        ("&#x26;", "html-in-text"),
        ("{{ config }}", "template-in-text"),
        ("{% include 'x' %}", "template-in-text"),
        ("{# x #}", "template-in-text"),
    ],
)
def test_what_is_no_mark(text: str, rule: str) -> None:
    faults = inline.parse(text)[1]
    assert rule in {fault.rule for fault in faults}
    assert all(fault.fault and fault.remedy and fault.fragment for fault in faults)


@pytest.mark.parametrize("text", ["{clinic.phone}", "**bold**", "a <b>", "{{ x }}"])
def test_titles_print_as_typed(text: str) -> None:
    assert inline.plain_faults(text)
    assert not inline.plain_faults("Fever > 38.5, [sic] {curly} and * stars")


# ------------------------------------------------------------------------------------------------------------- the sheet


def test_every_block_prints(project: Project) -> None:
    found = made(project(), standing=RELEASED)
    for words in (
        "One point.", "Wash your hands.", "I have a fever.", "Chest pain", "2 tablets with a full glass of water",
        "Picture: Example Press", "When can I eat?", "A thing that stands for others.", "What you want to ask",
        "This is shared.", "Which leaflet do we give?", "Your clinic must still decide", "Call 911 now", "Good to know",
    ):  # fmt: skip
        assert words in " ".join(heard(found.html)), words
    for block in BLOCKS:
        assert (ENGINE / f"templates/blocks/{block.key()}.html").is_file()
        assert f"press:styles/blocks/{block.key()}.css" in found.html


def test_places_and_reading_order(project: Project) -> None:
    found = made(project())
    keys = re.findall(r'data-at="([^"]*)"', found.html)
    assert len(keys) == len(set(keys)) > 40
    assert set(keys) <= set(found.places)
    at = next(key for key in keys if f'data-at="{key}">Wash your hands' in found.html)
    place = found.places[at]
    assert (place.path, place.line) == ("handouts/neurology/every-block/en.yaml", 14)
    order = [
        heard(found.html).index(words) for words in ("Every block on one sheet", "Call 911 now", "Paragraphs", "This is shared.")
    ]
    assert order == sorted(order)


def test_headings_do_not_skip_a_level(project: Project) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", made(project()).html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_marks_are_filled_in(project: Project) -> None:
    html = made(project()).html
    assert (
        '<a href="https://example.org/pain">our page</a> (<bdi dir="ltr" class="address keep">example.org/pain</bdi>)'
        in html
    )
    assert '<bdi lang="es" dir="ltr" class="in-es">dolor de cabeza</bdi>' in html
    assert "Take acetaminophen." in html
    assert "&gt; 38.5" in html
    assert "<strong>bold</strong> point, and a sign: * [x]." in html
    assert "{" not in html.partition("<body")[2]


def test_a_region_has_its_own_words(project: Project) -> None:
    edition = Edition("every-block", "en", "standard", "example-clinic-ireland")
    found, problems = sheet(project(), edition, RELEASED)
    assert not problems
    assert found is not None
    assert "Take paracetamol." in found.html
    assert "Call 112 now" in heard(found.html)


def test_whose_advice_it_is_stays_off_the_patient_s_page(project: Project) -> None:
    assert "Advice of this clinic" not in heard(made(project()).html)


def test_sources_of_shared_passages_are_listed(project: Project) -> None:
    def listed(how: str) -> list[str]:
        library = project()
        html = made(replace(library, policy=library.policy.model_copy(update={"sources": how}))).html
        return [line for line in heard(html) if "Example Press" in line and "Picture" not in line]

    assert listed("short") == ["Example Press, 2026", "Example Press"]
    assert listed("address") == []
    assert listed("full") == [
        "A sample source. Example Press, 2026. example.org/sample",
        "A shared source. Example Press. example.org/shared",
    ]


def test_a_draft_says_so_and_a_release_does_not(project: Project) -> None:
    library = project(ar=ARABIC)
    draft, release = made(library, "ar"), made(library, "ar", standing=RELEASED)
    assert draft.title == "مسودة: كل المكونات في ورقة واحدة"
    for words in (
        "مسودة. يُمنع تسليمها للمرضى.",
        "DRAFT · Not clinically reviewed · Machine translation, not checked by a person",
    ):
        assert words in draft.html
    assert any("DRAFT · Not clinically reviewed · Machine translation, not checked by a person" in line for line in heard(draft.html))
    assert "مسودة" not in release.html
    assert "DRAFT" not in release.html
    assert release.title == "كل المكونات في ورقة واحدة"
    assert any("2026" in line for line in heard(release.html))


def test_reasons_that_do_not_fit_the_head_stand_at_the_end(project: Project) -> None:
    many = Standing(released=False, marks=("expired", "translation_out_of_date", "not_reviewed", "machine_translation"))
    found = made(project(), "en", "giant-print", many)
    band = found.html.partition('class="reasons')[2].partition("</p>")[0]
    assert "EXPIRED" in band
    assert "Machine translation" not in band
    assert any(line.endswith("Machine translation, not checked by a person") for line in heard(found.html))


def test_right_to_left_sheets_are_mirrored_and_isolated(project: Project) -> None:
    html = made(project(ar=ARABIC), "ar").html
    assert '<html lang="ar" dir="rtl">' in html
    assert '<bdi dir="ltr" class="keep">503-555-0123</bdi>' in html
    assert '<bdi dir="ltr" class="keep">5-10 mg</bdi>' in html
    assert '<bdi lang="en" dir="ltr" class="in-en">headache</bdi>' in html
    assert "\u2066every-block\u2069" in html
    assert "@bottom-right {\n    vertical-align: top; text-align: start" in html


def test_khmer_gets_places_to_break_a_line(project: Project) -> None:
    khmer = ENGLISH.replace("version: 3", "translation: {method: machine, from_version: 3}").replace(
        "Rest until you feel better.", "សូមទូរសព្ទទៅគ្លីនិករបស់អ្នកឥឡូវនេះ"
    ).replace("      - include: shared-sample\n", "")  # fmt: skip
    found = made(project(km=khmer), "km")
    assert "\u200b" in found.html
    assert not any("\u200b" in line for line in heard(found.html))


def test_large_print_stacks_tables(project: Project) -> None:
    library = project()
    standard, large = made(library), made(library, variant="large-print")
    assert "<table>" in standard.html
    assert "<table>" not in large.html
    for line in ("Time: Morning", "Medicine: Sample one", "How much: 1 tablet", "Time: Night"):
        assert line in heard(large.html)
    heard_in_large = " ".join(heard(large.html))
    for cell in ("Sample two", "2 tablets with a full glass of water", "At a glance", "How long", "About 20 minutes"):
        assert cell in heard_in_large


def test_the_fingerprint_names_one_sheet(project: Project) -> None:
    library = project()
    first, again = made(library), made(library)
    assert first.html == again.html
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}\u00a0[0-9A-HJKMNP-TV-Z]{5}", first.fingerprint)
    assert first.fingerprint in first.html
    changed = made(project(en=ENGLISH.replace("5-10 mg", "5-20 mg")))
    assert changed.fingerprint != first.fingerprint
    assert made(library, variant="large-print").fingerprint != first.fingerprint
    assert fingerprint('<p data-at="1">x</p>', {}) == fingerprint('<p data-at="2">x</p>', {}) != fingerprint("<p>y</p>", {})
    one, other = ({"styles/handout.css": "1"}, {"styles/handout.css": "2"})
    assert len({fingerprint("<p>x</p>", files) for files in ({}, one, other)}) == 3
    searched = '<meta name="keywords" content="a, b">'
    assert fingerprint(f"<head>{searched}</head>", {}) == fingerprint("<head></head>", {})


@pytest.mark.parametrize(
    ("typed", "rule", "says"),
    [
        ("Call {clinic.fone}.", "unknown-placeholder", "clinic.phone"),
        ("Take {words.acetaminofen}.", "unknown-placeholder", "acetaminophen"),
        ("[fiebre]{xx}", "unknown-language", "not a language tag"),
        ("A box ☐ here.", "glyph-missing", "☐"),
        ("**bold", "bold-unclosed", "**"),
        ("<b>bold</b>", "html-in-text", "<b>"),
        ("{{ 7 * 7 }}", "template-in-text", "{{"),
    ],
)
def test_mistakes_are_located(project: Project, typed: str, rule: str, says: str) -> None:
    problems = refused(project(en=ENGLISH.replace("Rest until you feel better.", f'"Rest well. {typed}"')))
    found = [problem for problem in problems if problem.rule == rule]
    assert found
    assert says in f"{found[0].fault} {found[0].remedy}"
    place = found[0].place
    assert (place.path, place.line) == ("handouts/neurology/every-block/en.yaml", 12)
    assert place.column > 20


def test_all_mistakes_are_said_at_once(project: Project) -> None:
    text = ENGLISH.replace("Rest until you feel better.", '"**a [b] {clinic.fone} <i>"').replace(
        "Sit down.", "Sit *down*."
    )
    rules = {problem.rule for problem in refused(project(en=text))}
    assert {"bold-unclosed", "bracket-alone", "unknown-placeholder", "html-in-text", "asterisk-single"} <= rules


def test_a_value_that_the_brand_lacks(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "styles/brands/bare"
    shutil.copytree(ENGINE / "styles/brands/example-neurology", folder)
    kept = [
        line for line in (folder / "brand.yaml").read_text(encoding="utf-8").splitlines() if "after_hours" not in line
    ]
    (folder / "brand.yaml").write_text("\n".join(kept), encoding="utf-8")
    library = project(en=ENGLISH.replace("Rest until you feel better.", '"Call {clinic.after_hours}."'))
    problem = refused(library, "bare")[0]
    assert problem.rule == "brand-value-missing"
    assert problem.place.line == 12
    assert "styles/brands/bare/brand.yaml" in problem.remedy


def test_a_broken_template_is_located(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "templates/blocks"
    folder.mkdir(parents=True)
    library = project()
    for text, line, words in (
        ("<p>\n{{ block.txt }}</p>", 2, "txt"),
        ("<p>\n\n{% if %}</p>", 3, "Expected"),
        ("\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
    ):
        (folder / "text.html").write_text(text, encoding="utf-8")
        problem = refused(library)[0]
        assert (str(problem.place), problem.rule) == (f"templates/blocks/text.html:{line}", "template-broken")
        assert words in problem.fault


def test_content_cannot_become_markup(project: Project) -> None:
    found = made(project(en=ENGLISH.replace("Rest until you feel better.", "'Less <5 & \"more\" >x'")))
    assert 'Less &lt;5 &amp; "more" &gt;x' in found.html


# ---------------------------------------------------------------------------------------------------- what stands together


def test_gaps_in_a_row_share_a_box_and_checklists_one_word(project: Project) -> None:
    both = "      - gap: Which leaflet do we give?\n      - gap: Who calls back?\n"
    both += "      - checklist: [One.]\n      - text: And these.\n      - checklist: [Two.]\n"
    found = made(project(en=ENGLISH.replace("      - gap: Which leaflet do we give?\n", both)))
    assert found.html.count("Your clinic must still decide") == 1
    assert [words for words in heard(found.html) if words in ("Which leaflet do we give?", "Who calls back?")] != []
    assert heard(found.html).count("Mark each box") == 1  # the source text says not what a tick means
    assert heard(found.html).count("Tick what is true for you") == 1  # the sample's own checklist


def test_a_stale_passage_prints_with_the_source_s_present_words(project: Project) -> None:
    stale = ("sections", 0, "blocks", 1, "text")
    file = "handouts/neurology/every-block/ar.yaml"
    standing = Standing(
        released=True, pairs={(file, stale): "Rest until you feel better.", ("elsewhere.yaml", stale): "Not here."}
    )
    html = made(project(ar=ARABIC), "ar", standing=standing).html
    late = "هذه الترجمة غير محدّثة"
    note = re.search(r'استرح\. <span class="stale"><strong>([^<]*):</strong> (.*?)</span></p>', html)
    assert note
    assert note[1] == late
    assert note[2] == '<bdi lang="en" dir="ltr" class="in-en">Rest until you feel better.</bdi>'
    assert html.count(late) == 1
    assert late not in made(project(ar=ARABIC), "ar", standing=RELEASED).html


def test_marks_in_the_source_s_words_are_read(project: Project) -> None:
    words = "A **bold** point, and a sign: \\* \\[x\\]."
    standing = Standing(
        released=False, pairs={("handouts/neurology/every-block/ar.yaml", ("sections", 0, "blocks", 1, "text")): words}
    )
    html = made(project(ar=ARABIC), "ar", standing=standing).html
    assert "A <strong>bold</strong> point, and a sign: * [x].</bdi>" in html


# ------------------------------------------------------------------------------------------------------- the small things


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://example.org/a/b", "example.org/a/b"),
        ("tel:503-555-0123", "503-555-0123"),
        ("mailto:care@example.org", "care@example.org"),
        ("https://example.org/" + "a" * 80, "example.org/…"),
    ],
)
def test_printed_addresses(address: str, shown: str) -> None:
    assert printed_address(address) == shown


def test_a_css_string_cannot_be_left() -> None:
    for text in ('"', "\\", "</style>", "\n", "a\x00b", "'; } body { color: red"):
        quoted = tokens.css_string(text)
        assert quoted[0] == quoted[-1] == '"'
        assert not re.search(r'["<\n\x00{};]', quoted[1:-1])


def test_heard_leaves_out_what_is_not_read() -> None:
    html = (
        '<html><head><title>x</title></head><body><div class="band"><p>DRAFT</p></div><p>One <bdi>two</bdi>\u200b three'
        '<svg aria-hidden="true"><path/></svg></p><img src="a" alt="A box."><ul><li>four<li>five</ul></body></html>'
    )
    assert heard(html) == ("One two three", "A box.", "four", "five")


def test_lines_are_counted_generously(project: Project) -> None:
    language = project().languages["en"]
    assert margins.lines("Page 1 of 2", 24, 160, language) == 1
    assert margins.lines("a\nb", 12, 160, language) == 2
    assert margins.lines("word " * 40, 24, 160, language) >= 5
    assert margins.lines("word " * 40, 24, 160, language, bold=True) >= margins.lines("word " * 40, 24, 160, language)


def test_every_style_sheet_names_the_layers_in_one_order() -> None:
    folder = ENGINE / "styles"
    sheets = [folder / "handout.css", *sorted(folder.glob("*/*.css")), *sorted(folder.glob("variants/*/*.css"))]
    assert len(sheets) > 15
    line = "@layer base, blocks, brand, language, variant, purpose;"
    assert [path.name for path in sheets if line not in path.read_text(encoding="utf-8")] == []


def test_icons_have_the_colours_of_their_call_outs() -> None:
    css = (ENGINE / "styles/blocks/callout.css").read_text(encoding="utf-8")
    for kind in ("emergency", "call_clinic", "caution", "note"):
        rule = next(line for line in css.splitlines() if line.startswith(f"  .{kind.replace('_', '-')} {{"))
        assert tokens.PAINTS[kind][0] in rule


def test_nothing_is_absolute_in_a_block_that_stays_whole() -> None:
    """WeasyPrint 70 leaves an absolute box behind when its block moves to the next page."""
    for path in (ENGINE / "styles").rglob("*.css"):
        assert "position: absolute" not in path.read_text(encoding="utf-8"), path


def test_korean_words_stay_whole(project: Project) -> None:
    korean = ENGLISH.replace("version: 3", "translation: {method: machine, from_version: 3}")
    korean = korean.replace("Rest until you feel better.", "두통이 있는 날").replace(
        "      - include: shared-sample\n", ""
    )
    found = made(project(ko=korean), "ko")
    assert '<span class="keep">두통이</span> <span class="keep">있는</span> 날' in found.html
    assert "두통이 있는 날" in heard(found.html)
