"""What differs between brands, languages and print sizes: the values of ``templates/tokens.html``.

They hold nothing of one document: the small style sheet is the same for all handouts of a brand, language and size, so
WeasyPrint parses it once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.edition import Edition
from press.language import Language
from press.library import DEFAULT_PRINTER, Library
from press.library.brand import Colour
from press.markup import margins
from press.markup.margins import Margins
from press.markup.running import Running

# The fixed colours of the call-outs, for icons: style sheets do not reach into an inline SVG. The same colours stand in
# styles/blocks/callout.css; a test compares them. CMYK in percent, ink sums below 250 %.
PAINTS: Mapping[str, tuple[str, tuple[int, int, int, int]]] = {
    "paper": ("#ffffff", (0, 0, 0, 0)),
    "ink": ("#000000", (0, 0, 0, 100)),
    "emergency": ("#9b1420", (15, 100, 90, 30)),
    "call_clinic": ("#0b4a7a", (95, 65, 15, 25)),
    "caution": ("#6b4300", (25, 65, 100, 50)),
    "note": ("#404040", (0, 0, 0, 88)),
}


@dataclass(frozen=True, slots=True)
class Safe:
    """Text that may stand in the style sheet as it is: made here from checked values."""

    css: str

    def __html__(self) -> str:
        """For the templates: no escaping, which a style element would show."""
        return self.css

    def __str__(self) -> str:
        return self.css


def paints(purpose: str) -> dict[str, str]:
    """Colours for the icons: RGB for the screen, CMYK for the press (an SVG takes that as an attribute only)."""
    return {name: rgb if purpose == "screen" else _cmyk(cmyk) for name, (rgb, cmyk) in PAINTS.items()}


def palette(library: Library, edition: Edition) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Screen colour -> recipe in percent of ink, for what is drawn in screen colours: logos, figures, style sheets."""
    fixed: dict[tuple[int, ...], tuple[int, ...]] = {
        tuple(bytes.fromhex(rgb[1:])): cmyk for rgb, cmyk in PAINTS.values()
    }
    colours = library.brands[edition.brand].colours
    return fixed | {one.rgb: one.cmyk for one in (colours.primary, colours.accent)}


def outside(library: Library, edition: Edition) -> float:
    """Millimetres beyond the trim that a page for the press has on each side; 0 for the screen."""
    printer = library.printers.get(edition.printer or DEFAULT_PRINTER)
    return printer.outside_mm if printer and edition.purpose == "print" else 0.0


def _cmyk(percent: Sequence[int]) -> str:
    return f"device-cmyk({' '.join(f'{part / 100:g}' for part in percent)})"


def colour(value: Colour, purpose: str) -> Safe:
    """A brand colour in CSS."""
    return Safe(value.screen if purpose == "screen" else _cmyk(value.cmyk))


def tint(value: Colour, purpose: str, share: float = 0.07) -> Safe:
    """A pale ground of a brand colour: ``share`` of it on white."""
    if purpose == "screen":
        return Safe("#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in value.rgb))
    return Safe(_cmyk([round(part * share) for part in value.cmyk]))


def css_string(text: str) -> str:
    """A CSS string: quotes, backslashes, ``<`` and line ends as escapes (CSS Syntax 3, 4.3.7), so that nothing ends it."""
    return '"' + re.sub(r"[^\w .,:()/%+·•|\-]", lambda hit: f"\\{ord(hit[0]):x} ", text) + '"'


def font_stack(families: Sequence[str]) -> Safe:
    """A value for ``font-family``. No generic name at its end: nothing may stand in for a missing font."""
    return Safe(", ".join(css_string(family) for family in families))


def folio(language: Language) -> Safe:
    """``Page 2 of 4`` as a ``content`` value: the language's own order of words, the numbers counted by the page."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    parts = re.split(r"(\{page\}|\{pages\})", language.words.page)
    return Safe(" ".join(counters.get(part) or css_string(part) for part in parts if part))


def tokens(library: Library, edition: Edition, running: Running, measured: Margins) -> dict[str, object]:
    """All values of the small style sheet."""
    brand, language = library.brands[edition.brand], library.languages[edition.language]
    variant = library.variants[edition.variant]
    width, height = brand.page_size
    working = running.working.language
    # The mark of a draft is set in two languages, and an endonym in its own: those fonts are named with them.
    others = [other for other in library.languages.values() if other.fonts != language.fonts or other is working]
    sides = ("left", "right") if language.direction == "ltr" else ("right", "left")
    return {
        "width": width,
        "height": height,
        "outside": outside(library, edition),
        "top": round(measured.top, 2),
        "first": round(measured.first, 2),
        "bottom": round(measured.bottom, 2),
        "side": measured.side,
        "size": measured.size,
        "start": sides[0],
        "end": sides[1],
        "edge": margins.EDGE,
        "margin_leading": measured.leading,
        "paper_edge": margins.PAPER,
        "folio": folio(language),
        "fonts": font_stack(language.fonts),
        "leading": max(language.line_height, variant.proves.leading),
        "ink": paints(edition.purpose)["ink"],
        "primary": colour(brand.colours.primary, edition.purpose),
        "accent": colour(brand.colours.accent, edition.purpose),
        "tint": tint(brand.colours.primary, edition.purpose),
        "others": [{"tag": other.tag, "fonts": font_stack(other.fonts)} for other in others],
    }
