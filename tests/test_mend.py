"""``check --fix`` mends what is safe and touches nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = "handouts/general/clean-hands/en.yaml"


def test_safe_mends_only(project: Path) -> None:
    path = project / TEXT
    text = path.read_text(encoding="utf-8")
    spoiled = text.replace("Wet your hands with", "Wet your  hands with   water at 100 ° F,").replace(
        "      - steps:",
        "      - text: >-\n          Don't rush.  It’s fine,\n          isn't it?\n        sources: [test-source]\n      - steps:  # keep this  comment",
    )
    path.write_text(spoiled, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "check", "--fix"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 texts mended" in done.stderr
    assert "- Wet your  hands with   water at 100 ° F, clean water.\n" in done.stderr
    assert "+ - Wet your hands with water at 100 °F, clean water.\n" in done.stderr
    mended = path.read_text(encoding="utf-8")
    assert "Wet your hands with water at 100 °F, clean water." in mended
    assert "          Don’t rush. It’s fine,\n          isn’t it?\n" in mended
    assert "# keep this  comment" in mended
    assert len(mended.splitlines()) == len(spoiled.splitlines())


def test_a_clean_file_is_not_touched(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "check", "--fix"],
        capture_output=True,
        check=True,
    )
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before
