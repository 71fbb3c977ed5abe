"""Where one language of a handout stands: released or draft, and every reason why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from press.content import STILL_TO_WRITE, Gap, Packet, Written, blocks_of, phrases
from press.library import Library, Piece
from press.problem import Place, Problem, Severity
from press.review.approvals import Approval, Shelf, load_approvals
from press.review.fingerprint import Fingerprint, fitting, words_newer
from press.review.reasons import Pairs, Reason, State, because
from press.review.renaming import former_folder
from press.review.staleness import sourceless, staleness


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an edition's text may be released, and the marks that a draft of it carries.

    ``marks`` are keys of the language's fixed words, the weightiest first; empty when released. ``pairs`` maps the
    paths of stale passages to the source's present words, where the project's policy prints both. ``orders`` holds the
    order in which each handout was approved, by slug; one that is not in it is printed as its facts say.
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
    orders: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_draft(self) -> Standing:
        """The same for what is only to be looked at, never to be handed out: a release is marked as a draft, too."""
        return replace(self, released=False, marks=("draft",)) if self.released else self


# The mark that weighs most stands first on the page.
_WEIGHT = ("expired", "translation_out_of_date", "not_reviewed", "machine_translation", "draft")
_STATES = (State.BROKEN, State.WITHDRAWN, State.EXPIRED, State.STALE, State.CHANGED, State.DRAFT)


def standing(library: Library, piece: Piece, tag: str, today: datetime.date) -> Standing:
    """Where one language of a handout or packet stands on ``today``. A packet stands as its weakest piece."""
    texts = dict.fromkeys((tag, piece.facts.source_language)) if tag in piece.texts else (tag,)
    reasons = [Reason(State.BROKEN, "draft", problem) for one in texts for problem in library.unread_texts(piece, one)]
    if tag not in piece.texts:
        state = State.BROKEN if reasons else State.MISSING
        return Standing(released=False, marks=("draft",), state=state, reasons=tuple(reasons))
    own: list[Reason] = []
    approval = _own(library, piece, tag, today, own)
    reasons += own
    pairs = staleness(library, piece, tag, reasons)
    reasons += sourceless(library, piece, tag)
    source = piece.facts.source_language
    if tag != source:
        reasons += _of_source(library, piece, today)
    notes = list(_fixed_words(library, tag, today, reasons))
    reasons += _gaps(library, piece, tag)
    reasons += [Reason(State.DRAFT, "draft", p) for p in library.problems if p.place.path == "policy.yaml"]
    dates = [approval] if approval else []
    orders = {piece.slug: approval.order} if approval and not own else {}
    if isinstance(piece, Packet):
        for slug in piece.facts.handouts:
            inner = _member(library, piece, slug, tag, today)
            reasons += inner.reasons
            notes += inner.notes
            pairs |= inner.pairs
            orders |= inner.orders
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
        orders,
    )


def _of_source(library: Library, piece: Piece, today: datetime.date) -> list[Reason]:
    """A translation is released only where its source text is there and approved."""
    source = piece.facts.source_language
    if source not in piece.texts:
        place = Place(f"{piece.folder}/{source}.yaml")
        fault = "the source text is missing or cannot be read, so that nothing can be compared with it"
        return [because(State.DRAFT, "translation_out_of_date", place, "source-missing", fault, "See: handouts check.")]
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
    why = because(State.MISSING, "draft", place, "text-missing", fault, "Write it, or take it out of the packet.")
    return Standing(False, state=State.MISSING, reasons=(why,))


def approval_of(library: Library, piece: Piece, tag: str, today: datetime.date) -> Approval | None:
    """The approval of a text that holds on ``today``: whole, in date, of exactly these words; None where there is none."""
    if tag not in piece.texts:
        return None
    why: list[Reason] = []
    found = _own(library, piece, tag, today, why)
    return found if not why else None


def _own(library: Library, piece: Piece, tag: str, today: datetime.date, reasons: list[Reason]) -> Approval | None:
    """The approval of the text itself; why it does not count goes to ``reasons``."""
    written = piece.texts[tag]
    shown = f"{piece.folder}/approvals.yaml"
    shelf = load_approvals(library.root / shown, shown)
    if shelf.approvals is None:
        reasons += [Reason(State.DRAFT, "not_reviewed", problem) for problem in shelf.problems]
        return None
    tried = [(one, list(_against(library, piece, written, one, shelf, today))) for one in shelf.approvals.in_force(tag)]
    if not tried:
        reasons += _never_approved(library, piece, written)
        return None
    # Of two that a merge brought together, the one that says nothing against a release.
    approval, why = next((one for one in tried if not one[1]), tried[0])
    reasons += why
    return approval


def _against(
    library: Library, piece: Piece, written: Written, approval: Approval, shelf: Shelf, today: datetime.date
) -> Iterator[Reason]:
    """Why an approval does not count."""
    if approval.withdrawn:
        yield _withdrawn(piece, written, approval)
    elif unsound := approval.unsound(today):
        say = f"Approve again: {_say(piece, written.tag)}"
        yield _unsound(approval, shelf, f"the approval by {approval.by} {unsound}", say)
    else:
        yield from _outlived(library, piece, written, approval, today)


def _unsound(approval: Approval, shelf: Shelf, fault: str, remedy: str) -> Reason:
    place = Place(shelf.located.shown, shelf.line_of(approval))
    rule = "approval-unsound" if approval.is_whole else "approval-edited"
    return because(State.DRAFT, "not_reviewed", place, rule, fault, remedy)


def machine_made(library: Library, piece: Piece, tag: str) -> bool:
    """Whether the text, or a shared passage that it prints, is a machine's translation that nobody has reviewed."""
    texts = [piece.texts[tag], *(written for _, written in library.included(piece, tag))]
    return any(written.text.translation and written.text.translation.method == "machine" for written in texts)


def _say(piece: Piece, tag: str) -> str:
    return f'handouts approve {piece.slug} --lang {tag} --by "name, role"'


def _never_approved(library: Library, piece: Piece, written: Written) -> Iterator[Reason]:
    place, say = Place(written.located.shown), _say(piece, written.tag)
    fault = "nobody has approved this text"
    yield because(State.DRAFT, "not_reviewed", place, "not-approved", fault, f"After a review: {say}")
    if machine_made(library, piece, written.tag):
        fault = "a machine translation that no qualified person has reviewed"
        remedy = f'After a review: {say} --qualification "…"'
        yield because(State.DRAFT, "machine_translation", place, "machine-translation", fault, remedy)


def _withdrawn(piece: Piece, written: Written, approval: Approval) -> Reason:
    taken = approval.withdrawn
    assert taken is not None
    why = f": {taken.reason}" if taken.reason else ""
    fault = f"the approval by {approval.by} was withdrawn by {taken.by} on {taken.on}{why}"
    remedy = f"After a new review: {_say(piece, written.tag)}"
    place = Place(written.located.shown)
    return because(State.WITHDRAWN, "not_reviewed", place, "approval-withdrawn", fault, remedy)


def _outlived(
    library: Library, piece: Piece, written: Written, approval: Approval, today: datetime.date
) -> Iterator[Reason]:
    """Why an approval no longer holds: no qualification, the words changed, its time is over."""
    place, say = Place(written.located.shown), _say(piece, written.tag)
    if machine_made(library, piece, written.tag) and not approval.qualification:
        fault = f"{approval.by} approved a machine translation without naming a qualification"
        remedy = f'Approve it again: {say} --qualification "…"'
        yield because(State.DRAFT, "machine_translation", place, "machine-translation", fault, remedy)
    now = fitting(library, piece, written.tag, approval.scheme, approval.order, approval.extent)
    if not any(one.whole == approval.fingerprint for one in now):
        yield from _changed(library, piece, written, approval, now)
    if approval.review_by < today:
        fault = f"the approval by {approval.by} of {approval.on} ran out on {approval.review_by}"
        yield because(State.EXPIRED, "expired", place, "approval-expired", fault, f"Review it again: {say}")


# What has no words of its own to quote.
_PARTS = {
    "facts": "the audience, codes or regions",
    "words": "the language's fixed words",
    "handouts": "the list of handouts",
    "shape": "the order or the extent",
}


def _changed(
    library: Library, piece: Piece, written: Written, approval: Approval, now: tuple[Fingerprint, ...]
) -> list[Reason]:
    """What changed since the approval, each at its place."""
    head = f"changed since {approval.by} approved it on {approval.on}"
    remedy = f"Review the change, then: handouts approve {piece.slug} --lang {written.tag} …"
    changed = min((one.changed_since(approval.passages) for one in now), key=len, default=[])
    if not changed:
        place, fault = Place(written.located.shown), f"the order of the passages {head}"
        if was := former_folder(piece, approval.passages):
            fault = f"{approval.by} approved it on {approval.on} as {was}: it has another name now"
            remedy = f"Give the folder its name again, or approve it as it is: handouts approve {piece.slug} --lang {written.tag} …"
        elif not now:
            fault = f"it uses what {approval.by} could not approve on {approval.on}: the press has learned it since"
        elif any(one.parts == approval.passages for one in now):  # then only the record can differ
            fault = f"the record was edited by hand since {approval.by} approved it on {approval.on}"
            place = Place(f"{piece.folder}/approvals.yaml")
        return [because(State.CHANGED, "not_reviewed", place, "approval-void", fault, remedy)]
    found = []
    for where in changed[:12]:
        file, _, path = where.partition("#")
        located = library.located.get(file)
        steps = tuple(int(step) if step.isdigit() else step for step in path.split(".")) if path else ()
        place = located.place(steps) if located and path not in _PARTS else Place(file)
        there = located.node(steps) if located else None
        words = getattr(there, "value", "")
        quoted = (
            f': "{words[:60]}{"…" if len(words) > 60 else ""}"' if words else f" ({_PARTS.get(path, path) or 'file'})"
        )
        found.append(because(State.CHANGED, "not_reviewed", place, "approval-void", f"{head}{quoted}", remedy))
    return found


def _fixed_words(library: Library, tag: str, today: datetime.date, reasons: list[Reason]) -> Iterator[Problem]:
    """The fixed words of a language ("Call your clinic") are approved like a text. What came later is noted."""
    shown = "handouts/_languages/approvals.yaml"
    shelf = load_approvals(library.root / shown, shown)
    reasons += [Reason(State.DRAFT, "not_reviewed", problem) for problem in shelf.problems]
    place = Place(f"handouts/_languages/{tag}.yaml")
    say = f'handouts approve --words --lang {tag} --by "name, role"'
    tried = []
    for one in shelf.approvals.in_force(tag) if shelf.approvals else ():
        newer = words_newer(library.languages[tag], one.fingerprint, one.scheme)
        tried.append((one, list(_against_words(one, shelf, newer, place, say, today)), newer))
    approval, why, newer = next((one for one in tried if not one[1]), tried[0] if tried else (None, [], None))
    if approval is None:
        fault = "the fixed words of this language are not approved"
        why = [because(State.DRAFT, "not_reviewed", place, "words-not-approved", fault, f"After a review: {say}")]
    reasons += why
    if approval is not None and newer and not why:
        words = ", ".join(f'"{getattr(library.languages[tag].words, key)}"' for key in newer)
        fault = f"the press prints words that it had not when {approval.by} approved the fixed words: {words}"
        yield Problem(place, "words-newer", fault, f"Look at them, then: {say}", Severity.REVIEW)


def _against_words(
    approval: Approval, shelf: Shelf, newer: tuple[str, ...] | None, place: Place, say: str, today: datetime.date
) -> Iterator[Reason]:
    """Why an approval of the fixed words does not count."""
    by = approval.by
    if approval.withdrawn:
        fault = "the fixed words of this language are not approved"
        yield because(State.DRAFT, "not_reviewed", place, "words-not-approved", fault, f"After a review: {say}")
    elif unsound := approval.unsound(today):
        yield _unsound(approval, shelf, f"the approval of the fixed words by {by} {unsound}", f"Approve them again: {say}")
    elif newer is None:
        fault = f"the fixed words changed since {by} approved them on {approval.on}"
        yield because(State.CHANGED, "not_reviewed", place, "approval-void", fault, f"Review the change, then: {say}")
    elif approval.review_by < today:
        fault = f"the approval of the fixed words by {by} ran out on {approval.review_by}"
        yield because(State.EXPIRED, "expired", place, "approval-expired", fault, f"Review them again: {say}")


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
                yield because(State.DRAFT, "draft", place, "still-to-write", "a text is not written yet", "Write it.")
        for path, block in blocks_of(written.text):
            if isinstance(block, Gap):
                place = written.located.place((*path, "gap"))
                fault = f'the clinic must still decide: "{block.gap}"'
                yield because(State.DRAFT, "draft", place, "open-gap", fault, "Ask the clinic.")
