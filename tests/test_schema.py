"""The editors' schemas: fresh, friendly, and of one opinion with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from press import schema
from press.content import BLOCKS, Translation
from press.source import check, parse

ROOT = Path(__file__).parent.parent
KINDS = list(schema.MODELS)

# Which schema belongs to a file, by its place; None where a program writes the file.
PLACES = (
    ("made-from/*.yaml", None),
    ("handouts/_languages/approvals.yaml", None),
    ("handouts/_languages/*.yaml", "language"),
    ("handouts/_shared/*/*.yaml", "passage"),
    ("styles/brands/*/brand.yaml", "brand"),
    ("styles/variants/*/variant.yaml", "variant"),
    ("styles/printers/*/printer.yaml", "printer"),
    ("policy.yaml", "policy"),
    ("handouts/*/*/approvals.yaml", None),
    ("handouts/*/*/handout.yaml", "handout"),
    ("handouts/*/*/packet.yaml", "packet"),
    ("handouts/*/*/*.yaml", "text"),
)


def kind_of(path: Path) -> str | None:
    relative = path.relative_to(ROOT)
    kind = next(kind for pattern, kind in PLACES if relative.match(pattern))
    return "packet-text" if kind == "text" and (path.parent / "packet.yaml").is_file() else kind


def written_by_people() -> list[Path]:
    folders = [ROOT / "handouts", ROOT / "styles"]
    found = [*(path for folder in folders for path in folder.rglob("*.yaml")), *ROOT.glob("policy.yaml")]
    hidden = [path for path in found if any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path not in hidden and kind_of(path))


class Plain(yaml.SafeLoader):
    """YAML as editors read it: YAML 1.2 knows no dates."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(kind: str, text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema.schema(kind))
    return [error.message for error in validator.iter_errors(yaml.load(text, Plain))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_what_the_models_say(kind: str) -> None:
    path = ROOT / schema.FOLDER / schema.file_name(kind)
    assert path.read_text(encoding="utf-8") == schema.render(kind), "refresh it: handouts schema --write"


def test_no_schema_lies_about_that_no_model_has() -> None:
    assert {path.name for path in (ROOT / schema.FOLDER).iterdir()} == {schema.file_name(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_refuses_unknown_keys_everywhere(kind: str) -> None:
    made = schema.schema(kind)
    jsonschema.Draft7Validator.check_schema(made)
    for one in (made, *made.get("$defs", {}).values()):
        if "properties" in one:
            assert one["additionalProperties"] is False
    assert '"null"' not in json.dumps(made)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_hint_and_every_hint_a_key(kind: str) -> None:
    made = schema.schema(kind)
    for name, one in {schema.MODELS[kind][0].__name__: made, **made.get("$defs", {})}.items():
        keys = one.get("properties", {})
        assert set(schema.HINTS.get(name, {})) <= set(keys), name
        if name != "FixedWords":  # their English stands in en.yaml
            assert [key for key, prop in keys.items() if not prop.get("description")] == [], name


def test_every_hint_belongs_to_a_model() -> None:
    known = {name for kind in KINDS for name in schema.schema(kind).get("$defs", {})}
    assert set(schema.HINTS) <= known | {model.__name__ for model, _ in schema.MODELS.values()}


@pytest.mark.parametrize("path", written_by_people(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_of_the_project_fits_its_schema_and_names_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kind = kind_of(path)
    assert kind is not None
    assert complaints(kind, text) == []
    line = text.splitlines()[0]
    assert line.startswith("# yaml-language-server: $schema=")
    named = (path.parent / line.partition("$schema=")[2]).resolve()
    assert named == ROOT / schema.FOLDER / schema.file_name(kind)


GOOD = """\
title: A title
summary: A sentence.
main_message: One message.
version: 1
sections:
  - heading: A heading
    blocks:
      - text: Words.
        sources: [clinic]
      - steps: ["One", "2", "yes"]
      - callout: {kind: note, text: Words.}
      - table: {caption: A table, columns: [A, B], rows: [[1, 2.5]]}
      - write-in: [{label: Name, lines: 2}]
"""

BAD = {
    "an unknown key": ("version: 1\n", "version: 1\ntitel: A title\n"),
    "a missing key": ("summary: A sentence.\n", ""),
    "no version and no translation": ("version: 1\n", ""),
    "version and translation": ("version: 1\n", "version: 1\ntranslation: {method: human, from_version: 1}\n"),
    "an unknown block": ("- text: Words.", "- txt: Words."),
    "two blocks in one": ('- steps: ["One"', '- points: ["One"]\n        steps: ["One"'),
    "a block without its words": ("- text: Words.", "- text:"),
    "an unknown kind of call-out": ("kind: note", "kind: warning"),
    "a call-out that says nothing": ("{kind: note, text: Words.}", "{kind: note}"),
    "a table without headers": ("columns: [A, B], ", ""),
    "five columns": ("columns: [A, B]", "columns: [A, B, C, D, E]"),
    "an empty list": ('steps: ["One", "2", "yes"]', "steps: []"),
    "lines that are no number": ("lines: 2", "lines: two"),
    "a mapping for text": ("heading: A heading", "heading: {a: b}"),
}


def test_a_good_text_is_good_for_editor_and_press() -> None:
    assert complaints("text", GOOD) == []
    value, problems = check(parse(GOOD, "en.yaml")[0], Translation)
    assert problems == []
    assert value is not None


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_one_for_editor_and_press(name: str) -> None:
    old, new = BAD[name]
    assert old in GOOD
    text = GOOD.replace(old, new)
    assert complaints("text", text)
    assert check(parse(text, "en.yaml")[0], Translation)[1]


def test_the_schema_knows_every_block() -> None:
    choices = schema.schema("text")["$defs"]["Section"]["properties"]["blocks"]["items"]["oneOf"]
    names = {choice["$ref"].rpartition("/")[2] for choice in choices}
    assert names == {block.__name__ for block in BLOCKS}


def test_writing_touches_only_what_is_old(tmp_path: Path) -> None:
    kept: list[str] = []

    def keep(path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        kept.append(path.name)

    written: list[Any] = schema.write(tmp_path, keep)
    assert len(written) == len(kept) == len(KINDS)
    assert schema.write(tmp_path, keep) == []
    (tmp_path / schema.FOLDER / "text.schema.json").write_text("{}")
    assert [path.name for path in schema.write(tmp_path, keep)] == ["text.schema.json"]
