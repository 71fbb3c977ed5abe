"""What a person sees: problems in colour, tables, a progress bar. Plain text where the output is not a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from press.problem import Problem, Severity

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {Severity.ERROR: "red", Severity.REVIEW: "yellow"}


def on_terminal() -> bool:
    """Whether a person watches: progress and questions are for them alone."""
    return sys.stdout.isatty() and sys.stdin.isatty()


def console(ctx: click.Context, err: bool = False) -> Console:
    """A rich console that keeps to click's rule for colours. A pipe gets wide lines: programs do not read folded words."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else 200
    return Console(
        file=stream, width=width, no_color=True if ctx.color is False else None, highlight=False, soft_wrap=False
    )


def styled(problem: Problem) -> str:
    """A problem in its usual shape, coloured; ``click.echo`` takes the colours out where they do not belong."""
    head = (
        f"{click.style(str(problem.place), bold=True)}: "
        f"{click.style(str(problem.severity), fg=_COLOURS[problem.severity], bold=True)}: "
        f"{problem.fault} {click.style(f'[{problem.rule}]', dim=True)}"
    )
    return "\n".join([head, *(f"    {line}" for line in problem.remedy.splitlines())])


def table(
    ctx: click.Context,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    keep: Sequence[int] = (0,),
    err: bool = False,
) -> None:
    """Print a table without frames; the columns in ``keep`` are never folded."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_header=any(heads))
    for number, head in enumerate(heads):
        made.add_column(head, no_wrap=number in keep, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))  # Text: a "[" in a cell is a bracket, not a colour
    out = console(ctx, err)
    with out.capture() as captured:
        out.print(made)
    for line in captured.get().splitlines():
        click.echo(line.rstrip(), err=err)


def as_json(value: Any) -> None:
    """One JSON value in one line; ASCII only, so that no terminal's encoding can damage it."""
    click.echo(json.dumps(value, ensure_ascii=True))
