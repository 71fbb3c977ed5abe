"""A printer profile: what one print shop's press needs. ``styles/printers/<name>/printer.yaml`` and its ICC profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from press.content import Name, Strict
from press.problem import Problem
from press.source import Located

DEFAULT_PRINTER = "open-fogra39"
"""The profile that is taken where nobody names one."""
_MARK_GAP = 3.0  # mm at least between the trim and a crop mark, so that no mark is left on the paper
_MARK_ROOM = 6.0  # mm for a crop mark of 5 mm and a little air

Paper = Literal["letter", "a4"]


class Printer(Strict):
    """printer.yaml: the printing condition, its ICC profile, and what the shop asks of a file."""

    name: Name = Field(description="The press and the paper, in words.")
    condition: Name = Field(
        description="What the ICC profile describes, by its registered name: FOGRA39, CGATS TR 006."
    )
    registry: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")] = Field(
        default="http://www.color.org", description="Where that name is registered."
    )
    icc: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(icc|icm)$")] = Field(
        description="The ICC profile, a file in this folder: CMYK, for printing."
    )
    bleed_mm: float = Field(default=3, ge=0, le=10, description="How far grounds reach beyond the trim: 3, or 3.175.")
    marks: Literal["crop", "none"] = Field(default="crop", description="Crop marks outside the bleed, or none.")
    max_ink: int = Field(default=300, ge=200, le=400, description="Most ink in one place, all four together, percent.")
    min_dpi: int = Field(default=300, ge=100, le=1200, description="Least pixels to the inch of a picture, as printed.")
    papers: tuple[Paper, ...] = Field(
        default=("a4", "letter"), min_length=1, description="Sizes that this shop prints."
    )

    @property
    def marks_mm(self) -> float:
        """How far from the trim the crop marks begin: outside the bleed."""
        return max(self.bleed_mm, _MARK_GAP)

    @property
    def outside_mm(self) -> float:
        """How far the file reaches beyond the trim on each side: the bleed, and outside it the crop marks."""
        return self.marks_mm + _MARK_ROOM if self.marks == "crop" else self.bleed_mm


def profile_problems(printer: Printer, located: Located, folder: Path) -> Iterator[Problem]:
    """Why the ICC profile of a printer cannot be used, at its line of printer.yaml."""
    path, place = folder / printer.icc, located.place(("icc",))
    try:
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        data = None
    if data is None:
        fault, remedy = (
            f'the ICC profile "{printer.icc}" is missing',
            f"Put it beside {located.shown}: ask the print shop.",
        )
        yield Problem(place, "icc-missing", fault, remedy)
    elif found := _fault(data):
        rule, fault, remedy = found
        yield Problem(place, rule, f'"{printer.icc}" {fault}', remedy)


def _fault(data: bytes) -> tuple[str, str, str] | None:
    """Rule, fault and remedy for bytes that are no ICC profile for printing (ICC.1:2010, 7.2 and 7.3)."""
    ask = "Ask the print shop for its ICC profile for CMYK printing."
    if data[36:40] != b"acsp":
        return "icc-unreadable", "is not an ICC profile", ask
    if int.from_bytes(data[:4], "big") != len(data):
        return "icc-unreadable", "is cut off, or longer than it says", "Copy it again."
    space, kind = data[16:20].decode("latin-1").strip(), data[12:16]
    if space != "CMYK":
        return "icc-not-cmyk", f"is a profile for {space}, not for CMYK", ask
    if kind != b"prtr":
        return "icc-not-cmyk", "is not a profile of a printing process", ask
    count = int.from_bytes(data[128:132], "big")
    tags = {data[132 + 12 * i : 136 + 12 * i] for i in range(min(count, 100))}
    if not (tags & {b"A2B0", b"A2B1"} and tags & {b"B2A0", b"B2A1"}):
        return "icc-unreadable", "has no tables from and to CMYK", ask
    return None
