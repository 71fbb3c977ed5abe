"""Languages: tags, endonyms, direction, digits, dates, sentence marks, word breaks, font stacks, fixed words.

A language exists when ``handouts/_languages/<tag>.yaml`` does. What Unicode's data (CLDR) knows is taken from there; what
it lacks or knows badly stands in the file (``dates``, ``lists``, ``abbreviations``).

An endonym is printed in sheets of *other* languages ("This sheet in other languages"), whose fonts lack its letters: set
it with its own ``lang``, ``dir`` and ``fonts``.
"""

from press.language.cldr import canonical_tag, direction, is_tag
from press.language.file import (
    Dates,
    FixedWords,
    Language,
    LanguageFile,
    Lists,
    format_date,
    join_names,
    load_language,
)
from press.language.text import BREAK, ascii_digits, break_words, sentences, spelt

__all__ = [
    "BREAK",
    "Dates",
    "FixedWords",
    "Language",
    "LanguageFile",
    "Lists",
    "ascii_digits",
    "break_words",
    "canonical_tag",
    "direction",
    "format_date",
    "is_tag",
    "join_names",
    "load_language",
    "sentences",
    "spelt",
]
