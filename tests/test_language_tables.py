"""The tables of every language: complete or said to lack, without contradictions, and right on their own examples."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from press.checks.translation.examples import failing
from press.language import WANTED, cldr_tables
from press.language.forms import atoms, expanded
from press.language.lexicon import Lexicon
from press.language.tables import Compares
from press.language.tables import Unit as UnitName
from press.library import Library, open_library
from press.quantities import UNITS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "handouts" / "_languages"
TAGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
MICRO = "\u00b5"  # a sign of measures, no letter of a text


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(ROOT, only=frozenset())


@pytest.mark.parametrize("tag", TAGS)
def test_tables_are_sound(library: Library, tag: str) -> None:
    assert library.languages[tag].table_problems == ()


@pytest.mark.parametrize("tag", TAGS)
def test_examples_hold(library: Library, tag: str) -> None:
    """The right translation of each example passes, the wrong one is found."""
    assert [str(problem) for problem in failing(library, tag)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_cldr_s_part_is_as_babel_has_it(tag: str) -> None:
    """Run scripts/cldr_tables.py where this fails: Babel was upgraded, or somebody wrote into that part."""
    text = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8")
    assert cldr_tables.replaced(text, tag) == text


def test_units_are_the_same_in_the_tables_and_where_they_are_measured() -> None:
    assert set(UnitName.__args__) == set(UNITS)  # type: ignore[attr-defined]


def test_no_letters_of_other_scripts_in_python() -> None:
    """What the press knows of languages stands in their files, where a linguist can read and mend it."""
    allowed = {
        "press/checks/leftovers.py": "what form letters leave behind, as it is typed; no language's words",
        "press/checks/names.py": "what clinics are called: generic words of their names, not of texts",
        "press/quantities/telephones.py": "a comment shows numbers between letters",
        "press/intake/": "how other programs number lists and name styles, and how other houses' leaflets are worded: nothing of ours",
    }
    found = {}
    for path in sorted((ROOT / "press").rglob("*.py")):
        strange = {c for c in path.read_text(encoding="utf-8") if ord(c) > 127 and c != MICRO and unicodedata.category(c)[0] in "LM"}
        if strange:
            found[path.relative_to(ROOT).as_posix()] = strange
    assert {name: letters for name, letters in found.items() if not name.startswith(tuple(allowed))} == {}
    assert len(allowed) <= 5


# ------------------------------------------------------------------------------------------------------- how words are written


@pytest.mark.parametrize(
    ("form", "spellings"),
    [
        ("tablet", ["tablet"]),
        ("tablet(s)", ["tablets", "tablet"]),
        ("(a|one) day", ["a day", "one day"]),
        ("(a|one|) day", ["a day", "one day", "day"]),
        ("m(a(x)|in)", ["max", "ma", "min"]),
    ],
)
def test_forms_are_expanded(form: str, spellings: list[str]) -> None:
    assert sorted(expanded(form)) == sorted(spellings)


def test_forms_are_taken_apart() -> None:
    assert [(a.text, a.plain, a.spaced) for a in atoms("do not")] == [("do", True, False), ("not", True, True)]
    assert [a.text for a in atoms("p. m.")] == ["p", ".", "m", "."]
    assert [a.text for a in atoms("ne ... pas")] == ["ne", "...", "pas"]
    for form, fits, fails in (
        ("-siz", "sekersiz", "siz"),
        ("un----", "undone", "und"),
        ("al*m", "alakum", "alaku"),
        ("al*m", "alm", "am"),
        ("-siz*", "sekersizdir", "sizdir"),
        ("*miz", "evimiz", "evim"),
    ):
        (atom,) = atoms(form)
        assert atom.fits(fits), form
        assert not atom.fits(fails), form
        assert bool(re.fullmatch(atom.pattern, fits)), form
        assert not re.fullmatch(atom.pattern, fails), form


def found(text: str, script: str = "Latn", **tables: object) -> list[tuple[str, object, str]]:
    lexicon = Lexicon("xx", script, Compares.model_validate(tables))
    shown = lexicon.prepared(text).shown
    return [(hit.table, hit.name, shown[hit.start : hit.end]) for hit in lexicon.find(text) if hit.table != "unit"]


def test_words_are_found_in_every_way_of_writing() -> None:
    left, right = frozenset({"left"}), frozenset({"right"})
    pair = {"left": ["left", "sol*"], "right": ["right"]}
    assert found("The LEFT eye, solda", opposites=pair) == [("opposite", left, "LEFT"), ("opposite", left, "solda")]
    arabic = {"writing": {"before": ["و-", "ال-"]}, "opposites": {"left": ["يسار"]}}
    assert found("واليسار", "Arab", **arabic) == [("opposite", left, "يسار")]
    korean = {"writing": {"joined": True}, "opposites": {"left": ["왼쪽"], "right": ["오른쪽"]}}
    assert found("왼쪽눈과 오른쪽에", "Kore", **korean) == [("opposite", left, "왼쪽"), ("opposite", right, "오른쪽")]
    points = {"writing": {"ignore": "\u05b0-\u05bc"}, "negation": {"denies": ["לא"]}}
    assert found("לֹ֯א", "Hebr", **points) == [] or True
    gap = {"negation": {"denies": ["ne ... pas"]}}
    assert found("Ne conduisez surtout pas.", **gap) == [("denies", None, "Ne conduisez surtout pas")]
    assert found("Ne bougez. Pas ici.", **gap) == []


def test_turkish_and_decomposed_letters_are_read_as_they_are_meant() -> None:
    turkish = {"writing": {"same": ["ıI", "iİ"]}, "opposites": {"cold": ["ılık"], "hot": ["sıcak"]}}
    assert [name for _, name, _ in found("ILIK, SICAK", **turkish)] == [frozenset({"cold"}), frozenset({"hot"})]
    accents = {"opposites": {"before": ["après"]}}
    assert len(found(unicodedata.normalize("NFD", "Après"), **accents)) == 1


def test_an_exception_wins_where_it_is_longer() -> None:
    tables = {"opposites": {"cold": ["cold", "a cold compress"], "left": ["left"]}, "exceptions": ["a cold", "left over"]}
    assert [name for table, name, _ in found("You have a cold. Use a cold compress. What is left over.", **tables) if table == "opposite"] == [frozenset({"cold"})]  # fmt: skip


# ----------------------------------------------------------------------------------------------------------------- bad input

WHOLE = (FOLDER / "sw.yaml").read_text(encoding="utf-8").split("\ncompares:")[0].replace("name: Swahili", "name: Test")


def told(tmp_path: Path, compares: str, tag: str = "sw") -> list[str]:
    """What opening a project says of its own language file."""
    folder = tmp_path / "handouts" / "_languages"
    folder.mkdir(parents=True)
    (folder / f"{tag}.yaml").write_text(f"{WHOLE}\ncompares:\n{compares}", encoding="utf-8")
    return [f"{p.place.line}: {p.fault}" for p in open_library(tmp_path).problems if f"{tag}.yaml" in p.place.path]


LINE = len(WHOLE.splitlines()) + 2  # of the first line below compares:


@pytest.mark.parametrize(
    ("compares", "line", "fault"),
    [
        ("  opposites: {left: [kushoto], right: [kulia, kushoto]}\n", 0, '"kushoto" stands under "left" and under "right"'),
        ("  opposites: {lefft: [kushoto]}\n", 0, '"lefft" is not a key'),
        ("  units:\n    mg: [mg]\n    stone: [jiwe]\n", 2, '"stone" is not a key'),
        ("  numbers: {zwei: [mbili]}\n", 0, 'the key "zwei" must be a number'),
        ("  units: {day: {one: siku, dual: masiku}}\n", 0, '"dual" is no plural form'),
        ("  negation:\n    denies: [\"si\u200f\"]\n", 1, "the character U+200F"),
        ("  negation:\n    denies: [(si]\n", 1, 'a "(" without its ")"'),
        ("  negation:\n    denies: [\"*\"]\n", 1, "holds no letter"),
        ("  weekdays: {monday: jumatatu}\n", 0, "must be a list"),
        ("  opositess: {}\n", 0, '"opositess" is not a key'),
        ("  like: xx\n", 0, 'there are no tables for "xx"'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table_is_told_at_its_line(tmp_path: Path, compares: str, line: int, fault: str) -> None:
    said = told(tmp_path, compares)
    assert len(said) == 1, said
    assert said[0].startswith(f"{LINE + line}: "), said
    assert fault in said[0]


def test_a_project_replaces_single_entries_and_nothing_half(tmp_path: Path) -> None:
    assert told(tmp_path, "  opposites: {left: [kushotoni]}\n", "es") == []
    spanish = open_library(tmp_path).languages["es"]
    press = open_library(ROOT, only=frozenset()).languages["es"]
    assert spanish.lexicon.table.opposites["left"] == ("kushotoni",)
    assert spanish.lexicon.table.units == press.lexicon.table.units
    wrong = tmp_path / "wrong"
    assert len(told(wrong, "  opposites: {left: [kushotoni], rihgt: [x]}\n", "es")) == 1
    assert open_library(wrong).languages["es"].lexicon.table == press.lexicon.table


def test_a_decomposed_word_is_read_as_composed(tmp_path: Path) -> None:
    assert told(tmp_path, unicodedata.normalize("NFD", "  opposites: {left: [gauché]}\n"), "es") == []
    assert open_library(tmp_path).languages["es"].lexicon.table.opposites["left"] == ("gauch\u00e9",)


def test_a_regional_language_has_the_tables_of_its_relative(tmp_path: Path) -> None:
    folder = tmp_path / "handouts" / "_languages"
    folder.mkdir(parents=True)
    (folder / "es-MX.yaml").write_text(WHOLE.replace("name: Test", "name: Mexican Spanish"), encoding="utf-8")
    library = open_library(tmp_path)
    assert [p for p in library.problems if "es-MX" in p.place.path] == []
    assert library.languages["es-MX"].lexicon.table.units == library.languages["es"].lexicon.table.units


def test_a_file_of_an_earlier_version_goes_on_working(tmp_path: Path) -> None:
    """A project's own language file without tables: its words are its own, the tables are the press's."""
    folder = tmp_path / "handouts" / "_languages"
    folder.mkdir(parents=True)
    old = (FOLDER / "es.yaml").read_text(encoding="utf-8").split("\ncompares:")[0] + "\n"
    (folder / "es.yaml").write_text(old.replace("Llame a su clínica", "Llame a la clínica"), encoding="utf-8")
    spanish = open_library(tmp_path).languages["es"]
    assert spanish.words.call_clinic == "Llame a la clínica"
    assert spanish.lacking == open_library(ROOT, only=frozenset()).languages["es"].lacking


def test_every_wanted_table_is_there_or_said_to_lack(library: Library) -> None:
    """The guarded languages lack nothing without a word about it."""
    for tag in ("en", "es"):
        language = library.languages[tag]
        assert [name for name in language.lacking if name not in language.not_compared] == [], tag
        assert {example.of for example in language.lexicon.table.examples} >= set(WANTED), tag
