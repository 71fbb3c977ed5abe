"""Where one language of a handout stands: released or draft, and every reason why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from press.content import STILL_TO_WRITE, Gap, Packet, Shared, Written, blocks_of, phrases
from press.library import Library, Piece
from press.problem import Place, Problem, Severity
from press.review.approvals import Approval, Shelf, load_approvals
from press.review.fingerprint import fingerprint, words_fingerprint
from press.review.freshness import PassageState, load_snapshot, passage_states, snapshot_path
from press.review.renaming import former_folder
from press.source import TreePath


class State(StrEnum):
    """One word for where a language of a handout stands, for tables."""

    DRAFT = "draft"
    APPROVED = "approved"
    CHANGED = "changed"
    STALE = "stale"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a text may not be released. ``mark`` is the fixed word that a draft's pages carry for it."""

    state: State
    mark: str
    problem: Problem


# (file, path) of a stale passage -> the source's present words, which print beside it.
Pairs = dict[tuple[str, TreePath], str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an edition's text may be released, and the marks that a draft of it carries.

    ``marks`` are keys of the language's fixed words, the weightiest first; empty when released. ``pairs`` maps the
    paths of stale passages to the source's present words, where the project's policy prints both.
    """

    released: bool
    marks: tuple[str, ...] = ()
    approved: datetime.date | None = None
    review_by: datetime.date | None = None
    state: State = State.DRAFT
    reasons: tuple[Reason, ...] = ()
    approval: Approval | None = None
    notes: tuple[Problem, ...] = ()  # what changed around the text without voiding its approval
    pairs: Pairs = field(default_factory=dict)

    @property
    def as_draft(self) -> Standing:
        """The same for what is only to be looked at, never to be handed out: a release is marked as a draft, too."""
        return replace(self, released=False, marks=("draft",)) if self.released else self


# The mark that weighs most stands first on the page.
_WEIGHT = ("expired", "translation_out_of_date", "not_reviewed", "machine_translation", "draft")
_STATES = (State.WITHDRAWN, State.EXPIRED, State.STALE, State.CHANGED, State.DRAFT)


def standing(library: Library, piece: Piece, tag: str, today: datetime.date) -> Standing:
    """Where one language of a handout or packet stands on ``today``. A packet stands as its weakest piece."""
    if tag not in piece.texts:
        return Standing(released=False, marks=("draft",), state=State.MISSING)
    reasons: list[Reason] = []
    approval = _own(library, piece, tag, today, reasons)
    pairs = _fresh(library, piece, tag, reasons)
    reasons += _of_passages(library, piece, tag)
    source = piece.facts.source_language
    if tag != source:
        reasons += _of_source(library, piece, today)
    _fixed_words(library, tag, today, reasons)
    reasons += _gaps(library, piece, tag)
    reasons += [Reason(State.DRAFT, "draft", p) for p in library.problems if p.place.path == "policy.yaml"]
    notes = list(_brand_notes(library, approval))
    dates = [approval] if approval else []
    if isinstance(piece, Packet):
        for slug in piece.facts.handouts:
            inner = _member(library, piece, slug, tag, today)
            reasons += inner.reasons
            notes += inner.notes
            pairs |= inner.pairs
            dates += [inner.approval] if inner.approval else []
    # A packet must be reviewed as soon as the first of its handouts.
    approved, review_by = (approval.on, min(one.review_by for one in dates)) if approval else (None, None)
    found = {reason.state for reason in reasons}
    marks = {reason.mark for reason in reasons}
    return Standing(
        not reasons,
        tuple(m for m in _WEIGHT if m in marks),
        approved,
        review_by,
        next((one for one in _STATES if one in found), State.DRAFT) if reasons else State.APPROVED,
        tuple(dict.fromkeys(reasons)),
        approval,
        tuple(dict.fromkeys(notes)),
        pairs,
    )


def _of_source(library: Library, piece: Piece, today: datetime.date) -> list[Reason]:
    """A translation is released only where its source text is there and approved."""
    source = piece.facts.source_language
    if source not in piece.texts:
        place = Place(f"{piece.folder}/{source}.yaml")
        fault = "the source text is missing or cannot be read, so that nothing can be compared with it"
        return [_reason(State.DRAFT, "translation_out_of_date", place, "source-missing", fault, "See: handouts check.")]
    below: list[Reason] = []
    _own(library, piece, source, today, below)
    return below


def _member(library: Library, packet: Packet, slug: str, tag: str, today: datetime.date) -> Standing:
    """Where a handout of a packet stands; one that is not there, or not in this language, holds the packet back."""
    handout = library.handouts.get(slug)
    inner = standing(library, handout, tag, today) if handout else Standing(False, state=State.MISSING)
    if inner.state is not State.MISSING:
        return inner
    place = Place(f"{handout.folder}/{tag}.yaml" if handout else packet.located.shown)
    what = "is not written in this language" if handout else "is missing or cannot be read"
    fault = f'"{slug}", a handout of this packet, {what}'
    reason = _reason(State.MISSING, "draft", place, "text-missing", fault, "Write it, or take it out of the packet.")
    return Standing(False, state=State.MISSING, reasons=(reason,))


_WATCHED = ("clinic.phone", "clinic.after_hours", "emergency.number", "region")


def brand_values(library: Library) -> dict[str, str]:
    """What each brand says now, kept with an approval: a phone number that changes later is reported on its own."""
    return {
        f"{name}.{key}": brand.region if key == "region" else brand.value(key) or ""
        for name, brand in library.brands.items()
        for key in _WATCHED
    }


def _brand_notes(library: Library, approval: Approval | None) -> tuple[Problem, ...]:
    now = brand_values(library)
    notes = []
    for key, then in (approval.brand_values if approval else {}).items():
        if key in now and now[key] != then:
            name, _, value = key.partition(".")
            located = library.located[f"styles/brands/{name}/brand.yaml"]
            path = ("emergency_number",) if value == "emergency.number" else tuple(value.split("."))
            fault = f'{value} was "{then}" when the text was approved, and is "{now[key]}" now'
            remedy = "Make sure that the new one is right: the approval does not cover it."
            if value == "region":
                remedy = "Words that differ by country now print otherwise: the approval does not cover them."
            notes.append(Problem(located.place(path), "brand-value-changed", fault, remedy, Severity.REVIEW))
    return tuple(notes)


def _reason(state: State, mark: str, place: Place, rule: str, fault: str, remedy: str) -> Reason:
    return Reason(state, mark, Problem(place, rule, fault, remedy))


def _own(library: Library, piece: Piece, tag: str, today: datetime.date, reasons: list[Reason]) -> Approval | None:
    """The approval of the text itself; why it does not count goes to ``reasons``."""
    written = piece.texts[tag]
    shown = f"{piece.folder}/approvals.yaml"
    shelf = load_approvals(library.root / shown, shown)
    if shelf.approvals is None:
        reasons += [Reason(State.DRAFT, "not_reviewed", problem) for problem in shelf.problems]
        return None
    approval = shelf.approvals.of(tag)
    if approval is None:
        reasons += _never_approved(library, piece, written)
    elif approval.withdrawn:
        reasons.append(_withdrawn(piece, written, approval))
    elif unsound := approval.unsound(today):
        place = Place(shown, _line_of(shelf, approval))
        fault, say = f"the approval by {approval.by} {unsound}", _say(piece, tag)
        reasons.append(_reason(State.DRAFT, "not_reviewed", place, "approval-unsound", fault, f"Approve again: {say}"))
    else:
        reasons += _outlived(library, piece, written, approval, today)
    return approval


def _line_of(shelf: Shelf, approval: Approval) -> int:
    """The line that an approval begins at."""
    held = shelf.approvals.approvals if shelf.approvals else ()
    number = next((n for n in reversed(range(len(held))) if held[n].language == approval.language), None)
    return shelf.located.place(("approvals", number)).line if number is not None else 0


def machine_made(library: Library, piece: Piece, tag: str) -> bool:
    """Whether the text, or a shared passage that it prints, is a machine's translation that nobody has reviewed."""
    texts = [piece.texts[tag], *(written for _, written in library.included(piece, tag))]
    return any(written.text.translation and written.text.translation.method == "machine" for written in texts)


def _say(piece: Piece, tag: str) -> str:
    return f'handouts approve {piece.slug} --lang {tag} --by "name, role"'


def _never_approved(library: Library, piece: Piece, written: Written) -> Iterator[Reason]:
    place, say = Place(written.located.shown), _say(piece, written.tag)
    fault = "nobody has approved this text"
    yield _reason(State.DRAFT, "not_reviewed", place, "not-approved", fault, f"After a review: {say}")
    if machine_made(library, piece, written.tag):
        fault = "a machine translation that no qualified person has reviewed"
        remedy = f'After a review: {say} --qualification "…"'
        yield _reason(State.DRAFT, "machine_translation", place, "machine-translation", fault, remedy)


def _withdrawn(piece: Piece, written: Written, approval: Approval) -> Reason:
    taken = approval.withdrawn
    assert taken is not None
    why = f": {taken.reason}" if taken.reason else ""
    fault = f"the approval by {approval.by} was withdrawn by {taken.by} on {taken.on}{why}"
    remedy = f"After a new review: {_say(piece, written.tag)}"
    place = Place(written.located.shown)
    return _reason(State.WITHDRAWN, "not_reviewed", place, "approval-withdrawn", fault, remedy)


def _outlived(
    library: Library, piece: Piece, written: Written, approval: Approval, today: datetime.date
) -> Iterator[Reason]:
    """Why an approval no longer holds: no qualification, the words changed, its time is over."""
    place, say = Place(written.located.shown), _say(piece, written.tag)
    if machine_made(library, piece, written.tag) and not approval.qualification:
        fault = f"{approval.by} approved a machine translation without naming a qualification"
        remedy = f'Approve it again: {say} --qualification "…"'
        yield _reason(State.DRAFT, "machine_translation", place, "machine-translation", fault, remedy)
    now = fingerprint(library, piece, written.tag)
    if now.whole != approval.fingerprint:
        yield from _changed(library, piece, written, approval, now.changed_since(approval.passages))
    if approval.review_by < today:
        fault = f"the approval by {approval.by} of {approval.on} ran out on {approval.review_by}"
        yield _reason(State.EXPIRED, "expired", place, "approval-expired", fault, f"Review it again: {say}")


# What has no words of its own to quote.
_PARTS = {
    "facts": "the audience, codes or regions",
    "words": "the language's fixed words",
    "handouts": "the list of handouts",
}


def _changed(library: Library, piece: Piece, written: Written, approval: Approval, changed: list[str]) -> list[Reason]:
    """What changed since the approval, each at its place."""
    head = f"changed since {approval.by} approved it on {approval.on}"
    remedy = f"Review the change, then: handouts approve {piece.slug} --lang {written.tag} …"
    if not changed:
        place, fault = Place(written.located.shown), f"the order of the passages {head}"
        if was := former_folder(piece, approval.passages):
            fault = f"{approval.by} approved it on {approval.on} as {was}: it has another name now"
            remedy = f"Give the folder its name again, or approve it as it is: handouts approve {piece.slug} --lang {written.tag} …"
        elif fingerprint(library, piece, written.tag).parts == approval.passages:  # then only the record can differ
            fault = f"the record was edited by hand since {approval.by} approved it on {approval.on}"
            place = Place(f"{piece.folder}/approvals.yaml")
        return [_reason(State.CHANGED, "not_reviewed", place, "approval-void", fault, remedy)]
    found = []
    for where in changed[:12]:
        file, _, path = where.partition("#")
        located = library.located.get(file)
        steps = tuple(int(step) if step.isdigit() else step for step in path.split(".")) if path else ()
        place = located.place(steps) if located and path not in ("words", "facts") else Place(file)
        there = located.node(steps) if located else None
        words = getattr(there, "value", "")
        quoted = (
            f': "{words[:60]}{"…" if len(words) > 60 else ""}"' if words else f" ({_PARTS.get(path, path) or 'file'})"
        )
        found.append(_reason(State.CHANGED, "not_reviewed", place, "approval-void", f"{head}{quoted}", remedy))
    return found


def _fresh(library: Library, piece: Piece, tag: str, reasons: list[Reason]) -> Pairs:
    """Whether the translation, and the shared passages it prints, say what their sources say now."""
    pairs: Pairs = {}
    for source, written in translated(library, piece, tag):
        snapshot, problems = load_snapshot(written, library.root)
        reasons += [Reason(State.STALE, "translation_out_of_date", problem) for problem in problems]
        if snapshot is None and not problems:
            _, shown = snapshot_path(written, library.root)
            place, fault = (
                Place(written.located.shown),
                "nobody has recorded which source text this translation was made from",
            )
            remedy = f"Compare the two, then: handouts confirm {piece.slug} --lang {tag} (it writes {shown})"
            reasons.append(
                _reason(State.STALE, "translation_out_of_date", place, "translation-unconfirmed", fault, remedy)
            )
        elif snapshot is not None:
            for state in passage_states(source, written, snapshot):
                if not state.stale:
                    continue
                policy = library.policy.stale_translations
                # Only where both texts stand can a page show the two side by side.
                pairable = policy == "mark" and state.path and state.new_source
                if state.safety or not (pairable or policy == "allow"):
                    problem = stale_problem(piece, source, written, state)
                    reasons.append(Reason(State.STALE, "translation_out_of_date", problem))
                elif pairable and state.path:
                    pairs[written.located.shown, state.path] = state.new_source
    return pairs


def translated(library: Library, piece: Piece, tag: str) -> Iterator[tuple[Written, Written]]:
    """Source and translation of the text itself and of each shared passage, where ``tag`` is a translation."""
    own = piece.texts.get(piece.facts.source_language)
    written = piece.texts.get(tag)
    if own is not None and written is not None and written.text.translation is not None:
        yield own, written
    for shared, passage in library.included(piece, tag):
        source = source_of(shared)
        if source is not None and passage.text.translation is not None:
            yield source, passage


def source_of(shared: Shared) -> Written | None:
    """The one text of a shared passage that is no translation; None where there is none, or more than one says so."""
    texts = [written for written in shared.texts.values() if written.text.version is not None]
    return texts[0] if len(texts) == 1 else None


def _of_passages(library: Library, piece: Piece, tag: str) -> Iterator[Reason]:
    """A shared passage that no source text can be told of cannot be compared with it."""
    for shared, passage in library.included(piece, tag):
        if source_of(shared) is None:
            place = passage.located.key_place(("version",)) if passage.text.version else Place(passage.located.shown)
            fault = f'of the shared passage "{shared.slug}" no text, or more than one, is the source text'
            remedy = 'One says "version: 1"; all others say "translation: {method: …, from_version: 1}".'
            yield _reason(State.STALE, "translation_out_of_date", place, "passage-source", fault, remedy)


def passage_name(piece: Piece, written: Written, state: PassageState) -> str:
    """What ``confirm --at`` calls a passage: its path; of a shared passage its name, ``#`` and the path."""
    shared = "" if written is piece.texts.get(written.tag) else f"{written.located.shown.split('/')[-2]}#"
    return shared + ".".join(map(str, state.path or ()))


def stale_problem(piece: Piece, source: Written, written: Written, state: PassageState) -> Problem:
    """A stale passage, with old source, new source and the present translation."""
    place = written.located.place(state.path) if state.path else Place(written.located.shown)
    fault = {
        "stale": "the source of this passage changed after it was translated",
        "added": "a passage of the source is not translated yet",
        "removed": "the source of this passage was deleted",
        "moved": "the source of this passage stands elsewhere now",
        "translated": "source and translation both changed since they were last confirmed to agree",
    }[state.change]
    lines = []
    if state.old_source:
        lines.append(f"source then: {state.old_source}")
    if state.new_source:
        where = source.located.place(state.source_path or ())
        lines.append(f"source now:  {state.new_source}   ({where})")
    if state.translation:
        lines.append(f"translation: {state.translation}")
    todo = {"removed": "Delete it", "added": "Translate it", "moved": "Move it"}.get(state.change, "Translate it anew")
    here = f" --at {passage_name(piece, written, state)}" if state.path else ""
    lines.append(f"{todo}; or, if it still says the same: handouts confirm {piece.slug} --lang {written.tag}{here}")
    return Problem(place, "translation-stale", fault, "\n".join(lines))


def _fixed_words(library: Library, tag: str, today: datetime.date, reasons: list[Reason]) -> None:
    """The fixed words of a language ("Call your clinic") are approved like a text."""
    shown = "handouts/_languages/approvals.yaml"
    shelf = load_approvals(library.root / shown, shown)
    approval = shelf.approvals.of(tag) if shelf.approvals else None
    place = Place(f"handouts/_languages/{tag}.yaml")
    say = f'handouts approve --words --lang {tag} --by "name, role"'
    reasons += [Reason(State.DRAFT, "not_reviewed", problem) for problem in shelf.problems]
    if approval is None or approval.withdrawn:
        fault = "the fixed words of this language are not approved"
        reasons.append(
            _reason(State.DRAFT, "not_reviewed", place, "words-not-approved", fault, f"After a review: {say}")
        )
    elif unsound := approval.unsound(today):
        fault = f"the approval of the fixed words by {approval.by} {unsound}"
        place = Place(shown, _line_of(shelf, approval))
        reasons.append(
            _reason(State.DRAFT, "not_reviewed", place, "approval-unsound", fault, f"Approve them again: {say}")
        )
    elif approval.fingerprint != words_fingerprint(library.languages[tag]):
        fault = f"the fixed words changed since {approval.by} approved them on {approval.on}"
        reasons.append(
            _reason(State.CHANGED, "not_reviewed", place, "approval-void", fault, f"Review the change, then: {say}")
        )
    elif approval.review_by < today:
        fault = f"the approval of the fixed words by {approval.by} ran out on {approval.review_by}"
        reasons.append(_reason(State.EXPIRED, "expired", place, "approval-expired", fault, f"Review them again: {say}"))


def open_questions(library: Library, piece: Piece, tag: str) -> list[Problem]:
    """What nobody has decided or written yet in a text: it cannot be approved as it is."""
    return [reason.problem for reason in _gaps(library, piece, tag)]


def _gaps(library: Library, piece: Piece, tag: str) -> Iterator[Reason]:
    """An open gap is never releasable, whoever approved the text."""
    texts = [piece.texts[tag], *(written for _, written in library.included(piece, tag))]
    for written in texts:
        for phrase in phrases(written.text):
            if phrase.text.startswith(STILL_TO_WRITE):
                place = written.located.place(phrase.path)
                yield _reason(State.DRAFT, "draft", place, "still-to-write", "a text is not written yet", "Write it.")
        for path, block in blocks_of(written.text):
            if isinstance(block, Gap):
                place = written.located.place((*path, "gap"))
                fault = f'the clinic must still decide: "{block.gap}"'
                yield _reason(State.DRAFT, "draft", place, "open-gap", fault, "Ask the clinic.")
