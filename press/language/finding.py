"""Finds the entries of tables in a text: word by word where spaces part words, at every place where they do not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from press.language.forms import Atom
from press.language.letters import LETTERS, is_letter

_MOST_REMEMBERED = 60_000  # pieces of texts in one language, with what was found in each
_TOKEN = re.compile(rf"[{LETTERS}]+|\d+(?:[.,]\d+)?|\S")
_DIGITS = re.compile("[0-9]+")
_LONGEST = 24  # words and signs of an entry, its gaps included
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


class _Phrase(NamedTuple):
    """An entry of several plain words, looked for by its longest one: small words stand everywhere."""

    entry: Entry
    ahead: str  # what stands before that word
    behind: str  # and behind it


class _Found(NamedTuple):
    """What a word of a text may belong to; with each how many letters are left out before and behind."""

    whole: tuple[tuple[Entry, int, int], ...]  # entries of one word
    phrases: tuple[tuple[_Phrase, int, int], ...]
    more: tuple[tuple[Entry, int], ...]  # entries of several words that are not all plain: by their first


class Spaced:
    """Entries of a language that parts its words by spaces: each word is looked up, and what was found is remembered."""

    def __init__(self, entries: list[Entry], before: list[str], after: list[str]) -> None:
        """``before`` and ``after``: small words and endings that are written together with a word."""
        self._before, self._after = before, after
        self._backwards = [part[::-1] for part in after]
        self._exact: dict[str, list[Entry]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[Entry]] = {}
        self._other: list[Entry] = []
        self._digits: list[Entry] = []
        for entry in entries:
            first = entry.atoms[0]
            if first.kind == "number":
                self._digits.append(entry)
            elif len(entry.atoms) > 1 and not entry.before and all(atom.plain for atom in entry.atoms):
                word, phrase = _phrase(entry, first_word=bool(before))
                self._phrases.setdefault(word, []).append(phrase)
            elif first.plain:
                self._exact.setdefault(first.parts[0], []).append(entry)
            elif not first.before and first.parts[0]:
                self._stems.setdefault(first.parts[0], []).append(entry)
            else:
                self._other.append(entry)
        self._lengths = sorted({len(stem) for stem in self._stems})
        # What stands between two spaces, as it was met: where in it something stands; and where nothing does.
        self._pieces: dict[str, tuple[tuple[int, int, _Found], ...]] = {}
        self._idle: set[str] = set()

    def hits(self, low: str) -> Iterator[Hit]:
        """Every entry in a text that is made ready, with all that overlap, in no order."""
        for piece in set(low.split()) - self._idle:
            found = self._pieces.get(piece) or self._met(piece)
            if not found:
                continue
            at, length = low.find(piece), len(piece)
            while at >= 0:
                end = at + length
                if (at == 0 or low[at - 1].isspace()) and (end == len(low) or low[end].isspace()):
                    for start, stop, one in found:
                        yield from self._at(low, at + start, at + stop, one)
                at = low.find(piece, end)

    def _met(self, piece: str) -> tuple[tuple[int, int, _Found], ...]:
        """Where something stands in what is between two spaces; remembered, for texts repeat their words."""
        if len(self._pieces) + len(self._idle) > _MOST_REMEMBERED:
            self._pieces.clear()
            self._idle.clear()
        words = ((token.start(), token.end(), self._of_word(token[0])) for token in _TOKEN.finditer(piece))
        found = tuple((start, end, one) for start, end, one in words if one is not None)
        if found:
            self._pieces[piece] = found
        else:
            self._idle.add(piece)
        return found

    def _at(self, low: str, start: int, end: int, found: _Found) -> Iterator[Hit]:
        """The entries that the word between ``start`` and ``end`` belongs to."""
        for entry, skipped, left in found.whole:
            yield Hit(entry.table, entry.name, start + skipped, end - left)
        for phrase, skipped, left in found.phrases:
            begin, stop = start + skipped - len(phrase.ahead), end + len(phrase.behind)
            if (
                begin >= 0
                and low.startswith(phrase.ahead, begin)
                and low.startswith(phrase.behind, end)
                and (not phrase.ahead or begin == 0 or not is_letter(low[begin - 1]))
                and (not phrase.behind or self._ends(low, stop))
            ):
                yield Hit(phrase.entry.table, phrase.entry.name, begin, stop - left)
        if found.more:
            tokens = list(itertools.islice(_TOKEN.finditer(low, start), _LONGEST))
            for entry, skipped in found.more:
                last = self._follow(entry.atoms, 1, tokens, 1)
                if last is not None and (
                    not entry.before or (last + 1 < len(tokens) and tokens[last + 1][0] in entry.before)
                ):
                    yield Hit(entry.table, entry.name, start + skipped, tokens[last].end())

    def _ends(self, low: str, at: int) -> bool:
        """Whether a word ends at a place, but for endings that any word may take."""
        if at >= len(low) or not is_letter(low[at]):
            return True
        if not self._after:
            return False
        token = _TOKEN.match(low, at)
        return token is not None and len(token[0]) in _cuts(f"{token[0]} ", self._after)

    def _of_word(self, word: str) -> _Found | None:
        """What a word may belong to, its small words and endings taken off in every way."""
        if word[0].isdigit():
            return _Found((), (), tuple((entry, 0) for entry in self._digits)) if self._digits else None
        whole: dict[tuple[int, int, int], tuple[Entry, int, int]] = {}
        phrases: dict[tuple[int, int, int], tuple[_Phrase, int, int]] = {}
        more: dict[int, tuple[Entry, int]] = {}
        for start in _cuts(word, self._before):
            for left in _cuts(word[::-1], self._backwards) if self._backwards else (0,):
                body = word[start : len(word) - left]
                for entry in self._with(body):
                    if len(entry.atoms) == 1 and not entry.before:
                        whole.setdefault((id(entry), start, left), (entry, start, left))
                    elif not left:
                        more.setdefault(id(entry), (entry, start))
                for phrase in self._phrases.get(body, ()):
                    if (not start or not phrase.ahead) and (not left or not phrase.behind):
                        phrases.setdefault((id(phrase), start, left), (phrase, start, left))
        if not whole and not phrases and not more:
            return None
        return _Found(tuple(whole.values()), tuple(phrases.values()), tuple(more.values()))

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


def _phrase(entry: Entry, first_word: bool) -> tuple[str, _Phrase]:
    """The word by which a phrase is looked for, and the phrase; its first word where small words may stand before it."""
    texts = [(" " if atom.spaced else "") + atom.text for atom in entry.atoms]
    words = [number for number, atom in enumerate(entry.atoms) if atom.kind == "word"]
    chosen = 0 if first_word or not words else max(words, key=lambda number: len(entry.atoms[number].text))
    word = entry.atoms[chosen].text
    ahead = "".join(texts[:chosen]) + (" " if entry.atoms[chosen].spaced else "")
    return word, _Phrase(entry, ahead, "".join(texts[chosen + 1 :]))


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
