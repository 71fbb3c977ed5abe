"""``handouts completion``: the script that makes the TAB key complete names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from press.commands import examples

_INSTALL = {
    "bash": 'eval "$(handouts completion bash)"      in ~/.bashrc',
    "zsh": 'eval "$(handouts completion zsh)"       in ~/.zshrc',
    "fish": "handouts completion fish | source       in ~/.config/fish/config.fish",
}


@click.command(epilog=examples(*_INSTALL.values()))
@click.argument("shell", type=click.Choice(list(_INSTALL)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script that lets TAB complete commands, handouts, languages and brands."""
    found = get_completion_class(shell)
    assert found is not None  # the choices are click's own three
    click.echo(found(ctx.find_root().command, {}, "handouts", "_HANDOUTS_COMPLETE").source())
    return 0
