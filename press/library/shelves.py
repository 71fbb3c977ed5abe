"""Walks a content project and reads what is there. One broken file never hides the others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from press import language as languages
from press.content import RESERVED, SLUG, Block, Facts, Handout, Include, Packet, PacketFacts, PacketText, Passage, Shared, Translation, Versioned, Written
from press.language import Language
from press.library.brand import Brand, Variant
from press.library.figures import figure_problems
from press.problem import Place, Problem, did_you_mean
from press.source import Located, load

Piece = Handout | Packet
M = TypeVar("M", bound=BaseModel)

_BUNDLED = Path(__file__).resolve().parent.parent / "_bundled"  # where a wheel carries them
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
# The engine's own templates, styles and languages: the fallback for what a project does not override.
ENGINE = _BUNDLED if _BUNDLED.is_dir() else _CHECKOUT


@dataclass(frozen=True, slots=True)
class Library:
    """A content project as it was when it was opened."""

    root: Path
    handouts: Mapping[str, Handout] = field(default_factory=dict)
    packets: Mapping[str, Packet] = field(default_factory=dict)
    shared: Mapping[str, Shared] = field(default_factory=dict)
    languages: Mapping[str, Language] = field(default_factory=dict)
    brands: Mapping[str, Brand] = field(default_factory=dict)
    variants: Mapping[str, Variant] = field(default_factory=dict)
    located: Mapping[str, Located] = field(default_factory=dict)  # by shown path: brand, variant and language files too
    problems: tuple[Problem, ...] = ()
    files_read: int = 0

    @property
    def pieces(self) -> dict[str, Piece]:
        """Handouts and packets by slug, in order."""
        return dict(sorted([*self.handouts.items(), *self.packets.items()]))

    @property
    def specialties(self) -> list[str]:
        """The folders that handouts stand in."""
        return sorted({piece.specialty for piece in self.pieces.values()})

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where templates and styles are looked for, the project first."""
        return (self.root, ENGINE) if self.root != ENGINE else (ENGINE,)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for, the project first."""
        return tuple(folder / "templates" for folder in self.folders)

    def resolve(self, name: str) -> Path | None:
        """The real file behind a project-relative name such as ``styles/handout.css``; None where there is none.

        Nothing outside the project and the engine's own folders is ever reached, by ``..``, a link or otherwise.
        """
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts or pure.parts[0] not in ("styles", "templates", "handouts"):
            return None
        for folder in self.folders:
            path = folder / pure
            if path.is_file():
                return path if path.resolve().is_relative_to(folder.resolve()) else None
        return None

    def included(self, piece: Piece, tag: str) -> list[tuple[Shared, Written]]:
        """The shared passages that one language of a handout prints, in order, without repeats."""
        written = piece.texts.get(tag)
        names = _includes(written.text) if written else []
        shelf = [self.shared[name] for name in dict.fromkeys(names) if name in self.shared]
        return [(shared, shared.texts[tag]) for shared in shelf if tag in shared.texts]

    def regions_of(self, piece: Piece) -> tuple[str, ...]:
        """The countries that a piece is written for; empty means any. A packet's are those that all its handouts share."""
        if isinstance(piece, Handout):
            return piece.facts.regions
        named = [set(self.handouts[s].facts.regions) for s in piece.facts.handouts if s in self.handouts and self.handouts[s].facts.regions]
        return tuple(sorted(set.intersection(*named))) if named else ()

    def files_of(self, piece: Piece, tag: str) -> list[str]:
        """Every content file, as shown, that one language of a piece prints from."""
        found = [piece.located.shown, *([piece.texts[tag].located.shown] if tag in piece.texts else [f"{piece.folder}/{tag}.yaml"])]
        for shared, written in self.included(piece, tag):
            del shared
            found.append(written.located.shown)
        if isinstance(piece, Packet):
            for slug in piece.facts.handouts:
                if slug in self.handouts:
                    found += self.files_of(self.handouts[slug], tag)
        return found


def _includes(text: Versioned) -> list[str]:
    blocks: list[Block] = []
    if isinstance(text, Translation):
        blocks = [block for section in text.sections for block in section.blocks]
    elif isinstance(text, Passage):
        blocks = list(text.blocks)
    return [block.include for block in blocks if isinstance(block, Include)]


def open_library(root: Path) -> Library:
    """Read a whole content project; every mistake in it is in ``problems``."""
    return _Opener(root.resolve()).open()


class _Opener:
    """Collects what a project holds."""

    def __init__(self, root: Path) -> None:
        self.root = root
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
            self.problems.append(Problem(place, "project-missing", f"there is no folder handouts/ in {self.root.name or self.root}", 'Go to your project, name it with "--project DIR", or make one: handouts init DIR.'))
        self._read_languages()
        brands = self._read_styles("brands", Brand)
        variants = self._read_styles("variants", Variant)
        for folder in self._folders(self.root / "handouts" / "_shared"):
            self._read_shared(folder)
        for specialty in self._folders(self.root / "handouts"):
            for folder in self._folders(specialty):
                self._read_piece(specialty.name, folder)
        self._check_references(brands)
        return Library(
            self.root, dict(sorted(self.handouts.items())), dict(sorted(self.packets.items())), self.shared, self.languages, brands, variants,
            self.located, tuple(self.problems), len(self.located),
        )  # fmt: skip

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
                self._say(Place(self.shown(path)), "link-refused", "a link to another folder", "Put the folder itself here.")
            elif not re.fullmatch(SLUG, path.name) or len(path.name) > 64:
                self._say(Place(self.shown(path)), "slug-invalid", f'"{path.name}" is not a valid folder name', f'Use small letters, digits and single hyphens: "{_slug_like(path.name)}".')
            elif path.name in RESERVED:
                self._say(Place(self.shown(path)), "slug-invalid", f'"{path.name}" is a device name on Windows', "Choose another name.")
            else:
                yield path

    def _read_languages(self) -> None:
        seen: set[str] = set()
        for folder in (self.root / "handouts" / "_languages", ENGINE / ("languages" if ENGINE == _BUNDLED else "handouts/_languages")):
            for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
                if path.stem in seen:
                    continue
                seen.add(path.stem)
                shown = self.shown(path)
                language, located, problems = languages.load_language(path, shown)
                self.located[shown] = located
                self.problems += problems
                if language is not None:
                    self.languages[path.stem] = language

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

    def _texts(self, folder: Path, model: type[Versioned], facts_name: str = "") -> dict[str, Written]:
        """The language files of a folder."""
        texts: dict[str, Written] = {}
        for path in sorted(folder.iterdir()):
            name = path.name
            if name in (facts_name, "approvals.yaml", "figures", "README.md") or name.startswith(".") or path.is_dir():
                continue
            shown = self.shown(path)
            if path.suffix == ".yml":
                self._say(Place(shown), "file-name", 'the name ends in ".yml"', f'Rename it to "{path.stem}.yaml".')
            elif path.suffix != ".yaml":
                self._say(Place(shown), "file-unknown", f'"{name}" does not belong here', "A handout's folder holds handout.yaml, one file per language and figures/.")
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
            self._say(Place(shown), "unknown-language", f'"{tag}" is not a language tag', f"Name the file after its language. {did_you_mean(tag, self.languages)}")

    def _read_shared(self, folder: Path) -> None:
        self.shared[folder.name] = Shared(folder.name, self._texts(folder, Passage))

    def _read_piece(self, specialty: str, folder: Path) -> None:
        shown = self.shown(folder)
        slug = folder.name
        if slug in self.taken:
            self._say(Place(shown), "slug-taken", f'"{slug}" exists already, in {self.taken[slug]}', "Give one of the two another name: the name is the handout's identity.")
            return
        self.taken[slug] = shown
        if (folder / "packet.yaml").is_file():
            packet, located = self._load(folder / "packet.yaml", PacketFacts)
            texts = self._texts(folder, PacketText, "packet.yaml")
            if packet is not None:
                self.packets[slug] = Packet(slug, specialty, shown, packet, located, texts)
            return
        facts, located = self._load(folder / "handout.yaml", Facts)
        texts = self._texts(folder, Translation, "handout.yaml")
        if facts is not None:
            self.handouts[slug] = Handout(slug, specialty, shown, facts, located, texts)

    # ---- what refers to what --------------------------------------------------------------------------------------

    def _check_references(self, brands: Mapping[str, Brand]) -> None:
        for handout in self.handouts.values():
            self._check_languages(handout.located, handout.facts.languages, handout.facts.source_language, handout.texts)
            for number, slug in enumerate(handout.facts.related):
                if slug not in self.taken:
                    self._say(handout.located.place(("related", number)), "unknown-handout", f'there is no handout "{slug}"', did_you_mean(slug, self.taken))
            for written in handout.texts.values():
                self._check_text(handout, written)
        for packet in self.packets.values():
            self._check_languages(packet.located, packet.facts.languages, packet.facts.source_language, packet.texts)
            for number, slug in enumerate(packet.facts.handouts):
                if slug not in self.handouts:
                    self._say(packet.located.place(("handouts", number)), "unknown-handout", f'there is no handout "{slug}"', did_you_mean(slug, self.handouts))
        for shared in self.shared.values():
            for written in shared.texts.values():
                self._check_passage(shared, written)
        for name, brand in brands.items():
            self._check_brand(name, brand)

    def _check_languages(self, located: Located, promised: tuple[str, ...], source: str, texts: Mapping[str, Written]) -> None:
        for number, tag in enumerate(promised):
            if tag not in self.languages:
                self._say(located.place(("languages", number)), "unknown-language", f'there is no language "{tag}"', did_you_mean(tag, self.languages))
        shown = located.shown
        if source not in texts and not any(p.place.path == f"{Path(shown).parent.as_posix()}/{source}.yaml" for p in self.problems):
            self._say(located.place(("source_language",)), "source-missing", f'the source text "{source}.yaml" is missing', f"Write {Path(shown).parent.as_posix()}/{source}.yaml first; translations follow it.")
        for tag, written in texts.items():
            self._check_role(written, tag == source)

    def _check_role(self, written: Written, is_source: bool) -> None:
        if is_source and written.text.version is None:
            self._say(written.located.key_place(("translation",)), "version-missing", "this is the source text, so it has a version", 'Write "version: 1" in place of "translation:".')
        elif not is_source and written.text.translation is None:
            self._say(written.located.key_place(("version",)), "translation-missing", "this is a translation, so it says what it was made from", 'Write "translation: {method: …, from_version: 1}" in place of "version:".')

    def _check_text(self, handout: Handout, written: Written) -> None:
        assert isinstance(written.text, Translation)
        known = [*(source.id for source in handout.facts.sources), "clinic"]
        for number, section in enumerate(written.text.sections):
            self._check_blocks(section.blocks, written, ("sections", number), known, self.root / handout.folder / "figures")

    def _check_passage(self, shared: Shared, written: Written) -> None:
        assert isinstance(written.text, Passage)
        self._check_role(written, written.text.version is not None)
        known = [*(source.id for w in shared.texts.values() if isinstance(w.text, Passage) for source in w.text.sources), "clinic"]
        folder = self.root / "handouts" / "_shared" / shared.slug / "figures"
        self._check_blocks(written.text.blocks, written, (), known, folder)

    def _check_blocks(self, blocks: tuple[Block, ...], written: Written, path: tuple[str | int, ...], known: list[str], figures: Path) -> None:
        for number, block in enumerate(blocks):
            here = (*path, "blocks", number)
            for position, source in enumerate(block.sources):
                if source not in known:
                    self._say(written.located.place((*here, "sources", position)), "unknown-source", f'there is no source "{source}"', did_you_mean(source, known))
            self.problems += figure_problems(block, written.located, here, figures, self.shown(figures))
            if isinstance(block, Include):
                self._check_include(block, written, here)

    def _check_include(self, block: Include, written: Written, here: tuple[str | int, ...]) -> None:
        place = written.located.place((*here, "include"))
        if isinstance(written.text, Passage):
            self._say(place, "include-nested", "a shared passage cannot include another", "Include both in the handout.")
        elif block.include not in self.shared:
            self._say(place, "unknown-passage", f'there is no shared passage "{block.include}"', did_you_mean(block.include, self.shared))
        elif written.tag not in self.shared[block.include].texts:
            path = f"handouts/_shared/{block.include}/{written.tag}.yaml"
            broken = any(problem.place.path == path for problem in self.problems)
            fault = f'the shared passage "{block.include}" {"cannot be read" if broken else "does not exist"} in this language'
            self._say(place, "passage-missing", fault, f"{'Mend' if broken else 'Write'} {path}.")

    def _check_brand(self, name: str, brand: Brand) -> None:
        folder = next(f for f in (self.root, ENGINE) if (f / "styles/brands" / name / "brand.yaml").is_file())
        located = self.located[f"styles/brands/{name}/brand.yaml"]
        if not (folder / "styles/brands" / name / brand.logo).is_file():
            self._say(located.place(("logo",)), "figure-missing", f'the logo "{brand.logo}" is missing', f"Put it into styles/brands/{name}/.")
        for key, tags in (("languages", brand.languages), ("working_language", (brand.working_language,))):
            for number, tag in enumerate(tags):
                if tag not in self.languages:
                    self._say(located.place((key, number)), "unknown-language", f'there is no language "{tag}"', did_you_mean(tag, self.languages))


def _slug_like(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", os.path.basename(name).lower()).strip("-") or "botox-chronic-migraine"
