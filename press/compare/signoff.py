"""What a change does to sign-offs and translations: approvals that became void, translations that lag their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from press import review
from press.compare.redline import Part, redline
from press.content import Written, phrases
from press.library import Library, Piece
from press.problem import Place
from press.review import PassageState, Snapshot, load_snapshot, passage_states
from press.review.fingerprint import at
from press.review.freshness import Pair
from press.review.reasons import State
from press.review.staleness import translated

Wanted = tuple[tuple[str, ...], tuple[str, ...]]  # slugs and language tags; empty: all


@dataclass(frozen=True, slots=True)
class StandingChange:
    """One language of a handout that stands differently now. ``reasons`` are the new reasons why it is no release."""

    slug: str
    title: str
    language: str
    before: State
    after: State
    void: bool  # an approval that was in force is no longer
    by: str
    on: date | None
    reasons: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class StalePassage:
    """A passage of a translation whose source changed; ``source`` is the source's redline, ``now`` the translation."""

    what: str
    source_tag: str
    source: tuple[Part, ...]
    now: str
    place: Place
    safety: bool


@dataclass(frozen=True, slots=True)
class StaleTranslation:
    """A translation that says something other than its source since the change."""

    slug: str
    title: str
    language: str
    passages: tuple[StalePassage, ...]
    confirmed: bool  # whether somebody had recorded what it was made from; else the old side's source is taken for it


def standing_changes(old: Library, new: Library, today: date, wish: Wanted) -> list[StandingChange]:
    """Every text whose standing changed, void approvals first."""
    found = []
    for slug, piece, tag in _common(old, new, wish):
        before = review.standing(old, old.pieces[slug], tag, today)
        after = review.standing(new, piece, tag, today)
        known = {reason.problem.fault for reason in before.reasons}
        fresh = [r.problem for r in after.reasons if r.problem.fault not in known]
        approval = before.approval
        in_force = before.approval is not None and not any(_voids(r.problem.rule) for r in before.reasons)
        void = in_force and any(_voids(problem.rule) for problem in fresh)
        if before.state is after.state and not void:
            continue
        reasons = tuple(dict.fromkeys((problem.place, problem.fault) for problem in fresh))
        by, on = (approval.by, approval.on) if approval else ("", None)
        title = piece.texts[tag].text.title
        found.append(StandingChange(slug, title, tag, before.state, after.state, void, by, on, reasons))
    return sorted(found, key=lambda one: (not one.void, one.slug, one.language))


def _voids(rule: str) -> bool:
    return rule in ("approval-void", "approval-withdrawn")


def stale_translations(old: Library, new: Library, wish: Wanted) -> list[StaleTranslation]:
    """Every translation with passages that lag their source now and did not before."""
    found: dict[tuple[str, str], StaleTranslation] = {}
    for slug, piece, tag in _common(old, new, wish):
        before = {written.located.shown: (source, written) for source, written in translated(old, old.pieces[slug], tag)}
        for source, written in translated(new, piece, tag):
            shown = written.located.shown
            if shown not in before:
                continue
            snapshot, recorded = _made_from(before[shown], written, new)
            was = _stale(*before[shown], _made_from(before[shown], before[shown][1], old)[0])
            known = {(state.change, state.new_source, state.translation) for state in was}
            fresh = [s for s in _stale(source, written, snapshot) if (s.change, s.new_source, s.translation) not in known]
            if fresh:
                passages = tuple(_passage(state, source, written, new) for state in fresh)
                # A shared passage is told once for its language, whichever handout prints it.
                name = slug if shown.startswith(piece.folder) else shown.split("/")[2]
                found[name, tag] = StaleTranslation(name, written.text.title, tag, passages, recorded)
    return list(found.values())


def _common(old: Library, new: Library, wish: Wanted) -> Iterator[tuple[str, Piece, str]]:
    slugs, tags = wish
    for slug, piece in new.pieces.items():
        if slugs and not {slug, piece.specialty} & set(slugs):
            continue
        for tag in piece.texts:
            if (not tags or tag in tags) and slug in old.pieces and tag in old.pieces[slug].texts:
                yield slug, piece, tag


def _made_from(before: tuple[Written, Written], written: Written, library: Library) -> tuple[Snapshot, bool]:
    """What a translation was made from: as recorded, else the source beside it on the old side."""
    snapshot, _ = load_snapshot(written, library.root)
    if snapshot is not None:
        return snapshot, True
    source, translation = before
    there = {at(phrase): phrase.text for phrase in phrases(translation.text)}
    pairs = [Pair(at=at(p), source=p.text, translation=there[at(p)]) for p in phrases(source.text) if at(p) in there]
    return Snapshot(from_version=source.text.version or 1, passages=tuple(pairs)), False


def _stale(source: Written, written: Written, snapshot: Snapshot) -> list[PassageState]:
    return [state for state in passage_states(source, written, snapshot) if state.stale]


def _passage(state: PassageState, source: Written, written: Written, library: Library) -> StalePassage:
    place = written.located.place(state.path) if state.path else Place(written.located.shown)
    what = {"added": "not translated yet", "removed": "its source is gone", "moved": "its source stands elsewhere"}
    parts = tuple(redline(state.old_source, state.new_source, library.languages.get(source.tag)))
    said = what.get(state.change, "its source changed")
    return StalePassage(said, source.tag, parts, state.translation, place, state.safety)
