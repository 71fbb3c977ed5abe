"""Which script and which language a text is written in."""

from __future__ import annotations

import functools
import re

from press.language import Telling

# Letters of a script, as regular-expression ranges (Unicode 15, Blocks.txt); the key is ISO 15924.
_RANGES: dict[str, str] = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armn": "\u0530-\u058f",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Beng": "\u0980-\u09e5\u09f0-\u09ff",
    "Guru": "\u0a00-\u0a65\u0a70-\u0a7f",
    "Gujr": "\u0a80-\u0ae5\u0af0-\u0aff",
    "Orya": "\u0b00-\u0b65\u0b70-\u0b7f",
    "Taml": "\u0b80-\u0be5\u0bf0-\u0bff",
    "Telu": "\u0c00-\u0c65\u0c70-\u0c7f",
    "Knda": "\u0c80-\u0ce5\u0cf0-\u0cff",
    "Mlym": "\u0d00-\u0d65\u0d70-\u0d7f",
    "Sinh": "\u0d80-\u0de5\u0df0-\u0dff",
    "Thai": "\u0e00-\u0e4f\u0e5a-\u0e7f",
    "Laoo": "\u0e80-\u0ecf\u0eda-\u0eff",
    "Mymr": "\u1000-\u103f\u104a-\u109f\uaa60-\uaa7f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethi": "\u1200-\u1399\u2d80-\u2ddf",
    "Khmr": "\u1780-\u17d3\u17d7-\u17dd",
    "Hani": "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Jpan": "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Kore": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
}
_ALIASES = {"Hans": "Hani", "Hant": "Hani", "Hang": "Kore", "Aran": "Arab"}
_DENSE = frozenset({"Hans", "Hant", "Hani", "Jpan", "Kore"})  # a character says as much as three letters


def is_known(script: str) -> bool:
    """Whether letters of a script (ISO 15924) can be counted."""
    return _ALIASES.get(script, script) in _RANGES


@functools.cache
def _letters(script: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Letters of a script, and letters of any other."""
    ranges = _RANGES[_ALIASES.get(script, script)]
    return re.compile(f"[{ranges}]+"), re.compile(rf"[^\W\d_{ranges}]+")


_seen: dict[
    str, tuple[set[str], set[str]]
] = {}  # for each script its characters, and letters of others, as they were met


def _strange(text: str, script: str) -> bool:
    """Whether a letter of another script stands in a text; characters are looked at once."""
    familiar, foreign = _seen.setdefault(script, (set(), set()))
    others = set(text) - familiar
    if others and not others <= foreign:
        new = others - foreign
        foreign |= {character for character in new if _letters(script)[1].match(character)}
        familiar |= new - foreign
    return not others.isdisjoint(foreign)


def share(text: str, script: str) -> tuple[float, int]:
    """How much of ``text`` is in a script, 0 to 1, and how many letters there are in all."""
    inside, outside = _letters(script)
    if not _strange(text, script):  # most texts, told by their few different characters
        return 1.0, len(text)
    others = sum(map(len, outside.findall(text)))
    own = sum(map(len, inside.findall(text)))
    weight = 3 if own >= 6 and script in _DENSE else 1
    return (own * weight / (own * weight + others) if own + others else 1.0), own + others


def foreign_letters(text: str, telling: Telling) -> str:
    """Letters of a neighbouring language that ``text`` is mostly written in: traditional characters in a simplified text."""
    wrong = [char for char in text if char in telling.not_letters]
    right = sum(char in telling.letters for char in text)
    return "".join(dict.fromkeys(wrong)) if len(wrong) > right and len(wrong) >= 3 else ""


@functools.cache
def _known_languages() -> frozenset[str]:
    import py3langid  # here, because the model takes 0.2 s to load and only this rule needs it

    return frozenset(str(label) for label, _ in py3langid.rank("a"))


def language_of(text: str) -> str:
    """The language that ``text`` is most likely written in, as a primary subtag."""
    import py3langid

    return str(py3langid.classify(text)[0])


# Scripts that only one of the languages writes which handouts are known to be in: the letters tell.
_OF_ONE_LANGUAGE = {
    "Grek": "el", "Armn": "hy", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Gujr": "gu", "Guru": "pa", "Thai": "th",
    "Laoo": "lo", "Mymr": "my", "Khmr": "km", "Geor": "ka", "Sinh": "si", "Orya": "or", "Kore": "ko",
}  # fmt: skip


LEAST_FREQUENT = 0.08  # of all words: a language's twenty most frequent words are a third of its texts


def _frequent(text: str, telling: Telling) -> float:
    """How many of the words of a text are among the most frequent ones of a language, 0 to 1."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in telling.words for word in words) / len(words) if words else 1.0


def is_language(text: str, base: str, telling: Telling, script: str = "") -> tuple[bool, str]:
    """Whether ``text`` reads as the language ``base``, and what it reads as. True where nothing can tell the language.

    A language that the identifier has no label for is told by the words of its file (``telling:``), or by the labels that its
    texts are read as.
    """
    if _OF_ONE_LANGUAGE.get(script) == base and share(text, script)[0] >= 0.5:
        return True, base
    known = base in _known_languages()
    if not known and telling.words:  # told by its own most frequent words
        return (True, base) if _frequent(text, telling) >= LEAST_FREQUENT else (False, language_of(text))
    if not known and not telling.read_as:
        return True, base
    found = language_of(text)
    return found == base or found in telling.read_as, found
