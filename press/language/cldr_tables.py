"""The part of a language's tables that Unicode's data (CLDR) has: units, weekdays, months, times of day, decimal mark.

``scripts/cldr_tables.py`` writes it into the language files, ``handouts new-language`` into a new one; a test says when the data
and the files differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from press.language import cldr

#: Our unit -> CLDR's.
_UNITS = {
    "mcg": "mass-microgram", "mg": "mass-milligram", "g": "mass-gram", "kg": "mass-kilogram", "lb": "mass-pound", "oz": "mass-ounce",
    "ml": "volume-milliliter", "dl": "volume-deciliter", "l": "volume-liter", "tsp": "volume-teaspoon", "tbsp": "volume-tablespoon",
    "celsius": "temperature-celsius", "fahrenheit": "temperature-fahrenheit", "second": "duration-second",
    "minute": "duration-minute", "hour": "duration-hour", "day": "duration-day", "week": "duration-week",
    "month": "duration-month", "year": "duration-year", "percent": "concentr-percent", "mm": "length-millimeter",
    "cm": "length-centimeter", "m": "length-meter", "km": "length-kilometer", "inch": "length-inch", "foot": "length-foot",
    "mile": "length-mile", "kcal": "energy-kilocalorie",
}  # fmt: skip
_TIMES = {
    "morning1": "morning", "morning2": "morning", "noon": "noon", "afternoon1": "afternoon", "afternoon2": "afternoon",
    "evening1": "evening", "evening2": "evening", "night1": "night", "night2": "night", "midnight": "midnight",
}  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_POWERS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 1_000_000_000_000)


def table(name: str) -> dict[str, Any]:
    """CLDR's part for a locale of CLDR (``pl``, ``fa_AF``), as it stands under ``cldr:``; empty where CLDR has no such locale.

    Words in no letters of the language's own (root's "M05", "mg" that stands in every language) are left out.
    """
    data = cldr.fresh_data(name)
    if data is None:
        return {}
    periods = [
        data["day_periods"][way][width] for way in ("format", "stand-alone") for width in ("wide", "abbreviated")
    ]
    found: dict[str, Any] = {"locale": name, "decimal": cldr.decimal_mark(name)}
    found["units"] = _units(data["unit_patterns"])
    found["weekdays"] = {day: _names(data["days"], number, ("wide",)) for number, day in enumerate(_DAYS)}
    found["months"] = {month: _names(data["months"], month, ("wide", "abbreviated")) for month in range(1, 13)}
    found["times_of_day"] = _times(periods)
    found["am"], found["pm"] = (_kept(period.get(half) for period in periods) for half in ("am", "pm"))
    found["scales"] = _scales(data.get("compact_decimal_formats", {}))
    for key in ("units", "weekdays", "months", "times_of_day", "scales"):
        found[key] = {name: words for name, words in found[key].items() if words}
    return {key: value for key, value in found.items() if value}


def _kept(words: Iterable[str | None]) -> list[str]:
    """Words worth keeping, once each: no single letters, no placeholders of the root locale, no hidden marks."""
    tidy = (
        unicodedata.normalize("NFC", re.sub("[\u061c\u200b\u200e\u200f]", "", word)).strip() for word in words if word
    )
    good = (re.sub(r"\s+", " ", word).rstrip(".") for word in tidy)
    return list(
        dict.fromkeys(
            word
            for word in good
            if len(word) > 1 and not re.fullmatch(r"M?\d+|[A-Za-z]+\d+", word) and not re.search(r"[()|*\[\]{}]", word)
        )
    )


def _units(patterns: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {}
    for unit, name in _UNITS.items():
        widths = (dict(patterns.get(name, {}).items()).get(width) for width in ("long", "short"))
        forms = [form for width in widths if width is not None for key, form in width.items() if key != "per"]
        words = _kept(form.replace("{0}", " ").strip() for form in forms if isinstance(form, str))
        found[unit] = [word for word in words if not word.isascii() or len(word) > 2]
    taken: dict[str, str] = {}
    for unit, words in found.items():  # "m" and "min" of two units would say nothing
        found[unit] = [word for word in words if taken.setdefault(word.casefold(), unit) == unit]
    return found


def _names(tables: Mapping[str, Any], key: int, widths: tuple[str, ...]) -> list[str]:
    """Names of a month or weekday. Short names of weekdays are left out: "sun", "sat" and "mar" are words of everyday life."""
    return _kept(tables[way][width].get(key) for way in ("format", "stand-alone") for width in widths)


def _times(periods: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for period in periods:
        for key, word in period.items():
            if key in _TIMES:
                found.setdefault(_TIMES[key], []).append(word)
    words = {name: _kept(forms) for name, forms in found.items()}
    return dict(_joint(words))


def _joint(words: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """A word that names two times of day stands under both names, joined."""
    owners: dict[str, list[str]] = {}
    for name, forms in words.items():
        for form in forms:
            owners.setdefault(form, []).append(name)
    found: dict[str, list[str]] = {}
    for form, names in owners.items():
        found.setdefault("/".join(names), []).append(form)
    yield from sorted(found.items())


def _scales(formats: Mapping[str, Any]) -> dict[int, list[str]]:
    """Words for thousand, million and so on: what stands beside the digits where CLDR writes numbers short."""
    found: dict[int, list[str]] = {}
    for width in ("long", "short"):
        for by_size in (formats.get(width) or {}).values():
            for size, pattern in by_size.items():
                text = str(getattr(pattern, "pattern", pattern)).split(";")[0]
                zeros = text.count("0")
                word = re.sub(r"[0#,.'\u00a0\s]+", " ", text).strip()
                power = int(size) // 10 ** (zeros - 1) if zeros else 0
                if (
                    power in _POWERS
                    and word
                    and (not word.isascii() or len(word) > 2)
                    and "-" not in word
                    and " " not in word
                ):
                    found.setdefault(power, []).append(word)
    return {power: _kept(words) for power, words in sorted(found.items())}


#: Languages that CLDR knows by another name, and those of which it has nothing of their own ("": Haitian Creole inherits French).
LOCALES = {"prs": "fa_AF", "tl": "fil", "hmn": "", "ht": ""}
_WIDTH = 118


def locale_of(tag: str) -> str:
    """CLDR's name of a language, such as ``pt_BR``; empty where it has nothing of that language's own."""
    name = LOCALES.get(tag, tag.replace("-", "_"))
    return name if name and cldr.fresh_data(name) is not None else ""


def block(tag: str) -> str:
    """CLDR's part as it stands in a language file, below ``compares:``; empty where there is none."""
    found = table(locale_of(tag)) if locale_of(tag) else {}
    return (
        "".join(f"{line}\n" for line in ["  cldr:  # written by scripts/cldr_tables.py", *_lines(found, 4)])
        if found
        else ""
    )


def replaced(text: str, tag: str) -> str:
    """A language file's text with CLDR's part as it is today; the file must have ``compares:``."""
    without = re.sub(r"(?m)^  cldr:.*\n(?:    .*\n)*", "", text)
    return re.sub(r"(?m)^compares:.*\n", lambda hit: hit[0] + block(tag), without, count=1)


def _lines(values: Mapping[Any, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _lines(value, indent + 2)
        elif isinstance(value, list):
            yield from _flow(f"{pad}{key}: [", [quoted(word) for word in value], indent + 2)
        else:
            yield f"{pad}{key}: {quoted(value)}"


def _flow(head: str, words: list[str], indent: int) -> Iterator[str]:
    """A list between brackets, broken between its words where it is long."""
    line = head
    for number, word in enumerate(words):
        piece = word + ("]" if number == len(words) - 1 else ", ")
        if len(line) + len(piece.rstrip()) > _WIDTH and line.strip() != head.strip():
            yield line.rstrip()
            line = " " * indent
        line += piece
    yield line


def quoted(word: str) -> str:
    """A word as it may stand in a YAML list; in quotes where it would mean something else without them."""
    plain = (
        re.fullmatch(r"[^\s'\"%@`&*!?|>#{}\[\],:\-][^\"#{}\[\],:]*|-[^\s\"#{}\[\],:]+", word) and word == word.strip()
    )
    return word if plain else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
