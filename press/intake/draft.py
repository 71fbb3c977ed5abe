"""Pieces -> draft YAML, written into the library as a new handout."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.content import RESERVED, SLUG
from press.content import STILL_TO_WRITE as STILL
from press.intake.pieces import Grid, Heading, Items, Paragraph, Piece, pieces_of_text
from press.problem import Place, Problem
from press.source.writer import dump

KINDS = (".txt", ".md", ".html", ".htm", ".docx")
MAX_BYTES = 4 * 1024 * 1024
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A leaflet as draft content: the two YAML trees, and the importer's notes to the author."""

    facts: dict[str, Any]
    text: dict[str, Any]
    notes: tuple[str, ...]


def intake(path: Path, language: str = "en", encoding: str = "utf-8") -> tuple[Draft | None, list[Problem]]:
    """Read a leaflet. Problems are located in the leaflet; with an error there is no draft."""
    shown = path.name
    fault = _fault(path)
    if fault:
        return None, [Problem(Place(shown), *fault)]
    notes: list[str] = []
    if path.suffix.lower() == ".docx":
        found, problem = _docx(path, notes)
        if problem:
            return None, [problem]
    else:
        text, problems = _decoded(path, encoding)
        if text is None:
            return None, problems
        found = _pieces(path.suffix.lower(), text, notes)
    if not found:
        return None, [
            Problem(
                Place(shown),
                "file-empty",
                "the file holds no words",
                "Is it the right file? A scan must be typed first.",
            )
        ]
    return _draft(found, language, notes), []


def _fault(path: Path) -> tuple[str, str, str] | None:
    if not path.is_file():
        return "file-missing", "there is no such file", "Check the name."
    if path.suffix.lower() not in KINDS:
        hint = "Copy its text into a .txt file, or save it as .docx."
        return (
            "leaflet-kind",
            f'a "{path.suffix or path.name}" file cannot be read',
            f"It can be one of: {', '.join(KINDS)}. {hint}",
        )
    size = path.stat().st_size
    if size > (MAX_BYTES if path.suffix.lower() != ".docx" else 8 * MAX_BYTES):
        return (
            "file-too-large",
            f"the file has {size // 1024 // 1024} MB",
            "A leaflet has a few pages: is it the right file?",
        )
    return None


def _docx(path: Path, notes: list[str]) -> tuple[list[Piece], Problem | None]:
    from press.intake.html import docx_doubts, docx_fault, docx_to_html, doubts_of_html, pieces_of_html

    fault = docx_fault(path)
    if fault:
        return [], Problem(Place(path.name), "leaflet-unreadable", *fault)
    try:
        html, said = docx_to_html(path)
    except Exception as error:  # noqa: BLE001 - the converter raises many kinds for damaged files
        fault = (
            f"the file is damaged inside, and cannot be converted ({str(error) or type(error).__name__})",
            "Open it in Word and save it again as .docx.",
        )
        return [], Problem(Place(path.name), "leaflet-unreadable", *fault)
    notes += [f"The converter says: {one}" for one in said]
    notes += [*docx_doubts(path), *doubts_of_html(html)]
    return list(pieces_of_html(_FORBIDDEN.sub("", html))), None


def _decoded(path: Path, encoding: str) -> tuple[str | None, list[Problem]]:
    data = path.read_bytes()
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        fault = f'the name ends in "{path.suffix}", but the file is of another kind'
        return None, [Problem(Place(path.name), "leaflet-kind", fault, "Give it its right name, or export it as text.")]
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (UnicodeDecodeError, LookupError) as error:
        if isinstance(error, LookupError):
            return None, [
                Problem(
                    Place(path.name),
                    "encoding-unknown",
                    f'there is no encoding "{encoding}"',
                    "Try cp1252 (Windows) or latin-1.",
                )
            ]
        line = data[: error.start].count(b"\n") + 1
        remedy = "Save it as UTF-8, or say what it is: --encoding cp1252 (older Windows)."
        return None, [Problem(Place(path.name, line), "not-utf-8", "a byte that is not UTF-8", remedy)]
    return _FORBIDDEN.sub("", text), []


def _pieces(suffix: str, text: str, notes: list[str]) -> list[Piece]:
    if suffix == ".txt":
        return list(pieces_of_text(text))
    from press.intake.html import doubts_of_html, markdown_to_html, pieces_of_html

    html = markdown_to_html(text) if suffix == ".md" else text
    notes += doubts_of_html(html)
    return list(pieces_of_html(html))


# ------------------------------------------------------------------------------------------------------------- to YAML


def _draft(pieces: list[Piece], language: str, notes: list[str]) -> Draft:
    title, rest = _title(pieces)
    facts: dict[str, Any] = {
        "audience": f"{STILL}: who this handout is for.",
        "source_language": language,
        "languages": [language],
    }
    text: dict[str, Any] = {
        "title": title or f"{STILL}: the title",
        "summary": f"{STILL}: one sentence for lists.",
        "main_message": f"{STILL}: the one thing a patient must know.",
        "version": "1",
        "sections": list(_sections(rest, notes)),
    }
    return Draft(facts, text, tuple(dict.fromkeys(notes)))


def _title(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    first = pieces[0]
    if isinstance(first, Heading) and len(first.text) <= 120:
        return re.sub(r"\\(.)", r"\1", first.text), pieces[1:]
    return "", pieces


def _sections(pieces: list[Piece], notes: list[str]) -> Iterator[dict[str, Any]]:
    heading, blocks = f"{STILL}: a heading", list[dict[str, Any]]()
    for piece in pieces:
        if isinstance(piece, Heading):
            if blocks:
                yield {"heading": heading, "blocks": blocks}
            elif not heading.startswith(STILL):
                yield {"heading": heading, "blocks": [{"gap": "Nothing stands under this heading in the leaflet."}]}
                notes.append(f'Nothing stands under the heading "{heading}".')
            if not piece.sure:
                notes.append(f'Taken for a heading: "{piece.text}".')
            heading, blocks = piece.text, []
        else:
            blocks += _blocks(piece, notes)
    if blocks or not heading.startswith(STILL):
        yield {"heading": heading, "blocks": blocks or [{"gap": "Nothing stands under this heading in the leaflet."}]}


def _blocks(piece: Piece, notes: list[str]) -> Iterable[dict[str, Any]]:
    if isinstance(piece, Items):
        key = "steps" if piece.ordered else "points"
        for start in range(0, len(piece.items), 20):
            yield {key: list(piece.items[start : start + 20])}
    elif isinstance(piece, Grid):
        yield from _table(piece, notes)
    elif isinstance(piece, Paragraph):
        if piece.note:
            notes.append(f"Left out: {piece.note}.")
            yield {"gap": f"{piece.note.capitalize()} stood here in the leaflet. Add it as a figure."}
        for part in _chunks(piece.text):
            yield {"text": part}


def _chunks(text: str, limit: int = 3800) -> Iterator[str]:
    """A text in parts that a block can hold, broken between words."""
    while len(text) > limit:
        cut = text.rfind(" ", 0, limit)
        cut = cut if cut > 0 else limit
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def _table(grid: Grid, notes: list[str]) -> Iterator[dict[str, Any]]:
    """A table of the press where it fits one; else its rows as a list, marked."""
    widths = {len(row) for row in grid.rows}
    filled = all(cell for row in grid.rows for cell in row)
    if (
        len(widths) == 1
        and max(widths) <= 4
        and filled
        and len(grid.rows) <= 41
        and (len(grid.rows) > 1 or not grid.header)
    ):
        body = list(grid.rows[1:] if grid.header else grid.rows)
        table: dict[str, Any] = {"caption": grid.caption or f"{STILL}: what this table shows."}
        if grid.header:
            table["columns"] = list(grid.rows[0])
        else:
            table["row_headers"] = "true"
            notes.append("A table without a header row: the first column was taken for its header.")
        yield {"table": {**table, "rows": [list(row) for row in body]}}
        return
    notes.append("A table did not fit (more than four columns, or empty cells): its rows stand as a list.")
    if grid.caption:
        yield {"text": grid.caption}
    rows = [" – ".join(cell for cell in row if cell) for row in grid.rows]
    for start in range(0, len(rows), 20):
        yield {"points": rows[start : start + 20]}


def write(draft: Draft, root: Path, specialty: str, slug: str, language: str) -> tuple[Path | None, list[Problem]]:
    """Write a draft as a new handout, whole or not at all: it is made beside its place, then moved there."""
    for what, name in (("slug", slug), ("specialty", specialty)):
        if not re.fullmatch(SLUG, name) or len(name) > 64 or name in RESERVED:
            return None, [
                Problem(
                    Place(name),
                    "slug-invalid",
                    f'"{name}" is not a valid {what}',
                    "Use small letters, digits and single hyphens.",
                )
            ]
    home = root / "handouts"
    taken = [path for path in home.glob(f"*/{slug}") if path.is_dir()]
    if taken:
        shown = taken[0].relative_to(root).as_posix()
        return None, [
            Problem(
                Place(shown),
                "slug-taken",
                f'"{slug}" exists already',
                "Choose another --slug; nothing was overwritten.",
            )
        ]
    schema = "# yaml-language-server: $schema=../../../.schema/{}.schema.json\n"
    notes = "".join(f"# {note}\n" for note in draft.notes)
    try:
        (home / specialty).mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".import-", dir=home / specialty))
        try:
            made.chmod(0o755)
            (made / "handout.yaml").write_text(schema.format("handout") + dump(draft.facts) + "\n", encoding="utf-8")
            (made / f"{language}.yaml").write_text(
                schema.format("text") + notes + dump(draft.text) + "\n", encoding="utf-8"
            )
            made.rename(home / specialty / slug)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    except OSError as error:
        return None, [
            Problem(
                Place(f"handouts/{specialty}/{slug}"),
                "output-unwritable",
                f"it cannot be written: {error.strerror}",
                "Check the folder's permissions.",
            )
        ]
    return home / specialty / slug, []
