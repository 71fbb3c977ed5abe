"""Rules about letters: broken ones, hidden ones, ones of another alphabet, and too many capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.prose import around, quoted, read
from press.checks.rule import Finding, Subject, rule
from press.problem import Severity
from press.source import character_name

_BROKEN = re.compile(
    "\ufffd|\u00e2€[™\u0153\x9d“”¦]?|\u00c3[©¨±³\u00ba¡¶¼¤\u00ad]|\u00c2[°®·»«\u00a0](?=\\S)|&(?:nbsp|amp|quot|#\\d+);|[\ue000-\uf8ff]"
)


@rule(Severity.ERROR)
def broken_characters(subject: Subject) -> Iterator[Finding]:
    """An apostrophe that became three letters, or a box with a question mark: the text went through the wrong encoding, and other signs may be lost too.

    Finds private characters and the usual traces of UTF-8 read as Windows-1252. Source: good
    editing; a lost "½" or "°" can change a dose.
    """
    reading = read(subject)
    for line in reading.lines if _BROKEN.search(reading.raw) else ():
        hit = _BROKEN.search(line.text)
        if hit:
            said = around(line.text, hit.start(), hit.end())
            yield (
                line.at(said),
                f"broken characters in {quoted(said)}",
                "Type the sign itself, and check the rest of the text against its original.",
            )


_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0]"
)
_JOINERS = "\u200c\u200d"  # needed in the scripts of India and Iran
_JOINING_SCRIPTS = frozenset(
    {"Arab", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Mong", "Khmr", "Mymr"}
)


@rule(Severity.ERROR)
def hidden_character(subject: Subject) -> Iterator[Finding]:
    """A character that cannot be seen can break a word in two, hide it from a search, or turn a number around.

    Soft hyphens, zero-width characters, direction marks and fillers. Joiners may stand in the scripts that need them
    (Persian, Hindi …), break marks in Khmer, Lao, Burmese and Thai. Source: Unicode Technical Report 36 (security); the
    page sets directions and breaks by itself.
    """
    reading = read(subject)
    language = reading.language
    allowed = "\u200b" if language and language.word_break == "dictionary" else ""
    if language and language.script in _JOINING_SCRIPTS:
        allowed += _JOINERS
    for line in reading.lines if _HIDDEN.search(reading.raw) else ():
        for hit in _HIDDEN.finditer(line.raw):
            if hit[0] not in allowed:
                said = around(line.raw, hit.start(), hit.end())
                yield (
                    line.at(said),
                    f"a hidden character ({character_name(hit[0])}) in {quoted(said)}",
                    "Type the word anew.",
                )


# Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0501\u04cf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2"
_SIDE_BY_SIDE = re.compile(f"[{_LOOKALIKES}](?:[A-Za-z\u00c0-\u00ff]|(?<=[A-Za-z\u00c0-\u00ff].))")
_MIXED = re.compile(
    f"[^\\W\\d_]*(?:[A-Za-z\u00c0-\u00ff][{_LOOKALIKES}]|[{_LOOKALIKES}][A-Za-z\u00c0-\u00ff])[^\\W\\d_]*"
)


@rule(Severity.ERROR)
def mixed_alphabets(subject: Subject) -> Iterator[Finding]:
    """ "Botox" with a Cyrillic B looks right, is found by no search, and is read out letter by letter.

    Finds words that mix Latin letters with Cyrillic or Greek ones of the same shape. Source: Unicode Technical Standard
    39 (mixed-script confusables).
    """
    reading = read(subject)
    for line in reading.lines if _SIDE_BY_SIDE.search(reading.raw) else ():
        for hit in _MIXED.finditer(line.text):
            strange = next(char for char in hit[0] if (char in _LOOKALIKES) is not _mostly_lookalike(hit[0]))
            yield (
                line.at(hit[0]),
                f'"{hit[0]}" mixes two alphabets: {character_name(strange)}',
                "Type the word anew on one keyboard.",
            )


def _mostly_lookalike(word: str) -> bool:
    """Whether most letters of a word are not Latin."""
    return sum(not ("A" <= char <= "z" or "\u00c0" <= char <= "\u00ff") for char in word) * 2 > len(word)


LEAST_CAPITALS = 9  # letters: three acronyms in a row (CT, MRI, EEG) are none
_UPPER = "[A-Z\u00c0-\u00d6\u00d8-\u00de\u0410-\u042f\u0401\u0391-\u03a9]"  # scripts that have small letters, too
_CAPITALS = re.compile(rf"(?<!\w){_UPPER}{{2,}}(?:[\s,–-]+{_UPPER}{{2,}}){{2,}}(?!\w)")


@rule(Severity.REVIEW)
def run_of_capitals(subject: Subject) -> Iterator[Finding]:
    """WORDS IN CAPITALS lose their shape, are slower to read, and shout.

    Three or more words in capitals, in scripts that have small letters. Source: Federal Plain Language Guidelines (avoid
    all capitals); RNIB and ACB print guidelines (no blocks of capitals).
    """
    reading = read(subject)
    for line in reading.seen if _CAPITALS.search(reading.whole) else ():
        for hit in _CAPITALS.finditer(line.text):
            if sum(char.isupper() for char in hit[0]) >= LEAST_CAPITALS:
                yield (
                    line.at(hit[0]),
                    f"{quoted(hit[0])} is in capitals",
                    "Write it in small letters; **bold** makes it strong.",
                )


_COMPARED = re.compile(r"[<>≤≥≦≧]=?\s?(?P<after>[-−]?\d[\d.,٫٬/]*(?:\s?[%٪°]?[A-Za-z\u00b5/]{0,8}))?")
_SAME = {"≦": "≤", "≧": "≥", "<=": "≤", ">=": "≥"}


@rule(Severity.ERROR)
def comparison_right_to_left(subject: Subject) -> Iterator[Finding]:
    """In a right-to-left line "≥" is painted with the glyph of "≤", and many programs copy and search the wrong one.

    Whether "≥ 38" says "at least" or "at most" hangs on which side a reader begins to read it from. Words say it in any
    direction; those to write stand in the language's file (comparisons). Finds <, >, ≤ and ≥ in every text that prints in a
    right-to-left language, but not in terms of another one. Source: Unicode Standard Annex 9, rule L4 (mirrored glyphs);
    ISMP List of Error-Prone Abbreviations ("> and <": mistaken as the opposite).
    """
    reading = read(subject)
    language = reading.language
    if language is None or language.direction != "rtl":
        return
    for line in reading.seen if re.search("[<>≤≥≦≧]", reading.whole) else ():
        for hit in _COMPARED.finditer(line.own) if line.role != "alt" else ():
            sign = hit[0].rstrip()[: 2 if "=" in hit[0] else 1]
            number = (hit["after"] or "").strip()
            words = language.comparisons.get(_SAME.get(sign, sign))  # type: ignore[call-overload]
            remedy = (
                f'Write it in words: "{words.format(number=number or "…")}".'
                if words
                else "Write it in words: at least, at most, more than, less than."
            )
            yield (
                line.at(hit[0].strip()),
                f'"{hit[0].strip()}" is turned round in text that runs from right to left',
                remedy,
            )
