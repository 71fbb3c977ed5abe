"""The press beside other engines on the same sheets: Chromium, Typst, fullbleed, wkhtmltopdf.

    python -m benchmarks.peers [--quick]

Chromium and the press get the same HTML, style sheets and fonts, and write tagged PDFs. Typst gets the same words in a
template of like looks; fullbleed and wkhtmltopdf get the HTML and do with it what they can. An engine that is not
installed is left out and named: ``pip install typst fullbleed`` and ``apt-get install wkhtmltopdf`` bring three of them
(they are no dependencies of the press), ``scripts/setup.sh --dev`` brings Chromium.
"""

from __future__ import annotations

import base64
import importlib.metadata
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks.engines import Engine, mark_up, sheets
from benchmarks.library import Plan, write_library
from benchmarks.report import median, table, tree_memory

ROOT = Path(__file__).resolve().parent.parent
MIX = ("en",) * 3 + ("ar", "zh-Hans")  # 60 % English, 20 % Arabic, 20 % Chinese
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic",
)  # fmt: skip
Print = Callable[[int], bytes]
#: What their pages looked like as pictures (an Arabic sheet, November 2026).
_SEEN = {
    "typst": "Typst's pages look right, in a plain template; its PDFs are tagged, and nothing checks them.",
    "fullbleed": "fullbleed's Arabic is unreadable: letters stand apart and over each other, lines run off the page.",
    "wkhtmltopdf": "wkhtmltopdf knows none of the page styles: tiny type, no margins, no head or foot, no tags.",
}


def measure(folder: Path, quick: bool) -> str:
    """One table: documents a second and memory of each engine, in turns over the same stretches of sheets."""
    root = write_library(folder / "peers", Plan(handouts=10 if quick else 30, languages=("en", "ar", "zh-Hans"), sections=3))
    mark_up(root)
    made = sheets(root)
    by_tag = {tag: deque(n for n, (e, _) in enumerate(made) if e.language == tag and e.variant == "standard") for tag in set(MIX)}
    numbers = [by_tag[tag].popleft() for _ in range(5 if quick else 10) for tag in MIX if by_tag[tag]]
    pages = _pages(made, numbers, root)
    rows, notes = [], list[str]()
    with ExitStack() as stack:
        crews: dict[str, list[Print]] = {"the press: two workers, typesetting": _press(stack, root, "on")}
        crews["the press: two workers, all six steps of the route"] = _press(stack, root, "route")
        roots = {name: _pids(crew) for name, crew in crews.items()}
        for name, crew in _others(stack, pages, made, root, notes):
            crews[name], roots[name] = crew, _pids(crew)
        took: dict[str, list[float]] = {name: [] for name in crews}
        held = dict.fromkeys(crews, 0)
        count = dict.fromkeys(crews, 0)
        for crew in crews.values():
            _together(crew, numbers[: len(crew)])  # warm
        for start in range(0, len(numbers), 10):
            for name, crew in crews.items():
                part = numbers[start : start + 10]
                seconds, most = _watched(lambda c=crew, p=part: _together(c, p), roots[name])  # type: ignore[misc]
                took[name].append(seconds)
                held[name] = max(held[name], most)
                count[name] += len(part)
        rows = _rows(took, held, count)
    return table(["engine", "documents a second", "x the press, median of stretches", "memory, MiB"], rows) + "\n\n" + "\n".join(
        [f"{len(numbers)} sheets: 60 % English, 20 % Arabic, 20 % Chinese, standard size.", *notes]
    )


def _rows(took: dict[str, list[float]], held: dict[str, int], count: dict[str, int]) -> list[list[object]]:
    ours = next(iter(took))
    return [
        [
            name,
            f"{count[name] / sum(seconds):.1f}",
            f"{median([a / b for a, b in zip(took[ours], seconds, strict=True)]):.2f}",
            f"{held[name] / 2**20:.0f}" if held[name] else "",
        ]
        for name, seconds in took.items()
    ]


def _pages(made: list[Any], numbers: list[int], root: Path) -> dict[int, Path]:
    """The sheets as files of HTML that any engine can read."""
    from benchmarks.rebuilding import with_files

    found = {}
    for number in numbers:
        found[number] = root / f"sheet-{number}.html"
        found[number].write_text(with_files(made[number][1].html, root), encoding="utf-8")
    return found


def _together(crew: list[Print], numbers: list[int]) -> float:
    """Seconds until all are printed, each member taking the next sheet when it has done one."""
    todo, start = deque(numbers), time.perf_counter()

    def work(print_one: Print) -> None:
        with suppress(IndexError):
            while True:
                print_one(todo.popleft())

    with ThreadPoolExecutor(len(crew)) as threads:
        list(threads.map(work, crew))
    return time.perf_counter() - start


def _watched(act: Callable[[], float], pids: list[int]) -> tuple[float, int]:
    """What ``act`` gives, and the most memory that the processes held meanwhile."""
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.25):
            most[0] = max(most[0], sum(map(tree_memory, pids)))

    thread = threading.Thread(target=watch)
    if pids:
        thread.start()
    seconds = act()
    done.set()
    if pids:
        thread.join()
    return seconds, most[0]


def _pids(crew: list[Print]) -> list[int]:
    return [pid for one in crew if (pid := getattr(one, "pid", 0))]


class _Member:
    """One process that prints, and its number."""

    def __init__(self, pid: int, act: Print) -> None:
        self.pid, self._act = pid, act

    def __call__(self, number: int) -> bytes:
        return self._act(number)


def _press(stack: ExitStack, root: Path, kind: str) -> list[Print]:
    crew: list[Print] = []
    for _ in range(2):
        engine = Engine.start(kind, root)
        stack.callback(engine.stop)

        def act(number: int, engine: Engine = engine) -> bytes:
            engine.ask([number])
            engine.answer()
            return b""

        crew.append(_Member(engine.process.pid, act))
    return crew


def _others(
    stack: ExitStack, pages: dict[int, Path], made: list[Any], root: Path, notes: list[str]
) -> Iterator[tuple[str, list[Print]]]:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program and driver:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split()
        browsers = [stack.enter_context(_browser(program, driver)) for _ in range(3)]
        crew = [_chromium(browser, pages) for browser in browsers]
        notes.append(_looked_at(crew[0], made, next(iter(pages))))
        for count in (1, 2, 3):
            yield f"Chromium {said[1] if len(said) > 1 else ''} kept warm, {count} of them, tagged", crew[:count]
    else:
        notes.append("Chromium is not installed.")
    for name in ("typst", "fullbleed"):
        if importlib.util.find_spec(name) is None:
            notes.append(f"{name} is not installed.")
            continue
        version = importlib.metadata.version(name)
        crew = [stack.enter_context(_child(name, pages, root, made)) for _ in range(2)]
        notes.append(_SEEN[name])
        yield f"{name} {version}, two processes", crew
    if shutil.which("wkhtmltopdf"):
        notes.append(_SEEN["wkhtmltopdf"])
        yield "wkhtmltopdf, two at a time, a process for each sheet", [_wkhtmltopdf(pages)] * 2
    else:
        notes.append("wkhtmltopdf is not installed.")


def _looked_at(print_one: Print, made: list[Any], number: int) -> str:
    """Whether Chromium printed the whole sheet: it must have about as many pages, and the title."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(print_one(number)))
    words = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    title = made[number][1].title
    there = "there" if "".join(title.split())[-12:] in "".join(words.split()) else "**not found**"
    return f"Chromium's sheet {made[number][0]} has {len(document)} pages; its title is {there}."


@contextmanager
def _browser(program: str, driver: str) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    with tempfile.TemporaryDirectory(prefix="handouts-bench-", ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        with webdriver.Chrome(options=options, service=Service(driver, env=dict(os.environ))) as browser:
            yield browser


def _chromium(browser: Any, pages: dict[int, Path]) -> Print:
    how = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}

    def act(number: int) -> bytes:
        browser.get(pages[number].as_uri())
        return base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", how)["data"])

    return _Member(browser.service.process.pid, act)


def _wkhtmltopdf(pages: dict[int, Path]) -> Print:
    def act(number: int) -> bytes:
        command = ["wkhtmltopdf", "--quiet", "--enable-local-file-access", str(pages[number]), "-"]
        done = subprocess.run(command, capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=False)
        return done.stdout

    return act


@contextmanager
def _child(name: str, pages: dict[int, Path], root: Path, made: list[Any]) -> Iterator[Print]:
    """An engine of Python's in a process of its own, told file names on a pipe."""
    for number, page in pages.items():
        if name == "typst":
            page.with_suffix(".typ").write_text(_typst(made[number][0], root), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILDREN[name], _font_folder()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None

    def act(number: int) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{pages[number]}\n")
        process.stdin.flush()
        said = process.stdout.readline().split()
        assert [size for size in said if int(size) > 1000], f"{name} printed nothing of {pages[number]}"
        return b""

    yield _Member(process.pid, act)
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


_CHILDREN = {
    "typst": "import sys, pathlib, typst\nfor line in sys.stdin:\n"
    "    page = pathlib.Path(line.strip()).with_suffix('.typ')\n"
    "    print(len(typst.compile(str(page), font_paths=[sys.argv[1]], ignore_system_fonts=True)), flush=True)\n",
    "fullbleed": "import sys, pathlib, re, fullbleed\nfonts = [str(p) for p in pathlib.Path(sys.argv[1]).glob('*Regular*.ttf')]\n"
    "engine = fullbleed.PdfEngine(font_files=fonts)\nfor line in sys.stdin:\n"
    "    html = pathlib.Path(line.strip()).read_text(encoding='utf-8')\n"
    "    css = '\\n'.join(pathlib.Path(n).read_text() for n in re.findall(r'href=.file://([^ >]+?).>', html))\n"
    "    css += '\\n'.join(re.findall(r'<style>(.*?)</style>', html, re.S))\n"
    "    html = re.sub(r'<link[^>]*>', '', html)\n"
    "    print(len(engine.render_pdf(html, css)), flush=True)\n",
}


def _font_folder() -> str:
    from press import fonts

    return str(fonts.folder() / "files")


def _typst(edition: Any, root: Path) -> str:
    """The same words as a Typst document: headings, lists, steps, boxed call-outs, questions, head and foot."""
    from press.library import open_library

    library = open_library(root)
    text = library.handouts[edition.slug].texts[edition.language].text
    language = library.languages[edition.language]
    stack = ", ".join(f'"{name}"' for name in language.fonts)
    lines = [
        f'#set text(font: ({stack}), size: 12pt, lang: "{edition.language.partition("-")[0]}", dir: {language.direction})',
        f'#set document(title: {_quoted(text.title)})',
        '#set page(paper: "us-letter", margin: 20mm, footer: context [#counter(page).display("1 / 1", both: true)])',
        "#set par(leading: 0.8em)",
        f"#heading(level: 1, {_quoted(text.title)})",
        f"#block(stroke: 1pt, inset: 10pt, width: 100%, text(size: 14pt, {_quoted(text.main_message)}))",
    ]
    for section in text.sections:
        lines.append(f"#heading(level: 2, {_quoted(section.heading)})")
        lines += [_typst_block(block.model_dump()) for block in section.blocks]
    return "\n".join(lines)


def _typst_block(block: dict[str, Any]) -> str:
    if block.get("text"):
        return f"#par({_quoted(block['text'])})"
    for kind, call in (("points", "list"), ("steps", "enum")):
        if block.get(kind):
            return f"#{call}({', '.join(map(_quoted, block[kind]))})"
    if block.get("callout"):
        inner = block["callout"]
        points = ", ".join(map(_quoted, inner.get("points") or ()))
        return f"#block(stroke: 2pt, inset: 8pt, width: 100%, [#par({_quoted(inner.get('text') or '')}) #list({points})])"
    pairs = block.get("questions") or ()
    return "\n".join(f"#strong({_quoted(one['question'])})\n#par({_quoted(one['answer'])})" for one in pairs)


def _quoted(words: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", words).replace("\n", " ") + '"'


def main() -> None:
    """Print the table."""
    from press import fonts

    assert fonts.activate() == []
    with tempfile.TemporaryDirectory() as folder:
        print(measure(Path(folder), "--quick" in sys.argv))


if __name__ == "__main__":
    main()
