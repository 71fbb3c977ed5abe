"""``handouts order``: from an order file to a pack that a print shop can run."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import examples, starting
from press.commands.executor import cluster_option, executor
from press.commands.options import today_option
from press.commands.project import WrongUsage, must_be_read, open_project
from press.commands.screen import as_json, console, on_terminal, styled, table
from press.problem import Problem, Severity, counted, errors

if TYPE_CHECKING:
    from press.library import Library
    from press.order.pack import Options, Packed
    from press.order.quote import Estimate
    from press.order.request import Request

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_order = click.argument("order", metavar="ORDER", type=_file)
_large = click.option("--large", is_flag=True, help="More than 100,000 copies of one piece are meant.")
_jobs = click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), help="How many at a time. Default: one a core."
)
_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json."
)


@click.group(
    epilog=examples(
        "handouts order new spring-2027                        a commented order, to be filled in",
        "handouts order quote orders/spring-2027.yaml          pages, paper, totals",
        "handouts order make orders/spring-2027.yaml -o pack --proof",
        "handouts order verify pack                            every claim again, from the files alone",
    )
)
def command() -> None:
    """Order from a print shop: write an order, count it, make the pack, check a pack."""


@command.command()
@click.argument("name")
@today_option
@click.pass_context
def new(ctx: click.Context, name: str, today: datetime.date) -> int:
    """Write a commented order, orders/NAME.yaml, that can be made as it stands."""
    import re

    from press.order.example import example
    from press.receipt import keep

    library = open_project(ctx)
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", name) or len(name) > 40:
        raise WrongUsage(f'"{name}" cannot begin file names: use plain letters, digits and single hyphens.')
    for what, shelf in (("brand", library.brands), ("handout", library.handouts)):
        must_be_read(library, what, [] if shelf else library.unread(what), shelf)
    if not library.handouts or not library.brands:
        raise WrongUsage("There is nothing to order yet: a project needs a handout and a brand.")
    path = library.root / "orders" / f"{name}.yaml"
    if path.exists():
        raise WrongUsage(f'"{click.format_filename(path)}" is there already.')
    _write(path, lambda: keep(path, example(library, name, today).encode()))
    shown = click.format_filename(path)
    click.echo(f"{shown}: fill it in, then: handouts order quote {shown}")
    return 0


def _write(path: Path, act: Callable[[], object]) -> None:
    try:
        act()
    except OSError as error:
        raise WrongUsage(f'"{click.format_filename(path)}" cannot be written: {error.strerror or error}.') from error


def _read(library: Library, path: Path, today: datetime.date, large: bool) -> tuple[Request | None, list[Problem]]:
    from press.order.request import read_order

    request, problems = read_order(path.absolute(), library, today, large)
    for problem in problems:
        click.echo(styled(problem), err=True)
    return request, problems


@contextlib.contextmanager
def _bar(ctx: click.Context) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not on_terminal():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Making"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(ctx), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@command.command(
    epilog=examples(
        "handouts order quote orders/spring-2027.yaml",
        "handouts order quote orders/spring-2027.yaml --proof       drafts, too, as in a proof pack",
    )
)
@_order
@click.option("--proof", is_flag=True, help="Count all that is ordered, released or not, as in a proof pack.")
@click.option("--leave-out", is_flag=True, help="Leave out what is not released.")
@_large
@_jobs
@_form
@today_option
@click.pass_context
def quote(
    ctx: click.Context, order: Path, proof: bool, leave_out: bool, large: bool, jobs: int | None, form: str, today: datetime.date
) -> int:  # fmt: skip
    """Count what an order takes: pages, sheets of paper, totals. Makes no pack.

    What "order make" would refuse is refused here, before anything is made.
    """
    library = open_project(ctx)
    request, problems = _read(library, order, today, large)
    if request is None:
        return 1
    request, refused = _orderable(library, request, today, proof, leave_out)
    problems = [*problems, *refused]
    _say(refused)
    if errors(refused) or not request.items:
        if form == "json":
            said = [problem.as_json() for problem in problems]
            as_json({"job": request.job, "pieces": [], "copies": 0, "sheets": 0, "problems": said})
        else:
            click.echo("Nothing was counted." if errors(refused) else "Nothing that is ordered is released.", err=True)
        return 1
    starting.start()
    from press.order.quote import quote as count

    with _bar(ctx) as watch:
        found = count(library, request, today, jobs, watch)
    _say_counted(ctx, request, found, problems, form)
    return 1 if any(not one.pages for one in found) else 0


def _say_counted(
    ctx: click.Context, request: Request, found: tuple[Estimate, ...], problems: list[Problem], form: str
) -> None:
    """Pages, paper and totals, as a table or as JSON."""
    copies = sum(one.item.quantity for one in found)
    paper = sum(one.item.quantity * one.sheets for one in found)
    if form == "json":
        pieces = [
            {
                "slug": one.item.slug, "language": one.item.language, "variant": one.item.variant,
                "brand": one.item.brand, "pages": one.pages, "sheets": one.sheets, "quantity": one.item.quantity,
                "released": not one.why_not, "why_not": one.why_not,
            }
            for one in found
        ]  # fmt: skip
        said = [problem.as_json() for problem in problems]
        as_json({"job": request.job, "pieces": pieces, "copies": copies, "sheets": paper, "problems": said})
        return
    rows = [
        (one.item.slug, one.item.language, one.item.variant, str(one.pages or "?"), str(one.sheets or "?"),
         str(one.item.quantity), str(one.item.quantity * one.sheets), "" if not one.why_not else "not released")
        for one in found
    ]  # fmt: skip
    heads = ("Piece", "Language", "Size", "Pages", "Sheets", "Copies", "Paper", "")
    table(ctx, heads, rows, keep=tuple(range(len(heads))))
    click.echo(
        f"\n{counted(len(found), 'piece')}, {counted(copies, 'copy', 'copies')}, {counted(paper, 'sheet')} of paper."
    )
    _say_not_released(sum(bool(one.why_not) for one in found), next((one.why_not for one in found if one.why_not), ""))
    for one in found:
        for problem in one.problems[:1]:
            click.echo(styled(problem), err=True)


def _orderable(
    library: Library, request: Request, today: datetime.date, proof: bool, leave_out: bool
) -> tuple[Request, list[Problem]]:
    """The pieces that "order make" would print, and what it would say of the others."""
    from dataclasses import replace

    from press.order.pack import Options, choose

    wanted, _, _, problems = choose(library, request, Options(Path(), today, proof, leave_out=leave_out))
    return replace(request, items=tuple(wanted)), problems


def _say_not_released(number: int, why: str) -> None:
    if number:
        click.secho(f"{counted(number, 'piece')} not released, such as: {why}.", fg="yellow")
        click.echo('A pack for printing is made of releases only; "--proof" makes a marked proof pack.')


@command.command(
    epilog=examples(
        "handouts order make orders/spring-2027.yaml -o spring-2027",
        "handouts order make orders/spring-2027.xlsx -o spring-2027.zip --proof",
        "handouts order make orders/summer-2027.yaml -o summer --since spring-2027    only what changed",
    )
)
@_order
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The pack: a new folder, or a .zip.",
)
@click.option("--zip", "zipped", is_flag=True, help="One zip file, DIR.zip.")
@click.option("--proof", is_flag=True, help="A marked proof pack of all that is ordered, released or not.")
@click.option("--leave-out", is_flag=True, help="Leave out what is not released, and say so on the ticket.")
@click.option(
    "--since",
    metavar="PACK",
    type=click.Path(path_type=Path, exists=True),
    help="Print only what changed since that pack.",
)
@click.option("--replace", is_flag=True, help="Put the pack in the place of an older one.")
@click.option("--xsd", metavar="FILE", type=_file, help="CIP4's xjdf.xsd, to check the ticket for machines.")
@_large
@_jobs
@cluster_option
@_form
@today_option
@click.pass_context
def make(
    ctx: click.Context, order: Path, output: Path, zipped: bool, proof: bool, leave_out: bool, since: Path | None,
    replace: bool, xsd: Path | None, large: bool, jobs: int | None, cluster: str | None, form: str, today: datetime.date,
) -> int:  # fmt: skip
    """Make the pack of an order: PDFs, manifest, checksums, ticket, proof sheet. Whole, or not at all.

    A run that was stopped goes on where it ended; what is finished is not made again.
    """
    library = open_project(ctx)
    request, _ = _read(library, order, today, large)
    if request is None:
        return 1
    before = None
    if since is not None:
        from press.order.verify import rows_of

        before, found = rows_of(since.absolute())
        if found:
            _say(found)
            raise WrongUsage(f'"{click.format_filename(since)}" is no whole pack: nothing can be compared with it.')
    schema, output = _schema(xsd), Path(os.path.abspath(output))  # noqa: PTH100, for it takes ".." out
    if not output.name:
        raise WrongUsage(f'"{click.format_filename(output)}" cannot be a pack: name a new folder.')
    starting.start()
    from press import recall
    from press.order.pack import Options
    from press.order.pack import make as make_pack

    archive = recall.archive_of(library)
    options = Options(output, today, proof, zipped, leave_out, replace, before, executor=executor(cluster, jobs))

    def last(packed: Packed) -> list[Problem]:
        found = _against_schema(packed, schema)
        return found or ([] if proof else _recorded(library, packed, today))

    with _bar(ctx) as watch:
        packed = make_pack(library, request, options, watch, archive.put if archive and not proof else None, last)
    _say(list(packed.problems))
    if packed.path is None or packed.manifest is None:
        return _nothing(packed, since, options)
    _report(packed, form)
    return 0


def _say(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(styled(problem), err=True)


def _nothing(packed: Packed, since: Path | None, options: Options) -> int:
    """No pack: because of errors, or because nothing changed."""
    from press.order.folder import target

    if errors(packed.problems):
        goal = target(options.where, options.zipped)
        click.echo("No pack was made.", err=True)
        if goal.made.is_dir() and all(problem.rule != "output-unwritable" for problem in packed.problems):
            work = click.format_filename(goal.work.name)
            click.echo(f"What is finished is kept in {work}: the same command goes on from there.", err=True)
        return 1
    words = f"Nothing changed since {click.format_filename(since)}" if since else "Nothing that is ordered is released"
    click.echo(f"{words}: there is nothing to print.")
    return 0


def _recorded(library: Library, packed: Packed, today: datetime.date) -> list[Problem]:
    """Write down what was ordered, before the pack gets its name: there is no paper that cannot be recalled."""
    from press import recall
    from press.order.request import edition_of
    from press.problem import Place

    manifest = packed.manifest
    assert manifest is not None
    pieces = [
        recall.OrderedPiece(row.fingerprint, row.file, row.sha256, row.quantity, row.deliver) for row in manifest.rows
    ]
    deliveries = {place["id"]: place["to"] for place in manifest.deliveries}
    record = recall.OrderRecord(
        manifest.job, manifest.name, manifest.made, manifest.due, manifest.code, deliveries, pieces
    )
    made = [
        recall.release_of(library, edition_of(item), row.fingerprint, row.sha256, row.pages, today)
        for item, row in zip(packed.items, manifest.rows, strict=True)
    ]
    try:
        recall.record_releases(library, made)
        recall.record_order(library.root, record)
    except OSError as error:
        fault = f"the order cannot be recorded: {error.strerror or error}"
        remedy = (
            "Make orders/history/ writable and run the same command: paper that is not recorded cannot be recalled."
        )
        return [Problem(Place("orders/history"), "history-unwritable", fault, remedy)]
    return []


def _schema(xsd: Path | None) -> Any:
    """CIP4's schema, read before anything is made; None where it is not given."""
    if xsd is None:
        return None
    from press.order.xjdf import NotASchemaError, schema_of

    try:
        return schema_of(xsd)
    except NotASchemaError as error:
        raise WrongUsage(f'"{click.format_filename(xsd)}" {error}') from error


def _against_schema(packed: Packed, schema: Any) -> list[Problem]:
    if schema is None or packed.manifest is None:
        return []
    from press.order.manifest import XJDF
    from press.order.xjdf import as_xjdf, validate

    return validate(as_xjdf(packed.manifest), schema, XJDF)


def _report(packed: Packed, form: str) -> None:
    manifest = packed.manifest
    assert manifest is not None
    if form == "json":
        as_json(
            {
                "path": str(packed.path), "job": manifest.job, "proof": manifest.proof, "code": manifest.code,
                "pieces": len(manifest.rows), "copies": manifest.copies, "sheets": manifest.paper,
                "built": packed.built, "fresh": packed.fresh, "left_out": list(manifest.left_out),
                "unchanged": list(manifest.unchanged), "problems": [problem.as_json() for problem in packed.problems],
            }
        )  # fmt: skip
        return
    again = f" ({packed.fresh} found finished)" if packed.fresh else ""
    click.secho(
        f"{click.format_filename(str(packed.path))}: {counted(len(manifest.rows), 'file')}{again}, "
        f"{counted(manifest.copies, 'copy', 'copies')}, {counted(manifest.paper, 'sheet')} of paper. Pack code {manifest.code}.",
        fg="green",
    )
    if manifest.proof:
        click.secho("A proof pack: not for printing, not for patients.", fg="yellow", bold=True)
    if manifest.left_out:
        click.secho(f"Left out, not released: {'; '.join(manifest.left_out)}", fg="yellow")
    if manifest.unchanged:
        click.echo(f"Unchanged, not printed again: {counted(len(manifest.unchanged), 'file')}.")


@command.command()
@click.argument("pack", type=click.Path(path_type=Path, exists=True))
@click.option("--xsd", metavar="FILE", type=_file, help="CIP4's xjdf.xsd, to check the ticket for machines.")
@_form
def verify(pack: Path, xsd: Path | None, form: str) -> int:
    """Check a pack, folder or zip: every claim is worked out again from its files, every difference named."""
    from press.order.verify import read_file
    from press.order.verify import verify as check

    schema = _schema(xsd)
    manifest, problems = check(pack.absolute())
    if schema is not None:
        from press.order.manifest import XJDF
        from press.order.xjdf import validate

        ticket = read_file(pack.absolute(), XJDF)
        problems += validate(ticket, schema, XJDF) if ticket is not None else []
    if form == "json":
        code = manifest.code if manifest else None
        as_json({"pack": str(pack), "whole": not problems, "code": code, "problems": [p.as_json() for p in problems]})
        return 1 if problems else 0
    for problem in problems:
        click.echo(styled(problem))
    if problems:
        shown = [problem for problem in problems if problem.severity is Severity.ERROR]
        click.secho(f"{counted(len(shown), 'difference')}: this is not the pack that was made.", fg="red", bold=True)
        return 1
    assert manifest is not None
    click.secho(
        f"{click.format_filename(pack)}: {counted(len(manifest.rows), 'file')}, {counted(manifest.copies, 'copy', 'copies')}; "
        f"every claim holds. Pack code {manifest.code}.",
        fg="green",
    )
    if manifest.proof:
        click.secho("It is a proof pack: not for printing.", fg="yellow")
    return 0
