"""Another reader: what PDFium, which is Chrome and Edge, finds in the file, beside what is in it and what was written.

The letters are counted page by page; a text that runs from left to right must be found letter by letter, a number as it
was written in any text. A line that runs from right to left is turned round by PDFium itself, and it does so in its own
way: there the order is proved on paper, not by what PDFium makes of it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from press.pdf import UnreadableError
from press.preflight.expected import Expected
from press.preflight.rule import Finding, Subject, rule

#: Marks that nobody sees, joiners among them: PDFium leaves some out.
_UNSEEN = dict.fromkeys([0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
#: PDFium 155 in lines from right to left: the other sign of a pair, ® as R, ½ as 1⁄2; at line ends U+FFFE for a hyphen.
_ALIKE = str.maketrans(")]}»›”’>≥®\u2044\u2215\u2010\u2011\u00ad\x02\ufffe", "([{«‹“‘<≤R//-----")
_NUMBER = re.compile(r"\d+(?:[-.,:/\u066b\u066c]\d+)*")
_FRACTION = re.compile("\\d*[\u00bc-\u00be\u2150-\u215e\u2189]")
_REMEDY = "Tell a developer: what is copied, found and read aloud is not what is printed."


def _folded(text: str) -> str:
    """The letters and signs of a text, in the forms that all readers give them: NFKD, one sign for each pair."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNSEEN).translate(_ALIKE)).translate(_ALIKE)
    return "".join(plain.split())


@rule
def readers_disagree(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """A second reader (PDFium, as in Chrome) finds the same letters, digits and signs on each page, each as often.

    A file with a wrong table inside passes validators and shows other words in some readers.
    """
    try:
        second = subject.second_reading
    except UnreadableError as error:
        yield Finding(0, f"another reader cannot open the file: {error}", "Tell a developer.")
        return
    for page, text in zip(subject.pages, second, strict=True):
        ours, theirs = (Counter(_folded(one)) for one in ("".join([run.text for run in page.runs]), text))
        if ours != theirs:
            lost, more = ("".join(sorted((ours - theirs).elements())), "".join(sorted((theirs - ours).elements())))
            said = " and ".join(f'{what} "{letters[:12]}"' for what, letters in (("not", lost), ("also", more)) if letters)
            yield Finding(page.number, f"another reader finds other letters on this page: {said}", _REMEDY)


@rule
def reader_misreads(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Each text that runs from left to right is found by a second reader (PDFium) letter by letter, as it was written.

    So it can be searched, copied and translated by whoever receives the file. Compared without spaces and hyphens, which
    readers treat in their own ways at line ends; numbers are compared with theirs.
    """
    if expected.direction != "ltr" or (pages := _pages(subject)) is None:
        return
    whole = "".join(pages)
    for wording in expected.reading.flow:
        letters = _folded(wording.text).replace("-", "")
        if not wording.must or wording.spoken or not letters or letters in whole or _is_turned(wording.text):
            continue
        if not _over_two(letters, pages) and not _by_words(wording.text, pages):
            shown = " ".join(wording.text.split())
            shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
            yield Finding(0, f'another reader does not find "{shown}"', _REMEDY, wording.place)


@rule
def number_misread(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Each number of each text is found by a second reader (PDFium) as it was written, with its points, colons and hyphens.

    A dose that is 15 on paper and 51 where it is copied or read aloud can hurt somebody.
    """
    if not expected.reading:
        return
    try:
        second = subject.second_reading
    except UnreadableError:
        return  # said by readers-disagree
    theirs = [number for text in second for number in _numbers(text)]
    found = Counter([*theirs, *(part for number in theirs for part in _parts(number) if part != number)])
    flow = [(one.place, _wanted(one.text, expected)) for one in expected.reading.flow if one.must and not one.spoken]
    wanted = Counter(number for _, numbers in flow for number in numbers)
    for number in sorted((wanted - found).keys()):
        place = next(place for place, numbers in flow if number in numbers)
        yield Finding(0, f'another reader does not find the number "{number}" as often as it was written', _REMEDY, place)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_ALIKE))


def _wanted(text: str, expected: Expected) -> list[str]:
    """The numbers to be found. In a line from right to left PDFium itself makes 1/21 of 1½, and turns a range of native digits."""
    if expected.direction == "ltr" and not _is_turned(text):
        return _numbers(text)
    return [part for number in _numbers(_FRACTION.sub(" ", text)) for part in _parts(number)]


def _parts(number: str) -> list[str]:
    """A number in native digits by its parts, each as it was written."""
    return [number] if number.isascii() else number.split("-")


def _pages(subject: Subject) -> list[str] | None:
    try:
        return [_folded(text).replace("-", "") for text in subject.second_reading]
    except UnreadableError:
        return None


def _is_turned(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(one) in {"R", "AL", "AN"} for one in text)


def _over_two(letters: str, pages: Sequence[str]) -> bool:
    """Whether a text begins on one page and ends on the next, with a foot and a head between."""
    for one, other in itertools.pairwise(pages):
        first = 1
        while first < len(letters) and letters[:first] in one:
            first += 1
        if any(letters[:cut] in one and letters[cut:] in other for cut in range(first, max(0, first - 8), -1)):
            return True
    return False


def _by_words(text: str, pages: Sequence[str]) -> bool:
    """Whether each word is on a page with letters that run from right to left: PDFium turns whole lines round there."""
    words = [_folded(word).replace("-", "") for word in text.split()]
    return any(_is_turned(page) and all(word in page for word in words) for page in pages)
