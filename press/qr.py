"""QR codes as inline SVG: how paper leads back to what is known about it. The only segno.

The printed address holds the edition fingerprint, so that any telephone and any reader finds the sheet again, and
``handouts recall`` understands what such a reader prints.
"""

from __future__ import annotations

import math
import re
from html import escape

SYMBOL_MM = 20.0
"""Least width of the symbol without its quiet zone, in millimetres: read at arm's length (about a tenth of the distance)."""
MODULE_MM = 0.5
"""Least width of one module in millimetres. GS1 General Specifications 5.12.3 ask for 0.396 mm and more."""
QUIET = 4
"""Modules of white around the symbol (ISO/IEC 18004:2015, 6.3.8)."""
_OVERLAP = 0.02  # modules that rows overlap by: no white hairline between two rows on a screen

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, as in the fingerprint on each page
_FINGERPRINT = re.compile(rf"(?<![0-9A-Z-])[{_LETTERS}]{{5}}[-\u00a0 ][{_LETTERS}]{{5}}(?![0-9A-Z-])")
_MISREAD = str.maketrans("OIL", "011")


def svg(text: str, *, title: str = "", paint: str = "#000000") -> str:
    """``text`` as a QR code: an inline SVG with its quiet zone, at least 20 mm wide, black on white.

    Error correction M: a fold or a pen stroke does not hurt. ``title`` is what a screen reader says; without one the
    picture counts as decoration, because the address stands beside it in words. ``paint`` is a colour that an SVG
    attribute may hold (for the press: ``device-cmyk(0 0 0 1)``).
    """
    import segno  # 30 ms, and few sheets carry a code

    code = segno.make(text, error="m", micro=False, boost_error=False)
    rows = [list(row) for row in code.matrix]
    count = len(rows)
    module = max(MODULE_MM, SYMBOL_MM / count)
    whole = count + 2 * QUIET
    side = f"{math.ceil(whole * module * 100) / 100:.2f}"
    path = "".join(_row(number, row) for number, row in enumerate(rows))
    heard = f"<title>{escape(title)}</title>" if title else ""
    hidden = "" if title else ' aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="{side}mm" height="{side}mm" '
        f'viewBox="0 0 {whole} {whole}"{hidden}>{heard}<path fill="{escape(paint)}" d="{path}"/></svg>'
    )


def _row(number: int, row: list[int]) -> str:
    """One row's dark modules, neighbours joined, as rectangles of a path."""
    found, start = [], -1
    for column, dark in enumerate([*row, 0]):
        if dark and start < 0:
            start = column
        elif not dark and start >= 0:
            wide, high = column - start, 1 + _OVERLAP
            found.append(f"M{start + QUIET} {number + QUIET}h{wide}v{high}h-{wide}z")
            start = -1
    return "".join(found)


def address(template: str, slug: str, language: str, fingerprint: str = "") -> str:
    """The address of one sheet: a brand's ``handout_address`` filled in, with the fingerprint as ``edition``.

    Without a fingerprint it is the address as it prints beside the code: the fingerprint stands at the page's foot.
    """
    filled = template.replace("{slug}", slug).replace("{language}", language)
    if not fingerprint:
        return filled
    return f"{filled}{'&' if '?' in filled else '?'}edition={plain(fingerprint)}"


def plain(fingerprint: str) -> str:
    """The form of a fingerprint that files, records and addresses hold: ``7K3M9-QXA2C``. Pages print a space."""
    letters = re.sub(r"[\s\u00a0-]", "", fingerprint)
    return f"{letters[:5]}-{letters[5:]}"


def fingerprint_in(text: str) -> str:
    """The fingerprint in what a person types or a reader prints, in its plain form; empty where there is none.

    Forgives small letters, a missing gap and the letters that Crockford's alphabet leaves out (O is 0, I and L are 1).
    In a longer text only an exact one counts, and the last: that is how a page's foot ends.
    """
    upper = text.strip().upper()
    marked = re.search(r"[?&#]EDITION=([0-9A-Z-]+)", upper)
    word = re.sub(r"[\s-]", "", marked[1] if marked else upper)
    if re.fullmatch(r"[0-9A-Z]{10}", word):
        word = word.translate(_MISREAD)
        return plain(word) if set(word) <= set(_LETTERS) else ""
    # Two ordinary words of five letters look like one: where a mere space parts them, a digit must be among the letters.
    found = [hit for hit in _FINGERPRINT.findall(upper) if " " not in hit or re.search(r"\d", hit)]
    return plain(found[-1]) if found else ""
