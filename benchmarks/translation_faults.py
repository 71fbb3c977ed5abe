"""Puts numbers into the test sentences of ``translation_sentences.py``, and faults into their translations."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation_sentences import SENTENCES, WRONG_UNITS

_COMMA = {"es", "vi", "ru", "fr", "pt"}
_NATIVE = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩", "km": "០១២៣៤៥៦៧៨៩"}
_SLOT = re.compile(r"\{(\w)\}")
Values = dict[str, str]


def numeral(value: str, language: str, native: bool) -> str:
    """A number as the language prints it; telephone numbers stay as they are."""
    if value.count("-") > 1:
        return value
    text = value.replace(".", ",") if language in _COMMA else value
    if native and language in _NATIVE:
        text = text.replace(".", "٫") if language != "km" else text.replace(".", ",")
        text = text.translate(str.maketrans("0123456789", _NATIVE[language]))
    return text


def fill(template: str, values: Values, language: str, native: bool) -> str:
    """A sentence with its numbers."""
    return _SLOT.sub(lambda hit: numeral(values[hit[1]], language, native), template)


def draw(rng: random.Random) -> Values:
    """Numbers for one sentence."""
    low = rng.randint(2, 9)
    return {
        "a": str(rng.choice((5, 10, 15, 20, 25, 40, 50, 75, 100, 125, 150, 200, 250, 400, 500, 650, 1000))),
        "b": str(rng.choice((30, 60, 90, 120, 180, 240))),
        "n": str(rng.randint(2, 8)),
        "m": str(rng.randint(2, 6)),
        "h": str(rng.choice((4, 6, 8, 12, 24, 48))),
        "x": str(low),
        "y": str(low + rng.randint(1, 12)),
        "d": rng.choice(("2.5", "0.5", "12.5", "37.5", "38.5", "1.25", "0.75", "7.5", "38.2")),
        "p": f"{rng.randint(201, 989)}-555-01{rng.randint(10, 99)}",
    }


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault put into a true translation."""

    kind: str
    slot: str
    text: str


def _other_digit(value: str, rng: random.Random) -> str:
    places = [i for i, char in enumerate(value) if char.isdigit()]
    at = rng.choice(places)
    choices = [d for d in "123456789" if d != value[at]]
    return value[:at] + rng.choice(choices) + value[at + 1 :]


def faults(template: str, values: Values, language: str, native: bool, rng: random.Random) -> Iterator[Fault]:
    """One fault of each kind that the sentence can have."""
    slots = list(dict.fromkeys(_SLOT.findall(template)))

    def filled(slot: str, value: str) -> str:
        return fill(template, {**values, slot: value}, language, native)

    for slot in slots:
        value = values[slot]
        if slot == "p":
            yield Fault("phone digit", slot, filled(slot, _other_digit(value, rng)))
            digits = value.replace("-", "")
            yield Fault("phone digit dropped", slot, filled(slot, f"{digits[:3]}-{digits[3:6]}-{digits[6:9]}"))
            continue
        yield Fault("tenfold", slot, filled(slot, str(float(value) * 10).removesuffix(".0")))
        changed = _other_digit(value, rng)
        if not ({"x", "y"} <= set(slots) and changed in (values["x"], values["y"])):
            yield Fault("digit changed", slot, filled(slot, changed))
        dropped = re.sub(rf" ?\{{{slot}\}} ?", " ", template, count=1)
        yield Fault("number dropped", slot, fill(dropped, values, language, native))
        if slot == "d":
            yield Fault("decimal mark lost", slot, filled(slot, value.replace(".", "").lstrip("0")))
            yield Fault("decimal shifted", slot, filled(slot, f"{float(value) / 10:g}"))
    if {"x", "y"} <= set(slots):
        swapped = {**values, "x": values["y"], "y": values["x"]}
        yield Fault("range swapped", "x", fill(template, swapped, language, native))
    true = fill(template, values, language, native)
    for right, wrong in WRONG_UNITS[language]:
        if right in true and template.count(right):
            yield Fault("unit changed", "unit", true.replace(right, wrong, 1))


DOSE_TEMPLATES = {
    i for i, s in enumerate(SENTENCES) if re.search(r"\b(?:mg|mL|g|units|tablets|drops|puffs|micrograms)\b", s["en"])
}
_TIMES = {"h", "m"}  # hours, days, times a day


def subject_of(fault: Fault, index: int) -> str:
    """What a fault is about: dose, phone, or other amount."""
    if fault.slot == "p":
        return "phone"
    return "dose" if index in DOSE_TEMPLATES and fault.slot not in _TIMES else "other"
