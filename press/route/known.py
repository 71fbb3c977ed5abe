"""What an edition is made of, as a run sees it: the hash of everything that steps 2 and 3 read, and who approved what.

Worked out once for a library where it does not depend on the edition: a run with nothing to make asks for thousands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from press import printing, receipt, review
from press.edition import Edition
from press.library import DEFAULT_PRINTER, Library, Piece
from press.problem import Problem

_CODE = ("content", "language", "library", "quantities", "checks", "markup", "review")
_PLACES = ("brands", "variants", "printers")  # the folders of styles/ of which an edition uses one each


@dataclass(slots=True)
class Snapshot:
    """One library as a run sees it: each of its files as it was when it was first read."""

    library: Library
    pieces: dict[str, Piece]
    problems: dict[str, list[Problem]]  # of reading, by path
    found: dict[str, list[Problem]] = field(default_factory=dict)  # what the editorial rules find, by ``checks_key``
    _standings: dict[tuple[str, str, date], review.Standing] = field(default_factory=dict)
    _withheld: dict[tuple[str, str, str, date], tuple[review.Reason, ...]] = field(default_factory=dict)
    _signed: dict[date, review.Signed] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _words: dict[tuple[str, str], str] = field(default_factory=dict)
    _styles: list[str] = field(default_factory=list)
    _common: str = ""
    _made_with: str = ""

    def forget_approvals(self) -> None:
        """Look again at who approved what: somebody may have signed something since."""
        self._standings.clear()
        self._withheld.clear()
        self._signed.clear()

    def standing(self, slug: str, tag: str, today: date) -> review.Standing:
        """Where one language of a piece stands: the same in every brand and print size."""
        key = slug, tag, today
        if key not in self._standings:
            self._standings[key] = review.standing(self.library, self.pieces[slug], tag, today)
        return self._standings[key]

    def brand_reasons(self, slug: str, tag: str, brand: str, today: date) -> tuple[review.Reason, ...]:
        """Why a brand may release nothing of a text."""
        key = slug, tag, brand, today
        if key not in self._withheld:
            signed = self._signed.setdefault(today, review.Signed(self.library, today))
            found = review.brand_reasons(self.library, self.pieces[slug], tag, brand, signed, today)
            self._withheld[key] = tuple(found)
        return self._withheld[key]

    def words(self, slug: str, tag: str) -> str:
        """The hash of all texts that one language of a piece prints from or is compared with, and of their pictures.

        They count by their words as read: a changed comment or indentation renews the places of problems.
        """
        key = slug, tag
        if key not in self._words:
            piece = self.pieces[slug]
            pictures = [(name, self.library.digest_of(name)) for name in self.library.figures_of(piece, tag)]
            self._words[key] = receipt.digest(repr([self.texts(self.files(slug, tag)), pictures]).encode())
        return self._words[key]

    def files(self, slug: str, tag: str) -> set[str]:
        """The content files that one language of a piece prints from or is compared with."""
        piece = self.pieces[slug]
        source = piece.facts.source_language
        files = {*self.library.files_of(piece, tag), *self.library.files_of(piece, source)}
        for other in getattr(piece.facts, "related", ()):
            if other in self.pieces:
                files |= set(self.library.files_of(self.pieces[other], source))
        return files

    def texts(self, names: set[str]) -> str:
        """The hash of some content files."""
        return receipt.digest(repr(list(self.each_text(names).items())).encode())

    def each_text(self, names: set[str]) -> dict[str, str]:
        """The hash of each content file, by name."""
        return {name: self._text(name) for name in sorted(names) if name in self.library.located}

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = receipt.digest(self.library.located[name].text.encode())
        return self._texts[name]

    @property
    def common(self) -> str:
        """The hash of what every edition is made with: languages (a sheet names the fonts of all), policy, templates, code."""
        if not self._common:
            self._common = receipt.digest(repr(self.commons()).encode())
        return self._common

    def commons(self, but: str = "") -> dict[str, str]:
        """The hash of each such thing, by what it is called in a sentence; of the language files all ``but`` one."""
        languages = {name for name in self.library.located if name.startswith("handouts/_languages/")}
        return {
            "another language file": self.texts(languages - {but}),
            "policy.yaml": self.texts({"policy.yaml"}),
            "the program": receipt.code_digest(*_CODE),
            "a template, or which style sheets there are": self.templates,
        }

    @property
    def templates(self) -> str:
        """The hash of every template, and of which stylesheets exist (a sheet links those that do)."""
        if not self._made_with:
            self._made_with = self._templates()
        return self._made_with

    def _templates(self) -> str:
        files = sorted(path for folder in self.library.template_folders for path in folder.rglob("*.html"))
        return receipt.digest(b"".join(path.read_bytes() for path in files) + "\n".join(self.styles).encode(errors="surrogateescape"))

    @property
    def styles(self) -> list[str]:
        """The names of all files in styles/ that shape pages; who confirmed a brand's values shapes none."""
        if not self._styles:
            found = {
                path.relative_to(folder).as_posix()
                for folder in self.library.folders
                for path in (folder / "styles").rglob("*")
                if path.is_file() and path.name != "approvals.yaml"
            }
            self._styles = sorted(found)
        return self._styles


def snapshot(library: Library) -> Snapshot:
    """The snapshot of a library: the same one as long as the library lives."""
    found: Snapshot | None = library.derived.get("snapshot")
    if found is None:
        problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in library.problems:
            problems[problem.place.path].append(problem)
        found = Snapshot(library, library.pieces, dict(problems))
        library.derived["snapshot"] = found
    return found


def checks_key(library: Library, edition: Edition) -> str:
    """The hash of everything that step 2 reads for one edition: it is the same in every print size."""
    known = snapshot(library)
    # What is typed into a text is compared with what every brand says, and each print size has its budget of sheets.
    styles = known.texts({name for name in library.located if name.startswith("styles/")})
    words = known.words(edition.slug, edition.language)
    return receipt.digest(repr([edition.slug, edition.language, edition.brand, words, styles, known.common]).encode())


def source_key(library: Library, edition: Edition) -> str:
    """The hash of all that an edition is made from, as this library has read it: texts, pictures, templates, styles, code.

    Who approved what is not in it. Two processes that have the same key make the same sheet of the same verdict.
    """
    known = snapshot(library)
    one = {"brands": edition.brand, "variants": edition.variant, "printers": edition.printer or DEFAULT_PRINTER}
    names = [name for name in known.styles if name.split("/")[1] not in _PLACES or one[name.split("/")[1]] == name.split("/")[2]]
    styles = [(name, library.digest_of(name)) for name in names]
    words, own = known.words(edition.slug, edition.language), known.texts(_own(edition))
    return receipt.digest(repr([edition, words, own, known.common, styles]).encode(errors="surrogateescape"))


def words_key(library: Library, edition: Edition, standing: review.Standing) -> str:
    """The hash of everything that step 3 reads for one edition, but for the files that the page's code names."""
    known = snapshot(library)
    own, words = known.texts(_own(edition)), known.words(edition.slug, edition.language)
    return receipt.digest(repr([str(edition), edition, _marks(standing), words, own, known.common]).encode())


def parts(library: Library, edition: Edition, standing: review.Standing) -> dict[str, str]:
    """The same in parts, by name: to say what changed since an edition was made."""
    known = snapshot(library)
    own = f"handouts/_languages/{edition.language}.yaml"
    files = {*known.files(edition.slug, edition.language), *_own(edition), own}
    marks = receipt.digest(repr(_marks(standing)).encode())
    return {**known.each_text(files), "what is approved": marks, **known.commons(own)}


def texts(library: Library, edition: Edition) -> dict[str, str]:
    """The hash of each YAML file that an edition is made from, by name, and of the templates."""
    known = snapshot(library)
    languages = {name for name in library.located if name.startswith("handouts/_languages/")}
    files = {*known.files(edition.slug, edition.language), *_own(edition), *languages, "policy.yaml"}
    return {**known.each_text(files), "templates": known.templates}


def _own(edition: Edition) -> set[str]:
    folders = (f"styles/brands/{edition.brand}/brand.yaml", f"styles/variants/{edition.variant}/variant.yaml")
    return {*folders, *printing.files(edition)}


def _marks(standing: review.Standing) -> list[object]:
    return [
        standing.released,
        standing.marks,
        str(standing.approved),
        str(standing.review_by),
        sorted(map(str, standing.pairs.items())),
    ]
