"""Letters that show as signs: fonts such as Symbol and Wingdings paint µ where the file says "m".

Sources: Adobe's table of the Symbol encoding (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt); for Wingdings and
Webdings the Unicode proposal L2/12-368 ("Wingdings and Webdings symbols"). A sign that is in no table here is unknown
and never becomes the letter that the file holds.
"""

from __future__ import annotations

_SYMBOL = {
    **dict(zip(range(0x20, 0x40), " !∀#∃%&∋()*+,−./0123456789:;<=>?", strict=True)),
    **dict(zip(range(0x40, 0x60), "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_", strict=True)),
    **dict(zip(range(0x61, 0x7F), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~", strict=True)),
    **dict(zip(range(0xA0, 0xC0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵", strict=True)),
    **dict(zip(range(0xC0, 0xE0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip(range(0xE0, 0xE6), "◊〈®©™∑", strict=True)),
    0xF1: "〉",
    0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x23: "✁", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x37: "⌨", 0x3E: "✇",
    0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x49: "✋",
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4D: "💣", 0x4E: "☠", 0x51: "✈", 0x52: "☼", 0x53: "💧", 0x54: "❄",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x7B: "❀", 0x7C: "✿", 0x7D: "❝", 0x7E: "❞", 0x80: "⓪",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)}, 0x8B: "⓿", **{0x8C + n: chr(0x2776 + n) for n in range(10)},
    0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★",
    0xAC: "✶", 0xAD: "✴", 0xAE: "✹", 0xAF: "✵", 0xB1: "⌖", 0xB5: "✪", 0xB6: "✰",
    **{0xB7 + n: chr(0x1F550 + n) for n in range(12)},
    0xD5: "⌫", 0xD6: "⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗",
    0xE5: "↙", 0xE6: "↘", 0xE7: "⇐", 0xE8: "➔", 0xE9: "⇑", 0xEA: "⇓", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xF3: "⇔", 0xF4: "⇕", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⮾", 0x56: "⮿", 0x57: "🛇",
    **{0x69 + n: "⓪" if n == 0 else chr(0x245F + n) for n in range(11)},
    **{0x74 + n: "⓿" if n == 0 else chr(0x2775 + n) for n in range(11)},
    0x96: "•", 0x97: "●", 0x98: "⬤", 0x99: "○", 0x9F: "▪", 0xA0: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xA9: "◆",
}  # fmt: skip
_WINGDINGS_3 = {
    0x20: " ", 0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x25: "↖", 0x26: "↗", 0x27: "↙", 0x28: "↘", 0x29: "←",
    0x2A: "→", 0x2B: "↑", 0x2C: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁",
    0x77: "▷", 0x78: "◣", 0x79: "◢", 0x7A: "◤", 0x7B: "◥", 0x7C: "◂", 0x7D: "▸", 0x7E: "▴",
}  # fmt: skip
_WEBDINGS = {
    0x20: " ", 0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✘",
    0x78: "⌧", 0x7E: "⚡",
}  # fmt: skip
_TABLES = {
    "symbol": _SYMBOL,
    "standard symbols l": _SYMBOL,
    "standard symbols ps": _SYMBOL,
    "opensymbol": {},
    "symbol mt": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "marlett": {},
    "zapf dingbats": {},
    "zapfdingbats": {},
    "itc zapf dingbats": {},
    "mt extra": {},
    "monotype sorts": {},
}
UNKNOWN = "[?]"


def is_symbol_font(font: str) -> bool:
    """Whether a font paints other signs than the letters that the file holds."""
    return font.strip().strip("\"'").lower() in _TABLES


def translated(text: str, font: str) -> tuple[str, list[str]]:
    """What ``text`` shows in a symbol font, and the signs that are in no table, each as ``sign 0xA3 of Wingdings 2``.

    An unknown sign shows as ``[?]``. Letters that no symbol font has (above U+00FF, not private) are left as they are.
    """
    table = _TABLES.get(font.strip().strip("\"'").lower(), {})
    out: list[str] = []
    unknown: list[str] = []
    for char in text:
        code = ord(char)
        private = 0xF000 <= code <= 0xF0FF
        if char.isspace() or not (private or code <= 0xFF):
            out.append(char)
            continue
        sign = table.get(code & 0xFF, "\0")
        if sign == "\0":
            unknown.append(f"sign 0x{code & 0xFF:02X} of {font}")
            sign = UNKNOWN
        out.append(sign)
    return "".join(out), unknown


def symbol(code: int, font: str) -> tuple[str, list[str]]:
    """What one numbered sign of a font shows; a number outside the private letters is the sign itself."""
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        return chr(code), []
    if not is_symbol_font(font):
        known = chr(code) if code <= 0xFF else ""
        return (known, []) if known.isprintable() and known else (UNKNOWN, [f"sign 0x{code & 0xFF:02X} of {font}"])
    return translated(chr(code), font)
