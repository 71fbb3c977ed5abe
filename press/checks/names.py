"""Where a text names a brand: its name in other case or shortened, its initials, its addresses."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from press.checks.lexicon import table
from press.library.brand import Brand

# What many clinics are called: without another word these name none of them.
_GENERIC = frozenset({
    "and", "associates", "at", "best", "cardiology", "care", "center", "centers", "centre", "centres",
    "children", "childrens", "city", "clinic", "clinica", "clinics", "clínica", "community", "county", "das",
    "de", "del", "dental", "department", "dept", "der", "dermatology", "des", "die", "doctors", "du", "e",
    "east", "el", "et", "eye", "family", "first", "for", "foundation", "general", "good", "group", "head",
    "headache", "health", "healthcare", "heart", "hospital", "hospitals", "hôpital", "in", "institute",
    "klinik", "krankenhaus", "la", "le", "les", "local", "los", "medical", "medicine", "memorial", "migraine",
    "my", "neck", "network", "neurology", "new", "north", "of", "on", "oncology", "orthopaedics",
    "orthopedics", "our", "paediatrics", "pain", "partners", "pediatrics", "physicians", "practice", "praxis",
    "regional", "sample", "service", "services", "sleep", "south", "surgery", "system", "test", "the",
    "trust", "und", "unit", "university", "west", "women", "womens", "y", "your",
})  # fmt: skip
_JOINS = {
    "st": "saint",
    "mt": "mount",
    "ft": "fort",
    "dr": "doctor",
    "&": "and",
    "univ": "university",
    "hosp": "hospital",
    "ctr": "center",
    "centre": "center",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?|&")


def near(text: str, brands: Iterable[Brand]) -> list[Brand]:
    """The brands that a text could name or address at all: a quick look at the whole, before each line is looked at."""
    plain = _plain(text)
    return [
        brand
        for brand in brands
        if _maybe(brand.name, plain)
        or _maybe(brand.clinic.name, plain)
        or any(value.casefold() in plain for value in (brand.clinic.email,) if value)
        or any(
            re.sub(r"^https://(?:www\.)?", "", value).rstrip("/").casefold() in plain
            for value in (brand.clinic.web,)
            if value
        )
        or any(
            (street := _street(value)) and re.search(street, text, re.IGNORECASE)
            for value in (brand.clinic.address,)
            if value
        )
    ]


def typed(text: str, brands: Iterable[Brand]) -> Iterator[tuple[str, str, str]]:
    """As typed, the placeholder to write and the brand: each place where a brand is named or addressed."""
    told: set[tuple[str, str]] = set()
    words: list[re.Match[str]] | None = None
    plain = _plain(text)
    for brand in brands:
        for name in dict.fromkeys((brand.name, brand.clinic.name)):
            if not _maybe(name, plain):
                continue
            words = list(_WORD.finditer(text)) if words is None else words
            for found in _names(text, words, name):
                if (found, "clinic.name") not in told:
                    told.add((found, "clinic.name"))
                    yield found, "clinic.name", brand.name
        for found, key in _addresses(text, plain, brand):
            if (found, key) not in told:
                told.add((found, key))
                yield found, key, brand.name


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    kept = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(kept).casefold()


@functools.lru_cache(maxsize=8192)
def _key(word: str) -> str:
    """A word to compare by: small letters, no accents, no marks, "St" as "Saint"."""
    bare = re.sub(r"['’.]", "", _plain(word))
    return _JOINS.get(bare, bare)


@functools.lru_cache(maxsize=512)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in _WORD.findall(name))


@functools.lru_cache(maxsize=512)
def _initials(name: str) -> frozenset[str]:
    """What a name is shortened to: the first letters of all words, and of the weighty ones; four letters or more."""
    parts = _parts(name)
    every, weighty = (
        "".join(p[0] for p in parts),
        "".join(p[0] for p in parts if p not in ("and", "of", "the", "for", "at")),
    )
    known = {row[0] for row in table("acronyms")}
    return frozenset(short for short in (every.upper(), weighty.upper()) if len(short) >= 4 and short not in known)


def _maybe(name: str, plain: str) -> bool:
    """Whether a text could name it at all: a quick look for its first weighty word or its initials."""
    parts = [part for part in _parts(name) if part not in _GENERIC] or list(_parts(name))
    first = parts[0] if parts else ""
    short = {"saint": "st", "mount": "mt", "fort": "ft", "doctor": "dr"}.get(first, first)
    return bool(first) and (first in plain or short in plain or any(one.casefold() in plain for one in _initials(name)))


def _names(text: str, words: list[re.Match[str]], name: str) -> Iterator[str]:
    parts = _parts(name)
    generic = all(part in _GENERIC for part in parts)
    if not name.isascii() and (at := _plain(text).find(_plain(name))) >= 0 and len(name) >= 4:
        yield text[at : at + len(name)] if _plain(name) == name else name  # scripts without spaces, words with prefixes
        return
    at = 0
    while at < len(words):
        length = _match(text, words[at:], parts, generic)
        if length:
            yield text[words[at].start() : words[at + length - 1].end()].rstrip(".")
        elif words[at][0].strip(".") in _initials(name) and words[at][0].isupper():
            yield words[at][0]
        at += max(length, 1)


def _match(text: str, words: list[re.Match[str]], parts: tuple[str, ...], generic: bool) -> int:
    """How many words from here name it: all of its words, or its first and the beginnings of others in their order."""
    if not words or _key(words[0][0]) != parts[0]:
        return 0
    taken, part = 1, 1
    while taken < len(words) and part < len(parts):
        if not re.fullmatch(r"[\s\-]*", text[words[taken - 1].end() : words[taken].start()]):
            break
        raw, key = words[taken][0], _key(words[taken][0])
        found = next((n for n in range(part, len(parts)) if _stands_for(raw, key, parts[n])), None)
        if found is None:
            break
        taken, part = taken + 1, found + 1
    whole = taken == len(parts)
    if len(parts) == 1:  # a name of one word may be a word of the language, too
        opens = not text[: words[0].start()].rstrip(" (\"“'") or text[: words[0].start()].rstrip()[-1:] in ".!?:"
        return taken if words[0][0][0].isupper() and not opens else 0
    if generic:  # "Pain Clinic" is a brand's name only as one writes a name
        return taken if whole and all(word[0][0].isupper() for word in words[:taken] if len(word[0]) > 3) else 0
    if whole:
        return taken
    weighty = any(_key(word[0]) not in _GENERIC or len(_key(word[0])) == 1 for word in words[:taken])
    shown = words[0][0][0].isupper() and words[taken - 1][0][0].isupper()
    return taken if taken >= 2 and weighty and shown and parts[0] not in _GENERIC else 0


def _stands_for(raw: str, key: str, part: str) -> bool:
    return key == part or (part.startswith(key) and (len(key) >= 4 or (raw.endswith(".") and len(key) >= 1)))


def _addresses(text: str, plain: str, brand: Brand) -> Iterator[tuple[str, str]]:
    clinic = brand.clinic
    if clinic.email and clinic.email.casefold() in plain:
        yield _as_typed(text, clinic.email), "clinic.email"
    if clinic.web:
        host = re.escape(re.sub(r"^https://(?:www\.)?", "", clinic.web).rstrip("/"))
        hit = re.search(rf"(?<![\w.@-])(?:https?://)?(?:www\.)?{host}/?(?![\w/@-]|\.\w)", text, re.IGNORECASE)
        if hit:
            yield hit[0], "clinic.web"
    if clinic.address:
        street = _street(clinic.address)
        hit = re.search(street, text, re.IGNORECASE) if street else None
        if hit:
            yield hit[0], "clinic.address"


@functools.lru_cache(maxsize=256)
def _street(address: str) -> str:
    """A pattern for the first line of an address, with its number; empty where it has none."""
    first = re.split(r"[,;\n]", address)[0].strip()
    words = first.split()
    if len(words) < 2 or not any(char.isdigit() for char in first):
        return ""
    shorter = {
        "street": "st(?:reet)?",
        "road": "r(?:oa)?d",
        "avenue": "ave(?:nue)?",
        "boulevard": "b(?:ou)?le?v(?:ar)?d",
        "drive": "dr(?:ive)?",
        "lane": "l(?:a)?ne?",
    }
    return r"(?<!\w)" + r"[\s,]+".join(shorter.get(word.lower(), re.escape(word)) for word in words) + r"\.?(?!\w)"


def _as_typed(text: str, wanted: str) -> str:
    at = text.casefold().find(wanted.casefold())
    return text[at : at + len(wanted)] if at >= 0 else wanted
