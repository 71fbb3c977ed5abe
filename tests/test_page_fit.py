"""Between layout and drawing: what is measured, and what follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from order_projects import project_at

from press import route
from press.edition import Edition
from press.library import open_library
from press.route import Outcome, Run

TODAY = datetime.date(2026, 11, 22)
Made = Callable[..., tuple[Outcome, list[str]]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A handout whose English text ends with some more sections; the outcome, and the words of each page."""

    def make(more: str, variant: str = "standard", styles: str = "") -> tuple[Outcome, list[str]]:
        root = project_at(tmp_path / f"project-{len(list(tmp_path.iterdir()))}", approved=False)
        text = root / "handouts/general/clean-hands/en.yaml"
        text.write_text(text.read_text(encoding="utf-8").rstrip("\n") + "\n" + more, encoding="utf-8")
        if styles:
            path = root / "styles/variants" / variant / "variant.css"
            path.parent.mkdir(parents=True, exist_ok=True)
            engine = Path(__file__).parent.parent / "styles/variants" / variant
            (path.parent / "variant.yaml").write_bytes((engine / "variant.yaml").read_bytes())
            path.write_text((engine / "variant.css").read_text(encoding="utf-8") + styles, encoding="utf-8")
        run = Run(tmp_path / "out", TODAY)
        outcome = route.make(open_library(root), Edition("clean-hands", "en", variant, "test-clinic"), run)
        if outcome.path is None:
            return outcome, []
        return outcome, [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(outcome.path)]

    return make


def signs(count: int, kind: str = "emergency") -> str:
    points = "".join(f"            - You have sign number {n} and it stays for ten minutes.\n" for n in range(1, count + 1))
    return f"  - heading: Signs\n    blocks:\n      - callout:\n          kind: {kind}\n          points:\n{points}        sources: [clinic]\n"


def errors(outcome: Outcome) -> list[str]:
    return [str(problem) for problem in outcome.problems if problem.severity == "error" and problem.rule != "too-many-sheets"]


def test_styles_that_split_a_call_out_of_help_are_an_error(made: Made) -> None:
    """The rule fires: the styles let it break, and something before it leaves no room for all of it."""
    filler = "  - heading: Before\n    role: act\n    blocks:\n" + "      - text: Wash your hands.\n        sources: [clinic]\n" * 14
    text = filler + signs(12).replace("    blocks:", "    role: keep\n    blocks:")
    broken = "@layer variant { .callout { break-inside: auto !important } .callout li { break-before: auto } }\n"
    outcome, _ = made(text, "large-print", broken)
    assert [problem.rule for problem in outcome.problems if problem.rule.startswith("help")] == ["help-split"]
    fault = next(problem for problem in outcome.problems if problem.rule == "help-split")
    assert "is split over pages" in fault.fault
    assert fault.place.line > 0
    assert errors(made(text, "large-print")[0]) == []


@pytest.mark.parametrize("kind", ["emergency", "call-clinic", "caution"])
@pytest.mark.parametrize(("variant", "count"), [("standard", 19), ("large-print", 20), ("giant-print", 20)])
def test_what_no_page_holds_goes_on_under_its_heading(made: Made, kind: str, variant: str, count: int) -> None:
    text = signs(count, kind).replace("for ten minutes", "for ten minutes of rest at home, or comes back at night when you lie down, in the dark")
    outcome, pages = made(text, variant)
    assert errors(outcome) == []
    held = [page for page in pages if "sign number" in page]
    said = "".join(pages)
    assert all(f"sign number {n} " in said for n in range(1, count + 1))
    if len(held) > 1:
        assert all("(continued)" in page for page in held[1:])
        assert "(continued)" not in held[0]
    if len(held) > 1 and kind != "caution":
        assert "help-longer-than-page" in {problem.rule for problem in outcome.problems}
    assert len(held) > 1 or variant == "standard"


def test_a_last_page_that_less_white_saves_is_saved(made: Made) -> None:
    """Of many lengths none leaves a few lines on a last page, unless with the least white they would stand there too."""
    counts = {}
    for lines in range(8, 26, 2):
        text = "  - heading: Before\n    blocks:\n" + "      - text: Wash your hands.\n        sources: [clinic]\n" * lines
        outcome, pages = made(text)
        assert errors(outcome) == []
        counts[lines] = len(pages)
    assert sorted(counts.values()) == list(counts.values())


def test_viewers_print_at_true_size_and_on_both_sides(made: Made) -> None:
    import pikepdf

    outcome, pages = made(signs(19))
    assert outcome.path is not None
    with pikepdf.open(outcome.path) as opened:
        preferences = opened.Root.ViewerPreferences
        assert str(preferences.PrintScaling) == "/None"
        assert (str(preferences.get("/Duplex", "")) == "/DuplexFlipLongEdge") == (len(pages) > 1)
