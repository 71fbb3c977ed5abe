"""A draft -> a new handout in the library: whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from press.content import RESERVED, SLUG, Facts, Translation
from press.intake.draft import Draft
from press.problem import Place, Problem
from press.source import MAX_BYTES, load

_SCHEMA = "# yaml-language-server: $schema=../../../.schema/{}.schema.json\n"
_WORDS_OF_YAML = frozenset(["source_language", "languages", "version", "kind", "file", "lines", "row_headers"])


def quoted(value: Any, indent: int = 0, key: str = "") -> str:
    """Dictionaries, lists and texts as YAML; every text in double quotes, so that no sign in it means anything to YAML."""
    pad = " " * indent
    if isinstance(value, dict):
        lines = []
        for name, inner in value.items():
            opens = isinstance(inner, dict | list)
            lines.append(f"{pad}{name}:" + ("\n" if opens else " ") + quoted(inner, indent + 2 if opens else 0, name))
        return "\n".join(lines)
    if isinstance(value, list):
        return "\n".join(f"{pad}- {quoted(inner, indent + 2, key).lstrip()}" for inner in value)
    return str(value) if key in _WORDS_OF_YAML else json.dumps(str(value), ensure_ascii=False)


def write(draft: Draft, root: Path, specialty: str, slug: str, language: str) -> tuple[Path | None, list[Problem]]:
    """Write a draft as a new handout, whole or not at all: it is made beside its place, read again, then moved there."""
    problem = _refused(root, specialty, slug)
    if problem:
        return None, [problem]
    home = root / "handouts"
    try:
        fresh = not (home / specialty).exists()
        (home / specialty).mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".import-", dir=home / specialty))
        try:
            problems = _fill(made, draft, language)
            if not problems:
                made.rename(home / specialty / slug)
        finally:
            shutil.rmtree(made, ignore_errors=True)
            if fresh and not any((home / specialty).iterdir()):
                (home / specialty).rmdir()
    except OSError as error:
        fault = f"it cannot be written: {error.strerror}"
        place = Place(f"handouts/{specialty}/{slug}")
        return None, [Problem(place, "output-unwritable", fault, "Check the folder's permissions.")]
    return (None, problems) if problems else (home / specialty / slug, [])


def _refused(root: Path, specialty: str, slug: str) -> Problem | None:
    for what, name in (("slug", slug), ("specialty", specialty)):
        if not re.fullmatch(SLUG, name) or len(name) > 64 or name in RESERVED:
            fault, remedy = f'"{name}" is not a valid {what}', "Use small letters, digits and single hyphens."
            return Problem(Place(name), "slug-invalid", fault, remedy)
    taken = [path for path in (root / "handouts").glob(f"*/{slug}") if path.is_dir()]
    if taken:
        shown = taken[0].relative_to(root).as_posix()
        remedy = "Choose another --slug; nothing was overwritten."
        return Problem(Place(shown), "slug-taken", f'"{slug}" exists already', remedy)
    return None


def _fill(folder: Path, draft: Draft, language: str) -> list[Problem]:
    """Write the files, and read them again as the press will: what it would not read is not left behind."""
    folder.chmod(0o755)
    facts, text = folder / "handout.yaml", folder / f"{language}.yaml"
    facts.write_text(_SCHEMA.format("handout") + quoted(draft.facts) + "\n", encoding="utf-8")
    text.write_text(_SCHEMA.format("text") + quoted(draft.text) + "\n", encoding="utf-8")
    size = text.stat().st_size
    if size > MAX_BYTES:
        fault = f"the draft would have {size // 1024} kB; a text may have {MAX_BYTES // 1024} kB"
        remedy = "A handout has a few pages. Split the leaflet into several, and import them one by one."
        return [Problem(Place(text.name), "leaflet-too-long", fault, remedy)]
    if draft.figures:
        (folder / "figures").mkdir()
        for name, data in draft.figures.items():
            (folder / "figures" / name).write_bytes(data)
    problems = [*load(facts, facts.name, Facts)[2], *load(text, text.name, Translation)[2]]
    return problems or _not_the_same(text, draft)


def _not_the_same(path: Path, draft: Draft) -> list[Problem]:
    """A file that reads otherwise than it was meant would be a mistake of this program; it is never left behind."""
    from press.source import plain, read

    located, _ = read(path, path.name)
    if plain(located.tree) == _as_texts(draft.text):
        return []
    fault = "the draft does not read as it was written"
    return [
        Problem(Place(path.name), "leaflet-unreadable", fault, "This is a mistake of the program: please report it.")
    ]


def _as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_texts(inner) for inner in value]
    return str(value)
