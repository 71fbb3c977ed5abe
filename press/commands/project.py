"""Which content project a command works on, and the names in it, read from folder names alone for the TAB key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

import press
from press.commands import WrongUsage as WrongUsage
from press.problem import did_you_mean

if TYPE_CHECKING:
    from press.library import Library

_PRESS = Path(press.__file__).resolve().parent


def engine_folder() -> Path:
    """``press.library.ENGINE`` without loading it: where the engine's own styles and languages are."""
    bundled = _PRESS / "_bundled"
    return bundled if bundled.is_dir() else _PRESS.parent


def find_project(ctx: click.Context) -> Path | None:
    """The folder given by ``--project``, else the nearest folder upwards that holds handouts/; None where there is none."""
    chosen: Path | None = ctx.find_root().params.get("project")
    if chosen is not None:
        return Path(chosen).expanduser().absolute()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "handouts").is_dir()), None)


def plain_target(where: Path) -> None:
    """Refuse to put a file in the place of anything but a plain file: a device, a pipe, a link, a folder."""
    if where.is_symlink() or (where.exists() and not where.is_file()):
        what = "a link" if where.is_symlink() else "a folder" if where.is_dir() else "no plain file"
        raise WrongUsage(f'"{click.format_filename(where)}" is {what}: name a new file, or "-" to write to a pipe.')


def project_of(ctx: click.Context) -> Path:
    """The project's folder. Raises WrongUsage where there is none."""
    root = find_project(ctx)
    if root is None:
        raise WrongUsage(
            'There is no folder handouts/ here or above. Go to your project, name it with "handouts --project DIR …", '
            'or make one with "handouts init DIR".'
        )
    if not (root / "handouts").is_dir():
        raise WrongUsage(f'There is no folder handouts/ in "{click.format_filename(root)}". Is it the right folder?')
    return root


def open_project(ctx: click.Context, only: frozenset[str] | None = None) -> Library:
    """The project's library, or these pieces of it. Raises WrongUsage where there is no project."""
    from press.library import open_library

    return open_library(project_of(ctx), only)


# ---------------------------------------------------------------------------------------------------------------- names


def _folders(*parents: Path) -> Iterator[Path]:
    for parent in parents:
        if parent.is_dir():
            yield from (p for p in sorted(parent.iterdir()) if p.is_dir() and not p.name.startswith((".", "_")))


def specialties(root: Path) -> list[str]:
    """The folders that handouts stand in."""
    return [folder.name for folder in _folders(root / "handouts")]


def piece_folders(root: Path) -> dict[str, Path]:
    """Slug -> folder of every handout and packet, well-formed or not."""
    return {folder.name: folder for specialty in _folders(root / "handouts") for folder in _folders(specialty)}


def language_tags(root: Path) -> list[str]:
    """The languages that exist for a project."""
    engine = engine_folder()
    shelves = (root / "handouts/_languages", engine / "handouts/_languages", engine / "languages")
    names = {path.stem for folder in shelves if folder.is_dir() for path in folder.glob("*.yaml")}
    return sorted(names - {"approvals"})


def brand_names(root: Path) -> list[str]:
    """The brands of a project: its own, or the engine's sample where it has none."""
    own = root / "styles" / "brands"
    return [folder.name for folder in _folders(own if own.is_dir() else engine_folder() / "styles" / "brands")]


def variant_names(root: Path) -> list[str]:
    """The variants that exist for a project."""
    shelves = (root / "styles" / "variants", engine_folder() / "styles" / "variants")
    return sorted({folder.name for folder in _folders(*shelves)})


def slugs_and_specialties(root: Path) -> list[str]:
    """What may stand where a handout is asked for."""
    return sorted({*piece_folders(root), *specialties(root)})


Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completing(names: Callable[[Path], Iterable[str]], extra: Iterable[str] = ()) -> Complete:
    """What the TAB key offers for an option: names of the project, also after a comma."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        root = find_project(ctx)
        known = [*(names(root) if root else []), *extra]
        before, comma, begun = incomplete.rpartition(",")
        return [CompletionItem(f"{before}{comma}{name}") for name in known if name.startswith(begun)]

    return complete


def comma_list(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """``--lang es,ar --lang vi`` as three names, each once."""
    return tuple(dict.fromkeys(part.strip() for value in values for part in value.split(",") if part.strip()))


def names_option(flag: str, names: Callable[[Path], Iterable[str]], text: str, **more: Any) -> Callable[[Any], Any]:
    """An option that takes one or more of the project's names, repeated or with commas."""
    metavar = more.pop("metavar", flag.strip("-").upper()) + "[,…]"
    complete = completing(names, more.pop("extra", ()))
    return click.option(
        flag, multiple=True, callback=comma_list, metavar=metavar, shell_complete=complete, help=text, **more
    )


def say_unread(library: Library, slugs: Iterable[str] = ()) -> bool:
    """Say of each handout and packet that was asked for (all, where none is named), and of each brand, language and print
    size, what is wrong with it where it cannot be read.

    Whether there was any: what is on disk and broken must not pass for what is not there.
    """
    from press.commands.screen import styled
    from press.edition import Wish, unread

    found = unread(library, Wish(tuple(slugs)))
    for problem in found:
        click.echo(styled(problem), err=True)
    return bool(found)


def must_be_read(library: Library, what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    """WrongUsage for a name that does not exist; a failure, with its mistakes, for what is there and cannot be read."""
    names = list(known)
    for name in asked:
        broken = library.broken(what, name) if name not in names else []
        if broken:
            from press.commands.screen import styled

            said = "\n".join(styled(problem) for problem in broken)
            raise click.ClickException(f'The {what} "{name}" cannot be read:\n{said}')
        if what == "language" and name not in names:
            from press.search import language_asked

            exact, near = language_asked(library, name)
            raise WrongUsage(_no_language(library, name, exact or near))
        must_exist(what, [name], names)


def languages_asked(library: Library, asked: Iterable[str]) -> tuple[str, ...]:
    """The tags of languages as people type them: farsi, zh-TW, Filipino. A name that is not the language's own is said.

    Raises WrongUsage for one that is unknown, or that is several languages' name, with at most five suggestions.
    """
    tags = []
    for name in asked:
        if name in library.languages:
            tags.append(name)
            continue
        must_be_read(library, "language", [name] if library.broken("language", name) else [], library.languages)
        from press.search import language_asked

        exact, near = language_asked(library, name)
        if len(exact) != 1:
            raise WrongUsage(_no_language(library, name, exact or near))
        language = library.languages[exact[0]]
        if name.casefold() not in (language.tag.casefold(), language.name.casefold(), language.endonym.casefold()):
            click.echo(f'"{name}" is {language.name} ({language.tag}) here.', err=True)
        tags.append(exact[0])
    return tuple(tags)


def _no_language(library: Library, name: str, near: list[str]) -> str:
    said = [f"{library.languages[tag].name} ({tag})" for tag in near]
    if not said:
        return f'There is no language "{name}". "handouts list --languages" shows those that there are.'
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
    return f'There is no language "{name}". Did you mean {listed}?'


def must_exist(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    """WrongUsage for a name that does not exist, with the nearest that does."""
    names = list(known)
    for name in asked:
        if name not in names:
            raise WrongUsage(f'There is no {what} "{name}". {did_you_mean(name, names)}'.strip())
