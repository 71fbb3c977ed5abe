"""What WeasyPrint says while it works. Its log is the only witness of much that goes wrong, so every word counts.

WeasyPrint ends with success after missing glyphs, missing pictures and style rules that it did not understand.
Every record of level WARNING or above is kept here and becomes a problem (see ``words``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """One log record: its unfilled message, its values, and the style sheet that was being parsed (or an empty text).

    ``element``: what it is about, where the press itself says so.
    """

    template: str
    values: tuple[Any, ...]
    sheet: str
    level: int
    element: Any = None

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


class _Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        values = record.args if isinstance(record.args, tuple) else ((record.args,) if record.args else ())
        element = getattr(record, "press_element", None)
        _remarks.append(Remark(str(record.msg), values, _parsing[-1] if _parsing else "", record.levelno, element))


_remarks: list[Remark] = []
_parsing: list[str] = []  # addresses of the style sheets being parsed, innermost last


def count() -> int:
    """How many remarks were made so far."""
    return len(_remarks)


@contextmanager
def listening() -> Iterator[list[Remark]]:
    """Keep all warnings and errors that WeasyPrint logs meanwhile; nothing is printed."""
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate, logger.level, logger.disabled
    handler = _Handler(logging.WARNING)
    logger.handlers, logger.propagate, logger.disabled = [handler], False, False
    logger.setLevel(logging.WARNING)
    _remarks.clear()
    _parsing.clear()
    try:
        yield _remarks
    finally:
        logger.handlers, logger.propagate, level, logger.disabled = before
        logger.setLevel(level)


def note_sheets(original: Any) -> Any:
    """Note which style sheet a remark is about: WeasyPrint's own remarks give line and column, but no file."""

    def preprocess_stylesheet(device_media_type: str, base_url: str | None, *rest: Any, **more: Any) -> None:
        _parsing.append(base_url or "")
        try:
            original(device_media_type, base_url, *rest, **more)
        finally:
            _parsing.pop()

    return preprocess_stylesheet
