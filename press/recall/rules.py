"""Why each problem of the history of what was released is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "history-line-broken": "What a broken line recorded is not known any more.",
    "history-unreadable": "Without its history nobody can say whether a sheet is current.",
    "history-unwritable": "A sheet that is not recorded cannot be recalled.",
}
REVIEWS = ("history-line-broken",)  # a person must judge; all others are errors
