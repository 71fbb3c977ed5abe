"""An order file -> the pieces to print, checked against the project. Every mistake is located; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from press import printing
from press.content import PacketText, Translation
from press.edition import Edition, Purpose
from press.library import DEFAULT_PRINTER, Library, Piece
from press.order import spreadsheet
from press.order.form import MOST, Colours, Contact, Delivery, Line, Making, OrderForm
from press.problem import Place, Problem, Severity, counted, did_you_mean, errors, in_order
from press.source import Located, check, read

MOST_PIECES = 5000
"""Pieces of one order: beyond it somebody ordered a library by mistake."""
PURPOSE: Purpose = "print"
_STOCK = "as usual"
_NOWHERE = Place("")
_COLOUR: Colours = "4/4"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """One piece to print: one edition, how it is printed, and how many copies go where."""

    slug: str
    language: str
    variant: str
    brand: str
    quantity: int
    sides: int = 2
    colours: Colours = "4/4"
    printer: str = ""
    stock: str = _STOCK
    fold: str = "none"
    staple: str = "none"
    impose: str = "none"
    label: str = ""
    note: str = ""
    deliver: tuple[tuple[str, int], ...] = ()
    place: Place = _NOWHERE

    @property
    def kind(self) -> tuple[str, ...]:
        """Two items of one kind are one piece, ordered twice."""
        same = (self.slug, self.language, self.variant, self.brand, self.label, self.stock)
        return (*same, str(self.sides), self.colours, self.fold, self.staple, self.impose)

    @property
    def binding(self) -> str:
        """Fold and staple in words."""
        words = {"half": "folded in half", "letter": "letter fold", "z": "z-fold"}
        staples = {"corner": "corner staple", "side": "side stapled", "saddle": "saddle stitched"}
        said = [words.get(self.fold, ""), staples.get(self.staple, "")]
        return ", ".join(word for word in said if word) or "none"

    @property
    def gsm(self) -> int:
        """Grams per square metre where the stock names them, else 0."""
        found = re.search(r"\b(\d{2,3})\s*(?:gsm|g/m2|g/m²|g)\b", self.stock, re.IGNORECASE)
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Request:
    """A checked order. ``notes`` say what was understood or merged; they stand on the ticket."""

    shown: str
    data: bytes
    suffix: str
    job: str
    name: str
    contact: Contact
    due: date
    printer: str
    deliveries: tuple[Delivery, ...]
    separators: bool
    note: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()


def read_order(path: Path, library: Library, today: date, large: bool = False) -> tuple[Request | None, list[Problem]]:
    """Read an order and check it against the project; None where it has errors. ``large`` allows more than 100,000 copies."""
    shown = path.relative_to(library.root).as_posix() if path.is_relative_to(library.root) else path.name
    table = path.suffix.lower() in spreadsheet.SUFFIXES
    located, problems = spreadsheet.read(path, shown) if table else read(path, shown)
    if located.tree is None:
        return None, problems
    form, more = check(located, OrderForm)
    known = {problem.place for problem in errors(problems)}
    problems += [problem for problem in more if problem.place not in known]
    if form is None or errors(problems):
        return None, in_order(problems)
    reader = _Reader(library, form, located, large)
    items = reader.items()
    problems += [*_of_job(form, located, library, today), *reader.problems]
    if table and form.contact.phone:
        regions = {brand.region for brand in library.brands.values()}
        found = spreadsheet.phone_problem(form.contact.phone, located.place(("contact", "phone")), sorted(regions))
        problems += [found] if found else []
    if not errors(problems):
        problems += _of_printer(library, items)
    if errors(problems):
        return None, in_order(problems)
    notes = tuple(problem.fault for problem in problems if problem.severity is Severity.REVIEW)
    request = Request(
        shown, path.read_bytes(), path.suffix.lower(), form.job, form.name or form.job, form.contact, form.due,
        form.printer or "", form.deliveries, form.separators, form.note or "", items, notes,
    )  # fmt: skip
    return request, in_order(problems)


def _of_job(form: OrderForm, located: Located, library: Library, today: date) -> Iterator[Problem]:
    if form.due < today:
        fault = f"the due date {form.due} has passed"
        yield Problem(located.place(("due",)), "due-passed", fault, f"Today is {today}. Write a later date.")
    if form.printer and form.printer not in library.printers:
        broken = library.broken("printer", form.printer)
        yield from broken
        if not broken:
            fault = f'there is no printer profile "{form.printer}"'
            remedy = did_you_mean(form.printer, library.printers)
            yield Problem(located.place(("printer",)), "unknown-printer", fault, remedy)
    ids = [delivery.id for delivery in form.deliveries]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            place = located.place(("deliveries", number, "id"))
            yield Problem(place, "duplicate-key", f'the delivery "{name}" stands twice', "Give it another id.")


def _of_printer(library: Library, items: Iterable[Item]) -> list[Problem]:
    """What keeps every piece from being printed there (profile, paper, inks of a brand): told once, before any is made."""
    editions = {(item.brand, item.colours): edition_of(item) for item in items}
    return list(dict.fromkeys(problem for edition in editions.values() for problem in printing.problems(library, edition)))


class _Reader:
    """Lines -> items."""

    def __init__(self, library: Library, form: OrderForm, located: Located, large: bool) -> None:
        self.library, self.form, self.located, self.large = library, form, located, large
        self.problems: list[Problem] = []

    def items(self) -> tuple[Item, ...]:
        """Every piece of the order, in the order of its lines; repeated ones merged, file names told apart."""
        found = [item for number, line in enumerate(self.form.lines) for item in self._expanded(number, line)]
        if len(found) > MOST_PIECES:
            fault = f"the order has {len(found)} pieces"
            self._say(("lines",), "order-too-large", fault, f"Split it: {MOST_PIECES} at most.")
        return tuple(self._told_apart(self._merged(found)))

    def _say(self, path: tuple[str | int, ...], rule: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(self.located.place(path), rule, fault, remedy))

    def _broken(self, what: str, name: str) -> bool:
        """Whether something is there and cannot be read; its mistakes are told as they are: "missing" would be untrue."""
        return self._told(self.library.broken(what, name))

    def _told(self, found: Sequence[Problem]) -> bool:
        self.problems += [problem for problem in found if problem not in self.problems]
        return bool(found)

    def _expanded(self, number: int, line: Line) -> Iterator[Item]:
        path = ("lines", number)
        pieces, brand = self._pieces(path, line), self._brand(path, line)
        self._quantity(path, line)
        deliver = self._deliveries(path, line)
        variants = self._variants(path, line)
        self._sheets(path, line)
        if brand is None:
            return
        for piece in pieces:
            for tag in self._languages(path, line, piece, brand):
                for variant in variants:
                    yield Item(
                        piece.slug, tag, variant, brand, line.copies,
                        self._value(line, "sides", 2), self._value(line, "colours", _COLOUR), self.form.printer or "",
                        self._value(line, "stock", _STOCK), self._value(line, "fold", "none"),
                        self._value(line, "staple", "none"), self._value(line, "impose", "none"),
                        line.label or "", line.note or "", deliver, self.located.place(path),
                    )  # fmt: skip

    def _value(self, line: Making, key: str, otherwise: T) -> T:
        for group in (line, self.form.defaults):
            value: T | None = getattr(group, key)
            if value is not None:
                return value
        return otherwise

    def _pieces(self, path: tuple[str | int, ...], line: Line) -> list[Piece]:
        library = self.library
        if line.specialty is not None:
            found: list[Piece] = [one for one in library.handouts.values() if one.specialty == line.specialty]
            here = f"handouts/{line.specialty}/"
            unread = [p for one in library.unread("handout").values() for p in one if p.place.path.startswith(here)]
            if not self._told(unread) and not found:
                fault = f'there is no specialty "{line.specialty}"'
                remedy = did_you_mean(line.specialty, library.specialties)
                self._say((*path, "specialty"), "unknown-specialty", fault, remedy)
            return found
        what, shelf, other = ("packet", library.packets, library.handouts) if line.packet else (
            "handout", library.handouts, library.packets,
        )  # fmt: skip
        slug = line.packet or line.handout or ""
        if slug in shelf:
            return [library.pieces[slug]]
        if self._broken("handout", slug):
            return []
        kind = "handout" if what == "packet" else "packet"
        remedy = f'It is a {kind}: write "{kind}: {slug}".' if slug in other else did_you_mean(slug, shelf)
        self._say((*path, what), f"unknown-{what}", f'there is no {what} "{slug}"', remedy)
        return []

    def _brand(self, path: tuple[str | int, ...], line: Line) -> str | None:
        brands = self.library.brands
        one = len(brands) == 1 and not self.library.unread("brand")  # else nobody can tell whose sheets are meant
        name: str = self._value(line, "brand", next(iter(brands)) if one else "")
        where = (*path, "brand") if line.brand else ("defaults", "brand") if self.form.defaults.brand else path
        if not name:
            broken = [self._broken("brand", other) for other in self.library.unread("brand")]
            if broken and not brands:
                return None
            self._say(path, "missing-key", '"brand" is missing', f"Say whose sheets: {', '.join(brands)}.")
            return None
        if name not in brands:
            if not self._broken("brand", name):
                self._say(where, "unknown-brand", f'there is no brand "{name}"', did_you_mean(name, brands))
            return None
        printer = self.library.printers.get(self.form.printer or DEFAULT_PRINTER)
        if printer is not None and brands[name].paper not in printer.papers:
            fault = f"the brand {name} is printed on {brands[name].paper}, the printer takes {', '.join(printer.papers)}"
            self._say(where, "wrong-paper", fault, "Choose another printer, or another brand.")
        return name

    def _variants(self, path: tuple[str | int, ...], line: Line) -> list[str]:
        names: tuple[str, ...] = self._value(line, "variants", ("standard",))
        where = (*path, "variants") if line.variants else ("defaults", "variants")
        for name in names:
            if name not in self.library.variants and not self._broken("variant", name):
                remedy = did_you_mean(name, self.library.variants)
                self._say(where, "unknown-variant", f'there is no print size "{name}"', remedy)
        return [name for name in dict.fromkeys(names) if name in self.library.variants]

    def _languages(self, path: tuple[str | int, ...], line: Line, piece: Piece, brand_name: str) -> list[str]:
        brand, library = self.library.brands[brand_name], self.library
        names: tuple[str, ...] = self._value(line, "languages", (piece.facts.source_language,))
        where = (*path, "languages") if line.languages else ("defaults", "languages")
        regions = library.regions_of(piece)
        if regions and brand.region not in regions:
            fault = f"{piece.slug} is written for {', '.join(regions)}; the brand {brand_name} is in {brand.region}"
            self._say(path, "wrong-region", fault, "Choose another brand, or take the line out.")
            return []
        offered = [tag for tag in piece.texts if tag in brand.languages]
        if names == ("all",):
            for tag in (tag for tag in library.tags_of(piece) if tag in brand.languages):
                self._told(library.unread_texts(piece, tag))
            return offered
        for name in names:
            if name not in library.languages and self._broken("language", name):
                pass
            elif name not in library.languages:
                remedy = did_you_mean(name, library.languages)
                self._say(where, "unknown-language", f'there is no language "{name}"', remedy)
            elif name not in piece.texts and self._told(library.unread_texts(piece, name)):
                pass
            elif name not in piece.texts:
                fault = f"{piece.slug} is not written in {library.languages[name].name} ({name})"
                self._say(where, "language-missing", fault, f"It exists in: {', '.join(piece.texts)}.")
            elif name not in brand.languages:
                fault = f"the brand {brand_name} does not offer {library.languages[name].name} ({name})"
                self._say(where, "language-not-offered", fault, f"It offers: {', '.join(brand.languages)}.")
        return [name for name in dict.fromkeys(names) if name in offered]

    def _quantity(self, path: tuple[str | int, ...], line: Line) -> None:
        if line.copies > MOST and not self.large:
            fault = f"{line.copies} copies of each piece"
            remedy = f'More than {MOST} is taken for a slip. If it is meant, add "--large".'
            self._say((*path, "quantity"), "quantity-large", fault, remedy)

    def _sheets(self, path: tuple[str | int, ...], line: Line) -> None:
        """A booklet is made of sheets that carry pages on both sides."""
        kind = self._value(line, "impose", "none")
        if kind.startswith("booklet") and self._value(line, "sides", 2) == 1:
            where = (*path, "sides") if line.sides else path
            fault = "a booklet cannot be printed on one side of the paper"
            self._say(where, "booklet-one-sided", fault, 'Order "sides: 2", or leave out "impose".')

    def _deliveries(self, path: tuple[str | int, ...], line: Line) -> tuple[tuple[str, int], ...]:
        known = [delivery.id for delivery in self.form.deliveries]
        for name in line.deliver:
            if name not in known:
                fault = f'there is no delivery "{name}"'
                self._say((*path, "deliver"), "unknown-delivery", fault, did_you_mean(name, known))
        if line.deliver:
            return tuple(line.deliver.items())
        if len(known) > 1:
            fault = f"the order has {counted(len(known), 'delivery', 'deliveries')}, this line does not say which gets how many"
            self._say(path, "delivery-unclear", fault, f"Add deliver: {{{known[0]}: …, {known[1]}: …}}.")
        return ((known[0], line.copies),) if len(known) == 1 else ()

    def _merged(self, items: Iterable[Item]) -> list[Item]:
        found: dict[tuple[str, ...], Item] = {}
        for item in items:
            first = found.get(item.kind)
            if first is None:
                found[item.kind] = item
                continue
            shares = dict(first.deliver)
            for name, number in item.deliver:
                shares[name] = shares.get(name, 0) + number
            total = first.quantity + item.quantity
            note = "; ".join(dict.fromkeys(one for one in (first.note, item.note) if one))
            found[item.kind] = replace(first, quantity=total, deliver=tuple(shares.items()), note=note)
            what = f"{item.slug} ({item.language}, {item.variant})"
            fault = f"{what} stands in line {first.place.line} already: {first.quantity} + {item.quantity} = {total} copies"
            remedy = "They are printed as one piece. If that is not meant, correct the order."
            self.problems.append(Problem(item.place, "line-repeated", fault, remedy, Severity.REVIEW))
            if total > MOST and not self.large:
                fault = f"{total} copies of {what}"
                self.problems.append(Problem(item.place, "quantity-large", fault, 'If it is meant, add "--large".'))
        return list(found.values())

    def _told_apart(self, items: list[Item]) -> Iterator[Item]:
        """Two pieces of one file name are a mistake that only a person can mend."""
        seen: dict[tuple[str, ...], Item] = {}
        for item in items:
            name = file_start(self.library, self.form.job, item)
            other = seen.setdefault(tuple(part.casefold() for part in name), item)
            if other is not item:
                fault = f"its file would be named like that of line {other.place.line}: {'_'.join(name)}"
                remedy = 'Give one of the two lines a "label: …" of its own; it becomes part of the name.'
                self.problems.append(Problem(item.place, "name-taken", fault, remedy))
            yield item


def file_start(library: Library, job: str, item: Item) -> tuple[str, ...]:
    """The parts of a file's name up to the version: job, slug, language, variant, paper. All ASCII."""
    first = f"{job}-{item.label}" if item.label else job
    return (first, item.slug, item.language, item.variant, library.brands[item.brand].paper)


def version_of(library: Library, item: Item) -> int:
    """The version of the source text that a piece says: its own, or the one it was translated from."""
    text = library.pieces[item.slug].texts[item.language].text
    return text.version or (text.translation.from_version if text.translation else 1)


def title_of(library: Library, item: Item) -> str:
    """A piece's own title."""
    text = library.pieces[item.slug].texts[item.language].text
    return text.title if isinstance(text, Translation | PacketText) else item.slug


def edition_of(item: Item) -> Edition:
    """The edition that a piece is printed from: the one place where an order chooses its purpose."""
    if PURPOSE == "screen":
        return Edition(item.slug, item.language, item.variant, item.brand)
    return Edition(item.slug, item.language, item.variant, item.brand, PURPOSE, item.printer, item.colours)
