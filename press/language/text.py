"""Text in other scripts: digits, places where a line may break, sentences. The only ICU."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from press.language import cldr

if TYPE_CHECKING:
    from press.language.file import Language


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of Unicode (``٥``, ``५``, ``５``) as 0 to 9; nothing else changes."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


@functools.lru_cache(maxsize=4096)
def spelt(number: int, tag: str) -> str:
    """A whole number in the words of a language, by ICU's rules (CLDR, RBNF): "neuf", "nine"; empty where it has none."""
    from icu4py.messageformat import MessageFormat

    locale = tag.replace("-", "_")
    words = MessageFormat("{n, spellout}", locale).format({"n": number}).replace("\u00ad", "")
    english = tag.split("-")[0] != "en" and MessageFormat("{n, spellout}", "en").format({"n": number})
    return "" if words == english else words


BREAK = "\u200b"  # ZERO WIDTH SPACE: a line may break here

# Letters and marks of Thai, Lao, Burmese (with its extensions) and Khmer; not their digits and not their full stops, so
# that no break comes between a number and its unit or before a closing mark. All in the Basic Multilingual Plane: ICU
# counts in UTF-16 units, and only there these are Python's offsets.
_UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u104c-\u108f\u109a-\u109f\uaa60-\uaa7f\u1780-\u17d3\u17d7\u17dc\u17dd"
_RUN = re.compile(f"[{_UNSPACED}{BREAK}]+")
_PROTECTED = re.compile(
    r"\{[^{}]*\}|(?:https?://|www\.)[!-~]+(?:(?<=[/=_-])[^\s!-~]+[!-~]*)*|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"
)
_NEVER_BEFORE = frozenset(
    "\u0e2f\u0e46\u0eaf\u0ec6\u17d7\u104c\u104d\u104e\u104f"
)  # Thai, Lao, Khmer repetition and abbreviation; Burmese particles
_NEVER_AFTER = frozenset(
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039"
)  # leading vowels, stackers
_CLOSES_SYLLABLE = re.compile(
    "[\u1000-\u1021\u1025\u1029\uaa60-\uaa7a][\u1037]?[\u1039\u103a]"
)  # a consonant with asat or virama


def break_words(text: str, language: Language) -> str:
    """The text with U+200B between words where no spaces part them; without those marks it is unchanged.

    WeasyPrint breaks Khmer, Lao and Burmese nowhere else, and the line runs off the page. Marks come between two
    letters of the script only: never in a placeholder, an address, a Latin word or a number, never before a combining or
    closing mark. ``break_words(break_words(text)) == break_words(text)``. For other languages the text itself.
    """
    if language.word_break != "dictionary":
        return text
    done, parts = 0, []
    for hit in _PROTECTED.finditer(text):
        parts += [_RUN.sub(_break_run, text[done : hit.start()]), hit[0]]
        done = hit.end()
    return "".join(parts) + _RUN.sub(_break_run, text[done:])


def _break_run(hit: re.Match[str]) -> str:
    """One run of letters, with its breaks; the breaks of its author stay."""
    pieces = hit[0].split(BREAK)
    plain = "".join(pieces)
    kept: dict[int, int] = {}
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        kept[at] = kept.get(at, 0) + 1
    found = _boundaries(plain)
    marks = {at: kept.get(at, 1) for at in {*found, *kept}}
    out, done = [], 0
    for at in sorted(marks):
        out += [plain[done:at], BREAK * marks[at]]
        done = at
    return "".join(out) + plain[done:]


@functools.lru_cache(maxsize=4096)  # a fixed word or a shared passage comes again on every page
def _boundaries(run: str) -> tuple[int, ...]:
    """Where words part inside a run of letters, by ICU's dictionaries (chosen by script, not by locale)."""
    from icu4py.breakers import LineBreaker

    ends = [end for _, end in LineBreaker(run, "th").segments()]
    starts = [0, *ends]
    lone = {at for start, end in zip(starts, ends, strict=False) if end - start == 1 for at in (start, end)}
    # A lone letter is nearly always a piece of a word that the dictionary lacks (the Lao word for clinic comes in three).
    return tuple(at for at in ends[:-1] if at not in lone and _may_break(run, at))


def _may_break(run: str, at: int) -> bool:
    before, after = run[at - 1], run[at]
    if after in _NEVER_BEFORE or before in _NEVER_AFTER or unicodedata.category(after).startswith("M"):
        return False
    return not _CLOSES_SYLLABLE.match(run, at)


_ASCII_MARKS = ".!?;…"
_CLOSING = "\"'”’»)\\]›」』）"


def sentences(text: str, language: Language) -> list[str]:
    """The sentences of one paragraph, by the language's marks; together they hold all its words.

    Decimal points, abbreviations, initials, "1." and (German) "3. Mai" end none. Thai and Lao have no full stop of their
    own: a paragraph without marks is one sentence.
    """
    own = "".join(mark for mark in language.sentence_marks if mark not in _ASCII_MARKS)
    plain = "".join(mark for mark in language.sentence_marks if mark in _ASCII_MARKS) + "…"
    pattern = rf"[{re.escape(plain)}]+[{_CLOSING}]*(?=\s|$)"
    if own:  # these need no space after them
        pattern += rf"|[{re.escape(own)}]+[{re.escape(own + plain)}]*[{_CLOSING}]*"
    short = _abbreviated(language.abbreviations)
    abbreviated = [hit.span() for hit in short.finditer(text)] if short is not None else []
    found, start = [], 0
    for hit in re.finditer(pattern, text):
        sentence, rest = text[start : hit.end()].strip(), text[hit.end() :].lstrip()
        within = any(begin < hit.end() <= end for begin, end in abbreviated)
        if hit[0][0] in own or not rest or (not within and _ends(sentence, rest, language.tag)):
            found.append(sentence)
            start = hit.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]


@functools.cache
def _abbreviated(abbreviations: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds abbreviations; one in small letters may begin a sentence with a capital, but "Fig." is not "fig."."""
    forms = {form for short in abbreviations for form in (short, short[0].upper() + short[1:])}
    either = "|".join(re.escape(form).replace("\\ ", r"\s") for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{either})") if forms else None


def _ends(sentence: str, rest: str, tag: str) -> bool:
    """Whether an ASCII mark at the end of ``sentence``, followed by the words of ``rest``, ends it."""
    if rest[0].islower():  # "8 a.m. and", "about 2 hrs. before"; scripts without capitals have no small letters either
        return False
    if not sentence.endswith("."):
        return True
    if re.fullmatch(r"[(]?(?:\d{1,3}|[^\W\d_])\.", sentence):  # "1." or "a." that counts, "J." that begins a name
        return False
    ordinal = re.search(r"(?<!\d)\d{1,2}\.$", sentence)
    return not (ordinal and re.split(r"\W", rest, maxsplit=1)[0] in cldr.month_names(tag))
