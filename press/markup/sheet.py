"""An edition as HTML, with its fingerprint and the places of its passages."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from press import fonts, qr
from press.content import BLOCKS, Handout, Packet, PacketText, Source, Translation, Written
from press.content.wording import Reading
from press.edition import Edition
from press.language import Language, format_date
from press.library import DEFAULT_PRINTER, ENGINE, Library
from press.markup.audit import audit
from press.markup.citing import cited as cite
from press.markup.citing import in_full, in_short
from press.markup.elements import Around
from press.markup.heard import CODE
from press.markup.naming import filled, named
from press.markup.prose import Passage, Spot, Voice, printed_address, way_to
from press.markup.reading import CITED, Reader
from press.markup.running import SLOT, Running
from press.markup.shapes import shapes
from press.markup.stale import Stale
from press.markup.templates import fill
from press.markup.tokens import paints, tokens
from press.markup.view import Column, View, Viewer, text_of
from press.markup.wordings import Wordings
from press.problem import Place, Problem, errors
from press.review import Standing

_ANY_MARK = "00000-00000"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread or misspell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page description and what belongs to it.

    ``places`` maps ``data-at`` keys to the YAML. ``reading`` is what must be on paper, from the content: order and
    repetition that the press itself decides are declared there, and whatever else differs is a fault. ``shapes`` holds
    SHA-256 of every file that shapes the page, by name: all that the fingerprint covers beside the HTML.
    """

    html: str
    fingerprint: str
    title: str
    places: Mapping[str, Place]
    reading: Reading
    shapes: Mapping[str, str] = field(default_factory=dict)


def sheet(library: Library, edition: Edition, standing: Standing) -> tuple[Sheet | None, list[Problem]]:
    """The HTML of an edition, or None where it cannot be made; and every problem met. Step 3 of the route.

    Nothing on a page depends on the day it is made: the standing does already.
    """
    maker = _Maker(library, edition, standing)
    values, name = maker.values()
    html, problems = fill(library.template_folders, f"{name}.html", values)
    problems = [*dict.fromkeys(maker.voice.problems), *problems]
    if not html or errors(problems):
        return None, problems
    reading = maker.reading()
    if faults := audit(html, reading):
        return None, [*problems, *named(faults, library.template_folders, f"{name}.html", values, reading)]
    html, mark, files = _marked(maker, html)
    title = str(values["page"]["title"])
    running = replace(reading.running, identity=reading.running.identity.replace(SLOT, mark))
    return Sheet(html, mark, title, maker.voice.places, replace(reading, running=running), files), problems


def refilled(library: Library, edition: Edition, standing: Standing, template: str) -> str | None:
    """The HTML of an edition with the engine's own template of a name; None where that cannot be filled."""
    maker = _Maker(library, edition, standing)
    values, name = maker.values()
    html = filled(library.template_folders, f"{name}.html", values, instead=(template, ENGINE / "templates" / template))
    return None if html is None else _marked(maker, html)[0]


def _marked(maker: _Maker, html: str) -> tuple[str, str, Mapping[str, str]]:
    """A filled page with its code, the code, and the files that it covers."""
    files = shapes(maker.library, html, _of_printer(maker.library, maker.edition))
    mark = fingerprint(html, files)
    html = html.replace("</head>", f'<meta name="dcterms.identifier" content="{qr.plain(mark)}">\n</head>', 1)
    return html.replace(CODE, maker.code(mark)).replace(SLOT, mark), mark, files


def _of_printer(library: Library, edition: Edition) -> tuple[str, ...]:
    """What shapes a page for the press and is named by no HTML: the printer's profile."""
    name = edition.printer or DEFAULT_PRINTER
    printer = library.printers.get(name) if edition.purpose == "print" else None
    return (f"styles/printers/{name}/printer.yaml", f"styles/printers/{name}/{printer.icc}") if printer else ()


def fingerprint(html: str, files: Mapping[str, str]) -> str:
    """Ten characters that name one exact printed sheet: everything that shapes it.

    Of the HTML with an empty slot, without its ``data-at`` keys and the words that people search by; of each style sheet
    and picture by its content (``files``: SHA-256 by name); and of the fonts.
    """
    plain = re.sub(r' data-at="[^"]*"|<meta name="keywords"[^>]*>', "", html).replace(SLOT, "").replace(CODE, "")
    said = json.dumps([plain, sorted(files.items()), fonts.digest()], ensure_ascii=False)
    number = int.from_bytes(hashlib.sha256(said.encode()).digest()[:7], "big") >> 6  # 50 bits
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:5]}\u00a0{letters[5:]}"


class _Maker:
    """Gathers what the templates need."""

    def __init__(self, library: Library, edition: Edition, standing: Standing) -> None:
        self.library = library
        self.edition = edition
        self.standing = standing
        self.language = library.languages[edition.language]
        self.brand = library.brands[edition.brand]
        self.variant = library.variants[edition.variant]
        self.working: Language = library.languages.get(self.brand.working_language, self.language)
        self.voice = Voice(library, self.language, edition.brand)
        self.working_voice = (
            self.voice if self.working is self.language else Voice(library, self.working, edition.brand)
        )
        self.piece = library.pieces[edition.slug]
        self.stale = Stale(library, self.piece, self.voice, standing)
        self.voice.below = self.stale.note
        self.written = self.piece.texts[edition.language]
        text = self.written.text
        version = text.version or (text.translation.from_version if text.translation else 1)
        self.running = Running(
            self.voice, self.working_voice, self.brand, self.variant, standing, self.piece.slug, version
        )

    def values(self) -> tuple[dict[str, Any], str]:
        """What the templates see, and the name of the outermost one."""
        text = self.written.text
        assert isinstance(text, Translation | PacketText)
        values: dict[str, Any] = {
            "draft": not self.standing.released,
            "mark": self.running.mark(),
            "words": self._words(),
            "fixed": self.voice.fixed,
            "clinic": self._clinic(),
            "languages": self._languages(),
            "qr": self._way_back(),
            "status": self._status(),
            "one_column": self.variant.proves.one_column,
            "fit": self.variant.fit,
            "stacked_foot": self.running.stacked,
            "paint": paints(self.edition.purpose),
        }
        if isinstance(self.piece, Packet):
            values |= self._packet(self.piece)
            name = "packet"
        else:
            values["piece"] = self._handout(self.piece, self.written)
            name = "handout"
        measured = self.running.measure(text.title)
        values["tokens"] = tokens(self.library, self.edition, self.running, measured)
        values["page"] = self._page(text)
        if self.working_voice is not self.voice:
            self.voice.problems += self.working_voice.problems
        return values, name

    def reading(self) -> Reading:
        """What the sheet must say; after :meth:`values`, which gives the passages their keys."""
        make = Wordings(self.library, self.edition, self.stale, self.voice.keys)
        reader = Reader(self.library, self.edition, self.standing, make)
        return reader.reading(self.running, self._address() if self.standing.released else "")

    def _page(self, text: Translation | PacketText) -> dict[str, Any]:
        # Source order: @page rules know no layers.
        names = ["handout", *(f"blocks/{block.key()}" for block in BLOCKS)]
        names += [f"variants/{self.edition.variant}/variant", f"purposes/{self.edition.purpose}"]
        sheets = [name for name in (f"styles/{name}.css" for name in names) if self.library.resolve(name)]
        brand = self.library.located.get(f"styles/brands/{self.edition.brand}/brand.yaml")
        if brand is not None:
            self.voice.places["logo"] = brand.place(("logo",))
        dated = self.standing.approved if self.edition.purpose == "print" else None
        return {
            "tag": self.language.tag,
            "direction": self.language.direction,
            "title": self._title(text.title),
            "description": text.summary,
            "keywords": ", ".join(text.keywords),
            "author": self.brand.name,
            "approved": dated.isoformat() if dated else "",
            "logo": f"press:styles/brands/{self.edition.brand}/{self.brand.logo}",
            "sheets": sheets,
            "head": self.running.head(text.title),
            "foot": self.running.foot(),
        }

    def _title(self, title: str) -> str:
        """The document's title; a draft says so before all else, on the window's bar and aloud."""
        return title if self.standing.released else f"{self.language.words.draft}: {title}"

    # ---- what is said once ---------------------------------------------------------------------------------------

    def _words(self) -> View:
        number = self.voice.own(self.brand.emergency_number, bold=True)
        named = {"emergency", "page", "version", "reviewed_on", "review_by", "picture_credit"}
        keys = [key for key in type(self.language.words).model_fields if key not in named]
        words = View({key: self.voice.fixed(key, bold=True) for key in keys})
        words["kinds"] = {
            "emergency": self.voice.fixed("emergency", bold=True, number=number),
            "call-clinic": words.call_clinic,
            "caution": words.caution,
            "note": words.note,
        }
        return words

    def _clinic(self) -> View:
        clinic = self.brand.clinic
        view = View(name=self.voice.own(clinic.name))
        for key in ("phone", "after_hours", "address"):
            value = getattr(clinic, key)
            view[key] = self.voice.own(value, bold=True) if value else None
        for key in ("phone", "after_hours", "email", "web"):
            value = getattr(clinic, key)
            if value:
                address = way_to(key, value)
                view[key] = self.voice.link(view.get(key) or self.voice.address(printed_address(address)), address)
            else:
                view[key] = None
        return view

    def _address(self, mark: str = "") -> str:
        """The brand's address of this handout; with the fingerprint for the code. Empty: the brand has none."""
        template = self.brand.handout_address
        return qr.address(template, self.edition.slug, self.edition.language, mark) if template else ""

    def _way_back(self) -> View | None:
        """What leads from a released paper back to what is known about it."""
        address = self._address()
        if not address or not self.standing.released:
            return None
        width = re.search(r'width="([0-9.]+)mm"', self.code(_ANY_MARK))  # of a code as long as this sheet's own
        return View(code=CODE, address=self.voice.address(printed_address(address)), width=float(width[1]) + 2 if width else 0)

    def code(self, mark: str) -> str:
        """The QR code of a sheet that has this fingerprint, as an inline SVG."""
        address = self._address(mark)
        return qr.svg(address, paint=paints(self.edition.purpose)["ink"]) if address else ""

    def _languages(self) -> list[Passage]:
        """The other languages promised that this brand offers, each by its own name."""
        promised = [tag for tag in self.piece.facts.languages if tag in self.brand.languages]
        others = [
            self.library.languages[tag]
            for tag in promised
            if tag != self.language.tag and tag in self.library.languages
        ]
        return [self.voice.foreign(other.endonym, other) for other in others]

    def _status(self) -> list[Passage]:
        """When the sheet was reviewed, or that it was not."""
        standing = self.standing
        lines = (
            [self._dated("reviewed_on", standing.approved)]
            if standing.approved
            else [self.voice.fixed("not_yet_reviewed")]
        )
        if not standing.released:
            said = self.running.together(self.voice, self.running.reasons(self.voice))
            lines = [self.voice.listed([lines[0], said])]
            if self.working_voice is not self.voice:
                said = self.running.together(self.working_voice, self.running.reasons(self.working_voice))
                lines.append(self.voice.wrapped(said, self.working))
        if standing.review_by:
            lines.append(self._dated("review_by", standing.review_by))
        return lines

    def _dated(self, key: str, day: date) -> Passage:
        return self.voice.fixed(key, date=format_date(self.language, day))

    # ---- handouts and packets ------------------------------------------------------------------------------------

    def _handout(self, handout: Handout, written: Written) -> View:
        room = Column(self.running.size, self.running.width - 24) if self.variant.fit.columns > 1 else None
        viewer = Viewer(self.voice, handout, written, room)
        assert isinstance(written.text, Translation)
        view = View(
            slug=handout.slug,
            head=self.running.head(written.text.title),
            title=text_of(self.voice, written, "title", marks=False, bold=True),
            audience=self._audience(handout),
            main_message=text_of(self.voice, written, "main_message", marks=True),
        )
        order = self.standing.orders.get(handout.slug, handout.facts.order)
        view["front"], view["sections"] = viewer.parts(order)
        view["pointer"] = self._points_on(view["front"])
        cited = self.library.languages.get(handout.facts.source_language, self.language)
        leading = max(cited.line_height, self.variant.proves.leading)
        view["cited"] = View(tag=cited.tag, direction=cited.direction, leading=leading)
        spots = {id(source): spot for source, spot in viewer.sources.values()}
        sources = [source for source, _ in viewer.sources.values()]
        said = cite(self.library, self.brand, self.variant, cited, sources, handout.slug, self.language.tag)
        make = self._source if said.how == "full" else self._short_source
        view["how_cited"] = said.how
        view["sources"] = [make(source, spots[id(source)], cited) for source, _ in said.sources]
        view["all_sources"] = self.voice.address(printed_address(said.address)) if said.address else None
        return view

    def _short_source(self, source: Source, spot: Spot, language: Language) -> Passage:
        """Publisher and year, in the language that sources are named in."""
        at = f"s{len(self.voice.places) + 1}"
        self.voice.places[at] = spot.located.place(spot.path)
        said = in_short(source)
        words = self.voice.words(said, spot) if language is self.language else self.voice.said(said, language, spot)
        return Passage(words.parts, language, at)

    def _points_on(self, front: list[View]) -> bool:
        """Whether page one says where the call-out of help stands on the next: "Call 911 now: page"."""
        blocks = [block for part in front for block in part.blocks]
        blocks += [one for block in blocks if block.kind == "include" for one in block.blocks]
        urgent = any(block.kind == "callout" and block.callout.kind == "emergency" for block in blocks)
        return urgent and self.variant.fit.help_overleaf and bool(self.language.words.on_page)

    def _audience(self, handout: Handout) -> Passage | None:
        """For whom it is: written in the source language only, so it prints there only."""
        if self.language.tag != handout.facts.source_language:
            return None
        return self.voice.passage(handout.facts.audience, handout.located, ("audience",), marks=False)

    def _source(self, source: Source, spot: Spot, language: Language) -> Passage:
        """``Title. Publisher, 2026.`` and the site that holds it, in the language that sources are named in.

        Title and publisher find a source for a reader; the link holds the whole address. A site that is named among them
        already is not named again: then the words are the link.
        """
        cited = in_full(source)
        at = f"s{len(self.voice.places) + 1}"
        self.voice.places[at] = spot.located.place(spot.path)
        words = self.voice.words(cited, spot) if language is self.language else self.voice.said(cited, language, spot)
        shown = printed_address(source.link, CITED).removesuffix("/…")
        if shown.lower() in cited.lower():
            found = self.voice.anchor(words, source.link)
        else:
            link = self.voice.anchor(self.voice.address(shown), source.link)
            # Where a text ends with a space that does not fit, WeasyPrint 70 breaks it at its first word: the space stands alone.
            words = self.voice.within(words, Around("<span>", "</span>"))
            found = self.voice.joined([words, self.voice.plain(" "), link])
        return Passage(found.parts, language, at)

    def _packet(self, packet: Packet) -> dict[str, Any]:
        pieces = []
        for number, slug in enumerate(packet.facts.handouts):
            handout = self.library.handouts.get(slug)
            written = handout.texts.get(self.language.tag) if handout else None
            if handout is None or written is None:
                place = packet.located.place(("handouts", number))
                remedy = (
                    f"Write {handout.folder}/{self.language.tag}.yaml."
                    if handout
                    else "Take it out of the packet, or write it."
                )
                self.voice.problems.append(
                    Problem(place, "piece-missing", f'"{slug}" does not exist in this language', remedy)
                )
                continue
            view = self._handout(handout, written)
            pieces.append(view)
        title = text_of(self.voice, self.written, "title", marks=False, bold=True)
        introduction = text_of(self.voice, self.written, "introduction", marks=True)
        return {"packet": View(title=title, introduction=introduction), "pieces": pieces}
