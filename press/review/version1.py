"""Version 1 of the content fingerprint, as approvals until November 2026 hold it. It is frozen: nothing here may change.

A version-1 approval counts for as long as its version-1 hash fits. What the press learned to print since then is not in
that hash, so a text that uses any of it fits no version-1 approval: the fields that version 1 knew are listed here, and
all others must be as they are when nobody writes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from press.content import Figure, Handout, Passage, Written, blocks_of
from press.language import Language
from press.library import Library, Piece
from press.source import TreePath

# The fields of each class of content, in their order.
_BLOCK = ("sources", "waive")
_FIELDS: dict[str, tuple[str, ...]] = {
    "Translation": ("version", "translation", "waive", "title", "summary", "main_message", "keywords", "sections"),
    "Passage": ("version", "translation", "waive", "title", "sources", "blocks"),
    "PacketText": ("version", "translation", "waive", "title", "summary", "keywords", "introduction"),
    "Provenance": ("method", "from_version", "translator", "reviewer"),
    "Source": ("id", "title", "publisher", "year", "link", "note", "rows"),
    "Code": ("system", "code", "display"),
    "Section": ("heading", "blocks", "waive"),
    "Waiver": ("rule", "reason"),
    "Text": (*_BLOCK, "text"),
    "Points": (*_BLOCK, "points"),
    "Steps": (*_BLOCK, "steps"),
    "Checklist": (*_BLOCK, "checklist"),
    "Callout": (*_BLOCK, "callout"),
    "CalloutBody": ("kind", "heading", "text", "points", "closing"),
    "Table": (*_BLOCK, "table"),
    "TableBody": ("caption", "columns", "row_headers", "rows"),
    "Figure": (*_BLOCK, "figure"),
    "FigureBody": ("file", "alt", "caption", "credit"),
    "Questions": (*_BLOCK, "questions"),
    "QuestionAndAnswer": ("question", "answer"),
    "Glossary": (*_BLOCK, "glossary"),
    "Term": ("term", "meaning"),
    "WriteIn": (*_BLOCK, "write_in"),
    "WriteInLine": ("label", "lines"),
    "Include": (*_BLOCK, "include"),
    "Gap": (*_BLOCK, "gap"),
}
_NOT_WORDS = frozenset({"file", "include", "kind", "sources", "translation", "version", "waive"})
_WORDS = (
    "page", "version", "draft", "draft_warning", "not_reviewed", "machine_translation", "translation_out_of_date",
    "expired", "main_message", "emergency", "call_clinic", "caution", "note", "sources", "clinic_advice", "reviewed_on",
    "review_by", "not_yet_reviewed", "other_languages", "contact", "phone", "after_hours", "glossary", "contents", "gap",
    "picture_credit", "checklist_tick", "not_a_substitute", "continued", "language", "date",
)  # fmt: skip
_REGIONAL = ("acetaminophen", "emergency_room")  # the regional words that the press brought along


class _NewerError(Exception):
    """The text uses what version 1 did not know."""


def words_fingerprints(language: Language) -> tuple[str, ...]:
    """SHA-256 of a language's fixed words as version 1 took it: with all its regional words, or those there were then."""
    words = {key: getattr(language.words, key, None) for key in _WORDS}
    regional = {key: dict(value) for key, value in language.regional.items()}
    then = {key: value for key, value in regional.items() if key in _REGIONAL}
    found = ({"words": words, "regional": one} for one in (regional, then))
    hashes = (json.dumps(said, sort_keys=True, ensure_ascii=False) for said in found)
    return tuple(dict.fromkeys(hashlib.sha256(text.encode()).hexdigest() for text in hashes))


def fingerprints(library: Library, piece: Piece, tag: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """The version-1 fingerprints that fit a text as it is now, each with its parts; none where it uses what is newer."""
    try:
        own = dict(_parts(library, piece, tag))
        source = piece.facts.source_language
        below = dict(_parts(library, piece, source)) if tag != source else {}
    except _NewerError:
        return ()
    found = []
    for words in words_fingerprints(library.languages[tag]):
        parts = own | {f"handouts/_languages/{tag}.yaml#words": words[:12]} | below
        whole = hashlib.sha256(json.dumps(list(parts.items()), ensure_ascii=False).encode()).hexdigest()
        found.append((whole, parts))
    return tuple(found)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


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
        printed["codes"] = [_plain(code) for code in piece.facts.codes]
        yield f"{piece.located.shown}#facts", _short(json.dumps(printed, sort_keys=True, ensure_ascii=False))
        for source in piece.facts.sources:
            yield f"{piece.located.shown}#sources.{source.id}", _of_source(source)
    else:
        yield f"{piece.located.shown}#handouts", _short(" ".join(piece.facts.handouts))


def _of_text(library: Library, written: Written, figures: str) -> Iterator[tuple[str, str]]:
    shown = written.located.shown
    for path, text in _phrases(written.text):
        yield f"{shown}#{'.'.join(map(str, path))}", _short(text)
    for path, block in blocks_of(written.text):
        where = ".".join(map(str, path))
        yield f"{shown}#{where}", _short(" ".join([block.key(), *_beside_words(block)]))
        if isinstance(block, Figure):
            name = f"{figures}/{block.figure.file}"
            yield name, (library.digest_of(name) or "missing")[:12]
    if isinstance(written.text, Passage):
        for source in written.text.sources:
            yield f"{shown}#sources.{source.id}", _of_source(source)


def _of_source(source: BaseModel) -> str:
    """As pydantic's ``model_dump_json`` wrote it."""
    return _short(json.dumps(_plain(source), ensure_ascii=False, separators=(",", ":")))


def _plain(model: BaseModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name, _ in _fields(model)}


def _fields(model: BaseModel) -> Iterator[tuple[str, str]]:
    """Each field that version 1 knew, with its key in the YAML. Raises where another one is written."""
    known = _FIELDS.get(type(model).__name__)
    if known is None:
        raise _NewerError
    for name, info in type(model).model_fields.items():
        if name not in known and getattr(model, name) != info.get_default(call_default_factory=True):
            raise _NewerError
    for name in known:
        yield name, type(model).model_fields[name].alias or name


def _phrases(value: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _phrases(item, (*path, number))
    elif isinstance(value, BaseModel):
        for name, key in _fields(value):
            if name not in _NOT_WORDS:
                yield from _phrases(getattr(value, name), (*path, key))


def _beside_words(value: Any, name: str = "") -> Iterator[str]:
    """What shapes the print and is no phrase."""
    if isinstance(value, BaseModel):
        for field, key in _fields(value):
            if field != "waive":
                yield from _beside_words(getattr(value, field), key)
    elif isinstance(value, tuple):
        for item in value:
            yield from _beside_words(item, name)
    elif (value is not None and not isinstance(value, str)) or name in ("kind", "include", "file", "sources"):
        yield f"{name}={value}"
