"""``check --fix``: the handful of mends that cannot change what a text says.

Two spaces become one; a straight apostrophe becomes curly where the text has curly ones; ``101 ° F`` becomes ``101 °F``.
The file is changed character by character, never written anew, so that comments and layout stay; and it is read again
before it is kept: every text must be what it was but for these mends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from press.content import Written, phrases
from press.problem import Place, Problem
from press.receipt import keep
from press.source import Located, Text, parse

_TWO_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DEGREE = re.compile(r"(?<=\d)\s*°\s*(?=[CF]\b)")


def mended(text: str, curly: bool) -> str:
    """A text with the safe mends; ``curly`` where the file uses curly apostrophes."""
    text = _TWO_SPACES.sub(" ", text)
    text = _DEGREE.sub(" °", text) if re.search(r"\d\s+°\s+[CF]\b|\d\s*°\s+[CF]\b", text) else text
    return _APOSTROPHE.sub("’", text) if curly else text


def mend(path: Path, written: Written) -> tuple[int, list[Problem]]:
    """Mend one file in place. Returns how many texts changed; a problem, and no change, where that would not be safe."""
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
        return 0, []
    again, problems = parse(text, located.shown)
    if problems or not _same_words(written, [one.value for one in _nodes(written, again)], curly):
        fault = "it cannot be mended safely by the program"
        return 0, [Problem(Place(located.shown), "mend-unsafe", fault, "Mend what the check shows by hand.")]
    if path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n") != located.text:
        return 0, [
            Problem(Place(located.shown), "file-changed", "the file changed while it was checked", "Run it again.")
        ]
    keep(path, text.encode())
    return count, []


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
