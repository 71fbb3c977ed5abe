"""A real public text, the Universal Declaration of Human Rights, comes in whole in every language of the test corpus."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from leaflets import draft_of, said
from word_files import par, word_file

from press.content import STILL_TO_WRITE

UDHR: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "corpora/udhr.json").read_text(encoding="utf-8"))


def lines_of(language: str) -> list[tuple[str, str]]:
    """The lines of the declaration in a language, each with its element."""
    declared = UDHR[language]
    lines = [("h1", declared["title"]), *(("p", text) for text in declared["preamble"])]
    for heading, texts in declared["articles"]:
        lines += [("h2", heading), *(("p", text) for text in texts)]
    return [(tag, " ".join(text.split())) for tag, text in lines if text.strip()]


def page(lines: list[tuple[str, str]], language: str) -> str:
    body = "\n".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in lines)
    return f'<!doctype html>\n<html lang="{language}"><body>\n{body}\n</body></html>\n'


def markdown(lines: list[tuple[str, str]], language: str) -> str:
    del language
    return "\n\n".join({"h1": "# ", "h2": "## "}.get(tag, "") + text for tag, text in lines) + "\n"


def letters(texts: list[str]) -> str:
    """All letters, marks, digits and signs, in order; spaces and the marks of a draft's grammar left out."""
    kept = "".join(text for text in texts if not text.startswith(STILL_TO_WRITE)).replace("\u00ad", "")
    return "".join(char for char in kept if not char.isspace())


def test_enough_is_read() -> None:
    assert len(UDHR) >= 25
    assert sum(len(lines_of(language)) for language in UDHR) >= 700


@pytest.mark.parametrize("language", UDHR)
def test_every_line_comes_in(language: str, tmp_path: Path) -> None:
    lines = lines_of(language)
    expected = letters([text for _, text in lines])
    (tmp_path / "a.html").write_text(page(lines, language), encoding="utf-8")
    (tmp_path / "a.md").write_text(markdown(lines, language), encoding="utf-8")
    styles = {"h1": "Heading1", "h2": "Heading2"}
    word_file(tmp_path / "a.docx", *(par(text, style=styles.get(tag, "")) for tag, text in lines), heading=False)
    for kind in ("html", "md", "docx"):
        draft = draft_of(tmp_path / f"a.{kind}")
        assert letters(said(draft)) == expected, kind
        assert [gap for gap in draft.gaps if not gap.startswith("Nothing stands under")] == [], kind
