"""The press beside WeasyPrint in a loop, with and without what it remembers, with one worker and two; preflight; memory."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.engines import Engine, mark_up, sheets
from benchmarks.library import Plan, write_library
from benchmarks.report import median, table
from press.route import pool


def libraries(quick: bool) -> dict[str, Plan]:
    """Texts that do not repeat; and a real matrix: three brands on two papers, three sizes, packets of the same handouts."""
    few = 2 if quick else 6
    return {
        "texts that do not repeat": Plan(handouts=4 * few, languages=("en", "ar", "zh-Hans", "hi", "ru", "km")),
        "a real matrix": Plan(
            handouts=few + 2, languages=("en", "ar", "zh-Hans"), brands=3, packets=1, papers=("letter", "letter", "a4")
        ),
    }


def measure(folder: Path, quick: bool) -> str:
    """Two tables for each library."""
    parts = []
    for title, plan in libraries(quick).items():
        root = write_library(folder / title.replace(" ", "-"), plan)
        count = mark_up(root)
        numbers = list(range(count))
        if plan.brands == 1:  # one print size only: the same words in three sizes would repeat
            numbers = [n for n, (edition, _) in enumerate(sheets(root)) if edition.variant == "standard"]
        parts.append(f"**{title}**: {len(numbers)} editions\n\n{_compare(root, numbers)}")
    return "\n\n".join(parts)


def _chunks(numbers: list[int]) -> list[list[int]]:
    """In ten parts, each a stretch of like editions, so that the engines can take turns."""
    size = max(2, -(-len(numbers) // 10))
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


def _compare(root: Path, numbers: list[int]) -> str:
    engines = {name: Engine.start(name, root) for name in ("naive", "off", "on", "preflight")}
    pair, made = [Engine.start("on", root), Engine.start("on", root)], sheets(root)
    took: dict[str, list[float]] = {name: [] for name in (*engines, "two")}
    equal = True
    for chunk in _chunks(numbers):
        hashes: dict[str, Any] = {}
        for name, engine in engines.items():
            if name == "preflight":
                engine.ask(chunk)  # makes the PDFs
                engine.answer()
            engine.ask(chunk)
            said = engine.answer()
            took[name].append(said["seconds"])
            hashes[name] = said["hashes"]
        equal = equal and hashes["off"] == hashes["on"]
        took["two"].append(_together(pair, chunk, made))
    for engine in (*engines.values(), *pair):
        engine.stop()
    count, naive, one = len(numbers), sum(took["naive"]), sum(took["on"])
    ratios = {name: median([a / b for a, b in zip(took["naive"], took[name], strict=True)]) for name in took}
    rows = [
        ["WeasyPrint in a loop (HTML, CSS, FontConfiguration anew each time)", _rate(count, naive), "1", ""],
        ["the press, nothing remembered", _rate(count, sum(took["off"])), f"{ratios['off']:.2f}", ""],
        ["the press", _rate(count, one), f"{ratios['on']:.2f}", "same bytes: " + ("yes" if equal else "**NO**")],
        ["the press, two workers", _rate(count, sum(took["two"])), f"{ratios['two']:.2f}", f"{one / sum(took['two']):.2f} x one"],
    ]  # fmt: skip
    share = sum(took["preflight"]) / one
    return (
        table(["", "documents a second", "x the loop, median", ""], rows)
        + f"\n\nPreflight of the same PDFs: {share:.0%} of the render."
    )


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:.1f}"


def _together(pair: list[Engine], chunk: list[int], made: list[Any]) -> float:
    """Seconds that two workers need. Each takes the next sheet when it has done one, by the pool's rule: of the styles
    that it is at; else of styles that the other one is not at; else the last of what the other one is at.
    """
    groups: dict[Any, deque[int]] = {}
    for number in chunk:
        groups.setdefault(pool.styles_of(made[number][0]), deque()).append(number)
    at: dict[int, Any] = {}
    lock, start = threading.Lock(), time.perf_counter()

    def following(worker: int) -> int | None:
        with lock:
            others = {styles for one, styles in at.items() if one != worker}
            free = [styles for styles in groups if styles not in others]
            styles = at.get(worker) if at.get(worker) in groups else next(iter(free or groups), None)
            if styles is None:
                return None
            number = groups[styles].pop() if styles in others else groups[styles].popleft()
            at[worker] = styles
            if not groups[styles]:
                del groups[styles]
            return number

    def work(worker: int) -> None:
        while (number := following(worker)) is not None:
            pair[worker].ask([number])
            pair[worker].answer()

    with ThreadPoolExecutor(len(pair)) as threads:
        list(threads.map(work, range(len(pair))))
    return time.perf_counter() - start


def growth(folder: Path, quick: bool) -> str:
    """What one worker holds after the 100th, 500th and 2,000th edition of the whole route.

    The editions come mixed, so that every language, font and style sheet is there before the 100th.
    """
    last = 300 if quick else 2000
    languages = ("en", "ar", "zh-Hans", "hi", "ru", "es")
    root = write_library(folder / "growth", Plan(handouts=last // 18 + 1, languages=languages, sections=2))
    numbers = list(range(mark_up(root)))
    random.Random(1).shuffle(numbers)
    engine = Engine.start("route", root)
    held, rows = 0, []
    for start in range(0, last, 50):
        engine.ask(numbers[start : start + 50])
        held = engine.answer()["memory"]
        if start + 50 in (100, 200, 300, 500, 1000, 2000):
            rows.append([start + 50, f"{held / 2**20:.0f}"])
    engine.stop()
    first = float(rows[0][1])
    return table(["edition", "MiB"], rows) + f"\n\nGrowth from the 100th: {held / 2**20 / first - 1:+.0%}."
