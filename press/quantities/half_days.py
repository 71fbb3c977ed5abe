"""Before or after noon: "5 pm", "las 5 de la tarde", "下午 5 点", "17:00"."""

from __future__ import annotations

import functools
import re

from press.quantities.numerals import normal

# What says that an hour is before noon, then what says after it. Source: CLDR 44, day periods; night is left out, it is both.
_WORDS: dict[str, tuple[str, str]] = {
    "en": (r"a\.?\s?m\b\.?|in the morning", r"p\.?\s?m\b\.?|in the (?:afternoon|evening)"),
    "es": (r"a\.?\s?m\b\.?|de la mañana", r"p\.?\s?m\b\.?|de la (?:tarde|noche)"),
    "pt": (r"a\.?\s?m\b\.?|da manhã", r"p\.?\s?m\b\.?|da (?:tarde|noite)"),
    "fr": (r"du matin", r"de l['’]après-midi|du soir"),
    "it": (r"del mattino|di mattina", r"del pomeriggio|di sera"),
    "de": (r"morgens|vormittags|am Vormittag", r"nachmittags|abends|am Nachmittag"),
    "ru": (r"утра", r"дня|вечера"),
    "ar": (r"صباح\S*|ص\b", r"مساء\S*|بعد الظهر|عصر\S*|م\b"),
    "fa": (r"صبح|ق\.ظ", r"عصر|بعد از ظهر|بعدازظهر|شب|ب\.ظ"),
    "hi": (r"सुबह|पूर्वाह्न", r"शाम|दोपहर|अपराह्न"),
    "zh": (r"上午|早上|早晨|凌晨", r"下午|傍晚|晚上"),
    "ko": (r"오전|아침", r"오후|저녁"),
    "vi": (r"sáng", r"chiều|tối"),
    "tl": (r"a\.?\s?m\b\.?|ng umaga", r"p\.?\s?m\b\.?|ng (?:hapon|gabi)"),
    "ht": (r"a\.?\s?m\b\.?|nan maten|dimaten", r"p\.?\s?m\b\.?|nan apremidi|nan aswè|diswa"),
    "km": (r"ព្រឹក", r"រសៀល|ល្ងាច"),
}
_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4])[:hH]([0-5]\d)(?![\d:])")
_GAP = (
    r"[ \u00a0]?(?:(?:Uhr|heures?|ore|часов|часа|час|ч\.?|h|点钟?|點鐘?|點|点|時|时|시|giờ|ម៉ោង|बजे|ساعت|الساعة|ng)[ ]?)?"
)


@functools.cache
def _pattern(base: str) -> re.Pattern[str]:
    am, pm = _WORDS[base]
    hour = r"(?<![\d.,])\d{1,2}(?:[:.]\d{2})?"
    return re.compile(
        rf"{hour}{_GAP}(?:(?P<am>{am})|(?P<pm>{pm}))|(?:(?P<am2>{am})|(?P<pm2>{pm})){_GAP}{hour}", re.IGNORECASE
    )


def known(base: str) -> bool:
    """Whether a language's words for before and after noon are known."""
    return base in _WORDS


@functools.lru_cache(maxsize=4096)
def half_days(text: str, base: str) -> frozenset[str]:
    """The halves of the day, "am" and "pm", that ``text`` names beside an hour, or by an hour after twelve."""
    if base not in _WORDS or not any(char.isdigit() for char in text):
        return frozenset()
    plain = normal(text)
    found = {str(hit.lastgroup)[:2] for hit in _pattern(base).finditer(plain)}
    if any(int(hit[1]) > 12 for hit in _CLOCK.finditer(plain)):
        found.add("pm")
    elif not found and any(int(hit[1]) < 12 for hit in _CLOCK.finditer(plain)):
        found.add("am")  # "5:00" with no word for it, where hours count to 24
    return frozenset(found)
