"""What tests of leaflets share: a leaflet's draft, and what it says."""

from __future__ import annotations

import re
from pathlib import Path

from press.intake import Draft, intake


def draft_of(path: Path, encoding: str | None = None) -> Draft:
    draft, problems = intake(path, encoding=encoding)
    assert problems == []
    assert draft is not None
    return draft


def said(draft: Draft) -> list[str]:
    """Every text of a draft but its gaps, as it prints: a step with its number, a row as one text."""
    out = [draft.text["title"]]
    for section in draft.text["sections"]:
        out.append(section["heading"])
        for block in section["blocks"]:
            out += _texts(block)
    return [re.sub(r"\\(.)", r"\1", text) for text in out]


def _texts(block: dict[str, object]) -> list[str]:
    (key, value), *_ = block.items()
    if key == "gap":
        return []
    if key == "steps":
        assert isinstance(value, list)
        return [f"{number}. {text}" for number, text in enumerate(value, 1)]
    if key == "table":
        assert isinstance(value, dict)
        return [" | ".join(line) for line in [value.get("columns", []), *value["rows"]] if line]
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in ([one] if isinstance(one, str) else one)]
    assert isinstance(value, list)
    return [text for one in value for text in ([one] if isinstance(one, str) else one.values())]


def gaps(draft: Draft) -> str:
    """All gaps of a draft in one text."""
    return " ".join(re.sub(r"\\(.)", r"\1", gap) for gap in draft.gaps)
