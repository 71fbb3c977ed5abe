"""The check of a whole library on all cores: each worker reads and checks its share, nobody reads everything twice."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from press import checks
from press.content import Written, inline, phrases
from press.library import BRAND_VALUES, ENGINE, Brand, Level, Library, Piece, Policy, open_library
from press.problem import Problem, Severity, counted, did_you_mean, in_order
from press.source import load

# Below this, starting a second process costs more than it saves.
WORTH_SHARING = 40


@dataclass(frozen=True, slots=True)
class _Share:
    """What one worker found in its share of the pieces."""

    problems: tuple[Problem, ...]
    part: checks.Part
    owners: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Survey:
    """All problems of a project, and for each file the handouts that print from it."""

    problems: tuple[Problem, ...]
    owners: dict[str, frozenset[str]]


def survey(
    root: Path,
    slugs: Iterable[str],
    tags: frozenset[str] = frozenset(),
    brand: str = "",
    workers: int = 0,
    *,
    whole: bool = True,
) -> Survey:
    """What steps 1 and 2 find in these handouts and packets, in the languages ``tags`` (empty: all).

    ``workers`` 0 means one for each core; one worker means this process. ``whole``: also what concerns the project as a whole.
    """
    names = sorted(slugs)
    count = min(workers or os.cpu_count() or 1, max(1, len(names) // WORTH_SHARING))
    if count == 1:
        shares, common = [_share(root, frozenset(names), tags)], _whole(root, frozenset(names)) if whole else []
    else:
        pieces = 4 * count  # small shares, so that no core waits long for the other
        chunks = [frozenset(names[start::pieces]) for start in range(pieces)]
        with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
            common_part = pool.submit(_whole, root, frozenset(names)) if whole else None
            shares = list(pool.map(_share, [root] * pieces, chunks, [tags] * pieces))
            common = common_part.result() if common_part else []
    library = open_library(root, only=frozenset())
    found = checks.finish(library, [share.part for share in shares], common, brand)
    owners: dict[str, frozenset[str]] = {}
    for share in shares:
        for path, own in share.owners.items():
            owners[path] = owners.get(path, frozenset()) | own
    return Survey(tuple(in_order([*(p for share in shares for p in share.problems), *found])), owners)


def _whole(root: Path, slugs: frozenset[str]) -> list[Problem]:
    """What the rules for the project as a whole find: they look at source texts only."""
    return list(checks.check_project(open_library(root, only=slugs, sources_only=True)))


def _share(root: Path, slugs: frozenset[str], tags: frozenset[str]) -> _Share:
    library = open_library(root, only=slugs)
    pieces = [piece for slug, piece in library.pieces.items() if slug in slugs]
    pairs = [(piece, tag) for piece in pieces for tag in piece.texts if not tags or tag in tags]
    owners: dict[str, set[str]] = {}
    for piece in pieces:
        for tag in {*piece.texts, *piece.facts.languages}:
            for path in library.files_of(piece, tag):
                owners.setdefault(path, set()).add(piece.slug)
    own = {path: frozenset(names) for path, names in owners.items()}
    return _Share((*library.problems, *marks(library, pairs)), checks.check_part(library, pairs), own)


_MARK = re.compile(r"[*\[\]{}<>&\\]")


def marks(library: Library, pairs: Iterable[tuple[Piece, str]]) -> Iterator[Problem]:
    """Marks inside texts that are none: HTML, templates, a bold that is not closed. They are met again at step 3.

    An author who checks must not hear of them only when the page is made.
    """
    seen: set[str] = set()
    for piece, tag in pairs:
        for written in (piece.texts[tag], *(passage for _, passage in library.included(piece, tag))):
            if written.located.shown not in seen:
                seen.add(written.located.shown)
                yield from _marks_of(library, written)


def _marks_of(library: Library, written: Written) -> Iterator[Problem]:
    for phrase in phrases(written.text):
        if not _MARK.search(phrase.text):
            continue
        tokens, faults = inline.parse(phrase.text) if phrase.inline else ((), inline.plain_faults(phrase.text))
        for fault in faults:
            place = written.located.within(phrase.path, fault.fragment)
            yield Problem(place, fault.rule, fault.fault, fault.remedy)
        for name in inline.values(tokens):
            known = [*BRAND_VALUES, *(f"words.{key}" for key in library.languages[written.tag].regional)]
            if name not in known:
                place = written.located.within(phrase.path, "{" + name)
                no_such = f'"{{{name}}}" is not a placeholder'
                yield Problem(place, "unknown-placeholder", no_such, did_you_mean(name, known))


# ------------------------------------------------------------------------------------------------ what a check reports


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems that were found, and how many of the handouts that were looked at have one."""

    problems: list[Problem]
    troubled: int
    folders: list[str]  # of the handouts that were looked at
    loosened: tuple[str, ...] = ()  # rules that weigh less here: which, who wanted it, when and why
    unreviewed: tuple[str, ...] = ()  # folders of the handouts that nobody ever approved, in any language

    def count(self, severity: Severity) -> int:
        """How many problems weigh this much."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def notes(self) -> list[str]:
        """What is no problem of the words, and must not go unsaid."""
        if not self.unreviewed:
            return list(self.loosened)
        named = ", ".join(self.unreviewed[:3]) + (" and others" if len(self.unreviewed) > 3 else "")
        of = counted(len(self.unreviewed), "handout")
        return [*self.loosened, f'No review is on record for {of}: {named}. "handouts status" shows each language.']

    def line(self) -> str:
        """The last line: ``2 errors and 1 for review, in 2 of 48 handouts``."""
        of = counted(len(self.folders), "handout")
        if not self.problems:
            return f"No problems in {of}."
        counts = [
            *([counted(self.count(Severity.ERROR), "error")] if self.count(Severity.ERROR) else []),
            *([f"{self.count(Severity.REVIEW)} for review"] if self.count(Severity.REVIEW) else []),
        ]
        where = f"in {self.troubled} of {of}" if self.troubled else "in none of the handouts themselves"
        return f"{' and '.join(counts)}, {where}"


def findings(
    root: Path,
    folders: Mapping[str, Path],
    slugs: Iterable[str] = (),
    languages: Iterable[str] = (),
    brand: str = "",
    files: frozenset[str] = frozenset(),
) -> Findings:
    """What steps 1 and 2 find in a project, or in the handouts, specialties, languages and files that are named.

    ``folders`` are those of all handouts and packets by slug, well-formed or not. ``files`` are shown names: only what
    stands in them is told, and a translation is compared with its source whichever of the two is named.
    """
    names, tags = set(slugs), frozenset(languages)
    if files and not names:
        names, tags = _of_files(root, folders, files)
    chosen = {slug for slug, folder in folders.items() if not names or names & {slug, folder.parent.name}}
    made = survey(root, chosen, tags, brand, whole=not names or not files)
    found = list(made.problems)
    if files and not slugs:
        found = [p for p in found if p.place.path in files]
    elif names or tags:
        wanted = {path for path, own in made.owners.items() if not tags or _of_language(path, tags)}
        wanted |= {f"styles/brands/{brand}/brand.yaml", *(f"handouts/_languages/{tag}.yaml" for tag in tags)}
        found = [p for p in found if p.place.path in wanted or _below(p, chosen, tags)]
    elif any((root / "styles").rglob("*.css")):
        from press import typeset  # loads the typesetter

        found += typeset.slow_styles(root)
    troubled = {slug for problem in found for slug in _whose(problem, made.owners) if slug in chosen}
    shown = sorted(folders[slug].relative_to(root).as_posix() for slug in chosen)
    unreviewed = tuple(folder for folder in shown if not (root / folder / "approvals.yaml").is_file())
    return Findings(found, len(troubled), shown, tuple(_loosened(root, brand)), unreviewed)


def _of_files(root: Path, folders: Mapping[str, Path], files: frozenset[str]) -> tuple[set[str], frozenset[str]]:
    """Which handouts, and in which languages, must be looked at for some files; nothing named: all.

    A passage that handouts share is met in the first of them that holds its name; other files concern the whole project.
    """
    slugs, tags = set[str](), set[str]()
    for name in files:
        path = PurePosixPath(name)
        slug = next((slug for slug, folder in folders.items() if (root / name).is_relative_to(folder)), "")
        if not slug and name.startswith("handouts/_shared/") and len(path.parts) == 4:
            slug = next((one for one, folder in folders.items() if _names(folder, path.parts[2])), "")
        if not slug or path.suffix != ".yaml":
            return set(), frozenset()
        slugs.add(slug)
        tags.add("" if path.stem in ("handout", "packet", "approvals") else path.stem)
    return slugs, frozenset() if "" in tags else frozenset(tags)


def _names(folder: Path, passage: str) -> bool:
    return any(passage in file.read_text(encoding="utf-8", errors="replace") for file in folder.glob("*.yaml"))


def _loosened(root: Path, brand: str) -> Iterable[str]:
    """A line for each rule that the project, or the brand, made weigh less."""
    levels, rules = list[Level](), checks.rules()
    if (root / "policy.yaml").is_file():
        policy, _, _ = load(root / "policy.yaml", "policy.yaml", Policy)
        levels += policy.levels if policy else ()
    if brand:
        shown = f"styles/brands/{brand}/brand.yaml"
        path = next((folder / shown for folder in (root, ENGINE) if (folder / shown).is_file()), root / shown)
        own, _, _ = load(path, shown, Brand)
        levels += own.levels if own else ()
    for level in checks.waivers.loosened(levels, rules):
        was = rules[level.rule].severity
        yield f"Loosened: {level.rule} is {level.level}, not {was}: {level.reason} ({level.by}, {level.on})"


def _of_language(path: str, tags: frozenset[str]) -> bool:
    return PurePosixPath(path).stem in {*tags, "handout", "packet"}


def _whose(problem: Problem, owners: Mapping[str, frozenset[str]]) -> set[str]:
    parts = PurePosixPath(problem.place.path).parts
    own = {parts[2]} if len(parts) > 2 and parts[0] == "handouts" and not parts[1].startswith("_") else set()
    return own or set(owners.get(problem.place.path, ()))


def _below(problem: Problem, chosen: set[str], tags: frozenset[str]) -> bool:
    """Whether a problem stands in a chosen handout's folder, be it in a file that could not be read."""
    path = PurePosixPath(problem.place.path)
    inside = len(path.parts) > 2 and path.parts[0] == "handouts" and path.parts[2] in chosen
    return inside and (not tags or _of_language(problem.place.path, tags))
