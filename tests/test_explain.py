"""Every rule that a problem names can be explained, and docs and messages name only what exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from press import checks, preflight
from press.commands.docs import ROOMS, languages_page, rules_page
from press.explain import reasons, tables
from press.library import open_library

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for path in sorted((ROOT / "press").rglob("*.py")) if path.name != "rules.py"]
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _names(node: ast.expr | None) -> Iterator[str]:
    """The rule names that an expression can be; "unknown-*" for one that is put together."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _names(node.body)
        yield from _names(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and str(node.values[0].value).endswith("-"):
        yield f"{node.values[0].value}*"


def raised(path: Path) -> Iterator[str]:
    """The names of the rules that a module gives to problems, as far as they stand in its text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "Problem":
                yield from _names(node.args[1] if len(node.args) > 1 else None)
                yield from (name for word in node.keywords if word.arg == "rule" for name in _names(word.value))
            elif called in ("say", "_say"):
                yield from (name for one in node.args[:2] for name in _names(one) if "-" in name)
            elif called == "PydanticCustomError":
                kind = node.args[0]
                if isinstance(kind, ast.Constant) and str(kind.value).startswith("press_"):
                    yield str(kind.value).removeprefix("press_").replace("_", "-")
        elif isinstance(node, ast.Tuple) and len(node.elts) > 1:  # (rule, fault, remedy), made into a problem elsewhere
            first, second = node.elts[:2]
            sentence = isinstance(second, ast.JoinedStr) or (isinstance(second, ast.Constant) and " " in str(second.value))
            if sentence:
                yield from (name for name in _names(first) if "-" in name)


def test_every_rule_that_is_raised_can_be_explained() -> None:
    """A new rule: write why it is there into the RULES of its room (press/<room>/rules.py)."""
    known = reasons()
    missing = {
        f"{name} ({path.relative_to(ROOT).as_posix()})"
        for path in SOURCES
        for name in raised(path)
        if not (name.endswith("*") and any(one.startswith(name[:-1]) for one in known)) and name not in known
    }
    assert missing == set()


def test_every_rule_that_is_explained_is_raised() -> None:
    text = "".join(path.read_text(encoding="utf-8").split("\nRULES: dict")[0] for path in SOURCES)
    put_together = {"unknown-handout", "unknown-packet", "unknown-passage", "unknown-source", "unknown-variant"}
    idle = [
        one.name
        for one in tables()
        if f'"{one.name}"' not in text and f'"press_{one.name.replace("-", "_")}"' not in text and one.name not in put_together
    ]
    assert idle == []


def test_a_reason_is_a_sentence_and_stands_once_in_its_room() -> None:
    told = [(one.room, one.name) for one in tables()]
    assert len(told) == len(set(told))
    assert {one.room for one in tables()} == set(ROOMS)
    for one in tables():
        assert one.why[0].isupper() or not one.why[0].isalpha(), one
        assert one.why.endswith((".", ")")), one
        assert NAME.fullmatch(one.name), one
    assert set(checks.rules()) | set(preflight.rules()) <= set(reasons())


def test_the_rules_page_is_what_the_tables_say() -> None:
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == rules_page(), "run: make docs"


def test_the_languages_page_is_what_the_files_say() -> None:
    page = languages_page(open_library(ROOT, only=frozenset()))
    assert (ROOT / "docs/languages.md").read_text(encoding="utf-8") == page, "run: make docs"


# ------------------------------------------------------------------------------------------------ files that are named

_TOPS = "press|tests|templates|styles|handouts|scripts|benchmarks|docs|orders|findings"
_FILE = re.compile(rf"(?<![\w./<{{\-])(?:{_TOPS})/[A-Za-z0-9_.\-/]*[A-Za-z0-9_\-/]")
# Names that stand for any of their kind, or for what a project has and this one has not.
_ANY = re.compile(r"/(?:spring-2027|autumn-2027|summer-2027|history|example|x|gout|asthma|figures|made-from|approvals\.yaml|results|_bundled)\b|NAME|SLUG|DIR|\.\.\.")


def named_files(text: str) -> Iterator[str]:
    """The files and folders of this project that a text names."""
    for hit in _FILE.finditer(text):
        before, after = text[max(0, hit.start() - 1) : hit.start()], text[hit.end() : hit.end() + 1]
        if after not in ("<", "{", "…", "*", "%", "[", "$") and before not in ("$", "*") and not _ANY.search(hit[0]):
            yield hit[0].rstrip("/.")


def test_no_text_names_a_file_that_does_not_exist() -> None:
    docs = [
        path
        for pattern in ("*.md", "docs/**/*.md", "*/README.md", "*/*/README.md", "pyproject.toml", "Makefile")
        for path in sorted(ROOT.glob(pattern))
        if ".venv" not in path.parts and path.name != "CHANGELOG.md"
    ]
    missing = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in (*docs, *SOURCES)
        for name in named_files(path.read_text(encoding="utf-8"))
        if not any((ROOT / name).parent.glob(f"{Path(name).name}*"))  # a name may be the beginning of one
    }
    assert missing == set()


def test_such_a_name_is_found() -> None:
    assert list(named_files("see press/nothing.py, and `styles/nothing.css`; handouts/<slug>/en.yaml")) == ["press/nothing.py", "styles/nothing.css"]
