"""``handouts preview``: the sheet in a browser while it is written."""

from __future__ import annotations

import datetime

import click

from press.commands import WrongUsage, examples, starting
from press.commands.options import today_option
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    must_exist,
    piece_folders,
    project_of,
    variant_names,
)
from press.commands.screen import on_terminal


@click.command(
    epilog=examples(
        "handouts preview botox-chronic-migraine",
        "handouts preview botox-chronic-migraine --lang ar --variant large-print",
    )
)
@click.argument("slug", metavar="[HANDOUT]", default="", shell_complete=completing(piece_folders))
@click.option("--lang", default="", metavar="LANG", shell_complete=completing(language_tags), help="Begin with it.")
@click.option("--variant", default="", metavar="VARIANT", shell_complete=completing(variant_names), help="Begin with it.")
@click.option(
    "--brand", default="", metavar="BRAND", envvar="HANDOUTS_BRAND", shell_complete=completing(brand_names), help="Begin with it."
)
@click.option("--port", default=0, metavar="N", type=click.IntRange(0, 65535), help="Default: a free one.")
@click.option("--open/--no-open", "open_", default=None, help="Open the browser. Default: on a terminal.")
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    slug: str,
    lang: str,
    variant: str,
    brand: str,
    port: int,
    open_: bool | None,
    today: datetime.date,
) -> int:
    """Show a handout's pages in the browser, anew at each save.

    Choose language, print size and brand in the page. A mistake shows its file and line in place of the page. The server
    answers this machine only; Ctrl-C ends it.
    """
    root = project_of(ctx)
    for what, asked, known in (
        ("handout", slug, list(piece_folders(root))),
        ("language", lang, language_tags(root)),
        ("variant", variant, variant_names(root)),
        ("brand", brand, brand_names(root)),
    ):
        must_exist(what, [asked] if asked else [], known)
    starting.start()
    from press.preview.server import first_choice, serve

    def ready(address: str) -> None:
        click.echo(f"Preview: {address}   (Ctrl-C ends it)")
        if open_ or (open_ is None and on_terminal()):
            click.launch(address)

    try:
        serve(root, first_choice(root, slug, lang, variant, brand), today, port, ready)
    except OSError as error:
        raise WrongUsage(f'Port {port} cannot be used: {error.strerror or error}. Leave out "--port" for a free one.') from error
    return 0
