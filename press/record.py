"""What a run made, written down; proved again later; and what an output folder holds that nothing makes any more."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from press import receipt
from press.edition import Edition, Wish, wanted
from press.library import Library
from press.pdf import UnreadableError, second_reading
from press.problem import Place, Problem
from press.route import Outcome, Run, State, inputs, make, verdict

FORMAT = 2
# A hook's own variables would point git at another repository than the project's.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})
_WORDS = ("slug", "language", "variant", "brand", "purpose", "path", "pdf", "fingerprint")  # of each edition


def record(library: Library, outcomes: Iterable[Outcome], run: Run) -> str:
    """A build record as JSON: the day, the tools, the hash of every input, and SHA-256, pages and fingerprint of every PDF."""
    rows, read = [], dict[str, str]()
    for outcome in sorted((o for o in outcomes if o.path is not None), key=lambda o: o.edition):
        assert outcome.path is not None
        edition = outcome.edition
        read |= inputs(library, edition, run)
        rows.append(
            {
                "slug": edition.slug,
                "language": edition.language,
                "variant": edition.variant,
                "brand": edition.brand,
                "purpose": edition.purpose,
                "path": Path(os.path.relpath(outcome.path, run.out)).as_posix(),
                "pdf": receipt.digest(outcome.path.read_bytes()),
                "lines": _lines(outcome.path),
                "pages": outcome.pages,
                "fingerprint": outcome.fingerprint,
                "problems": len(outcome.problems),
            }
        )
    said = {
        "format": FORMAT,
        "today": str(run.today),
        "release": run.release,
        "tools": receipt.tools(),
        "inputs": read,
        "editions": rows,
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(path: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """A build record; None and a problem where it is none."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        words = [said["today"], *said["tools"].values(), *said["inputs"].values()]
        words += [row[name] for row in said["editions"] for name in _WORDS]
        whole = said["format"] == FORMAT and all(isinstance(word, str) for word in words)
        date.fromisoformat(said["today"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        remedy = "Name a file that `handouts build --record FILE` wrote."
        return None, [Problem(Place(str(path)), "record-unreadable", "it is no build record", remedy)]
    return said, []


def differences(
    library: Library, then: dict[str, Any], outcomes: Sequence[Outcome], run: Run, shown: str
) -> list[Problem]:
    """What a run made otherwise than a record says: each tool with another version, each other input, each other PDF."""
    place = Place(shown)
    found = []
    now = receipt.tools()
    for name in sorted({*then["tools"], *now}):
        before, after = then["tools"].get(name, "absent"), now.get(name, "absent")
        if before != after:
            fault = f"{name} was {before}, and is {after} here"
            found.append(
                Problem(place, "tool-differs", fault, "Other tools make other bytes: install what the record names.")
            )
    read: dict[str, str] = {}
    for outcome in outcomes:
        read |= inputs(library, outcome.edition, run) if outcome.path is not None else {}
    for name in sorted(read):
        if read[name] != then["inputs"].get(name):
            fault = f"{name} {'is another' if name in then['inputs'] else 'is new'}"
            found.append(Problem(place, "input-differs", fault, "Compare it with the record's: handouts diff."))
    found += _other_editions(then, outcomes, run, place)
    if found and then["today"] != str(run.today):
        fault = f"it was made as of {then['today']}, and this as of {run.today}"
        found.append(Problem(place, "day-differs", fault, f"Approvals run out by days. Try: --today {then['today']}"))
    return found


def _other_editions(then: dict[str, Any], outcomes: Iterable[Outcome], run: Run, place: Place) -> list[Problem]:
    found = []
    rows = {(r["slug"], r["language"], r["variant"], r["brand"], r["purpose"]): r for r in then["editions"]}
    for outcome in outcomes:
        edition = outcome.edition
        row = rows.pop((edition.slug, edition.language, edition.variant, edition.brand, str(edition.purpose)), None)
        if outcome.path is None:
            if row is not None:
                fault = f"{edition} could be made then, and cannot now"
                found.append(Problem(place, "edition-failed", fault, "See its problems."))
        elif row is None:
            found.append(Problem(place, "edition-new", f"{edition} is not in the record", ""))
        elif receipt.digest(outcome.path.read_bytes()) != row["pdf"]:
            remedy = f"Then {row['pdf'][:12]}, on page {row['fingerprint']}."
            found.append(Problem(place, "pdf-differs", f"{edition}: {_other(row, outcome, run)}", remedy))
    gone = (f"{' '.join(key[:4])} is in the record, and was not made" for key in sorted(rows))
    return [*found, *(Problem(place, "edition-gone", fault, "") for fault in gone)]


def _other(row: dict[str, str], outcome: Outcome, run: Run) -> str:
    """In words, what is otherwise about an edition whose bytes are others than those in a record."""
    shelf = outcome.path.relative_to(run.out).parts[0] if outcome.path is not None else ""
    if not row["path"].startswith(f"{shelf}/"):
        return "released now, a draft then" if shelf == "release" else "a draft now, released then"
    if outcome.fingerprint != row["fingerprint"]:
        return "its words or style changed"
    if outcome.path is None or "lines" not in row:  # a record of before lines were written down
        return "the same words, other bytes"
    same = _lines(outcome.path) == row["lines"]
    return "the same words in the same lines, other bytes" if same else "the same words in other lines"


def _lines(path: Path) -> str:
    """A hash of the lines of a PDF, page by page, as another reader finds them: other bytes may show the same lines."""
    try:
        pages = second_reading(path.read_bytes())
    except UnreadableError:
        return "unreadable"
    return receipt.digest("\f".join(pages).encode())


def verify(library: Library, outcomes: Iterable[Outcome], run: Run, sample: int) -> tuple[int, list[Problem]]:
    """Make a sample of the fresh PDFs again, from nothing, and compare the bytes: how many were, and what differs.

    The sample is spread evenly over the editions, so that the same library always gives the same one.
    """
    fresh = sorted((o for o in outcomes if o.state is State.FRESH and o.path is not None), key=lambda o: o.edition)
    step = max(1, len(fresh) // max(sample, 1))
    found = []
    with tempfile.TemporaryDirectory(prefix="handouts-verify-") as folder:
        again = Run(Path(folder), run.today, run.release, force=True)
        chosen = fresh[::step][:sample]
        for kept in chosen:
            made = make(library, kept.edition, again)
            assert kept.path is not None
            if made.path is None or made.path.read_bytes() != kept.path.read_bytes():
                fault = f"{kept.edition}: made again, it has other bytes than the kept one"
                remedy = 'Something shapes the page that no receipt names. Make everything anew with "--force", and report it.'
                found.append(Problem(Place(str(kept.path)), "not-reproducible", fault, remedy))
    return len(chosen), found


def why(library: Library, edition: Edition, run: Run) -> str:
    """Why an edition's kept PDF is fresh, or what changed since it was made; in words."""
    from press.route import freshness

    return freshness(library, edition, run)


def leftovers(out: Path, editions: Iterable[Edition]) -> list[Path]:
    """PDFs in an output folder's shelves, where and as editions are kept, that none of the library makes any more."""
    wanted = {edition.path(released) for edition in editions for released in (False, True)}
    kept = (path for shelf in ("draft", "release") for path in sorted((out / shelf).glob("*/*/*.*.pdf")))
    return [p for p in kept if PurePosixPath(p.relative_to(out).as_posix()) not in wanted and p.is_file()]


def overtaken(library: Library, run: Run, outcomes: Iterable[Outcome]) -> list[tuple[Path, str]]:
    """PDFs in an output folder that no longer follow from the content, each with why and what takes it away: what nothing
    makes any more, and the release of what is a draft now. What cannot be read is not gone."""
    found = []
    for path in leftovers(run.out, wanted(library, Wish())[0]):
        _, brand, tag, name = path.relative_to(run.out).parts
        slug, variant, *rest = name.split(".")
        named = ("handout", slug), ("language", tag), ("brand", brand), ("variant", variant)
        if len(rest) == 1 and not any(library.broken(what, one) for what, one in named):
            found.append((path, 'nothing makes it any more: "handouts build --prune" removes it'))
    for outcome in outcomes:
        path = run.out / outcome.edition.path(released=True)
        if outcome.path is not None and not (outcome.released or run.as_draft) and path.is_file():
            found.append((path, 'it is a draft now: "handouts build --release" takes it away'))
    return found


def not_releasable(library: Library, run: Run, made: Iterable[Path]) -> list[Path]:
    """PDFs on the shelf of releases that may no longer stand there; ``made`` are those that this run answers for.

    What nothing makes any more goes, and what is not approved, in date and free of errors today: also where the run was
    asked for other handouts.
    """
    editions = {run.out / edition.path(released=True): edition for edition in wanted(library, Wish())[0]}
    known = set(made)
    return [
        path
        for path in sorted((run.out / "release").glob("*/*/*.pdf"))
        if path not in known
        and path.is_file()
        and (path not in editions or not verdict(library, editions[path], run.today, run.kept).released)
    ]


def prune(out: Path, paths: Iterable[Path]) -> int:
    """Remove leftovers, and folders that they leave empty. Returns how many files were removed."""
    count = 0
    for path in paths:
        path.unlink(missing_ok=True)
        count += 1
        for folder in path.parents:
            if folder == out or any(folder.iterdir()):
                break
            folder.rmdir()
    return count


def changed_files(root: Path, revision: str) -> tuple[set[str] | None, list[Problem]]:
    """Project-relative names of the files that differ between a git revision and the working tree, new ones included."""
    place = Place(revision)
    if revision.startswith("-"):
        return None, [
            Problem(place, "unknown-revision", f'"{revision}" is no revision', "Name a branch, a tag or a commit.")
        ]
    named: set[str] = set()
    for command in (
        ["diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--"],
        ["ls-files", "--others", "--exclude-standard", "-z"],
    ):
        try:
            done = _git(root, *command)
        except OSError:
            return None, [Problem(place, "unknown-revision", "git is not installed here", "Leave --changed-since out.")]
        if done.returncode != 0:
            return None, [_no_revision(root, revision)]
        named |= {name for name in done.stdout.decode(errors="replace").split("\0") if name}
    return named, []


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Git in the project's own repository: the variables of a hook would point it at another. Its words are English."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | {"LC_ALL": "C"}
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, env=own)


def _no_revision(root: Path, revision: str) -> Problem:
    there = _git(root, "rev-parse", "--git-dir")
    fault, remedy = f'there is no git revision "{revision}" in this project', "Name a branch, a tag or a commit."
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        remedy = "This clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI."
    if there.returncode != 0:
        said = there.stderr.decode(errors="replace").strip()
        fault, remedy = "this project is in no git repository", 'Begin one with "git init", or leave the revision out.'
        if "not a git repository" not in said:  # such as one that another user owns: git says what to type
            fault, remedy = "git does not read this repository", said
    return Problem(Place(revision), "unknown-revision", fault, remedy)


def touched(library: Library, editions: Iterable[Edition], names: set[str]) -> list[Edition]:
    """The editions that print from any of these files; a changed template, common style or language touches all.

    A sheet names the fonts of every language, and their approvals lie side by side.
    """
    common = any(
        name.startswith(
            (
                "templates/",
                "styles/handout",
                "styles/blocks/",
                "styles/purposes/",
                "handouts/_languages/",
                "press/",
                "requirements",
            )
        )
        or name == "policy.yaml"
        for name in names
    )
    found = []
    for edition in editions:
        piece = library.pieces[edition.slug]
        files = {*library.files_of(piece, edition.language), *library.files_of(piece, piece.facts.source_language)}
        folders = {f"{Path(name).parent.as_posix()}/" for name in files}
        own = {f"styles/brands/{edition.brand}/", f"styles/variants/{edition.variant}/"}
        figures = tuple(f"{folder}figures/" for folder in folders)
        sidecars = tuple(f"{folder}{name}" for folder in folders for name in ("approvals.yaml", "made-from/"))
        if common or names & files or any(name.startswith((*own, *figures, *sidecars)) for name in names):
            found.append(edition)
    return found


def changed_handouts(
    root: Path, revision: str, folders: Mapping[str, Path], asked: Collection[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """The handouts, of those asked for (slugs or specialties; none: all), that have a file which differs from a git revision.

    ``folders`` are those of all handouts by slug. A changed passage or language file reaches every handout.
    """
    names, problems = changed_files(root, revision)
    if names is None:
        return (), problems
    common = any(name.startswith(("handouts/_shared/", "handouts/_languages/")) for name in names)
    found = []
    for slug, folder in folders.items():
        shown = f"{folder.relative_to(root).as_posix()}/"
        if (not asked or {slug, folder.parent.name} & set(asked)) and (common or any(n.startswith(shown) for n in names)):
            found.append(slug)
    return tuple(found), []


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "edition-failed": "What could be made then cannot be made now.",
    "edition-gone": "What the record names was not made.",
    "edition-new": "What was made now is not in the record.",
    "input-differs": "Another file makes another page.",
    "not-reproducible": "The same inputs make the same bytes: otherwise something shapes the page that nobody wrote down.",
    "pdf-differs": "Another PDF may say something else.",
    "record-unreadable": "Without a record there is nothing to prove.",
    "tool-differs": "Other versions of the tools make other bytes.",
}
