"""What tests share: a copy of the clean library, and cases laid over it."""

from __future__ import annotations

import datetime
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from press import fonts
from press.edition import Edition
from press.library import Library, open_library
from press.route import Outcome, Run, make

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read them in review")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c() -> None:
    """Programs that tests start can be ended with Ctrl-C, also where a shell has these tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # what is ignored here is ignored there
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _own_fonts() -> None:
    """The project's fonts before anything loads the typesetter."""
    assert fonts.prepare() == []
    assert fonts.activate() == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the clean library, to be spoiled."""
    root = tmp_path / "project"
    shutil.copytree(HERE / "library", root)
    return root


@pytest.fixture
def lay(project: Path) -> Callable[[Path], Path]:
    """Lay a case's folder over the copy of the clean library."""

    def over(case: Path) -> Path:
        shutil.copytree(case, project, dirs_exist_ok=True)
        return project

    return over


@pytest.fixture
def make_one(tmp_path: Path) -> Callable[..., Outcome]:
    """Make one edition of a project; the output goes to a folder of the test's own."""

    def made(
        root: Path, slug: str = "clean-hands", language: str = "en", variant: str = "standard", **more: object
    ) -> Outcome:
        library: Library = open_library(root)
        brand = str(more.pop("brand", next(iter(library.brands))))
        return make(library, Edition(slug, language, variant, brand), Run(tmp_path / "out", TODAY, **more))  # type: ignore[arg-type]

    return made
