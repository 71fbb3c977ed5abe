"""Walks a content project and reads what is there. One broken file never hides the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from press import language as languages
from press.content import (
    RESERVED,
    SLUG,
    Facts,
    Handout,
    Packet,
    PacketFacts,
    PacketText,
    Passage,
    Shared,
    Translation,
    Versioned,
    Written,
)
from press.language import Language, Layer, Shelf
from press.library.brand import Brand, Policy, Variant
from press.library.printers import Printer
from press.library.project import ENGINE, Library
from press.library.references import references
from press.problem import Place, Problem, did_you_mean
from press.source import Located, load

M = TypeVar("M", bound=BaseModel)


def open_library(root: Path, only: frozenset[str] | None = None, sources_only: bool = False) -> Library:
    """Read a whole content project; every mistake in it is in ``problems``.

    ``only`` reads these handouts and packets, and those that they name; ``sources_only`` leaves translations unread.
    Names of all others are known all the same, so that no reference to them counts as broken.
    """
    return _Opener(root.resolve(), only, sources_only).open()


class _Opener:
    """Collects what a project holds."""

    def __init__(self, root: Path, only: frozenset[str] | None = None, sources_only: bool = False) -> None:
        self.root, self.only, self.sources_only = root, only, sources_only
        self.problems: list[Problem] = []
        self.located: dict[str, Located] = {}
        self.handouts: dict[str, Handout] = {}
        self.packets: dict[str, Packet] = {}
        self.shared: dict[str, Shared] = {}
        self.languages: dict[str, Language] = {}
        self.taken: dict[str, str] = {}

    def open(self) -> Library:
        """Read everything, languages first: a text exists only in a language that exists."""
        if not (self.root / "handouts").is_dir():
            place = Place("handouts")
            self.problems.append(
                Problem(
                    place,
                    "project-missing",
                    f"there is no folder handouts/ in {self.root.name or self.root}",
                    'Go to your project, name it with "--project DIR", or make one: handouts init DIR.',
                )
            )
        self._read_languages()
        brands = self._read_styles("brands", Brand)
        variants = self._read_styles("variants", Variant)
        printers = self._read_styles("printers", Printer)
        for folder in self._folders(self.root / "handouts" / "_shared"):
            self._read_shared(folder)
        self._read_pieces()
        library = Library(
            self.root, dict(sorted(self.handouts.items())), dict(sorted(self.packets.items())), self.shared, self.languages, brands, variants,
            self._policy(), self.located, tuple(self.problems), printers, frozenset(self.taken),
            self.only is not None or self.sources_only,
        )  # fmt: skip
        return replace(library, problems=(*library.problems, *references(library)))

    def _read_pieces(self) -> None:
        """All pieces; or those asked for, and after them the ones that they name."""
        folders: dict[str, tuple[str, Path]] = {}
        for specialty in self._folders(self.root / "handouts"):
            for folder in self._folders(specialty):
                if folder.name in folders:
                    self._say_taken(folder)
                else:
                    folders[folder.name] = (specialty.name, folder)
                    self.taken[folder.name] = self.shown(folder)
        wanted = list(folders) if self.only is None else sorted(self.only & folders.keys())
        for slug in wanted:
            self._read_piece(*folders[slug])
        if self.only is not None:
            named = [name for handout in self.handouts.values() for name in handout.facts.related]
            named += [name for packet in self.packets.values() for name in packet.facts.handouts]
            for slug in sorted({*named} - {*wanted}):
                if slug in folders:
                    self._read_piece(*folders[slug])

    def _say_taken(self, folder: Path) -> None:
        fault = f'"{folder.name}" exists already, in {self.taken[folder.name]}'
        remedy = "Give one of the two another name: the name is the handout's identity."
        self._say(Place(self.shown(folder)), "slug-taken", fault, remedy)

    def _policy(self) -> Policy:
        path = self.root / "policy.yaml"
        value = self._load(path, Policy)[0] if path.exists() else None
        return value or Policy()

    def shown(self, path: Path) -> str:
        """The path as people type it, from the project's folder."""
        for folder in (self.root, ENGINE):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.as_posix()

    def _say(self, place: Place, rule: str, fault: str, remedy: str = "") -> None:
        self.problems.append(Problem(place, rule, fault, remedy))

    def _load(self, path: Path, model: type[M]) -> tuple[M | None, Located]:
        shown = self.shown(path)
        own = path.is_relative_to(self.root)
        if own and path.is_symlink() and not path.resolve().is_relative_to(self.root):
            value, located = None, Located(shown)
            fault, remedy = "a link to a file outside the project", "Put the file itself here."
            problems = [Problem(Place(shown), "link-refused", fault, remedy)]
        else:
            value, located, problems = load(path, shown, model)
        self.located[shown] = located
        self.problems += problems
        return value, located

    def _folders(self, parent: Path) -> Iterator[Path]:
        """The folders in a folder; hidden ones and those with a leading underscore are not handouts."""
        if not parent.is_dir():
            return
        for path in sorted(parent.iterdir()):
            if path.name.startswith((".", "_")) or not path.is_dir():
                continue
            if path.is_symlink():
                self._say(
                    Place(self.shown(path)), "link-refused", "a link to another folder", "Put the folder itself here."
                )
            elif not re.fullmatch(SLUG, path.name) or len(path.name) > 64:
                self._say(
                    Place(self.shown(path)),
                    "slug-invalid",
                    f'"{path.name}" is not a valid folder name',
                    f'Use small letters, digits and single hyphens: "{_slug_like(path.name)}".',
                )
            elif path.name in RESERVED:
                self._say(
                    Place(self.shown(path)),
                    "slug-invalid",
                    f'"{path.name}" is a device name on Windows',
                    "Choose another name.",
                )
            else:
                yield path

    def _read_languages(self) -> None:
        """The press's languages and the project's; a file of the project stands over the press's own for the same tag."""
        engine = languages.OWN
        files: dict[str, list[Path]] = {}
        for folder in dict.fromkeys((engine, self.root / "handouts" / "_languages")):
            for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
                if path.name != "approvals.yaml":
                    files.setdefault(path.stem, []).append(path)
        shown = {tag: f"handouts/_languages/{tag}.yaml" for tag in files}  # a wheel keeps them elsewhere
        layers = {tag: tuple(Layer(path, shown[tag]) for path in paths) for tag, paths in files.items()}
        scripts: dict[str, str] = {}
        shelf = Shelf(layers, scripts)
        for tag, paths in sorted(files.items()):
            language, located, problems = languages.load_language(paths[-1], shown[tag], shelf, paths[0])
            self.located[shown[tag]] = located
            self.problems += problems
            if language is not None:
                self.languages[tag] = language
                scripts[tag] = language.script
        for tag, paths in files.items():
            if not paths[-1].is_relative_to(engine) and tag in self.languages:  # the press's own are right: a test says so
                self.problems += shelf.problems(tag)

    def _read_styles(self, shelf: str, model: type[M]) -> dict[str, M]:
        """Brands or variants: folders under styles/, the project's before the engine's."""
        found: dict[str, M] = {}
        own = self.root / "styles" / shelf
        # A project that has brands of its own does not offer the engine's sample brands.
        roots = [own] if shelf == "brands" and own.is_dir() else [own, ENGINE / "styles" / shelf]
        for parent in dict.fromkeys(roots):
            for folder in self._folders(parent):
                if folder.name not in found:
                    value, _ = self._load(folder / f"{shelf[:-1]}.yaml", model)
                    if value is not None:
                        found[folder.name] = value
        return dict(sorted(found.items()))

    def _texts(
        self, folder: Path, model: type[Versioned], facts_name: str = "", source: str = ""
    ) -> dict[str, Written]:
        """The language files of a folder."""
        texts: dict[str, Written] = {}
        for path in sorted(folder.iterdir()):
            name = path.name
            if name in (facts_name, "approvals.yaml", "README.md") or name.startswith("."):
                continue
            shown = self.shown(path)
            if path.is_dir():
                if path.suffix in (".yaml", ".yml"):
                    self._say(
                        Place(shown), "file-unreadable", "this is a folder, not a text", "Put a file in its place."
                    )
            elif path.suffix == ".yml":
                self._say(Place(shown), "file-name", 'the name ends in ".yml"', f'Rename it to "{path.stem}.yaml".')
            elif path.suffix != ".yaml":
                self._say(
                    Place(shown),
                    "file-unknown",
                    f'"{name}" does not belong here',
                    "A handout's folder holds handout.yaml, one file per language and figures/.",
                )
            elif self.sources_only and source and path.stem != source:
                continue
            elif path.stem not in self.languages:
                self._unknown_language(shown, path.stem)
            else:
                value, located = self._load(path, model)
                if value is not None:
                    texts[path.stem] = Written(path.stem, value, located)  # type: ignore[arg-type]
        return texts

    def _unknown_language(self, shown: str, tag: str) -> None:
        if languages.is_tag(tag):
            remedy = f"Describe it in handouts/_languages/{tag}.yaml. {did_you_mean(tag, self.languages)}"
            self._say(Place(shown), "unknown-language", f'the language "{tag}" is not set up in this project', remedy)
        else:
            self._say(
                Place(shown),
                "unknown-language",
                f'"{tag}" is not a language tag',
                f"Name the file after its language. {did_you_mean(tag, self.languages)}",
            )

    def _read_shared(self, folder: Path) -> None:
        self.shared[folder.name] = Shared(folder.name, self._texts(folder, Passage))

    def _read_piece(self, specialty: str, folder: Path) -> None:
        shown = self.shown(folder)
        slug = folder.name
        if (folder / "packet.yaml").is_file():
            packet, located = self._load(folder / "packet.yaml", PacketFacts)
            texts = self._texts(folder, PacketText, "packet.yaml", packet.source_language if packet else "")
            if packet is not None:
                self.packets[slug] = Packet(slug, specialty, shown, packet, located, texts)
            return
        facts, located = self._load(folder / "handout.yaml", Facts)
        texts = self._texts(folder, Translation, "handout.yaml", facts.source_language if facts else "")
        if facts is not None:
            self.handouts[slug] = Handout(slug, specialty, shown, facts, located, texts)


def _slug_like(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "botox-chronic-migraine"
