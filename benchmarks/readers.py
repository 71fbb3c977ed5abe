"""Which reader gets what out of our PDFs: letters in order and numbers as written, in every language.

    python benchmarks/readers.py [--page] [LANGUAGE …]

Real sentences of each language (the Universal Declaration of Human Rights and the language's own fixed words) and numbers
between them, read by five readers; the same text in the same fonts printed by Chromium, and read by the same readers. What
a reader gets wrong in both is the reader's own doing. ``--page`` writes ``docs/readers.md``; ``tests/test_readers.py`` holds
the readers to it. pdf.js needs Node 20 and what ``scripts/setup.sh --dev`` installs; where it is not, it is left out.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press import fonts, pdf, typeset  # noqa: E402
from press.language import Language  # noqa: E402
from press.library import Library, open_library  # noqa: E402
from press.markup import elements  # noqa: E402
from press.problem import Place  # noqa: E402

PDFJS = ROOT / ".venv" / "pdfjs"
NUMBERS = ("15 mg", "155", "120/80", "8:05", "1,000.5 ml", "2–4", "+61 2 5550 0123", "37.5 °C")
_NATIVE = {
    "Arab": "٠", "Deva": "०", "Beng": "০", "Guru": "੦", "Gujr": "૦", "Taml": "௦", "Telu": "౦", "Knda": "೦", "Mlym": "൦",
    "Thai": "๐", "Laoo": "໐", "Mymr": "၀", "Khmr": "០",
}  # fmt: skip
_EASTERN = {"fa": "۰", "ur": "۰", "ps": "۰", "prs": "۰"}
#: The other sign of a pair; hyphens of all kinds are left out, as readers treat them in their own ways at line ends.
_SIDES = str.maketrans(")]}»›”’>≥", "([{«‹“‘<≤")
_NO_LETTERS = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u2069\ufeff\x02\ufffe-]")
_NUMBER = re.compile(r"\d+(?:[-.,:/\u066b\u066c]\d+)*")


class Got(NamedTuple):
    """What a reader got of a text."""

    letters: float  # share of the letters that came in order
    sides: float  # the same, both signs of a pair of brackets or quotation marks taken as one
    numbers: tuple[str, ...]  # numbers that it did not find as written


def passages(language: Language) -> list[str]:
    """Real sentences of a language, and numbers between words of it."""
    declared = json.loads((ROOT / "tests/corpora/udhr.json").read_text(encoding="utf-8")).get(language.tag)
    words = [value for value in vars(language.words).values() if isinstance(value, str) and "{" not in value]
    texts = [" ".join(text.split()) for _, articles in declared["articles"] for text in articles][:6] if declared else []
    first = words[3]
    zero = _EASTERN.get(language.tag) or _NATIVE.get(language.script)
    native = [f"{first} {_in_digits(number, zero)} {words[4]}" for number in ("155", "15.5", "120/80")] if zero else []
    own = [word for word in words if " " in word or len(word) > 12][:14]
    return [*texts, *own, *(f"{first} {number} {words[4]}" for number in NUMBERS), *native]


def _in_digits(number: str, zero: str) -> str:
    return number.translate({ord("0") + i: chr(ord(zero) + i) for i in range(10)})


def page(language: Language, texts: Sequence[str]) -> str:
    """A page of paragraphs, as the press marks them up."""
    stack = ", ".join(f'"{family}"' for family in language.fonts)
    body = "".join(f"<p>{elements.html_of((elements.Part(text),), language)}</p>" for text in texts)
    return (
        f'<!DOCTYPE html><html lang="{language.tag}" dir="{language.direction}"><head><meta charset="utf-8">'
        f"<title>{escape(language.name)}</title><style>@page {{ size: letter; margin: 25mm }} p {{ margin: 0 0 3mm }} "
        f"html {{ font: 12pt/{language.line_height} {stack} }} .keep {{ white-space: nowrap }}"
        f"</style></head><body>{body}</body></html>"
    )


def ours(html: str, library: Library) -> bytes:
    """The page as the press makes it. Raises ValueError with its problems."""
    place = Place("page.yaml")
    proof = typeset.typeset(html, place=place, resolve=library.resolve, locate=lambda _: place)
    if proof.pdf is None:
        raise ValueError("\n".join(map(str, proof.problems)))
    return proof.pdf


def by_chromium(html: str) -> bytes:
    """The page as Chromium prints it, in the same fonts."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "page.html").write_text(html, encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={name}/profile",
                "--no-pdf-header-footer", f"--print-to-pdf={name}/page.pdf", f"file://{name}/page.html",
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (Path(name) / "page.pdf").read_bytes()


# ------------------------------------------------------------------------------------------------------------- readers


def _poppler(data: Sequence[bytes]) -> list[str]:
    return [subprocess.run(["pdftotext", "-", "-"], input=one, check=True, capture_output=True).stdout.decode() for one in data]


def _pdfium(data: Sequence[bytes]) -> list[str]:
    return ["\n".join(pdf.second_reading(one)) for one in data]


def _mupdf(data: Sequence[bytes]) -> list[str]:
    import pymupdf

    found = []
    for one in data:
        with pymupdf.open(stream=one, filetype="pdf") as opened:
            found.append("\n".join(sheet.get_text() for sheet in opened))
    return found


def _pdfminer(data: Sequence[bytes]) -> list[str]:
    from pdfminer.high_level import extract_text

    return [extract_text(io.BytesIO(one)) for one in data]


def _pdfjs(data: Sequence[bytes]) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        files = [str(Path(name) / f"{number}.pdf") for number in range(len(data))]
        for file, one in zip(files, data, strict=True):
            Path(file).write_bytes(one)
        command = ["node", str(ROOT / "benchmarks/pdfjs/read.mjs"), str(PDFJS), *files]
        said = subprocess.run(command, check=True, capture_output=True, timeout=300).stdout
    found: dict[str, list[str]] = json.loads(said)
    return ["\n".join(found[file]) for file in files]


def readers() -> dict[str, Callable[[Sequence[bytes]], list[str]]]:
    """The readers that are on this machine, by name: from PDFs to the text of each."""
    found = {"Poppler": _poppler, "PDFium": _pdfium, "MuPDF": _mupdf, "pdfminer.six": _pdfminer}
    return found | ({"pdf.js": _pdfjs} if has_pdfjs() else {})


def has_pdfjs() -> bool:
    """Whether Node and pdf.js are installed."""
    return bool(shutil.which("node")) and (PDFJS / "node_modules" / "pdfjs-dist" / "package.json").exists()


def versions() -> dict[str, str]:
    """The version of each reader, and of Chromium."""
    from importlib.metadata import version

    from pypdfium2.version import PDFIUM_INFO

    said = {
        "Poppler": subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.split()[2],
        "PDFium": str(PDFIUM_INFO.version).partition("@")[0],
        "MuPDF": version("pymupdf"),
        "pdfminer.six": version("pdfminer.six"),
    }
    if has_pdfjs():
        said["pdf.js"] = json.loads((PDFJS / "node_modules/pdfjs-dist/package.json").read_text())["version"]
    if shutil.which("chromium"):
        told = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout
        said["Chromium"] = told.split()[1]
    return said


# ----------------------------------------------------------------------------------------------------------- comparing


def letters(text: str) -> str:
    """NFKD, without spaces, hyphens and what is no letter."""
    return "".join(unicodedata.normalize("NFKD", _NO_LETTERS.sub("", text)).split())


def numbers(text: str) -> Counter[str]:
    """Each number with its points, colons, slashes and hyphens, and how often."""
    return Counter(_NUMBER.findall(unicodedata.normalize("NFKC", re.sub("[\u200b-\u200f\u2066-\u2069]", "", text))))


def compare(texts: Iterable[str], found: str) -> Got:
    """What of these passages a reader's text holds."""
    texts = list(texts)
    wanted = Counter[str]()
    for text in texts:
        wanted += numbers(text)
    lost = tuple(sorted((wanted - numbers(found)).elements()))
    got = letters(found)
    return Got(_share(texts, got, None), _share(texts, got, _SIDES), lost)


def _share(texts: Sequence[str], found: str, fold: dict[int, int] | None) -> float:
    """The share of the letters of the passages that stand in order: a passage that is found whole has all of them."""
    good = total = 0
    found = found.translate(fold or {})
    for text in texts:
        wanted = letters(text).translate(fold or {})
        total += len(wanted)
        if wanted in found:
            good += len(wanted)
        else:
            good += _in_order(wanted, found)
    return good / total if total else 1.0


def _in_order(wanted: str, found: str) -> int:
    """Letters of a passage in their order, near the longest stretch of it that is there."""
    match = SequenceMatcher(None, wanted, found, autojunk=False)
    longest = match.find_longest_match()
    start = max(0, longest.b - longest.a - 20)
    near = found[start : longest.b + len(wanted) - longest.a + 20]
    return sum(block.size for block in SequenceMatcher(None, wanted, near, autojunk=False).get_matching_blocks())


# --------------------------------------------------------------------------------------------------------------- page

_HEAD = """# What readers get

Made by `python benchmarks/readers.py --page`; do not edit. Each language's page holds real sentences (the Universal Declaration
of Human Rights, the language's fixed words) and {numbers} numbers between words, in ASCII digits and in its own. The text that
a reader gives back is laid beside what was written, without spaces and hyphens, which readers treat in their own ways at
line ends, and with both signs of a pair of brackets or quotation marks as one. **all**: every letter of every passage stands in
order, and every number as it was written. A share: that much of the letters came in order.

`tests/test_readers.py` holds the readers to it. From each sheet that is printed, preflight asks PDFium for the same (rules
`readers-disagree`, `reader-misreads`, `number-misread`).

"""
_OWN = """
## What is not whole, and whose doing it is

The same text in the same fonts, printed by {chromium} and read by the same readers. What comes out no better there
is the reader's own doing: no engine's file gets more out of it. Numbers in brackets are those that do not come as written.

| reader | language | our PDF | Chromium's PDF |
|---|---|---|---|
"""
_WHY = """
- **PDFium** (Chrome, Edge) turns a line from right to left round at each space and each sign that is no letter and no digit:
  `15 mg` is copied as `mg 15`, `2–4` as `4–2`, `°C` as `C°`. The numbers themselves are whole.
- **MuPDF** takes Arabic-Indic digits (٠–٩) for letters from right to left, and turns them round. Eastern ones (۰–۹) it leaves.
- **pdfminer.six** gives lines from right to left as they stand on paper, from left to right.
"""


def _measured(tags: Sequence[str], library: Library, chromium: bool) -> dict[str, dict[str, tuple[Got, Got | None]]]:
    """By reader and language: what it got of our page, and of Chromium's."""
    texts = {tag: passages(library.languages[tag]) for tag in tags}
    pages = [page(library.languages[tag], texts[tag]) for tag in tags]
    own = [ours(html, library) for html in pages]
    other = [by_chromium(html) for html in pages] if chromium else []
    found: dict[str, dict[str, tuple[Got, Got | None]]] = {}
    for name, read in readers().items():
        got = [compare(texts[tag], text) for tag, text in zip(tags, read(own), strict=True)]
        peer = [compare(texts[tag], text) for tag, text in zip(tags, read(other), strict=True)] if chromium else [None] * len(tags)
        found[name] = {tag: (one, two) for tag, one, two in zip(tags, got, peer, strict=True)}
    return found


def is_whole(got: Got) -> bool:
    """Whether a reader got every letter in order and every number as written."""
    return got.sides == 1 and not got.numbers


def _shown(got: Got) -> str:
    if is_whole(got):
        return "all"
    lost = f" ({', '.join(got.numbers)})" if got.numbers else ""
    return f"{int(got.sides * 1000) / 1000:.3f}{lost}"


def markdown(found: dict[str, dict[str, tuple[Got, Got | None]]], library: Library) -> str:
    """The page of results."""
    said = versions()
    names = list(found)
    tags = list(found[names[0]])
    lines = [_HEAD.format(numbers=len(NUMBERS) + 3)]
    lines.append(f"| language | {' | '.join(f'{name} {said[name]}' for name in names)} |\n|---|{'---|' * len(names)}\n")
    for tag in tags:
        cells = [_shown(found[name][tag][0]).partition(" ")[0] for name in names]
        lines.append(f"| {library.languages[tag].name} (`{tag}`) | {' | '.join(cells)} |\n")
    if "Chromium" in said and found[names[0]][tags[0]][1] is not None:
        lines.append(_OWN.format(chromium=f"Chromium {said['Chromium']}"))
        for name in names:
            for tag in tags:
                got, peer = found[name][tag]
                if not is_whole(got) and peer is not None:
                    lines.append(f"| {name} | {library.languages[tag].name} | {_shown(got)} | {_shown(peer)} |\n")
        lines.append(_WHY)
    return "".join(lines)


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--page", action="store_true", help="write docs/readers.md")
    options = parser.parse_args()
    for problem in [*fonts.prepare(), *fonts.activate()]:
        sys.exit(str(problem))
    library = open_library(ROOT)
    tags = options.languages or sorted(library.languages)
    text = markdown(_measured(tags, library, bool(shutil.which("chromium"))), library)
    if options.page:
        (ROOT / "docs" / "readers.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
