"""A memory with a bound: what was not asked for lately is forgotten first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Two generations: when the young one is full it becomes the old one, and the old one is forgotten.

    ``limit`` is the greatest weight of one generation, in the units that ``weigh`` gives for a key (1 without it).
    A look-up in the young generation is one look-up in a dictionary: ``memory.young.get(key)``.
    """

    __slots__ = ("_limit", "_old", "_weigh", "_weight", "young")

    def __init__(self, limit: int, weigh: Callable[[K], int] | None = None) -> None:
        self._limit, self._weigh, self._weight = limit, weigh, 0
        self.young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """What is remembered under a key; it counts as asked for now."""
        found = self.young.get(key)
        if found is None:
            found = self._old.pop(key, None)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        """Remember something new."""
        self._weight += 1 if self._weigh is None else self._weigh(key)
        if self._weight > self._limit:
            self._old, self.young, self._weight = self.young, {}, 0
        self.young[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self.young.clear()
        self._old.clear()
        self._weight = 0

    def __len__(self) -> int:
        return len(self.young) + len(self._old)
