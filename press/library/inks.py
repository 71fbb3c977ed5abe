"""Colours and pictures for one printing condition, through LittleCMS: what goes onto the four plates.

Three ways lead from a screen colour to inks, the first that fits: a colour that has a recipe of its own (a brand's, the
call-outs'); a grey, which is printed in black alone; any other through the ICC profile, relative colorimetric with black
point compensation. Text has one ink, whatever its colour: four plates that are a hair out of register make it fuzzy.
"""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageMath

from press.library.printers import Printer

RGB = tuple[float, float, float]  # each 0 to 1
CMYK = tuple[float, float, float, float]  # each 0 (no ink) to 1
BLACK: CMYK = (0.0, 0.0, 0.0, 1.0)
PAPER: CMYK = (0.0, 0.0, 0.0, 0.0)

_NEUTRAL = 8.5 / 255  # red, green and blue no further apart: a grey
_SOLID = 20.0  # lightness (CIE L*) up to which a flat grey is printed solid: thin rules keep their edges
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in inks: 8 bits for each of 4 inks (CMYK), or 1 (grey: 255 is paper). ``alpha`` covers: 255 is opaque.

    Samples and alpha are deflated (RFC 1950), as a PDF holds them.
    """

    width: int
    height: int
    inks: int
    samples: bytes
    alpha: bytes | None


@dataclass(frozen=True, slots=True)
class Inks:
    """What turns colours and pictures into the inks of one printing condition.

    ``named`` gives recipes for screen colours, inks in percent. ``black_only`` prints everything in black: each colour as
    the grey of its lightness. ``files`` are the project's files that all this was read from. Methods raise ValueError where
    the ICC profile cannot be used.
    """

    printer: Printer
    icc: bytes
    black_only: bool = False
    named: Mapping[tuple[int, ...], tuple[int, ...]] | None = None
    files: tuple[str, ...] = ()

    def of_rgb(self, rgb: RGB) -> CMYK:
        """The inks of a screen colour, for anything that is no text."""
        if self.black_only:
            return self._grey(self._condition.lightness_of_rgb(_bytes(rgb)))
        recipe = (self.named or {}).get(_bytes(rgb))
        if recipe is not None:
            return self.within(tuple(part / 100 for part in recipe))  # type: ignore[arg-type]
        if max(rgb) - min(rgb) <= _NEUTRAL:
            return self._grey(self._condition.lightness_of_rgb(_bytes(rgb)))
        return self.within(self._condition.inks_of_rgb(_bytes(rgb)))

    def of_cmyk(self, cmyk: CMYK) -> CMYK:
        """The inks of a colour that is given in inks: the same, unless everything is printed in black."""
        if self.black_only:
            return self._grey(self._condition.lightness_of_cmyk(_bytes(cmyk)))
        return self.within(cmyk)

    def of_text(self, cmyk: CMYK) -> CMYK:
        """The ink of text whose colour would print so: black, or none (white words on a dark ground)."""
        return PAPER if self._condition.lightness_of_cmyk(_bytes(cmyk)) > 65 else BLACK

    def within(self, cmyk: CMYK) -> CMYK:
        """No more ink than the press takes: black stays, the others are thinned alike."""
        cyan, magenta, yellow, black = (round(part, 4) for part in cmyk)
        most, colours = self.printer.max_ink / 100, cyan + magenta + yellow
        if colours + black > most:
            share = max(most - black, 0) / colours
            cyan, magenta, yellow = (int(part * share * 1000) / 1000 for part in (cyan, magenta, yellow))
        return cyan, magenta, yellow, black

    def picture(self, data: bytes) -> Picture:
        """A picture file (PNG or JPEG) in inks. Raises OSError or ValueError where it cannot be read."""
        return _picture(self.icc, self.printer.max_ink, self.black_only, data)

    def _grey(self, lightness: float) -> CMYK:
        return (0.0, 0.0, 0.0, 1.0 if lightness <= _SOLID else self._condition.black_for(lightness))

    @property
    def _condition(self) -> _Condition:
        return _condition(self.icc)


def _bytes(parts: tuple[float, ...]) -> Any:
    return tuple(min(255, max(0, round(part * 255))) for part in parts)


class _Condition:
    """The tables of one ICC profile."""

    def __init__(self, icc: bytes) -> None:
        try:
            paper = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            screen, lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")), ImageCms.createProfile("LAB")
            self._paper = paper
            self._transforms = {
                "rgb-cmyk": ImageCms.buildTransform(screen, paper, "RGB", "CMYK", _INTENT, _FLAGS),
                "rgb-lab": ImageCms.buildTransform(screen, lab, "RGB", "LAB", _INTENT),
                "cmyk-lab": ImageCms.buildTransform(paper, lab, "CMYK", "LAB", _INTENT),
            }
        except (ImageCms.PyCMSError, OSError) as error:
            raise ValueError(str(error)) from error
        ramp = Image.new("CMYK", (256, 1))
        ramp.putdata([(0, 0, 0, black) for black in range(256)])
        light = self.applied("cmyk-lab", ramp).getchannel(0).tobytes()
        self._ramp = [value / 2.55 for value in light]  # CIE L* of 0 to 100 % black

    def applied(self, name: str, image: Image.Image) -> Image.Image:
        """A picture through one of the transforms."""
        if name.startswith("rgb") and image.mode != "RGB":
            image = image.convert("RGB")
        made = ImageCms.applyTransform(image, self._transforms[name])
        assert made is not None
        return made

    def from_profile(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        """An RGB picture in inks, by the profile that it brings along, else as sRGB."""
        if profile:
            try:
                own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                made = ImageCms.profileToProfile(image, own, self._paper, _INTENT, "CMYK", flags=_FLAGS)
            except (ImageCms.PyCMSError, OSError):
                made = None  # a damaged profile, or one that is not for RGB: as every viewer does, without it
            if made is not None:
                return made
        return self.applied("rgb-cmyk", image)

    @functools.lru_cache(maxsize=4096)  # noqa: B019  # a handful of conditions live as long as the process
    def _one(self, name: str, colour: tuple[int, ...]) -> tuple[int, ...]:
        found = self.applied(name, Image.new(name.split("-")[0].upper(), (1, 1), colour)).getpixel((0, 0))
        assert isinstance(found, tuple)
        return found

    def inks_of_rgb(self, colour: tuple[int, int, int]) -> CMYK:
        """The inks of a colour, in whole percent; a trace of an ink (under 2 %) is left out, it would print as dust."""
        percent = (round(value / 2.55) for value in self._one("rgb-cmyk", colour))
        cyan, magenta, yellow, black = (value / 100 if value > 1 else 0.0 for value in percent)
        return cyan, magenta, yellow, black

    def lightness_of_rgb(self, colour: tuple[int, int, int]) -> float:
        """CIE L* of a screen colour, 0 to 100."""
        return self._one("rgb-lab", colour)[0] / 2.55

    def lightness_of_cmyk(self, colour: tuple[int, int, int, int]) -> float:
        """CIE L* of printed inks, paper as white, 0 to 100."""
        return self._one("cmyk-lab", colour)[0] / 2.55

    def black_for(self, lightness: float) -> float:
        """How much black (0 to 1) prints a lightness; the screen's range is fitted into that of black ink on paper."""
        darkest = self._ramp[255]
        wanted = darkest + lightness / 100 * (100 - darkest)
        best = min(range(256), key=lambda black: abs(self._ramp[black] - wanted))
        return round(best / 255, 2)

    def greys(self, from_lab: bool = False) -> list[int]:
        """For each grey of a picture (0 black, 255 white; or CIE L* in 255 steps) the grey that prints it."""
        light = [step / 2.55 if from_lab else self.lightness_of_rgb((step, step, step)) for step in range(256)]
        return [255 - round(self.black_for(one) * 255) for one in light]


@functools.lru_cache(maxsize=8)
def _condition(icc: bytes) -> _Condition:
    return _Condition(icc)


@functools.lru_cache(maxsize=24)  # a logo stands in every document of a run
def _picture(icc: bytes, most: int, black_only: bool, data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        image: Image.Image = opened
        if image.mode == "P" or "transparency" in image.info:
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        alpha = zlib.compress(image.getchannel("A").tobytes()) if image.mode in ("RGBA", "LA") else None
        inks = _in_inks(_condition(icc), image, opened.info.get("icc_profile"), most, black_only)
        return Picture(image.width, image.height, len(inks.getbands()), zlib.compress(inks.tobytes()), alpha)


def _in_inks(
    condition: _Condition, image: Image.Image, profile: bytes | None, most: int, black_only: bool
) -> Image.Image:
    if image.mode in ("1", "L", "LA", "I", "I;16", "F"):
        return image.convert("L").point(condition.greys())
    if black_only:
        lab = condition.applied("cmyk-lab" if image.mode == "CMYK" else "rgb-lab", image)
        return lab.getchannel(0).point(condition.greys(from_lab=True))
    if image.mode == "CMYK":
        return _thinned(image, most)
    return _thinned(condition.from_profile(image.convert("RGB"), profile), most)


def most_ink(image: Any) -> float:
    """The most ink of any pixel of a CMYK picture, percent."""
    return float(_total(image.split()).getextrema()[1]) / 2.55


def _total(bands: Any) -> Any:
    cyan, magenta, yellow, black = bands
    return ImageMath.lambda_eval(
        lambda ink: ink["c"] + ink["m"] + ink["y"] + ink["k"], c=cyan, m=magenta, y=yellow, k=black
    )


def _thinned(image: Image.Image, most: int) -> Image.Image:
    """A CMYK picture with no more than ``most`` percent of ink anywhere: black stays, the others are thinned alike."""
    if most_ink(image) <= most:
        return image
    cyan, magenta, yellow, black = image.split()
    room = int(most * 2.55)
    bands = []
    for band in (cyan, magenta, yellow):
        thin = ImageMath.lambda_eval(
            lambda ink: ink["convert"](
                ink["min"](ink["x"], ink["x"] * (room - ink["k"]) / ink["max"](ink["c"] + ink["m"] + ink["y"], 1)), "L"
            ),
            x=band, c=cyan, m=magenta, y=yellow, k=black,
        )  # fmt: skip
        bands.append(thin)
    return Image.merge("CMYK", (*bands, black))
