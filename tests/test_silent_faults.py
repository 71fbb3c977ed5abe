"""The one promise: nothing wrong is printed silently. Six faults that a typesetter prints without a word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = "handouts/general/clean-hands/en.yaml"


def _replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _copied(root: Path, name: str) -> Path:
    """A project's own copy of one of the engine's files, to be spoiled."""
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((ROOT / name).read_bytes())
    return target


def glyph(root: Path) -> str:
    _replace(root, TEXT, "Wet your hands with clean water.", "Wet your hands with clean water 𓀀.")
    return f"{TEXT}:10:"


def image(root: Path) -> str:
    figure = "      - figure: {file: hands.png, alt: Two hands.}\n        sources: [test-source]\n      - steps:"
    _replace(root, TEXT, "      - steps:", figure)
    return f"{TEXT}:9:"


def font(root: Path) -> str:
    language = _copied(root, "handouts/_languages/en.yaml")
    text = language.read_text(encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if one.startswith("fonts:"))
    language.write_text(text.replace("Atkinson Hyperlegible", "Atkinson Hyperledger", 1), encoding="utf-8")
    return f"handouts/_languages/en.yaml:{line}:"


def clipped(root: Path) -> str:
    style = _copied(root, "styles/blocks/steps.css")
    style.write_text(
        style.read_text(encoding="utf-8") + "\n.steps li { height: 2pt; overflow: hidden }\n", encoding="utf-8"
    )
    return f"{TEXT}:10:"


def undefined(root: Path) -> str:
    _replace(root, TEXT, "clean towel.", "clean towel. Fax {clinic.fax}.")
    return f"{TEXT}:12:"


def ignored_css(root: Path) -> str:
    style = _copied(root, "styles/blocks/steps.css")
    line = len(style.read_text(encoding="utf-8").splitlines()) + 1
    style.write_text(
        style.read_text(encoding="utf-8").rstrip("\n") + "\n.steps { text-wobble: 3pt }\n", encoding="utf-8"
    )
    return f"styles/blocks/steps.css:{line}:"


def template(root: Path) -> str:
    block = _copied(root, "templates/blocks/steps.html")
    line = len(block.read_text(encoding="utf-8").splitlines()) + 1
    block.write_text(block.read_text(encoding="utf-8").rstrip("\n") + "\n{{ nobody_set_this }}\n", encoding="utf-8")
    return f"templates/blocks/steps.html:{line}"


@pytest.mark.parametrize("fault", [glyph, image, font, clipped, undefined, ignored_css, template])
def test_a_silent_fault_is_named_and_leaves_no_pdf(fault: Callable[[Path], str], project: Path, tmp_path: Path) -> None:
    """Exit code 1, the file and line, and no PDF, not even an older one."""
    out = tmp_path / "out"
    order = [
        "build",
        "clean-hands",
        "--lang",
        "en",
        "--variant",
        "standard",
        "--out",
        str(out),
        "--today",
        "2026-11-22",
    ]
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), *order]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert len(list(out.glob("draft/**/*.pdf"))) == 1
    place = fault(project)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert place in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert list(out.glob("draft/**/*.pdf")) == []
