"""What stands on disk, read and checked; and the ways through a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from press.content.blocks import AnyBlock
from press.content.texts import Facts, PacketFacts, PacketText, Passage, Translation, Versioned
from press.source import Located, TreePath

# ------------------------------------------------------------------------------------------------------- what is on disk

T_Text = Translation | Passage | PacketText


@dataclass(frozen=True, slots=True)
class Written:
    """One language file: its tag, its checked text and where everything in it stands."""

    tag: str
    text: T_Text
    located: Located


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared passage in its languages."""

    slug: str
    texts: dict[str, Written]


@dataclass(frozen=True, slots=True)
class Handout:
    """One topic, all its languages. The folder's name is its slug and its identity."""

    slug: str
    specialty: str
    folder: str  # project-relative, as people type it
    facts: Facts
    located: Located
    texts: dict[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Packet:
    """Several handouts printed as one document."""

    slug: str
    specialty: str
    folder: str
    facts: PacketFacts
    located: Located
    texts: dict[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text of a file with its path in the tree; ``inline`` where inline marks are read in it."""

    path: TreePath
    text: str
    inline: bool


_NOT_WORDS = frozenset({"file", "include", "kind", "role", "sources", "tick", "translation", "version", "waive"})
_NOT_INLINE = frozenset({"title", "summary", "keywords", "alt"})


def phrases(value: Any, path: TreePath = ()) -> Iterator[Phrase]:
    """Every text of a translation, passage or packet text that prints or is read aloud, in reading order."""
    if isinstance(value, str):
        names = [step for step in path if isinstance(step, str)]
        yield Phrase(path, value, inline=names[-1] not in _NOT_INLINE)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from phrases(item, (*path, number))
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            if name not in _NOT_WORDS:
                yield from phrases(getattr(value, name), (*path, info.alias or name))


def blocks_of(text: Versioned) -> Iterator[tuple[TreePath, AnyBlock]]:
    """Every block of a translation or passage with its path in the tree, in reading order."""
    if isinstance(text, Translation):
        for number, section in enumerate(text.sections):
            for position, block in enumerate(section.blocks):
                yield ("sections", number, "blocks", position), block
    elif isinstance(text, Passage):
        for position, block in enumerate(text.blocks):
            yield ("blocks", position), block
