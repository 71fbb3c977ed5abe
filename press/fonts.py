"""The project's own fonts and nothing else: where they come from, making them, a private fontconfig, coverage.

The fonts are dependencies, pinned by version here and by hash in ``requirements.txt``. Their packages hold
variable fonts, which cost WeasyPrint 130 ms a document and, for Chinese, more than a second a page; so
``prepare`` makes one static file for each family and weight, once, into a cache folder whose name tells
what is in it. ``activate`` then points fontconfig at that folder alone: the same page on every machine, and
no system font that could silently stand in for a missing letter.

All fonts are under the SIL Open Font License 1.1. The only fontTools.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import astuple, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from press.problem import Place, Problem

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

CODE_VERSION = 1  # raise it when the making below changes what is made: the fonts are then made anew

PINS: Mapping[str, str] = MappingProxyType(
    {
        "fontpkg-atkinson-hyperlegible": "1.6",
        "justmytype-intl-cjk": "0.1.0",
        "manimgx-fonts": "2026.9.26.post1",
    }
)
"""Font package -> the one version used. The same pins stand in ``pyproject.toml``; a test compares them."""


@dataclass(frozen=True, slots=True)
class Family:
    """A type family with a regular and a bold: where it comes from and what it is for.

    ``regular`` and ``bold`` are paths inside ``package``; a file named ``…[wght].ttf`` is variable and
    ``regular_axes`` / ``bold_axes`` say which instances to cut from it.
    """

    name: str  # as fontconfig reports it, and as CSS and a language's `fonts:` spell it
    scripts: str
    package: str
    regular: str
    bold: str
    regular_axes: tuple[tuple[str, float], ...] = ()
    bold_axes: tuple[tuple[str, float], ...] = ()

    @property
    def stem(self) -> str:
        """The family's name without spaces: the start of its files' names and PostScript names."""
        return self.name.replace(" ", "")


def _variable(name: str, scripts: str, package: str, file: str) -> Family:
    return Family(name, scripts, package, file, file, (("wght", 400.0),), (("wght", 700.0),))


def _noto(script: str, scripts: str) -> Family:
    name = f"Noto Sans {script}".strip()
    return _variable(name, scripts, "manimgx-fonts", f"{name.replace(' ', '')}[wght].ttf")


def _cjk(region: str, scripts: str) -> Family:
    file = f"fonts/ofl/notosans{region.lower()}/NotoSans{region}[wght].ttf"
    return _variable(f"Noto Sans {region}", scripts, "justmytype-intl-cjk", file)


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            Family(
                "Atkinson Hyperlegible",
                "Latin of Western Europe; made for low vision",
                "fontpkg-atkinson-hyperlegible",
                "files/AtkinsonHyperlegible-Regular.ttf",
                "files/AtkinsonHyperlegible-Bold.ttf",
            ),
            _noto("", "Latin with Vietnamese and African letters, Greek, Cyrillic"),
            _noto("Arabic", "Arabic, Persian, Dari, Pashto, Urdu, Kurdish, Uyghur"),
            _noto("Armenian", "Armenian"),
            _noto("Bengali", "Bengali, Assamese"),
            _noto("Devanagari", "Hindi, Marathi, Nepali"),
            _noto("Ethiopic", "Amharic, Tigrinya"),
            _noto("Georgian", "Georgian"),
            _noto("Gujarati", "Gujarati"),
            _noto("Gurmukhi", "Punjabi"),
            _noto("Hebrew", "Hebrew, Yiddish"),
            _noto("Kannada", "Kannada"),
            _noto("Khmer", "Khmer"),
            _noto("Lao", "Lao"),
            _noto("Malayalam", "Malayalam"),
            _noto("Myanmar", "Burmese, Karen"),
            _noto("Oriya", "Odia"),
            _noto("Sinhala", "Sinhala"),
            _noto("Symbols", "arrows and a few signs"),
            _noto("Tamil", "Tamil"),
            _noto("Telugu", "Telugu"),
            _noto("Thai", "Thai"),
            _cjk("JP", "Japanese"),
            _cjk("KR", "Korean"),
            _cjk("SC", "Simplified Chinese"),
            _cjk("TC", "Traditional Chinese"),
        )
    }
)
"""Every family there is, by name."""


class _Record(NamedTuple):
    """What the folder's list says about one font file."""

    file: str
    family: str
    bold: bool
    size: int  # bytes
    sha256: str


Report = Callable[[str, int, int], None]
"""Called with the name of a finished font file, how many are finished, and how many there are."""


def families() -> tuple[str, ...]:
    """The names of all families, in alphabetical order."""
    return tuple(sorted(FAMILIES))


def folder() -> Path:
    """Where the made fonts are kept; the folder may not exist yet.

    Its name holds a digest of all that decides what is in it: font packages, axis settings, the code and
    fontTools. ``HANDOUTS_FONTS`` names another parent folder than the user's cache.
    """
    if chosen := os.environ.get("HANDOUTS_FONTS"):
        parent = Path(chosen).expanduser().absolute()
    elif sys.platform == "darwin":
        parent = Path.home() / "Library/Caches/handout-press"
    elif sys.platform == "win32":
        parent = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "handout-press"
    else:
        parent = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handout-press"
    return parent / f"fonts-{_recipe()}"


@functools.cache
def _recipe() -> str:
    """A digest of everything that decides what the made fonts are."""
    parts = [CODE_VERSION, _version("fonttools"), sorted(PINS.items()), [astuple(f) for f in FAMILIES.values()]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _version(package: str) -> str | None:
    """The installed version with its numbers written plainly (a wheel may call itself 1.006 and be 1.6 to pip)."""
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    return ".".join(str(int(part)) if part.isdecimal() else part for part in version.split("."))


# --- making the fonts -------------------------------------------------------------------------------------------


def prepare(report: Report | None = None) -> list[Problem]:
    """Make the static fonts where they are missing: about a minute the first time, instant afterwards.

    Everything is made in a temporary folder beside the real one and moved into place when it is whole, so a
    run that is cut short leaves nothing half made, and two runs at once do not disturb each other.
    """
    target = folder()
    if not _incomplete(target):
        return []
    if problems := missing_packages():
        return problems
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        temporary = Path(tempfile.mkdtemp(prefix="making-", dir=target.parent))
        try:
            _make_all(temporary, report)
            temporary.chmod(0o755)  # mkdtemp gives 0700; a folder of fonts is for every user of the machine
            _put_in_place(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "Make room or give permission there, or set HANDOUTS_FONTS to a folder that can be written."
        return [Problem(Place(str(target.parent)), "fonts-not-written", f"the fonts cannot be kept here: {reason}", remedy)]
    return []


def missing_packages() -> list[Problem]:
    """One problem for each font package that is not installed in the pinned version."""
    problems = []
    for package, pin in PINS.items():
        found = _version(package)
        if found == pin:
            continue
        fault = f"{package} {pin} is not installed" if found is None else f"{package} is {found}, and must be {pin}"
        remedy = f'Type: make handouts\nor: {sys.executable} -m pip install "{package}=={pin}"'
        problems.append(Problem(Place("requirements.txt"), "font-package", fault, remedy))
    return problems


def _sweep(parent: Path) -> None:
    """Remove what runs that were killed more than an hour ago left behind."""
    for left in parent.glob("making-*"):
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)


def _make_all(into: Path, report: Report | None) -> None:
    (into / "files").mkdir()
    wanted = [(family, bold) for family in FAMILIES.values() for bold in (False, True)]
    wanted.sort(key=lambda item: (-_source(*item).stat().st_size, item[0].name, item[1]))  # the slow ones first
    made: list[tuple[_Record, list[int]]] = []
    # Two processes: a Chinese font takes 12 s and 700 MB. Spawned, because a fork of a program that has threads or
    # has loaded Pango is not safe.
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: list[Future[tuple[_Record, list[int]]]] = [
            pool.submit(make_font, family.name, bold, into / "files") for family, bold in wanted
        ]
        for done, future in enumerate(as_completed(waiting), 1):
            made.append(future.result())
            if report:
                report(made[-1][0].file, done, len(waiting))
    made.sort(key=lambda item: item[0].file)
    _write_json(into / "coverage.json", {record.file: ranges for record, ranges in made})
    _write_json(into / "fonts.json", [record._asdict() for record, _ in made])


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")), encoding="utf-8")


def _put_in_place(temporary: Path, target: Path) -> None:
    """Move the whole folder to its name; a damaged one there makes way, a good one made meanwhile stays."""
    if target.exists() and _incomplete(target):
        damaged = Path(tempfile.mkdtemp(prefix="making-", dir=target.parent))
        target.replace(damaged / "damaged")
        shutil.rmtree(damaged, ignore_errors=True)
    try:
        temporary.replace(target)
    except OSError:
        if _incomplete(target):
            raise


def _source(family: Family, bold: bool) -> Path:
    """The file a family comes from, inside its installed package (which need not be imported for that)."""
    spec = importlib.util.find_spec(family.package.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{family.package} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / (family.bold if bold else family.regular)


def file_name(family: Family, bold: bool) -> str:
    """What the made font is called: ``NotoSans-Bold.ttf``."""
    return f"{family.stem}-{'Bold' if bold else 'Regular'}.ttf"


def make_font(name: str, bold: bool, into: Path) -> tuple[_Record, list[int]]:
    """Make one static font file; returns its record and its coverage (start, end, start, end …)."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    family = FAMILIES[name]
    path = into / file_name(family, bold)
    axes = dict(family.bold_axes if bold else family.regular_axes)
    # The time of making must not be in the file: the same fonts, byte for byte, on every machine.
    with TTFont(_source(family, bold), recalcTimestamp=False, lazy=True) as font:
        if axes:
            instancer.instantiateVariableFont(font, axes, inplace=True)
            _rename(font, family, bold)
        font.save(path)
        ranges = _ranges(font.getBestCmap())
    data = path.read_bytes()
    return _Record(path.name, name, bold, len(data), hashlib.sha256(data).hexdigest()), ranges


def _rename(font: TTFont, family: Family, bold: bool) -> None:
    """Give a static instance plain names and weight bits, so that fontconfig sees one family with two weights.

    OpenType 1.9, `name` and `OS/2`: identifiers 16 and up and 25 describe larger and variable families.
    """
    style = "Bold" if bold else "Regular"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID < 16 and record.platformID == 3]
    post_script = f"{family.stem}-{style}"
    for identifier, value in (
        (1, family.name),
        (2, style),
        (3, f"{table.getDebugName(5)};{post_script}"),
        (4, f"{family.name} {style}"),
        (6, post_script),
    ):
        table.removeNames(nameID=identifier)
        table.setName(value, identifier, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0b100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0
    if "STAT" in font:
        del font["STAT"]


def _ranges(code_points: Iterable[int]) -> list[int]:
    """Code points as a flat list of first and last of each run."""
    flat: list[int] = []
    for point in sorted(code_points):
        if flat and flat[-1] == point - 1:
            flat[-1] = point
        else:
            flat += [point, point]
    return flat


# --- using the fonts --------------------------------------------------------------------------------------------


def _incomplete(target: Path) -> str:
    """What is wrong with the folder in a few words, or nothing: every font is there and has its size."""
    try:
        records = _records(target)
    except (OSError, ValueError, TypeError):
        return "the list of fonts is missing"
    expected = {file_name(family, bold) for family in FAMILIES.values() for bold in (False, True)}
    if {record.file for record in records} != expected:
        return "the list of fonts is not the expected one"
    for record in records:
        path = target / "files" / record.file
        if not path.is_file() or path.stat().st_size != record.size:
            return f"{record.file} is missing or cut short"
    return "" if (target / "coverage.json").is_file() else "the list of letters is missing"


def _records(target: Path) -> tuple[_Record, ...]:
    return tuple(_Record(**entry) for entry in json.loads((target / "fonts.json").read_text(encoding="utf-8")))


def verify() -> list[Problem]:
    """Read every font file and compare it with its recorded hash: for the doctor, not for every run."""
    target = folder()
    if wrong := _incomplete(target):
        return [_not_ready(target, wrong)]
    return [
        _not_ready(target, f"{record.file} was changed after it was made")
        for record in _records(target)
        if hashlib.sha256((target / "files" / record.file).read_bytes()).hexdigest() != record.sha256
    ]


def _not_ready(target: Path, wrong: str) -> Problem:
    if not target.exists():
        wrong = "the fonts have not been made yet"
        remedy = f"Type: make handouts\nor: {sys.executable} -m press.fonts"
    else:
        remedy = f'Delete the folder "{target}", then type: make handouts\nor: {sys.executable} -m press.fonts'
    return Problem(Place(str(target)), "fonts-not-ready", wrong, remedy)


def activate() -> list[Problem]:
    """Point fontconfig at the project's fonts alone. Must run before WeasyPrint is imported.

    Never with an empty folder: fontconfig without a single font makes Pango crash the process.
    """
    target = folder()
    if wrong := _incomplete(target):
        return [_not_ready(target, wrong)]
    configuration = target / "fonts.conf"
    if "weasyprint" in sys.modules and os.environ.get("FONTCONFIG_FILE") != str(configuration):
        fault = "WeasyPrint was loaded before the project's fonts were chosen"
        remedy = "Call press.fonts.activate() before anything imports weasyprint."
        return [Problem(Place("press/fonts.py"), "fonts-too-late", fault, remedy)]
    try:
        _write_configuration(configuration, _configuration(target))
    except OSError as error:
        remedy = "Give permission to write there, or set HANDOUTS_FONTS to a folder that can be written."
        fault = f"the list of the project's fonts cannot be written: {error.strerror}"
        return [Problem(Place(str(configuration)), "fonts-not-written", fault, remedy)]
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    os.environ.pop("FONTCONFIG_SYSROOT", None)  # it would be put before every path
    # Without these the user's locale decides which of two fonts draws a Chinese character in an English text.
    os.environ["FC_LANG"] = os.environ["PANGO_LANGUAGE"] = "en"
    return []


def _configuration(target: Path) -> str:
    """A fontconfig file with one folder, one cache and no rules: no aliases, no made-up bold or slant, no hinting."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{escape(str(target / "files"))}</dir>
  <cachedir>{escape(str(target / "cache"))}</cachedir>
  <match target="pattern">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
  </match>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def _write_configuration(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(prefix="fonts-", suffix=".conf", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    temporary = Path(name)
    temporary.chmod(0o644)
    temporary.replace(path)


def digest() -> str:
    """One sha256 over all font files, from the hashes taken when they were made. Raises OSError before ``prepare``."""
    return _digest(folder())


@functools.cache
def _digest(target: Path) -> str:
    lines = [f"{record.file} {record.sha256}\n" for record in _records(target)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def postscript_names() -> frozenset[str]:
    """The names under which WeasyPrint embeds these fonts (BaseFont without its six-letter prefix).

    WeasyPrint makes them from family and style: ``Noto-Sans``, ``Noto-Sans-Bold``. Anything else in a PDF is a
    stranger, or a slant that no file here has.
    """
    names = [name.replace(" ", "-") for name in FAMILIES]
    return frozenset(names) | {f"{name}-Bold" for name in names}


# --- coverage ---------------------------------------------------------------------------------------------------


def uncovered(text: str, families: Sequence[str], bold: bool = False) -> list[str]:
    """The characters of ``text`` that no family of the stack has, sorted; the text is compared in NFC.

    Spaces, controls, format characters and variation selectors need no glyph and are left out. Raises KeyError for a
    family that is not in ``FAMILIES`` and OSError before ``prepare``: both are mistakes of the caller.
    """
    characters = frozenset(unicodedata.normalize("NFC", text))
    unknown = characters - _covered(folder(), tuple(families), bold)
    return sorted(character for character in unknown if not _needs_no_glyph(character))


def _needs_no_glyph(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Zs"}:
        return True
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@functools.cache
def _covered(target: Path, stack: tuple[str, ...], bold: bool) -> frozenset[str]:
    """All characters of a font stack. Read from the list made with the fonts, so that no run waits for fontTools."""
    ranges = [_coverage(target)[file_name(FAMILIES[name], bold)] for name in stack]
    pairs = (pair for flat in ranges for pair in zip(flat[::2], flat[1::2], strict=True))
    return frozenset(chr(point) for first, last in pairs for point in range(first, last + 1))


@functools.cache
def _coverage(target: Path) -> dict[str, list[int]]:
    value: dict[str, list[int]] = json.loads((target / "coverage.json").read_text(encoding="utf-8"))
    return value


def main() -> int:
    """``python -m press.fonts``: make the fonts, and say how far it is."""

    def report(name: str, done: int, total: int) -> None:
        print(f"  font {done:2} of {total}: {name}", flush=True)

    started = time.monotonic()
    problems = prepare(report)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems and time.monotonic() - started > 1:
        print(f"  {len(FAMILIES)} font families made in {time.monotonic() - started:.0f} s: {folder()}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
