"""How long does a pack take, with one worker and with two, and what does taking it up again cost?

    python benchmarks/order_packs.py [PIECES]

Writes a library of PIECES / 6 handouts (default 300 pieces) in English, Spanish and Chinese, standard and large print,
makes a proof pack of all of it with one worker, with two, and once more after everything but the pack is there, and
prints the table of ``benchmarks/results/order_packs.md``: seconds, memory of the largest process, ratio.
"""

from __future__ import annotations

import datetime
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press import fonts  # noqa: E402

TODAY = datetime.date(2026, 11, 22)
TAGS, SIZES = ("en", "es", "zh-Hans"), ("standard", "large-print")


def main() -> None:
    """Measure and print."""
    fonts.activate()
    from benchmarks.library import Plan, write_library
    from press.library import open_library
    from press.order.pack import Options, make
    from press.order.request import read_order
    from press.order.verify import verify

    pieces = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        root = write_library(Path(folder) / "project", Plan(handouts=pieces // 6, languages=TAGS))
        library = open_library(root)
        order = root / "orders" / "all.yaml"
        order.parent.mkdir()
        head = "job: all\ndue: 2027-01-31\ncontact: {name: Bench, phone: 503-555-0123}\ndefaults: {brand: BRAND}\nlines:\n"
        line = "  - {{handout: {}, languages: [{}], variants: [{}], quantity: 100}}\n"
        lines = [line.format(slug, tag, size) for slug in library.handouts for tag in TAGS for size in SIZES]
        order.write_text(head.replace("BRAND", next(iter(library.brands))) + "".join(lines), encoding="utf-8")
        request, problems = read_order(order, library, TODAY)
        assert request is not None, problems
        print("| run | seconds | against one worker | this process, MB | largest worker, MB |\n|---|---|---|---|---|")
        one = 0.0
        for name, jobs in (("one worker", 1), ("two workers", 2), ("taken up again", 2)):
            pack = root / name.replace(" ", "-")
            if name != "taken up again":
                shutil.rmtree(root / "out", ignore_errors=True)
            started = time.perf_counter()
            packed = make(library, request, Options(pack, TODAY, proof=True, jobs=jobs))
            took = time.perf_counter() - started
            assert packed.path is not None, packed.problems
            one = one or took
            own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            print(f"| {name}, {packed.built} made | {took:.1f} | {one / took:.2f} | {own} | {child} |", flush=True)
        started = time.perf_counter()
        assert verify(root / "two-workers")[1] == []
        print(f"| verify | {time.perf_counter() - started:.1f} | | | |")


if __name__ == "__main__":
    main()
