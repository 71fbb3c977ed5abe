"""How fast, and in how much memory: every table of benchmarks/results/speed.md.

    python -m benchmarks.speed                    all of it: about 40 minutes on two cores with nothing else to do
    python -m benchmarks.speed --quick            small libraries, about 10 minutes; prints, and writes nothing
    python -m benchmarks.speed --only get check   some of the tables; the others stay as they are

Each table compares within one run, in turns, on generated libraries (texts of the Universal Declaration of Human Rights
and TICO-19; a fifth of the paragraphs repeat). Times of two tables are not comparable.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import cluster, order_packs, peers, phases, rebuilding, rendering_speed
from benchmarks.report import machine

RESULT = Path(__file__).resolve().parent / "results" / "speed.md"
TABLES: dict[str, tuple[str, Callable[[Path, bool], str]]] = {
    "rendering": ("Typesetting", rendering_speed.measure),
    "phases": ("Where the time goes", phases.measure),
    "memory": ("Memory of one worker, whole route", rendering_speed.growth),
    "rebuild": ("Building again after a change", rebuilding.measure),
    "get": ("One sheet from a cold start", rebuilding.one_sheet),
    "check": ("Checking", rebuilding.checking),
    "peers": ("Beside other engines", peers.measure),
    "cluster": ("Two workers of a cluster beside the pool of two", cluster.measure),
    "orders": ("Packs for a print shop", order_packs.measure),
}


def main() -> None:
    """Measure, print, and write what was measured in full."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--quick", action="store_true", help="small libraries; writes nothing")
    asked.add_argument("--only", nargs="+", choices=TABLES, default=list(TABLES), help="some of the tables")
    options = asked.parse_args()
    from press import fonts

    if problems := fonts.activate():
        sys.exit(str(problems[0]))
    for name in options.only:
        title, measure = TABLES[name]
        about, start = machine(), time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="handouts-bench-") as folder:
            text = measure(Path(folder), options.quick)
        took = (time.perf_counter() - start) / 60
        section = f"## {title}\n\n{about}; measured in {took:.0f} min: `python -m benchmarks.speed --only {name}`\n\n{text}\n"
        print(section, flush=True)
        if not options.quick:
            _write(title, section)


def _write(title: str, section: str) -> None:
    """Put one section in the place of the older one; the order is that of TABLES."""
    text = RESULT.read_text(encoding="utf-8") if RESULT.is_file() else ""
    known = {found.split("\n", 1)[0]: f"## {found}" for found in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}
    known[title] = section
    parts = [known[one].rstrip() + "\n" for one, _ in TABLES.values() if one in known]
    RESULT.write_text("# How fast, and in how much memory\n\n" + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
