"""Stale passages: where the project's policy prints a translation that lags, the source's present words print with it."""

from __future__ import annotations

from collections.abc import Iterator

from press.content import Packet, Written, phrases
from press.language import Language
from press.library import Library, Piece
from press.markup.elements import Around, strong
from press.markup.prose import Passage, Voice
from press.review import Standing
from press.source import Located, TreePath


class Stale:
    """Adds the source's present words to the stale passages of one edition."""

    def __init__(self, library: Library, piece: Piece, voice: Voice, standing: Standing) -> None:
        self._voice = voice
        self._found: dict[tuple[str, TreePath], tuple[str, bool]] = {}
        if not standing.pairs:
            return
        source_language = library.languages.get(piece.facts.source_language, voice.language)
        self._source_voice = Voice(library, source_language, voice.brand_name)
        for source, written in _translated(library, piece, voice.language.tag):
            said = {phrase.text: phrase.inline for phrase in phrases(source.text)}
            for (shown, path), words in standing.pairs.items():
                if shown == written.located.shown:
                    self._found[shown, path] = (words, said.get(words, False))

    def of(self, located: Located, path: TreePath) -> tuple[str, bool, Language] | None:
        """The source's present words of a stale passage as typed, whether marks are read in them, and their language."""
        found = self._found.get((located.shown, path))
        return (*found, self._source_voice.language) if found else None

    def note(self, located: Located, path: TreePath) -> Passage | None:
        """What prints below a stale passage: a framed line with the fixed word and the source's words, in its language."""
        found = self._found.get((located.shown, path))
        if found is None:
            return None
        (words, marks), voice = found, self._source_voice
        said = voice.passage(words, located, path, marks)
        self._voice.problems += voice.problems
        voice.problems.clear()
        voiced = self._voice
        label = voiced.fixed("translation_out_of_date", bold=True)
        inner = voiced.wrapped(said, voice.language)
        named = voiced.within(voiced.joined([label, voiced.plain(":")]), strong())
        stale = voiced.within(voiced.joined([named, voiced.plain(" "), inner]), Around('<span class="stale">', "</span>"))
        return voiced.joined([voiced.plain(" "), stale])


def _translated(library: Library, piece: Piece, tag: str) -> Iterator[tuple[Written, Written]]:
    """Source and translation of everything that an edition prints: its own text, its pieces, their shared passages."""
    pieces: list[Piece] = [piece]
    if isinstance(piece, Packet):
        pieces += [library.handouts[slug] for slug in piece.facts.handouts if slug in library.handouts]
    for one in pieces:
        own, written = one.texts.get(one.facts.source_language), one.texts.get(tag)
        if own and written:
            yield own, written
        for shared, passage in library.included(one, tag):
            source = next((text for text in shared.texts.values() if text.text.version is not None), None)
            if source:
                yield source, passage
