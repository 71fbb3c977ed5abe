"""Content models -> what the templates see: the same names, with every text a :class:`Passage`.

A block needs no code here: its YAML key is its template's name, and its fields keep their names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, cast

from pydantic import BaseModel

from press.content import (
    Block,
    Callout,
    Checklist,
    Figure,
    Handout,
    Include,
    Points,
    Section,
    Source,
    Translation,
    Written,
)
from press.content import Passage as SharedPassage
from press.content.roles import Spot as Taken
from press.content.roles import tick_of
from press.library.figures import width_to_height
from press.markup import margins
from press.markup.prose import Passage, Spot, Voice
from press.problem import Problem
from press.source import Located, TreePath

# Texts that are no prose: names of kinds and files. They reach the templates as they are.
_AS_TYPED = frozenset({"file", "kind"})
_WITHOUT_MARKS = frozenset({"title", "summary", "keywords", "alt"})
# Texts that print in bold: the bold font must have their letters.
_BOLD = frozenset({"heading", "question", "term", "caption", "label", "title", "columns"})


class Column(NamedTuple):
    """The column that lists stand in: type size in points, width in millimetres."""

    size: float
    width: float


_FEWEST, _INDENT, _GAP = 4, 6.0, 8.0  # items; millimetres
_WIDEST = 1.95  # times as wide as high: beside steps a picture has 81 mm of width, and then nearly all of its height


class View(dict[str, Any]):
    """A mapping whose keys read as attributes; ``at`` is its key in the places."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def text_of(voice: Voice, written: Written, key: str, marks: bool, bold: bool = False) -> Passage:
    """One of the texts at the head of a file: ``title``, ``main_message``, a packet's ``introduction``."""
    return voice.passage(getattr(written.text, key), written.located, (key,), marks, bold)


def together(blocks: Sequence[View]) -> list[View]:
    """Gaps in a row share one box; a sentence that announces a list is marked as its lead.

    A narrow picture stands beside the steps that it belongs to. A checklist with nothing but text after another one needs no new word on how to tick, if a tick means the same in both.
    """
    found: list[View] = []
    ticked: tuple[str, ...] = ()
    for block in blocks:
        if block.kind == "gap" and found and found[-1].kind == "gap":
            found[-1]["gaps"].append(block.gap)
            continue
        if block.kind == "gap":
            block["gaps"] = [block.gap]
        if block.kind == "checklist":
            block["continued"] = ticked == (block.tick,)
        if found and found[-1].kind == "text":
            found[-1]["lead"] = block.kind in _LISTS
        block["lead"] = False
        ticked = (block.tick,) if block.kind == "checklist" else ticked if block.kind == "text" else ()
        if block.kind == "figure" and block.narrow and found and found[-1].kind == "steps":
            block = View(kind="include", blocks=[found.pop(), block], beside=True, lead=False)
        found.append(block)
    return found


# What a sentence before it may announce: the sentence stays with it.
_LISTS = frozenset({"points", "steps", "checklist", "table", "glossary"})


class Viewer:
    """Views of one handout's text in one language."""

    def __init__(self, voice: Voice, handout: Handout, written: Written, column: Column | None = None) -> None:
        self.voice = voice
        self._column = column
        self.handout = handout
        self.written = written
        self._moved: frozenset[Taken] = frozenset()
        self._folder = f"{handout.folder}/figures"
        spoken = voice.library.languages.get(handout.facts.source_language)
        self._first_person = spoken.first_person if spoken else ()
        # Each source with the file and the place that names it.
        self.sources: dict[str, tuple[Source, Spot]] = {
            source.id: (source, Spot(handout.located, ("sources", number)))
            for number, source in enumerate(handout.facts.sources)
        }

    def parts(self, order: str) -> tuple[list[View], list[View]]:
        """The sections with their blocks, shared passages in their places: those of the front page, and all others.

        The call-outs of help that were taken out of their sections come as a section without a heading.
        """
        text = self.written.text
        assert isinstance(text, Translation)
        arrangement = self.voice.library.arrangement(self.handout, self.written.tag, order)
        self._moved = arrangement.moved
        front: list[View] = []
        for one in arrangement.front:
            if isinstance(one, int):
                front.append(self._section(text.sections[one], one))
            elif front and front[-1].heading is None:
                front[-1].blocks.append(self._taken_out(one))
            else:
                front.append(View(heading=None, blocks=[self._taken_out(one)]))
        return front, [self._section(text.sections[number], number) for number in arrangement.rest]

    def _taken_out(self, spot: Taken) -> View:
        """A call-out that stands on the front page, under no heading of a section."""
        text = self.written.text
        assert isinstance(text, Translation)
        block: Block = text.sections[spot.section].blocks[spot.block]
        located, path = self.written.located, cast(TreePath, ("sections", spot.section, "blocks", spot.block))
        if isinstance(block, Include) and spot.inner is not None:
            written = self.voice.library.shared[block.include].texts[self.written.tag]
            assert isinstance(written.text, SharedPassage)
            located, path, block = written.located, ("blocks", spot.inner), written.text.blocks[spot.inner]
        view = self._block(block, block, located, path, self._folder)
        view["top"] = True
        return view

    def _section(self, section: Section, number: int) -> View:
        path: TreePath = ("sections", number)
        heading = self.voice.passage(section.heading, self.written.located, (*path, "heading"), bold=True)
        origin = self._origin()
        pairs = origin.sections[number].blocks if origin and number < len(origin.sections) else ()
        blocks = self._blocks(section.blocks, pairs, self.written.located, (*path, "blocks"), self._folder)
        return View(heading=heading, blocks=blocks)

    def _origin(self) -> Translation | None:
        """The source text: only it says what the blocks rest on, and what a tick means."""
        origin = self.handout.texts.get(self.handout.facts.source_language)
        return origin.text if origin and isinstance(origin.text, Translation) else None

    def _blocks(
        self, blocks: Sequence[Block], origins: Sequence[Block], located: Located, path: TreePath, folder: str,
        without: Collection[int | None] = (),
    ) -> list[View]:  # fmt: skip
        """The views of some blocks; ``without`` are the numbers of those that stand on the front page."""
        found = []
        if path[0] == "sections":
            without = {one.block for one in self._moved if one.section == path[1] and one.inner is None}
        for number, block in enumerate(blocks):
            if number not in without:
                origin = origins[number] if number < len(origins) and type(origins[number]) is type(block) else block
                found.append(self._block(block, origin, located, (*path, number), folder))
        return together(found)

    def _block(self, block: Block, origin: Block, located: Located, path: TreePath, folder: str) -> View:
        if isinstance(block, Include):
            view = View(blocks=self._included(block, located, path), beside=False)
        else:
            view = self._mapping(block, located, path)
        if isinstance(block, Points):
            view["in_columns"] = self._in_columns(block.points)
        if isinstance(block, Callout):
            view["callout"]["in_columns"] = self._in_columns(block.callout.points)
        if isinstance(block, Checklist) and isinstance(origin, Checklist):
            view["tick"] = tick_of(block, origin, self._first_person)
        if isinstance(block, Figure):
            name = f"{folder}/{block.figure.file}"
            view["figure"]["source"] = f"press:{name}"
            view["narrow"] = self._column is not None and self._is_narrow(name)
        at = f"b{len(self.voice.places) + 1}"
        self.voice.places[at] = located.place(path)
        view.update(kind=block.key(), at=at, top=False)
        return view

    def _is_narrow(self, name: str) -> bool:
        """Whether a picture has its full height beside a text."""
        path = self.voice.library.resolve(name)
        ratio = width_to_height(path, path.stat().st_mtime_ns) if path is not None else 0.0
        return 0 < ratio <= _WIDEST

    def _in_columns(self, items: Sequence[str]) -> bool:
        """Whether a list is shorter by two lines or more in two columns."""
        if self._column is None or len(items) < _FEWEST:
            return False
        size, width = self._column
        whole = sum(margins.lines(item, size, width - _INDENT, self.voice.language) for item in items)
        half = [margins.lines(item, size, (width - _GAP) / 2 - _INDENT, self.voice.language) for item in items]
        return (sum(half) + 1) // 2 <= whole - 2

    def _included(self, block: Include, located: Located, path: TreePath) -> list[View]:
        shared = self.voice.library.shared.get(block.include)
        written = shared.texts.get(self.written.tag) if shared else None
        if shared is None or written is None or not isinstance(written.text, SharedPassage):
            remedy = f"Write handouts/_shared/{block.include}/{self.written.tag}.yaml."
            fault = f'the shared passage "{block.include}" does not exist in this language'
            self.voice.problems.append(Problem(located.place((*path, "include")), "passage-missing", fault, remedy))
            return []
        first = next((one for one in shared.texts.values() if one.text.version is not None), written)
        origin = first.text
        assert isinstance(origin, SharedPassage)
        for number, source in enumerate(origin.sources):
            self.sources.setdefault(source.id, (source, Spot(first.located, ("sources", number))))
        moved = {one.inner for one in self._moved if ("sections", one.section, "blocks", one.block) == path}
        folder = f"handouts/_shared/{shared.slug}/figures"
        return self._blocks(written.text.blocks, origin.blocks, written.located, ("blocks",), folder, moved)

    def _mapping(self, model: BaseModel, located: Located, path: TreePath) -> View:
        view = View()
        for name, info in type(model).model_fields.items():
            if name not in ("sources", "waive"):
                key = info.alias or name
                view[key] = self._value(getattr(model, name), located, (*path, key), key)
        return view

    def _value(self, value: Any, located: Located, path: TreePath, key: str) -> Any:
        if isinstance(value, str) and key not in _AS_TYPED:
            return self.voice.passage(value, located, path, marks=key not in _WITHOUT_MARKS, bold=key in _BOLD)
        if isinstance(value, tuple):
            return [self._value(item, located, (*path, number), key) for number, item in enumerate(value)]
        if isinstance(value, BaseModel):
            return self._mapping(value, located, path)
        return value
