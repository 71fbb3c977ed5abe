"""CI for users: the script does what the workflow promises, and the workflow runs nothing that is not pinned."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = "handouts/general/clean-hands"


@pytest.fixture
def content_project(project: Path, tmp_path: Path) -> Path:
    """A small content project in git, with the program on the PATH as an installed one would be."""
    for tag in ("es", "ar"):
        (project / TEXT / f"{tag}.yaml").unlink()
        (project / f"handouts/_shared/when-to-call/{tag}.yaml").unlink()
    facts = project / TEXT / "handout.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("[en, es, ar]", "[en]"), encoding="utf-8")
    (project / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/ci-handouts.sh", project / "scripts")
    program = tmp_path / "bin/handouts"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    program.chmod(0o755)
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        who = ["-c", "user.name=TEST", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=project, check=True)
    return project


def run(project: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    command = ["bash", str(project / "scripts/ci-handouts.sh"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_script_checks_builds_and_compares(content_project: Path, tmp_path: Path) -> None:
    text = content_project / TEXT / "en.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("clean towel", "dry towel"), encoding="utf-8")
    done = run(content_project, tmp_path, "main")
    assert done.returncode == 0, done.stdout + done.stderr
    out = content_project / "out"
    assert {path.name for path in (out / "ci").iterdir()} == {"build.xml", "record.json", "diff.html", "summary.md"}
    assert "Clean hands, English" in (out / "ci/summary.md").read_text(encoding="utf-8")
    assert len(list(out.glob("draft/*/en/*.pdf"))) == 3
    assert list((out / ".store/receipts").rglob("*.json")), "the workflow's cache is keyed by these"


def test_the_script_goes_on_after_a_mistake_and_fails_at_the_end(content_project: Path, tmp_path: Path) -> None:
    text = content_project / TEXT / "en.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    done = run(content_project, tmp_path, "main")
    assert done.returncode == 1
    assert f"{TEXT}/en.yaml:1:1: error" in done.stdout
    assert "Cannot be made" in (content_project / "out/ci/summary.md").read_text(encoding="utf-8")


def test_the_workflow_pins_every_action_and_keeps_its_rights_small() -> None:
    workflow = (ROOT / ".github/workflows/handouts.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", workflow)
    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", name)] == []
    assert "\npermissions:\n  contents: read\n" in workflow
    assert "pull_request_target" not in workflow
    assert 'scripts/ci-handouts.sh "$BASE"' in workflow
    scripts = re.findall(r"run: (?:\|\n((?: {10}.*\n)+)|(.*))", workflow)
    assert not any("${{" in line for lines in scripts for line in lines), "a title or a branch name must not become a command"
