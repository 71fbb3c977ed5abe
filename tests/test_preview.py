"""preview: driven by a real browser, as an author and a designer would."""

from __future__ import annotations

import datetime
import http.client
import json
import multiprocessing.process
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from press import source
from press.library import open_library
from press.preview.setting import Choice, Setter
from press.preview.typesetter import LostError, Typesetter
from press.preview.watching import changes
from tests import browsing

selenium = pytest.importorskip("selenium", reason="make setup-dev installs it")
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.select import Select  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)
TEXT = "handouts/general/clean-hands/en.yaml"
PATIENCE = 40.0  # seconds, on a machine that does three other things


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


# -------------------------------------------------------------------------------------------------------------- browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing.opened() as one:
        yield one


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[str]:
    """The preview as its own process, and its address."""
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(root), "preview", "--no-open", "--today", "2026-11-22", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=root) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line + process.stdout.read()
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


class Page:
    """What a person sees of the preview."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        browser.get_log("browser")  # forget what an earlier test left
        browser.get(address)

    def find(self, selector: str) -> Any:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    @property
    def pictures(self) -> list[str]:
        """The addresses of the pages that are shown and drawn."""
        script = "return [...document.querySelectorAll('.pages img')].filter(i => i.complete && i.naturalWidth).map(i => i.src)"
        return list(self.browser.execute_script(script))

    @property
    def busy(self) -> bool:
        return bool(self.find("#sheet").get_attribute("aria-busy") == "true")

    @property
    def generation(self) -> str:
        return str(self.find("#sheet").get_attribute("data-generation"))

    @property
    def problems(self) -> list[str]:
        # In one go: the list is renewed when the rules have spoken.
        script = "return [...document.querySelectorAll('#list li')].filter(i => i.checkVisibility()).map(i => i.innerText)"
        return list(self.browser.execute_script(script))

    def until(self, what: Callable[[], Any], name: str) -> float:
        """Wait for something to be so; how long it took, in seconds."""
        started = time.perf_counter()
        while time.perf_counter() - started < PATIENCE:
            if what():
                return time.perf_counter() - started
            time.sleep(0.02)
        raise AssertionError(f"{name}: {self.find('body').text}")

    def settled(self) -> None:
        self.until(lambda: not self.busy and (self.pictures or self.problems), "a page or its mistakes")

    def saved(self, act: Callable[[], object]) -> float:
        """Do something to a file and wait until the page shows the outcome; how long that took, in seconds."""
        before = self.generation
        act()
        return self.until(lambda: self.generation != before and not self.busy, "the page after a save")

    def sees(self) -> bytes:
        """The first page's picture, as the browser has it."""
        return bytes(self.find(".pages img").screenshot_as_png)


def test_edit_break_and_mend(project: Path, browser: Any) -> None:
    with serving(project, "clean-hands") as address:
        page = Page(browser, address)
        page.settled()
        assert len(page.pictures) == 1
        first = page.sees()
        # A warm engine shows a saved sheet in under a second; the test leaves room for a machine that is busy.
        seconds = min(page.saved(lambda: edit(project, TEXT, "Wet", "Wet, wet")) for _ in range(3))
        assert seconds < 3
        assert page.sees() != first
        # A mistake: no picture at all, every problem with its line.
        whole = (project / TEXT).read_text(encoding="utf-8")
        page.saved(lambda: (project / TEXT).write_text(whole.replace("title:", "titel:", 1).replace("points", "pionts").replace("  - heading: When", "  - heding: When"), encoding="utf-8"))
        assert page.pictures == []
        assert page.browser.find_elements(By.CSS_SELECTOR, ".pages img") == []
        said = "\n".join(page.problems)
        assert f"{TEXT}:1:1" in said
        assert f"{TEXT}:14:5" in said
        assert 'Did you mean "title"?' in said
        assert "mistakes keep this sheet from being made" in page.find("#says").text
        assert page.find("#pdf").get_attribute("aria-disabled") == "true"
        # Mended: the page is back, and nothing of the mistakes is left.
        page.saved(lambda: (project / TEXT).write_text(whole, encoding="utf-8"))
        page.settled()
        assert len(page.pictures) == 1
        assert page.problems == []
        severe = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert severe == []


def test_choices_zoom_and_keys(project: Path, browser: Any) -> None:
    with serving(project, "clean-hands", "--lang", "ar") as address:
        page = Page(browser, address)
        page.settled()
        assert Select(page.find("#lang")).first_selected_option.text == "Arabic · العربية"
        assert [option.text for option in Select(page.find("#variant")).options] == ["Standard", "Large print", "Giant print"]
        Select(page.find("#variant")).select_by_value("giant-print")
        page.until(lambda: "variant=giant-print" in browser.current_url and not page.busy, "giant print")
        page.settled()
        assert len(page.pictures) >= 1
        assert "of 3" in page.find("#folio").text
        width = page.find(".pages figure").rect["width"]
        browser.find_element(By.TAG_NAME, "body").send_keys("+")
        assert page.find(".pages figure").rect["width"] > width
        browser.find_element(By.TAG_NAME, "body").send_keys("0")
        assert page.find("#scale").text == "100 %"
        assert page.find(".pages figure").rect["width"] == pytest.approx(816, abs=2)
        browser.find_element(By.TAG_NAME, "body").send_keys("n")
        page.until(lambda: page.find("#folio").text.startswith("Page 2"), "the next page")
        browser.find_element(By.TAG_NAME, "body").send_keys("?")
        assert page.find("#keys").is_displayed()
        browser.find_element(By.CSS_SELECTOR, "#keys button").click()
        browser.find_element(By.TAG_NAME, "body").send_keys("l")
        assert browser.switch_to.active_element.get_attribute("id") == "lang"
        assert "/sheet.pdf?" in str(page.find("#pdf").get_attribute("href"))


def test_styles_templates_and_brands_are_watched(project: Path, browser: Any) -> None:
    for name in ("styles/blocks/steps.css", "templates/blocks/steps.html"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    brand = "styles/brands/test-clinic/brand.yaml"
    with serving(project, "clean-hands") as address:
        page = Page(browser, address)
        page.settled()
        first = page.sees()
        page.saved(lambda: edit(project, brand, "#0B4F5C", "#5C0B4F"))
        assert page.sees() != first
        style = (project / "styles/blocks/steps.css").read_text(encoding="utf-8")
        page.saved(lambda: (project / "styles/blocks/steps.css").write_text(f"{style}\n.steps {{ colour: red }}\n", encoding="utf-8"))
        assert any("styles/blocks/steps.css:" in problem for problem in page.problems)
        page.saved(lambda: (project / "styles/blocks/steps.css").write_text(style, encoding="utf-8"))
        page.settled()
        assert page.problems == []
        template = (project / "templates/blocks/steps.html").read_text(encoding="utf-8")
        page.saved(lambda: (project / "templates/blocks/steps.html").write_text(template + "{% if %}", encoding="utf-8"))
        assert any("templates/blocks/steps.html:" in problem for problem in page.problems)
        page.saved(lambda: (project / "templates/blocks/steps.html").write_text(template, encoding="utf-8"))
        page.saved(lambda: edit(project, brand, "region: US", "regoin: US"))
        assert any(f"{brand}:" in problem for problem in page.problems)
        assert page.pictures == []
        page.saved(lambda: edit(project, brand, "regoin: US", "region: US"))
        page.settled()
        assert page.problems == []


def test_an_error_of_the_rules_stands_over_the_present_page(project: Path, browser: Any) -> None:
    with serving(project, "clean-hands") as address:
        page = Page(browser, address)
        page.settled()
        page.saved(lambda: edit(project, TEXT, "Wet your hands", "Take 5.0 mg, wet your hands"))
        page.until(lambda: page.problems, "the rule's word")
        assert len(page.pictures) >= 1, "the page is the present one, so it is shown"
        assert "this sheet cannot be released" in page.find("#problems-head").text


# --------------------------------------------------------------------------------------------------------------- server


def answer(address: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    port = int(address.rsplit(":", 1)[1].strip("/"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), {k.lower(): v for k, v in response.getheaders()}
    finally:
        connection.close()


def test_the_server_answers_this_machine_under_its_own_name(project: Path) -> None:
    with serving(project) as address:
        port = address.rsplit(":", 1)[1].strip("/")
        assert answer(address, "/", Host=f"evil.example:{port}")[0] == 421
        assert answer(address, "/", Host="127.0.0.1")[0] == 421
        assert answer(address, "/sheet", **{"Sec-Fetch-Site": "cross-site"})[0] == 403
        status, body, headers = answer(address, "/", Host=f"localhost:{port}")
        assert status == 200
        assert b"<script src=" in body
        assert "default-src 'none'" in headers["content-security-policy"]
        assert answer(address, "/../pyproject.toml")[0] == 404
        status, body, headers = answer(address, "/sheet.pdf?handout=clean-hands")
        assert status == 200
        assert body.startswith(b"%PDF-")
        assert answer(address, "/page/99.png?handout=clean-hands")[0] == 404
        status, body, _ = answer(address, "/sheet?handout=../../etc")
        assert status == 200
        assert json.loads(body)["made"] is False
        with pytest.raises(OSError, match="refused"):
            http.client.HTTPConnection("127.0.0.2", int(port), timeout=2).request("GET", "/")


def test_a_port_that_is_taken_is_said(project: Path) -> None:
    with serving(project) as address:
        port = address.rsplit(":", 1)[1].strip("/")
        command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project), "preview", "--no-open", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2
        assert f"Port {port} cannot be used" in done.stderr


# --------------------------------------------------------------------------------------------------------------- engine


def test_a_typesetter_that_dies_is_replaced(project: Path) -> None:
    engine = Typesetter(project, TODAY)
    try:
        first = engine.set(Choice("clean-hands"), 0)
        assert first.pdf is not None
        assert engine._process._process is not None
        engine._process._process.kill()
        with pytest.raises(LostError, match="died"):
            engine.set(Choice("clean-hands"), 1)
        again = engine.set(Choice("clean-hands"), 1)
        assert again.pdf == first.pdf
    finally:
        engine.close()


def test_a_typesetter_that_is_started_twice_at_once_is_started_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server warms it up while the first question is already there; each start is held up where the other came in."""
    engine, starts = Typesetter(project, TODAY), []
    begin = multiprocessing.process.BaseProcess.start

    def slowly(process: Any) -> None:
        starts.append(process)
        time.sleep(0.3)
        begin(process)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", slowly)
    try:
        with ThreadPoolExecutor(3) as threads:
            for done in [threads.submit(engine.start) for _ in range(3)]:
                done.result(60)
        assert len(starts) == 1
        assert engine.set(Choice("clean-hands"), 0).pdf is not None
    finally:
        engine.close()


def test_a_typesetter_that_hangs_is_stopped(project: Path) -> None:
    engine = Typesetter(project, TODAY)
    try:
        engine.start()
        assert engine._process._process is not None
        os.kill(engine._process._process.pid or 0, signal.SIGSTOP)
        with pytest.raises(LostError, match="longer than 1 seconds"):
            engine.set(Choice("clean-hands"), 0, limit=1)
        assert engine.set(Choice("clean-hands"), 0).pdf is not None
    finally:
        engine.close()


def test_the_preview_prints_the_same_bytes_as_the_build(project: Path, make_one: Callable[..., Any]) -> None:
    setting = Setter(project, TODAY).set(Choice("clean-hands", "ar", "large-print"), 0)
    assert setting.pdf == make_one(project, language="ar", variant="large-print").path.read_bytes()


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice("nothing"), 'there is no handout "nothing"'),
        (Choice("clean-hands", "fr"), 'there is no text in "fr"'),
        (Choice("clean-hands", variant="huge"), 'there is no print size "huge"'),
        (Choice("clean-hands", brand="nobody"), 'there is no brand "nobody"'),
    ],
)
def test_what_cannot_be_had_is_said(project: Path, choice: Choice, says: str) -> None:
    setting = Setter(project, TODAY).set(choice, 0)
    assert setting.pdf is None
    assert says in " ".join(problem.fault for problem in setting.problems)


def test_what_is_remembered_is_renewed_by_content(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_remembered", {})
    text = project / TEXT
    first = open_library(project).handouts["clean-hands"].texts["en"]
    known = text.stat()
    os.utime(text, (known.st_atime, known.st_mtime + 60))
    assert open_library(project).handouts["clean-hands"].texts["en"].located is first.located, "another time is no change"
    whole = text.read_text(encoding="utf-8")
    text.write_text(whole.replace("Clean hands", "Kleen hands"), encoding="utf-8")
    os.utime(text, (known.st_atime, known.st_mtime))
    assert open_library(project).handouts["clean-hands"].texts["en"].text.title == "Kleen hands"
    text.write_text(whole.replace("title:", "titel:"), encoding="utf-8")
    assert [str(open_library(project).problems[0].place) for _ in range(2)] == [f"{TEXT}:1:1"] * 2
    text.unlink()
    assert "en" not in open_library(project).handouts["clean-hands"].texts


# ------------------------------------------------------------------------------------------------------------- watching


def test_what_editors_leave_for_a_moment_is_no_change(project: Path) -> None:
    stop, seen = threading.Event(), list[set[str]]()
    (project / "policy.yaml").unlink(missing_ok=True)
    thread = threading.Thread(target=lambda: seen.extend(changes(project, stop)), daemon=True)
    thread.start()
    time.sleep(0.5)
    for name in (".en.yaml.swp", "en.yaml~", "#en.yaml#", ".en.yaml.123.part"):
        (project / "handouts/general/clean-hands" / name).write_text("x")
    time.sleep(0.5)
    assert seen == []
    aside = project / "handouts/general/clean-hands/.en.new"
    aside.write_text((project / TEXT).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    aside.replace(project / TEXT)  # how many editors save
    deadline = time.time() + PATIENCE
    while not seen and time.time() < deadline:
        time.sleep(0.02)
    assert seen
    assert seen[0] == {TEXT}
    (project / "policy.yaml").write_text("stale_translations: mark\n")
    while len(seen) < 2 and time.time() < deadline:
        time.sleep(0.02)
    assert {"policy.yaml"} in seen
    (project / "templates/blocks").mkdir(parents=True)
    while len(seen) < 3 and time.time() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    (project / "templates/blocks/text.html").write_text("x")
    while not any("templates/blocks/text.html" in names for names in seen) and time.time() < deadline:
        time.sleep(0.02)
    stop.set()
    thread.join(5)
    assert any("templates/blocks/text.html" in names for names in seen)
    assert not thread.is_alive()
