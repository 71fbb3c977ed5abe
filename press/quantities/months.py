"""The names of the months, so that "11月22日" and "November 22" hold the same numbers."""

from __future__ import annotations

import functools
import re

from press.quantities.numerals import normal

# January to December; "/" joins forms of one month. Source: CLDR 44, calendar names.
_MONTHS: dict[str, str] = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "de": "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ru": "января/январь/январе февраля/февраль/феврале марта/март/марте апреля/апрель/апреле мая/май/мае июня/июнь/июне июля/июль/июле "
    "августа/август/августе сентября/сентябрь/сентябре октября/октябрь/октябре ноября/ноябрь/ноябре декабря/декабрь/декабре",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "ht": "janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm",
    "ar": "يناير/كانون_الثاني فبراير/شباط مارس/آذار أبريل/نيسان/إبريل مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول "
    "أكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "hi": "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
}  # fmt: skip
# Months that are words of everyday life as well: a month only with a capital, or beside a number.
_COMMON = frozenset({"may", "march", "mar", "mas", "me", "out", "jen", "mai", "mars"})
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERED = {"zh": r"(\d{1,2}) ?月(?!\d)", "ja": r"(\d{1,2}) ?月", "ko": r"(\d{1,2}) ?월", "vi": r"tháng ?(\d{1,2})"}


@functools.cache
def _pattern(base: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    if base not in _MONTHS:
        return None
    names = {n.replace("_", " "): m for m, forms in enumerate(_MONTHS[base].split(), 1) for n in forms.split("/")}
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    # A month only beside a number: "may" and "march" are verbs, "mas" and "jen" words of their own.
    return re.compile(
        rf"(?:\d{{1,4}}[ ,.\-]*(?:de |d'|ga |ng |st|nd|rd|th|º|er)?[ ,\-]*({words})|({words})\.?,? ?(?:de |le )?\d)(?!\w)?",
        re.IGNORECASE,
    ), names


@functools.lru_cache(maxsize=8192)
def months(text: str, base: str) -> frozenset[int]:
    """The months of the dates in ``text``, 1 to 12."""
    text = normal(text)
    if base in _NUMBERED:
        return frozenset(int(hit) for hit in re.findall(_NUMBERED[base], text) if 1 <= int(hit) <= 12)
    compiled = _pattern(base)
    if compiled is None:
        return frozenset()
    pattern, names = compiled
    if not _hinted(text, base):
        return frozenset()
    return frozenset(names[(hit[1] or hit[2]).lower()] for hit in pattern.finditer(text))


@functools.cache
def _first_words(base: str) -> frozenset[str]:
    compiled = _pattern(base)
    return frozenset(name.split()[0] for name in compiled[1]) if compiled else frozenset()


def _hinted(text: str, base: str) -> bool:
    """Whether a month may be named at all: cheap, before the long pattern is tried."""
    first = _first_words(base)
    if base in ("km", "hi"):  # no spaces between words; vowel signs, which the pattern for words breaks at
        return any(word in text for word in first)
    return not first.isdisjoint(_WORDS.findall(text.lower()))


@functools.lru_cache(maxsize=4096)
def named_months(text: str, base: str) -> frozenset[int]:
    """The months that ``text`` names anywhere, a date or not: they excuse a number, but are not compared."""
    text = normal(text)
    if not _hinted(text, base):
        return frozenset()
    compiled = _anywhere(base)
    if compiled is None:
        return frozenset()
    hits = (hit[0] for hit in compiled[0].finditer(text))
    return frozenset(compiled[1][hit.lower()] for hit in hits if hit.lower() not in _COMMON or hit[0].isupper())


@functools.cache
def _anywhere(base: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    compiled = _pattern(base)
    if compiled is None:
        return None
    words = "|".join(sorted(map(re.escape, compiled[1]), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), compiled[1]


def has_names(base: str) -> bool:
    """Whether months can be read in a language."""
    return base in _MONTHS or base in _NUMBERED
