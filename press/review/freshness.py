"""Translation freshness: for each translation, the source text it was made from is kept, passage by passage.

``made-from/<tag>.yaml`` beside a text holds pairs of source and translation as they were when a person confirmed that
they say the same. Dates, hashes and version numbers are no signal: they get bumped in lock-step with what they should
guard. Comparing the words is.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from press.content import Callout, Passage, Phrase, Strict, Translation, Versioned, Written, phrases
from press.language import own_tables
from press.problem import Place, Problem, did_you_mean
from press.receipt import keep
from press.review.fingerprint import at, nfc, prints
from press.source import MAX_RECORD_BYTES, TreePath, load


class Pair(Strict):
    """One passage as it was confirmed."""

    at: str
    source: str
    translation: str
    seal: str = ""  # of the words as `handouts confirm` wrote them: a search-and-replace through the folder breaks it


class Snapshot(Strict):
    """made-from/<tag>.yaml."""

    from_version: int
    passages: tuple[Pair, ...] = ()

    @property
    def printed(self) -> tuple[Pair, ...]:
        """Without the words that people search by, which were once confirmed one by one."""
        return tuple(pair for pair in self.passages if not _is_searched(pair))


def _is_searched(pair: Pair) -> bool:
    return pair.at.startswith("keywords.")


class Change(StrEnum):
    """What became of a passage since it was confirmed."""

    FRESH = "fresh"
    STALE = "stale"  # the source changed, the translation did not
    TRANSLATED = "translated"  # both changed: a person should confirm
    ADDED = "added"  # new in the source, not in the translation
    REMOVED = "removed"  # gone from the source, still in the translation
    MOVED = "moved"  # stands elsewhere in the source, not in the translation


@dataclass(frozen=True, slots=True)
class PassageState:
    """One passage: what became of it, its paths, and the words side by side."""

    change: Change
    source_path: TreePath | None
    path: TreePath | None
    old_source: str
    new_source: str
    translation: str
    safety: bool  # not fresh, and a call-out, a dose, a number or a phone: stale, it blocks release whatever the policy
    row: int | None = None  # which passage of the snapshot this is

    @property
    def stale(self) -> bool:
        """Whether a patient would read something other than the source says now."""
        return self.change in (Change.STALE, Change.ADDED, Change.REMOVED, Change.MOVED)


def snapshot_path(written: Written, root: Path) -> tuple[Path, str]:
    """Where the snapshot of a translation stands, really and as shown."""
    folder, _, name = written.located.shown.rpartition("/")
    shown = f"{folder}/made-from/{name}"
    return root / shown, shown


def load_snapshot(written: Written, root: Path) -> tuple[Snapshot | None, list[Problem]]:
    """The snapshot of a translation; None where nobody has confirmed it yet, or where it is broken."""
    path, shown = snapshot_path(written, root)
    if not path.exists():
        return None, []
    found, located, problems = load(path, shown, Snapshot, MAX_RECORD_BYTES)
    for row, pair in enumerate(found.passages if found else ()):
        if pair.seal not in _seals(pair) and not _is_searched(pair):
            place = located.place(("passages", row, "source"))
            fault = f'edited by hand since it was confirmed: "{pair.source[:60]}"'
            remedy = "Undo the edit; or delete this file, compare the whole translation anew, then: handouts confirm"
            return None, [Problem(place, "made-from-altered", fault, remedy)]
    return found, problems


def _seals(pair: Pair) -> tuple[str, ...]:
    """Against accidents, not against malice: who can write this file can also run `handouts confirm`.

    The first is what is written: of the words as NFC. It was once of the words as they stood, which a tool may since have
    put into another form of the same letters.
    """
    said = f"{pair.source}\0{pair.translation}"
    forms = (nfc(said), said, unicodedata.normalize("NFD", said))
    return tuple(hashlib.sha256(text.encode()).hexdigest()[:12] for text in forms)


def _compared(written: Written) -> Iterator[Phrase]:
    """The passages that are translated one by one. Words that people search by are each language's own."""
    return filter(prints, phrases(written.text))


def passage_states(source: Written, written: Written, snapshot: Snapshot) -> list[PassageState]:
    """What became of every passage since the translation was confirmed, in the source's order."""
    now, there = list(_compared(source)), list(_compared(written))
    rows = snapshot.printed
    to_source = _aligned([_keyed(row.at, row.source) for row in rows], [_keyed(at(p), p.text) for p in now])
    to_target = _aligned([_keyed(row.at, row.translation) for row in rows], [_keyed(at(p), p.text) for p in there])
    spare = [i for i in range(len(there)) if i not in set(to_target.values())]
    states: list[tuple[int, PassageState]] = []
    row_of = {k: i for i, k in to_source.items()}
    moved = _moved(to_source, to_target)
    for k, phrase in enumerate(now):
        row = row_of.get(k)
        if row is None:
            partner = next((i for i in spare if _kind(at(there[i])) == _kind(at(phrase))), None)
            if partner is not None:
                spare.remove(partner)
            change = Change.ADDED if partner is None else Change.TRANSLATED
            target = there[partner] if partner is not None else None
            states.append((k, _state(change, (source, written), phrase, target, "")))
            continue
        j = to_target.get(row)
        target = there[j] if j is not None else None
        change = _change(rows[row], phrase, target, row in moved)
        states.append((k, _state(change, (source, written), phrase, target, rows[row].source, row)))
    for row, j in to_target.items():
        if row not in to_source:
            gone = Phrase((), "", True)
            state = _state(Change.REMOVED, (source, written), gone, there[j], rows[row].source, row)
            states.append((len(now), state))
    return [state for _, state in states]


def _change(row: Pair, phrase: Phrase, target: Phrase | None, moved: bool) -> Change:
    if target is None:
        return Change.ADDED
    if nfc(phrase.text) == nfc(row.source):
        return Change.MOVED if moved else Change.FRESH
    return Change.STALE if nfc(target.text) == nfc(row.translation) else Change.TRANSLATED


def _state(
    change: Change,
    texts: tuple[Written, Written],
    phrase: Phrase,
    target: Phrase | None,
    old: str,
    row: int | None = None,
) -> PassageState:
    source, written = texts
    there = target.text if target else ""
    return PassageState(
        change,
        phrase.path or None,
        target.path if target else None,
        old,
        phrase.text,
        there,
        change is not Change.FRESH and _is_safety((source, written), phrase, target, old),
        row,
    )


def _is_safety(texts: tuple[Written, Written], phrase: Phrase, target: Phrase | None, old: str) -> bool:
    """Whether it is a call-out, or holds a number in digits or words."""
    source, written = texts
    if _in_callout(source.text, phrase.path) or (target is not None and "callout" in target.path):
        return True
    there = target.text if target else ""
    if re.search(r"\d|\{", f"{old} {phrase.text} {there}"):
        return True
    # "One" is an article in many languages: other number words tell, and a "one" that came or went.
    before, after = (_spelled(words, source.tag) for words in (old, phrase.text))
    spelled = {*before, *after, *_spelled(there, written.tag)} - {1.0}
    return bool(spelled or (old and phrase.text and before != after))


def _spelled(words: str, tag: str) -> list[float]:
    from press.quantities import number_words  # for a person who confirms: a sheet needs none of it

    return [value for value, _, _ in number_words(words, own_tables(tag))]


def _in_callout(text: Versioned, path: TreePath) -> bool:
    here: object = text
    for step in path:
        if isinstance(here, Callout):
            return True
        if isinstance(step, int) and isinstance(here, tuple):
            here = here[step]
        elif (isinstance(step, str) and isinstance(here, Translation | Passage)) or hasattr(here, str(step)):
            here = getattr(here, str(step), None)
        else:
            return False
    return False


def _kind(path: str) -> str:
    """A passage's path without its numbers: what kind of passage it is."""
    return re.sub(r"\.\d+", "", path)


def _keyed(path: str, text: str) -> tuple[str, str]:
    return _kind(path), nfc(text)


def _aligned(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Which old passage is which new one: equal text first, then what was replaced in place, then what moved."""
    pairs: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif tag == "replace":
            pairs.update(_replaced(old, new, range(i1, i2), range(j1, j2)))
    taken = set(pairs.values())
    for i, item in enumerate(old):
        if i not in pairs:
            j = next((j for j, other in enumerate(new) if j not in taken and other == item), None)
            if j is not None:
                pairs[i] = j
                taken.add(j)
    return dict(sorted(pairs.items()))


def _replaced(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], olds: range, news: range
) -> dict[int, int]:
    """Pairs inside a replaced stretch. Of one kind, the most alike go together; a lone pair of a kind is one passage."""
    pairs: dict[int, int] = {}
    # A text moved where it stands elsewhere now and did not before: of two equal sentences, one may have stayed there.
    elsewhere = (Counter(new) - Counter(new[j] for j in news)) - (Counter(old) - Counter(old[i] for i in olds))
    for kind in dict.fromkeys(old[i][0] for i in olds):
        left = [i for i in olds if old[i][0] == kind and old[i] not in elsewhere]
        right = [j for j in news if new[j][0] == kind]
        if len(left) == len(right):
            pairs.update(zip(left, right, strict=True))
            continue
        for i in left:
            rated = [
                (difflib.SequenceMatcher(None, old[i][1], new[j][1]).ratio(), -j)
                for j in right
                if j not in pairs.values()
            ]
            best = max(rated, default=(0.0, 0))
            if best[0] >= 0.5:
                pairs[i] = -best[1]
    return pairs


def _moved(to_source: dict[int, int], to_target: dict[int, int]) -> set[int]:
    """Rows whose order among the others differs between the source and the translation."""
    rows = [row for row in to_source if row in to_target]
    by_source = sorted(rows, key=lambda row: to_source[row])
    by_target = sorted(rows, key=lambda row: to_target[row])
    kept = {
        by_source[i + n]
        for i, _, size in difflib.SequenceMatcher(None, by_source, by_target, autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    return set(rows) - kept


def confirm(source: Written, written: Written, root: Path, only: Sequence[str] = ()) -> tuple[int, list[Problem]]:
    """Record that passages of a translation say what the source says now; all of them, or those at the paths ``only``.

    Returns how many passages were recorded anew. What stands on one side only cannot be confirmed: it stays as it is
    recorded, and is a problem where all was to be confirmed. Nothing is written where ``only`` names no such passage.
    """
    snapshot, problems = load_snapshot(written, root)
    if problems:
        return 0, problems
    if snapshot is None:
        return _first(source, written, root, only)
    states = passage_states(source, written, snapshot)
    open_ones = {_spot(state) for state in states if state.change is not Change.FRESH and state.path}
    unknown = [path for path in only if path not in open_ones]
    if unknown:
        return 0, [_no_such(written, path, open_ones) for path in unknown]
    pairs, left, count = list[Pair](), list[Problem](), 0
    for state in states:
        wanted = not only or _spot(state) in only
        if state.change is Change.REMOVED or state.path is None:
            pairs += [snapshot.printed[state.row]] if state.row is not None else []
            left += [_one_sided(written, state)] if wanted else []
        elif state.change is Change.FRESH or wanted:
            count += state.change is not Change.FRESH
            pairs.append(Pair(at=_spot(state), source=state.new_source, translation=state.translation))
        elif state.row is not None:
            pairs.append(snapshot.printed[state.row])
    settled = len(open_ones) == count and not left
    version = (source.text.version or 1) if settled else snapshot.from_version
    return count, [*left, *_write(written, root, Snapshot(from_version=version, passages=tuple(pairs)))]


def _spot(state: PassageState) -> str:
    return ".".join(map(str, state.path or ()))


def _first(source: Written, written: Written, root: Path, only: Sequence[str]) -> tuple[int, list[Problem]]:
    """Nothing was recorded yet: passages go together by where they stand, so both texts must be built alike."""
    place = Place(written.located.shown)
    if only:
        fault, remedy = "nothing was recorded for this translation yet", "Compare it as a whole, and leave --at out."
        return 0, [Problem(place, "translation-unconfirmed", fault, remedy)]
    ours, theirs = ({at(p): p for p in _compared(one)} for one in (source, written))
    odd = [(path, p) for path, p in [*ours.items(), *theirs.items()] if (path in ours) != (path in theirs)]
    if odd:
        path, phrase = odd[0]
        text, other = (source, written) if path in ours else (written, source)
        fault = f'this passage has no partner in {other.located.shown}: "{phrase.text[:60]}"'
        remedy = "Give both texts the same sections, blocks and items; then confirm. See: handouts check."
        return 0, [Problem(text.located.place(phrase.path), "structure-differs", fault, remedy)]
    pairs = [Pair(at=path, source=p.text, translation=theirs[path].text) for path, p in ours.items() if path in theirs]
    problems = _write(written, root, Snapshot(from_version=source.text.version or 1, passages=tuple(pairs)))
    return (0 if problems else len(pairs)), problems


def _no_such(written: Written, path: str, known: set[str]) -> Problem:
    if path in {at(phrase) for phrase in phrases(written.text)}:
        fault, remedy = f'there is nothing to confirm at "{path}"', "Its source did not change. See: handouts changes."
    else:
        fault, remedy = f'there is no passage "{path}"', did_you_mean(path, known) or "See: handouts changes."
    return Problem(Place(written.located.shown), "unknown-passage-path", fault, remedy)


def _one_sided(written: Written, state: PassageState) -> Problem:
    if state.path is None:
        fault = f'not confirmed, for it is not translated yet: "{state.new_source[:60]}"'
        return Problem(Place(written.located.shown), "translation-stale", fault, "Translate it.")
    fault = f'not confirmed, for its source was deleted: "{state.translation[:60]}"'
    return Problem(written.located.place(state.path), "translation-stale", fault, "Delete it here, too.")


def _write(written: Written, root: Path, snapshot: Snapshot) -> list[Problem]:
    path, shown = snapshot_path(written, root)
    lines = ["# Written by `handouts confirm`: the source words that each passage was translated from."]
    lines += [f"from_version: {snapshot.from_version}", "passages:"]
    for pair in snapshot.passages:
        lines.append(f"  - at: {pair.at}")
        lines += [
            f"    {key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in (("source", pair.source), ("translation", pair.translation), ("seal", _seals(pair)[0]))
        ]
    try:
        keep(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        fault = f"nothing was recorded: the file cannot be written ({error.strerror or error})"
        return [Problem(Place(shown), "made-from-unwritable", fault, "Make room, or check the permissions.")]
    return []
