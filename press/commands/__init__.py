"""The commands of ``handouts``: one module each, of the command's name, holding ``command``.

A command reads its options, makes one call into the engine, says in words what came of it and returns an exit code. The
modules load only click at first; what a command needs of the engine it loads when it runs. The only click and rich.
"""

from __future__ import annotations

import click

# The modules here that several commands share: every other one is a command.
SHARED = frozenset({"starting", "executor", "options", "outcomes", "personal", "project", "proving", "screen", "sets", "spooling"})


def examples(*lines: str) -> str:
    """The foot of a command's help: lines to copy, with their line breaks kept (``\\b`` is click's mark for that)."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


class WrongUsage(click.ClickException):
    """A name or a request that cannot be meant: exit code 2, without click's reminder of the whole usage."""

    exit_code = 2
