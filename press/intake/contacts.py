"""Phones, emergency numbers, names and addresses of a clinic in a leaflet: the brand's own become its placeholders.

What is not the brand's may be another clinic's, and is a doubt: a patient would call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from press.intake.pieces import (
    Box,
    Cell,
    Doubt,
    Grid,
    Heading,
    Item,
    Items,
    Paragraph,
    Piece,
    Span,
    Terms,
    Words,
    plain,
)
from press.quantities import every_emergency_number
from press.quantities.telephones import folded, found_in, national_digits, runs, same_number, short_numbers

if TYPE_CHECKING:
    from press.library import Brand

_CALLED = re.compile(
    r"(?:\b(?:call|dial|phone|ring|telephone|text|or|llame|llamar|marque|appelez|composez|ligue|disque|chiama|chiamate|"
    r"rufen sie|wählen sie|notruf|bel|zadzwoń|звоните|вызовите|emergency(?: number)?|911|999|112)\b|[拨撥打]|اتصل|גש|התקשרו?)"
    r"[^\d.]{0,30}$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(r"^.{0,12}(?:anrufen|wählen|arayın|に電話|번으로|пайвандед)", re.IGNORECASE)
# How a number of seven digits or more looks that is one to dial, whatever the country.
_DIALLED = re.compile(r"^[+(]|^0[1-9]|\d{3}[ .-]\d{4}$")
_KNOWN = ("911", "999")
_FAMOUS = ("911", "999", "112", "000")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET = (
    r"Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Drive|Dr\.?|Way|Court|Ct\.?|Place|Pl\.?|Parkway|Pkwy\.?|"
    r"Highway|Hwy\.?|Square|Sq\.?|Terrace|Close|Crescent"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]? (?:[NSEW]{{1,2}}\.? )?(?:[A-Z][\w.'’-]* ?){{1,4}}\b(?:{_STREET})\b(?:,? (?:Suite|Ste\.?|Unit|Floor|Room|#) ?[\w-]+)?"
    r"(?:,? [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?){0,2}(?:,? [A-Z]{2},? \d{5}(?:-\d{4})?|,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?"
    r"|\b(?:P\.? ?O\.? Box) \d+|\b[A-Z][\w.'’-]+,? [A-Z]{2},? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\b(?:Calle|Avenida|Av\.|Rue|Via|Rua|Carrera) (?:\w+ ){0,4}\w+,? ?(?:n\.?º ?)?\d{1,5}\b"
    r"|\b[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|weg|platz|allee|gasse) \d{1,4}[a-z]?\b"
)
_KIND = (
    r"Clinic|Clinics|Hospital|Hospitals|Medical Center|Medical Centre|Health Center|Health Centre|Health System|Medical Group|"
    r"Surgery Center|Family Practice|Pharmacy|Infirmary|Healthcare|Health Care|Medical Associates|Physicians|NHS (?:Foundation )?Trust|"
    r"Neurology|Orthopaedics|Orthopedics|Pediatrics|Dermatology|Cardiology"
)
_WORD = r"(?:(?:[A-Z][\w’'&.-]*|of|and|the|for|St\.|&) )"
_NAME = re.compile(
    rf"\b(?:[A-Z][\w’'&.-]* ){_WORD}{{0,4}}(?:{_KIND})\b|\b(?:Cl[ií]nica|Hospital|Klinikum|Klinik|Clinique|Hôpital|Ospedale|Clinic) "
    r"(?:of |de |la |del |du |San |Santa |Saint )*(?!And\b|The\b|Or\b)[A-ZÁÉÍÓÚÄÖÜ][\w’'-]+(?: [A-ZÁÉÍÓÚÄÖÜ][\w’'-]+)*"
    r"|[\u4e00-\u9fff]{2,10}(?:医院|醫院|诊所|診所)"
)
_NO_NAME = re.compile(
    r"^(?:Your|The|Our|A|An|This|That|Any|Each|Every|My|Call|Visit|Contact|At|In|If|When|Go|Ask|See|From|Please|Local|Nearest|"
    r"Main|What|Which|Who|Why|How|Before|After|And|Or|With|Most|All|Some|Tell|Bring|Leave|Home|Out|Emergency)\b",
)


class Contacts:
    """Reads pieces for numbers, names and addresses; ``brands`` are the project's."""

    def __init__(self, brands: Sequence[Brand]) -> None:
        self.own: list[tuple[str, str]] = []
        self.emergency = {brand.emergency_number for brand in brands}
        for brand in brands:
            for key in ("name", "address", "email", "web"):
                value = getattr(brand.clinic, key)
                if value:
                    self.own.append((value, f"clinic.{key}"))
        self.regions = tuple(sorted({brand.region for brand in brands}))
        self.phones = [
            (national_digits(value, brand.region), name)
            for brand in brands
            for name, value in (("clinic.phone", brand.clinic.phone), ("clinic.after_hours", brand.clinic.after_hours))
            if value
        ]
        self.found: dict[str, int] = {}  # what the piece at hand holds of others, and how often

    def read(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces with placeholders, and a doubt after the first piece of each section that holds others' numbers."""
        out: list[Piece] = []
        told: set[str] = set()
        section: dict[str, int] = {}
        place = -1
        for piece in pieces:
            if isinstance(piece, Heading) and section:
                out.insert(place, _doubt(section))
                section, place = {}, -1
            self.found = {}
            out.append(self._piece(piece))
            fresh = {what: times for what, times in self.found.items() if what not in told}
            told |= set(fresh)
            section.update(fresh)
            if fresh and place < 0:
                place = len(out)
        if section:
            out.insert(place, _doubt(section))
        return out

    def _piece(self, piece: Piece) -> Piece:
        if isinstance(piece, Paragraph):
            return replace(piece, words=self._words(piece.words))
        if isinstance(piece, Heading):
            return replace(piece, words=self._words(piece.words))
        if isinstance(piece, Items):
            return Items(tuple(Item(item.label, tuple(map(self._piece, item.pieces))) for item in piece.items))
        if isinstance(piece, Box):
            return Box(tuple(map(self._piece, piece.pieces)))
        if isinstance(piece, Grid):
            rows = tuple(tuple(Cell(tuple(map(self._piece, c.pieces)), c.again) for c in row) for row in piece.rows)
            return replace(piece, rows=rows, caption=self._words(piece.caption))
        if isinstance(piece, Terms):
            return Terms(tuple((self._words(a), self._words(b)) for a, b in piece.pairs))
        return piece

    def _words(self, words: Words) -> Words:
        """Words with placeholders for what is the brand's own."""
        text = plain(words)
        hits = list(self._hits(text))
        for start, end, name in sorted(hits):
            if not name:
                self.found[text[start:end].strip()] = self.found.get(text[start:end].strip(), 0) + 1
        for start, end, name in sorted(hits, reverse=True):
            words = _replaced(words, start, end, name) if name else words
        return words

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where something of a clinic stands, and the brand's name for it; empty for another's."""
        taken: list[tuple[int, int]] = []

        def free(start: int, end: int) -> bool:
            return all(end <= a or start >= b for a, b in taken)

        for start, end, name in (*self._own(text), *self._numbers(text), *_others(text)):
            if free(start, end):
                taken.append((start, end))
                yield start, end, name

    def _own(self, text: str) -> Iterator[tuple[int, int, str]]:
        for value, name in self.own:
            for hit in re.finditer(re.escape(value), text):
                yield hit.start(), hit.end(), name

    def _numbers(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Numbers to call: the emergency's, the brand's own, others'."""
        plain = folded(text)
        if not any(char.isdigit() for char in plain.plain):
            return
        for first, last, digits, _ in short_numbers(plain):
            if self._to_call(plain.plain, first, last, digits):
                yield *plain.span(first, last), "emergency.number" if digits in self.emergency else ""
        for first, last, digits in runs(plain):
            own = next((name for number, name in self.phones if same_number(digits, number)), "")
            if own:
                yield *plain.span(first, last), own
        long = [(first, last) for first, last, digits in runs(plain) if 7 <= len(digits) <= 15]
        for first, last, _ in found_in(plain.plain, self.regions) if long else ():
            yield *plain.span(first, last), ""
        for first, last in long:
            if _DIALLED.search(plain.plain[first:last]):
                yield *plain.span(first, last), ""

    def _to_call(self, text: str, first: int, last: int, digits: str) -> bool:
        """Whether a short number is one to call in an emergency, not an amount."""
        before, after = text[max(0, first - 45) : first], text[last : last + 20]
        if re.match(r"\s?(?:mg|ml|g|kg|mcg|%|°|tablets?|pills?|people|patients|days|times)\b", after):
            return False
        called = bool(_CALLED.search(before) or _CALLED_AFTER.search(after))
        if digits in _KNOWN:
            return True
        return called and (digits in self.emergency or digits in _FAMOUS or digits in every_emergency_number())


def _others(text: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (_MAIL, _ADDRESS, _NAME):
        for hit in pattern.finditer(text):
            if pattern is _NAME:
                name = hit[0]
                while _NO_NAME.match(name) and " " in name:
                    name = name.partition(" ")[2]
                if len(name.split()) < 2 and not re.search("[\u4e00-\u9fff]", name):
                    continue
                yield hit.end() - len(name), hit.end(), ""
            else:
                yield hit.start(), hit.end(), ""


def _replaced(words: Words, start: int, end: int, name: str) -> Words:
    """Words in which a placeholder stands for what is between two places."""
    out: list[Span] = []
    at, done = 0, False
    for span in words:
        first, at = at, at + len(span.text)
        if at <= start or first >= end:
            out.append(span)
            continue
        head, tail = span.text[: max(0, start - first)], span.text[max(0, end - first) :] if at > end else ""
        middle = span.text[max(0, start - first) : len(span.text) - len(tail)]
        if head:
            out.append(replace(span, text=head))
        if not done:
            out.append(replace(span, text=middle, value=name, link=""))
            done = True
        else:
            out[-1] = replace(out[-1], text=out[-1].text + middle)
        if tail:
            out.append(replace(span, text=tail))
    return tuple(out)


def _doubt(values: dict[str, int]) -> Doubt:
    shown = "; ".join(f"“{what}”" for what in values)
    return Doubt(
        f"The leaflet names {shown}. Is that this clinic's? Then write the brand's value, such as {{clinic.phone}} or "
        "{emergency.number}; if it is another's, take it out or say whose it is."
    )
