"""Bytes -> located tree, built from the parser's events without recursion (no nesting can crash the interpreter)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from press.problem import Place, Problem, counted
from press.source.complaints import DELETE_CHARACTER, unread_problem
from press.source.doubts import remarks
from press.source.second import lost
from press.source.syntax import syntax_problem
from press.source.tree import Doubt, Located, Mapping, Node, Sequence, Text

MAX_BYTES = 256 * 1024  # a whole book of patient text fits; an accident or an attack does not
MAX_RECORD_BYTES = 16 * 1024 * 1024  # what the program itself writes down: it grows with languages and passages
MAX_DEPTH = 32
# Characters that no patient text needs and that can make it print other than it reads: bidi embeddings, overrides and
# isolates (the press isolates by itself), line and paragraph separators, interlinear and tag characters, BOM inside.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_CONFLICT = re.compile(r"^(?:(?:<{7}|>{7}|\|{7}) |={7}$)", re.MULTILINE)
_CONFLICT_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||", "=======")  # looked for first: that is a hundred times faster
# In double quotes a backslash is a command. What a person may mean by it: a quotation mark, the backslash itself, and a
# character that programs write so (none of ASCII, which every program writes as it is).
_ESCAPE = re.compile(
    r"\\(?:[ \"\\/]|x[89A-Fa-f][0-9A-Fa-f]|u(?!00[0-7])[0-9A-Fa-f]{4}|U(?!000000[0-7])[0-9A-Fa-f]{8}|n(?![^\W\d_])|(\n)|(.))"
)
_NOTHING = frozenset({"~", "null"})  # what YAML calls nothing; as text it would print
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


def read(path: Path, shown: str, most: int = MAX_BYTES) -> tuple[Located, list[Problem]]:
    """Read one YAML file of at most ``most`` bytes; what could be read and every problem met on the way."""
    text, problems = _decode(path, shown, most)
    if text is None:
        return Located(shown), problems
    return parse(text, shown)


def text_of(path: Path, shown: str, most: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """The text of one file, without a byte order mark and with line feeds only; None and why where it cannot be read."""
    return _decode(path, shown, most)


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
    builder = _Builder(shown, text)
    try:
        loader = _Loader(text)
        try:
            while not builder.stopped:  # an event taken by hand saves a call of the library's own loop for each
                builder.take(loader.get_event())
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(error, text, shown))
        return Located(shown, None, text), builder.problems
    if builder.root is None and not builder.problems:
        builder.problems.append(
            Problem(
                Place(shown), "file-empty", "the file holds only comments", "Write its content, or delete the file."
            )
        )
    doubts = [*builder.doubts]
    if builder.root is not None:
        doubts += _second_reading(text, builder, shown)
    return Located(shown, builder.root, text, tuple(doubts)), builder.problems


def _second_reading(text: str, builder: _Builder, shown: str) -> Iterable[Doubt]:
    """The remarks that may have been meant as words; and a problem for all else that did not come in."""
    assert builder.root is not None
    # Remarks in the first column are nobody's text; only others make the tree be walked.
    inner = text.count("#") > text.count("\n#") + text.startswith("#")
    doubts = list(remarks(text, builder.root, shown)) if inner else []
    left = lost(text, builder.found)
    if left and not builder.problems:
        known = {doubt.place.line: doubt.place.column for doubt in doubts}
        others = [one for one in left if one.column < known.get(one.line, one.column + 1)]
        builder.problems += [unread_problem(one, Place(shown, one.line, one.column)) for one in others]
    return doubts


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
    for hit in _CONFLICT.finditer(text) if any(sign in text for sign in _CONFLICT_SIGNS) else ():
        remedy = "Two people changed this file. Keep the right lines and delete the marker lines."
        number = text.count("\n", 0, hit.start()) + 1
        yield Problem(Place(shown, number, 1), "merge-conflict", "a merge conflict marker", remedy)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been met; ``flow``: it stands in brackets."""

    kind: Literal["mapping", "sequence"]
    place: Place
    start: int
    flow: bool
    items: list[Node] = field(default_factory=list)
    keys: list[Text] = field(default_factory=list)
    known: dict[str, Text] = field(default_factory=dict)
    pending: Text | None = None
    skip_value: bool = False


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown, self.text = shown, text
        self.escapes = "\\" in text
        self.inches = re.search(r"[0-9]''", text) is not None
        self.problems: list[Problem] = []
        self.found: list[str] = []  # every key and text, in order: for the second reading
        self.doubts: list[Doubt] = []
        self.root: Node | None = None
        self.stopped = False
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        kind = type(event)  # there are no classes below these; ten thousand files make this the hottest line of all
        if kind is yaml.ScalarEvent:
            if not (event.anchor or event.tag) or not self._marked(event):
                self._scalar(event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if not self._marked(event):
                self._start(event)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._end(event)
        elif kind is yaml.StreamEndEvent:
            self.stopped = True
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
                'Write the text out; or make it a shared passage. If the sign is meant, put the text in "double quotes".',
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
                'If the sign is meant, put the text in "double quotes". A passage that is used twice belongs in handouts/_shared/.',
            )
        elif event.tag:
            self._stop(
                event,
                "yaml-tag",
                f'"{event.tag}" is a type mark',
                'Delete it, or put the text in quotes if it begins with "!".',
            )
        return self.stopped

    def _scalar(self, event: Any) -> None:
        value, style, before, after = event.value, event.style, event.start_mark, event.end_mark
        start, end = before.index, after.index
        place = Place(self.shown, before.line + 1, before.column + 1)
        self.found.append(value)
        if not style:
            if after.line > before.line or value in _NOTHING:
                self._check_plain(value, place, start, end)
        elif style == '"' and self.escapes:
            for hit in REFUSED.finditer(value):  # only an escape brings one in: the file's own text was searched
                fault = f"the character {character_name(hit[0])}"
                self.problems.append(Problem(place, "invisible-character", fault, DELETE_CHARACTER))
            self._check_escapes(place, start, end)
        elif style == "'" and self.inches and (mark := re.search(r"[0-9]''(?![^\W\d_])", self.text[start : end - 1])):
            fault = f'"{mark[0]}" in single quotes is read with one apostrophe: inches become feet'
            remedy = "Write the word, or put the text in double quotes."
            self.problems.append(Problem(place, "escape-in-quotes", fault, remedy))
        self._add(Text(value, place, start, end))

    def _check_plain(self, value: str, place: Place, start: int, end: int) -> None:
        """A text without quotes that is a sign for nothing, or takes in a line that looks like a list's item."""
        if value in _NOTHING:
            remedy = 'Delete the key. If the sign itself is meant, put it in "double quotes".'
            self.problems.append(Problem(place, "nothing-sign", f'"{value}" means "nothing" in YAML', remedy))
        for number, line in enumerate(self.text[start:end].split("\n")[1:], place.line + 1):
            if re.match(r"[ \t]*-(?:\s|[^\W\d_])", line):
                fault = f'"{line.strip()[:60]}" is read as a part of the text above it, not as an item of a list'
                remedy = 'Let every "-" of a list stand in one column, with a space after it; or put the text above in "double quotes".'
                column = len(line) - len(line.lstrip()) + 1
                self.problems.append(Problem(Place(self.shown, number, column), "line-joined", fault, remedy))

    def _check_escapes(self, place: Place, start: int, end: int) -> None:
        """Backslashes in double quotes that would put another character, or nothing, in place of what is typed."""
        raw = self.text[start:end]
        for hit in _ESCAPE.finditer(raw):
            joined, letter = hit[1], hit[2]
            if joined and (raw[hit.start() - 1] in " \t" or re.match(r"[ \t]*\\ ", raw[hit.end() :])):
                continue  # programs break long lines so, at a space
            if joined or letter:
                line = place.line + raw.count("\n", 0, hit.start())
                column = start + hit.start() - self.text.rfind("\n", 0, start + hit.start())
                fault = (
                    "a backslash at a line's end joins two words"
                    if joined
                    else f'"\\{letter}" in double quotes is read as another character'
                )
                remedy = "Write the character itself; for a backslash write two, or put the text in single quotes."
                self.problems.append(Problem(Place(self.shown, line, column), "escape-in-quotes", fault, remedy))

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
        self._open.append(_Open(kind, self._place(event), event.start_mark.index, bool(event.flow_style)))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        # The parser sees the end of an indented value only at the next one: the last item's end is nearer the truth.
        end = done.items[-1].end if done.items else event.end_mark.index
        if done.kind == "mapping":
            self._add(Mapping(tuple(zip(done.keys, done.items, strict=True)), done.place, end))
        else:
            node = Sequence(tuple(done.items), done.place, end)
            if done.flow and len(node.items) > 1:
                self._doubt_commas(node, done.start, event.end_mark.index)
            self._add(node)

    def _doubt_commas(self, node: Sequence, start: int, end: int) -> None:
        """A list in brackets with an item that is not in quotes: any comma may have been a part of a sentence."""
        text = self.text
        if any(isinstance(item, Text) and text[item.start : item.start + 1] not in ("'", '"') for item in node.items):
            path = tuple(one.pending.value if one.pending else "" for one in self._open)
            self.doubts.append(Doubt("list", (path,), (node,), node.place, start, end))

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
            if top.flow and isinstance(node, Text) and node.start == node.end:
                self._check_value(top.pending)
            top.keys.append(top.pending)
            top.items.append(node)
            top.pending = None

    def _check_value(self, key: Text) -> None:
        """A key in braces without a ":" is a piece of the text before it, cut off by a comma."""
        if self.text[key.end :].lstrip().startswith(":"):
            return  # the model says that the value is missing
        rule, remedy = "comma-in-list", 'Put the whole text in "double quotes", or write each key in a line of its own.'
        if re.search(r"[^\s:]:[^\s:]", key.value):
            fault, remedy = f'a space is missing after the ":" of "{key.value[:60]}"', 'Write "key: value".'
        elif self.text[: key.start].rstrip().endswith("{"):
            rule, fault = "yaml-syntax", f'a text cannot begin with "{{": "{{{key.value[:60]}}}"'
        else:
            fault = f'a comma parts "{key.value[:60]}" from the text before it'
        self.problems.append(Problem(key.place, rule, fault, remedy))

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
