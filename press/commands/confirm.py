"""``handouts confirm``: record that a translation says what its source says now."""

from __future__ import annotations

import click

from press.commands import WrongUsage, examples
from press.commands.project import (
    completing,
    language_tags,
    must_exist,
    names_option,
    open_project,
    slugs_and_specialties,
)
from press.commands.screen import styled
from press.problem import counted


@click.command(
    epilog=examples(
        "handouts confirm botox-chronic-migraine --lang es",
        "handouts confirm botox-chronic-migraine --lang es --at sections.2.blocks.0.text",
        "handouts changes botox-chronic-migraine --lang es      what there is to confirm",
    )
)
@click.argument("slugs", metavar="HANDOUT…", nargs=-1, required=True, shell_complete=completing(slugs_and_specialties))
@names_option("--lang", language_tags, "The translations that were compared with their source. Default: all.")
@click.option(
    "--at",
    "only",
    multiple=True,
    metavar="PASSAGE",
    help="Only this passage, as `handouts changes` names it. May be repeated.",
)
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], lang: tuple[str, ...], only: tuple[str, ...]) -> int:
    """Record which source text the passages of a translation were made from, or were last compared with.

    This is no review and approves nothing: it is how an edited sentence of the source is noticed in every language.

    Shared passages that the handout prints are confirmed with it.
    """
    from press import review
    from press.review.standing import translated

    library = open_project(ctx)
    must_exist("handout", slugs, slugs_and_specialties(library.root))
    must_exist("language", lang, library.languages)
    pieces = [piece for slug, piece in library.pieces.items() if {slug, piece.specialty} & set(slugs)]
    failed, done = False, set[str]()
    for piece in pieces:
        for tag in lang or [tag for tag in piece.texts if tag != piece.facts.source_language]:
            if tag not in piece.texts:
                raise WrongUsage(f'"{piece.slug}" is not written in {tag}.')
            for source, written in translated(library, piece, tag):
                if written.located.shown in done:
                    continue
                done.add(written.located.shown)
                count, problems = review.confirm(source, written, library.root, only)
                for problem in problems:
                    click.echo(styled(problem))
                failed = failed or bool(problems)
                if count:
                    click.echo(f"{written.located.shown}: {counted(count, 'passage')} confirmed")
    return 1 if failed else 0
