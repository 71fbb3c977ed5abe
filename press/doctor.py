"""What this machine needs to print handouts: what is there, what is missing, what breaks without it, what mends it.

Looks with its own eyes: the libraries are opened with ``ctypes`` by the names WeasyPrint uses, so that the doctor
can speak when WeasyPrint cannot even be imported. Imports nothing outside the standard library.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press import fonts
from press.native import ENGINE_DEAD, LIBRARIES, Library, opened
from press.typeset import patched

State = Literal["ok", "missing", "old", "optional"]
Platform = Literal["debian", "fedora", "macos", "windows", "other"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the press needs, and how it stands.

    ``missing`` and ``old`` must be mended before a handout can be printed as it should be; ``optional`` is missing
    too, but only tests and a developer want it. ``mend`` is what to type on this platform; empty where all is well.
    """

    name: str
    state: State
    version: str
    breaks: str  # what does not work without it
    mend: str

    def __str__(self) -> str:
        head = f"{self.state:8} {self.name} {self.version}".rstrip()
        if self.state == "ok":
            return head
        return f"{head}\n         Without it: {self.breaks}\n         To mend it, type: {self.mend}"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A Python package the press is built on; ``exact`` where no other version will do."""

    name: str
    least: str
    breaks: str
    exact: bool = False


PYTHON = (3, 11)

DISTRIBUTIONS = (
    Distribution(
        "weasyprint", "70.0", "nothing can be typeset; another version than this prints other pages", exact=True
    ),
    Distribution("pydyf", "0.13.0", "no PDF can be written; another version than this writes other bytes", exact=True),
    Distribution("pyyaml", "6.0.2", "no handout can be read"),
    Distribution("pydantic", "2.11", "no handout can be read"),
    Distribution("jinja2", "3.1.6", "no page can be made from a handout"),
    Distribution("babel", "2.17", "dates, lists and language names cannot be written"),
    Distribution("phonenumberslite", "9.0.42", "telephone numbers of other countries are not told from amounts"),
    Distribution("python-bidi", "0.6.12", "the painted order of right-to-left lines cannot be proved"),
    Distribution("openpyxl", "3.1.5", "an order in a spreadsheet cannot be read"),
    Distribution("icu4py", "1.2", "Khmer, Lao, Burmese and Thai lines run off the page"),
    Distribution("phonenumberslite", "9.0.42", "telephone numbers in texts and orders cannot be told"),
    Distribution("python-bidi", "0.6.12", "nobody knows in which order an Arabic or Hebrew line must stand on paper"),
    Distribution("rapidfuzz", "3.13", "a handout cannot be searched for"),
    Distribution("pikepdf", "9.7", "finished PDFs cannot be measured, so none is kept"),
    Distribution("pypdfium2", "5.0", "finished PDFs cannot be measured, so none is kept"),
    Distribution("page-validation", "0.11", "PDFs cannot be checked for screen readers (PDF/UA-1), so none is kept"),
    Distribution("pillow", "11.2", "pictures cannot be printed"),
    Distribution("mammoth", "1.9", "a Word leaflet cannot be taken in"),
    Distribution("tinyhtml5", "2.0", "a web leaflet cannot be taken in"),
    Distribution("tinycss2", "1.4", "a web leaflet cannot be taken in"),
    Distribution("cssselect2", "0.8", "a web leaflet cannot be taken in"),
    Distribution("pdfplumber", "0.11.6", "a PDF leaflet cannot be laid beside its draft"),
    Distribution("markdown-it-py", "3.0", "a Markdown leaflet cannot be taken in"),
    Distribution("py3langid", "0.3", "the language of a translation cannot be told"),
    Distribution("segno", "1.6", "released pages have no QR code, so none can be made"),
    Distribution("openpyxl", "3.1.5", "an order cannot be read from an Excel workbook"),
    Distribution("lxml", "5.3", "no job ticket can be written for a print shop"),
    Distribution("starlette", "0.46", "there is no preview"),
    Distribution("uvicorn", "0.34", "there is no preview"),
    Distribution("watchfiles", "1.0", "preview and --watch do not notice a saved file"),
    Distribution("click", "8.2", "the command line does not start"),
    Distribution("rich", "14.0", "the command line shows no progress and no tables"),
    Distribution("fonttools", "4.60", "the fonts cannot be made"),
)
"""The same least versions stand in ``pyproject.toml``; a test compares them."""


def examine() -> list[Finding]:
    """Everything the press needs on this machine, in the order in which it is best mended."""
    libraries = [_library(library) for library in LIBRARIES]
    distributions = [_distribution(distribution) for distribution in DISTRIBUTIONS]
    engine = [_engine()] if all(f.state == "ok" for f in [*libraries, distributions[0]]) else []
    return [_python(), *libraries, *distributions, *engine, *_changes(), *_fonts(), *_tools()]


def sound(findings: Iterable[Finding]) -> bool:
    """Whether handouts can be printed: nothing is missing or too old."""
    return all(finding.state in {"ok", "optional"} for finding in findings)


def this_platform() -> Platform:
    """The family of systems whose package manager's command is to be shown."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    if shutil.which("apt-get"):
        return "debian"
    return "fedora" if shutil.which("dnf") else "other"


def install_command(debian: str, fedora: str, homebrew: str, where: Platform | None = None) -> str:
    """What to type to install system packages, on this platform or on the one named."""
    match where or this_platform():
        case "debian":
            return f"sudo apt-get install {debian}"
        case "fedora":
            return f"sudo dnf install {fedora}"
        case "macos":
            return f"brew install {homebrew}  (then: export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib)"
        case "windows":
            return f"wsl --install -d Debian  (and inside it: sudo apt-get install {debian})"
        case "other":
            return f'install with your package manager what Debian calls "{debian}" and Fedora "{fedora}"'


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info[:2] >= PYTHON:
        return Finding("Python", "ok", version, "", "")
    mend = install_command("python3 python3-venv", "python3", "python@3.13")
    return Finding("Python", "old", version, f"nothing works before {PYTHON[0]}.{PYTHON[1]}", mend)


def _library(library: Library) -> Finding:
    mend = install_command(*library.packages)
    loaded = opened(library.files)
    if loaded is None:
        return Finding(library.name, "missing", "", library.breaks, mend)
    version = library.ask(loaded)
    if library.least and _numbers(version) < library.least:
        least = ".".join(map(str, library.least))
        return Finding(
            library.name, "old", version, f"{library.name} {least} or newer is needed: {library.breaks}", mend
        )
    return Finding(library.name, "ok", version, "", "")


def _numbers(version: str) -> tuple[int, ...]:
    """``70.0`` and ``1.50.12+ds`` as numbers that can be compared; what follows the digits is ignored."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _pip(requirement: str) -> str:
    """How to get Python packages: in a checkout from the lock, elsewhere one by one."""
    if (Path(__file__).parent.parent / "requirements.txt").is_file() and os.name == "posix":
        return "make setup"
    return f'"{sys.executable}" -m pip install "{requirement}"'


def _distribution(distribution: Distribution) -> Finding:
    name, least = distribution.name, distribution.least
    mend = _pip(f"{name}=={least}" if distribution.exact else f"{name}>={least}")
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, "missing", "", distribution.breaks, mend)
    if distribution.exact and version != least:
        # Whether it will do is seen in its source text: what the press replaces in it is named by ``_changes``.
        kept = not any(f.startswith(f"{name}.") for _, f in patched.changed(("promise",)))
        said = "this was not tried" if kept else "this will not do"
        return Finding(name, "optional" if kept else "old", version, f"{least} is needed, {said}: {distribution.breaks}", mend)
    if _numbers(version) < _numbers(least):
        return Finding(name, "old", version, f"{least} or newer is needed: {distribution.breaks}", mend)
    return Finding(name, "ok", version, "", "")


def _changes() -> list[Finding]:
    """What the press replaces in WeasyPrint and the libraries under it: is it there, as it was when this was written?"""
    if _distribution(DISTRIBUTIONS[0]).state == "missing":
        return []
    found = [
        Finding(
            function, "old" if patch.kind == "promise" else "optional", "",
            f"it is not as in {patched.PROVED_ON}, so the press cannot have its own in its place, which "
            f"{patch.why}: {patch.lost}", _pip("weasyprint==70.0"),
        )
        for patch, function in patched.changed()
    ]  # fmt: skip
    return found or [Finding("Changes to WeasyPrint and pydyf", "ok", f"{len(patched.PATCHES)}", "", "")]


def _engine() -> Finding:
    """Starts WeasyPrint in a process of its own: the proof that all its libraries fit together."""
    command = [sys.executable, "-W", "ignore", "-c", "import weasyprint"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("WeasyPrint starts", "missing", "", f"{ENGINE_DEAD} ({error})", _pip("weasyprint==70.0"))
    if run.returncode == 0:
        return Finding("WeasyPrint starts", "ok", "", "", "")
    said = (run.stderr.strip().splitlines() or [f"exit code {run.returncode}"])[-1]
    packages = ("libpango-1.0-0 libpangoft2-1.0-0", "pango harfbuzz", "pango harfbuzz")
    return Finding("WeasyPrint starts", "missing", "", f"{ENGINE_DEAD} ({said})", install_command(*packages))


def _fonts() -> list[Finding]:
    breaks = "no page is printed: no system font may stand in for them"
    if problems := fonts.missing_packages():
        return [
            Finding("Font packages", "missing", "", f"{breaks} ({p.fault})", p.remedy.splitlines()[-1][4:])
            for p in problems
        ]
    problems = fonts.verify()
    if not problems:
        return [Finding("Fonts", "ok", f"{len(fonts.families())} families", "", "")]
    faults = "; ".join(problem.fault for problem in problems)
    return [Finding("Fonts", "missing", "", f"{breaks} ({faults})", f'"{sys.executable}" -m press.fonts')]


def _tools() -> list[Finding]:
    wanted = (
        (
            "pdftoppm",
            "Poppler",
            "-v",
            "page pictures cannot be compared",
            ("poppler-utils", "poppler-utils", "poppler"),
        ),
        (
            "java",
            "Java",
            "-version",
            "veraPDF, the reference check for PDF/UA, is left out of the tests",
            ("default-jre-headless", "java-21-openjdk-headless", "openjdk"),
        ),
    )
    return [_tool(program, name, flag, breaks, packages) for program, name, flag, breaks, packages in wanted]


def _tool(program: str, name: str, flag: str, breaks: str, packages: tuple[str, str, str]) -> Finding:
    """A program that only the tests need."""
    missing = Finding(name, "optional", "", f"{breaks}; handouts print all the same", install_command(*packages))
    if not (path := shutil.which(program)):
        return missing
    try:
        run = subprocess.run([path, flag], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return missing
    version = re.search(r"\d+(\.\d+)+", run.stderr + run.stdout)
    # macOS has a `java` that only says that there is no Java.
    return Finding(name, "ok", version[0], "", "") if version else missing


def main() -> int:
    """``python -m press.doctor``: prints every finding, those to mend last; exit code 1 if something must be mended."""
    warnings.simplefilter("ignore")
    findings = examine()
    for finding in sorted(findings, key=lambda finding: finding.state != "ok"):
        print(finding)
    return 0 if sound(findings) else 1


if __name__ == "__main__":
    sys.exit(main())
