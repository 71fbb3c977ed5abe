"""The doctor: names what is missing, what breaks without it, and what to type."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from press import doctor, fonts
from press.doctor import Finding
from press.typeset import patched

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def on_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "this_platform", lambda: "debian")


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def test_this_machine_is_sound() -> None:
    assert fonts.prepare() == []
    findings = by_name(doctor.examine())
    assert doctor.sound(findings.values())
    assert len(findings) >= 25
    for name in ("Python", "Pango", "HarfBuzz", "Fontconfig", "weasyprint", "page-validation", "icu4py"):
        assert re.match(r"\d+\.\d+", findings[name].version), name
    assert {"HarfBuzz", "WeasyPrint starts", "Fonts", "Poppler", "Java"} <= set(findings)


def test_every_finding_says_what_breaks_and_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a machine with nothing: no library, no package, no font, no tool."""

    def nothing(*_: object) -> None:
        return None

    def unknown(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "opened", nothing)
    monkeypatch.setattr("importlib.metadata.version", unknown)
    monkeypatch.setattr("shutil.which", nothing)
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path))
    findings = doctor.examine()
    assert not doctor.sound(findings)
    assert [finding.name for finding in findings if finding.state == "ok"] == ["Python"]
    assert [finding.name for finding in findings if finding.state == "optional"] == ["Poppler", "Java"]
    bad = [finding for finding in findings if finding.state == "missing"]
    assert len(bad) == len(doctor.LIBRARIES) + len(doctor.DISTRIBUTIONS) + len(fonts.PINS)
    for finding in findings[1:]:
        assert finding.breaks
        assert finding.mend
        assert "To mend it, type: " in str(finding)


def test_a_missing_library_is_named_with_its_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "opened", lambda files: None)
    harfbuzz = next(library for library in doctor.LIBRARIES if library.name == "HarfBuzz")
    finding = doctor._library(harfbuzz)
    assert (finding.state, finding.mend) == ("missing", "sudo apt-get install libharfbuzz0b")
    assert "nothing can be typeset" in finding.breaks


@pytest.mark.parametrize(("version", "state"), [("1.49.9", "old"), ("1.50", "ok"), ("1.50.12+ds", "ok"), ("2.0", "ok"), ("", "old")])
def test_an_old_library_is_named(version: str, state: str) -> None:
    pango = next(library for library in doctor.LIBRARIES if library.name == "Pango")
    finding = doctor._library(replace(pango, ask=lambda _: version))
    assert (finding.state, finding.version) == (state, version)
    assert ("1.50 or newer" in finding.breaks) is (state == "old")


@pytest.mark.parametrize(
    ("package", "version", "state"),
    [
        ("weasyprint", "70.0", "ok"),
        ("weasyprint", "70.1", "optional"),
        ("pydyf", "0.14.0", "optional"),
        ("pikepdf", "9.7.0", "ok"),
        ("pikepdf", "10.1", "ok"),
        ("pikepdf", "9.6.9", "old"),
    ],
)
def test_an_old_or_wrong_package_is_named(package: str, version: str, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: version)
    finding = doctor._distribution(next(d for d in doctor.DISTRIBUTIONS if d.name == package))
    assert (finding.state, finding.version) == (state, version)
    assert bool(finding.mend) is (state != "ok")


def test_changes_that_do_not_fit_a_library_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(one.state, one.name) for one in doctor._changes()] == [("ok", "Changes to WeasyPrint and pydyf")]
    original, other = patched.source_of, {"pydyf:_to_bytes", "weasyprint.pdf.stream:Stream.marked"}
    monkeypatch.setattr(patched, "source_of", lambda one: original(one) + "#" * (one in other))
    found = by_name(doctor._changes())
    assert {name: one.state for name, one in found.items()} == {
        "weasyprint.pdf.stream.Stream.marked": "old",
        "pydyf._to_bytes": "optional",
    }
    assert "no figure, no link and no line can be proved" in found["weasyprint.pdf.stream.Stream.marked"].breaks
    monkeypatch.setattr("importlib.metadata.version", lambda name: "70.1")
    assert doctor._distribution(doctor.DISTRIBUTIONS[0]).state == "old"


def test_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.python_version", lambda: "3.9.2")
    monkeypatch.setattr("sys.version_info", (3, 9, 2, "final", 0))
    finding = doctor._python()
    assert (finding.state, finding.version) == ("old", "3.9.2")
    assert "3.11" in finding.breaks


def test_fonts_not_made_or_changed_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HANDOUTS_FONTS", str(tmp_path))
    finding = by_name(doctor._fonts())["Fonts"]
    assert finding.state == "missing"
    assert "not been made" in finding.breaks
    assert finding.mend.endswith("-m press.fonts")


def test_an_engine_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "Traceback\nOSError: cannot load library 'libpango'\n")

    monkeypatch.setattr("subprocess.run", broken)
    finding = doctor._engine()
    assert finding.state == "missing"
    assert "OSError: cannot load library 'libpango'" in finding.breaks


@pytest.mark.parametrize(
    ("where", "command"),
    [
        ("debian", "sudo apt-get install d"),
        ("fedora", "sudo dnf install f"),
        ("macos", "brew install h"),
        ("windows", "wsl --install -d Debian"),
        ("other", 'what Debian calls "d"'),
    ],
)
def test_commands_for_each_platform(where: doctor.Platform, command: str) -> None:
    assert command in doctor.install_command("d", "f", "h", where)


def test_least_versions_are_those_of_the_project_file() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    said = {f"{d.name}{'==' if d.exact else '>='}{d.least}" for d in doctor.DISTRIBUTIONS}
    said |= {f"{package}=={pin}" for package, pin in fonts.PINS.items()}
    assert said == set(wanted)


def test_the_doctor_speaks_where_weasyprint_cannot_be_imported(tmp_path: Path) -> None:
    """A stand-in for every outside package that fails as WeasyPrint does without Pango."""
    for name in ("weasyprint", "pydantic", "click", "rich", "fontTools", "babel", "pikepdf"):
        (tmp_path / f"{name}.py").write_text("raise OSError('cannot load library')\n")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "press.doctor"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 1
    assert "missing  WeasyPrint starts" in done.stdout
    assert "OSError: cannot load library" in done.stdout
    assert "optional Poppler" in done.stdout
