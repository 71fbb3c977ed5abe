"""From pieces to what a handout can print: lists by their labels, boxes to tick, call-outs, questions, lines to write on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from press.intake.oneline import shown_label, unwrapped
from press.intake.pieces import (
    Box,
    Doubt,
    Grid,
    Heading,
    Item,
    Items,
    Paragraph,
    Piece,
    Questions,
    Terms,
    Words,
    WriteIn,
    all_words,
    lines_of,
    plain,
    said,
    squeezed,
)
from press.intake.typed import BOXES, without
from press.intake.typed import lists as typed_lists

_NUMBER = re.compile(r"[(（]?(\d+)[.)．）、:]?|[-–] (\d+) [-–]|(\d+)[-–]")
_BLANK = re.compile(r"^(?P<label>[^_…]*?[^_….\s])?\s*[:：]?\s*(?:_[_\s]{2,}|\.{5,}|…{2,}|(?:\. ){4,}\.?)\s*[.:]?$")
_QUESTION = re.compile(r"^(?:Q|Question|P|F|Frage|Pregunta)\s?\d{0,2}\s?[:.]\s+(?=\S)", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:A|Answer|R|Antwort|Respuesta|Réponse)\s?\d{0,2}\s?[:.]\s+(?=\S)", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:\[!)?(?P<word>warning|caution|danger|important|note|attention|alert|emergency|tip|remember|advertencia|precaución|importante|nota|"
    r"atención|peligro|avertissement|remarque|achtung|warnung|wichtig|hinweis|avviso|attenzione|aviso|cuidado)\s*[:!\]]\s+(?=\S)",
    re.IGNORECASE,
)
_LONGEST_BETWEEN = 400  # letters of a passage between two steps that still belongs to the step before it


def shaped(pieces: Sequence[Piece], marked: bool = False) -> list[Piece]:
    """Settled pieces with the shapes that people gave to plain paragraphs. No word is added, dropped or moved.

    ``marked``: the reader has already told which typed marks begin the items of a list.
    """
    out = list(pieces) if marked else list(typed_lists(pieces))
    out = list(_broken_lines(out))
    out = [_boxes_to_tick(piece) for piece in out]
    out = list(_one_list(_counted_anew(out)))
    out = list(_questions(out))
    return list(_boxes_in_lines(_lines_to_write_on(out)))


# --------------------------------------------------------------------------------------------------- lines and boxes


def _broken_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A paragraph whose author ended lines in it: the lines stay apart, unless they only wrap a sentence."""
    for piece in pieces:
        if not isinstance(piece, Paragraph):
            yield piece
            continue
        lines = unwrapped(lines_of(piece.words))
        if len(lines) < 2:
            yield from (Paragraph(line) for line in lines)
            continue
        texts = [plain(line) for line in lines]
        if any(_BLANK.match(text) or _QUESTION.match(text) or LEAD.match(text) for text in texts):
            yield from (Paragraph(line) for line in lines)
            continue
        lead = 1 if texts[0].endswith((":", "：")) else 0
        listed = (
            len(lines) - lead >= 2 and all(len(text) <= 120 for text in texts[lead:]) and not _reads_as_address(texts)
        )
        if not listed:
            yield from (Paragraph(line) for line in lines)
            continue
        yield from (Paragraph(line) for line in lines[:lead])
        yield Items(tuple(Item("•", (Paragraph(line),)) for line in lines[lead:]))


def _one_phrase(text: str) -> bool:
    return len(text) <= 100 and not re.search(r"[.!?。] +[^\W\d_]", text)


def _reads_as_address(texts: Sequence[str]) -> bool:
    return any(re.search(r"\b\d{5}\b|^\d+ \w|@|\bSuite\b|_{3,}|\.{5,}", text) for text in texts) and not any(
        ":" in text for text in texts[:-1]
    )


def _boxes_to_tick(piece: Piece) -> Piece:
    """A box at the start of an item is its label."""
    if isinstance(piece, Box):
        return Box(tuple(map(_boxes_to_tick, piece.pieces)))
    if isinstance(piece, Paragraph) and plain(piece.words)[:1] in BOXES and plain(piece.words)[1:].strip():
        inside = plain(piece.words)[1:]
        if not any(box in inside for box in BOXES):
            return Items((Item(plain(piece.words)[0], (Paragraph(without(piece.words, 1)),)),))
        return piece
    if not isinstance(piece, Items):
        return piece
    items = []
    for item in piece.items:
        label, parts = (
            item.label,
            tuple(_boxes_to_tick(part) if isinstance(part, Items) else part for part in item.pieces),
        )
        first = parts[0] if parts else None
        if isinstance(first, Paragraph):
            hit = re.match(r"([☐☒☑])\s*|\[([ xX✓])\]\s+", plain(first.words))
            if (
                hit
                and len(plain(first.words)) > hit.end()
                and not any(b in plain(first.words)[hit.end() :] for b in BOXES)
            ):
                label = hit[1] or ("☐" if hit[2] == " " else "☒")
                parts = (Paragraph(without(first.words, hit.end())), *parts[1:])
        items.append(Item(label, parts))
    return Items(tuple(items))


def _boxes_in_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A box inside a line is written in brackets, since few fonts have the sign; a ticked one is told."""
    for piece in pieces:
        found = [span.text for part in all_words(piece) for span in part if any(box in span.text for box in BOXES)]
        yield _bracketed(piece) if found else piece
        if any(box in text for text in found for box in "☒☑"):
            yield Doubt(
                f"In the leaflet some of these boxes are ticked: “{said([piece])}”. A printed box is empty. Who ticks it?"
            )


def _bracketed(piece: Piece) -> Piece:
    if isinstance(piece, Paragraph | Heading):
        return replace(piece, words=_in_brackets(piece.words))
    if isinstance(piece, Items):
        return Items(tuple(replace(item, pieces=tuple(map(_bracketed, item.pieces))) for item in piece.items))
    if isinstance(piece, Box):
        return Box(tuple(map(_bracketed, piece.pieces)))
    if isinstance(piece, Grid):
        rows = tuple(tuple(replace(c, pieces=tuple(map(_bracketed, c.pieces))) for c in row) for row in piece.rows)
        return replace(piece, rows=rows, caption=_in_brackets(piece.caption))
    if isinstance(piece, Terms):
        return Terms(tuple((_in_brackets(a), _in_brackets(b)) for a, b in piece.pairs))
    return piece


def _in_brackets(words: Words) -> Words:
    return tuple(replace(span, text=re.sub("[☐☒☑]", lambda hit: shown_label(hit[0]), span.text)) for span in words)


# ----------------------------------------------------------------------------------------------- one list that goes on


def number_of(label: str) -> int | None:
    """The number of a label in figures; None for other labels."""
    hit = _NUMBER.fullmatch(label)
    return int(next(group for group in hit.groups() if group)) if hit else None


def _counted_anew(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A list whose numbers begin again at 1 is two lists."""
    for piece in pieces:
        if not isinstance(piece, Items):
            yield piece
            continue
        begin = 0
        numbers = [number_of(item.label) for item in piece.items]
        for n in range(1, len(numbers)):
            if numbers[n] == 1 and (numbers[n - 1] or 0) >= 1:
                yield Items(piece.items[begin:n])
                begin = n
        yield Items(piece.items[begin:])


def _one_list(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Lists that count on over a passage between them are one list; the passage belongs to the item before it."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Items) and (joined := _joined(out, piece)):
            out[:] = joined
        else:
            out.append(piece)
    return iter(out)


def _joined(out: list[Piece], piece: Items) -> list[Piece] | None:
    at = next((n for n in range(len(out) - 1, -1, -1) if not isinstance(out[n], Paragraph | Doubt)), -1)
    before = out[at] if at >= 0 else None
    if not isinstance(before, Items):
        return None
    between = out[at + 1 :]
    passages = [one for one in between if isinstance(one, Paragraph)]
    first, last = number_of(piece.items[0].label), number_of(before.items[-1].label)
    boxes = piece.items[0].label in BOXES and before.items[-1].label in BOXES and not between
    goes_on = first is not None and last is not None and first == last + 1 and number_of(before.items[0].label) == 1
    if not (boxes or goes_on) or len(passages) > 2 or sum(len(plain(one.words)) for one in passages) > _LONGEST_BETWEEN:
        return None
    if any("\n" in plain(one.words) or _BLANK.match(plain(one.words)) for one in passages):
        return None
    item = before.items[-1]
    longer = replace(item, pieces=(*item.pieces, *passages))
    doubts = [one for one in between if isinstance(one, Doubt)]
    return [*out[:at], Items((*before.items[:-1], longer, *piece.items)), *doubts]


# ---------------------------------------------------------------------------------------- questions, lines to write on


def _questions(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """ "Q: …" and "A: …" as questions with their answers."""
    at = 0
    while at < len(pieces):
        pairs: list[tuple[Words, Words]] = []
        marks: list[str] = []
        while at + 1 < len(pieces) and (pair := _pair(pieces[at], pieces[at + 1])):
            pairs.append(pair[0])
            marks += pair[1]
            at += 2
        if pairs:
            yield Questions(tuple(pairs), tuple(marks))
        else:
            yield pieces[at]
            at += 1


def _pair(first: Piece, second: Piece) -> tuple[tuple[Words, Words], tuple[str, str]] | None:
    if not isinstance(first, Paragraph) or not isinstance(second, Paragraph):
        return None
    question, answer = _QUESTION.match(plain(first.words)), _ANSWER.match(plain(second.words))
    if not question or not answer or "?" not in plain(first.words):
        return None
    pair = without(first.words, question.end()), without(second.words, answer.end())
    return pair, (question[0], answer[0])


def _lines_to_write_on(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """ "Name: ______" as a line to write on."""
    out: list[Piece] = []
    for piece in pieces:
        hit = _BLANK.match(plain(piece.words)) if isinstance(piece, Paragraph) else None
        if hit is None or not isinstance(piece, Paragraph):
            out.append(piece)
            continue
        label = (hit["label"] or "").rstrip(" :：")
        if label and len(label) <= 200 and not re.search(r"_{3,}|\.{5,}", label):
            out.append(WriteIn(_first(piece.words, len(label))))
        elif not label and out and isinstance(out[-1], WriteIn) and out[-1].lines < 12:
            out[-1] = replace(out[-1], lines=out[-1].lines + 1)
        else:
            out.append(piece)
    return iter(out)


def _first(words: Words, count: int) -> Words:
    out = []
    for span in words:
        out.append(replace(span, text=span.text[:count]))
        count = max(0, count - len(span.text))
    return squeezed(out)
