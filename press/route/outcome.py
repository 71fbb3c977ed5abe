"""How the making of an edition ended, and how editions are to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from press import receipt
from press.edition import Edition
from press.problem import Problem

STEPS = ("read", "check", "mark up", "typeset", "preflight", "keep")


class State(StrEnum):
    """How the making of an edition ended."""

    BUILT = "built"
    FRESH = "fresh"
    FAILED = "failed"
    REFUSED = "refused"  # not releasable, and a release was asked for


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one edition. ``path`` is the kept PDF, ``step`` the last step reached (1 to 6).

    ``released`` says whether that PDF is a release. ``made_from`` is the key of all that was read for it
    (``known.source_key``): whoever gave the work compares it with what the verdict was about. ``findings`` are those of the
    problems that step 2 found, ``shapes`` the files that the page's code covers.
    """

    edition: Edition
    state: State
    path: Path | None = None
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    step: int = 6
    seconds: float = 0.0
    fingerprint: str = ""
    released: bool = False
    made_from: str = ""
    findings: tuple[Problem, ...] = field(default=(), repr=False)
    shapes: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """How editions are to be made: where to, as of which day, and whether only releases are wanted.

    ``store`` is where receipts and PDFs are kept; by default a hidden folder in ``out``. ``patience`` is how many
    seconds one edition may take on a worker before it counts as hanging. ``in_a_hurry``: somebody waits for a sheet and
    reads no findings; the words of what is a draft anyway are then not checked (step 2), and the next build checks them.
    ``as_draft``: to be looked at, never to be handed out; what is released is marked as a draft, too.
    """

    out: Path
    today: date
    release: bool = False
    force: bool = False
    store: Path | None = None
    patience: float = 300.0
    in_a_hurry: bool = False
    as_draft: bool = False

    @property
    def kept(self) -> receipt.Store:
        """The store of this run."""
        return receipt.Store(self.store or self.out / ".store")
