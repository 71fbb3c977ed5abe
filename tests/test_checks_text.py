"""Every rule about words fires where it should and nowhere else; the real handout shows its faults; the samples are clean.

A case is a text (``tests/cases/rules/<rule>/fires.yaml`` and ``clean.yaml``; keys that it does not need are filled in). A
line that the rule must tell ends with ``# <-``. Beside it may stand ``fires.handout.yaml`` (the facts) and
``fires.other.yaml`` (a second handout of the same specialty). The first line ``# tag: fa`` names another language.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import checks
from press.checks import (
    coherence,
    composition,
    content,
    governance,
    leftovers,
    letters,
    numbers,
    phones,
    plain_language,
    typography,
    wording,
)
from press.checks.rule import Rule, Subject
from press.library import Library, open_library
from press.problem import Problem, Severity

HERE = Path(__file__).parent
ROOT = HERE.parent
CASES = HERE / "cases" / "rules"
SUBJECTS = (content, leftovers, phones, plain_language, wording, numbers, composition, governance, typography, letters, coherence)
ELSEWHERE = {"still-to-write"}  # shown by the tests of the importer
RULES = {
    r.name: r for subject in SUBJECTS for r in vars(subject).values() if isinstance(r, Rule) and r.name not in ELSEWHERE
}

FACTS = """audience: Adults
source_language: {tag}
languages: [{tag}]
sources:
  - {{id: guide, title: Guide, publisher: Health Agency, year: 2025, link: "https://example.org/guide"}}
sheets: {{standard: 2, large-print: 4, giant-print: 7}}
"""
REST = {
    "title": "title: A case",
    "summary": "summary: A case for a rule.",
    "main_message": "main_message: Call us if you have a question.",
    "version": "version: 1",
    "sections": "sections:\n  - heading: About this case\n    blocks:\n      - text: Nothing to see here.",
}
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>A hand</title><path d="M0 0h1v1z"/></svg>'


def slug(rule: str, name: str) -> str:
    return f"{rule}-{name.replace('.', '-')}"


def lay_case(root: Path, rule: str, name: str) -> None:
    """Write one case as a handout of its own."""
    text = (CASES / rule / f"{name}.yaml").read_text(encoding="utf-8")
    hit = re.match(r"# tag: (\S+)", text)
    tag = hit[1] if hit else "en"
    folder = root / "handouts" / rule / slug(rule, name)
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "hand.svg").write_text(FIGURE, encoding="utf-8")
    missing = [line for key, line in REST.items() if not re.search(rf"^{key}:", text, re.MULTILINE)]
    (folder / f"{tag}.yaml").write_text(text + "\n".join(missing) + "\n", encoding="utf-8")
    facts = CASES / rule / f"{name}.handout.yaml"
    (folder / "handout.yaml").write_text(
        facts.read_text(encoding="utf-8") if facts.exists() else FACTS.format(tag=tag), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One project with every case."""
    root = tmp_path_factory.mktemp("cases")
    shutil.copytree(HERE / "library" / "styles", root / "styles")
    for rule in sorted(RULES):
        for name in ("fires", "clean", "fires.other", "clean.other"):
            if (CASES / rule / f"{name}.yaml").exists():
                lay_case(root, rule, name)
    opened = open_library(root)
    assert opened.problems == ()
    return opened


def found(library: Library, rule: Rule, name: str) -> list[Problem]:
    """What a rule finds in one case."""
    folder = f"handouts/{rule.name}/{slug(rule.name, name)}"
    if rule.of == "project":
        problems = list(rule.problems(library))
    else:
        piece = library.handouts[slug(rule.name, name)]
        problems = list(rule.problems(Subject(library, piece, next(iter(piece.texts.values())))))
    return [p for p in problems if p.place.path.startswith((f"{folder}/", f"{folder}-other/"))]


def marked(rule: str, name: str) -> Iterator[str]:
    """``file:line`` of every line that a case says must be told."""
    for kind, folder in (
        (name, slug(rule, name)),
        (f"{name}.handout", slug(rule, name)),
        (f"{name}.other", slug(rule, f"{name}.other")),
    ):
        path = CASES / rule / f"{kind}.yaml"
        if path.exists():
            tag = re.match(r"# tag: (\S+)", path.read_text(encoding="utf-8"))
            file = "handout.yaml" if kind.endswith("handout") else f"{tag[1] if tag else 'en'}.yaml"
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                if line.endswith("# <-"):
                    yield f"handouts/{rule}/{folder}/{file}:{number}"


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_rule_fires_at_its_lines(library: Library, rule: Rule) -> None:
    problems = found(library, rule, "fires")
    told = {f"{p.place.path}:{p.place.line}" for p in problems}
    assert told == set(marked(rule.name, "fires"))
    assert told
    for problem in problems:
        assert problem.remedy.strip()
        assert "\n" not in problem.fault
        assert not problem.fault.endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_rule_leaves_good_text_alone(library: Library, rule: Rule) -> None:
    assert [str(p) for p in found(library, rule, "clean")] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_rule_says_why_and_where_from(rule: Rule) -> None:
    assert "Source:" in rule.why or "English:" in rule.why or "See " in rule.why
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)


def test_every_case_has_its_rule() -> None:
    assert {path.name for path in CASES.iterdir()} <= set(checks.rules())


# ------------------------------------------------------------------------------------------------------------- the seed

SEED = HERE / "cases" / "seed"


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    root = tmp_path_factory.mktemp("seed")
    shutil.copytree(HERE / "library" / "styles", root / "styles")
    folder = root / "handouts" / "neurology" / "botox-for-head-and-neck-pain"
    folder.mkdir(parents=True)
    for name in ("handout.yaml", "en.yaml"):
        shutil.copy(SEED / name, folder / name)
    library = open_library(root)
    assert library.problems == ()
    return checks.check(library, library.handouts[folder.name], "en")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("brackets-unbalanced", "botulinum toxin)"),
        ("text-about-another-condition", "erectile dysfunction"),
        ("announced-list-missing", "the following can be seen:"),
        ("third-person-advice", "one should not"),
        ("sentence-too-long", "Indications for Botox treatment"),
        ("two-conditions", "Cervical Dystonia"),
        ("question-in-two-wordings", "How often do I need to get treated?"),
        ("heading-twice", "What to Expect"),
        ("unexplained-term", "neurotransmitters"),
        ("passive-voice", "is characterized by"),
        ("number-in-words", "four hours"),
    ],
)
def test_the_seed_shows_its_fault(seed: list[Problem], rule: str, words: str) -> None:
    lines = (SEED / "en.yaml").read_text(encoding="utf-8").split("\n")
    hits = [p for p in seed if p.rule == rule and words.split()[0] in lines[p.place.line - 1]]
    assert any(words in " ".join(lines[p.place.line - 1 :][:2]) for p in hits), [str(p) for p in seed if p.rule == rule]


def test_only_the_pasted_passage_of_the_seed_is_about_another_condition(seed: list[Problem]) -> None:
    assert len([p for p in seed if p.rule == "text-about-another-condition"]) == 1


def test_the_seed_has_no_sources_and_reads_above_the_bar(seed: list[Problem]) -> None:
    told = {p.rule: p for p in seed}
    assert told["no-sources"].severity is Severity.ERROR
    assert told["reading-level-too-high"].severity is Severity.ERROR
    assert "Flesch–Kincaid" in told["reading-level-too-high"].fault


# ---------------------------------------------------------------------------------------------------------- the samples


@pytest.fixture(scope="module")
def samples() -> Library:
    return open_library(ROOT)


def test_the_sample_handouts_have_no_errors(samples: Library) -> None:
    own = set(RULES)
    pairs = [(piece, tag) for piece in samples.pieces.values() for tag in piece.texts]
    found = [p for p in checks.check_all(samples, pairs) if p.rule in own]
    assert [str(p) for p in found if p.severity is Severity.ERROR] == []
    assert len({p for p in found if p.rule != "open-gap"}) <= 6


def test_reading_levels_are_told_or_refused(samples: Library) -> None:
    piece = samples.handouts["botox-chronic-migraine"]
    told = {tag: plain_language.told_level(Subject(samples, piece, piece.texts[tag])) for tag in ("en", "es", "ar")}
    assert re.fullmatch(r"grade \d\.\d \(Flesch–Kincaid\); \d+\.\d words a sentence", told["en"])
    assert told["es"].startswith("INFLESZ ")
    assert told["ar"].startswith("no validated formula; ")
