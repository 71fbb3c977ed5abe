"""``handouts new-language``: the file of a language that the project does not print yet, and what is still missing in it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples
from press.commands.options import now
from press.commands.project import open_project
from press.problem import errors

if TYPE_CHECKING:
    from press.language import Language
    from press.library import Library
    from press.problem import Problem


@click.command("new-language", epilog=examples("handouts new-language ckb", "handouts new-language tg-Cyrl"))
@click.argument("tag")
@click.pass_context
def command(ctx: click.Context, tag: str) -> int:
    """Begin a language, or see what one still lacks.

    TAG is its tag of BCP 47, such as ckb. The first time a file is written with all that Unicode's data (CLDR) knows and an empty
    line for each fixed word. Call it again as you go on: it lists what a person must still supply, checks fonts, direction and
    line breaking, and prints a specimen page once the file can be read.
    """
    from press.commands.screen import styled
    from press.language import begun, canonical_tag, is_tag, standing

    library = open_project(ctx, frozenset())
    if not is_tag(tag):
        better = canonical_tag(tag)
        raise WrongUsage(f'"{tag}" is not the tag of a language.' + (f' Did you mean "{better}"?' if better else ' Write one of BCP 47, such as ckb or tg-Cyrl.'))  # fmt: skip
    path = library.root / "handouts" / "_languages" / f"{tag}.yaml"
    if tag not in library.languages and not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(begun(tag, library.languages), encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"The file cannot be written: {error.strerror or error}.") from error
        click.echo(f"Written: handouts/_languages/{tag}.yaml")
        library = open_project(ctx, frozenset())
    shown = f"handouts/_languages/{tag}.yaml"
    problems: list[Problem] = [one for one in library.problems if one.place.path == shown]
    language = library.languages.get(tag)
    if language is not None:
        problems += [*language.table_problems, *standing(language, library.languages)]
    for problem in sorted(problems, key=lambda one: (one.place.line or 0, one.rule)):
        click.echo(styled(problem))
    if language is None:
        click.echo(f"{len(problems)} to supply or mend before {tag} can be used. Then call this again.")
        return 1
    page = _specimen(library, language, path)
    if isinstance(page, Path):
        click.echo(f"Specimen: {click.format_filename(page)}. Have somebody read it who knows the language.")
    else:
        for problem in page:
            click.echo(styled(problem))
    return 0 if isinstance(page, Path) and not problems else 1


def _specimen(library: Library, language: Language, path: Path) -> Path | list[Problem]:
    """A page in the language: its fixed words, names of days and the right sentences of its examples; or why there is none."""
    from press import edition, route, scaffold
    from press.library import open_library

    table = language.lexicon.table
    lines = [example.right for example in table.examples] or [language.endonym]
    with tempfile.TemporaryDirectory(prefix="handouts-specimen-") as name:
        root = Path(name) / "project"
        scaffold.new_project(root)
        if path.exists():
            own = root / "handouts" / "_languages" / path.name
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_bytes(path.read_bytes())
        brand = root / "styles" / "brands" / scaffold.SAMPLE / "brand.yaml"
        text = brand.read_text(encoding="utf-8")
        start = text.index("languages: [") + len("languages: [")
        listed = text[start : text.index("]", start)].split(", ")
        tags = listed if language.tag in listed else [*listed, language.tag]
        brand.write_text(text[:start] + ", ".join(tags) + text[text.index("]", start) :], encoding="utf-8")
        folder = root / "handouts" / "specimen" / "specimen"
        folder.mkdir(parents=True)
        facts = f"audience: Readers of {language.name}\nsource_language: {language.tag}\nlanguages: [{language.tag}]\n"
        (folder / "handout.yaml").write_text(facts, encoding="utf-8")
        (folder / f"{language.tag}.yaml").write_text(_page(language, lines), encoding="utf-8")
        made = open_library(root)
        if "specimen" not in made.handouts:
            return list(made.problems)
        wanted = edition.Edition("specimen", language.tag, "standard", scaffold.SAMPLE)
        outcome = route.make(made, wanted, route.Run(Path(name) / "out", now()))
        if outcome.path is None:
            return errors(outcome.problems)
        target = library.root / "out" / f"specimen-{language.tag}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(outcome.path.read_bytes())
        return target


def _page(language: Language, lines: list[str]) -> str:
    """The specimen's content."""
    import json

    table = language.lexicon.table
    days = [forms[0] for forms in (table.cldr.weekdays if table.cldr else {}).values()]
    months = [forms[0] for forms in (table.cldr.months if table.cldr else {}).values()]
    words = [text for text in language.words.model_dump().values() if text and "{" not in text]
    parts = [part[at : at + 8] for part in (lines, words, days, months) for at in range(0, len(part), 8)]
    blocks = [{"points": part} for part in parts]
    data = {
        "title": language.endonym, "summary": language.endonym, "main_message": lines[0], "version": 1,
        "sections": [{"heading": language.endonym, "blocks": blocks}],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)
