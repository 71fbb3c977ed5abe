"""What a patient acts on and no text holds: a brand's emergency number, telephones, address. Somebody vouches for each.

``styles/brands/<brand>/approvals.yaml`` holds who confirmed which values, when; ``handouts approve --brand`` writes it.
A value that is recorded in an approval of a handout that holds counts as confirmed, too: whoever approved the handout saw
it. Once the brand's values are confirmed for the brand itself, only approvals that were given later still count beside it.

Approvals of version 1 hold the telephones, the emergency number and the country. Of what they do not hold, nobody knows
how it was then: it counts as confirmed while the last release of the brand, if the project recorded one, printed the same.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from press.content import Name, Packet, Strict
from press.library import Clinic, Library, Piece, open_library
from press.problem import Place, Problem
from press.quantities import emergency_numbers, emergency_source
from press.review.approvals import Approval
from press.review.reasons import Reason, State, because
from press.review.seals import Seal, Withdrawal, alone, is_ahead, seal_of, unreadable_name, write
from press.review.standing import approval_of
from press.source import MAX_RECORD_BYTES, Located, load

WATCHED = ("emergency.number", "region", *(f"clinic.{key}" for key in Clinic.model_fields if key != "name"))
"""What is confirmed: all that a patient may act on. A clinic's name is none of it."""
PRINTED = "orders/history/releases.jsonl"
_TAIL = 512 * 1024  # bytes of the history's end in which the last release of a brand is looked for


class Confirmation(Strict):
    """One sign-off of what a brand says."""

    by: Name
    on: date
    values: dict[str, str]
    withdrawn: Withdrawal | None = None
    seal: Seal | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it says what the press wrote: nobody edited it by hand since."""
        return self.seal == seal_of(self)


class Confirmations(Strict):
    """All sign-offs of a brand; the latest counts."""

    confirmed: tuple[Confirmation, ...] = Field(min_length=1)

    @property
    def latest(self) -> Confirmation:
        """The latest by its day; of two of one day (branches that were merged) the one that stands last."""
        return sorted(self.confirmed, key=lambda one: one.on)[-1]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A brand's record as read. ``latest`` is None where there is none, or where it is broken, as ``problems`` say."""

    latest: Confirmation | None = None
    located: Located | None = None
    problems: tuple[Problem, ...] = ()


def record_path(brand: str) -> str:
    """The project-relative path of a brand's record."""
    return f"styles/brands/{brand}/approvals.yaml"


def values_of(library: Library, brand: str) -> dict[str, str]:
    """What a brand says now of all that is confirmed; an empty text where it says nothing."""
    known = library.brands[brand]
    return {key: known.region if key == "region" else known.value(key) or "" for key in WATCHED}


def brand_values(library: Library) -> dict[str, str]:
    """The same of every brand, as ``brand.key``: kept with an approval."""
    return {f"{name}.{key}": value for name in library.brands for key, value in values_of(library, name).items()}


def load_confirmed(library: Library, brand: str) -> Confirmed:
    """Read a brand's record. It stands in the project alone: for the press's own sample brands nobody vouches."""
    shown = record_path(brand)
    path = library.root / shown
    if path.is_symlink():
        fault = "a link to another file, which nobody reviewed with this project"
        return Confirmed(problems=(Problem(Place(shown), "link-refused", fault, "Put the file itself here."),))
    if not path.exists():
        return Confirmed()
    found, located, problems = load(path, shown, Confirmations, MAX_RECORD_BYTES)
    return Confirmed(found.latest if found else None, located, tuple(problems))


def confirm_brand(library: Library, brand: str, by: str, today: date) -> list[Problem]:
    """Record that somebody vouches for a brand's values as they are now. Nothing is written where that cannot be right."""
    problem = emergency_problem(library, brand)
    if problem:
        return [problem]
    return _added(library, brand, Confirmation(by=by, on=today, values=values_of(library, brand)))


def withdraw_brand(library: Library, brand: str, withdrawal: Withdrawal) -> list[Problem]:
    """Take back what a brand says: nothing is released for it until somebody confirms it anew."""
    entry = Confirmation(by=withdrawal.by, on=withdrawal.on, values=values_of(library, brand), withdrawn=withdrawal)
    return _added(library, brand, entry)


def _added(library: Library, brand: str, entry: Confirmation) -> list[Problem]:
    shown = record_path(brand)
    path = library.root / shown
    problems = unreadable_name(shown, entry.by)
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path.parent):
        held: tuple[Confirmation, ...] = ()
        if path.exists():
            found, _, more = load(path, shown, Confirmations, MAX_RECORD_BYTES)
            problems += more
            held = found.confirmed if found else ()
        later = next((one.on for one in held if one.on > entry.on and one.is_whole), None)
        if later is not None:
            fault = f"an entry of {later} is there already, and the latest counts"
            problems.append(Problem(Place(shown), "confirmation-date", fault, f"Date it {later} or later: --today."))
        if problems:
            return problems
        sealed = entry.model_copy(update={"seal": seal_of(entry)})
        said = [json.loads(one.model_dump_json(exclude_none=True)) for one in (*held, sealed)]
        return write(path, shown, "confirmed", said, Confirmations)


# -------------------------------------------------------------------------------------------------- why it is no release


def emergency_problem(library: Library, brand: str) -> Problem | None:
    """Why a brand's emergency number cannot be right: it is none of its country's, and no reason stands beside it."""
    known = library.brands[brand]
    there = emergency_numbers(known.region)
    if known.emergency_number in there or known.emergency_number_reason:
        return None
    place = library.located[f"styles/brands/{brand}/brand.yaml"].place(("emergency_number",))
    fault = f"{known.emergency_number} is no emergency number of {known.region}: {', '.join(there)}"
    source = emergency_source(known.region)
    if not there:
        place = library.located[f"styles/brands/{brand}/brand.yaml"].place(("region",))
        fault = f"no table knows the emergency numbers of {known.region}: nobody can tell whether {known.emergency_number} is one"
        hint = 'Is the country right (two letters of ISO 3166: the United Kingdom is "GB")? '
        remedy = f'{hint}If it is, say why the number is: emergency_number_reason: "…" (The table: {source}.)'
        return Problem(place, "emergency-number", fault, remedy)
    remedy = f'Correct it; or say why it is right there: emergency_number_reason: "…" (The table: {source}.)'
    return Problem(place, "emergency-number", fault, remedy)


class Signed:
    """Every approval of a project that holds on a day, worked out once, and only where somebody asks."""

    def __init__(self, library: Library, today: date) -> None:
        self._library, self._today = library, today
        self._found: list[Approval] | None = None

    def every(self) -> list[Approval]:
        """All of them. A library that was opened in part is opened as a whole for it."""
        if self._found is None:
            whole = open_library(self._library.root) if self._library.is_part else self._library
            pieces = whole.pieces.values()
            self._found = [a for one in pieces for a in _in_force(whole, one, one.texts, self._today)]
        return self._found


def brand_reasons(library: Library, piece: Piece, tag: str, brand: str, signed: Signed, today: date) -> list[Reason]:
    """Why nothing of a text may be released for a brand: values that nobody confirmed, an emergency number of nowhere."""
    found = []
    problem = emergency_problem(library, brand)
    if problem:
        found.append(Reason(State.WITHHELD, "draft", problem))
    record = load_confirmed(library, brand)
    found += [Reason(State.WITHHELD, "draft", problem) for problem in record.problems]
    say = f'handouts approve --brand {brand} --by "name, role"'
    latest = record.latest
    if latest is not None and (why := _unsound(latest, today)):
        place = Place(record_path(brand))
        fault = f"the confirmation of the brand by {latest.by} {why}"
        found.append(because(State.WITHHELD, "draft", place, "brand-unconfirmed", fault, f"Confirm its values: {say}"))
    elif not record.problems:
        own = list(_in_force(library, piece, (tag, piece.facts.source_language), today))
        left = _open(values_of(library, brand), brand, latest, own, signed, library.root)
        found += [_unconfirmed(library, brand, key, then, say) for key, then in left.items()]
    return found


def _unsound(latest: Confirmation, today: date) -> str:
    if not latest.is_whole:
        return "was edited by hand since it was recorded"
    if latest.withdrawn:
        taken = latest.withdrawn
        return f"was withdrawn by {taken.by} on {taken.on}{f': {taken.reason}' if taken.reason else ''}"
    if is_ahead(latest.on, today):
        return f"is dated {latest.on}, which is still to come"
    return ""


def _unconfirmed(library: Library, brand: str, key: str, then: str | None, say: str) -> Reason:
    located = library.located[f"styles/brands/{brand}/brand.yaml"]
    path = ("emergency_number",) if key == "emergency.number" else tuple(key.split("."))
    now = values_of(library, brand)[key]
    what = f'"{now}" now' if now else "left out now"
    was = f'was "{then}" when somebody vouched for it, and is ' if then else "is new: it was never confirmed, and is "
    remedy = f"Make sure that it is right (dial it), then: {say}"
    if key == "region":
        remedy = f"Words that differ by country print otherwise now. Look at a sheet, then: {say}"
    return because(State.WITHHELD, "draft", located.place(path), "brand-unconfirmed", f"{key} {was}{what}", remedy)


def _open(
    now: Mapping[str, str], brand: str, latest: Confirmation | None, own: list[Approval], signed: Signed, root: Path
) -> dict[str, str | None]:
    """Each value that nobody confirmed, with what it was when somebody did, as far as anybody knows."""
    if latest is not None and all(latest.values.get(key, "") == value for key, value in now.items()):
        return {}
    found = dict(_missing(now, brand, latest, own, root))
    if found:  # a rare thing: somebody changed a value, and may have approved another handout with it
        found = dict(_missing(now, brand, latest, [*own, *signed.every()], root))
    return found


def _in_force(library: Library, piece: Piece, tags: Iterable[str], today: date) -> Iterator[Approval]:
    """The approvals that hold of a piece; a packet's handouts were seen with it."""
    inner = piece.facts.handouts if isinstance(piece, Packet) else ()
    for one in (piece, *(library.handouts[slug] for slug in inner if slug in library.handouts)):
        for tag in dict.fromkeys(tags):
            approval = approval_of(library, one, tag, today)
            if approval is not None:
                yield approval


def _missing(
    now: Mapping[str, str], brand: str, latest: Confirmation | None, approvals: Iterable[Approval], root: Path
) -> Iterator[tuple[str, str | None]]:
    """The values that none of the records confirm."""
    records = [one for one in approvals if latest is None or one.on > latest.on]
    newer = any(one.scheme > 1 and one.brand_values for one in records)
    for key, value in now.items():
        said = [one.brand_values[f"{brand}.{key}"] for one in records if f"{brand}.{key}" in one.brand_values]
        if (latest is not None and latest.values.get(key, "") == value) or value in said:
            continue
        if latest is not None:
            yield key, latest.values.get(key)
        elif said:
            yield key, said[-1]
        elif newer and value:
            yield key, None
        elif not newer and (then := _printed_last(root, brand).get(key)) is not None and then != value:
            yield key, then


def _printed_last(root: Path, brand: str) -> dict[str, str]:
    """What the last recorded release of a brand printed; nothing where none is recorded. Only the history's end is read."""
    with contextlib.suppress(OSError):
        with (root / PRINTED).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            lines = file.read().split(b"\n")
        for line in reversed(lines):
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                said: Any = json.loads(line)
                if said["edition"]["brand"] == brand:
                    then = {str(key): str(value) for key, value in said["brand_values"].items()}
                    known = (key for key in WATCHED if key != "region" or key in then)  # which it once did not hold
                    return {key: then.get(key, "") for key in known}
    return {}
