"""Why each problem of taking a leaflet in is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "encoding-unknown": "Read by a guessed encoding, letters and signs become others.",
    "leaflet-kind": "A file is read by the way of its kind, or not at all: read by another, words are lost in silence.",
    "leaflet-unreadable": "A damaged file could come in with a part of its words missing.",
}
