"""Raised and lowered words on one line: 10⁹ is no 109, 1½ no 11/2, 38 °C no 38oC; the "st" of 1st stays a word's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from press.intake.pieces import Span, Words

_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_FRACTIONS = {
    "1/4": "¼", "1/2": "½", "3/4": "¾", "1/7": "⅐", "1/9": "⅑", "1/10": "⅒", "1/3": "⅓", "2/3": "⅔", "1/5": "⅕",
    "2/5": "⅖", "3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_HIGH_OVER_LOW = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[/⁄∕]\s?([₀₁₂₃₄₅₆₇₈₉]+)")
_ENDINGS = re.compile(
    r"st|nd|rd|th|er|ers|re|res|e|es|è|ère|ème|eme|a|o|as|os|ª|º|r|ra|do|da|to|mo|vo|de|ste|te|ter|h|me|[®©*†‡§]+",
    re.IGNORECASE,
)
_LONGEST = 12  # letters: what is longer is a passage that somebody set higher, not a power


def fraction(above: str, below: str) -> str:
    """A fraction as people read it in a line; a sign of its own where there is one."""
    above, below = above.strip(), below.strip()
    if f"{above}/{below}" in _FRACTIONS:
        return _FRACTIONS[f"{above}/{below}"]
    if above.isascii() and below.isascii() and above.isdigit() and below.isdigit():
        return f"{above.translate(_RAISED)}⁄{below.translate(_LOWERED)}"
    simple = re.compile(r"[\w.,]+")
    return "/".join(part if simple.fullmatch(part) else f"({part})" for part in (above, below))


def script(text: str, height: int) -> str:
    """A part of an equation above (1) or below (-1) the line, as it reads in a line: 10⁹, x_(max); empty for no text."""
    text, table, sign = text.strip(), *((_RAISED, "^") if height > 0 else (_LOWERED, "_"))
    if _all_in(text, table):
        return text.translate(table)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})" if text else ""


def level(spans: Sequence[Span]) -> Words:
    """Spans without heights: what was raised or lowered is written so that it reads the same in a line."""
    if not any(span.height for span in spans):
        return tuple(spans)
    joined: list[Span] = []
    for span in spans:  # "10" raised in two runs is one power
        last = joined[-1] if joined else None
        if (
            last
            and span.height
            and last.height == span.height
            and last.state == span.state
            and not last.note + span.note
        ):
            joined[-1] = replace(last, text=last.text + span.text)
        elif span.text or span.note:
            joined.append(span)
    out = []
    for n, span in enumerate(joined):
        before = joined[n - 1].text if n else ""
        after = joined[n + 1].text if n + 1 < len(joined) else ""
        out.append(replace(span, text=_one(span, before, after), height=0) if span.height else span)
    return _fractions(out)


def _one(span: Span, before: str, after: str) -> str:
    """One raised or lowered stretch between what stands before and after it."""
    text = span.text.strip()
    if not text or span.note or not before.strip():
        table = _RAISED if span.height > 0 else _LOWERED
        high = text.translate(table)
        return span.text.replace(text, high) if text and not high.isascii() and _all_in(text, table) else span.text
    degree = text in ("o", "O", "º", "˚") or (text == "0" and re.match(r"\s?[CF]\b", after))
    if span.height > 0 and degree and re.search(r"\d\s?$", before):
        return span.text.replace(text, "°")
    table = _RAISED if span.height > 0 else _LOWERED
    if _all_in(text, table):
        return span.text.replace(text, text.translate(table))
    if text in ("TM", "tm", "™"):
        return "™"
    ordinal = _ENDINGS.fullmatch(text) and re.search(r"[\dIVX]\s?$", before)
    if span.height < 0 or ordinal or re.fullmatch(r"\W+", text) or len(text) > _LONGEST or span.text[0].isspace():
        return span.text
    return f"^({text})"


def _all_in(text: str, table: dict[int, int]) -> bool:
    return all(ord(char) in table or char.isspace() for char in text) and bool(re.search(r"[\dn+]", text))


def _fractions(spans: list[Span]) -> Words:
    """``¹/₂`` as ``½``, also where it stands in three spans."""
    text = "".join(span.text for span in spans)
    for hit in reversed(list(_HIGH_OVER_LOW.finditer(text))):
        sign = fraction(hit[1].translate(_DIGITS), hit[2].translate(_DIGITS))
        spans = _put(spans, hit.start(), hit.end(), sign)
    return tuple(span for span in spans if span.text or span.note)


def _put(spans: list[Span], start: int, end: int, sign: str) -> list[Span]:
    """The text of spans from ``start`` to ``end`` replaced by a sign, in the look of the first."""
    out, at = [], 0
    for span in spans:
        first, last = at, at + len(span.text)
        at = last
        if last <= start or first >= end:
            out.append(span)
            continue
        head, tail = span.text[: max(0, start - first)], span.text[max(0, end - first) :] if last > end else ""
        out.append(replace(span, text=head + (sign if first <= start < last else "") + tail))
    return out
