"""The content fingerprint: exactly what a person approved, as one hash, with a short hash for each passage.

In it: the words of that language with the shared passages it prints, its figures, what prints from handout.yaml, the
language's fixed words, and for a translation the source's words. Not in it: brand values (a changed phone number is
reported on its own), the list of promised languages (a new translation must not void the others), and how the YAML is
laid out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from press.content import Figure, Handout, Passage, Phrase, Written, blocks_of, phrases
from press.language import Language
from press.library import Library, Piece


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``whole`` is SHA-256 in hexadecimal; ``parts`` maps each passage (``file#path``) to the start of its own hash."""

    whole: str
    parts: dict[str, str]

    def changed_since(self, then: dict[str, str]) -> list[str]:
        """The passages that are new, gone or different; moved passages count as unchanged where their text stands."""
        kept = set(then.values())
        changed = [at for at, short in self.parts.items() if then.get(at) != short and short not in kept]
        still = set(self.parts.values())
        return changed + [at for at, short in then.items() if short not in still and at not in self.parts]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def words_fingerprint(language: Language) -> str:
    """SHA-256 of a language's fixed words: "Call your clinic" is approved like a text."""
    said = {"words": language.words.model_dump(), "regional": {k: dict(v) for k, v in language.regional.items()}}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def fingerprint(library: Library, piece: Piece, tag: str) -> Fingerprint:
    """The content fingerprint of one language of a handout or packet."""
    parts = dict(_parts(library, piece, tag))
    language = library.languages[tag]
    parts[f"handouts/_languages/{tag}.yaml#words"] = words_fingerprint(language)[:12]
    if tag != piece.facts.source_language:
        parts.update(_parts(library, piece, piece.facts.source_language))
    whole = hashlib.sha256(json.dumps(list(parts.items()), ensure_ascii=False).encode()).hexdigest()
    return Fingerprint(whole, parts)


def _parts(library: Library, piece: Piece, tag: str) -> Iterator[tuple[str, str]]:
    """Every passage that prints, in order, as ``file#path`` with its hash."""
    written = piece.texts.get(tag)
    if written is None:
        return
    yield from _of_text(library, written, f"{piece.folder}/figures")
    for shared, passage in library.included(piece, tag):
        yield from _of_text(library, passage, f"handouts/_shared/{shared.slug}/figures")
    if isinstance(piece, Handout):
        printed: dict[str, Any] = {"audience": piece.facts.audience, "regions": piece.facts.regions}
        printed["codes"] = [code.model_dump() for code in piece.facts.codes]
        yield f"{piece.located.shown}#facts", _short(json.dumps(printed, sort_keys=True, ensure_ascii=False))
        for source in piece.facts.sources:
            yield f"{piece.located.shown}#sources.{source.id}", _short(source.model_dump_json())
    else:
        yield f"{piece.located.shown}#handouts", _short(" ".join(piece.facts.handouts))


def _of_text(library: Library, written: Written, figures: str) -> Iterator[tuple[str, str]]:
    shown = written.located.shown
    for phrase in phrases(written.text):
        yield f"{shown}#{at(phrase)}", _short(phrase.text)
    for path, block in blocks_of(written.text):
        where = ".".join(map(str, path))
        # What a passage is counts like its words: a step is not a point, an emergency not a note.
        yield f"{shown}#{where}", _short(" ".join([block.key(), *_beside_words(block)]))
        if isinstance(block, Figure):
            name = f"{figures}/{block.figure.file}"
            file = library.root / name
            yield name, hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "missing"
    if isinstance(written.text, Passage):
        for source in written.text.sources:
            yield f"{shown}#sources.{source.id}", _short(source.model_dump_json())


def _beside_words(value: Any, name: str = "") -> Iterator[str]:
    """What shapes the print and is no phrase: the kind of a call-out, the passage that is included, a picture's file,
    blank lines to write on, whether a row has a header, the sources."""
    if isinstance(value, BaseModel):
        for field, info in type(value).model_fields.items():
            if field != "waive":
                yield from _beside_words(getattr(value, field), info.alias or field)
    elif isinstance(value, tuple):
        for item in value:
            yield from _beside_words(item, name)
    elif (value is not None and not isinstance(value, str)) or name in ("kind", "include", "file", "sources"):
        yield f"{name}={value}"


def at(phrase: Phrase) -> str:
    """A passage's path as one word: ``sections.2.blocks.0.steps.3``."""
    return ".".join(str(step) for step in phrase.path)
