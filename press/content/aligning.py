"""What is said, laid beside what must be said: the one comparison of a page's words with its reading.

Letters are compared without spaces, in NFC, without marks that nobody sees. The same for the filled template and for the
finished PDF: there also the numbers and bullets of lists, which no template holds, stand before their texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from press.content.wording import Reading, Wording

#: Signs that a style sheet may put before an item of a list.
BULLETS = "•◦▪‣○■"
_AFTER_NUMBERS = ("", ".", ")")
_BETWEEN = "·•|"  # what parts two things that stand on one line around the flow
# Marks for the typesetter and the bidirectional algorithm: they have no shape.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_LONGEST_NUMBER = 6  # letters of a number, a bracket and a full stop
_MOST_STEPS = 20_000


class Found(NamedTuple):
    """A wording and where it stands: offsets into what is said. Its own letters are from ``text`` to ``stop``.

    Before them is its number or bullet, behind them its page number.
    """

    wording: Wording
    start: int
    text: int
    stop: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that is not as it must be.

    ``missing``, ``changed`` and ``numbered`` are about ``wording``, and the letters from ``start`` to ``end`` stand in place of
    it, or of its number. ``added``, ``repeated`` and ``moved`` are about those letters themselves, which stand where ``wording``
    should (None: where nothing more should); ``moved`` text belongs elsewhere.
    """

    kind: Literal["missing", "changed", "numbered", "added", "repeated", "moved"]
    wording: Wording | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that was found, in order; and the first difference, if there is one."""

    found: tuple[Found, ...]
    difference: Difference | None


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Letters and signs only: NFC, without spaces and marks that nobody sees."""
    return "".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


class _Item(NamedTuple):
    """A wording as letters: what may stand before it, and whether a page number follows."""

    wording: Wording
    letters: str
    before: tuple[str, ...]
    folio: bool


def _item(wording: Wording, marked: bool) -> _Item:
    kind, _, number = wording.mark.partition(" ")
    before: tuple[str, ...] = ("",)
    if marked and kind == "number":
        before = tuple(f"{number}{after}" for after in reversed(_AFTER_NUMBERS))
    elif marked and kind == "bullet":
        before = (*BULLETS, "")
    return _Item(wording, squeezed(wording.text), before, marked and kind == "folio")


class _State(NamedTuple):
    at: int  # in what is said
    next: int  # in the flow
    used: tuple[int, ...]  # of what stands around
    found: _Chain | None


class _Chain(NamedTuple):
    found: Found
    before: _Chain | None


def align(said: str, reading: Reading, marked: bool) -> Alignment:
    """Lay ``said`` (squeezed) beside a reading. ``marked``: numbers and bullets of lists stand among the letters."""
    aligner = _Aligner(said, reading, marked)
    return aligner.run()


class _Aligner:
    """Tries the flow first, then what may stand around it; goes back where two ways are open."""

    def __init__(self, said: str, reading: Reading, marked: bool) -> None:
        self.said = said
        self.flow = [_item(one, marked) for one in reading.flow]
        self.around = sorted((_item(one, False) for one in reading.around), key=lambda one: -len(one.letters))

    def run(self) -> Alignment:
        """Depth first; the state that came furthest explains a failure."""
        todo = [_State(0, 0, (), None)]
        best = todo[0]
        for _ in range(_MOST_STEPS):
            if not todo:
                break
            state = todo.pop()
            if state.at >= best.at:
                best = state
            if state.at == len(self.said) and not (lacking := self._lacking(state)):
                return Alignment(_listed(state.found), None)
            if state.at == len(self.said):
                difference = Difference("missing", lacking, state.at, state.at)
                return Alignment(_listed(state.found), difference)
            todo += reversed(list(self._ways(state)))
        return Alignment(_listed(best.found), self._explained(best))

    def _lacking(self, state: _State) -> Wording | None:
        """What must still come when all is said."""
        rest = [one.wording for one in self.flow[state.next :] if one.wording.must]
        rest += [one.wording for i, one in enumerate(self.around) if one.wording.must and i not in state.used]
        return rest[0] if rest else None

    def _ways(self, state: _State) -> Iterator[_State]:
        seam = False
        index = state.next
        while index < len(self.flow):
            item = self.flow[index]
            seam = seam or item.wording.seam
            for found in self._here(item, state.at):
                yield _State(found.end, index + 1, state.used, _Chain(found, state.found))
            if item.wording.must:
                break
            index += 1
        if seam or index == len(self.flow):
            yield from self._beside(state)

    def _beside(self, state: _State) -> Iterator[_State]:
        tried = set()
        for i, item in enumerate(self.around):
            if i not in state.used and item.letters not in tried and self.said.startswith(item.letters, state.at):
                tried.add(item.letters)
                end = state.at + len(item.letters)
                found = Found(item.wording, state.at, state.at, end, end)
                yield _State(end, state.next, (*state.used, i), _Chain(found, state.found))
        if self.said[state.at] in _BETWEEN and state.at:
            yield state._replace(at=state.at + 1)

    def _here(self, item: _Item, at: int) -> Iterator[Found]:
        for before in item.before:
            start = at + len(before)
            if self.said.startswith(item.letters, start) and _ascii(self.said[at:start]) == before:
                stop = start + len(item.letters)
                rest = self.said[stop : stop + _LONGEST_NUMBER] if item.folio else ""
                digits = next((n for n, one in enumerate(rest) if not one.isdecimal()), len(rest))
                for count in range(digits, -1, -1):  # what follows a page number may begin with a digit
                    yield Found(item.wording, at, start, stop, stop + count)

    # ---- what is wrong -------------------------------------------------------------------------------------------

    def _explained(self, state: _State) -> Difference:
        """The first difference after the furthest state."""
        at, said = state.at, self.said
        rest = [one for one in self.flow[state.next :] if one.wording.must]
        if not rest:
            return self._surplus(None, state, len(said))
        item = rest[0]
        later = said.find(item.letters, at)
        if later < 0:
            end = next((where for one in rest[1:] if (where := self._next(one, at)) >= 0), len(said))
            return Difference("changed" if end > at else "missing", item.wording, at, end)
        if "" not in item.before and later - at <= _LONGEST_NUMBER:
            return Difference("numbered", item.wording, at, later)
        return self._surplus(item.wording, state, later)

    def _next(self, item: _Item, at: int) -> int:
        """Where a text comes next, its number included; -1 if it does not."""
        found = self.said.find(item.letters, at)
        before = next((one for one in item.before if one and self.said.endswith(one, at, max(at, found))), "")
        return found - len(before) if found >= 0 else -1

    def _surplus(self, wording: Wording | None, state: _State, end: int) -> Difference:
        """Letters that nothing in the reading stands for at this place: moved here, repeated, or new."""
        at = state.at
        here = self.said[at:end]
        for item in self.flow[state.next :]:
            if item.letters and here.startswith(item.letters):
                return Difference("moved", wording, at, at + len(item.letters))
        for item in (*self.flow[: state.next], *self.around):
            if len(item.letters) > 1 and here.startswith(item.letters):
                return Difference("repeated", wording, at, at + len(item.letters))
        return Difference("added", wording, at, end)


def _ascii(text: str) -> str:
    """A number in the digits 0 to 9: a list may be numbered in its language's own."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(one, one)) for one in text)


def _listed(chain: _Chain | None) -> tuple[Found, ...]:
    found = []
    while chain is not None:
        found.append(chain.found)
        chain = chain.before
    return tuple(reversed(found))
