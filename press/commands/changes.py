"""``handouts changes``: what a translator must look at, old source, new source and translation side by side."""

from __future__ import annotations

import click

from press.commands import examples
from press.commands.project import (
    completing,
    language_tags,
    must_be_read,
    must_exist,
    names_option,
    open_project,
    slugs_and_specialties,
)
from press.commands.screen import as_json, styled
from press.problem import Place, Problem, Severity, counted


@click.command(
    epilog=examples("handouts changes --lang es", "handouts changes botox-chronic-migraine --lang es --format json")
)
@click.argument("slugs", metavar="[HANDOUT…]", nargs=-1, shell_complete=completing(slugs_and_specialties))
@names_option("--lang", language_tags, "Only these languages.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], lang: tuple[str, ...], form: str) -> int:
    """Show the passages of translations whose source changed since they were confirmed. Exit code 1 where there are any."""
    from press.review import load_snapshot, passage_states
    from press.review.staleness import stale_problem, translated

    library = open_project(ctx)
    must_exist("handout", slugs, slugs_and_specialties(library.root))
    must_be_read(library, "language", lang, library.languages)
    found: dict[Problem, dict[str, object]] = {}
    for slug, piece in library.pieces.items():
        if slugs and not {slug, piece.specialty} & set(slugs):
            continue
        for tag in piece.texts:
            if lang and tag not in lang:
                continue
            for source, written in translated(library, piece, tag):
                snapshot, problems = load_snapshot(written, library.root)
                found.update((problem, problem.as_json()) for problem in problems)
                if snapshot is None and not problems:
                    fault, remedy = (
                        "nobody has recorded which source text this was made from",
                        f"handouts confirm {slug} --lang {tag}",
                    )
                    problem = Problem(
                        Place(written.located.shown), "translation-unconfirmed", fault, remedy, Severity.REVIEW
                    )
                    found[problem] = problem.as_json()
                for state in passage_states(source, written, snapshot) if snapshot else ():
                    if state.change != "fresh":
                        problem = stale_problem(piece, source, written, state)
                        more = {
                            "change": str(state.change),
                            "old_source": state.old_source,
                            "new_source": state.new_source,
                        }
                        found[problem] = {
                            **problem.as_json(),
                            **more,
                            "translation": state.translation,
                            "safety": state.safety,
                        }
    if form == "json":
        as_json(list(found.values()))
    else:
        for problem in found:
            click.echo(styled(problem))
            click.echo()
        click.echo(
            f"{counted(len(found), 'passage')} to look at."
            if found
            else "Every translation says what its source says now."
        )
    return 1 if found else 0
