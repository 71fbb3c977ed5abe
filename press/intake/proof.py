"""The proof that a draft says what was read: piece by piece, and word by word. It shares no code with the builder."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from press.content import STILL_TO_WRITE as STILL
from press.content.inline import Bold, Link, Literal, Term, Token, Value, parse
from press.intake.pieces import Doubt, Grid, Items, Picture, Piece, Questions, inner, own_words
from press.intake.witness import atoms

_NOT_WORDS = ("kind", "file", "lines", "row_headers")


def fault_in(piece: Piece, blocks: Sequence[Mapping[str, Any]]) -> str:
    """What is missing or new in the blocks that were made of a piece; empty where nothing is."""
    if isinstance(piece, Doubt | Picture):
        return ""
    values = values_in([piece])
    said = [atom for block in blocks for text in _texts(block) for atom in _words_of(text, values)]
    expected = list(_expected(piece))
    if any(isinstance(part, Grid) for part in (piece, *_all_inside(piece))):
        missing = Counter(expected) - Counter(said)
        known = set(expected)
        new = [atom for atom in said if atom not in known]
    elif said == expected:
        return ""
    else:
        missing, new = Counter(expected) - Counter(said), list((Counter(said) - Counter(expected)).elements())
        if not missing and not new:
            return f"the order of “{' '.join(expected)[:300]}” was changed"
    parts = [f"missing: “{' '.join(missing.elements())[:300]}”"] if missing else []
    parts += [f"new: “{' '.join(new)[:300]}”"] if new else []
    return "; ".join(parts)


def missing_in(text: Mapping[str, Any], met: Counter[str], pieces: Sequence[Piece]) -> list[str]:
    """The words and figures that were met in the leaflet and stand nowhere in the draft, not in a gap either."""
    values = values_in(pieces)
    said: Counter[str] = Counter(_words_of(text["title"], values, marks=False))
    said.update(_marks(pieces))
    for section in text["sections"]:
        said.update(_words_of(section["heading"], values))
        for block in section["blocks"]:
            said.update(atom for one in _texts(block, gaps=True) for atom in _words_of(one, values))
    counted = Counter({_bare(atom): 0 for atom in met})
    for atom, times in met.items():
        counted[_bare(atom)] += times
    lacking = counted - Counter(_folded(said))
    whole = "".join(_folded(said))
    return [atom for atom in lacking.elements() if atom not in whole]


def _marks(pieces: Iterable[Piece]) -> Iterator[str]:
    """The letters that were marks and nothing else: "o" before an item, "Q" and "A" before questions and answers."""
    for piece in pieces:
        if isinstance(piece, Items):
            yield from (item.label for item in piece.items if item.label == "o")
        elif isinstance(piece, Questions):
            yield from _plain_words(" ".join(piece.marks))
        yield from _marks(inner(piece))


def _folded(said: Counter[str]) -> dict[str, int]:
    out: Counter[str] = Counter()
    for atom, times in said.items():
        out[_bare(atom)] += times
    return dict(out)


def _bare(atom: str) -> str:
    return _ascii(atom.lstrip("^_~"))


# ---------------------------------------------------------------------------------------------------- what was expected


def _expected(piece: Piece) -> Iterator[str]:
    """The words and figures of a piece, with its labels, in order."""
    if isinstance(piece, Items):
        for item in piece.items:
            yield from _of_label(item.label)
            for part in item.pieces:
                yield from _expected(part)
        return
    for words in own_words(piece):
        yield from _plain_words("".join(span.text for span in words))
    for part in inner(piece):
        yield from _expected(part)


def _of_label(label: str) -> list[str]:
    return _plain_words(label) if re.search(r"\w", label) and label != "o" else []


def values_in(pieces: Iterable[Piece]) -> dict[str, list[str]]:
    """The placeholders in pieces, each with what the leaflet says in its places, in order."""
    found: dict[str, list[str]] = {}
    for piece in pieces:
        for words in own_words(piece):
            for span in words:
                if span.value:
                    found.setdefault(span.value, []).append(span.text)
        for name, texts in values_in(inner(piece)).items():
            found.setdefault(name, []).extend(texts)
    return found


def _all_inside(piece: Piece) -> Iterator[Piece]:
    for part in inner(piece):
        yield part
        yield from _all_inside(part)


# ------------------------------------------------------------------------------------------------------ what was written


def _texts(value: Any, gaps: bool = False, step: int = 0) -> Iterator[str]:
    """The texts of a block in order, those of steps with their printed numbers."""
    if isinstance(value, str):
        if not value.startswith(STILL):
            yield f"{step} {value}" if step else value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key in _NOT_WORDS or (key == "gap" and not gaps):
                continue
            if key == "steps":
                for number, text in enumerate(one, 1):
                    yield from _texts(text, gaps, number)
            elif key == "alt" and not gaps:
                continue
            else:
                yield from _texts(one, gaps)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, gaps)


def _words_of(text: str, values: dict[str, list[str]], marks: bool = True) -> list[str]:
    """The words and figures that a text prints."""
    if not marks:
        return _plain_words(text)
    return _plain_words("".join(_printed(_parsed(text), values)))


@functools.lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[Token, ...]:
    return tuple(parse(text)[0])


def _printed(tokens: Sequence[Token], values: dict[str, list[str]]) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, Literal):
            yield token.text
        elif isinstance(token, Value):
            left = values.get(token.name) or [""]
            yield left.pop(0) if len(left) > 1 else left[0]
        elif isinstance(token, Bold | Link):
            yield from _printed(token.children, values)
        elif isinstance(token, Term):
            yield token.text


def _plain_words(text: str) -> list[str]:
    """Words and figures; the digits of every script as ASCII, since the page numbers its steps so."""
    return [_ascii(atom) for atom in atoms(text) if atom[-1:].isalnum()]


def _ascii(text: str) -> str:
    return text if text.isascii() else "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
