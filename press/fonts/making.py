"""Making the static fonts, once. The only fontTools, imported where it is used: no other run waits for it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.fonts.cache import Record, folder, incomplete, installed_version, verify
from press.fonts.families import FAMILIES, PINS, Family, file_name
from press.problem import Place, Problem

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Report = Callable[[str, int, int], None]
"""Called with the name of a finished font file, how many are finished, and how many there are."""


def prepare(report: Report | None = None, *, thorough: bool = False) -> list[Problem]:
    """Make the static fonts where they are missing: about a minute the first time, instant afterwards.

    Everything is made in a temporary folder beside the real one and moved into place when it is whole, so a
    run that is cut short leaves nothing half made, and two runs at once do not disturb each other. ``thorough`` also
    makes anew what was changed since: it reads every font (0.1 s).
    """
    target = folder()
    if not incomplete(target) and not (thorough and verify()):
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
        found = installed_version(package)
        if found == pin:
            continue
        fault = f"{package} {pin} is not installed" if found is None else f"{package} is {found}, and must be {pin}"
        remedy = f'Type: make setup\nor: "{sys.executable}" -m pip install "{package}=={pin}"'
        problems.append(Problem(Place("requirements.txt"), "font-package", fault, remedy))
    return problems


def _sweep(parent: Path) -> None:
    """Remove what runs that were killed more than an hour ago left behind."""
    for left in parent.glob("making-*"):
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)


def _make_all(into: Path, report: Report | None) -> None:
    import multiprocessing  # these two cost 20 ms, and every run but the first has no use for them
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    (into / "files").mkdir()
    wanted = [(family, bold) for family in FAMILIES.values() for bold in (False, True)]
    wanted.sort(key=lambda item: (-_source(*item).stat().st_size, item[0].name, item[1]))  # the slow ones first
    made: list[tuple[Record, list[int]]] = []
    # Two processes: a Chinese font takes 12 s and 210 MB. Spawned, because a fork of a program that has threads or
    # has loaded Pango is not safe.
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(make_font, family.name, bold, into / "files") for family, bold in wanted]
        for done, future in enumerate(as_completed(waiting), 1):
            try:
                made.append(future.result())
            except BrokenProcessPool as error:
                raise OSError("a font process was stopped; it needs 250 MB of memory") from error
            if report:
                report(made[-1][0].file, done, len(waiting))
    made.sort(key=lambda item: item[0].file)
    _write_json(into / "coverage.json", {record.file: ranges for record, ranges in made})
    _write_json(into / "fonts.json", [record._asdict() for record, _ in made])


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")), encoding="utf-8")


def _put_in_place(temporary: Path, target: Path) -> None:
    """Move the whole folder to its name; a damaged one there makes way, a good one made meanwhile stays."""
    if target.exists() and (incomplete(target) or verify()):
        damaged = Path(tempfile.mkdtemp(prefix="making-", dir=target.parent))
        target.replace(damaged / "damaged")
        shutil.rmtree(damaged, ignore_errors=True)
    try:
        temporary.replace(target)
    except OSError:
        if incomplete(target):
            raise


def _source(family: Family, bold: bool) -> Path:
    """The file a family comes from, inside its installed package (which need not be imported for that)."""
    spec = importlib.util.find_spec(family.package.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{family.package} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / (family.bold if bold else family.regular)


def make_font(name: str, bold: bool, into: Path) -> tuple[Record, list[int]]:
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
    return Record(path.name, name, bold, len(data), hashlib.sha256(data).hexdigest()), ranges


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
