"""The words: what is painted is what was written, every text of it, once, in order, and nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from press.content.aligning import Difference, squeezed
from press.pdf import MM, Page
from press.preflight.expected import Expected
from press.preflight.laid import Paper
from press.preflight.rule import Finding, Subject, rule

_STYLE = "A template or style sheet does it: texts, their order and their numbers are not for styles to change."


@rule
def words_differ(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """What is heard is what was written: every text of the content whole, once and in order, and nothing else.

    Compared without spaces, in NFC. Numbers of lists count from their start; bullets are bullets.
    """
    if not expected.reading:
        return
    paper = subject.paper(expected.reading)
    difference = paper.alignment.difference
    if difference is not None:
        parts = paper.parts(difference.start, difference.end + 1) or paper.parts(difference.start - 1, difference.start)
        page = parts[0].page if parts else 0
        yield Finding(page, _told(difference, paper), _STYLE)
    yield from _contents(paper)


def _told(difference: Difference, paper: Paper) -> str:
    wording = difference.wording
    wanted = f'"{shortened(wording.text)}" ({wording.place})' if wording is not None else "the end"
    here = shortened(paper.words(difference.start, difference.end))
    match difference.kind:
        case "missing":
            return f"not on paper where it belongs: {wanted}"
        case "changed":
            return f'"{here}" stands in place of {wanted}'
        case "numbered":
            number = wording.mark.partition(" ")[2] if wording is not None else ""
            return f'the number of {wanted} is "{here}", not "{number}"' if here else f"{wanted} has lost its number {number}"
        case "moved":
            return f'"{here}" comes before {wanted}'
        case "repeated":
            return f'"{here}" stands once more, before {wanted}'
        case _:
            return f'"{here}" stands before {wanted}, and in no text'


def shortened(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text.replace("\u200b", "").split())
    return words if len(words) <= 60 else f"{words[:57]}…"


def _contents(paper: Paper) -> Iterator[Finding]:
    """The page numbers of the contents, and of what points to help, are those of the pages on which they stand."""
    pages = {one.wording.text: one.page for one in paper.laid if one.wording.block == "title"}
    for at, (found, laid) in enumerate(zip(paper.alignment.found, paper.laid, strict=True)):
        wording = found.wording
        pointer = wording.role == "pointer"
        below = (one.page for one in paper.laid[at + 1 :] if one.wording.block == "callout" and one.page)
        wanted = next(below, None) if pointer else pages.get(wording.text)
        if wording.mark != "folio" or wanted is None:
            continue
        number = paper.said[found.stop : found.end]
        if not number or int(number) != wanted:
            said = f'page {int(number)}' if number else "no page"
            who = "the page says" if pointer else "the contents name"
            fault = f'{who} {said} for "{shortened(wording.text)}", which begins on page {wanted}'
            yield Finding(laid.page, fault, "Correct templates/packet.html, templates/piece.html or styles/handout.css.")


@rule
def running_head_differs(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Head and foot of every page say which sheet it is and which page of it, and nothing else; a draft's say that it is one.

    The letters and digits that they hold are counted: in some scripts the order of their glyphs is not that of the text.
    """
    reading = expected.reading
    if not reading or not reading.running.identity:
        return
    running, names = reading.running, [Counter(squeezed(one.text)) for one in reading.flow if one.cell is not None and one.cell[0] < 0]
    mark = "".join(one.text for one in running.mark)
    for page in subject.pages:
        said = _unheard(page, names)
        folio = running.folio.format(page=page.number, pages=len(subject.pages))
        heads = [mark] if mark else [*running.heads, *([""] if page.number == 1 else [])]
        faults = [_differs(said, (head, running.foot, running.identity, folio)) for head in heads]
        if all(faults):
            yield Finding(page.number, f"head and foot of the page {faults[0]}", "Correct the @page rules (templates/tokens.html, styles/handout.css).")


def _unheard(page: Page, names: Sequence[Counter[str]]) -> str:
    """What is painted on a page and not heard: head and foot, but not the names of columns that a table repeats overleaf.

    A name of a column stands on a line with other names only; a short word of a foot may hold the same letters.
    """
    runs = [run for run in page.runs if (run.artifact or run.mcid is None) and squeezed(run.text)]
    kept = [run for run in runs if not any(_like(Counter(squeezed(run.text)), name) for name in names)]
    lines = [run.base for run in kept]
    return " ".join(run.text for run in runs if any(abs(run.base - base) < 0.5 * run.size * MM for base in lines))


def _like(letters: Counter[str], name: Counter[str]) -> bool:
    """Whether a run paints the name of a column, or a good part of it: signs and digits the same, letters nearly all."""
    count = letters.total()
    same = (letters & name).total()
    return same * 4 >= count * 3 and count * 3 > name.total() and not _exact(letters - name)


def _exact(letters: Counter[str]) -> Counter[str]:
    """Of some letters the digits and signs that mean one thing in every script."""
    return Counter({one: count for one, count in letters.items() if one.isascii() and not one.isalpha()})


def _differs(said: str, must: Sequence[str]) -> str:
    """In words, how a head and foot differ from what they must say; "" where they do not.

    Each part is there letter by letter, and no letter is left over.
    """
    here = squeezed(said)
    if absent := next((one for one in must if squeezed(one) not in here), ""):
        return f'do not say "{shortened(absent)}", but "{shortened(said)}"' if here else "are missing"
    left = Counter(here)
    for one in must:
        left.subtract(squeezed(one))
    more = "".join(sign * abs(count) for sign, count in left.items() if sign not in "·•|")
    return f'say more than they must, or twice: "{shortened(more)}" in "{shortened(said)}"' if more else ""
