"""``handouts new-language``: a language by one file, without Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cli
from press.library import open_library

ROOT = Path(__file__).resolve().parent.parent
FILE = "handouts/_languages/ckb.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "handouts").mkdir()
    return tmp_path


def say(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = cli._run(["--project", str(project), *words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_new_language_begins_with_what_is_known_and_nothing_else_prints(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = say(project, capsys, "new-language", "ckb")
    text = (project / FILE).read_text(encoding="utf-8")
    assert code == 1
    assert 'name: "Central Kurdish"' in text
    assert "direction: rtl\nscript: Arab\n" in text
    assert "    weekdays:" in text
    empty = re.findall(r'(?m)^  (\w+): ""$', text)
    assert len(empty) >= said.count("is empty [text-empty]") >= 31, "each fixed word is asked for at its line"
    assert "ckb" not in open_library(project).languages
    code, again = say(project, capsys, "new-language", "ckb")
    assert (code, again) == (1, said.partition("\n")[2]), "a second call changes nothing"


def test_what_is_left_in_english_and_what_lacks_is_told_and_a_specimen_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(project, capsys, "new-language", "ckb")
    text = (project / FILE).read_text(encoding="utf-8")
    persian = (ROOT / "handouts/_languages/fa.yaml").read_text(encoding="utf-8").partition("\ncompares:")[0]
    for key, value in re.findall(r'(?m)^  (\w+): (".*")$', persian):
        text = text.replace(f'  {key}: ""', f"  {key}: {value}") if key != "on_page" else text
    (project / FILE).write_text(re.sub('  contents: ".*"', '  contents: "Contents"', text), encoding="utf-8")
    code, said = say(project, capsys, "new-language", "ckb")
    assert code == 1
    assert "still English: contents [fixed-word-in-english]" in said
    assert '"on_page" is empty: ' in said
    assert "no table negation: (not) [table-missing]" in said
    assert "weekdays" not in said, "CLDR has them"
    assert (project / "out/specimen-ckb.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("tag", "hint"), [("xx-nonsense", "Write one of BCP 47"), ("../x", "Write one of BCP 47"), ("ES", 'Did you mean "es"?')])
def test_a_wrong_tag_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str], tag: str, hint: str) -> None:
    code, said = say(project, capsys, "new-language", tag)
    assert code == 2
    assert hint in said
    assert not (project / "handouts/_languages").exists()
