"""``handouts check FILE…``: what editors and git hooks call, with the names of the files that changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import cli

FOLDER = "handouts/general/clean-hands"
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run ``handouts check`` in a folder of the project: its exit code and all that it said."""

    def run(*words: str, within: str = ".") -> tuple[int, str]:
        monkeypatch.chdir(project / within)
        code = cli._run(["check", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def spoil(project: Path, tag: str) -> None:
    path = project / FOLDER / f"{tag}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("version: 1", "version: [1", 1), encoding="utf-8")


def test_only_what_stands_in_the_file_is_told(project: Path, say: Say) -> None:
    spoil(project, "en")
    spoil(project, "es")
    code, said = say(f"{FOLDER}/es.yaml")
    assert (code, "es.yaml:" in said, "en.yaml:" in said) == (1, True, False)
    code, said = say("es.yaml", "en.yaml", within=FOLDER)
    assert (code, "es.yaml:" in said, "en.yaml:" in said) == (1, True, True)
    assert say(f"{FOLDER}/ar.yaml")[0] == 0


def test_a_brand_s_file(project: Path, say: Say) -> None:
    brand = project / "styles/brands/test-clinic/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8") + "\nnothing_such: 1\n", encoding="utf-8")
    code, said = say("styles/brands/test-clinic/brand.yaml")
    assert (code, "nothing_such" in said) == (1, True)
    assert say(f"{FOLDER}/en.yaml")[0] == 0


def test_what_is_no_file_of_the_project(project: Path, say: Say, tmp_path: Path) -> None:
    code, said = say(f"{FOLDER}/nothing.yaml")
    assert (code, "There is no file" in said) == (2, True)
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    code, said = say(str(tmp_path / "other.yaml"))
    assert (code, "is not in this project" in said) == (2, True)
    code, said = say("clean-hnads")
    assert (code, "clean-hands" in said) == (2, True), "a name is still taken for a handout's"
