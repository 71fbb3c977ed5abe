"""Whole files: texts in one language, and the facts that are the same in every language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from press.content.blocks import AnyBlock, Id, Link, Name, Prose, Section, Slug, Strict, Waivers, Words

# ----------------------------------------------------------------------------------------------------------------- texts


class Provenance(Strict):
    """How a translation was made, and from which version of the source text."""

    method: Literal["human", "machine", "machine-reviewed"]
    from_version: int = Field(ge=1)
    translator: Name | None = None
    reviewer: Name | None = None


class Versioned(Strict):
    """What source texts and translations share: either a version of one's own, or where one was translated from."""

    version: int | None = Field(
        default=None, ge=1, le=9999, description="A whole number; source text only. Raise it when the text changes."
    )
    translation: Provenance | None = Field(default=None, description="Translations only.")
    waive: Waivers = ()

    @model_validator(mode="after")
    def _either(self) -> Versioned:
        if (self.version is None) == (self.translation is None):
            raise PydanticCustomError(
                "press_source_or_translation",
                'it must say either "version" or "translation"|A source text has "version: 1"; a translation has "translation: {{method: …, from_version: 1}}".',
            )
        return self


class Translation(Versioned):
    """One language of a handout: its source text or a translation of it."""

    title: Annotated[Name, Field(max_length=120)]
    summary: Words
    main_message: Prose
    keywords: tuple[Name, ...] = Field(default=(), max_length=60)
    sections: tuple[Section, ...] = Field(min_length=1, max_length=40)


class Source(Strict):
    """A public source that a handout rests on."""

    id: Slug
    title: Name
    publisher: Name
    year: int | None = Field(default=None, ge=1900, le=2100)
    link: Link
    note: Name | None = None
    rows: tuple[Id, ...] = Field(default=(), description="Rows of the project's fact tables that rest on it.")


class Passage(Versioned):
    """A shared passage in one language: what several handouts include."""

    title: Name
    sources: tuple[Source, ...] = ()
    blocks: tuple[AnyBlock, ...] = Field(min_length=1, max_length=60)


class PacketText(Versioned):
    """What a packet says of its own, in one language."""

    title: Annotated[Name, Field(max_length=120)]
    summary: Words
    keywords: tuple[Name, ...] = Field(default=(), max_length=60)
    introduction: Prose


# ----------------------------------------------------------------------------------------------------------------- facts


class Code(Strict):
    """A code by which records and staff find the handout."""

    system: Literal["ICD-10-CM", "ICD-10", "ICD-11", "SNOMED CT", "RxNorm", "LOINC", "ATC"]
    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]*$", max_length=24)]
    display: Name | None = None


Sheets = Annotated[
    dict[Slug, Annotated[int, Field(ge=1, le=60)]],
    Field(description="Duplex sheets of paper that each variant may take."),
]


class Facts(Strict):
    """handout.yaml: what is the same in every language."""

    audience: Words
    source_language: Id = "en"
    languages: tuple[Id, ...] = Field(min_length=1, description="The languages that are promised.")
    regions: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...] = Field(
        default=(), description="Written for these countries; empty: any."
    )
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[Slug, ...] = ()
    sheets: Sheets = Field(default_factory=dict)
    order: Literal["by-role", "written"] = Field(
        default="by-role", description="Order of the page: help first, then what to do; or as the text is written."
    )


class PacketFacts(Strict):
    """packet.yaml: the handouts of a packet, in order."""

    handouts: tuple[Slug, ...] = Field(min_length=2, max_length=24)
    source_language: Id = "en"
    languages: tuple[Id, ...] = Field(min_length=1)
    sheets: Sheets = Field(default_factory=dict)
