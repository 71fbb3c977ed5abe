"""Which editions a change reaches, what became of each, and which changed in looks alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from press import receipt, route
from press.compare.pages import Pair, Picture, UnreadableError, pairs, single
from press.compare.reach import changed_files, reached
from press.compare.sides import Print, Side, chosen
from press.edition import Edition, Wish, wanted
from press.library import Library
from press.pdf import structure_text
from press.problem import errors
from press.source import plain


class Kind(StrEnum):
    """What became of an edition."""

    WORDS = "words"  # a patient reads something else
    LAYOUT = "layout"  # the same words, another look
    ADDED = "added"
    REMOVED = "removed"
    BROKEN = "broken"  # it was made before, and cannot be made now
    MENDED = "mended"  # it could not be made before


@dataclass(frozen=True, slots=True)
class EditionChange:
    """One edition that is not what it was. ``pages`` and ``whole`` are empty where pictures were not wanted or had."""

    edition: Edition
    kind: Kind
    old: Print | None
    new: Print | None
    causes: tuple[str, ...] = ()
    pages: tuple[Pair, ...] = ()
    whole: tuple[Picture, ...] = ()
    seen: bool = False  # whether the pages were looked at

    @property
    def sheets(self) -> tuple[int, int]:
        """Duplex sheets of paper before and now."""
        return sheets_of(self.old), sheets_of(self.new)


def sheets_of(printed: Print | None) -> int:
    """Sheets of paper, printed on both sides."""
    return (printed.pages + 1) // 2 if printed else 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to compare: what is wanted, as of which day, where to work, how many processes, how many editions to picture.

    ``store`` is shared by both sides and with ``handouts build``: what is in it is not rendered again.
    """

    wish: Wish
    today: date
    work: Path
    store: Path
    jobs: int | None = None
    pictures: int = 24


Report = Callable[[str, int, int], None]
Looked = tuple[list[EditionChange], int]


def edition_changes(old: Side, new: Side, plan: Plan, report: Report) -> Looked:
    """Every edition that differs, without pictures; and how many there are in all. Prints what is not in the store."""
    return _Looking(old, new, plan, report).changes()


class _Looking:
    """The two sides while they are compared."""

    def __init__(self, old: Side, new: Side, plan: Plan, report: Report) -> None:
        self.old, self.new, self.plan, self.report = old, new, plan, report
        self.both_projects = old.library is not None and new.library is not None
        self.changed: dict[str, bool] = {}
        if old.library is not None and new.library is not None:
            self.changed = changed_files(old.library.root, new.library.root)

    def changes(self) -> Looked:
        """What became of every edition that is wanted on either side."""
        before, after = self._wanted(self.old), self._wanted(self.new)
        both = {edition for edition in before & after if self._may_differ(edition)}
        self._print(self.new, both | (after - before), "new")
        self._print(self.old, both, "old")
        found = [self._gone(e) for e in before - after]
        found += [self._added(e) for e in after - before]
        found += [change for e in both if (change := self._changed(e)) is not None]
        return sorted(found, key=self._order), len(before | after)

    def _wanted(self, side: Side) -> set[Edition]:
        return set(wanted(side.library, self.plan.wish)[0]) if side.library else chosen(side, self.plan.wish)

    def _may_differ(self, edition: Edition) -> bool:
        libraries = [side.library for side in (self.old, self.new) if side.library is not None]
        return not self.both_projects or any(reached(library, edition, self.changed) for library in libraries)

    def _order(self, change: EditionChange) -> tuple[object, ...]:
        library, edition = self.new.library or self.old.library, change.edition
        variant = library.variants.get(edition.variant) if library else None
        source = library.pieces[edition.slug].facts.source_language if library and edition.slug in library.pieces else "en"
        return edition.slug, edition.language != source, edition.language, variant.order if variant else 0, edition.brand

    def _print(self, side: Side, editions: Iterable[Edition], name: str) -> None:
        """Make what a project side has to show. Printed sides have their PDFs already."""
        library, todo = side.library, sorted(editions)
        if library is None or not todo:
            return
        run = route.Run(self.plan.work / name, self.plan.today, store=self.plan.store)
        for number, outcome in enumerate(route.run(library, todo, run, self.plan.jobs), 1):
            side.prints[outcome.edition] = _printed(outcome)
            self.report(name, number, len(todo))

    def _gone(self, edition: Edition) -> EditionChange:
        """An edition that is no longer wanted: taken away, or hidden by a file that cannot be read any more."""
        before, library = self.old.prints.get(edition), self.new.library
        piece = self.old.library.pieces.get(edition.slug) if self.old.library else None
        if library is None or piece is None:
            return EditionChange(edition, Kind.REMOVED, before, None)
        own = {f"{piece.folder}/{name}.yaml" for name in ("handout", "packet", edition.language)}
        own |= {f"handouts/_languages/{edition.language}.yaml", f"styles/brands/{edition.brand}/brand.yaml"}
        own.add(f"styles/variants/{edition.variant}/variant.yaml")
        faults = tuple(problem for problem in errors(library.problems) if problem.place.path in own)
        if not faults:
            return EditionChange(edition, Kind.REMOVED, before, None)
        return EditionChange(edition, Kind.BROKEN, before, Print(edition, "", problems=faults))

    def _added(self, edition: Edition) -> EditionChange:
        made = self.new.prints[edition]
        return EditionChange(edition, Kind.ADDED if made.sha256 else Kind.BROKEN, None, made)

    def _changed(self, edition: Edition) -> EditionChange | None:
        before, after = self.old.prints[edition], self.new.prints[edition]
        if before.sha256 == after.sha256:
            return None
        if not after.sha256:
            return EditionChange(edition, Kind.BROKEN, before, after)
        if not before.sha256:
            return EditionChange(edition, Kind.MENDED, before, after)
        kind = Kind.LAYOUT if _same_words(before, after) else Kind.WORDS
        return EditionChange(edition, kind, before, after, tuple(self._causes(edition)) if kind is Kind.LAYOUT else ())

    def _causes(self, edition: Edition) -> Iterator[str]:
        """The files that can have changed the looks of an edition; of brands and variants, the keys that changed."""
        old, new = self.old.library, self.new.library
        if old is None or new is None:
            before, after = self.old.tools, self.new.tools
            for tool in sorted({*before, *after}) if before and after else ():
                if before.get(tool) != after.get(tool):
                    yield f"{tool} {_short(before.get(tool))} → {_short(after.get(tool))}"
            return
        for name, both in self.changed.items():
            looks = name.startswith(("styles/", "templates/", "handouts/_languages/")) or "/figures/" in name
            if looks and (reached(new, edition, {name: both}) or reached(old, edition, {name: both})):
                keys = _keys(name, old, new)
                yield f"{name} ({', '.join(keys)})" if keys else name
        marks = [self._marks(edition, library) for library in (old, new)]
        if marks[0] != marks[1]:
            yield f"marked as {marks[1] or 'released'}, before as {marks[0] or 'released'}"

    def _marks(self, edition: Edition, library: Library) -> str:
        found = route.verdict(library, edition, self.plan.today).standing
        return ", ".join(mark.replace("_", " ") for mark in found.marks)


def _short(version: str | None) -> str:
    """A version; of a hash only its beginning."""
    return "none" if version is None else version[:16]


def _printed(outcome: route.Outcome) -> Print:
    bad = tuple(errors(outcome.problems))
    if outcome.path is None:
        return Print(outcome.edition, "", problems=bad)
    sha256 = receipt.digest(outcome.path.read_bytes())
    return Print(outcome.edition, sha256, outcome.pages, outcome.path, outcome.fingerprint, bad)


def _same_words(before: Print, after: Print) -> bool:
    """Whether a screen reader says the same. PDFs that cannot be read count as different: better one look too many."""
    ours, theirs = before.pdf(), after.pdf()
    if ours is None or theirs is None:
        return False
    try:
        return structure_text(ours) == structure_text(theirs)
    except UnreadableError:
        return False


def _keys(name: str, old: Library, new: Library) -> list[str]:
    """``colours.primary``: the keys of a YAML file that differ."""
    one, other = (plain(library.located[name].tree) if name in library.located else None for library in (old, new))
    return _differing(one, other) if isinstance(one, dict) and isinstance(other, dict) else []


def _differing(one: dict[str, object], other: dict[str, object]) -> list[str]:
    found = []
    for key in [*one, *(key for key in other if key not in one)]:
        a, b = one.get(key), other.get(key)
        if isinstance(a, dict) and isinstance(b, dict) and a != b:
            inner = _differing(a, b)
            found += [f"{key}.{name}" for name in inner] if len(inner) < 4 else [key]
        elif a != b:
            found.append(key)
    return found


# ------------------------------------------------------------------------------------------------------------- pictures


@dataclass(frozen=True, slots=True)
class LayoutGroup:
    """Editions whose looks changed for the same reasons; the first of them is pictured."""

    causes: tuple[str, ...]
    changes: tuple[EditionChange, ...]


def grouped(changes: Iterable[EditionChange]) -> list[LayoutGroup]:
    """The changes in looks alone, by what caused them: a new stylesheet is told once, not a hundred times."""
    groups: dict[tuple[str, ...], list[EditionChange]] = {}
    for change in changes:
        if change.kind is Kind.LAYOUT:
            groups.setdefault(change.causes, []).append(change)
    return [LayoutGroup(causes, tuple(found)) for causes, found in groups.items()]


def pictured(changes: list[EditionChange], limit: int) -> list[EditionChange]:
    """The changes with their pages: at most ``limit`` editions of other words, and one of each group of other looks.

    Of each text, the first edition comes before the second of any other, so that every change of words is seen.
    """
    turns: dict[tuple[str, str], int] = {}
    ranked = []
    for place, change in enumerate(changes):
        if change.kind in (Kind.WORDS, Kind.ADDED):
            key = (change.edition.slug, change.edition.language)
            turns[key] = turns.get(key, 0) + 1
            ranked.append((turns[key], place))
    shown = {place for _, place in sorted(ranked)[:limit]}
    examples = {id(group.changes[0]) for group in grouped(changes)} if limit else set()
    return [
        _with_pages(change) if place in shown or id(change) in examples else change for place, change in enumerate(changes)
    ]


def _with_pages(change: EditionChange) -> EditionChange:
    old, new = (one.pdf() if one else None for one in (change.old, change.new))
    try:
        if change.kind is Kind.ADDED and new is not None:
            return replace(change, whole=tuple(single(new)), seen=True)
        if old is not None and new is not None:
            return replace(change, pages=tuple(pairs(old, new)), seen=True)
    except UnreadableError:
        pass
    return change
