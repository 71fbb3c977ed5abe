"""The warm render beside the naive loop, preflight's share, memory, and one sheet from a cold start.

python benchmarks/rendering.py            prints the table and writes benchmarks/results/rendering.md
"""

from __future__ import annotations

import datetime
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from press import fonts

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
SLUG, BRAND = "botox-chronic-migraine", "example-neurology"
ROUNDS = 5
BARE = """
import sys
from pathlib import Path
from press import fonts
fonts.activate()
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
class Files(URLFetcher):
    def fetch(self, url, headers=None):
        return URLFetcherResponse(url, (Path(sys.argv[2]) / url.removeprefix("press:")).read_bytes())
html = Path(sys.argv[1]).read_text(encoding="utf-8")
weasyprint.HTML(string=html, url_fetcher=Files()).write_pdf(sys.argv[3], pdf_variant="pdf/ua-1")
"""


def sheets() -> dict[str, object]:
    """One handout's sheets in three scripts, marked up."""
    from press import markup, review
    from press.edition import Edition
    from press.library import open_library

    library = open_library(ROOT)
    found: dict[str, object] = {"library": library}
    for tag in ("en", "ar", "zh-Hans"):
        standing = review.standing(library, library.pieces[SLUG], tag, TODAY)
        found[tag] = markup.sheet(library, Edition(SLUG, tag, "standard", BRAND), standing)[0]
    return found


def timed(function: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    function()
    return time.process_time() - start


def warm(found: dict[str, object]) -> list[str]:
    """Ours beside the naive loop, and preflight, in pairs."""
    # ruff: noqa: B023 - each closure is called within its own turn of the loop
    import logging

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from press import build, preflight, typeset
    from press.edition import Edition
    from press.problem import Place
    from press.typeset.fetch import ProjectFetcher

    logging.getLogger("weasyprint").handlers = [logging.NullHandler()]
    library, lines = found["library"], []
    for tag in ("en", "ar", "zh-Hans"):
        sheet = found[tag]
        html, place = sheet.html, Place("x")  # type: ignore[attr-defined]
        edition = Edition(SLUG, tag, "standard", BRAND)
        must = build.expected(library, edition, sheet)  # type: ignore[arg-type]

        def ours(html: str = html) -> bytes | None:
            return typeset.typeset(html, place=place, resolve=library.resolve, locate=lambda key: place).pdf  # type: ignore[attr-defined]

        def naive(html: str = html) -> object:
            fetcher = ProjectFetcher(library.resolve)  # type: ignore[attr-defined]
            return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
                font_config=FontConfiguration(), pdf_variant="pdf/ua-1"
            )

        pdf = ours()
        assert pdf is not None
        naive()
        pairs = [
            (timed(naive), timed(ours), timed(lambda: preflight.preflight(pdf, must, place))) for _ in range(ROUNDS)
        ]
        ratio = statistics.median(n / o for n, o, _ in pairs)
        share = statistics.median(p / o for _, o, p in pairs)
        ms = [statistics.median(column) * 1000 for column in zip(*pairs, strict=True)]
        lines.append(f"| {tag} | {ms[0]:.0f} | {ms[1]:.0f} | {ratio:.2f} | {ms[2]:.0f} | {share:.2f} |")
    return lines


def memory(found: dict[str, object]) -> str:
    """Resident memory at the 100th and the 500th sheet, each with words of its own."""
    from press import typeset
    from press.problem import Place

    def resident() -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * 4096 // 1024

    library, place, seen = found["library"], Place("x"), {}
    page = '<html lang="en" dir="ltr"><head><title>t</title></head><body><h1>Sheet {0}</h1>{1}</body></html>'
    for number in range(1, 501):
        words = "".join(
            f"<p>Take tablet {number * 31 + n} with water, and rest for {number + n} minutes.</p>" for n in range(40)
        )
        typeset.typeset(page.format(number, words), place=place, resolve=library.resolve, locate=lambda key: place)  # type: ignore[attr-defined]
        if number in (100, 500):
            seen[number] = resident()
    growth = (seen[500] - seen[100]) / seen[100] * 100
    return f"{seen[100] // 1024} MB at the 100th sheet, {seen[500] // 1024} MB at the 500th: {growth:+.1f} %"


def cold(found: dict[str, object]) -> str:
    """`handouts get` of a sheet that was never made, beside a bare script on the same HTML."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.html").write_text(found["en"].html, encoding="utf-8")  # type: ignore[attr-defined]
        (folder / "bare.py").write_text(BARE)
        bare = [sys.executable, str(folder / "bare.py"), str(folder / "a.html"), str(ROOT), str(folder / "bare.pdf")]
        ratios, mine, theirs = [], [], []
        project = folder / "project"
        for room in ("handouts", "styles", "templates"):
            shutil.copytree(ROOT / room, project / room)
        get = [
            sys.executable,
            str(ROOT / "cli.py"),
            "--project",
            str(project),
            "get",
            SLUG,
            "--brand",
            BRAND,
            "-o",
            str(folder / "b.pdf"),
        ]
        for _ in range(ROUNDS):
            shutil.rmtree(project / "out", ignore_errors=True)
            start = time.perf_counter()
            subprocess.run(bare, check=True, capture_output=True)
            middle = time.perf_counter()
            subprocess.run(get, check=True, capture_output=True)
            end = time.perf_counter()
            mine.append(end - middle)
            theirs.append(middle - start)
            ratios.append(mine[-1] / theirs[-1])
    return f"{statistics.median(mine):.2f} s beside {statistics.median(theirs):.2f} s: {statistics.median(ratios):.2f} times"


def main() -> None:
    """Measure and write the table."""
    assert fonts.activate() == []
    found = sheets()
    lines = [
        "# Rendering",
        "",
        f"{datetime.datetime.now().astimezone().date()}, {platform.machine()}, Python {platform.python_version()}; medians of {ROUNDS} pairs in one process.",
        "",
        "| | naive loop, ms | ours, ms | naive / ours | preflight, ms | preflight / ours |",
        "|---|---|---|---|---|---|",
        *warm(found),
        "",
        f"Memory: {memory(found)}.",
        "",
        f"One sheet from a cold start, not made before (`handouts get` beside a bare WeasyPrint script): {cold(found)}.",
        "",
    ]
    text = "\n".join(lines)
    print(text)
    (ROOT / "benchmarks/results/rendering.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
