"""What ``handouts build`` can prove of what it made: records, freshness, bytes, leftovers. Options and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import WrongUsage
from press.commands.executor import cluster_option
from press.commands.screen import styled
from press.problem import Problem, counted, errors

if TYPE_CHECKING:
    from press.edition import Edition
    from press.library import Library
    from press.route import Outcome, Run


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was asked for beside the PDFs."""

    record: Path | None = None
    against: Path | None = None
    verify: int = 0
    explain: bool = False
    prune: bool = False
    yes: bool = False
    changed_since: str | None = None
    junit: Path | None = None
    cluster: str | None = None


_OPTIONS = (
    click.option("--record", type=click.Path(path_type=Path, dir_okay=False), help="Write a build record: tools, SHA-256 of every PDF."),
    click.option("--against", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Compare with a build record, and name what differs."),
    click.option("--verify", metavar="N", type=click.IntRange(0), default=0, help="Make N of the fresh PDFs again and compare their bytes."),
    click.option("--explain", is_flag=True, help="Make nothing; say why each edition is fresh or not."),
    click.option("--prune", is_flag=True, help="Remove PDFs that nothing makes any more; they are listed first."),
    click.option("--yes", is_flag=True, help="With --prune: do not ask."),
    click.option("--changed-since", metavar="REV", help="Only editions whose files differ from this git revision."),
    cluster_option,
    click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Write the outcome as JUnit XML, for CI servers."),
)  # fmt: skip


def proof_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options above, in their order."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def narrowed(library: Library, editions: list[Edition], proofs: Proofs) -> list[Edition]:
    """The editions that files changed since a revision touch; all of them where none was named."""
    if proofs.changed_since is None:
        return editions
    from press import record

    names, problems = record.changed_files(library.root, proofs.changed_since)
    if names is None:
        raise WrongUsage("\n".join(f"{problem.fault}. {problem.remedy}" for problem in problems))
    return record.touched(library, editions, names)


def explain(library: Library, editions: Sequence[Edition], run: Run) -> int:
    """Say of each edition why it is fresh or not."""
    from press import record

    for edition in sorted(editions):
        click.echo(f"{click.style(str(edition), bold=True)}\n    {record.why(library, edition, run)}")
    return 0


def after(library: Library, outcomes: list[Outcome], run: Run, proofs: Proofs) -> int:
    """Write and compare what was asked for; the exit code that this alone gives."""
    from press import record

    if not proofs.prune:
        overtaken(library, outcomes, run)
    problems: list[Problem] = []
    if proofs.verify:
        again, problems = record.verify(library, outcomes, run, proofs.verify)
        if not again:
            click.echo("Nothing was made again: no PDF was there already, and fresh.", err=True)
        elif not problems:
            click.echo(f"{counted(again, 'PDF')} made again: the same bytes.", err=True)
    if proofs.against:
        then, unread = record.read_record(proofs.against)
        found = record.differences(library, then, outcomes, run, proofs.against.name) if then is not None else unread
        problems += found
        kept = [outcome for outcome in outcomes if outcome.path is not None]
        if not found:
            click.echo(f"The same as {proofs.against.name}: {counted(len(kept), 'PDF')}, byte for byte.", err=True)
    for problem in problems:
        click.echo(styled(problem), err=True)
    if proofs.record:
        write(proofs.record, record.record(library, outcomes, run))
    return 1 if problems else 0


def withdraw(library: Library, outcomes: list[Outcome], run: Run) -> None:
    """Take from the shelf of releases what may no longer stand there, and say so."""
    from press import record

    gone = record.not_releasable(library, run, [outcome.path for outcome in outcomes if outcome.path is not None])
    _remove(run, gone)
    for path in gone:
        click.echo(f"Withdrawn: {path.relative_to(run.out).as_posix()}", err=True)
    notes(library, outcomes, run)


def overtaken(library: Library, outcomes: list[Outcome], run: Run) -> None:
    """Name what lies in the output folder and no longer follows from the content: it would pass for current."""
    from press import record

    for path, why in record.overtaken(library, run, outcomes):
        click.secho(f"Out of date: {path.relative_to(run.out).as_posix()}: {why}", fg="yellow", err=True)


def notes(library: Library, outcomes: list[Outcome], run: Run) -> None:
    """Say what a person should know of the releases though it held nothing back."""
    from press import route

    kept = {(o.edition.slug, o.edition.language): o.edition for o in outcomes if o.released}
    found = (note for one in kept.values() for note in route.grounds(library, one, run.today).standing.notes)
    for note in dict.fromkeys(found):
        click.echo(styled(note), err=True)


def prune(library: Library, run: Run, yes: bool) -> int:
    """List what nothing makes any more, then remove it when a person (or ``--yes``) says so.

    What cannot be read is not gone: nothing is removed while a file has mistakes that hide it. Returns the exit code.
    """
    from press import record
    from press.edition import Wish, wanted

    if errors(library.problems):
        click.echo("Nothing is removed while files cannot be read: they may be what a PDF is made from.", err=True)
        return 1
    paths = record.leftovers(run.out, wanted(library, Wish())[0])
    for path in paths:
        click.echo(f"Nothing makes {path.relative_to(run.out).as_posix()} any more.", err=True)
    if paths and (yes or click.confirm(f"Remove {counted(len(paths), 'PDF')}?", err=True)):
        click.echo(f"{counted(_remove(run, paths), 'PDF')} removed.", err=True)
    elif not paths:
        click.echo("Nothing to remove.", err=True)
    return 0


def _remove(run: Run, paths: list[Path]) -> int:
    """Remove PDFs, and say how many. Raises WrongUsage where one cannot be removed."""
    from press import record

    try:
        return record.prune(run.out, paths)
    except OSError as error:
        raise WrongUsage(f'"{error.filename}" cannot be removed: {error.strerror or error}.') from error


def write(path: Path, text: str) -> None:
    """Write a report, whole or not at all. Raises WrongUsage where that cannot be done."""
    from press.receipt import keep

    try:
        keep(path, text.encode())
    except OSError as error:
        raise WrongUsage(f'"{path}" cannot be written: {error.strerror or error}.') from error
