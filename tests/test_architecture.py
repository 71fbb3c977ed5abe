"""The house keeps its shape: imports run downhill, each outside library has one door, one name stands in four rooms."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from press import content

ROOT = Path(__file__).resolve().parent.parent

# Read downhill: a room may import only rooms that stand above it.
ROOMS = (
    "problem", "source", "content", "fonts", "native", "language", "drawing", "library", "quantities", "receipt", "settings", "web", "review",
    "checks", "edition", "qr", "markup", "typeset", "pdf", "preflight", "printing", "route",
)  # fmt: skip
# On top of the route, one room per trade. None of them imports another.
TRADES = (
    "intake",
    "search",
    "scaffold",
    "schema",
    "report",
    "compare",
    "preview",
    "order",
    "recall",
    "record",
    "mend",
    "survey",
    "cluster",
    "doctor",
    "explain",
    "office",
    "export",
    "together",
)
# On top of the trades: what puts several of them on one page. Nothing but a command imports it.
ROOFS = ("desk",)
# One door per dependency: the only room that may import it (pydantic and the standard library excepted).
DOORS = {
    "yaml": "source", "babel": "language", "icu4py": "language", "fontTools": "fonts", "PIL": "library",
    "jinja2": "markup", "markupsafe": "markup", "weasyprint": "typeset", "pydyf": "typeset", "pikepdf": "pdf",
    "pypdfium2": "pdf", "page": "preflight", "bidi": "preflight", "rapidfuzz": "search", "mammoth": "intake", "markdown_it": "intake",
    "pdfplumber": "intake", "pdfminer": "intake", "py3langid": "checks", "click": "commands", "rich": "commands",
    "segno": "qr", "openpyxl": "order",
    "lxml": "order", "watchfiles": "preview", "starlette": "web", "uvicorn": "web", "distributed": "cluster",
    "phonenumbers": "quantities",
}  # fmt: skip
# WeasyPrint's own readers of HTML and CSS: one room reaches into them, one reads other people's pages with them.
TWO_DOORS = dict.fromkeys(("tinycss2", "tinyhtml5", "cssselect2"), ("typeset", "intake"))
FREE = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions"}


def python_files() -> list[Path]:
    return [*sorted((ROOT / "press").rglob("*.py")), ROOT / "cli.py"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "press" and len(parts) > 1 else "cli"


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with the line; those for type checking alone count, too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"press.{alias.name}" for alias in node.names] if node.module == "press" else [node.module]
            yield from ((name, node.lineno) for name in names)


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_downhill(path: Path) -> None:
    here = room_of(path)
    wrong = []
    for name, line in imports(path):
        if not name.startswith("press.") or here in ("cli", "commands"):
            continue
        there = name.split(".")[1]
        if there in (here, "__version__"):
            continue
        if here == "__init__" or there in ("commands", *ROOFS) or (there in TRADES and here not in ROOFS):
            wrong.append(f"line {line}: {here} imports {there}")
        elif here in ROOMS and ROOMS.index(there) > ROOMS.index(here):
            wrong.append(f"line {line}: {here} stands above {there}")
    assert here in (*ROOMS, *TRADES, *ROOFS, "commands", "cli", "__init__"), f"{here} is not on the list of rooms"
    assert wrong == []


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_one_door_per_dependency(path: Path) -> None:
    wrong = []
    for name, line in imports(path):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in FREE or top in ("press", "__future__"):
            continue
        if room_of(path) in TWO_DOORS.get(top, ()):
            continue
        if DOORS.get(top) != room_of(path) and not (top == "click" and room_of(path) == "cli"):
            wrong.append(f"line {line}: {top} belongs to {DOORS.get(top, 'no room')}")
    assert wrong == []


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_functions_are_a_screen_long(path: Path) -> None:
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, "split it by subject: a folder of the same name"


def test_one_name_stands_in_four_rooms() -> None:
    blocks = {block.key() for block in content.BLOCKS}
    templates = {path.stem for path in (ROOT / "templates/blocks").glob("*.html")}
    styles = {path.stem for path in (ROOT / "styles/blocks").glob("*.css")}
    cases = {path.name for path in (ROOT / "tests/cases/blocks").iterdir() if path.is_dir()}
    assert templates == blocks
    assert styles == blocks
    assert cases == blocks
    for block in content.BLOCKS:
        names = {info.alias or name for name, info in block.model_fields.items()}
        assert block.key() in names, f"class {block.__name__} must have the key {block.key()}"


def test_nothing_of_the_machine_that_wrote_it() -> None:
    """No path of a developer's machine and no registry's address stands in the project."""
    wrong = []
    # Put together from parts, so that this file need not be passed over.
    folders = [f"/{name}/" for name in ("work", "root")] + [rf"/{'ho'}{'me'}/\w+/"]
    hosts = [r"files\.python" + "hosted", r"py" + r"pi\.org/simple", r"registry\." + "npmjs"]
    pattern = re.compile("|".join([*folders, *hosts]))
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if not path.is_file() or parts[0] in (".git", ".venv", ".hypothesis", "out") or "cache" in parts[0] or "corpora" in parts:
            continue
        if (
            path.suffix in (".py", ".md", ".txt", ".toml", ".yaml", ".yml", ".html", ".css", ".sh", ".json", "")
            and path.stat().st_size < 2e6
        ) and pattern.search(path.read_text(encoding="utf-8", errors="ignore")):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []
