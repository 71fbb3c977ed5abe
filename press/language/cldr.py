"""What Unicode's data (CLDR) knows of languages: their tags, dates and lists. The only babel.

Babel is imported inside the functions: reading its data takes 30 ms, and ``handouts --help`` needs none of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from press.problem import nearest

if TYPE_CHECKING:
    from babel import Locale

# Languages of which CLDR says that they are another one's variety, and which clinics tell apart.
_KEPT = frozenset({"prs", "tl", "kmr", "tw", "cnr"})
_NOT_LANGUAGES = frozenset({"und", "mul", "mis", "zxx", "root"})
_NOT_SCRIPTS = frozenset({"Zxxx", "Zyyy", "Zzzz", "Zinh", "Zmth", "Zsym", "Qaag"})
_NOT_REGIONS = frozenset({"ZZ", "QO", "XA", "XB", "EU", "EZ", "UN"})
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")  # the page isolates every run by itself


@functools.cache
def _english() -> Locale:
    """CLDR in English: what subtags there are."""
    from babel import Locale

    return Locale.parse("en")


def _table(name: Any) -> Any:
    from babel.core import get_global

    return get_global(name)


def is_script(code: str) -> bool:
    """Whether ``code`` is a script of ISO 15924 that languages are written in, such as Latn."""
    return code in _english().scripts and code not in _NOT_SCRIPTS


def is_country(code: str) -> bool:
    """Whether ``code`` is the two capital letters of a country (ISO 3166), such as US."""
    return bool(re.fullmatch("[A-Z]{2}", code)) and code in _english().territories and code not in _NOT_REGIONS


def is_tag(tag: str) -> bool:
    """Whether ``tag`` is a language tag of BCP 47 in its one right spelling, and the shortest that suffices."""
    return bool(tag) and canonical_tag(tag) == tag


def canonical_tag(tag: str) -> str:
    """The one right spelling of a tag or an English language name (``es_latn``, ``Spanish`` -> ``es``); "" if unknown.

    RFC 5646, sections 2.1 (form) and 4.1 (as short as possible). A script is named only where it is not the usual one,
    and always for Chinese. A region stays: ``pt-BR`` is other words than ``pt``.
    """
    parts = re.split(r"[-_]", tag.strip())
    if len(parts) == 1 and len(tag) > 3:
        return _tag_of_name(tag)
    language, script, region = _language(parts[0].lower())
    variants, named = "", False
    if not language:
        return ""
    for number, part in enumerate(parts[1:]):
        if re.fullmatch(r"[A-Za-z]{4}", part) and number == 0:
            script = part.title()
        elif re.fullmatch(r"[A-Za-z]{2}|[0-9]{3}", part) and not variants and not named and number <= 1:
            named = True
            region = _table("territory_aliases").get(part.upper(), [part.upper()])[0]
        elif re.fullmatch(r"[A-Za-z0-9]{4,8}", part) and part.upper() in _english().variants and part not in variants:
            variants += f"-{part.lower()}"
        else:
            return ""
    known_region = not region or (region in _english().territories and region not in _NOT_REGIONS)
    if not known_region or (script and not is_script(script)):
        return ""
    return _shortest(language, script, region) + variants


def _language(code: str) -> tuple[str, str, str]:
    """The language subtag for a code, with the script and region that an alias stands for; empty if unknown."""
    code = {"tgl": "tl"}.get(code, code)
    aliases = _table("language_aliases")
    if code in _KEPT:
        return code, "", ""
    if code in aliases:
        language, _, more = str(aliases[code]).partition("_")
        return (language, more, "") if len(more) == 4 else (language, "", more)
    known = code in _table("likely_subtags") or code in _english().languages
    return (code if known and code not in _NOT_LANGUAGES else ""), "", ""


def _shortest(language: str, script: str, region: str) -> str:
    """The tag without what goes without saying."""
    likely = _table("likely_subtags")
    usual = (likely.get(f"{language}_{region}") or likely.get(language) or "__").split("_")[1]
    if language == "zh":
        script = script or usual
        home = (likely.get(f"zh_{script}") or likely["zh"]).split("_")[2]
        region = "" if region == home else region
    elif script == usual:
        script = ""
    return "-".join(part for part in (language, script, region) if part)


def _tag_of_name(name: str) -> str:
    """``Spanish`` -> ``es``; also a name that is nearly right."""
    names = {str(known).lower(): str(code) for code, known in _english().languages.items()}
    found = name.lower() if name.lower() in names else nearest(name.lower(), names)
    return canonical_tag(names[found].replace("_", "-")) if found and len(names[found].split("_")[0]) <= 3 else ""


class Identity(NamedTuple):
    """What CLDR says of a language; empty, or as of Latin script, where it knows nothing."""

    name: str
    endonym: str
    script: str
    direction: str


def identity(tag: str) -> Identity:
    """A language's names, script and direction."""
    language, *more = tag.split("-")
    script = next((part for part in more if len(part) == 4), "")
    likely = _table("likely_subtags").get(language, "__").split("_")
    known, names = locale(tag), _english().languages
    key = tag.replace("-", "_")
    name = str(names.get(key) or names.get(language, ""))
    endonym = str((known.languages.get(key) or known.languages.get(language) if known else "") or "")
    return Identity(name, endonym or name, script or likely[1] or "Latn", direction(tag) or "ltr")


def is_language_name(name: str) -> bool:
    """Whether CLDR has a language of exactly this English name or code: Kurdish, ku."""
    known = _english().languages
    return name in known or name.casefold() in {str(one).casefold() for one in known.values()}


def display_names(tag: str, others: Sequence[str]) -> list[str]:
    """What a language is called in other languages, as far as CLDR knows; the plain name of ``zh`` is that of ``zh-Hans``."""
    base = tag.split("-")[0]
    plain = canonical_tag(base) == tag or tag == "pt-BR"
    found = []
    for known in map(locale, others):
        if known is not None:
            keys = [tag.replace("-", "_"), *([base] if plain else [])]
            found += [str(known.languages[key]) for key in keys if key in known.languages]
    return found


@functools.cache
def locale(tag: str) -> Locale | None:
    """CLDR's data for a language, None where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_table("language_aliases").get(tag, tag).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def direction(tag: str) -> str:
    """``ltr`` or ``rtl``; "" where CLDR does not know the language."""
    known = locale(tag)
    return known.text_direction if known is not None else ""


def long_date(tag: str, day: date) -> str:
    """The long form of a date, Gregorian, with the digits 0 to 9; "" where CLDR lacks the months' names."""
    known = locale(tag)
    if known is None:
        return ""
    in_words = re.search("MMM|LLL|\u6708|\uc6d4", known.date_formats["long"].pattern)
    if not in_words or re.fullmatch(r"M\d+", known.months["format"]["wide"][1]):
        return ""  # CLDR's root: "2026 M05 3"
    from babel.dates import format_date

    return _DIRECTION_MARKS.sub("", format_date(day, "long", locale=known))


def month_names(tag: str) -> frozenset[str]:
    """The names of the months as they stand in a date; none where CLDR does not know the language."""
    known = locale(tag)
    return frozenset(known.months["format"]["wide"].values()) if known is not None else frozenset()


def joined(tag: str, names: Sequence[str]) -> str:
    """``A, B and C`` in the words of the language; with commas alone where CLDR does not know it."""
    known = locale(tag)
    if known is None:
        return ", ".join(names)
    from babel.lists import format_list

    return _DIRECTION_MARKS.sub("", format_list(names, "standard", locale=known))


def plural_forms(tag: str) -> tuple[str, ...]:
    """The plural categories of a language, such as ``one, few, many, other``; all six where CLDR does not know it."""
    known = locale(tag)
    if known is None:
        return ("zero", "one", "two", "few", "many", "other")
    return (*sorted(known.plural_form.tags, key=("zero", "one", "two", "few", "many").index), "other")


def decimal_mark(tag: str) -> str:
    """The decimal mark, "." or ","; "." where CLDR does not know the language."""
    known = locale(tag)
    mark = known.number_symbols.get("latn", {}).get("decimal", ".") if known is not None else "."
    return mark if mark in (".", ",") else "."


def fresh_data(name: str) -> Any:
    """All of CLDR's data for one locale, None where there is none, read anew.

    Babel 2.18 writes what an alias stands for into data that locales share: after Chinese was asked for its stand-alone
    months, Swahili answers with them. So nothing that was read before may be used here.
    """
    from babel import localedata

    if not localedata.exists(name):
        return None
    localedata._cache.clear()
    data = localedata.LocaleDataDict(dict[Any, Any](localedata.load(name)))
    localedata._cache.clear()
    return data


@functools.cache
def all_month_names() -> frozenset[str]:
    """What months are called, and how they are shortened, in the languages that spreadsheet programs are most used in.

    In small letters, without a point: ``jan``, ``mar``, ``dec``.
    """
    names: set[str] = set()
    for tag in (
        "en",
        "es",
        "de",
        "fr",
        "pt",
        "it",
        "nl",
        "pl",
        "ru",
        "uk",
        "tr",
        "sv",
        "da",
        "nb",
        "fi",
        "cs",
        "hu",
        "ro",
        "vi",
        "id",
    ):
        months = fresh_data(tag)["months"]
        for form, width in [(form, width) for form in ("format", "stand-alone") for width in ("abbreviated", "wide")]:
            names |= {name.casefold().rstrip(".") for name in months[form][width].values()}
    return frozenset(names)
