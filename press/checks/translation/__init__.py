"""Rules that compare a translation with its source text: structure, numbers, words.

Read downhill: ``matching`` pairs numbers, ``pairs`` says what a comparison is, ``align`` pairs lists of unlike length,
``laying`` lays two texts side by side; ``comparing`` knows words such as "at least", ``negation`` "do not", ``meanings``
opposites, weekdays and how often, ``scripts`` scripts and languages; ``parallel``, ``numbers``, ``amounts``, ``words`` and
``language`` hold the rules, ``examples`` tries those of the language files.
"""

from press.checks.translation.amounts import amount_in_words_differs, amount_in_words_missing
from press.checks.translation.language import (
    final_mark_differs,
    label_not_translated,
    length_unusual,
    names_differ,
    negation_added,
    negation_missing,
    not_translated,
    wrong_language,
    wrong_script,
)
from press.checks.translation.numbers import (
    amounts_change_places,
    amounts_differ,
    comparison_differs,
    dates_differ,
    doses_differ,
    half_day_differs,
    link_page_differs,
    links_differ,
    numbers_differ,
    phones_differ,
    placeholders_differ,
    ranges_swapped,
    terms_differ,
)
from press.checks.translation.parallel import (
    blocks_differ,
    callout_differs,
    checklist_differs,
    entries_differ,
    parts_differ,
    points_differ,
    questions_differ,
    sections_differ,
    steps_differ,
    table_differs,
)
from press.checks.translation.words import (
    day_differs,
    frequency_differs,
    opposite_differs,
    time_of_day_differs,
    weekday_differs,
    word_missing,
)

__all__ = [
    "amount_in_words_differs",
    "amount_in_words_missing",
    "amounts_change_places",
    "amounts_differ",
    "blocks_differ",
    "callout_differs",
    "checklist_differs",
    "comparison_differs",
    "dates_differ",
    "day_differs",
    "doses_differ",
    "entries_differ",
    "final_mark_differs",
    "frequency_differs",
    "half_day_differs",
    "label_not_translated",
    "length_unusual",
    "link_page_differs",
    "links_differ",
    "names_differ",
    "negation_added",
    "negation_missing",
    "not_translated",
    "numbers_differ",
    "opposite_differs",
    "parts_differ",
    "phones_differ",
    "placeholders_differ",
    "points_differ",
    "questions_differ",
    "ranges_swapped",
    "sections_differ",
    "steps_differ",
    "table_differs",
    "terms_differ",
    "time_of_day_differs",
    "weekday_differs",
    "word_missing",
    "wrong_language",
    "wrong_script",
]
