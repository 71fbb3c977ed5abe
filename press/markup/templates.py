"""The templates: found in the project first, then in the engine; filled strictly; their mistakes located."""

from __future__ import annotations

import contextlib
import functools
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.bccache

from press import fonts
from press.problem import Place, Problem


@functools.lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    # autoescape=True, not select_autoescape(): that leaves some names unescaped.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=False,
        bytecode_cache=_Compiled(str(fonts.folder().parent / "templates")),
    )


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Templates as Python compiled them, in the user's cache, by the hash of their text: compiling takes 60 ms.

    A cache that cannot be read or written costs those 60 ms and nothing else.
    """

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Read what is kept, if it is."""
        with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep it, if it can be kept."""
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True, mode=0o700)
            super().dump_bytecode(bucket)


def fill(folders: tuple[Path, ...], name: str, values: Mapping[str, Any]) -> tuple[str, list[Problem]]:
    """The filled template, or an empty text and the problem that stopped it."""
    try:
        return _environment(folders).get_template(name).render(values), []
    except jinja2.TemplateNotFound as error:
        missing = error.name or name
        place = Place(f"templates/{name}")
        return "", [
            Problem(place, "template-missing", f'there is no template "{missing}"', f"Put it at templates/{missing}.")
        ]
    except jinja2.TemplateSyntaxError as error:
        place = Place(f"templates/{error.name or name}", error.lineno)
        return "", [Problem(place, "template-broken", error.message or "it cannot be read", "Correct the template.")]
    except Exception as error:  # noqa: BLE001  # whatever a designer's template raises is the template's mistake, not ours
        return "", [Problem(_place(error, folders, name), "template-broken", _words(error), "Correct the template.")]


def _place(error: Exception, folders: tuple[Path, ...], name: str) -> Place:
    """Where it went wrong: the innermost template among the frames."""
    place = Place(f"templates/{name}")
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        for folder in folders:
            if path.suffix == ".html" and path.is_relative_to(folder):
                place = Place(f"templates/{path.relative_to(folder).as_posix()}", frame.lineno or 0)
    return place


def _words(error: Exception) -> str:
    if isinstance(error, jinja2.UndefinedError):
        return str(error.message)
    return f"{type(error).__name__}: {error}"
