"""Every word of a language's tables, with what it means: what :mod:`press.language.lexicon` looks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.language.forms import expanded
from press.language.tables import Compares

# International symbols of units: in every language, unless it gives the same letters to another unit.
_INTERNATIONAL: dict[str, tuple[str, ...]] = {
    "mcg": ("mcg", "\u00b5g", "\u03bcg", "ug"), "mg": ("mg",), "g": ("g",), "kg": ("kg",), "ml": ("ml", "mls", "cc"), "dl": ("dl",),
    "l": ("l",), "unit": ("iu",), "mmol": ("mmol",), "meq": ("meq",), "celsius": ("\u00b0( )c", "\u00ba( )c", "\u2103"),
    "fahrenheit": ("\u00b0( )f", "\u00ba( )f", "\u2109"), "degree": ("\u00b0",), "percent": ("%",), "hour": ("h", "hr", "hrs"),
    "minute": ("min",), "mm": ("mm",), "cm": ("cm",), "m": ("m",), "km": ("km",), "mmhg": ("mmhg", "mm hg"),
    "kcal": ("kcal",), "lb": ("lb", "lbs"), "oz": ("oz",), "foot": ("ft",),
}  # fmt: skip


def entries(table: Compares) -> Iterator[tuple[str, Any, str]]:
    """Every form of the tables: the table's name as rules ask for it, what the form means, and the form."""
    cldr, dropped = table.cldr, frozenset(table.drop)
    own = {form.casefold() for forms in table.units.values() for form in forms}
    for unit, forms in _INTERNATIONAL.items():
        yield from (("unit", unit, form) for form in forms if form not in own and form not in dropped)
    for name, field in (("unit", "units"), ("weekday", "weekdays"), ("month", "months"), ("scale", "scales")):
        hand, given = getattr(table, field), getattr(cldr, field) if cldr else {}
        taken = {form.casefold() for forms in hand.values() for form in forms}
        yield from ((name, key, form) for key, forms in hand.items() for form in forms)
        for key, forms in given.items():
            yield from ((name, key, form) for form in forms if form.casefold() not in taken and form not in dropped)
    joint = (
        ("time", "times_of_day"),
        ("every", "every"),
        ("every_other", "every_other"),
        ("opposite", "opposites"),
        ("relative", "relative"),
    )
    for name, field in joint:
        given = getattr(cldr, field, {}) if cldr and not getattr(table, field) else {}
        for key, forms in {**given, **getattr(table, field)}.items():
            yield from ((name, frozenset(key.split("/")), form) for form in forms if form not in dropped)
    yield from (("number", value, form) for value, forms in table.numbers.items() for form in forms)
    for unit, values in table.counted.items():
        yield from (("counted", (unit, value), form) for value, forms in values.items() for form in forms)
    for unit, forms in table.unit_before.items():
        yield from (("unit_before", unit, form) for form in forms)
    for field, way in (("at_least", "up"), ("at_most", "down")):
        yield from (("comparison", way, form) for form in getattr(table.comparisons, field))
        yield from (("comparison_after", way, form) for form in getattr(table.comparisons, f"{field}_after"))
    for name, listed in _lists(table):
        yield from ((name, None, form) for form in listed)


def bound(table: Compares) -> Iterator[tuple[float, str, tuple[str, ...]]]:
    """Numbers that count only before a counting word."""
    for bound in table.counters:
        for value, forms in bound.numbers.items():
            yield from ((value, one, bound.before) for form in forms for one in expanded(form))


def _lists(table: Compares) -> Iterator[tuple[str, tuple[str, ...]]]:
    cldr = table.cldr
    yield "am", table.clock.am or (cldr.am if cldr else ())
    yield "pm", table.clock.pm or (cldr.pm if cldr else ())
    yield "forbids", table.negation.forbids
    yield "denies", table.negation.denies
    yield "answers", table.negation.answers
    yield "month_numbered", table.month_numbered
    yield "calendar_month", table.calendar.months
    yield "decade", table.decades
    yield "call", table.calls
    yield "exception", table.exceptions
