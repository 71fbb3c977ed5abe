"""Why each problem of approvals, and the freshness of translations is one: rule -> reason and source."""

from __future__ import annotations

# What is only to be looked at, and holds nothing back.
REVIEWS = ("words-newer", "language-not-compared")

RULES: dict[str, str] = {
    "answer-missing": "What a safety rule leaves to a person must have been looked at by a person: one word why is kept.",
    "answer-unused": "An answer to a finding that is not there may have been meant for another one.",
    "approval-edited": "An approval says what its reviewer signed: each entry has a check sum, and an edit by hand voids it.",
    "approval-expired": "Medical knowledge ages: an approval holds until its review date.",
    "approval-refused": "What is recorded must be readable by everybody who relies on it.",
    "approval-unsound": "An approval dated ahead, or good for longer than anybody may approve, was not written by the program.",
    "approval-void": "An approval is for exactly the words that were reviewed; one changed letter voids it.",
    "approval-withdrawn": "Somebody took the approval back.",
    "approvals-unwritable": "Nothing was recorded, and what was recorded before is as it was.",
    "back-translation": "A back-translation that is named in an approval must be kept with it.",
    "brand-unconfirmed": "A patient dials what is printed: somebody vouches for each telephone, emergency number and address.",
    "confirmation-date": "The latest entry counts: one dated before another would not.",
    "emergency-number": "A number that is no emergency number of the country brings no ambulance.",
    "language-not-compared": "What no table compares, a person compares: one answer for the language says who, until the tables change.",
    "machine-translation": "Machine translation of critical text must be reviewed by a qualified human translator (45 CFR 92.201).",
    "made-from-altered": "A search-and-replace through the folder would make a stale translation look fresh: what was confirmed is sealed.",
    "made-from-unwritable": "Nothing was recorded, and what was recorded before is as it was.",
    "not-approved": "Nobody has reviewed and approved this text.",
    "nothing-to-withdraw": "Only an approval that is in force can be taken back.",
    "passage-source": "One text of a shared passage is the source; a second would never be compared with it.",
    "review-date": "A review date lies ahead, and not so far that nobody looks again.",
    "reviewer-name": "The name and role of the reviewer, typed so that all can read them, are what an approval is worth.",
    "still-to-write": "A handout with an open question to the clinic is not complete.",
    "structure-differs": "Passages are compared by where they stand: with one too many, each later one would have the wrong partner.",
    "text-missing": "What is not written in a language can be neither approved nor printed in it.",
    "translation-stale": "The source text changed after this was translated: the two may say different things.",
    "translation-unconfirmed": "Nobody has recorded that this translation says what its source says.",
    "unknown-passage-path": "A slip in a passage's name would confirm nothing, or another passage.",
    "words-newer": "Fixed words that came with a later version of the press were not there when the others were approved.",
    "words-not-approved": "The fixed words of a language print on every page; they are reviewed once for all handouts.",
}
