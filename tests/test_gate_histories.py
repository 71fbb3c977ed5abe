"""What happens to a project between an approval and a release: each history with what the gate makes of it.

Two kinds of mistake are looked for: a sheet that goes out though nobody signed it as it is, and work that is lost though
nothing of the sheet changed.
"""

from __future__ import annotations

import datetime
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from press import route
from press.edition import Edition
from press.library import open_library

TODAY = datetime.date(2026, 11, 23)
BY = "TEST, not a person"
FOLDER = "handouts/general/clean-hands"
APPROVALS, EN, ES = (f"{FOLDER}/{name}.yaml" for name in ("approvals", "en", "es"))
BRAND = "styles/brands/test-clinic/brand.yaml"
WORDS = "handouts/_languages/approvals.yaml"

History = Callable[[Path], object]


def say(root: Path, *words: str, today: str = "2026-11-22") -> None:
    assert cli._run(["--project", str(root), *words, *(["--today", today] if today else [])]) == 0


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean library, everything confirmed and approved; made once, to be copied."""
    root = tmp_path_factory.mktemp("signed") / "project"
    shutil.copytree(Path(__file__).parent / "library", root)
    say(root, "confirm", "clean-hands", today="")
    say(root, "approve", "--words", "--lang", "en,es,ar", "--by", BY)
    say(root, "approve", "clean-hands", "--lang", "en,es,ar", "--by", BY)
    return root


def change(name: str, old: str, new: str) -> History:
    def made(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return made


def rewritten(make: Callable[[bytes], bytes], *names: str) -> History:
    """Every YAML file, or those that are named, as another program would write it."""

    def made(root: Path) -> None:
        for path in [root / name for name in names] or list(root.rglob("*.yaml")):
            path.write_bytes(make(path.read_bytes()))

    return made


def entries(order: Callable[[list[str]], list[str]]) -> History:
    """The entries of the approvals file in another order or number, each as it was written."""

    def made(root: Path) -> None:
        head, _, rest = (root / APPROVALS).read_text(encoding="utf-8").partition("  - ")
        found = re.split(r"(?m)^(?=  - )", f"  - {rest}")
        (root / APPROVALS).write_text(head + "".join(order(found)), encoding="utf-8")

    return made


def both(*histories: History) -> History:
    return lambda root: [history(root) for history in histories]


def command(*words: str, today: str = "2026-11-22") -> History:
    return lambda root: say(root, *words, today=today)


def linked(root: Path) -> None:
    (root / APPROVALS).rename(root / "elsewhere.yaml")
    (root / APPROVALS).symlink_to(root / "elsewhere.yaml")


def decomposed(text: bytes) -> bytes:
    return unicodedata.normalize("NFD", text.decode()).encode()


OTHER_PHONE = change(BRAND, "503-555-0123", "503-555-0132")
OLD_PHONE = change(BRAND, "503-555-0132", "503-555-0123")
CONFIRM = command("approve", "--brand", "test-clinic", "--by", BY)

RELEASED: dict[str, tuple[History, str]] = {
    "nothing": (lambda root: None, "en"),
    "Windows ends the lines": (rewritten(lambda text: text.replace(b"\n", b"\r\n")), "es"),
    "a Mac takes the letters apart": (rewritten(decomposed, EN, ES), "es"),
    "an editor writes a byte order mark": (rewritten(lambda text: b"\xef\xbb\xbf" + text, EN, ES, APPROVALS), "es"),
    "a merge leaves the entries in another order": (entries(lambda found: found[::-1]), "en"),
    "a merge leaves every entry twice": (entries(lambda found: found * 2), "es"),
    "a comment, and other quotation marks": (change(APPROVALS, 'by: "TEST, not a person"', "# us\n    by: 'TEST, not a person'"), "en"),
    "another language is withdrawn": (command("approve", "clean-hands", "--lang", "es", "--by", BY, "--withdraw"), "en"),
    "another phone, and back": (both(OTHER_PHONE, OLD_PHONE), "en"),
    "another phone, confirmed": (both(OTHER_PHONE, CONFIRM), "es"),
}
WITHHELD: dict[str, tuple[History, str, str]] = {
    "a merge that nobody ended": (change(APPROVALS, "approvals:", "<<<<<<< HEAD\napprovals:"), "en", "merge-conflict"),
    "the folder moves": (lambda root: shutil.move(root / FOLDER, root / "handouts/elsewhere/clean-hands"), "en", "approval-void"),
    "a record of the fixed words is lost": (lambda root: (root / WORDS).unlink(), "en", "words-not-approved"),
    "a record is a link": (linked, "en", "link-refused"),
    "an entry is given to another language": (change(APPROVALS, 'language: "en"', 'language: "es"'), "en", "not-approved"),
    "the source is lost to a translation": (lambda root: shutil.rmtree(root / FOLDER / "made-from"), "es", "translation-unconfirmed"),
    "a shared passage changes in the source": (
        change("handouts/_shared/when-to-call/en.yaml", "Call", "Phone"), "es", "translation-stale",
    ),
    "the source is withdrawn": (command("approve", "clean-hands", "--lang", "en", "--by", BY, "--withdraw"), "es", "approval-withdrawn"),
    "the source changes, is approved, and policy allows what is stale": (
        both(
            change(EN, "20 seconds before", "25 seconds before"),
            lambda root: (root / "policy.yaml").write_text("stale_translations: allow\n"),
            command("approve", "clean-hands", "--lang", "en", "--by", BY, today="2026-11-23"),
        ), "es", "translation-stale",
    ),
    "an approval of a day to come": (command("approve", "clean-hands", "--lang", "en", "--by", BY, today="2026-11-30"), "en", "approval-unsound"),
    "a translation is said to be a machine's": (change(ES, "method: human", "method: machine"), "es", "machine-translation"),
    "a waiver that excuses nothing": (change(EN, "version: 1", "version: 1\nwaive: [{rule: sentence-too-long, reason: TEST}]"), "en", "waiver-unused"),
    "another phone is confirmed, the old one comes back": (both(OTHER_PHONE, CONFIRM, OLD_PHONE), "en", "brand-unconfirmed"),
    "a brand moves abroad": (change(BRAND, "region: US", "region: CA"), "en", "brand-unconfirmed"),
    "another emergency number": (change(BRAND, '"911"', '"119"'), "en", "emergency-number"),
    "the number of a country that nobody knows": (change(BRAND, "region: US", "region: UK"), "en", "emergency-number"),
    "another reviewer is written in": (change(APPROVALS, 'by: "TEST, not', 'by: "Somebody, not'), "en", "approval-edited"),
    "another phone is written in": (
        both(OTHER_PHONE, change(APPROVALS, '"503-555-0123"', '"503-555-0132"')), "en", "approval-edited",
    ),
}  # fmt: skip


def copied(signed: Path, folder: Path) -> Path:
    root = folder / "project"
    shutil.copytree(signed, root)
    return root


def reasons(root: Path, tag: str) -> list[str]:
    edition = Edition("clean-hands", tag, "standard", "test-clinic")
    found = route.verdict(open_library(root), edition, TODAY)
    assert found.released == (not found.reasons)
    return [problem.rule for problem in found.reasons]


@pytest.mark.parametrize("name", RELEASED)
def test_nothing_of_the_sheet_changed_and_it_is_released(signed: Path, tmp_path: Path, name: str) -> None:
    history, tag = RELEASED[name]
    root = copied(signed, tmp_path)
    history(root)
    assert reasons(root, tag) == []


@pytest.mark.parametrize("name", WITHHELD)
def test_nobody_signed_it_as_it_is_and_it_is_withheld(signed: Path, tmp_path: Path, name: str) -> None:
    history, tag, rule = WITHHELD[name]
    root = copied(signed, tmp_path)
    (root / "handouts/elsewhere").mkdir()
    history(root)
    assert rule in reasons(root, tag)
