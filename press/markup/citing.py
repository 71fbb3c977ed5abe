"""How a sheet names its sources, by the project's policy: all in full, publishers and years, or where they stand.

A patient acts on no title; a list of twenty web addresses takes a page that a danger sign may need. Whoever doubts a
sentence finds every source at the printed address, and a reviewer in ``handouts record``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from press.content import Source
from press.language import Language
from press.library import Brand, Library, Variant
from press.markup import margins

SHARE = 0.16  # of a page's height that the list may take; with its heading and the address it stays under a quarter


class Cited(NamedTuple):
    """What prints: ``full`` or ``short``; the sources, each as far as it is named; and the address where all stand."""

    how: str
    sources: tuple[tuple[Source, str], ...]
    address: str


def cited(
    library: Library, brand: Brand, variant: Variant, language: Language, sources: Iterable[Source], slug: str, tag: str
) -> Cited:
    """The sources of one handout as they print. ``language`` is the one in which they are named, ``tag`` the page's."""
    how = library.policy.sources
    every = list(sources)
    template = brand.handout_address
    address = template.replace("{slug}", slug).replace("{language}", tag) if template else ""
    if how == "full":
        return Cited("full", tuple((one, in_full(one)) for one in every), "")
    if how == "address" and address:
        return Cited("short", (), address)
    named = {in_short(one): one for one in reversed(every)}
    short = [(one, said) for one in every if named[said := in_short(one)] is one]
    return Cited("short", tuple(_fitting(short, brand, variant, language) if address else short), address)


def in_full(source: Source) -> str:
    """``Title. Publisher, 2026.``"""
    return f"{source.title}. {in_short(source)}."


def in_short(source: Source) -> str:
    """``Publisher, 2026``"""
    return f"{source.publisher}{f', {source.year}' if source.year else ''}"


def _fitting(
    named: list[tuple[Source, str]], brand: Brand, variant: Variant, language: Language
) -> list[tuple[Source, str]]:
    """As many as stand on a quarter of a page, the first ones: the address leads to the others."""
    size = max(variant.proves.smallest_type, 12.0)
    columns = 1 if variant.proves.one_column else 2
    width, height = brand.page_size
    room = (width - 2 * margins.side_of(variant)) / columns - (columns - 1) * 4
    leading = max(language.line_height, variant.proves.leading)
    most = math.floor(SHARE * height / margins.height(1, size, leading)) - 3  # heading, address, white
    left, found = most * columns, list[tuple[Source, str]]()
    for source, said in named:
        left -= margins.lines(said, size, room, language)
        if left < 0:
            break
        found.append((source, said))
    return found
