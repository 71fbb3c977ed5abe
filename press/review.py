"""What may be released, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from press.content import Written


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an edition's text may be released, and the marks that a draft of it carries.

    ``marks`` are keys of the language's fixed words, the weightiest first; empty when released.
    """

    released: bool
    marks: tuple[str, ...] = ()
    approved: date | None = None
    review_by: date | None = None


def standing(written: Written, today: date) -> Standing:
    """Where one language of a handout stands on ``today``. Nothing is approved yet: everything is a draft."""
    del today
    provenance = written.text.translation
    machine = provenance is not None and provenance.method == "machine"
    return Standing(released=False, marks=("not_reviewed", *(("machine_translation",) if machine else ())))
