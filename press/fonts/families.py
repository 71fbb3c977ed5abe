"""Every family there is: which package and file it comes from, and which instances are cut from it.

All fonts are under the SIL Open Font License 1.1; each package carries the licence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PINS: Mapping[str, str] = MappingProxyType(
    {
        "fontpkg-atkinson-hyperlegible": "1.6",
        "justmytype-intl-cjk": "0.1.0",
        "manimgx-fonts": "2026.9.26.post1",
    }
)
"""Font package -> the one version used. The same pins stand in ``pyproject.toml``; a test compares them."""


@dataclass(frozen=True, slots=True)
class Family:
    """A type family with a regular and a bold: where it comes from and what it is for.

    ``regular`` and ``bold`` are paths inside ``package``; a file named ``…[wght].ttf`` is variable and
    ``regular_axes`` / ``bold_axes`` say which instances to cut from it.
    """

    name: str  # as fontconfig reports it, and as CSS and a language's `fonts:` spell it
    scripts: str
    package: str
    regular: str
    bold: str
    regular_axes: tuple[tuple[str, float], ...] = ()
    bold_axes: tuple[tuple[str, float], ...] = ()

    @property
    def stem(self) -> str:
        """The family's name without spaces: the start of its files' names and PostScript names."""
        return self.name.replace(" ", "")


def _variable(name: str, scripts: str, package: str, file: str) -> Family:
    return Family(name, scripts, package, file, file, (("wght", 400.0),), (("wght", 700.0),))


def _noto(script: str, scripts: str) -> Family:
    name = f"Noto Sans {script}".strip()
    return _variable(name, scripts, "manimgx-fonts", f"{name.replace(' ', '')}[wght].ttf")


def _cjk(region: str, scripts: str) -> Family:
    file = f"fonts/ofl/notosans{region.lower()}/NotoSans{region}[wght].ttf"
    return _variable(f"Noto Sans {region}", scripts, "justmytype-intl-cjk", file)


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            Family(
                "Atkinson Hyperlegible",
                "Latin of Western Europe; made for low vision",
                "fontpkg-atkinson-hyperlegible",
                "files/AtkinsonHyperlegible-Regular.ttf",
                "files/AtkinsonHyperlegible-Bold.ttf",
            ),
            _noto("", "Latin with Vietnamese and African letters, Greek, Cyrillic"),
            _noto("Arabic", "Arabic, Persian, Dari, Pashto, Urdu, Kurdish, Uyghur"),
            _noto("Armenian", "Armenian"),
            _noto("Bengali", "Bengali, Assamese"),
            _noto("Devanagari", "Hindi, Marathi, Nepali"),
            _noto("Ethiopic", "Amharic, Tigrinya"),
            _noto("Georgian", "Georgian"),
            _noto("Gujarati", "Gujarati"),
            _noto("Gurmukhi", "Punjabi"),
            _noto("Hebrew", "Hebrew, Yiddish"),
            _noto("Kannada", "Kannada"),
            _noto("Khmer", "Khmer"),
            _noto("Lao", "Lao"),
            _noto("Malayalam", "Malayalam"),
            _noto("Myanmar", "Burmese, Karen"),
            _noto("Oriya", "Odia"),
            _noto("Sinhala", "Sinhala"),
            _noto("Symbols", "arrows and a few signs"),
            _noto("Tamil", "Tamil"),
            _noto("Telugu", "Telugu"),
            _noto("Thai", "Thai"),
            _cjk("JP", "Japanese"),
            _cjk("KR", "Korean"),
            _cjk("SC", "Simplified Chinese"),
            _cjk("TC", "Traditional Chinese"),
        )
    }
)
"""Every family there is, by name."""


def families() -> tuple[str, ...]:
    """The names of all families, in alphabetical order."""
    return tuple(sorted(FAMILIES))


def file_name(family: Family, bold: bool) -> str:
    """What a made font is called: ``NotoSans-Bold.ttf``."""
    return f"{family.stem}-{'Bold' if bold else 'Regular'}.ttf"


def file_names() -> frozenset[str]:
    """The names of all made fonts."""
    return frozenset(file_name(family, bold) for family in FAMILIES.values() for bold in (False, True))


def postscript_names() -> frozenset[str]:
    """The names under which WeasyPrint embeds these fonts (BaseFont without its six-letter prefix).

    WeasyPrint makes them from family and style: ``Noto-Sans``, ``Noto-Sans-Bold``. Anything else in a PDF is a
    stranger, or a slant that no file here has.
    """
    names = [name.replace(" ", "-") for name in FAMILIES]
    return frozenset(names) | {f"{name}-Bold" for name in names}
