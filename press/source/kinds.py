"""What kind of text stands at a place of a file: prose that a person reads, or a name, number, date or code.

The content models say it. A text with a form of its own (a pattern without spaces, one of some words, a number) is no
prose: what stands behind it after a " #" can only be a remark, and a comma in a list of such texts can only part them.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, StringConstraints


class Kind(Enum):
    """What stands at a place."""

    PROSE = auto()  # words that somebody reads
    SENTENCES = auto()  # a list whose items are whole sentences
    OTHER = auto()  # names, numbers, dates, codes; or a mapping


class _Mark:
    """A mark in a type's annotation, for this module alone."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind


NO_PROSE = _Mark(Kind.OTHER)
"""Marks a text that is a name of something, such as a language tag, and whose type does not show it."""
SENTENCES = _Mark(Kind.SENTENCES)
"""Marks a list whose items are whole sentences."""


@cache
def kind_at(model: type[BaseModel], path: tuple[str, ...]) -> Kind:
    """The kind of what stands at ``path`` in a file of ``model``: keys, and "" for each position in a list.

    Where the file does not fit the model, OTHER: the model's own errors say so.
    """
    here: list[Any] = [model]
    for step in path:
        here = [inner for one in here for inner in _step(one, step)]
    kinds = {_kind(one) for one in here}
    return next((kind for kind in (Kind.SENTENCES, Kind.PROSE) if kind in kinds), Kind.OTHER)


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def _parts(annotation: Any) -> list[Any]:
    """The alternatives of an annotation, without None."""
    if get_origin(annotation) in (Union, UnionType):
        return [part for one in get_args(annotation) if one is not NoneType for part in _parts(one)]
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) in (Union, UnionType, Annotated):
        inner, *marks = get_args(annotation)
        return [Annotated[(part, *marks)] for part in _parts(inner)]
    return [annotation]


def _step(annotation: Any, step: str) -> list[Any]:
    found = []
    for part in _parts(annotation):
        bare, *marks = get_args(part) if get_origin(part) is Annotated else (part,)
        if isinstance(bare, type) and issubclass(bare, BaseModel):
            found += [_hints(bare)[step]] if step in _hints(bare) else []
        elif get_origin(bare) in (tuple, list) and step == "":
            item = get_args(bare)[0]
            found.append(Annotated[(item, NO_PROSE)] if NO_PROSE in marks else item)
        elif get_origin(bare) is dict and step:
            found.append(get_args(bare)[1])
    return found


def _kind(annotation: Any) -> Kind:
    kinds = {_of_part(part) for part in _parts(annotation)}
    return next((kind for kind in (Kind.SENTENCES, Kind.PROSE) if kind in kinds), Kind.OTHER)


def _of_part(part: Any) -> Kind:
    marks: tuple[Any, ...] = ()
    while get_origin(part) is Annotated:
        part, *more = get_args(part)
        marks = (*marks, *more)
    own = next((mark.kind for mark in marks if isinstance(mark, _Mark)), None)
    if own is not None:
        return own
    if get_origin(part) in (tuple, list):
        return _kind(get_args(part)[0])
    if part is not str or get_origin(part) is Literal:
        return Kind.OTHER
    patterns = [str(mark.pattern) for mark in marks if isinstance(mark, StringConstraints) and mark.pattern]
    return Kind.OTHER if any(" " not in pattern for pattern in patterns) else Kind.PROSE
