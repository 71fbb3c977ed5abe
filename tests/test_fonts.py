"""The project's own fonts: whole, exact, alone, and known letter by letter."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from press import fonts
from press.fonts import cache, coverage, making
from press.fonts.families import FAMILIES, file_name, file_names

ROOT = Path(__file__).parent.parent

# One line of running text for each family that is not there for signs only.
SAMPLES = {
    "Atkinson Hyperlegible": "Take 5 mg ≤ 2× a day, ½ tablet – “now”. ¿Qué? Über, ça, não, kreyòl, più, ñ",
    "Noto Sans": "Uống thuốc với nước ấm. Пейте воду. Πίνετε νερό. Ɓɗƙ ẹọṣ",
    "Noto Sans Arabic": "اشرب الماء، ٥ ۵ پچژگ ټډړږښڼ ٹڈڑںھہے ڕڵۆێ",
    "Noto Sans Armenian": "Խմեք ջուր։",
    "Noto Sans Bengali": "পানি পান করুন। ৫",
    "Noto Sans Devanagari": "पानी पिएं। क्षत्रिय ५",
    "Noto Sans Ethiopic": "ውሃ ይጠጡ።",
    "Noto Sans Georgian": "დალიეთ წყალი.",
    "Noto Sans Gujarati": "પાણી પીઓ. ૫",
    "Noto Sans Gurmukhi": "ਪਾਣੀ ਪੀਓ। ੫",
    "Noto Sans Hebrew": "שתו מים. שָׁלוֹם",
    "Noto Sans JP": "水を飲んでください。",
    "Noto Sans KR": "물을 많이 드세요.",
    "Noto Sans Kannada": "ನೀರು ಕುಡಿಯಿರಿ.",
    "Noto Sans Khmer": "សូមផឹកទឹក។ ៥",
    "Noto Sans Lao": "ກະລຸນາດື່ມນ້ຳ ໕",
    "Noto Sans Malayalam": "വെള്ളം കുടിക്കുക.",
    "Noto Sans Myanmar": "ရေသောက်ပါ။ ၅",
    "Noto Sans Oriya": "ପାଣି ପିଅନ୍ତୁ।",
    "Noto Sans SC": "请多喝水。",
    "Noto Sans Sinhala": "ජලය බොන්න. ශ්‍රී",
    "Noto Sans Symbols": "→ ← ⓘ",
    "Noto Sans TC": "請多喝水。",
    "Noto Sans Tamil": "தண்ணீர் குடிக்கவும்.",
    "Noto Sans Telugu": "నీరు త్రాగండి.",
    "Noto Sans Thai": "ดื่มน้ำให้มาก",
}


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    assert fonts.prepare() == []


@pytest.fixture
def small_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A parent folder of its own, and only two small families to make."""
    small = {name: FAMILIES[name] for name in ("Atkinson Hyperlegible", "Noto Sans Lao")}
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path))
    monkeypatch.setattr(making, "FAMILIES", small)
    names = frozenset(file_name(family, bold) for family in small.values() for bold in (False, True))
    monkeypatch.setattr(cache, "file_names", lambda: names)
    return tmp_path


def run(code: str, **environment: str) -> str:
    """What a Python of its own prints; fails with its words where it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- what there is


def test_every_family_has_a_sample() -> None:
    assert set(SAMPLES) == set(fonts.families())


@pytest.mark.parametrize("family", sorted(SAMPLES))
@pytest.mark.parametrize("bold", [False, True])
def test_family_covers_its_sample(family: str, bold: bool) -> None:
    assert fonts.uncovered(SAMPLES[family], [family, "Noto Sans", "Atkinson Hyperlegible"], bold) == []
    own = fonts.uncovered(SAMPLES[family], [family], bold)
    assert all(character in " .,:;“”0123456789–" for character in own)


def test_pins_are_the_same_in_project_file_and_locks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for package, pin in fonts.PINS.items():
        assert f"{package}=={pin}" in project["dependencies"]
        for lock in ("requirements.txt", "requirements-dev.txt"):
            assert re.search(rf"^{re.escape(package)}=={re.escape(pin)} \\$", (ROOT / lock).read_text(encoding="utf-8"), re.M)


def test_locks_have_hashes_and_no_addresses() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        starts = [index for index, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
        assert len(starts) > 30
        assert all(lines[index + 1].lstrip().startswith("--hash=sha256:") for index in starts)


def test_dev_lock_holds_the_whole_of_the_other_lock() -> None:
    first, second = (
        {line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if re.match(r"[a-z0-9]", line)}
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert first <= second


# --- what is made


def test_made_files_are_static_and_named_plainly() -> None:
    from fontTools.ttLib import TTFont

    for family in FAMILIES.values():
        for bold in (False, True):
            with TTFont(fonts.folder() / "files" / file_name(family, bold), lazy=True) as font:
                assert "fvar" not in font
                assert "CFF2" not in font
                names = font["name"]
                assert names.getDebugName(1) == names.getBestFamilyName() == family.name
                assert names.getDebugName(2) == ("Bold" if bold else "Regular")
                assert font["OS/2"].usWeightClass == (700 if bold else 400)
                assert bool(font["head"].macStyle & 1) is bold


def test_bold_is_bold() -> None:
    from fontTools.ttLib import TTFont

    # A bold drawn from its own outlines sets text wider than the regular; a copy of the regular would not.
    widths = []
    for bold in (False, True):
        with TTFont(fonts.folder() / "files" / file_name(FAMILIES["Noto Sans"], bold), lazy=True) as font:
            widths.append(font["hmtx"][font.getBestCmap()[ord("n")]][0])
    assert widths[0] < widths[1]


def test_recorded_coverage_is_that_of_the_files() -> None:
    from fontTools.ttLib import TTFont

    for name in ("Noto Sans Khmer", "Noto Sans Symbols", "Atkinson Hyperlegible"):
        with TTFont(fonts.folder() / "files" / file_name(FAMILIES[name], True), lazy=True) as font:
            points = frozenset(map(chr, font.getBestCmap()))
        assert coverage._covered(fonts.folder(), (name,), True) == points


def test_making_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, _ = making.make_font("Noto Sans Lao", True, tmp_path / "a")
    second, _ = making.make_font("Noto Sans Lao", True, tmp_path / "b")
    assert first == second
    kept = {record.file: record for record in cache.records(fonts.folder())}
    assert kept[first.file] == first


def test_digest_is_over_the_files() -> None:
    files = sorted((fonts.folder() / "files").glob("*.ttf"))
    lines = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n" for file in files]
    assert len(lines) == 2 * len(FAMILIES)
    assert fonts.digest() == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_prepare_makes_mends_and_leaves_nothing_behind(small_folder: Path) -> None:
    said: list[tuple[str, int, int]] = []
    assert fonts.prepare(lambda *words: said.append(words)) == []
    target = fonts.folder()
    assert [(done, total) for _, done, total in said] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert sorted(small_folder.iterdir()) == [target]
    assert fonts.prepare(lambda *words: pytest.fail("made again")) == []

    damaged = target / "files/NotoSansLao-Bold.ttf"
    good = damaged.read_bytes()
    damaged.write_bytes(good[:-1] + b"x")  # same size: only the hash tells
    assert [problem.rule for problem in fonts.verify()] == ["fonts-not-ready"]
    assert fonts.prepare(thorough=True) == []
    assert damaged.read_bytes() == good
    assert fonts.verify() == []
    assert sorted(small_folder.iterdir()) == [target]

    damaged.unlink()
    assert "NotoSansLao-Bold.ttf is missing" in fonts.verify()[0].fault
    assert fonts.prepare() == []
    assert damaged.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path / "file"))
    problems = fonts.prepare()
    assert [problem.rule for problem in problems] == ["fonts-not-written"]
    assert "HANDOUTS_FONTS" in problems[0].remedy


@pytest.mark.parametrize(("found", "fault"), [(None, "is not installed"), ("0.9", "is 0.9, and must be")])
def test_another_version_of_a_font_package_is_a_problem(
    found: str | None, fault: str, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "installed_version", lambda package: found)
    problems = fonts.prepare()
    assert len(problems) == len(fonts.PINS)
    assert all(problem.rule == "font-package" and fault in problem.fault for problem in problems)
    assert list(small_folder.iterdir()) == []


def test_the_folder_is_another_one_for_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fonts.folder()
    cache._recipe.cache_clear()
    monkeypatch.setattr(cache, "CODE_VERSION", cache.CODE_VERSION + 1)
    after = fonts.folder()
    cache._recipe.cache_clear()
    assert before.parent == after.parent
    assert before.name != after.name


# --- a private fontconfig


def test_activate_refuses_a_folder_without_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", "untouched")
    for make in (lambda target: None, lambda target: (target / "files").mkdir(parents=True)):
        make(fonts.folder())
        problems = fonts.activate()
        assert [problem.rule for problem in problems] == ["fonts-not-ready"]
        assert "press.fonts" in problems[0].remedy
    assert os.environ["FONTCONFIG_FILE"] == "untouched"


def test_activate_refuses_a_damaged_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path))
    fonts.folder().mkdir()
    for text in ("", "[{}]", "[]", json.dumps([{"file": "a.ttf", "family": "a", "bold": False, "size": 1, "sha256": ""}])):
        (fonts.folder() / "fonts.json").write_text(text)
        assert [problem.rule for problem in fonts.activate()] == ["fonts-not-ready"]


def test_activate_refuses_when_weasyprint_has_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", sys)
    monkeypatch.setenv("FONTCONFIG_FILE", "another.conf")
    assert [problem.rule for problem in fonts.activate()] == ["fonts-too-late"]


PRINT = """
import sys
from press import fonts
assert fonts.activate() == []
import hashlib, json, os, warnings
warnings.simplefilter("ignore")  # WeasyPrint's own
from weasyprint import HTML
samples = json.loads(os.environ["SAMPLES"])
rows = "".join(f"<p style='font-family: \\"{name}\\"'>{text} <b>{text}</b></p>" for name, text in samples.items())
html = f"<html lang=en><title>t</title>{rows}<p style='font-family: DejaVu Sans, sans-serif'>骨 é ж</p>"
document = HTML(string=html).render()
pdf = document.write_pdf()
print(hashlib.sha256(pdf).hexdigest())
print(*sorted({font.name.decode().split("+")[1] for font in document.fonts.values()}), sep="\\n")
"""


def test_pages_hold_only_our_fonts_and_are_the_same_in_every_environment(tmp_path: Path) -> None:
    same = {"SAMPLES": json.dumps(SAMPLES), "HANDOUTS_FONTS": str(fonts.folder().parent)}
    here = {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}
    there = {"LANG": "ja_JP.UTF-8", "LANGUAGE": "ja", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"}
    there |= {"HOME": str(tmp_path), "FONTCONFIG_FILE": "/nowhere", "FONTCONFIG_SYSROOT": "/nowhere", "FC_LANG": "zh-tw"}
    first, second = run(PRINT, **same, **here), run(PRINT, **same, **there)
    assert first == second
    names = first.splitlines()[1:]
    assert len(names) == 2 * len(SAMPLES)
    assert set(names) <= fonts.postscript_names()


def test_importing_the_fonts_loads_no_font_library() -> None:
    code = "import sys, press.fonts; print('fontTools' in sys.modules, 'weasyprint' in sys.modules, 'multiprocessing' in sys.modules)"
    assert run(code).split() == ["False", "False", "False"]


# --- coverage


def test_uncovered_finds_what_the_stack_lacks() -> None:
    assert fonts.uncovered("5 mg 每 ☎ ok ☎", ["Atkinson Hyperlegible", "Noto Sans"]) == ["☎", "每"]
    assert fonts.uncovered("每", ["Atkinson Hyperlegible", "Noto Sans SC"]) == []
    assert fonts.uncovered("ế", ["Atkinson Hyperlegible"], bold=True) == ["ế"]


def test_uncovered_compares_composed_letters() -> None:
    assert fonts.uncovered("e\u0301", ["Atkinson Hyperlegible"]) == []


def test_uncovered_leaves_out_what_needs_no_glyph() -> None:
    invisible = "\t\n \u00a0\u00ad\u2009\u200b\u200d\u200e\u202f\u2066\u2069\ufe0f\U000e0101"
    assert fonts.uncovered(invisible, ["Noto Sans Lao"]) == []


def test_uncovered_knows_only_our_families() -> None:
    with pytest.raises(KeyError):
        fonts.uncovered("a", ["Arial"])


def test_names_in_a_pdf() -> None:
    assert {"Atkinson-Hyperlegible", "Noto-Sans-SC-Bold"} <= fonts.postscript_names()
    assert "Noto-Sans-Italic" not in fonts.postscript_names()
    assert len(file_names()) == len(fonts.postscript_names())
