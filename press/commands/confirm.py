"""``handouts confirm``: record that a translation says what its source says now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples
from press.commands.project import (
    completing,
    language_tags,
    must_be_read,
    must_exist,
    names_option,
    open_project,
    slugs_and_specialties,
)
from press.commands.screen import styled
from press.problem import counted

if TYPE_CHECKING:
    from press.content import Written


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
    help="Only this passage, as `handouts changes` names it; NAME#PASSAGE in a shared passage. May be repeated.",
)
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], lang: tuple[str, ...], only: tuple[str, ...]) -> int:
    """Record which source text the passages of a translation were made from, or were last compared with.

    This is no review and approves nothing: it is how an edited sentence of the source is noticed in every language.

    Shared passages that the handout prints are confirmed with it.
    """
    from press import review
    from press.review.staleness import translated

    library = open_project(ctx)
    must_exist("handout", slugs, slugs_and_specialties(library.root))
    must_be_read(library, "language", lang, library.languages)
    pieces = [piece for slug, piece in library.pieces.items() if {slug, piece.specialty} & set(slugs)]
    if only and len(pieces) != 1:
        raise WrongUsage('"--at" names a passage of one handout: name that handout alone.')
    failed, done = False, set[str]()
    for piece in pieces:
        for tag in lang or [tag for tag in piece.texts if tag != piece.facts.source_language]:
            if tag not in piece.texts:
                raise WrongUsage(f'"{piece.slug}" is not written in {tag}.')
            texts = list(translated(library, piece, tag))
            _must_name(
                only, [written.located.shown.split("/")[-2] for _, written in texts if written is not piece.texts[tag]]
            )
            for source, written in texts:
                paths = _paths_in(written, only, own=written is piece.texts[tag])
                if written.located.shown in done or (only and not paths):
                    continue
                done.add(written.located.shown)
                count, problems = review.confirm(source, written, library.root, paths)
                for problem in problems:
                    click.echo(styled(problem))
                failed = failed or bool(problems)
                if count:
                    click.echo(f"{written.located.shown}: {counted(count, 'passage')} confirmed")
    return 1 if failed else 0


def _paths_in(written: Written, only: tuple[str, ...], own: bool) -> tuple[str, ...]:
    """The paths, of those named, that are meant in one file: ``PATH`` in the text, ``NAME#PATH`` in a shared passage."""
    name = written.located.shown.split("/")[-2]
    split = [(shared, path) for shared, _, path in (one.rpartition("#") for one in only)]
    return tuple(path for shared, path in split if (shared == "" if own else shared == name))


def _must_name(only: tuple[str, ...], shared: list[str]) -> None:
    for one in only:
        if "#" in one:
            must_exist("shared passage in this handout", [one.partition("#")[0]], shared)
