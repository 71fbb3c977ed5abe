"""Pieces -> the draft of a handout: title, sections, blocks, gaps; pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from press.content import STILL_TO_WRITE as STILL
from press.intake import grids
from press.intake.contacts import Contacts
from press.intake.grammar import escaped, plainly, unstressed, written
from press.intake.oneline import is_bullet, one_line, shown_label
from press.intake.pictures import Taken
from press.intake.pieces import (
    Box,
    Doubt,
    Grid,
    Heading,
    Item,
    Items,
    Paragraph,
    Picture,
    Piece,
    Questions,
    Span,
    Terms,
    Words,
    WriteIn,
    inner,
    plain,
    squeezed,
)
from press.intake.proof import fault_in, missing_in
from press.intake.shape import LEAD, number_of, shaped

if TYPE_CHECKING:
    from press.intake.read import Reading
    from press.library import Brand

MOST_SECTIONS, MOST_BLOCKS, MOST_ITEMS = 40, 60, 20  # what press.content lets a text hold
LONGEST, LONGEST_TITLE = 3800, 120
DEEPEST = 3  # lists in lists that one line can still tell
_ALONE = {" alone": True}  # marks a gap that is not put together with others, until its section is made
NOTHING_UNDER = "Nothing stands under this heading in the leaflet."

_EMERGENCY = re.compile(
    r"\{emergency\.number\}|\b(?:911|999|112|9-1-1)\b|\bambulance\b|\bemergency (?:room|department)\b", re.IGNORECASE
)
_CLINIC = re.compile(
    r"\b(?:call|phone|contact|tell) (?:us|your (?:doctor|clinic|nurse|care team|provider|surgeon))\b|\{clinic\.",
    re.IGNORECASE,
)
_CAUTION = re.compile(r"^\W*(?:warning|caution|danger|important|attention|alert|stop|do not|never)\b|⚠", re.IGNORECASE)
_NOTES = ("note", "tip", "remember", "nota", "remarque", "hinweis")


@dataclass(frozen=True, slots=True)
class Draft:
    """A leaflet as draft content: the two YAML trees, its pictures, and what a person must settle."""

    facts: dict[str, Any]
    text: dict[str, Any]
    figures: dict[str, bytes] = field(default_factory=dict)

    @property
    def gaps(self) -> list[str]:
        """The open questions of the draft, in order."""
        return [block["gap"] for section in self.text["sections"] for block in section["blocks"] if "gap" in block]


class TooLongError(Exception):
    """The leaflet holds more than a handout can: ``fault`` and ``remedy``."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(fault)
        self.fault, self.remedy = fault, remedy


def draft(reading: Reading, language: str, brands: Sequence[Brand] = ()) -> Draft:
    """The draft that a reading makes, proved against it. Raises TooLongError."""
    pieces = shaped(Contacts(brands).read(reading.pieces), reading.marked)
    title, rest = _title(pieces)
    taken = Taken()
    sections = list(_sections(rest, taken))
    if len(sections) > MOST_SECTIONS:
        heading = sections[MOST_SECTIONS]["heading"]
        raise TooLongError(
            f'the leaflet has more than {MOST_SECTIONS} sections; the next begins at "{heading[:80]}"',
            "A handout has a few pages. Split the leaflet there, and import its parts.",
        )
    facts = {"audience": f"{STILL}: who this handout is for.", "source_language": language, "languages": [language]}
    text = {
        "title": title or f"{STILL}: the title",
        "summary": f"{STILL}: one sentence for lists.",
        "main_message": f"{STILL}: the one thing a patient must know.",
        "version": "1",
        "sections": sections,
    }
    lacking = missing_in(text, reading.met, pieces)
    if lacking:
        sections[-1]["blocks"] += _gaps(f"Words of the leaflet that this draft has nowhere: “{' '.join(lacking)}”.")
    return Draft(facts, text, taken.files)


def _title(pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The title: what the leaflet calls so, else the heading that it begins with."""
    early = [n for n, piece in enumerate(pieces[:6]) if isinstance(piece, Heading)]
    named = [n for n in early if getattr(pieces[n], "level", 9) == 0]
    first = [n for n in early if getattr(pieces[n], "level", 9) == 1] or [n for n in early if n == 0]
    for at in named or first[:1]:
        piece = pieces[at]
        if isinstance(piece, Heading) and 0 < len(plainly(piece.words)) <= LONGEST_TITLE and not _marked(piece.words):
            return plainly(piece.words), [*pieces[:at], *pieces[at + 1 :]]
    return "", list(pieces)


def _marked(words: Words) -> bool:
    return any(span.value for span in words) or bool(re.search(r"\*\*|\{[a-z]", plain(words)))


# ------------------------------------------------------------------------------------------------------------- sections


def _sections(pieces: Sequence[Piece], taken: Taken) -> Iterator[dict[str, Any]]:
    level = min((piece.level for piece in pieces if isinstance(piece, Heading)), default=2)
    heading, blocks = f"{STILL}: a heading", list[dict[str, Any]]()
    named = False
    for n, piece in enumerate(pieces):
        if isinstance(piece, Heading) and piece.level <= level:
            if not piece.sure and _nothing_under(pieces, n):
                blocks += _texts(piece.words)
                continue
            if blocks or named:
                yield from _split(heading, blocks)
            heading, blocks, named = written(unstressed(piece.words))[:LONGEST], [], True
        else:
            made = list(_blocks(piece, taken))
            fault = fault_in(piece, made)
            blocks += [
                *made,
                *(_gaps(f"This draft does not say what the leaflet says here; {fault}.") if fault else ()),
            ]
    if blocks or named:
        yield from _split(heading, blocks)


def _nothing_under(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line that was taken for a heading has nothing under it, and so is a line."""
    following = next((piece for piece in pieces[at + 1 :] if not isinstance(piece, Doubt)), None)
    return following is None or isinstance(following, Heading)


def _split(heading: str, blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A section, or several where it holds more blocks than one can."""
    blocks = _joined_gaps(blocks) or [{"gap": NOTHING_UNDER}]
    for start in range(0, len(blocks), MOST_BLOCKS):
        name = heading if not start else f"{STILL}: a heading; the section before it was too long for one"
        yield {"heading": name, "blocks": blocks[start : start + MOST_BLOCKS]}


def _joined_gaps(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Doubts that stand together are one gap, as long as it can hold them."""
    out: list[dict[str, Any]] = []
    for block in blocks:
        last = out[-1].get("gap") if out else None
        joins = "gap" in block and last is not None and last != NOTHING_UNDER and not _ALONE.keys() & {*block, *out[-1]}
        if joins and len(last or "") + len(block["gap"]) < LONGEST:
            out[-1] = {"gap": f"{last} {block['gap']}"}
        else:
            out.append(block)
    return [{key: value for key, value in block.items() if key not in _ALONE} for block in out]


# --------------------------------------------------------------------------------------------------------------- blocks


def _blocks(piece: Piece, taken: Taken) -> Iterator[dict[str, Any]]:
    if isinstance(piece, Paragraph):
        yield from _passage(piece)
    elif isinstance(piece, Heading):
        yield from _texts(tuple(Span(s.text, True, s.link, value=s.value) for s in piece.words))
    elif isinstance(piece, Items):
        yield from _list(piece, taken)
    elif isinstance(piece, Grid):
        for made in grids.blocks(piece):
            yield from [made] if isinstance(made, dict) else _blocks(made, taken)
        yield from _pictures_in(piece, taken)
    elif isinstance(piece, Box):
        yield from _box(piece, taken)
    elif isinstance(piece, Picture):
        yield from taken.blocks(piece)
    elif isinstance(piece, Terms):
        yield from _terms(piece)
    elif isinstance(piece, Questions):
        pairs = [{"question": written(question), "answer": written(answer)} for question, answer in piece.pairs]
        yield from ({"questions": pairs[start : start + 12]} for start in range(0, len(pairs), 12))
    elif isinstance(piece, WriteIn):
        yield {
            "write-in": [{"label": written(piece.label), **({"lines": str(piece.lines)} if piece.lines > 1 else {})}]
        }
    elif isinstance(piece, Doubt):
        yield from ({**gap, **_ALONE} if piece.alone else gap for gap in _gaps(piece.text))


def _gaps(text: str) -> Iterator[dict[str, Any]]:
    for part in _chunks(escaped(" ".join(text.split()))):
        yield {"gap": part}


def _texts(words: Words) -> Iterator[dict[str, Any]]:
    text = written(squeezed(words))
    if len(text) <= LONGEST:
        if text:
            yield {"text": text}
        return
    for part in _chunks(written(tuple(Span(span.text, value=span.value) for span in words))):
        yield {"text": part}


def _chunks(text: str) -> Iterator[str]:
    """A text in parts that a block can hold, broken after sentences, else between words, never inside a word or a mark."""
    while len(text) > LONGEST:
        cut = max(text.rfind(mark, 0, LONGEST) for mark in (". ", "? ", "! ", "。", "؟ ", "। ")) + 1
        cut = cut if cut > LONGEST // 2 else text.rfind(" ", 0, LONGEST)
        cut = cut if cut > 0 else LONGEST - (text[LONGEST - 1] == "\\")
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def _passage(piece: Paragraph) -> Iterator[dict[str, Any]]:
    """A paragraph; one that begins "Warning:" is a call-out."""
    words = squeezed(Span(s.text.replace("\n", " "), s.bold, s.link, value=s.value) for s in piece.words)
    text = plain(words)
    hit = LEAD.match(text) or _bold_lead(words)
    if hit and len(text) <= 600 and len(text) > hit.end():
        kind = "note" if hit["word"].lower() in _NOTES else _kind(text, "caution")
        yield {"callout": {"kind": kind, "heading": hit["word"], "text": written(_from(words, hit.end()))}}
        return
    yield from _texts(words)


def _bold_lead(words: Words) -> re.Match[str] | None:
    """ "**Warning** call 911": the word alone is bold."""
    if len(words) > 1 and words[0].bold and not words[1].bold and _LEAD_ALONE.fullmatch(words[0].text):
        return re.match(r"(?P<word>[^\W\d_]+)\s*[:!]?\s*", plain(words))
    return None


def _from(words: Words, count: int) -> Words:
    out = []
    for span in words:
        cut = min(count, len(span.text))
        count -= cut
        out.append(Span(span.text[cut:], span.bold, span.link, value=span.value))
    return squeezed(out)


def _list(piece: Items, taken: Taken) -> Iterator[dict[str, Any]]:
    """A list by its labels: counted from 1, to tick, with labels that a list of the press does not have, or plain."""
    lines = [one_line(item.pieces) for item in piece.items]
    texts = [written(line) for line in lines]
    labels = [item.label for item in piece.items]
    key, shown = "points", texts
    counted = [number_of(label) for label in labels] == list(range(1, len(labels) + 1))
    if counted and len(labels) <= MOST_ITEMS and max(map(len, texts)) <= LONGEST:
        key = "steps"
    elif all(label == "☐" for label in labels):
        key = "checklist"
    elif not (all(map(is_bullet, labels)) and len(set(labels)) == 1):
        shown = [_labelled(label, text) for label, text in zip(labels, texts, strict=True)]
    for part in _parts([(part, n) for n, text in enumerate(shown) for part in _chunks(text)]):
        yield {key: part}
    if any(label in ("☒", "☑") for label in labels):
        told = "; ".join(f"{label} {plain(line)[:80]}" for label, line in zip(labels, lines, strict=True) if label)
        yield from _gaps(
            f"In the leaflet some of these boxes are ticked: {told}. A printed box is empty. Who ticks it?"
        )
    if _depth(piece) > DEEPEST:
        yield from _gaps(
            f"This list has {_depth(piece)} levels, one inside the other; here they stand in brackets. Compare with the leaflet."
        )
    yield from _pictures_in(piece, taken)


def _parts(items: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    for start in range(0, len(items), MOST_ITEMS):
        yield [text for text, _ in items[start : start + MOST_ITEMS]]


def _labelled(label: str, text: str) -> str:
    return text if is_bullet(label) and label not in ("✓", "✔") else f"{escaped(shown_label(label))} {text}"


def _depth(piece: Piece) -> int:
    """How many lists stand in each other."""
    below = max((_depth(part) for part in inner(piece)), default=0)
    return below + isinstance(piece, Items)


def _pictures_in(piece: Piece, taken: Taken) -> Iterator[dict[str, Any]]:
    for part in inner(piece):
        if isinstance(part, Picture):
            yield from taken.blocks(part)
        elif not isinstance(part, Doubt):
            yield from _pictures_in(part, taken)


def _terms(piece: Terms) -> Iterator[dict[str, Any]]:
    pairs = [(written(term), written(meaning)) for term, meaning in piece.pairs]
    if not all(term and meaning and max(len(term), len(meaning)) <= LONGEST for term, meaning in pairs):
        for term, meaning in piece.pairs:
            yield from (*_texts(term), *_texts(meaning))
        return
    for start in range(0, len(pairs), MOST_ITEMS):
        yield {"glossary": [{"term": term, "meaning": meaning} for term, meaning in pairs[start : start + MOST_ITEMS]]}


# ------------------------------------------------------------------------------------------------------------ call-outs


def _box(piece: Box, taken: Taken) -> Iterator[dict[str, Any]]:
    """A framed passage as a call-out where a call-out can hold it; else its pieces, one after another."""
    parts = list(piece.pieces)
    heading: Words = ()
    if len(parts) > 1 and _is_heading(parts[0]):
        first = parts.pop(0)
        heading = first.words if isinstance(first, Heading | Paragraph) else ()
    shape = "".join("p" if isinstance(part, Paragraph) else "l" if isinstance(part, Items) else "?" for part in parts)
    if not re.fullmatch(r"p*l?p*", shape) or not shape or not _fits(parts):
        for part in piece.pieces:
            yield from _blocks(part, taken)
        return
    lists = [part for part in parts if isinstance(part, Items)]
    at = shape.find("l")
    before, after = (parts[:at], parts[at + 1 :]) if at >= 0 else (parts, [])
    named, text = written(tuple(Span(s.text, link=s.link, value=s.value) for s in heading)), written(one_line(before))
    hit = LEAD.match(text) if not heading else None
    if hit:
        named, text = hit["word"], text[hit.end() :]
    points = [text for part in lists for text in _items_of(part)]
    body = {"heading": named, "text": text, "points": points, "closing": written(one_line(after))}
    kind = _kind(f"{plain(heading)} {plain(one_line(parts))}", "note")
    yield {"callout": {"kind": kind, **{key: value for key, value in body.items() if value}}}


def _items_of(piece: Items) -> list[str]:
    plain_ones = all(is_bullet(item.label) for item in piece.items)
    return [text if plain_ones else _labelled(item.label, text) for item, text in _said(piece.items)]


def _said(items: Iterable[Item]) -> Iterator[tuple[Item, str]]:
    return ((item, written(one_line(item.pieces))) for item in items)


def _is_heading(piece: Piece) -> bool:
    if isinstance(piece, Heading):
        return True
    if not isinstance(piece, Paragraph) or len(plain(piece.words)) > 90 or "\n" in plain(piece.words):
        return False
    return all(span.bold or not span.text.strip() for span in piece.words) or bool(
        re.fullmatch(_LEAD_ALONE, plain(piece.words))
    )


_LEAD_ALONE = re.compile(
    r"\W*(?:warning|caution|danger|important|note|attention|alert|emergency|tip)\W*", re.IGNORECASE
)


def _fits(parts: Sequence[Piece]) -> bool:
    lists = [part for part in parts if isinstance(part, Items)]
    texts = [plain(one_line([part])) for part in parts]
    boxed = any(item.label in ("☐", "☒", "☑") for part in lists for item in part.items)
    return all(len(part.items) <= MOST_ITEMS for part in lists) and sum(map(len, texts)) <= 2000 and not boxed


def _kind(text: str, usual: str) -> str:
    """The kind of a call-out by its words. It is the author's to change."""
    if _EMERGENCY.search(text):
        return "emergency"
    if _CAUTION.search(text):
        return "caution"
    return "call-clinic" if _CLINIC.search(text) else usual
