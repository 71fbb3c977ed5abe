"""Why each problem of what stands in a project's folders is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "figure-empty": "A picture without content prints as a hole.",
    "figure-missing": "A page without its picture looks complete and is not.",
    "figure-refused": "A drawing that reaches out of its file could print other files, load from the network or run code.",
    "figure-too-large": "A picture this large makes the PDF slow to open and print, and is no sharper on paper.",
    "figure-unreadable": "A damaged picture prints as a hole or stops the printer.",
    "file-name": "Files are found by their names: one form of name, so that none is overlooked.",
    "file-unknown": "What the press does not read would lie there as if it counted.",
    "icc-missing": "Without the print shop's ICC profile nobody knows which inks make a colour.",
    "icc-not-cmyk": "A screen's profile says nothing about ink on paper.",
    "icc-unreadable": "A file that is no ICC profile, or a damaged one, gives no inks.",
    "include-nested": "Passages that include passages hide from the reviewer what prints.",
    "link-refused": "A link to another folder, or out of the project, can bring in text that nobody reviewed with this "
    "project.",
    "passage-missing": "A shared passage must exist in every language that includes it; leaving it out could leave out a "
    "warning.",
    "project-missing": "Handouts are looked for in the folder handouts/ of a project.",
    "slug-invalid": "The folder's name is the handout's identity: it must work in addresses, file names and on every "
    "system.",
    "slug-taken": "The folder's name is the handout's identity: there cannot be two of one name.",
    "source-missing": "Translations follow the source text; without it nobody can say whether they are right.",
    "translation-missing": "A translation says what it was made from, so that it is noticed when that changes.",
    "unknown-brand": "The brand that is meant where nobody says which decides the telephone numbers on the page.",
    "unknown-handout": "A name that leads nowhere would print a dead reference.",
    "unknown-passage": "A passage that is included must be there.",
    "unknown-source": "A passage must not rest on a source that is not listed.",
    "unknown-variant": "A paper budget for a print size that does not exist is checked by nobody.",
    "version-missing": "The version printed on the page tells which text a patient was given.",
}
