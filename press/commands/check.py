"""``handouts check``: what is wrong with the words, steps 1 and 2 of the route. Loads no typesetting engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

import click

from press.commands import WrongUsage, examples
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    must_exist,
    names_option,
    piece_folders,
    project_of,
    slugs_and_specialties,
)
from press.commands.screen import as_json, styled
from press.problem import Problem, Severity, counted, nearest


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems that were found, and how many of the handouts that were looked at have one."""

    problems: list[Problem]
    troubled: int
    folders: list[str]  # of the handouts that were looked at
    loosened: tuple[str, ...] = ()  # rules that weigh less here: which, who wanted it, when and why
    unreviewed: tuple[str, ...] = ()  # folders of the handouts that nobody ever approved, in any language

    def count(self, severity: Severity) -> int:
        """How many problems weigh this much."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def notes(self) -> list[str]:
        """What is no problem of the words, and must not go unsaid."""
        if not self.unreviewed:
            return list(self.loosened)
        named = ", ".join(self.unreviewed[:3]) + (" and others" if len(self.unreviewed) > 3 else "")
        of = counted(len(self.unreviewed), "handout")
        return [*self.loosened, f'No review is on record for {of}: {named}. "handouts status" shows each language.']

    def line(self) -> str:
        """The last line: ``2 errors and 1 for review, in 2 of 48 handouts``."""
        of = counted(len(self.folders), "handout")
        if not self.problems:
            return f"No problems in {of}."
        counts = [
            *([counted(self.count(Severity.ERROR), "error")] if self.count(Severity.ERROR) else []),
            *([f"{self.count(Severity.REVIEW)} for review"] if self.count(Severity.REVIEW) else []),
        ]
        where = f"in {self.troubled} of {of}" if self.troubled else "in none of the handouts themselves"
        return f"{' and '.join(counts)}, {where}"


def find_problems(root: Path, slugs: Iterable[str] = (), languages: Iterable[str] = (), brand: str = "") -> Findings:
    """What steps 1 and 2 find in a project, or in the handouts, specialties and languages that are named."""
    from press.survey import survey

    names, tags = set(slugs), frozenset(languages)
    folders = piece_folders(root)
    chosen = {slug for slug, folder in folders.items() if not names or names & {slug, folder.parent.name}}
    made = survey(root, chosen, tags, brand)
    found = list(made.problems)
    if names or tags:
        wanted = {path for path, own in made.owners.items() if not tags or _of_language(path, tags)}
        found = [p for p in found if p.place.path in wanted or _below(p, chosen, tags)]
    elif any((root / "styles").rglob("*.css")):
        from press import typeset

        found += typeset.slow_styles(root)
    troubled = {slug for problem in found for slug in _whose(problem, made.owners) if slug in chosen}
    shown = sorted(folders[slug].relative_to(root).as_posix() for slug in chosen)
    unreviewed = tuple(folder for folder in shown if not (root / folder / "approvals.yaml").is_file())
    return Findings(found, len(troubled), shown, tuple(_loosened(root, brand)), unreviewed)


def _loosened(root: Path, brand: str) -> Iterable[str]:
    """A line for each rule that the project, or the brand, made weigh less."""
    from press import checks
    from press.commands.project import engine_folder
    from press.library import Brand, Level, Policy
    from press.source import load

    levels, rules = list[Level](), checks.rules()
    if (root / "policy.yaml").is_file():
        policy, _, _ = load(root / "policy.yaml", "policy.yaml", Policy)
        levels += policy.levels if policy else ()
    if brand:
        shown = f"styles/brands/{brand}/brand.yaml"
        path = next((folder / shown for folder in (root, engine_folder()) if (folder / shown).is_file()), root / shown)
        own, _, _ = load(path, shown, Brand)
        levels += own.levels if own else ()
    for level in checks.waivers.loosened(levels, rules):
        was = rules[level.rule].severity
        yield f"Loosened: {level.rule} is {level.level}, not {was}: {level.reason} ({level.by}, {level.on})"


def _of_language(path: str, tags: frozenset[str]) -> bool:
    return PurePosixPath(path).stem in {*tags, "handout", "packet"}


def _whose(problem: Problem, owners: Mapping[str, frozenset[str]]) -> set[str]:
    parts = PurePosixPath(problem.place.path).parts
    own = {parts[2]} if len(parts) > 2 and parts[0] == "handouts" and not parts[1].startswith("_") else set()
    return own or set(owners.get(problem.place.path, ()))


def _below(problem: Problem, chosen: set[str], tags: frozenset[str]) -> bool:
    """Whether a problem stands in a chosen handout's folder, be it in a file that could not be read."""
    path = PurePosixPath(problem.place.path)
    inside = len(path.parts) > 2 and path.parts[0] == "handouts" and path.parts[2] in chosen
    return inside and (not tags or _of_language(problem.place.path, tags))


# -------------------------------------------------------------------------------------------------------------- formats


def _text(findings: Findings) -> None:
    """For people: the problems of each folder together, then the count."""
    for _, group in groupby(findings.problems, key=lambda problem: PurePosixPath(problem.place.path).parent):
        for problem in group:
            click.echo(styled(problem))
        click.echo()
    for line in findings.notes:
        click.secho(line, fg="yellow")
    bad, doubtful = findings.count(Severity.ERROR), findings.count(Severity.REVIEW)
    click.secho(findings.line(), fg="red" if bad else "yellow" if doubtful else "green")


def _json(findings: Findings) -> None:
    """For programs: one object."""
    as_json(
        {
            "problems": [problem.as_json() for problem in findings.problems],
            "errors": findings.count(Severity.ERROR),
            "reviews": findings.count(Severity.REVIEW),
            "handouts": len(findings.folders),
            "handouts_with_problems": findings.troubled,
            "loosened": list(findings.loosened),
            "unreviewed": list(findings.unreviewed),
        }
    )


def _github(findings: Findings) -> None:
    """For pull requests: each problem beside its line; the count goes to the log."""
    from press import report

    annotations = report.as_github(findings.problems)
    click.echo("\n".join(filter(None, [annotations, *findings.notes, findings.line()])))


def _sarif(findings: Findings) -> None:
    """For code scanning."""
    from press import report

    known = _rules()
    click.echo(report.as_sarif(findings.problems, lambda name: known.get(name, ("", ""))[1]))


def _junit(findings: Findings) -> None:
    """For CI servers."""
    from press import report

    click.echo(report.as_junit(findings.problems, findings.folders))


# A format is a function here: what `--format` names, and what it is for.
FORMATS: dict[str, Callable[[Findings], None]] = {
    "text": _text, "json": _json, "github": _github, "sarif": _sarif, "junit": _junit
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- command


def _rules() -> dict[str, tuple[str, str]]:
    """Every rule's severity and why, by its name."""
    from press.checks import rules
    from press.commands.explain import ENGINE_RULES

    engine = {name: (str(Severity.ERROR), why) for name, why in ENGINE_RULES.items()}
    return engine | {name: (str(found.severity), found.why) for name, found in rules().items()}


def _explain(ctx: click.Context, _: click.Parameter, rule: str | None) -> None:
    if rule is None or ctx.resilient_parsing:
        return
    known = _rules()
    name = rule.strip("[]")
    if name not in known:
        from press import preflight  # opens the PDF libraries: only where nothing else knows the rule

        known |= {one: (str(Severity.ERROR), why) for one, why in preflight.rules().items()}
    if name not in known:
        near = nearest(name, known)
        raise WrongUsage(
            f'There is no rule "{name}". '
            + (f'Did you mean "{near}"?' if near else "Each problem ends with its rule, in brackets.")
        )
    severity, why = known[name]
    click.echo(f"{click.style(name, bold=True)} ({severity})\n\n{why}")
    ctx.exit(0)


def _fix(root: Path, slugs: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Mend what is safe, and say what was mended."""
    from press import mend

    for made in mend.fix(root, slugs, languages):
        if made.count:
            click.echo(f"{made.shown}: {counted(made.count, 'text')} mended", err=True)
        for problem in made.problems:
            click.echo(styled(problem), err=True)


@click.command(
    epilog=examples(
        "handouts check                             everything",
        "handouts check botox-chronic-migraine      one handout",
        "handouts check neurology --lang es         one specialty, one language",
        "handouts check --fix                       mend what is safe, then check",
        "handouts check --explain open-gap          why a rule is there",
    )
)
@click.argument("slugs", metavar="[HANDOUT…]", nargs=-1, shell_complete=completing(slugs_and_specialties))
@names_option("--lang", language_tags, "Only these languages.")
@click.option("--strict", is_flag=True, help='Exit code 1 also where only a person\'s review is asked for ("review").')
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Default: text.")
@click.option(
    "--explain", metavar="RULE", callback=_explain, is_eager=True, expose_value=False, help="Say why a rule is there."
)
@click.option(
    "--brand", default="", metavar="BRAND", shell_complete=completing(brand_names), help="Also that brand's own levels."
)
@click.option(
    "--changed",
    is_flag=False,
    flag_value="HEAD",
    default="",
    metavar="[REV]",
    help="Only handouts that differ from a git revision; HEAD where none is named.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="First mend what is safe: quotation marks, double spaces, mixed apostrophes, the space before °F.",
)
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    lang: tuple[str, ...],
    strict: bool,
    form: str,
    fix: bool,
    brand: str,
    changed: str,
) -> int:
    """Find what is wrong in the handouts' words, all at once, each at its line.

    An error keeps a handout out of every release; "review" asks a person to judge. Exit code 1 where there are errors.
    """
    root = project_of(ctx)
    must_exist("handout", slugs, slugs_and_specialties(root))
    must_exist("language", lang, language_tags(root))
    must_exist("brand", [brand] if brand else [], brand_names(root))
    if changed:
        slugs = _changed(root, changed, slugs)
        if not slugs:
            click.echo(f"No handout differs from {changed}.")
            return 0
    if fix:
        _fix(root, slugs, lang)
    findings = find_problems(root, slugs, lang, brand)
    FORMATS[form](findings)
    return 1 if findings.count(Severity.ERROR) or (strict and findings.problems) else 0


def _changed(root: Path, revision: str, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """The handouts, of those asked for, that have a file which differs from a git revision."""
    from press import record

    names, problems = record.changed_files(root, revision)
    if names is None:
        raise WrongUsage("\n".join(f"{problem.fault}. {problem.remedy}" for problem in problems))
    found = []
    for slug, folder in piece_folders(root).items():
        shown = f"{folder.relative_to(root).as_posix()}/"
        common = any(name.startswith(("handouts/_shared/", "handouts/_languages/")) for name in names)
        if (not slugs or {slug, folder.parent.name} & set(slugs)) and (
            common or any(n.startswith(shown) for n in names)
        ):
            found.append(slug)
    return tuple(found)
