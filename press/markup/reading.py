"""What an edition must say: worked out from the content, in the order that the press prints it in.

A second way from the content to the words, which shares the inline grammar with ``prose`` and nothing else: no template,
no HTML, no isolate. What the templates made of the same content is compared with it (``audit``), and what stands on paper
(``preflight``). Order and repetition are decided here: a block that another rule prints elsewhere, or twice, says so here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from press.content import (
    Block,
    Callout,
    Checklist,
    Figure,
    Gap,
    Handout,
    Include,
    Packet,
    Phrase,
    Points,
    Section,
    Source,
    Steps,
    Table,
    Text,
    Translation,
    Written,
    inline,
    phrases,
)
from press.content import Passage as SharedPassage
from press.content.wording import Reading, Span, Wording
from press.edition import Edition
from press.language import Language, format_date
from press.library import Library
from press.markup.prose import printed_address, shows
from press.markup.running import Running
from press.markup.stale import Stale
from press.problem import Place
from press.review import Standing
from press.source import Located, TreePath

#: Letters of a source's address that print, on one line of any size; of a longer one its site's name.
CITED = 29
_NOT_PRINTED = frozenset({"summary", "keywords"})
_MARKS: dict[type[Block], str] = {Points: "bullet", Steps: "number", Checklist: "box"}
_CALLOUTS = {"emergency": "emergency", "call-clinic": "call_clinic", "caution": "caution", "note": "note"}

Kind = Literal["passage", "fixed", "brand", "page"]


class Reader:
    """The reading of one edition. Never raises for a mistake in content: what cannot be printed was reported before."""

    def __init__(
        self, library: Library, edition: Edition, standing: Standing, stale: Stale, keys: Mapping[tuple[str, TreePath], list[str]]
    ) -> None:
        self.library, self.standing, self.stale = library, standing, stale
        self.keys, self._taken = keys, Counter[tuple[str, TreePath]]()
        self.one_column = library.variants[edition.variant].proves.one_column
        self.language = library.languages[edition.language]
        self.brand_name, self.brand = edition.brand, library.brands[edition.brand]
        self.edition = edition
        self._brand_file = library.located.get(
            f"styles/brands/{edition.brand}/brand.yaml", Located(f"styles/brands/{edition.brand}/brand.yaml")
        )

    # ---- the whole -----------------------------------------------------------------------------------------------

    def reading(self, running: Running, address: str) -> Reading:
        """All that is printed; ``address`` is the one beside the code ("" where there is none)."""
        piece = self.library.pieces[self.edition.slug]
        written = piece.texts[self.edition.language]
        times = 1
        if isinstance(piece, Packet):
            found = [one for slug in piece.facts.handouts if (one := self.library.handouts.get(slug))]
            parts = [(one, own) for one in found if (own := one.texts.get(self.language.tag))]
            flow = [*self._cover(written, parts)]
            for handout, own in parts:
                flow += self._handout(handout, own)
            times = len(parts)
        else:
            flow = [*self._handout(piece, written)]
        return Reading(tuple(flow), tuple(self._around(running, address, times)))

    def _cover(self, written: Written, parts: Sequence[tuple[Handout, Written]]) -> Iterator[Wording]:
        """A packet's own words, and its contents: the titles of its handouts."""
        for key in ("title", "introduction"):
            yield from self._head(written, key, "title" if key == "title" else "main-message")
        yield self.fixed("contents", "contents", must=False)
        for _, own in parts:
            for title in self._head(own, "title", "contents"):
                yield replace(title, repeats=True, mark="folio", seam=False)

    def _handout(self, handout: Handout, written: Written) -> Iterator[Wording]:
        text = written.text
        assert isinstance(text, Translation)
        if self.language.tag == handout.facts.source_language:
            words = self.words(handout.facts.audience, marks=False, language=self.language)
            yield self._made(words, handout.located, ("audience",), "audience", "audience", seam=True)
        yield from self._head(written, "title", "title")
        yield self.fixed("main_message", "main-message", must=False)
        yield from self._head(written, "main_message", "main-message")
        origin = handout.texts.get(handout.facts.source_language)
        sources = {one.id: (one, handout.located, number) for number, one in enumerate(handout.facts.sources)}
        for number, section in enumerate(text.sections):
            pairs = origin.text.sections if origin and isinstance(origin.text, Translation) else ()
            blocks = pairs[number].blocks if number < len(pairs) else ()
            yield from self._section(section, blocks, written.located, ("sections", number), sources)
        yield from self._cited(sources, handout.facts.source_language)

    def _head(self, written: Written, key: str, block: str) -> Iterator[Wording]:
        """One of the texts at the head of a file, and what prints below it."""
        seam = block != "contents"
        yield from self._passage(getattr(written.text, key), written.located, (key,), key != "title", block, key, seam)

    def _section(
        self, section: Section, origins: Sequence[Block], located: Located, path: TreePath, sources: dict[str, Any]
    ) -> Iterator[Wording]:
        first = path[-1] == 0
        yield from self._passage(section.heading, located, (*path, "heading"), True, "heading", "heading", first)
        yield from self._blocks(section.blocks, origins, located, (*path, "blocks"), sources)

    def _cited(self, sources: dict[str, Any], tag: str) -> Iterator[Wording]:
        """The sources, in the language that they are named in, each with the site that holds it."""
        language = self.library.languages.get(tag, self.language)
        for number, (source, located, at) in enumerate(sources.values(), 1):
            said, spans = _citation(source)
            place = located.place(("sources", at))
            yield Wording(
                text=said, spans=spans, place=place, language=language.tag, direction=language.direction,
                block="sources", role="sources", mark=f"number {number}", seam=number == 1,
            )  # fmt: skip

    # ---- blocks --------------------------------------------------------------------------------------------------

    def _blocks(
        self, blocks: Sequence[Block], origins: Sequence[Block], located: Located, path: TreePath, sources: dict[str, Any]
    ) -> Iterator[Wording]:
        before: Block | None = None
        ticked = False  # a checklist with nothing but text after another one needs no new word on how to tick
        for number, block in enumerate(blocks):
            origin = origins[number] if number < len(origins) and type(origins[number]) is type(block) else block
            here = (*path, number)
            if isinstance(block, Include):
                yield from self._included(block, sources)
            elif isinstance(block, Gap):
                several = number + 1 < len(blocks) and isinstance(blocks[number + 1], Gap)
                if not isinstance(before, Gap):
                    yield self.fixed("gap", "gap", after=":")
                mark = "bullet" if several or isinstance(before, Gap) else ""
                yield from self._plain(block, located, here, mark)
            else:
                if isinstance(block, Checklist) and not ticked:
                    yield self.fixed("checklist_tick", "checklist")
                yield from self._block(block, located, here)
                if origin.sources == ("clinic",):
                    yield replace(self.fixed("clinic_advice", block.key()), mark="square")
            before, ticked = block, isinstance(block, Checklist) or (ticked and isinstance(block, Text))

    def _block(self, block: Block, located: Located, path: TreePath) -> Iterator[Wording]:
        if isinstance(block, Callout):
            yield from self._callout(block, located, path)
        elif isinstance(block, Table) and self.one_column:
            yield from self._records(block, located, path)
        elif isinstance(block, Figure):
            for one in self._plain(block, located, path):
                credit = one.role == "credit"
                yield self._filled("picture_credit", credit=one) if credit else replace(one, spoken=one.role == "alt")
        else:
            yield from self._plain(block, located, path, _MARKS.get(type(block), ""))

    def _plain(self, block: Block, located: Located, path: TreePath, mark: str = "") -> Iterator[Wording]:
        """Every text of a block in the order of its fields: what a block is without a rule of its own."""
        number = 0
        for phrase in phrases(block, path):
            role = next(step for step in reversed(phrase.path) if isinstance(step, str))
            for one in self._phrase(phrase, located, block.key(), role):
                first = one.role == role
                number += first
                yield replace(one, mark=f"number {number}" if mark == "number" else mark) if first else one

    def _callout(self, block: Callout, located: Located, path: TreePath) -> Iterator[Wording]:
        key = block.key()
        word = _CALLOUTS[block.callout.kind]
        kind = self.fixed(word, key) if word != "emergency" else self._emergency(key)
        if block.callout.heading is None:
            yield replace(kind, mark="icon", role="heading")
        else:
            yield replace(kind, spoken=True, must=False)
        for one in self._plain(block, located, path):
            mark = {"points": "bullet", "heading": "icon"}.get(one.role, "")
            yield replace(one, mark=mark)

    def _emergency(self, block: str) -> Wording:
        number = self.brand.emergency_number
        value = Wording(text=number, place=self._brand_place("emergency_number"), language="", direction="ltr")
        made = self._filled("emergency", number=value)
        return replace(made, block=block, kind="fixed")

    def _records(self, block: Table, located: Located, path: TreePath) -> Iterator[Wording]:
        """A table in large print: each cell on its own line, behind the name of its column."""
        table, inside = block.table, (*path, "table")
        by_path = {phrase.path: phrase for phrase in phrases(block, path)}
        yield from self._phrase(by_path[*inside, "caption"], located, block.key(), "caption")
        for number, row in enumerate(table.rows):
            for column in range(len(row)):
                if table.columns:
                    name = by_path[*inside, "columns", column]
                    for one in self._phrase(name, located, block.key(), "columns"):
                        colon = f"{one.text}:" if one.role == "columns" else one.text
                        yield replace(one, text=colon, repeats=number > 0)
                yield from self._phrase(by_path[*inside, "rows", number, column], located, block.key(), "rows")

    def _included(self, block: Include, sources: dict[str, Any]) -> Iterator[Wording]:
        shared = self.library.shared.get(block.include)
        written = shared.texts.get(self.language.tag) if shared else None
        if shared is None or written is None or not isinstance(written.text, SharedPassage):
            return
        first = next((one for one in shared.texts.values() if one.text.version is not None), written)
        assert isinstance(first.text, SharedPassage)
        for number, source in enumerate(first.text.sources):
            sources.setdefault(source.id, (source, first.located, number))
        yield from self._blocks(written.text.blocks, first.text.blocks, written.located, ("blocks",), sources)

    # ---- what stands around --------------------------------------------------------------------------------------

    def _around(self, running: Running, address: str, times: int) -> Iterator[Wording]:
        clinic = self.brand.clinic
        for _ in range(times + (times > 1)):
            yield self._brand(self.brand.name, "name", "masthead", spoken=True, must=False)
        yield self.fixed("contact", "contact", must=False)
        for key in ("phone", "after_hours"):
            value = getattr(clinic, key)
            if value:
                label = self.fixed(key, "contact")
                yield replace(label, text=f"{label.text} {value}", kind="brand", role=key)
        for key in ("name", "phone", "address", "web", "email"):
            value = getattr(clinic, key)
            if value:
                said = printed_address(value) if key == "web" else value
                yield self._brand(said, f"clinic.{key}", "contact", must=False)
        yield self.fixed("not_a_substitute", "contact", must=False)
        yield from self._languages()
        for _ in range(times):
            yield self.fixed("sources", "sources", must=False)
            yield from self._status(running)
        if address:
            yield Wording(
                text=printed_address(address), place=self._brand_place("handout_address"), language=self.language.tag,
                direction="ltr", kind="page", block="recall", must=False,
            )  # fmt: skip

    def _languages(self) -> Iterator[Wording]:
        """The other languages promised that this brand offers, each by its own name."""
        piece = self.library.pieces[self.edition.slug]
        tags = [tag for tag in piece.facts.languages if tag in self.brand.languages and tag != self.language.tag]
        if found := [other for tag in tags if (other := self.library.languages.get(tag))]:
            yield self.fixed("other_languages", "languages", after=":", must=False)
            for other in found:
                place = self._language_place(other, ("endonym",))
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
            first = self.fixed("not_yet_reviewed", "status")
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
        return replace(self._filled(key, date=value), kind="page", block="status")

    # ---- single texts --------------------------------------------------------------------------------------------

    def _phrase(self, phrase: Phrase, located: Located, block: str, role: str) -> Iterator[Wording]:
        return self._passage(phrase.text, located, phrase.path, phrase.inline, block, role)

    def _passage(
        self, text: str, located: Located, path: TreePath, marks: bool, block: str, role: str, seam: bool = False
    ) -> Iterator[Wording]:
        """An author's text; where it is stale and the project prints such texts, the source's words after it."""
        yield self._made(self.words(text, marks, self.language), located, path, block, role, seam=seam)
        found = self.stale.of(located, path)
        if found is not None:
            words, inside, language = found
            yield self.fixed("translation_out_of_date", "stale", after=":")
            said = self.words(words, inside, language)
            yield replace(
                self._made(said, located, path, "stale", "stale"), language=language.tag, direction=language.direction
            )

    def _made(
        self, words: tuple[str, tuple[Span, ...]], located: Located, path: TreePath, block: str, role: str, seam: bool = False
    ) -> Wording:
        return Wording(
            text=words[0], spans=words[1], place=located.place(path), language=self.language.tag,
            direction=self.language.direction, block=block, role=role, seam=seam, at=self._at(located, path),
        )  # fmt: skip

    def _at(self, located: Located, path: TreePath) -> str:
        """The ``data-at`` key of a passage: of one that is included twice each time its own."""
        key = located.shown, path
        self._taken[key] += 1
        known = self.keys.get(key, ())
        return known[min(self._taken[key], len(known)) - 1] if known else ""

    def fixed(self, key: str, block: str, after: str = "", must: bool = True) -> Wording:
        """A fixed word of the language, which holds no value."""
        return Wording(
            text=f"{getattr(self.language.words, key)}{after}", place=self._language_place(self.language, ("words", key)),
            language=self.language.tag, direction=self.language.direction, kind="fixed", block=block, must=must,
        )  # fmt: skip

    def _filled(self, key: str, **values: Wording) -> Wording:
        """A fixed word with a value in it; the value's place, and its spans where they now stand."""
        (name, value), pattern = next(iter(values.items())), str(getattr(self.language.words, key))
        before, _, after = pattern.partition("{" + name + "}")
        moved = tuple(one._replace(start=one.start + len(before), end=one.end + len(before)) for one in value.spans)
        made = self.fixed(key, value.block)
        place = value.place if value.place.path else made.place
        return replace(made, text=f"{before}{value.text}{after}", spans=moved, place=place, kind=value.kind, role=value.role)

    def _brand(self, text: str, key: str, block: str, spoken: bool = False, must: bool = True) -> Wording:
        return Wording(
            text=text, place=self._brand_place(key), language=self.language.tag, direction=self.language.direction,
            kind="brand", block=block, role=key, spoken=spoken, must=must,
        )  # fmt: skip

    def _brand_place(self, key: str) -> Place:
        return self._brand_file.place(tuple(key.split(".")))

    def _language_place(self, language: Language, path: TreePath) -> Place:
        shown = f"handouts/_languages/{language.tag}.yaml"
        return self.library.located.get(shown, Located(shown)).place(path)

    # ---- the grammar ---------------------------------------------------------------------------------------------

    def words(self, text: str, marks: bool, language: Language) -> tuple[str, tuple[Span, ...]]:
        """What a text says once its marks are read and its values filled in, and what each mark made of it."""
        if not marks:
            return text, ()
        spans: list[Span] = []
        return self._tokens(inline.parse(text)[0], 0, spans, language), tuple(sorted(spans, key=lambda one: (one.start, -one.end)))

    def _tokens(self, tokens: tuple[inline.Token, ...], start: int, spans: list[Span], language: Language) -> str:
        said = ""
        for token in tokens:
            said += self._token(token, start + len(said), spans, language)
        return said

    def _token(self, token: inline.Token, start: int, spans: list[Span], language: Language) -> str:
        match token:
            case inline.Literal(text):
                return text
            case inline.Value(name):
                said = self._value(name, language)
                spans.append(Span(start, start + len(said), "value"))
                return said
            case inline.Bold(children):
                said = self._tokens(children, start, spans, language)
                spans.append(Span(start, start + len(said), "bold"))
                return said
            case inline.Link(children, address):
                said = self._tokens(children, start, spans, language)
                spans.append(Span(start, start + len(said), "link"))
                shown = printed_address(address)
                if shows(said, shown, address):
                    return said
                spans.append(Span(start + len(said) + 2, start + len(said) + 2 + len(shown), "address"))
                return f"{said} ({shown})"
            case inline.Term(text, tag):
                other = self.library.languages.get(tag, language)
                spans.append(Span(start, start + len(text), "term", other.tag, other.direction))
                return text

    def _value(self, name: str, language: Language) -> str:
        group, _, key = name.partition(".")
        if group == "words":
            return language.regional_word(key, self.brand.region) or ""
        return self.brand.value(name) or ""


def _citation(source: Source) -> tuple[str, tuple[Span, ...]]:
    """``Title. Publisher, 2026. site``: the site is not named again where title or publisher name it."""
    cited = f"{source.title}. {source.publisher}{f', {source.year}' if source.year else ''}."
    shown = printed_address(source.link, CITED).removesuffix("/…")
    if shown.lower() in cited.lower():
        return cited, (Span(0, len(cited), "link"),)
    start = len(cited) + 1
    return f"{cited} {shown}", (Span(start, start + len(shown), "address"),)
