"""The first page of a patient's set: the sheets in it, each with its version and code, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.content.aligning import squeezed
from press.edition import Edition
from press.library import Library
from press.markup.heard import heard
from press.markup.running import SLOT
from press.markup.sheet import Sheet, _Maker, _marked
from press.markup.templates import fill
from press.markup.view import View, text_of
from press.problem import Problem, errors
from press.review import Standing


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of a set, with the code at its foot."""

    edition: Edition
    code: str


def front(library: Library, parts: Sequence[Part], standing: Standing) -> tuple[Sheet | None, list[Problem]]:
    """The page, in the language and print size of the first part; None where it cannot be made. ``standing``: a release's."""
    maker = _Maker(library, parts[0].edition, standing)
    values, _ = maker.values()
    voice, words = maker.voice, maker.language.words
    titles = [library.pieces[one.edition.slug].texts[one.edition.language].text.title for one in parts]
    page = values["page"] | {
        "title": f"{words.contents}: {', '.join(titles)}", "description": ", ".join(titles), "keywords": "", "approved": "",
        "head": maker.brand.name, "foot": (maker.language.endonym, SLOT),
    }  # fmt: skip
    shown = [_part(maker, library, one) for one in parts]
    html, problems = fill(library.template_folders, "set.html", {**values, "page": page, "parts": shown, "pieces": [], "languages": [], "qr": None})
    problems = [*dict.fromkeys(voice.problems), *problems]
    if not html or errors(problems):
        return None, problems
    html, mark, files = _marked(maker, html)
    return Sheet(html, mark, page["title"], voice.places, maker.reading(), files), problems


def said(sheet: Sheet) -> str:
    """The letters of all that a page says when it is read aloud, spaces left out."""
    return heard(sheet.html).letters


def letters(text: str) -> str:
    """The same of any text."""
    return squeezed(text)


def _part(maker: _Maker, library: Library, part: Part) -> View:
    edition, voice = part.edition, maker.voice
    written = library.pieces[edition.slug].texts[edition.language]
    text = written.text
    version = text.version or (text.translation.from_version if text.translation else 1)
    if edition.language == maker.language.tag:
        title = text_of(voice, written, "title", marks=False)
    else:
        title = voice.foreign(text.title, library.languages[edition.language])
    return View(title=title, version=voice.fixed("version", version=str(version)), code=part.code)
