"""What of a language nobody's tables compare, and who said that a person compares it by hand.

One answer stands for a language, in the approval of its fixed words; it holds until the set of missing tables changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from press.language import WANTED, Language
from press.library import ENGINE, Library
from press.problem import Place, Problem, Severity
from press.review.approvals import earlier_answers

RULE = "language-not-compared"
_RECORD = "handouts/_languages/approvals.yaml"


def key(language: Language) -> str:
    """The hash of the tables that a language lacks, 12 hexadecimal digits: an answer is to exactly these."""
    return hashlib.sha256("\n".join(language.lacking).encode()).hexdigest()[:12]


def lacks(language: Language) -> str:
    """The missing tables in words: 'weekdays; not'; empty where none is missing."""
    return "; ".join(WANTED[name] for name in language.lacking)


def uncompared(language: Language) -> Problem | None:
    """That some of what a translation into the language says is compared with nothing; None where all is compared."""
    if not language.lacking:
        return None
    reasons = [
        f"{WANTED[name]}: {language.not_compared[name]}" for name in language.lacking if name in language.not_compared
    ]
    fault = f"in {language.name} nothing compares: {lacks(language)}"
    remedy = "\n".join(
        [
            *reasons,
            f"Fill the tables in handouts/_languages/{language.tag}.yaml, or compare this by hand in every translation.",
        ]
    )
    return Problem(Place(f"handouts/_languages/{language.tag}.yaml"), RULE, fault, remedy, Severity.REVIEW)


def unanswered(library: Library, tag: str) -> Problem | None:
    """The same as a reason not to approve: nobody has said yet who compares it by hand; None where somebody has."""
    found = uncompared(library.languages[tag])
    if found is None or (RULE, key(library.languages[tag])) in earlier_answers(library.root / _RECORD, _RECORD, tag):
        return None
    remedy = (
        f"{found.remedy}\nThen say once for the language who does: handouts approve --words --lang {tag} "
        f'--by "…" --answer "{RULE}=who compares it, and how"'
    )
    return Problem(found.place, RULE, found.fault, remedy)


def problems(library: Library) -> Iterator[Problem]:
    """Each language that a project translates into and that lacks a table, once.

    The press's own languages lack none (a test says so), so only files of the project are opened: reading tables takes time.
    """
    used = {
        tag
        for piece in library.pieces.values()
        for tag in (*piece.facts.languages, *piece.texts)
        if tag != piece.facts.source_language
    }
    own = {path.stem for path in (library.root / "handouts/_languages").glob("*.yaml")} if library.root != ENGINE else set()
    for tag in sorted(used & own & set(library.languages)):
        found = uncompared(library.languages[tag])
        if found is not None:
            yield found
