"""Single texts of an edition as their authors wrote them: marks read, values filled in, each with its place.

Shares the inline grammar with ``prose`` and nothing else: no HTML, no isolate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from press.content import Phrase, inline
from press.content.wording import Span, Wording
from press.edition import Edition
from press.language import Language
from press.library import Library
from press.markup.prose import printed_address, shows
from press.markup.stale import Stale
from press.problem import Place
from press.source import Located, TreePath


class Wordings:
    """Makes the wordings of one edition. ``keys`` are the ``data-at`` keys of the passages at a path of a file, in order."""

    def __init__(
        self, library: Library, edition: Edition, stale: Stale, keys: Mapping[tuple[str, TreePath], list[str]]
    ) -> None:
        self.library, self.stale, self.keys = library, stale, keys
        self.language, self.brand = library.languages[edition.language], library.brands[edition.brand]
        self._taken = Counter[tuple[str, TreePath]]()
        shown = f"styles/brands/{edition.brand}/brand.yaml"
        self._brand_file = library.located.get(shown, Located(shown))

    def phrase(self, phrase: Phrase, located: Located, block: str, role: str) -> Iterator[Wording]:
        """One text of a model, and what prints below it."""
        return self.passage(phrase.text, located, phrase.path, phrase.inline, block, role)

    def passage(
        self, text: str, located: Located, path: TreePath, marks: bool, block: str, role: str, seam: bool = False
    ) -> Iterator[Wording]:
        """An author's text; where it is stale and the project prints such texts, the source's words after it."""
        yield self.made(self.words(text, marks, self.language), located, path, block, role, seam=seam)
        found = self.stale.of(located, path)
        if found is not None:
            words, inside, language = found
            yield self.fixed("translation_out_of_date", "stale", after=":")
            said = self.words(words, inside, language)
            yield replace(
                self.made(said, located, path, "stale", "stale"), language=language.tag, direction=language.direction
            )

    def made(
        self, words: tuple[str, tuple[Span, ...]], located: Located, path: TreePath, block: str, role: str, seam: bool = False
    ) -> Wording:
        """The wording of an author's text whose words are known."""
        return Wording(
            text=words[0], spans=words[1], place=located.place(path), language=self.language.tag,
            direction=self.language.direction, block=block, role=role, seam=seam, at=self._key(located, path),
        )  # fmt: skip

    def _key(self, located: Located, path: TreePath) -> str:
        """The ``data-at`` key of a passage: of one that is included twice each time its own."""
        key = located.shown, path
        self._taken[key] += 1
        known = self.keys.get(key, ())
        return known[min(self._taken[key], len(known)) - 1] if known else ""

    def fixed(self, key: str, block: str, after: str = "", must: bool = True) -> Wording:
        """A fixed word of the language, which holds no value."""
        return Wording(
            text=f"{getattr(self.language.words, key)}{after}", place=self.language_place(self.language, ("words", key)),
            language=self.language.tag, direction=self.language.direction, kind="fixed", block=block, must=must,
        )  # fmt: skip

    def filled(self, key: str, **values: Wording) -> Wording:
        """A fixed word with a value in it; the value's place, and its spans where they now stand."""
        (name, value), pattern = next(iter(values.items())), str(getattr(self.language.words, key))
        before, _, after = pattern.partition("{" + name + "}")
        moved = tuple(one._replace(start=one.start + len(before), end=one.end + len(before)) for one in value.spans)
        made = self.fixed(key, value.block)
        place = value.place if value.place.path else made.place
        return replace(made, text=f"{before}{value.text}{after}", spans=moved, place=place, kind=value.kind, role=value.role)

    def brand_value(self, text: str, key: str, block: str) -> Wording:
        """A value of the brand as it prints; ``key`` is where it stands in brand.yaml."""
        return Wording(
            text=text, place=self.brand_place(key), language=self.language.tag, direction=self.language.direction,
            kind="brand", block=block, role=key,
        )  # fmt: skip

    def brand_place(self, key: str) -> Place:
        """Where a value stands in brand.yaml."""
        return self._brand_file.place(tuple(key.split(".")))

    def language_place(self, language: Language, path: TreePath) -> Place:
        """Where a word stands in the file of its language."""
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
                spans.append(Span(start, start + len(said), "link", to=address))
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
