"""Drawings: what would be left out or drawn otherwise is refused with its line; what is left is the same picture everywhere."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from press import drawing
from press.drawing.allowed import path_commands, points_allowed
from press.library import open_library
from press.problem import Place
from press.typeset import typeset

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">\n'
TEXT = '<text x="10" y="50" font-family="Noto Sans" font-size="18" {}>4 tablets</text>'
SHAPE = '<path d="M20 15H80L65 40L80 60H35V85H20Z" {}/>'


def told(inside: str) -> list[tuple[int, str]]:
    whole = inside if inside.startswith("<svg xmlns") else HEAD + inside + "\n</svg>"
    return [(fault.line, fault.says) for fault in drawing.faults(whole)]


# Each wrong at its second line; a word of the message.
REFUSED = {
    "struck out": (TEXT.format('text-decoration="line-through"'), "line-through"),
    "struck out by a style": (f"<style>.o{{text-decoration:line-through}}</style>{TEXT.format('class=' + chr(34) + 'o' + chr(34))}", "line-through"),
    "raised": ('<text x="9" y="50" font-size="18">10<tspan baseline-shift="super" font-size="14">9</tspan></text>', "baseline-shift"),
    "font shorthand": (f"<style>.t{{font:italic bold 18px/30px Georgia}}</style>{TEXT.format('class=' + chr(34) + 't' + chr(34))}", "font"),
    "halo": (TEXT.format('stroke="#fff" stroke-width="5" style="paint-order:stroke fill"'), "paint-order"),
    "gradient by its shape": (f'<defs><linearGradient id="r"><stop stop-color="red"/><stop offset="1"/></linearGradient></defs>{SHAPE.format("fill=" + chr(34) + "url(#r)" + chr(34))}', "gradient"),
    "filter": (SHAPE.format('filter="url(#f)"'), "filter"),
    "mask": (SHAPE.format('mask="url(#m)"'), "mask"),
    "pattern": (f'<pattern id="r" width="9" height="9"/>{SHAPE.format("fill=" + chr(34) + "url(#r)" + chr(34))}', "pattern"),
    "media": (f"<style>@media print{{.p{{fill:red}}}}</style>{SHAPE.format('')}", "@media"),
    "variable": (SHAPE.format('style="fill:var(--x, red)"'), "var("),
    "unknown selector": (f"<style>.p:nth-of-type(2n){{fill:red}}</style>{SHAPE.format('')}", "selector"),
    "sign font": ('<text x="9" y="50" style="font-family:Symbol">50 m</text>', "Symbol"),
    "private sign": ('<text x="9" y="50" font-family="Noto Sans">\uf06d</text>', "F06D"),
    "see-through rim": (TEXT.format('stroke="#00aa0080" stroke-width="3"'), "sees through"),
    "mixed gradient": (f'<linearGradient id="g" gradientUnits="userSpaceOnUse"><stop stop-opacity=".2"/><stop offset="1" stop-color="#fff"/></linearGradient>{SHAPE.format("fill=" + chr(34) + "url(#g)" + chr(34))}', "mixed"),
    "turned gradient": (f'<radialGradient id="g" gradientUnits="userSpaceOnUse" gradientTransform="rotate(40)"><stop/><stop offset="1" stop-color="#fff"/></radialGradient>{SHAPE.format("fill=" + chr(34) + "url(#g)" + chr(34))}', "turned"),
    "arabic": ('<text x="9" y="50" font-family="Noto Sans Arabic">يسار</text>', "one by one"),
    "hindi": ('<text x="9" y="50" font-family="Noto Sans Devanagari">बायाँ</text>', "one by one"),
    "joined by a line break": ('<text x="9" y="50">5\n10 mg</text>', "line break"),
    "text path": ('<text><textPath href="#p">Words</textPath></text><path id="p" d="M1 1L9 9" fill="none" stroke="red"/>', "textPath"),
    "flowed": ("<flowRoot><flowPara>Words</flowPara></flowRoot><path d='M1 1h9v9z'/>", "flowRoot"),
    "switch": (f"<switch>{SHAPE.format('')}</switch>", "switch"),
    "foreign object": (f"<foreignObject/>{SHAPE.format('')}", "foreignObject"),
    "animated": (f'<path d="M1 1h9v9z"><set attributeName="fill" to="red"/></path>{SHAPE.format("")}', "<set>"),
    "symbol without size": (f'<symbol id="s" viewBox="0 0 9 9">{SHAPE.format("")}</symbol><use href="#s"/>', "<use>"),
    "missing": ('<use href="#nothing"/><path d="M1 1h9v9z"/>', "<use>"),
    "another namespace": (f'<x:path xmlns:x="urn:x" d="M1 1h9v9z"/>{SHAPE.format("")}', "namespace"),
    "arrowhead at a corner": ('<marker id="m" orient="auto"><path d="M0 0L6 3L0 6z"/></marker><polyline points="1,9 5,2 9,9" fill="none" stroke="red" marker-end="url(#m)"/>', "arrowhead"),
    "vertical": (TEXT.format('writing-mode="tb"'), "writing-mode"),
    "capitals by style": (TEXT.format('style="text-transform:uppercase"'), "text-transform"),
    "turned about a middle": (SHAPE.format('transform="rotate(20)" transform-origin="center"'), "transform-origin"),
    "squeezed": (SHAPE.format('transform="scale(0)"') + SHAPE.format(""), "scale(0)"),
    "units in a transform": (SHAPE.format('transform="rotate(20deg)"'), "rotate(20deg)"),
    "blended": (SHAPE.format('style="mix-blend-mode:multiply"'), "mix-blend-mode"),
    "see-through line": (SHAPE.format('stroke="red" stroke-opacity=".5"'), "sees through"),
    "broken path": ('<path d="M10 10L90 20X50 90"/>', "path"),
    "words in a gradient": (f'<linearGradient id="g" gradientUnits="userSpaceOnUse"><stop/></linearGradient>{TEXT.format("fill=" + chr(34) + "url(#g)" + chr(34))}', "words"),
    "letter spacing": ('<text x="50" y="50" text-anchor="middle" letter-spacing="4">Left</text>', "letter-spacing"),
    "rim without order": (TEXT.format('stroke="#fff" stroke-width="2"'), "eats them"),
    "rim by a style": (f"<style>text{{stroke:white;stroke-width:1mm}}</style>{TEXT.format('')}", "eats them"),
    "rim of the letters' colour": (TEXT.format('stroke="#000" stroke-width="9"'), "eats them"),
    "rim on the group": ('<g stroke="#fff" stroke-width="3">' + TEXT.format("") + "</g>", "eats them"),
    "rim round a part": ('<text x="9" y="50" font-size="18">take <tspan stroke="red">4</tspan> tablets</text>', "eats them"),
    "words of no size": ('<text x="9" y="50" font-size="0">Never</text><path d="M1 1h9v9z"/>', "no size"),
    "dashes by their share": (SHAPE.format('stroke="red" pathLength="10" stroke-dasharray="1 1"'), "pathLength"),
    "nothing shown": (SHAPE.format('display="none"'), "paints nothing"),
    "white on white": (SHAPE.format('fill="#fff"'), "paints nothing"),
    "all in defs": (f"<defs>{SHAPE.format('')}</defs>", "paints nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_drawn_otherwise_is_refused_with_its_line(name: str) -> None:
    inside, word = REFUSED[name]
    found = told(inside)
    assert any(word in says for _, says in found), found
    assert all(line == 2 or "paints nothing" in says for line, says in found)


@pytest.mark.parametrize(
    ("root", "word"),
    [
        ('viewBox="0 0 0 0" width="9" height="9"', "viewBox"),
        ('viewBox="0 0 100px 100px"', "viewBox"),
        ('viewBox="0 0 9 9" display="none"', "paints nothing"),
        ('viewBox="0 0 9 9" x="10"', "moves the whole"),
        ('viewBox="0 0 9 9" transform="rotate(9)"', "whole"),
        ('viewBox="0 0 9 9" style="background:yellow"', "background"),
    ],
)
def test_the_root_of_a_drawing(root: str, word: str) -> None:
    found = told(f'<svg xmlns="http://www.w3.org/2000/svg" {root}><path d="M1 1h9v9z"/></svg>')
    assert any(word in says for _, says in found), found


def test_a_drawing_that_editors_make_is_let_through() -> None:
    """What Inkscape, Illustrator and Figma write around a drawing, all at its initial value or drawn alike."""
    drawn = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="210mm" height="100mm" viewBox="0 0 210 100" version="1.1"
  id="svg8" x="0px" y="0px" style="enable-background:new 0 0 210 100;" xml:space="preserve" inkscape:version="1.2">
  <sodipodi:namedview id="base" pagecolor="#ffffff"/>
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li>x</rdf:li></rdf:RDF></metadata>
  <defs><filter id="unused"/><clipPath id="c"><rect x="1" y="1" width="90" height="90"/></clipPath>
    <linearGradient id="a"><stop offset="0" style="stop-color:#ff0000;stop-opacity:1;"/><stop offset="1" stop-color="#00f"/></linearGradient>
    <linearGradient id="b" href="#a" gradientUnits="userSpaceOnUse" x1="1" y1="1" x2="90" y2="1"/>
    <style>.cls-1, .st0 { fill: #0b4f5c; stroke-width: 2px } g .cls-1 { stroke: none } *{stroke-linejoin:round;stroke-linecap:butt}</style></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" transform="translate(0,-10)" clip-path="url(#c)">
    <path class="cls-1" d="m 12,34 c 1e-3,2 3,4 5,6 z M 9.5.5-3 2" style="color:#000000;font-style:normal;font-variant:normal;font-weight:normal;font-stretch:normal;line-height:normal;font-variant-ligatures:normal;text-decoration:none;text-transform:none;writing-mode:lr-tb;direction:ltr;baseline-shift:baseline;text-anchor:start;white-space:normal;shape-padding:0;clip-rule:nonzero;display:inline;overflow:visible;visibility:visible;opacity:1;isolation:auto;mix-blend-mode:normal;color-interpolation:sRGB;color-interpolation-filters:linearRGB;solid-color:#000000;fill:#000000;fill-opacity:1;fill-rule:evenodd;stroke:none;stroke-width:1;stroke-dasharray:none;stroke-dashoffset:0;stroke-opacity:1;paint-order:normal;-inkscape-stroke:none;enable-background:accumulate"/>
    <rect x="5" y="5" width="50" height="20" rx="3" fill="url(#b)" opacity=".8"/>
    <text xml:space="preserve" style="font-size:10.58px;line-height:1.25;font-family:'Noto Sans';-inkscape-font-specification:'Noto Sans';fill:#000" x="20" y="50"><tspan sodipodi:role="line" x="20" y="50">Left arm</tspan><tspan x="20" dy="1.2em">10<tspan/></tspan></text>
    <text x="90" y="50" text-anchor="middle" font-family="Arial, sans-serif" font-size="12" font-weight="700">Fünf <tspan dy="-4" font-size="8">9</tspan></text>
    <use href="#x1" x="9"/><circle id="x1" cx="9" cy="9" r="4"/><line x1="0" y1="0" x2="9" y2="9" stroke="black"/>
    <title>A drawing</title>
    <text x="9" y="9" font-size="12pt" stroke="#000" stroke-width=".8">bolder</text><text stroke="red" stroke-width="4"> <tspan stroke="none">plain</tspan></text>
  </g></svg>""".replace("10<tspan/>", "10")  # fmt: skip
    assert [str(one) for one in drawing.faults(drawn)] == []


def test_paths_and_points() -> None:
    assert path_commands("M10-10L90.5.5 50 90zm1 1a1 2 0 01.5.5") == "MLLZMA"
    assert path_commands("m1e1,2 h-3 v.5 c1 2 3 4 5 6 s1 2 3 4 q1 2 3 4 t1 2") == "MHVCSQT"
    for wrong in ("L1 2", "M1", "M1 2 3", "M1 2X3 4", "M1 2A0 1 0 0 1 3 4", "M1 2z3"):
        assert path_commands(wrong) is None, wrong
    assert points_allowed("1,2 3-4 5e1.5")
    assert not points_allowed("1,2 3")


def test_the_words_of_a_drawing_are_read_with_their_lines() -> None:
    root = drawing.read(HEAD + '<text x="1" y="2"><tspan>Take</tspan><tspan x="1" dy="9">5 mg</tspan></text>\n</svg>')
    assert list(drawing.words(root)) == [(2, "Take 5 mg")]


@pytest.fixture
def with_figure(project: Path) -> Path:
    """The test library with a figure whose third line is struck out, and a logo in a gradient."""
    handout = project / "handouts/general/clean-hands"
    (handout / "figures").mkdir(exist_ok=True)
    (handout / "figures/a.svg").write_text(
        f"{HEAD}{SHAPE.format('')}\n{TEXT.format(REFUSED['struck out'][0][0:0] + 'text-decoration=' + chr(34) + 'line-through' + chr(34))}</svg>",
        encoding="utf-8",
    )
    text = (handout / "en.yaml").read_text(encoding="utf-8").rstrip("\n")
    more = "\n      - figure: {file: a.svg, alt: A hand and two tablets.}\n"
    (handout / "en.yaml").write_text(text + more, encoding="utf-8")
    return project


def test_a_figure_and_a_logo_are_refused_with_the_line(with_figure: Path) -> None:
    logo = with_figure / "styles/brands/test-clinic/logo.svg"
    logo.write_text(logo.read_text(encoding="utf-8").replace("<svg ", '<svg opacity="0" ', 1), encoding="utf-8")
    found = [str(p) for p in open_library(with_figure).problems if p.rule == "drawn-otherwise"]
    assert len(found) == 2
    assert any(
        "clean-hands/en.yaml:" in one and 'line 3: <text> says text-decoration "line-through"' in one for one in found
    )
    assert any("brand.yaml:" in one and 'the logo "logo.svg"' in one and "paints nothing" in one for one in found)


def test_a_drawing_of_a_template_or_a_style_is_refused_too(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text(HEAD + SHAPE.format('style="mix-blend-mode:multiply"') + "</svg>", encoding="utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title>{}</svg>'
    icon = svg.format('<text text-decoration="line-through" y="5" font-size="3">4</text>')
    html = (
        '<!doctype html><html lang="en"><head><title>T</title><style>p{background:url(press:styles/a.svg)}</style></head>'
        f'<body><p>Words</p><div data-at="here">{icon}</div></body></html>'
    )
    proof = typeset(html, place=Place("page"), resolve={"styles/a.svg": file}.get, locate=lambda _: Place("t.html", 3))
    found = {(p.place.path, p.place.line) for p in proof.problems if p.rule == "drawn-otherwise"}
    assert found == {("styles/a.svg", 2), ("t.html", 3)}


# ------------------------------------------------------------------------------------------------- measured, not guessed

SAMPLE = (
    "shape rect rx", "shape circle plain", "shape ellipse plain", "shape line plain", "path fill M10 10L90 20L50 90Z", "path line M10 50C10 10 90 10 90 50S50 120 50 80",
    "transform rotate(20 50 50)", "transform matrix(.8 .2 -.2 .8 10 10)", "attribute fill #0a0", "style fill rgb(0,120,0)", "sheet stroke-dasharray 8 4", "attribute opacity 0.5",
    "text plain", "text tspan x y", "text tspan dy inline", "text anchor middle", "text anchor end", "text x list", "text newline indent", "text transform matrix", "text tspan size percent",
    "structure use x y", "structure use fill", "structure use symbol", "structure svg nested", "reference linear user rect", "reference radial user fill", "reference clip", "reference clip use",
    "marker auto end line", "marker viewBox end curve", "css class", "css descendant", "css important", "css style against sheet", "root size viewBox", "root aspect slice", "root percent x",
)  # fmt: skip
WRONG = (
    "attribute text-decoration line-through",
    "attribute baseline-shift super",
    "reference linear rect",
    "text arabic",
    "structure switch first",
)


@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdftoppm")), reason="needs Chromium and Poppler")
def test_what_is_allowed_is_what_a_browser_shows() -> None:
    """A part of the benchmark: allowed features are Chromium's picture in PDFium and Poppler; the wrong ones are not."""
    from benchmarks import drawings
    from benchmarks.drawing_probes import probes

    every = probes()
    assert [name for name in SAMPLE if drawing.faults(every[name])] == []
    assert [name for name in WRONG if not drawing.faults(every[name])] == []
    measured = drawings.measure({name: every[name] for name in (*SAMPLE, *WRONG)})
    assert [(name, measured[name]) for name in SAMPLE if drawings.differs(measured[name])] == []
    assert [name for name in WRONG if not drawings.differs(measured[name])] == []


# --------------------------------------------------------------------------------------------------------------- bitmaps


def _bitmap(name: str) -> bytes:
    """A picture of flat colours in one of the ways that cameras, scanners and editors save it."""
    import io
    import struct
    import zlib

    from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

    picture = Image.new("RGB", (100, 100), (230, 230, 230))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 60, 40), fill=(200, 30, 30))
    pen.polygon([(70, 5), (95, 5), (95, 40)], fill=(20, 140, 40))
    kind, more = ("JPEG", {"quality": 95}) if name.startswith("jpeg") else ("PNG", {})
    if name.endswith("grey 16 bits"):
        picture = picture.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    elif name.endswith("turned"):
        exif = Image.Exif()
        exif[0x0112] = 6
        more["exif"] = exif
    elif name.endswith("profile"):  # red and green change places
        swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        red, green = swapped.find(b"rXYZ"), swapped.find(b"gXYZ")
        swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
        at = swapped.find("sRGB IEC".encode("utf-16-be"))
        if at >= 0:
            swapped[at : at + 8] = "Test".encode("utf-16-be")
        more["icc_profile"] = bytes(swapped)
    elif name.endswith("gamma"):
        chunks = PngImagePlugin.PngInfo()
        chunks.add(b"gAMA", struct.pack(">I", 100000))
        more["pnginfo"] = chunks
    elif name.endswith("see-through"):
        picture.putalpha(Image.linear_gradient("L").resize((100, 100)))
    elif name.endswith("palette"):
        picture = picture.convert("P", palette=Image.Palette.ADAPTIVE)
        more["transparency"] = 0
    file = io.BytesIO()
    picture.save(file, kind, **more)
    assert zlib.crc32(file.getvalue())
    return file.getvalue()


BITMAPS = ("png plain", "jpeg plain", "jpeg turned", "png turned", "png grey 16 bits", "png profile", "jpeg profile", "png gamma", "png see-through", "png palette")  # fmt: skip


@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdftoppm")), reason="needs Chromium and Poppler")
def test_a_bitmap_is_what_a_browser_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import drawings
    from press.library.pictures import prepared

    monkeypatch.setattr(drawings, "READERS", ("pdfium", "poppler"))
    files = {name: _bitmap(name) for name in BITMAPS}

    def page(contents: list[bytes]) -> str:
        return drawings.page(contents)

    truth = drawings.chromium_picture(page(list(files.values())), tmp_path)
    readers = drawings.reader_pictures(
        drawings.weasyprint_pdf(page([prepared(one) for one in files.values()])), tmp_path
    )
    for number, name in enumerate(files):
        left = number * drawings.CELL * drawings.SCALE
        box = (left, 0, left + drawings.CELL * drawings.SCALE, drawings.CELL * drawings.SCALE)
        for reader, picture in readers.items():
            assert drawings.differing(truth.crop(box), picture.crop(box)) < 300, f"{name} in {reader}"


def test_a_picture_that_moves_is_refused(with_figure: Path) -> None:
    from PIL import Image

    one, other = Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "blue")
    file = with_figure / "handouts/general/clean-hands/figures/a.png"
    one.save(file, save_all=True, append_images=[other], duration=9)
    text = with_figure / "handouts/general/clean-hands/en.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("a.svg", "a.png"), encoding="utf-8")
    assert any("moves, and a page shows" in problem.fault for problem in open_library(with_figure).problems)
