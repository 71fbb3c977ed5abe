"""Exactly what a change touches is made again, and ``build --explain`` names the change.

One small library is built once: two handouts (one with a shared passage and a figure), a packet of both, two languages,
two print sizes, two brands. Each row of the table changes one thing in a copy of it and builds all again.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from press import receipt, route, typeset
from press.edition import Edition, Wish, wanted
from press.library import ENGINE, open_library
from press.route import Run, State

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
FIRST, SECOND, PACKET = "clean-hands", "warm-feet", "hands-and-feet"
WISH = Wish(languages=("en", "es"), variants=("standard", "large-print"))
HANDOUTS = "handouts/general"
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A hand</title><path d="M1 1h8v8z"/></svg>'
PACKET_FACTS = "source_language: en\nlanguages: [en, es]\nhandouts: [clean-hands, warm-feet]\n"
PACKET_TEXT = "title: {0}\nsummary: {0}.\n{2}\nintroduction: {1}\n"
MADE_FROM = 'translation: {method: human, from_version: 1, translator: "TEST, not a person"}'


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _library(root: Path) -> None:
    shutil.copytree(HERE / "library", root)
    first = root / HANDOUTS / FIRST
    (first / "ar.yaml").unlink()
    (root / "handouts/_shared/when-to-call/ar.yaml").unlink()
    _edit(first / "handout.yaml", "[en, es, ar]", "[en, es]")
    shutil.copytree(first, root / HANDOUTS / SECOND)
    for tag, title in (("en", "Warm feet"), ("es", "Pies calientes")):
        second = root / HANDOUTS / SECOND / f"{tag}.yaml"
        text = re.sub(r"^title: .*", f"title: {title}", second.read_text(encoding="utf-8"))
        second.write_text(re.sub(r"      - include: .*\n", "      - text: Ask us.\n", text), encoding="utf-8")
    (first / "figures").mkdir()
    (first / "figures/hand.svg").write_text(FIGURE, encoding="utf-8")
    for tag in ("en", "es"):
        with (first / f"{tag}.yaml").open("a", encoding="utf-8") as file:
            file.write("      - figure: {file: hand.svg, alt: A hand, caption: A hand}\n")
    packet = root / HANDOUTS / PACKET
    packet.mkdir()
    (packet / "packet.yaml").write_text(PACKET_FACTS, encoding="utf-8")
    (packet / "en.yaml").write_text(PACKET_TEXT.format("Hands and feet", "Both of them.", "version: 1"), encoding="utf-8")
    (packet / "es.yaml").write_text(PACKET_TEXT.format("Manos y pies", "Las dos cosas.", MADE_FROM), encoding="utf-8")
    shutil.copytree(root / "styles/brands/test-clinic", root / "styles/brands/other-clinic")
    _edit(root / "styles/brands/other-clinic/brand.yaml", "name: Test Clinic", "name: Other Clinic")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built, with its output."""
    root = tmp_path_factory.mktemp("freshness") / "project"
    _library(root)
    library = open_library(root)
    assert library.problems == ()
    outcomes = [route.make(library, edition, Run(root / "out", TODAY)) for edition in wanted(library, WISH)[0]]
    assert len(outcomes) == 3 * 2 * 2 * 2
    assert {outcome.state for outcome in outcomes} == {State.BUILT}, [str(p) for o in outcomes for p in o.problems]
    return root


Change = Callable[[Path], None]
Touched = Callable[[Edition], bool]


def edit(name: str, old: str, new: str) -> Change:
    """A change of a file of the project."""
    return lambda root: _edit(root / name, old, new)


def override(name: str, old: str, new: str) -> Change:
    """A project's own version of a file of the engine, with a change."""

    def change(root: Path) -> None:
        if "variants/" in name:  # a print size is a folder
            shutil.copytree((ENGINE / name).parent, (root / name).parent)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ENGINE / name, root / name)
        _edit(root / name, old, new)

    return change


def touch(root: Path) -> None:
    """Every file gets a time that lies ahead, as after a clock that was set back."""
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (4_000_000_000, 4_000_000_000))


def new_handout(root: Path) -> None:
    """One more handout."""
    shutil.copytree(root / HANDOUTS / SECOND, root / HANDOUTS / "cool-head")


def no_receipt(root: Path) -> None:
    """Receipts are lost, and one is cut in half."""
    paths = sorted((root / "out/.store/receipts").rglob("*.json"))
    for path in paths[1:]:
        path.unlink()
    paths[0].write_bytes(paths[0].read_bytes()[:99])


def altered(root: Path) -> None:
    """A PDF is altered where it lies: the kept one takes its place, and nothing is printed."""
    path = next((root / "out").glob(f"draft/*/en/{FIRST}.*.pdf"))
    path.write_bytes(path.read_bytes() + b" ")


def altered_everywhere(root: Path) -> None:
    """The Spanish large-print PDFs of the second handout are altered, the kept ones too."""
    for path in (root / "out").glob(f"draft/*/es/{SECOND}.large-print.pdf"):
        kept = root / f"out/.store/pdfs/{(name := receipt.digest(path.read_bytes()))[:2]}/{name}.pdf"
        for one in (path, kept):
            one.write_bytes(one.read_bytes()[:-40])


def of(*slugs: str, language: str = "", variant: str = "", brand: str = "") -> Touched:
    """The editions of some pieces, or of all; of one language, print size, brand."""
    return lambda one: (
        (not slugs or one.slug in slugs)
        and language in ("", one.language)
        and variant in ("", one.variant)
        and brand in ("", one.brand)
    )


def nothing(_: Edition) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Row:
    """A change, what must be made again because of it, and what ``--explain`` says of the first such edition."""

    change: Change
    touched: Touched
    said: str = ""


_BOTH = (FIRST, PACKET)  # a packet prints its handouts
TABLE = {
    "every file is touched": Row(touch, nothing),
    "a comment in a text": Row(edit(f"{HANDOUTS}/{FIRST}/en.yaml", "title:", "# a comment\ntitle:"), nothing),
    "a text": Row(
        # The Spanish sheet said already that nobody confirmed it against this text.
        edit(f"{HANDOUTS}/{FIRST}/en.yaml", "a clean towel", "a dry towel"),
        of(*_BOTH, language="en"),
        f"{HANDOUTS}/{FIRST}/en.yaml changed",
    ),
    "a translation": Row(
        edit(f"{HANDOUTS}/{FIRST}/es.yaml", "title: ", "title: ¡"),
        of(*_BOTH, language="es"),
        f"{HANDOUTS}/{FIRST}/es.yaml changed",
    ),
    "a shared passage": Row(
        edit("handouts/_shared/when-to-call/es.yaml", "{clinic.phone}", "{clinic.phone}, sí,"),
        of(*_BOTH, language="es"),
        "handouts/_shared/when-to-call/es.yaml changed",
    ),
    "a version of a shared passage": Row(
        edit("handouts/_shared/when-to-call/es.yaml", "from_version: 1", "from_version: 2"),
        nothing,  # not printed
    ),
    "a packet's own words": Row(
        edit(f"{HANDOUTS}/{PACKET}/es.yaml", "Las dos cosas", "Ambas cosas"),
        of(PACKET, language="es"),
        f"{HANDOUTS}/{PACKET}/es.yaml changed",
    ),
    "a figure": Row(
        edit(f"{HANDOUTS}/{FIRST}/figures/hand.svg", "M1 1h8v8z", "M1 1h8v7z"),
        of(*_BOTH),
        f"{HANDOUTS}/{FIRST}/figures/hand.svg changed",
    ),
    "a colour of a brand": Row(
        edit("styles/brands/other-clinic/brand.yaml", "#0B4F5C", "#0B4F5D"),
        of(brand="other-clinic"),
        "styles/brands/other-clinic/brand.yaml changed",
    ),
    "a phone number of a brand": Row(
        edit("styles/brands/other-clinic/brand.yaml", "503-555-0123", "503-555-0124"),
        of(brand="other-clinic"),
        "styles/brands/other-clinic/brand.yaml changed",
    ),
    "a logo": Row(
        edit("styles/brands/other-clinic/logo.svg", "</svg>", "<path d='M0 0h1v1z'/></svg>"),
        of(brand="other-clinic"),
        "styles/brands/other-clinic/logo.svg changed",
    ),
    "the style sheet of all": Row(
        override("styles/handout.css", "{", "{ /* new */"), of(), "styles/handout.css changed"
    ),
    "the style sheet of a print size": Row(
        override("styles/variants/large-print/variant.css", "{", "{ /* new */"),
        of(variant="large-print"),
        "styles/variants/large-print/variant.css changed",
    ),
    "what a print size must prove": Row(
        override("styles/variants/large-print/variant.yaml", "contrast: 7", "contrast: 6.9"),
        of(variant="large-print"),
        "styles/variants/large-print/variant.yaml changed",
    ),
    "the template of all": Row(
        override("templates/page.html", "</body>", "<!-- new --></body>"),
        of(),
        "a template, or which style sheets there are changed",
    ),
    "the template of one block": Row(
        override("templates/blocks/figure.html", "</figure>", "<!-- new --></figure>"),
        of(*_BOTH),
        "a template, or which style sheets there are changed",
    ),
    "a fixed word": Row(
        override("handouts/_languages/es.yaml", "De dónde viene", "Fuente de"),
        of(language="es"),
        "handouts/_languages/es.yaml changed",
    ),
    "a language that nothing is written in": Row(
        override("handouts/_languages/so.yaml", "reviewed: false", "reviewed: true"), nothing
    ),
    "a policy": Row(lambda root: (root / "policy.yaml").write_text("levels: []\n") and None, nothing),
    "a new handout": Row(new_handout, of("cool-head"), "it was never made"),
    "lost receipts": Row(no_receipt, of()),
    "an altered PDF": Row(altered, nothing),
    "PDFs altered in the store, too": Row(altered_everywhere, of(SECOND, language="es", variant="large-print")),
}  # fmt: skip


def _again(root: Path) -> tuple[set[Edition], list[Edition]]:
    """Build everything as it is now; what was made again, and all."""
    library = open_library(root)
    assert library.problems == ()
    editions = sorted(wanted(library, WISH)[0])
    outcomes = [route.make(library, edition, Run(root / "out", TODAY)) for edition in editions]
    assert {outcome.state for outcome in outcomes} <= {State.BUILT, State.FRESH}, [str(p) for o in outcomes for p in o.problems]
    return {outcome.edition for outcome in outcomes if outcome.state is State.BUILT}, editions


def _hashes(out: Path, editions: Iterable[Edition]) -> dict[str, str]:
    return {str(edition): receipt.digest((out / edition.path(released=False)).read_bytes()) for edition in editions}


@pytest.mark.parametrize("name", TABLE)
def test_exactly_what_a_change_touches_is_made_again(built: Path, tmp_path: Path, name: str) -> None:
    row, root = TABLE[name], tmp_path / "elsewhere/project"
    shutil.copytree(built, root)
    row.change(root)
    library, how = open_library(root), Run(root / "out", TODAY)
    why = {edition: route.freshness(library, edition, how) for edition in wanted(library, WISH)[0]}
    again, editions = _again(root)
    assert again == {edition for edition in editions if row.touched(edition)}
    if row.said:
        assert {why[edition] for edition in again if row.said not in why[edition]} == set()
        assert {why[edition] for edition in why if edition not in again and not why[edition].startswith("fresh")} == set()
    assert _again(root)[0] == set(), "the next run has nothing to do"
    clean = tmp_path / "clean"
    made = {edition: route.make(library, edition, Run(clean, TODAY)) for edition in sorted(again)[:2]}
    assert _hashes(clean, made) == _hashes(root / "out", made), "what was made again is what a new folder gets"


def test_the_tools_that_shape_a_page_are_known() -> None:
    tools = receipt.tools()
    assert tools["weasyprint"] == typeset.WEASYPRINT
    assert not {name for name, version in tools.items() if version in {"", "none", "unknown", "missing"}}


@pytest.mark.parametrize("tool", ["Pango", "typesetting code"])
def test_another_tool_makes_everything_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    now = {**receipt.tools(), tool: "99"}
    then = receipt.tools()[tool]
    monkeypatch.setattr(receipt, "tools", lambda: now)
    library = open_library(root)
    edition = Edition(SECOND, "en", "standard", "test-clinic")
    told = f"{tool} was {then}, is 99"
    assert told in route.freshness(library, edition, Run(root / "out", TODAY))
    again, editions = _again(root)
    assert again == set(editions)


@pytest.mark.skipif(sys.platform != "linux", reason="names there are Unicode")
def test_a_file_name_in_another_encoding_stops_nothing(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    (root / "styles" / os.fsdecode(b"caf\xe9.css")).write_text("")
    assert _again(root)[0] == set()


def test_a_deleted_text_leaves_the_other_editions_fresh(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    shutil.rmtree(root / HANDOUTS / PACKET)
    again, editions = _again(root)
    assert again == set()
    assert {edition.slug for edition in editions} == {FIRST, SECOND}


def test_the_store_of_another_branch_is_shared(built: Path, tmp_path: Path) -> None:
    """Two branches use one folder by turns, as a CI cache does: going back prints nothing."""
    root = tmp_path / "project"
    shutil.copytree(built, root)
    text = root / HANDOUTS / SECOND / "es.yaml"
    old = text.read_text(encoding="utf-8")
    text.write_text(old.replace("title: Pies", "title: Los pies"), encoding="utf-8")
    assert len(_again(root)[0]) == 8  # two sizes, two brands, and the packet
    text.write_text(old, encoding="utf-8")
    assert _again(root)[0] == set()


def test_a_note_that_is_damaged_costs_an_explanation_only(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    for number, path in enumerate(sorted((root / "out/.store/made").rglob("*.json"))):
        path.write_bytes((b"", b"[", b'{"format": 2}', json.dumps({"format": 2, "parts": 7}).encode())[number % 4])
    _edit(root / HANDOUTS / FIRST / "en.yaml", "a clean towel", "a dry towel")
    library, how = open_library(root), Run(root / "out", TODAY)
    said = {route.freshness(library, edition, how) for edition in wanted(library, WISH)[0] if of(FIRST, language="en")(edition)}
    assert said == {"not fresh: it was never made, or nobody noted from what"}
    assert {edition.slug for edition in _again(root)[0]} == {FIRST, PACKET}
