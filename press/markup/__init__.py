"""Edition -> HTML: bidi isolation, word-break marks, templates. The only jinja2."""

from press.markup.sheet import Sheet, refilled, sheet

__all__ = ["Sheet", "refilled", "sheet"]
