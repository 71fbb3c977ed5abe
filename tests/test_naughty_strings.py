"""The Big List of Naughty Strings as content: each prints as itself, or is refused with a located problem. No crash."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from press import pdf
from press.route import Outcome, State

HERE = Path(__file__).parent
STRINGS: list[str] = sorted(set(json.loads((HERE / "corpora/blns.json").read_text(encoding="utf-8"))))
BATCH = 64
TEXT = "handouts/general/clean-hands/en.yaml"
FIRST_LINE = 9
HEAD = """title: Clean hands
summary: How to wash your hands.
main_message: Wash your hands.
keywords: [soap]
version: 1
sections:
  - heading: What to do
    blocks:
"""
UNHEARD = re.compile("[\u200b\u00ad\u2066-\u2069\u200e\u200f]")


def normal(text: str) -> str:
    return " ".join(UNHEARD.sub("", unicodedata.normalize("NFC", text)).replace("\u00a0", " ").split())


def escaped(text: str) -> str:
    return re.sub(r"([\\*\[\]{}])", r"\\\1", text)


def write(root: Path, strings: list[str]) -> None:
    lines = [f"      - text: {json.dumps(string, ensure_ascii=False)}\n" for string in [*strings, "Plain words."]]
    (root / TEXT).write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


def settle(root: Path, strings: list[str], make_one: Callable[..., Outcome]) -> tuple[list[str], Outcome]:
    """Build; take out what is refused, each with a problem at its line; build again until the page is made."""
    left = list(strings)
    while True:
        write(root, left)
        outcome = make_one(root)
        if outcome.state is State.BUILT:
            return left, outcome
        assert outcome.state is State.FAILED
        wrong = [p for p in outcome.problems if p.severity == "error" and outcome.step in (1, 3, 4, 5)]
        lines = {p.place.line - FIRST_LINE for p in wrong if p.place.path == TEXT and p.place.line >= FIRST_LINE}
        assert lines, "\n".join(map(str, outcome.problems))
        left = [string for number, string in enumerate(left) if number not in lines]


@pytest.mark.parametrize("start", range(0, len(STRINGS), BATCH))
@pytest.mark.parametrize("plain", [True, False], ids=["escaped", "as typed"])
def test_naughty_strings(start: int, plain: bool, project: Path, make_one: Callable[..., Outcome]) -> None:
    strings = STRINGS[start : start + BATCH]
    left, outcome = settle(project, [escaped(s) for s in strings] if plain else strings, make_one)
    assert outcome.path is not None
    heard = normal(pdf.structure_text(outcome.path.read_bytes()))
    if plain:
        shown = {escaped(s): s for s in strings}
        assert [shown[s] for s in left if normal(shown[s]) not in heard] == []
    assert "Plain words." in heard


def test_most_of_them_are_words(project: Path, make_one: Callable[..., Outcome]) -> None:
    """So that refusing everything could not pass for care."""
    some = [string for string in STRINGS if string.isprintable() and string.strip() and "<" not in string][::6]
    left, _ = settle(project, [escaped(string) for string in some], make_one)
    assert len(left) >= len(some) * 0.6
