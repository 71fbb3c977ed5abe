"""How long does a pack for the press take: one worker, two, taken up again after a crash, and its verification?

    python -m benchmarks.order_packs [--quick]

A library of handouts in English, Spanish and Chinese, standard and large print, is ordered as a whole; each pack is made
by the program from the start, with nothing kept from the run before. "Taken up again" is the second run after a first one
that was killed at about half of the pieces. Memory is that of the largest worker (its resident pages), at most during the
first half of the pieces and at most in all: a worker that grows with each piece would show.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.library import Plan, write_library
from benchmarks.report import table

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"
TAGS, SIZES = ("en", "es", "zh-Hans"), ("standard", "large-print")
HEAD = """\
job: all
due: 2027-01-31
contact: {name: Bench, phone: 503-555-0123}
lines:
"""
LINE = "  - {{handout: {slug}, languages: [{tags}], variants: [{sizes}], quantity: 100}}\n"


@dataclass(frozen=True, slots=True)
class Took:
    """One run of the program. ``half`` and ``most`` are bytes of the largest worker."""

    seconds: float
    processor: float
    half: int
    most: int
    said: str


def _memory(pid: int) -> int:
    """Resident bytes of the largest process below one, or of itself where it works alone (Linux)."""
    sizes: dict[int, int] = {}
    below: dict[int, list[int]] = {}
    page = os.sysconf("SC_PAGE_SIZE")
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        one = int(path.parent.name)
        below.setdefault(int(fields[1]), []).append(one)
        sizes[one] = int(fields[21]) * page
    children, todo = list[int](), [pid]
    while todo:
        found = below.get(todo.pop(), [])
        children += found
        todo += found
    workers = [sizes[one] for one in children if sizes[one] > 2**26]  # smaller ones only look after the others
    return max(workers, default=sizes.get(pid, 0))


def _finished(pack: Path) -> int:
    return sum(1 for _ in pack.with_name(f"{pack.name}.part").glob("made/**/*.pdf"))


def _run(arguments: Sequence[str], pack: Path, half: int, kill: bool = False) -> Took:
    """Run the program; ``half`` pieces are half of the way, where ``kill`` ends it."""
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    before = after = 0
    start, spent = time.perf_counter(), _processor()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            past = _finished(pack) >= half
            if past and kill:
                process.kill()
            used = _memory(process.pid)
            before, after = (before, max(after, used)) if past else (max(before, used), after)
            time.sleep(0.5)
        took = time.perf_counter() - start
        out.seek(0)
        said = out.read().decode()
    assert kill or process.returncode == 0, said
    return Took(took, _processor() - spent, before, max(before, after), said)


def _processor() -> float:
    """Seconds of processor time of all programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _packs(root: Path, pieces: int) -> Iterator[list[object]]:
    """The rows of the table, one run each."""
    order = [f"--project={root}", "order"]
    one = 0.0

    def cells(name: str, made: int, ran: Took) -> list[object]:
        memory = [f"{size / 2**20:.0f} MiB" if size else "" for size in (ran.half, ran.most)]
        return [name, made, f"{ran.seconds:.1f} s", f"{ran.processor:.1f} s", f"{made / ran.seconds:.1f}", *memory]

    for name, jobs in (("one worker", 1), ("two workers", 2), ("taken up again", 2)):
        shutil.rmtree(root / "out", ignore_errors=True)
        pack = root / name.replace(" ", "-")
        command = [*order, "make", str(root / "orders/all.yaml"), "-o", str(pack), "--proof", f"--jobs={jobs}"]
        command += ["--format=json", "--today", TODAY]
        if name == "taken up again":
            _run(command, pack, pieces // 2, kill=True)
        ran = _run(command, pack, pieces // 2)
        made = json.loads(ran.said)["built"]
        one = one or made / ran.seconds
        yield [*cells(name, made, ran), f"{made / ran.seconds / one:.2f}"]
    checked = root / "two-workers"
    assert (checked / "SHA256SUMS").read_bytes() == (root / "one-worker/SHA256SUMS").read_bytes()
    assert (checked / "SHA256SUMS").read_bytes() == (root / "taken-up-again/SHA256SUMS").read_bytes()
    yield [*cells("verify", pieces, _run([*order, "verify", str(checked)], checked, pieces)), ""]


def measure(folder: Path, quick: bool) -> str:
    """Seconds, pieces per second and memory of packs of 36 or 300 pieces; all packs must be the same bytes."""
    pieces = 36 if quick else 300
    root = write_library(folder / "order-packs", Plan(handouts=pieces // 6, languages=TAGS))
    slugs = sorted(path.parent.name for path in (root / "handouts").glob("*/*/handout.yaml"))
    lines = [LINE.format(slug=slug, tags=", ".join(TAGS), sizes=", ".join(SIZES)) for slug in slugs]
    (root / "orders").mkdir(exist_ok=True)
    (root / "orders/all.yaml").write_text(HEAD + "".join(lines), encoding="utf-8")
    heads = ["run", "pieces", "took", "processor", "pieces a second", "largest worker, first half", "in all", "x one worker"]
    return f"Packs of {pieces} pieces for the press:\n\n{table(heads, _packs(root, pieces))}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(measure(Path(scratch), "--quick" in sys.argv[1:]))
