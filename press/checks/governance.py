"""Rules about what stands behind a handout: its sources, their age and makers, its budget of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from press.checks.rule import Finding, Subject, rule
from press.content import Gap, Handout, Include, Passage, Source, Translation, WriteIn, Written, blocks_of
from press.problem import Place, Severity
from press.source import TreePath

OLD_AFTER = 10  # years between a source and the newest source of the same handout
_NOT_AUTHORS = re.compile(
    r"(?:^|\.)(?:blogspot|wordpress|tumblr|medium|facebook|instagram|tiktok|pinterest|youtube|reddit|quora|x|twitter|"
    r"wikipedia|wikihow|answers|scribd|slideshare|pdfslide|doczz|docplayer|studocu)\.[a-z.]+$"
)


def has_sources(subject: Subject) -> bool:
    """Whether the handout, or a shared passage that it prints, lists any source."""
    return any(True for _ in _sources(subject))


def _sources(subject: Subject) -> Iterator[tuple[Source, Place, Written | None, TreePath]]:
    """Every source of a handout and of its shared passages, with where it stands."""
    piece = subject.piece
    if not isinstance(piece, Handout):
        return
    for number, source in enumerate(piece.facts.sources):
        yield source, piece.located.place(("sources", number)), None, ("sources", number)
    for _, written in subject.library.included(piece, subject.written.tag):
        if isinstance(written.text, Passage):
            for number, source in enumerate(written.text.sources):
                yield source, written.located.place(("sources", number)), written, ("sources", number)


@rule(Severity.ERROR)
def no_sources(subject: Subject) -> Iterator[Finding]:
    """A handout that rests on nothing cannot be checked by a reviewer, nor by the next one.

    A handout, or one of its shared passages, lists at least one source, or a passage says that it is the clinic's own
    advice (``sources: [clinic]``). Source: CDC Clear Communication Index item 11 (what authoritative sources know);
    HONcode principle 4 (attribution).
    """
    if not subject.is_source or not isinstance(subject.piece, Handout) or has_sources(subject):
        return
    blocks = [block for _, block in blocks_of(subject.written.text)]
    if any("clinic" in block.sources for block in blocks) or all(
        isinstance(b, Gap | Include | WriteIn) for b in blocks
    ):
        return  # a skeleton of open questions states nothing yet
    yield (
        subject.piece.located.key_place(("sources",)),
        "this handout names no source",
        'Add "sources:" with an id, title, publisher, year and link for each, and name the ids below the passages.',
    )


@rule(Severity.REVIEW)
def source_unused(subject: Subject) -> Iterator[Finding]:
    """A source that no passage rests on still prints at the end, and lends its name to what it never said.

    Source: HONcode principle 4 (attribution belongs to a claim).
    """
    piece = subject.piece
    if not subject.is_source or not isinstance(piece, Handout):
        return
    cited = {name for _, block in blocks_of(subject.written.text) for name in block.sources}
    for _, written in subject.library.included(piece, subject.written.tag):
        cited |= {name for _, block in blocks_of(written.text) for name in block.sources}
    for number, source in enumerate(piece.facts.sources):
        if source.id not in cited:
            yield (
                piece.located.place(("sources", number, "id")),
                f'no passage rests on the source "{source.id}"',
                f'Add "sources: [{source.id}]" below the passage that does, or delete the source.',
            )


@rule(Severity.REVIEW)
def source_twice(subject: Subject) -> Iterator[Finding]:
    """One page under two names looks like two witnesses.

    Two sources of a handout with the same link. Source: HONcode principle 4; good sense.
    """
    piece = subject.piece
    if not subject.is_source or not isinstance(piece, Handout):
        return
    seen: dict[str, str] = {}
    for number, source in enumerate(piece.facts.sources):
        link = source.link.rstrip("/")
        if link in seen:
            yield (
                piece.located.place(("sources", number, "link")),
                f'the source "{source.id}" has the link of "{seen[link]}"',
                "Keep one of the two.",
            )
        seen.setdefault(link, source.id)


@rule(Severity.REVIEW)
def source_undated(subject: Subject) -> Iterator[Finding]:
    """Without a year nobody can tell whether medicine has moved on since.

    A source has a ``year``, or a ``note`` that says why not. Source: DISCERN question 5 (when the information was
    produced); HONcode principle 4 (dates).
    """
    for source, place, _, _ in _sources(subject) if subject.is_source else ():
        if source.year is None and not source.note:
            yield (
                place,
                f'the source "{source.id}" has no year',
                'Add "year:", or a "note:" that says that no date is shown.',
            )


@rule(Severity.REVIEW)
def source_old(subject: Subject) -> Iterator[Finding]:
    """An old source beside newer ones may have been overtaken by them.

    A source is old when it is more than 10 years older than the newest source of the same handout, and no note speaks of
    its age. (Its age today is the business of the review date.) Source: DISCERN question 5; the number is this project's.
    """
    found = list(_sources(subject)) if subject.is_source else []
    newest = max((source.year for source, *_ in found if source.year), default=0)
    for source, place, _, _ in found:
        if source.year and newest - source.year > OLD_AFTER and not source.note:
            yield (
                place,
                f'the source "{source.id}" is of {source.year}, the newest of {newest}',
                'Look for a newer one, or add a "note:" that says why this one still holds.',
            )


@rule(Severity.REVIEW)
def source_not_the_publisher(subject: Subject) -> Iterator[Finding]:
    """A copy on somebody's blog can be altered, and vanishes.

    Finds links to blogs, social networks, wikis and sites that store other people's files. Link to the publisher, or say
    in a note why only a copy can be had. Source: HONcode principles 1 and 4 (authority, attribution); DISCERN question 4.
    """
    for source, place, _, _ in _sources(subject) if subject.is_source else ():
        host = (urlsplit(source.link).hostname or "").lower()
        if _NOT_AUTHORS.search(host) and not source.note:
            yield (
                place,
                f'the source "{source.id}" is on {host}',
                'Link to its publisher, or add a "note:" that says why only a copy can be had.',
            )


@rule(Severity.REVIEW)
def no_sheet_budget(subject: Subject) -> Iterator[Finding]:
    """Who does not say how many sheets a handout may take finds out at the printer's.

    ``sheets`` gives the most sheets of paper for each variant that is printed; preflight holds the PDF to it. Source: this
    project's promise that paper is counted before it is printed.
    """
    piece = subject.piece
    if not subject.is_source or not isinstance(subject.written.text, Translation):
        return
    missing = [
        name
        for name in sorted(subject.library.variants, key=lambda name: subject.library.variants[name].order)
        if name not in piece.facts.sheets
    ]
    if missing:
        names = ", ".join(missing)
        yield (
            piece.located.key_place(("sheets",)),
            f"no budget of sheets for: {names}",
            f'Add to "sheets:" how many sheets each may take: {{{", ".join(f"{name}: 2" for name in missing)}}}.',
        )
