"""How words are written down in a language's tables: one small way of writing for every language.

``mg``          the word; small and capital letters count alike
``a day``       several words; a space is any run of spaces
``tablet*``     ``*`` is any letters of the same word, or none: endings, beginnings, what a circumfix encloses
``-siz``        ``-`` at an edge is at least one letter of the same word: an ending, or ``ya-`` a beginning; ``un----`` four
``(a|one) day`` one of several; ``tablet(s)`` with or without
``no ... than`` up to four words of the same sentence between
``month 0``     ``0`` is any number in digits
``_an_``        ``_`` at an edge: here the word begins or ends, in languages that write words together

A form is checked when its file is read, expanded (the alternatives) and taken apart into atoms.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from press.language.letters import LETTERS
from press.source import NO_PROSE

MOST_FORMS = 400  # that one entry may stand for
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u00ad]")
_WORD = re.compile(f"[{LETTERS}*]")
_LETTER = re.compile(rf"[{LETTERS}\d%°\u2103\u2109]")
_RUN = re.compile(rf"[{LETTERS}*]+|\d+|[^\s]")


def _fault(fault: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("press_form", "{said}|{remedy}", {"said": fault, "remedy": remedy})


def _checked(text: str) -> str:
    """A form in the normal form of Unicode (NFC), or what is wrong with it."""
    hidden = _INVISIBLE.search(text)
    if hidden:
        name = f"U+{ord(hidden[0]):04X} {unicodedata.name(hidden[0])}"
        raise _fault(f'the character {name} in "{_INVISIBLE.sub("", text)}"', "Delete it: it cannot be seen.")
    if text != text.strip() or "  " in text or "\n" in text:
        raise _fault(
            f'spaces at the edge of "{text.strip()}", or two in a row', "Write it in one line, with single spaces."
        )
    found = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u2026", "...")
    if not _LETTER.search(found):
        raise _fault(f'"{text}" holds no letter', "Write the word, or its part with a hyphen: -less.")
    for one in expanded(found):
        if not one.strip(" *-_") or not re.search(r"[^\s*_\-.0]", one):
            raise _fault(f'"{text}" may stand for no word at all', "Leave a part that is always there.")
        if one.startswith("...") or one.endswith("..."):
            raise _fault(f'"{text}" begins or ends with "..."', "The three points stand between two words.")
    return found


#: A word or words of a table, as people write them (see the module).
Form = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_checked), NO_PROSE]


@functools.lru_cache(maxsize=65536)
def expanded(form: str) -> tuple[str, ...]:
    """Every spelling that a form stands for: ``tablet(s)`` is ``tablet`` and ``tablets``."""
    if "(" not in form and ")" not in form and "|" not in form:
        return (form,)
    found, rest = _sequence(form, 0, form)
    if rest != len(form):
        raise _fault(f'a ")" or "|" without its "(" in "{form}"', 'Alternatives stand in brackets: "(a|one) day".')
    tidy = (re.sub(r" {2,}", " ", one).strip() for one in found)
    return tuple(dict.fromkeys(one for one in tidy if one))


def _sequence(form: str, at: int, whole: str) -> tuple[list[str], int]:
    """The spellings from ``at`` on to the end of this bracket, and where that is."""
    found = [""]
    while at < len(form) and form[at] not in "|)":
        if form[at] != "(":
            end = at + 1
            while end < len(form) and form[end] not in "|()":
                end += 1
            found = [one + form[at:end] for one in found]
            at = end
            continue
        choices, start = list[str](), at
        while True:
            more, at = _sequence(form, at + 1, whole)
            choices += more
            if at >= len(form):
                raise _fault(f'a "(" without its ")" in "{whole}"', "Close the bracket.")
            if form[at] == ")":
                break
        if "|" not in form[start:at]:
            choices.append("")
        found = [one + choice for one in found for choice in choices]
        at += 1
        if len(found) > MOST_FORMS:
            raise _fault(
                f'"{whole}" stands for more than {MOST_FORMS} spellings', "Write it as several shorter entries."
            )
    return found, at


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a spelling: a word, one sign, a number (``0``) or a gap (``...``)."""

    kind: Literal["word", "sign", "number", "gap"]
    parts: tuple[str, ...]  # a word between its ``*``; any letters may stand where two meet
    before: int = 0  # letters that must stand before it, at least
    after: int = 0  # and behind it
    spaced: bool = False  # whether a space stands before it

    @property
    def text(self) -> str:
        """Its letters without ``*`` and ``-``."""
        return "".join(self.parts)

    @property
    def plain(self) -> bool:
        """Whether it stands for its own text only."""
        return self.kind == "sign" or (
            self.kind == "word" and len(self.parts) == 1 and not self.before and not self.after
        )

    def fits(self, word: str) -> bool:
        """Whether a word of a text is this one."""
        if self.kind == "number":
            return word[0].isdigit()
        if len(self.parts) == 1:
            if not self.before and not self.after:
                return word == self.parts[0]
            at = word.find(self.parts[0], self.before)
            if not self.before and not word.startswith(self.parts[0]):
                return False
            if not self.after:
                return word.endswith(self.parts[0]) and len(word) - len(self.parts[0]) >= self.before
            return at >= 0 and len(word) - at - len(self.parts[0]) >= self.after
        first, last = self.parts[0], self.parts[-1]
        if len(word) < len(self.text) + self.before + self.after:
            return False
        if not self.before and not word.startswith(first):
            return False
        if not self.after and not word.endswith(last):
            return False
        at = self.before
        for part in self.parts:
            at = word.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return at + self.after <= len(word)

    @property
    def pattern(self) -> str:
        """The same as a regular expression, for a text that is not taken apart into words."""
        if self.kind == "number":
            return r"\d+(?:[.,]\d+)?"
        if self.kind == "gap":
            return r"(?:[^\w.!?]+\w+){0,4}?[^\w.!?]+"
        return r"\w" * self.before + r"\w*" * (self.before > 0) + r"\w*".join(map(re.escape, self.parts)) + r"\w" * self.after + r"\w*" * (self.after > 0)  # fmt: skip


@functools.lru_cache(maxsize=65536)
def atoms(spelling: str) -> tuple[Atom, ...]:
    """The pieces of one spelling, in small letters."""
    found: list[Atom] = []
    for word in spelling.split(" "):
        if word == "...":
            found.append(Atom("gap", ("...",)))
            continue
        spaced = bool(found) and found[-1].kind != "gap"
        bare = word.strip("_")
        middle = bare.strip("-")
        before, after = (len(bare) - len(cut) if middle else 0 for cut in (bare.lstrip("-"), bare.rstrip("-")))
        runs = _RUN.findall(middle or bare)
        for number, run in enumerate(runs):
            first, last = number == 0, number == len(runs) - 1
            if run == "0":
                found.append(Atom("number", ("0",), spaced=spaced and first))
            elif not _WORD.match(run):
                found.append(Atom("sign", (run,), spaced=spaced and first))
            else:
                found.append(Atom("word", tuple(run.split("*")), before * first, after * last, spaced and first))
    return tuple(found)
