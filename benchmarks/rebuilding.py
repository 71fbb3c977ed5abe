"""What a build costs when nothing, or one thing, has changed; and the check of a large library."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.library import Plan, write_library
from benchmarks.report import median, table

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ar", "zh-Hans", "hi", "ru", "es")
TODAY = "2026-11-22"


def _handouts(root: Path, *arguments: str) -> tuple[float, str]:
    """Seconds that the program took, start to end, and what it wrote."""
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(root), *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    assert done.returncode in (0, 1), done.stderr
    return took, done.stdout


def _build(root: Path) -> tuple[float, Counter[str], set[str]]:
    """Seconds, how many editions ended how, and which brands and handouts were built."""
    took, said = _handouts(root, "build", "--out", str(root / "out"), "--today", TODAY, "--format", "json")
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    if len(events) == 1:
        events = events[0].get("editions", [])
    outcomes = [event for event in events if "state" in event]
    built = {f"{one['slug']} {one['brand']}" for one in outcomes if one["state"] == "built"}
    return took, Counter(one["state"] for one in outcomes), built


def measure(folder: Path, quick: bool) -> str:
    """Tables of builds of 1,000 and 5,000 editions, one page each at standard size."""
    rows: list[list[object]] = []
    for handouts in (14, 28) if quick else (28, 140):  # x 6 languages x 3 print sizes x 2 brands
        plan = Plan(handouts=handouts, languages=LANGUAGES, brands=2, sections=1, shared=3)
        root = write_library(folder / f"rebuild-{handouts}", plan)
        took, states, _ = _build(root)
        count = sum(states.values())
        rows.append([f"{count:,}", "everything", states["built"], f"{took:.0f} s", f"{count / took:.1f} a second"])
        times = [_build(root) for _ in range(3)]
        took, states, _ = sorted(times, key=lambda one: one[0])[1]
        rows.append([f"{count:,}", "nothing", states["built"], f"{took:.2f} s", f"{took / count * 1000:.2f} ms an edition"])
        if rows[0][0] == f"{count:,}":
            rows += _edits(root, count)
    return table(["editions", "changed", "built", "took", ""], rows)


def _edits(root: Path, count: int) -> list[list[object]]:
    rows: list[list[object]] = []
    one = next((root / "handouts").glob("*/topic-0007/en.yaml"))
    shared = root / "handouts/_shared/common/en.yaml"
    brand = root / "styles/brands/clinic-2/brand.yaml"
    for what, path, before, after in (
        ("one sentence of one handout", one, r"(main_message: \S+)", r"\1 now"),
        ("the shared passage of three handouts", shared, r"(text: \S+)", r"\1 now"),
        ("a colour of one of two brands", brand, r"#1F3A5F", "#1F3A60"),
    ):
        path.write_text(re.sub(before, after, path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        took, states, built = _build(root)
        whose = sorted({name.split(" ")[0] for name in built})
        brands = sorted({name.split(" ")[1] for name in built})
        names = ", ".join(whose) if len(whose) < 5 else f"{len(whose)} handouts"
        rows.append([f"{count:,}", what, states["built"], f"{took:.1f} s", f"{names} in {', '.join(brands)}"])
    return rows


def checking(folder: Path, quick: bool) -> str:
    """``handouts check`` of 1,000 handouts in ten languages, and of one changed file."""
    languages = ("en", "ar", "zh-Hans", "hi", "ru", "es", "km", "fa", "fr", "bn")
    handouts = 100 if quick else 1000
    root = write_library(folder / "check", Plan(handouts=handouts, languages=languages, brands=1))
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(root), "check", "--format", "json"]
    sampled = ["/usr/bin/time", "-f", "%M", *command] if Path("/usr/bin/time").exists() else command
    start = time.perf_counter()
    done = subprocess.run(sampled, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    most = _tree_peak(command)
    one = [_handouts(root, "check", "topic-0007", "--lang", "es")[0] for _ in range(3)]
    rows = [
        [f"{handouts:,} handouts x {len(languages)} languages", f"{took:.1f} s", f"{most / 2**20:.0f} MiB, all processes"],
        ["one handout in one language of them", f"{median(one):.2f} s", ""],
    ]
    assert done.returncode in (0, 1), done.stderr
    return table(["check of", "took", "memory"], rows)


def _tree_peak(command: list[str]) -> int:
    """The most memory that a command and its workers held together."""
    from benchmarks.report import tree_memory

    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, tree_memory(process.pid))
        time.sleep(0.3)
    return most


def one_sheet(folder: Path, quick: bool) -> str:
    """``get`` of a sheet that is not there yet, beside the ``weasyprint`` command on the same HTML; and a warm worker."""
    from benchmarks.engines import Engine, mark_up, sheets

    root = write_library(folder / "get", Plan(handouts=8 if quick else 24, languages=("en",), brands=1))
    mark_up(root)
    made = sheets(root)
    standard = [n for n, (edition, _) in enumerate(made) if edition.variant == "standard"]
    page = root / "sheet.html"
    engine = Engine.start("route", root)
    took: dict[str, list[float]] = {"weasyprint": [], "get": [], "warm": []}
    for number in standard[: 5 if quick else 15]:
        edition, sheet = made[number]
        page.write_text(with_files(sheet.html, root), encoding="utf-8")
        took["weasyprint"].append(_weasyprint(page))
        target = str(root / "sheet.pdf")
        took["get"].append(_handouts(root, "get", edition.slug, "--lang", "en", "-o", target, "--today", TODAY)[0])
        engine.ask([number])
        took["warm"].append(engine.answer()["seconds"])
    engine.stop()
    least = median(took["weasyprint"])
    rows = [
        [name, f"{median(values):.2f} s", f"{median([v / w for v, w in zip(values, took['weasyprint'], strict=True)]):.2f}"]
        for name, values in (
            ("the `weasyprint` command, same HTML and fonts", took["weasyprint"]),
            ("`handouts get`, cold: found, checked, typeset, preflighted, kept", took["get"]),
            ("a warm worker: the same", took["warm"]),
        )
    ]
    assert least > 0
    return table(["one sheet", "median", "x the command, median of pairs"], rows)


def with_files(html: str, root: Path) -> str:
    """The same page with addresses that any program can read."""
    from press.library import open_library

    library = open_library(root)
    return re.sub(r"press:([^\"')\s]+)", lambda hit: (library.resolve(hit[1]) or Path(hit[1])).as_uri(), html)


def _weasyprint(page: Path) -> float:
    code = (
        "import sys; from press import fonts; fonts.activate()\n"
        "from weasyprint.__main__ import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "--pdf-variant", "pdf/ua-1", str(page), str(page.with_suffix(".weasy.pdf"))]
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start
