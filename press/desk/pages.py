"""What the desk's pages show, as plain values for their templates."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from press.desk.catalogue import Stock
from press.edition import Edition
from press.receipt import Store
from press.search import Hit

MOST = 50  # hits on one page


@dataclass(frozen=True, slots=True)
class Line:
    """One language of a hit: its own name, whether it is released, why not."""

    tag: str
    name: str
    english: str
    direction: str
    released: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A handout that was found."""

    slug: str
    title: str
    language: str
    summary: str
    found_in: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """What the pages need of the service: the stock, the day, the clinic, where receipts are, whether drafts are shown."""

    stock: Stock
    today: date
    brand: str
    store: Store
    drafts: bool


def rows(shop: Shop, asked: str) -> list[Row]:
    """The handouts that the words or the code may mean; without words all of them, by title."""
    library, pieces = shop.stock.library, shop.stock.pieces
    if asked.strip():
        hits = [(hit.slug, _where(hit)) for hit in shop.stock.find(asked)[: MOST * 2]]
    else:
        hits = sorted(((slug, "") for slug in pieces), key=lambda pair: library.title(pieces[pair[0]])[0].casefold())
    found = (row(shop, slug, where) for slug, where in hits)
    return list(itertools.islice((one for one in found if one.lines), MOST))


def _where(hit: Hit) -> str:
    return "" if hit.kind in ("title", "name") and hit.exact else f"{hit.kind}: {hit.text}"


def row(shop: Shop, slug: str, where: str = "") -> Row:
    """One handout with the languages that may be handed out."""
    piece = shop.stock.pieces[slug]
    name, language = shop.stock.library.title(piece)
    written = piece.texts.get(language)
    found = tuple(one for one in (_line(shop, slug, tag) for tag in shop.stock.offered(piece, shop.brand)) if one.released or shop.drafts)
    return Row(slug, name, language, str(getattr(written.text, "summary", "")) if written else "", where, found)


def _line(shop: Shop, slug: str, tag: str) -> Line:
    language = shop.stock.library.languages[tag]
    edition = Edition(slug, tag, "", shop.brand)
    verdict = shop.stock.verdict(edition, shop.today, shop.store)
    return Line(tag, language.endonym, language.name, language.direction, verdict.released, verdict.why)


def address(edition: Edition, kind: str = "pdf") -> str:
    """Where a sheet is found in the service."""
    parts = (edition.brand, edition.slug, edition.language, edition.variant)
    return f"/{kind}/{'/'.join(quote(part, safe='') for part in parts)}"
