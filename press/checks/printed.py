"""Everything that a sheet prints in words, wherever it is typed: texts, passages, alternative texts, pictures, fixed words.

The rules about what must not be typed at all look here: a number in a drawing is read by the patient as one in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from press.checks.prose import Line, Reading, read
from press.checks.rule import Subject
from press.content import Figure, Handout, Written, blocks_of
from press.library.figures import drawn_words
from press.problem import Place
from press.source import Located, TreePath


@dataclass(frozen=True, slots=True)
class Printed:
    """One text as it is printed: without inline marks (``text``), and as typed (``raw``)."""

    text: str
    raw: str
    at: Callable[[str], Place]  # where a fragment of it stands
    fills: bool = False  # placeholders are filled in here
    urgent: bool = False  # inside an emergency call-out
    beside: str = ""  # what names it: the head of its column, the other cells of its row
    label: bool = False  # names what is to be written beside or below it


_UNPRINTED = frozenset({"keyword", "gap"})
_AS_TYPED = frozenset({"title", "summary", "alt"})

def printed(subject: Subject) -> tuple[Printed, ...]:
    """All that one language of a handout or packet prints in words; the same for every rule that asks."""
    return subject.once(_all_printed)


def _all_printed(subject: Subject) -> tuple[Printed, ...]:
    return tuple(_printed(subject))


def _printed(subject: Subject) -> Iterator[Printed]:
    reading = read(subject)
    for line in reading.lines:
        if line.role not in _UNPRINTED:
            urgent, label = _is_urgent(line), line.role in ("label", "column")
            yield Printed(
                line.text, line.raw, line.at, line.role not in _AS_TYPED, urgent, _beside(line, reading), label
            )
    if isinstance(subject.piece, Handout):
        piece = subject.piece
        yield Printed(piece.facts.audience, piece.facts.audience, _in(piece.located, ("audience",)))
        for number, source in enumerate(piece.facts.sources):
            for key in ("title", "note"):
                if said := getattr(source, key):
                    yield Printed(said, said, _in(piece.located, ("sources", number, key)))
    yield from _drawn(subject)
    yield from _fixed(subject)


def _in(located: Located, path: TreePath) -> Callable[[str], Place]:
    return lambda fragment: located.within(path, fragment)


def _always(place: Place) -> Callable[[str], Place]:
    return lambda _: place


def _is_urgent(line: Line) -> bool:
    if line.kind != "callout":
        return False
    node = line.written.located.node((*line.path[: line.path.index("callout") + 1], "kind"))
    return getattr(node, "value", "") == "emergency"


def _beside(line: Line, reading: Reading) -> str:
    """The words that say what a cell holds."""
    if line.role != "cell":
        return ""
    row, column = line.path[-2:]
    same = (other for other in reading.blocks[line.block] if other is not line)
    heads = (
        other.text
        for other in same
        if (other.role == "column" and other.path[-1] == column) or (other.role == "cell" and other.path[-2] == row)
    )
    return " ".join(heads)


def _drawn(subject: Subject) -> Iterator[Printed]:
    """The words in the drawings, each at its line of the picture's file."""
    root = subject.library.root
    homes = [(subject.written, subject.piece.folder)]
    homes += [
        (written, f"handouts/_shared/{shared.slug}")
        for shared, written in subject.library.included(subject.piece, subject.written.tag)
    ]
    for written, folder in homes:
        for name in _figures(written):
            shown = f"{folder}/figures/{name}"
            for line, words in drawn_words(root / shown):
                yield Printed(words, words, _always(Place(shown, line, 1)))


def _figures(written: Written) -> list[str]:
    named = (block.figure.file for _, block in blocks_of(written.text) if isinstance(block, Figure))
    return [name for name in dict.fromkeys(named) if name.endswith(".svg")]


def _fixed(subject: Subject) -> Iterator[Printed]:
    """The fixed and regional words of the language."""
    tag = subject.written.tag
    language, located = (
        subject.library.languages.get(tag),
        subject.library.located.get(f"handouts/_languages/{tag}.yaml"),
    )
    if language is None or located is None:
        return
    for key, said in language.words:
        yield Printed(said, said, _in(located, ("words", key)))
    for key, words in language.regional.items():
        for region, said in words.items():
            yield Printed(said, said, _in(located, ("regional", key, region)))
