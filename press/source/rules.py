"""Why each problem of reading a YAML file is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "comma-in-list": "In brackets and braces every comma parts: 4,000 would be read as 4 and 000, and a sentence as two.",
    "duplicate-key": "Most readers of YAML keep the last of two equal keys and drop the first unseen; a dose could vanish "
    "so.",
    "escape-in-quotes": "In double quotes a backslash is a command: with the letter after it, it becomes another character.",
    "file-empty": "An empty file would print an empty handout.",
    "file-missing": "A file that another one needs is not there.",
    "file-too-large": "A handout has a few pages. A file this large is not one, and could exhaust the computer.",
    "file-unreadable": "The file is there and the computer does not let it be read.",
    "invisible-character": "A character that cannot be seen can turn the digits of a dose around on the page.",
    "key-not-text": "Keys are words; anything else is a slip of the YAML that would lose what stands below it.",
    "line-joined": "A list's item that slipped by one space is read as the end of the item above it.",
    "list-too-long": "A list this long is not read to its end; NHS content guide: lists of at most about six.",
    "list-too-short": "A list, a table or a packet needs something in it.",
    "merge-conflict": "Marks that git leaves when two people changed the same lines: one of the two texts must be chosen.",
    "missing-key": "Something that every handout of this kind needs is not there.",
    "nested-too-deep": "No handout is nested so deep; it is a slip of indentation, or an attack.",
    "not-utf-8": "In another encoding letters would print as other letters.",
    "nothing-sign": "YAML's sign for nothing would print as a sign or a word.",
    "second-document": "What follows a line of three hyphens is a second document; it would not be read.",
    "text-empty": "A key without its text would print nothing where something was meant.",
    "text-too-long": "A text this long was meant to be several.",
    "unknown-key": "A misspelt key would be left out of the page unseen.",
    "unknown-value": "Only the values that the message names mean anything here.",
    "words-after-hash": "YAML takes all that follows a \" #\" for a remark: Use inhaler #2 would print as Use inhaler.",
    "words-not-read": "A second, simple reading of the file found words that the first one left out.",
    "wrong-type": "Text, list, number and mapping are different things; guessing would print something else than was "
    "meant.",
    "wrong-value": "The value is not one that can be printed here.",
    "yaml-alias": "An alias copies text from another place, unseen where it is read and reviewed.",
    "yaml-syntax": "The file cannot be understood from this line on, so nothing of it is printed.",
    "yaml-tag": "A tag changes how a value is read; every value here is text, as typed.",
}
