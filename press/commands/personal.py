"""What this person has settled, for the commands that ask for it: where the settings are, and which clinic is meant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage
from press.commands.project import must_be_read
from press.commands.screen import styled

if TYPE_CHECKING:
    from press.library import Library
    from press.settings import Settings


def settings_file() -> Path:
    """Where this person's settings are: ``HANDOUTS_SETTINGS``, else the system's folder for such files."""
    named = os.environ.get("HANDOUTS_SETTINGS")
    return Path(named) if named else Path(click.get_app_dir("handout-press")) / "settings.yaml"


def settings() -> Settings:
    """This person's settings. What cannot be read is said, and counts as not there."""
    from press.settings import load

    found, problems = load(settings_file())
    for problem in problems:
        click.echo(styled(problem), err=True)
    return found


def brand_of(library: Library, asked: str | None) -> str:
    """The clinic that is meant: asked for, this person's, the project's, or the only one. Raises WrongUsage.

    With several and none chosen nothing is taken by alphabet: it would print another clinic's emergency number.
    """
    if asked:
        must_be_read(library, "brand", [asked], library.brands)
        return asked
    broken = library.unread("brand")  # where one cannot be read, the only one that can may be another clinic's
    if not library.brands:
        must_be_read(library, "brand", broken, library.brands)
        raise WrongUsage("There is no brand: make a folder in styles/brands/ with a brand.yaml.")
    if len(library.brands) == 1 and not broken:
        return next(iter(library.brands))
    for name, where in ((settings().brand, str(settings_file())), (library.policy.default_brand, "policy.yaml")):
        if name and name in library.brands:
            return name
        if name:
            must_be_read(library, "brand", [name] if name in broken else [], library.brands)
            raise WrongUsage(f'There is no brand "{name}", which {where} names. There are: {", ".join(library.brands)}.')
    if len(library.brands) == 1:
        must_be_read(library, "brand", broken, library.brands)
    known = "\n".join(f"  --brand {name:<28} {library.brands[name].name}" for name in library.brands)
    raise WrongUsage(
        f'Which clinic is it for? Say so:\n{known}\nTo settle it for everybody, write "default_brand: NAME" in policy.yaml; '
        "for yourself, set HANDOUTS_BRAND."
    )
