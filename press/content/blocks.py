"""The blocks that sections are made of, and the kinds of text in them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from press.problem import counted, did_you_mean
from press.source import NO_PROSE, SENTENCES

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
# Begins every text that `handouts new` and `handouts import` leave to a person; never releasable.
STILL_TO_WRITE = "Still to write"
# Device names of Windows, where a folder of such a name cannot be made (Microsoft, "Naming Files, Paths, and Namespaces").
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})


def _one_paragraph(text: str) -> str:
    if "\n" in text.strip():  # on paper it would be a space: two lines would be one
        raise PydanticCustomError(
            "press_two_paragraphs",
            'a line break inside a text|Write one item for each paragraph; after the key use ">-".',
        )
    return text


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_one_paragraph)
]
Prose = Words  # may hold inline marks: bold, links, foreign terms, placeholders
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_paragraph)
]
Id = Annotated[Name, NO_PROSE]  # names something: a language, a source of this file
Sentences = Annotated[tuple[Prose, ...], SENTENCES]  # in brackets each must stand in quotes: a comma is no mark in it
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=64)]
Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=600)]


class Strict(BaseModel):
    """A mapping of the YAML: frozen, and no key beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# ---------------------------------------------------------------------------------------------------------------- blocks


class Waiver(Strict):
    """Excuses one rule in the text it stands in. Without a reason, or where it excuses nothing, it is an error."""

    rule: Slug
    reason: Name


Waivers = Annotated[tuple[Waiver, ...], Field(description="Rules that a person excuses here, each with the reason.")]


class Block(Strict):
    """A piece of a section: one key that names the block, and what stands beside it."""

    sources: tuple[Id, ...] = Field(
        default=(), description="Ids of the sources this rests on, or `clinic` for the clinic's own advice."
    )
    waive: Waivers = ()

    @classmethod
    def key(cls) -> str:
        """The YAML key, template and stylesheet name of this block: its class in lower case, words joined by hyphens."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def key_mark(cls) -> str:
        """The name of this alternative in a validator's location."""
        return f"<{cls.key()}>"


class Text(Block):
    """One paragraph."""

    text: Prose


class Points(Block):
    """A list without order."""

    points: Sentences = Field(min_length=1, max_length=20)


class Steps(Block):
    """A list in order: do this, then that."""

    steps: Sentences = Field(min_length=1, max_length=20)


class Checklist(Block):
    """A list to tick with a pen."""

    checklist: Sentences = Field(min_length=1, max_length=20)
    tick: Literal["what-is-true", "when-done"] | None = Field(
        default=None, description="What a tick means: what is true for the patient, or what is done. Of the source text."
    )


class CalloutBody(Strict):
    """What a call-out says."""

    kind: Literal["emergency", "call-clinic", "caution", "note"]
    heading: Prose | None = None
    text: Prose | None = None
    points: Sentences = Field(default=(), max_length=20)
    closing: Prose | None = None

    @model_validator(mode="after")
    def _says_something(self) -> CalloutBody:
        if not self.text and not self.points:
            raise PydanticCustomError("press_callout_empty", 'a call-out says nothing|Add "text:" or "points:".')
        return self


class Callout(Block):
    """A framed passage: emergency, call-clinic, caution or note."""

    callout: CalloutBody


class TableBody(Strict):
    """A small table: never more than four columns (DESIGN, The page)."""

    caption: Prose
    columns: tuple[Prose, ...] = Field(default=(), max_length=4)
    row_headers: bool = False
    rows: tuple[Annotated[tuple[Prose, ...], Field(min_length=1, max_length=4)], ...] = Field(
        min_length=1, max_length=40
    )

    @model_validator(mode="after")
    def _rectangular(self) -> TableBody:
        if not self.columns and not self.row_headers:
            raise PydanticCustomError(
                "press_table_headless", 'a table without headers|Add "columns:", or "row_headers: true".'
            )
        width = len(self.columns) or len(self.rows[0])
        for number, row in enumerate(self.rows, 1):
            if len(row) != width:
                raise PydanticCustomError(
                    "press_table_shape",
                    "row {number} has {found}, the table {columns}|Give every row {cells}.",
                    {
                        "number": number,
                        "found": counted(len(row), "cell"),
                        "columns": counted(width, "column"),
                        "cells": counted(width, "cell"),
                    },
                )
        return self


class Table(Block):
    """A table with a header row, header column or both."""

    table: TableBody


class FigureBody(Strict):
    """A picture out of the handout's folder ``figures/``."""

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|jpg|jpeg)$", max_length=80)]
    alt: Words
    caption: Prose | None = None
    credit: Prose | None = None


class Figure(Block):
    """A picture with what it shows in words."""

    figure: FigureBody


class QuestionAndAnswer(Strict):
    """One question with its answer."""

    question: Prose
    answer: Prose


class Questions(Block):
    """Questions that patients ask, with answers."""

    questions: tuple[QuestionAndAnswer, ...] = Field(min_length=1, max_length=12)


class Term(Strict):
    """One word with its meaning."""

    term: Prose
    meaning: Prose


class Glossary(Block):
    """Words to know."""

    glossary: tuple[Term, ...] = Field(min_length=1, max_length=20)


class WriteInLine(Strict):
    """A label with blank lines to write on. Patient data is never in the data model."""

    label: Prose
    lines: int = Field(default=1, ge=1, le=12)


class WriteIn(Block):
    """Blank lines to write on by hand."""

    write_in: tuple[WriteInLine, ...] = Field(alias="write-in", min_length=1, max_length=8)


class Include(Block):
    """A shared passage, printed as if it stood here."""

    include: Slug


class Gap(Block):
    """What the clinic must still decide: prints as a note in drafts; an open gap is never released."""

    gap: Prose


BLOCKS: tuple[type[Block], ...] = (
    Text,
    Points,
    Steps,
    Checklist,
    Callout,
    Table,
    Figure,
    Questions,
    Glossary,
    WriteIn,
    Include,
    Gap,
)
_BY_KEY = {block.key(): block for block in BLOCKS}


def _which_block(data: Any) -> str | None:
    """The mark of the block that a mapping's keys name."""
    if isinstance(data, Block):
        return data.key_mark()
    keys = [key for key in data if key in _BY_KEY] if isinstance(data, dict) else []
    return _BY_KEY[keys[0]].key_mark() if len(keys) == 1 else None


def _known_block(data: Any) -> Any:
    """Say which blocks exist before the union is tried: its own error would only name an "input tag"."""
    if isinstance(data, Block) or _which_block(data):
        return data
    if not isinstance(data, dict):
        raise PydanticCustomError(
            "press_block_shape", 'a block is missing its kind|Write "- text: …" (or points, steps, callout …).'
        )
    kinds = [key for key in data if key in _BY_KEY]
    if len(kinds) > 1:
        names = " and ".join(f'"{kind}"' for kind in kinds)
        raise PydanticCustomError(
            "press_two_blocks", "{names} stand in one item|Begin the second with a “-” of its own.", {"names": names}
        )
    word = next((str(key) for key in data if key != "sources"), "")
    raise PydanticCustomError(
        "press_unknown_block", '"{word}" is not a block|{near}', {"word": word, "near": did_you_mean(word, _BY_KEY)}
    )


_Block = (
    Annotated[Text, Tag("<text>")]
    | Annotated[Points, Tag("<points>")]
    | Annotated[Steps, Tag("<steps>")]
    | Annotated[Checklist, Tag("<checklist>")]
    | Annotated[Callout, Tag("<callout>")]
    | Annotated[Table, Tag("<table>")]
    | Annotated[Figure, Tag("<figure>")]
    | Annotated[Questions, Tag("<questions>")]
    | Annotated[Glossary, Tag("<glossary>")]
    | Annotated[WriteIn, Tag("<write-in>")]
    | Annotated[Include, Tag("<include>")]
    | Annotated[Gap, Tag("<gap>")]
)
AnyBlock = Annotated[Annotated[_Block, Discriminator(_which_block)], BeforeValidator(_known_block)]


class Section(Strict):
    """A heading with its blocks."""

    heading: Prose
    blocks: tuple[AnyBlock, ...] = Field(min_length=1, max_length=60)
    role: Literal["help", "act", "read", "keep"] | None = Field(
        default=None,
        description="What it is for, where its blocks do not say: the page is in this order. Of the source text. "
        "With a role, no call-out is taken out of it.",
    )
    waive: Waivers = ()
