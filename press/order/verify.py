"""Every claim of a pack again, from its files alone. Nothing of the project that made it is needed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from press.order.folder import left_by_others
from press.order.manifest import (
    COLUMNS,
    CSV,
    JSON,
    PROOF,
    SUMS,
    TICKET,
    XJDF,
    Manifest,
    Row,
    Sheets,
    as_csv,
    file_name,
    from_json,
    measured,
    read_sums,
)
from press.order.xjdf import read_amounts
from press.pdf import UnreadableError, measure, second_reading
from press.pdf.printed import printed
from press.problem import Place, Problem, counted
from press.receipt import digest

LARGEST = 500_000_000
"""Bytes of one file of a pack that are read at all: a zip can claim to hold more than any machine has room for."""
AGAIN = "Ask for the pack again; do not print it."


def verify(where: Path) -> tuple[Manifest | None, list[Problem]]:
    """Check a pack, folder or zip: its manifest (None where it cannot be read) and every difference, by name."""
    try:
        files = dict(_of_zip(where) if where.is_file() else _of_folder(where))
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        fault = f"the pack cannot be read ({error})"
        return None, [Problem(Place(where.name), "pack-unreadable", fault, "The file is cut off or damaged. " + AGAIN)]
    if JSON not in files:
        fault = "there is no manifest: the pack is not complete"
        return None, [Problem(Place(JSON), "manifest-missing", fault, AGAIN)]
    try:
        manifest, rest = from_json(files[JSON])
    except ValueError as error:
        fault = f"the manifest cannot be read ({str(error)[:200]})"
        return None, [*_against_sums(files), Problem(Place(JSON), "manifest-broken", fault, AGAIN)]
    checks = (_against_sums(files), _table(files, manifest), _rows(files, manifest), _others(files, manifest, rest))
    return manifest, _once(problem for found in checks for problem in found)


def _once(found: Iterable[Problem]) -> list[Problem]:
    """Each difference once: a renamed file is neither missing under its old name nor extra under its new one."""
    problems = list(dict.fromkeys(found))
    renamed = {problem.place for problem in problems if problem.rule == "file-renamed"}
    new = {problem.fault for problem in problems if problem.rule == "file-renamed"}
    told: set[tuple[Place, str]] = set()
    kept = []
    for problem in problems:
        absent = problem.rule in ("file-missing", "file-extra", "file-altered")
        again = (problem.place, problem.rule) in told
        if absent and (again or problem.place in renamed or f'the file is called "{problem.place.path}" now' in new):
            continue
        told.add((problem.place, problem.rule))
        kept.append(problem)
    return kept


def rows_of(where: Path) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows of an earlier pack that is whole, for ``--since``; or what is wrong with it."""
    manifest, problems = verify(where)
    return (tuple(manifest.rows) if manifest and not problems else ()), problems


def _of_folder(where: Path) -> Iterator[tuple[str, bytes]]:
    if not where.is_dir():
        raise ValueError("there is no such folder or zip")
    for path in sorted(where.rglob("*")):
        if path.is_symlink():
            raise ValueError(f'"{path.name}" is a link')
        if path.is_file() and not left_by_others(path.relative_to(where).as_posix()):
            if path.stat().st_size > LARGEST:
                raise ValueError(f'"{path.name}" is too large')
            yield path.relative_to(where).as_posix(), path.read_bytes()


def _of_zip(where: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a zip without the folder that they all stand in."""
    with zipfile.ZipFile(where) as packed:
        entries = [one for one in packed.infolist() if not one.is_dir() and not left_by_others(one.filename)]
        names = [entry.filename for entry in entries]
        tops = {name.split("/")[0] for name in names}
        inside = len(tops) == 1 and all("/" in name for name in names)
        for entry in entries:
            pure = PurePosixPath(entry.filename)
            if pure.is_absolute() or ".." in pure.parts or names.count(entry.filename) > 1:
                raise ValueError(f'a strange name: "{entry.filename[:80]}"')
            if entry.file_size > LARGEST or entry.flag_bits & 1:
                raise ValueError(f'"{entry.filename[:80]}" is too large or encrypted')
            name = entry.filename.split("/", 1)[1] if inside else entry.filename
            try:
                yield name, packed.read(entry)
            except zipfile.BadZipFile as error:
                raise ValueError(f'"{name}" was altered or cut off: {error}') from error


def _say(name: str, rule: str, fault: str, remedy: str = AGAIN) -> Problem:
    return Problem(Place(name), rule, fault, remedy)


def _against_sums(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Altered, missing, extra and renamed files."""
    if SUMS not in files:
        yield _say(SUMS, "file-missing", "the list of checksums is missing")
        return
    try:
        known = read_sums(files[SUMS])
    except ValueError as error:
        yield _say(SUMS, "sums-broken", f"the list of checksums cannot be read ({error})")
        return
    extra = {name: digest(data) for name, data in files.items() if name not in known and name != SUMS}
    for name, then in sorted(known.items()):
        if name in files:
            now = digest(files[name])
            if now != then:
                yield _say(name, "file-altered", f"the file was altered: its checksum is {now[:12]}…, not {then[:12]}…")
            continue
        again = next((other for other, now in extra.items() if now == then), None)
        if again is not None:
            del extra[again]
            yield _say(name, "file-renamed", f'the file is called "{again}" now', f'Call it "{name}" again.')
        else:
            yield _say(name, "file-missing", "the file is missing")
    for name in sorted(extra):
        yield _say(name, "file-extra", "the file is no part of the pack", "Take it out; nobody ordered it.")


def _table(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Problem]:
    """manifest.csv says what manifest.json says, cell by cell."""
    if CSV not in files:
        yield _say(CSV, "file-missing", "the table of the pieces is missing")
        return
    import csv
    import io

    if files[CSV] == as_csv(manifest.rows):
        return
    text = files[CSV].decode("utf-8-sig", "replace")
    there = list(csv.reader(io.StringIO(text, newline="")))
    right = list(csv.reader(io.StringIO(as_csv(manifest.rows).decode("utf-8-sig"), newline="")))
    found = False
    for number, (one, other) in enumerate(zip(there, right, strict=False), 1):
        for column, has, should in zip(COLUMNS, one, other, strict=False):
            if has != should:
                found = True
                fault = f'"{column}" of {other[0]} is "{has[:60]}", {JSON} says "{should[:60]}"'
                yield Problem(Place(CSV, number), "tables-differ", fault, AGAIN)
    if not found or len(there) != len(right):
        fault = f"it has {counted(len(there) - 1, 'row')} and is not as it was made, {JSON} has {len(right) - 1}"
        yield _say(CSV, "tables-differ", fault)


def _rows(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Problem]:
    """Each piece's claims, measured again."""
    names = [row.file for row in manifest.rows]
    for row in manifest.rows:
        if names.count(row.file) > 1:
            yield _say(JSON, "claim-wrong", f'"{row.file}" is listed twice')
        elif row.file in files:
            yield from _row(row, files[row.file], manifest)


def _row(row: Row, data: bytes, manifest: Manifest) -> Iterator[Problem]:
    said: dict[str, Any] = {"sha256": digest(data), "bytes": len(data)}
    try:
        said |= measured(printed(data), row.sides)
        texts = second_reading(data)
    except (ValueError, UnreadableError) as error:
        yield _say(row.file, "pdf-unreadable", f"the PDF cannot be read ({str(error)[:120]})")
        return
    claims = asdict(row)
    for key, value in said.items():
        if claims[key] != value:
            fault = f'the manifest says {key} "{claims[key]}", the file has "{value}"'
            yield _say(row.file, "claim-wrong", fault)
    letters = row.fingerprint.replace("-", "")
    without = [str(n) for n, text in enumerate(texts, 1) if letters not in re.sub(r"[^0-9A-Z]", "", text)]
    if without:  # in right-to-left lines the reader turns it round: look at what is painted, from left to right
        try:
            painted = _painted(data)
        except UnreadableError as error:
            yield _say(row.file, "pdf-unreadable", f"the PDF cannot be read ({str(error)[:120]})")
            return
        without = [number for number in without if letters not in painted[int(number) - 1]]
    if without:
        fault = f"the fingerprint {row.fingerprint} is not on page {', '.join(without[:8])}{' …' if len(without) > 8 else ''}"
        yield _say(row.file, "claim-wrong", fault)
    job = re.sub(r"^PROOF-", "", row.file).split("_")[0]
    start = (job, row.slug, row.language, row.variant, row.paper)
    if row.file != file_name(start, row.version, row.pages, manifest.proof) or not (job + "-").startswith(
        manifest.job + "-"
    ):
        yield _say(row.file, "claim-wrong", "the name does not say what the manifest says (job, piece, version, pages)")
    shares = [int(part.split("=")[1]) for part in row.deliver.split("; ") if re.fullmatch(r"[^=]+=\d+", part)]
    if row.deliver and sum(shares) != row.quantity:
        fault = f"{row.quantity} copies are ordered, the deliveries get {sum(shares)}"
        yield _say(row.file, "claim-wrong", fault)


def _painted(data: bytes) -> list[str]:
    """The plain letters and digits of each page as they stand on the paper: line by line, from left to right."""
    pages = []
    for page in measure(data).pages:
        runs = sorted(page.runs, key=lambda run: (round(run.base, 1), run.area.left))
        pages.append(re.sub(r"[^0-9A-Z]", "", "".join(run.text for run in runs)))
    return pages


def _others(files: Mapping[str, bytes], manifest: Manifest, rest: Mapping[str, Any]) -> Iterator[Problem]:
    """What goes with the pieces: listed, as listed, and saying the same quantities."""
    listed = rest["files"]
    for name, said in sorted(listed.items()):
        if name in files and said != {"sha256": digest(files[name]), "bytes": len(files[name])}:
            yield _say(name, "file-altered", f"the file is not the one that {JSON} lists")
    known = {*listed, *(row.file for row in manifest.rows), JSON, CSV, SUMS}
    for name in sorted(set(files) - known):
        yield _say(name, "file-extra", "the file is no part of the pack", "Take it out; nobody ordered it.")
    for name in sorted(known - set(files)):
        yield _say(name, "file-missing", "the file is missing")
    totals = {"pieces": len(manifest.rows), "copies": manifest.copies, "sheets": manifest.paper, "code": manifest.code}
    for key, value in totals.items():
        if rest["totals"].get(key) != value:
            fault = f'the manifest says {key} "{rest["totals"].get(key)}", its claims give "{value}"'
            yield _say(JSON, "claim-wrong", fault)
    yield from _quantities(files, manifest)
    yield from _paper(files, manifest)
    sides = {row.file: row.sides for row in manifest.rows}
    for one in manifest.imposed:
        if one.file in files:
            yield from _sheets(one, files[one.file], sides.get(one.of, 2))
    order = next((name for name in files if PurePosixPath(name).stem == "order"), "")
    if order and digest(files[order]) != manifest.order_sha256:
        yield _say(order, "claim-wrong", f"the order is not the one that {JSON} was made from")


def _quantities(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Problem]:
    if XJDF not in files:
        return
    try:
        amounts = read_amounts(files[XJDF])
    except ValueError as error:
        yield _say(XJDF, "xjdf-broken", f"the ticket for machines cannot be read ({str(error)[:120]})")
        return
    for row in manifest.rows:
        if amounts.get(row.file) != row.quantity:
            fault = f"{XJDF} orders {amounts.get(row.file, 0)} copies, the manifest {row.quantity}"
            yield _say(row.file, "quantities-differ", fault)
    for name in sorted(set(amounts) - {row.file for row in manifest.rows}):
        yield _say(XJDF, "quantities-differ", f'it orders "{name}", which the manifest does not list')


def _paper(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Problem]:
    """The ticket and the proof sheet carry the code over all rows, so they are those of this manifest."""
    for name in (TICKET, PROOF):
        if name not in files:
            continue
        try:
            text = second_reading(files[name])
        except UnreadableError as error:
            yield _say(name, "pdf-unreadable", f"the PDF cannot be read ({str(error)[:120]})")
            continue
        if name == TICKET and len(text) != 1:
            yield _say(name, "claim-wrong", f"the ticket has {len(text)} pages, not one")
        if manifest.code not in text[0]:
            fault = f"it belongs to other claims: those of {JSON} give the pack code {manifest.code}"
            yield _say(name, "code-differs", fault, "The manifest or the ticket was changed. " + AGAIN)
        if name == TICKET and f"{manifest.copies} copies" not in re.sub(r"\s+", " ", text[0]):
            yield _say(
                name, "quantities-differ", f"it does not say {manifest.copies} copies in all, as the manifest does"
            )


def _sheets(one: Sheets, data: bytes, sides: int) -> Iterator[Problem]:
    try:
        said = measured(printed(data), sides)
    except ValueError as error:
        yield _say(one.file, "pdf-unreadable", f"the PDF cannot be read ({str(error)[:120]})")
        return
    if (said["sheets"], said["trim"]) != (one.sheets, one.size):
        fault = f"the manifest says {one.sheets} sheets of {one.size} mm, the file has {said['sheets']} of {said['trim']} mm"
        yield _say(one.file, "claim-wrong", fault)


def read_file(where: Path, name: str) -> bytes | None:
    """One file of a pack; None where it cannot be read."""
    try:
        return dict(_of_zip(where) if where.is_file() else _of_folder(where)).get(name)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, EOFError):
        return None
