"""``handouts docs``: write the pages of docs/ that are made from the code and from real output. For developers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import examples
from press.commands.options import now
from press.commands.project import open_project

if TYPE_CHECKING:
    from press.language import Compares
    from press.library import Library

# What the README shows: name, handout, language, variant, brand, page.
PICTURES = (
    ("english", "botox-chronic-migraine", "en", "standard", "example-neurology", 1),
    ("arabic", "botox-chronic-migraine", "ar", "standard", "example-neurology", 1),
    ("khmer", "botox-cervical-dystonia", "km", "standard", "example-neurology", 1),
    ("large-print", "botox-cervical-dystonia", "en", "large-print", "example-neurology", 1),
    ("chinese", "botox-cervical-dystonia", "zh-Hans", "standard", "example-clinic-ireland", 1),
)
# The rooms that find problems outside of the checks, in the order of the route, and what they are called in words.
ROOMS = {
    "source": "Reading YAML",
    "content": "Texts and the marks in them",
    "language": "Language files",
    "library": "A project on disk",
    "checks": "Waivers, levels, a language's own examples",
    "review": "Approvals and translations",
    "markup": "Filling the templates",
    "fonts": "Fonts",
    "typeset": "Typesetting",
    "route": "Making and keeping a PDF",
    "settings": "This person's settings",
    "intake": "Leaflets in",
    "mend": "check --fix",
    "scaffold": "New projects and handouts",
    "printing": "For a printing press",
    "order": "Orders and packs",
    "recall": "Recall",
    "together": "Patients' sets",
    "record": "Build records",
    "export": "For record systems and readers",
    "compare": "Comparing",
    "preview": "Preview",
    "cluster": "Clusters",
}
_HEAD = """# The rules

Made by `make docs` from docstrings and the rooms' tables; do not edit. `handouts check --explain RULE` says the same in the terminal.
**error**: never printed as a release. **review**: a person must judge. An error of reading, marking up, typesetting or
preflight means no PDF at all; an editorial error still lets a marked draft be printed.
"""


def rules_page() -> str:
    """Every rule with its reason, by subject, as Markdown."""
    from press import checks, preflight
    from press.explain import tables

    parts = [_HEAD]
    for subject in checks.SUBJECTS:
        title = subject.__name__.rpartition(".")[2].replace("_", " ").capitalize()
        found = [rule for rule in checks.rules().values() if rule in vars(subject).values()]
        if found:
            parts.append(f"\n## {title}\n")
            parts += [_entry(rule.name, rule.weight, rule.why) for rule in sorted(found, key=lambda rule: rule.name)]
    for room, title in ROOMS.items():
        parts.append(f"\n## {title}\n")
        told = sorted((one for one in tables() if one.room == room), key=lambda one: one.name)
        parts += [_entry(one.name, one.weight, one.why) for one in told]
    parts.append("\n## Preflight: what a finished PDF must prove\n")
    parts += [_entry(name, "error", why) for name, why in sorted(preflight.rules().items())]
    return "".join(parts)


_LANGUAGES_HEAD = """# What is compared in which language

Made by `make docs` from the language files; do not edit. A number is how many entries a table has, Unicode's (CLDR) included;
**–** is a table that a language lacks: there `check` says so, and a person compares by hand. *Examples* are sentences with a right
and a wrong translation that the tests try on every run. *Real sentences*: TICO-19, professional translations, the half that no
table was tuned on; how many sentences, and how many of them any rule calls an error (some of them are errors).
All tables were written by machine from public references and are read by nobody yet; who knows the language mends a line there.
"""


def languages_page(library: Library) -> str:
    """Language by what is compared, with how it was measured, as Markdown."""
    from press.language import WANTED

    heads = ["Language", "", *WANTED.values(), "Examples", "Real sentences: false errors"]
    lines = [_LANGUAGES_HEAD, f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for tag, language in sorted(library.languages.items()):
        table = language.lexicon.table
        counts = [_size(table, name) if language.lexicon.has(name) else "–" for name in WANTED]
        seen = table.measured.get("errors")
        real = f"{seen.false} of {seen.sentences}" if seen else "not measured"
        lines.append(f"| {language.name} | `{tag}` | {' | '.join(counts)} | {len(table.examples)} | {real} |")
    return "\n".join(lines) + "\n"


def _size(table: Compares, name: str) -> str:
    """How many entries a table has, Unicode's own included."""
    own = getattr(table, name, None)
    said = [own, getattr(table.cldr, name, None) if table.cldr else None]
    if name == "clock":
        said = [[*table.clock.am, *table.clock.pm], [*table.cldr.am, *table.cldr.pm] if table.cldr else []]
    return str(sum(map(_entries, said)))


def _entries(value: Any) -> int:
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        return sum(_entries(one) for one in dict(value).values())
    if isinstance(value, dict):
        return sum(map(_entries, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_entries, value))
    return int(isinstance(value, str) and bool(value))


def _entry(name: str, severity: str, why: str) -> str:
    text = re.sub(r"``(.+?)``", r"`\1`", why.strip())
    return f"\n### {name}\n\n*{severity}*. {text}\n"


@click.command(hidden=True, epilog=examples("make docs"))
@click.option("--pictures/--no-pictures", default=True, help="Also make the README's pictures of pages.")
@click.pass_context
def command(ctx: click.Context, pictures: bool) -> int:
    """Write docs/rules.md, docs/languages.md, and docs/pictures/ from freshly made pages."""
    library = open_project(ctx)
    root = library.root
    _write(root / "docs/rules.md", rules_page().encode())
    _write(root / "docs/languages.md", languages_page(library).encode())
    if pictures:
        _pictures(ctx, root)
    return 0


def _write(path: Path, data: bytes) -> None:
    from press.receipt import keep

    keep(path, data)
    click.echo(path.name)


def _pictures(ctx: click.Context, root: Path) -> None:

    from press.commands import starting

    starting.start()
    from press import pdf, route
    from press.edition import Edition

    library = open_project(ctx)
    run = route.Run(root / "out", now())
    for name, slug, tag, variant, brand, page in PICTURES:
        outcome = route.make(library, Edition(slug, tag, variant, brand), run)
        if outcome.path is None:
            raise click.ClickException(f"{outcome.edition} cannot be made: handouts build {slug} --lang {tag}")
        _write(root / f"docs/pictures/{name}.png", pdf.pictures(outcome.path.read_bytes(), 60)[page - 1])
