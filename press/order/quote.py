"""What an order will take: pages, paper, totals. An edition that is kept and still fresh is not made again to be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from press import route
from press.edition import Edition
from press.library import Library
from press.order.request import Item, Request, edition_of
from press.problem import Problem, errors


@dataclass(frozen=True, slots=True)
class Estimate:
    """One piece: ``pages`` is 0 where it cannot be made. ``why_not`` says why it may not be released, else it is empty."""

    item: Item
    pages: int
    why_not: str
    problems: tuple[Problem, ...] = ()

    @property
    def sheets(self) -> int:
        """Sheets of paper of one copy."""
        return self.pages if self.item.sides == 1 else -(-self.pages // 2)


def quote(
    library: Library,
    request: Request,
    today: date,
    jobs: int | None = None,
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Estimate, ...]:
    """Pages and paper of every piece, counted in the sheets for the screen, which break into pages as the printed ones do.

    They are kept in the project's ``out/``, where ``handouts build`` and the next quote find them.
    """
    editions = {Edition(item.slug, item.language, item.variant, item.brand) for item in request.items}
    watch(0, len(editions))
    made = {}
    run = route.Run(library.root / "out", today)
    for outcome in route.run(library, editions, run, jobs):
        made[outcome.edition] = outcome
        watch(len(made), len(editions))
    found = []
    for item in request.items:
        outcome = made[Edition(item.slug, item.language, item.variant, item.brand)]
        why = route.verdict(library, edition_of(item), today, run.kept).why
        found.append(Estimate(item, outcome.pages, why, tuple(errors(outcome.problems)) if not outcome.pages else ()))
    return tuple(found)
