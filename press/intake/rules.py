"""Why each problem of taking a leaflet in is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "character-lost": "A character that stands for one that was lost, or for none, can hide a sign of a dose: 50 g for 50 µg.",
    "encoding-unknown": "Read by a guessed encoding, letters and signs become others.",
    "leaflet-kind": "A file is read by the way of its kind, or not at all: read by another, words are lost in silence.",
    "leaflet-too-long": "What a handout cannot hold would be cut off somewhere; a person chooses where the leaflet is parted.",
    "leaflet-unreadable": "A damaged file could come in with a part of its words missing.",
    "text-garbled": "Text that went through a wrong encoding shows other signs than were typed: 5â€“10 mg for 5–10 mg.",
}
