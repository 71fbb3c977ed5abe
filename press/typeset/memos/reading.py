"""Reading HTML: tinyhtml5 2.1 compiles the same regular expressions again and again.

``characters_until_regex`` is meant to keep them, but each is kept under the wrong key (a chained assignment overwrites
the name that the key is made of).
"""

from __future__ import annotations

import re
from typing import Any


class _Expressions(dict[tuple[frozenset[str] | tuple[str, ...] | str, bool], re.Pattern[str]]):
    """Makes what is not there, and keeps it."""

    def __missing__(self, key: tuple[frozenset[str] | tuple[str, ...] | str, bool]) -> re.Pattern[str]:
        characters, opposite = key
        regex = "".join([f"\\x{ord(character):02x}" for character in characters])
        made = self[key] = re.compile(f"[{regex}]+" if opposite else f"[^{regex}]+")
        return made


def keep_expressions(_known: Any) -> Any:
    """Keep each expression under its own key."""
    return _Expressions()
