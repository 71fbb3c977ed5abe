"""A brand: one clinic's or hospital's identity. A variant: a print size, and what its PDF must prove."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from press.content import Id, Name, Slug, Strict

Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ().\-]{1,24}$")]

# Paper sizes in millimetres: ANSI/ASME Y14.1 (letter), ISO 216 (A4).
LARGE = 16.0  # points: less than that is no large print (UKAAF)
PAPERS: dict[str, tuple[float, float]] = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}


class Colour(Strict):
    """One colour, for the screen and for the press."""

    screen: Hex
    cmyk: tuple[Annotated[int, Field(ge=0, le=100)], ...] = Field(min_length=4, max_length=4)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0 to 255."""
        return int(self.screen[1:3], 16), int(self.screen[3:5], 16), int(self.screen[5:7], 16)


class Colours(Strict):
    """The two colours that a brand may give."""

    primary: Colour
    accent: Colour


class Level(Strict):
    """A rule made stricter or looser, with the record of who wanted it and why."""

    rule: Slug
    level: Literal["error", "review", "off"]
    reason: Name
    by: Name
    on: date


class Policy(Strict):
    """policy.yaml at the top of a project: what the project itself decides. Without the file, the strict defaults hold."""

    stale_translations: Literal["refuse", "mark", "allow"] = "refuse"
    sources: Literal["address", "short", "full"] = Field(
        default="short",
        description="How sheets name their sources: where they stand; publishers and years, and where all stand; or in full.",
    )
    levels: tuple[Level, ...] = ()
    default_brand: Id | None = Field(
        default=None, description="The brand whose sheets are meant where nobody says which: in `get` and at the desk."
    )
    archive: Name | None = Field(
        default=None,
        description="Folder that keeps every released PDF for good; from the project's folder, or absolute.",
    )


class Clinic(Strict):
    """How patients reach the clinic; usable in texts as ``{clinic.phone}``."""

    name: Name
    phone: Phone
    after_hours: Phone | None = None
    address: Name | None = None
    web: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$")] | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$")] | None = None


class Brand(Strict):
    """brand.yaml. It gives a name, contacts, two colours, a logo and the paper; it cannot change sizes or order."""

    name: Name
    tagline: Name | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    emergency_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
    emergency_number_reason: Name | None = Field(
        default=None, description="Why the emergency number is right though it is none of the region's."
    )
    paper: Literal["letter", "a4"]
    clinic: Clinic
    colours: Colours
    languages: tuple[Id, ...] = Field(min_length=1)
    working_language: Id = "en"
    levels: tuple[Level, ...] = ()
    handout_address: (
        Annotated[str, StringConstraints(pattern=r'^https://[^\s<>"{}]+(?:\{(?:slug|language)\}[^\s<>"{}]*){2}$')]
        | None
    ) = Field(
        default=None, description="Where a handout stands on the web, with {slug} and {language}: the printed QR code."
    )
    logo: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|jpg|jpeg)$")]

    def value(self, name: str) -> str | None:
        """The brand value ``clinic.…`` or ``emergency.number``; None where the brand has none."""
        if name == "emergency.number":
            return self.emergency_number
        group, _, key = name.partition(".")
        found: Any = getattr(self.clinic, key, None) if group == "clinic" and key in Clinic.model_fields else None
        return str(found) if found is not None else None

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the sheet in millimetres."""
        return PAPERS[self.paper]


BRAND_VALUES = (*(f"clinic.{key}" for key in Clinic.model_fields), "emergency.number")


class Proves(Strict):
    """What a finished PDF of a variant must prove; preflight measures each."""

    smallest_type: float = Field(ge=6, le=72, description="Points; every glyph, folios included.")
    leading: float = Field(ge=1, le=3, description="Least line height as a multiple of the type size.")
    margin: float = Field(ge=5, le=60, description="Millimetres of empty margin at the sides.")
    contrast: float = Field(ge=3, le=21, description="Least contrast ratio of text (WCAG 2.2).")
    one_column: bool = False
    italics: bool = True
    underline: bool = True
    hyphens: bool = False

    @property
    def is_large(self) -> bool:
        """Whether its letters are meant for eyes that need the size: from 16 points on."""
        return self.smallest_type >= LARGE


Percent = Annotated[int, Field(ge=30, le=100)]


class Fit(Strict):
    """What a page may give up to end better: tried in this order, where the layout asks for it."""

    spacing: tuple[Percent, ...] = Field(
        default=(100, 75, 45), max_length=4, description="White between blocks, in percent of what the styles say."
    )
    help_overleaf: bool = Field(
        default=False, description="The call-outs of help begin page 2, and page 1 says so: giant print."
    )
    columns: int = Field(default=1, ge=1, le=2, description="Columns of a list whose items are short: standard size.")
    languages_first: bool = Field(
        default=False, description="The other languages fill page 1 where help stands on page 2."
    )


class Variant(Strict):
    """variant.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    profile: Slug
    note: Name | None = None
    order: int = Field(ge=1, le=99)
    proves: Proves
    fit: Fit = Fit()
