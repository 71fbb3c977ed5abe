"""The comparison to read: one HTML file that needs nothing else, and a short Markdown text for a pull request."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any

from press.compare import Comparison, TextChange
from press.compare.editions import EditionChange, Kind, LayoutGroup, sheets_of
from press.compare.pages import Picture
from press.compare.redline import Part, PassageChange
from press.library import ENGINE, Library
from press.markup import bidi
from press.markup.templates import fill
from press.problem import Problem, counted

_MOST_IN_SUMMARY = 10
KINDS = {
    Kind.WORDS: "other words",
    Kind.LAYOUT: "same words, other look",
    Kind.ADDED: "new",
    Kind.REMOVED: "taken away",
    Kind.BROKEN: "cannot be made",
    Kind.MENDED: "can be made again",
}


class Reader:
    """Names things in a comparison as people call them."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        sides = (comparison.new.library, comparison.old.library)
        self.libraries: list[Library] = [library for library in sides if library is not None]

    def language(self, tag: str) -> str:
        """``Spanish`` for ``es``; the tag itself where no project says."""
        return next((one.languages[tag].name for one in self.libraries if tag in one.languages), tag)

    def direction(self, tag: str) -> str:
        """``ltr`` or ``rtl``."""
        return next((one.languages[tag].direction for one in self.libraries if tag in one.languages), "ltr")

    def variant(self, name: str) -> str:
        """``Large print`` for ``large-print``."""
        return next((one.variants[name].name for one in self.libraries if name in one.variants), name)

    def brand(self, name: str) -> str:
        """The brand's printed name."""
        return next((one.brands[name].name for one in self.libraries if name in one.brands), name)

    def title(self, slug: str) -> str:
        """A handout's title in its source language."""
        for library in self.libraries:
            piece = library.pieces.get(slug)
            if piece and piece.facts.source_language in piece.texts:
                return _told(piece.texts[piece.facts.source_language].text.title)
        return slug

    def budget(self, change: EditionChange) -> int:
        """Sheets of paper that the handout allows for this print size; 0 where it does not say."""
        piece = self.comparison.new.library.pieces.get(change.edition.slug) if self.comparison.new.library else None
        return piece.facts.sheets.get(change.edition.variant, 0) if piece else 0

    def broken(self) -> list[tuple[str, tuple[Problem, ...], list[str]]]:
        """What cannot be made any more: each text with its problems, and the print sizes and brands that it takes along."""
        found: dict[tuple[str, tuple[Problem, ...]], list[str]] = {}
        for change in self.comparison.of(Kind.BROKEN):
            edition = change.edition
            text = f"{self.title(edition.slug)}, {self.language(edition.language)}"
            problems = change.new.problems if change.new else ()
            found.setdefault((text, problems), []).append(f"{self.variant(edition.variant)}, {self.brand(edition.brand)}")
        return [(text, problems, editions) for (text, problems), editions in found.items()]

    def over(self, change: EditionChange) -> bool:
        """Whether an edition takes more paper than its handout allows."""
        return 0 < self.budget(change) < sheets_of(change.new)


def html(comparison: Comparison, made_on: str) -> tuple[str, list[Problem]]:
    """The report as one HTML page: pictures inline, nothing from the network. ``made_on`` is the day, as given."""
    reader = Reader(comparison)
    values = {
        "one": comparison,
        "reader": reader,
        "made_on": made_on,
        "kinds": KINDS,
        "tiles": list(_tiles(comparison, reader)),
        "counted": counted,
        "shown": _shown,
        "source": _source,
        "told": _told,
        "what": _what,
        "stood": _stood,
        "members": lambda group: list(_members(group, reader)),
        "plain_kind": Kind,
    }
    folders = reader.libraries[0].template_folders if reader.libraries else (ENGINE / "templates",)
    page, problems = fill(folders, "compare/report.html", values)
    return page.strip(), problems


def _tiles(comparison: Comparison, reader: Reader) -> Iterator[tuple[str, str, bool]]:
    """Number, what it counts, and whether it asks for a person."""
    wordy, looks = comparison.of(Kind.WORDS), comparison.of(Kind.LAYOUT)
    numbers = sum(change.numbers for text in comparison.words for change in text.passages)
    yield str(len(comparison.words)), "texts with other words" if len(comparison.words) != 1 else "text with other words", False
    if numbers:
        yield str(numbers), "passages with other numbers" if numbers != 1 else "passage with other numbers", True
    yield f"{len(wordy)} of {comparison.editions}", "editions say something else", False
    if looks:
        yield str(len(looks)), "edition only looks different" if len(looks) == 1 else "editions only look different", False
    for found, one, many in (
        (comparison.of(Kind.BROKEN), "edition cannot be made", "editions cannot be made"),
        (comparison.void, "approval is void", "approvals are void"),
        (comparison.stale, "translation lags", "translations lag"),
        ([change for change in comparison.changes if reader.over(change)], "edition over its paper", "editions over their paper"),
    ):
        if found:
            yield str(len(found)), one if len(found) == 1 else many, True
    copies = sum(one.copies for one in comparison.reprints)
    if copies:
        yield f"{copies:,}", "printed copies are out of date", True


def _shown(picture: Picture) -> str:
    return "data:image/webp;base64," + base64.b64encode(picture.data).decode()


def _source(parts: Iterable[Part], direction: str) -> list[dict[str, str]]:
    """A redline's parts for the page; numbers and names keep their own direction, from part to part."""
    found = list(parts)
    texts = bidi.marked_parts([one.text for one in found], direction)
    return [{"kept": one.kept, "text": text} for one, text in zip(found, texts, strict=True)]


def _told(text: str) -> str:
    """A text of a handout within the English words of the report: in its own direction, its numbers in theirs."""
    direction = bidi.direction_of(text)
    return bidi.isolated(bidi.marked(text, direction), direction) if bidi.holds_right_to_left(text) else text


def _what(text: TextChange) -> str:
    """What kind of text it is, as people call it."""
    names = {"handout": "handout", "shared": "shared passage", "facts": "on every sheet", "words": "fixed words", "brand": "brand"}
    return names[text.text.key[0]]


def _stood(change: PassageChange) -> str:
    """Where a moved passage stood: ``was step 1 under What to do``."""
    if change.old is None or change.new is None:
        return ""
    parts = []
    if change.old.name != change.new.name:
        parts.append(f"was {change.old.name}")
    if change.old.heading != change.new.heading:
        parts.append(f"under “{change.old.heading}”" if change.old.heading else "outside any section")
    return " ".join(parts)


def _members(group: LayoutGroup, reader: Reader) -> Iterator[tuple[str, str, str, str]]:
    """A group's editions told shortly: handout, brand, print sizes, languages."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    by_text: dict[tuple[str, str, str], list[str]] = {}
    for change in group.changes:
        edition = change.edition
        by_text.setdefault((edition.slug, edition.brand, edition.language), []).append(reader.variant(edition.variant))
    for (slug, brand, tag), variants in by_text.items():
        found.setdefault((slug, brand, tuple(variants)), []).append(reader.language(tag))
    for (slug, brand, sizes), languages in found.items():
        yield reader.title(slug), reader.brand(brand), ", ".join(sizes), ", ".join(languages)


# ------------------------------------------------------------------------------------------------------------- markdown


def markdown(comparison: Comparison, report: str = "") -> str:
    """A short text for a pull request: what needs a person first, then counts. ``report`` names the whole report."""
    reader = Reader(comparison)
    lines = ["### What this change does to the handouts", "", f"{_md(comparison.old.label)} → {_md(comparison.new.label)}", ""]
    if comparison.nothing:
        return "\n".join([*lines, "No page and no sign-off changes.", ""])
    for head, found in _attention(comparison, reader):
        if found:
            lines += [f"**{head}**", "", *_some(found), ""]
    words = [f"{_md(text.text.title)}, {reader.language(text.text.language)} ({_what(text)}): {_tally(text)}" for text in comparison.words]
    if words:
        lines += ["**Words**", "", *_some(words), ""]
    lines += list(_table(comparison, reader))
    for group in comparison.layout:
        causes = ", ".join(f"`{cause.replace('`', '')}`" for cause in group.causes) or "the engine or its styles"
        lines += [f"Same words, other look: {counted(len(group.changes), 'edition')}, because of {causes}.", ""]
    if report:
        lines += [f"Pages side by side: {report}", ""]
    return "\n".join(lines)


def _attention(comparison: Comparison, reader: Reader) -> Iterator[tuple[str, list[str]]]:
    broken = [
        _md(text) + (f": `{problems[0].place}` {_md(problems[0].fault)}" if problems else "")
        for text, problems, _ in reader.broken()
    ]
    yield "Cannot be made", broken
    yield (
        "Approvals that are void now",
        [f"{_md(one.title)}, {reader.language(one.language)}: approved by {_md(one.by)} on {one.on}" for one in comparison.void],
    )
    yield (
        "Translations that lag their source",
        [f"{_md(one.title)}, {reader.language(one.language)}: {counted(len(one.passages), 'passage')}" for one in comparison.stale],
    )
    yield (
        "Over the paper allowed",
        [
            f"{_md(reader.title(c.edition.slug))}, {reader.language(c.edition.language)}, {reader.variant(c.edition.variant)}, {_md(reader.brand(c.edition.brand))}: {counted(sheets_of(c.new), 'sheet')}, {reader.budget(c)} allowed"
            for c in comparison.changes
            if reader.over(c)
        ],
    )
    yield (
        "Printed copies that are out of date",
        [
            f"{one.copies:,} of {_md(reader.title(one.slug))}, {reader.language(one.language)}, {reader.variant(one.variant)}, {_md(reader.brand(one.brand))} ({_md(', '.join(one.orders))})"
            for one in comparison.reprints
        ],
    )


def _tally(text: TextChange) -> str:
    """``2 changed, 1 added; 1 with other numbers``."""
    if text.state != "changed":
        return text.state
    kinds = [str(change.change) for change in text.passages]
    said = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    numbers = sum(change.numbers for change in text.passages)
    return f"{said}; {numbers} with other **numbers**" if numbers else said


def _table(comparison: Comparison, reader: Reader) -> Iterator[str]:
    """Editions whose page count changed, and how many there are of each kind."""
    said = ", ".join(f"{len(comparison.of(kind))} {name}" for kind, name in KINDS.items() if comparison.of(kind))
    yield from (f"**{counted(comparison.editions, 'edition')}**: {said or 'all the same'}.", "")
    longer = [c for c in comparison.changes if c.old and c.new and c.old.pages != c.new.pages and c.old.pages and c.new.pages]
    if longer:
        yield from ("| edition | pages | sheets |", "|---|---|---|")
        for change in longer[:_MOST_IN_SUMMARY]:
            e, (before, after) = change.edition, change.sheets
            name = f"{_md(reader.title(e.slug))}, {reader.language(e.language)}, {reader.variant(e.variant)}, {_md(reader.brand(e.brand))}"
            yield f"| {name} | {change.old.pages} → {change.new.pages} | {before} → {after} |"  # type: ignore[union-attr]
        if len(longer) > _MOST_IN_SUMMARY:
            yield f"| and {len(longer) - _MOST_IN_SUMMARY} more | | |"
        yield ""


def _some(lines: list[str]) -> list[str]:
    more = [f"- and {len(lines) - _MOST_IN_SUMMARY} more"] if len(lines) > _MOST_IN_SUMMARY else []
    return [*(f"- {line}" for line in lines[:_MOST_IN_SUMMARY]), *more]


def _md(text: Any) -> str:
    """Text in which Markdown and HTML find nothing to act on, and no person is called by an ``@``."""
    plain = re.sub(r"([\\`*_{}\[\]()#|~!])", r"\\\1", " ".join(str(text).split()))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values, without pictures, for ``--format json``."""
    return {
        "old": comparison.old.label,
        "new": comparison.new.label,
        "editions": comparison.editions,
        "words": [
            {
                "text": list(text.text.key),
                "language": text.text.language,
                "state": text.state,
                "passages": [
                    {
                        "change": str(change.change),
                        "what": change.here.name,
                        "place": str(change.here.place),
                        "old": change.old.text if change.old else None,
                        "new": change.new.text if change.new else None,
                        "numbers": change.numbers,
                    }
                    for change in text.passages
                ],
            }
            for text in comparison.words
        ],
        "changes": [_edition_json(change) for change in comparison.changes],
        "void_approvals": [
            {"slug": one.slug, "language": one.language, "by": one.by, "on": str(one.on)} for one in comparison.void
        ],
        "stale_translations": [
            {"slug": one.slug, "language": one.language, "passages": len(one.passages)} for one in comparison.stale
        ],
        "reprints": [
            {"slug": r.slug, "language": r.language, "variant": r.variant, "brand": r.brand, "copies": r.copies, "orders": list(r.orders)}
            for r in comparison.reprints
        ],
    }


def _edition_json(change: EditionChange) -> dict[str, Any]:
    edition = change.edition
    return {
        "slug": edition.slug,
        "language": edition.language,
        "variant": edition.variant,
        "brand": edition.brand,
        "kind": str(change.kind),
        "pages": [change.old.pages if change.old else 0, change.new.pages if change.new else 0],
        "sheets": list(change.sheets),
        "causes": list(change.causes),
        "problems": [problem.as_json() for problem in change.new.problems] if change.new else [],
    }
