"""The second reading of a YAML file: a dumb one, which proves that the first left out no word.

It knows no YAML. It sees what an author sees: words in lines, and lines that begin with "#", which are remarks. Every
letter and digit of the file must come back, in its order, among the keys and texts that the first reader found: words
behind a " #", after a quoted text, in a mark's place or in a document that nobody reads do not. Nothing of the first
reader is used here; it only hands over what it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Every sign of ASCII becomes a space: letters, digits and all other scripts' characters stay.
_SIGNS = bytes(code if code >= 0x80 or bytes((code,)).isalnum() else 0x20 for code in range(256))
_REMARK = re.compile(r"^[ \t]*#.*", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9\u0080-\U0010ffff]+")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abtnvfre_NLP]))")
_NAMED = {"_": "\u00a0", "N": "\u0085", "L": "\u2028", "P": "\u2029"}
_DIRECTIVE = re.compile(r"%YAML 1\.[0-9]\s*")  # says nothing that this project does not say itself
_MOST_CUTS = 32  # " #" in one line that are tried, and ways through a file that are kept: no file of words needs more


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of the file that the first reader did not find: where they begin, and what is typed there to the line's end.

    ``remark`` where they stand behind a " #"; otherwise the first reader read something else here.
    """

    line: int
    column: int
    words: str
    remark: bool


def lost(text: str, found: Iterable[str]) -> list[Lost]:
    """The words of a file that are not in what was ``found`` (its keys and texts, in order); mostly none."""
    wanted = _words("\n".join(found))
    start = 0  # most files have remarks at their top alone: those are cheaply passed over
    while text.startswith("#", start) and (end := text.find("\n", start)) >= 0:
        start = end + 1
    seen = _words(_REMARK.sub("", text) if text.find("#", start) >= 0 else text[start:])
    return [] if seen == wanted else list(_walk(text, wanted))


def _words(text: str) -> list[bytes]:
    return text.encode("utf-8", "surrogatepass").translate(_SIGNS).split()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way through the lines so far: how many words it lost, and which."""

    cost: int = 0
    lost: tuple[Lost, ...] = ()


def _walk(text: str, wanted: list[bytes]) -> Iterable[Lost]:
    """Line by line: each is read as it stands, with its escapes decoded, without what follows a " #", or as a remark.

    A line that begins with "#" may be a remark or stand inside a text; both are tried, and the way that ends well counts.
    """
    ways = {0: _Way()}
    for number, line in enumerate(text.split("\n"), 1):
        after: dict[int, _Way] = {}
        for words, left in _readings(line, number):
            for at, way in ways.items():
                if wanted[at : at + len(words)] == words:
                    end, here = (
                        at + len(words),
                        _Way(way.cost + len(_words(left.words)), (*way.lost, left)) if left else way,
                    )
                    if end not in after or here.cost < after[end].cost:
                        after[end] = here
        if not after:
            best = min(ways.values(), key=lambda way: way.cost)
            return (*best.lost, _first_difference(line, number, wanted, ways))
        ways = dict(sorted(after.items(), key=lambda item: item[1].cost)[:_MOST_CUTS])
    if len(wanted) in ways:
        return ways[len(wanted)].lost
    last = text.rstrip("\n").count("\n") + 1
    return (Lost(last, 1, text.rstrip("\n").rpartition("\n")[2].strip(), remark=False),)


def _readings(line: str, number: int) -> Iterator[tuple[list[bytes], Lost | None]]:
    yield _words(line), None
    if "\\" in line:
        yield _words(_ESCAPE.sub(_decoded, line)), None
    if "#" in line:
        if line.lstrip(" \t").startswith("#"):
            yield [], None
        starts = [hit.start(1) for hit in re.finditer(r"[ \t](#)", line)]
        for at in starts[:_MOST_CUTS]:
            left = Lost(number, at + 1, line[at:].rstrip(), remark=True)
            yield _words(line[:at]), left
            if "\\" in line:
                yield _words(_ESCAPE.sub(_decoded, line[:at])), left
    if number == 1 and _DIRECTIVE.fullmatch(line):
        yield [], None


def _decoded(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code is None:
        return _NAMED.get(escape[4], " ")
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else escape[0]


def _first_difference(line: str, number: int, wanted: list[bytes], ways: Iterable[int]) -> Lost:
    """Where a line first says something else than was found, on the way that leads furthest into it."""
    typed = _WORD.finditer(line)
    places = [(word.start(), one) for word in typed for one in _words(word[0])]
    furthest = 0
    for at in ways:
        same = 0
        while same < len(places) and at + same < len(wanted) and wanted[at + same] == places[same][1]:
            same += 1
        furthest = max(furthest, same)
    column = places[min(furthest, len(places) - 1)][0] if places else 0
    return Lost(number, column + 1, line[column:].rstrip(), remark=False)
