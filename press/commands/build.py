"""``handouts build``: make everything that changed, on all cores, and say what came of it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import WrongUsage, examples, proving, starting
from press.commands.executor import executor
from press.commands.options import today_option
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    names_option,
    open_project,
    piece_folders,
    project_of,
    slugs_and_specialties,
    variant_names,
)
from press.commands.proving import Proofs, proof_options
from press.commands.recall import recorded

if TYPE_CHECKING:
    from press.edition import Edition, Wish
    from press.library import Library

PROMISED = "promised"


@click.command(
    epilog=examples(
        "handouts build                               all that changed",
        "handouts build gout --lang es,vi --variant large-print",
        "handouts build --release --require en,es     en and es must be releasable",
        "handouts build --changed-since main          what a pull request touches",
        "handouts build --format json | jq .state     one event a line",
    )
)
@click.argument("slugs", metavar="[HANDOUT…]", nargs=-1, shell_complete=completing(slugs_and_specialties))
@names_option("--lang", language_tags, "Only these languages.")
@names_option("--variant", variant_names, "Only these print sizes.")
@names_option("--brand", brand_names, "Only these brands.")
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help='Where the PDFs go. Default: "out" in the project.'
)
@click.option("--release", is_flag=True, help="Print only what is approved; list what is withheld and why.")
@names_option(
    "--require",
    language_tags,
    'With --release: these languages (or "promised") must be released.',
    extra=(PROMISED,),
    metavar="LANG",
)
@today_option
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="How many at a time. Default: one for each core.")
@click.option("--force", is_flag=True, help="Make everything anew, changed or not.")
@click.option("--watch", is_flag=True, help="Stay, and make anew what changes at each save. Ctrl-C ends it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    help="text (default), json: one event a line, or junit: for CI servers.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the six steps of each edition, and what is for review.")
@proof_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    slugs: tuple[str, ...],
    lang: tuple[str, ...],
    variant: tuple[str, ...],
    brand: tuple[str, ...],
    out: Path | None,
    release: bool,
    require: tuple[str, ...],
    today: datetime.date,
    jobs: int | None,
    force: bool,
    watch: bool,
    form: str,
    verbose: bool,
    **more: Any,
) -> int:
    """Make the PDFs of every handout, language, print size and brand; only what changed is made anew.

    What is not approved becomes a draft, marked on every page. Exit code 1 where an edition failed or has errors.
    """
    if require and not release:
        raise WrongUsage('"--require" goes with "--release": it says what must be released.')
    from press.edition import Wish

    wish, proofs = Wish(slugs, lang, variant, brand), Proofs(**more)

    def once(force: bool) -> int:
        library = open_project(ctx)
        folder = _output(out or library.root / "out")
        editions, absent = _wanted(library, wish, require, none_will_do=proofs.prune)
        editions = proving.narrowed(library, editions, proofs)
        starting.start()
        from press import route
        from press.commands.outcomes import JsonReport, JunitReport, Report, TextReport

        run = route.Run(folder, today, release=release, force=force)
        if proofs.explain:
            return proving.explain(library, editions, run)
        report: Report = TextReport(library, run, ctx, verbose)
        if form != "text":
            report = JsonReport(library, run) if form == "json" else JunitReport(library, run)
        execute, started, outcomes = executor(proofs.cluster, jobs), time.perf_counter(), []
        with report.showing(len(editions)):
            for outcome in execute(library, editions, run):
                report.edition(outcome)
                outcomes.append(outcome)
        written = {(s, t) for s, t in _required(library, editions, require) if t in library.pieces[s].texts}
        code = report.end(time.perf_counter() - started, _unread(library, wish), absent, written)
        if release:
            proving.withdraw(library, outcomes, run)
        code = max(code, recorded(library, outcomes, today))
        if proofs.junit:
            proving.write(proofs.junit, report.junit(_unread(library, wish)))
        code = max(code, proving.after(library, outcomes, run, proofs))
        return max(code, proving.prune(library, run, proofs.yes)) if proofs.prune else code

    return _again_and_again(ctx, once, force) if watch else once(force)


def _again_and_again(ctx: click.Context, once: Callable[[bool], int], force: bool) -> int:
    """Make everything, then what changes at each save, until Ctrl-C. What is wrong is said, and waited for."""
    from press import source
    from press.preview.watching import followed

    source.remember()
    next_save = followed(project_of(ctx))
    while True:
        try:
            once(force)
        except click.ClickException as error:  # a broken project may be whole again at the next save
            error.show()
        click.echo("Waiting for changes … (Ctrl-C ends this)", err=True)
        names = sorted(next_save())
        force = False
        click.echo(f"\n{', '.join(names[:3])}{' …' if len(names) > 3 else ''}", err=True)


def _output(folder: Path) -> Path:
    try:
        starting.writable(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUsage(
            f'Nothing can be written to "{click.format_filename(folder)}": {reason}. Choose another folder with "--out DIR".'
        ) from error
    return folder


def _wanted(
    library: Library, wish: Wish, require: tuple[str, ...], none_will_do: bool
) -> tuple[list[Edition], list[tuple[str, str]]]:
    """The editions to make, and each required text (slug, language) that nobody has written."""
    from press.edition import wanted

    editions, unknown = wanted(library, wish)
    # What is there and cannot be read is no wrong usage: its problems are shown at the end.
    there = {*library.problems}
    unknown = [problem for problem in unknown if problem not in there]
    languages = {*library.languages, *library.unread("language"), PROMISED}
    names = [tag for tag in require if tag not in languages]
    faults = [f"{problem.fault}. {problem.remedy}".strip() for problem in unknown]
    faults += [f'there is no language "{name}" to require.' for name in names]
    if faults:
        raise WrongUsage("\n".join(fault[0].upper() + fault[1:] for fault in faults))
    missing = [(s, t) for s, t in _required(library, editions, require) if t not in library.pieces[s].texts]
    if not editions and not library.problems and not none_will_do:
        raise click.ClickException(_why_nothing(library, wish))
    return editions, missing


def _required(library: Library, editions: list[Edition], require: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each handout with each language in which it must be released."""
    found = []
    for slug in dict.fromkeys(edition.slug for edition in editions):
        tags = [tag for tag in require if tag != PROMISED]
        tags += library.pieces[slug].facts.languages if PROMISED in require else ()
        found += [(slug, tag) for tag in dict.fromkeys(tags)]
    return found


def _why_nothing(library: Library, wish: Wish) -> str:
    """In words, why a wish of valid names gives no edition."""
    if not library.pieces:
        return "There is no handout yet. Begin one: handouts new my-topic --specialty general"
    if not library.brands:
        return "There is no brand: make a folder in styles/brands/ with a brand.yaml."
    pieces = [p for p in library.pieces.values() if not wish.slugs or {p.slug, p.specialty} & {*wish.slugs}]
    brands = {name: brand for name, brand in library.brands.items() if not wish.brands or name in wish.brands}
    written = {tag for piece in pieces for tag in piece.texts}
    offered = {tag for brand in brands.values() for tag in brand.languages}
    asked = {*wish.languages} or written
    if not asked & written:
        return f"Nothing is written in {', '.join(sorted(asked))} yet; there is {', '.join(sorted(written)) or 'no text at all'}."
    if not asked & written & offered:
        return f"The brand {', '.join(brands)} offers {', '.join(sorted(offered))}; these texts are in {', '.join(sorted(asked & written))}."
    regions = {region for piece in pieces for region in library.regions_of(piece)}
    if regions:
        return f"These handouts are written for {', '.join(sorted(regions))}, and no chosen brand is there."
    return "No brand offers a language that these handouts are written in."


def _unread(library: Library, wish: Wish) -> set[Path]:
    """Folders of handouts, and files of brands, languages and print sizes, that were asked for and could not be read."""
    from press.edition import unread

    folders = piece_folders(library.root)
    chosen = {s: f for s, f in folders.items() if not wish.slugs or {s, f.parent.name} & {*wish.slugs}}
    # A text of a handout has editions of its own, which fail.
    found = (problem.place.path for problem in unread(library, wish))
    others = {library.root / path for path in found if path.startswith(("styles/", "handouts/_"))}
    return others | {folder for slug, folder in chosen.items() if slug not in library.pieces}
