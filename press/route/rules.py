"""Why each problem of making and keeping a PDF is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "output-unwritable": "The finished PDF cannot be kept where it should be.",
    "worker-died": "The typesetter ended without a word: out of memory, or a fault of its own.",
}
