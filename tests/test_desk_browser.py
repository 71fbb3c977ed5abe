"""The desk in a real browser: by mouse, by keyboard alone, large, narrow, without JavaScript; judged by axe and the Nu checker."""

from __future__ import annotations

import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from press import pdf, receipt
from press.qr import plain
from tests import browsing, order_projects
from tests.ipp_printer import printer
from tests.test_desk import Running, running

pytest.importorskip("selenium", reason="make setup-dev installs it")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parent.parent
ARABIC = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing.opened("--window-size=1280,1000") as one:
        yield one


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two handouts and a packet, approved by "TEST, not a person"."""
    folder = tmp_path_factory.mktemp("desk")
    project = order_projects.project_at(folder / "ours")
    with printer() as front:
        front.states = [9] * 200
        with running(project, folder, settings=f'printers: ["{front.address}"]\n') as one:
            one.cache["front"] = front
            yield one


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample handouts in three languages; they are drafts, because a clinic must still decide some of their words."""
    folder = tmp_path_factory.mktemp("samples")
    root = folder / "ours"
    for name in ("handouts", "styles"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "policy.yaml", root)
    for path in root.glob("handouts/[a-z]*/*/*.yaml"):
        if path.stem not in ("en", "es", "ar", "handout", "packet"):
            path.unlink()
    with running(root, folder, "--drafts") as one:
        yield one


def at(desk: Running, path: str = "/") -> str:
    return f"http://127.0.0.1:{desk.port}{path}"


def wait(browser: Any, what: Any) -> Any:
    return WebDriverWait(browser, 60).until(what)


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:  # the address is this test's own
        return bytes(answer.read())


def test_from_a_word_to_the_sheet(browser: Any, samples: Running) -> None:
    """From "migrana" -> Arabic -> large print -> the picture -> the PDF, as somebody with a mouse does it."""
    browser.get(at(samples))
    browser.find_element(By.ID, "q").send_keys("migrana")
    wait(browser, lambda one: "sheets found" in one.find_element(By.ID, "count").text and "migra" in one.current_url)
    first = browser.find_elements(By.CSS_SELECTOR, ".found > li")[0]
    assert "migraine" in first.find_element(By.TAG_NAME, "a").get_attribute("href")
    assert browsing.axe(browser) == []
    link = first.find_element(By.LINK_TEXT, ARABIC)
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("ar", "rtl")
    link.click()
    wait(browser, lambda one: one.find_elements(By.CSS_SELECTOR, ".preview img"))
    browser.find_element(By.CSS_SELECTOR, 'input[value="large-print"]').click()  # shown at once: a mouse passes over nothing
    wait(browser, lambda one: "size=large-print" in one.current_url and one.find_elements(By.CSS_SELECTOR, ".preview img"))
    wait(browser, lambda one: one.execute_script("return document.querySelector('.preview img').naturalWidth") > 300)
    assert browsing.axe(browser) == []
    code = re.search(r"Code\s+(\S+\s\S+),", browser.find_element(By.TAG_NAME, "main").text)
    assert code
    data = fetched(browser.find_element(By.LINK_TEXT, "Open PDF").get_attribute("href"))
    measured = pdf.measure(data)
    assert measured.language == "ar"
    assert receipt.bears(data, plain(code[1].replace(" ", "\u00a0")))
    assert min(run.size for page in measured.pages for run in page.runs if run.text.strip()) >= 17.99
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def tab_to(browser: Any, wanted: str, backwards: bool = False) -> Any:
    """Press Tab until the element with this text (or name and value) has the focus."""
    for _ in range(80):
        here = browser.switch_to.active_element
        said = (here.text, here.accessible_name, f"{here.get_attribute('name')}={here.get_attribute('value')}")
        if any(one and one.strip().startswith(wanted) for one in said):
            visible = browser.execute_script("const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && s.outlineWidth !== '0px'")
            assert visible, f"nobody sees that {wanted!r} has the focus"
            return here
        here.send_keys(Keys.SHIFT + Keys.TAB if backwards else Keys.TAB)
    raise AssertionError(f"Tab never reaches {wanted!r}")


def press(browser: Any, wanted: str, key: str = Keys.ENTER) -> None:
    old = browser.find_element(By.TAG_NAME, "html")
    tab_to(browser, wanted).send_keys(key)
    wait(browser, lambda one: one.find_element(By.TAG_NAME, "html") != old)


def add(browser: Any, words: str, title: str, down: int = 0) -> None:
    """Find a sheet, go ``down`` languages by the arrow keys, and put it into the set: keys alone."""
    tab_to(browser, "q=").send_keys(words + Keys.ENTER)
    wait(browser, lambda one: words in one.current_url)
    press(browser, title)
    if down:
        radio = tab_to(browser, "lang=")
        for _ in range(down):
            radio.send_keys(Keys.ARROW_DOWN)
            radio = browser.switch_to.active_element
        assert radio.get_attribute("name") == "lang", "an arrow key must not leave the languages"
        press(browser, "Show")
    press(browser, "Add to the patient")


def test_a_set_of_three_by_keyboard_alone(browser: Any, desk: Running) -> None:
    front = desk.cache["front"]
    before = len(front.documents)
    browser.get(at(desk))
    add(browser, "hands", "Clean hands", down=1)
    press(browser, "Find another sheet")
    add(browser, "cups", "Clean cups")
    press(browser, "Find another sheet")
    add(browser, "hands", "Clean hands", down=2)
    assert len(browser.find_elements(By.CSS_SELECTOR, "ol.set > li")) == 3
    assert browsing.axe(browser) == []
    order = [one.get_attribute("lang") for one in browser.find_elements(By.CSS_SELECTOR, "ol.set h2")]
    press(browser, "Later")
    later = [one.get_attribute("lang") for one in browser.find_elements(By.CSS_SELECTOR, "ol.set h2")]
    assert later == [order[1], order[0], order[2]]
    press(browser, "Print the set here")
    assert "at true size" in browser.find_element(By.TAG_NAME, "main").text
    assert len(front.documents) == before + 1, "one job: nothing of a set comes out without the rest"
    assert browsing.axe(browser) == []


@pytest.mark.parametrize("path", ["/", "/?q=hands", "/sheet/test-clinic/clean-hands?lang=ar&size=giant-print", "/set?s=test-clinic/clean-hands/es/standard"])
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (1280, 2), (1280, 4)])
def test_nothing_is_cut_off_when_it_is_narrow_or_large(browser: Any, desk: Running, path: str, width: int, zoom: int) -> None:
    """320 CSS pixels, 200 % and 400 % (WCAG 2.2, 1.4.4 and 1.4.10): a browser at 400 % has a quarter of its width left."""
    size = {"width": width // zoom, "height": 900 // zoom, "deviceScaleFactor": zoom, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.get(at(desk, path))
        wide = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], "the page must not scroll sideways"
        out = browser.execute_script(
            "return [...document.querySelectorAll('main a, main button, main input, main select, main h1, main h2, main p')]"
            ".filter(e => { const r = e.getBoundingClientRect(); return r.width > 1 && (r.left < -1 || r.right > innerWidth + 1) }).map(e => e.outerHTML.slice(0, 90))"
        )
        assert out == []
        assert browsing.axe(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_all_of_it_works_without_javascript(desk: Running) -> None:
    front = desk.cache["front"]
    with browsing.opened("--window-size=1000,900", scripts=False) as still:
        still.get(at(desk))
        still.find_element(By.ID, "q").send_keys("hends" + Keys.ENTER)
        wait(still, lambda one: "q=hends" in one.current_url)
        still.find_element(By.LINK_TEXT, ARABIC).click()
        still.find_element(By.CSS_SELECTOR, 'input[value="large-print"]').click()
        assert "size=" not in still.current_url, "JavaScript is on"
        still.find_element(By.XPATH, "//button[.='Show']").click()
        wait(still, lambda one: "size=large-print" in one.current_url)
        before = len(front.documents)
        still.find_element(By.XPATH, "//button[.='Print here']").click()
        wait(still, lambda one: "at true size" in one.page_source)
        sheet = desk.get("/pdf/test-clinic/clean-hands/ar/large-print")
        assert front.documents[before:] == [sheet.data]


def test_the_pages_are_sound_html(desk: Running, tmp_path: Path) -> None:
    paths = ("/", "/?q=hands", "/?q=nothing-like-it", "/sheet/test-clinic/clean-hands?lang=ar", "/set?s=test-clinic/clean-hands/es/standard", "/set", "/sheet/test-clinic/none")
    for number, path in enumerate((*paths, "/infobutton?mainSearchCriteria.v.dn=clean%20hands&knowledgeResponseType=text/html")):
        (tmp_path / f"{number}.html").write_bytes(desk.get(path).data)
    assert browsing.nu(*sorted(tmp_path.glob("*.html")), ROOT / "templates/desk/desk.css") == []
