"""Figures: what a picture file may be before it is let near a page."""

from __future__ import annotations

import functools
import re
import warnings
from pathlib import Path

from press import drawing
from press.content import Block, Figure
from press.problem import Place, Problem, did_you_mean
from press.source import Located, TreePath

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000  # A4 at 600 dpi has 35 million
# What lets an SVG reach out of its file or run: scripts, other files, styles that import (WeasyPrint follows them).
_SVG_REFUSED = re.compile(
    r"<!DOCTYPE[^>]*\[|<!ENTITY|<\s*(?:script|foreignObject|image|iframe|use\s[^>]*href\s*=\s*[\"'](?!#))|\bon\w+\s*=|@import|"
    r"url\(\s*[\"']?(?!#)|(?:xlink:)?href\s*=\s*[\"'](?!#)|<\?xml-stylesheet",
    re.IGNORECASE,
)


def figure_problems(block: Block, located: Located, path: TreePath, folder: Path, shown: str) -> list[Problem]:
    """Why the figure of a block cannot be printed; empty for other blocks and good figures."""
    if not isinstance(block, Figure):
        return []
    place = located.place((*path, "figure", "file"))
    file = folder / block.figure.file
    if not file.exists():
        near = [f.name for f in sorted(folder.iterdir())] if folder.is_dir() else []
        return [
            Problem(
                place,
                "figure-missing",
                f'the figure "{block.figure.file}" is missing',
                did_you_mean(block.figure.file, near) or f"Put it into {shown}/.",
            )
        ]
    if not file.is_file() or file.is_symlink():
        return [
            Problem(
                place,
                "figure-missing",
                f'"{block.figure.file}" is a {"link" if file.is_symlink() else "folder"}, not a picture',
                f"Put the picture itself into {shown}/.",
            )
        ]
    return picture_problems(file, place, f'the figure "{block.figure.file}"')


def picture_problems(file: Path, place: Place, what: str) -> list[Problem]:
    """Why a picture cannot be printed, or what of a drawing would be left out or drawn otherwise; each at its line."""
    changed = file.stat().st_mtime_ns
    fault = examine(file, changed)
    if fault is not None:
        return [Problem(place, fault[0], f"{what} {fault[1]}", fault[2])]
    if file.suffix != ".svg":
        return []
    return [
        Problem(place, "drawn-otherwise", f"{what}, line {one.line}: {one.says}", one.remedy)
        for one in _drawn_otherwise(file, changed)
    ]


@functools.lru_cache(maxsize=1024)
def _drawn_otherwise(file: Path, changed: int) -> tuple[drawing.Fault, ...]:
    del changed
    return drawing.faults(file.read_text(encoding="utf-8"))


def drawn_words(file: Path) -> tuple[tuple[int, str], ...]:
    """The texts in a drawing, each with its line; none where it cannot be read (the figure's own check says so)."""
    try:
        return _drawn_words(file, file.stat().st_mtime_ns)
    except OSError:
        return ()


@functools.lru_cache(maxsize=1024)
def _drawn_words(file: Path, changed: int) -> tuple[tuple[int, str], ...]:
    del changed
    if file.stat().st_size > MAX_BYTES:
        return ()
    try:
        return tuple(drawing.words(drawing.read(file.read_text(encoding="utf-8"))))
    except (drawing.UnreadableError, UnicodeDecodeError):
        return ()


@functools.lru_cache(maxsize=4096)
def examine(file: Path, changed: int) -> tuple[str, str, str] | None:
    """Rule, fault and remedy for a picture that cannot be printed, or None. ``changed`` only renews the memory."""
    del changed
    size = file.stat().st_size
    if size == 0:
        return "figure-empty", "is empty", "Export it again."
    if size > MAX_BYTES:
        return (
            "figure-too-large",
            f"has {size // 1024 // 1024} MB",
            f"Export it smaller: at most {MAX_BYTES // 1024 // 1024} MB.",
        )
    return _examine_svg(file) if file.suffix == ".svg" else _examine_bitmap(file)


def _examine_svg(file: Path) -> tuple[str, str, str] | None:
    import xml.etree.ElementTree as ElementTree

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return "figure-unreadable", "is not a text file", "Export it as plain SVG."
    hit = _SVG_REFUSED.search(text)
    if hit:
        line = text.count("\n", 0, hit.start()) + 1
        return (
            "figure-refused",
            f'reaches out of its file or runs code, in its line {line}: "{hit[0]}"',
            'Export it as plain SVG with nothing linked ("plain SVG", "embed nothing").',
        )
    try:
        root = ElementTree.fromstring(text)  # no entity is declared in what gets here, so none can expand
    except ElementTree.ParseError as error:
        return "figure-unreadable", f"is broken: {error}", "Export it again."
    if not root.tag.endswith("svg") or not (root.get("viewBox") or (root.get("width") and root.get("height"))):
        return "figure-unreadable", "has no size", 'Give the drawing a "viewBox".'
    return None


def _examine_bitmap(file: Path) -> tuple[str, str, str] | None:
    from PIL import Image, ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint sets it for the whole process, and prints half a picture
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as picture:
                width, height = picture.size
                kind, moves = picture.format, getattr(picture, "is_animated", False)
                if width * height <= MAX_PIXELS:
                    picture.load()
    except Image.DecompressionBombError:
        remedy = f"Scale it down: at most {MAX_PIXELS // 1_000_000} million."
        return (
            "figure-too-large",
            f"has more than {2 * (Image.MAX_IMAGE_PIXELS or MAX_PIXELS) // 1_000_000} million pixels",
            remedy,
        )
    except Exception as error:  # noqa: BLE001 - Pillow raises many kinds for broken files; all mean the same to an author
        return (
            "figure-unreadable",
            f"cannot be read as a picture ({type(error).__name__})",
            "Export it again as PNG or JPEG.",
        )
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    if width * height > MAX_PIXELS:
        return (
            "figure-too-large",
            f"has {width * height // 1_000_000} million pixels",
            f"Scale it down: at most {MAX_PIXELS // 1_000_000} million.",
        )
    if kind not in ("PNG", "JPEG"):
        return "figure-unreadable", f"is a {kind} file", "Export it as PNG or JPEG."
    if moves:
        return (
            "figure-unreadable",
            "moves, and a page shows its first picture alone",
            "Export the picture that is meant.",
        )
    return None


@functools.lru_cache(maxsize=512)
def width_to_height(file: Path, changed: int) -> float:
    """How many times as wide as high a picture is; 0 where nobody can tell. ``changed`` is its time of change."""
    del changed
    try:
        if file.suffix == ".svg":
            with file.open(encoding="utf-8") as drawn:
                found = re.search(r"""viewBox=["']([-\d.\s,]+)["']""", drawn.read(4000))
            sides = [float(one) for one in re.split(r"[\s,]+", found[1].strip())] if found else []
            return sides[2] / sides[3] if len(sides) == 4 and sides[3] > 0 else 0.0
        from PIL import Image

        with Image.open(file) as picture:
            return float(picture.size[0] / picture.size[1])
    except (OSError, ValueError):
        return 0.0
