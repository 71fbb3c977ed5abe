"""What ``handouts build`` says: a bar while it works, then what came of it; or one JSON event a line for programs."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands.screen import as_json, console, on_terminal, styled
from press.edition import Edition
from press.problem import Problem, Severity, counted, errors, in_order
from press.report import Case, junit
from press.route import STEPS, Outcome, Run, State

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from press.library import Library

_COLOURS = {State.BUILT: "green", State.FRESH: "green", State.FAILED: "red", State.REFUSED: "yellow"}

FEW = 3  # this many problems of one rule in one handout are shown; the others are counted


class Report:
    """Counts the outcomes of a run; what is common to both ways of saying them."""

    def __init__(self, library: Library, run: Run) -> None:
        self.library, self.run = library, run
        self.states: Counter[State] = Counter()
        self.pages = 0
        self.problems: dict[str, list[Problem]] = defaultdict(list)  # by slug
        self.withheld: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
        self.drafts: Counter[tuple[str, str]] = Counter()
        self.draft_editions: dict[tuple[str, str], Edition] = {}
        self.cases: list[Case] = []

    @contextlib.contextmanager
    def showing(self, total: int) -> Iterator[None]:
        """Around the run; ``total`` is the number of editions."""
        del total
        yield

    def edition(self, outcome: Outcome) -> None:
        """Take down one outcome."""
        key = (outcome.edition.slug, outcome.edition.language)
        self.states[outcome.state] += 1
        self.pages += outcome.pages
        self.problems[outcome.edition.slug] += outcome.problems
        failed = outcome.state is State.FAILED or (not self.run.release and errors(outcome.problems))
        found = outcome.problems if failed else [p for p in outcome.problems if p.severity is Severity.REVIEW]
        self.cases.append(Case(str(outcome.edition), found, outcome.seconds))
        if outcome.state is State.REFUSED:
            self.withheld[key].append(outcome)
        elif self.is_draft(outcome):
            self.drafts[key] += 1
            self.draft_editions[key] = outcome.edition

    def is_draft(self, outcome: Outcome) -> bool:
        """Whether a kept PDF stands on the shelf of drafts."""
        return outcome.path is not None and not outcome.released

    def end(
        self, seconds: float, unread: set[Path], absent: list[tuple[str, str]], required: set[tuple[str, str]]
    ) -> int:
        """Say what came of it all, and return the exit code.

        ``unread`` are folders of handouts that could not be read, ``absent`` required texts that nobody has written,
        ``required`` those that must not be withheld.
        """
        unprinted = self.unprinted(unread)
        missing = [*absent, *(key for key in self.withheld if key in required)]
        # A run that makes releases leaves out what has editorial errors: there only what failed counts.
        bad = bool(self.states[State.FAILED]) or bool(errors(unprinted)) or bool(missing)
        if not self.run.release:
            bad = bad or any(errors(found) for found in self.problems.values())
        self.say(seconds, unprinted, missing)
        return 1 if bad else 0

    def junit(self, unread: set[Path]) -> str:
        """JUnit XML: a test case for each edition, and one for each file of a handout that could not be read."""
        unprinted: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.unprinted(unread):
            unprinted[problem.place.path].append(problem)
        cases = [*sorted(self.cases, key=lambda case: case.name), *(Case(*one) for one in sorted(unprinted.items()))]
        return junit("build", cases)

    def unprinted(self, unread: set[Path]) -> list[Problem]:
        """Problems in handouts that could not be read at all: no edition carries them."""
        shown = [folder.relative_to(self.library.root).as_posix() for folder in unread]
        found = (
            p
            for p in self.library.problems
            if any(p.place.path == s or p.place.path.startswith(f"{s}/") for s in shown)
        )
        return in_order(found)

    def say(self, seconds: float, unprinted: list[Problem], missing: list[tuple[str, str]]) -> None:
        """The end of the report."""
        raise NotImplementedError

    def draft_words(self) -> str:
        """What drafts are, said plainly; nothing where there are none."""
        from press import route

        number = sum(self.drafts.values())
        if not number:
            return ""
        found = (route.grounds(self.library, one, self.run.today) for one in self.draft_editions.values())
        unreviewed = not any(one.standing.approval for one in found)
        all_drafts = number == self.states[State.BUILT] + self.states[State.FRESH]
        if unreviewed:
            what = "nothing here has been clinically reviewed" if all_drafts else "not clinically reviewed"
        else:
            what = "not released for patients; each page says why"
        return f"{counted(number, 'draft')}: {what}."


class JsonReport(Report):
    """One JSON object a line: ``edition`` for each outcome, ``problem`` for what no edition carries, then ``end``."""

    @contextlib.contextmanager
    def showing(self, total: int) -> Iterator[None]:
        """Begins with the number of editions."""
        as_json({"event": "start", "editions": total, "today": str(self.run.today), "release": self.run.release})
        yield

    def edition(self, outcome: Outcome) -> None:
        """One event."""
        super().edition(outcome)
        made = outcome.edition
        as_json(
            {
                "event": "edition",
                "slug": made.slug,
                "language": made.language,
                "variant": made.variant,
                "brand": made.brand,
                "purpose": made.purpose,
                "state": str(outcome.state),
                "step": outcome.step,
                "draft": self.is_draft(outcome),
                "path": outcome.path.as_posix() if outcome.path else None,
                "pages": outcome.pages,
                "seconds": round(outcome.seconds, 3),
                "fingerprint": outcome.fingerprint,
                "problems": [problem.as_json() for problem in outcome.problems],
            }
        )

    def say(self, seconds: float, unprinted: list[Problem], missing: list[tuple[str, str]]) -> None:
        """The counts."""
        for problem in unprinted:
            as_json({"event": "problem", **problem.as_json()})
        counts: dict[str, Any] = {str(state): self.states[state] for state in State}
        drafts = sum(self.drafts.values())
        required = [{"slug": slug, "language": tag} for slug, tag in missing]
        more = {"drafts": drafts, "pages": self.pages, "seconds": round(seconds, 3), "required_missing": required}
        as_json({"event": "end", **counts, **more})


class JunitReport(Report):
    """JUnit XML for CI servers, at the end."""

    def end(self, seconds: float, unread: set[Path], *rest: Any) -> int:
        """The whole report."""
        click.echo(self.junit(unread))
        return super().end(seconds, unread, *rest)

    def say(self, seconds: float, unprinted: list[Problem], missing: list[tuple[str, str]]) -> None:
        """Nothing more."""


class TextReport(Report):
    """For people: a bar on a terminal, else a line for each edition that was not fresh."""

    def __init__(self, library: Library, run: Run, ctx: click.Context, verbose: bool) -> None:
        super().__init__(library, run)
        self.ctx, self.verbose = ctx, verbose
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    @contextlib.contextmanager
    def showing(self, total: int) -> Iterator[None]:
        """The bar, with rate and time left."""
        if not on_terminal() or self.verbose or not total:
            yield
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Making"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        with Progress(*columns, TimeRemainingColumn(), console=console(self.ctx), transient=True) as bar:
            self._bar, self._task = bar, bar.add_task("", total=total, rate="")
            yield
        self._bar = None

    def edition(self, outcome: Outcome) -> None:
        """A step of the bar, or a line."""
        super().edition(outcome)
        if self._bar is not None and self._task is not None:
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, advance=1, rate=f"{speed:.1f} a second" if speed else "")
        elif self.verbose or (outcome.state is not State.FRESH and not on_terminal()):
            state = click.style(f"{outcome.state:8}", fg=_COLOURS[outcome.state])
            pages = f"  {counted(outcome.pages, 'page')}" if outcome.pages else ""
            click.echo(f"{state}{outcome.edition}{pages}  {outcome.seconds:.2f} s")
            if self.verbose:
                click.echo(f"        {steps_of(outcome)}")

    def say(self, seconds: float, unprinted: list[Problem], missing: list[tuple[str, str]]) -> None:
        """Problems by handout, what is withheld and missing, then the counts."""
        self._say_problems(unprinted)
        self._say_withheld(missing)
        total = sum(self.states.values())
        said = ", ".join(f"{self.states[state]} {state}" for state in State if self.states[state])
        rate = f", {total / seconds:.1f} a second" if total > 1 and seconds > 0 else ""
        click.echo(
            f"{counted(total, 'edition')}: {said or 'nothing made'}. {counted(self.pages, 'page')} in {seconds:.1f} s{rate}."
        )
        words = self.draft_words()
        if words:
            click.secho(words, fg="yellow", bold=True)
        reviews = {p for found in self.problems.values() for p in found if p.severity is Severity.REVIEW}
        if reviews and not self.verbose:
            click.echo(f'{len(reviews)} for review: "handouts check" shows them.')
        if self.states[State.BUILT] or self.states[State.FRESH]:
            click.echo(f"In {click.format_filename(self.run.out)}")

    def _say_problems(self, unprinted: list[Problem]) -> None:
        shown = (Severity.ERROR, Severity.REVIEW) if self.verbose else (Severity.ERROR,)
        said = False
        for slug, found in sorted(self.problems.items()):
            # Why something is withheld is said with it, once for all its editions.
            quiet = {
                p for key, outcomes in self.withheld.items() if key[0] == slug for o in outcomes for p in o.problems
            }
            some = [p for p in in_order(found) if p.severity in shown and p not in quiet]
            if some:
                click.secho(f"\n{slug}", bold=True)
                self._say_some(some)
                said = True
        if unprinted:
            click.secho("\nNot read, so not made", bold=True)
            click.echo("\n".join(styled(problem) for problem in unprinted))
        if said or unprinted:
            click.echo()

    def _say_some(self, problems: list[Problem]) -> None:
        """Problems of one handout; of a rule that is broken many times the first few."""
        seen: Counter[str] = Counter()
        for problem in problems:
            seen[problem.rule] += 1
            if self.verbose or seen[problem.rule] <= FEW:
                click.echo(styled(problem))
        for rule, number in seen.items():
            if number > FEW and not self.verbose:
                click.echo(f'    and {number - FEW} more [{rule}]: "--verbose" shows them')

    def _say_withheld(self, missing: list[tuple[str, str]]) -> None:
        if self.withheld:
            number = sum(map(len, self.withheld.values()))
            click.echo(f"Withheld: {counted(number, 'edition')} that may not be released")
        for (slug, tag), outcomes in sorted(self.withheld.items()):
            faults = [p.fault for p in errors(outcomes[0].problems)]
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            click.echo(f"  {slug} {tag}: {faults[0] if faults else 'not approved'}{more}")
        for slug, tag in missing:
            written = "withheld" if (slug, tag) in self.withheld else "not written"
            click.secho(f"Required, and {written}: {slug} in {tag}", fg="red")


def steps_of(outcome: Outcome) -> str:
    """The steps that an edition took, by number: ``1 read · 2 check · 3 mark up · fresh``."""
    taken = [f"{number} {name}" for number, name in enumerate(STEPS[: outcome.step], 1)]
    if outcome.state is State.FRESH:
        taken.append("fresh: nothing it is made from changed")
    elif outcome.state in (State.FAILED, State.REFUSED):
        taken[-1] += f": {outcome.state}"
    return " · ".join(taken)


def name_of(library: Library, edition: Edition) -> str:
    """An edition as staff call it: ``Botox for Chronic Migraine, Spanish, Large print``."""
    written = library.pieces[edition.slug].texts[edition.language]
    names = [library.languages[edition.language].name, library.variants[edition.variant].name]
    # Whose phone number is on it matters where there are several clinics.
    names += [library.brands[edition.brand].name] if len(library.brands) > 1 else []
    return ", ".join([written.text.title, *names])
