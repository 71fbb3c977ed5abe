"""What stands on paper is what was written: templates and styles cannot change words."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import every_block
from every_block import ARABIC

from press import markup
from press.content import phrases
from press.content.wording import Reading
from press.edition import Edition
from press.library import Library, open_library
from press.problem import errors
from press.review import Standing
from press.route import Outcome

DRAFT = Standing(released=False, marks=("not_reviewed", "machine_translation"))
RELEASED = Standing(released=True, approved=datetime.date(2026, 11, 1), review_by=datetime.date(2028, 11, 1))
CASES = Path(__file__).parent / "cases" / "words"


def reading(library: Library, language: str = "en", variant: str = "standard", standing: Standing = DRAFT) -> Reading:
    found, problems = markup.sheet(library, Edition("every-block", language, variant, "example-neurology"), standing)
    assert not errors(problems)
    assert found is not None
    return found.reading


# ------------------------------------------------------------------------------------------- what is expected on paper


def test_every_text_of_the_content_is_expected_once_and_in_order(tmp_path: Path) -> None:
    library = open_library(every_block.write(tmp_path))
    written = library.handouts["every-block"].texts["en"]
    typed = [phrase.path for phrase in phrases(written.text) if phrase.path[0] not in ("summary", "keywords")]
    places = [written.located.place(path) for path in typed]
    found = [one.place for one in reading(library).flow if one.place.path == written.located.shown]
    assert sorted(found, key=lambda place: (place.line, place.column)) == places  # by role, help stands first
    assert found != places
    kept = [one.place for one in reading(library, standing=replace(DRAFT, orders={"every-block": "written"})).flow if one.place.path == written.located.shown]
    assert kept == places


def test_marks_are_resolved_and_their_stretches_known(tmp_path: Path) -> None:
    text = next(one for one in reading(open_library(every_block.write(tmp_path))).flow if one.text.startswith("Take 5-10"))
    assert text.text == (
        "Take 5-10 mg if your temperature is > 38.5 °C. See our page (example.org/pain), or write (care@example.org). "
        "In Spanish, headache is dolor de cabeza. Take acetaminophen."
    )
    marked = [(text.text[one.start : one.end], one.kind, one.language) for one in text.spans]
    assert marked == [
        ("our page", "link", ""), ("example.org/pain", "address", ""), ("write", "link", ""),
        ("care@example.org", "address", ""), ("dolor de cabeza", "term", "es"), ("acetaminophen", "value", ""),
    ]  # fmt: skip
    assert (text.block, text.language, text.direction) == ("text", "en", "ltr")


def test_the_expected_words_have_the_keys_of_the_page(tmp_path: Path) -> None:
    library = open_library(every_block.write(tmp_path, ar=ARABIC))
    for language in ("en", "ar"):
        sheet, _ = markup.sheet(library, Edition("every-block", language, "standard", "example-neurology"), DRAFT)
        assert sheet is not None
        keyed = [one for one in sheet.reading.flow if one.at]
        assert len(keyed) >= 5
        for one in keyed:
            assert sheet.places[one.at] == one.place
            assert f'data-at="{one.at}"' in sheet.html or one.role in ("alt", "stale")


def test_large_print_expects_the_name_of_its_column_before_each_cell(tmp_path: Path) -> None:
    library = open_library(every_block.write(tmp_path))
    texts = [one.text for one in reading(library, variant="large-print").flow]
    start = texts.index("When to take it")
    assert texts[start + 1 : start + 13] == [
        "Time:", "Morning", "Medicine:", "Sample one", "How much:", "1 tablet",
        "Time:", "Night", "Medicine:", "Sample two", "How much:", "2 tablets with a full glass of water",
    ]  # fmt: skip
    assert sum(one.repeats for one in reading(library, variant="large-print").flow) == 3


# --------------------------------------------------------------------------------------- what a template may not change


def test_a_template_that_prints_other_words_is_refused(
    project: Path, lay: Callable[[Path], Path], make_one: Callable[..., Outcome]
) -> None:
    assert not errors(make_one(project).problems)
    found = make_one(lay(CASES / "template-drops-text"))
    assert found.path is None
    [problem] = errors(found.problems)
    assert (str(problem.place), problem.rule) == ("templates/blocks/text.html:1", "template-changes-words")
    assert "Something else entirely." in problem.fault
    assert "handouts/general/clean-hands/en.yaml:9" in problem.fault
