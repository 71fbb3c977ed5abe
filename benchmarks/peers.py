"""The press beside other engines on the same sheets: Chromium, Typst, fullbleed, wkhtmltopdf.

    python -m benchmarks.peers [--quick]

Chromium gets the same HTML, style sheets and fonts, and writes tagged PDFs; Typst gets the same words in a template of
like looks (``typst_sheet.py``); fullbleed and wkhtmltopdf get the HTML and do with it what they can. All take turns over
the same stretches of sheets, so that other work on the machine hits all alike; no sheet is printed twice, so that nobody
remembers one. An engine that is not installed is left out and named. They are no dependencies of the press:
``scripts/setup.sh --dev`` brings Chromium, ``pip install typst fullbleed`` and ``apt-get install wkhtmltopdf`` the
others (``pip install --target FOLDER …`` with PYTHONPATH=FOLDER leaves the environment as it is).
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.engines import ENGINES, Engine, mark_up, sheets
from benchmarks.library import Plan, write_library
from benchmarks.peer_engines import Crew, Kind, Print, others, printed
from benchmarks.rebuilding import TODAY, _handouts, with_files
from benchmarks.report import median, table, tree_memory
from benchmarks.typst_sheet import typst

LANGUAGES = ("en", "ar", "zh-Hans")
MIX = ("en", "ar", "en", "zh-Hans", "en")  # 60 % English, 20 % Arabic, 20 % Chinese
STRETCH = 15  # sheets
TYPESETTING, ROUTE = "the press, two workers: typesetting", "the press, two workers: all six steps of the route"
#: What their pages looked like as pictures beside ours (November 2026: the versions that are named).
SEEN = {
    "chromium": "Chromium 156: good pages. It knows no running elements and no named strings: the draft's mark stands on the "
    "first page only, twice, and the foot has neither version nor edition.",
    "typst": "Typst 0.15.2: good pages in English and Arabic, PDF/UA-1, in a plain template (no icons, closer lines). It takes "
    "no HTML and no CSS.",
    "fullbleed": "fullbleed 2.5.39: English and Chinese look almost as ours do, but on the second page the running head covers "
    "a line; Arabic is unreadable: letters stand apart and upon each other, lines run off the page.",
    "wkhtmltopdf": "wkhtmltopdf 0.12.6: no tags; it ignores styles in layers, so no design at all; no head or foot, "
    "no page numbers; Arabic shrunk to a size that nobody can read.",
}


@dataclass(slots=True)
class Times:
    """What was measured of one engine."""

    first: float = 0.0  # seconds from nothing to the first sheet
    cold: float = 0.0  # seconds from nothing to the last sheet of the first stretch
    stretches: list[float] = field(default_factory=list)  # seconds each
    processor: list[float] = field(default_factory=list)  # seconds of processor time each
    memory: int = 0  # bytes, the most
    looks: list[str] = field(default_factory=list)  # tagged, pages, characters found

    @property
    def rate(self) -> float:
        """Sheets a second, warm."""
        return len(self.stretches) * STRETCH / sum(self.stretches)


def measure(folder: Path, quick: bool) -> str:
    """Two tables: pace, memory and looks of each engine; and what one edit in 1,000 editions costs."""
    cold, stretches, watched = (10, 3, 10) if quick else (20, 10, 20)
    pages = _pages(folder / "peers", cold + stretches * STRETCH + watched)
    kinds, missing = others()
    kinds = [_ours(TYPESETTING, "on", pages), _ours(ROUTE, "route", pages), *kinds]
    times = {kind.name: Times() for kind in kinds}
    chosen = list(pages)
    with ExitStack() as stack:
        crews: dict[str, Crew] = {}
        for kind in kinds:
            try:
                crews[kind.name] = _cold(kind, stack, chosen[:cold], times[kind.name])
            except (AssertionError, OSError, queue.Empty, subprocess.SubprocessError) as error:
                missing.append(f"{kind.name} does not work here: {error or type(error).__name__}.")
                del times[kind.name]
        _look(times, crews, chosen[:cold], pages)
        for turn in range(stretches):
            part = chosen[cold + turn * STRETCH :][:STRETCH]
            for name in list(crews)[:: -1 if turn % 2 else 1]:
                before = crews[name].processor()
                times[name].stretches.append(_together(crews[name].members, part)[0])
                times[name].processor.append(crews[name].processor() - before)
        for name, crew in crews.items():
            times[name].memory = _most_memory(crew, chosen[-watched:])
    heads = [
        "engine", "sheets a second", "ms of processor time a sheet", "our typesetting prints × as many", "our route ×", "MiB",
        f"cold: 1 sheet; {cold}", "tagged; pages; letters copied; letters heard",
    ]  # fmt: skip
    seen = [sentence for name, sentence in SEEN.items() if any(name in kind.lower() for kind in times)]
    about = (
        f"{stretches * STRETCH} sheets of about two pages, standard size: 60 % English, 20 % Arabic, 20 % Chinese, in turns of "
        f"{STRETCH}; ×: medians of pairs. Cold: from no process to the first sheet, and to the {cold}th. Memory: the most of all "
        "processes together, shared pages counted in parts. Pages and letters: of one sheet in English, Arabic and Chinese; copied: "
        "the share of its letters and digits in the text layer; heard: what a screen reader finds in the tags."
    )
    rates = {name: one.rate for name, one in times.items() if name not in (TYPESETTING, ROUTE)}
    edited = after_one_edit(folder, quick, rates)
    return "\n\n".join([table(heads, _rows(times)), about, _verdict(times), " ".join([*seen, *missing]), edited])


def _pages(root: Path, count: int) -> dict[Path, int]:
    """Sheets as files of HTML, and of Typst, that any engine can read: where, and its number."""
    per_language = {tag: -(-count * MIX.count(tag) // len(MIX)) for tag in LANGUAGES}
    write_library(root, Plan(handouts=max(per_language.values()) + 1, languages=LANGUAGES, sections=3, brief=True))
    mark_up(root, ("standard",))
    made = sheets(root)
    stock = {tag: deque(n for n, (e, _) in enumerate(made[:-1]) if e.language == tag) for tag in LANGUAGES}  # the last: warms
    pages = {}
    numbers = [stock[MIX[turn % len(MIX)]].popleft() for turn in range(count)]
    apart = "\0"  # one call for all: each opens the library
    htmls = with_files(apart.join(made[number][1].html for number in numbers), root).split(apart)
    for number, html in zip(numbers, htmls, strict=True):
        page = root / f"sheet-{number}.html"
        page.write_text(html, encoding="utf-8")
        page.with_suffix(".typ").write_text(typst(page.read_text(encoding="utf-8")), encoding="utf-8")
        pages[page] = number
    return pages


def _ours(name: str, engine: str, pages: dict[Path, int]) -> Kind:
    """Two workers of the press, each told a sheet at a time."""

    def start(stack: ExitStack) -> Crew:
        crew = Crew([])
        root = next(iter(pages)).parent
        for _ in range(2):
            worker = Engine.start(engine, root, wait=False)
            stack.callback(worker.stop)
            crew.members.append(_worker(worker, pages))
            crew.pids.add(worker.process.pid)
        return crew

    return Kind(name, start)


def _worker(worker: Engine, pages: dict[Path, int]) -> Print:
    ready: list[dict[str, Any]] = []

    def act(page: Path) -> None:
        if not ready:
            ready.append(worker.answer())
        worker.ask([pages[page]])
        worker.answer()

    return act


def _together(members: list[Print], pages: Iterable[Path]) -> tuple[float, float]:
    """Seconds until all are printed, and until the first is; each member takes the next sheet when it has done one."""
    todo, ends, start = deque(pages), list[float](), time.perf_counter()

    def work(print_one: Print) -> None:
        while todo:
            try:
                page = todo.popleft()
            except IndexError:  # another one took the last
                return
            print_one(page)
            ends.append(time.perf_counter() - start)

    with ThreadPoolExecutor(len(members)) as threads:
        list(threads.map(work, members))
    return max(ends), min(ends)


def _cold(kind: Kind, stack: ExitStack, pages: list[Path], times: Times) -> Crew:
    start = time.perf_counter()
    crew = kind.start(stack)
    began = time.perf_counter() - start
    everything, first = _together(crew.members, pages)
    times.first, times.cold = began + first, began + everything
    _keep(pages, kind.name)
    return crew


def _keep(pages: list[Path], name: str) -> None:
    """Put the PDFs aside: the next engine writes to the same places."""
    for page in pages:
        with suppress(FileNotFoundError):
            printed(page).replace(_kept(page, name))


def _kept(page: Path, name: str) -> Path:
    return page.with_suffix(f".{re.sub('[^a-z0-9]+', '-', name.lower())}.pdf")


def _most_memory(crew: Crew, pages: list[Path]) -> int:
    """The most that a crew holds while it prints; not timed, because looking costs time."""
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], sum(map(tree_memory, list(crew.pids))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        _together(crew.members, pages)
    finally:
        done.set()
        thread.join()
    return most[0]


# ----------------------------------------------------------------------------------------------------- what was printed


def _look(times: dict[str, Times], crews: dict[str, Crew], pages: list[Path], numbers: dict[Path, int]) -> None:
    """Whether the PDFs are tagged, have about as many pages as ours, and hold the words: one sheet in each language."""
    root = pages[0].parent
    made, ours = sheets(root), ENGINES["on"](root)
    one_each = [next(page for page in pages if made[numbers[page]][0].language == tag) for tag in LANGUAGES]
    for page in one_each:
        for name in (TYPESETTING, ROUTE):
            _kept(page, name).write_bytes(ours(*made[numbers[page]]))
    for name in crews:
        seen = [_seen(_kept(page, name), page) for page in one_each]
        tagged = "yes" if all(one[0] for one in seen) else "**no**"
        times[name].looks = [tagged, *(" ".join(str(one[k]) for one in seen) for k in (1, 2, 3))]


def _seen(path: Path, page: Path) -> tuple[bool, int, str, str]:
    """Tagged or not, pages, and the share of the sheet's letters and digits in the text layer and in the tags."""
    from press import pdf

    try:
        made = path.read_bytes()
        copied, measured = pdf.second_reading(made), pdf.measure(made)
        heard = pdf.structure_text(made) if measured.tagged else ""
    except (OSError, pdf.UnreadableError):
        return False, 0, "-", "-"
    body = page.read_text(encoding="utf-8").partition("<body")[2].partition(">")[2]
    wanted = _letters(re.sub("<[^>]+>", " ", body.partition("<main>")[2]))
    shares = [(wanted & _letters(text)).total() / wanted.total() for text in ("".join(copied), heard)]
    return measured.tagged, len(copied), f"{shares[0]:.0%}", f"{shares[1]:.0%}"


def _letters(words: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", words) if letter.isalnum())


# ----------------------------------------------------------------------------------------------------------- the tables


def _beside(ours: list[float], theirs: list[float]) -> str:
    """How many times as long theirs took: the median of pairs."""
    return f"{median([b / a for a, b in zip(ours, theirs, strict=True)]):.2f}"


def _rows(times: dict[str, Times]) -> list[list[object]]:
    return [
        [
            name,
            f"{one.rate:.1f}",
            f"{sum(one.processor) / len(one.processor) / STRETCH * 1000:.0f}",
            _beside(times[TYPESETTING].stretches, one.stretches),
            _beside(times[ROUTE].stretches, one.stretches),
            f"{one.memory / 2**20:.0f}",
            f"{one.first:.2f} s; {one.cold:.1f} s",
            "; ".join(one.looks),
        ]
        for name, one in times.items()
    ]


def _verdict(times: dict[str, Times]) -> str:
    """The goal: twice as fast as the best of one to three browsers, in a quarter of its memory; and beside two tabs."""
    several = {name: one for name, one in times.items() if re.search(r"tagged: \d browsers?$", name)}
    if not several:
        return "No Chromium here: nothing to compare with the goal."
    best = max(several, key=lambda name: several[name].rate)
    parts = ["Goal: ≥ 2 × the pace of the best of one to three browsers, in a quarter of its memory."]
    for name in [best, *(name for name in times if name.endswith("2 tabs"))]:
        beside = []
        for ours in (TYPESETTING, ROUTE):
            pace = _beside(times[ours].stretches, times[name].stretches)
            work = _beside(times[ours].processor, times[name].processor)
            share = times[ours].memory / times[name].memory
            beside.append(f"{ours.partition(': ')[2]} {pace} × its pace, {work} × by processor time, {share:.0%} of its memory")
        parts.append(f"Beside {name.rpartition(': ')[2]}{' (the best)' * (name == best)}: {'; '.join(beside)}.")
    return " ".join(parts)


def after_one_edit(folder: Path, quick: bool, rates: dict[str, float]) -> str:
    """What one changed sentence in 1,000 editions costs here, and those that print everything again."""
    plan = Plan(handouts=14 if quick else 112, languages=LANGUAGES, brands=3, sections=3, brief=True)
    root = write_library(folder / "edit", plan)
    count = _built(root)[1]["built"]
    text, took = next((root / "handouts").glob("*/topic-0007/en.yaml")), list[tuple[float, Counter[str]]]()
    for _ in range(3):
        text.write_text(re.sub(r"(main_message: (?:>-\s+)?\S+)", r"\1 now", text.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        took.append(_built(root))
    ours, states = sorted(took, key=lambda one: one[0])[1]
    rows: list[list[object]] = [["the press, `handouts build`", states["built"], f"{ours:.2f} s, measured", "1"]]
    for name, rate in rates.items():
        rows.append([name, f"{count:,}", f"{count / rate:.1f} s, from its pace above", f"{count / rate / ours:.1f}"])
    return (
        table([f"one sentence edited in {count:,} editions", "printed again", "took", "x the press"], rows)
        + "\n\nThe press: from a cold start to the end of the process, reading, checking and preflight included, the middle of "
        "three edits. The others know nothing of what they were given before, so everything is printed again; their start and "
        "the making of their HTML is not counted."
    )


def _built(root: Path) -> tuple[float, Counter[str]]:
    """Seconds of a build, and how many editions ended how."""
    took, said = _handouts(root, "build", "--variant", "standard", "--out", str(root / "out"), "--today", TODAY, "--format", "json")
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return took, Counter(event["state"] for event in events if "state" in event)


def main(measured: Callable[[Path, bool], str] = measure) -> None:
    """Print the tables."""
    from benchmarks.report import machine
    from press import fonts

    if problems := fonts.activate():
        sys.exit(str(problems[0]))
    about = machine()
    with tempfile.TemporaryDirectory(prefix="handouts-bench-") as folder:
        print(f"{about}\n\n{measured(Path(folder), '--quick' in sys.argv)}")


if __name__ == "__main__":
    main()
