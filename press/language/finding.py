"""Finds the entries of tables in a text: word by word where spaces part words, at every place where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from press.language.forms import Atom
from press.language.letters import LETTERS

_MOST_REMEMBERED = 60_000  # words of one language, with what was found for each
_TOKEN = re.compile(rf"[{LETTERS}]+|\d+(?:[.,]\d+)?|\S")
_DIGITS = re.compile("[0-9]+")
_GAP = 4  # words that "..." stands for, at most
_ENDS = frozenset(".!?")  # no gap reaches over them


class Hit(NamedTuple):
    """A word of a table, found in a text: which table, what it means there, and where it stands."""

    table: str
    name: Any
    start: int
    end: int


class Entry(NamedTuple):
    """One spelling of a table's word."""

    table: str
    name: Any
    atoms: tuple[Atom, ...]
    edges: tuple[bool, bool] = (False, False)  # whether it must begin, and end, a word where words are joined
    before: tuple[str, ...] = ()  # it counts only before one of these, which are no part of it


class _Found(NamedTuple):
    """What may begin with one word of a text; with each how many letters are left out before and behind."""

    whole: tuple[tuple[Entry, int, int], ...]  # entries of one word
    then: dict[str, tuple[tuple[Entry, int], ...]]  # of several, by the second
    more: tuple[tuple[Entry, int], ...]  # of several whose second is no plain word


class Spaced:
    """Entries of a language that parts its words by spaces: each word is looked up, and what was found is remembered."""

    def __init__(self, entries: list[Entry], before: list[str], after: list[str]) -> None:
        """``before`` and ``after``: small words and endings that are written together with a word."""
        self._before, self._after = before, after
        self._backwards = [part[::-1] for part in after]
        self._memo: dict[str, _Found] = {}
        self._idle: set[str] = set()  # words that begin nothing
        self._exact: dict[str, list[Entry]] = {}
        self._stems: dict[str, list[Entry]] = {}
        self._other: list[Entry] = []
        self._digits: list[Entry] = []
        for entry in entries:
            first = entry.atoms[0]
            if first.kind == "number":
                self._digits.append(entry)
            elif first.plain:
                self._exact.setdefault(first.parts[0], []).append(entry)
            elif not first.before and first.parts[0]:
                self._stems.setdefault(first.parts[0], []).append(entry)
            else:
                self._other.append(entry)

        self._lengths = sorted({len(stem) for stem in self._stems})

    def hits(self, low: str) -> Iterator[Hit]:
        """Every entry in a text that is made ready, with all that overlap."""
        words = _TOKEN.findall(low)
        live = {word: found for word in set(words) - self._idle if (found := self._known(word)) is not None}
        if not live:  # most passages, but for the first texts of a run
            return
        tokens = list(_TOKEN.finditer(low))
        for number, word in enumerate(words):
            found = live.get(word)
            if found is None:
                continue
            start, end = tokens[number].span()
            for entry, skipped, left in found.whole:
                yield Hit(entry.table, entry.name, start + skipped, end - left)
            following = found.more
            if found.then and number + 1 < len(words):
                following = (*found.then.get(words[number + 1], ()), *following)
            for entry, skipped in following:
                last = self._follow(entry.atoms, 1, tokens, number + 1)
                if last is not None and (not entry.before or self._stands_before(entry, words, last)):
                    yield Hit(entry.table, entry.name, start + skipped, tokens[last].end())

    def _known(self, word: str) -> _Found | None:
        """What may begin with a word; None, once and for all, where nothing does."""
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) + len(self._idle) > _MOST_REMEMBERED:
                self._memo.clear()
                self._idle.clear()
            found = self._beginning(word)
            if found is None:
                self._idle.add(word)
            else:
                self._memo[word] = found
        return found

    def _beginning(self, word: str) -> _Found | None:
        """What may begin with a word, its small words and endings taken off in every way."""
        if word[0].isdigit():
            return _Found((), {}, tuple((entry, 0) for entry in self._digits)) if self._digits else None
        if not self._before and not self._after and not self._with(word):  # most words of most languages
            return None
        whole: dict[tuple[int, int, int], tuple[Entry, int, int]] = {}
        several: dict[int, tuple[Entry, int]] = {}
        for start in _cuts(word, self._before):
            for left in _cuts(word[::-1], self._backwards) if self._backwards else (0,):
                for entry in self._with(word[start : len(word) - left]):
                    if len(entry.atoms) == 1 and not entry.before:
                        whole.setdefault((id(entry), start, left), (entry, start, left))
                    elif not left:
                        several.setdefault(id(entry), (entry, start))
        if not whole and not several:
            return None
        then: dict[str, list[tuple[Entry, int]]] = {}
        more = []
        for entry, start in several.values():
            second = entry.atoms[1] if len(entry.atoms) > 1 else None
            if second is not None and second.plain and not (self._after and len(entry.atoms) == 2):
                then.setdefault(second.parts[0], []).append((entry, start))
            else:
                more.append((entry, start))
        return _Found(tuple(whole.values()), {key: tuple(value) for key, value in then.items()}, tuple(more))

    def _with(self, body: str) -> list[Entry]:
        """The entries whose first word is ``body``."""
        found = list(self._exact.get(body, ()))
        for length in self._lengths:
            if length > len(body):
                break
            stem = self._stems.get(body[:length])
            if stem is not None:
                found += [entry for entry in stem if entry.atoms[0].fits(body)]
        if self._other:
            found += [entry for entry in self._other if entry.atoms[0].fits(body)]
        return found

    def _follow(self, atoms: tuple[Atom, ...], number: int, tokens: list[re.Match[str]], at: int) -> int | None:
        """The token that is the last of an entry whose atoms from ``number`` on stand from token ``at`` on."""
        while number < len(atoms):
            atom = atoms[number]
            if atom.kind == "gap":
                return self._over_gap(atoms, number + 1, tokens, at)
            if at >= len(tokens) or (tokens[at].start() > tokens[at - 1].end()) != atom.spaced:
                return None
            if not self._is(atom, tokens[at][0], number == len(atoms) - 1):
                return None
            number, at = number + 1, at + 1
        return at - 1

    def _over_gap(self, atoms: tuple[Atom, ...], number: int, tokens: list[re.Match[str]], at: int) -> int | None:
        words = 0
        while at < len(tokens) and words <= _GAP:
            word = tokens[at][0]
            if self._is(atoms[number], word, number == len(atoms) - 1):
                end = self._follow(atoms, number + 1, tokens, at + 1)
                if end is not None:
                    return end
            if word in _ENDS:
                return None
            words, at = words + (word[0].isalnum() or len(word) > 1), at + 1
        return None

    def _is(self, atom: Atom, word: str, last: bool) -> bool:
        if atom.fits(word):
            return True
        if not last or not self._after or atom.kind != "word":
            return False
        return any(atom.fits(word[: len(word) - left]) for left in _cuts(word[::-1], self._backwards) if left)

    def _stands_before(self, entry: Entry, words: list[str], last: int) -> bool:
        return last + 1 < len(words) and words[last + 1] in entry.before


class Joined:
    """Entries of a language that writes its words together: looked for at every place."""

    def __init__(self, entries: list[Entry]) -> None:
        self._pairs: dict[str, list[_Placed]] = {}  # by their first two letters
        self._single: dict[str, list[_Placed]] = {}  # of one letter
        self._digits: list[_Placed] = []
        for entry in entries:
            placed = _Placed(entry)
            if entry.atoms[0].kind == "number" or not placed.begins:
                self._digits.append(placed)
            elif len(placed.begins) > 1:
                self._pairs.setdefault(placed.begins[:2], []).append(placed)
            else:
                self._single.setdefault(placed.begins, []).append(placed)

    def hits(self, low: str) -> Iterator[Hit]:
        """Every entry in a text that is made ready, with all that overlap."""
        pairs, single = self._pairs, self._single
        for at, character in enumerate(low):
            found = pairs.get(low[at : at + 2])
            if found is not None:
                for placed in found:
                    if low.startswith(placed.begins, at):
                        end = at + len(placed.begins) if not placed.source else placed.end(low, at)
                        if end:
                            yield Hit(placed.entry.table, placed.entry.name, at, end)
            for placed in single.get(character, ()):
                end = at + 1 if not placed.source else placed.end(low, at)
                if end:
                    yield Hit(placed.entry.table, placed.entry.name, at, end)
        if self._digits:
            yield from self._numbered(low)

    def _numbered(self, low: str) -> Iterator[Hit]:
        """The entries that begin with a number."""
        for number in _DIGITS.finditer(low):
            for placed in self._digits:
                end = placed.end(low, number.start())
                if end:
                    yield Hit(placed.entry.table, placed.entry.name, number.start(), end)


class _Placed:
    """An entry with the letters that it begins with, and a pattern where it is more than them."""

    __slots__ = ("_pattern", "begins", "entry", "source")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._pattern: re.Pattern[str] | None = None  # compiled when the beginning is met: most never are
        atoms = entry.atoms
        plain = all(atom.plain and not atom.spaced for atom in atoms) and not any(entry.edges) and not entry.before
        self.begins = "".join(atom.text for atom in atoms) if plain else next((p for p in atoms[0].parts if p), "")
        last = self.begins if plain else atoms[-1].text
        latin = _is_latin(self.begins[:1]), _is_latin(last[-1:])
        self.source = "" if plain and not any(latin) else self._written(latin)

    def _written(self, latin: tuple[bool, bool]) -> str:
        entry, text = self.entry, ""
        for number, atom in enumerate(entry.atoms):
            beside_number = number > 0 and "number" in (atom.kind, entry.atoms[number - 1].kind)
            text += (r"\s*" if atom.spaced or beside_number else "") + _joined(atom)
        before = r"(?<!\w)" if entry.edges[0] else "(?<![a-z])" if latin[0] else ""
        behind = r"(?!\w)" if entry.edges[1] else "(?![a-z])" if latin[1] else ""
        if entry.before:
            behind = rf"(?=\s?(?:{'|'.join(map(re.escape, entry.before))}))"
        least = entry.atoms[0].before
        return (rf"(?<=\w{{{least}}})" if least else "") + before + text + behind

    def end(self, low: str, at: int) -> int:
        """Where the entry ends that begins at a place; 0 where it does not stand there."""
        if self._pattern is None:
            self._pattern = re.compile(self.source)
        hit = self._pattern.match(low, at)
        return hit.end() if hit else 0


def _joined(atom: Atom) -> str:
    """An atom's pattern where words are written together: an open edge needs no letter, an open middle has few."""
    if atom.kind != "word":
        return atom.pattern
    text = r"\w{0,6}?".join(re.escape(part) for part in atom.parts if part)
    return text + (rf"(?=\w{{{atom.after}}})" if atom.after else "")


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _cuts(word: str, parts: list[str]) -> list[int]:
    """How many letters may be taken off the beginning of a word: none, one part, or several one after the other."""
    found = [0]
    if not parts:
        return found
    todo = [(0, 0)]
    while todo:
        at, depth = todo.pop()
        for part in parts:
            there = at + len(part)
            if depth < 3 and there < len(word) and there not in found and word.startswith(part, at):
                found.append(there)
                todo.append((there, depth + 1))
    return found
