"""Waivers and levels: what a person excuses, and what a project makes stricter or looser. Both leave a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from press.checks.rule import Rule
from press.content import Translation, Waiver, Written, blocks_of
from press.library.brand import Level
from press.problem import Place, Problem, Severity, did_you_mean
from press.source import Located, TreePath


@dataclass(frozen=True, slots=True)
class Excuse:
    """A waiver, where it stands and the lines of the text that it excuses."""

    waiver: Waiver
    place: Place
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is of the waived rule and stands in the text that this waiver is in."""
        here = problem.place
        inside = here.line == 0 or self.first <= here.line <= self.last
        return problem.rule == self.waiver.rule and here.path == self.place.path and inside


def excuses(written: Written) -> Iterator[Excuse]:
    """Every waiver of a text: on the whole, on a section, on a block."""
    places: list[tuple[TreePath, tuple[Waiver, ...]]] = [((), written.text.waive)]
    if isinstance(written.text, Translation):
        places += [(("sections", n), section.waive) for n, section in enumerate(written.text.sections)]
    places += [(path, block.waive) for path, block in blocks_of(written.text)]
    located = written.located
    for path, waivers in places:
        for number, waiver in enumerate(waivers):
            first = located.place(path).line if path else 1
            yield Excuse(waiver, located.place((*path, "waive", number, "rule")), first, located.last_line(path))


def apply(
    problems: Iterable[Problem], texts: Iterable[Written], known: Mapping[str, Rule]
) -> tuple[list[Problem], set[Place]]:
    """The problems that no waiver excuses, and the places of the waivers that excused something."""
    shelf = [excuse for written in texts for excuse in excuses(written)]
    left, used = list[Problem](), set[Place]()
    for problem in problems:
        by = [excuse for excuse in shelf if excuse.covers(problem)] if shelf else []
        used.update(excuse.place for excuse in by)
        if not by or not (problem.rule in known and known[problem.rule].waivable):
            left.append(problem)
    return left, used


def unused(texts: Iterable[Written], used: set[Place], known: Mapping[str, Rule]) -> Iterator[Problem]:
    """Waivers that excuse nothing, name no rule, or a rule that nobody may waive."""
    for written in texts:
        for excuse in excuses(written):
            name = excuse.waiver.rule
            if name not in known:
                fault = f'the check has no rule "{name}", and no other can be waived'
                yield Problem(excuse.place, "unknown-rule", fault, did_you_mean(name, known))
            elif not known[name].waivable:
                remedy = "Mend the text: this rule guards what a patient may act on."
                yield Problem(excuse.place, "waiver-refused", f'the rule "{name}" cannot be waived', remedy)
            elif excuse.place not in used:
                fault = f'this waiver of "{name}" excuses nothing'
                yield Problem(excuse.place, "waiver-unused", fault, "Delete it: the text is clean now.")


def levelled(problems: Iterable[Problem], levels: Iterable[Level], known: Mapping[str, Rule]) -> list[Problem]:
    """Problems at the severity that the project or brand gives their rules; those of rules that are off fall away.

    Levels are for rules alone: an idle waiver stays an error, and a rule that nobody may waive stays what it is.
    """
    chosen = {level.rule: level.level for level in levels if not _refused(level, known)}
    kept = []
    for problem in problems:
        level = chosen.get(problem.rule, str(problem.severity))
        if level != "off":
            kept.append(replace(problem, severity=Severity(level)))
    return kept


_WEIGHTS = ("off", "review", "error")


def loosened(levels: Iterable[Level], known: Mapping[str, Rule]) -> list[Level]:
    """The levels that make a rule weigh less than it does by itself; of several for one rule the last, which counts."""
    last = {level.rule: level for level in levels if level.rule in known and not _refused(level, known)}
    return [level for level in last.values() if _lighter(level, known[level.rule])]


def _lighter(level: Level, rule: Rule) -> bool:
    return _WEIGHTS.index(level.level) < _WEIGHTS.index(str(rule.severity))


def _refused(level: Level, known: Mapping[str, Rule]) -> bool:
    rule = known.get(level.rule)
    return rule is None or (not rule.waivable and _lighter(level, rule))


def idle_levels(levels: Iterable[Level], located: Located, known: Mapping[str, Rule]) -> Iterator[Problem]:
    """Levels that change nothing: of no rule, or of one that nobody may loosen."""
    for number, level in enumerate(levels):
        if _refused(level, known):
            place = located.place(("levels", number, "rule"))
            fault = f'there is no rule "{level.rule}"'
            remedy = did_you_mean(level.rule, known)
            if level.rule in known:
                fault, remedy = f'the rule "{level.rule}" cannot be loosened', "It guards what a patient may act on."
            yield Problem(place, "unknown-level", fault, remedy)


# Why each problem of waivers and levels is one.
RULES: dict[str, str] = {
    "unknown-level": "A level for a rule that does not exist, or that nobody may loosen, changes nothing.",
    "unknown-rule": "A waiver of a rule that does not exist excuses nothing.",
    "waiver-refused": "Some rules guard what a patient may act on: nobody may excuse them.",
    "waiver-unused": "A waiver that outlives its cause would hide the next mistake.",
}
