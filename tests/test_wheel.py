"""A built wheel, installed elsewhere, carries templates and styles and prints a project made by ``handouts init``."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where nothing else of this project is."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_prints_a_new_project(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def handouts(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "import cli; cli.main()", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    where = subprocess.run(
        [sys.executable, "-c", "import press; print(press.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))
    made = handouts("init", "my-clinic")
    assert made.returncode == 0, made.stdout + made.stderr
    checked = handouts("--project", "my-clinic", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = handouts("--project", "my-clinic", "build", "--variant", "standard,large-print")
    assert built.returncode == 0, built.stdout + built.stderr
    assert len(list((tmp_path / "my-clinic/out").glob("draft/**/*.pdf"))) == 2
    assert not list(installed.rglob("*.pdf"))


def test_the_wheel_carries_its_rooms(installed: Path) -> None:
    for name in (
        "cli.py",
        "press/_bundled/templates/handout.html",
        "press/_bundled/styles/handout.css",
        "press/checks/words/avoided.tsv",
    ):
        assert (installed / name).is_file(), name
    assert len(list(installed.glob("press/_bundled/languages/*.yaml"))) >= 40
    assert not list(installed.glob("handouts/neurology*"))
