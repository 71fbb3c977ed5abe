"""New handouts, packets and whole content projects: skeletons that pass the check as drafts, written whole or not at all.

What a person still has to write stands in a skeleton as a ``gap``: it prints visibly in drafts and keeps the sheet from
being released, so that no placeholder can pass for content.
"""

from __future__ import annotations

import math
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from press.content import RESERVED, SLUG
from press.library import ENGINE, Variant, open_library
from press.problem import Place, Problem, did_you_mean

FIRST = ("general", "first-handout")  # specialty and slug of a new project's first handout
SAMPLE = "example-neurology"  # the brand that a new project starts from

_SCHEMA_LINE = "# yaml-language-server: $schema=../../../.schema/{}.schema.json\n"

_FACTS = """\
audience: {audience}
source_language: {source}
languages: [{languages}]
# What may follow here (take the "#" away):
# codes:
#   - {{system: ICD-10-CM, code: G43.709, display: What the code means}}
# sources:
#   - {{id: short-name, title: Its title, publisher: Who publishes it, year: 2026, link: "https://…"}}
# related: [another-handout]
# How many sheets of paper, printed on both sides, it may take:
sheets: {{{sheets}}}
"""

_TEXT = """\
# {role}
# Write in place of each "gap:". Instead of a gap there may be: text, points, steps, checklist, callout, table, figure,
# questions, glossary, write-in, include. An editor that knows YAML completes them.
title: {title}
summary: "Still to write: one sentence for lists."
main_message: "Still to write: the one thing a patient must know."
keywords: []
{version}
sections:
  - heading: What is it?
    blocks:
      - gap: "Still to write: what is it, in two or three short sentences?"
  - heading: What to do
    blocks:
      - gap: "Still to write: what should the patient do, step by step?"
  - heading: When to get help
    blocks:
      - gap: "Still to write: which signs mean a call for help at once, and which a call to the clinic?"
"""

_PACKET = """\
handouts: [{handouts}]
source_language: {source}
languages: [{languages}]
"""

_PACKET_TEXT = """\
# {role}
title: {title}
summary: "Still to write: one sentence for lists."
keywords: []
introduction: "Still to write: what this packet is for."
{version}
"""

_POLICY = """\
# yaml-language-server: $schema=.schema/policy.schema.json
# What this project decides. The clinic whose sheets are printed where nobody says which: a folder in styles/brands/.
default_brand: {brand}
"""

_README = """\
# Patient handouts

The words are in `handouts/<specialty>/<handout>/`: `handout.yaml` holds what is the same in every language, `en.yaml`
the English text, `es.yaml` the Spanish one. Your clinic's name, colours and logo are in `styles/brands/`.

    handouts check                          what is wrong or missing
    handouts build                          make every PDF, into out/
    handouts get first-handout              make one, and put it here
    handouts new asthma --specialty lungs   begin another handout
    handouts doctor                         what this computer still needs

Before the first sheet goes to a patient: put your clinic's own data into `styles/brands/{brand}/brand.yaml`, and let
a clinician review the text. Until somebody has approved it, every page is marked as a draft.
"""

_IGNORED = """\
# Made by `handouts build`, never by hand
/out/
"""


# ------------------------------------------------------------------------------------------------------- handout, packet


def new_handout(
    root: Path, slug: str, specialty: str, languages: Sequence[str], variants: Mapping[str, Variant]
) -> tuple[Path | None, list[Problem]]:
    """Write the skeleton of a handout; its folder, or the problems that keep it from being written.

    The first language is that of the source text; each of the ``variants`` gets a budget of paper. Raises OSError
    where the project cannot be written to.
    """
    problems = _names(root, slug, specialty)
    if problems:
        return None, problems
    title = _title(slug)
    facts = _FACTS.format(
        audience=f"Patients of this clinic ({title})",
        source=languages[0],
        languages=", ".join(languages),
        sheets=_sheets(variants),
    )
    files = {"handout.yaml": _SCHEMA_LINE.format("handout") + facts}
    for tag in languages:
        files[f"{tag}.yaml"] = _SCHEMA_LINE.format("text") + _TEXT.format(title=title, **_role(tag, languages[0]))
    return _put(root / "handouts" / specialty / slug, files), []


def new_packet(
    root: Path, slug: str, specialty: str, languages: Sequence[str], handouts: Sequence[str], known: Sequence[str]
) -> tuple[Path | None, list[Problem]]:
    """Write the skeleton of a packet of ``handouts``; ``known`` are those that exist. As :func:`new_handout`."""
    problems = _names(root, slug, specialty)
    if len(handouts) < 2:
        fault, remedy = "a packet needs at least two handouts", "Name them: --handouts one,two"
        problems.append(Problem(Place("--handouts"), "list-too-short", fault, remedy))
    for name in handouts:
        if name not in known:
            remedy = did_you_mean(name, known)
            problems.append(Problem(Place("--handouts"), "unknown-handout", f'there is no handout "{name}"', remedy))
    if problems:
        return None, problems
    tags = ", ".join(languages)
    facts = _PACKET.format(handouts=", ".join(handouts), source=languages[0], languages=tags)
    files = {"packet.yaml": _SCHEMA_LINE.format("packet") + facts}
    for tag in languages:
        text = _PACKET_TEXT.format(title=_title(slug), **_role(tag, languages[0]))
        files[f"{tag}.yaml"] = _SCHEMA_LINE.format("packet-text") + text
    return _put(root / "handouts" / specialty / slug, files), []


def _sheets(variants: Mapping[str, Variant]) -> str:
    """Two sheets at 12 points, and more for larger print, as its letters take more of the page each way."""
    found = sorted(variants.items(), key=lambda item: item[1].order)
    return ", ".join(f"{name}: {math.ceil(2 * (one.proves.smallest_type / 12) ** 2)}" for name, one in found)


def _names(root: Path, slug: str, specialty: str) -> list[Problem]:
    """Why these folder names cannot be used."""
    problems = []
    for name in dict.fromkeys((slug, specialty)):
        if not re.fullmatch(SLUG, name) or len(name) > 64:
            like = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64].strip("-")
            remedy = "Use small letters, digits and single hyphens" + (f': "{like}".' if like else ".")
            problems.append(Problem(Place(name), "slug-invalid", f'"{name}" is not a valid folder name', remedy))
        elif name in RESERVED:
            fault = f'"{name}" is a device name on Windows'
            problems.append(Problem(Place(name), "slug-invalid", fault, "Choose another name."))
    if problems:
        return problems
    for folder in sorted((root / "handouts").glob(f"*/{slug}")):
        shown = folder.relative_to(root).as_posix()
        fault = f'"{slug}" exists already'
        problems.append(
            Problem(Place(shown), "slug-taken", fault, "Choose another name: it is the handout's identity.")
        )
    return problems


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _role(tag: str, source: str) -> dict[str, str]:
    if tag == source:
        return {"role": "The source text; translations follow it.", "version": "version: 1"}
    return {
        "role": f"A translation of {source}.yaml: say the same here in this language, with the same parts in the same order.",
        "version": "translation: {method: human, from_version: 1}",
    }


def _put(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with its files, whole or not at all: made under a hidden name beside its place, then renamed."""
    shelf_is_new = not folder.parent.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, text in files.items():
            (temporary / name).write_text(text, encoding="utf-8", newline="\n")
        temporary.chmod(0o755)  # mkdtemp gives 0700; others work here too
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        if shelf_is_new:
            folder.parent.rmdir()
        raise
    return folder


# --------------------------------------------------------------------------------------------------------------- project


def new_project(folder: Path, beside: Mapping[str, str] = MappingProxyType({})) -> tuple[list[str], list[Problem]]:
    """Make a content project in ``folder``: what was made, or the problems that keep it from being made.

    ``beside`` are further files by their path, such as the editors' schemas. Raises OSError where it cannot be written.
    """
    tops = ("handouts", "styles", "README.md", *(name.partition("/")[0] for name in beside))
    there = [name for name in dict.fromkeys(tops) if (folder / name).exists()]
    if there:
        fault = f"{' and '.join(there)} exist{'s' if len(there) == 1 else ''} there already"
        return [], [Problem(Place(str(folder)), "project-exists", fault, "Choose an empty folder.")]
    folder.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".handouts-init-", dir=folder))
    try:
        _fill(temporary, beside)
        made = sorted(path.name for path in temporary.iterdir())
        for name in made:
            if not (folder / name).exists():  # a .gitignore may stand there already: it is the owner's
                (temporary / name).rename(folder / name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return made, []


def _fill(root: Path, beside: Mapping[str, str]) -> None:
    shutil.copytree(ENGINE / "styles" / "brands" / SAMPLE, root / "styles" / "brands" / SAMPLE)
    for name, text in {"README.md": _README.format(brand=SAMPLE), "policy.yaml": _POLICY.format(brand=SAMPLE), ".gitignore": _IGNORED, **beside}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    specialty, slug = FIRST
    _, problems = new_handout(root, slug, specialty, ["en"], open_library(root).variants)
    assert not problems  # FIRST is a valid name, and the folder is new


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "project-exists": "What is there already is not written over.",
}
