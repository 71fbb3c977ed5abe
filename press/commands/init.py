"""``handouts init``: a content project of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from press.commands import WrongUsage, examples


@click.command(epilog=examples("handouts init our-handouts", "handouts init .            in this empty folder"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> int:
    """Make a new content project: a first handout, an example brand, what editors need.

    Templates, styles and languages stay those of the press until you put your own beside them.
    """
    from press import scaffold, schema

    try:
        made, problems = scaffold.new_project(folder, schema.files())
    except OSError as error:
        raise WrongUsage(f'"{click.format_filename(folder)}" cannot be written: {error.strerror or error}.') from error
    if problems:
        raise WrongUsage(f"{problems[0].place}: {problems[0].fault}. {problems[0].remedy}")
    click.echo(f"Made in {click.format_filename(folder)}: {', '.join(made)}")
    click.echo(f"\nNow:  cd {click.format_filename(folder)}\n      handouts check\n      handouts build")
    return 0
