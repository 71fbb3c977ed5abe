"""HTML to PDF in one process: one font configuration, parsed style sheets and patches shared by all documents."""

from __future__ import annotations

import functools
import gc
import hashlib
import re
from types import ModuleType
from typing import TYPE_CHECKING, Any

import weasyprint
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration

from press.problem import Place, Problem, errors, in_order
from press.typeset import carried, drawn, finish, fit, layout, memos, patched, remarks, stylesheets, tags, witness
from press.typeset.fetch import SCHEME, ProjectFetcher
from press.typeset.places import Places
from press.typeset.proof import Locate, Proof, Resolve
from press.typeset.tag_tree import Structure, text_boxes

if TYPE_CHECKING:
    from press.library.inks import Inks

_SCREEN = {"pdf_variant": "pdf/ua-1"}
_IDENTIFIER = re.compile(r'<meta name="dcterms\.identifier" content="([0-9A-Z-]+)">')

_checked: dict[tuple[str, str], list[Problem]] = {}  # style sheets that were checked, by name and content
_CHECKED_KEPT = 512


class _ProjectFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """The fonts of the private fontconfig file and no other."""

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:  # WeasyPrint's signature
        """Refuse ``@font-face``: two files for one family print wrong letters without a warning."""
        LOGGER.error("press: font-face %s", rule_descriptors.get("font_family", ""))


@functools.cache
def _fonts() -> _ProjectFonts:
    """One for the whole process: each new one costs 228 KiB that never come back."""
    patched.install(None, speed=False)
    fonts = _ProjectFonts()
    memos.install(fonts)
    return fonts


def typeset(html: str, place: Place, resolve: Resolve, locate: Locate, inks: Inks | None) -> Proof:
    """Typeset one page; see ``press.typeset.typeset``."""
    _fonts()
    collecting = gc.isenabled()
    gc.disable()  # a page is a hundred thousand objects that all live to its end: looking among them costs a fifth
    try:
        return _typeset(html, place, resolve, locate, inks)
    finally:
        if collecting:
            gc.collect(0)  # and then they go, all of them young
            gc.enable()


def _typeset(html: str, place: Place, resolve: Resolve, locate: Locate, inks: Inks | None) -> Proof:
    fetcher = ProjectFetcher(resolve)
    for name in inks.files if inks is not None else ():
        fetcher.read(name)  # so that it counts among the inputs
    page = _Page(html, fetcher, _fonts(), inks)
    with witness.listening() as noted:
        places, problems = page.lay_out(locate, place)
        problems += page.write(places, quiet=bool(problems))
        problems += remarks.refusal_problems(fetcher, places)
        problems += remarks.remark_problems(noted, fetcher.refusals, places)
        if noted or fetcher.refusals or problems:
            forget()
    problems = in_order(problems)
    return Proof(None if errors(problems) else page.pdf, page.pages, fetcher.inputs, tuple(problems))


class _Page:
    """One page on its way from HTML to PDF. Styles can break WeasyPrint anywhere; the author must hear of it."""

    def __init__(self, html: str, fetcher: ProjectFetcher, fonts: FontConfiguration, inks: Inks | None) -> None:
        self._html, self._fetcher, self._fonts, self._inks = html, fetcher, fonts, inks
        self._options: dict[str, Any] = dict(_SCREEN if inks is None else _press_ready().OPTIONS)
        if code := _IDENTIFIER.search(html):  # in the file's /ID, where it can be read without opening the PDF
            self._options["pdf_identifier"] = code[1].encode()
        self._images: dict[str, Any] = {}
        self._document: Any = None
        self.pages = 0
        self.pdf: bytes | None = None

    def lay_out(self, locate: Locate, place: Place) -> tuple[Places, list[Problem]]:
        """Parse, cascade, lay out; then look at what was laid out."""
        places = Places(None, self._fetcher, locate, place)
        try:
            source = weasyprint.HTML(string=self._html, url_fetcher=self._fetcher)
            places = Places(source.etree_element, self._fetcher, locate, place)
            self._document = self._rendered(source)
            layouts, root, long = 1, source.etree_element, list[Problem]()
            if layout.let_go(self._document):  # boxes longer than a page, which pushed their heading onto a page of its own
                self._document, layouts = self._rendered(source), 2
                found = list(fit.parted(self._document, places))
                if carried.carry_over(self._document, root, fit.parted_boxes(self._document)):
                    long = [problem for problem in found if problem.rule == "help-longer-than-page"]
                    self._document, layouts = self._rendered(source), 3
            self._document = fit.fitted(self._document, root, lambda: self._rendered(source), layouts)
        except Exception as error:  # noqa: BLE001
            return places, [remarks.stopped(error, place)]
        self.pages = len(self._document.pages)
        problems = _head_problems(self._document, places)
        problems += drawn.drawing_problems(self._fetcher, source.etree_element, places)
        problems += [*long, *fit.parted(self._document, places)]
        return places, problems + layout.inspect(self._document, source.etree_element, places)

    def _rendered(self, source: Any) -> Any:
        return source.render(font_config=self._fonts, cache=self._images, **self._options)

    def write(self, places: Places, quiet: bool) -> list[Problem]:
        """Draw, finish and write; ``quiet`` says that the reason for a breakdown is known already."""
        if self._document is None:
            return []
        kept: list[Structure] = []
        found: list[Problem] = []

        def finish_and_keep(document: Any, pdf: Any) -> None:
            kept.append(self._finish(document, pdf))

        try:
            if self._inks is not None:
                found = _press_ready().prepare(self._document, self._images, self._inks, places)
            self.pdf = self._document.write_pdf(finisher=finish_and_keep, **self._options)
        except Exception as error:  # noqa: BLE001
            return [] if quiet else [remarks.stopped(error, places.page)]
        return found + _glyph_problems(self._document, places) + _figure_problems(kept[0], places)

    def _finish(self, document: Any, pdf: Any) -> Structure:
        if self._inks is None:
            return finish.finish_screen(document, pdf)
        structure: Structure = _press_ready().finish(document, pdf, self._inks, self._html)
        return structure


def _press_ready() -> ModuleType:
    """Loaded for the press alone: it brings the whole library along, which a page for the screen can do without."""
    from press.typeset import press_ready

    return press_ready


def _head_problems(document: Any, places: Places) -> list[Problem]:
    """A page has a title and nothing attached."""
    found = []
    if not (document.metadata.title or "").strip():
        found.append(
            Problem(places.page, "title-missing", "the page has no title", "Write <title>…</title> in its head.")
        )
    links = [link for page in document.pages for link in page.links if link[0] == "attachment"]
    if document.metadata.attachments or links:
        document.metadata.attachments.clear()
        fault = "the page attaches a file to the PDF"
        found.append(
            Problem(places.page, "attachment", fault, 'Take out rel="attachment": a sheet is printed on paper.')
        )
    return found


def _glyph_problems(document: Any, places: Places) -> list[Problem]:
    """Characters without a glyph print as empty boxes; a font that nobody asked for prints other shapes."""
    found = []
    texts = [box for page in document.pages for box in text_boxes(page._page_box).values()]
    for character in sorted(remarks.missing_glyphs(document)):
        box = next((box for box in texts if character in box.text), None)
        stack = ", ".join(box.style["font_family"]) if box else ""
        fault = f'no font has the character "{character}" (U+{ord(character):04X})'
        remedy = f"Replace it, or add a family that has it to the language's fonts. Fonts asked for: {stack}."
        found.append(Problem(places.of_element(box.element if box else None), "glyph-missing", fault, remedy))
    return found + _strange_fonts(document, texts, places)


def _strange_fonts(document: Any, texts: list[Any], places: Places) -> list[Problem]:
    """Text in a font that its style does not ask for: the fonts that it asks for lack a character."""
    letters: dict[str, set[str]] = {}
    for font in document.fonts.values():
        letters.setdefault(font.family, set()).update(*font.to_unicode.values())
    stacks = {tuple(box.style["font_family"]) for box in texts}
    asked = {name.casefold() for stack in stacks for name in stack}
    found = []
    for family, characters in sorted(letters.items()):
        if family.casefold() in asked:
            continue
        box = next((box for box in texts if characters.intersection(box.text)), None)
        shown = ", ".join(f'"{one}"' for one in sorted(characters)[:5])
        fault = f'{shown} is printed in the font "{family}", which no style asks for'
        remedy = "The fonts asked for lack it. Replace it, or add a family that has it to the language's fonts."
        found.append(Problem(places.of_element(box.element if box else None), "font-not-asked-for", fault, remedy))
    return found


def _figure_problems(structure: Structure, places: Places) -> list[Problem]:
    """Every picture has words that stand for it, or is marked as decoration (WCAG 2.2, 1.1.1)."""
    remedy = (
        'Say what it shows: alt="…", or <title>…</title> first in an SVG. Decoration: alt="" or aria-hidden="true".'
    )
    return [
        Problem(
            places.of_element(box.element), "picture-without-words", "a picture has no words that stand for it", remedy
        )
        for box in tags.figures_without_words(structure)
    ]


def forget() -> None:
    """Forget everything that one page left for the next."""
    stylesheets.forget()
    memos.forget()


def check_stylesheet(name: str, resolve: Resolve) -> list[Problem]:
    """Check one style sheet; see ``press.typeset.check_stylesheet``."""
    fonts = _fonts()
    fetcher = ProjectFetcher(resolve)
    content = fetcher.read(name)
    if content is None:
        return [
            Problem(Place(name), "file-missing", f'there is no file "{name}"', "Correct the name, or write the file.")
        ]
    key = name, hashlib.sha256(content).hexdigest()
    if key in _checked:
        return list(_checked[key])
    places = Places(None, fetcher, lambda _: Place(name), Place(name))
    with witness.listening() as noted:
        weasyprint.CSS(url=SCHEME + name, url_fetcher=fetcher, font_config=fonts)
        problems = remarks.refusal_problems(fetcher, places)
        problems += remarks.remark_problems(noted, fetcher.refusals, places)
    problems = in_order(problems)
    if [one.name for one in fetcher.inputs] == [name] and not fetcher.refusals:
        if len(_checked) >= _CHECKED_KEPT:
            _checked.clear()
        _checked[key] = problems
    return list(problems)
