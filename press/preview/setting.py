"""One sheet, as far as it goes: the same steps as ``route.make``, with the pages handed out before they are proved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from press import checks, markup, preflight, route, typeset
from press.edition import Edition
from press.library import Library, open_library
from press.problem import Place, Problem, did_you_mean, errors, in_order


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to see; an empty word means whatever comes first."""

    slug: str = ""
    language: str = ""
    variant: str = ""
    brand: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: names with what people call them. Broken ones stand among them."""

    handouts: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    brands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A sheet as it is now. ``pdf`` is None where mistakes keep it from being made; ``proved`` once all rules looked at it."""

    choice: Choice
    offer: Offer
    title: str = ""
    pdf: bytes | None = field(default=None, repr=False)
    pages: int = 0
    size: tuple[float, float] = (215.9, 279.4)  # millimetres
    fingerprint: str = ""
    marks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    proved: bool = False
    seconds: float = 0.0


class Setter:
    """Sets sheets of one project; keeps the library of the last generation, and the last sheet to prove."""

    def __init__(self, root: Path, today: date) -> None:
        self.root, self.today = root, today
        self._generation = -1
        self._library = Library(root)
        self._last: tuple[Setting, Library, Edition, markup.Sheet] | None = None

    def set(self, choice: Choice, generation: int) -> Setting:
        """The sheet, typeset. Steps 1, 3 and 4 of the route; an error in any of them leaves no pages."""
        started = time.perf_counter()
        self._last = None
        library = self._opened(generation)
        choice = _settled(library, choice)
        setting = self._set(library, Setting(choice, _offer(library, choice)))
        return replace(setting, seconds=time.perf_counter() - started)

    def prove(self) -> Setting | None:
        """The last sheet with what the editorial rules (step 2) and preflight (step 5) say of it."""
        if self._last is None:
            return None
        setting, library, edition, sheet = self._last
        found = checks.check(library, library.pieces[edition.slug], edition.language, edition.brand)
        if setting.pdf is not None:
            place = Place(library.pieces[edition.slug].texts[edition.language].located.shown)
            found = [*found, *preflight.preflight(setting.pdf, route.expected(library, edition, sheet), place)]
        return replace(setting, problems=tuple(in_order([*setting.problems, *found])), proved=True)

    def _opened(self, generation: int) -> Library:
        if generation != self._generation:
            self._library, self._generation = open_library(self.root), generation
        return self._library

    def _set(self, library: Library, setting: Setting) -> Setting:
        choice = setting.choice
        edition = Edition(choice.slug, choice.language, choice.variant, choice.brand)
        # 1 read
        missing = list(_missing(library, choice))
        if missing:
            return replace(setting, problems=tuple(in_order(missing)), proved=True)
        piece = library.pieces[edition.slug]
        brand = library.brands[edition.brand]
        setting = replace(setting, title=piece.texts[edition.language].text.title, size=brand.page_size)
        problems = route.problems_of(library, edition)
        if errors(problems):
            return replace(setting, problems=tuple(in_order(problems)), proved=True)
        # 3 mark up
        standing = route.verdict(library, edition, self.today).standing
        sheet, more = markup.sheet(library, edition, standing)
        problems += more
        if sheet is None or errors(more):
            return replace(setting, problems=tuple(in_order(problems)), proved=True)
        # 4 typeset
        place = Place(piece.texts[edition.language].located.shown)
        proof = typeset.typeset(
            sheet.html, place=place, resolve=library.resolve, locate=lambda key: sheet.places.get(key, place)
        )
        problems += proof.problems
        made = proof.pdf if not errors(proof.problems) else None
        setting = replace(
            setting, pdf=made, pages=proof.pages if made else 0, fingerprint=sheet.fingerprint,
            marks=standing.marks, problems=tuple(in_order(problems)),
        )  # fmt: skip
        self._last = (setting, library, edition, sheet)
        return setting


# ---------------------------------------------------------------------------------------------------------- what there is


def _names(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] not in "._"] if folder.is_dir() else []


def _folder(library: Library, slug: str) -> Path | None:
    """The folder of a handout, whether it can be read or not."""
    parents = (library.root / "handouts" / specialty for specialty in _names(library.root / "handouts"))
    return next((parent / slug for parent in parents if slug and (parent / slug).is_dir()), None)


def _offer(library: Library, choice: Choice) -> Offer:
    slugs = [slug for specialty in _names(library.root / "handouts") for slug in _names(library.root / "handouts" / specialty)]
    folder = _folder(library, choice.slug)
    tags = [path.stem for path in sorted(folder.glob("*.yaml")) if path.stem in library.languages or path.stem == choice.language] if folder else []
    source = library.pieces[choice.slug].facts.source_language if choice.slug in library.pieces else "en"
    tags.sort(key=lambda tag: (tag != source, tag))
    brands = {**{name: name for name in _names(library.root / "styles" / "brands")}, **{n: b.name for n, b in library.brands.items()}}
    variants = {**{name: name for name in _names(library.root / "styles" / "variants")}, **{n: v.name for n, v in library.variants.items()}}
    order = {name: variant.order for name, variant in library.variants.items()}
    return Offer(
        tuple((slug, _title(library, slug)) for slug in sorted(slugs)),
        tuple((tag, _language(library, tag)) for tag in tags),
        tuple((name, variants[name]) for name in sorted(variants, key=lambda name: (order.get(name, 99), name))),
        tuple(sorted(brands.items())),
    )


def _title(library: Library, slug: str) -> str:
    piece = library.pieces.get(slug)
    written = piece.texts.get(piece.facts.source_language) if piece else None
    return written.text.title if written else slug


def _language(library: Library, tag: str) -> str:
    language = library.languages.get(tag)
    return f"{language.name} · {language.endonym}" if language and language.endonym != language.name else (language.name if language else tag)


def _settled(library: Library, choice: Choice) -> Choice:
    """The choice with every empty word filled in."""
    slug = choice.slug or next(iter(library.pieces), "")
    piece = library.pieces.get(slug)
    source = piece.facts.source_language if piece else "en"
    language = choice.language or (source if piece is None or source in piece.texts else next(iter(piece.texts), source))
    variants = sorted(library.variants, key=lambda name: library.variants[name].order)
    regions = library.regions_of(piece) if piece else ()
    suits = [n for n, b in library.brands.items() if language in b.languages and (not regions or b.region in regions)]
    brand = choice.brand or next(iter([*suits, *library.brands]), "")
    return Choice(slug, language, choice.variant or next(iter(variants), ""), brand)


def _missing(library: Library, choice: Choice) -> Iterator[Problem]:
    """Why a chosen thing cannot be had: mistakes in its own file, or it does not exist."""
    piece = library.pieces.get(choice.slug)
    folder = _folder(library, choice.slug)
    if piece is None:
        yield from _own(library, folder.relative_to(library.root).as_posix() if folder else "", "handout", choice.slug, library.pieces)
    elif choice.language not in piece.texts:
        yield from _own(library, f"{piece.folder}/{choice.language}.yaml", "text in", choice.language, piece.texts)
    for shelf, what, name, known in (
        (f"handouts/_languages/{choice.language}.yaml", "language", choice.language, library.languages),
        (f"styles/brands/{choice.brand}/brand.yaml", "brand", choice.brand, library.brands),
        (f"styles/variants/{choice.variant}/variant.yaml", "print size", choice.variant, library.variants),
    ):
        if name not in known:
            yield from _own(library, shelf, what, name, known)


def _own(library: Library, shown: str, what: str, name: str, known: object) -> Iterator[Problem]:
    found = [p for p in library.problems if shown and (p.place.path == shown or p.place.path.startswith(f"{shown}/"))]
    yield from found
    if not found:
        names = [str(one) for one in known] if hasattr(known, "__iter__") else []
        yield Problem(Place(shown or "handouts"), "not-there", f'there is no {what} "{name}"', did_you_mean(name, names))
