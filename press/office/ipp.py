"""The Internet Printing Protocol as far as an office needs it: a request's bytes, and an answer's attributes.

RFC 8010 says how messages are written, RFC 8011 what they mean, PWG 5100.7 what ``print-scaling`` is. Of the libraries
for it, pyipp leaves out every job attribute that is not in its own table, ``print-scaling`` among them, without a
word; pycups must be compiled on each machine. So the few kinds of values that are sent stand here.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

Value = str | int | bool | tuple[int, ...] | Mapping[str, object] | bytes | None
Attributes = dict[str, list[Value]]


class Operation(IntEnum):
    """What is asked (RFC 8011, 5.4.15; CUPS's own)."""

    PRINT_JOB = 0x0002
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_DEFAULT = 0x4001
    CUPS_GET_PRINTERS = 0x4002


class Tag(IntEnum):
    """What stands before a group or a value (RFC 8010, 3.5)."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RANGE = 0x33
    BEGIN_COLLECTION = 0x34
    TEXT_LANG = 0x35
    NAME_LANG = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


#: The kind of each attribute that is sent. What is not here cannot be sent: a name typed wrongly is a KeyError.
KINDS: Final[Mapping[str, Tag]] = {
    "attributes-charset": Tag.CHARSET,
    "attributes-natural-language": Tag.LANGUAGE,
    "printer-uri": Tag.URI,
    "requesting-user-name": Tag.NAME,
    "requested-attributes": Tag.KEYWORD,
    "job-id": Tag.INTEGER,
    "job-name": Tag.NAME,
    "document-name": Tag.NAME,
    "document-format": Tag.MIME,
    "last-document": Tag.BOOLEAN,
    "copies": Tag.INTEGER,
    "sides": Tag.KEYWORD,
    "media": Tag.KEYWORD,
    "print-scaling": Tag.KEYWORD,
    "multiple-document-handling": Tag.KEYWORD,
}

_VERSION = (2, 0)
_GROUPS = (Tag.OPERATION, Tag.JOB, Tag.PRINTER, Tag.UNSUPPORTED)
_DEEPEST = 8  # collections within collections; printers have two
_MOST_VALUES = 100_000


class NonsenseError(ValueError):
    """An answer that is not IPP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a printer answered: its status (RFC 8011, B.1), and the groups in order, each a tag with its attributes."""

    status: int
    groups: tuple[tuple[int, Attributes], ...] = field(default=())

    @property
    def is_good(self) -> bool:
        """Whether it did what was asked; perhaps without some options, which stand in ``unsupported``."""
        return self.status < 0x0100

    def group(self, tag: Tag) -> Attributes:
        """The first group of a kind; empty where there is none."""
        return next((found for kind, found in self.groups if kind == tag), {})

    def all(self, tag: Tag) -> list[Attributes]:
        """All groups of a kind: one for each printer or job."""
        return [found for kind, found in self.groups if kind == tag]

    @property
    def message(self) -> str:
        """What the printer says of it in words; may be empty."""
        said = self.group(Tag.OPERATION).get("status-message") or [""]
        return str(said[0])


def request(
    operation: Operation, about: Mapping[str, object], job: Mapping[str, object] | None = None, number: int = 1
) -> bytes:
    """The bytes of a request; a document's bytes follow them. ``about`` and ``job``: name to a value or a list of values.

    Raises KeyError for an attribute whose kind is not known here.
    """
    first = {"attributes-charset": "utf-8", "attributes-natural-language": "en", **about}
    parts = [struct.pack(">BBHI", *_VERSION, operation, number), bytes([Tag.OPERATION]), _group(first)]
    if job:
        parts += [bytes([Tag.JOB]), _group(job)]
    return b"".join([*parts, bytes([Tag.END])])


def _group(attributes: Mapping[str, object]) -> bytes:
    return b"".join(_attribute(name, value) for name, value in attributes.items())


def _attribute(name: str, value: object) -> bytes:
    kind = KINDS[name]
    values = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    written = []
    for number, one in enumerate(values):
        label = name.encode("ascii") if number == 0 else b""
        data = _value(kind, one)
        written.append(struct.pack(">BH", kind, len(label)) + label + struct.pack(">H", len(data)) + data)
    return b"".join(written)


def _value(kind: Tag, value: object) -> bytes:
    if kind is Tag.BOOLEAN:
        return bytes([bool(value)])
    if kind is Tag.INTEGER:
        return struct.pack(">i", value)
    return _short(str(value), 255 if kind is Tag.NAME else 1023)


def _short(text: str, most: int) -> bytes:
    """At most so many bytes of UTF-8, letters whole (RFC 8011, 5.1: a longer name is refused by the printer)."""
    return text.encode()[:most].decode(errors="ignore").encode()


# -------------------------------------------------------------------------------------------------------------- answers


def answer(data: bytes) -> Answer:
    """An answer out of its bytes. Raises NonsenseError for what is no IPP message, whatever it is."""
    try:
        return _answer(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NonsenseError("the answer is no IPP message, or only a part of one") from error


def _answer(data: bytes) -> Answer:
    major, _, status, _ = struct.unpack_from(">BBHI", data)
    if major not in (1, 2):
        raise NonsenseError("the answer is no IPP message")
    read, groups, name = _Reader(data, 8), list[tuple[int, Attributes]](), ""
    for _ in range(_MOST_VALUES):
        tag = read.byte()
        if tag == Tag.END:
            return Answer(status, tuple(groups))
        if tag < 0x10:  # a group begins; kinds that are not known are read as well
            groups.append((tag, {}))
            name = ""
            continue
        if not groups:
            raise NonsenseError("the answer is no IPP message: a value stands outside of any group")
        name = read.text() or name
        groups[-1][1].setdefault(name, []).append(_read_value(read, tag, 0))
    raise NonsenseError("the answer has no end")


@dataclass(slots=True)
class _Reader:
    data: bytes
    at: int

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def block(self) -> bytes:
        """A length and so many bytes."""
        (length,) = struct.unpack_from(">H", self.data, self.at)
        start, self.at = self.at + 2, self.at + 2 + length
        if self.at > len(self.data):
            raise IndexError
        return self.data[start : self.at]

    def text(self) -> str:
        return self.block().decode("utf-8", "replace")


def _read_value(read: _Reader, tag: int, depth: int) -> Value:
    if tag == Tag.BEGIN_COLLECTION:
        read.block()
        return _collection(read, depth + 1)
    data = read.block()
    if tag in (Tag.INTEGER, Tag.ENUM):
        return int(struct.unpack(">i", data)[0])
    if tag == Tag.BOOLEAN:
        return data != b"\0"
    if tag == Tag.RANGE:
        return tuple(struct.unpack(">ii", data))
    if tag in (Tag.TEXT_LANG, Tag.NAME_LANG):
        inner = _Reader(data, 0)
        inner.block()
        return inner.text()
    if 0x40 <= tag <= 0x5F:
        return data.decode("utf-8", "replace")
    return None if tag < 0x20 else data  # "unknown", "no-value"; dates, resolutions


def _collection(read: _Reader, depth: int) -> dict[str, object]:
    """Values that belong together (RFC 8010, 3.1.6): names of members and what they hold."""
    if depth > _DEEPEST:
        raise NonsenseError("the answer nests too deep")
    held: dict[str, object] = {}
    member = ""
    for _ in range(_MOST_VALUES):
        tag = read.byte()
        read.block()  # a member has no name of its own here
        if tag == Tag.END_COLLECTION:
            read.block()
            return held
        if tag == Tag.MEMBER:
            member = read.text()
            continue
        held.setdefault(member, _read_value(read, tag, depth))
    raise NonsenseError("the answer has no end")
