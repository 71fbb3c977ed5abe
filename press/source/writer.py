"""Plain values -> YAML as a person would write it: long texts folded, risky ones in quotes."""

from __future__ import annotations

import re
import textwrap
from typing import Any

WIDTH = 100
# What may stand without quotes: no mark that YAML reads at the start, no ": " or " #" inside, and no tab, which is a space there.
_PLAIN = re.compile(r"[^\W_][^\n\t]*", re.UNICODE)


def quoted(text: str) -> str:
    """A text in double quotes, on one line. No escape is needed but for the quotes, the backslash and a line's end."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def scalar(text: str, indent: int) -> str:
    """One text as a YAML scalar that follows ``key: ``; ``indent`` is that of the lines below it, in spaces."""
    safe = _PLAIN.fullmatch(text) and text != "null" and ": " not in text and " #" not in text and not text.endswith((":", " "))
    if safe and len(text) + indent <= WIDTH:
        return text
    if len(text) + indent > WIDTH and not set("\n\t") & set(text) and text.strip() == text and "  " not in text:
        pad = " " * indent
        lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        if not any(line.startswith(" ") for line in lines):
            return ">-\n" + "\n".join(pad + line for line in lines)
    return quoted(text)


def dump(value: Any, indent: int = 0) -> str:
    """Dictionaries, lists and texts as YAML. An empty value is left out by the caller."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                lines += [f"{pad}{key}:", dump(inner, indent + 2)]
            else:
                lines.append(f"{pad}{key}: {scalar(str(inner), indent + 2)}")
    else:
        for inner in value:
            if isinstance(inner, dict | list):
                lines.append(f"{pad}- {dump(inner, indent + 2).lstrip()}")
            else:
                lines.append(f"{pad}- {scalar(str(inner), indent + 2)}")
    return "\n".join(lines)
