"""What is remembered between documents changes no byte, has a bound, and can be switched off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import memo_pages
import pytest
import sample_pages

from press import typeset
from press.problem import Place
from press.typeset import memos, patched
from press.typeset.memos.memory import Memory

HERE = Path(__file__).parent


def hashes(kind: str, *more: str) -> tuple[dict[str, str], dict[str, str]]:
    """SHA-256 of each page with memos and without, made in two processes at once and in different orders."""
    command = [sys.executable, "-W", "error", str(HERE / "memo_pages.py"), kind]
    processes = []
    for seed, switch in (("1", "on"), ("2", "off")):
        environment = {**os.environ, "HANDOUTS_MEMOS": switch}
        processes.append(subprocess.Popen([*command, seed, *more], env=environment, stdout=subprocess.PIPE))
    answers = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    return json.loads(answers[0]), json.loads(answers[1])


@pytest.mark.parametrize("kind", ["constructs", "scripts"])
def test_the_same_bytes_with_and_without(kind: str) -> None:
    with_memos, without = hashes(kind)
    assert len(with_memos) > 80
    assert [name for name in without if with_memos[name] != without[name]] == []
    assert [name for name, made in without.items() if "none" in made] == []


def test_the_same_bytes_for_every_sample() -> None:
    """Every handout of the sample library in every language, print size and brand; packets at standard size."""
    with_memos, without = hashes("samples", str(HERE.parent))
    assert len({name.split("(")[1].split(",")[0] for name in without}) >= 11
    assert [name for name in without if with_memos[name] != without[name]] == []


def test_every_property_that_decides_a_line_is_in_its_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from weasyprint.text import line_break

    from press.typeset.memos.lines import TEXT_PROPERTIES

    asked: set[str] = set()
    resolve = sample_pages.project(tmp_path)
    original = line_break.Layout.__init__
    seen: list[Any] = []

    def note(self: Any, style: Any, *rest: Any, **more: Any) -> None:
        seen.append(style)
        original(self, style, *rest, **more)

    monkeypatch.setattr(line_break.Layout, "__init__", note)
    html = sample_pages.page("en", "<p style='text-decoration: underline'>One never seen before: nine.</p>")
    typeset.typeset(html, place=Place("x"), resolve=resolve, locate=lambda _: Place("x"))
    assert seen

    class Watching(dict[str, Any]):
        def __init__(self, style: Any) -> None:
            super().__init__()
            self.inner, self.font_config, self.cache = style, style.font_config, style.cache

        def __getitem__(self, key: str) -> Any:
            asked.add(key)
            return self.inner[key]

    monkeypatch.undo()
    style = Watching(seen[-1])
    split = line_break.split_first_line.__closure__
    assert split is not None
    plain = next(
        cell.cell_contents for cell in split if getattr(cell.cell_contents, "__name__", "") == "split_first_line"
    )
    setup = next(
        cell.cell_contents
        for cell in line_break.Layout.setup.__closure__
        if getattr(cell.cell_contents, "__name__", "") == "setup"
    )
    monkeypatch.setattr(line_break.Layout, "setup", setup)

    class Context:
        def __init__(self) -> None:
            self.dictionaries: dict[Any, Any] = {}

    for text in ("Tab\tand words that do not fit", "soft\u00adhyphen"):
        for width in (None, 0, 20, 500):
            plain(text, style, Context(), width, 0)
    assert asked
    assert asked - set(TEXT_PROPERTIES) == set()


def test_a_fault_is_remarked_in_every_document(tmp_path: Path) -> None:
    resolve = sample_pages.project(tmp_path)
    html = sample_pages.page("en", "<p>No font of these pages has \U0001f9b7.</p>")
    for _ in range(3):
        proof = typeset.typeset(html, place=Place("x"), resolve=resolve, locate=lambda _: Place("x"))
        assert "glyph-missing" in {problem.rule for problem in proof.problems}


def test_switched_off_by_hand_and_on_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    memos.why_off.cache_clear()
    assert memos.why_off() == ""
    monkeypatch.setenv("HANDOUTS_MEMOS", "off")
    memos.why_off.cache_clear()
    assert memos.why_off() == "HANDOUTS_MEMOS is off"
    monkeypatch.delenv("HANDOUTS_MEMOS")
    monkeypatch.setattr(patched, "is_same", lambda: False)
    memos.why_off.cache_clear()
    assert "WeasyPrint 70.0" in memos.why_off()
    memos.why_off.cache_clear()


def test_another_weasyprint_prints_and_says_so(tmp_path: Path) -> None:
    """The memos know the text of WeasyPrint, not its number: a distribution's patch switches them off, too."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from press import fonts; fonts.activate()\n"
        "from press.typeset import patched\n"
        "patched._SOURCES = 'of another WeasyPrint'\n"
        "import pathlib, sample_pages; from press import typeset; from press.problem import Place\n"
        "resolve = sample_pages.project(pathlib.Path(sys.argv[3]))\n"
        "proof = typeset.typeset(sample_pages.page('en', '<p>x</p>'), place=Place('x'), resolve=resolve, locate=lambda k: Place('x'))\n"
        "assert proof.pdf and not proof.problems, proof.problems\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(HERE.parent), str(HERE), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("slower than it could be") == 1


def test_a_memory_forgets_what_was_not_asked_for_lately() -> None:
    memory: Memory[int, str] = Memory(10)
    for number in range(100):
        memory.put(number, str(number))
        assert memory.get(0) in ("0", None)
        memory.get(3)
    assert len(memory) <= 20
    assert memory.get(3) == "3"
    assert memory.get(50) is None
    memory.clear()
    assert len(memory) == 0


def test_a_memory_weighs() -> None:
    memory: Memory[str, int] = Memory(1000, len)
    for number in range(100):
        memory.put(f"{number:0100}", number)
    assert len(memory) <= 20


def _resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux says so cheaply how much memory is held")
def test_forgotten_styles_leave_nothing_behind(tmp_path: Path) -> None:
    """Memory grew by 3 MB with each set of styles that was forgotten: no quick collection finds what holds itself.

    Python's collector is at work as in a run; whether circles are left is its matter, and differs between versions.
    """
    resolve = sample_pages.project(tmp_path)

    def typeset_with(numbers: range) -> None:
        for number in numbers:
            rules = "".join(f".c{one} {{ margin-left: {one}px }}" for one in range(120))  # each computed by itself
            head = f"<style>p {{ margin-right: {number}px }} aside {{ display: flex }} {rules}</style>"
            words = "".join(f'<p class="c{one}">One</p>' for one in range(120))
            html = sample_pages.page("en", f"{words}<aside>Two <p>Three</p></aside>", head)
            assert typeset.typeset(html, place=Place("x"), resolve=resolve, locate=lambda _: Place("x")).pdf

    typeset_with(range(15))
    before = _resident()
    typeset_with(range(100, 145))
    assert _resident() - before < 45 * 300_000


def test_the_constructs_are_many() -> None:
    assert len(memo_pages.CONSTRUCTS) >= 40
