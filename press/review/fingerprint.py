"""The content fingerprint: exactly what a person approved, as one hash, with a short hash for each passage.

In it: the words of that language with the shared passages it prints, its figures, what prints from handout.yaml, the
language's fixed words, the order and the extent that were chosen, and for a translation the source's words. Texts are
compared as NFC: which of two spellings of one letter a tool wrote is no change of words.

Not in it: brand values (they are confirmed for the brand: ``review.brands``), the words that people search by, the list
of promised languages (a new translation must not void the others), styles, templates, and how the YAML is laid out.

What a later press learns adds nothing to an old hash until somebody writes it: a field that is as it is by itself, and a
fixed word that came after the approval, are left out. Approvals of version 1 are read by ``review.version1``.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from press.content import Figure, Handout, Passage, Phrase, Written, blocks_of, phrases
from press.content.roles import BY_ROLE, WRITTEN
from press.language import Language
from press.language.file import LATER_WORDS
from press.library import Library, Piece
from press.review import version1

SCHEME = 2
"""The version of what a fingerprint covers; kept with each approval."""
FULL = "full"
"""Everything that is written, in the order in which it was (``WRITTEN``): what approvals before this version were given for."""

_REGIONAL = re.compile(r"\{words\.([a-z_]+)\}")
_SEARCHED = "keywords"


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


def nfc(text: str) -> str:
    """A text in Unicode's composed form: in it, two texts that look and read alike are alike (UAX #15)."""
    return unicodedata.normalize("NFC", text)


def prints(phrase: Phrase) -> bool:
    """Whether a text stands on the page; the words that people search by do not."""
    return not phrase.path or phrase.path[0] != _SEARCHED


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _short(text: str) -> str:
    return hashlib.sha256(nfc(text).encode()).hexdigest()[:12]


def _words(language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The hash of a language's fixed words, of all that there are, then as they were before the latest came, and so on;
    each with the words that are not in it."""
    words = {key: nfc(str(value)) for key, value in language.words.model_dump().items()}
    without: tuple[str, ...] = ()
    for later in ((), *reversed(LATER_WORDS)):
        without = (*later, *without)
        yield _hash({"scheme": SCHEME, "words": {k: v for k, v in words.items() if k not in without}}), without


def words_fingerprint(language: Language) -> str:
    """SHA-256 of a language's fixed words: "Call your clinic" is approved like a text."""
    return next(_words(language))[0]


def words_newer(language: Language, whole: str, scheme: int) -> tuple[str, ...] | None:
    """The fixed words that came after an approval of that fingerprint; None where it does not hold, because one of the
    words that there were then reads otherwise now."""
    if scheme == 1:
        every = tuple(key for later in LATER_WORDS for key in later)
        return every if whole in version1.words_fingerprints(language) else None
    return next((without for found, without in _words(language) if found == whole), None)


def order_wanted(piece: Piece) -> str:
    """The order in which a text is printed as long as nobody approved another, and in which it is approved."""
    return piece.facts.order if isinstance(piece, Handout) else WRITTEN


def fingerprint(library: Library, piece: Piece, tag: str, order: str = WRITTEN, extent: str = FULL) -> Fingerprint:
    """The content fingerprint of one language of a handout or packet, to be approved in that order and extent."""
    return next(_fingerprints(library, piece, tag, order, extent))


def fitting(
    library: Library, piece: Piece, tag: str, scheme: int = SCHEME, order: str = WRITTEN, extent: str = FULL
) -> tuple[Fingerprint, ...]:
    """The fingerprints, any of which an approval of that scheme may hold to be an approval of the text as it is now.

    The first is what it is compared with to say what changed; empty where the text uses what that scheme did not know.
    """
    if scheme != 1:
        return tuple(_fingerprints(library, piece, tag, order, extent))
    return tuple(Fingerprint(whole, parts) for whole, parts in version1.fingerprints(library, piece, tag))


def _fingerprints(library: Library, piece: Piece, tag: str, order: str, extent: str) -> Iterator[Fingerprint]:
    own = dict(_parts(library, piece, tag))
    if order == BY_ROLE and order_wanted(piece) == WRITTEN:  # its author has settled the order since
        order = WRITTEN
    if (order, extent) != (WRITTEN, FULL):
        own[f"{piece.folder}/{tag}.yaml#shape"] = _short(f"{order} {extent}")
    source = piece.facts.source_language
    below = dict(_parts(library, piece, source)) if tag != source else {}
    for words, _ in _words(library.languages[tag]):
        parts = own | {f"handouts/_languages/{tag}.yaml#words": words[:12]} | below
        yield Fingerprint(_hash([SCHEME, list(parts.items())]), parts)


def _parts(library: Library, piece: Piece, tag: str) -> Iterator[tuple[str, str]]:
    """Every passage that prints, in order, as ``file#path`` with its hash."""
    written = piece.texts.get(tag)
    if written is None:
        return
    texts = [(written, f"{piece.folder}/figures")]
    texts += [(one, f"handouts/_shared/{shared.slug}/figures") for shared, one in library.included(piece, tag)]
    for text, figures in texts:
        yield from _of_text(library, text, figures)
    regional = library.languages[tag].regional
    said = [phrase.text for text, _ in texts for phrase in phrases(text.text)]
    for key in dict.fromkeys(key for text in said for key in _REGIONAL.findall(text) if key in regional):
        yield f"handouts/_languages/{tag}.yaml#regional.{key}", _short(_hash(dict(regional[key])))
    if isinstance(piece, Handout):
        printed: dict[str, Any] = {"audience": nfc(piece.facts.audience), "regions": piece.facts.regions}
        printed["codes"] = [[code.system, code.code] for code in piece.facts.codes]
        yield f"{piece.located.shown}#facts", _short(_hash(printed))
        for source in piece.facts.sources:
            yield f"{piece.located.shown}#sources.{source.id}", _written(source)
    else:
        yield f"{piece.located.shown}#handouts", _short(" ".join(piece.facts.handouts))


def _of_text(library: Library, written: Written, figures: str) -> Iterator[tuple[str, str]]:
    shown = written.located.shown
    for phrase in filter(prints, phrases(written.text)):
        yield f"{shown}#{at(phrase)}", _short(phrase.text)
    for number, part in enumerate([written.text, *getattr(written.text, "sections", ())]):
        beside = list(_beside_words(part, leave_out=_CHILDREN))
        if beside:
            yield f"{shown}#{(number and f'sections.{number - 1}') or ''}.beside", _short(_hash(beside))
    for path, block in blocks_of(written.text):
        where = ".".join(map(str, path))
        # What a passage is counts like its words: a step is not a point, an emergency not a note.
        yield f"{shown}#{where}", _short(_hash([block.key(), *_beside_words(block)]))
        if isinstance(block, Figure):
            name = f"{figures}/{block.figure.file}"
            yield name, (library.digest_of(name) or "missing")[:12]
    if isinstance(written.text, Passage):
        for source in written.text.sources:
            yield f"{shown}#sources.{source.id}", _written(source)


def _written(value: BaseModel) -> str:
    """The short hash of what somebody wrote in a mapping: fields that are as they are by themselves say nothing."""
    return _short(_hash(value.model_dump(mode="json", exclude_defaults=True)))


def _beside_words(value: Any, name: str = "", leave_out: frozenset[str] = frozenset({"waive"})) -> Iterator[str]:
    """What shapes the print and is no phrase: the kind of a call-out, the passage that is included, a picture's file,
    blank lines to write on, whether a row has a header, the sources. What is as it is by itself says nothing."""
    if isinstance(value, BaseModel):
        for field, info in type(value).model_fields.items():
            one = getattr(value, field)
            if field not in leave_out and one != info.get_default(call_default_factory=True):
                yield from _beside_words(one, info.alias or field)
    elif isinstance(value, tuple):
        for item in value:
            yield from _beside_words(item, name)
    elif (value is not None and not isinstance(value, str)) or name not in _TEXTS:
        yield f"{name}={value}"


# What a text or a section holds that is approved by itself, or is no part of the print.
_CHILDREN = frozenset({"waive", "version", "translation", _SEARCHED, "sections", "blocks", "sources"})
# Keys whose words are passages by themselves; every other text beside them shapes the print.
_TEXTS = frozenset(
    {
        "title", "summary", "main_message", "introduction", "text", "points", "steps", "checklist", "heading", "closing", "caption", "columns", "rows", "alt", "credit",
        "question", "answer", "term", "meaning", "label", "gap",
    }
)  # fmt: skip


def at(phrase: Phrase) -> str:
    """A passage's path as one word: ``sections.2.blocks.0.steps.3``."""
    return ".".join(str(step) for step in phrase.path)
