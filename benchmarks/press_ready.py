"""What does a file for the printing press cost against the same sheet for the screen?

    python benchmarks/press_ready.py [ROUNDS]

Makes the same editions (four languages, standard and large print) for the screen, in four inks and in black, in turns, one
process, nothing kept; processor time, the median of ROUNDS (default 7). Prints the table of ``benchmarks/results/press_ready.md``.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press import fonts  # noqa: E402

TODAY = datetime.date(2026, 11, 22)
TAGS, SIZES = ("en", "ar", "zh-Hans", "hi"), ("standard", "large-print")
KINDS = ("screen", "4/4", "1/1")


def main() -> None:
    """Measure and print."""
    fonts.activate()
    from benchmarks.library import Plan, write_library
    from press.edition import Edition
    from press.library import open_library
    from press.route import Run, make

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(write_library(Path(folder) / "project", Plan(handouts=1, languages=TAGS)))
        slug, brand = next(iter(library.handouts)), next(iter(library.brands))
        run = Run(Path(folder) / "out", TODAY, force=True)
        times: dict[tuple[str, str, str], list[float]] = {}
        for turn in range(rounds + 1):
            for tag in TAGS:
                for size in SIZES:
                    for kind in KINDS:
                        edition = Edition(slug, tag, size, brand)
                        if kind != "screen":
                            edition = Edition(slug, tag, size, brand, "print", "", kind)  # type: ignore[arg-type]
                        start = time.process_time()
                        outcome = make(library, edition, run)
                        assert outcome.path is not None, outcome.problems
                        if turn:  # the first one warms up
                            times.setdefault((tag, size, kind), []).append(time.process_time() - start)
        print("| language | size | screen, ms | four inks, ms | black, ms | four inks / screen | black / screen |")
        print("|---|---|---|---|---|---|---|")
        middle = {key: statistics.median(found) * 1000 for key, found in times.items()}
        for tag in TAGS:
            for size in SIZES:
                screen, four, black = (middle[tag, size, kind] for kind in KINDS)
                cells = f"{screen:.0f} | {four:.0f} | {black:.0f} | {four / screen:.2f} | {black / screen:.2f}"
                print(f"| {tag} | {size} | {cells} |")


if __name__ == "__main__":
    main()
