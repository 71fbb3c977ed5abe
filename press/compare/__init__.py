"""What a change did to the pages: two revisions, folders or build records, side by side.

    sides     what OLD and NEW name              words     passages side by side, words as a redline
    git       a revision as a folder             pages     pages side by side, what changed on them
    reach     which editions files can reach     signoff   approvals that became void, translations that lag
    editions  what became of each edition        reprint   copies on paper that are left behind
    texts     a project's texts as passages      report    one HTML file, and Markdown for a pull request
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.compare.editions import EditionChange, Kind, LayoutGroup, Plan, Report, edition_changes, grouped, pictured
from press.compare.redline import PassageChange, changes
from press.compare.reprint import Copies, Reprint, reprints
from press.compare.sides import Side, open_side
from press.compare.signoff import StaleTranslation, StandingChange, stale_translations, standing_changes
from press.compare.texts import Text, texts
from press.edition import Wish
from press.library import Library
from press.problem import errors

__all__ = ["Comparison", "Copies", "Kind", "Plan", "Side", "TextChange", "compare", "open_side"]


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text whose words changed: of a handout, a shared passage, a language's fixed words or a brand."""

    text: Text
    state: str  # changed, added, removed
    direction: str
    passages: tuple[PassageChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two sides. ``editions`` in all were there to compare."""

    old: Side
    new: Side
    words: tuple[TextChange, ...]
    changes: tuple[EditionChange, ...]
    standings: tuple[StandingChange, ...]
    stale: tuple[StaleTranslation, ...]
    reprints: tuple[Reprint, ...]
    editions: int

    def of(self, *kinds: Kind) -> list[EditionChange]:
        """The changes of these kinds."""
        return [change for change in self.changes if change.kind in kinds]

    @property
    def layout(self) -> list[LayoutGroup]:
        """The changes in looks alone, by cause."""
        return grouped(self.changes)

    @property
    def void(self) -> list[StandingChange]:
        """Approvals that became void."""
        return [change for change in self.standings if change.void]

    @property
    def nothing(self) -> bool:
        """Whether both sides are the same."""
        return not (self.words or self.changes or self.standings or self.stale)


def compare(old: Side, new: Side, plan: Plan, report: Report, printed: Iterable[Copies] = ()) -> Comparison:
    """Compare two sides: words, editions, sign-offs, and the copies that orders ``printed`` of other words.

    ``report`` hears how far the printing is: the side, how many editions are made, how many there are.
    """
    found, count = edition_changes(old, new, plan, report)
    found = pictured(found, plan.pictures)
    if old.library is None or new.library is None:
        return Comparison(old, new, (), tuple(found), (), (), tuple(reprints(found, printed)), count)
    wish = (plan.wish.slugs, plan.wish.languages)
    return Comparison(
        old,
        new,
        tuple(_words(old.library, new.library, plan.wish)),
        tuple(found),
        tuple(standing_changes(old.library, new.library, plan.today, wish)),
        tuple(stale_translations(old.library, new.library, wish)),
        tuple(reprints(found, printed)),
        count,
    )


def _words(old: Library, new: Library, wish: Wish) -> list[TextChange]:
    before, after = texts(old), texts(new)
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        one, other = before.get(key), after.get(key)
        here = other or one
        assert here is not None
        if not _meant(here, new, wish):
            continue
        language = new.languages.get(here.language) or old.languages.get(here.language)
        if other is None and _unreadable(here, new):
            continue  # told with its mistakes, among what cannot be made
        state = "changed" if one and other else ("added" if other else "removed")
        passages = tuple(changes(one.passages, other.passages, language)) if one and other else ()
        if passages or state != "changed":
            found.append(TextChange(here, state, language.direction if language else "ltr", passages))
    return found


def _unreadable(text: Text, library: Library) -> bool:
    files = {passage.place.path for passage in text.passages}
    return any(problem.place.path in files for problem in errors(library.problems))


def _meant(text: Text, library: Library, wish: Wish) -> bool:
    """Whether a text is among those asked for. Brands and fixed words count where what they print on does."""
    if wish.languages and text.language not in wish.languages and text.key[0] not in ("brand", "facts"):
        return False
    if text.key[0] == "brand":
        return not wish.brands or text.key[1] in wish.brands
    if not wish.slugs or text.key[0] == "words":
        return True
    asked = {slug for slug, piece in library.pieces.items() if {slug, piece.specialty} & set(wish.slugs)}
    return bool(asked.intersection(text.printed_in)) or bool({*text.printed_in} & set(wish.slugs))
