"""What a language file says under ``compares:``: the words by which the press compares a text with its translation.

One model for all languages. How a word is written down is in :mod:`press.language.forms`; how a table is filled, in
``handouts/_languages/README.md``. Every table may be left out; what is left out is not compared, and the language says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from press.content import Strict
from press.language.forms import Form, expanded
from press.problem import did_you_mean
from press.source import NO_PROSE

Unit = Literal[
    "mcg", "mg", "g", "kg", "lb", "oz", "ml", "dl", "l", "tsp", "tbsp", "cup", "unit", "mmol", "meq", "form", "celsius",
    "fahrenheit", "degree", "second", "minute", "hour", "day", "week", "month", "year", "percent", "times", "mm", "cm",
    "m", "km", "inch", "foot", "mile", "mmhg", "kcal",
]  # fmt: skip
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DayTime = Literal["morning", "noon", "afternoon", "evening", "night", "midnight", "bedtime"]
Often = Literal["hour", "day", "night", "morning", "evening", "meal", "week", "two_weeks", "month", "year"]
Pole = Literal[
    "left", "right", "before", "after", "with", "without", "raise", "lower", "stop", "continue", "hot", "cold", "only",
    "also", "empty_stomach", "full_stomach", "within", "inside", "outside", "above", "below", "open", "closed",
]  # fmt: skip
Relative = Literal["today", "tonight", "tomorrow", "yesterday", "now", "this_week", "next_week", "last_week"]
#: What stands against what; a pole may have several opposites.
OPPOSITES: tuple[tuple[Pole, Pole], ...] = (
    ("left", "right"), ("before", "after"), ("with", "without"), ("raise", "lower"), ("stop", "continue"), ("hot", "cold"),
    ("only", "also"), ("empty_stomach", "full_stomach"), ("within", "after"), ("inside", "outside"), ("above", "below"),
    ("open", "closed"),
)  # fmt: skip


def _axes() -> dict[str, str]:
    """Each pole with the name of its axis: poles that are linked by opposites are on one."""
    axes: dict[str, str] = {}
    for one, other in OPPOSITES:
        name = axes.get(one) or axes.get(other) or one
        axes |= {one: name, other: name}
    return axes


AXES = _axes()
OTHER = "other"  # in a joint key: the form may mean something that no table holds

PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR's plural categories


def _flat(value: object) -> object:
    """Forms by plural category (``{one: day, other: days}``) as one list; which categories there are is checked by place."""
    if not isinstance(value, dict):
        return value
    return tuple(form for forms in value.values() for form in (forms if isinstance(forms, list | tuple) else (forms,)))


_LIST = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_BY_PLURAL = {"type": "object", "properties": {name: {} for name in PLURALS}, "additionalProperties": False}
#: The written forms of one entry: a list, or a mapping of plural categories.
Forms = Annotated[
    tuple[Form, ...], Field(min_length=1), BeforeValidator(_flat), WithJsonSchema({"anyOf": [_LIST, _BY_PLURAL]})
]


def _key(names: Iterable[str], joint: bool) -> Callable[[str], str]:
    """A check that a key is one of ``names``, or several joined by "/" where ``joint`` allows it."""
    known = tuple(names)

    def check(key: str) -> str:
        for name in key.split("/") if joint else (key,):
            if name not in known and not (joint and "/" in key and name == OTHER):
                remedy = did_you_mean(name, known)
                raise PydanticCustomError("press_unknown_key", "{said}|{remedy}", {"said": f'"{name}" is not a key that is known here', "remedy": f"{remedy} It must be one of: {', '.join(known)}."})  # fmt: skip
        return key

    return check


def _completed(names: Iterable[str]) -> Callable[[dict[str, Any]], None]:
    """Names the keys of a mapping for editors, so that they complete them."""

    def add(schema: dict[str, Any]) -> None:
        schema["properties"] = {name: schema.get("additionalProperties", {}) for name in names}

    return add


UnitKey = Annotated[str, AfterValidator(_key(get_args(Unit), joint=False))]
WeekdayKey = Annotated[str, AfterValidator(_key(get_args(Weekday), joint=False))]
DayTimeKey = Annotated[str, AfterValidator(_key(get_args(DayTime), joint=True))]
OftenKey = Annotated[str, AfterValidator(_key(get_args(Often), joint=True))]
PoleKey = Annotated[str, AfterValidator(_key(get_args(Pole), joint=True))]
RelativeKey = Annotated[str, AfterValidator(_key(get_args(Relative), joint=True))]
Value = Annotated[float, Field(gt=0, le=1_000_000_000_000)]
MonthNumber = Annotated[int, Field(ge=1, le=12)]


class Writing(Strict):
    """How the language writes its words."""

    joined: bool = Field(default=False, description="true: words are written without spaces, and found anywhere.")
    syllables: bool = Field(default=False, description="true: spaces part syllables, not words.")
    before: tuple[Form, ...] = Field(default=(), description='Small words written together with the next: "w-".')
    after: tuple[Form, ...] = Field(default=(), description='Endings that any word may take: "-in".')
    same: tuple[Annotated[str, StringConstraints(min_length=2, max_length=20), NO_PROSE], ...] = Field(
        default=(), description="Letters that people type for one another; all are read as the first."
    )
    ignore: str = Field(default="", description="Signs that may be left out, such as vowel points.")


class Marks(Strict):
    """How numbers and quotations are written."""

    decimal: Literal[".", ",", "both"] | None = Field(
        default=None, description='"both": the countries of the language differ.'
    )
    slash: bool = Field(default=False, description="true: 38/5 is read as 38.5.")
    quotes: tuple[Annotated[str, StringConstraints(min_length=2, max_length=2), NO_PROSE], ...] = Field(
        default=(), description="Opening and closing mark, one pair after the other."
    )


class Counted(Strict):
    """Number words that count only before one of some words, as in Korean."""

    numbers: dict[Value, Forms]
    before: Forms


class Clock(Strict):
    """The hours of the day."""

    hour: tuple[Form, ...] = Field(
        default=(), description='What may stand between an hour and its half of the day: "Uhr".'
    )
    colon: tuple[Form, ...] = Field(default=(), description='Between the hour and its minutes: the "h" of "8 h 30".')
    am: tuple[Form, ...] = Field(default=(), description="Before noon, beside an hour.")
    pm: tuple[Form, ...] = Field(default=(), description="After noon, beside an hour.")
    counted_from: Literal["midnight", "six"] = Field(
        default="midnight", description="six: the first hour is 7 o'clock, as in Ethiopia and in Swahili."
    )


class Calendar(Strict):
    """Another calendar that is in use beside the Gregorian one."""

    years: tuple[int, ...] = Field(default=(), description="What to add to a year of it for the Gregorian year.")
    months: tuple[Form, ...] = Field(default=(), description="Names of its months.")


class Comparisons(Strict):
    """Words of comparison beside a number."""

    at_least: tuple[Form, ...] = Field(default=(), description="This or more: at least, or more, more than.")
    at_most: tuple[Form, ...] = Field(default=(), description="This or less: at most, up to, less than.")
    at_least_after: tuple[Form, ...] = Field(
        default=(), description="Of these, those that may follow the number; none: all."
    )
    at_most_after: tuple[Form, ...] = Field(
        default=(), description="Of these, those that may follow the number; none: all."
    )


class Negation(Strict):
    """Words that deny or forbid."""

    forbids: tuple[Form, ...] = Field(default=(), description='Forbids where a clause begins: "do not", "never".')
    after: tuple[Form, ...] = Field(default=(), description='Words after which a clause begins, too: "and", "please".')
    denies: tuple[Form, ...] = Field(default=(), description="Denies or forbids wherever it stands: must not, is not.")
    answers: tuple[Form, ...] = Field(default=(), description="What else may stand for a denial: without, avoid, un-.")


class Ranges(Strict):
    """Words of a range."""

    to: tuple[Form, ...] = Field(default=(), description='Between two numbers: "5 to 10".')
    between: tuple[Form, ...] = Field(default=(), description='Before them: "between 5 and 10".')
    and_: tuple[Form, ...] = Field(default=(), alias="and", description='With "between".')


class Telling(Strict):
    """By what a text is told to be in this language, where the identifier has no label for it."""

    letters: str = Field(default="", description="Letters that this language has and its neighbours have not.")
    not_letters: str = Field(default="", description="Letters of its neighbours that it never has.")
    words: tuple[Form, ...] = Field(default=(), description="Its most frequent words that its neighbours have not.")
    read_as: tuple[Annotated[str, NO_PROSE], ...] = Field(
        default=(), description="Labels by which the identifier knows it."
    )


class Style(Strict):
    """What good writing is here, as far as rules ask."""

    doubled_words: Literal["slip", "grammar"] = Field(
        default="grammar", description="A word said twice is a slip, or grammar."
    )
    may_double: tuple[Form, ...] = Field(default=(), description="Words that stand twice for good reason.")
    space_before: str = Field(default="", description="Marks that a space may stand before.")
    question_mark: str = Field(default="", description="What ends a question here and another sentence elsewhere.")
    question_unmarked: bool = Field(default=False, description="Sentences and questions may end without a mark.")
    questions_as_statements: bool = Field(default=False, description="A question may end with a full stop, or none.")
    length: tuple[float, float] | None = Field(
        default=None,
        description="Characters for each of an English source: the least and the most of true translations.",
    )
    picture_of: tuple[Form, ...] = Field(
        default=(), description='How an alternative text begins in vain: "an image of".'
    )
    announces: tuple[Form, ...] = Field(default=(), description='What announces a list: "the following".')


class Measured(Strict):
    """What a table did on real sentences of true translations; written by ``benchmarks/translation_checks.py``."""

    sentences: int = Field(ge=0)
    false: int = Field(ge=0)


class Example(Strict):
    """A sentence with a right and a wrong translation: a test of the table that it is an example of."""

    of: str
    source: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    language: str = Field(default="", description="What the source sentence is in; English where nothing is said.")
    right: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    wrong: Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Cldr(Strict):
    """What Unicode's data (CLDR) says: written by ``scripts/cldr_tables.py``, never by hand."""

    locale: str = Field(description="CLDR's name of the locale.")
    decimal: Literal[".", ","]
    units: dict[UnitKey, Forms] = Field(default_factory=dict)
    weekdays: dict[WeekdayKey, Forms] = Field(default_factory=dict)
    months: dict[MonthNumber, Forms] = Field(default_factory=dict)
    times_of_day: dict[DayTimeKey, Forms] = Field(default_factory=dict)
    am: tuple[Form, ...] = ()
    pm: tuple[Form, ...] = ()
    scales: dict[Value, Forms] = Field(default_factory=dict)


class Compares(Strict):
    """The tables of one language. A project's file is laid over the press's own, entry by entry."""

    like: str = Field(default="", description="The tag of a language whose tables hold wherever this file gives none.")
    cldr: Cldr | None = Field(default=None, description="Written by a script; add your own words to the tables below.")
    drop: tuple[Form, ...] = Field(default=(), description="Words of cldr: that are not used here.")
    writing: Writing = Field(default_factory=Writing)
    marks: Marks = Field(default_factory=Marks)
    units: dict[UnitKey, Forms] = Field(
        default_factory=dict,
        json_schema_extra=_completed(get_args(Unit)),
        description="Each unit with its written forms.",
    )
    unit_before: dict[UnitKey, Forms] = Field(
        default_factory=dict,
        json_schema_extra=_completed(get_args(Unit)),
        description="Units that stand before their number.",
    )
    between: tuple[Form, ...] = Field(default=(), description="Words that may stand between a number and its unit.")
    between_any: int = Field(default=0, ge=0, le=3, description="How many words of any kind may stand there.")
    between_never: tuple[Form, ...] = Field(default=(), description="Words that never do, where any may.")
    numbers: dict[Value, Forms] = Field(default_factory=dict, description="Numbers in words; halves and quarters, too.")
    counted: dict[UnitKey, dict[Value, Forms]] = Field(
        default_factory=dict, description="Words that hold the number and the unit: twice, half-tablet, a dual."
    )
    counters: tuple[Counted, ...] = Field(default=(), description="Numbers that count only before a counting word.")
    half_of: tuple[Form, ...] = Field(default=(), description='Between a half and what is halved: "half of a tablet".')
    joiners: tuple[Form, ...] = Field(
        default=(), description='What joins tens and ones: the "and" of "four and twenty".'
    )
    scales: dict[Value, Forms] = Field(default_factory=dict, description="Thousand, million, lakh …")
    times_of_day: dict[DayTimeKey, Forms] = Field(default_factory=dict, json_schema_extra=_completed(get_args(DayTime)))
    clock: Clock = Field(default_factory=Clock)
    weekdays: dict[WeekdayKey, Forms] = Field(default_factory=dict, json_schema_extra=_completed(get_args(Weekday)))
    months: dict[MonthNumber, Forms] = Field(default_factory=dict)
    month_numbered: tuple[Form, ...] = Field(default=(), description='Months that are numbered: "month 0".')
    month_words: tuple[Form, ...] = Field(
        default=(), description="Months that are words of everyday life as well: may."
    )
    date_words: tuple[Form, ...] = Field(default=(), description='Between a day and its month: "de", "st".')
    year_signs: tuple[Form, ...] = Field(
        default=(), description="After a year: signs that are read as a unit elsewhere."
    )
    decades: tuple[Form, ...] = Field(default=(), description='Decades: "the 0s", a century and a decade.')
    calendar: Calendar = Field(default_factory=Calendar)
    every: dict[OftenKey, Forms] = Field(
        default_factory=dict,
        json_schema_extra=_completed(get_args(Often)),
        description="daily, every day, a day; weekly …",
    )
    every_other: dict[OftenKey, Forms] = Field(
        default_factory=dict,
        json_schema_extra=_completed(get_args(Often)),
        description="every other day, on alternate days …",
    )
    comparisons: Comparisons = Field(default_factory=Comparisons)
    negation: Negation = Field(default_factory=Negation)
    opposites: dict[PoleKey, Forms] = Field(default_factory=dict, json_schema_extra=_completed(get_args(Pole)))
    relative: dict[RelativeKey, Forms] = Field(default_factory=dict, json_schema_extra=_completed(get_args(Relative)))
    ranges: Ranges = Field(default_factory=Ranges)
    calls: tuple[Form, ...] = Field(
        default=(), description="What stands before a short number to be called: call, dial."
    )
    names: tuple[Annotated[str, StringConstraints(min_length=1, max_length=60), NO_PROSE], ...] = Field(
        default=(), description="Names by which people ask for the language."
    )
    telling: Telling = Field(default_factory=Telling)
    style: Style = Field(default_factory=Style)
    exceptions: tuple[Form, ...] = Field(
        default=(), description='Phrases that hold a word of a table and do not mean it: "left over", "a cold".'
    )
    measured: dict[str, Measured] = Field(default_factory=dict)
    examples: tuple[Example, ...] = ()


#: The tables that a language must have, or say that it has not: what they are called in sentences.
WANTED: dict[str, str] = {
    "units": "units in words",
    "numbers": "numbers in words",
    "counted": "once, twice, half a tablet",
    "times_of_day": "times of day",
    "clock": "before and after noon",
    "weekdays": "weekdays",
    "months": "months",
    "every": "daily, weekly",
    "every_other": "every other day",
    "comparisons": "at least, at most",
    "negation": "not",
    "opposites": "opposites",
    "relative": "today, tomorrow",
}


wanted_key = _key(WANTED, joint=False)  # a check that a key is one of these tables


def is_filled(table: Compares, name: str) -> bool:
    """Whether a language has a table at all, by hand or from CLDR."""
    if name == "clock":
        return bool(table.clock.am and table.clock.pm) or bool(table.cldr and table.cldr.am)
    if name == "months" and table.month_numbered:
        return True
    value = getattr(table, name)
    own = any(getattr(value, field) for field in type(value).model_fields) if isinstance(value, Strict) else bool(value)
    return own or bool(table.cldr and getattr(table.cldr, name, None))


Fault = tuple[tuple[str | int, ...], str, str]  # the path below compares:, what is wrong, what to do


def contradictions(table: Compares) -> Iterator[Fault]:
    """Words that stand in two lists which exclude each other, and letters given twice."""
    for name in ("opposites", "times_of_day", "weekdays", "months", "every", "every_other", "relative", "units"):
        yield from _twice(name, getattr(table, name))
    yield from _twice("numbers", table.numbers)
    for place, letters in enumerate(table.writing.same):
        if len(set(letters)) < len(letters):
            yield ("writing", "same", place), f'a letter stands twice in "{letters}"', "Each letter once."
    for place, example in enumerate(table.examples):
        if example.of not in (*WANTED, "marks", "ranges", "scales", "calls", "calendar"):
            yield ("examples", place, "of"), f'"{example.of}" is no table', did_you_mean(example.of, WANTED)


def _twice(
    table: str, entries: dict[str, tuple[str, ...]] | dict[int, tuple[str, ...]] | dict[float, tuple[str, ...]]
) -> Iterator[Fault]:
    seen: dict[tuple[str, str], tuple[str | int | float, str]] = {}
    for key, forms in entries.items():
        names = str(key).split("/")
        if OTHER in names:  # what may mean something else contradicts nothing
            continue
        for place, form in enumerate(forms):
            for one in expanded(form):
                word = unicodedata.normalize("NFC", one).casefold(), AXES.get(names[0], "")
                if word in seen and seen[word][0] != key:
                    other, _ = seen[word]
                    fault = f'"{one}" stands under "{_said(other)}" and under "{_said(key)}"'
                    yield (table, _said(key), place), fault, _remedy(table, other, key)
                    break
                seen[word] = (key, form)


def _said(key: str | int | float) -> str:
    return f"{key:g}" if isinstance(key, int | float) else key


def _remedy(table: str, one: str | int | float, other: str | int | float) -> str:
    if table in ("opposites", "times_of_day", "every", "every_other", "relative"):
        return f'Delete one of the two; a word that may mean either stands under "{_said(one)}/{_said(other)}:" alone.'
    return "Delete one of the two."
