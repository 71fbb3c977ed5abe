"""Why the rules of reading, marking up, typesetting and preflight are there; those of ``press/checks`` say it themselves."""

from __future__ import annotations

READING: dict[str, str] = {}
