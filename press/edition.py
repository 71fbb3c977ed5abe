"""Edition = handout x language x variant x brand x purpose: one printable combination; which are wanted, and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from press.library import DEFAULT_PRINTER, Library
from press.problem import Place, Problem, did_you_mean

Purpose = Literal["screen", "print"]
InkCount = Literal["4/4", "1/1"]


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """One printable combination. ``slug`` names a handout or a packet.

    For the purpose ``print``: ``printer`` names a folder of styles/printers/ (empty: the default one), and ``colours`` are
    the inks of front and back, four or black alone.
    """

    slug: str
    language: str
    variant: str
    brand: str
    purpose: Purpose = "screen"
    printer: str = ""
    colours: InkCount = "4/4"

    def __str__(self) -> str:
        return f"{self.slug} ({self.language}, {self.variant}, {self.brand})"

    @property
    def file_name(self) -> str:
        """What its PDF is called where it stands alone."""
        return f"{self.slug}.{self.language}.{self.variant}.pdf"

    def path(self, released: bool) -> PurePosixPath:
        """Where its PDF is kept, below the output folder."""
        shelf = "release" if released else "draft"
        made_for = "" if self.purpose == "screen" else f".{self.printer or DEFAULT_PRINTER}.{self.colours[0]}c"
        return PurePosixPath(shelf, self.brand, self.language, f"{self.slug}.{self.variant}{made_for}.pdf")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; an empty tuple means all that exist."""

    slugs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


def wanted(library: Library, wish: Wish) -> tuple[list[Edition], list[Problem]]:
    """The editions that a wish names, in a fixed order, and a problem for each name that does not exist; of what is there
    and cannot be read its own mistakes.

    A brand prints the languages that it offers and the handouts written for its region.
    """
    pieces = library.pieces
    problems = [
        *_unknown(library, "handout", wish.slugs, [*pieces, *library.specialties]),
        *_unknown(library, "language", wish.languages, library.languages),
        *_unknown(library, "variant", wish.variants, library.variants),
        *_unknown(library, "brand", wish.brands, library.brands),
    ]
    found = []
    variants = sorted(library.variants, key=lambda name: library.variants[name].order)
    for slug, piece in pieces.items():
        if wish.slugs and slug not in wish.slugs and piece.specialty not in wish.slugs:
            continue
        for brand_name, brand in library.brands.items():
            regions = library.regions_of(piece)
            if (wish.brands and brand_name not in wish.brands) or (regions and brand.region not in regions):
                continue
            for tag in library.tags_of(piece):
                if tag in brand.languages and (not wish.languages or tag in wish.languages):
                    found += [
                        Edition(slug, tag, v, brand_name) for v in variants if not wish.variants or v in wish.variants
                    ]
    return found, problems


def unread(library: Library, wish: Wish) -> list[Problem]:
    """The mistakes of what a wish names and nobody can read; of a kind of which it names none, those of all.

    What is there and broken must neither pass for what is not there, nor be left out without a word.
    """
    pieces = [p for p in library.pieces.values() if not wish.slugs or {p.slug, p.specialty} & {*wish.slugs}]
    texts = [
        problem
        for piece in pieces if library.problems
        for tag in library.tags_of(piece) if not wish.languages or tag in {*wish.languages, piece.facts.source_language}
        for problem in library.unread_texts(piece, tag)
    ]  # fmt: skip
    asked = {"handout": wish.slugs, "language": wish.languages, "variant": wish.variants, "brand": wish.brands}
    found = [
        problem
        for what, names in asked.items()
        for name, problems in library.unread(what).items()
        for problem in problems
        if not names or name in names or (what == "handout" and PurePosixPath(problem.place.path).parts[1] in names)
    ]
    return list(dict.fromkeys((*found, *texts)))


def _unknown(library: Library, what: str, asked: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    names = list(known)
    for name in asked:
        if name in names:
            continue
        broken = library.broken(what, name)
        yield from broken
        if not broken:
            place = Place(f"--{what}" if what != "handout" else name)
            yield Problem(place, f"unknown-{what}", f'there is no {what} "{name}"', did_you_mean(name, names))
