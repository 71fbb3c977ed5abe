"""A rule about words that wait to be filled in: notes of the author to the author, and what programs leave behind."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from press.checks.lexicon import table
from press.checks.printed import Printed, printed
from press.checks.rule import Finding, Subject, rule
from press.problem import Severity

_FILL = 'Write the words themselves, a placeholder such as {clinic.phone}, or a "gap:" with the question to the clinic.'

# Pattern, what is said of it, what to do instead ("" for the usual).
_MARKS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"_{3,}"), "is a line to write on inside a text", 'For a line to write on use a "write-in:" block; else write the words.'),
    (re.compile(r"(?<![.…])(?:\.{4,}|…{2,}|(?:\. ){4,})"), "is a row of dots to write on", 'For a line to write on use a "write-in:" block; else write the words.'),
    (re.compile(r"(?<![\w])(?:[xX]{3,}|[хХ]{3,})(?![\w])(?!-(?:rated|chromosom))(?! (?:syndrome|chromosom|karyotyp))"), "waits to be filled in", ""),
    (re.compile(r"(?<!\w)(?:Dr|Mr|Mrs|Ms|Prof|Dra|Sr|Sra|Dott|Herr|Frau)\.? X{2,3}(?!\w)"), "waits to be filled in", ""),
    (re.compile(r"(?<!\w)\(?[\d+]*[xX]{2,}\)?[\s/.\-]\(?[\dxX]{2,}[\s/.\-\dxX()]*(?!\w)"), "is a number that waits to be filled in", ""),
    (re.compile(r"(?<!\w)(?:\d[\d\s/.\-]*[-/. ][xX]{2,}|(?:19|20)[xX]{2}|(?<=\s)[xX]{1,2}(?=\s?(?:mg|mcg|g|ml|mL|units?|tablets?|pills?|puffs?|drops?|hours?|days?|weeks?|months?)\b))(?!\w)"), "is a number that waits to be filled in", ""),
    (re.compile(r"(?<=\s)(?:[N#]|…|\.{3})(?=\s(?:mg|mcg|g|ml|mL|units?|tablets?|pills?|capsules?|puffs?|drops?|sprays?)\b)"), "is a number that waits to be filled in", ""),
    (re.compile(r"(?<!\w)(?:REPLACE|CHANGE|EDIT|DELETE|FILL) (?:ME|THIS|HERE)(?!\w)|\(\s*(?:[^\W\d_]+ ){0,3}to be (?:determined|confirmed|decided|announced|agreed)\s*\)"), "waits to be filled in", ""),
    (re.compile(r"(?<![\w#])#{2,}(?:[\s/\-]#+)*(?!\w)"), "is a number that waits to be filled in", ""),
    (re.compile(r"\?{3,}|(?<=\s)\?{2}(?=\s)"), "waits to be filled in", ""),
    (re.compile(r"(?<![\d+])\(?(?P<d>\d)(?P=d){2}\)?[ .\-]?(?P=d){3}[ .\-]?(?P=d){3,4}(?!\d)|(?<!\d)\(?123\)?[ .\-]?456[ .\-]?7890?(?!\d)|(?<!\d)(?:012345678?9?|123-?4567)(?!\d)"), "is no telephone number", ""),
    (re.compile(r"(?<!\d)00[/.\-]00[/.\-](?:0000|00)(?!\d)"), "is a date that waits to be filled in", ""),
    (re.compile(r"(?<!\w)\$?\{\{?[^{}]*\}\}|\$\{[^{}]*\}|(?<![\w%])%(?:\d+\$)?[sd](?![\w])|%\([a-z_]+\)s|%%\w+%%|%[A-Z_]{3,}%|(?<!\w)\$[A-Z_]{3,}\$|@@\w+@@|<%.*?%>|\[\[.*?\]\]"), "is a template's mark", ""),
    (re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!)|(?<!\w)NaN(?!\w)|\[object Object\]"), "is what a program writes where it found nothing", ""),
    (re.compile(r"(?<!\w)(?:Mustermann|Musterfrau|Musterstra(?:ß|ss)e|Musterstadt|John Doe|Jane Doe|Joe Bloggs)(?!\w)"), "is a made-up name", ""),
    (re.compile(r"(?<!\w)(?:Dr|Prof)\.? N\. ?N\.(?!\w)"), "waits for a name", ""),
)  # fmt: skip
_DATES = re.compile(
    r"(?<!\w)(?:dd[/.\-]mm[/.\-](?:yyyy|yy)|mm[/.\-]dd[/.\-](?:yyyy|yy)|yyyy[/.\-]mm[/.\-]dd|tt\.mm\.jjjj|jj/mm/aaaa|dd/mm/aaaa|gg/mm/aaaa|дд\.мм\.гггг|hh:mm)(?!\w)",
    re.IGNORECASE,
)
# Author's notes in letters; what they stand for in other languages too: TODO is "all" in Spanish, TBC is tuberculosis.
_NOTES = {
    "": re.compile(
        r"(?<!\w)(?:TBD|FIXME|TKTK|TK TK|TODO:|TO DO:|to be (?:written|completed|filled in|added|supplied|inserted))(?!\w)|(?<!\w)TODO:"
    ),
    "en": re.compile(
        r"(?<!\w)(?:TBC|TBA|TODO|TK)(?!\w)|(?<=\b(?:on|at|by|to) )XX(?!\w)(?!\s+(?:and|or) XY\b)(?! (?:chromosom|karyotyp))"
    ),
}
_BRACKETED = re.compile(r"[\[［]\s*([^\[\]［］]{0,120}?)\s*[\]］]")
_LENTICULAR = re.compile(r"【\s*([^【】]{1,40}?)\s*】")
_ROUND = re.compile(
    r"[(（<＜]\s*(?:please\s+)?(?:insert|fill in)\s+([^()<>（）＜＞]{1,60}?)(?:\s+here)?\s*[)）>＞]", re.IGNORECASE
)
# A note to the author without brackets: "Insert logo here", "INSERT CLINIC ADDRESS".
_INSERTED = re.compile(
    r"(?<!\w)insert\s+(?:(?:the|a|an|your|clinic'?s?|patient'?s?|hospital'?s?)\s+)?([a-z]+(?: [a-z]+)?)(?:\s+here)?(?=\s*(?:[.,;:!)]|$))",
    re.IGNORECASE,
)
_NOT_INSERTED = frozenset({  # by a patient, who may well insert a medicine or a card
    "name", "date", "time", "phone", "phone number", "telephone", "telephone number", "number", "address", "email",
    "website", "link", "clinic name", "clinic address", "clinic phone", "hospital name", "logo", "picture", "image",
    "photo", "signature", "text", "details", "contact details", "opening hours", "local number", "doctor name",
})  # fmt: skip
_ANGLES = re.compile(r"(?:<<|[‹《⟨〈])\s*([^<>‹›《》⟨⟩〈〉]{1,60}?)\s*(?:>>|[›》⟩〉])|«\s*([^«»]{1,60}?)\s*»|<\s*([^<>]{1,60}?)\s*>")
_FIELD_LIKE = re.compile(r"[A-Za-z]+_[A-Za-z_]+|[A-Z][a-z]+(?:[A-Z][a-z]*)+\d*|[A-Z]{2,}(?:[ _][A-Z]{2,})+")
_QUOTES_WITH_ANGLES = frozenset({
    "fr", "es", "it", "pt", "ru", "uk", "be", "el", "ar", "fa", "prs", "ps", "hy", "ro", "de", "no", "nn", "da",
    "sq", "tr", "ku", "ckb", "az", "ka", "ht",
})  # fmt: skip
_MAY_BE_QUOTED = 3  # words


@rule(Severity.ERROR)
def left_over_placeholder(subject: Subject) -> Iterator[Finding]:
    """ "Call us on [insert phone number]": a patient who needs that number has none.

    Finds notes in brackets ("[date]", "<name>", «FirstName»), XXX, TBD, rows of underscores or dots, made-up numbers
    (000-000-0000, dd/mm/yyyy), lorem ipsum, and what programs write where something is missing ("Error! Reference source
    not found.", "Click here to enter text", #REF!), in the languages that those programs speak. Brackets round other
    words are left alone. Source: this project's promise that nothing wrong is printed silently.
    """
    tag = subject.written.tag
    everything = printed(subject)
    whole = "\n".join(said.text for said in everything)
    squeezed = _squeezed(whole)
    programs = [phrase for phrase in _programs() if phrase.lstrip("=") in squeezed]
    marks = _marks_in(whole, tag.split("-", 1)[0])
    for said in everything:
        told: list[tuple[int, int]] = []
        for start, end, fault, remedy in sorted(_found(said, tag, programs, marks), key=lambda one: (one[0], -one[1])):
            if any(a < end and start < b for a, b in told):
                continue
            told.append((start, end))
            words = said.text[start:end].strip()
            yield said.at(words), f'"{words}" {fault}', remedy or _FILL


_Mark = tuple[re.Pattern[str], str, str]


def _marks_in(whole: str, base: str) -> list[_Mark]:
    """The marks that stand somewhere in a whole text: one look at it spares a hundred at its lines."""
    marks = [*_MARKS, (_DATES, "is a date that waits to be filled in", "")]
    marks += [(_NOTES[key], "waits to be filled in", "") for key in ("", base) if key in _NOTES]
    return [mark for mark in marks if mark[0].search(whole)]


def _found(said: Printed, tag: str, programs: list[str], marks: list[_Mark]) -> Iterator[tuple[int, int, str, str]]:
    text, base = said.text, tag.split("-", 1)[0]
    for pattern, fault, remedy in marks:
        if said.label and (pattern in _LINES or pattern is _DATES):
            continue
        for hit in pattern.finditer(text):
            yield hit.start(), hit.end(), fault, remedy
    if _OPENING.search(text):
        yield from _in_brackets(text, base)
    for hit in _INSERTED.finditer(text):
        if hit[1].casefold().removesuffix(" here") in _NOT_INSERTED:
            yield hit.start(), hit.end(), "waits to be filled in", ""
    for phrase in programs:
        if span := _phrase(text, phrase):
            yield *span, "is what a program writes where something is missing", ""


_OPENING = re.compile(r"[\[［【(（<＜‹《«⟨〈]")
_LINES = frozenset(pattern for pattern, _, remedy in _MARKS if "write-in" in remedy)


def _in_brackets(text: str, base: str) -> Iterator[tuple[int, int, str, str]]:
    fault = "waits to be filled in"
    for hit in _BRACKETED.finditer(text):
        if _waits(hit[1], base):
            yield hit.start(), hit.end(), fault, ""
    for hit in _LENTICULAR.finditer(text):
        if _opens(hit[1], base):
            yield hit.start(), hit.end(), fault, ""
    for hit in _ROUND.finditer(text):
        if _is_field(re.sub(r"^(?:your|the|a|an|patient'?s?)\s+", "", hit[1], flags=re.IGNORECASE), base):
            yield hit.start(), hit.end(), fault, ""
    for hit in _ANGLES.finditer(text):
        inner = next(group for group in hit.groups() if group is not None)
        quotes = hit[0].startswith("«") and base in _QUOTES_WITH_ANGLES
        book = hit[0][0] in "《〈"
        if _FIELD_LIKE.fullmatch(inner) or (
            not quotes and not book and (_waits(inner, base) or _merged(hit, inner, base))
        ):
            yield hit.start(), hit.end(), fault, ""


def _merged(hit: re.Match[str], inner: str, base: str) -> bool:
    """Whether « » or << >> stand round a field of a mail merge, in a language that quotes with other signs."""
    opening = hit[0][:1] == "«" or hit[0].startswith("<<")
    return opening and base not in _QUOTES_WITH_ANGLES and len(inner.split()) <= _MAY_BE_QUOTED and inner[:1].isalpha()


def _waits(inner: str, base: str) -> bool:
    if not inner or inner in ("…", "..."):  # a box, or words left out of a quotation
        return False
    if re.fullmatch(r"[_.\-–—\s]{2,}|[xX]{1,4}|\?+", inner):
        return True
    shouted = re.fullmatch(r"[A-Z]{2,}(?:['’]?[ _/\-][A-Z]{2,})+", inner)
    return bool(shouted) or _opens(inner, base) or _is_field(inner, base)


_VERB_LAST = frozenset({
    "de", "tr", "hi", "ur", "bn", "fa", "ne", "pa", "gu", "ta", "te", "kn", "ml", "ja", "ko",
})  # fmt: skip  # "[Datum einfügen]"


def _opens(inner: str, base: str) -> bool:
    low = inner.casefold()
    if base in _VERB_LAST and any(
        len(word) > 1 and word in low for word in _inserts(base) if word not in _inserts("en")
    ):
        return True
    return any(
        low.startswith(word)
        and (
            base in _UNSPACED
            or not word.isascii()
            or len(low) == len(word)
            or not low[len(word)].isalpha()
            or len(word) > 4
        )
        for word in _inserts(base)
    )


def _is_field(inner: str, base: str) -> bool:
    return re.sub(r"\s+", " ", inner.casefold()).strip(" :#.*") in _fields(base)


_UNSPACED = frozenset({"zh", "ja", "ko", "th", "km", "lo", "my"})


@functools.cache
def _inserts(base: str) -> tuple[str, ...]:
    rows = {row[0]: row[1] for row in table("waiting")}
    return tuple(word for key in dict.fromkeys((base, "en")) for word in rows.get(key, "").split("|") if word)


@functools.cache
def _fields(base: str) -> frozenset[str]:
    rows = {row[0]: row[2] for row in table("waiting")}
    return frozenset(word for key in (base, "en") for word in rows.get(key, "").split("|") if word)


# ------------------------------------------------------------------------------------------------- what programs write


_NOT_LETTERS = re.compile(r"[\W_]+")


def _squeezed(text: str) -> str:
    """A text in small letters with nothing between them; signs that belong to letters stay."""
    plain = unicodedata.normalize("NFC", text).casefold()
    if plain.isascii():
        return _NOT_LETTERS.sub("", plain)
    return _NOT_LETTERS.sub(lambda hit: "".join(char for char in hit[0] if unicodedata.category(char)[0] == "M"), plain)


@functools.cache
def _programs() -> tuple[str, ...]:
    rows = (row[0] for row in table("program-text"))
    return tuple(("=" if row.startswith("=") else "") + _squeezed(row) for row in rows)


def _phrase(text: str, phrase: str) -> tuple[int, int] | None:
    """Where a phrase stands in a text, whatever parts its letters; None where it does not, or is not all of a sentence."""
    places, letters = list[int](), ""
    for place, char in enumerate(text):
        squeezed = _squeezed(char)
        letters += squeezed
        places += [place] * len(squeezed)
    wanted = phrase.lstrip("=")
    at = letters.find(wanted)
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    if phrase.startswith("="):
        before, after = text[:start].rstrip(' "“[(¡'), text[end:].lstrip(' "”])')
        if (before and before[-1] not in ".!?。！？:") or (after and after[0] not in ".!?。！？…"):
            return None
    return start, end
