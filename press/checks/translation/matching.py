"""Which number of a translation stands for which number of the source, and what is left over on either side."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from press.language import Lexicon
from press.quantities import (
    UNITS,
    Number,
    Reading,
    has_number_words,
    has_table,
    kind,
    months,
    named_months,
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
    turned: tuple[tuple[Number, Number], ...] = ()  # pairs with a slash, 130/80, that stand the other way round


_SAME = Matched()


@functools.lru_cache(maxsize=4096)
def counted_words(text: str, lexicon: Lexicon, ones: bool = False) -> tuple[Number, ...]:
    """Amounts that are written in words, two or more: "two tablets", "twice a day"; with ``ones`` also "one tablet"."""
    if not number_words(text, lexicon):
        return ()
    found = []
    shown = lexicon.prepared(text).shown
    whole = {(hit.start, hit.end): hit.name[0] for hit in lexicon.find(text) if hit.table == "counted"}
    for value, start, end in number_words(text, lexicon):
        if value == 1 and not ones:
            continue
        unit = unit_after(text, end, lexicon)
        if (start, end) in whole:
            found.append(Number((value,), shown[start:end], start, end, whole[start, end]))
        elif unit and unit.name != "second":
            found.append(Number((value,), shown[start : unit.end].strip(), start, unit.end, unit.name, unit.per))
    return tuple(found)


def match(source: str, target: str, source_lexicon: Lexicon, target_lexicon: Lexicon) -> Matched:
    """Compare the numbers of two passages."""
    one, other = read(source, source_lexicon), read(target, target_lexicon)
    if not one.numbers and not other.numbers:
        return _SAME
    if not one.ranges and [(n.values, n.unit, n.per) for n in one.numbers] == [
        (n.values, n.unit, n.per) for n in other.numbers
    ]:
        return _SAME
    left, right, units = _pair_off(list(one.numbers), list(other.numbers))
    in_words = [n for n in counted_words(source, source_lexicon) if not _has(other.numbers, n.values[0])]
    lost = _sorted_out(left, other, target, target_lexicon)
    new = _sorted_out([n for n in right if not _part_of_phone(n, one, other)], one, source, source_lexicon)
    changed = _substituted(lost, new, in_words)
    units.extend(lost.units)
    missing = [*lost.plain, *(lost.repeated if has_number_words(target_lexicon) else ())]
    return Matched(
        tuple(changed),
        tuple(units),
        tuple(missing),
        tuple(new.plain),
        tuple(_swapped(one, other)),
        tuple(_turned(one, other)),
    )


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


@dataclass(slots=True)
class _Left:
    """Numbers without a counterpart: with no excuse, repeated (the other text has the value once), and in words there."""

    plain: list[Number]
    repeated: list[Number]
    in_words: list[Number]
    units: list[tuple[Number, Number]]  # in words, but with another unit


def _sorted_out(numbers: list[Number], there: Reading, text: str, lexicon: Lexicon) -> _Left:
    """Sort numbers by what may excuse them in the other text; those that it has as a name or month are dropped."""
    found = _Left([], [], [], [])
    if not numbers:
        return found
    names = (
        there.loose
        | _of_periods(text, lexicon)
        | roman_numbers(text)
        | named_months(text, lexicon)
        | months(text, lexicon)
    )
    words = {value for value, _, _ in number_words(text, lexicon)}
    counted = counted_words(text, lexicon)
    for number in numbers:
        if not names.isdisjoint(number.values):
            continue
        if not words.isdisjoint(number.values):
            other = _other_unit(number, counted)
            found.units.append((number, other)) if other else found.in_words.append(number)
        elif not number.dose and any(_may_repeat(number, n) for n in there.numbers):
            found.repeated.append(number)
        else:
            found.plain.append(number)
    return found


# "Every other day" is every 2 days, or every 48 hours; "fortnightly" every 2 weeks, every 14 or 15 days.
_EVERY_OTHER = frozenset({2.0, 48.0})
_PERIODS = {"two_weeks": frozenset({2.0, 14.0, 15.0}), "week": frozenset({7.0}), "day": frozenset({24.0})}


def _of_periods(text: str, lexicon: Lexicon) -> frozenset[float]:
    """Numbers that a text says with a word for how often."""
    found: frozenset[float] = frozenset()
    for hit in lexicon.find(text):
        if hit.table == "every_other":
            found |= _EVERY_OTHER | {14.0, 15.0}
        elif hit.table == "every":
            found = found.union(*(_PERIODS.get(name, frozenset()) for name in hit.name))
    return found


def _other_unit(number: Number, counted: tuple[Number, ...]) -> Number | None:
    """The same number in words that counts something else: "7 days" as "seven weeks"."""
    same = [n for n in counted if _alike(n, number)]
    if not number.unit or number.borrowed or any(same_unit(n.unit, number.unit) for n in same):
        return None
    return same[0] if same else None


def _may_repeat(one: Number, other: Number) -> bool:
    return _alike(one, other) and (not one.unit or not other.unit or kind(one.unit) == kind(other.unit))


def _part_of_phone(number: Number, one: Reading, other: Reading) -> bool:
    """A telephone number that the translation groups in an unusual way reads as several numbers."""
    digits = "".join(c for c in number.text if c.isdigit())
    return any(phone.digits in other.digits and digits in phone.digits for phone in one.phones)


def _substituted(lost: _Left, new: _Left, in_words: list[Number]) -> list[tuple[Number, Number]]:
    """Take out numbers that vanished together with those that appeared in their place, those with one unit first.

    A number with a weak excuse (its value stands elsewhere, or in words) counts as vanished where one with no excuse at
    all has appeared; and one that appeared again, where one with no excuse has vanished.
    """
    changed = []
    for pool, others, same in (
        (lost.plain, new.plain, True),
        (in_words, new.plain, True),
        (lost.repeated, new.plain, True),
        (lost.in_words, new.plain, True),
        (lost.plain, new.plain, False),
        (lost.plain, new.repeated, False),
        (lost.repeated, new.plain, False),
        (lost.in_words, new.plain, False),
    ):
        for a in list(pool):
            b = next((b for b in others if not same or (a.unit == b.unit and a.unit)), None)
            if b is not None:
                pool.remove(a)
                others.remove(b)
                changed.append((a, b))
    return changed


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


def _turned(one: Reading, other: Reading) -> list[tuple[Number, Number]]:
    """Pairs with a slash of the source that stand the other way round in the translation, and nowhere as they should."""
    found = []
    for left, right in one.slashed:
        forward = any(_alike(a, left) and _alike(b, right) for a, b in other.slashed)
        backward = next(((a, b) for a, b in other.slashed if _alike(a, right) and _alike(b, left)), None)
        if backward and not forward:
            found.append(backward)
    return found


def unit_lost(source: Number, target: Number, lexicon: Lexicon) -> bool:
    """Whether a translation dropped the unit of a mass or volume, in a language whose words for units we know."""
    return kind(source.unit) in _BOUND and not source.borrowed and not target.unit and has_table(lexicon)


def unit_changed(source: Number, target: Number) -> bool:
    """Whether both have a unit of their own, and the two cannot stand for each other; "mg/mL" is not "mg/L"."""
    if source.borrowed or target.borrowed or not source.unit or not target.unit:
        return False
    return not same_unit(source.unit, target.unit) or bool(source.per and target.per and source.per != target.per)
