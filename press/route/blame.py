"""Which style, or which template, does it: asked only where a page was refused for how it looks.

A project's own files give way one after the other, and the page is typeset and measured again: where the fault goes with a
file, it is that file; within a style sheet the declarations are halved until one is left. That finds any style that there
is, with no list of properties, for half a second a try.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeVar

from press.library import ENGINE, Library
from press.problem import Place, Problem, errors

#: Faults that only a template, a style or the program can make: they are searched for in the engine's own styles, too.
WORDS = frozenset({"words-differ", "order-on-paper", "painted-over", "drawn-through", "drawn-beside", "running-head-differs"})
_NOT_OURS = frozenset({"output-unwritable", "pdf-unreadable", "wrong-typesetter"})
_PATIENCE = 20.0  # seconds
_REMEDY = "Take it out or change it: an approval covers words, and styles and templates must leave them as they are."

#: Typesets and measures a page: its HTML, and what stands in for files of the project -> what is wrong with it.
Attempt = Callable[[str, Mapping[str, Path]], list[Problem]]
T = TypeVar("T")


class Blame:
    """Looks for what is behind the faults of one page. ``refill`` fills it with the engine's template of a name."""

    def __init__(self, library: Library, html: str, attempt: Attempt, refill: Callable[[str], str | None]) -> None:
        self._library, self._html, self._attempt, self._refill = library, html, attempt, refill
        self._until = time.monotonic() + _PATIENCE
        self._folder: Path | None = None
        self._count = 0

    def named(self, problems: Sequence[Problem]) -> list[Problem]:
        """The same problems; each whose cause was found at that place, with the fault and where it shows."""
        todo = {one.rule for one in errors(problems) if not _is_named(one)} - _NOT_OURS
        causes: dict[str, tuple[Place, str]] = {}
        with tempfile.TemporaryDirectory(prefix="press-blame-") as folder:
            self._folder = Path(folder)
            for rule in sorted(todo, key=lambda rule: (rule not in WORDS, rule)):
                if rule not in causes and time.monotonic() < self._until and (cause := self._cause(rule)):
                    causes[rule] = cause
        return [_told(one, *causes[one.rule]) if one.rule in causes and not _is_named(one) else one for one in problems]

    # ---- the search ----------------------------------------------------------------------------------------------

    def _cause(self, rule: str) -> tuple[Place, str] | None:
        own = [name for name in self._sheets() if self._own(name) is not None]
        for name in own:
            if self._clears(rule, {name: self._engine(name)}):
                return self._within(rule, name)
        if own and len(own) > 1 and self._clears(rule, {name: self._engine(name) for name in own}):
            return Place(own[0]), f"the style sheets {', '.join(own)} together"
        if cause := self._template(rule):
            return cause
        if rule in WORDS:
            for name in self._sheets():
                if self._own(name) is None and self._clears(rule, {name: self._written("")}):
                    return self._within(rule, name)
        return None

    def _template(self, rule: str) -> tuple[Place, str] | None:
        """A template of the project's own that holds styles, or elements that styles apply to."""
        folder = self._library.root / "templates"
        if self._library.root == ENGINE or not folder.is_dir():
            return None
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            engine = ENGINE / "templates" / name
            if engine.is_file() and engine.read_bytes() != path.read_bytes():
                html = self._refill(name)
                if html is not None and rule not in self._rules(html, {}):
                    return Place(f"templates/{name}", _first_difference(path, engine)), "this template"
        return None

    def _within(self, rule: str, name: str) -> tuple[Place, str]:
        """The declaration of a style sheet without which the fault is gone; the sheet as a whole if it is none alone."""
        from press.typeset.declarations import declarations, without

        path = self._library.resolve(name)
        css = path.read_text(encoding="utf-8", errors="replace") if path is not None else ""
        engine = self._engine(name)
        known = {one.text for one in declarations(engine.read_text(encoding="utf-8", errors="replace"))}
        found = declarations(css)
        fresh = [one for one in found if one.text not in known]
        for some in (fresh, found):
            if some and self._clears(rule, {name: self._written(without(css, some))}):
                left = self._smallest(some, lambda part: self._clears(rule, {name: self._written(without(css, part))}))
                if len(left) == 1:
                    return Place(name, left[0].line, left[0].column), f'"{left[0].text}"'
                return Place(name, left[0].line, left[0].column), f'"{left[0].text}" and what follows it'
        return Place(name), "this style sheet"

    def _smallest(self, units: Sequence[T], clears: Callable[[Sequence[T]], bool]) -> Sequence[T]:
        """The fewest neighbours that clear the fault, found by halving."""
        while len(units) > 1 and time.monotonic() < self._until:
            half = len(units) // 2
            part = next((part for part in (units[half:], units[:half]) if clears(part)), None)
            if part is None:
                break
            units = part
        return units

    def _clears(self, rule: str, instead: Mapping[str, Path]) -> bool:
        return rule not in self._rules(self._html, instead)

    def _rules(self, html: str, instead: Mapping[str, Path]) -> set[str]:
        if time.monotonic() > self._until:
            return _EVERYTHING
        return {one.rule for one in errors(self._attempt(html, instead))}

    # ---- files ---------------------------------------------------------------------------------------------------

    def _sheets(self) -> list[str]:
        """The style sheets that the page links, the last first: that is the one that decides."""
        return re.findall(r'href="press:(styles/[^"]+\.css)"', self._html)[::-1]

    def _own(self, name: str) -> Path | None:
        """The project's own file of that name, if it is not the engine's word for word."""
        path = self._library.root / name
        if self._library.root == ENGINE or not path.is_file():
            return None
        engine = ENGINE / name
        return None if engine.is_file() and engine.read_bytes() == path.read_bytes() else path

    def _engine(self, name: str) -> Path:
        return ENGINE / name if (ENGINE / name).is_file() and self._library.root != ENGINE else self._written("")

    def _written(self, text: str) -> Path:
        assert self._folder is not None
        self._count += 1
        path = self._folder / f"{self._count}.css"
        path.write_text(text, encoding="utf-8")
        return path


class _Everything(set[str]):
    def __contains__(self, rule: object) -> bool:
        return True


_EVERYTHING = _Everything()  # nobody looked: nothing is known to be gone


def _is_named(problem: Problem) -> bool:
    """Whether a problem is at a style sheet or template already."""
    return problem.place.path.endswith((".css", ".html"))


def _told(problem: Problem, place: Place, what: str) -> Problem:
    where = "" if str(problem.place.path) in problem.fault else f" ({problem.place})"
    return replace(problem, place=place, fault=f"{what}: {problem.fault}{where}", remedy=_REMEDY)


def _first_difference(path: Path, other: Path) -> int:
    """The first line in which a file differs from another."""
    one, two = (file.read_text(encoding="utf-8", errors="replace").splitlines() for file in (path, other))
    matching: Iterable[tuple[str, int, int, int, int]] = SequenceMatcher(None, two, one, autojunk=False).get_opcodes()
    return next((start + 1 for kind, _, _, start, _ in matching if kind != "equal"), 0)
