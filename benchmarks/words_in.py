"""Does every word come in? Leaflets made at random are imported; what was written is compared with what the draft says.

    python benchmarks/words_in.py [--count 500] [--office 50] [--only html] [--page docs/words-in.md]

For each of HTML, Markdown, plain text and Word: letters and numbers lost without a gap, structure changed without a gap,
gaps in leaflets of which nothing is in doubt, and the time of an import. Some Word files go through LibreOffice to .odt and
.rtf first (``--office``; left out where it is not installed). ``--page`` writes the numbers as a page.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import leaflets_made as made  # noqa: E402
from press.intake import Draft, intake  # noqa: E402

WRITERS: dict[str, Callable[[made.Leaflet, Path], None]] = {
    "html": lambda leaflet, path: _write(path, made.html(leaflet)),
    "md": lambda leaflet, path: _write(path, made.markdown(leaflet)),
    "txt": lambda leaflet, path: _write(path, made.text(leaflet)),
    "docx": lambda leaflet, path: _word(path, leaflet),
}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _word(path: Path, leaflet: made.Leaflet) -> None:
    made.word(leaflet, path)


@dataclass
class Tally:
    """What was counted over many leaflets."""

    leaflets: int = 0
    lost: int = 0
    changed: int = 0
    clear: list[int] = field(default_factory=list)  # gaps of leaflets of which nothing is in doubt
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, leaflet: made.Leaflet, draft: Draft, seconds: float, kind: str) -> list[str]:
        """Count one leaflet; what is wrong with it."""
        faults = [f"lost: {one}" for one in lost(leaflet, draft)]
        self.lost += bool(faults)
        changes = [f"changed: {one}" for one in changed(leaflet, draft)]
        self.changed += bool(changes)
        if made.without_doubts(leaflet):
            self.clear.append(len(draft.gaps))
        self.leaflets += 1
        self.seconds += seconds
        self.faults += [f"{kind}: {one}" for one in (*faults, *changes)]
        return [*faults, *changes]


# ------------------------------------------------------------------------------------------------------ what a draft says


def plain(text: str) -> str:
    """A text of a draft as it prints."""
    text = re.sub(r"\[((?:[^\]\\]|\\.)*)\]\((?:https|tel|mailto):[^)]*\)", r"\1", text).replace("**", "")
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())


def atoms(text: str) -> Counter[str]:
    """Letters and digits, word by word."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def texts(draft: Draft) -> list[str]:
    """What a draft prints outside its gaps, text by text; a step with its number."""
    out = [str(draft.text["title"])]
    for section in draft.text["sections"]:
        out.append(plain(section["heading"]))
        for block in section["blocks"]:
            out += list(_of(block))
    return out


def _of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, list):
        for one in value:
            yield from _of(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in ("gap", "kind", "file", "row_headers", "lines"):
                continue
            if key == "steps":
                yield from (f"{number}. {plain(text)}" for number, text in enumerate(one, 1))
            else:
                yield from _of(one)


def lost(leaflet: made.Leaflet, draft: Draft) -> list[str]:
    """Words and numbers of the leaflet that the draft has nowhere, not in a gap either."""
    everything = atoms(" ".join([*texts(draft), *map(plain, draft.gaps)]))
    return sorted((atoms(" ".join(_written(leaflet))) - everything).elements())


def _written(leaflet: made.Leaflet) -> Iterator[str]:
    yield _all(leaflet.title)
    for part in leaflet.parts:
        if part.words:
            yield _all(part.words)
        for y, line in enumerate(part.rows):
            yield from (_all(words) for x, words in enumerate(line) if (y, x) not in part.merged)
        for one in (*part.lines, *(words for pair in part.pairs for words in pair)):
            yield _all(one)
        if part.listing:
            yield from _labelled(part.listing)


def _all(words: made.Words) -> str:
    out = ""
    for bit in words:
        out += {"fraction": f"{bit.text}⁄{bit.more}", "note": f"{bit.text} {bit.more}"}.get(bit.look, bit.text)
    return out


def _labelled(listing: made.Listing) -> Iterator[str]:
    for n, entry in enumerate(listing.entries):
        yield f"{listing.label(n)} {_all(entry.words)}"
        if entry.inner:
            yield from _labelled(entry.inner)


# ----------------------------------------------------------------------------------------------------- what it must say


def shown(words: made.Words) -> str:
    """Words as a draft must say them: raised, in fractions, with notes at their place, without what was struck out."""
    out = ""
    for bit in words:
        if bit.look in made.DOUBTS:
            continue
        out += {
            "high": bit.text.translate(made.HIGH), "low": bit.text.translate(made.LOW), "note": f" ({bit.more})",
            "fraction": made.FRACTIONS.get((bit.text, bit.more), ""),
        }.get(bit.look, bit.text)  # fmt: skip
    return " ".join(out.split())


def changed(leaflet: made.Leaflet, draft: Draft) -> list[str]:
    """What does not stand as it was written, and no gap near it says so."""
    said = texts(draft)
    wrong: list[str] = []
    places: list[int] = []
    for part in leaflet.parts:
        for want in _wanted(part):
            at = (
                next((n for n, text in enumerate(said) if want(text)), -1)
                if not isinstance(want, _Row)
                else want.find(draft)
            )
            if at < 0:
                wrong.append(str(want))
            elif not isinstance(want, _Row):
                places.append(at)
    if places != sorted(places):
        wrong.append("the order")
    if plain(str(draft.text["title"])) != shown(leaflet.title):
        wrong.append(f"the title: {draft.text['title']}")
    struck = [bit.text for part in leaflet.parts for bit in part.words if bit.look in made.DOUBTS]
    wrong += [f"live: {text}" for text in struck if any(text in one for one in said)]
    gaps = " ".join(map(plain, draft.gaps))
    return [one for one in wrong if not _told_in(one, gaps)]


def _told_in(fault: str, gaps: str) -> bool:
    """Whether a gap holds the words that a fault is about."""
    names = re.findall(r"\b[a-z]+x\b", fault.lower())
    return bool(names) and any(name in gaps.lower() for name in names)


class _Text:
    """A text that must stand by itself."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, said: str) -> bool:
        return said == self.text

    def __str__(self) -> str:
        return f"the text “{self.text}”"


class _Item(_Text):
    """An item: its label, its words, and the items inside it, in order, each as deep as it was."""

    def __init__(self, label: str, entry: made.Entry) -> None:
        super().__init__(shown(entry.words))
        self.label, self.entry = label, entry

    def __call__(self, said: str) -> bool:
        if not said.startswith(f"{self.label} {self.text}".strip()):
            return False
        at, depth = len(self.label), 0
        for level, text in _inside(self.entry, 0):
            found = said.find(text, at)
            if found < 0:
                return False
            depth += said.count("(", at, found) - said.count(")", at, found)
            if level > 1 and depth < level - 1:
                return False
            at = found + len(text)
            depth += text.count("(") - text.count(")")
        rest = said[at:].strip(" );.")
        return not rest

    def __str__(self) -> str:
        return f"the item “{self.label} {self.text}” with {[text for _, text in _inside(self.entry, 0)][1:]}"


def _inside(entry: made.Entry, level: int) -> Iterator[tuple[int, str]]:
    yield level, shown(entry.words)
    if entry.inner:
        for n, one in enumerate(entry.inner.entries):
            label = re.sub(r"^\(?(\w+)[.)]$", r"\1.", entry.inner.label(n))  # inside a line no label has a bracket
            for deeper, text in _inside(one, level + 1):
                yield deeper, f"{label} {text}".strip() if deeper == level + 1 else text


class _Row(_Text):
    """A row of a table, every value under its name."""

    def __init__(self, names: Sequence[str], values: Sequence[str]) -> None:
        super().__init__(" | ".join(values))
        self.names, self.values = names, values

    def find(self, draft: Draft) -> int:
        """0 where the row stands in a table or a line, -1 where it does not."""
        line = " – ".join(f"{name}: {value or '–'}" for name, value in zip(self.names, self.values, strict=True))
        for section in draft.text["sections"]:
            for block in section["blocks"]:
                grid = block.get("table", {})
                rows = [[plain(cell) for cell in row] for row in grid.get("rows", [])]
                if [plain(name) for name in grid.get("columns", [])] == list(self.names) and [
                    v or "–" for v in self.values
                ] in rows:
                    return 0
                if line in map(plain, block.get("points", [])):
                    return 0
        return -1

    def __str__(self) -> str:
        return f"the row {self.text}"


def _wanted(part: made.Part) -> Iterator[_Text]:
    if part.kind == "list" and part.listing:
        for n, entry in enumerate(part.listing.entries):
            label = part.listing.label(n)
            counted = part.listing.style.strip("().") == "1" and part.listing.start == 1
            yield _Item(f"{n + 1}." if counted else label, entry)
    elif part.kind == "table":
        names = [shown(words) for words in part.rows[0]]
        kept = [x for x in range(len(names)) if any(shown(line[x]) for line in part.rows)]
        for line in part.rows[1:]:
            yield _Row([names[x] for x in kept], [shown(line[x]) for x in kept])
    elif part.kind == "boxes":
        for tick, line in zip(part.ticks, part.lines, strict=True):
            mark = f"[{'x' if tick else ' '}] " if any(part.ticks) else ""
            yield _Text(f"{mark}{shown(line)}")
    elif part.kind in ("terms", "questions"):
        yield from (_Text(shown(words)) for pair in part.pairs for words in pair)
    elif part.kind == "lines":
        yield from (_Text(shown(line)) for line in part.lines)
    else:
        yield _Text(shown(part.words))


# -------------------------------------------------------------------------------------------------------------- the runs


def many(kind: str, count: int, folder: Path, doubts: Callable[[int], bool] = lambda n: n % 2 == 0) -> Tally:
    """Import ``count`` leaflets of one format; every other may hold what asks for a decision."""
    tally = Tally()
    path = folder / f"leaflet.{kind}"
    for doubt in (True, False):
        share = sum(1 for n in range(count) if doubts(n) == doubt)

        @seed(2026)
        @settings(
            max_examples=share,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(made.leaflets(kind, doubt))
        def one(leaflet: made.Leaflet) -> None:
            WRITERS[kind](leaflet, path)
            begun = time.perf_counter()
            draft, problems = intake(path)
            seconds = time.perf_counter() - begun
            assert draft is not None, problems
            tally.add(leaflet, draft, seconds, kind)

        if share:
            one()
    return tally


def through_office(count: int, folder: Path) -> dict[str, Tally]:
    """Word files that LibreOffice made .odt and .rtf of, imported."""
    from press.intake.office import program

    soffice = program()
    tallies = {"odt": Tally(), "rtf": Tally()}
    if soffice is None:
        return {}
    leaflets: list[made.Leaflet] = []

    @seed(2026)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made.leaflets("docx", False))
    def gather(leaflet: made.Leaflet) -> None:
        leaflets.append(leaflet)
        made.word(leaflet, folder / f"l{len(leaflets)}.docx")

    gather()
    files = [str(folder / f"l{n}.docx") for n in range(1, len(leaflets) + 1)]
    for kind in tallies:
        command = [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
        ]
        subprocess.run([*command, *files], check=True, capture_output=True)
        for n, leaflet in enumerate(leaflets, 1):
            begun = time.perf_counter()
            draft, problems = intake(folder / f"l{n}.{kind}")
            assert draft is not None, problems
            tallies[kind].add(leaflet, draft, time.perf_counter() - begun, kind)
    return tallies


def table(tallies: dict[str, Tally]) -> list[str]:
    """The results as a table."""
    lines = ["| format | leaflets | lost without a gap | changed without a gap | clear leaflets | their gaps: median, most | ms each |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    for kind, one in tallies.items():
        clear = one.clear or [0]
        lines.append(
            f"| .{kind} | {one.leaflets} | {one.lost} | {one.changed} | {len(one.clear)} | {statistics.median(clear):.0f}, {max(clear)} | "
            f"{1000 * one.seconds / max(1, one.leaflets):.1f} |"
        )
    return lines


def page(tallies: dict[str, Tally], count: int) -> str:
    """The results as a page of the documentation."""
    lines = "\n".join(
        "|".join(line.split("|")[:-2]) + "|" for line in table(tallies)
    )  # without the times of one machine
    return f"""# Does every word come in?

Made by `python benchmarks/words_in.py --count {count} --page docs/words-in.md`; do not edit.

Leaflets made at random, of lists in lists, tables with empty and merged cells, notes, boxes, raised, struck-out and hidden
words, are imported, and what was written is compared with what the draft says. *Clear* leaflets hold nothing that asks for a
decision: their gaps are false alarms. `.odt` and `.rtf` go by way of LibreOffice, and have one gap that says so.

{lines}
"""


def main() -> int:
    """Run it all, print the tables, and say whether the promises hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500, help="leaflets of each format")
    parser.add_argument("--office", type=int, default=50, help="leaflets that go through LibreOffice")
    parser.add_argument("--only", choices=sorted(WRITERS), action="append", help="this format alone")
    parser.add_argument("--show", type=int, default=5, help="how many faults to print")
    parser.add_argument("--page", type=Path, help="write the table as a page")
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as made_in:
        folder = Path(made_in)
        tallies = {kind: many(kind, given_.count, folder) for kind in given_.only or WRITERS}
        if given_.office and not given_.only:
            tallies |= through_office(given_.office, folder)
    print("\n".join(table(tallies)))
    if given_.page:
        given_.page.write_text(page(tallies, given_.count), encoding="utf-8")
    for kind, one in tallies.items():
        for fault in one.faults[: given_.show]:
            print(f"  {kind}: {fault}")
    own = [tallies[kind] for kind in WRITERS if kind in tallies]
    return int(
        any(one.lost or one.changed or max(one.clear or [0]) > 3 or statistics.median(one.clear or [0]) for one in own)
    )


if __name__ == "__main__":
    sys.exit(main())
