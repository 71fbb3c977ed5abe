"""Libraries of any size for the benchmarks: real sentences, put together anew for each handout.

Sentences: TICO-19 (health, CC0, professional translations) and the Universal Declaration of Human Rights, both in
``tests/corpora``. A paragraph joins two or three of them by the luck of a seeded draw, so that hardly any paragraph
stands twice; about one in seven is drawn from a small common stock, as real handouts share passages. Handouts are about
two pages at standard size. They are no advice and no translation of each other beyond the segment.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from press import fonts
from press.language import load_language
from press.source.writer import dump

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "tests" / "corpora"
TICO = {"es-LA": "es", "zh": "zh-Hans"}  # its names -> ours, where they differ
#: Languages of which both corpora have text, one or more of each kind of script first.
LANGUAGES = ("en", "ar", "zh-Hans", "hi", "ru", "es", "km", "fa", "ta", "my", "bn", "fr", "ur", "pt-BR", "sw", "tl", "ps", "ne")
REPEATED = 0.15  # share of the paragraphs that come from the common stock
COLOURS = (
    ("#0B4F5C", [92, 45, 42, 38], "#8A3B12", [20, 80, 100, 32]),
    ("#1F3A5F", [95, 75, 35, 28], "#7A1F3D", [30, 100, 50, 35]),
    ("#274E13", [80, 40, 100, 40], "#5B2C6F", [75, 95, 25, 15]),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a generated library holds. Editions: handouts x languages x variants x brands."""

    handouts: int
    languages: tuple[str, ...] = LANGUAGES[:6]
    brands: int = 1
    packets: int = 0  # each of four handouts
    papers: tuple[str, ...] = ("letter",)
    sections: int = 4
    shared: int = 0  # how many handouts include one shared passage
    brief: bool = False  # fewer blocks, of two sentences each: two pages, and hardly one that stands twice


@cache
def sentences(tag: str) -> tuple[str, ...]:
    """Sentences of one language, escaped as texts of a handout, none longer than 220 characters."""
    found = []
    for line in (CORPORA / "tico19-sample.jsonl").read_text(encoding="utf-8").splitlines():
        row = {TICO.get(name, name): text for name, text in json.loads(line).items()}
        found.append(row.get(tag, ""))
    declared = json.loads((CORPORA / "udhr.json").read_text(encoding="utf-8")).get(tag)
    for _, paragraphs in declared["articles"] if declared else ():
        found += paragraphs
    clean = [re.sub(r"([\\*\[\]{}])", r"\\\1", " ".join(text.split())) for text in found]
    shown = f"handouts/_languages/{tag}.yaml"
    language, _, _ = load_language(ROOT / shown, shown)
    assert language is not None, shown
    return tuple(
        text
        for text in clean
        if 0 < len(text) <= 220 and not re.search("[<&]|http|b['\"]", text) and not fonts.uncovered(text, language.fonts, bold=True)
    )


class _Writer:
    """Draws the texts of one handout in one language; the same draws in every language."""

    def __init__(self, seed: str, tag: str) -> None:
        self.random = random.Random(seed)
        self.stock = sentences(tag)

    def _draw(self) -> str:
        return self.stock[int(self.random.random() * len(self.stock))]

    def short(self, most: int) -> str:
        """A few words: a title, a heading, a cell."""
        text = re.split(r"(?<=[.!?。！？।؟။])\s*", self._draw())[0].rstrip(".。।။")
        if len(text) > most:
            words = text.split(" ")
            while len(words) > 1 and len(" ".join(words)) > most:
                words.pop()
            text = " ".join(words)[:most].rstrip("\\ ")
        return text.strip() or "1"

    def sentence(self) -> str:
        """One sentence or two."""
        return self._draw()

    def paragraph(self) -> str:
        """Two sentences, or one paragraph of the common stock."""
        if self.random.random() < REPEATED:
            number = int(self.random.random() * 12)
            return f"{self.stock[number]} {self.stock[number + 12]}"
        return f"{self._draw()} {self._draw()}"


def text(slug: str, tag: str, sections: int, brief: bool = False) -> dict[str, Any]:
    """One language file."""
    write = _Writer(slug, tag)
    item, items = (write.paragraph, 2) if brief else (write.sentence, 4)
    blocks: list[list[dict[str, Any]]] = []
    for number in range(sections):
        here: list[dict[str, Any]] = [] if brief and number else [{"text": write.paragraph()}]
        here += [
            [{"points": [item() for _ in range(items)]}],
            [{"steps": [item() for _ in range(items)]}],
            [{"callout": {"kind": "call-clinic", "text": item(), "points": [write.short(60), write.short(60)]}}],
            [{"questions": [{"question": write.short(70), "answer": write.paragraph()} for _ in range(2)]}],
        ][number % 4]
        if not brief:
            here.append({"text": write.paragraph()})
        blocks.append(here)
    return {
        "title": f"{slug.rpartition('-')[2]} {write.short(40)}",
        "summary": write.short(90),
        "main_message": item(),
        **({"version": "1"} if tag == "en" else {"translation": {"method": "machine", "from_version": "1"}}),
        "sections": [{"heading": write.short(45), "blocks": here} for here in blocks],
    }


def write_library(root: Path, plan: Plan) -> Path:
    """Write a content project; nothing is left of what stood there before."""
    shutil.rmtree(root, ignore_errors=True)
    for number in range(plan.brands):
        _write_brand(root, number, plan)
    for number in range(plan.handouts):
        slug = f"topic-{number:04d}"
        folder = root / "handouts" / f"specialty-{number % 10}" / slug
        folder.mkdir(parents=True)
        facts = {"audience": "Readers of a benchmark", "source_language": "en", "languages": list(plan.languages)}
        (folder / "handout.yaml").write_text(dump(facts) + "\n", encoding="utf-8")
        for tag in plan.languages:
            words = text(slug, tag, plan.sections, plan.brief)
            if number < plan.shared:
                words["sections"][-1]["blocks"].append({"include": "common"})
            (folder / f"{tag}.yaml").write_text(dump(words) + "\n", encoding="utf-8")
    for number in range(plan.packets):
        _write_packet(root, number, plan)
    for tag in plan.languages if plan.shared else ():
        folder = root / "handouts" / "_shared" / "common"
        folder.mkdir(parents=True, exist_ok=True)
        origin = {"version": "1"} if tag == "en" else {"translation": {"method": "machine", "from_version": "1"}}
        shared = {"title": "Common", **origin, "blocks": [{"text": sentences(tag)[3]}]}
        (folder / f"{tag}.yaml").write_text(dump(shared) + "\n", encoding="utf-8")
    return root


def _write_packet(root: Path, number: int, plan: Plan) -> None:
    slug = f"packet-{number:03d}"
    folder = root / "handouts" / "specialty-0" / slug
    folder.mkdir(parents=True)
    pieces = [f"topic-{(4 * number + i) % plan.handouts:04d}" for i in range(4)]
    facts = {"source_language": "en", "languages": list(plan.languages), "handouts": pieces}
    (folder / "packet.yaml").write_text(dump(facts) + "\n", encoding="utf-8")
    for tag in plan.languages:
        write = _Writer(slug, tag)
        words = {
            "title": write.short(50), "summary": write.short(90), "introduction": write.sentence(),
            **({"version": "1"} if tag == "en" else {"translation": {"method": "machine", "from_version": "1"}}),
        }  # fmt: skip
        (folder / f"{tag}.yaml").write_text(dump(words) + "\n", encoding="utf-8")


def _write_brand(root: Path, number: int, plan: Plan) -> None:
    primary, primary_cmyk, accent, accent_cmyk = COLOURS[number % len(COLOURS)]
    brand = {
        "name": f"Benchmark Clinic {number + 1}",
        "region": "US",
        "emergency_number": '"911"',
        "paper": plan.papers[number % len(plan.papers)],
        "clinic": {"name": f"Benchmark Clinic {number + 1}", "phone": f"503-555-01{number:02d}"},
        "colours": {
            "primary": {"screen": f'"{primary}"', "cmyk": primary_cmyk},
            "accent": {"screen": f'"{accent}"', "cmyk": accent_cmyk},
        },
        "languages": list(plan.languages),
        "working_language": "en",
        "logo": "logo.svg",
    }
    folder = root / "styles" / "brands" / f"clinic-{number + 1}"
    folder.mkdir(parents=True)
    (folder / "brand.yaml").write_text(dump(brand).replace('"\\"', '"').replace('\\""', '"') + "\n", encoding="utf-8")
    shutil.copy(ROOT / "tests/library/styles/brands/test-clinic/logo.svg", folder / "logo.svg")
