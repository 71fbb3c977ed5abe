"""Every block prints what was written, in reading order, and reads so to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from press import pdf
from press.route import Outcome, State

CASES = sorted((Path(__file__).parent / "cases/blocks").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_block(case: Path, lay: Callable[[Path], Path], make_one: Callable[..., Outcome], update_golden: bool) -> None:
    """The structure text of the standard edition is the golden file; large print says the same words in the same order."""
    root = lay(case)
    standard, large = make_one(root), make_one(root, variant="large-print")
    assert [str(problem) for problem in (*standard.problems, *large.problems) if problem.severity == "error"] == []
    assert standard.state is State.BUILT
    assert standard.path is not None
    assert large.state is State.BUILT
    assert large.path is not None
    heard = pdf.structure_text(standard.path.read_bytes())
    golden = case / "heard.txt"
    said = f"{standard.pages} and {large.pages} pages\n\n{heard}\n"
    if update_golden:
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert _words(pdf.structure_text(large.path.read_bytes())) == _words(heard)


def _words(text: str) -> list[str]:
    """The words, sorted, because large print repeats a table's headers as labels, with a colon; and without what its first
    page says of the second, and the line of known length."""
    lines = [line for line in text.splitlines() if not line.startswith(("Call 911 now:", "Print at"))]
    return sorted(set("\n".join(lines).replace(":", " ").split()))
