"""``handouts find``: which handout is meant by a few words or a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from press.commands import examples
from press.commands.project import language_tags, languages_asked, names_option, open_project
from press.commands.screen import as_json, table

if TYPE_CHECKING:
    from press.library import Library
    from press.search import Hit


def why(library: Library, hit: Hit) -> str:
    """In what text a handout was found: ``keyword "head ache" (English)``."""
    language = f" ({library.languages[hit.language].name})" if hit.language in library.languages else ""
    text = hit.text if hit.kind == "code" else f'{hit.kind} "{hit.text}"'
    return f"{text}{language}{'' if hit.exact else ', nearly'}"


def codes_of(library: Library, slug: str) -> list[str]:
    """The codes of a handout; a packet has none of its own."""
    handout = library.handouts.get(slug)
    return [code.code for code in handout.facts.codes] if handout else []


def table_of(ctx: click.Context, library: Library, hits: list[Hit], language: str = "", err: bool = False) -> None:
    """The hits, numbered."""
    rows = [
        (
            str(number),
            f"{hit.slug}\n{library.title(library.pieces[hit.slug], language)[0]}",
            " ".join(library.pieces[hit.slug].texts),
            "\n".join(codes_of(library, hit.slug)),
            why(library, hit),
        )
        for number, hit in enumerate(hits, 1)
    ]
    table(ctx, ("", "Handout", "Languages", "Codes", "Found in"), rows, keep=(0, 1, 3), err=err)


@click.command(
    epilog=examples(
        "handouts find migraine", "handouts find dolor de cuello --lang es", "handouts find G43.709 --format json"
    )
)
@click.argument("words", nargs=-1, required=True)
@names_option("--lang", language_tags, "Search the texts of these languages only.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], lang: tuple[str, ...], form: str) -> int:
    """Find handouts by title, synonym or code, in any language; typing slips are forgiven.

    Exit code 1 where nothing is found.
    """
    from press.search import Index

    library = open_project(ctx)
    lang = languages_asked(library, lang)
    asked = " ".join(words)
    hits = Index(library, lang).find(asked)
    language = lang[0] if lang else ""
    if form == "json":
        as_json(
            [
                {
                    "slug": hit.slug,
                    "title": library.title(library.pieces[hit.slug], language)[0],
                    "languages": list(library.pieces[hit.slug].texts),
                    "codes": codes_of(library, hit.slug),
                    "found_in": hit.kind,
                    "text": hit.text,
                    "language": hit.language,
                    "score": hit.score,
                }
                for hit in hits
            ]
        )
    elif hits:
        table_of(ctx, library, hits, language)
    else:
        click.echo(f'Nothing found for "{asked}". "handouts list" shows every handout.')
    return 0 if hits else 1
