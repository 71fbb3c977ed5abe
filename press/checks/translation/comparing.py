"""Words and signs of comparison beside a number: "at least", "or more", "≥", in the languages we have tables for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

from press.quantities import normal

Direction = Literal["up", "down"]

# Per language: what says "this or more", then what says "this or less". Regular expressions, no capturing groups. Forms
# that contain their opposite ("no more than") stand in the table of what they mean, and are looked for first.
_WORDS: dict[str, tuple[str, str]] = {
    "en": (
        r"no (?:less|fewer) than|not less than|at (?:the )?(?:least|minimum)|minimum(?: of)?|or (?:more|longer|older|higher|above|over|greater|later)|and (?:over|above|older|up|higher)|(?:more|longer|older|higher|greater|later) than|above|over|exceed\w*",
        r"(?:no|not) (?:more|longer|older|higher|greater|later) than|at (?:the )?most|up to|maximum(?: of)?|or (?:less|fewer|shorter|younger|lower|below|under|earlier)|and (?:under|below|younger)|(?:less|fewer|shorter|younger|lower|smaller) than|below|under",
    ),
    "es": (
        r"no menos de|(?:al|por lo|como) (?:menos|mínimo)|mínimo|o más|y más|más del?|mayores|(?:mayor(?:es)?|superior(?:es)?) (?:de|a|que)|a partir de|o mayor(?:es)?|o superior(?:es)?|por encima de|sobre|super[aeó]\w*|exced\w*",
        r"no más de|no (?:mayor|superior) (?:de|a|que)|(?:al|por lo|como) (?:máximo|mucho|más)|máximo|hasta|o menos|y menos|menos del?|(?:menor(?:es)?|inferior(?:es)?) (?:de|a|que)|o menor(?:es)?|o inferior|por debajo de",
    ),
    "fr": (
        r"pas moins de|au moins|au minimum|minimum|ou plus|et plus|ou davantage|plus d[e'’u]s?|supérieure?s? (?:ou égale?s? )?(?:à|aux?)|à partir de|ou au-delà|au-delà de|au-dessus de|dépass\w*|excéd\w*",
        r"pas plus de|au plus|au maximum|maximum|jusqu['’]à|ou moins|et moins|moins d[e'’u]s?|inférieure?s? (?:ou égale?s? )?(?:à|aux?)|au-dessous de|en dessous de|ne (?:pas )?dépass\w*",
    ),
    "pt": (
        r"não menos (?:de|do que)|pelo menos|no mínimo|ao menos|mínimo|ou mais|e mais|mais (?:d[eoa]s?|do que)|maior(?:es)? (?:de|que|do que)|superior(?:es)? a|a partir de|acima d[eoa]s?|ou superior|ultrapass\w*|exced\w*",
        r"não mais (?:de|do que|que)|no máximo|máximo|até|ou menos|e menos|menos (?:d[eoa]s?|do que)|menor(?:es)? (?:de|que|do que)|inferior(?:es)? a|abaixo d[eoa]s?|ou inferior",
    ),
    "de": (
        r"nicht (?:weniger|kürzer) als|mindestens|wenigstens|mindest\w*|oder (?:mehr|länger|älter|höher|darüber)|und (?:mehr|älter|darüber)|(?:mehr|länger|älter|höher|größer) als|über|ab",
        r"nicht (?:mehr|länger|älter|höher) als|höchstens|maximal|bis zu|oder (?:weniger|kürzer|jünger|niedriger|darunter)|(?:weniger|kürzer|jünger|niedriger|kleiner) als|unter",
    ),
    "it": (
        r"non meno di|almeno|come minimo|minimo|o (?:più|oltre|superior[ei])|e (?:più|oltre)|più (?:di|del\w*)|(?:maggior[ei]|superior[ei]) (?:di|a)|oltre|a partire da|al di sopra di|sopra i",
        r"non più di|al massimo|massimo|fino a|o (?:meno|inferior[ei])|meno (?:di|del\w*)|(?:minor[ei]|inferior[ei]) (?:di|a)|al di sotto di|sotto i",
    ),
    "ru": (
        r"не (?:менее|меньше|реже|короче|ниже|моложе|раньше)|минимум|как минимум|по (?:крайней|меньшей) мере|хотя бы|или (?:более|больше|дольше|старше|выше|чаще)|и (?:более|больше|старше|выше)|более|больше|свыше|дольше|старше|выше|превыша\w*|от \d\S* (?:\w+ )?и (?:старше|выше|более)",
        r"не (?:более|больше|дольше|старше|выше|чаще|превыша\w*|позднее|позже)|максимум|как максимум|самое большее|или (?:менее|меньше|моложе|ниже|реже)|и (?:менее|меньше|моложе|ниже)|менее|меньше|моложе|ниже|до",
    ),
    "zh": (
        r"不少于|不低于|不小于|至少|最少|起码|以上|或更[多久长高大]\w?|或以上|及以上|多于|超过|超過|大于|大於|高于|高於|逾|长于|长达|长於|多名|多|≥|满|滿",
        r"不超过|不超過|不多于|不高于|不大于|不得超过|至多|最多|最长|以下|以内|以內|之内|或更[少短低小]\w?|或以下|少于|少於|低于|低於|小于|小於|不到|不足|未满|未滿|多达",
    ),
    "vi": (
        r"không (?:dưới|ít hơn)|ít nhất|tối thiểu|trở lên|hoặc (?:hơn|nhiều hơn|lâu hơn|lớn hơn|cao hơn)|hay (?:hơn|nhiều hơn)|hơn|trên|từ \d\S* \w+ trở|vượt|quá",
        r"không (?:quá|hơn|trên|vượt)|nhiều nhất|tối đa|trở xuống|hoặc (?:ít hơn|thấp hơn|ngắn hơn|nhỏ hơn)|ít hơn|thấp hơn|nhỏ hơn|dưới|lên đến|lên tới|tới|đến|chưa đến|chưa đầy",
    ),
    "ar": (
        r"لا يقل عن|لا تقل عن|ليس أقل من|على الأقل|علي الأقل|كحد أدنى|الحد الأدنى|أو أكثر|أو أطول|أو أكبر|أو أعلى|أو يزيد|فأكثر|فما فوق|أكثر من|أكبر من|أعلى من|أطول من|يزيد على|تزيد عن|يزيد عن|تزيد على|زاد عن|ما يزيد|فوق|يتجاوز|تتجاوز|تجاوز|يفوق|أكثر",
        r"لا يزيد عن|لا تزيد عن|لا يزيد على|لا يتجاوز|لا تتجاوز|ليس أكثر من|على الأكثر|كحد أقصى|الحد الأقصى|بحد أقصى|حتى|أو أقل|أو أقصر|أو أدنى|فأقل|أقل من|أصغر من|أدنى من|دون|تحت|يصل إلى|تصل إلى|ما يصل|إلى|أقل",
    ),
    "fa": (
        r"حداقل|دست کم|لااقل|کمتر از [^.]{0,20} نباشد|یا بیشتر|یا بالاتر|یا بیش تر|یا طولانی ?تر|و بیشتر|و بالاتر|به بالا|بیشتر از|بیش از|بالاتر از|بالای|بزرگتر از|فراتر|طولانی ?تر از|بیشتر|بالاتر",
        r"حداکثر|بیشتر از [^.]{0,20} نباشد|یا کمتر|یا پایین ?تر|و کمتر|کمتر از|کم تر از|پایین تر از|زیر|کوچکتر از|تا|کمتر|نهایتا",
    ),
    "hi": (
        r"से कम (?:नहीं|न)|कम से कम|न्यूनतम|या (?:उससे |इससे |उस से )?(?:अधिक|ज़्यादा|ज्यादा|ऊपर|लंबे)|या उससे|और (?:उससे )?(?:अधिक|ज़्यादा|ज्यादा|ऊपर)|से (?:भी )?(?:अधिक|ज़्यादा|ज्यादा|ऊपर|बड़े|लंबे|बड़ी)|अधिक|ज़्यादा|ज्यादा|ऊपर",
        r"से (?:अधिक|ज़्यादा|ज्यादा) (?:नहीं|न)|अधिक से अधिक|ज़्यादा से ज़्यादा|ज्यादा से ज्यादा|अधिकतम|या (?:उससे |इससे )?(?:कम|नीचे)|से (?:भी )?(?:कम(?! से कम)|नीचे|छोटे)|तक|(?<!से )कम(?! से कम)",
    ),
    "ko": (
        r"이상|적어도|최소|초과|넘[게는으어]\w*|보다 (?:많|길|높|크)\w*|또는 그 이상|더 (?:많|길|오래)\w*|이후",
        r"이하|최대|미만|이내|까지|넘지\w*|보다 (?:적|짧|낮|작)\w*|또는 그 이하|더 (?:적|짧)\w*|많아도",
    ),
    "km": (
        r"យ៉ាង(?:ហោចណាស់|តិច)|តិចបំផុត|ឡើងទៅ|ឡើង|ឬ(?:ច្រើន|លើស|យូរ|ខ្ពស់)ជាង(?:នេះ|នោះ)?|ច្រើនជាង|លើសពី|លើស|ជាង|ខ្ពស់ជាង|យូរជាង|អប្បបរមា",
        r"មិន(?:ឱ្យ|ឲ្យ|ត្រូវ)?លើស|មិនលើសពី|យ៉ាងច្រើន|ច្រើនបំផុត|អតិបរមា|ចុះក្រោម|ឬ(?:តិច|ទាប)ជាង(?:នេះ|នោះ)?|តិចជាង|ក្រោម|ទាបជាង|រហូតដល់|រហូត|ដល់",
    ),
    "tl": (
        r"hindi bababa sa|hindi kukulangin sa|kahit man lang|di-bababa|o (?:higit|mas (?:mataas|matagal|matanda|marami))(?: pa)?|at (?:higit|pataas)|o pataas|pataas|higit sa|higit|mahigit|lampas|lagpas|mas (?:mataas|matagal|matanda|marami)\w*",
        r"hindi (?:hihigit|lalampas|lalagpas|dapat lumampas|higit)\w*(?: sa)?|pinakamataas|hanggang|o (?:mas (?:mababa|kaunti|maikli|bata)|kulang)|pababa|wala pang|bababa sa|mababa sa|kulang sa|mas (?:mababa|kaunti|maikli|bata)\w*|sa ilalim|maximum",
    ),
    "ht": (
        r"pa mwens (?:pase|ke)|omwen|o mwen|pou pi piti|o minimòm|oswa (?:plis|pi plis|pi wo|pi long|anwo)|ou (?:plis|pi plis)|ak plis|ak anwo|(?:plis|pi wo|pi gran|pi lontan) (?:pase|ke)|anwo|depase|plis|pi lontan",
        r"pa (?:plis|depase)(?: pase| ke)?|(?:o|pou pi) (?:maksimòm|plis)|jiska|jiskaske|oswa (?:mwens|pi ba|pi piti)|ou mwens|(?:mwens|pi ba|pi piti) (?:pase|ke)|mwens|anba",
    ),
}
_SIGNS: dict[str, Direction] = {
    "≥": "up",
    ">": "up",
    "⩾": "up",
    "≧": "up",
    "＞": "up",
    "≤": "down",
    "<": "down",
    "⩽": "down",
    "≦": "down",
    "＜": "down",
}
_BOUND = r"[\w\u0300-\u036f\u0610-\u065f\u0900-\u0963]"
# A sign, or words, that touch a number: nothing else but a few words of the unit stands between.
_AFTER = r"(?: ?°? ?[^\W\d]+){0,2}?,? ?"
_NUMBER = r"(?<![\w.,])\d[\d.,]*"


# After a number only these: "40 units under the skin" compares nothing.
_AFTER_NUMBER: dict[str, tuple[str, str]] = {
    "en": (
        r"(?:or|and) (?:more|longer|older|higher|above|over|greater|later|up)|at (?:the )?(?:least|minimum)",
        r"(?:or|and) (?:less|fewer|shorter|younger|lower|below|under|earlier)|at (?:the )?most",
    ),
}
_DIGIT = re.compile("[0-9]")
_NEGATED = re.compile(r"\b(?:not|never|no|without)\b|n['’]t\b", re.IGNORECASE)


@functools.cache
def _beside(base: str) -> re.Pattern[str] | None:
    """The comparisons in a source text that belong to a number."""
    if base not in _WORDS:
        return re.compile(rf"(?P<sign>[{''.join(_SIGNS)}]) ?\d")

    def either(mark: str, up: str, down: str) -> str:
        return rf"(?P<{mark}>(?<!{_BOUND})(?:(?P<{mark}down>{down})|(?P<{mark}up>{up}))(?!{_BOUND}))"

    before = either("b", *_WORDS[base]) + r" (?:about |the |an? )?" + r"(?=[$€£]?\d)"
    after = rf"(?:{_NUMBER})(?:%|°[CF]?)?{_AFTER}" + either("a", *_AFTER_NUMBER.get(base, _WORDS[base]))
    return re.compile(rf"(?P<sign>[{''.join(_SIGNS)}]) ?(?=\d)|{before}|{after}", re.IGNORECASE)


@functools.cache
def _anywhere(base: str) -> re.Pattern[str] | None:
    if base not in _WORDS:
        return None
    up, down = _WORDS[base]
    signs = {way: "".join(sign for sign, means in _SIGNS.items() if means == way) for way in ("up", "down")}
    edge, tail = (
        ("", "")
        if base in ("zh", "ja", "ko", "km")
        else (rf"(?<!{_BOUND})[وفلب]?" if base == "ar" else rf"(?<!{_BOUND})", rf"(?!{_BOUND})")
    )
    # Where both begin at one place the longer wins: "not more than" before "not more", "no more than" before "more than".
    return re.compile(
        rf"(?P<down>{edge}(?:{down}){tail}|[{signs['down']}])|(?P<up>{edge}(?:{up}){tail}|[{signs['up']}])",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=4096)
def asked(text: str, base: str) -> tuple[tuple[Direction, str, bool], ...]:
    """The comparisons beside numbers in a source text: which way, the words, whether the sentence denies.

    "Do not take more than 4" is as well said with "at most 4": a denied comparison may be answered either way.
    """
    pattern = _beside(base)
    if pattern is None:
        return ()
    found: list[tuple[Direction, str, bool]] = []
    for hit in pattern.finditer(normal(text)):
        groups = hit.groupdict()
        if groups.get("sign"):
            found.append((_SIGNS[groups["sign"]], groups["sign"], False))
        else:
            words = groups.get("b") or groups.get("a") or ""
            start = max(hit.string.rfind(mark, 0, hit.start()) for mark in ".!?;:")
            denied = _NEGATED.search(hit.string, start + 1, hit.start()) is not None
            found.append(("up" if groups.get("bup") or groups.get("aup") else "down", words, denied))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def said(text: str, base: str) -> tuple[tuple[Direction, str, int, int], ...]:
    """The words and signs of comparison in a translation, beside a number or not: which way, the words, start and end."""
    pattern = _anywhere(base)
    hits = pattern.finditer(normal(text)) if pattern else ()
    return tuple(("down" if hit.lastgroup == "down" else "up", hit[0].strip(), hit.start(), hit.end()) for hit in hits)


def without(text: str, base: str) -> str:
    """``text`` with the words of comparison beside its numbers blanked: the "not" of "not less than 4" forbids nothing."""
    for _, _, start, end in said(text, base):
        if _DIGIT.search(normal(text), max(0, start - 6), end + 6):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _answered(text: str, base: str) -> dict[Direction, str]:
    found: dict[Direction, str] = {}
    for way, words, _, _ in said(text, base):
        found.setdefault(way, words)
    return found


def directions(source: str, target: str, source_base: str, target_base: str) -> Iterator[tuple[str, str]]:
    """Comparisons of the source that the translation lacks: the source's words, and the opposite ones in their place."""
    wanted = asked(source, source_base)
    if not wanted or target_base not in _WORDS:
        return
    answered = _answered(target, target_base)
    seen: set[Direction] = set()
    for way, words, denied in wanted:
        if way not in answered and way not in seen and not (denied and answered):
            seen.add(way)
            opposite: Direction = "down" if way == "up" else "up"
            stands = any(other == opposite for other, _, _ in wanted)
            yield words, "" if stands else answered.get(opposite, "")
