"""Bitmaps for the page: not larger than print resolution, upright, nothing see-through.

An author's photograph has 40 million pixels as easily as four. WeasyPrint would carry each of them into every PDF, and
a PNG with an alpha channel costs it 640 ms in every document. So a bitmap is prepared once for all documents of a
process, the same way on every machine with the same Pillow.
"""

from __future__ import annotations

import functools
import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# 180 mm, the widest that a page has room for, at 300 dpi: what print shops ask for.
MOST_PIXELS = round(180 / 25.4 * 300)
_QUALITY = 90


@functools.lru_cache(maxsize=16)
def prepared(content: bytes) -> bytes:
    """A PNG or JPEG as it goes into a page. What needs nothing done, or cannot be read, comes back as it is."""
    import PIL.Image
    import PIL.ImageOps

    try:
        with _quietly(content) as picture:
            kind = picture.format
            see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
            turned = picture.getexif().get(0x0112, 1) != 1
            fits = max(picture.size) <= MOST_PIXELS and not see_through and not turned
            if fits or picture.mode == "CMYK":  # inks are the brand's own: nothing is mixed anew
                return content
            done = PIL.ImageOps.exif_transpose(picture)
            if see_through:
                done = _on_white(done.convert("RGBA"))
            elif done.mode in ("1", "P", "I"):
                done = done.convert("RGB")
            done.thumbnail((MOST_PIXELS, MOST_PIXELS), PIL.Image.Resampling.LANCZOS, reducing_gap=3)
            file = io.BytesIO()
            if kind == "JPEG":
                done.save(file, "JPEG", quality=_QUALITY, icc_profile=picture.info.get("icc_profile"))
            else:
                done.save(file, "PNG")
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return content  # what is wrong with it, the check of figures says
    return file.getvalue()


def _quietly(content: bytes) -> Image:
    """The opened picture; what a very large one costs, the check of figures says."""
    import PIL.Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
        return PIL.Image.open(io.BytesIO(content))


def _on_white(picture: Image) -> Image:
    """The picture on white paper."""
    import PIL.Image

    paper = PIL.Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
