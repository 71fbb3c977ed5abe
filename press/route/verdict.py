"""What is a release, and why not: the one place that decides.

The route, records, clusters, orders, quotes, recalls, ``status`` and whoever else wants to know ask here. An edition is
a release where all of this holds on the day asked for:

    its files can be read                                 step 1, ``problems_of``
    its words are approved, in date, say what the         ``review.standing``
    source says, and have no gap
    what its brand prints beside them is confirmed        ``review.brand_reasons``
    the editorial rules find no error                     step 2, ``findings``

Nothing else decides, and nobody adds the parts up anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from press import printing, receipt
from press.edition import Edition
from press.library import Library
from press.problem import Problem, errors, problem_from
from press.review import Standing, State
from press.route.known import checks_key, snapshot


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an edition may be released, and every reason why not.

    ``standing`` is what the page is made by: a release's, or a draft's with its marks. ``reasons`` are empty where it is
    released. ``state`` is one word for tables, and ``notes`` what a person should know though it holds nothing back.
    """

    released: bool
    standing: Standing
    reasons: tuple[Problem, ...] = ()
    state: State = State.APPROVED
    notes: tuple[Problem, ...] = ()

    @property
    def why(self) -> str:
        """The first reason in words; empty where it is released."""
        return self.reasons[0].fault if self.reasons else ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known of an edition before the editorial rules have looked at it: what its verdict rests on."""

    unread: tuple[Problem, ...]
    standing: Standing
    withheld: tuple[Problem, ...]  # of its brand


def problems_of(library: Library, edition: Edition) -> list[Problem]:
    """The problems of reading (step 1) that concern one edition: those in the files it prints from."""
    known = snapshot(library)
    piece = known.pieces[edition.slug]
    language = f"handouts/_languages/{edition.language}.yaml"
    files = {*library.files_of(piece, edition.language), language, f"styles/brands/{edition.brand}/brand.yaml"}
    files.add(f"styles/variants/{edition.variant}/variant.yaml")
    found = [problem for path in sorted(files) if path in known.problems for problem in known.problems[path]]
    return [*found, *printing.problems(library, edition)]


def grounds(library: Library, edition: Edition, today: date) -> Grounds:
    """What an edition's verdict rests on beside what the rules find. Raises KeyError where there is no such piece or brand."""
    known = snapshot(library)
    standing = known.standing(edition.slug, edition.language, today)
    unread = tuple(errors(problems_of(library, edition)))
    withheld = known.brand_reasons(edition.slug, edition.language, edition.brand, today) if standing.released else ()
    return Grounds(unread, standing, tuple(one.problem for one in withheld))


def decide(grounds: Grounds, findings: Iterable[Problem], as_draft: bool = False) -> Verdict:
    """The verdict. ``as_draft``: for what is only to be looked at: marked as a draft though it might be released."""
    standing, faults = grounds.standing, errors(findings)
    weighty = sorted(standing.reasons, key=lambda reason: reason.state is not standing.state)  # as the table says
    own = tuple(reason.problem for reason in weighty)
    reasons = tuple(dict.fromkeys((*grounds.unread, *own, *grounds.withheld, *faults)))
    released = standing.released and not reasons
    state = standing.state if released or not standing.released else State.WITHHELD
    if not released or as_draft:
        standing = standing.as_draft
    return Verdict(released, standing, reasons, state, standing.notes)


def verdict(library: Library, edition: Edition, today: date, store: receipt.Store | None = None) -> Verdict:
    """What becomes of an edition on a day. The rules are asked only where all else speaks for a release.

    ``store`` may know already what they find.
    """
    known = grounds(library, edition, today)
    so_far = decide(known, ())
    return decide(known, findings(library, edition, store)) if so_far.released else so_far


def findings(library: Library, edition: Edition, store: receipt.Store | None) -> list[Problem]:
    """What the editorial rules find in an edition's text (step 2), out of memory where it is known already."""
    known, key = snapshot(library), checks_key(library, edition)
    if key not in known.found:
        kept = store.findings(key) if store is not None else None
        if kept is not None:
            known.found[key] = [problem_from(said) for said in kept]
        else:
            from press import checks  # loaded here: a sheet that is known, or wanted now, needs no rules

            found = checks.check(library, known.pieces[edition.slug], edition.language, edition.brand)
            known.found[key] = found
            if store is not None:
                with contextlib.suppress(OSError):  # a store that cannot be written costs a check next time
                    store.remember_findings(key, [problem.as_json() for problem in found])
    return list(known.found[key])


def found_already(library: Library, edition: Edition, store: receipt.Store) -> list[Problem] | None:
    """The same where it is known; None where the rules would have to look."""
    known, key = snapshot(library), checks_key(library, edition)
    if key not in known.found:
        kept = store.findings(key)
        if kept is None:
            return None
        known.found[key] = [problem_from(said) for said in kept]
    return list(known.found[key])
