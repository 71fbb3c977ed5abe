"""Runs against the direction of a text: what is isolated, what stays on one line, and what stands on paper in the end."""

from __future__ import annotations

import re
from pathlib import Path

import constructs
import pytest
import right_to_left
from bidi import get_display

from press.language import load_language
from press.markup import bidi
from press.markup.elements import Around, Part, html_of, kept, strong

ROOT = Path(__file__).parent.parent
TAGS = sorted(constructs.CARRIERS)


def isolated(text: str, direction: str = "rtl", **native: str) -> list[str]:
    """The outermost runs of a text."""
    found = bidi.runs(text, direction, native)
    outer = [one for one in found if not any(two != one and two[0] <= one[0] and one[1] <= two[1] for two in found)]
    return [text[one.start : one.end] for one in outer]


# ----------------------------------------------------------------------------------------------------------------- runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("اتصل على 503-555-0123 إذا", ["503-555-0123"]),
        ("اتصل (503) 555-0123 الآن", ["(503) 555-0123"]),
        ("اتصل +1 503 555 0123 الآن", ["+1 503 555 0123"]),
        ("جرعة 5-10 mg مرتين", ["5-10 mg"]),
        ("حرارة 38.5°C / 101.3°F الآن", ["38.5°C / 101.3°F"]),
        ("خذ Metformin 500 mg.", ["Metformin 500 mg"]),
        ("خذ Ibuprofen 200–400 mg كل يوم", ["Ibuprofen 200–400 mg"]),
        ("خذ 5 mg x 2 كل يوم", ["5 mg x 2"]),
        ("زر https://example.org/a-b?c=d الآن", ["https://example.org/a-b?c=d"]),
        ("بعد 15 يومًا، 50% فقط", ["50%"]),
        ("Botox® (onabotulinumtoxinA) دواء", ["Botox® (onabotulinumtoxinA)"]),
        ("خذ 5 mg، 10 mg", ["5 mg", "10 mg"]),
        ("خذ .5 mg الآن", [".5 mg"]),
        ("الساعة 8 a.m. غدا", ["8 a.m."]),
        # what belongs to the text around
        ("خذ الدواء - 5 mg يوميا", ["5 mg"]),
        ("الوزن = 5 kg", ["5 kg"]),
        ("خذ 5 mg/يوم", ["5 mg"]),
        ("קחו ב-5 mg, ל-Botox וה-CT", ["5 mg", "Botox", "CT"]),
        ("אני בן 5-10", ["5-10"]),
        # brackets and quotation marks whose partner stands outside
        ("(خذ Botox) 5 mg الآن", ["Botox", "5 mg"]),
        ("راهنمای (دارو Medication Guide) را", ["Medication Guide"]),
        ("(Medication Guide) را", ["Medication Guide"]),
        ('"خذ Botox" هنا', ["Botox"]),
        ('قل "Botox" هنا', ["Botox"]),
        ("الطول 5'10\" هنا", ["5'10\""]),
        # nothing to do
        ("بعد 15 يومًا", []),
        ("(5) من 10.5 و 1/2 و 24/7 و 8:30", []),
        ('קח 5 מ"ג', []),
        ("نص بلا أرقام", []),
    ],
)
def test_the_longest_stretch_without_right_to_left_letters_is_one_run(text: str, runs: list[str]) -> None:
    assert isolated(text) == runs


def test_numbers_in_native_digits() -> None:
    assert isolated("تلفن ۱-۸۰۰-۲۲۲-۱۲۲۲ را", range="ltr") == ["۱-۸۰۰-۲۲۲-۱۲۲۲"]
    found = bidi.runs("٥٠٣-٥٥٥-٠١٢٣", "rtl")
    assert [tuple(one) for one in found] == [(0, 12, "ltr"), (0, 3, "ltr"), (4, 7, "ltr"), (8, 12, "ltr")]
    assert bidi.runs("خذ ٥ حبات", "rtl") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("٥–١٠", "rtl"), ("٥ - ١٠", "rtl"), ("١٩٩٠-٢٠٠٠", "rtl"), ("٨:٣٠–١٠:٠٠", "rtl"), ("١٠٠-٥٠٠", "rtl"),
        ("٥٥٥-٠١٢٣", "ltr"), ("٥٥٥-١٢٣٤", "ltr"), ("٢٠٢٦-٠٥-٠٣", "ltr"), ("٠٥-١٠", "ltr"),
    ],
)  # fmt: skip
def test_a_range_is_told_from_a_phone_and_a_date(text: str, direction: str) -> None:
    assert bidi.runs(text, "rtl", {"range": "rtl"})[0].direction == direction


def test_right_to_left_words_in_left_to_right_text() -> None:
    assert isolated("Say شكرا جزيلا 5 times", "ltr") == ["شكرا جزيلا"]
    text = "Show الهاتف 503-555-0123، الجرعة 5–10 حبات to"
    assert [text[one.start : one.end] for one in bidi.runs(text, "ltr")] == [
        "الهاتف 503-555-0123، الجرعة 5–10 حبات", "503-555-0123", "5–10",
    ]  # fmt: skip
    assert bidi.runs("Take 5–10 mg.", "ltr") == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_construct_is_read_as_it_is_typed_by_computation(tag: str) -> None:
    """With isolate marks, put in order by Unicode's algorithm as another program knows it."""
    language, _, _ = load_language(ROOT / f"handouts/_languages/{tag}.yaml", tag)
    assert language is not None
    before, after = constructs.CARRIERS[tag]
    wrong = []
    for one in constructs.constructs(tag):
        typed = re.sub(r"\[([^]]*)\](?:\{\w+\}|\([^)]*\))", r"\1", one.typed.replace("**", "").replace("\\", ""))
        typed = typed.replace("{clinic.phone}", "503-555-0123")
        text = bidi.marked(f"{before} {typed} {after}", "rtl", language.native_order)
        line = constructs.squeeze(re.sub("[\u2066-\u2069]", "", get_display(text, base_dir="R")))
        if right_to_left.folded(line) != right_to_left.folded(f"{after[::-1]}{one.said}{before[::-1]}"):
            wrong.append((one.typed, line))
    assert wrong == []


# --------------------------------------------------------------------------------------------------------- on one line


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Take 5-10 mg, or 3 × 500 mg.", ["5-10 mg", "3 × 500 mg"]),
        ("Call (503) 555-0123 or 020 910 1234.", ["(503) 555-0123", "020 910 1234"]),
        ("Below < 5 mg every 12 weeks", ["< 5 mg"]),
        ("Rest for 2 days", []),
        ("خذ Ibuprofen 200–400 mg الآن", ["200–400 mg"]),
        ("५–१० दिन", ["५–१०"]),
    ],
)
def test_doses_and_phones_stay_on_one_line(text: str, whole: list[str]) -> None:
    assert [text[start:end] for start, end in bidi.kept(text)] == whole


# ------------------------------------------------------------------------------------------------------------ elements


def html(*parts: Part, tag: str = "ar") -> str:
    language, _, _ = load_language(ROOT / f"handouts/_languages/{tag}.yaml", tag)
    assert language is not None
    return html_of(parts, language)


def test_an_isolate_goes_round_bold_and_links() -> None:
    bold, link = strong(), Around('<a href="x">', "</a>")
    assert html(Part("خذ "), Part("5", (bold,)), Part(" mg الآن")) == (
        'خذ <bdi dir="ltr" class="keep"><strong>5</strong> mg</bdi> الآن'
    )
    assert html(Part("خذ 5", (bold,)), Part(" mg x 2 الآن")) == (
        '<strong>خذ </strong><bdi dir="ltr"><span class="keep"><strong>5</strong> mg</span> x 2</bdi> الآن'
    )
    assert html(Part("BP "), Part("120/80", (link,)), Part(" جيد")) == (
        '<bdi dir="ltr">BP <a href="x"><span class="keep">120/80</span></a></bdi> جيد'
    )
    assert html(Part("خذ Botox", (link,)), Part(" 5 أيام")) == (
        '<a href="x">خذ <bdi dir="ltr">Botox</bdi></a> <bdi dir="ltr">5</bdi> أيام'
    )
    assert html(Part("خذ", (bold, link))) == '<strong><a href="x">خذ</a></strong>'


def test_a_term_is_a_word_of_its_direction() -> None:
    english = Around('<bdi lang="en" dir="ltr">', "</bdi>", unit="ltr")
    assert html(Part("خذ "), Part("ibuprofen", (english,)), Part(" 5 mg الآن")) == (
        'خذ <bdi dir="ltr"><bdi lang="en" dir="ltr">ibuprofen</bdi> <span class="keep">5 mg</span></bdi> الآن'
    )
    assert html(Part("ibuprofen", (english,))) == '<bdi lang="en" dir="ltr">ibuprofen</bdi>'
    arabic = Around('<bdi lang="ar" dir="rtl">', "</bdi>", unit="rtl")
    assert html(Part("Say "), Part("الهاتف 503-555-0123", (arabic,)), Part(" 5-10 mg"), tag="en") == (
        'Say <bdi lang="ar" dir="rtl">الهاتف <bdi dir="ltr" class="keep">503-555-0123</bdi></bdi> <span class="keep">5-10 mg</span>'
    )


def test_words_that_stay_on_one_line_are_marked_once() -> None:
    assert html(Part("اتصل "), Part("503-555-0123", (kept(),))) == 'اتصل <bdi dir="ltr" class="keep">503-555-0123</bdi>'
    assert html(Part("Call "), Part("503-555-0123", (kept(),)), tag="en") == 'Call <span class="keep">503-555-0123</span>'


# -------------------------------------------------------------------------------------------------------------- marks


def test_marked_text_holds_the_same_words() -> None:
    marked = bidi.marked("جرعة 5-10 mg مرتين", "rtl")
    assert "\u20665-10 mg\u2069" in marked
    assert re.sub("[\u2066-\u2069]", "", marked) == "جرعة 5-10 mg مرتين"
    assert bidi.marked_parts(["اتصل 503-555-", "0123", "0199", " الآن"], "rtl") == [
        "اتصل \u2066503-555-", "0123", "0199", "\u2069 الآن",
    ]  # fmt: skip


def test_direction_of_the_first_letter() -> None:
    assert bidi.direction_of("123 العربية") == "rtl"
    assert bidi.direction_of("Botox للشقيقة") == "ltr"
    assert bidi.direction_of("503-555-0123") == "ltr"


# ----------------------------------------------------------------------------------------------------------- on paper


@pytest.mark.parametrize(("tag", "variant"), [("ar", "standard"), ("fa", "giant-print"), ("ur", "large-print"), ("he", "standard")])
def test_every_construct_is_painted_as_it_is_typed(tag: str, variant: str, tmp_path: Path) -> None:
    """All languages and print sizes: benchmarks/second_proof.py."""
    found = list(constructs.constructs(tag))
    assert len(found) > 200
    outcome = right_to_left.made(right_to_left.write(tmp_path, tag, [one.typed for one in found]), tag, variant, tmp_path / "out")
    assert outcome.path is not None, outcome.problems
    painted = set(right_to_left.runs_of(outcome.path.read_bytes()))
    assert [one for one in found if right_to_left.folded(one.said) not in painted] == []
