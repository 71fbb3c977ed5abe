"""What an edition must say: worked out from the content, in the order that the press prints it in.

A second way from the content to the words, which shares the inline grammar with ``prose`` and nothing else: no template,
no HTML, no isolate. What the templates made of the same content is compared with it (``audit``), and what stands on paper
(``preflight``). Order and repetition are decided here: a block that another rule prints elsewhere, or twice, says so here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Literal, NamedTuple

from press.content import (
    Block,
    Callout,
    Checklist,
    Figure,
    Gap,
    Handout,
    Include,
    Packet,
    Points,
    Section,
    Source,
    Steps,
    Table,
    Text,
    Translation,
    Written,
    phrases,
)
from press.content import Passage as SharedPassage
from press.content.roles import TICKS, Arrangement, Spot, tick_of
from press.content.wording import Reading, Span, Wording
from press.content.wording import Running as Margins
from press.edition import Edition
from press.language import format_date
from press.library import Library
from press.markup import margins
from press.markup.citing import cited, in_full
from press.markup.prose import printed_address, way_to
from press.markup.running import Running
from press.markup.wordings import Wordings
from press.problem import Place
from press.review import Standing
from press.source import Located, TreePath

#: Letters of a source's address that print, on one line of any size; of a longer one its site's name.
CITED = 29
_INDENT, _LONG = 20.0, 0.45  # millimetres that a frame and its bullets take; of a page's height: lines are counted roughly
_NOT_PRINTED = frozenset({"summary", "keywords"})
_MARKS: dict[type[Block], str] = {Points: "bullet", Steps: "number", Checklist: "box"}
_CALLOUTS = {"emergency": "emergency", "call-clinic": "call_clinic", "caution": "caution", "note": "note"}

Kind = Literal["passage", "fixed", "brand", "page"]


class _Where(NamedTuple):
    """The file that blocks stand in, the folder of its pictures, the sources met so far with their places, the language
    of the source text, and the blocks that stand on the front page instead."""

    located: Located
    folder: str
    sources: dict[str, tuple[Source, Located, int]]
    origin: str
    moved: frozenset[Spot]


class Reader:
    """The reading of one edition. Never raises for a mistake in content: what cannot be printed was reported before."""

    def __init__(self, library: Library, edition: Edition, standing: Standing, make: Wordings) -> None:
        self.library, self.standing, self.make, self.edition = library, standing, make, edition
        self.one_column = library.variants[edition.variant].proves.one_column
        self.language = library.languages[edition.language]
        self.brand_name, self.brand = edition.brand, library.brands[edition.brand]

    # ---- the whole -----------------------------------------------------------------------------------------------

    def reading(self, running: Running, address: str) -> Reading:
        """All that is printed; ``address`` is the one beside the code ("" where there is none)."""
        piece = self.library.pieces[self.edition.slug]
        written = piece.texts[self.edition.language]
        times, parts = 1, []
        if isinstance(piece, Packet):
            found = [one for slug in piece.facts.handouts if (one := self.library.handouts.get(slug))]
            parts = [(one, own) for one in found if (own := one.texts.get(self.language.tag))]
            flow = [*self._cover(written, parts)]
            for handout, own in parts:
                flow += self._handout(handout, own)
            times = len(parts)
        else:
            flow = [*self._handout(piece, written)]
        titles = [written.text.title, *(own.text.title for _, own in parts)]
        return Reading(tuple(flow), tuple(self._around(running, address, times)), self._running(running, titles))

    def _running(self, running: Running, titles: Sequence[str]) -> Margins:
        """Heads and feet of every page, and the mark of a draft, which takes the head's place."""
        foot, identity = running.foot()
        mark = running.mark()
        texts = ((mark.warning.text, self.language), (mark.reasons.text, mark.working)) if mark else ()
        place = self.make.language_place(self.language, ("words", "draft_warning"))
        marks = [
            Wording(text=text, place=place, language=one.tag, direction=one.direction, kind="page", block="draft")
            for text, one in texts
        ]
        heads = tuple(dict.fromkeys(running.head(title) for title in titles))
        return Margins(heads, foot, identity, self.language.words.page, tuple(marks))

    def _cover(self, written: Written, parts: Sequence[tuple[Handout, Written]]) -> Iterator[Wording]:
        """A packet's own words, and its contents: the titles of its handouts."""
        for key in ("title", "introduction"):
            yield from self._head(written, key, "title" if key == "title" else "main-message")
        yield self.make.fixed("contents", "contents", must=False)
        for _, own in parts:
            for title in self._head(own, "title", "contents"):
                yield replace(title, repeats=True, mark="folio", seam=False)

    def _handout(self, handout: Handout, written: Written) -> Iterator[Wording]:
        text = written.text
        assert isinstance(text, Translation)
        if self.language.tag == handout.facts.source_language:
            words = self.make.words(handout.facts.audience, marks=False, language=self.language)
            yield self.make.made(words, handout.located, ("audience",), "audience", "audience", seam=True)
        yield from self._head(written, "title", "title")
        yield self.make.fixed("main_message", "main-message", must=False)
        yield from self._head(written, "main_message", "main-message")
        origin = handout.texts.get(handout.facts.source_language)
        sources = {one.id: (one, handout.located, number) for number, one in enumerate(handout.facts.sources)}
        pairs = origin.text.sections if origin and isinstance(origin.text, Translation) else ()
        order = self.standing.orders.get(handout.slug, handout.facts.order)
        arrangement = self.library.arrangement(handout, self.language.tag, order)
        where = _Where(written.located, handout.folder, sources, handout.facts.source_language, arrangement.moved)
        if pointer := self._pointer(text.sections, arrangement):
            yield pointer
        seams = (*arrangement.front[:1], *arrangement.rest[:1])
        for one in (*arrangement.front, *arrangement.rest):
            if isinstance(one, Spot):
                said = self._taken_out(one, text.sections, where)
            else:
                blocks = pairs[one].blocks if one < len(pairs) else ()
                said = self._section(text.sections[one], blocks, where, ("sections", one))
            yield from (replace(wording, seam=one in seams and not at) for at, wording in enumerate(said))
        yield from self._cited(sources, handout)

    def _pointer(self, sections: Sequence[Section], arrangement: Arrangement) -> Wording | None:
        """What page one says where the call-out of help stands on the next."""
        found = self.library.passage_blocks(self.language.tag)
        blocks: list[Block] = []
        for one in arrangement.front:
            blocks += sections[one].blocks if isinstance(one, int) else [sections[one.section].blocks[one.block]]
        blocks = [inner for block in blocks for inner in (found(block.include) if isinstance(block, Include) else (block,))]
        urgent = any(isinstance(block, Callout) and block.callout.kind == "emergency" for block in blocks)
        on_page = self.language.words.on_page
        if not urgent or not on_page or not self.library.variants[self.edition.variant].fit.help_overleaf:
            return None
        made = self._emergency("callout")
        return replace(made, text=f"{made.text}: {on_page}", mark="folio", role="pointer")

    def _taken_out(self, spot: Spot, sections: Sequence[Section], where: _Where) -> Iterator[Wording]:
        """A call-out that stands on the front page, out of its section."""
        block: Block = sections[spot.section].blocks[spot.block]
        if not isinstance(block, Include) or spot.inner is None:
            yield from self._block(block, where, ("sections", spot.section, "blocks", spot.block))
            return
        shared = self.library.shared[block.include]
        written = shared.texts[self.language.tag]
        assert isinstance(written.text, SharedPassage)
        there = where._replace(located=written.located, folder=f"handouts/_shared/{shared.slug}")
        yield from self._block(written.text.blocks[spot.inner], there, ("blocks", spot.inner))

    def _head(self, written: Written, key: str, block: str) -> Iterator[Wording]:
        """One of the texts at the head of a file, and what prints below it."""
        seam = block != "contents"
        yield from self.make.passage(getattr(written.text, key), written.located, (key,), key != "title", block, key, seam)

    def _section(self, section: Section, origins: Sequence[Block], where: _Where, path: TreePath) -> Iterator[Wording]:
        yield from self.make.passage(section.heading, where.located, (*path, "heading"), True, "heading", "heading")
        moved = {one.block for one in where.moved if one.section == path[1] and one.inner is None}
        yield from self._blocks(section.blocks, origins, where, (*path, "blocks"), moved)

    def _cited(self, sources: dict[str, tuple[Source, Located, int]], handout: Handout) -> Iterator[Wording]:
        """The sources as the policy has them printed, in the language that they are named in; where all of them stand."""
        language = self.library.languages.get(handout.facts.source_language, self.language)
        variant = self.library.variants[self.edition.variant]
        every = [source for source, _, _ in sources.values()]
        found = cited(self.library, self.brand, variant, language, every, handout.slug, self.language.tag)
        places = {id(source): located.place(("sources", at)) for source, located, at in sources.values()}
        for number, (source, named) in enumerate(found.sources, 1):
            said, spans = _citation(source) if found.how == "full" else (named, ())
            yield Wording(
                text=said, spans=spans, place=places[id(source)], language=language.tag, direction=language.direction,
                block="sources", role="sources", mark=f"number {number}" if found.how == "full" else "", seam=number == 1,
            )  # fmt: skip
        if found.address:
            if self.language.words.all_sources:
                yield replace(self.make.fixed("all_sources", "sources", after=":"), seam=not found.sources)
            shown = printed_address(found.address)
            made = self.make.brand_value(shown, "handout_address", "sources")
            yield replace(made, kind="page", spans=(Span(0, len(shown), "address"),), seam=not found.sources)

    # ---- blocks --------------------------------------------------------------------------------------------------

    def _blocks(
        self, blocks: Sequence[Block], origins: Sequence[Block], where: _Where, path: TreePath, moved: Set[int | None]
    ) -> Iterator[Wording]:
        before: Block | None = None
        ticked: str | None = None  # a checklist with nothing but text after one like it needs no new word on how to tick
        left = [(number, block) for number, block in enumerate(blocks) if number not in moved]
        for at, (number, block) in enumerate(left):
            origin = origins[number] if number < len(origins) and type(origins[number]) is type(block) else block
            here = (*path, number)
            means = self._tick(block, origin, where) if isinstance(block, Checklist) else None
            if isinstance(block, Include):
                yield from self._included(block, where, here)
            elif isinstance(block, Gap):
                several = at + 1 < len(left) and isinstance(left[at + 1][1], Gap)
                if not isinstance(before, Gap):
                    yield self.make.fixed("gap", "gap", after=":")
                mark = "bullet" if several or isinstance(before, Gap) else ""
                yield from self._plain(block, where.located, here, mark)
            else:
                if means is not None and means != ticked:
                    yield from self._how_to_tick(means)
                yield from self._block(block, where, here)
            before, ticked = block, means if means is not None else ticked if isinstance(block, Text) else None

    def _tick(self, block: Checklist, origin: Block, where: _Where) -> str:
        spoken = self.library.languages.get(where.origin)
        return tick_of(block, origin if isinstance(origin, Checklist) else block, spoken.first_person if spoken else ())

    def _how_to_tick(self, means: str) -> Iterator[Wording]:
        """What a tick means; a list to hand in has a line for the name."""
        words = self.language.words
        if means == "what-is-true" and words.your_name:
            yield self.make.fixed("your_name", "checklist")
        key = TICKS[means] if getattr(words, TICKS[means]) else "checklist_tick"
        yield self.make.fixed(key, "checklist")

    def _block(self, block: Block, where: _Where, path: TreePath) -> Iterator[Wording]:
        located = where.located
        if isinstance(block, Callout):
            yield from self._callout(block, located, path)
        elif isinstance(block, Table):
            yield from (self._records if self.one_column else self._cells)(block, located, path)
        elif isinstance(block, Figure):
            shown = f"press:{where.folder}/figures/{block.figure.file}"
            for one in self._plain(block, located, path):
                if one.role == "alt":
                    yield replace(one, spoken=True, picture=shown)
                else:
                    yield self.make.filled("picture_credit", credit=one) if one.role == "credit" else one
        else:
            yield from self._plain(block, located, path, _MARKS.get(type(block), ""))

    def _plain(self, block: Block, located: Located, path: TreePath, mark: str = "") -> Iterator[Wording]:
        """Every text of a block in the order of its fields: what a block is without a rule of its own."""
        number = 0
        for phrase in phrases(block, path):
            role = next(step for step in reversed(phrase.path) if isinstance(step, str))
            for one in self.make.phrase(phrase, located, block.key(), role):
                first = one.role == role
                number += first
                yield replace(one, mark=f"number {number}" if mark == "number" else mark) if first else one

    def _callout(self, block: Callout, located: Located, path: TreePath) -> Iterator[Wording]:
        key = block.key()
        word = _CALLOUTS[block.callout.kind]
        kind = self.make.fixed(word, key) if word != "emergency" else self._emergency(key)
        if block.callout.heading is None:
            yield replace(kind, mark="icon", role="heading")
        else:
            yield replace(kind, spoken=True, must=False)
        head = (block.callout.heading and self.make.words(block.callout.heading, True, self.language)[0]) or kind.text
        again = replace(
            kind, text=f"{head} ({self.language.words.continued})", role="heading", must=False, repeats=True, mark="icon"
        )
        long = self._may_be_longer_than_a_page(block)
        for at, one in enumerate(self._plain(block, located, path)):
            if long and at and one.role != "heading":
                yield again
            mark = {"points": "bullet", "heading": "icon"}.get(one.role, "")
            yield replace(one, mark=mark)

    def _may_be_longer_than_a_page(self, block: Callout) -> bool:
        """Whether a call-out may be carried over to another page, where its heading stands once more."""
        variant = self.library.variants[self.edition.variant]
        size = max(variant.proves.smallest_type, 12.0)
        width, height = self.brand.page_size
        said = [phrase.text for phrase in phrases(block.callout)]
        count = sum(margins.lines(text, size, width - 2 * margins.side_of(variant) - _INDENT, self.language) for text in said)
        return margins.height(count, size, max(variant.proves.leading, self.language.line_height)) > _LONG * height

    def _emergency(self, block: str) -> Wording:
        number = self.brand.emergency_number
        value = Wording(text=number, place=self.make.brand_place("emergency_number"), language="", direction="ltr")
        made = self.make.filled("emergency", number=value)
        return replace(made, block=block, kind="fixed")

    def _cells(self, block: Table, located: Located, path: TreePath) -> Iterator[Wording]:
        """A table in rows and columns."""
        for phrase in phrases(block, path):
            inside = phrase.path[len(path) + 1 :]  # ("caption",), ("columns", 1), ("rows", 2, 1)
            cell = (-1, inside[1]) if inside[0] == "columns" else inside[1:]
            for one in self.make.phrase(phrase, located, block.key(), str(inside[0])):
                yield replace(one, cell=cell or None)  # type: ignore[arg-type]  # numbers, by the model

    def _records(self, block: Table, located: Located, path: TreePath) -> Iterator[Wording]:
        """A table in large print: each cell on its own line, behind the name of its column."""
        table, inside = block.table, (*path, "table")
        by_path = {phrase.path: phrase for phrase in phrases(block, path)}
        yield from self.make.phrase(by_path[*inside, "caption"], located, block.key(), "caption")
        for number, row in enumerate(table.rows):
            for column in range(len(row)):
                if table.columns:
                    name = by_path[*inside, "columns", column]
                    for one in self.make.phrase(name, located, block.key(), "columns"):
                        colon = f"{one.text}:" if one.role == "columns" else one.text
                        yield replace(one, text=colon, repeats=number > 0)
                yield from self.make.phrase(by_path[*inside, "rows", number, column], located, block.key(), "rows")

    def _included(self, block: Include, outside: _Where, path: TreePath) -> Iterator[Wording]:
        shared = self.library.shared.get(block.include)
        written = shared.texts.get(self.language.tag) if shared else None
        if shared is None or written is None or not isinstance(written.text, SharedPassage):
            return
        first = next((one for one in shared.texts.values() if one.text.version is not None), written)
        assert isinstance(first.text, SharedPassage)
        for number, source in enumerate(first.text.sources):
            outside.sources.setdefault(source.id, (source, first.located, number))
        where = outside._replace(located=written.located, folder=f"handouts/_shared/{shared.slug}")
        moved = {one.inner for one in where.moved if ("sections", one.section, "blocks", one.block) == path}
        yield from self._blocks(written.text.blocks, first.text.blocks, where, ("blocks",), moved)

    # ---- what stands around --------------------------------------------------------------------------------------

    def _around(self, running: Running, address: str, times: int) -> Iterator[Wording]:
        clinic = self.brand.clinic
        logo = f"press:styles/brands/{self.brand_name}/{self.brand.logo}"
        yield replace(self.make.brand_value(self.brand.name, "name", "masthead"), spoken=True, must=False, picture=logo)
        for key in ("phone", "after_hours"):
            value = getattr(clinic, key)
            if value:
                label = self.make.fixed(key, "contact")
                start = len(label.text) + 1
                link = Span(start, start + len(value), "link", to=way_to(key, value))
                yield replace(label, text=f"{label.text} {value}", kind="brand", role=key, spans=(link,))
        yield self.make.fixed("contact", "contact", must=False)
        for key in ("name", "phone", "address", "web", "email"):
            value = getattr(clinic, key)
            if value:
                said = printed_address(value) if key == "web" else value
                link = Span(0, len(said), "link", to=way_to(key, value))
                found = self.make.brand_value(said, f"clinic.{key}", "contact")
                yield replace(found, must=False, spans=(link,) if key in ("phone", "web", "email") else ())
        yield self.make.fixed("not_a_substitute", "contact", must=False)
        if self.one_column and self.language.words.full_size:
            yield self.make.fixed("full_size", "contact", must=False)
        yield from self._languages()
        for _ in range(times):
            yield self.make.fixed("sources", "sources", must=False)
            yield from self._status(running)
        if address:
            shown = printed_address(address)
            found = replace(self.make.brand_value(shown, "handout_address", "recall"), kind="page", must=False)
            yield replace(found, spans=(Span(0, len(shown), "address"),))

    def _languages(self) -> Iterator[Wording]:
        """The other languages promised that this brand offers, each by its own name."""
        piece = self.library.pieces[self.edition.slug]
        tags = [tag for tag in piece.facts.languages if tag in self.brand.languages and tag != self.language.tag]
        if found := [other for tag in tags if (other := self.library.languages.get(tag))]:
            yield self.make.fixed("other_languages", "languages", after=":", must=False)
            for other in found:
                place = self.make.language_place(other, ("endonym",))
                yield Wording(
                    text=other.endonym, place=place, language=other.tag, direction=other.direction, kind="fixed",
                    block="languages", must=False,
                )  # fmt: skip

    def _status(self, running: Running) -> Iterator[Wording]:
        """When the sheet was reviewed, or that it was not, and why."""
        standing = self.standing
        if standing.approved:
            first = self._dated("reviewed_on", format_date(self.language, standing.approved))
        else:
            first = self.make.fixed("not_yet_reviewed", "status")
        if standing.released:
            yield first
        else:
            reasons = " · ".join([running.voice.language.words.draft, *(one.text for one in running.reasons(running.voice))])
            yield replace(first, text=f"{first.text} · {reasons}", kind="page")
            if running.working is not running.voice:
                language = running.working.language
                said = [language.words.draft, *(one.text for one in running.reasons(running.working))]
                yield replace(first, text=" · ".join(said), language=language.tag, direction=language.direction, kind="page")
        if standing.review_by:
            yield self._dated("review_by", format_date(self.language, standing.review_by))

    def _dated(self, key: str, day: str) -> Wording:
        value = Wording(text=day, place=Place(""), language="", direction=self.language.direction)
        return replace(self.make.filled(key, date=value), kind="page", block="status")

def _citation(source: Source) -> tuple[str, tuple[Span, ...]]:
    """``Title. Publisher, 2026. site``: the site is not named again where title or publisher name it."""
    said = in_full(source)
    shown = printed_address(source.link, CITED).removesuffix("/…")
    if shown.lower() in said.lower():
        return said, (Span(0, len(said), "link", to=source.link),)
    start = len(said) + 1
    return f"{said} {shown}", (Span(start, start + len(shown), "address", to=source.link),)
