"""Texts made ready for a page: marks read, values filled in, runs isolated, every letter looked for in the fonts.

A :class:`Voice` speaks one language for one brand. It never raises for a mistake in content: it notes a problem, located
in the file that an author can change, and goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from press import fonts
from press.content import inline
from press.language import BREAK, Language, ascii_digits, is_tag
from press.library import BRAND_VALUES, Brand, Library
from press.markup import bidi
from press.markup.elements import Around, Part, html_of, inside, kept, strong
from press.problem import Place, Problem, did_you_mean
from press.source import Located, TreePath

# Longer addresses cannot be typed by hand: their site is printed, the link holds the whole.
_TYPEABLE = 60
_UNBROKEN = 29  # letters of an address that fit a line of giant print, in a call-out too
_ROOM, _PIECE = 15.9, 14  # that line in em on A4, less two brackets; letters of the widest that fit it in any case
# Widths in em of the widest face that Latin letters are set in, Noto Sans; any other letter counts as 1.
_WIDTHS = {
    letter: width
    for letters, width in (
        ("'!,.:;ijlJ`", 0.28), ("()-[]It/\\f", 0.37), ("{}\"r?_", 0.44), ("zcsvyFL", 0.52), ("kx*S|ETae", 0.56),
        ("$+0123456789<=>YZ^~XPVo", 0.6), ("bdgpqKRhnu", 0.62), ("CA#B", 0.65), ("&DGUHNOQ", 0.78), ("w%", 0.83), ("@MWm", 0.94),
    )
    for letter in letters
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A text as it prints: its words with the elements round them, in a language; ``at`` is its key in the places."""

    parts: tuple[Part, ...]
    language: Language
    at: str = ""

    @cached_property
    def html(self) -> str:
        """The text as it stands in the HTML."""
        return html_of(self.parts, self.language)

    @cached_property
    def text(self) -> str:
        """What it says, without elements."""
        return "".join(part.text for part in self.parts)

    def __html__(self) -> str:
        """For the templates: this is HTML already."""
        return self.html

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a file: where a fragment of it stands."""

    located: Located
    path: TreePath

    def at(self, fragment: str) -> Place:
        """Where the fragment stands; where the text begins if it is not found."""
        return self.located.within(self.path, fragment)


class Voice:
    """One language, speaking for one brand."""

    def __init__(self, library: Library, language: Language, brand_name: str) -> None:
        self.library = library
        self.language = language
        self.brand_name = brand_name
        self.brand: Brand = library.brands[brand_name]
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}
        self.keys: dict[tuple[str, TreePath], list[str]] = {}  # those of the passage at a path of a file
        # What prints below the passage at a path of a file: press/markup/stale.py.
        self.below: Callable[[Located, TreePath], Passage | None] = lambda located, path: None

    # ---- what the authors wrote ----------------------------------------------------------------------------------

    def passage(self, text: str, located: Located, path: TreePath, marks: bool = True, bold: bool = False) -> Passage:
        """A text of a content file, with a place of its own. ``marks`` says whether inline marks are read in it."""
        at = str(len(self.places) + 1)
        self.places[at] = located.place(path)
        self.keys.setdefault((located.shown, path), []).append(at)
        tokens, faults = inline.parse(text) if marks else ((inline.Literal(text),), inline.plain_faults(text))
        for fault in faults:
            place = located.within(path, fault.fragment)
            self.problems.append(Problem(place, fault.rule, fault.fault, fault.remedy))
        said = self._together(tokens, Spot(located, path), bold)
        below = self.below(located, path)
        return self.joined([said, below] if below else [said], at)

    def joined(self, passages: Iterable[Passage], at: str = "") -> Passage:
        """Texts that follow each other as one text of this language: what runs against it is found in the whole."""
        return Passage(tuple(part for passage in passages for part in passage.parts), self.language, at)

    def listed(self, passages: Iterable[Passage]) -> Passage:
        """Texts with a dot between them."""
        first, *rest = passages
        return self.joined([first, *(one for said in rest for one in (self.plain(" · "), said))])

    def plain(self, text: str) -> Passage:
        """Words that need no look at the fonts: signs between passages."""
        return Passage((Part(text),) if text else (), self.language)

    def _together(self, tokens: Iterable[inline.Token], spot: Spot, bold: bool) -> Passage:
        return self.joined(self._token(token, spot, bold) for token in tokens)

    def _token(self, token: inline.Token, spot: Spot, bold: bool) -> Passage:
        match token:
            case inline.Literal(text):
                return self.words(text, spot, bold)
            case inline.Value(name):
                return self._value(name, spot, bold)
            case inline.Bold(children):
                return self.within(self._together(children, spot, bold=True), strong())
            case inline.Link(children, address):
                return self.link(self._together(children, spot, bold), address)
            case inline.Term(text, tag):
                return self._term(text, tag, spot, bold)

    def within(self, inner: Passage, *around: Around) -> Passage:
        """A text with elements round all of it."""
        return Passage(inside(inner.parts, *around), inner.language, inner.at)

    def words(self, text: str, spot: Spot, bold: bool = False) -> Passage:
        """Plain words, every letter looked for in the fonts."""
        self._covered(text, self.language, spot, bold)
        return self.plain(text)

    def _value(self, name: str, spot: Spot, bold: bool) -> Passage:
        group, _, key = name.partition(".")
        if group == "words":
            return self._regional(key, spot, bold)
        if name not in BRAND_VALUES:
            known = [*BRAND_VALUES, *(f"words.{key}" for key in self.language.regional)]
            self._note(
                spot.at("{" + name),
                "unknown-placeholder",
                f'"{{{name}}}" is not a placeholder',
                did_you_mean(name, known),
            )
            return self.plain("")
        value = self.brand.value(name)
        if value is None:
            fault = f'the brand "{self.brand_name}" has no {name}'
            remedy = f"Add it to styles/brands/{self.brand_name}/brand.yaml, or take it out of the text."
            self._note(spot.at("{" + name), "brand-value-missing", fault, remedy)
            return self.plain("")
        return self.own(value, bold)

    def own(self, value: str, bold: bool = False) -> Passage:
        """A brand value: one word of its direction where it runs against the page, phone numbers kept on one line."""
        said = self.words(value, self._brand_spot(value), bold)
        if re.fullmatch(r"[+0-9().]*[ \-][+0-9 ().\-]*", value) and len(value) <= bidi.KEPT:
            said = self.within(said, kept())
        direction = bidi.direction_of(value)
        if direction == self.language.direction or not bidi.holds_right_to_left(value):
            return said
        return self.within(said, Around(f'<bdi dir="{direction}">', "</bdi>", unit=direction))

    def _regional(self, key: str, spot: Spot, bold: bool) -> Passage:
        forms: Mapping[str, str] = self.language.regional.get(key, {})
        word = forms.get(self.brand.region) or forms.get("other")
        if word is None:
            known = self.library.languages[self.language.tag].regional
            fault = f'"{key}" is not among the regional words of {self.language.name}'
            remedy = f"{did_you_mean(key, known)} Regional words stand in handouts/_languages/{self.language.tag}.yaml."
            self._note(spot.at("{words." + key), "unknown-placeholder", fault, remedy.strip())
            return self.plain("")
        return self.words(word, self._language_spot(("regional", key)), bold)

    def _term(self, text: str, tag: str, spot: Spot, bold: bool) -> Passage:
        language = self.library.languages.get(tag)
        if language is None:
            known = self.library.languages
            what = (
                f'the language "{tag}" is not set up in this project'
                if is_tag(tag)
                else f'"{tag}" is not a language tag'
            )
            self._note(spot.at(text), "unknown-language", what, did_you_mean(tag, known))
            return self.plain(text)
        return self.foreign(text, language, spot, bold)

    def foreign(self, text: str, language: Language, spot: Spot | None = None, bold: bool = False) -> Passage:
        """Words in another language: marked as such, in its own fonts and direction."""
        return self.wrapped(self.said(text, language, spot or self._other_spot(language), bold), language)

    def said(self, text: str, language: Language, spot: Spot, bold: bool = False) -> Passage:
        """Words in another language, for :meth:`wrapped`."""
        self._covered(text, language, spot, bold)
        return Passage((Part(text),), language)

    def wrapped(self, inner: Passage, language: Language) -> Passage:
        """Words with the element that says in which language they are."""
        opens = f'<bdi lang="{language.tag}" dir="{language.direction}" class="in-{language.tag}">'
        element = Around(opens, "</bdi>", unit=language.direction, language=language)
        return Passage(inside(inner.parts, element), self.language, inner.at)

    # ---- links ---------------------------------------------------------------------------------------------------

    def link(self, label: Passage, address: str, most: int = _TYPEABLE) -> Passage:
        """A link, followed by its address where the words do not already show it: paper cannot be clicked."""
        anchor = self.anchor(label, address)
        shown = printed_address(address, most)
        if shows(label.text, shown, address):
            return anchor
        return self.joined([anchor, self.plain(" ("), self.address(shown), self.plain(")")])

    def anchor(self, label: Passage, address: str) -> Passage:
        """A link and no more: where the words around it say enough for paper."""
        return self.within(label, Around(f'<a href="{escape(address)}">', "</a>"))

    def address(self, shown: str) -> Passage:
        """A printed address, from left to right: in one piece where that fits any print size, else broken after a sign."""
        if _fits(shown):
            return self.within(self.plain(shown), Around('<bdi dir="ltr" class="address keep">', "</bdi>", unit="ltr"))
        parts = [Part(part, (kept(),)) if part != BREAK else Part(part) for part in _parts(shown)]
        element = Around('<bdi dir="ltr" class="address">', "</bdi>", unit="ltr")
        return self.within(Passage(tuple(parts), self.language), element)

    # ---- fixed words ---------------------------------------------------------------------------------------------

    def fixed(self, key: str, bold: bool = False, **values: str | Passage) -> Passage:
        """A fixed word of the language, its ``{names}`` filled in."""
        spot = self._language_spot(("words", key))
        found = []
        for part in re.split(r"(\{[a-z]+\})", str(getattr(self.language.words, key))):
            value = values.get(part[1:-1], part) if part.startswith("{") else part
            found.append(value if isinstance(value, Passage) else self.words(value, spot, bold))
        return self.joined(found)

    # ---- problems ------------------------------------------------------------------------------------------------

    def _note(self, place: Place, rule: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(place, rule, fault, remedy))

    def _covered(self, text: str, language: Language, spot: Spot, bold: bool) -> None:
        """Every letter must be in the fonts; else a box would be printed in its place."""
        for character in fonts.uncovered(text, language.fonts, bold):
            code = f"U+{ord(character):04X}"
            fault = f'no font of {language.name} has the letter "{character}" ({code})'
            remedy = f"Write another sign, or add a font that has it to handouts/_languages/{language.tag}.yaml."
            self._note(spot.at(character), "glyph-missing", fault, remedy)

    def _brand_spot(self, value: str) -> Spot:
        located = self.library.located.get(
            f"styles/brands/{self.brand_name}/brand.yaml", Located(f"styles/brands/{self.brand_name}/brand.yaml")
        )
        keys: list[TreePath] = [
            ("name",),
            ("tagline",),
            ("emergency_number",),
            *(("clinic", name.partition(".")[2]) for name in BRAND_VALUES if name.startswith("clinic.")),
        ]
        for path in keys:
            if getattr(located.node(path), "value", None) == value:
                return Spot(located, path)
        return Spot(located, ())

    def _language_spot(self, path: TreePath) -> Spot:
        return self._other_spot(self.language, path)

    def _other_spot(self, language: Language, path: TreePath = ("endonym",)) -> Spot:
        shown = f"handouts/_languages/{language.tag}.yaml"
        return Spot(self.library.located.get(shown, Located(shown)), path)


def _fits(address: str) -> bool:
    """Whether an address, in brackets, fits a line of giant print, in a call-out and a list too."""
    widths = sum(_WIDTHS.get(letter, 1.0) for letter in address)
    return len(address) <= _UNBROKEN and widths <= _ROOM


def _parts(address: str) -> Iterator[str]:
    """The parts of a long address: broken after a slash; where that is not enough after other signs, at last anywhere."""
    for part in re.findall(r"[^/]*/|[^/]+", address):
        if _fits(part):
            yield part
            continue
        for piece in re.findall(r"[^.\-_=&?%]*[.\-_=&?%]|[^.\-_=&?%]+", part):
            for at in range(0, len(piece), len(piece) if _fits(piece) else _PIECE):
                yield piece[at : at + (len(piece) if _fits(piece) else _PIECE)]
                yield BREAK


def printed_address(address: str, most: int = _TYPEABLE) -> str:
    """An address as it is printed: ``example.org/page``, ``503-555-0123``; of more than ``most`` letters the site only."""
    scheme, _, rest = address.partition(":")
    if scheme in ("tel", "mailto"):
        return rest
    shown = rest.removeprefix("//").removeprefix("www.").rstrip("/")
    if len(shown) <= most:
        return shown
    return f"{shown.partition('/')[0]}/…"


def way_to(key: str, value: str) -> str:
    """The address behind one of a clinic's contacts: ``tel:503-555-0123``, ``mailto:…``, a web address as it is."""
    if key in ("phone", "after_hours"):
        return "tel:" + re.sub(r"[^0-9+]", "-", value).strip("-")
    return f"mailto:{value}" if key == "email" else value


def shows(label: str, shown: str, address: str) -> bool:
    """Whether the words of a link already show its address as it prints."""
    if address.startswith("tel:"):
        digits = re.sub(r"\D", "", shown)
        return digits in re.sub(r"\D", "", ascii_digits(label))
    return shown.lower() in label.lower()
