"""Units as patients read them, in the languages we have tables for: "mg" is "мг", "毫克", "ملغ" and "मिलीग्राम".

A language without a table knows the international symbols only, and is compared by values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.quantities.unit_words import SYMBOLS, UNIT_WORDS

# Canonical unit -> (kind, size in the kind's base unit; 0 where sizes cannot be compared).
UNITS: dict[str, tuple[str, float]] = {
    "mcg": ("mass", 1e-6),
    "mg": ("mass", 1e-3),
    "g": ("mass", 1.0),
    "kg": ("weight", 1.0),
    "lb": ("weight", 0.4536),
    "oz": ("weight", 0.02835),
    "ml": ("volume", 1e-3),
    "dl": ("volume", 0.1),
    "l": ("volume", 1.0),
    "tsp": ("volume", 0.005),
    "tbsp": ("volume", 0.015),
    "cup": ("volume", 0.24),
    "unit": ("activity", 1.0),
    "mmol": ("activity", 0.0),
    "meq": ("activity", 0.0),
    "form": ("form", 1.0),
    "celsius": ("temperature", 0.0),
    "fahrenheit": ("temperature", 0.0),
    "degree": ("degree", 0.0),
    "second": ("time", 1 / 86400),
    "minute": ("time", 1 / 1440),
    "hour": ("time", 1 / 24),
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "month": ("time", 30.0),
    "year": ("time", 360.0),
    "percent": ("percent", 1.0),
    "times": ("times", 1.0),
    "mm": ("length", 1e-3),
    "cm": ("length", 1e-2),
    "m": ("length", 1.0),
    "km": ("length", 1e3),
    "inch": ("length", 0.0254),
    "foot": ("length", 0.3048),
    "mile": ("length", 1609.0),
    "mmhg": ("pressure", 1.0),
    "kcal": ("energy", 1.0),
}
DOSE_KINDS = frozenset({"mass", "volume", "activity", "form"})

# Words that may stand between a number and its unit: "31 small injections", "12 na linggo", "12 个月".
_BETWEEN = {
    "en": r"(?:(?!(?:per|of|to|in|and|or|an?|the|for|every|at|on|by|with|from) )[a-z]+ ){0,2}?",
    "tl": r"(?:na |ng |pang |mga )?",
    "zh": "(?:个|個)? ?",
    "vi": r"(?:cái )?",
}
# Written before the number: 摄氏 38 度, 섭씨 38도, 화씨 100도.
_BEFORE = {
    "celsius": ("摄氏", "攝氏", "섭씨"),
    "fahrenheit": ("华氏", "華氏", "화씨"),
}
LETTER = r"[\w\u0300-\u036f\u0610-\u065f\u0900-\u0963]"  # marks that the regex engine does not count as letters


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found in a text: its canonical name, what it is counted per ("mg/mL"), and where it ends."""

    name: str
    per: str
    end: int


@dataclass(frozen=True, slots=True)
class _Compiled:
    pattern: re.Pattern[str]
    anywhere: re.Pattern[str]
    names: dict[str, str]
    stems: tuple[tuple[str, str], ...]

    def name(self, found: str) -> str:
        word = found.lower()
        return self.names.get(word) or next(name for stem, name in self.stems if re.match(stem, word))


# Devanagari letters with a dot below, as two characters (the normal form) and as one.
_NUKTA = {
    "क\u093c": "\u0958",
    "ग\u093c": "\u095a",
    "ज\u093c": "\u095b",
    "ड\u093c": "\u095c",
    "ढ\u093c": "\u095d",
    "फ\u093c": "\u095e",
}


def spellings(word: str) -> tuple[str, ...]:
    """A word as it may be encoded: one spelling in all scripts but Devanagari."""
    apart, joined = word, word
    for two, one in _NUKTA.items():
        apart, joined = apart.replace(one, two), joined.replace(two, one)
    return (apart,) if apart == joined else (apart, joined)


@functools.cache
def _compiled(base: str) -> _Compiled:
    names: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in f"{SYMBOLS}|{UNIT_WORDS.get(base, '')}".replace("\n", "|").split("|"):
        name, *forms = line.split() or [""]
        for spelt in (spelt for form in forms for spelt in spellings(form.lower())):
            (stems if "~" in spelt else names).setdefault(spelt.replace("_", " "), name)
    tails = {
        re.escape(stem).replace("\\~", LETTER + "*").replace("\\ ", " ").replace("~", LETTER + "*"): n
        for stem, n in stems.items()
    }
    exact = "|".join(re.escape(form).replace("\\ ", " ?") for form in sorted(names, key=len, reverse=True))
    unspaced = base in ("zh", "ja", "ko", "km")
    after = "(?![a-z])" if unspaced else f"(?!{LETTER})"
    choices = f"(?:{exact}){after}" + (
        f"|(?:{'|'.join(sorted(tails, key=len, reverse=True))})(?!{LETTER})" if tails else ""
    )
    between = _BETWEEN.get(base, "")
    spaceless = {re.sub(" ", "", form): name for form, name in names.items()}
    pattern = re.compile(rf"[ \-]{{0,2}}{between}({choices})", re.IGNORECASE)
    before = "" if unspaced else rf"(?<!{LETTER})" + ("(?:[وفبلك]?(?:ال|لل)?)" if base == "ar" else "")
    anywhere = re.compile(rf"{before}({choices})", re.IGNORECASE)
    return _Compiled(pattern, anywhere, {**spaceless, **names}, tuple(tails.items()))


def unit_after(text: str, position: int, base: str) -> Unit | None:
    """The unit that follows a number which ends at ``position``; ``text`` is normalised (see numerals)."""
    table = _compiled(base)
    hit = table.pattern.match(text, position)
    if hit is None:
        return None
    name, end, per = table.name(hit[1]), hit.end(), ""
    if text[end : end + 2].lstrip(" ").startswith("/"):
        slash = text.index("/", end) + 1
        other = table.pattern.match(text, slash)
        if other:
            per, end = table.name(other[1]), other.end()
    return Unit(name, per, end)


def unit_words(text: str, base: str) -> Iterator[tuple[str, int, int]]:
    """The units that ``text`` names, with a number before them or not: canonical name, start, end."""
    table = _compiled(base)
    for hit in table.anywhere.finditer(text):
        yield table.name(hit[1]), hit.start(1), hit.end(1)


def unit_before(text: str, position: int) -> str:
    """The temperature scale that stands before a number which starts at ``position``, or an empty string."""
    head = text[max(0, position - 4) : position].rstrip()
    return next((name for name, words in _BEFORE.items() if head.endswith(words)), "")


def has_table(base: str) -> bool:
    """Whether units in words are known for a language (its primary subtag)."""
    return base in UNIT_WORDS


def kind(unit: str) -> str:
    """What a unit measures: mass, volume, time … ; an empty string for no unit."""
    return UNITS[unit][0] if unit else ""


def is_dose(unit: str) -> bool:
    """Whether a number with this unit says how much medicine to take."""
    return kind(unit) in DOSE_KINDS


def same_unit(one: str, other: str) -> bool:
    """Whether two units may stand for each other: the same, or not comparable, as "tablet" and "pill"."""
    if not one or not other or one == other:
        return True
    pair = {kind(one), kind(other)}
    # "2 doses" becomes "2 times", "38 °C" "38 degrees", "1 injection" "1 unit dose": counting words shift in translation.
    return pair <= {"form", "times"} or pair == {"temperature", "degree"}
