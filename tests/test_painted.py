"""Painted order: every line reads as it was written, and what does not is refused."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import constructs
import every_block
import fribidi
import pytest
import right_to_left
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from press import markup, preflight, typeset
from press.content.wording import Span
from press.edition import Edition
from press.language import load_language
from press.library import ENGINE, open_library
from press.markup import bidi
from press.preflight import numbers, visual
from press.preflight.visual import Words
from press.problem import Place, Problem
from press.review import Standing
from press.route import Outcome, Run, make
from press.route.steps import expected

ROOT = Path(__file__).parent.parent
TAGS = sorted(constructs.CARRIERS)
ORDER = {"painted-otherwise", "running-head-turned"}
EARLIER = {"text-altered"}  # a style that does it is named before anything is painted


def native(tag: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    language, _, _ = load_language(ROOT / f"handouts/_languages/{tag}.yaml", tag)
    assert language is not None
    return {tag: tuple(language.native_order.items())}


def line(text: str, direction: str = "rtl", *terms: Span, tag: str = "ar") -> str:
    """One line as it must stand on paper, without spaces."""
    return next(visual.visual(Words(text, direction, terms, tag, native(tag)), [(0, len(text))]))


def typed(construct: constructs.Construct) -> str:
    """A construct as it prints: its marks read."""
    said = re.sub(r"\[([^]]*)\](?:\{\w+\}|\([^)]*\))", r"\1", construct.typed.replace("**", "").replace("\\", ""))
    return said.replace("{clinic.phone}", "503-555-0123")


# ------------------------------------------------------------------------------------------------------------ the lexer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Take 5-10 mg twice", ["5-10 mg"]),
        ("BP 120/80, INR 2.0–3.0, SpO2 92-95 %", ["120/80", "2.0–3.0", "92-95 %"]),
        ("call (503) 555-0123 now", ["(503) 555-0123"]),
        ("+1 503 555 0123.", ["+1 503 555 0123"]),
        ("on 2026-05-03 at 8:30", ["2026-05-03", "8:30"]),
        ("$5-$10 or 12,50 €", ["$5-$10", "12,50 €"]),
        ("1½ cups, ½ cup, 5′10″", ["1½ cups", "½ cup", "5′10″"]),
        ("خذ -5 من ب-5", ["-5", "5"]),
        ("٥٠٣-٥٥٥-٠١٢٣ و ٣٧٫٥° و ١٠٪", ["٥٠٣-٥٥٥-٠١٢٣", "٣٧٫٥°", "١٠٪"]),
        ("५–१० दिन, ១០ ថ្ងៃ", ["५–१०", "១០"]),
        ("no numbers", []),
    ],
)
def test_numbers_are_found_with_their_signs_and_units(text: str, found: list[str]) -> None:
    assert [text[start:end].strip() for start, end in numbers.numbers(text)] == found


def test_the_lexer_shares_no_code_with_the_marking_of_runs() -> None:
    """And nobody uses the part of python-bidi that fails 16 % of Unicode's own tests."""
    for path in (ROOT / "press").rglob("*.py"):
        named = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in (
                [alias.name for alias in node.names] if isinstance(node, ast.Import)
                else [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            )
        }  # fmt: skip
        assert not any(name.startswith("bidi.algorithm") for name in named)
        if path.parent.name == "preflight":
            assert not any(name.startswith("press.markup") for name in named), path


# ------------------------------------------------------------------------------------------------- the order that must be


@pytest.mark.parametrize("tag", TAGS)
def test_every_construct_must_read_as_it_is_typed(tag: str) -> None:
    before, after = constructs.CARRIERS[tag]
    wrong = []
    for one in constructs.constructs(tag):
        found = visual.comparable(line(f"{before} {typed(one)} {after}", tag=tag))
        if found != visual.comparable(one.said):
            wrong.append((one.typed, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("خذ 5 mg، أو 10 mg.", ".10mgوأ،5mgذخ"),
        ("(خذ Botox) 5 mg الآن", "نآلا5mg(Botoxذخ)"),
        ("קחו ב-5 mg", "5mg-בוחק"),
        ("الوزن = 5 kg", "5kg=نزولا"),
        ("خذ 5 mg/يوم", "موي/5mgذخ"),
    ],
)
def test_what_stands_around_goes_on_from_right_to_left(text: str, must: str) -> None:
    assert right_to_left.folded(line(text)) == right_to_left.folded(must)


def test_a_line_is_broken_inside_a_number() -> None:
    text = "خذ Ibuprofen 200–400 mg كل يوم"
    words = Words(text, "rtl", (), "ar", {})
    at = text.index("400")
    assert list(visual.visual(words, [(0, at), (at, len(text))])) == ["Ibuprofen200–ذخ", "مويلك400mg"]
    at = text.index("200")
    assert list(visual.visual(words, [(0, at), (at, len(text))])) == ["Ibuprofenذخ", "مويلك200–400mg"]


def test_terms_run_as_their_language_does() -> None:
    text = "Say الهاتف 503-555-0123، الجرعة 5–10 mg now 5–10 mg."
    term = Span(4, text.index(" now"), "term", "ar", "rtl")
    assert line(text, "ltr", term, tag="en") == "Say5–10mgةعرجلا،503-555-0123فتاهلاnow5–10mg."
    text = "خذ ibuprofen 200–400 mg الآن"
    assert line(text, "rtl", Span(3, 12, "term", "en", "ltr")) == "نآلاibuprofen200–400mgذخ"


def test_a_left_to_right_text_stands_as_it_is_written() -> None:
    assert line("Take 5–10 mg (2 × 5 mg).", "ltr", tag="en") == "Take5–10mg(2×5mg)."
    assert visual.is_plain(Words("Take 5 mg.", "ltr"))
    assert not visual.is_plain(Words("Take شكرا 5 mg.", "ltr"))


def test_fribidi_puts_the_same_lines_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    if fribidi.library is None:
        pytest.skip("FriBidi is not on this machine")
    asked: list[tuple[str, str]] = []

    def listening(text: str, base_dir: str) -> str:
        asked.append((text, base_dir))
        return str(get_display(text, base_dir=base_dir))

    monkeypatch.setattr(visual, "get_display", listening)
    for tag in TAGS:
        before, after = constructs.CARRIERS[tag]
        for one in constructs.constructs(tag):
            text = f"{before} {typed(one)} {after} {typed(one)}"
            words = Words(text, "rtl", (), tag, native(tag))
            list(visual.visual(words, [(0, len(text)), (0, len(text) // 2), (len(text) // 2, len(text))]))
    assert len(asked) > 3000
    assert [text for text, base in asked if fribidi.visual(text, base) != get_display(text, base_dir=base)] == []


LETTERS = st.text(alphabet="אبج٥۵5ab -–/.,%()[]+½€", min_size=1, max_size=24)  # isolates are left to Unicode's own test file


@settings(max_examples=300, deadline=None)
@given(text=LETTERS, base=st.sampled_from("RL"))
def test_two_libraries_agree_on_any_line(text: str, base: str) -> None:
    if fribidi.library is not None:
        assert fribidi.visual(text, base) == get_display(text, base_dir=base)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="אبج٥۵5ab -–/.,%()+½€\"'«»", max_size=40), at=st.integers(0, 40))
def test_no_letter_is_lost_or_doubled(text: str, at: int) -> None:
    at = min(at, len(text))
    for direction in ("rtl", "ltr"):
        found = list(visual.visual(Words(text, direction, (), "ar", native("ar")), [(0, at), (at, len(text))]))
        assert sorted("".join(found)) == sorted("".join(text.split()))


# ---------------------------------------------------------------------------------------------------------- on paper


def faults(outcome: Outcome) -> list[Problem]:
    return [one for one in outcome.problems if one.rule in ORDER]


def without_runs(text: str, direction: str, native: Mapping[str, str] | None = None) -> list[bidi.Run]:
    return []


def test_what_is_painted_otherwise_without_isolates_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every construct that a reader finds turned round, the rule names; one list of them, one page."""
    found = list(constructs.constructs("ar"))
    monkeypatch.setattr(bidi, "runs", without_runs)
    root = right_to_left.write(tmp_path, "ar", [one.typed for one in found])
    outcome = right_to_left.made(root, "ar", "standard", tmp_path / "out")
    assert outcome.path is None
    told = " ".join(one.fault for one in faults(outcome))
    for turned in ("200–400mg", "503-555-0123", "120/80", "$5-$10", "5mgx2", "10⁹/l", "٥٠٣-٥٥٥-٠١٢٣", "1½", "1-800-quit-now"):
        assert turned in told, turned
    assert len(faults(outcome)) > 120


@pytest.mark.parametrize("tag", ["ar", "he"])
def test_nothing_is_refused_that_is_painted_right(tag: str, tmp_path: Path) -> None:
    texts = [one.typed for one in constructs.constructs(tag)]
    outcome = right_to_left.made(right_to_left.write(tmp_path, tag, texts), tag, "standard", tmp_path / "out")
    assert outcome.path is not None, [one.fault for one in faults(outcome)]


RIGHT_TO_LEFT = every_block.ARABIC + """\
      - steps: ["اغسل يديك.", "خذ 5-10 mg.", "اتصل على Tel {clinic.phone}."]
      - points: ["**BP 120/80** جيد", "[الهاتف 5–10 حبات]{ar}", "انظر [pain 5–10](https://example.org/pain) أو 2 × 3"]
      - table: {caption: متى, columns: [الوقت, الدواء, كم], rows: [[صباح, Botox 5, حبة 1], [مساء, "Advil 200–400 mg", "حبة 2"]]}
      - callout: {kind: caution, heading: "بعد 24 h–48 h", text: "بين 2.0-3.0 فقط"}
"""
STYLES = {
    "a text in a left-to-right sheet": ("en", "blocks/text.css", ".text { direction: rtl }"),
    "a list in a left-to-right sheet": ("en", "blocks/points.css", ".points li { direction: rtl }"),
    "a text in a right-to-left sheet": ("ar", "blocks/text.css", ".text { direction: ltr }"),
    "every isolate": ("ar", "handout.css", "bdi { direction: rtl }"),
    "isolates in a table": ("ar", "blocks/table.css", "td bdi { direction: rtl }"),
    "isolates in steps": ("ar", "blocks/steps.css", ".steps bdi { direction: inherit }"),
    "isolates in a call-out's heading": ("ar", "blocks/callout.css", ".kind bdi { direction: rtl }"),
    "the whole page": ("ar", "handout.css", "body { direction: ltr }"),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_style_that_turns_numbers_round_is_refused(name: str, tmp_path: Path) -> None:
    tag, sheet, css = STYLES[name]
    every_block.write(tmp_path, ar=RIGHT_TO_LEFT)
    style = tmp_path / "styles" / sheet
    style.parent.mkdir(parents=True)
    style.write_text(f"{(ENGINE / 'styles' / sheet).read_text(encoding='utf-8')}@layer variant {{ {css} }}", encoding="utf-8")
    edition = Edition("every-block", tag, "standard", right_to_left.BRAND)
    outcome = make(open_library(tmp_path), edition, Run(tmp_path / "out", right_to_left.TODAY))
    assert outcome.path is None
    assert any(one.rule in (*ORDER, *EARLIER) and one.severity == "error" for one in outcome.problems), outcome.problems


def test_every_block_passes_in_both_directions(tmp_path: Path) -> None:
    library = open_library(every_block.write(tmp_path, ar=RIGHT_TO_LEFT))
    for tag, variant in (("en", "standard"), ("ar", "standard"), ("ar", "giant-print")):
        outcome = make(library, Edition("every-block", tag, variant, right_to_left.BRAND), Run(tmp_path / "out", right_to_left.TODAY))
        assert outcome.path is not None, [str(one) for one in outcome.problems]


def test_numbers_of_a_term_in_another_language(project: Path, make_one: Callable[..., Outcome]) -> None:
    path = project / "handouts/general/clean-hands/en.yaml"
    text = path.read_text(encoding="utf-8")
    words = "[الهاتف 503-555-0199، الجرعة 5–10 mg]{ar}"
    path.write_text(re.sub(r"(?m)^summary:.*$", f'summary: S.\nmain_message: "Show this: {words}."', re.sub(r"(?m)^main_message:.*\n", "", text)), encoding="utf-8")
    outcome = make_one(project)
    assert outcome.path is not None, [str(one) for one in outcome.problems]
    painted = list(right_to_left.lines(outcome.path.read_bytes()))
    assert any(re.search("Showthis:5–10mg[ء-ي]+،503-555-0199[ء-ي]+", one) for one in painted), painted


def test_a_bracket_after_a_long_address_in_giant_print(tmp_path: Path) -> None:
    folder = right_to_left.write(tmp_path, "fa", []) / "handouts/general/runs"
    shutil.copy(ROOT / "tests/cases/paper/giant-bracket/fa.yaml", folder / "fa.yaml")
    outcome = right_to_left.made(tmp_path, "fa", "giant-print", tmp_path / "out")
    assert outcome.path is not None, [str(one) for one in outcome.problems if not one.place.line]


def test_head_and_foot_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    title = "دواء 200–400 mg صباحا"
    library = open_library(right_to_left.write(tmp_path, "ar", ["كلمة"] * 60, title=title))
    edition, place = Edition("runs", "ar", "standard", right_to_left.BRAND), Place("ar.yaml")

    def rules() -> list[str]:
        sheet, _ = markup.sheet(library, edition, Standing(released=True, approved=right_to_left.TODAY))
        assert sheet is not None
        proof = typeset.typeset(sheet.html, place=place, resolve=library.resolve, locate=lambda _: place)
        assert proof.pdf is not None, proof.problems
        return [one.rule for one in preflight.preflight(proof.pdf, expected(library, edition, sheet), place)]

    assert rules() == []
    monkeypatch.setattr(bidi, "marked", lambda text, direction, native=None: text)
    assert set(rules()) == {"running-head-turned"}


@pytest.mark.parametrize("variant", ["large-print", "giant-print"])
def test_a_term_that_is_broken_over_two_lines_moves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variant: str) -> None:
    """WeasyPrint 70 moves a left-to-right line into the margin by the space at which a term in it was broken."""
    monkeypatch.setitem(constructs.CARRIERS, "en", ("Please:", "Thank you."))
    texts = [f"Show this {'very ' * count}soon: [الهاتف 503-555-0199، الجرعة 5–10 mg كل يوم]{{ar}}." for count in range(1, 6)]
    outcome = right_to_left.made(right_to_left.write(tmp_path, "en", texts), "en", variant, tmp_path / "out")
    assert outcome.path is not None, [str(one) for one in outcome.problems if one.severity == "error"]
