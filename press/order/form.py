"""What people write in an order: the keys of ``orders/*.yaml``, which are also the columns of an order from a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from press.content import Id, Name, Slug, Strict, Words

MOST = 100_000
"""Copies of one piece that are ordered without a second thought; more asks for ``--large``."""
LIMIT = 10_000_000
"""Copies of one piece that no order can mean."""

_LABEL = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"

Colours = Literal["4/4", "1/1"]
Fold = Literal["none", "half", "letter", "z"]
Staple = Literal["none", "corner", "side", "saddle"]
Impose = Literal["none", "booklet", "booklet-full", "two-up"]


def _quantity(value: Any) -> Any:
    """Digits alone: "1,000" is a thousand here and one point nought there, and a printer prints what is written."""
    text = str(value).strip()
    if re.fullmatch(r"-\s*[0-9]+", text) or re.fullmatch(r"0+", text):
        raise PydanticCustomError(
            "press_quantity", '"{word}" copies cannot be printed|Order 1 or more, or delete the line.', {"word": text}
        )
    if not re.fullmatch(r"[0-9]{1,12}", text):
        remedy = 'Write it in digits alone: "1000", not "1,000", "1.000" or "1e3".'
        raise PydanticCustomError(
            "press_quantity", '"{word}" is not a whole number|{remedy}', {"word": text[:40], "remedy": remedy}
        )
    if int(text) > LIMIT:
        raise PydanticCustomError(
            "press_quantity", "{word} copies of one piece|Check the number of digits.", {"word": text}
        )
    return int(text)


def _names(value: Any) -> Any:
    """``en, es`` in one cell or on one line as a list."""
    if isinstance(value, str):
        return [part for part in re.split(r"[\s,;|]+", value.strip()) if part]
    return value


def _shares(value: Any) -> Any:
    """``main=300; north=200`` in one cell as a mapping."""
    if not isinstance(value, str):
        return value
    found: dict[str, str] = {}
    for part in re.split(r"[;,]", value):
        name, mark, number = part.partition("=")
        if not mark or name.strip() in found:
            raise PydanticCustomError(
                "press_shares",
                '"{word}" does not say which delivery gets how many|Write "main=300; north=200".',
                {"word": value[:60]},
            )
        found[name.strip()] = number.strip()
    return found


def _label(value: Any) -> Any:
    """What file names are made of, on every system and in every mail program."""
    if isinstance(value, str) and not (len(value) <= 40 and re.fullmatch(_LABEL, value)):
        raise PydanticCustomError(
            "press_unknown_value",
            '"{word}" cannot stand in file names|Use plain letters, digits and single hyphens, 40 at most: "spring-2027".',
            {"word": value[:60]},
        )
    return value


Quantity = Annotated[int, BeforeValidator(_quantity)]
Names = Annotated[tuple[Id, ...], BeforeValidator(_names), Field(min_length=1, max_length=60)]
Label = Annotated[str, BeforeValidator(_label), StringConstraints(pattern=f"^{_LABEL}$", max_length=40)]
Contact_line = Annotated[Name, StringConstraints(min_length=3, max_length=120)]


class Contact(Strict):
    """Whom the print shop asks when something is unclear."""

    name: Name
    organisation: Name | None = None
    phone: Contact_line | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$", max_length=120)] | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not self.phone and not self.email:
            raise PydanticCustomError(
                "press_contact_unreachable", 'nobody can reach the contact|Add "phone:" or "email:".'
            )
        return self


class Delivery(Strict):
    """One place that copies go to. ``id`` is how lines name it."""

    id: Slug
    to: Name
    address: Name
    note: Name | None = None


class Making(Strict):
    """How pieces are printed; in ``defaults:`` for all lines, on a line for itself."""

    languages: Names | None = Field(default=None, description='Language tags, or "all" that are written and offered.')
    variants: Names | None = Field(default=None, description="Print sizes.")
    brand: Slug | None = None
    sides: Annotated[int, Field(ge=1, le=2)] | None = Field(default=None, description="2: both sides of the paper.")
    colours: Colours | None = Field(default=None, description="4/4 in colour, 1/1 in black.")
    stock: Name | None = Field(default=None, description='The paper in the printer\'s words, such as "100 gsm uncoated".')
    fold: Fold | None = None
    staple: Staple | None = None
    impose: Impose | None = Field(default=None, description="Sheets for an in-house press, beside the single pages.")


class Line(Making):
    """One line: what, in which languages and sizes, how many copies of each."""

    handout: Slug | None = None
    packet: Slug | None = None
    specialty: Slug | None = Field(default=None, description="Every handout in this folder.")
    quantity: Quantity | None = Field(default=None, description="Copies of each piece.")
    deliver: Annotated[dict[Slug, Quantity], BeforeValidator(_shares)] = Field(
        default_factory=dict, description="With several deliveries: how many copies go to each."
    )
    label: Label | None = Field(default=None, description="Tells two lines apart whose files would have one name.")
    note: Name | None = Field(default=None, description="For the print shop.")

    @model_validator(mode="after")
    def _one_thing(self) -> Line:
        if sum(one is not None for one in (self.handout, self.packet, self.specialty)) != 1:
            raise PydanticCustomError(
                "press_line_unclear",
                'a line names one thing to print|Write one of "handout: …", "packet: …", "specialty: …".',
            )
        if self.quantity is None and not self.deliver:
            raise PydanticCustomError("press_missing_key", '"quantity" is missing|Add a line "quantity: …".')
        if self.quantity is not None and self.deliver and sum(self.deliver.values()) != self.quantity:
            raise PydanticCustomError(
                "press_shares",
                "the deliveries get {sum} copies, the quantity is {quantity}|Correct one, or leave out the quantity.",
                {"sum": sum(self.deliver.values()), "quantity": self.quantity},
            )
        return self

    @property
    def copies(self) -> int:
        """Copies of each piece."""
        return self.quantity if self.quantity is not None else sum(self.deliver.values())


class OrderForm(Strict):
    """A whole order."""

    job: Label = Field(description="Short, in plain letters: every file's name begins with it.")
    name: Name | None = Field(default=None, description="What people call the job.")
    contact: Contact
    due: date
    printer: Slug | None = Field(default=None, description="A folder of styles/printers/.")
    deliveries: tuple[Delivery, ...] = Field(default=(), max_length=40)
    defaults: Making = Field(default_factory=Making)
    separators: bool = Field(default=False, description="A sheet to lay before each piece.")
    note: Words | None = Field(default=None, description="For the print shop.")
    lines: tuple[Line, ...] = Field(min_length=1, max_length=2000)
