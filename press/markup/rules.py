"""Why each problem of filling the templates is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "brand-value-missing": "A brand without this value would print a hole in the sentence, such as a call to no number.",
    "glyph-missing": "A letter that no font has prints as an empty box. The reader cannot tell which letter is missing.",
    "piece-missing": "A packet prints all its handouts or none: a patient cannot see that one is missing.",
    "template-broken": "The page template has a mistake at this line.",
    "template-changes-words": "An approval covers words, not templates: each text stands on the page whole, once and in order, and "
    "nothing else but fixed words, brand values and the parts of a page.",
    "template-missing": "Every block has a template of its name.",
    "unknown-placeholder": "A placeholder that nothing fills would print in braces, or as a hole.",
}
