"""YAML text -> located tree -> checked values. The only package that knows YAML.

Every scalar stays the text that was typed (``no``, ``1.10``, ``012345`` and ``12:30`` are words here, because a
dose that a parser "understands" is a dose that may be printed wrong), and every node knows its line and column.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from press.problem import Problem
from press.source.complaints import model_problem
from press.source.doubts import counting, mended_quotes, problem_of
from press.source.kinds import NO_PROSE, SENTENCES
from press.source.reader import MAX_BYTES, MAX_RECORD_BYTES, REFUSED, character_name, parse, read, text_of
from press.source.tree import Doubt, Located, Mapping, Node, Sequence, Text, TreePath, plain

__all__ = [
    "MAX_BYTES",
    "MAX_RECORD_BYTES",
    "NO_PROSE",
    "REFUSED",
    "SENTENCES",
    "Doubt",
    "Located",
    "Mapping",
    "Node",
    "Sequence",
    "Text",
    "TreePath",
    "character_name",
    "check",
    "load",
    "mended_quotes",
    "parse",
    "plain",
    "read",
    "remember",
    "text_of",
]

M = TypeVar("M", bound=BaseModel)


# Files as they were last read, by path, shown path and model; None where nothing is remembered. All of it is immutable.
_remembered: dict[tuple[Path, str, type[BaseModel]], tuple[bytes, Any, Located, tuple[Problem, ...]]] | None = None


def remember() -> None:
    """From now on, remember what was read: a process that opens one project again and again reads what changed.

    A file counts as the same by its content, never by its time.
    """
    global _remembered  # one memory for one process
    _remembered = _remembered if _remembered is not None else {}


def load(path: Path, shown: str, model: type[M], most: int = MAX_BYTES) -> tuple[M | None, Located, list[Problem]]:
    """Read a file and check it against ``model``: the value (None where it is not well-formed), places, problems.

    A file of more than ``most`` bytes is not read.
    """
    if _remembered is None:
        return _load(path, shown, model, most)
    try:
        content = path.read_bytes()
    except OSError:
        return _load(path, shown, model, most)
    known = _remembered.get((path, shown, model))
    if known is None or known[0] != content:
        value, located, problems = _load(path, shown, model, most)
        known = _remembered[path, shown, model] = (content, value, located, tuple(problems))
    return known[1], known[2], list(known[3])


def _load(path: Path, shown: str, model: type[M], most: int) -> tuple[M | None, Located, list[Problem]]:
    located, problems = read(path, shown, most)
    if located.tree is None:
        return None, located, problems
    if located.doubts:
        located = replace(located, doubts=tuple(counting(located, model)))
    value, more = check(located, model)
    return (None if problems else value), located, problems + more


def check(located: Located, model: type[M], value: Any = None) -> tuple[M | None, list[Problem]]:
    """Check a located tree against ``model``; every mistake becomes a located problem in the author's words.

    ``value`` is checked in place of the tree where the tree is a part of it: laid over another file.
    """
    doubts = [problem_of(doubt, located) for doubt in counting(located, model)] if located.doubts else []
    try:
        checked = model.model_validate(plain(located.tree) if value is None else value)
        return (None if doubts else checked), doubts
    except ValidationError as error:
        found = error.errors(include_url=False)
        # The validator counts a list's items without those that it refused: such a "too short" is no fault of its own.
        faults = [
            one
            for one in found
            if one["type"] != "too_short" or not any(_below(one["loc"], other["loc"]) for other in found)
        ]
        return None, doubts + [model_problem(one, located, model) for one in faults]


def _below(upper: tuple[int | str, ...], lower: tuple[int | str, ...]) -> bool:
    return len(lower) > len(upper) and lower[: len(upper)] == upper
