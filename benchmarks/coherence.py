"""Is text about another condition found? Passages are swapped between unrelated texts, and the true ones are read too.

    python benchmarks/coherence.py [--medquad FOLDER] [--tico FILE]

Three collections, each read as handouts with a title, keywords and passages of at most three sentences:

* ``benchmarks/leaflets.yaml``: short neutral leaflets written for this test (in the repository).
* TICO-19 (CC0; tico-19.github.io): English health sentences, pasted into those leaflets.
* MedQuAD (CC BY 4.0; Ben Abacha and Demner-Fushman, BMC Bioinformatics 2019): texts of NIH and CDC sites, in a folder of
  XML files. Weights and limits were chosen on its first half; the second half is what counts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from press.checks import topics
from press.checks.prose import words_of
from press.source import parse, plain

ROOT = Path(__file__).resolve().parent.parent
LEAFLETS = ROOT / "benchmarks" / "leaflets.yaml"


@dataclass(frozen=True)
class Leaflet:
    """A text with a head (title and keywords) and passages."""

    head: str
    passages: tuple[topics.Passage, ...]


@dataclass
class Tally:
    """What was counted."""

    true: int = 0
    flagged: int = 0
    leaflets: int = 0
    leaflets_flagged: int = 0
    swaps: int = 0
    found: int = 0
    named: int = 0  # swaps whose passage names a condition of its own text
    named_found: int = 0

    def row(self, name: str) -> str:
        """One line of the table."""
        return (
            f"| {name} | {self.leaflets} | {self.true} | {self.flagged} ({self.flagged / max(1, self.true):.1%}) | "
            f"{self.leaflets_flagged / max(1, self.leaflets):.1%} | {self.swaps} | {self.found / max(1, self.swaps):.0%} | "
            f"{self.named} | {self.named_found / max(1, self.named):.0%} |"
        )


HEADER = (
    "| texts | handouts | true passages | flagged | handouts with a flag | swaps | found | naming their own condition | found |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def measure(leaflets: Sequence[Leaflet], donors: Sequence[Leaflet], tries: int = 3) -> Tally:
    """Flags on true passages, and how many of the foreign passages that are tried in each handout are found."""
    draw, tally = random.Random(3), Tally()
    for leaflet in leaflets:
        weighed = [(passage, topics.weigh(passage)) for passage in leaflet.passages]
        own = topics.vocabulary(leaflet.head, weighed)
        flags = sum(topics.foreign(passage, weights, own) is not None for passage, weights in weighed)
        tally.leaflets += 1
        tally.leaflets_flagged += flags > 0
        tally.true += len(weighed)
        tally.flagged += flags
        for _ in range(tries):
            donor = draw.choice(donors)
            passage = draw.choice(donor.passages)
            if not _related(leaflet, donor, own):
                _swap(leaflet, weighed, passage, donor, tally)
    return tally


def _related(leaflet: Leaflet, donor: Leaflet, own: topics.Vocabulary) -> bool:
    if leaflet is donor or topics.content_words(words_of(donor.head)) & own.words:
        return True
    return any(topics.belong_together(t, own.topics) for m in topics.mentions(donor.head) for t in m.topics)


def _swap(
    leaflet: Leaflet,
    weighed: list[tuple[topics.Passage, topics.Weights]],
    passage: topics.Passage,
    donor: Leaflet,
    tally: Tally,
) -> None:
    pasted = (passage, topics.weigh(passage))
    own = topics.vocabulary(leaflet.head, [*weighed, pasted])
    found = topics.foreign(*pasted, own) is not None
    theirs = {t for m in topics.mentions(donor.head) for t in m.topics}
    named = any(
        m.names_condition and theirs & set(m.topics) for said in passage.sentences for m in topics.mentions(said.text)
    )
    tally.swaps += 1
    tally.found += found
    tally.named += named
    tally.named_found += named and found


def passages(text: str) -> Iterator[topics.Passage]:
    """A text in pieces of three sentences; list items and headings (short lines) are left out."""
    text = re.sub(r"\s{2,}-\s+", ". ", text)
    cut = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\s{4,}", text)]
    cut = [
        part
        for part in cut
        if len(part.split()) >= 6 and not re.search("NIH:|National Institute|Centers for Dis", part)
    ]
    for at in range(0, len(cut), 3):
        group = cut[at : at + 3]
        if 12 <= sum(len(part.split()) for part in group) <= 90:
            yield topics.Passage(tuple(topics.said(part) for part in group))


def own_leaflets() -> list[Leaflet]:
    """The leaflets of the repository."""
    located, problems = parse(LEAFLETS.read_text(encoding="utf-8"), LEAFLETS.name)
    assert not problems, problems
    return [
        Leaflet(f"{one['title']}. {one['keywords']}", tuple(p for text in one["passages"] for p in passages(text)))
        for one in plain(located.tree)
    ]


def tico(path: Path) -> list[Leaflet]:
    """Every English sentence of TICO-19 as a text of its own."""
    rows = [json.loads(line)["en"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [Leaflet("COVID-19", (topics.Passage((topics.said(row),)),)) for row in rows if len(row.split()) >= 8]


def medquad(folder: Path) -> list[Leaflet]:
    """MedQuAD's texts of seven sites, in an order drawn once; texts with fewer than three passages are left out."""
    found: dict[str, Leaflet] = {}
    for path in sorted(folder.glob("*/*.xml")):
        if not re.match(r"(1|4|5|6|7|8|9)_", path.parent.name):
            continue
        try:
            tree = ElementTree.parse(path)
        except ElementTree.ParseError:
            continue
        title = (tree.findtext("Focus") or "").strip()
        cut = [p for answer in tree.iter("Answer") for p in passages(answer.text or "")][:24]
        if len(cut) >= 3 and title.lower() not in found:
            names = [name.text for name in tree.iter("Synonym") if name.text]
            found[title.lower()] = Leaflet(". ".join([title, *names]), tuple(cut))
    texts = list(found.values())
    random.Random(7).shuffle(texts)
    return texts


def rows(arguments: argparse.Namespace) -> Iterable[str]:
    """The lines of the table."""
    own = own_leaflets()
    yield measure(own, own, tries=20).row("own leaflets")
    if arguments.tico:
        yield measure(own, tico(arguments.tico), tries=20).row("own leaflets, TICO-19 sentences pasted")
    if arguments.medquad:
        texts = medquad(arguments.medquad)
        half = len(texts) // 2
        yield measure(texts[:half], texts).row("MedQuAD, first half (tuned on)")
        yield measure(texts[half:], texts).row("MedQuAD, second half")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--medquad", type=Path)
    parser.add_argument("--tico", type=Path)
    print(HEADER)
    for row in rows(parser.parse_args()):
        print(row, flush=True)


if __name__ == "__main__":
    main()
