"""Styles cannot change words, order or numbers, nor cover, strike out or sign them (``style_faults`` holds the table)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import style_faults

from press import markup, preflight, route, typeset
from press.edition import Edition
from press.library import ENGINE, Library, open_library
from press.problem import Place, Problem, errors
from press.review import Standing

DRAFT = Standing(released=False, marks=("not_reviewed",))
EDITION = Edition("tablets", "en", "standard", "example-neurology")
FILE = "styles/blocks/text.css"
HERE = Place("handouts/general/tablets/en.yaml")

#: The rule that names it, one of each.
RULES = {
    "a word before": "words-differ",
    "a number inside its text": "order-on-paper",
    "a frame over": "painted-over",
    "a picture covered": "picture-covered",
    "white boxes": "box-missing",
    "underlined": "drawn-through",
    "a ring after": "drawn-beside",
    "pages counted wrongly": "running-head-differs",
    "capitals": "text-altered",
    "a picture mirrored": "picture-altered",
    "masked": "text-hidden",
}

Tried = Callable[[str], list[Problem]]


def write(root: Path) -> Path:
    folder = root / "handouts" / "general" / "tablets"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "box.svg").write_text(style_faults.PICTURE, encoding="utf-8")
    (folder / "handout.yaml").write_text(style_faults.HANDOUT, encoding="utf-8")
    (folder / "en.yaml").write_text(style_faults.TEXT, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(write(tmp_path_factory.mktemp("tablets")))


@pytest.fixture(scope="module")
def tried(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Typesets and measures the page with more styles at the end of one style sheet."""
    sheet, problems = markup.sheet(library, EDITION, DRAFT)
    assert sheet is not None, problems
    spoilt = tmp_path_factory.mktemp("styles") / "text.css"
    engine = (ENGINE / FILE).read_text(encoding="utf-8")

    def made(css: str) -> list[Problem]:
        spoilt.write_text(f"{engine}\n{css}\n", encoding="utf-8")
        proof = typeset.typeset(
            sheet.html,
            place=HERE,
            resolve=lambda name: spoilt if name == FILE else library.resolve(name),
            locate=lambda key: sheet.places.get(key, HERE),
        )
        if proof.pdf is None:
            return errors(proof.problems)
        return errors(preflight.preflight(proof.pdf, route.expected(library, EDITION, sheet), HERE))

    assert made("") == []
    return made


@pytest.mark.parametrize("what", style_faults.FAULTS)
def test_a_style_that_changes_what_is_read_is_refused(tried: Tried, what: str) -> None:
    found = {one.rule for one in tried(style_faults.FAULTS[what])}
    assert found
    assert RULES.get(what, "") in {"", *found}


@pytest.mark.parametrize("what", style_faults.FREE)
def test_a_style_that_changes_only_the_look_passes(tried: Tried, what: str) -> None:
    assert [str(one) for one in tried(style_faults.FREE[what])] == []
