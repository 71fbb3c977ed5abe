"""Rules about how a brand looks: what a colour may do to legibility."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.rule import Finding, rule
from press.library import Library
from press.problem import Severity

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)


def luminance(colour: Rgb) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@rule(Severity.ERROR, of="project")
def contrast_too_low(library: Library) -> Iterator[Finding]:
    """A brand's colour carries headings, rules and reversed text on every page: it must be readable against white.

    4.5:1 for standard print (WCAG 2.2, 1.4.3), 7:1 for large print (WCAG 2.2, 1.4.6; UKAAF minimum for low vision).
    A brand is held to the strictest variant that is offered.
    """
    least = max((variant.proves.contrast for variant in library.variants.values()), default=4.5)
    for name, brand in library.brands.items():
        located = library.located[f"styles/brands/{name}/brand.yaml"]
        for key in ("primary", "accent"):
            found = contrast(getattr(brand.colours, key).rgb, WHITE)
            if found < least:
                place = located.place(("colours", key, "screen"))
                yield (
                    place,
                    f"{key} on white has a contrast of {found:.1f}:1, {least:g}:1 is needed",
                    "Choose a darker colour.",
                )
