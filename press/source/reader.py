"""Bytes -> located tree, built from the parser's events without recursion (no nesting can crash the interpreter)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from press.problem import Place, Problem, counted
from press.source.complaints import DELETE_CHARACTER, syntax_problem
from press.source.tree import Located, Mapping, Node, Sequence, Text

MAX_BYTES = 256 * 1024  # a whole book of patient text fits; an accident or an attack does not
MAX_RECORD_BYTES = 16 * 1024 * 1024  # what the program itself writes down: it grows with languages and passages
MAX_DEPTH = 32
# Characters that no patient text needs and that can make it print other than it reads: bidi embeddings, overrides and
# isolates (the press isolates by itself), line and paragraph separators, interlinear and tag characters, BOM inside.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


def read(path: Path, shown: str, most: int = MAX_BYTES) -> tuple[Located, list[Problem]]:
    """Read one YAML file of at most ``most`` bytes; what could be read and every problem met on the way."""
    text, problems = _decode(path, shown, most)
    if text is None:
        return Located(shown), problems
    return parse(text, shown)


def parse(text: str, shown: str) -> tuple[Located, list[Problem]]:
    """The located tree of YAML text (see :func:`read`)."""
    problems = [_refused_character(text, hit, shown) for hit in REFUSED.finditer(text)]
    problems += _conflict_markers(text, shown)
    if problems:
        return Located(shown, None, text), problems[:20]
    if not text.strip():
        return Located(shown, None, text), [
            Problem(Place(shown), "file-empty", "the file is empty", "Write its content, or delete the file.")
        ]
    builder = _Builder(shown)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(error, text, shown))
        return Located(shown, None, text), builder.problems
    if builder.root is None and not builder.problems:
        builder.problems.append(
            Problem(
                Place(shown), "file-empty", "the file holds only comments", "Write its content, or delete the file."
            )
        )
    return Located(shown, builder.root, text), builder.problems


def _decode(path: Path, shown: str, most: int) -> tuple[str | None, list[Problem]]:
    """The file's text, without a byte order mark and with line feeds only."""
    place = Place(shown)
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not there"
            return None, [Problem(place, "file-missing", f"the file is {what}", f"Put a file at {shown}.")]
        if path.stat().st_size > most:
            remedy = f"Split it: a file may hold {most // 1024} kB."
            return None, [Problem(place, "file-too-large", f"the file has {path.stat().st_size // 1024} kB", remedy)]
        data = path.read_bytes()
    except OSError as error:
        return None, [
            Problem(
                place, "file-unreadable", f"the file cannot be read ({error.strerror})", "Check the file's permissions."
            )
        ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(place, "not-utf-8", "the file is saved as UTF-16", 'Save it as "UTF-8".')]
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        word = data[max(0, error.start - 12) : error.end + 12].decode("cp1252", "replace").split("\n")[0].strip()
        remedy = f'Near "{word}". The file seems to be saved in an older encoding (Latin-1, Windows-1252): save it as "UTF-8".'
        return None, [Problem(Place(shown, line, column), "not-utf-8", "a byte that is not UTF-8", remedy)]


def character_name(char: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"


def _refused_character(text: str, hit: re.Match[str], shown: str) -> Problem:
    line = text.count("\n", 0, hit.start()) + 1
    column = hit.start() - (text.rfind("\n", 0, hit.start()) + 1) + 1
    return Problem(
        Place(shown, line, column), "invisible-character", f"the character {character_name(hit[0])}", DELETE_CHARACTER
    )


def _conflict_markers(text: str, shown: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"(<{7}|>{7}|\|{7}) |={7}$", line):
            remedy = "Two people changed this file. Keep the right lines and delete the marker lines."
            yield Problem(Place(shown, number, 1), "merge-conflict", "a merge conflict marker", remedy)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been met."""

    kind: Literal["mapping", "sequence"]
    place: Place
    items: list[Node] = field(default_factory=list)
    keys: list[Text] = field(default_factory=list)
    known: dict[str, Text] = field(default_factory=dict)
    pending: Text | None = None
    skip_value: bool = False


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stopped = False
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        kind = type(event)  # there are no classes below these; ten thousand files make this the hottest line of all
        if kind is yaml.ScalarEvent:
            if not self._marked(event):
                self._scalar(event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if not self._marked(event):
                self._start(event)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._end(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(
                    event,
                    "second-document",
                    'a second document begins here ("---")',
                    "Delete the line, or move the rest to a file of its own.",
                )
        elif isinstance(event, yaml.AliasEvent):
            self._stop(
                event,
                "yaml-alias",
                f'"*{event.anchor}" stands for another place of the file',
                "Write the text out; or make it a shared passage.",
            )

    def _place(self, event: Any) -> Place:
        return Place(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: Any, rule: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(self._place(event), rule, fault, remedy))
        self.stopped, self.root = True, None

    def _marked(self, event: Any) -> bool:
        """Anchors and tags are refused: they let one place of a file change the meaning of another."""
        if event.anchor:
            self._stop(
                event,
                "yaml-alias",
                f'"&{event.anchor}" gives this place a name',
                "Delete it. A passage that is used twice belongs in handouts/_shared/.",
            )
        elif event.tag and event.tag != "!":
            self._stop(
                event,
                "yaml-tag",
                f'"{event.tag}" is a type mark',
                'Delete it, or put the text in quotes if it begins with "!".',
            )
        return self.stopped

    def _scalar(self, event: Any) -> None:
        place = self._place(event)
        for hit in () if event.value.isprintable() else REFUSED.finditer(event.value):
            self.problems.append(
                Problem(place, "invisible-character", f"the character {character_name(hit[0])}", DELETE_CHARACTER)
            )
        self._add(Text(event.value, place, event.start_mark.index, event.end_mark.index))

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop(
                event,
                "nested-too-deep",
                f"more than {counted(MAX_DEPTH, 'level')} of nesting",
                "Check the brackets and the indentation.",
            )
            return
        kind: Literal["mapping", "sequence"] = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        top = self._open[-1] if self._open else None
        if top and top.kind == "mapping" and top.pending is None and not top.skip_value:
            self._stop(
                event, "key-not-text", "a key must be a word", 'Put quotes around text that begins with "{" or "[".'
            )
            return
        self._open.append(_Open(kind, self._place(event)))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        # The parser sees the end of an indented value only at the next one: the last item's end is nearer the truth.
        end = done.items[-1].end if done.items else event.end_mark.index
        if done.kind == "mapping":
            self._add(Mapping(tuple(zip(done.keys, done.items, strict=True)), done.place, end))
        else:
            self._add(Sequence(tuple(done.items), done.place, end))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if top.kind == "sequence":
            top.items.append(node)
        elif top.skip_value:
            top.skip_value = False
        elif top.pending is None:
            assert isinstance(node, Text)
            self._key(top, node)
        else:
            top.keys.append(top.pending)
            top.items.append(node)
            top.pending = None

    def _key(self, top: _Open, key: Text) -> None:
        first = top.known.get(key.value)
        if key.value == "<<":
            self.problems.append(
                Problem(key.place, "yaml-alias", '"<<" copies another place of the file', "Write the text out.")
            )
            top.skip_value = True
        elif first is not None:
            remedy = f"It stands in line {first.place.line} already. Keep one of the two."
            self.problems.append(Problem(key.place, "duplicate-key", f'the key "{key.value}" stands twice', remedy))
            top.skip_value = True
        else:
            top.pending = top.known[key.value] = key
