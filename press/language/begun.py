"""A new language: the file that it begins with, and what is still to be supplied or looks wrong in one that is begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.fonts import FAMILIES, uncovered
from press.language import cldr, cldr_tables
from press.language.file import FixedWords, Language
from press.language.tables import WANTED
from press.problem import Place, Problem

_PLAIN = "Write it, or say under not_compared: why it cannot be had; README.md beside the press's files says how."


def begun(tag: str, languages: Mapping[str, Language]) -> str:
    """The text of a new language's file: what CLDR knows, a relative's fonts and marks, and an empty line for each fixed word.

    ``languages`` are those that there are: one of the same script lends fonts, line height, marks and line breaking. An empty
    word is a mistake that is told at its line, so that nothing prints before a person has written it.
    """
    known = cldr.identity(tag)
    kin = next((one for one in languages.values() if one.script == known.script), languages["en"])
    fonts = kin.fonts if kin.script == known.script else tuple(_with_script(known.script)) or kin.fonts
    english = languages["en"].words.model_dump()
    words = "".join(f'  # {english[name]}\n  {name}: ""\n' for name in FixedWords.model_fields)
    return (
        "# Write each empty word in this language; above it stands the English one. {…} stay as they are.\n"
        f'name: "{known.name}"\nendonym: "{known.endonym}"\ndirection: {known.direction}\nscript: {known.script}\n'
        f"fonts: [{', '.join(fonts)}]\nline_height: {kin.line_height}\nword_break: {kin.word_break}\n"
        f'sentence_marks: "{kin.sentence_marks}"\nreviewed: false\nwords:\n{words}compares:\n'
        f"{cldr_tables.block(tag) or '  marks: {}'}"
    )


def _with_script(script: str) -> list[str]:
    return [name for name, family in FAMILIES.items() if script in family.scripts.split()]


def standing(language: Language, languages: Mapping[str, Language]) -> Iterator[Problem]:
    """What a person must still supply in a language that can be read, and what looks wrong in it."""
    place = Place(f"handouts/_languages/{language.tag}.yaml")
    english = languages["en"].words.model_dump()
    words = language.words.model_dump()
    for name in (name for name in words if not words[name]):
        yield Problem(place, "fixed-word-missing", f'"{name}" is empty: "{english[name]}" in English', "Write it.")
    same = [name for name in words if words[name] == english[name]]
    if language.tag.split("-")[0] != "en" and same:
        fault = f"fixed words that are still English: {', '.join(same)}"
        yield Problem(place, "fixed-word-in-english", fault, "Write them in this language, unless it says just so.")
    for name in language.lacking:
        if name not in language.not_compared:
            yield Problem(place, "table-missing", f"no table {name}: ({WANTED[name]})", _PLAIN)
    letters = "".join([language.endonym, *words.values(), *_letters(language)])
    missing = uncovered(letters, language.fonts)
    if missing:
        fault = f"the fonts {', '.join(language.fonts)} lack {' '.join(missing[:20])}"
        yield Problem(place, "letters-without-font", fault, f"Name another family: {', '.join(FAMILIES)}.")
    if cldr.direction(language.tag) not in ("", language.direction):
        fault = f"CLDR writes this language {cldr.direction(language.tag)}, the file says {language.direction}"
        yield Problem(place, "language-direction", fault, "Ask somebody who reads it.")
    kin = next((one for one in languages.values() if one.script == language.script and one.tag != language.tag), None)
    if kin is not None and kin.word_break != language.word_break:
        fault = f"lines break by {language.word_break}; {kin.name}, in the same script, by {kin.word_break}"
        yield Problem(place, "word-break", fault, "Look at the specimen: are words cut?")


def _letters(language: Language) -> Iterator[str]:
    """The words of the tables that stand in a page by themselves: weekdays, months, the right sentences of the examples."""
    table = language.lexicon.table
    yield from (example.right for example in table.examples)
    for forms in (*table.weekdays.values(), *table.months.values()):
        yield from (form.translate(str.maketrans("", "", "*()|_-")) for form in forms)
