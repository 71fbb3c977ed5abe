"""Why each problem of the preview is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "engine-fault": "A fault of the program, not of the text.",
    "not-there": "What was asked for does not exist.",
    "typesetter-lost": "The typesetter ended while it made the page; the next save starts it again.",
}
