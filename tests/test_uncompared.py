"""A language that lacks a table is never taken for one that is compared: said everywhere, and answered once by a person."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from press.language import WANTED
from press.library import open_library

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
BY = "TEST, not a person"
RULE = "language-not-compared"
FOLDER = "handouts/general/clean-hands"
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one command on the project: its exit code and all that it said."""

    def run(*words: str) -> tuple[int, str]:
        code = cli._run(["--project", str(project), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def kurdish(project: Path) -> Path:
    """The clean library with a language of its own, Central Kurdish, of which no table is known, and a text in it."""
    fixed = (ROOT / "handouts/_languages/fa.yaml").read_text(encoding="utf-8").split("\ncompares:")[0]
    fixed = fixed.replace("name: Persian", "name: Central Kurdish", 1)
    folder = project / "handouts/_languages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ckb.yaml").write_text(fixed + "\nnot_compared:\n  weekdays: no list with a source was found\n", encoding="utf-8")
    source = (project / FOLDER / "ar.yaml").read_text(encoding="utf-8")
    (project / FOLDER / "ckb.yaml").write_text(source, encoding="utf-8")
    facts = project / FOLDER / "handout.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("[en, es, ar]", "[en, es, ar, ckb]"), encoding="utf-8")
    return project


def test_no_language_of_the_press_lacks_a_table() -> None:
    library = open_library(ROOT, only=frozenset())
    assert len(library.languages) == 44
    assert {tag: one.lacking for tag, one in library.languages.items() if one.lacking} == {}


def test_list_check_and_status_say_what_is_not_compared(kurdish: Path, say: Say) -> None:
    said = " ".join(say("list", "--languages")[1].split())  # a narrow window breaks the cells
    assert f"{len(WANTED) - 2}" in said.partition("ckb")[2]
    told = json.loads(say("list", "--languages", "--format", "json")[1])
    assert next(one["not_compared"] for one in told if one["tag"] == "ckb") == list(WANTED.values())
    _, said = say("check")
    assert said.count("in Central Kurdish nothing compares") == 1, "once for the language, not for each text"
    assert "weekdays: no list with a source was found" in said
    assert RULE in said
    assert "in Central Kurdish nothing compares" in say("status")[1]
    assert "Central Kurdish" not in say("status", "nothing-such")[1]


def test_one_answer_for_the_language_until_its_tables_change(kurdish: Path, say: Say) -> None:
    given = ("--by", BY, "--today", str(TODAY))
    words = ("approve", "--words", "--lang", "ckb", *given)
    handout = ("approve", "clean-hands", "--lang", "ckb", *given)
    code, said = say(*words)
    assert (code, "who compares it" in said) == (1, True)
    code, said = say(*handout)
    assert (code, f'--answer "{RULE}=' in said) == (1, True)
    code, said = say(*words, "--answer", "negation-missing=x")
    assert (code, "answers nothing" in said) == (1, True)
    assert say(*words, "--answer", f"{RULE}=TEST compares it by hand")[0] == 0
    assert "who compares it" not in say(*handout)[1], "answered once, for every handout"
    language = kurdish / "handouts/_languages/ckb.yaml"
    kept = language.read_text(encoding="utf-8")
    language.write_text(kept + "compares:\n  relative:\n    today: [ئەمڕۆ]\n    tomorrow: [سبەی]\n", encoding="utf-8")
    assert "who compares it" in say(*handout)[1], "other tables are missing now: the answer was to others"
    assert say(*words)[0] == 1
    assert say(*words, "--answer", f"{RULE}=TEST compares the rest by hand")[0] == 0
    assert "who compares it" not in say(*handout)[1]


def test_a_language_that_lacks_nothing_takes_no_answer(project: Path, say: Say) -> None:
    words = ("approve", "--words", "--lang", "es", "--by", BY, "--today", str(TODAY))
    code, said = say(*words, "--answer", f"{RULE}=TEST")
    assert (code, "answers nothing" in said) == (1, True)
    assert say(*words)[0] == 0
