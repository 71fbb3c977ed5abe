"""Languages: tags, endonyms, direction, digits, dates, sentence marks, word breaks, font stacks, fixed words.

A language exists when ``handouts/_languages/<tag>.yaml`` does. What Unicode's data (CLDR) knows is taken from there; what
it lacks or knows badly stands in the file (``dates``, ``lists``, ``abbreviations``).

An endonym is printed in sheets of *other* languages ("This sheet in other languages"), whose fonts lack its letters: set
it with its own ``lang``, ``dir`` and ``fonts``.
"""

from press.language.begun import begun, standing
from press.language.cldr import all_month_names, canonical_tag, direction, display_names, is_language_name, is_tag
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
from press.language.finding import Hit
from press.language.layers import OWN, Layer, Shelf, no_tables, own_tables
from press.language.lexicon import Lexicon, Prepared
from press.language.tables import OPPOSITES, WANTED, Compares, Example, Telling
from press.language.text import BREAK, ascii_digits, break_words, sentences, spelt

__all__ = [
    "BREAK",
    "OPPOSITES",
    "OWN",
    "WANTED",
    "Compares",
    "Dates",
    "Example",
    "FixedWords",
    "Hit",
    "Language",
    "LanguageFile",
    "Layer",
    "Lexicon",
    "Lists",
    "Prepared",
    "Shelf",
    "Telling",
    "all_month_names",
    "ascii_digits",
    "begun",
    "break_words",
    "canonical_tag",
    "direction",
    "display_names",
    "format_date",
    "is_language_name",
    "is_tag",
    "join_names",
    "load_language",
    "no_tables",
    "own_tables",
    "sentences",
    "spelt",
    "standing",
]
