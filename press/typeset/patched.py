"""The places where the libraries under the typesetter are changed from outside: one list, and one loop that installs it.

Each row names what is replaced, by what, and why; what is lost without it; and a hash of the source text of the function
that it replaces or whose ways it copies. Where that text is another, ``changed`` says so: a row that keeps a promise makes
the typesetter refuse, one that saves time is left out (``memos``), and ``handouts doctor`` names both. Nothing here loads
WeasyPrint, so that the doctor can speak where it cannot be loaded.

Not in the list, since nothing stays changed: what stands in while WeasyPrint is loaded (``loading``), and the pictures of
one document that are printed in inks (``press_ready``).
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

#: ``promise``: without it something could be printed wrong in silence. ``bytes``: without it files have other bytes.
#: ``speed``: the bytes are the same without it.
Kind = Literal["promise", "bytes", "speed"]
PROVED_ON = "WeasyPrint 70.0, pydyf 0.13.0, cssselect2 0.10.1, tinycss2 1.5.1, tinyhtml5 2.1.0"

#: Modules that nothing is changed in, and whose ways are relied on.
_BESIDES = (
    "cssselect2", "weasyprint.css.functions", "weasyprint.css.units", "weasyprint.draw.text", "weasyprint.layout.preferred",
    "weasyprint.pdf.fonts", "weasyprint.svg", "weasyprint.svg.text", "weasyprint.text.fonts",
)  # fmt: skip
_SOURCES = "42606581f0d65abfcd8d5b74201c69ed"


class Patch(NamedTuple):
    """One change.

    ``targets`` (``module:name.in.it``) are replaced by what ``maker`` makes of their originals, in that order; a target
    that is new has None for an original. ``also``: other names of the first target. ``of``: whose source text counts, the
    targets' own without it. ``fonts``: the maker gets the font configuration first. ``upstream``: what WeasyPrint was asked
    for, a file of ``docs/upstream/``; or why not.
    """

    targets: tuple[str, ...]
    maker: str
    source: str
    kind: Kind
    why: str
    lost: str
    upstream: str = "a memory between documents is the press's own way"
    also: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    fonts: bool = False

    @property
    def counted(self) -> tuple[str, ...]:
        """The functions whose source text counts: not those of the press itself."""
        return tuple(one for one in self.of or self.targets if not one.startswith("press."))


_INLINE, _BREAK, _FONTS = "weasyprint.layout.inline", "weasyprint.text.line_break", "weasyprint.pdf.fonts"
_BOXES, _LETTERS = "the tags lose their places: no figure, no link and no line can be proved", "press.typeset.letters"
_COPIED = "readers find other letters than are printed"
_AGAIN = "each document works it out anew"

PATCHES = (
    Patch(
        ("weasyprint.pdf.stream:Stream.marked",), "patches:note_marked_boxes", "5b5ccbb11144402e", "promise",
        "notes under which number a text was painted on its page", _BOXES, "docs/upstream/notes.md",
    ),
    Patch(
        ("weasyprint.pdf.tags:_build_box_tree",), "patches:note_sources", "3b39884a7ab50683", "promise",
        "notes from which box a structure element was made", _BOXES, "docs/upstream/notes.md",
    ),
    Patch(
        (f"{_INLINE}:remove_last_whitespace",), "patches:note_dropped_spaces", "04e2f7d7eeb04df8", "promise",
        "notes at which spaces lines were broken; a dropped space leaves no gap in a right-to-left line, and moves no other",
        "words of two lines are copied as one; right-to-left lines hang into the margin", "docs/upstream/notes.md",
    ),
    Patch(
        (f"{_INLINE}:split_text_box",), "patches:note_broken_lines", "ad70e671390e8116", "promise",
        "notes at which spaces and hyphens lines were broken", "words of two lines are copied as one",
        "docs/upstream/notes.md",
    ),
    Patch(
        ("weasyprint.css:preprocess_stylesheet",), "witness:note_sheets", "90937e41e9742677", "promise",
        "notes which style sheet a remark is about", "a fault in a style sheet has no file",
        "docs/upstream/sheet-of-a-warning.md", also=("weasyprint:preprocess_stylesheet",),
    ),
    Patch(
        ("weasyprint.draw.text:draw_first_line",), "letters.showing:draw_lines", "103311b6ea5ade13", "promise",
        "shows each cluster as one glyph with one meaning (WeasyPrint #2841)", _COPIED, "docs/upstream/clusters.md",
    ),
    Patch(
        ("weasyprint.pdf:build_fonts_dictionary",), "letters.embedding:embed_fonts", "6fe4bd841767db78", "promise",
        "embeds the fonts of these clusters", _COPIED, "docs/upstream/clusters.md",
        of=(f"{_FONTS}:build_fonts_dictionary",),
    ),
    Patch(
        ("weasyprint.css:find_stylesheets",), "patches:find_stylesheets", "7c395fb2b0f77b52", "bytes",
        "takes the parsed style sheets of the project", "each document parses its style sheets anew",
        "its inputs are the press's own",
    ),
    Patch(
        ("pydyf:zlib",), "patches:compress_less", "a4bec42818487f2f", "bytes",
        "compresses in half the time, files 1 % larger", "a page takes longer", "docs/upstream/cheaper.md",
        of=("pydyf:Stream.data",),
    ),
    Patch(
        ("weasyprint.css:StyleFor.__init__",), "memos.styles:remember_styles", "d9dc04a5b11e92d2", "speed",
        "shares computed styles", _AGAIN, fonts=True,
    ),
    Patch(
        ("weasyprint.formatting_structure.build:set_viewport_overflow",), "memos.styles:keep_viewport_styles", "1b5810de67f04709", "speed",
        "changes a copy of a shared style", _AGAIN,
    ),
    Patch(
        ("weasyprint.layout.page:set_page_type_computed_styles",), "memos.styles:remember_pages", "71b7c593212b44d5", "speed",
        "shares the styles of pages", _AGAIN,
    ),
    Patch(
        ("weasyprint.layout.percent:resolve_percentages",), "memos.boxes:remember_used_values", "2a536fe945c2fc0f", "speed",
        "shares widths, margins and borders in pixels", _AGAIN,
        also=tuple(
            f"weasyprint.layout.{name}:resolve_percentages"
            for name in ("inline", "page", "float", "grid", "absolute", "block", "column", "table")
        ),
    ),
    Patch(
        ("weasyprint.formatting_structure.boxes:Box.is_in_normal_flow",), "memos.boxes:remember_flow", "b087e88cf4a9ce67", "speed",
        "asks once for each shared style", _AGAIN,
    ),
    Patch(
        (f"{_BREAK}:split_first_line",), "memos.lines:remember_lines", "0196abbde40d9042", "speed",
        "shares broken lines", _AGAIN, fonts=True,
        also=tuple(f"weasyprint.{name}:split_first_line" for name in ("layout.inline", "layout.preferred", "svg.text")),
    ),
    Patch(
        (f"{_BREAK}:Layout.setup",), "memos.lines:remember_layouts", "57461d066f4f9a26", "speed",
        "shares Pango contexts and font descriptions", _AGAIN, fonts=True,
    ),
    Patch(
        (f"{_BREAK}:strut",), "memos.lines:remember_struts", "f172d5a8a26c8463", "speed",
        "asks once for each shared style", _AGAIN, also=(f"{_INLINE}:strut",),
    ),
    Patch(
        (f"{_BREAK}:line_size",), "memos.lines:measure_cheaply", "47e1a5aecae4c69e", "speed",
        "one C structure for all lines", "each line has a structure of its own",
    ),
    Patch(
        ("weasyprint.text.ffi:unicode_to_char_p",), "memos.lines:encode_cheaply", "ede23ce27cc760ef", "speed",
        "names a C type once", "each text names it anew", "docs/upstream/cheaper.md",
        also=(f"{_BREAK}:unicode_to_char_p", "weasyprint.text.fonts:unicode_to_char_p"),
    ),
    Patch(
        (f"{_LETTERS}.showing:shape",), "memos.glyphs:remember_glyphs", "e3b0c44298fc1c14", "speed",
        "shares shaped lines", _AGAIN, "the press's own function", fonts=True,
    ),
    Patch(
        tuple(f"{_BREAK}:Layout.{name}" for name in ("reactivate", "deactivate", "__getattr__")),
        "memos.glyphs:reactivate_late", "38e7c8c26dece630", "speed", "sets a layout up for drawing where somebody asks for it", _AGAIN,
    ),
    Patch(
        ("weasyprint.pdf.stream:get_pango_font_key",), "memos.glyphs:hold_fonts", "f2a87992131c98b6", "speed",
        "asks once for the key of a font", _AGAIN, of=("weasyprint.text.fonts:get_pango_font_key",),
    ),
    Patch(
        ("tinycss2.color4:Color.to",), "memos.drawing:remember_colours", "640ebaf29cc636ca", "speed", "shares converted colours", _AGAIN,
    ),
    Patch(
        ("weasyprint.images:SVGImage.__init__", "weasyprint.images:SVGImage.draw"), "memos.drawing:remember_drawings", "184bf9ddb9587d76",
        "speed", "shares the instructions of drawings", _AGAIN,
    ),
    Patch(
        ("pydyf:_to_bytes",), "memos.drawing:write_numbers_cheaply", "865db455b24403d6", "speed",
        "writes numbers by the shortest way", "a page takes longer", "docs/upstream/cheaper.md",
    ),
    Patch(
        ("weasyprint.images:get_image_from_uri", "weasyprint.images:RasterImage.get_x_object"),
        "memos.pictures:remember_pictures", "3332383c71e0387b", "speed", "shares bitmaps", _AGAIN,
        also=("weasyprint.document:original_get_image_from_uri",),
    ),
    Patch(
        ("tinyhtml5.inputstream:characters_until_regex",), "memos.reading:keep_expressions", "c2eaa15c6adc7db4", "speed",
        "keeps regular expressions under their own keys", "each text compiles them anew",
        "docs/upstream/cheaper.md", of=("tinyhtml5.inputstream:HTMLUnicodeInputStream.chars_until",),
    ),
    Patch(
        (f"{_LETTERS}.embedding:file_of",), "memos.subsets:remember_subsets", "e3b0c44298fc1c14", "speed",
        "shares fonts of the same clusters", _AGAIN, "the press's own function",
    ),
    Patch(
        ("pydyf:Stream.data",), "memos.subsets:compress_once", "a4bec42818487f2f", "speed", "shares compressed fonts", _AGAIN,
    ),
    Patch(
        (f"{_FONTS}:get_hb_object_data", f"{_FONTS}:Font.__init__", f"{_FONTS}:Font.file_content"),
        "memos.subsets:read_fonts_late", "d64d5f6017ca66cf", "speed", "copies a font's file only where somebody asks",
        "each document copies whole fonts, 10 MB for a Chinese one", "docs/upstream/clusters.md",
        of=("weasyprint.text.fonts:get_hb_object_data", f"{_FONTS}:Font.__init__"),
    ),
)  # fmt: skip


def install(fonts: Any, speed: bool) -> None:
    """Put all in place; ``speed``: those that save time, too. Once in a process for each kind."""
    for patch in PATCHES:
        if (patch.kind == "speed") == speed:
            _put(patch, fonts)


def _put(patch: Patch, fonts: Any) -> None:
    room, _, name = patch.maker.partition(":")
    places = [_place(target) for target in patch.targets]
    originals = [vars(owner).get(name) if isinstance(owner, type) else getattr(owner, name) for owner, name in places]
    maker = getattr(importlib.import_module(f"press.typeset.{room}"), name)
    made = maker(*([fonts] if patch.fonts else []), *originals)
    for (owner, attribute), one in zip(places, made if len(places) > 1 else (made,), strict=True):
        setattr(owner, attribute, one)
    for target in patch.also:
        owner, attribute = _place(target)
        setattr(owner, attribute, made[0] if len(places) > 1 else made)


def _place(target: str) -> tuple[Any, str]:
    """The module or class, and the name in it."""
    module, _, path = target.partition(":")
    *around, name = path.split(".")
    return functools.reduce(getattr, around, importlib.import_module(module)), name


# ------------------------------------------------------------------------------------------------------ is it the same?


def changed(kinds: tuple[Kind, ...] = ("promise", "bytes", "speed")) -> Iterator[tuple[Patch, str]]:
    """The changes of these kinds whose function has another source text than they were proved on, and which function."""
    for patch in PATCHES:
        if patch.kind in kinds and hashed(patch) != patch.source:
            yield patch, patch.counted[0].replace(":", ".")


@functools.cache
def is_same() -> bool:
    """Whether all files that anything was proved on are as they were."""
    return sources() == _SOURCES


def sources() -> str:
    """SHA-256, in short, over the files that hold what is changed, and over those whose ways are copied besides."""
    counted = {target.partition(":")[0] for patch in PATCHES for target in patch.counted}
    found = hashlib.sha256()
    for path in map(_file, sorted(counted | set(_BESIDES))):
        found.update(path.read_bytes() if path else b"-")
    return found.hexdigest()[:32]


def hashed(patch: Patch) -> str:
    """SHA-256, in short, over the source texts that count for a change."""
    found = hashlib.sha256()
    for target in patch.counted:
        found.update(source_of(target).encode())
        found.update(b"\0")
    return found.hexdigest()[:16]


def source_of(target: str) -> str:
    """The source text of a function; empty where it is not there. Its module is not loaded."""
    module, _, path = target.partition(":")
    text, node = _parsed(module)
    for name in path.split("."):
        found = [one for one in ast.iter_child_nodes(node) if getattr(one, "name", "") == name]
        if not found:
            return ""
        node = found[-1]
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    first = min([node.lineno, *[one.lineno for one in node.decorator_list]])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])


@functools.lru_cache(maxsize=32)
def _parsed(module: str) -> tuple[str, ast.AST]:
    """The source text of a module, and its tree; both empty where there is none."""
    path = _file(module)
    text = path.read_text(encoding="utf-8") if path else ""
    return text, ast.parse(text)


def _file(module: str) -> Path | None:
    """The file of a module, which is not loaded."""
    top, *inner = module.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    if inner:
        path = path.parent.joinpath(*inner)
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return path if path.is_file() and path.suffix == ".py" else None
