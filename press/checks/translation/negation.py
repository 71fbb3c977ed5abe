"""Words that deny or forbid: "do not", in the languages we have tables for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press.checks.translation.comparing import asked, said, without

_LETTER = r"[\w\u0300-\u036f\u0610-\u065f\u0900-\u0963]"
# What forbids in an English source: a command ("Do not drive"), a modal verb, or a plain denial ("is not a cure"). Left out
# is what other languages say without a "not": "muscles tighten when you do not want them to".
_DENIES = re.compile(
    r"(?:^|[.!?:;,] |\b(?:and|or|but|please|then) )[\"“*(]*(?:do not|don['’]t|never)\b"
    r"|\b(?:must|should|may|can|could|will) ?not\b(?! only)|\b(?:must|should|ca|could|wo)n['’]t\b|(?<!that )\b(?:is|are|was|were) not\b(?! only)",
    re.IGNORECASE,
)
# What may answer it. Generous on purpose: prefixes ("insostenible") are left out where they would match too much.
_ANSWERS: dict[str, str] = {
    "es": r"no|nunca|ni|sin|ning[uú]n\w*|jamás|tampoco|nada|nadie|evit\w*|imposible|desconoc\w*",
    "fr": r"ne|n['’]\w+|pas|jamais|aucun\w*|sans|ni|non|évit\w*|impossible|inconnu\w*",
    "pt": r"não|nunca|nem|sem|nenhum\w*|jamais|evit\w*|impossível|desconhecid\w*",
    "de": r"nicht|kein\w*|nie|niemals|ohne|weder|noch|vermeid\w*|un\w{4,}|nichts|niemand\w*",
    "it": r"non|mai|senza|né|nessun\w*|evit\w*|nulla|niente|impossibile",
    "ru": r"не|ни|нет|нельзя|без|никогда|никак\w*|никто|ничего|невозможно|избега\w*|отсутств\w*|недостаточн\w*|неизвестн\w*|не\w{4,}",
    "ar": r"[وفلأ]?(?:لا|لم|لن|ليس\w*|غير|دون|بدون|بعدم|عدم|لست|ألا|بلا|سوى|ممنوع|تجنب\w*|أبدا|أبدًا|أبداً)",
    "fa": r"ن(?:می|خور|گیر|گرفت|کن|کرد|ده|داد|رو|رفت|شو|شد|شده|بای|دار|داشت|زن|مان|بر|شین|خواب|توان|یست|بود|مال|نوش|گذار|یاب|باش|خواه|رسان|کش|پوش|گو)\w*|نه|بدون|عدم|هیچ\w*|فاقد|هرگز|خودداری|پرهیز|جلوگیری|غیر\w*|نا(?:توان|مشخص|معلوم|ممکن)\w*",
    "hi": r"नहीं|न|ना|मत|बिना|नही|बगैर|कभी|बचें|मना|असमर्थ",
    "zh": "不|没|沒|未|无|無|非|勿|别|切忌|禁|避免|免",
    "km": "មិន|គ្មាន|កុំ|ពុំ|ឥត|អត់|ហាម|ជៀសវាង",
    "ko": "안 |않|못|없|말고|마십|마세|말아|아니|아닌|금지|금하|모르|모릅|삼가|불가|피하",
    "vi": r"không|chưa|đừng|chẳng|chớ|tránh|cấm",
    "tl": r"hindi|di|wala\w*|huwag|walang|iwasan|bawal|imposible",
    "ht": r"pa|p|pap|pat|pran gad|san|jamè|okenn|ni|evite|anyen|pèsonn",
}
_BREAK = re.compile(r"(?<=[.!?。！？؟।۔።;])\s*(?=\S)")


@functools.cache
def _answer(base: str) -> re.Pattern[str]:
    words = _ANSWERS[base]
    unspaced = base in ("zh", "km", "ko")
    return re.compile(words if unspaced else rf"(?<!{_LETTER})(?:{words})(?!{_LETTER})", re.IGNORECASE)


@functools.lru_cache(maxsize=8192)
def _denials(text: str) -> tuple[tuple[str, str], ...]:
    """Each sentence of an English text with the word that denies in it, or an empty one."""
    if not _DENIES.search(text):
        return ()
    return tuple(
        (sentence, hit[0].lstrip(' .!?:;,"“*(') if (hit := _DENIES.search(sentence)) else "")
        for sentence in _BREAK.split(text)
        if sentence.strip()
    )


def unanswered(source: str, target: str, base: str) -> Iterator[tuple[str, str]]:
    """Sentences of an English source that deny, where the translation's sentence does not: the word, and the sentence."""
    denials = _denials(source)
    if not denials or base not in _ANSWERS:
        return
    sentences = [sentence for sentence in _BREAK.split(target) if sentence.strip()]
    if len(sentences) == len(denials):
        for (text, word), sentence in zip(denials, sentences, strict=True):
            if word and not _denied(text, sentence, base):
                yield word, text
    elif not _answer(base).search(target):
        yield next((word, text) for text, word in denials if word)


def _denied(source: str, target: str, base: str) -> bool:
    """Whether a sentence denies. A "not less than" counts only where it is a comparison that the source denies."""
    compares = any(denied for _, _, denied in asked(source, "en"))
    return _answer(base).search(target if compares else without(target, base)) is not None


def turned(source: str, target: str, base: str) -> Iterator[tuple[str, str]]:
    """Denied comparisons that were turned round: "do not take more than 8" as "do not take less than 8".

    Well said are "do not take more than", "at most" and "not more than"; what is left are "do not take less than" and
    "not less than".
    """
    if base not in _ANSWERS:
        return
    wanted = asked(source, "en")
    if len({way for way, _, _ in wanted}) != 1:
        return
    for way, words, denied in wanted:
        if not denied:
            continue
        wrong = ""
        for found, fragment, start, end in said(target, base):
            composed = _answer(base).search(fragment) is not None
            begin = max((hit.end() for hit in _BREAK.finditer(target, 0, start)), default=0)
            stop = next((hit.start() for hit in _BREAK.finditer(target, end)), len(target))
            denies = _answer(base).search(target[begin:start] + " " + target[end:stop]) is not None
            if (found == way) == composed and (composed or denies):
                wrong = wrong or fragment
            else:
                wrong = ""
                break
        if wrong:
            yield words, wrong
