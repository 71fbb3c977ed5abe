"""The command line: options in, one call, words out, exit code. Each command is a module of ``press/commands``.

Exit codes: 0 fine, 1 problems, 2 wrong usage; 130 after Ctrl-C. A command's module is loaded only when it is wanted, and
none loads the typesetting engine before it prints, so that ``handouts --help`` and the shell's TAB key answer at once.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import keyword
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

import click

from press import __version__, commands
from press.commands import WrongUsage, examples

# The rooms of `handouts --help`. A command exists because its module in press/commands does: one that no room names
# stands in the last.
ROOMS = {
    "Print": ("get", "build", "preview", "order"),
    "Look": ("find", "list", "status", "check", "due", "recall"),
    "Write and translate": ("new", "import", "changes", "confirm", "new-language"),
    "Review": ("approve", "diff"),
    "Set up": ("init", "schema", "doctor", "completion"),
}


def _module(name: str) -> str:
    """The module of a command: a word that Python keeps for itself gets an underscore (``import_``)."""
    word = name.replace("-", "_")
    return f"{word}_" if keyword.iskeyword(word) else word


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are wanted, and listed by room."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order in which the help shows them."""
        return [name for names in self._rooms().values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if _module(cmd_name) not in _modules():
            return None
        found: click.Command | None = getattr(
            importlib.import_module(f"press.commands.{_module(cmd_name)}"), "command", None
        )
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name for a word that is no command."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from press.problem import nearest

            near = nearest(args[0], self.list_commands(ctx))
            remedy = f'Did you mean "{near}"?' if near else '"handouts --help" shows them all.'
            raise WrongUsage(f'There is no command "{args[0]}". {remedy}')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the number that it returns is the exit code."""
        result = super().invoke(ctx)
        if isinstance(result, int) and result:
            ctx.exit(result)
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, one list for each room."""
        for room, names in self._rooms().items():
            with formatter.section(room):
                found = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl([(name, command.get_short_help_str(120)) for name, command in found if command])

    def _rooms(self) -> dict[str, tuple[str, ...]]:
        """Rooms with the commands that are there, and a last one for commands that no room names."""
        there = _modules()
        rooms = {room: tuple(name for name in names if _module(name) in there) for room, names in ROOMS.items()}
        named = {_module(name) for names in ROOMS.values() for name in names}
        others = sorted(name.replace("_", "-") for name in there - named)
        return {room: names for room, names in {**rooms, "More": tuple(others)}.items() if names}


@functools.cache
def _modules() -> frozenset[str]:
    found = (module.name for module in pkgutil.iter_modules(commands.__path__))
    return frozenset(name for name in found if name not in commands.SHARED)


@click.group(
    cls=LazyGroup,
    epilog=examples(
        "handouts get migraine --lang es      the Spanish sheet, here",
        "handouts check                       what is wrong, in every handout",
        "handouts build                       make everything that changed",
        "handouts COMMAND --help              more about one command",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--project",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="HANDOUTS_PROJECT",
    help="The folder that holds handouts/. Default: the nearest one, from here upwards.",
)
@click.option("--no-color", is_flag=True, help="No colours (so does the variable NO_COLOR).")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of the program itself.")
@click.version_option(__version__, prog_name="handouts", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, project: Path | None, no_color: bool, debug: bool) -> None:
    """Prints patient handouts in many languages and print sizes, and refuses to print what is wrong."""
    del project, debug  # read where they are needed, from the context
    if no_color or os.environ.get("NO_COLOR"):
        ctx.color = False


def main(arguments: list[str] | None = None) -> None:
    """The program ``handouts``: runs one command and ends the process with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows "?" for it: no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone (`handouts list | head`): nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    if arguments is None and "press.commands.get" in sys.modules:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """End at once, without taking a library and a typesetter apart: who waits for a sheet waits 60 ms for that."""
    with contextlib.suppress(OSError):
        sys.stderr.flush()
        sys.stdout.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    """One command's exit code; every way in which it can fail ends here, in words."""
    try:
        result: Any = cli.main(arguments, prog_name="handouts", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped. What was finished is kept; nothing is left half-written.", err=True)
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last door: a bug becomes one line that a nurse can pass on
        return _bug(error, arguments)
    return result if isinstance(result, int) else 0


def _bug(error: Exception, arguments: list[str]) -> int:
    said = " ".join(str(error).split())[:200]
    click.echo(f"This is a fault of Handout Press, not of your handouts: {type(error).__name__}: {said}", err=True)
    if "--debug" in arguments or os.environ.get("HANDOUTS_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True)
    else:
        again = " ".join(["handouts", "--debug", *arguments])
        click.echo(f"Please report it with what this prints: {again}", err=True)
    return 1


if __name__ == "__main__":
    main()
