"""Numbers for whoever watches the service, as Prometheus reads them (text format 0.0.4). No names, no words that were asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from press.desk.catalogue import Stock
from press.desk.crew import Crew


@dataclass(eq=False)
class Counts:
    """How often each kind of page was answered, and how."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, page: str, status: int) -> None:
        """One more answer."""
        self.answers[page, status] += 1


def text(counts: Counts, crew: Crew, stock: Stock) -> str:
    """All of it, one line each."""
    lines = ["# HELP handouts_answers_total Answers by kind of page and status.", "# TYPE handouts_answers_total counter"]
    for (page, status), number in sorted(counts.answers.items()):
        lines.append(f'handouts_answers_total{{page="{page}",status="{status}"}} {number}')
    for name, kind, about, value in (
        ("sheets_made_total", "counter", "Sheets that were typeset or found fresh.", crew.made),
        ("typesetters_lost_total", "counter", "Typesetters that died or took too long.", crew.lost),
        ("sheets_waiting", "gauge", "Sheets that are being made or wait for it.", crew.waiting),
        ("pieces", "gauge", "Handouts and packets that can be read.", len(stock.pieces)),
        ("mistakes", "gauge", "Mistakes that keep something from being read.", len(stock.broken())),
    ):
        lines += [f"# HELP handouts_{name} {about}", f"# TYPE handouts_{name} {kind}", f"handouts_{name} {value}"]
    return "\n".join([*lines, ""])
