"""Why each problem of a language file is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "fixed-word-in-english": "A fixed word that was left in English prints on every sheet of the language.",
    "fixed-word-missing": "What a fixed word says stands on no sheet of a language that has none.",
    "form": "A form that cannot be taken apart would find no word, or another one.",
    "language-direction": "Text of one direction, set in the other, turns numbers and sentences round.",
    "language-tag": "Fonts, dates and voices are chosen by the tag: it must be one of BCP 47, in its one spelling.",
    "letters-without-font": "A letter that no font of the language has prints as an empty box.",
    "placeholder-missing": "A fixed word without its placeholder would print no number, date or page.",
    "placeholder-unknown": "A placeholder that nothing fills would print in braces.",
    "plural-form": "A plural form that the language does not have would never be used, and one that it has would be "
    "missing (CLDR).",
    "regional-word": "A word that differs by country needs one for every country that is not named.",
    "script-unknown": "The script decides direction and fonts (ISO 15924).",
    "stands-twice": "One of two equal entries was meant to be another.",
    "table-missing": "What no table holds, nothing compares with the source: a person must.",
    "tables-contradict": "A word that means two things at once would find a fault in right translations, or none in wrong "
    "ones.",
    "unknown-language": "A language exists when its file in handouts/_languages/ does: it holds direction, fonts and fixed "
    "words.",
    "word-break": "Lines that break inside words cannot be read; lines that cannot break run out of the page.",
    "word-spaces": "A space at the edge of a fixed word doubles a space, or joins a line, wherever it prints.",
}
