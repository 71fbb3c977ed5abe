"""The one route, step 1 to step 6: make(edition) for one, run(editions) for many. The only executor.

1 read · 2 check · 3 mark up · (fresh?) · 4 typeset · 5 preflight · 6 keep. The same numbers appear in ``--verbose``
output and in ``press/README.md``. An error in steps 1, 3, 4 or 5 means no PDF at all; an error in step 2 keeps the
edition out of every release, but a draft can still be printed, marked.

    verdict     what is a release, and why not               known   what an edition is made of, and who approved what
    outcome     how a making ended, and what a run is        pool    many editions on all cores
    steps       one edition, step 1 to step 6                warm    a process that answers, for whoever waits for one sheet
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from press.edition import Edition
from press.library import Library
from press.route.known import source_key
from press.route.outcome import STEPS, Outcome, Run, State
from press.route.steps import (
    Task,
    agreed,
    expected,
    fresh,
    freshness,
    inputs,
    made,
    make,
    no_draft_beside,
    of_run,
    remember,
    task,
    withdraw,
)
from press.route.verdict import Grounds, Verdict, findings, grounds, problems_of, verdict

Executor = Callable[[Library, Iterable[Edition], Run], Iterator[Outcome]]
"""What makes many editions: this machine's cores, or a cluster's workers."""

__all__ = [
    "STEPS",
    "Executor",
    "Grounds",
    "Outcome",
    "Run",
    "State",
    "Task",
    "Verdict",
    "agreed",
    "expected",
    "findings",
    "fresh",
    "freshness",
    "grounds",
    "inputs",
    "made",
    "make",
    "no_draft_beside",
    "of_run",
    "problems_of",
    "remember",
    "run",
    "source_key",
    "task",
    "verdict",
    "withdraw",
]


def run(library: Library, editions: Iterable[Edition], run: Run, workers: int | None = None) -> Iterator[Outcome]:
    """Make many editions on all cores; see ``pool.run``, which is loaded only here: one sheet needs no workers."""
    from press.route import pool

    return pool.run(library, editions, run, workers)
