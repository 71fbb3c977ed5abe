"""``handouts new``: the skeleton of a handout or packet."""

from __future__ import annotations

import click

from press.commands import WrongUsage, examples
from press.commands.project import (
    completing,
    language_tags,
    must_be_read,
    names_option,
    open_project,
    piece_folders,
    specialties,
)


@click.command(
    epilog=examples(
        "handouts new migraine-diary --specialty neurology",
        "handouts new gout --specialty rheumatology --lang en,es,vi",
        "handouts new kit --specialty neurology --packet --handouts diary,botox",
    )
)
@click.argument("slug")
@click.option(
    "--specialty",
    required=True,
    metavar="NAME",
    shell_complete=completing(specialties),
    help="The folder under handouts/ that it belongs in.",
)
@names_option("--lang", language_tags, "Its languages, that of the source text first. Default: en.")
@click.option("--packet", is_flag=True, help="A packet: several handouts printed as one document.")
@names_option("--handouts", piece_folders, "With --packet: the handouts in it, in order.", metavar="HANDOUT")
@click.pass_context
def command(
    ctx: click.Context, slug: str, specialty: str, lang: tuple[str, ...], packet: bool, handouts: tuple[str, ...]
) -> int:
    """Begin a handout: a skeleton with gaps where you write.

    SLUG is its name for ever, in small letters, digits and hyphens. The skeleton prints as a draft at once.
    """
    from press import scaffold
    from press.commands.screen import styled

    library = open_project(ctx)
    if handouts and not packet:
        raise WrongUsage('"--handouts" goes with "--packet".')
    languages = lang or ("en",)
    must_be_read(library, "language", languages, library.languages)
    try:
        if packet:
            known = sorted(library.handouts)
            made, problems = scaffold.new_packet(library.root, slug, specialty, languages, handouts, known)
        else:
            made, problems = scaffold.new_handout(library.root, slug, specialty, languages, library.variants)
    except OSError as error:
        raise click.ClickException(f"The folder cannot be written: {error.strerror or error}.") from error
    if made is None:
        raise WrongUsage("\n".join(["Nothing was written.", *map(styled, problems)]))
    shown = made.relative_to(library.root).as_posix()
    click.echo("\n".join(f"{shown}/{path.name}" for path in sorted(made.iterdir())))
    click.echo(f"\nWrite in {shown}/{languages[0]}.yaml, then: handouts check {slug}")
    return 0
