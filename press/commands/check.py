"""``handouts check``: what is wrong with the words, steps 1 and 2 of the route. Loads no typesetting engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

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
from press.problem import Severity, counted, nearest

if TYPE_CHECKING:
    from press.survey import Findings


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
    from press.explain import reasons

    known = reasons(of_pdfs=False)
    click.echo(report.as_sarif(findings.problems, lambda name: known[name][0].why if name in known else ""))


def _junit(findings: Findings) -> None:
    """For CI servers."""
    from press import report

    click.echo(report.as_junit(findings.problems, findings.folders))


# A format is a function here: what `--format` names, and what it is for.
FORMATS: dict[str, Callable[[Findings], None]] = {
    "text": _text, "json": _json, "github": _github, "sarif": _sarif, "junit": _junit
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- command


def _explain(ctx: click.Context, _: click.Parameter, rule: str | None) -> None:
    if rule is None or ctx.resilient_parsing:
        return
    from press.explain import reasons

    name = rule.strip("[]")
    known = reasons(of_pdfs=False)
    if name not in known:
        known = reasons()
    if name not in known:
        near = nearest(name, known)
        raise WrongUsage(
            f'There is no rule "{name}". '
            + (f'Did you mean "{near}"?' if near else "Each problem ends with its rule, in brackets.")
        )
    for number, reason in enumerate(known[name]):
        click.echo(f"{'' if not number else chr(10)}{click.style(name, bold=True)} ({reason.weight})\n\n{reason.why}")
    ctx.exit(0)


def _fix(root: Path, slugs: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Mend what is safe, and say what was mended."""
    from press import mend

    for made in mend.fix(root, slugs, languages):
        if made.count:
            click.echo(f"{made.shown}: {counted(made.count, 'text')} mended", err=True)
        for change in made.changes:
            for sign, lines in (("-", change.old), ("+", change.new)):
                for number, line in enumerate(lines, change.line):
                    click.echo(f"  {number:>4} {sign} {line.strip()}", err=True)
        for problem in made.problems:
            click.echo(styled(problem), err=True)


@click.command(
    epilog=examples(
        "handouts check                             everything",
        "handouts check botox-chronic-migraine      one handout",
        "handouts check neurology --lang es         one specialty, one language",
        "handouts check handouts/neurology/gout/es.yaml   these files alone, as editors and git hooks name them",
        "handouts check --fix                       mend what is safe, then check",
        "handouts check --explain open-gap          why a rule is there",
    )
)
@click.argument("slugs", metavar="[HANDOUT|FILE…]", nargs=-1, shell_complete=completing(slugs_and_specialties))
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
    slugs, files = _files(root, slugs)
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
    from press.survey import findings as find

    findings = find(root, piece_folders(root), slugs, lang, brand, files)
    FORMATS[form](findings)
    return 1 if findings.count(Severity.ERROR) or (strict and findings.problems) else 0


def _files(root: Path, asked: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """What was asked for, parted: names of handouts and specialties, and files of the project as they are shown."""
    names, files = list[str](), set[str]()
    known = slugs_and_specialties(root)
    for one in asked:
        path = Path(one)
        if one in known or not ("/" in one or os.sep in one or path.suffix):
            names.append(one)
            continue
        if not path.is_file():
            raise WrongUsage(f'There is no file "{one}". Name a file as it is found from here, or a handout.')
        inside = path.resolve()
        if not inside.is_relative_to(root.resolve()):
            raise WrongUsage(f'"{one}" is not in this project ({root}).')
        files.add(inside.relative_to(root.resolve()).as_posix())
    return tuple(names), frozenset(files)


def _changed(root: Path, revision: str, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """The handouts, of those asked for, that differ from a git revision."""
    from press import record

    found, problems = record.changed_handouts(root, revision, piece_folders(root), slugs)
    if problems:
        raise WrongUsage("\n".join(f"{problem.fault}. {problem.remedy}" for problem in problems))
    return found
