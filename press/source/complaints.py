"""A parser's and a validator's complaints, said in an author's words."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from press.problem import Place, Problem, counted, did_you_mean
from press.source.second import Lost
from press.source.tree import Located, Mapping, Sequence, Text, TreePath

DELETE_CHARACTER = "Delete it: it cannot be seen, and can make a number print other than it reads. The press sets directions by itself."


def unread_problem(lost: Lost, place: Place) -> Problem:
    """Words of the file that are neither a key nor in a text that was read."""
    words = " ".join(lost.words.split())
    fault = f'"{words[:80]}{"…" if len(words) > 80 else ""}" is not read as it stands here'
    remedy = (
        'Put the whole text in "double quotes", in one line; write "key: text", and "- text" for each item of a list.'
    )
    return Problem(place, "words-not-read", fault, remedy)


def model_problem(error: AnyMapping[str, Any], located: Located, model: type[BaseModel]) -> Problem:
    """One of pydantic's errors as a located problem."""
    loc: tuple[str | int, ...] = tuple(error["loc"])
    path = data_path(loc)
    kind, context = str(error["type"]), error.get("ctx") or {}
    if path and path[-1] == "[key]":  # a mapping whose keys are checked: the fault is the key's
        return _key_problem(kind, str(error["msg"]), located, path[:-1])
    name = f'"{path[-1]}"' if path and isinstance(path[-1], str) else "this item"
    if kind == "extra_forbidden":
        remedy = did_you_mean(str(path[-1]), known_keys(model, loc[:-1]))
        return Problem(located.key_place(path), "unknown-key", f"{name} is not a key that is known here", remedy)
    if kind == "missing":
        return Problem(located.place(path[:-1]), "missing-key", f"{name} is missing", f'Add a line "{path[-1]}: …".')
    if kind in ("literal_error", "enum"):
        known = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        fault = f"{name} cannot be {_shape(located.node(path))}"
        return Problem(
            located.place(path),
            "unknown-value",
            fault,
            f"{did_you_mean(_typed(located.node(path)), known)} It must be one of: {', '.join(known)}.",
        )
    rule, fault, remedy = _value_words(kind, context, name, str(error["msg"]))
    found = located.node(path)
    if "found" not in fault and not kind.startswith(
        ("press_", "string_too_short", "too_short", "too_long", "value_error")
    ):
        fault += f" ({_shape(found)} found)"
    return Problem(located.place(path), rule, fault, remedy)


def _key_problem(kind: str, said: str, located: Located, path: TreePath) -> Problem:
    """A key of a mapping that is none of those that are known, or is no number."""
    if kind.startswith("press_"):
        fault, _, remedy = said.partition("|")
        return Problem(located.key_place(path), kind.removeprefix("press_").replace("_", "-"), fault, remedy)
    rule, fault, remedy = _value_words(kind, {}, f'the key "{path[-1]}"', said)
    return Problem(located.key_place(path), rule, fault, remedy)


def _value_words(kind: str, context: AnyMapping[str, Any], name: str, said: str) -> tuple[str, str, str]:
    """Rule, fault and remedy for a value that does not fit."""
    if kind.startswith("press_"):  # the content models' own words: "fault|remedy"
        fault, _, remedy = said.partition("|")
        return kind.removeprefix("press_").replace("_", "-"), fault, remedy
    if kind in ("string_type",):
        return (
            "wrong-type",
            f"{name} must be text",
            'Write the text after the colon; put it in "quotes" if it holds ": ".',
        )
    if kind in ("tuple_type", "list_type"):
        return "wrong-type", f"{name} must be a list", 'Write each item in a line of its own that begins with "- ".'
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "wrong-type", f"{name} must be a mapping", 'Write lines of the form "key: value", indented below it.'
    if kind == "string_too_short":
        return "text-empty", f"{name} is empty", "Write its text, or delete the key."
    if kind == "string_too_long":
        return (
            "text-too-long",
            f"{name} is longer than {counted(int(context.get('max_length', 0)), 'character')}",
            "Shorten it.",
        )
    if kind == "too_short":
        return (
            "list-too-short",
            f"{name} needs at least {counted(int(context.get('min_length', 1)), 'item')}",
            "Add items, or delete the key.",
        )
    if kind == "too_long":
        return (
            "list-too-long",
            f"{name} may have at most {counted(int(context.get('max_length', 0)), 'item')}",
            "Split it.",
        )
    if kind.startswith(("int", "decimal", "float", "greater", "less")):
        return (
            "wrong-type",
            f"{name} must be a number" + (f" ({said[0].lower()}{said[1:]})" if "than" in said else ""),
            'Write a plain number, such as "2".',
        )
    if kind.startswith("bool"):
        return "wrong-type", f"{name} must be true or false", ""
    if kind.startswith("date"):
        return "wrong-type", f"{name} must be a date", "Write it as year-month-day: 2026-11-22."
    if kind == "string_pattern_mismatch":
        return "unknown-value", f"{name} has a form that is not valid here", f"It must match {context.get('pattern')}."
    return "wrong-value", f"{name}: {said.removeprefix('Value error, ')}", ""


def _typed(node: object) -> str:
    return node.value if isinstance(node, Text) else ""


def _shape(node: object) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Text):
        short = re.sub(r"\s+", " ", node.value)
        return f'"{short[:40]}{"…" if len(short) > 40 else ""}"' if short else "nothing"
    return "nothing"


def data_path(loc: tuple[str | int, ...]) -> TreePath:
    """A validator's location without the marks of the alternatives (``<steps>``) that were tried."""
    return tuple(step for step in loc if not (isinstance(step, str) and step.startswith("<")))


def known_keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that are valid at ``loc``, for "did you mean"."""
    here: list[Any] = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith("<"):
            here = [m for m in here if getattr(m, "key_mark", lambda: "")() == step] or here
        elif isinstance(step, int):
            continue
        else:
            here = [m for owner in here for m in _models(_annotation(owner, step))]
    return sorted({info.alias or name for m in here for name, info in m.model_fields.items()})


def _annotation(owner: type[BaseModel], key: str) -> Any:
    return next((info.annotation for name, info in owner.model_fields.items() if key in (name, info.alias)), None)


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Every model that an annotation can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Annotated, Union, tuple, list, dict) or get_args(annotation):
        return [m for part in get_args(annotation) for m in _models(part)]
    return []
