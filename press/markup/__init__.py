"""Edition -> HTML: bidi isolation, word-break marks, templates. The only jinja2."""

from press.markup.front import Part, front, letters, said
from press.markup.sheet import Sheet, refilled, sheet

__all__ = ["Part", "Sheet", "front", "letters", "refilled", "said", "sheet"]
