"""Whether a translation, and the shared passages that it prints, say what their sources say now."""

from __future__ import annotations

from collections.abc import Iterator

from press.content import Shared, Written
from press.library import Library, Piece
from press.problem import Place, Problem
from press.review.freshness import PassageState, load_snapshot, passage_states, snapshot_path
from press.review.reasons import Pairs, Reason, State, because


def staleness(library: Library, piece: Piece, tag: str, reasons: list[Reason]) -> Pairs:
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
                because(State.STALE, "translation_out_of_date", place, "translation-unconfirmed", fault, remedy)
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


def sourceless(library: Library, piece: Piece, tag: str) -> Iterator[Reason]:
    """A shared passage that no source text can be told of cannot be compared with it."""
    for shared, passage in library.included(piece, tag):
        if source_of(shared) is None:
            place = passage.located.key_place(("version",)) if passage.text.version else Place(passage.located.shown)
            fault = f'of the shared passage "{shared.slug}" no text, or more than one, is the source text'
            remedy = 'One says "version: 1"; all others say "translation: {method: …, from_version: 1}".'
            yield because(State.STALE, "translation_out_of_date", place, "passage-source", fault, remedy)


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
