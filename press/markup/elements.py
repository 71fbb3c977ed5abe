"""Parts of a text, and the elements round them, put together as HTML.

In WeasyPrint 70 every tag is a wall: the text between two tags is put in order by itself, and then the pieces are laid
side by side. ``BP 120/<b>80</b>`` in right-to-left text prints ``80/BP 120``. So runs are found in the whole text of a
passage, whatever elements stand in it, and an isolate goes round the whole run, with bold and links inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from press.language import Language, break_words
from press.markup import bidi

_KOREAN = re.compile(r"[^\s<>&;]*[\uac00-\ud7a3]{2}[^\s<>&;]*")


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """An element round a part of a text. Two that look alike are still two.

    ``unit`` is the direction of what is one word to the text around it (a term, an address). ``splits``: it may be
    opened and closed again in the middle, as bold may. ``language``: that of the words in it, where it is another.
    """

    opens: str
    closes: str
    unit: str = ""
    splits: bool = False
    language: Language | None = None


class Part(NamedTuple):
    """Some words, and the elements round them from the outermost to the innermost."""

    text: str
    around: tuple[Around, ...] = ()


_STRONG, _KEPT = "<strong>", '<span class="keep">'
_ISOLATES = {direction: f'<bdi dir="{direction}">' for direction in ("ltr", "rtl")}


class _Span(NamedTuple):
    """Where an element stands in a text."""

    start: int
    end: int
    element: Around


def strong() -> Around:
    """Bold words."""
    return Around(_STRONG, "</strong>", splits=True)


def kept() -> Around:
    """Words that stay on one line."""
    return Around(_KEPT, "</span>", splits=True)


def inside(parts: Iterable[Part], *around: Around) -> tuple[Part, ...]:
    """The parts, with elements round all of them."""
    return tuple(Part(part.text, (*around, *part.around)) for part in parts)


def html_of(parts: Sequence[Part], language: Language) -> str:
    """The HTML of a text in a language: runs isolated, numbers kept on one line, break marks put in."""
    text = "".join(part.text for part in parts)
    elements = _elements(parts)
    whole = [span for span in elements if not span.element.splits]
    found = [*whole, *(_trimmed(span, text) for span in _cut(_isolates(text, whole, language), whole))]
    typed = [span for span in elements if span.element.splits]
    keeps = {span[:2]: span for span in typed if span.element.opens == _KEPT}
    keeps |= {place: _Span(*place, kept()) for place in bidi.kept(text) if place not in keeps}
    for span in _cut(keeps.values(), found):
        found = _kept_together(found, span)
    found += _cut((span for span in typed if span.element.opens != _KEPT), found)
    return "".join(_written(text, sorted(found, key=_outer_first), language))


def _outer_first(span: _Span) -> tuple[int, int, bool]:
    """Longer ones go round shorter ones, bold round a link (PDF/UA takes no bold inside a link in WeasyPrint 70)."""
    return span.start, -span.end, span.element.opens != _STRONG


def _trimmed(span: _Span, text: str) -> _Span:
    """An isolate without spaces at its ends: they are painted where the text around it puts them."""
    words = text[span.start : span.end]
    return _Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()), span.element)


def _kept_together(found: list[_Span], span: _Span) -> list[_Span]:
    """With words that stay on one line: the isolate that goes round the same ones says so itself."""
    same = next((i for i, one in enumerate(found) if one[:2] == span[:2] and one.element.opens in _ISOLATES.values()), None)
    if same is None:
        return [*found, span]
    element = found[same].element
    together = Around(element.opens.replace(">", ' class="keep">'), element.closes)
    return [*found[:same], _Span(*span[:2], together), *found[same + 1 :]]


def _elements(parts: Sequence[Part]) -> list[_Span]:
    """Where each element stands: parts beside each other in the same one make one span; outer ones before inner ones."""
    found: list[_Span] = []
    open_: dict[Around, int] = {}
    at = 0
    for part in (*parts, Part("")):
        over = [one for one in open_ if one not in part.around]
        found += [_Span(open_.pop(element), at, element) for element in over]
        for element in part.around:
            open_.setdefault(element, at)
        at += len(part.text)
    return sorted(found, key=lambda span: (span.start, -span.end))


def _isolates(text: str, whole: Sequence[_Span], language: Language) -> Iterator[_Span]:
    """The runs of a text, and those of each unit in it."""
    units = [span for span in whole if span.element.unit]
    outer = text
    for start, end, element in units:
        word = bidi.LEFT_TO_RIGHT_WORD if element.unit == "ltr" else bidi.RIGHT_TO_LEFT_WORD
        outer = outer[:start] + word * (end - start) + outer[end:]
    texts: list[tuple[int, str, str, Language]] = [(0, outer, language.direction, language)]
    for start, end, element in units:
        texts.append((start, text[start:end], element.unit, element.language or language))
    for first, words, direction, speech in texts:
        for start, end, runs in bidi.runs(words, direction, speech.native_order):
            same = any(span.element.unit == runs and span[:2] == (first + start, first + end) for span in units)
            if not same:  # a term alone is an isolate already
                yield _Span(first + start, first + end, Around(_ISOLATES[runs], "</bdi>"))


def _cut(spans: Iterable[_Span], placed: Sequence[_Span]) -> list[_Span]:
    """Spans, each cut at the edges of those placed before that it overlaps in part."""
    found = []
    for start, end, element in spans:
        edges = {edge for one in placed for edge in _edges(one, start, end)}
        cuts = sorted({start, end, *edges})
        found += [_Span(*pair, element) for pair in pairwise(cuts)]
    return found


def _edges(placed: _Span, start: int, end: int) -> Iterator[int]:
    if placed.start < start < placed.end < end:
        yield placed.end
    elif start < placed.start < end < placed.end:
        yield placed.start


def _written(text: str, spans: Sequence[_Span], language: Language) -> Iterator[str]:
    """The text with its elements, which lie within each other."""
    open_: list[_Span] = []
    done = 0
    for span in (*spans, _Span(len(text), len(text), kept())):
        while open_ and open_[-1].end <= span.start:
            last = open_.pop()
            yield _words(text[done : last.end], [*open_, last], language)
            yield last.element.closes
            done = last.end
        yield _words(text[done : span.start], open_, language)
        done = span.start
        if span.end > span.start:
            yield span.element.opens
            open_.append(span)


def _words(text: str, around: Sequence[_Span], language: Language) -> str:
    """Words as they stand in the HTML; where a line may break is marked in scripts without spaces."""
    if not text:
        return ""
    speech = next((one.element.language for one in reversed(around) if one.element.language), None)
    if speech is not None:
        return escape(break_words(text, speech), quote=False)
    return whole_words(escape(break_words(text, language), quote=False), language)


def whole_words(html: str, language: Language) -> str:
    """Korean breaks between words, as readers expect: each word is kept on one line.

    Unicode allows a break after any syllable, and the typesetter knows no ``word-break: keep-all`` (CSS Text 3, 5.2).
    """
    return _KOREAN.sub(r'<span class="keep">\g<0></span>', html) if language.script == "Kore" else html
