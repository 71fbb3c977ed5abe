"""Why each problem of the project's fonts is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "font-package": "Only the pinned fonts print the same page on every computer.",
    "fonts-not-ready": "The fonts are made once from their packages; until then no page can be printed.",
    "fonts-not-written": "The fonts are made once, into a folder that must be writable.",
    "fonts-too-late": "The typesetter looks for fonts when it starts: they must be chosen before.",
}
