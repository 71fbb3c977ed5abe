"""Finds the words of a language's tables in a text: one walk over the text, all tables at once.

Both the tables and the text are made ready first, so that they agree: digits, dashes, capitals, letters that people type for
one another, signs that may be left out. How words are found is in :mod:`press.language.finding`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from press.language.entries import bound, entries
from press.language.finding import Entry, Hit, Joined, Spaced
from press.language.forms import atoms, expanded
from press.language.tables import AXES, OTHER, Compares, is_filled

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\uff5e\u301c~"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
# Signs that are read as another one: decimal and thousands marks, per cent, brackets, apostrophes of other scripts.
_SIGNS = {
    "\u066b": ".", "\uff0e": ".", "\u066c": ",", "\u060c": ",", "\uff05": "%", "\u066a": "%", "\uff1a": ":", "\uff0f": "/",
    "\uff08": "(", "\uff09": ")", "\uff0b": "+", "\u2019": "'", "\u02bc": "'", "\u05f3": "'", "\u05f4": '"',
}  # fmt: skip
_NUMERIC = re.compile("[0-9\u00bc-\u00be\u2153-\u215e]")
_HIDDEN = re.compile("[\u200b\u200d-\u200f\u061c\u2060\u00ad\ufeff]")  # joiners, direction marks, soft hyphens


class Prepared:
    """A text made ready: three strings of one length, so that places agree.

    ``shown`` is as typed (NFC, without characters that cannot be seen); ``plain`` has every digit as 0 to 9, dashes as "-" and
    odd spaces as spaces; ``low`` is in small letters, with letters that people type for one another made one.
    """

    __slots__ = ("_plain", "low", "numeric", "shown")

    def __init__(self, shown: str, low: str) -> None:
        self.shown, self.low = shown, low
        self.numeric = _NUMERIC.search(low) is not None  # whether a digit or a fraction stands in it
        self._plain: str | None = None

    @property
    def plain(self) -> str:
        """Made when it is asked for: few rules do."""
        if self._plain is None:
            self._plain = self.shown.translate(PLAIN) if not self.shown.isascii() else self.shown.replace("~", "-")
        return self._plain


class _Characters(dict[int, str]):
    """What stands for a character: a digit's value, else itself. Worked out when a character is met, and kept."""

    def __init__(self, low: dict[int, str] | None = None) -> None:
        table = dict.fromkeys(map(ord, _DASHES), "-") | dict.fromkeys(map(ord, _SPACES), " ")
        super().__init__(table | {ord(sign): read for sign, read in _SIGNS.items()} | {0x200C: " "})
        self.lowers = low is not None
        self.update(low or {})

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) == "Nd":
            character = str(unicodedata.digit(character))
        elif self.lowers:
            small = character.lower()
            character = small if len(small) == 1 else small[0]
        return self.setdefault(code, character)


PLAIN = _Characters()


class Lexicon:
    """The tables of one language, ready to be looked for."""

    def __init__(self, tag: str, script: str, table: Compares) -> None:
        self.tag, self.table = tag, table
        self.joined = table.writing.joined
        self._arabic = script in ("Arab", "Aran")
        low = {ord(other): letters[0] for letters in table.writing.same for other in letters[1:]}
        self._low = _Characters({**low, **{ord(letters[0]): letters[0] for letters in table.writing.same}})
        self._ascii_as_it_is = not any(code < 128 for code in low)
        self._ignored = re.compile(f"[{re.escape(table.writing.ignore)}]") if table.writing.ignore else None
        self._has: dict[str, bool] = {}
        self._before = sorted({self._part(form) for form in table.writing.before}, key=len, reverse=True)
        self._after = sorted({self._part(form) for form in table.writing.after}, key=len, reverse=True)
        self.decimal = table.marks.decimal or (table.cldr.decimal if table.cldr else ".")
        sure, weak = list[Entry](), list[Entry]()
        for entry in self._entries():
            (weak if _is_weak(entry) else sure).append(entry)
        self._sure, self._weak = self._finder(sure), self._finder(weak)

    def _finder(self, found: list[Entry]) -> Joined | Spaced:
        return Joined(found) if self.joined else Spaced(found, self._before, self._after)

    def _entries(self) -> Iterator[Entry]:
        """Every spelling of the tables as it is compared."""
        for name, meaning, form in entries(self.table):
            for spelling in expanded(form):
                edges = spelling.startswith("_"), spelling.endswith("_")
                yield Entry(name, meaning, atoms(self._spelt(spelling)), edges)
        for value, form, counters in bound(self.table):
            yield Entry("number", value, atoms(self._spelt(form)), (False, False), tuple(self.words(counters)))

    def has(self, name: str) -> bool:
        """Whether the language has a table at all, by its name in ``WANTED``."""
        if name not in self._has:
            self._has[name] = is_filled(self.table, name)
        return self._has[name]

    # ---- made ready --------------------------------------------------------------------------------------------------

    def prepared(self, text: str) -> Prepared:
        """The text as words are looked for in it."""
        return _prepared(self, text)

    def _prepare(self, text: str) -> Prepared:
        if text.isascii():
            low = text.lower() if self._ascii_as_it_is else text.translate(self._low)
            return Prepared(text, low.replace("~", "-") if "~" in low else low)
        shown = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
        if _HIDDEN.search(shown):
            shown = _HIDDEN.sub("", shown)
        if "\u200c" in shown and not self._arabic:
            shown = shown.replace("\u200c", "")
        if self._ignored is not None:
            shown = self._ignored.sub("", shown)
        return Prepared(shown, shown.translate(self._low))

    def _spelt(self, spelling: str) -> str:
        """A spelling of a table as it is compared."""
        return re.sub(r"\s+", " ", self._prepare(spelling).low)

    def _part(self, form: str) -> str:
        return self._spelt(form).strip("-* ")

    def words(self, forms: Iterable[str]) -> frozenset[str]:
        """Every spelling of some forms, as they are compared; for forms without ``*`` and parts."""
        return frozenset(self._spelt(one) for form in forms for one in expanded(form))

    def pattern(self, forms: tuple[str, ...]) -> str:
        """A regular expression for some forms, for a text as it is typed; small and capital letters count alike."""
        spellings = (atoms(one) for form in forms for one in expanded(form))
        found = ["".join((r"\s+" if atom.spaced else "") + atom.pattern for atom in spelt) for spelt in spellings]
        end = "" if self.joined else r"(?!\w)"
        return f"(?i:(?:{'|'.join(sorted(dict.fromkeys(found), key=len, reverse=True))}){end})"

    # ---- looking -----------------------------------------------------------------------------------------------------

    def find(self, text: str) -> Hits:
        """The words of the tables in ``text``, in order. In one table the longest wins where several begin or overlap.

        Not what answers only: see ``answers``.
        """
        return _found(self, text)

    def answers(self, text: str) -> Hits:
        """Also what may answer a meaning and does not assert it: "instead of", and every entry of a key with "other".

        There are many such words, so they are looked for only where something is to be answered.
        """
        return _all_found(self, text)

    def table_hits(self, text: str, *tables: str) -> list[Hit]:
        """The hits of some tables."""
        return [hit for hit in _found(self, text) if hit.table in tables]


def _is_weak(entry: Entry) -> bool:
    return entry.table == "answers" or (isinstance(entry.name, frozenset) and OTHER in entry.name)


class Hits(tuple[Hit, ...]):
    """The hits of a text, in order, and the tables that they are of."""

    tables: frozenset[str]


def _settled(hits: list[Hit]) -> Hits:
    """In order; in each table the longest where several overlap; nothing inside an exception, unless it is longer."""
    if not hits:
        return _NONE
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    excepted = [hit for hit in hits if hit.table == "exception"]
    last: dict[str, int] = {}  # table -> where its latest hit is in ``kept``
    kept: list[Hit | None] = []
    for hit in hits:
        if excepted and hit.table != "exception" and any(_inside(hit, one) for one in excepted):
            continue
        table = hit.table if hit.table != "opposite" else _axis(hit.name)
        before = kept[last[table]] if table in last else None
        if before is not None and hit.start < before.end and (hit.start, hit.end) != (before.start, before.end):
            if hit.end - hit.start <= before.end - before.start:
                continue
            kept[last[table]] = None  # "at least" where "less than" began one word before
        last[table] = len(kept)
        kept.append(hit)
    found = Hits(hit for hit in kept if hit is not None)
    found.tables = frozenset(hit.table for hit in found)
    return found


_NONE = Hits()
_NONE.tables = frozenset()


@functools.cache
def _axis(names: frozenset[str]) -> str:
    """The axis of a pole: left and right are one, before and after another; each is a table by itself."""
    return "axis " + next(AXES[name] for name in sorted(names) if name in AXES)


def _inside(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


@functools.lru_cache(maxsize=16384)
def _prepared(lexicon: Lexicon, text: str) -> Prepared:
    return lexicon._prepare(text)


@functools.lru_cache(maxsize=16384)
def _found(lexicon: Lexicon, text: str) -> Hits:
    return _settled(list(lexicon._sure.hits(lexicon.prepared(text).low)))


@functools.lru_cache(maxsize=4096)
def _all_found(lexicon: Lexicon, text: str) -> Hits:
    return _settled([*lexicon.find(text), *lexicon._weak.hits(lexicon.prepared(text).low)])
