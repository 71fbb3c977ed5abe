"""Other engines than ours, each driven as fast as it goes: Chromium, Typst, fullbleed, wkhtmltopdf.

A crew is some processes that print sheets by number; ``peers.py`` has the crews take turns. Nothing here waits at its
start: the first sheet of each member does, so that a cold start can be timed as it is.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import importlib.metadata
import importlib.util
import itertools
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.report import tree_processor

Print = Callable[[Path], None]  # prints a page of HTML as <page>.pdf beside it
PATIENCE = 60  # seconds for one sheet
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic", "--remote-debugging-pipe",
)  # fmt: skip


def printed(page: Path) -> Path:
    """Where the PDF of a page of HTML goes."""
    return page.with_suffix(".pdf")


@dataclass(slots=True)
class Crew:
    """Members that print at the same time, and the processes that they are."""

    members: list[Print]
    pids: set[int] = field(default_factory=set)

    def processor(self) -> float:
        """Seconds of processor time that it has used; where no process of it lives on, that of all that have ended."""
        return sum(map(tree_processor, self.pids)) if self.pids else sum(os.times()[2:4])


@dataclass(frozen=True, slots=True)
class Kind:
    """An engine as it stands in the table; ``start`` gives a crew of it that ends with the stack."""

    name: str
    start: Callable[[ExitStack], Crew]


def others() -> tuple[list[Kind], list[str]]:
    """The engines that are on this machine, and a sentence for each that is not."""
    kinds, missing = _chromium_kinds()
    for name in ("typst", "fullbleed"):
        if importlib.util.find_spec(name) is None:
            missing.append(f"{name} is not installed here: `pip install {name}`.")
            continue
        kinds.append(Kind(f"{name} {importlib.metadata.version(name)}, two processes", _children(name)))
    if program := shutil.which("wkhtmltopdf"):
        kinds.append(Kind(f"{_version(program)}, two at a time, a process for each sheet", _wkhtmltopdf(program)))
    else:
        missing.append("wkhtmltopdf is not installed here: `apt-get install wkhtmltopdf`.")
    return kinds, missing


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return " ".join(said[:2])


# --------------------------------------------------------------------------------------------------------------- Chromium


def _chromium_kinds() -> tuple[list[Kind], list[str]]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        return [], ["Chromium is not installed here: `scripts/setup.sh --dev`."]
    name = f"{_version(program)} kept warm, tagged"
    kinds = [
        Kind(f"{name}: {count} browser{'s' * (count > 1)}", _browsers(program, [1] * count)) for count in (1, 2, 3)
    ]
    return [*kinds, Kind(f"{name}: 1 browser, 2 tabs", _browsers(program, [2]))], []


def _browsers(program: str, tabs: list[int]) -> Callable[[ExitStack], Crew]:
    def start(stack: ExitStack) -> Crew:
        browsers = [Browser(program) for _ in tabs]
        for browser in browsers:
            stack.callback(browser.close)
        members = [_Tab(browser) for browser, count in zip(browsers, tabs, strict=True) for _ in range(count)]
        return Crew(list(members), {browser.pid for browser in browsers})

    return start


class Browser:
    """A headless Chromium at the other end of a pipe that speaks the DevTools protocol: no driver between."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="handouts-bench-")
        theirs_in, ours_out = _high_pipe()
        ours_in, theirs_out = _high_pipe()
        places = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]  # where Chromium looks
        quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
        command = [program, *FLAGS, f"--user-data-dir={self._profile}", "about:blank"]
        self.pid = os.posix_spawn(program, command, os.environ, file_actions=[*places, *quiet])
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb", buffering=0)
        self._numbers, self._lock = itertools.count(1), threading.Lock()
        self._waiting: dict[int, queue.SimpleQueue[Any]] = {}
        self.loaded: dict[str, threading.Event] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        rest = b""
        while part := self._in.read1(1 << 20):
            *whole, rest = (rest + part).split(b"\0")
            for message in map(json.loads, whole):
                if answer := self._waiting.pop(message.get("id", 0), None):
                    answer.put(message)
                elif message.get("method") == "Page.loadEventFired":
                    self.loaded[message["sessionId"]].set()

    def ask(self, method: str, session: str = "", **about: Any) -> dict[str, Any]:
        """Ask for something, and wait for the answer."""
        answer: queue.SimpleQueue[Any] = queue.SimpleQueue()
        with self._lock:
            number = next(self._numbers)
            self._waiting[number] = answer
            told = {"id": number, "method": method, "params": about, **({"sessionId": session} if session else {})}
            self._out.write(json.dumps(told).encode() + b"\0")
        said: dict[str, Any] = answer.get(timeout=PATIENCE)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    def close(self) -> None:
        """End it; what it kept is removed."""
        with contextlib.suppress(OSError, queue.Empty):
            self._out.write(b'{"id": 0, "method": "Browser.close"}\0')
        if not _ended(self.pid, 5):
            os.kill(self.pid, signal.SIGKILL)
            _ended(self.pid, 5)
        self._out.close()
        shutil.rmtree(self._profile, ignore_errors=True)


def _high_pipe() -> tuple[int, int]:
    """A pipe with numbers that are far from 3 and 4."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _ended(pid: int, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.02)
    return False


class _Tab:
    """A page of a browser, opened when the first sheet comes."""

    def __init__(self, browser: Browser) -> None:
        self._browser, self._session = browser, ""

    def __call__(self, page: Path) -> None:
        browser = self._browser
        if not self._session:
            target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
            self._session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            browser.loaded[self._session] = threading.Event()
            browser.ask("Page.enable", self._session)
        loaded = browser.loaded[self._session]
        loaded.clear()
        browser.ask("Page.navigate", self._session, url=page.as_uri())
        assert loaded.wait(PATIENCE), page
        how = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        printed(page).write_bytes(base64.b64decode(browser.ask("Page.printToPDF", self._session, **how)["data"]))


# ------------------------------------------------------------------------------------------------------ Typst, fullbleed

CHILDREN = {
    # Reads <page>.typ, which typst_sheet.py wrote; the fonts are loaded once.
    "typst": """
import pathlib, sys, typst
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]])
for line in sys.stdin:
    page = pathlib.Path(line.strip())
    typst.compile(str(page.with_suffix(".typ")), output=str(page.with_suffix(".pdf")), root="/", font_paths=fonts,
                  pdf_standards="ua-1")
    print("done", flush=True)
""",
    # It knows no addresses of style sheets: they are read for it. One engine for each language, because it holds the language.
    "fullbleed": """
import pathlib, re, sys, urllib.parse, fullbleed
fonts, engines = [str(path) for path in pathlib.Path(sys.argv[1]).glob("*.ttf")], {}
for line in sys.stdin:
    page = pathlib.Path(line.strip())
    html = page.read_text(encoding="utf-8")
    names = re.findall(r'<link rel="stylesheet" href="file://([^"]+)"', html)
    css = [pathlib.Path(urllib.parse.unquote(name)).read_text(encoding="utf-8") for name in names]
    css += re.findall(r"<style>(.*?)</style>", html, re.S)
    tag = re.search(r'<html lang="([^"]+)"', html)[1]
    if tag not in engines:
        engines[tag] = fullbleed.PdfEngine(font_files=fonts, page_width="215.9mm", page_height="279.4mm", margin="20mm",
            document_lang=tag, document_title="A handout", pdf_profile="pdfua1")
    body = re.sub(r"<link[^>]*>|<style>.*?</style>", "", html, flags=re.S)
    page.with_suffix(".pdf").write_bytes(engines[tag].render_pdf(body, "\\n".join(css)))
    print("done", flush=True)
""",
}


def _children(name: str) -> Callable[[ExitStack], Crew]:
    """Two processes of Python with the engine in them, told file names on a pipe."""
    from press import fonts

    def start(stack: ExitStack) -> Crew:
        crew = Crew([])
        for _ in range(2):
            process = subprocess.Popen(
                [sys.executable, "-c", CHILDREN[name], str(fonts.folder() / "files")],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            stack.callback(_dismiss, process)
            crew.members.append(_told(process))
            crew.pids.add(process.pid)
        return crew

    return start


def _told(process: Any) -> Print:
    def act(page: Path) -> None:
        process.stdin.write(f"{page}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n", f"the engine failed at {page}"

    return act


def _dismiss(process: Any) -> None:
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


# ------------------------------------------------------------------------------------------------------------ wkhtmltopdf


def _wkhtmltopdf(program: str) -> Callable[[ExitStack], Crew]:
    command = [program, "--quiet", "--enable-local-file-access", "--page-size", "Letter", "-T", "20mm", "-B", "20mm"]

    def start(stack: ExitStack) -> Crew:
        crew, lock = Crew([]), threading.Lock()

        def act(page: Path) -> None:
            process = subprocess.Popen([*command, str(page), str(printed(page))], stderr=subprocess.DEVNULL)
            with lock:
                crew.pids.add(process.pid)
            process.wait(PATIENCE)
            with lock:
                crew.pids.discard(process.pid)

        crew.members = [act, act]
        return crew

    return start
