"""A content project as it was when it was opened."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from press.content import (
    AnyBlock,
    Figure,
    Handout,
    Include,
    Packet,
    Passage,
    Shared,
    Translation,
    Versioned,
    Written,
    blocks_of,
)
from press.content.roles import Arrangement, Passages, arranged
from press.language import Language, Lexicon, no_tables
from press.library.brand import Brand, Policy, Variant
from press.library.printers import Printer
from press.problem import Problem, errors
from press.source import Located

Piece = Handout | Packet

BUNDLED = Path(__file__).resolve().parent.parent / "_bundled"  # where a wheel carries them
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
# The file that each kind of thing stands or falls with.
_KINDS = {
    "handout": re.compile(r"handouts/[^/_][^/]*/([^/]+)/(?:handout|packet)\.yaml"),
    "language": re.compile(r"handouts/_languages/(?!approvals\.)([^/]+)\.yaml"),
    "brand": re.compile(r"styles/brands/([^/]+)/brand\.yaml"),
    "variant": re.compile(r"styles/variants/([^/]+)/variant\.yaml"),
    "printer": re.compile(r"styles/printers/([^/]+)/printer\.yaml"),
}
# The engine's own templates, styles and languages: the fallback for what a project does not override.
ENGINE = BUNDLED if BUNDLED.is_dir() else _CHECKOUT


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
    policy: Policy = field(default_factory=Policy)
    located: Mapping[str, Located] = field(default_factory=dict)  # by shown path: brand, variant and language files too
    problems: tuple[Problem, ...] = ()
    printers: Mapping[str, Printer] = field(default_factory=dict)
    slugs: frozenset[str] = frozenset()  # every handout and packet on disk, read or not
    is_part: bool = False  # only some pieces, or some texts of each, were read
    digests: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)  # of what was asked for so far
    # What later rooms work out of this library once, by their names: it lives as long as the library, and a copy has none.
    derived: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def pieces(self) -> dict[str, Piece]:
        """Handouts and packets by slug, in order."""
        return dict(sorted([*self.handouts.items(), *self.packets.items()]))

    def title(self, piece: Piece, tag: str = "") -> tuple[str, str]:
        """The title of a piece and its language: ``tag``, or that of its source text; its slug where it has neither."""
        wanted = tag if tag in piece.texts else piece.facts.source_language
        written = piece.texts.get(wanted)
        return (written.text.title, wanted) if written else (piece.slug, "en")

    def lexicon(self, tag: str) -> Lexicon:
        """The tables by which texts in a language are compared; empty ones for a language that is not set up."""
        language = self.languages.get(tag)
        return language.lexicon if language is not None else no_tables(tag)

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
        if (
            pure.is_absolute()
            or ".." in pure.parts
            or not pure.parts
            or pure.parts[0] not in ("styles", "templates", "handouts")
        ):
            return None
        for folder in self.folders:
            path = folder / pure
            if path.is_file():
                return path if path.resolve().is_relative_to(folder.resolve()) else None
        return None

    def digest_of(self, name: str) -> str | None:
        """SHA-256 of a project-relative file, such as a picture or a style sheet; None where there is none.

        Each file is read once, and its hash holds for as long as the library does: whatever decides by a file, and
        whoever prints it, must have seen the same bytes.
        """
        if name not in self.digests:
            path = self.resolve(name)
            try:
                self.digests[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path is not None else None
            except OSError:
                self.digests[name] = None
        return self.digests[name]

    def included(self, piece: Piece, tag: str) -> list[tuple[Shared, Written]]:
        """The shared passages that one language of a handout prints, in order, without repeats."""
        written = piece.texts.get(tag)
        names = _includes(written.text) if written else []
        shelf = [self.shared[name] for name in dict.fromkeys(names) if name in self.shared]
        return [(shared, shared.texts[tag]) for shared in shelf if tag in shared.texts]

    def passage_blocks(self, tag: str) -> Passages:
        """What finds the blocks of a shared passage in one language."""

        def found(name: str) -> tuple[AnyBlock, ...]:
            written = self.shared[name].texts.get(tag) if name in self.shared else None
            return written.text.blocks if written and isinstance(written.text, Passage) else ()

        return found

    def arrangement(self, handout: Handout, tag: str, order: str) -> Arrangement:
        """The order in which the page of one language of a handout stands, the order of its sections being ``order``."""
        text, origin = handout.texts[tag].text, handout.texts.get(handout.facts.source_language)
        settled = origin.text.sections if origin and isinstance(origin.text, Translation) else ()
        sections = text.sections if isinstance(text, Translation) else ()
        return arranged(sections, settled, self.passage_blocks(tag), order)

    def broken(self, what: str, name: str) -> list[Problem]:
        """The mistakes of something that is on disk and cannot be read; none where it was read, or is not there.

        ``what`` is "handout" (or packet), "brand", "variant", "printer" or "language".
        """
        return self.unread(what).get(name, [])

    def unread(self, what: str) -> dict[str, list[Problem]]:
        """Everything of a kind that is on disk and cannot be read, by name, with its mistakes; ``what`` as for ``broken``."""
        shelves: dict[str, Mapping[str, object]] = {
            "brand": self.brands, "variant": self.variants, "printer": self.printers, "language": self.languages,
        }  # fmt: skip
        shelf, found = shelves.get(what, self.pieces), dict[str, list[Problem]]()
        for problem in errors(self.problems):
            named = _KINDS[what].fullmatch(problem.place.path)
            if named and named[1] not in shelf:
                found.setdefault(named[1], []).append(problem)
        return found

    def unread_texts(self, piece: Piece, tag: str) -> list[Problem]:
        """The mistakes of what one language of a piece would print and nobody can read: its own text, a shared passage."""
        if not self.problems:
            return []
        files = [f"{piece.folder}/{tag}.yaml"]
        if tag in piece.texts:
            readable = {name for name, shared in self.shared.items() if tag in shared.texts}
            files = [f"handouts/_shared/{name}/{tag}.yaml" for name in _includes(piece.texts[tag].text) if name not in readable]
        return [problem for problem in errors(self.problems) if problem.place.path in files]

    def regions_of(self, piece: Piece) -> tuple[str, ...]:
        """The countries that a piece is written for; empty means any. A packet's are those that all its handouts share."""
        if isinstance(piece, Handout):
            return piece.facts.regions
        named = [
            set(self.handouts[s].facts.regions)
            for s in piece.facts.handouts
            if s in self.handouts and self.handouts[s].facts.regions
        ]
        return tuple(sorted(set.intersection(*named))) if named else ()

    def tags_of(self, piece: Piece) -> list[str]:
        """The languages that a piece has a file for, those that could not be read included."""
        broken = [
            tag for tag in self.languages if tag not in piece.texts and f"{piece.folder}/{tag}.yaml" in self.located
        ]
        return sorted([*piece.texts, *broken])

    def files_of(self, piece: Piece, tag: str) -> list[str]:
        """Every content file, as shown, that one language of a piece prints from."""
        found = [
            piece.located.shown,
            *([piece.texts[tag].located.shown] if tag in piece.texts else [f"{piece.folder}/{tag}.yaml"]),
        ]
        for shared, written in self.included(piece, tag):
            del shared
            found.append(written.located.shown)
        if isinstance(piece, Packet):
            for slug in piece.facts.handouts:
                if slug in self.handouts:
                    found += self.files_of(self.handouts[slug], tag)
        return found


    def figures_of(self, piece: Piece, tag: str) -> list[str]:
        """The picture files, by project-relative name, that one language of a piece prints; a packet's are its handouts'."""
        found: list[str] = []
        texts = [(piece.texts[tag], piece.folder)] if tag in piece.texts else []
        texts += [(written, f"handouts/_shared/{shared.slug}") for shared, written in self.included(piece, tag)]
        for written, folder in texts:
            found += [f"{folder}/figures/{b.figure.file}" for _, b in blocks_of(written.text) if isinstance(b, Figure)]
        if isinstance(piece, Packet):
            for slug in piece.facts.handouts:
                found += self.figures_of(self.handouts[slug], tag) if slug in self.handouts else []
        return list(dict.fromkeys(found))


def _includes(text: Versioned) -> list[str]:
    return [block.include for _, block in blocks_of(text) if isinstance(block, Include)]
