"""Finds a handout by what a person types: words, synonyms or a code, in any language, slips of the hand forgiven.

Staff type what they hear ("botox migrane", "g43709", a word in Chinese). Titles, keywords, summaries, names and codes
of every language are searched at once; a word that only a few handouts have counts for more than one that all have.
The only rapidfuzz.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from press.content import Facts, Handout, PacketText, Translation
from press.language import canonical_tag, display_names, is_language_name
from press.library import Library, Piece

Kind = Literal["code", "title", "keyword", "name", "code's name", "summary"]

# How much a hit in each kind of text counts; a title says best what a handout is about.
WEIGHTS: dict[Kind, float] = {
    "code": 1.0, "title": 1.0, "keyword": 0.93, "name": 0.9, "code's name": 0.85, "summary": 0.7
}  # fmt: skip
LEAST = 0.5  # of 1: below this a handout has nothing to do with what was typed
CLEAR = 0.04  # a hit that leads the next by less than this is not a clear winner
PACKET = 0.96  # who asks for one topic wants its handout, not the packet that holds it too

_STRIPPED = re.compile(
    "[\u0300-\u036f"  # accents over Latin, Greek and Cyrillic letters
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"  # Arabic vowel signs, hamza above and below, tatweel
)
# Letters that people type for one another and that no decomposition maps: Persian and Urdu forms of Arabic letters
# (Unicode Standard, 9.2), and Latin letters with a stroke.
_LETTERS = str.maketrans("\u0649\u06cc\u06ce\u06a9\u06c0\u0629\u06c1\u06be\u06d5\u0671\u06a4\u0111\u00f0\u0142\u00f8\u0131\u0127\u0153\u00e6", "\u064a\u064a\u064a\u0643\u0647\u0647\u0647\u0647\u0647\u0627\u0641ddloihoa")
# Scripts written without spaces between words: a word there is looked for inside the text.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\W_]+(?:[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u0e00-\u0eff]+[^\W_]*)*")
_CODE = re.compile(r"[A-Z]+\d[\dA-Z]*|\d{4,}[\dA-Z]*")
# How record systems write a code: "ICD10:G43.709.", "ICD10CM G43.709".
_SYSTEM = re.compile(r"^\s*(icd-?10(?:-?cm)?|snomed(?:[- ]?ct)?|rxnorm|loinc)\s*[:|\s]\s*", re.IGNORECASE)


def normalise(text: str) -> str:
    """Text as it is compared: one form for letters that look or sound alike, no accents, ASCII digits, small letters."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", _STRIPPED.sub("", text)).translate(_LETTERS)
    kept = []
    for character in text:
        if unicodedata.category(character) == "Nd":
            kept.append(str(unicodedata.digit(character)))
        elif unicodedata.category(character) != "Cf":  # zero-width joiners, direction marks
            kept.append(character)
    return "".join(kept)


def words_of(text: str) -> list[str]:
    """The words of a normalised text; a run of a script without spaces is one word. Vowel signs stay with their letters."""
    return _WORD.findall(text)


def of_system(text: str) -> tuple[str, str]:
    """What stands before a code to name its system, and the rest: ``ICD10:G43.709.`` is ``ICD10`` and ``G43.709.``."""
    found = _SYSTEM.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def code_of(text: str) -> str:
    """A code without its punctuation, in capitals: ``g43.709`` is ``G43709``."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())


@dataclass(frozen=True, slots=True)
class Hit:
    """A handout or packet that was found: ``score`` up to 1, and in what text the words were found."""

    slug: str
    score: float
    kind: Kind
    text: str  # the title, keyword or code that matched, as it is written
    language: str  # of that text; empty for names and codes
    exact: bool = True  # False where a slip of the hand was forgiven


@dataclass(frozen=True, slots=True)
class _Entry:
    slug: str
    kind: Kind
    text: str
    language: str
    squeezed: str  # normalised, without spaces


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    entry: _Entry
    exact: bool


class Index:
    """What can be found in a library, ready for many questions."""

    def __init__(self, library: Library, languages: Iterable[str] = ()) -> None:
        """Index the whole library, or only the texts in ``languages``."""
        tags = frozenset(languages)
        self._entries: list[_Entry] = []
        self._words: dict[str, set[int]] = defaultdict(set)
        self._parts: dict[str, str] = {}  # each word, decomposed: Hangul by its parts
        self._packets = frozenset(library.packets)
        self._count = len(library.pieces)
        for piece in library.pieces.values():
            if tags and not tags & piece.texts.keys():
                continue
            for kind, text, language in _texts(piece):
                if not tags or not language or language in tags:
                    self._add(_Entry(piece.slug, kind, text, language, "".join(words_of(normalise(text)))))

    def _add(self, entry: _Entry) -> None:
        if entry.kind != "code":
            for word in words_of(normalise(entry.text)):
                self._words[word].add(len(self._entries))
                self._parts.setdefault(word, unicodedata.normalize("NFD", word))
        self._entries.append(entry)

    def find(self, asked: str) -> list[Hit]:
        """The handouts and packets that ``asked`` may mean, best first; equal ones by slug."""
        best: dict[str, Hit] = {}
        for hit in [*self._by_words(asked), *self._by_code(asked)]:
            score = hit.score * (PACKET if hit.slug in self._packets else 1)
            if score >= LEAST and (hit.slug not in best or score > best[hit.slug].score):
                best[hit.slug] = Hit(hit.slug, round(score, 4), hit.kind, hit.text, hit.language, hit.exact)
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.slug))

    # ---- codes ------------------------------------------------------------------------------------------------------

    def _by_code(self, asked: str) -> Iterator[Hit]:
        _, bare = of_system(asked)
        candidates = {
            code for part in [asked, bare, *bare.split()] if _CODE.fullmatch(code := code_of(part)) and len(code) >= 3
        }
        for entry in self._entries:
            if entry.kind == "code":
                code = code_of(entry.text.rpartition(" ")[2])
                if code in candidates:
                    yield Hit(entry.slug, 1.0, "code", entry.text, "")
                elif any(code.startswith(candidate) for candidate in candidates):
                    yield Hit(entry.slug, 0.9, "code", entry.text, "")

    # ---- words ------------------------------------------------------------------------------------------------------

    def _by_words(self, asked: str) -> Iterator[Hit]:
        words = list(dict.fromkeys(words_of(normalise(asked))))
        found = [self._matches(word) for word in words]
        weights = [self._rarity(word, matches) for word, matches in zip(words, found, strict=True)]
        joined = "".join(words)
        whole = self._squeezed(joined) if len(joined) >= (4 if len(words) > 1 else 8) else {}
        for slug in {*whole, *(slug for matches in found for slug in matches)}:
            gained = [(w * m[slug].score, m[slug]) for w, m in zip(weights, found, strict=True) if slug in m]
            score = sum(points for points, _ in gained) / sum(weights)
            top = max(gained, key=lambda pair: pair[0])[1] if gained else whole[slug]
            if slug in whole and whole[slug].score > score:
                score, top = whole[slug].score, whole[slug]
            exact = top.exact if len(gained) < 2 else all(match.exact for _, match in gained)
            yield Hit(slug, score, top.entry.kind, top.entry.text, top.entry.language, exact)

    def _rarity(self, word: str, matches: dict[str, _Match]) -> float:
        """How much a word counts: more the fewer handouts have it, little where it is a short word that none has."""
        if not matches and len(word) <= 3 and not _UNSPACED.search(word):
            return 0.2
        return math.log(1 + max(self._count, 1) / max(len(matches), 1))

    def _matches(self, word: str) -> dict[str, _Match]:
        """The best place of a word in each handout."""
        if _UNSPACED.search(word):
            return self._inside(word)
        best: dict[str, _Match] = {}
        for known, likeness in self._alike(word):
            for number in self._words[known]:
                entry = self._entries[number]
                _better(best, _Match(likeness * WEIGHTS[entry.kind], entry, likeness >= 0.9))
        return best

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        """Known words that a typed word may mean, with a likeness up to 1; Hangul is compared by its parts."""
        typed = unicodedata.normalize("NFD", word)
        slips = 0 if len(typed) <= 3 else 1 if len(typed) <= 6 else 2 if len(typed) <= 10 else 3
        found = process.extract(
            typed,
            self._parts,
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        found = [(known, distance, spelt) for spelt, distance, known in found]
        close = {known for known, _, _ in found}
        for known, distance, _ in found:
            yield known, 1.0 if distance == 0 else 0.9 - 0.07 * distance
        if len(word) >= 3:
            yield from ((known, 0.9) for known in self._words if known.startswith(word) and known not in close)

    def _squeezed(self, joined: str) -> dict[str, _Match]:
        """Where all the words stand in a row, spaces or not: "head ache" is "headache", and the reverse."""
        best: dict[str, _Match] = {}
        for entry in self._entries:
            if entry.kind != "code" and joined in entry.squeezed:
                share = 0.96 if joined != entry.squeezed else 1.0
                _better(best, _Match(share * WEIGHTS[entry.kind], entry, exact=True))
        return best

    def _inside(self, word: str) -> dict[str, _Match]:
        """A word of a script without spaces: whole inside a text, or most of its pairs of letters."""
        pairs = {word[at : at + 2] for at in range(len(word) - 1)} or {word}
        best: dict[str, _Match] = {}
        for entry in self._entries:
            share = 1.0 if word in entry.squeezed else 0.9 * sum(pair in entry.squeezed for pair in pairs) / len(pairs)
            if share < 0.6 and len(word) >= 3 and _one_slip(word, entry.squeezed):
                share = 0.6  # one of three characters is another one, or a traditional for a simplified one
            if share >= 0.55:
                _better(best, _Match(share * WEIGHTS[entry.kind], entry, share == 1.0))
        return best


def _one_slip(word: str, text: str) -> bool:
    """Whether ``text`` holds ``word`` but for one of every three characters."""
    may = len(word) // 3
    for at in range(len(text) - len(word) + 1):
        if sum(a != b for a, b in zip(word, text[at : at + len(word)], strict=True)) <= may:
            return True
    return False


def _better(best: dict[str, _Match], match: _Match) -> None:
    slug = match.entry.slug
    if slug not in best or match.score > best[slug].score:
        best[slug] = match


def _texts(piece: Piece) -> Iterator[tuple[Kind, str, str]]:
    """Everything by which a handout can be found, its source text first: kind, text and language."""
    yield "name", piece.slug, ""
    if isinstance(piece, Handout) and isinstance(piece.facts, Facts):
        for code in piece.facts.codes:
            yield "code", f"{code.system} {code.code}", ""
            if code.display:
                yield "code's name", code.display, ""
    source = piece.facts.source_language
    for tag in sorted(piece.texts, key=lambda tag: (tag != source, tag)):
        text = piece.texts[tag].text
        if isinstance(text, Translation | PacketText):
            yield "title", text.title, tag
            yield "summary", text.summary, tag
            yield from (("keyword", keyword, tag) for keyword in text.keywords)


# ------------------------------------------------------------------------------------------------- names of languages

SUGGESTED = 5


def _names(library: Library) -> dict[str, set[str]]:
    """What each language is called in English, in itself and on its file's list, as it is compared -> tags."""
    found: dict[str, set[str]] = defaultdict(set)
    for tag, language in library.languages.items():
        for name in (tag, language.name, language.endonym, *language.lexicon.table.names):
            found[normalise(name)].add(tag)
    return found


def language_asked(library: Library, asked: str) -> tuple[list[str], list[str]]:
    """The languages that a person names exactly, and, where none is, at most five that may be meant, the likeliest first.

    By tag, in English, in the language itself, by the other names of its file, and in the project's other languages (CLDR),
    accents or not.
    """
    wanted = normalise(asked.strip())
    own = [
        tag
        for tag, one in library.languages.items()
        if wanted in (normalise(tag), normalise(one.name), normalise(one.endonym))
    ]
    if own:
        return own, []
    names = _names(library)
    if wanted in names:
        return sorted(names[wanted]), []
    tags = list(library.languages)
    if "-" in asked and canonical_tag(asked):
        same = [tag for tag in tags if tag.split("-")[0] == canonical_tag(asked).split("-")[0]]
        return ([canonical_tag(asked)], []) if canonical_tag(asked) in same else ([], same[:SUGGESTED])
    for tag in tags:
        for name in display_names(tag, tags):
            names[normalise(name)].add(tag)
    if wanted in names:
        return sorted(names[wanted]), []
    if is_language_name(asked):  # a language that the project has not: its neighbours in spelling are no help
        return [], []
    return [], _likeliest(wanted, names)


def _likeliest(wanted: str, names: dict[str, set[str]]) -> list[str]:
    """Tags of the names most like what was typed: begun alike, a word of it, or a few slips away; Hangul by its parts."""
    scores: dict[str, float] = {}
    typed = unicodedata.normalize("NFD", wanted)
    for name, tags in names.items():
        known = unicodedata.normalize("NFD", name)
        score = OSA.normalized_similarity(typed, known)
        if len(typed) >= 3 and (known.startswith(typed) or typed in known.split() or known in typed.split()):
            score = max(score, 0.8)
        if score >= 0.6:
            for tag in tags:
                scores[tag] = max(scores.get(tag, 0), score)
    return sorted(scores, key=lambda tag: (-scores[tag], tag))[:SUGGESTED]


def clear_winner(hits: list[Hit]) -> Hit | None:
    """The one handout that is surely meant; None where several may be, or none."""
    if not hits or (len(hits) > 1 and hits[0].score - hits[1].score < CLEAR):
        return None
    return hits[0]
