"""A real browser for the tests, and two judges of web pages: axe (accessibility) and the Nu checker (HTML and CSS)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / ".venv/webpages/node_modules"
AXE, VNU = NPM / "axe-core/axe.min.js", NPM / "vnu-jar/build/dist/vnu.jar"


@contextmanager
def opened(*arguments: str, scripts: bool = True) -> Iterator[Any]:
    """Debian's Chromium through its own driver: nothing is fetched from anywhere. Skips the test where it is not."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="make setup-dev installs it")
    from selenium.webdriver.chrome.service import Service

    names = ("chromium", "chromium-browser", "google-chrome")
    program, driver = next(filter(None, map(shutil.which, names)), None), shutil.which("chromedriver")
    if program is None or driver is None:
        assert not os.environ.get("CI"), "CI has no chromium: scripts/setup.sh --dev installs it"
        pytest.skip("no chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *(arguments or ("--window-size=1280,1000",))):
        options.add_argument(argument)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as browser:
        yield browser


def axe(browser: Any) -> list[str]:
    """What axe finds on the page, best practice included: rule, help, where. Skips the test where npm was not."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: npm and scripts/setup.sh --dev bring it")
    browser.execute_script(AXE.read_text(encoding="utf-8") + "\nwindow.axe = axe;")
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations), e => done([{id: String(e), nodes: []}]))"
    )
    return [f"{one['id']}: {one.get('help', '')}: {[node['html'][:120] for node in one['nodes']][:3]}" for one in found]


def nu(*paths: Path) -> list[str]:
    """What the Nu checker says of files, errors and warnings. Skips the test where npm or Java was not."""
    if not VNU.is_file() or not shutil.which("java"):
        pytest.skip("the Nu checker is not here: npm, Java and scripts/setup.sh --dev bring it")
    command = ["java", "-jar", str(VNU), "--format", "json", "--stdout", "--also-check-css", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [f"{one.get('url', '')[-40:]}:{one.get('lastLine')}: {one['message']}" for one in json.loads(done.stdout)["messages"]]
