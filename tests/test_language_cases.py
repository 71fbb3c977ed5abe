"""Translations in which something deadly went by without a word, and right ones that were blamed: each tried as it was handed in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from press import checks
from press.checks.translation.examples import _found
from press.checks.translation.scripts import is_language
from press.library import open_library
from press.problem import Severity

CASES = Path(__file__).resolve().parent / "cases" / "languages"
#: Rules that compare a translation with its source, or that blamed a right one.
ASKED = frozenset({
    "amount-in-words-differs", "amount-in-words-missing", "amounts-change-places", "amounts-differ", "brackets-unbalanced",
    "comparison-differs", "dates-differ", "day-differs", "doses-differ", "error-prone-notation", "frequency-differs",
    "half-day-differs", "links-differ", "negation-added", "negation-missing", "numbers-differ", "opposite-differs",
    "phones-differ", "question-in-two-wordings", "question-worded-differently", "quotes-unbalanced", "ranges-swapped",
    "time-of-day-differs", "weekday-differs", "word-missing",
})  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, set[str]]]:
    """For each text ("case/handout/tag") and line the rules that speak, those of errors with a "!"."""
    found: dict[str, dict[int, set[str]]] = {}
    for case in sorted(CASES.iterdir()):
        root = tmp_path_factory.mktemp(case.name)
        shutil.copytree(case, root / "handouts" / "x")
        library = open_library(root)
        assert [str(p) for p in library.problems] == []
        problems = [p for handout in library.handouts.values() for tag in handout.texts for p in checks.check(library, handout, tag)]
        problems += checks.check_project(library)
        for problem in problems:
            if problem.rule in ASKED:
                name = problem.place.path.removeprefix("handouts/x/").removesuffix(".yaml")
                mark = "!" if problem.severity is Severity.ERROR else ""
                found.setdefault(f"{case.name}/{name}", {}).setdefault(problem.place.line, set()).add(problem.rule + mark)
    return found


@pytest.mark.parametrize("tag", ["bn", "pl", "so", "tr", "uk", "ur"])
def test_eight_deadly_faults_are_found_in_each_language(told: dict[str, dict[int, set[str]]], tag: str) -> None:
    """A dropped "not", a changed dose, unit, period and number in words, left for right: lines 8 to 15."""
    lines = told[f"languages-without-tables/n-{tag}/{tag}"]
    assert {line for line in range(8, 16) if line in lines} == set(range(8, 16))
    for line in (9, 10, 11, 12, 13):  # numbers and units are errors
        assert any(rule.endswith("!") for rule in lines[line]), (line, lines[line])


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("m-ar/ar", set()),
        ("m-es/es", {9, 10}),  # 9-1-2 and 912 for 911
        ("m-fa/fa", set()),
        ("m-ko/ko", set()),
        ("m-ta/ta", set()),
        ("m-zh-hans/zh-Hans", set()),
    ],
)
def test_numbers_are_read_as_they_are_written(told: dict[str, dict[int, set[str]]], text: str, blamed: set[int]) -> None:
    """9-1-1, dates in brackets, addresses before other letters, 24/7, decades, a scale over a range, wide brackets."""
    lines = told.get(f"number-reading-1/{text}", {})
    assert {line for line, rules in lines.items() if any(rule.endswith("!") for rule in rules)} == blamed


def test_weekly_is_not_daily(told: dict[str, dict[int, set[str]]]) -> None:
    lines = told["weekly-daily-silent/w/es"]
    assert {line for line in range(8, 38) if line not in lines} == set()
    assert {9, 11, 13} <= told["tr-weekly-daily/t/es"].keys()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("tr-doses-change-places/t/es", {9: "amounts-change-places", 11: "amounts-change-places"}),
        ("tr-slashed-pair/t/es", {9: "ranges-swapped!", 11: "ranges-swapped!"}),
        ("tr-unit-words-he/t/he", {9: "doses-differ!", 11: "doses-differ!"}),
        ("tr-negation-other-languages/t/pl", {9: "negation-missing"}),
        ("remedy-one-and-a-half/half/en", {9: "error-prone-notation!"}),
    ],
)
def test_faults_are_told(told: dict[str, dict[int, set[str]]], text: str, lines: dict[int, str]) -> None:
    assert {line: rule for line, rule in lines.items() if rule not in told.get(text, {}).get(line, set())} == {}


def test_right_texts_are_left_alone(told: dict[str, dict[int, set[str]]]) -> None:
    assert "tr-hebrew-gershayim/t/he" not in told
    assert not any(name.startswith("question-worded-differently") for name in told)


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("Do not take it without food.", "Tómelo sin comida.", "No lo tome sin comida."),
        ("Do not stop taking it.", "Deje de tomarlo.", "No deje de tomarlo."),
        ("Do not take aspirin before the operation.", "Tome aspirina antes de la operación.", "No tome aspirina antes de la operación."),
        ("Do not stop taking it.", "Deje de tomarlo.", "Siga tomándolo."),
        ("Do not eat before the test.", "Coma antes de la prueba.", "Coma solo después de la prueba."),
    ],
)  # fmt: skip
def test_a_word_that_answers_another_does_not_answer_the_not(source: str, wrong: str, right: str) -> None:
    assert blamed(source, wrong, "es")
    assert not blamed(source, right, "es")


def blamed(source: str, target: str, tag: str) -> list[str]:
    """What the rules that compare by tables say of one pair of sentences."""
    library = open_library(Path(__file__).resolve().parent.parent, only=frozenset())
    return [problem.rule for problem in _found(library, "en", tag, [(source, target)])[0]]


DECADES = {
    "de": "In den 50er Jahren war es neu.", "fr": "C'était nouveau dans les années 50.", "he": "בשנות ה-50 זה היה חדש.",
    "hi": "1950 के दशक में यह नया था।", "it": "Negli anni '50 era nuovo.", "ja": "1950年代には新しいものでした。",
    "ko": "1950년대에는 새로웠습니다.", "pl": "W latach 50. to było nowe.", "pt-BR": "Na década de 50 era novo.",
    "ro": "În anii 50 era nou.", "ru": "В 50-х годах это было ново.", "tr": "1950'lerde yeniydi.",
    "uk": "У 50-х роках це було новим.", "vi": "Vào thập niên 50, nó còn mới.", "zh-Hans": "上世纪50年代还是新的。",
    "zh-Hant": "1950年代還是新的。",
}  # fmt: skip


@pytest.mark.parametrize("tag", DECADES)
def test_a_decade_is_a_decade(tag: str) -> None:
    assert blamed("In the 1950s it was new.", DECADES[tag], tag) == []


def test_an_amount_after_years_is_no_decade() -> None:
    assert blamed("Take it for 3 years, 50 mg a day.", "Tómelo durante 3 años 50 mcg al día.", "es")


def test_a_language_without_a_label_is_told_by_its_words() -> None:
    """Hmong by its frequent words, Dari by what its texts are read as; other texts under their names are not."""
    library = open_library(Path(__file__).resolve().parent.parent, only=frozenset())
    rights = json.loads((CASES.parent.parent / "corpora" / "udhr.json").read_text(encoding="utf-8"))
    hmong = " ".join(one.right for one in library.languages["hmn"].lexicon.table.examples)
    dari = json.dumps(rights["prs"], ensure_ascii=False)[:1500]
    for tag, text in (("hmn", hmong), ("prs", dari)):
        telling = library.languages[tag].lexicon.table.telling
        assert is_language(text, tag, telling)[0], tag
        for other in ("en", "es", "vi", "sw", "ps", "ar", "ur"):
            assert not is_language(json.dumps(rights[other], ensure_ascii=False)[:1500], tag, telling)[0], (tag, other)
