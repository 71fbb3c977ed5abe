"""How often are the syllable counters right, and how long may a translated sentence be?

    python benchmarks/reading_level.py

Prints the tables of ``benchmarks/results/reading_level.md``: the counters against words marked by hand
(``benchmarks/syllables.tsv``); words of a translation for each word of English, over TICO-19's professional translations
(CC0); and the level of the sample handouts.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press.checks import plain_language, reading_level  # noqa: E402
from press.checks.rule import Subject  # noqa: E402
from press.library import open_library  # noqa: E402

TICO = ROOT / "tests" / "corpora" / "tico19-sample.jsonl"
UNSPACED = {"zh", "km", "my"}  # no spaces between words
MISALIGNED = {"so"}  # TICO-19's Somali column is shifted in places
COUNTERS = {"en": reading_level.english_syllables, "es": reading_level.spanish_syllables}


def syllables() -> Iterator[str]:
    """The counters' accuracy, list by list."""
    lists: dict[str, list[tuple[str, set[int]]]] = {}
    for line in (ROOT / "benchmarks" / "syllables.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "language")):
            name, word, counts = line.split("\t")
            lists.setdefault(name, []).append((word, {int(count) for count in counts.split("/")}))
    yield "| words | marked by hand | counted right | wrong |"
    yield "|---|---|---|---|"
    for name, words in lists.items():
        count = COUNTERS[name.split("-")[0]]
        wrong = [f"{word} ({count(word)})" for word, right in words if count(word) not in right]
        yield f"| {name} | {len(words)} | {1 - len(wrong) / len(words):.1%} | {', '.join(wrong)} |"


def lengths() -> Iterator[str]:
    """Words of a translation for each word of English: the median, and what 95 of 100 stay below."""
    rows = [json.loads(line) for line in TICO.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row["en"].split()) >= 8]
    yield f"| language ({len(rows)} sentences) | median | 95 of 100 below | longest sentence, in words |"
    yield "|---|---|---|---|"
    for tag in sorted(rows[0]):
        if tag in {"id", "en"} | UNSPACED | MISALIGNED:
            continue
        ratios = [len(row[tag].split()) / len(row["en"].split()) for row in rows]
        limit = plain_language.longest_sentence(tag)
        yield f"| {tag} | {statistics.median(ratios):.2f} | {statistics.quantiles(ratios, n=20)[-1]:.2f} | {limit or '–'} |"


def samples() -> Iterator[str]:
    """The level of every sample text."""
    library = open_library(ROOT)
    yield "| sample handout | language | level |"
    yield "|---|---|---|"
    for slug, handout in library.handouts.items():
        for tag, written in handout.texts.items():
            yield f"| {slug} | {tag} | {plain_language.told_level(Subject(library, handout, written))} |"


def main() -> None:
    """Print the three tables."""
    for table in (syllables(), lengths(), samples()):
        print("\n".join(table), end="\n\n")


if __name__ == "__main__":
    main()
