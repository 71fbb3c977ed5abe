"""What typesetting is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from press.problem import Place, Problem

#: Maps the path part of ``press:styles/handout.css`` to a real file, or to None where there is no such file.
Resolve = Callable[[str], Path | None]

#: Maps the value of a ``data-at`` attribute to the place in the YAML file where the author wrote the passage.
Locate = Callable[[str], Place]


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """One file that the page was made from: its name as linked (``styles/handout.css``) and its content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A typeset PDF before it is kept. ``pdf`` is None when there is any error among the problems.

    ``inputs`` are all files that were read, sorted by name, each once; they are complete even when there is no PDF.
    """

    pdf: bytes | None
    pages: int
    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...]
