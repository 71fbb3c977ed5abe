"""Words of a translation: in the declared language and script, nothing left untranslated, names kept, a likely length."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press.checks.rule import Finding, Subject, rule
from press.checks.translation import scripts
from press.checks.translation.laying import comparisons
from press.checks.translation.meanings import answers_by_opposite
from press.checks.translation.negation import DENYING, added, unanswered
from press.checks.translation.pairs import Comparison, Pair, plain, short
from press.language import Language, Lexicon
from press.problem import Severity
from press.quantities import read

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")  # a name or term in the source's language often stands in brackets
_TERM = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\{[\w\-]+\}")
_SENTENCE = re.compile(r"[^.!?:;。！？।؟۔።]+[.!?:;。！？।؟۔።]*")
_CAPITALS = re.compile(r"(?<![.!?:] )(?<!^)(?<![\"“(\[*•])\b[A-Z][\w\-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN_RUN = re.compile(r"(?:(?<![A-Za-z])[A-Za-z][a-z'’\-]+[\s,]+){3}[A-Za-z]")
LEAST_WORDS = 5  # of a sentence that is taken for untranslated; shorter ones are left to a person
SAME_SHARE = 0.8  # of its words that stand in the source passage


# ----------------------------------------------------------------------------------------------------------- untranslated


@functools.lru_cache(maxsize=8192)
def _source_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a source passage, and those that are names (capitals inside a sentence)."""
    names = {word.casefold() for word in _CAPITALS.findall(text)}
    return frozenset(word.casefold() for word in _WORD.findall(_bare(text))), frozenset(names)


def _bare(text: str) -> str:
    """``text`` without terms in other languages, placeholders and links."""
    return _TERM.sub(" ", plain(text)) if "[" in text or "{" in text else text


def _untranslated(pair: Pair, latin: bool) -> tuple[str, int]:
    """The longest sentence of a translation that stands in the source passage in nearly the same words; its words."""
    words, names = _source_words(pair.source)
    target = pair.target
    if latin:
        if len(words.intersection(target.casefold().split())) < LEAST_WORDS - 1:
            return "", 0
    elif not _LATIN_RUN.search(target):
        return "", 0
    found, most = "", 0
    for hit in _SENTENCE.finditer(_ASIDE.sub(" ", _bare(target))):
        spoken = [word.casefold() for word in _WORD.findall(hit[0]) if word.isascii() or latin]
        told = [word for word in spoken if word not in names and len(word) > 1]
        same = sum(word in words for word in told)
        if len(told) > most and same >= SAME_SHARE * len(told) and len(told) >= LEAST_WORDS:
            found, most = hit[0].strip(), len(told)
    return found, most


@rule(Severity.ERROR)
def not_translated(subject: Subject) -> Iterator[Finding]:
    """A sentence left in the source's language tells the reader nothing.

    It fires where five or more words of a sentence, names not counted, stand in the source passage (four of five words).
    Measured on TICO-19 in 20 languages (``benchmarks/results/translation.md``).
    """
    for comparison in comparisons(subject):
        latin = _script(subject) == "Latn"
        for pair in comparison.pairs:
            sentence, _ = _untranslated(pair, latin)
            if sentence:
                remedy = f'Translate it: "{short(sentence)}"'
                yield (
                    pair.within(sentence),
                    f"this sentence is still in the language of {comparison.source_name}",
                    remedy,
                )


@rule(Severity.REVIEW)
def label_not_translated(subject: Subject) -> Iterator[Finding]:
    """A heading, label or short line that is the source's word for word may have been forgotten.

    It may be right as well (a name, or a word that both languages share), so a person must look.
    """
    for comparison in comparisons(subject):
        latin = _script(subject) == "Latn"
        for pair in comparison.pairs:
            if pair.source.casefold() != pair.target.casefold():
                continue
            words, names = _source_words(pair.source)
            told = [word for word in words - names if len(word) > 3 and not any(c.isupper() for c in word)]
            first = _WORD.match(pair.source)
            if first and first[0].casefold() in told and _is_name(first[0], comparison):
                told.remove(first[0].casefold())
            if (len(told) >= (2 if latin else 1)) and not _untranslated(pair, latin)[0]:
                yield (
                    pair.place,
                    f'"{short(pair.target, 40)}" is the same in {comparison.source_name}',
                    "Translate it, or excuse it with a waiver.",
                )


def _is_name(word: str, comparison: Comparison) -> bool:
    """Whether the source text writes a word with a capital inside its sentences, too."""
    return any(word.casefold() in _source_words(pair.source)[1] for pair in comparison.pairs)


# ------------------------------------------------------------------------------------------------------ script, language


def _unnamed(pair: Pair) -> str:
    """The passage without the names that stand in Latin letters in its source."""
    names = _source_words(pair.source)[1]
    return _WORD.sub(lambda hit: "" if hit[0].casefold() in names else hit[0], _bare(pair.target))


def _language(subject: Subject) -> Language | None:
    return subject.library.languages.get(subject.written.tag)


def _script(subject: Subject) -> str:
    language = _language(subject)
    return language.script if language else "Latn"


@rule(Severity.ERROR)
def wrong_script(subject: Subject) -> Iterator[Finding]:
    """A text is in the script of its language: Latin letters in an Arabic text are a passage from another file.

    Passages of at least 25 letters with less than a third of them in the declared script. Traditional characters in a
    Simplified Chinese text count, too. Source: Unicode Standard Annex 24 (script property).
    """
    language = _language(subject)
    if language is None or not scripts.is_known(language.script):
        return
    for comparison in comparisons(subject):
        for pair in comparison.pairs:
            if len(pair.target) < 25:
                continue
            part, letters = scripts.share(pair.target, language.script)
            if part < 0.34:
                part, letters = scripts.share(_unnamed(pair), language.script)
            if part < 0.34 and letters >= 25 and not _untranslated(pair, language.script == "Latn")[0]:
                yield pair.place, f'this is not in the script of {language.name}: "{short(pair.target, 40)}"', pair.said
        telling = comparison.lexicons[1].table.telling
        if "Han" in language.script and telling.not_letters:
            wrong = scripts.foreign_letters("".join(pair.target for pair in comparison.pairs), telling)
            if wrong:
                other = "traditional" if "Hans" in subject.written.tag else "simplified"
                yield (
                    comparison.target.located.place(),
                    f'{other} characters in this text: "{wrong[:12]}"',
                    f"Write it in {language.name}.",
                )


LEAST_LETTERS = 150
LANGUAGE_SAMPLE = 450  # bytes: the identifier is as sure as with more, and its time grows with them


def _read_as(comparison: Comparison, script: str) -> tuple[bool, str]:
    """Whether a text reads as the language it should, and as which."""
    text = ""
    for pair in comparison.pairs:
        text += f"{_bare(pair.target)} "
        if len(text) >= LANGUAGE_SAMPLE:
            break
    if sum(map(len, _LETTERS.findall(text))) < LEAST_LETTERS:
        return True, comparison.target_base
    sample = text.encode()[:LANGUAGE_SAMPLE].decode(errors="ignore")
    return scripts.is_language(sample, comparison.target_base, comparison.lexicons[1].table.telling, script)


@rule(Severity.REVIEW, safety=True)
def wrong_language(subject: Subject) -> Iterator[Finding]:
    """A text reads as the language that its file name declares: a Portuguese text named es.yaml prints for Spanish readers.

    Judged on the beginning of the text, from 150 letters on, by ``py3langid`` (its model is bundled; on TICO-19 it names every
    text of eight sentences rightly, ``benchmarks/results/translation.md``). A language that the model does not
    know is told by the frequent words of its file (``telling:``), and not judged where the file has none.
    """
    for comparison in comparisons(subject):
        if comparison.language is None:
            comparison.language = _read_as(comparison, _script(subject))
        right, found = comparison.language
        if not right and found != comparison.source_base:
            fault = f'this text reads as "{found}", and the file is named {comparison.target.tag}.yaml'
            yield comparison.target.located.place(), fault, "Check the language, or the name of the file."


# ------------------------------------------------------------------------------------------------------------------ length

LEAST_LENGTH = 60


@rule(Severity.REVIEW, safety=True)
def length_unusual(subject: Subject) -> Iterator[Finding]:
    """A translation much shorter or longer than its language needs has lost or gained a sentence.

    Each language has its own band, measured on professional translations out of English; passages under 60 characters
    and other source languages are not judged. Source: ``benchmarks/results/translation.md``.
    """
    for comparison in comparisons(subject):
        band = comparison.lexicons[1].table.style.length
        if band is None or comparison.source_base != "en":
            continue
        for pair in comparison.pairs:
            length = len(pair.source)
            if length < LEAST_LENGTH:
                continue
            ratio = len(pair.target) / length
            if not band[0] <= ratio <= band[1]:
                which = "short" if ratio < band[0] else "long"
                fault = (
                    f"{len(pair.target)} characters here for {length} in {comparison.source_name}: unusually {which}"
                )
                yield pair.place, fault, pair.said


# ------------------------------------------------------------------------------------------------------------- final marks

_CLOSING = " \u00a0\u202f\u3000\t\n\"'”’»「」『』）)]*"
_KINDS = {
    **dict.fromkeys(".。．।॥۔።။៕։…", "full stop"),
    **dict.fromkeys("?？؟՞፧", "question mark"),
    **dict.fromkeys("!！", "exclamation mark"),
    **dict.fromkeys(":：៖፦", "colon"),
}


def final_mark(text: str, lexicon: Lexicon) -> str:
    """The kind of mark that ends ``text``: full stop, question mark, exclamation mark, colon, or an empty string."""
    end = text.rstrip(_CLOSING)[-1:]
    if lexicon.table.style.question_mark and end in lexicon.table.style.question_mark:
        return "question mark"
    return _KINDS.get(end, "")


@rule(Severity.REVIEW)
def final_mark_differs(subject: Subject) -> Iterator[Finding]:
    """A question ends as a question in every language, a sentence as a sentence, an announcement with its colon.

    Each language's own marks count as the same ("。" for "."). Thai and Lao end sentences with a space, Burmese and
    Tigrinya questions often have no mark: they are not judged. Source: the marks in ``handouts/_languages``.
    """
    for comparison in comparisons(subject):
        source_lexicon, lexicon = comparison.lexicons
        if lexicon.table.style.question_unmarked:
            continue
        for pair in comparison.pairs:
            one, other = final_mark(pair.source, source_lexicon), final_mark(pair.target, lexicon)
            if one != other and not _may_differ(one, other, lexicon):
                here, there = (
                    f"a {kind}" if kind and kind[0] != "e" else f"an {kind}" if kind else "nothing"
                    for kind in (other, one)
                )
                yield pair.place, f"this ends with {here}, in {comparison.source_name} with {there}", pair.said


def _may_differ(one: str, other: str, lexicon: Lexicon) -> bool:
    """Marks that translators exchange as their language asks: "!" is rare in many, Khmer and Arabic ask without a mark."""
    if {one, other} <= {"full stop", "exclamation mark"}:
        return True
    loose = lexicon.table.style.questions_as_statements
    return loose and {one, other} <= {"full stop", "question mark", ""} and one != ""


# ------------------------------------------------------------------------------------------------------------------- names

_CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")  # ICD-10-CM
_INNER = re.compile(r"(?<![\w\-])[A-Za-z]*[a-z]{3}[A-Z][A-Za-z]*(?![\w\-])|\b\w+(?=[®™])")  # onabotulinumtoxinA; Name®
_LATIN = re.compile(r"[A-Za-z][A-Za-z\-]{3,}[A-Za-z]")


_AFTER_DOSE = re.compile(r" (?:of )?([A-Z][\w\-]{4,})")
_BEFORE_DOSE = re.compile(r"([A-Z][\w\-]{4,}) ?\(?$")


@functools.lru_cache(maxsize=8192)
def _kept_names(text: str) -> frozenset[str]:
    """Names and codes of a source passage that are written the same in every language."""
    bare = _bare(text)
    return frozenset([*_INNER.findall(bare), *_CODE.findall(bare)])


@functools.lru_cache(maxsize=8192)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(word for word in _CAPITALS.findall(_bare(text)) if len(word) >= 5)


@functools.lru_cache(maxsize=8192)
def _dosed(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Words with a capital beside a dose: "10 mg of Name", "Name 10 mg"."""
    bare = _bare(text)
    doses = [number for number in read(bare, lexicon).numbers if number.dose]
    after = (_AFTER_DOSE.match(bare, number.end) for number in doses)
    before = (_BEFORE_DOSE.search(bare[: number.start]) for number in doses)
    return frozenset(hit[1] for hit in (*after, *before) if hit)


def _kept_elsewhere(comparison: Comparison) -> frozenset[str]:
    """Words with a capital that stand in a source passage and, letter by letter, in its translation, too."""
    return frozenset(name for pair in comparison.pairs for name in _capitals(pair.source) if name in pair.target)


def near(one: str, other: str) -> bool:
    """Whether two words differ in one or two letters: one inserted, dropped, changed or exchanged, twice at most."""
    a, b = one.casefold(), other.casefold()
    if a == b or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, opposite in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (char != opposite))
    return row[-1] <= (1 if min(len(a), len(b)) < 7 else 2)


@rule(Severity.REVIEW, safety=True)
def names_differ(subject: Subject) -> Iterator[Finding]:
    """Drug names, product names and codes stay letter by letter: two names that look alike are two medicines.

    Names with capitals inside them, names with ® or ™ and ICD-10 codes must stand in the translation. In languages of
    another script, a name in Latin letters must be spelt as in the source; in languages that use Latin letters, a name that
    the translation keeps elsewhere, or that stands beside a dose (so "Rusia" for "Russia" is no fault). Source: ISMP, List
    of Confused Drug Names.
    """
    latin = _script(subject) == "Latn"
    for comparison in comparisons(subject):
        kept = _kept_elsewhere(comparison) if latin else frozenset()
        for pair in comparison.pairs:
            lowered = pair.target.casefold()
            for name in sorted(_kept_names(pair.source)):
                if name.casefold() not in lowered:
                    yield pair.place, f'"{name}" of {comparison.source_name} is missing here', pair.said
            capitals = _capitals(pair.source)
            names = _kept_names(pair.source) | (
                (capitals & kept) | _dosed(pair.source, comparison.lexicons[0]) if latin else capitals
            )
            for name in sorted(names):
                if name.casefold() not in lowered:
                    for word in _LATIN.findall(_bare(pair.target)):
                        if near(name, word) and word.casefold() not in pair.source.casefold():
                            yield (
                                pair.within(word),
                                f'"{word}" here, "{name}" in {comparison.source_name}',
                                "Spell the name as in the source.",
                            )


# ---------------------------------------------------------------------------------------------------------------- negation


@rule(Severity.REVIEW, safety=True)
def negation_missing(subject: Subject) -> Iterator[Finding]:
    """ "Do not" must not become "do": where an English sentence denies or forbids, the translation's sentence does, too.

    Judged sentence by sentence where both passages have as many, in languages whose negations we know. On the even lines
    of TICO-19 it blames 0 to 0.6 % of true pairs (``benchmarks/results/translation.md``).
    """
    for comparison in comparisons(subject):
        for pair in comparison.having(source=DENYING):
            for word, sentence in unanswered(pair.one, pair.other, *comparison.lexicons):
                if answers_by_opposite(pair.one, pair.other, comparison.lexicons):
                    continue
                yield (
                    pair.place,
                    f'nothing here says "{word}", as {comparison.source_name} does',
                    f'{comparison.source_name} says: "{short(sentence)}"',
                )


@rule(Severity.REVIEW)
def negation_added(subject: Subject) -> Iterator[Finding]:
    """ "Take it with milk" must not become "do not take it with milk": a translation denies what its source does not.

    Judged sentence by sentence where both passages have as many, in languages with a table of words that surely deny. What a
    source says with "only", "unless", "avoid" or an opposite may be denied in a true translation. A person must judge.
    """
    for comparison in comparisons(subject):
        for pair in comparison.having(target=DENYING):
            for word, sentence in added(pair.one, pair.other, *comparison.lexicons):
                if not answers_by_opposite(pair.one, pair.other, comparison.lexicons):
                    fault = f'"{word}" denies here what {comparison.source_name} does not: "{short(sentence)}"'
                    yield pair.within(word), fault, pair.said
