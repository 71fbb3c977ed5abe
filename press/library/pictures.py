"""Bitmaps for the page: not larger than print resolution, upright, nothing see-through.

An author's photograph has 40 million pixels as easily as four. WeasyPrint would carry each of them into every PDF, and
a PNG with an alpha channel costs it 640 ms in every document. So a bitmap is prepared once for all documents of a
process, the same way on every machine with the same Pillow.
"""

from __future__ import annotations

import functools
import io
import warnings
from typing import TYPE_CHECKING, Any

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
            toned = picture.mode.startswith("I") or _is_toned(picture)
            fits = max(picture.size) <= MOST_PIXELS and not see_through and not turned and not toned
            if fits or picture.mode == "CMYK":  # inks are the brand's own: nothing is mixed anew
                return content
            done = _in_srgb(PIL.ImageOps.exif_transpose(picture), picture.info)
            if see_through:
                done = _on_white(done.convert("RGBA"))
            elif done.mode in ("1", "P"):
                done = done.convert("RGB")
            done.thumbnail((MOST_PIXELS, MOST_PIXELS), PIL.Image.Resampling.LANCZOS, reducing_gap=3)
            file = io.BytesIO()
            if kind == "JPEG":
                done.save(file, "JPEG", quality=_QUALITY)
            else:
                done.save(file, "PNG")
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return content  # what is wrong with it, the check of figures says
    return file.getvalue()


_USUAL_GAMMA = 0.45455  # PNG's gAMA of a picture for screens (PNG specification, 11.3.3.2)


def _is_toned(picture: Image) -> bool:
    """Whether its values are not those of sRGB: by a profile of its own, or by the gamma that a PNG names."""
    if profile := picture.info.get("icc_profile"):
        return b"sRGB IEC61966" not in profile[:1024] and b"s\x00R\x00G\x00B\x00 \x00I\x00E\x00C" not in profile[:2048]
    gamma: float | None = picture.info.get("gamma")
    return gamma is not None and "srgb" not in picture.info and abs(gamma - _USUAL_GAMMA) > 0.02


def _in_srgb(picture: Image, info: dict[Any, Any]) -> Image:
    """8 bits for each colour, in sRGB: WeasyPrint passes profiles and gamma over, and 16 bits of grey it prints as noise."""
    import PIL.Image
    import PIL.ImageCms

    if picture.mode.startswith("I"):
        deep = picture.convert("I")
        extrema: Any = deep.getextrema()
        if picture.mode != "I" or extrema[1] > 255:
            deep = deep.point(lambda value: value * (1 / 257))
        picture = deep.convert("L")
    if profile := info.get("icc_profile"):
        try:
            alpha = picture.getchannel("A") if "A" in picture.getbands() else None
            flat = picture.convert("L" if picture.mode in ("L", "LA") else "RGB")
            srgb = PIL.ImageCms.createProfile("sRGB")
            own = PIL.ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = PIL.ImageCms.profileToProfile(flat, own, srgb, outputMode="RGB")
        except (PIL.ImageCms.PyCMSError, OSError, ValueError):
            return picture  # a damaged profile: as browsers do, without it
        assert made is not None
        if alpha is not None:
            made.putalpha(alpha)
        return made
    gamma = info.get("gamma")
    if gamma and "srgb" not in info and abs(gamma - _USUAL_GAMMA) > 0.02:
        flat = picture if picture.mode in ("L", "LA", "RGB", "RGBA") else picture.convert("RGBA")
        curve = [round(255 * (value / 255) ** (_USUAL_GAMMA / gamma)) for value in range(256)]
        bands = zip(flat.getbands(), flat.split(), strict=True)
        return PIL.Image.merge(flat.mode, [band if name == "A" else band.point(curve) for name, band in bands])
    return picture


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


def as_figure(content: bytes, most: int = 8 * 1024 * 1024) -> tuple[bytes, str, str]:
    """A picture of any common kind as one that a handout may hold: its bytes, suffix, and fault if it cannot be one."""
    import PIL.Image

    if content.lstrip()[:200].startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in content[:4000]:
        return content, ".svg", ""
    if content[:4] == b"\xd7\xcd\xc6\x9a" or content[40:44] == b" EMF":
        return b"", "", "it is a Windows drawing (WMF or EMF); save it as PNG"
    try:
        with _quietly(content) as picture:
            kind = picture.format
            if picture.size[0] * picture.size[1] > 40_000_000:
                return b"", "", "it has more than 40 million pixels"
            picture.load()
            if kind in ("PNG", "JPEG") and len(content) <= most:
                return content, ".png" if kind == "PNG" else ".jpg", ""
            done = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
            done.thumbnail((MOST_PIXELS, MOST_PIXELS), PIL.Image.Resampling.LANCZOS)
            file = io.BytesIO()
            done.save(file, "PNG")
    except Exception as error:  # noqa: BLE001 - Pillow raises many kinds for broken files; all mean the same
        return b"", "", f"it cannot be read as a picture ({type(error).__name__})"
    return (file.getvalue(), ".png", "") if len(file.getvalue()) <= most else (b"", "", "it is too large")
