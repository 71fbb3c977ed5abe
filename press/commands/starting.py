"""Starting the typesetting engine for a command: fonts first, then the loading of it all."""

from __future__ import annotations

import os
from pathlib import Path

import click

from press.commands.screen import on_terminal, styled


def start() -> None:
    """Choose the project's fonts, made now where they are missing. Must be called before ``press.route`` is imported.

    Raises a click error (exit code 1) where there are no fonts to print with.
    """
    from press import fonts

    problems = fonts.activate()
    if any(problem.rule == "fonts-not-ready" for problem in problems):
        click.echo("Making the fonts: once, for about a minute …", err=True)
        problems = fonts.prepare(_report) or fonts.activate()
    if problems:
        lines = [styled(problem) for problem in problems]
        raise click.ClickException(
            "\n".join(["Nothing can be printed without fonts.", *lines, '"handouts doctor" says more.'])
        )


def _report(name: str, done: int, total: int) -> None:
    if on_terminal():
        click.echo(f"\r  {done} of {total}: {name:<40}", nl=done == total, err=True)


def writable(folder: Path) -> bool:
    """Whether files can be made in a folder; makes the folder where it is missing. Raises OSError where it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    trial = folder / f".handouts-{os.getpid()}.part"
    trial.touch()
    trial.unlink()
    return True
