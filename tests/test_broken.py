"""What is there and cannot be read is named as broken wherever it is asked for: never left out, never "there is no …"."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from press import review
from press.library import open_library

TODAY = datetime.date(2026, 11, 22)
BY = "TEST, not a person"
FOLDER = "handouts/general/clean-hands"
BRAND = "styles/brands/test-clinic/brand.yaml"
LANGUAGE = "handouts/_languages/es.yaml"
SHARED = "handouts/_shared/when-to-call/en.yaml"

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(project: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run one command on the project: its exit code and all that it said."""

    def run(*words: str, today: bool = True) -> tuple[int, str]:
        code = cli._run(["--project", str(project), *words, *(["--today", str(TODAY)] if today else [])])
        said = capsys.readouterr()
        assert "fault of Handout Press" not in said.err, said.err
        return code, said.out + said.err

    return run


def spoil(root: Path, name: str) -> str:
    """Break a file of YAML; gives it back as it was."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"oops: [\n{before}", encoding="utf-8")
    return before


def order(root: Path, **line: str) -> Path:
    """An order of one line."""
    path = root / "orders/one.yaml"
    path.parent.mkdir(exist_ok=True)
    said = {"handout": "clean-hands", "languages": "[en]", "quantity": "10", **line}
    lines = "\n    ".join(f"{key}: {value}" for key, value in said.items() if value)
    head = "job: one\nname: One\ndue: 2026-12-20\ncontact: {name: TEST, phone: 503-555-0100}\n"
    deliver = "deliveries:\n  - {id: main, to: TEST, address: 1 Test Street}\n"
    path.write_text(f"{head}{deliver}lines:\n  - {lines}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        (
            BRAND,
            [
                "build", "build --brand test-clinic", "build --release --lang en", "get clean-hands -o a.pdf", "status", "due",
                "get clean-hands --brand test-clinic -o a.pdf", "approve --brand test-clinic --by X,Y", "order new two",
                "check", "check --brand test-clinic", "check clean-hands --brand test-clinic",
            ],
        ),
        (
            LANGUAGE,
            [
                "build --lang es --variant standard", "build --release --require es --lang ar --variant standard", "status", "due", "check", "check clean-hands --lang es",
                "get clean-hands --lang es -o a.pdf", "changes clean-hands --lang es", "confirm clean-hands --lang es", "find hands --lang es",
                "approve clean-hands --lang es --by X,Y",
            ],
        ),
        (SHARED, ["status", "due", "build --release --lang es --variant standard", "check", "approve clean-hands --lang en --by X,Y"]),
        (f"{FOLDER}/es.yaml", ["status", "due", "build --lang es --variant standard", "check", "approve clean-hands --lang es --by X,Y"]),
        (f"{FOLDER}/handout.yaml", ["status", "due", "build", "check", "approve clean-hands --lang es --by X,Y"]),
    ],
)  # fmt: skip
def test_it_is_named_and_nobody_says_that_there_is_none(project: Path, say: Say, name: str, commands: list[str]) -> None:
    spoil(project, name)
    for command in commands:
        words = command.split()
        dated = words[0] not in ("check", "changes", "confirm", "find")
        code, said = say(*words, today=dated)
        assert code == 1, (command, said)
        assert name in said, (command, said)
        assert "here is no " not in said.replace("there is no handout or", ""), (command, said)


def test_get_never_takes_another_brand_for_one_that_is_broken(project: Path, say: Say) -> None:
    """The only brand that can be read may be another clinic: with its telephone the sheet would be wrong."""
    styles = project / "styles/brands"
    shutil.copytree(styles / "test-clinic", styles / "another")
    spoil(project, "styles/brands/another/brand.yaml")
    code, said = say("get", "clean-hands", "-o", str(project / "a.pdf"))
    assert (code, "styles/brands/another/brand.yaml:" in said) == (1, True)
    assert not (project / "a.pdf").exists()
    assert say("get", "clean-hands", "--brand", "test-clinic", "-o", str(project / "a.pdf"))[0] == 0


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (BRAND, {}),
        (BRAND, {"brand": "test-clinic"}),
        (LANGUAGE, {"languages": "[es]"}),
        (f"{FOLDER}/es.yaml", {"languages": "[es]"}),
        (f"{FOLDER}/es.yaml", {"languages": "all"}),
        (f"{FOLDER}/handout.yaml", {}),
        (f"{FOLDER}/handout.yaml", {"handout": "", "specialty": "general"}),
        ("handouts/general/other/handout.yaml", {"handout": "", "specialty": "general"}),
        ("styles/variants/mine/variant.yaml", {"variants": "[mine]"}),
    ],
)
def test_an_order_names_it_too(project: Path, say: Say, name: str, line: dict[str, str]) -> None:
    spoil(project, name)
    code, said = say("order", "quote", str(order(project, **line)))
    assert (code, f"{name}:" in said) == (1, True), said
    assert "there is no" not in said


def test_which_of_two_brands_is_meant_is_not_guessed_where_one_is_broken(project: Path, say: Say) -> None:
    styles = project / "styles/brands"
    shutil.copytree(styles / "test-clinic", styles / "another")
    spoil(project, "styles/brands/another/brand.yaml")
    code, said = say("order", "quote", str(order(project)))
    assert (code, '"brand" is missing' in said) == (1, True)


def test_a_text_that_cannot_be_read_is_broken_not_missing_and_a_passage_breaks_what_prints_it(project: Path) -> None:
    def states() -> dict[str, str]:
        library = open_library(project)
        return {cell.language: str(cell.standing.state) for cell in review.overview.matrix(library, TODAY)}

    before = spoil(project, f"{FOLDER}/es.yaml")
    assert states() == {"en": "draft", "es": "broken", "ar": "stale"}
    (project / FOLDER / "es.yaml").write_text(before, encoding="utf-8")
    spoil(project, "handouts/_shared/when-to-call/es.yaml")
    assert states() == {"en": "draft", "es": "broken", "ar": "stale"}
    spoil(project, SHARED)
    assert states() == {"en": "broken", "es": "broken", "ar": "broken"}, "what they were made from cannot be read"


def test_whoever_approves_a_text_is_told_what_he_vouches_for_with_it(project: Path, say: Say) -> None:
    approve = ("approve", "clean-hands", "--lang", "en", "--by", BY)
    assert say("approve", "--words", "--lang", "en", "--by", BY)[0] == 0
    assert "you vouch" not in say(*approve)[1]
    text = (project / BRAND).read_text(encoding="utf-8")
    (project / BRAND).write_text(text.replace("503-555-0123", "503-555-0132"), encoding="utf-8")
    said = say(*approve)[1]
    assert 'with it you vouch for the brand test-clinic: clinic.phone was "503-555-0123"' in said
    assert "you vouch" not in say(*approve)[1]
