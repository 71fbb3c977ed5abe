"""How hard a text is to read: only by formulas that were validated for its language, with syllable counters of our own.

English: Flesch–Kincaid grade (Kincaid et al. 1975). Spanish: the Szigriszt-Pazos perspicuity index, read on the INFLESZ
scale, which was made for texts for patients (Barrio-Cantalejo et al. 2008). Italian: Gulpease (Lucisano and Piemontese
1988). Every other language has none here: then only words per sentence are told, never a score.
How often the syllable counters are right is measured in ``benchmarks/reading_level.py``.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press.checks.prose import WORD, Line
from press.language import Language

LEAST_WORDS = 100  # the formulas were fitted to samples of 100 words (Flesch 1948): no score below


@dataclass(frozen=True, slots=True)
class Counts:
    """What a formula is computed from. ``plain`` words are those whose syllables and letters count: no names."""

    sentences: int = 0
    words: int = 0
    plain: int = 0
    syllables: int = 0
    letters: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.sentences + other.sentences,
            self.words + other.words,
            self.plain + other.plain,
            self.syllables + other.syllables,
            self.letters + other.letters,
        )

    @property
    def per_sentence(self) -> float:
        """Words per sentence."""
        return self.words / max(1, self.sentences)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula validated for one language, and what its values mean."""

    name: str
    unit: str  # how a value is said: "grade 7.4"
    score: Callable[[Counts], float]
    review: float  # beyond this a person must judge
    error: float  # beyond this no release
    higher_is_easier: bool
    syllables: Callable[[str], int] | None

    def beyond(self, value: float, limit: float) -> bool:
        """Whether a value is harder to read than ``limit``."""
        return value < limit if self.higher_is_easier else value > limit

    def said(self, value: float) -> str:
        """A value in words."""
        return f"{self.unit} {value:.1f}" if not self.higher_is_easier else f"{self.unit} {value:.0f}"


@dataclass(frozen=True, slots=True)
class Level:
    """The reading level of a text; ``value`` is None where no formula is validated or the text is too short."""

    formula: Formula | None
    value: float | None
    counts: Counts
    hardest: tuple[tuple[Line, str], ...] = ()  # the sentences that weigh most, with the line each stands in
    between_spaces: str = "words"  # what spaces part: words, syllables (Vietnamese, Hmong) or nothing

    def __str__(self) -> str:
        mean = f"; {self.counts.per_sentence:.1f} {self.between_spaces} a sentence" if self.between_spaces else ""
        if self.formula is None:
            return f"no validated formula{mean}"
        if self.value is None:
            return f"too short for a score ({self.counts.words} words){mean}"
        return f"{self.formula.said(self.value)} ({self.formula.name}){mean}"


# ------------------------------------------------------------------------------------------------------------ syllables

_EN_EXCEPTIONS = {
    "people": 2, "eye": 1, "eyes": 1, "eyelid": 2, "eyelids": 2, "area": 3, "areas": 3, "idea": 3, "ideas": 3, "being": 2,
    "science": 2, "diet": 2, "quiet": 2, "client": 2, "anxiety": 4, "society": 4, "variety": 4, "business": 2,
    "something": 2, "sometimes": 2, "someone": 2, "anyone": 3, "everyone": 3, "every": 2, "everything": 3, "clothes": 1,
    "evening": 2, "several": 3, "create": 2, "created": 3, "real": 2, "really": 2, "poem": 2, "does": 1, "doesn't": 2,
    "isn't": 2, "didn't": 2, "wasn't": 2, "couldn't": 2, "shouldn't": 2, "wouldn't": 2, "hasn't": 2, "haven't": 2,
    "video": 3, "vein": 1, "veins": 1, "theater": 3, "heard": 1, "hives": 1, "recipe": 3, "acne": 2, "simile": 3,
    "breathe": 1, "breathes": 1, "breathed": 1, "vaccine": 2, "were": 1, "there": 1, "where": 1, "here": 1, "fluid": 2,
    "fluids": 2, "ruin": 2, "suicide": 3, "doing": 2, "going": 2, "seeing": 2, "giant": 2, "trial": 2, "trials": 2,
    "vial": 2, "dial": 2, "liaison": 3, "radius": 3, "genius": 3, "serious": 3, "various": 3, "previous": 3, "obvious": 3,
    "nuclear": 3, "european": 4, "museum": 3, "react": 2, "reaction": 3, "reactions": 3, "reactive": 3, "hour": 1,
    "hours": 1, "our": 1, "ours": 1, "fire": 1, "tired": 1, "required": 2, "schedule": 2, "naive": 2, "cafe": 2,
    "forehead": 2, "whole": 1, "wholesome": 2, "family": 3, "diarrhea": 4, "coincide": 3, "cooperate": 4, "caffeine": 2,
    "protein": 2, "proteins": 2, "ions": 2, "lion": 2, "prion": 2, "biopsy": 3, "diabetes": 4, "herpes": 2, "rabies": 2,
    "scabies": 2, "hundred": 2, "argue": 2, "cement": 2, "ratio": 3, "eyelash": 2, "before": 2, "safety": 2, "nausea": 3,
    "pneumonia": 3, "laboratory": 4, "million": 2, "union": 2, "therefore": 2, "household": 2, "reliable": 4, "rely": 2, "via": 2, "feces": 2, "series": 2, "species": 2, "testes": 2, "calories": 3, "arteries": 3, "sensible": 3,
}  # fmt: skip
# Two vowel letters that are two syllables (and the syllable of "-ism"): each hit is one more.
_EN_APART = re.compile(
    r"(?<![ctsgx])ia(?!ge|rs?$)|[ctsg]ia(?=t)|(?<![ctsgx])io(?!us$|n)|(?<![ctsgxln])ion|(?<![ctgx])ious$|iu|ii|(?<!g)eo(?!ple|n$)|"
    r"(?<![gq])ua|uou|[aeouy]ing$|isms?$|(?<![ct])ien[ct]|iers?$|iest$|[aou]y[aeio]|ey[aio]|loyee|cre(?=at)|"
    r"^re(?=act|us|app|ass|adm|ent|in|op|or|eva|exp|exa)|^co(?=oper|ordi|agul|alit|exist|incid|auth)|[^gq]ui?(?=ty)|[^gq]ue(?=n)|eum"
)
# A silent "e" inside a word, before an ending or in a compound, and the unheard "a" of "-ically": each hit is one less.
_EN_SILENT = re.compile(
    r"[^aeiouyl]e(?=(?:ly|ful|less|ness|ments?|some|where|time|thing|body|work|one|place|wise|guard|care|line|land|bone|ways?|"
    r"man|men|like|spread|stock|style|long|made|day|wide)(?:ly|ness|s)?$)|ically$"
)
_VOWELS = re.compile(r"[aeiouy]+")
# Endings in the order in which they are tried, with the syllables that each adds to what stands before it.
_EN_ENDINGS = (
    (re.compile(r"(?<=[^aeiouyl])l(?:es?|ed)$|(?<=t)res?$"), 1),  # "table", "titled", "centre"
    (re.compile(r"(?<=[gq])ues?$"), 0),  # "fatigue"
    (re.compile(r"(?<=ach)es$"), 0),  # "aches"
    (re.compile(r"(?<=[sxzcg])es$|(?<=[cs]h)es$|(?<=[td])ed$"), 1),  # "boxes", "started"
    (re.compile(r"(?<=.)e[sd]$|(?<=[^aeiouy])e$"), 0),  # "bones", "helped", "bone"
)


@functools.lru_cache(maxsize=20000)
def english_syllables(word: str) -> int:
    """Syllables of an English word in small letters; hyphenated words are counted part by part."""
    if "-" in word:
        return sum(english_syllables(part) for part in word.split("-") if part)
    if word in _EN_EXCEPTIONS:
        return _EN_EXCEPTIONS[word]
    word = re.sub(r"'(?:s|ll|ve|re|d|m|t)$|[^a-z]", "", word)
    if len(word) <= 3:
        return 1 if not re.fullmatch(r"[^aeiouy]?[aeiou][^aeiouyrw][aeiouy]", word) or word.endswith("e") else 2
    stem, found = _without_silent_ending(word)
    found += len(_VOWELS.findall(stem)) + len(_EN_APART.findall(word)) - len(_EN_SILENT.findall(word))
    return max(1, found)


def _without_silent_ending(word: str) -> tuple[str, int]:
    """The word without an ending that is not heard, and the syllables that the ending adds."""
    for pattern, adds in _EN_ENDINGS:
        hit = pattern.search(word)
        if hit:
            return word[: hit.start()], adds
    return word, 0


_ES_NUCLEUS = re.compile("[aeo\u00e1\u00e9\u00ed\u00f3\u00faiu\u00fcy]+")


@functools.lru_cache(maxsize=20000)
def spanish_syllables(word: str) -> int:
    """Syllables of a Spanish word: hiatus between two strong vowels, or a strong and a stressed weak one (RAE, Ortografia)."""
    word = unicodedata.normalize("NFC", word.lower())
    word = re.sub(r"qu(?=[e\u00e9i\u00ed])", "q", word)
    word = re.sub(r"gu(?=[e\u00e9i\u00ed])", "g", word).replace("h", "")
    word = re.sub(r"y(?=[aeiou\u00e1\u00e9\u00ed\u00f3\u00fa])", "ll", word)
    count = 0
    for hit in _ES_NUCLEUS.finditer(word):
        group = hit[0]
        count += 1
        for one, two in itertools.pairwise(group):
            strong = one in "aeo\u00e1\u00e9\u00f3" and two in "aeo\u00e1\u00e9\u00f3"
            broken = (one in "\u00ed\u00fa" and two in "aeo\u00e1\u00e9\u00f3") or (
                one in "aeo\u00e1\u00e9\u00f3" and two in "\u00ed\u00fa"
            )
            count += strong or broken
    return max(1, count)


# ------------------------------------------------------------------------------------------------------------- formulas


def _flesch_kincaid(counts: Counts) -> float:
    """Grade = 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975)."""
    return 0.39 * counts.per_sentence + 11.8 * counts.syllables / max(1, counts.plain) - 15.59


def _inflesz(counts: Counts) -> float:
    """206.835 - 62.3 syllables per word - words per sentence (Szigriszt-Pazos 1993)."""
    return 206.835 - 62.3 * counts.syllables / max(1, counts.plain) - counts.per_sentence


def _gulpease(counts: Counts) -> float:
    """89 + (300 sentences - 10 letters) per word (Lucisano and Piemontese 1988)."""
    letters = counts.letters / max(1, counts.plain)
    return 89 + 300 / max(1.0, counts.per_sentence) - 10 * letters


# The limits of English are the project's: of 980 topics of a national health library 39 % are at grade 8 or below and 78 %
# at 10 or below, so that 8 can be reached and 10 is no excuse. INFLESZ calls 55 to 65 "normal" and below 40 "very hard".
# Gulpease: below 60 hard for readers with a lower secondary education, below 40 for those with a higher one.
FORMULAS: dict[str, Formula] = {
    "en": Formula("Flesch–Kincaid", "grade", _flesch_kincaid, 8, 10, False, english_syllables),
    "es": Formula("Szigriszt-Pazos", "INFLESZ", _inflesz, 55, 40, True, spanish_syllables),
    "it": Formula("Lucisano-Piemontese", "Gulpease", _gulpease, 60, 40, True, None),
}


def formula_for(tag: str) -> Formula | None:
    """The formula validated for a language, None where there is none."""
    return FORMULAS.get(tag.split("-")[0])


def level(lines: Iterable[Line], tag: str, names: frozenset[str] = frozenset()) -> Level:
    """The reading level of running text. ``names`` (small letters) are left out of the syllables, as are placeholders and
    words that begin with a capital inside a sentence; they still count as words of their sentence.

    Only whole sentences count: a list item without a closing mark is a fragment, and would make the text look easier.
    """
    formula = formula_for(tag)
    syllables = formula.syllables if formula else None
    total, weighed, language = Counts(), [], None
    for line in lines:
        language = line.language
        for sentence in line.sentences:
            if not _whole(sentence):
                continue
            counts = count(sentence, names, syllables)
            if counts.words:
                total += counts
                weighed.append((counts, line, sentence))
    parted = _between_spaces(language)
    if formula is None or total.words < LEAST_WORDS:
        return Level(formula, None, total, between_spaces=parted)
    sign = 1 if formula.higher_is_easier else -1
    weighed.sort(key=lambda item: sign * formula.score(item[0]) if item[0].words > 5 else 0)
    hardest = tuple((line, sentence) for _, line, sentence in weighed[:3])
    return Level(formula, formula.score(total), total, hardest)


def _between_spaces(language: Language | None) -> str:
    if language is not None and language.word_break != "spaces":
        return ""
    return "syllables" if language is not None and language.lexicon.table.writing.syllables else "words"


def _whole(sentence: str) -> bool:
    """Whether it ends as a sentence does, or leads into a list."""
    return sentence.rstrip("\"'”’»)")[-1:] in tuple(".!?:。！？؟।។།။։።")


def count(sentence: str, names: frozenset[str], syllables: Callable[[str], int] | None) -> Counts:
    """Words, syllables and letters of one sentence."""
    words = plain = heard = letters = 0
    for word in WORD.findall(sentence):
        words += 1
        lower = word.lower()
        named = words > 1 and word[0].isupper() and word != "I"
        if named or word[0] in "{0123456789" or lower in names:
            continue
        plain += 1
        letters += len(word)
        if syllables:
            heard += syllables(lower.replace("’", "'"))
    return Counts(1, words, plain, heard, letters)
