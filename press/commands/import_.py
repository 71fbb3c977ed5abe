"""``handouts import``: leaflets that a clinic has become draft YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples
from press.commands.project import brand_names, engine_folder, language_tags, must_exist, project_of
from press.commands.screen import console, on_terminal, styled, table
from press.problem import Problem, counted

if TYPE_CHECKING:
    from press.library import Brand


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one leaflet."""

    file: Path
    slug: str
    folder: str = ""
    sections: int = 0
    gaps: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@click.command(
    epilog=examples(
        "handouts import leaflet.docx --slug botox-chronic-migraine --specialty neurology",
        "handouts import old.txt --slug gout --specialty rheumatology --encoding cp1252",
        "handouts import leaflets/ --specialty general          every leaflet in a folder, each named for its file",
        "handouts import a.docx b.odt c.html --specialty general",
        "handouts import hoja.docx --specialty general --lang es",
        "handouts import scan-of-old-sheet.pdf --specialty general     pages beside gaps, for a person to type",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER…")
@click.option("--slug", help="The new handout's name: small letters, digits and hyphens. Default: the file's name.")
@click.option("--specialty", required=True, help="The folder under handouts/ that it belongs in.")
@click.option("--lang", default="en", show_default=True, help="The language that the leaflet is written in.")
@click.option(
    "--encoding",
    help="How a text file is encoded: cp1252, mac-roman … Default: UTF-8; a web page says it itself.",
)
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], slug: str | None, specialty: str, lang: str, encoding: str | None
) -> int:
    """Turn leaflets (.docx, .html, .md, .txt; by LibreOffice .odt, .rtf, .doc; .pdf side by side) into drafts.

    Each file is read twice, by two readers. Nothing is dropped: whatever the readers differ in, and whatever only a
    person can settle, becomes a "gap:" at its place. It prints in drafts, and no gap is ever released.
    """
    root = project_of(ctx)
    must_exist("language", [lang], language_tags(root))
    leaflets, others = _leaflets(files)
    if slug and len(leaflets) != 1:
        raise WrongUsage(f"--slug names one handout, and there are {counted(len(leaflets), 'leaflet')}. Leave it out.")
    brands = _brands(root)
    done = []
    with _told(ctx, len(leaflets)) as tell:
        for file in leaflets:
            tell(file.name)
            done.append(_one(file, root, specialty, slug or _slug_of(file), lang, encoding, brands))
    for outcome in done:
        _say(outcome, lang)
    if len(done) > 1 or others:
        _table(ctx, done, others)
    written = [outcome.slug for outcome in done if outcome.folder]
    if written:
        click.echo(f"Next: handouts check {written[0] if len(written) == 1 else specialty}")
    return 0 if len(written) == len(leaflets) and leaflets else 1


def _one(
    file: Path, root: Path, specialty: str, slug: str, lang: str, encoding: str | None, brands: Sequence[Brand]
) -> _Outcome:
    from press import intake

    draft, problems = intake.intake(file, lang, encoding, brands)
    folder = None
    if draft is not None:
        folder, problems = intake.write(draft, root, specialty, slug, lang)
    if draft is None or folder is None:
        return _Outcome(file, slug, problems=tuple(problems))
    shown = folder.relative_to(root).as_posix()
    return _Outcome(file, slug, shown, len(draft.text["sections"]), tuple(draft.gaps))


def _leaflets(given: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files to take in, and those in folders that are no leaflets. A folder gives its files, not those of folders in it."""
    from press.intake import kind_of

    leaflets: list[Path] = []
    others: list[Path] = []
    for path in given:
        if not path.is_dir():
            leaflets.append(path)
            continue
        files = [file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith((".", "~$"))]
        leaflets += [file for file in files if kind_of(file)]
        others += [file for file in files if not kind_of(file)]
        if not any(map(kind_of, files)):
            raise WrongUsage(f'There is no leaflet in "{click.format_filename(path)}".')
    return list(dict.fromkeys(leaflets)), others


def _slug_of(file: Path) -> str:
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or file.stem


def _brands(root: Path) -> list[Brand]:
    """The brands whose numbers and names a leaflet may hold. A broken one is the check's business."""
    from press.library.brand import Brand
    from press.source import load

    shelves = (root / "styles" / "brands", engine_folder() / "styles" / "brands")
    found = []
    for name in brand_names(root):
        path = next((p for shelf in shelves if (p := shelf / name / "brand.yaml").is_file()), None)
        brand = load(path, path.name, Brand)[0] if path else None
        if brand is not None:
            found.append(brand)
    return found


@contextmanager
def _told(ctx: click.Context, many: int) -> Iterator[Callable[[str], object]]:
    """Says on a terminal which leaflet is being read; a batch or LibreOffice take their time."""
    if not on_terminal():
        yield lambda name: None
        return
    with console(ctx, err=True).status("") as status:
        count = iter(range(1, many + 1))
        yield lambda name: status.update(f"{next(count)} of {many}: {name}")


def _say(outcome: _Outcome, lang: str) -> None:
    for problem in outcome.problems:
        click.echo(styled(problem), err=True)
    if not outcome.folder:
        return
    gaps = f", {counted(len(outcome.gaps), 'gap')} to settle" if outcome.gaps else ""
    click.secho(f"{outcome.folder}/{lang}.yaml: {counted(outcome.sections, 'section')}{gaps}", fg="green")
    for gap in outcome.gaps:
        plain = re.sub(r"\\(.)", r"\1", gap)
        click.echo(f"  gap: {plain}")


def _table(ctx: click.Context, done: Sequence[_Outcome], others: Sequence[Path]) -> None:
    """What came of each file."""
    rows = []
    for outcome in done:
        what = outcome.folder or f"not taken in: {outcome.problems[0].fault}"
        rows.append((outcome.file.name, what, str(len(outcome.gaps)) if outcome.folder else "–"))
    rows += [(file.name, "no leaflet: left alone", "–") for file in others]
    click.echo()
    table(ctx, ("leaflet", "came to", "gaps"), rows)
