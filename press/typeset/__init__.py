"""HTML -> PDF, and the list of files that were read for it. The only package that knows WeasyPrint.

WeasyPrint is loaded at the first page, not when this package is imported: it takes half a second, and the project's
fonts must be chosen before. The package reaches into private parts of it (``patched``); it refuses one that is
another there.

    proof       what comes back              fetch     the only way in for files
    rendering   one page, start to end       stylesheets  parsed once
    layout      is every word on the paper   tags      structure for screen readers
    fit         what the layout parted
    remarks     in plain words               letters   what is drawn, copied, found and read aloud
    places      back to the author's line    tag_tree  what tags work on
    witness     what WeasyPrint logs         patched   where it is changed, and patches, what takes notes
    finish      what the screen needs        press_ready  what a printing press needs
    slow        styles that take long        memos    what is remembered between documents
    rules       why each problem is one      loading  WeasyPrint, in half the time
    second      one page, by a process that loads meanwhile: it starts early, so little is imported here
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from press.problem import Place, Problem
from press.typeset import patched, second
from press.typeset.loading import quickly
from press.typeset.proof import Input, Locate, Proof, Resolve
from press.typeset.rules import RULES
from press.typeset.second import ahead

if TYPE_CHECKING:
    from press.library.inks import Inks  # Pillow takes its time, and a page for the screen does not need it here

__all__ = [
    "RULES",
    "WEASYPRINT",
    "Input",
    "Locate",
    "Proof",
    "Resolve",
    "ahead",
    "check_stylesheet",
    "slow_styles",
    "typeset",
]

#: The version that the patches were made for.
WEASYPRINT = "70.0"


def typeset(
    html: str,
    *,
    place: Place,
    resolve: Resolve,
    locate: Locate,
    inks: Inks | None = None,
    meanwhile: Callable[[], Any] = lambda: None,
) -> Proof:
    """Typeset one HTML page.

    ``place`` is where problems of the page as a whole belong; ``locate`` gives the place of a ``data-at`` key;
    ``resolve`` gives the file of a ``press:`` address. With ``inks`` the page is made for a printing press.
    ``meanwhile`` is called while another process typesets (see ``ahead``), and not at all where none does. The same HTML and files give the same bytes on every machine.
    The proof has no PDF when anything at all is wrong: no word may be missing, cut off or printed as a box.
    """
    if problems := _not_ready():
        return Proof(None, 0, (), tuple(problems))
    if inks is None and (done := second.typeset(html, place, resolve, locate, meanwhile)) is not None:
        return done
    proof: Proof = _rendering().typeset(html, place, resolve, locate, inks)
    return proof


def check_stylesheet(name: str, resolve: Resolve) -> list[Problem]:
    """What the typesetter does not understand in a style sheet, each at its line and column in the file."""
    if problems := _not_ready():
        return problems
    found: list[Problem] = _rendering().check_stylesheet(name, resolve)
    return found


def slow_styles(folder: Path) -> list[Problem]:
    """What is slow in the style sheets of a project, each at its line. Loads no WeasyPrint."""
    from press.typeset.slow import slow_in_sheet

    sheets = sorted((folder / "styles").rglob("*.css"))
    texts = [
        (path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8", errors="replace")) for path in sheets
    ]
    return [problem for name, text in texts for problem in slow_in_sheet(name, text)]


def forget() -> None:
    """Forget what was remembered of styles, letters and pictures: after a page that was stopped half way."""
    if "press.typeset.rendering" in sys.modules:
        _rendering().forget()


def _not_ready() -> list[Problem]:
    """A WeasyPrint that a promise does not fit, or no fonts: refuse rather than print something else."""
    if version_problem := _wrong_version():
        return [version_problem]
    if "press.typeset.rendering" in sys.modules:
        return []
    from press import fonts

    return fonts.activate()


@functools.cache
def _installed_version() -> str:
    import importlib.metadata

    try:
        return importlib.metadata.version("weasyprint")
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _wrong_version() -> Problem | None:
    """Another version may serve: what matters is whether the functions that the press replaces are as they were."""
    installed = _installed_version()
    if installed != "none" and (patched.is_same() or not (lost := list(patched.changed(("promise",))))):
        return None
    fault = f"WeasyPrint {WEASYPRINT} is needed, {installed} is installed"
    if installed != "none":
        fault += ": " + "; ".join(f"{name} is another ({patch.lost})" for patch, name in lost)
    return Problem(Place("pyproject.toml"), "wrong-typesetter", fault, f"Type: pip install weasyprint=={WEASYPRINT}")


def _rendering() -> ModuleType:
    with quickly():
        from press.typeset import rendering
    return rendering
