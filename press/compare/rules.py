"""Why each problem of comparing two sides is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "nothing-to-compare": "Two sides are compared: one of them is not there.",
    "revision-ambiguous": "A name that is a revision and a folder would be compared with the one that was not meant.",
    "revision-unreadable": "What git cannot read cannot be compared.",
    "unknown-revision": "A revision that does not exist holds nothing to compare.",
}
