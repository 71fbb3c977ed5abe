"""``check --fix``: the handful of mends that cannot change what a text says.

Two spaces become one; a straight apostrophe becomes curly where the text has curly ones; ``101 ° F`` becomes ``101 °F``;
and a text that YAML would cut at a "#" or a comma gets its quotation marks, where nothing else can have been meant.
The file is changed character by character, never written anew, so that comments and layout stay; and it is read again
before it is kept: every text must be what it was but for these mends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from press.content import Written, phrases
from press.library import Library, open_library
from press.problem import Place, Problem
from press.receipt import keep
from press.source import Located, Mapping, Node, Sequence, Text, mended_quotes, parse

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TWO_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DEGREE = re.compile(r"(?<=\d)\s*°\s*(?=[CF]\b)")


def mended(text: str, curly: bool) -> str:
    """A text with the safe mends; ``curly`` where the file uses curly apostrophes."""
    text = _TWO_SPACES.sub(" ", text)
    text = _DEGREE.sub(" °", text) if re.search(r"\d\s+°\s+[CF]\b|\d\s*°\s+[CF]\b", text) else text
    return _APOSTROPHE.sub("’", text) if curly else text


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done to one file: how many texts changed, where and how, and the problems that kept others from it."""

    shown: str
    count: int
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of a file as they were and as they are, from line ``line`` (1-based): what is needed to take a mend back."""

    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


def fix(root: Path, slugs: Collection[str], languages: Collection[str]) -> Iterator[Mended]:
    """Mend what is safe in the chosen handouts (by slug or specialty; all where none is named) and what they include.

    First the quotation marks, without which a file cannot be read at all. Files in which nothing is to be done are not told.
    """
    library = open_library(root)
    quoting = [
        made
        for shown, located in sorted(library.located.items())
        if located.doubts
        and (root / shown).is_file()
        and _chosen(shown, slugs, languages)
        and (made := quote(root / shown, located))
    ]
    yield from quoting
    if any(made.count for made in quoting):
        library = open_library(root)
    for shown, written in sorted(_texts(library, slugs, languages).items()):
        made = mend(root / shown, written)
        if made.count or made.problems:
            yield made


def _chosen(shown: str, slugs: Collection[str], languages: Collection[str]) -> bool:
    """Whether a file that could not be read is one of those that are to be mended."""
    path = PurePosixPath(shown)
    named = not slugs or (len(path.parts) > 2 and path.parts[0] == "handouts" and bool({*path.parts[1:3]} & {*slugs}))
    return named and (not languages or path.stem in {*languages, "handout", "packet"})


def _texts(library: Library, slugs: Collection[str], languages: Collection[str]) -> dict[str, Written]:
    """The chosen texts and the shared passages that they print, by their files."""
    texts = {}
    for slug, piece in library.pieces.items():
        if slugs and not {slug, piece.specialty} & set(slugs):
            continue
        for tag in (tag for tag in piece.texts if not languages or tag in languages):
            for written in (piece.texts[tag], *(passage for _, passage in library.included(piece, tag))):
                texts[written.located.shown] = written
    return texts


def quote(path: Path, located: Located) -> Mended | None:
    """Write the quotation marks that a file's doubtful places need, where only one reading is likely; None where there is none."""
    edits = sorted(
        (edit for doubt in located.doubts if (edit := mended_quotes(doubt, located, certain=True))), reverse=True
    )
    if not edits:
        return None
    text, wanted, before = located.text, list[str](), len(located.text)
    for start, end, new in edits:
        if end <= before:  # one in another would shift it
            text, before = text[:start] + new + text[end:], start
            wanted += _values(parse(f"[{new}]", "")[0].tree)
    again, problems = parse(text, located.shown)
    found = [*_values(again.tree)]
    if problems or any(one not in found for one in wanted):
        return Mended(located.shown, 0, (_unsafe(located),))
    return _kept(path, located, text, len(wanted))


def _values(node: Node | None) -> Iterator[str]:
    if isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _values(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item)
    elif node is not None:
        yield node.value


def mend(path: Path, written: Written) -> Mended:
    """Mend one file in place: how many texts changed; a problem, and no change, where that would not be safe."""
    located = written.located
    curly = "’" in located.text
    pieces, at, count = list[str](), 0, 0
    for node in sorted(_nodes(written), key=lambda one: one.start):
        raw = located.text[node.start : node.end]
        # Indentation and line ends belong to the YAML, and '' is an apostrophe in single quotes: those stay.
        new = raw if raw.startswith("'") else _line_by_line(raw, lambda line: mended(line, curly))
        count += new != raw
        pieces += [located.text[at : node.start], new]
        at = node.end
    text = "".join([*pieces, located.text[at:]])
    if not count:
        return Mended(located.shown, 0)
    again, problems = parse(text, located.shown)
    if problems or not _same_words(written, [one.value for one in _nodes(written, again)], curly):
        return Mended(located.shown, 0, (_unsafe(located),))
    return _kept(path, located, text, count)


def _unsafe(located: Located) -> Problem:
    fault = "it cannot be mended safely by the program"
    return Problem(Place(located.shown), "mend-unsafe", fault, "Mend what the check shows by hand.")


def _kept(path: Path, located: Located, text: str, count: int) -> Mended:
    """Write a mended text with the line ends, first mark and permissions that the file had, if it is still what was read."""
    path = path.resolve()  # a link stays one
    old = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    lines = _LINE.findall(old.removeprefix(mark))
    before, after = [line.rstrip("\r\n") for line in lines], text.removesuffix("\n").split("\n")
    if "\n".join(before) != located.text.removesuffix("\n"):
        fault = "the file changed while it was checked"
        return Mended(located.shown, 0, (Problem(Place(located.shown), "file-changed", fault, "Run it again."),))
    written, changes = [mark], list[Change]()
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            changes.append(Change(a + 1, tuple(before[a:b]), tuple(after[c:d])))
        ends = [line[len(said) :] for line, said in zip(lines[a:b], before[a:b], strict=True)] or ["\n"]
        for number in range(c, d):  # more lines than there were end as the last one did, and fewer too
            written += [after[number], ends[min(number - c, len(ends) - 1) if number < d - 1 else -1]]
    keep(path, "".join(written).encode())
    return Mended(located.shown, count, changes=tuple(changes))


def _nodes(written: Written, located: Located | None = None) -> Iterator[Text]:
    """The scalars of a text's phrases, in its own tree or in ``located``, the tree that it became."""
    for phrase in phrases(written.text):
        node = (located or written.located).node(phrase.path)
        if isinstance(node, Text):
            yield node


def _line_by_line(raw: str, change: Callable[[str], str]) -> str:
    lines = raw.split("\n")
    return "\n".join(line[: len(line) - len(line.lstrip())] + change(line.lstrip()) for line in lines)


def _same_words(written: Written, now: list[str], curly: bool) -> bool:
    """Whether the texts read again are the old ones with the mends and nothing else."""
    old = [node.value for node in _nodes(written)]

    def plain(text: str) -> str:
        return " ".join(mended(text, curly).split())

    return len(old) == len(now) and all(plain(a) == plain(b) for a, b in zip(old, now, strict=True))


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "file-changed": "Somebody saved the file in the meantime: what they wrote must not be written over.",
    "mend-unsafe": "A mend that would change more than it says is not made.",
}
