"""Where the time of one edition goes: the steps of the route, and the parts of typesetting."""

from __future__ import annotations

import datetime
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.library import Plan, write_library
from benchmarks.report import table

TODAY = datetime.date(2026, 11, 22)
LANGUAGES = ("en", "ar", "zh-Hans", "hi", "km")


def measure(folder: Path, quick: bool) -> str:
    """Milliseconds of processor time an edition, in one warm process; standard size, each edition with words of its own."""
    import logging

    from press import route, typeset
    from press.edition import Edition
    from press.library import open_library

    logging.getLogger("weasyprint").handlers = [logging.NullHandler()]
    count = 4 if quick else 12
    library = open_library(write_library(folder / "phases", Plan(handouts=count + 1, languages=LANGUAGES)))
    run, brand = route.Run(folder / "out", TODAY, force=True), next(iter(library.brands))
    slugs = list(library.handouts)
    for tag in LANGUAGES:
        route.make(library, Edition(slugs[-1], tag, "standard", brand), run)  # warm
    spent: dict[str, float] = defaultdict(float)
    undo = [_timed(spent, *where) for where in _places(typeset)]
    pages = 0
    for tag in LANGUAGES:
        for slug in slugs[:-1]:
            start = time.process_time()
            outcome = route.make(library, Edition(slug, tag, "standard", brand), run)
            spent["all"] += time.process_time() - start
            assert outcome.path is not None, outcome.problems
            pages += outcome.pages
    for take_back in undo:
        take_back()
    return _table(spent, count * len(LANGUAGES), pages)


def _places(typeset: Any) -> list[tuple[str, Any, str]]:
    """What is timed: a name, and the function of a module or class."""
    import weasyprint.document
    import weasyprint.pdf.fonts

    from press import checks, markup, preflight
    from press.typeset import finish, rendering

    return [
        ("2 check", checks, "check"),
        ("3 mark up", markup, "sheet"),
        ("4 typeset", typeset, "typeset"),
        ("styles", weasyprint.document.Document, "_build_layout_context"),
        ("boxes", weasyprint.document, "build_formatting_structure"),
        ("layout, styles and boxes", weasyprint.document.Document, "_render"),
        ("looking at the layout", rendering.layout, "inspect"),
        ("drawing", weasyprint.document.Page, "paint"),
        ("cutting fonts", weasyprint.pdf.fonts.Font, "clean"),
        ("tags and words", finish, "finish_structure"),
        ("words behind the glyphs", finish, "finish_text"),
        ("drawing, fonts, tags, writing", weasyprint.document.Document, "write_pdf"),
        ("5 preflight", preflight, "preflight"),
    ]


def _timed(spent: dict[str, float], name: str, owner: Any, attribute: str) -> Callable[[], None]:
    """Have a function's time added up; returns what takes that back."""
    original = getattr(owner, attribute)

    def timed(*about: Any, **more: Any) -> Any:
        start = time.process_time()
        try:
            return original(*about, **more)
        finally:
            spent[name] += time.process_time() - start

    setattr(owner, attribute, timed)
    return lambda: setattr(owner, attribute, original)


def _table(spent: dict[str, float], editions: int, pages: int) -> str:
    layout = spent["layout, styles and boxes"] - spent["styles"] - spent["boxes"]
    named = ("drawing", "cutting fonts", "tags and words", "words behind the glyphs")
    rows = [
        ("2 check", spent["2 check"]),
        ("3 mark up", spent["3 mark up"]),
        ("4 typeset: styles", spent["styles"]),
        ("4 typeset: boxes", spent["boxes"]),
        ("4 typeset: layout, page by page", layout),
        ("4 typeset: looking at the layout", spent["looking at the layout"]),
        *((f"4 typeset: {name}", spent[name]) for name in named),
        ("4 typeset: writing, compressing", spent["drawing, fonts, tags, writing"] - sum(spent[name] for name in named)),
        ("5 preflight", spent["5 preflight"]),
    ]
    rest = spent["all"] - sum(seconds for _, seconds in rows)
    shown = [
        [name, f"{seconds / editions * 1000:.1f}", f"{seconds / spent['all']:.0%}"]
        for name, seconds in [*rows, ("reading the page, keeping, the rest", rest), ("all", spent["all"])]
    ]
    about = f"{editions} editions in {len(LANGUAGES)} languages, {pages / editions:.1f} pages each; nothing kept from before."
    return table(["step", "ms of processor time an edition", ""], shown) + f"\n\n{about}"
