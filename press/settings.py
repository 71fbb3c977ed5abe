"""What one person has settled on this machine: the clinic, the printer, which paper lies in it. One small YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from press.content import Name, Strict
from press.problem import Place, Problem, errors
from press.receipt import keep
from press.source import check, read
from press.source.writer import dump

HEAD = "# Settings of Handout Press for this person on this machine. `handouts printers` writes here.\n"
NAME = "settings.yaml"

Paper = Literal["A4", "Letter", "Legal", "A5", "A3"]


class Settings(Strict):
    """settings.yaml: everything may be left out."""

    brand: Name | None = Field(default=None, description="The clinic whose sheets are printed where nobody says which.")
    printer: Name | None = Field(default=None, description="The printer that --print takes where nobody says which.")
    printers: tuple[Name, ...] = Field(default=(), max_length=50, description="Addresses of printers: ipp://NAME/ipp/print.")
    paper: Mapping[str, Paper] = Field(default_factory=dict, description="Printer to the paper that lies in it.")


def load(path: Path) -> tuple[Settings, list[Problem]]:
    """The settings; without a file, or with one that cannot be read, the empty ones, and why."""
    if not path.exists():
        return Settings(), []
    located, problems = read(path, str(path))
    if errors(problems) or located.tree is None:
        return Settings(), problems
    found, more = check(located, Settings)
    return found or Settings(), [*problems, *more]


def save(path: Path, settings: Settings) -> list[Problem]:
    """Write the settings whole, or leave the file as it is and say why."""
    said = {name: _plain(value) for name, value in settings.model_dump(mode="json", exclude_defaults=True).items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        keep(path, (HEAD + (dump(said) + "\n" if said else "{}\n")).encode())
    except OSError as error:
        fault = f"the settings cannot be written: {error.strerror or error}"
        return [Problem(Place(str(path)), "settings-unwritable", fault, "Name another file: HANDOUTS_SETTINGS.")]
    return []


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "settings-unwritable": "What a person settled must be there the next time, or the person must know that it is not.",
}
