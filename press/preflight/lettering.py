"""Type: sizes, leading, faces, glyphs, colour. Every glyph is measured, the page number's too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.pdf import MM, Page, Paint, TextRun
from press.pdf.measured import Colour
from press.preflight.expected import Expected
from press.preflight.lines import Chunk, below_each_other
from press.preflight.rule import Finding, Subject, rule

_ROUNDING = 0.05  # points: PDF numbers have few digits
_DISPLAY = 1.15  # times the smallest type: larger is a heading, which is read word by word, not line by line
_DISPLAY_LEADING = 1.2
_SWAYING = 0.12  # type sizes: how far a line's base line may be off


@rule
def type_too_small(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No glyph is smaller than the variant promises, folios and captions included.

    Large print that shrinks its footer is not large print (American Council of the Blind, Large Print Guidelines,
    2022: 18 points for all text). The size is that of the PDF, with every transformation applied.
    """
    for page, runs in subject.shown.items():
        small = [run for run in runs if run.size < expected.smallest_type - _ROUNDING]
        for size in sorted({round(run.size, 1) for run in small}):
            one = next(run for run in small if round(run.size, 1) == size)
            fault = (
                f"{subject.sample(page, one)} is {size:g} pt; the smallest type here is {expected.smallest_type:g} pt"
            )
            yield Finding(page, fault, "Give it a larger size in the style sheet.")


@rule
def leading_too_small(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Lines stand far enough apart that the eye finds the next one.

    WCAG 2.2, 1.4.12 and RNIB ask for about 1.5 times the type size. Measured from base line to base line, where two
    lines of one size stand under each other; where fonts of two scripts meet in a line its base line sways a little, so
    a paragraph is judged as a whole. Headings (1.15 times the smallest type and up) need 1.2.
    """
    for page, pieces in subject.chunks.items():
        texts = [piece for piece in pieces if not piece.is_label]
        pairs = [pair for pair in below_each_other(texts) if abs(pair[0].size - pair[1].size) < _ROUNDING]
        for lines in _columns(pairs, 1.35 * expected.leading):
            gaps, size = len(lines) - 1, lines[0].size
            least = expected.leading if size < _DISPLAY * expected.smallest_type else _DISPLAY_LEADING
            distance = (lines[-1].base - lines[0].base) / (size * MM)
            if distance < gaps * least - _SWAYING:
                fault = f"{subject.sample(page, lines[0])} is set with a leading of {distance / gaps:.2f}; {least:g} is the least"
                yield Finding(page, fault, "Raise line-height in the style sheet.")
                break


def _columns(pairs: Sequence[tuple[Chunk, Chunk]], widest: float) -> Iterator[list[Chunk]]:
    """Lines that follow each other closely, as in a paragraph: each at most ``widest`` type sizes under the one above."""
    after = {id(upper): lower for upper, lower in pairs if (lower.base - upper.base) / (upper.size * MM) < widest}
    follow = {id(lower) for lower in after.values()}
    for upper, _ in pairs:
        if id(upper) not in follow and id(upper) in after:
            lines = [upper]
            while (following := after.get(id(lines[-1]))) is not None:
                lines.append(following)
            yield lines


@rule
def slanted_type(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No italics where the variant forbids them: slanted letters are hard to tell apart with low vision.

    American Council of the Blind 2022: no italics; APH and RNIB: avoid. Found by the fonts' names and flags.
    """
    if expected.italics:
        return
    for font in subject.measured.fonts:
        if font.italic:
            yield Finding(0, f'the font "{font.name}" is slanted', "Use bold for emphasis: font-style normal.")


@rule
def font_not_allowed(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Only the project's own fonts: any other is a fall-back that nobody has tested, with other shapes and gaps."""
    for font in subject.measured.fonts:
        if expected.font_names and font.name not in expected.font_names:
            remedy = "Name only families of the project (press/fonts) in style sheets and language files."
            yield Finding(0, f'the font "{font.name}" is not one of the project\'s', remedy)


@rule
def font_not_embedded(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Every font is in the file, as outlines: else each reader and printer takes its own (ISO 14289-1, 7.21.4).

    Type 3 fonts are pictures of letters: they print blurred, and most printers' checks refuse them.
    """
    for font in subject.measured.fonts:
        if not font.embedded:
            yield Finding(0, f'the font "{font.name}" is not in the file', "Use a font that may be embedded.")
        elif font.kind == "Type3":
            yield Finding(0, f'the font "{font.name}" holds pictures of letters', "Use a font with outlines.")


@rule
def glyph_missing(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No box stands where a letter should be. Text extraction does not show it: the letter is there, its shape is not."""
    for page, runs in subject.shown.items():
        for run in runs:
            if run.unknown_glyphs:
                fault = f'{subject.sample(page, run)} has a character that "{run.font}" has no shape for'
                yield Finding(
                    page, fault, "Replace the character, or add a family that has it to the language's fonts."
                )
                break


@rule
def glyph_without_letter(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Every line says some letters: else it can be neither heard nor searched (ISO 14289-1, 7.21.7)."""
    for page in subject.pages:
        for run in subject.shown[page.number]:
            words = page.words.get(run.mcid, "") if run.mcid is not None else run.text
            if not words.strip() or "\ufffd" in words:
                fault = f'a line set in "{run.font}" has shapes without letters'
                yield Finding(page.number, fault, "Tell a developer: the text layer of this PDF is broken.")
                break


@rule
def contrast_too_low(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Text stands out from what is behind it: 4.5 to 1 (WCAG 2.2 AA, 1.4.3), for large print 7 to 1 (AAA, 1.4.6).

    Computed from the colours that are painted under each run, at its start, middle and end. Text on a picture or a
    gradient cannot be computed and is refused.
    """
    for page in subject.pages:
        reported: set[tuple[Colour | None, Colour | None]] = set()
        fields = [paint for paint in page.paints if paint.kind != "stroke"]
        for run in subject.shown[page.number]:
            colours, ratio = _worst_contrast(run, page, fields)
            if ratio >= expected.contrast - 0.005 or colours in reported:
                continue
            reported.add(colours)
            if None in colours:
                fault = f"{subject.sample(page.number, run)} stands on a picture or gradient"
                yield Finding(page.number, fault, "Put a plain colour behind the text.")
            else:
                fault = f"{subject.sample(page.number, run)} has a contrast of {ratio:.1f} to 1; {expected.contrast:g} to 1 is the least"
                remedy = f"Darken the text or lighten what is behind it: {_hex(colours[0])} on {_hex(colours[1])}."
                yield Finding(page.number, fault, remedy)


def _worst_contrast(run: TextRun, page: Page, fields: Sequence[Paint]) -> tuple[tuple[Colour | None, Colour | None], float]:
    """The colours of a run and of the ground where it stands out least, and their contrast (0 if unknown)."""
    middle = (run.area.top + run.area.bottom) / 2
    under = [one for one in fields if one.order < run.order and one.area.top <= middle <= one.area.bottom]
    worst: tuple[tuple[Colour | None, Colour | None], float] = ((None, None), 99.0)
    width = run.area.right - run.area.left
    for part in (0.05, 0.5, 0.95):
        ground = ground_at(run.area.left + part * width, middle, under)
        ink = _over(run.colour, run.alpha, ground)
        ratio = 0.0 if ink is None or ground is None else contrast(ink, ground)
        if ratio < worst[1]:
            worst = (ink, ground), ratio
    return worst


def ground_at(x: float, y: float, under: Sequence[Paint]) -> Colour | None:
    """The colour that a point has after some paints, in their order; None on a picture or gradient."""
    ground: Colour | None = (1.0, 1.0, 1.0)
    for paint in under:
        if paint.covers(x, y):
            ground = _over(paint.colour, paint.alpha, ground)
    return ground


def _over(colour: Colour | None, alpha: float, ground: Colour | None) -> Colour | None:
    """A colour painted over another."""
    if colour is None or alpha >= 1:
        return colour
    if ground is None:
        return None
    red, green, blue = (part * alpha + below * (1 - alpha) for part, below in zip(colour, ground, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: Colour | None) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour or ())


@rule
def underlined_text(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No underlining where the variant forbids it: it cuts through descenders (APH, RNIB, UKAAF: avoid).

    Found as a thin stroke close under a run and about as wide.
    """
    if expected.underline:
        return
    for page in subject.pages:
        thin = [one for one in page.paints if one.kind != "image" and one.area.bottom - one.area.top < 0.7]
        for run in subject.shown[page.number]:
            low, high = run.base - 0.1, run.base + 0.22 * run.size * MM
            width = run.area.right - run.area.left
            if any(
                low <= one.area.top <= high
                and min(one.area.right, run.area.right) - max(one.area.left, run.area.left) > 0.8 * width
                for one in thin
            ):
                yield Finding(
                    page.number, f"{subject.sample(page.number, run)} is underlined", "Use bold: text-decoration none."
                )
                break


@rule
def hyphenated_word(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """No word is divided at the end of a line: it is hard to read, and a divided drug name can be misread.

    American Council of the Blind 2022. Found by the hyphen that a typesetter puts in (U+2010, U+00AD).
    """
    if expected.hyphens:
        return
    for page, pieces in subject.chunks.items():
        for piece in pieces:
            if piece.text.rstrip().endswith(("\u2010", "\u00ad")):
                yield Finding(
                    page, f"{subject.sample(page, piece)} ends in a divided word", "Set hyphens: manual or none."
                )
                break
