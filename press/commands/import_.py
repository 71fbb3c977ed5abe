"""``handouts import``: a clinic's existing leaflet becomes draft YAML."""

from __future__ import annotations

from pathlib import Path

import click

from press.commands import examples
from press.commands.project import project_of
from press.commands.screen import styled
from press.problem import counted


@click.command(
    epilog=examples(
        "handouts import leaflet.docx --slug botox-chronic-migraine --specialty neurology",
        "handouts import old.txt --slug gout --specialty rheumatology --encoding cp1252",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--slug", required=True, help="The new handout's name: small letters, digits and hyphens.")
@click.option("--specialty", required=True, help="The folder under handouts/ that it belongs in.")
@click.option("--lang", default="en", show_default=True, help="The language that the leaflet is written in.")
@click.option("--encoding", default="utf-8", show_default=True, help="How a text file is encoded: utf-8, cp1252 …")
@click.pass_context
def command(ctx: click.Context, file: Path, slug: str, specialty: str, lang: str, encoding: str) -> int:
    """Turn a leaflet (.txt, .md, .html, .docx) into the draft of a handout. Nothing is dropped; doubts are marked."""
    from press import intake
    from press.commands.project import language_tags, must_exist

    root = project_of(ctx)
    must_exist("language", [lang], language_tags(root))
    draft, problems = intake.intake(file, lang, encoding)
    folder = None
    if draft is not None:
        folder, problems = intake.write(draft, root, specialty, slug, lang)
    for problem in problems:
        click.echo(styled(problem), err=True)
    if draft is None or folder is None:
        return 1
    shown = folder.relative_to(root).as_posix()
    click.secho(f"{shown}/{lang}.yaml: {counted(len(draft.text['sections']), 'section')}", fg="green")
    for note in draft.notes:
        click.echo(f"  {note}")
    click.echo(f"Next: handouts check {slug}")
    return 0
