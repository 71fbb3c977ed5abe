"""Typesets pages in an order drawn by a seed and prints the SHA-256 of each PDF, for ``test_memos``.

    python tests/memo_pages.py samples|scripts|constructs SEED [PROJECT]

A process of its own each time: what is remembered, and whether, is settled when the typesetter is loaded.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import sample_pages  # noqa: E402

from press import fonts, markup, review, typeset  # noqa: E402
from press.edition import Wish, wanted  # noqa: E402
from press.language import break_words  # noqa: E402
from press.library import open_library  # noqa: E402
from press.problem import Place  # noqa: E402
from press.typeset import Resolve  # noqa: E402

TODAY = datetime.date(2026, 11, 22)
PLACE = Place("page.yaml")
Page = tuple[str, str, Resolve]  # name, HTML, files

# Each changes something that a memo could get wrong if it did not look at it. Some stand twice with other content.
CONSTRUCTS = {
    "plain": ("", "<p>{0} {1}</p><p>{2}</p>"),
    "again": ("", "<p>{0} {1}</p><p>{3}</p>"),
    "inline style": ("", '<p style="margin-inline-start: 20mm">{0}</p><p style="margin-inline-start: 20mm">{1}</p><p style="font-size: 15pt">{0}</p>'),
    "letter spacing": ("p { letter-spacing: .05em; word-spacing: .3em }", "<p>{0} {3}</p>"),
    "justified": ("p { text-align: justify }", "<p>{0} {3} {4}</p>"),
    "justified narrow": ("p { text-align: justify; width: 60mm }", "<p>{0} {3} {4}</p>"),
    "underline": ("p { text-decoration: underline } b { text-decoration: line-through }", "<p>{0} <b>{1}</b></p>"),
    "hyphens": ("p { hyphens: auto; width: 40mm }", "<p>{3} {4}</p>"),
    "anywhere": (".w { overflow-wrap: anywhere; width: 22mm }", '<p class="w">https://example.org/averyverylongaddress/that/goes/on</p>'),
    "no wrap": ("p { white-space: pre-line }", "<p>{1}\n{2}\t{0}</p>"),
    "viewport": ("p { width: 50vw }", "<p>{0} {3}</p>"),
    "viewport wide": ("@page wide { size: letter landscape } main { page: wide } p { width: 50vw }", "<main><p>{0} {3}</p></main>"),
    "viewport after": ("@page wide { size: letter landscape } section { page: wide } p { width: 50vw }", "<p>{0} {3}</p><section><p>{1}</p></section>"),
    "first letter": ("p::first-letter { font-size: 24pt } p::first-line { font-weight: bold }", "<p>{0} {3}</p>"),
    "floats": (".f { float: inline-start; width: 50mm }", '<p class="f">{1}</p><p>{0} {3} {4}</p>'),
    "flex": (".r { display: flex; gap: 4mm } .r p { flex: 1 }", '<div class="r"><p>{0}</p><p>{3}</p></div><div class="r"><p>{4}</p></div>'),
    "grid": (".r { display: grid; grid-template-columns: 1fr 2fr }", '<div class="r"><p>{0}</p><p>{3}</p></div>'),
    "inline blocks": (".i { display: inline-block; width: 30% }", '<div><p class="i">{0}</p><p class="i">{1}</p></div>'),
    "absolute": (".a { position: relative } .a b { position: absolute; inset-inline-end: 0 }", '<p class="a">{1} <b>1</b></p>'),
    "overflow": ("body { overflow: visible } html { overflow: visible }", "<p>{0}</p>"),
    "counters": ("ol { counter-reset: n } li::before { counter-increment: n; content: counter(n) ' ' }", "<ol><li>{1}</li><li>{2}</li></ol>"),
    "markers": ("li::marker { color: #0b5563 } .r { list-style: upper-roman }", '<ul><li>{1}</li></ul><ol class="r"><li>{2}</li><li>{5}</li></ol>'),
    "table": ("table { width: auto }", "<table><tr><th>{1}</th><td>{2}</td></tr><tr><th>{5}</th><td>{0}</td></tr></table>"),
    "separate table": ("table { border-collapse: separate; border-spacing: 2mm }", "<table><tr><td>{1}</td><td>{2}</td></tr></table>"),
    "attributes": ("[data-x] { color: #a34a00 } p:nth-child(2) { font-weight: bold } p + p { margin-top: 5mm }", '<p data-x="1">{0}</p><p>{1}</p><p>{2}</p>'),
    "anchors": ("", '<p><a href="#there">{1}</a></p><h2 id="there">{2}</h2><p id="x">{5}</p>'),
    "other language": ("", '<p>{1} <span lang="es">Llame al 911</span> {2}</p>'),
    "raised": ("sup { vertical-align: super; font-size: 12pt }", "<p>{1}<sup>2</sup> {2}</p>"),
    "gradient": ("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><title>x</title><linearGradient id="g" gradientUnits="userSpaceOnUse" x2="9"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient><rect width="9" height="9" fill="url(#g)"/></svg><p>{0}</p>'),
    "drawing": ("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><title>x</title><path d="M1 1h7v7z" fill="#0b5563" stroke="#a34a00"/></svg><p>{0}</p>'),
    "drawing smaller": ("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="40" height="40"><title>x</title><path d="M1 1h7v7z" fill="#0b5563" stroke="#a34a00"/></svg><p>{0}</p>'),
    "see-through drawing": ("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="40" height="40"><title>x</title><path d="M1 1h7v7z" fill="#0b5563" fill-opacity=".5"/></svg><p>{0}</p>'),
    "picture": ("", '<img src="press:styles/photo.png" alt="x" style="width: 40mm"><p>{0}</p>'),
    "picture twice": ("img { image-rendering: pixelated }", '<img src="press:styles/photo.png" alt="x" style="width: 20mm"><img src="press:styles/photo.jpg" alt="y" style="width: 20mm"><p>{1}</p>'),
    "background": (".b { background: #eef6f7 url(press:styles/photo.jpg) no-repeat; border: 1pt solid; border-radius: 2mm }", '<p class="b">{0}</p>'),
    "many pages": ("p { break-inside: avoid }", "<p>{0}</p><p>{3}</p><p>{4}</p>" * 12),
    "blank pages": (".n { break-before: recto }", '<p>{0}</p><p class="n">{1}</p><p class="n">{2}</p>'),
    "named strings": ("h2 { string-set: topic content() }", '<h2>{1}</h2><p>{0}</p><h2 style="break-before: page">{2}</h2><p>{3}</p>'),
    "max and min": ("p { max-width: 70%; min-height: 20mm; padding: 5% }", "<p>{0} {3}</p><div><p>{1}</p></div>"),
    "bold in link": ("", '<p><a href="https://example.org"><b>{1}</b> {2}</a></p>'),
}  # fmt: skip


def constructs() -> Iterator[Page]:
    """Pages with everything that CSS can do and a memo must not be fooled by, in scripts that differ."""
    folder = Path(tempfile.mkdtemp())
    resolve = sample_pages.project(folder)
    from PIL import Image

    Image.linear_gradient("L").convert("RGBA").save(folder / "styles" / "photo.png")
    Image.radial_gradient("L").convert("RGB").save(folder / "styles" / "photo.jpg", quality=80)
    for tag in ("en", "ar", "km"):
        words = [escape(one) for one in sample_pages.sentences(tag)]
        for name, (css, body) in CONSTRUCTS.items():
            for turn in (0, 2):  # the same styles around other words
                content = body.format(*words[turn:], *words[:turn])
                yield f"{name} {tag} {turn}", sample_pages.page(tag, content, f"<style>{css}</style>"), resolve


def scripts() -> Iterator[Page]:
    """The Universal Declaration of Human Rights, first articles, in every language that has a file."""
    library = open_library(ROOT)
    declared = json.loads((Path(__file__).parent / "corpora/udhr.json").read_text(encoding="utf-8"))
    for tag, declaration in sorted(declared.items()):
        stack = ", ".join(f'"{family}"' for family in library.languages[tag].fonts)
        paragraphs = [text for _, texts in declaration["articles"] for text in texts][:6]
        words = [break_words(" ".join(text.split()), library.languages[tag]) for text in paragraphs]
        body = "".join(f"<p>{escape(text)}</p>" for text in words)
        for size in (12, 18):
            html = (
                f'<!DOCTYPE html><html lang="{tag}" dir="{library.languages[tag].direction}"><head><title>{tag}</title>'
                f"<style>@page {{ size: letter; margin: 25mm }} html {{ font: {size}pt/1.9 {stack} }}</style></head>"
                f"<body>{body}</body></html>"
            )
            yield f"{tag} {size}", html, library.resolve


def samples(root: Path) -> Iterator[Page]:
    """Every text of a project in every language, its print sizes and brands by turns.

    All of them, and packets: set HANDOUTS_TEST_ALL, and wait ten times as long (``make prove`` does).
    """
    library = open_library(root)
    brands, variants = sorted(library.brands), sorted(library.variants)
    for edition in wanted(library, Wish())[0]:
        turn = sorted(library.languages).index(edition.language) + sorted(library.pieces).index(edition.slug)
        chosen = (variants[turn % len(variants)], brands[turn % len(brands)])
        packet = edition.slug in library.packets
        if not os.environ.get("HANDOUTS_TEST_ALL") and (packet or (edition.variant, edition.brand) != chosen):
            continue
        standing = review.standing(library, library.pieces[edition.slug], edition.language, TODAY)
        sheet, problems = markup.sheet(library, edition, standing)
        assert sheet is not None, problems
        yield str(edition), sheet.html, library.resolve


def hashes(pages: list[Page], seed: int, again: int) -> dict[str, str]:
    """SHA-256 of the PDF of each page; of its problems where there is none. One in ``again`` is made twice."""
    draw = random.Random(seed)
    found: dict[str, str] = {}
    for name, html, resolve in [*draw.sample(pages, len(pages)), *draw.sample(pages, len(pages) // again)]:
        proof = typeset.typeset(html, place=PLACE, resolve=resolve, locate=lambda _: PLACE)
        said = "\n".join(map(str, proof.problems)).encode()
        made = hashlib.sha256(proof.pdf or said).hexdigest() + ("" if proof.pdf else " none")
        assert found.setdefault(name, made) == made, f"{name}: other bytes the second time"
    return found


if __name__ == "__main__":
    kind, seed = sys.argv[1], int(sys.argv[2])
    assert fonts.activate() == []
    makers = {"constructs": constructs, "scripts": scripts, "samples": lambda: samples(Path(sys.argv[3]))}
    json.dump(hashes(list(makers[kind]()), seed, 12 if kind == "samples" else 3), sys.stdout)
