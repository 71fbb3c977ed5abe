"""Why each problem of making and keeping a PDF is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "changed-while-made": "What was approved and what is printed must be the same files: one changed in between.",
    "file-not-in-code": "The code at the foot names one exact sheet: it must cover every file that shapes it.",
    "output-unwritable": "The finished PDF cannot be kept where it should be.",
    "worker-died": "The typesetter ended without a word: out of memory, or a fault of its own.",
}
