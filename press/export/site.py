"""A folder of web pages for what is released: each sheet's words as a page beside its PDFs, and an index in every language.

It opens from a disk or any web server: no scripts, no address of its own, every font and picture in the folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from press import fonts, markup
from press.export.stock import Released, Stock
from press.export.twin import twin
from press.fonts.families import FAMILIES, file_name
from press.markup.templates import fill
from press.problem import Place, Problem, errors
from press.receipt import digest

KIND: Final = "site"


def files(stock: Stock) -> tuple[dict[str, bytes], list[Problem]]:
    """Every file of the site by its name, and why one is missing."""
    made = _Site(stock)
    made.make()
    return made.files, made.problems


@dataclass(slots=True)
class _Site:
    stock: Stock
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def make(self) -> None:
        """Sheets, then what leads to them."""
        by_page: dict[tuple[str, str], list[Released]] = {}
        for sheet in self.stock.sheets:
            by_page.setdefault((sheet.edition.language, sheet.edition.slug), []).append(sheet)
        for sheets in by_page.values():
            self._sheet(sheets, [tag for tag, slug in by_page if slug == sheets[0].edition.slug])
        tags = [tag for tag in self.stock.library.languages if any(there == tag for there, _ in by_page)]
        for tag in tags:
            self._index(tag, tags, [sheets for (there, _), sheets in by_page.items() if there == tag])
        working = self.stock.library.brands[self.stock.brand].working_language
        self._page("index.html", "site/languages.html", working, languages=tags, root="")
        self._styles(tags)

    def _sheet(self, sheets: list[Released], tags: list[str]) -> None:
        """One sheet in one language: its PDFs, and its words as a page."""
        first, library = sheets[0], self.stock.library
        tag, slug = first.edition.language, first.edition.slug
        for sheet in sheets:
            self.files[f"{tag}/{sheet.edition.file_name}"] = sheet.pdf
        made, problems = markup.sheet(library, first.edition, first.standing)
        self.problems += errors(problems)
        if made is None or made.fingerprint != first.code:
            fault = f"the page of {first.edition} could not be made from the words of its PDF"
            self.problems.append(Problem(Place(slug), "export-changed", fault, "A file changed meanwhile: run it again."))
            return
        body = twin(made.html, self._picture)
        foot = (made.reading.running.foot, made.reading.running.identity)
        self._page(f"{tag}/{slug}.html", "site/sheet.html", tag, sheet=first, body=body, foot=foot, sizes=self._sizes(sheets), languages=tags, slug=slug)

    def _picture(self, name: str) -> str:
        """Put a picture into the folder, and say where it is from a page of a language."""
        path = self.stock.library.resolve(name)
        data = path.read_bytes() if path else b""
        where = f"pictures/{digest(data)[:16]}{PurePosixPath(name).suffix.lower()}"
        self.files[where] = data
        return f"../{where}"

    def _sizes(self, sheets: list[Released]) -> list[tuple[str, str]]:
        """File and size of type of each PDF."""
        variants = self.stock.library.variants
        return [(one.edition.file_name, f"{variants[one.edition.variant].proves.smallest_type:g}") for one in sheets]

    def _index(self, tag: str, tags: list[str], pages: list[list[Released]]) -> None:
        rows = [(sheets[0], self._sizes(sheets)) for sheets in sorted(pages, key=lambda one: one[0].title.casefold())]
        self._page(f"{tag}/index.html", "site/index.html", tag, rows=rows, languages=tags, slug="index")

    def _page(self, name: str, template: str, tag: str, **values: Any) -> None:
        library = self.stock.library
        language, brand = library.languages[tag], library.brands[self.stock.brand]
        common: Mapping[str, Any] = {
            "root": "../", "page": language, "known": library.languages, "words": language.words, "clinic": brand.name,
            "clinic_language": library.languages[brand.working_language],
        }  # fmt: skip
        html, problems = fill(library.template_folders, template, {**common, **values})
        self.problems += errors(problems)
        if html:
            self.files[name] = html.encode()

    def _styles(self, tags: list[str]) -> None:
        """The style sheet, with the fonts of these languages."""
        names = dict.fromkeys(name for tag in tags for name in self.stock.library.languages[tag].fonts)
        faces = []
        for name in names:
            for bold in (False, True):
                file = file_name(FAMILIES[name], bold=bold)
                self.files[f"fonts/{file}"] = (fonts.folder() / "files" / file).read_bytes()
                faces.append(f'@font-face {{ font-family: "{name}"; font-weight: {700 if bold else 400}; src: url("fonts/{file}") }}')
        rules = [
            f":lang({tag}) {{ font-family: {', '.join(json.dumps(name) for name in self.stock.library.languages[tag].fonts)}, sans-serif; "
            f"line-height: {max(1.5, self.stock.library.languages[tag].line_height):g} }}"
            for tag in tags
        ]
        own = next(path for folder in self.stock.library.template_folders if (path := folder / "site/site.css").is_file())
        self.files["site.css"] = "\n".join([*faces, *rules, own.read_text(encoding="utf-8")]).encode()
