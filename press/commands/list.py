"""``handouts list``: every handout and in which languages it exists; or the languages, brands or variants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from press.commands import examples
from press.commands.find import codes_of
from press.commands.project import open_project
from press.commands.screen import as_json, console, table
from press.problem import counted

if TYPE_CHECKING:
    from press.library import Library, Piece

Row = dict[str, Any]


def _handouts(library: Library) -> list[Row]:
    return [
        {
            "slug": slug,
            "kind": "packet" if slug in library.packets else "handout",
            "specialty": piece.specialty,
            "title": library.title(library.pieces[slug])[0],
            "source_language": piece.facts.source_language,
            "promised": list(piece.facts.languages),
            "languages": {tag: _state(piece, tag) for tag in piece.texts},
            "codes": codes_of(library, slug),
        }
        for slug, piece in library.pieces.items()
    ]


def _state(piece: Piece, tag: str) -> Row:
    """A text's version; for a translation the version of the source text that it was made from, and how."""
    text = piece.texts[tag].text
    if text.translation is None:
        return {"version": text.version}
    return {"from_version": text.translation.from_version, "method": text.translation.method}


def _cell(piece: Row, newest: int, tag: str) -> str:
    state = piece["languages"].get(tag)
    if state is None:
        return "–" if tag in piece["promised"] else ""
    if "version" in state:
        return f"v{state['version']}"
    return f"v{state['from_version']}{'!' if state['from_version'] < newest else ''}"


def _matrix(ctx: click.Context, library: Library) -> None:
    """Handouts down, languages across; one under the other where the window is too narrow for that."""
    pieces = _handouts(library)
    tags = sorted({tag for piece in pieces for tag in (*piece["languages"], *piece["promised"])}, key=_first(pieces))
    rows = []
    for piece in pieces:
        newest = piece["languages"].get(piece["source_language"], {}).get("version", 0)
        rows.append([piece["slug"], *(_cell(piece, newest, tag) for tag in tags)])
    wide = sum(max(len(row[at]) for row in [["", *tags], *rows]) + 2 for at in range(len(tags) + 1))
    if wide <= console(ctx).width + 2:
        table(ctx, ("", *tags), rows, keep=range(len(tags) + 1))
    else:
        shown = [
            (row[0], "  ".join(f"{tag} {cell}" for tag, cell in zip(tags, row[1:], strict=True) if cell))
            for row in rows
        ]
        table(ctx, ("", "Languages"), shown)
    cells = [cell for row in rows for cell in row[1:]]
    notes = ["v1: made from version 1 of the source text"]
    notes += ["!: the source text is newer"] if any(cell.endswith("!") for cell in cells) else []
    notes += ["–: promised, not written"] if "–" in cells else []
    packets = f" and {counted(len(library.packets), 'packet')}" if library.packets else ""
    click.echo(f"\n{counted(len(library.handouts), 'handout')}{packets}. {'; '.join(notes)}.")


def _first(pieces: list[Row]) -> Callable[[str], tuple[bool, str]]:
    """Source languages stand first, the others by tag."""
    sources = {piece["source_language"] for piece in pieces}
    return lambda tag: (tag not in sources, tag)


def _languages(library: Library) -> list[Row]:
    from press.language import WANTED

    return [
        {
            "tag": tag,
            "name": one.name,
            "endonym": one.endonym,
            "direction": one.direction,
            "handouts": sum(tag in piece.texts for piece in library.pieces.values()),
            "words_reviewed": one.reviewed,
            "not_compared": [WANTED[name] for name in one.lacking],
        }
        for tag, one in sorted(library.languages.items())
    ]


def _shown(value: Any) -> str:
    """A value in a cell: of a list the first two, and how many more."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join([*value[:2], *([f"{len(value) - 2} more"] if len(value) > 2 else [])]) or "–"
    return str(value)


def _brands(library: Library) -> list[Row]:
    return [
        {
            "brand": name,
            "name": one.name,
            "region": one.region,
            "paper": one.paper,
            "languages": " ".join(one.languages),
        }
        for name, one in library.brands.items()
    ]


def _variants(library: Library) -> list[Row]:
    variants = sorted(library.variants.items(), key=lambda item: item[1].order)
    return [
        {"variant": name, "name": one.name, "smallest_type": f"{one.proves.smallest_type:g} pt", "profile": one.profile}
        for name, one in variants
    ]


SHELVES: dict[str, Callable[[Library], list[Row]]] = {
    "handouts": _handouts, "languages": _languages, "brands": _brands, "variants": _variants
}  # fmt: skip


@click.command(
    epilog=examples(
        "handouts list", "handouts list --languages", "handouts list --brands", "handouts list --format json"
    )
)
@click.option("--languages", "shelf", flag_value="languages", help="The languages that are set up.")
@click.option("--brands", "shelf", flag_value="brands", help="The brands.")
@click.option("--variants", "shelf", flag_value="variants", help="The print sizes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(ctx: click.Context, shelf: str | None, form: str) -> int:
    """Show every handout and the languages it exists in."""
    library = open_project(ctx)
    shelf = shelf or "handouts"
    if form == "json":
        as_json(SHELVES[shelf](library))
    elif shelf == "handouts":
        _matrix(ctx, library)
    else:
        rows = SHELVES[shelf](library)
        heads = [key.replace("_", " ").capitalize() for key in rows[0]] if rows else []
        table(ctx, heads, [[_shown(value) for value in row.values()] for row in rows])
    broken = {problem.place.path for problem in library.problems}
    if broken and form == "text":
        click.echo(f'Mistakes in {counted(len(broken), "file")} may hide something here: "handouts check" shows them.')
    return 0
