"""What a language file says, and what is read from it: fixed words, regional words, dates, lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

from press.content import Strict
from press.language import cldr, layers
from press.language.layers import Layer, Shelf
from press.language.lexicon import Lexicon
from press.language.tables import WANTED, Compares, wanted_key
from press.language.text import ascii_digits
from press.problem import Place, Problem, did_you_mean
from press.source import NO_PROSE, Located, check, parse, plain, text_of

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def _line(text: str) -> str:
    if "\n" in text or text != text.strip():
        raise PydanticCustomError(
            "press_word_spaces", "a space or a line break at the edge of a fixed word|Write it in one line."
        )
    return unicodedata.normalize("NFC", text)


def _holding(*names: str) -> Callable[[str], str]:
    """A check that a text holds exactly these placeholders, each once, and no other brace."""

    def check(text: str) -> str:
        found = _PLACEHOLDER.findall(text)
        for name in found:
            if name not in names:
                remedy = did_you_mean(name, names) if names else "No placeholder belongs in this word: delete it."
                raise PydanticCustomError("press_placeholder_unknown", f"{{{name}}} is not known here|{remedy}")
        for name in names:
            if found.count(name) != 1:
                fault = f"{{{name}}} is missing" if name not in found else f"{{{name}}} stands twice"
                remedy = f"Put {{{name}}} once where its value belongs in this language."
                raise PydanticCustomError("press_placeholder_missing", f"{fault}|{remedy}")
        if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
            raise PydanticCustomError(
                "press_placeholder_unknown", "a single brace|Braces stand around a placeholder only."
            )
        return text

    return check


Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_line)]
Word = Annotated[Line, AfterValidator(_holding())]


class FixedWords(Strict):
    """The words that the press itself prints; the same keys in every language."""

    page: Annotated[Line, AfterValidator(_holding("page", "pages"))]
    version: Annotated[Line, AfterValidator(_holding("version"))]
    draft: Word
    draft_warning: Word
    not_reviewed: Word
    machine_translation: Word
    translation_out_of_date: Word
    expired: Word
    main_message: Word
    emergency: Annotated[Line, AfterValidator(_holding("number"))]
    call_clinic: Word
    caution: Word
    note: Word
    sources: Word
    clinic_advice: Word
    reviewed_on: Annotated[Line, AfterValidator(_holding("date"))]
    review_by: Annotated[Line, AfterValidator(_holding("date"))]
    not_yet_reviewed: Word
    other_languages: Word
    contact: Word
    phone: Word
    after_hours: Word
    glossary: Word
    contents: Word
    gap: Word
    picture_credit: Annotated[Line, AfterValidator(_holding("credit"))]
    checklist_tick: Word
    not_a_substitute: Word
    continued: Word
    language: Word
    date: Word
    tick_true: Word | Literal[""] = ""
    tick_done: Word | Literal[""] = ""
    your_name: Word | Literal[""] = ""
    on_page: Word | Literal[""] = Field(default="", description="Stands before the number of a page.")
    full_size: Word | Literal[""] = ""
    all_sources: Word | Literal[""] = ""


LATER_WORDS: tuple[tuple[str, ...], ...] = (
    ("tick_true", "tick_done", "your_name", "on_page", "full_size", "all_sources"),
)
"""Fixed words that came after the first version of the press, the oldest first: one tuple for each that brought some.

An approval covers the words that there were when it was given. What came later voids none; it is named until somebody
approves the fixed words again.
"""


class Dates(Strict):
    """How a date is written, where CLDR does not know it: a pattern and the names of the twelve months."""

    pattern: Annotated[Line, AfterValidator(_holding("day", "month", "year"))]
    months: tuple[Word, ...] = Field(min_length=12, max_length=12)


class Lists(Strict):
    """What joins the items of a list in a sentence, where CLDR does not know it; spaces count."""

    comma: Annotated[str, StringConstraints(min_length=1, max_length=8)]
    last: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Painted(Strict):
    """In which direction something written in the language's own digits is read on paper, and who says so."""

    runs: Literal["ltr", "rtl"]
    source: Line = Field(description="Where that can be looked up.")


#: What may run otherwise than from left to right when it is written in a language's own digits.
Construct = Literal["range", "percent", "fraction"]


def _regions(words: dict[str, str]) -> dict[str, str]:
    if "other" not in words:
        remedy = 'Add "other: …", the word for every region that is not named.'
        raise PydanticCustomError("press_regional_word", f'a regional word without "other"|{remedy}')
    for region in words:
        if region != "other" and not cldr.is_country(region):
            raise PydanticCustomError(
                "press_regional_word",
                f'"{region}" is not a region|Name a country by its two capital letters, such as US; or "other".',
            )
    return words


def _script(code: str) -> str:
    if not cldr.is_script(code):
        remedy = "Write its four letters of ISO 15924, such as Latn, Arab or Deva."
        raise PydanticCustomError("press_script_unknown", f'"{code}" is not a script|{remedy}')
    return code


def _distinct(items: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((item for item in items if items.count(item) > 1), None)
    if twice is not None:
        raise PydanticCustomError("press_stands_twice", f'"{twice}" stands twice|Delete one of the two.')
    return items


class LanguageFile(Strict):
    """What ``handouts/_languages/<tag>.yaml`` says; the tag is the file's name."""

    name: Word = Field(description="The English name.")
    endonym: Word = Field(description="The language's name in the language itself.")
    direction: Literal["ltr", "rtl"]
    script: Annotated[str, AfterValidator(_script), NO_PROSE] = Field(description="ISO 15924 code, such as Latn.")
    fonts: Annotated[tuple[Word, ...], AfterValidator(_distinct), NO_PROSE] = Field(
        min_length=1, description="Families in CSS order: the script's own first."
    )
    line_height: float = Field(ge=1.45, le=3, description="Multiple of the type size.")
    word_break: Literal["spaces", "dictionary", "any"] = Field(
        description="dictionary: Khmer, Lao, Burmese, Thai, whose words no spaces part; any: Chinese and Japanese."
    )
    sentence_marks: Annotated[str, StringConstraints(pattern=r"^[^\w\s]+$")] = Field(
        description="Every character that can end a sentence, one after the other."
    )
    abbreviations: Annotated[tuple[Word, ...], AfterValidator(_distinct)] = Field(
        default=(), description="Abbreviations whose full stop does not end a sentence, such as Dr."
    )
    dates: Dates | None = None
    lists: Lists | None = None
    native_digits: dict[Construct, Painted] = Field(
        default_factory=dict,
        description="How ranges (٥–١٠), percentages (١٠٪) and mixed numbers (١½) in the language's own digits are painted.",
    )
    comparisons: dict[Literal["<", ">", "≤", "≥"], Annotated[Line, AfterValidator(_holding("number"))]] = Field(
        default_factory=dict,
        description="Words to write in place of each sign of comparison, which right-to-left text turns round.",
    )
    first_person: Annotated[tuple[Word, ...], AfterValidator(_distinct)] = Field(
        default=(), description="Words with which somebody begins to speak about himself, such as I or My."
    )
    pointing: dict[Literal["before", "after"], Annotated[tuple[Word, ...], AfterValidator(_distinct)]] = Field(
        default_factory=dict, description="Words that point at what stands before or after: above; below, the following."
    )
    reviewed: bool = Field(description="true once a person who knows the language has checked the fixed words.")
    regional: dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:_[a-z]+)*$")],
        Annotated[dict[str, Word], AfterValidator(_regions)],
    ] = Field(default_factory=dict, description="Words that differ by the brand's region.")
    words: FixedWords
    not_compared: dict[Annotated[str, AfterValidator(wanted_key)], Word] = Field(
        default_factory=dict, description="Tables that cannot be had, each with the reason; the check says so."
    )
    compares: Compares | None = Field(
        default=None,
        description="The words by which a text is compared with its translation; see README.md. It stands last.",
    )


class Language(LanguageFile):
    """A language that handouts can be printed in."""

    tag: str = Field(description="BCP 47, the shortest that suffices.")
    _shelf: Shelf | None = PrivateAttr(default=None)

    @property
    def lexicon(self) -> Lexicon:
        """The language's tables, ready to be looked for; read when they are first asked for."""
        if self._shelf is not None:
            return self._shelf.lexicon(self.tag)
        return layers.lexicon(
            self.tag, self.script, self.compares.model_dump(exclude_unset=True, by_alias=True) if self.compares else {}
        )

    @property
    def table_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the language's tables; a file with a mistake there lends none of them."""
        return self._shelf.problems(self.tag) if self._shelf is not None else ()

    def table_place(self, path: tuple[str | int, ...]) -> Place:
        """Where an entry of the tables stands, in the uppermost file that has it."""
        return self._shelf.place(self.tag, path) if self._shelf is not None else Place(self.tag)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The tables that this language should have and has not, by name, in the order of ``WANTED``."""
        return tuple(name for name in WANTED if not self.lexicon.has(name))

    @property
    def native_order(self) -> dict[str, str]:
        """Construct -> ``ltr`` or ``rtl``, for what is written in the language's own digits."""
        return {construct: painted.runs for construct, painted in self.native_digits.items()}

    def regional_word(self, key: str, region: str) -> str | None:
        """The word for ``key`` in ``region`` (such as ``US``), None where this language has no such word."""
        words = self.regional.get(key)
        return None if words is None else words.get(region, words["other"])


# Right-to-left scripts (Unicode, Bidi_Class R or AL), as far as languages are written in them today.
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})


def load_language(
    path: Path, shown: str, shelf: Shelf | None = None, under: Path | None = None
) -> tuple[Language | None, Located, list[Problem]]:
    """Read one language file: the language (None where it is not well-formed), places, problems.

    ``under`` is the press's own file for the same language: it gives what ``path`` leaves out. ``shelf`` holds the tables of all
    languages; without one the language has those of this file. Tables are not read here, unless they stand in the middle.
    """
    located, problems = _head(path, shown)
    found, more = check(located, LanguageFile) if located.tree is not None else (None, [])
    if found is None and under is not None and under != path and any(problem.rule == "missing-key" for problem in more):
        found, more = _laid_over(_head(under, shown)[0], located)
    problems = [*problems, *more]
    if not cldr.is_tag(path.stem):
        better = cldr.canonical_tag(path.stem)
        remedy = (
            f'Rename it to "{better}.yaml".' if better else "Name it after a language of BCP 47, such as es or pt-BR."
        )
        problems.append(Problem(Place(shown), "language-tag", f'"{path.stem}" is not the tag of a language', remedy))
    if found is None:
        return None, located, problems
    wanted = "rtl" if found.script in _RTL_SCRIPTS else "ltr"
    if found.direction != wanted:
        fault = f"the direction is {found.direction}, but the script {found.script} runs {wanted}"
        problems.append(
            Problem(
                located.place(("direction",)), "language-direction", fault, f"Write {wanted}, or correct the script."
            )
        )
        return None, located, problems
    language = Language(tag=path.stem, **dict(found))
    language._shelf = (
        shelf if shelf is not None else Shelf({path.stem: (Layer(path, shown),)}, {path.stem: found.script})
    )
    return language, located, problems


_heads: dict[tuple[Path, str], tuple[str, Located, list[Problem]]] = {}


def _head(path: Path, shown: str) -> tuple[Located, list[Problem]]:
    """The part of a language file before its tables, located in the whole text; a file is parsed again when it changed."""
    text, problems = text_of(path, shown)
    if text is None:
        return Located(shown), problems
    known = _heads.get((path, shown))
    if known is None or known[0] != text:
        located, problems = parse(layers.split(text)[0], shown)
        known = _heads[path, shown] = text, Located(shown, located.tree, text, located.doubts), problems
    return known[1], list(known[2])


def _laid_over(below: Located, above: Located) -> tuple[LanguageFile | None, list[Problem]]:
    """A project's file that gives some entries only, over the press's own."""
    under, over = plain(below.tree), plain(above.tree)
    if not isinstance(under, dict) or not isinstance(over, dict):
        return check(above, LanguageFile)
    return check(above, LanguageFile, layers.laid_over(under, over))


def format_date(language: Language | str, day: date) -> str:
    """A date that cannot be misread: the month in words, the year in four digits of the Gregorian calendar.

    From the language file's ``dates``; else CLDR's long form (Gregorian for Persian and Thai too); else, where neither
    knows the months, ISO 8601: ``2026-05-03``.
    """
    if isinstance(language, Language) and language.dates is not None:
        month = language.dates.months[day.month - 1]
        return language.dates.pattern.format(day=day.day, month=month, year=day.year)
    tag = language if isinstance(language, str) else language.tag
    return ascii_digits(cldr.long_date(tag, day)) or day.isoformat()


def join_names(language: Language | str, names: Sequence[str]) -> str:
    """``A, B and C`` in the words of the language."""
    if len(names) < 2:
        return "".join(names)
    if isinstance(language, Language) and language.lists is not None:
        return language.lists.comma.join(names[:-1]) + language.lists.last + names[-1]
    return cldr.joined(language if isinstance(language, str) else language.tag, names)
