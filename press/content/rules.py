"""Why each problem of what a text is made of, and of the marks in it is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "asterisk-single": "A lone * prints as an asterisk where bold was meant.",
    "block-shape": "An item of a section says what it is, a paragraph, a list, a table: guessing would print one as "
    "another.",
    "bold-empty": "Two pairs of asterisks with nothing between them print nothing.",
    "bold-unclosed": "Without the second ** the asterisks print and nothing is bold.",
    "bracket-alone": "Square brackets belong to links and terms; a lone pair prints as brackets.",
    "bracket-unclosed": "Without its second bracket a link or term prints as raw marks.",
    "bracket-unopened": "Without its first bracket a link or term prints as raw marks.",
    "callout-empty": "A frame without words draws the eye to nothing.",
    "escape-unknown": "A backslash stands only before the marks that it keeps from being marks.",
    "html-in-text": "HTML in a text would print as raw marks, or change the page unseen.",
    "link-empty": "A link without words or address cannot be used.",
    "link-scheme": "A link leads to https, tel or mailto; others can open files or run code.",
    "mark-nested": "Marks inside marks read ambiguously and print so.",
    "mark-not-here": "This text prints without marks; they would stand on the page as raw characters.",
    "source-or-translation": "A text is a source with a version of its own, or a translation of one: freshness rests on which.",
    "table-headless": "A screen reader says a cell with its header; without one a number stands for anything (WCAG 2.2, "
    "1.3.1).",
    "table-shape": "A row with a cell too few or too many puts each later cell under another header.",
    "template-in-text": "Double braces belong to templates; in a text they are a mistake or an attack.",
    "two-blocks": "Of two kinds in one item one would be left out.",
    "two-paragraphs": "On paper a line break inside a text is a space: two lines, such as two doses, would run together.",
    "unknown-block": "A kind of block that does not exist would be left off the page.",
}
