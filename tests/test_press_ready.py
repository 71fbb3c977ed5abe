"""The printing press: what is typeset for it is in inks, has its boxes and its output intent, and each fault is named."""

from __future__ import annotations

import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
import sample_pages
import yaml
from PIL import Image, ImageChops, ImageCms

from press import fonts, preflight, printing, receipt, typeset
from press.edition import Edition
from press.library import Printer, open_library
from press.library.inks import BLACK, PAPER, Inks
from press.pdf import pictures
from press.pdf.printed import printed
from press.problem import Place
from press.route import Outcome, Run, State, make

ROOT = Path(__file__).resolve().parent.parent
HERE = Place("en.yaml")
TODAY = datetime.date(2026, 11, 22)
LETTER = (215.9, 279.4)
NAMED = {(11, 85, 99): (92, 45, 42, 38)}
OUTSIDE = 9 * 72 / 25.4  # points beyond the trim: 3 mm of bleed, 6 mm for marks
RICH = """
<h1>Colours of every kind</h1>
<p style="color: #0b5563">In the brand's colour, <strong style="color: oklch(40% 0.2 20)">in another</strong>.</p>
<p style="background: #9b1420; color: #fff">White words on a dark ground.</p>
<p style="border: 2pt solid #767676; border-left: 3pt dashed rgb(10 80 40); padding: 3mm">A frame.</p>
<p style="border-bottom: 1pt solid oklch(50% 0.2 20)">Oklch.</p>
<p style="border-bottom: 2pt solid device-cmyk(1 0.5 0 0.1)">Inks.</p>
<div style="height: 10mm; background: linear-gradient(to right, #0b5563, #fff 40%, rgb(200 40 0))"></div>
<div style="height: 10mm; background: radial-gradient(#00f, #0f0)"></div>
<div style="height: 20mm; background: repeat url(press:styles/dot.svg)"></div>
<p><img alt="A photo" src="press:styles/photo.jpg" style="width: 20mm"> <img alt="A logo" src="press:styles/alpha.png" style="width: 10mm">
<img alt="Grey" src="press:styles/grey.png" style="width: 10mm"> <img alt="A drawing" src="press:styles/drawing.svg" style="width: 20mm"></p>
<p><svg viewBox="0 0 40 20" width="40" height="20"><title>Icon</title><path fill="#9b1420" stroke="#1a1a1a" d="M2 2h30v10H2z"/></svg></p>
<p><a href="https://www.example.org/">A link</a> and <a href="#end">one within</a>.</p><p id="end">The end.</p>
"""  # fmt: skip
BLEEDING = "@page { background: #9b1420 } main { background: #fff }"


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    assert fonts.prepare() == []
    assert fonts.activate() == []


def inks(black: bool = False, name: str = "open-fogra39", **changes: object) -> Inks:
    folder = ROOT / "styles/printers" / name
    values = yaml.safe_load((folder / "printer.yaml").read_text(encoding="utf-8"))
    printer = Printer.model_validate({**values, **changes})
    return Inks(printer, (folder / printer.icc).read_bytes(), black, NAMED)


def resolve_in(folder: Path, css: str = "", outside: float = 9) -> Callable[[str], Path | None]:
    resolve = sample_pages.project(folder, page_css=f"@page {{ bleed: {outside}mm }} {css}")
    noise = [Image.effect_noise((300, 200), 120) for _ in range(3)]
    Image.merge("RGB", noise).save(folder / "styles/photo.jpg")
    Image.linear_gradient("L").save(folder / "styles/grey.png")
    clear = Image.merge("RGBA", [*(one.resize((256, 256)) for one in noise), Image.linear_gradient("L")])
    clear.save(folder / "styles/alpha.png")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">{}</svg>'
    dot = square.format('<circle cx="10" cy="10" r="6" fill="#2b7"/>')
    words = '<rect width="20" height="9" fill="#0b5563"/><text x="1" y="16" font-size="6" fill="#c00">abc</text>'
    (folder / "styles/dot.svg").write_text(dot, encoding="utf-8")
    (folder / "styles/drawing.svg").write_text(square.format(words), encoding="utf-8")
    return resolve


def proof_of(folder: Path, content: str = RICH, css: str = "", with_inks: Inks | None = None) -> typeset.Proof:
    used = with_inks or inks(min_dpi=100)
    resolve = resolve_in(folder, css, used.printer.outside_mm)
    html = sample_pages.page("en", content)
    return typeset.typeset(html, place=HERE, resolve=resolve, locate=lambda key: Place(f"{key}.yaml", 4), inks=used)


def pdf_of(folder: Path, content: str = RICH, css: str = "", with_inks: Inks | None = None) -> bytes:
    proof = proof_of(folder, content, css, with_inks)
    assert [str(problem) for problem in proof.problems] == []
    assert proof.pdf is not None
    return proof.pdf


def must(used: Inks, pages: int = 1, **changes: Any) -> preflight.Expected:
    printer = used.printer
    profile = receipt.digest(used.icc)
    press = preflight.Press(
        printer.condition, profile, printer.bleed_mm, printer.max_ink, printer.min_dpi, used.black_only, pages
    )
    return preflight.Expected(
        title=sample_pages.sentences("en")[5], language="en", direction="ltr", page_size_mm=LETTER, smallest_type=1,
        leading=1, margin_mm=0, contrast=4.5, press=replace(press, **changes),
    )  # fmt: skip


def rules(data: bytes, wanted: preflight.Expected) -> set[str]:
    return {problem.rule for problem in preflight.preflight(data, wanted, HERE)}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page with colours of every kind, for four inks."""
    return pdf_of(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def black(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The same page for black alone."""
    return pdf_of(tmp_path_factory.mktemp("black"), with_inks=inks(black=True, min_dpi=100))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small page without fault."""
    content = "<h1>Title</h1><p class='message'>Some words.</p>"
    return pdf_of(tmp_path_factory.mktemp("plain"), content)


# ------------------------------------------------------------------- a second opinion, which shares no code with the press


def objects(data: bytes) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield from opened.objects


def operators(data: bytes) -> set[str]:
    """Every operator of every page, form and pattern."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        drawn = [one for one in streams if one.get("/Subtype") == "/Form" or "/PatternType" in one]
        for one in [*drawn, *opened.pages]:
            found |= {str(operator) for _, operator in pikepdf.parse_content_stream(one)}  # type: ignore[misc]
    return found


def names(data: bytes) -> set[str]:
    """Every colour space that is named anywhere in the file."""
    spaces = r"/(DeviceRGB|DeviceCMYK|DeviceGray|CalRGB|CalGray|Lab|ICCBased|Separation|DeviceN)\b"
    found: set[str] = set()
    for one in objects(data):
        said = pikepdf.Dictionary(dict(one.items())) if isinstance(one, pikepdf.Stream) else one
        found |= set(re.findall(spaces, said.unparse(resolved=True).decode("latin-1")))
    return found


def test_no_rgb_is_left_anywhere(rich: bytes, black: bytes) -> None:
    assert operators(rich) & {"rg", "RG", "g", "G", "ri"} == set()
    assert {"k", "K", "sh", "Do", "scn"} <= operators(rich)
    assert names(rich) == {"DeviceCMYK", "DeviceGray", "Separation"}
    assert operators(black) & {"rg", "RG", "k", "K", "SCN"} == set()


def test_text_is_black_or_white_alone(rich: bytes, black: bytes) -> None:
    with pdfplumber.open(io.BytesIO(rich)) as opened:
        said = {character["non_stroking_color"] for page in opened.pages for character in page.chars}
        words = "".join(character["text"] for page in opened.pages for character in page.chars)
    assert said == {(0, 0, 0, 1), (0, 0, 0, 0)}
    assert "abc" in words  # that of the drawing too
    with pdfplumber.open(io.BytesIO(black)) as opened:
        assert {character["non_stroking_color"] for page in opened.pages for character in page.chars} == {(0,), (1,)}


def test_what_is_no_text_keeps_its_colour_after_text(tmp_path: Path) -> None:
    """WeasyPrint sets a colour once for a word and the line after it; the word is black, the line is not."""
    content = '<p style="color: #0b5563; border-bottom: 2pt solid"><u style="text-decoration: underline">word</u></p>'
    with pdfplumber.open(io.BytesIO(pdf_of(tmp_path, content))) as opened:
        drawn = [*opened.pages[0].rects, *opened.pages[0].lines, *opened.pages[0].curves]
        colours = {one["non_stroking_color"] for one in drawn if one["fill"]}
        colours |= {one["stroking_color"] for one in drawn if one["stroke"]}
    assert (0.92, 0.45, 0.42, 0.38) in colours


def test_the_boxes_are_as_ordered(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as opened:
        page = opened.pages[0].obj
        wide, high = 612 + 2 * OUTSIDE, 792 + 2 * OUTSIDE
        assert [round(float(edge), 2) for edge in page.MediaBox] == [0, 0, round(wide, 2), round(high, 2)]
        trim, bleed = ([float(edge) for edge in page[name]] for name in ("/TrimBox", "/BleedBox"))
        assert (round(trim[2] - trim[0], 2), round(trim[3] - trim[1], 2)) == (612, 792)
        assert [round((a - b) * 25.4 / 72, 2) for a, b in zip(trim, bleed, strict=True)] == [3, 3, -3, -3]
        assert "/ArtBox" not in page
        assert "/Annots" not in page
        assert not {"/Outlines", "/Names", "/AcroForm", "/AA", "/OpenAction"} & set(opened.Root.keys())


def test_crop_marks_are_outside_the_bleed_and_on_every_plate(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as opened:
        drawn = opened.pages[0].Contents.read_bytes().decode("latin-1")
        left, bottom, right, top = (float(edge) for edge in opened.pages[0].obj.BleedBox)
    marks = drawn[drawn.rindex("/Artifact BMC") :]
    assert "/Reg CS 1 SCN 0.25 w" in marks
    lines = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", marks)
    assert len(lines) == 8
    for x1, y1, x2, y2 in (tuple(map(float, line)) for line in lines):
        beyond = max(left - max(x1, x2), min(x1, x2) - right, bottom - max(y1, y2), min(y1, y2) - top)
        assert beyond >= -0.001
        assert max(abs(x1 - x2), abs(y1 - y2)) == pytest.approx(5 * 72 / 25.4, abs=0.01)


def test_a_ground_of_the_page_bleeds(tmp_path: Path) -> None:
    """Seen in pixels: the colour reaches the edge of the bleed, and not the crop marks."""
    data = pdf_of(tmp_path, "<h1>Title</h1>", BLEEDING)
    assert rules(data, replace(must(inks(min_dpi=100)), contrast=1)) == set()
    with pdfplumber.open(io.BytesIO(data)) as opened:
        page = opened.pages[0]
        picture = page.to_image(resolution=72, force_mediabox=True).original.convert("RGB")
    inside, outside = int(OUTSIDE - 3 * 72 / 25.4 + 3), int(OUTSIDE - 3 * 72 / 25.4 - 4)
    assert picture.getpixel((inside, 300)) == picture.getpixel((int(OUTSIDE) + 5, 300))
    assert picture.getpixel((outside, 300)) == (255, 255, 255)


def test_inside_the_trim_nothing_has_moved(tmp_path: Path) -> None:
    """The same pixels as on the screen's page, and tiled grounds, which count from a corner of their own."""
    tile = '<div style="height: 30mm; background: repeat url(press:styles/dot.svg)"></div>'
    resolve = resolve_in(tmp_path)
    seen, corners = [], []
    for used in (None, inks()):
        html = sample_pages.page("en", f"<h1>Title</h1><p>Some words.</p>{tile}", "<style>body { color: #000 }</style>")
        made = typeset.typeset(html, place=HERE, resolve=resolve, locate=lambda _: HERE, inks=used)
        assert made.pdf is not None, made.problems
        trimmed = changed(made.pdf, cut_to_trim)
        picture = Image.open(io.BytesIO(pictures(trimmed, 72)[0])).convert("L")
        seen.append(picture.crop((0, 0, picture.width, 150)))  # above the tiles, which PDFium draws to whole pixels
        with pikepdf.open(io.BytesIO(made.pdf)) as opened:
            trim = [float(edge) for edge in opened.pages[0].trimbox]
            (matrix,) = (one.Matrix for one in opened.objects if isinstance(one, pikepdf.Stream) and "/PatternType" in one)
            corners.append([round(float(matrix[4 + i]) - trim[i], 2) for i in (0, 1)])
    assert corners[0] == corners[1]
    assert ImageChops.difference(*seen).point(lambda value: 255 if value > 160 else 0).getbbox() is None
    assert seen[0].point(lambda value: 255 if value < 128 else 0).getbbox() is not None


def cut_to_trim(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        page.obj.MediaBox = page.obj.TrimBox


def test_the_output_intent_holds_the_profile(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", "FOGRA39")
        assert intent.DestOutputProfile.read_bytes() == (ROOT / "styles/printers/open-fogra39/open-fogra39.icc").read_bytes()
        assert intent.DestOutputProfile.N == 4
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in opened.Root.Metadata.read_bytes()
        assert (opened.docinfo.Trapped, opened.pdf_version) == ("/False", "1.6")


def test_pictures_are_in_inks_and_keep_their_shape(rich: bytes, black: bytes) -> None:
    spaces = [(one.ColorSpace, one.Width, "/SMask" in one) for one in objects(rich) if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    assert sorted(map(str, spaces)) == sorted(map(str, [
        (pikepdf.Name.DeviceCMYK, 300, False), (pikepdf.Name.DeviceCMYK, 256, False), (pikepdf.Name.DeviceGray, 256, False),
    ]))  # fmt: skip
    assert {str(one.ColorSpace) for one in objects(black) if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"} == {"/DeviceGray"}


def test_the_tags_are_those_of_the_screen(rich: bytes, black: bytes) -> None:
    """What is heard is measured in both purposes by the same rules: no word is lost on the way to the press."""
    before = ("Colours of every kind", "In the brand's colour, in another.", "White words on a dark ground.", "A frame.", "Oklch.", "Inks.")
    pictures = sample_pages.reading("A photo", "A logo", "Grey", "A drawing", "Icon", spoken=True)
    after = sample_pages.reading("A link and one within.", "The end.")
    reading = replace(after, flow=(*sample_pages.reading(*before).flow, *pictures.flow, *after.flow))
    wanted = replace(must(inks(min_dpi=100)), reading=reading)
    assert rules(rich, wanted) == set()
    assert rules(black, replace(wanted, press=must(inks(black=True, min_dpi=100)).press)) == set()


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    script = """
import sys; sys.path.insert(0, "tests")
import hashlib, pathlib, test_press_ready as here
from press import fonts
fonts.activate()
print(hashlib.sha256(here.pdf_of(pathlib.Path(sys.argv[1]), here.PLAIN)).hexdigest())
"""
    found = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-W", "error", "-c", script, str(tmp_path / zone.replace("/", "-"))]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


PLAIN = """<h1>Title</h1><p style="background: #9b1420; color: #fff">Some words.</p>
<p><svg viewBox="0 0 4 4" width="40" height="20"><title>Icon</title><path fill="#9b1420" d="M2 2h30v10H2z"/></svg></p>"""


# ---------------------------------------------------------------------------------------------------------- Ghostscript


def ghostscript(data: bytes, folder: Path, *options: str) -> str:
    (folder / "in.pdf").write_bytes(data)
    command = ["gs", "-q", "-dSAFER", "-dUseTrimBox", *options, str(folder / "in.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not shutil.which("gs"), reason="needs Ghostscript")
def test_ghostscript_finds_black_alone(black: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(black)
    done = subprocess.run(["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(tmp_path / "in.pdf")], capture_output=True, text=True, check=True)
    cyan, magenta, yellow, key = (float(part) for part in done.stdout.split()[:4])
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert key > 0.01


@pytest.mark.skipif(not shutil.which("gs"), reason="needs Ghostscript")
def test_ghostscript_finds_no_more_than_the_most_ink(tmp_path: Path) -> None:
    data = pdf_of(tmp_path, with_inks=inks(min_dpi=100, max_ink=260))
    ghostscript(data, tmp_path, "-r100", "-sDEVICE=tiff32nc", "-o", str(tmp_path / "out.tif"))
    with Image.open(tmp_path / "out.tif") as plate:
        assert plate.mode == "CMYK"
        bands = [band.tobytes() for band in plate.split()]
    most = max(sum(inks) for inks in zip(*bands, strict=True)) / 2.55
    assert 200 < most <= 261


# ------------------------------------------------------------------------------------------------------------ the inks


@pytest.mark.parametrize(
    ("rgb", "cmyk"),
    [
        ((11, 85, 99), (0.92, 0.45, 0.42, 0.38)),  # has a recipe
        ((0, 0, 0), BLACK),
        ((26, 26, 26), BLACK),  # so dark that a screen of dots would only blur it
        ((255, 255, 255), PAPER),
    ],
)
def test_a_colour_in_inks(rgb: tuple[int, int, int], cmyk: tuple[float, ...]) -> None:
    assert inks().of_rgb(tuple(part / 255 for part in rgb)) == cmyk  # type: ignore[arg-type]


def test_a_grey_is_black_ink_alone() -> None:
    for step in range(0, 256, 15):
        cyan, magenta, yellow, key = inks().of_rgb((step / 255, step / 255, min(1.0, (step + 2) / 255)))
        assert (cyan, magenta, yellow) == (0, 0, 0)
        assert 0 <= key <= 1


def test_no_colour_takes_more_ink_than_the_press_does() -> None:
    used = inks(max_ink=220)
    for red, green, blue in ((0, 0, 0.1), (0.1, 0, 0.3), (0, 0.2, 0), (0.3, 0.05, 0)):
        assert sum(used.of_rgb((red, green, blue))) <= 2.2 + 1e-9
    assert sum(used.of_cmyk((1, 1, 1, 1))) <= 2.2 + 1e-9
    assert used.of_cmyk((1, 1, 1, 1))[3] == 1


def test_black_alone_keeps_light_and_dark_apart() -> None:
    """Call-outs differ in lightness as on the screen; nothing becomes paper, no two neighbours become one."""
    used = inks(black=True)
    grounds = [(0x9B, 0x14, 0x20), (0x0B, 0x4A, 0x7A), (0xF1, 0xF3, 0xF4), (0xFF, 0xFF, 0xFF)]
    blacks = [used.of_rgb(tuple(part / 255 for part in rgb))[3] for rgb in grounds]  # type: ignore[arg-type]
    assert blacks[0] > 0.6
    assert blacks[1] > 0.6
    assert 0.02 < blacks[2] < 0.1
    assert blacks[3] == 0


def test_what_is_see_through_stays_so() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (4, 2), (200, 30, 30, 128)).save(file, "PNG")
    found = inks().picture(file.getvalue())
    assert (found.width, found.height, found.inks, zlib.decompress(found.alpha or b"")) == (4, 2, 4, bytes([128] * 8))


def test_a_picture_in_black_keeps_white_white() -> None:
    file = io.BytesIO()
    picture = Image.new("RGB", (2, 1), "white")
    picture.putpixel((1, 0), (0, 0, 0))
    picture.save(file, "PNG")
    assert zlib.decompress(inks(black=True).picture(file.getvalue()).samples) == b"\xff\x00"
    assert zlib.decompress(inks().picture(file.getvalue()).samples)[:4] == bytes(4)


def test_a_picture_brings_its_own_profile_along() -> None:
    picture = Image.new("RGB", (8, 8), (200, 30, 30))
    plain, wide = io.BytesIO(), io.BytesIO()
    picture.save(plain, "PNG")
    lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(wide, "PNG", icc_profile=lab_like)
    broken = io.BytesIO()
    picture.save(broken, "PNG", icc_profile=b"no profile at all")
    used = inks()
    assert used.picture(plain.getvalue()).samples == used.picture(wide.getvalue()).samples
    assert used.picture(plain.getvalue()).samples == used.picture(broken.getvalue()).samples


# ---------------------------------------------------------------------------------------- seeded faults, each by its name


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as opened:
        change(opened)
        buffer = io.BytesIO()
        opened.save(buffer, deterministic_id=not how, **how)
    return buffer.getvalue()


def drawn(instructions: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Drawing instructions after those of the page, before the marks' space is left: in the page's own corner."""

    def change(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0].obj
        before = page.Contents.read_bytes()
        page.Contents = opened.make_stream(before + b"\n/Artifact BMC q 1 0 0 1 60 60 cm " + instructions + b" Q EMC")

    return change


def recoloured(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0].obj
        content = page.Contents.read_bytes()
        assert old in content
        page.Contents = opened.make_stream(content.replace(old, new))

    return change


def without(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        for key in keys:
            del opened.pages[0].obj[key]

    return change


def without_intent(opened: pikepdf.Pdf) -> None:
    del opened.Root.OutputIntents


def other_intent(opened: pikepdf.Pdf) -> None:
    opened.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("FOGRA52")


def rgb_intent(opened: pikepdf.Pdf) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    opened.Root.OutputIntents[0].DestOutputProfile = opened.make_stream(profile, N=3)


def moved_sheet(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    page.MediaBox = pikepdf.Array([-10, -10, *list(page.MediaBox)[2:]])


def art_box(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.ArtBox = opened.pages[0].obj.TrimBox


def narrow_bleed(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    trim = [Decimal(str(edge)) for edge in page.TrimBox]
    page.BleedBox = pikepdf.Array([edge + Decimal(by) for edge, by in zip(trim, (-4, -4, 4, 4), strict=True)])


def other_size(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0].obj
    left, bottom, right, top = page.TrimBox
    page.TrimBox = pikepdf.Array([left + 3, bottom, right - 3, top])


def note(opened: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[60, 60, 80, 80], F=4)
    opened.pages[0].obj.Annots = pikepdf.Array([opened.make_indirect(link)])


def two_pages(opened: pikepdf.Pdf) -> None:
    opened.pages.append(opened.pages[0])


def font_taken_out(opened: pikepdf.Pdf) -> None:
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one.FontFile2


def seeded_picture(width: int, space: str, sample: bytes) -> Callable[[pikepdf.Pdf], None]:
    """A picture of ``width`` pixels on one inch."""

    def change(opened: pikepdf.Pdf) -> None:
        data = sample * (width * width)
        image = opened.make_stream(
            data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=width,
            BitsPerComponent=8, ColorSpace=pikepdf.Name(f"/{space}"),
        )  # fmt: skip
        opened.pages[0].obj.Resources.XObject["/seeded"] = image
        drawn(b"72 0 0 72 0 0 cm /seeded Do")(opened)

    return change


def rgb_group(opened: pikepdf.Pdf) -> None:
    group = pikepdf.Dictionary(Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
    opened.pages[0].obj.Group = opened.make_indirect(group)


def unnamed(opened: pikepdf.Pdf) -> None:
    del opened.docinfo["/Trapped"]


TEXT = b"0 0 0 1 k\nBT"
FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "an RGB ground": (drawn(b"1 0 0 rg 0 0 40 40 re f"), "colour-not-for-press"),
    "an RGB black line": (drawn(b"0 0 0 RG 0 0 m 40 40 l S"), "colour-not-for-press"),
    "an RGB picture": (seeded_picture(300, "DeviceRGB", b"abc"), "colour-not-for-press"),
    "an RGB group": (rgb_group, "colour-not-for-press"),
    "registration colour on the page": (drawn(b"/Reg CS 1 SCN 0 0 m 40 40 l S"), "registration-colour-misused"),
    "no output intent": (without_intent, "output-intent-missing"),
    "another output intent": (other_intent, "output-intent-missing"),
    "an RGB output intent": (rgb_intent, "output-intent-missing"),
    "no trim box": (without("/TrimBox"), "boxes-wrong"),
    "no bleed box": (without("/BleedBox"), "boxes-wrong"),
    "a sheet from a negative corner": (moved_sheet, "boxes-wrong"),
    "an art box": (art_box, "boxes-wrong"),
    "a narrow bleed": (narrow_bleed, "bleed-too-small"),
    "a ground that ends at the trim": (drawn(b"0 0 0 .5 k %f -20 30 40 re f" % (OUTSIDE - 60)), "bleed-too-small"),
    "a font that is not embedded": (font_taken_out, "font-not-embedded"),
    "a coarse picture": (seeded_picture(150, "DeviceCMYK", b"\0\0\0\x40"), "resolution-too-low"),
    "a picture with too much ink": (seeded_picture(300, "DeviceCMYK", b"\xf0\xf0\xf0\xf0"), "too-much-ink"),
    "a ground with too much ink": (drawn(b".9 .8 .8 .6 k 0 0 40 40 re f"), "too-much-ink"),
    "rich black text": (recoloured(TEXT, b".6 .4 .4 1 k\nBT"), "rich-black-text"),
    "grey text": (recoloured(TEXT, b"0 0 0 .8 k\nBT"), "rich-black-text"),
    "a hairline": (drawn(b"0 0 0 1 K .1 w 0 0 m 40 0 l S"), "hairline"),
    "a line of no width": (drawn(b"0 0 0 1 K 0 w 0 0 m 40 0 l S"), "hairline"),
    "a note on the page": (note, "annotation-in-print"),
    "a page too many": (two_pages, "page-count-wrong"),
    "another size": (other_size, "page-size-wrong"),
    "not trapped": (unnamed, "standard-not-said"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_refused_by_name(plain: bytes, fault: str) -> None:
    change, rule = FAULTS[fault]
    wanted = must(inks(min_dpi=100), min_dpi=300)
    assert rules(plain, wanted) == set()
    assert rule in rules(changed(plain, change), wanted)


def test_a_lock_is_refused(plain: bytes) -> None:
    locked = changed(plain, lambda _: None, encryption=pikepdf.Encryption(owner="owner", user="", R=6))
    assert "file-not-plain" in rules(locked, must(inks()))


def test_four_inks_are_refused_where_black_was_ordered(plain: bytes, black: bytes) -> None:
    assert "colours-not-as-ordered" in rules(plain, must(inks(black=True)))
    assert "colours-not-as-ordered" not in rules(black, must(inks(black=True, min_dpi=100)))


def test_every_rule_for_the_press_has_a_fault_here_and_a_line_in_the_docs() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    page = (ROOT / "docs/press-ready.md").read_text(encoding="utf-8")
    names = [name for name in preflight.rules() if name.replace("-", "_") in vars(preflight.press_ready)]
    assert len(names) >= 12
    for name in names:
        assert f'"{name}"' in text, f"no fault for {name}"
        assert f"`{name}`" in page, f"docs/press-ready.md does not list {name}"


# ---------------------------------------------------------------------------------------------- the route, and bad input


@pytest.fixture
def order_one(project: Path, tmp_path: Path) -> Callable[..., Outcome]:
    """Make one edition for the press from a copy of the clean library, with the open profile as the project's own."""
    own = project / "styles/printers/shop"
    shutil.copytree(ROOT / "styles/printers/open-fogra39", own)

    def made(printer: str = "shop", colours: Any = "4/4", language: str = "en", **more: object) -> Outcome:
        library = open_library(project)
        edition = Edition("clean-hands", language, "standard", "test-clinic", "print", printer, colours)
        return make(library, edition, Run(tmp_path / "out", TODAY, **more))  # type: ignore[arg-type]

    return made


def profile_line(project: Path, old: str, new: str) -> None:
    path = project / "styles/printers/shop/printer.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("colours", ["4/4", "1/1"])
def test_an_edition_for_the_press_is_kept_and_fresh(order_one: Callable[..., Outcome], language: str, colours: str) -> None:
    made = order_one(colours=colours, language=language)
    assert [str(problem) for problem in made.problems if problem.rule in preflight.rules()] == []
    assert made.state is State.BUILT
    assert made.path is not None
    found = printed(made.path.read_bytes())
    assert found.output_intent == "FOGRA39"
    assert found.language == language
    leaf = found.leaves[0]
    assert (round(leaf.trim_mm[0], 1), round(leaf.trim_mm[1], 1), round(leaf.bleed_mm, 2)) == (*LETTER, 3.0)
    assert {leaf.colours for leaf in found.leaves} <= ({1} if colours == "1/1" else {1, 4})
    assert order_one(colours=colours, language=language).state is State.FRESH


def test_the_purposes_and_inks_are_kept_apart(order_one: Callable[..., Outcome]) -> None:
    paths = {str(order_one(printer=name, colours=colours).path) for name in ("shop", "") for colours in ("4/4", "1/1")}
    assert len(paths) == 4


def test_another_profile_makes_the_edition_anew(order_one: Callable[..., Outcome], project: Path) -> None:
    assert order_one().state is State.BUILT
    profile_line(project, "bleed_mm: 3", "bleed_mm: 4")
    assert order_one().state is State.BUILT
    own = project / "styles/printers/shop"
    shutil.copy(ROOT / "styles/printers/open-gracol/open-gracol.icc", own / "open-fogra39.icc")
    assert order_one().state is State.BUILT
    assert order_one().state is State.FRESH


def no_profile(folder: Path) -> None:
    (folder / "open-fogra39.icc").unlink()


def text_profile(folder: Path) -> None:
    (folder / "open-fogra39.icc").write_text("ICC profile: see the intranet\n" * 40, encoding="utf-8")


def screen_profile(folder: Path) -> None:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (folder / "open-fogra39.icc").write_bytes(data)


def short_profile(folder: Path) -> None:
    path = folder / "open-fogra39.icc"
    path.write_bytes(path.read_bytes()[:100_000])


def hollow_profile(folder: Path) -> None:
    path = folder / "open-fogra39.icc"
    data = path.read_bytes()
    path.write_bytes(data[:200] + bytes(len(data) - 200))


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (no_profile, "icc-missing"),
        (text_profile, "icc-unreadable"),
        (screen_profile, "icc-not-cmyk"),
        (short_profile, "icc-unreadable"),
        (hollow_profile, "icc-unreadable"),
    ],
)
def test_a_bad_profile_is_refused_at_its_line(
    order_one: Callable[..., Outcome], project: Path, spoil: Callable[[Path], None], rule: str
) -> None:
    spoil(project / "styles/printers/shop")
    made = order_one()
    assert (made.state, made.path) == (State.FAILED, None)
    assert [(problem.rule, problem.place) for problem in made.problems] == [
        (rule, Place("styles/printers/shop/printer.yaml", 7, 6))
    ]
    assert order_one(printer="").state is State.BUILT  # another printer is not held up


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("icc: open-fogra39.icc\n", "", "missing-key"),
        ("icc: open-fogra39.icc", "icc: ../../../secret.icc", "unknown-value"),
        ("max_ink: 300", "max_ink: 3000", "wrong-type"),
        ("marks: crop", "marks: crosses", "unknown-value"),
        ("bleed_mm: 3", "bleed_mm: three", "wrong-type"),
        ("papers: [a4, letter]", "papers: [a4]", "paper-not-offered"),
        ("max_ink: 300", "max_ink: 210", "too-much-ink"),
    ],
)
def test_a_slip_in_a_printer_profile(order_one: Callable[..., Outcome], project: Path, old: str, new: str, rule: str) -> None:
    profile_line(project, old, new)
    made = order_one()
    assert made.path is None
    assert rule in {problem.rule for problem in made.problems}
    assert all(problem.place.line for problem in made.problems), made.problems


def test_an_unknown_printer(order_one: Callable[..., Outcome]) -> None:
    (problem,) = order_one(printer="shpo").problems
    assert (problem.rule, problem.remedy) == ("unknown-printer", 'Did you mean "shop"?')


def test_a_coarse_logo_is_refused_at_its_line(order_one: Callable[..., Outcome], project: Path) -> None:
    brand = project / "styles/brands/test-clinic"
    text = (brand / "brand.yaml").read_text(encoding="utf-8")
    (brand / "brand.yaml").write_text(text.replace("logo.svg", "logo.png"), encoding="utf-8")
    Image.new("RGB", (200, 60), "#0b4f5c").save(brand / "logo.png")
    made = order_one()
    assert made.path is None
    (problem,) = made.problems
    line = text.splitlines().index("logo: logo.svg") + 1
    assert (problem.rule, problem.place) == ("picture-too-coarse", Place("styles/brands/test-clinic/brand.yaml", line, 7))
    Image.new("RGB", (1200, 360), "#0b4f5c").save(brand / "logo.png")
    assert order_one().state is State.BUILT


def test_marks_and_bleed_are_the_printers(order_one: Callable[..., Outcome], project: Path) -> None:
    profile_line(project, "marks: crop", "marks: none")
    profile_line(project, "bleed_mm: 3", "bleed_mm: 3.175")
    made = order_one()
    assert made.path is not None
    leaf = printed(made.path.read_bytes()).leaves[0]
    assert leaf.media == leaf.bleed
    assert round(leaf.bleed_mm, 3) == 3.175
    assert "spot:All" not in leaf.inks


def test_the_screen_needs_no_printer(project: Path, make_one: Callable[..., Outcome]) -> None:
    (project / "styles/printers/shop").mkdir(parents=True)
    (project / "styles/printers/shop/printer.yaml").write_text("name: half written\n", encoding="utf-8")
    assert make_one(project).state is State.BUILT
    library = open_library(project)
    assert printing.problems(library, Edition("clean-hands", "en", "standard", "test-clinic")) == []
