"""Which number of a translation stands for which number of the source, and what is left over on either side."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from press.quantities import (
    UNITS,
    Number,
    Reading,
    has_number_words,
    has_table,
    kind,
    months,
    named_months,
    normal,
    number_words,
    read,
    roman_numbers,
    same_unit,
)
from press.quantities.units import unit_after

# Kinds of unit that must not silently vanish: a bare "20" in place of "20 mg".
_BOUND = frozenset({"mass", "volume"})


@dataclass(frozen=True, slots=True)
class Matched:
    """How the numbers of two texts stand to each other."""

    changed: tuple[tuple[Number, Number], ...] = ()  # a number of the source, and another one in its place
    units: tuple[tuple[Number, Number], ...] = ()  # the same number with another unit
    missing: tuple[Number, ...] = ()  # in the source only
    added: tuple[Number, ...] = ()  # in the translation only
    swapped: tuple[tuple[Number, Number], ...] = ()  # ranges of the source that run the other way in the translation


_SAME = Matched()


@functools.lru_cache(maxsize=4096)
def counted_words(text: str, base: str) -> tuple[Number, ...]:
    """Amounts that are written in words, two or more: "two tablets", "twice a day"."""
    found = []
    plain = normal(text)
    for value, start, end in number_words(plain, base):
        if value == 1:
            continue
        unit = unit_after(plain, end, base)
        if unit and unit.name != "second":
            found.append(Number((value,), text[start : unit.end].strip(), start, unit.end, unit.name, unit.per))
        elif base == "en" and text[start:end].lower() in ("twice", "thrice"):
            found.append(Number((value,), text[start:end], start, end, "times"))
    return tuple(found)


def match(source: str, target: str, source_base: str, target_base: str) -> Matched:
    """Compare the numbers of two passages."""
    one, other = read(source, source_base), read(target, target_base)
    if not one.numbers and not other.numbers:
        return _SAME
    if not one.ranges and [(n.values, n.unit, n.per) for n in one.numbers] == [
        (n.values, n.unit, n.per) for n in other.numbers
    ]:
        return _SAME
    left, right, units = _pair_off(list(one.numbers), list(other.numbers))
    in_words = [n for n in counted_words(source, source_base) if not _has(other.numbers, n.values[0])]
    left = [n for n in left if not _excused(n, other, target, target_base)]
    right = [n for n in right if not _excused(n, one, source, source_base) and not _part_of_phone(n, one, other)]
    changed, missing, added = _substituted(left, right, in_words)
    return Matched(tuple(changed), tuple(units), tuple(missing), tuple(added), tuple(_swapped(one, other)))


def _alike(one: Number, other: Number) -> bool:
    return one.values[0] in other.values or any(value in other.values for value in one.values[1:])


def _has(numbers: Iterable[Number], value: float) -> bool:
    return any(value in number.values for number in numbers)


def _equivalent(one: Number, other: Number) -> bool:
    """The same amount in another unit: "1 week" and "7 days", "1000 mg" and "1 g"."""
    if not one.unit or not other.unit or kind(one.unit) != kind(other.unit) or one.borrowed or other.borrowed:
        return False
    size, opposite = UNITS[one.unit][1], UNITS[other.unit][1]
    if not size or not opposite or one.unit == other.unit:
        return False
    a, b = one.values[0] * size, other.values[0] * opposite
    return abs(a - b) <= 0.001 * max(a, b)


def _pair_off(
    left: list[Number], right: list[Number]
) -> tuple[list[Number], list[Number], list[tuple[Number, Number]]]:
    """Strike out equals, best first; what remains on either side, and the pairs whose units disagree."""
    units: list[tuple[Number, Number]] = []
    same = (
        lambda a, b: _alike(a, b) and a.unit == b.unit and (a.per == b.per or not a.per or not b.per),
        lambda a, b: (
            _alike(a, b)
            and same_unit(a.unit, b.unit)
            and bool(a.unit) == bool(b.unit)
            and (a.per == b.per or not a.per or not b.per)
        ),
        _equivalent,
        lambda a, b: _alike(a, b) and same_unit(a.unit, b.unit),
        _alike,
    )
    for number, test in enumerate(same):
        for a in list(left):
            b = next((b for b in right if test(a, b)), None)
            if b is not None:
                left.remove(a)
                right.remove(b)
                if number >= 3:
                    units.append((a, b))
    return left, right, units


def _excused(number: Number, there: Reading, text: str, base: str) -> bool:
    """Whether the other text has this number in words, in a name, as a month, or has it once for twice."""
    if not number.dose and any(
        _alike(number, n) and (not n.unit or not number.unit or kind(n.unit) == kind(number.unit))
        for n in there.numbers
    ):
        return True
    if any(value in there.loose for value in number.values):
        return True
    if not roman_numbers(text).isdisjoint(number.values) or not (
        named_months(text, base) | months(text, base)
    ).isdisjoint(number.values):
        return True
    words = {value for value, _, _ in number_words(normal(text), base)}
    return any(value in words for value in number.values)


def _part_of_phone(number: Number, one: Reading, other: Reading) -> bool:
    """A telephone number that the translation groups in an unusual way reads as several numbers."""
    digits = "".join(c for c in number.text if c.isdigit())
    return any(phone.digits in other.digits and digits in phone.digits for phone in one.phones)


def _substituted(
    left: list[Number], right: list[Number], in_words: list[Number]
) -> tuple[list[tuple[Number, Number]], list[Number], list[Number]]:
    """Pair what is left over: a number that vanished with the one that appeared, those with one unit first."""
    changed = []
    for tests in ((left, True), (in_words, True), (left, False)):
        pool, same = tests
        for a in list(pool):
            b = next((b for b in right if not same or (a.unit == b.unit and a.unit)), None)
            if b is not None:
                pool.remove(a)
                right.remove(b)
                changed.append((a, b))
    return changed, left, right


def _swapped(one: Reading, other: Reading) -> list[tuple[Number, Number]]:
    """Ranges of the source whose two ends stand side by side in the translation, but only the other way round."""
    found = []
    neighbours = list(zip(other.numbers, other.numbers[1:], strict=False))
    for low, high in one.ranges:
        forward = any(_alike(a, low) and _alike(b, high) for a, b in neighbours)
        backward = next(
            ((b, a) for a, b in neighbours if _alike(a, high) and _alike(b, low) and b.start - a.end <= 12), None
        )
        if backward and not forward:
            found.append(backward)
    return found


def unit_lost(source: Number, target: Number, base: str) -> bool:
    """Whether a translation dropped the unit of a mass or volume, in a language whose words for units we know."""
    return kind(source.unit) in _BOUND and not source.borrowed and not target.unit and has_table(base)


def unit_changed(source: Number, target: Number) -> bool:
    """Whether both have a unit of their own, and the two cannot stand for each other; "mg/mL" is not "mg/L"."""
    if source.borrowed or target.borrowed or not source.unit or not target.unit:
        return False
    return not same_unit(source.unit, target.unit) or bool(source.per and target.per and source.per != target.per)


def words_known(base: str) -> bool:
    """Whether a number missing in digits could have been recognised in words."""
    return has_number_words(base)
