"""Sheets by diagnosis code for record systems: HL7's Infobutton by URL, as MedlinePlus Connect answers it.

HL7 V3 IG: URL-Based Implementations of the Context-Aware Knowledge Retrieval (Infobutton) Domain; MedlinePlus Connect's
web service. Requests carry age, gender, even passwords: what is not named here is never looked at, kept or logged.
No match is an empty feed with 200; no criterion is 400; an unknown type of answer is 415.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from press.desk.pages import Shop, address, row
from press.edition import Edition
from press.report import xml_text
from press.search import code_of, of_system
from press.web import PlainTextResponse, Response

#: Code systems by OID and by the names that clients write.
SYSTEMS: Final = {
    "2.16.840.1.113883.6.90": "ICD-10-CM", "2.16.840.1.113883.6.3": "ICD-10", "2.16.840.1.113883.6.96": "SNOMED CT",
    "2.16.840.1.113883.6.88": "RxNorm", "2.16.840.1.113883.6.1": "LOINC", "2.16.840.1.113883.6.73": "ATC",
    "icd10": "ICD-10-CM", "icd10cm": "ICD-10-CM", "icd-10-cm": "ICD-10-CM", "icd-10": "ICD-10-CM", "icd 10 cm": "ICD-10-CM",
    "snomed": "SNOMED CT", "snomed-ct": "SNOMED CT", "snomedct": "SNOMED CT", "snomed ct": "SNOMED CT", "sct": "SNOMED CT",
    "rxnorm": "RxNorm", "rxcui": "RxNorm", "loinc": "LOINC", "ln": "LOINC", "atc": "ATC",
}  # fmt: skip
_CRITERION: Final = re.compile(r"^mainsearchcriteria\.(?:v|c)\.(c|cs|csn|dn|ot)(\d{0,2})$")
_ATOM, _JSON, _HTML = "application/atom+xml", "application/json", "text/html"
_TYPES: Final = {
    "": _ATOM, "text/xml": _ATOM, "application/xml": _ATOM, "application/atom+xml": _ATOM,
    "application/json": _JSON, "text/json": _JSON, "application/javascript": _JSON, "json": _JSON, "text/html": _HTML,
}  # fmt: skip
_CALLBACK: Final = re.compile(r"^[A-Za-z_$][\w$.]{0,63}$")
_MOST: Final = 20
_TERMS: Final = ("mainSearchCriteria.v.c", "mainSearchCriteria.v.dn")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked for: a code of a system, or words."""

    system: str = ""
    code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, with nothing in it of the patient."""

    criteria: tuple[Criterion, ...]
    language: str
    kind: str
    callback: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sheet that answers a request."""

    title: str
    summary: str
    language: str
    link: str
    large: str
    note: str = ""

    @property
    def said(self) -> str:
        """Its summary, and before it what whoever asked must know."""
        return " ".join(part for part in (self.note, self.summary) if part)


class KindError(ValueError):
    """A type of answer that nobody here knows."""


def parse(query: bytes) -> Asked:
    """A request out of its query string, in all the spellings that clients use. Raises KindError."""
    fields = {key.strip().casefold(): value.strip() for key, value in parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)}
    kind = fields.get("knowledgeresponsetype", "").partition(";")[0].casefold()
    if kind not in _TYPES:
        raise KindError(kind)
    parts: dict[str, dict[str, str]] = {}
    for name, value in fields.items():
        found = _CRITERION.match(name)
        if found:
            parts.setdefault(found[2], {}).setdefault(found[1], value)
    criteria = tuple(one for number in sorted(parts) if (one := _criterion(parts[number])) is not None)
    language = fields.get("informationrecipient.languagecode.c") or fields.get("performer.languagecode.c") or "en"
    callback = fields.get("callback", "")
    return Asked(criteria, language.replace("_", "-"), _TYPES[kind], callback if _CALLBACK.match(callback) else "")


def _criterion(said: dict[str, str]) -> Criterion | None:
    code, words = said.get("c", ""), said.get("dn") or said.get("ot") or ""
    system = _system(said.get("cs", "")) or _system(said.get("csn", ""))
    named, code = of_system(code)
    system, code = system or _system(named), code.strip(" .")
    if not code and not words:
        return None
    if " " in code or (code and not any(char.isdigit() for char in code)):  # a name typed where a code belongs
        code, words = "", words or code
    return Criterion(system, code, words)


def _system(text: str) -> str:
    return SYSTEMS.get(text.strip().casefold(), "")


def matches(shop: Shop, one: Criterion) -> Iterator[str]:
    """The handouts that answer a criterion: those of the very code, else of its nearest parent or of its children."""
    library = shop.stock.library
    if one.code:
        wanted, ranked = code_of(one.code), list[tuple[int, str]]()
        for slug, handout in library.handouts.items():
            for code in handout.facts.codes:
                if one.system and not _alike(code.system, one.system):
                    continue
                distance = _distance(wanted, code_of(code.code), code.system)
                if distance is not None:
                    ranked.append((distance, slug))
        best = min((distance for distance, _ in ranked), default=0)
        yield from (slug for distance, slug in sorted(set(ranked)) if distance == best)
    elif one.words:
        hits = shop.stock.find(one.words)
        yield from (hit.slug for hit in hits[:3] if hit.score >= 0.8)


def _alike(system: str, asked: str) -> bool:
    return system == asked or {system, asked} <= {"ICD-10-CM", "ICD-10"}


def _distance(asked: str, known: str, system: str) -> int | None:
    """How far apart two codes are; None where neither is in the other. Only ICD-10's letters nest."""
    if asked == known:
        return 0
    if not system.startswith("ICD-10") or min(len(asked), len(known)) < 3:
        return None
    return abs(len(asked) - len(known)) if asked.startswith(known) or known.startswith(asked) else None


def entries(shop: Shop, asked: Asked, base: str) -> list[Entry]:
    """The sheets that answer a request, each once; only what is released."""
    slugs = dict.fromkeys(slug for one in asked.criteria for slug in matches(shop, one))
    return [entry for slug in list(slugs)[:_MOST] if (entry := _entry(shop, asked, slug, base)) is not None]


def _entry(shop: Shop, asked: Asked, slug: str, base: str) -> Entry | None:
    lines = [line for line in row(shop, slug).lines if line.released]
    if not lines:
        return None
    tags = {line.tag.casefold(): line for line in lines}
    wanted = asked.language.casefold()
    line = tags.get(wanted) or tags.get(wanted.split("-")[0]) or next((o for t, o in tags.items() if t.split("-")[0] == wanted.split("-")[0]), None)
    note = ""
    if line is None:
        line = tags.get(shop.stock.pieces[slug].facts.source_language.casefold()) or lines[0]
        there = ", ".join(one.english for one in lines)
        note = f"Not in the language that was asked for ({asked.language[:20]}). This is {line.english}; it exists in: {there}."
    variants = sorted(shop.stock.library.variants, key=lambda name: shop.stock.library.variants[name].order)
    large = next((name for name in variants if shop.stock.library.variants[name].proves.is_large), variants[-1])
    written = shop.stock.pieces[slug].texts[line.tag].text
    plain_link, large_link = (f"{base}{address(Edition(slug, line.tag, size, shop.brand))}" for size in (variants[0], large))
    return Entry(written.title, str(getattr(written, "summary", "")), line.tag, plain_link, large_link, note)


def answer(shop: Shop, query: bytes, base: str, page: Callable[[list[Entry]], Response]) -> Response:
    """The answer to a request; ``page`` makes a web page of its entries."""
    try:
        asked = parse(query)
    except KindError as error:
        return PlainTextResponse(f'"{str(error)[:80]}" is no type that is answered: text/xml, application/json, text/html.\n', 415)
    except ValueError:
        return PlainTextResponse("The request cannot be read.\n", 400)
    if not asked.criteria:
        return PlainTextResponse("A request names mainSearchCriteria.v.c (a code) or mainSearchCriteria.v.dn (a name).\n", 400)
    found = entries(shop, asked, base)
    headers = {"Cache-Control": "no-cache", "Content-Language": found[0].language if found else "en"}
    if asked.kind == _JSON:
        said = json.dumps({"feed": _feed(shop, asked, found)}, ensure_ascii=False)
        text, kind = (f"/**/{asked.callback}({said});", "application/javascript") if asked.callback else (said, _JSON)
    elif asked.kind == _HTML:
        return page(found)
    else:
        text, kind = _atom(shop, asked, found), _ATOM
    return Response(text, media_type=kind, headers=headers)


def _updated(shop: Shop) -> str:
    return f"{shop.today}T00:00:00Z"


def _title(shop: Shop) -> str:
    return f"Patient handouts, {shop.stock.library.brands[shop.brand].name}"


def _values(shop: Shop, asked: Asked) -> dict[str, Any]:
    """What was asked, as the answer repeats it: the codes and words, nothing of the patient."""
    first = asked.criteria[0]
    return {"mainSearchCriteria.v.c": first.code, "mainSearchCriteria.v.dn": first.words, "languageCode": asked.language, "updated": _updated(shop)}


def _feed(shop: Shop, asked: Asked, found: list[Entry]) -> dict[str, Any]:
    """The feed as JSON: ``entry`` is always an array."""
    values = _values(shop, asked)
    return {
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "base": "",
        "lang": asked.language,
        "title": {"_value": _title(shop), "type": "text"},
        "subtitle": {"_value": "By Handout Press", "type": "text"},
        "author": {"name": {"_value": shop.stock.library.brands[shop.brand].name}},
        "updated": {"_value": values["updated"]},
        "category": [{"scheme": term, "term": values[term]} for term in _TERMS],
        "id": {"_value": _id(asked)},
        "entry": [
            {
                "title": {"_value": one.title, "type": "text"},
                "lang": one.language,
                "link": [
                    {"title": one.title, "rel": "alternate", "type": "application/pdf", "hreflang": one.language, "href": one.link},
                    {
                        "title": f"{one.title} (large print)", "rel": "related", "type": "application/pdf", "hreflang": one.language,
                        "href": one.large, "reading-mode": "large-print",
                    },
                ],
                "id": {"_value": one.link},
                "updated": {"_value": values["updated"]},
                "summary": {"_value": one.said, "type": "text"},
            }
            for one in found
        ],
    }  # fmt: skip


def _id(asked: Asked) -> str:
    first = asked.criteria[0]
    return "urn:handouts:" + urlencode({"c": first.code, "dn": first.words, "lang": asked.language})


def _atom(shop: Shop, asked: Asked, found: list[Entry]) -> str:
    """The feed as Atom (RFC 4287)."""
    values = _values(shop, asked)
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})

    def add(parent: ElementTree.Element, name: str, text: str = "", **given: str) -> ElementTree.Element:
        child = ElementTree.SubElement(parent, name, given)
        child.text = text or None
        return child

    add(root, "title", _title(shop))
    add(root, "id", _id(asked))
    add(root, "updated", values["updated"])
    add(add(root, "author"), "name", shop.stock.library.brands[shop.brand].name)
    for term in _TERMS:
        add(root, "category", scheme=term, term=values[term])
    for one in found:
        entry = add(root, "entry", **{"xml:lang": one.language})
        add(entry, "title", one.title)
        add(entry, "id", one.link)
        add(entry, "updated", values["updated"])
        about = {"type": "application/pdf", "hreflang": one.language}
        add(entry, "link", rel="alternate", href=one.link, **about)
        add(entry, "link", rel="related", href=one.large, title="large-print", **about)
        add(entry, "summary", one.said)
    return xml_text(root)
