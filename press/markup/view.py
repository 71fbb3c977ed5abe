"""Content models -> what the templates see: the same names, with every text a :class:`Passage`.

A block needs no code here: its YAML key is its template's name, and its fields keep their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from press.content import Block, Callout, Figure, Handout, Include, Section, Source, Translation, Written
from press.content import Passage as SharedPassage
from press.markup.prose import Passage, Spot, Voice
from press.problem import Problem
from press.source import Located, TreePath

# Texts that are no prose: names of kinds and files. They reach the templates as they are.
_AS_TYPED = frozenset({"file", "kind"})
_WITHOUT_MARKS = frozenset({"title", "summary", "keywords", "alt"})
# Texts that print in bold: the bold font must have their letters.
_BOLD = frozenset({"heading", "question", "term", "caption", "label", "title", "columns"})


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
    """Gaps in a row share one box. A checklist with nothing but text after another one needs no new word on how to tick."""
    found: list[View] = []
    ticked = False
    for block in blocks:
        if block.kind == "gap" and found and found[-1].kind == "gap":
            found[-1]["gaps"].append(block.gap)
            continue
        if block.kind == "gap":
            block["gaps"] = [block.gap]
        if block.kind == "checklist":
            block["continued"] = ticked
        ticked = block.kind == "checklist" or (ticked and block.kind == "text")
        found.append(block)
    for block in found:
        if block.kind == "gap":
            block["extent"] = _extent([gap.text for gap in block.gaps])
    return found


def _said(callout: BaseModel) -> list[str]:
    """What a call-out says below its heading."""
    said = callout.model_dump(exclude={"kind", "heading"}, exclude_none=True)
    return [text for value in said.values() for text in ([value] if isinstance(value, str) else value)]


def _extent(texts: Sequence[str]) -> str:
    """How long a box is, for style sheets to say which are not split between pages (styles/blocks/callout.css, gap.css).

    Lines of 70 letters at standard size, with the heading: at most 3 ``brief``, 5 ``short``, 10 ``whole``.
    """
    lines = 1 + sum(1 + len(text) // 70 for text in texts)
    return next((name for most, name in ((3, "brief"), (5, "short"), (10, "whole")) if lines <= most), "long")


class Viewer:
    """Views of one handout's text in one language."""

    def __init__(self, voice: Voice, handout: Handout, written: Written) -> None:
        self.voice = voice
        self.handout = handout
        self.written = written
        # Each source with the file and the place that names it.
        self.sources: dict[str, tuple[Source, Spot]] = {
            source.id: (source, Spot(handout.located, ("sources", number)))
            for number, source in enumerate(handout.facts.sources)
        }

    def sections(self) -> list[View]:
        """The sections with their blocks, shared passages in their places."""
        text = self.written.text
        assert isinstance(text, Translation)
        return [self._section(section, number) for number, section in enumerate(text.sections)]

    def _section(self, section: Section, number: int) -> View:
        path: TreePath = ("sections", number)
        heading = self.voice.passage(section.heading, self.written.located, (*path, "heading"), bold=True)
        origin = self._origin()
        pairs = origin.sections[number].blocks if origin and number < len(origin.sections) else ()
        folder = f"{self.handout.folder}/figures"
        blocks = self._blocks(section.blocks, pairs, self.written.located, (*path, "blocks"), folder)
        return View(heading=heading, blocks=blocks)

    def _origin(self) -> Translation | None:
        """The source text: only it says what the blocks rest on."""
        origin = self.handout.texts.get(self.handout.facts.source_language)
        return origin.text if origin and isinstance(origin.text, Translation) else None

    def _blocks(
        self, blocks: Sequence[Block], origins: Sequence[Block], located: Located, path: TreePath, folder: str
    ) -> list[View]:
        found = []
        for number, block in enumerate(blocks):
            origin = origins[number] if number < len(origins) and type(origins[number]) is type(block) else block
            found.append(self._block(block, origin, located, (*path, number), folder))
        return together(found)

    def _block(self, block: Block, origin: Block, located: Located, path: TreePath, folder: str) -> View:
        if isinstance(block, Include):
            view = View(blocks=self._included(block, located, path))
        else:
            view = self._mapping(block, located, path)
        if isinstance(block, Callout):
            view["extent"] = _extent(_said(block.callout))
        if isinstance(block, Figure):
            view["figure"]["source"] = f"press:{folder}/{block.figure.file}"
        at = f"b{len(self.voice.places) + 1}"
        self.voice.places[at] = located.place(path)
        view.update(kind=block.key(), at=at, clinic_advice=origin.sources == ("clinic",))
        return view

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
        return self._blocks(
            written.text.blocks, origin.blocks, written.located, ("blocks",), f"handouts/_shared/{shared.slug}/figures"
        )

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
