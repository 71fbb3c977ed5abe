"""Numbers, doses, ranges, telephone numbers, links and placeholders: the same in the translation as in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.rule import Finding, Subject, rule
from press.checks.translation.comparing import directions
from press.checks.translation.laying import comparisons
from press.checks.translation.matching import Matched, match, unit_changed, unit_lost
from press.checks.translation.negation import turned
from press.checks.translation.pairs import Comparison, Pair, short
from press.checks.translation.places import changed_places
from press.problem import Severity
from press.quantities import WEB_ADDRESS, Number, half_days, has_names, months, read

_PLACEHOLDER = re.compile(r"(?<!\\)(?<!\])\{([a-z][\w.\-]*)\}")
_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\(([^()\s]*)\)")
_TERM = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\{([A-Za-z][\w\-]*)\}")


def _matches(subject: Subject) -> Iterator[tuple[Comparison, Pair, Matched]]:
    for comparison in comparisons(subject):
        if comparison.matches is None:
            found = ((pair, match(pair.one, pair.other, *comparison.lexicons)) for pair in comparison.numeric)
            comparison.matches = [(pair, matched) for pair, matched in found if matched != Matched()]
        for pair, matched in comparison.matches:
            yield comparison, pair, matched


def _quoted(number: Number) -> str:
    return f'"{short(number.text, 40)}"'


def _changed(pair: Pair, source: Number, target: Number, name: str) -> Finding:
    return pair.within(target.text), f"{_quoted(target)} here, {_quoted(source)} in {name}", pair.said


def _missing(pair: Pair, source: Number, name: str) -> Finding:
    return pair.place, f"{_quoted(source)} of {name} is missing here", pair.said


def _added(pair: Pair, target: Number, name: str) -> Finding:
    return pair.within(target.text), f"{_quoted(target)} stands here, but not in {name}", pair.said


@rule(Severity.ERROR)
def doses_differ(subject: Subject) -> Iterator[Finding]:
    """A dose must be the same in every language: the number, and the unit it is counted in.

    A dose is a number with a unit of mass, volume or activity, or a dosage form ("20 mg", "2 tablets", "155 units").
    Digits of every script, decimal comma and point, thousands and number words are understood. Source:
    ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations (tenfold errors by a lost decimal point).
    """
    for comparison, pair, matched in _matches(subject):
        name = comparison.source_name
        for a, b in matched.changed:
            if a.dose or b.dose:
                yield _changed(pair, a, b, name)
        for a, b in matched.units:
            if unit_lost(a, b, comparison.lexicons[1]) or (unit_changed(a, b) and (a.dose or b.dose)):
                yield _changed(pair, a, b, name)
        for a in matched.missing:
            if a.dose and a.values[0] != 1:
                yield _missing(pair, a, name)
        for b in matched.added:
            if b.dose and b.values[0] != 1:
                yield _added(pair, b, name)


@rule(Severity.ERROR)
def amounts_differ(subject: Subject) -> Iterator[Finding]:
    """A number of the source with another number, or another unit, in its place.

    "Every 12 weeks" that became "every 2 weeks" is as dangerous as a wrong dose. A number that is only missing is left to
    ``numbers-differ``, because a translator may have written it in words; one that vanished while another appeared was
    changed: on TICO-19 that blames 0 to 0.7 % of true pairs, and most of those are the translators' mistakes.
    """
    for comparison, pair, matched in _matches(subject):
        for a, b in matched.changed:
            if not (a.dose or b.dose):
                yield _changed(pair, a, b, comparison.source_name)
        for a, b in matched.units:
            if not (a.dose or b.dose) and unit_changed(a, b):
                yield _changed(pair, a, b, comparison.source_name)


@rule(Severity.REVIEW, safety=True)
def numbers_differ(subject: Subject) -> Iterator[Finding]:
    """Every number of the source stands in the translation, and no other; ranges without a unit keep their order.

    A person must judge: professional translators turn digits into words that no table knows in 0.1 to 5 % of sentences
    (measured on TICO-19, ``benchmarks/results/translation.md``).
    """
    for comparison, pair, matched in _matches(subject):
        name = comparison.source_name
        for a in matched.missing:
            if not a.dose:
                yield _missing(pair, a, name)
        for b in matched.added:
            if not b.dose and b.values[0] != 1:
                yield _added(pair, b, name)
        for low, high in matched.swapped:
            if not low.unit and not high.unit:
                yield _turned(pair, low, high, name)


def _turned(pair: Pair, low: Number, high: Number, name: str) -> Finding:
    fault = f"the range runs from {_quoted(high)} to {_quoted(low)} here, the other way in {name}"
    return pair.within(high.text), fault, pair.said


@rule(Severity.ERROR)
def ranges_swapped(subject: Subject) -> Iterator[Finding]:
    """A range with a unit that runs the other way: "10–5 mg" for "5–10 mg"; or a pair, 80/130 for 130/80.

    It happens when right-to-left text is typed as it looks instead of as it is read. Source: Unicode Standard Annex 9
    (text is stored in the order in which it is read).
    """
    for comparison, pair, matched in _matches(subject):
        for low, high in matched.swapped:
            if low.unit or high.unit:
                yield _turned(pair, low, high, comparison.source_name)
        for left, right in matched.turned:
            here, there = f"{left.text}/{right.text}", f"{right.text}/{left.text}"
            yield pair.within(here), f'"{here}" here, "{there}" in {comparison.source_name}', pair.said


_AMOUNTS = frozenset({"unit", "number", "counted"})  # tables of which a word stands beside every amount


@rule(Severity.REVIEW)
def amounts_change_places(subject: Subject) -> Iterator[Finding]:
    """Two amounts that changed places: "2 tablets in the morning and 1 at night" as 1 in the morning and 2 at night.

    Every number is there, so no other rule sees it. Amounts of one unit are compared in their order, together with what they
    belong to: times of day, weekdays, left and right, names. Languages may say the second thing first; a person must judge.
    """
    for comparison in comparisons(subject):
        for pair in comparison.having(source=_AMOUNTS):
            moved = changed_places(pair.one, pair.other, *comparison.lexicons)
            if moved is not None:
                here, there = (", ".join(f'"{short(n.text, 24)}"' for n in side) for side in (moved.there, moved.here))
                fault = f"the amounts stand as {here} here, as {there} in {comparison.source_name}"
                yield pair.within(moved.there[0].text), fault, pair.said


@rule(Severity.REVIEW, safety=True)
def dates_differ(subject: Subject) -> Iterator[Finding]:
    """A date names the same month in every language.

    Named months are compared by value; days and years are compared as numbers. Source: CLDR calendar names.
    """
    for comparison in comparisons(subject):
        source_lexicon, target_lexicon = comparison.lexicons
        if not (has_names(source_lexicon) and has_names(target_lexicon)):
            continue
        for pair in comparison.numeric:
            one = months(pair.one, source_lexicon)
            other = months(pair.other, target_lexicon) if one else one
            if one and other and one != other:
                yield (
                    pair.place,
                    f"month {_list(other)} here, month {_list(one)} in {comparison.source_name}",
                    pair.said,
                )


@rule(Severity.REVIEW, safety=True)
def half_day_differs(subject: Subject) -> Iterator[Finding]:
    """ "5 pm" must not become 5 in the morning, nor "17:00" a bare "5:00": a clinic that is closed cannot help.

    Judged where the source says which half of the day it means. Source: CLDR day periods.
    """
    for comparison in comparisons(subject):
        for pair in comparison.numeric:
            one = half_days(pair.one, comparison.lexicons[0])
            other = half_days(pair.other, comparison.lexicons[1]) if one else one
            if one and other and one != other:
                here, there = (" and ".join(sorted(halves)) for halves in (other, one))
                yield pair.place, f"{here} here, {there} in {comparison.source_name}", pair.said


def _list(numbers: frozenset[int]) -> str:
    return " and ".join(map(str, sorted(numbers)))


@rule(Severity.ERROR)
def phones_differ(subject: Subject) -> Iterator[Finding]:
    """A telephone number has the same digits in every language, however they are grouped.

    A reader who dials a wrong number in an emergency loses the minutes that count. Spaces, hyphens, brackets and a country
    code may differ.
    """
    for comparison in comparisons(subject):
        for pair in comparison.numeric:
            one = read(pair.one, comparison.lexicons[0])
            other = read(pair.other, comparison.lexicons[1])
            if not one.phones and not other.phones:
                continue
            left = [
                p
                for p in one.phones
                if p.digits not in other.digits and not any(_same_phone(p.digits, q.digits) for q in other.phones)
            ]
            right = [
                q
                for q in other.phones
                if q.digits not in one.digits and not any(_same_phone(p.digits, q.digits) for p in one.phones)
            ]
            for i, p in enumerate(left):
                if i < len(right):
                    yield (
                        pair.within(right[i].text),
                        f'"{right[i].text}" here, "{p.text}" in {comparison.source_name}',
                        pair.said,
                    )
                else:
                    yield (
                        pair.place,
                        f'the phone number "{p.text}" of {comparison.source_name} is missing here',
                        pair.said,
                    )
            for q in right[len(left) :]:
                yield pair.within(q.text), f'the phone number "{q.text}" is not in {comparison.source_name}', pair.said


def _same_phone(one: str, other: str) -> bool:
    """The same number, with or without a country code of up to three digits (ITU-T E.164) and a trunk prefix.

    A translation may add a country code only where one takes the place of a trunk prefix ("01 …", "+353 1 …"), or "1", which
    is both: before any other number a code makes another number of it.
    """
    source, target = one.lstrip("0"), other.lstrip("0")
    if len(target) > len(source) and not one.startswith("0") and target != f"1{source}":
        return False
    short_one, long_one = sorted((source, target), key=len)
    return len(short_one) >= 7 and long_one.endswith(short_one) and len(long_one) - len(short_one) <= 3


@rule(Severity.REVIEW, safety=True)
def comparison_differs(subject: Subject) -> Iterator[Finding]:
    """ "At least", "or more" and "≥" keep their direction: "38 °C or more" must not become "38 °C or less", or plain "38 °C".

    Source: ISMP List of Error-Prone Abbreviations (the signs > and < are mistaken for each other).
    """
    for comparison in comparisons(subject):
        for pair in comparison.numeric:
            texts = pair.one, pair.other
            found = [*directions(*texts, *comparison.lexicons)]
            found += turned(*texts, *comparison.lexicons)
            for source_words, target_words in found:
                if target_words:
                    yield (
                        pair.within(target_words),
                        f'"{target_words}" here, "{source_words}" in {comparison.source_name}',
                        pair.said,
                    )
                else:
                    yield pair.place, f'nothing here says "{source_words}", as {comparison.source_name} does', pair.said


@rule(Severity.ERROR)
def placeholders_differ(subject: Subject) -> Iterator[Finding]:
    """A placeholder such as {clinic.phone} stands in every language: in its place prints what the clinic's brand says.

    A number typed by hand in its place goes stale, or is another clinic's.
    """
    for comparison in comparisons(subject):
        for pair in comparison.marked:
            one, other = set(_PLACEHOLDER.findall(pair.source)), set(_PLACEHOLDER.findall(pair.target))
            for name in sorted(one - other):
                yield (
                    pair.place,
                    f'"{{{name}}}" of {comparison.source_name} is missing here',
                    f"Type {{{name}}} where its value belongs. {pair.said}",
                )
            for name in sorted(other - one):
                yield (
                    pair.within(f"{{{name}}}"),
                    f'"{{{name}}}" stands here, but not in {comparison.source_name}',
                    pair.said,
                )


def _links(text: str) -> list[str]:
    targets = _LINK.findall(text)
    return targets + WEB_ADDRESS.findall(_LINK.sub(" ", text))


def _host(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.|es\.|[a-z]{2}\.)?([^/?#]*).*$", r"\1", link.lower())


@rule(Severity.ERROR)
def links_differ(subject: Subject) -> Iterator[Finding]:
    """A link leads to the same place in every language; only the page of the same site may be the one in that language.

    Source: this project's promise that nothing wrong is printed silently; a printed address cannot be corrected later.
    """
    for comparison in comparisons(subject):
        for pair in comparison.marked:
            one, other = _links(pair.source), _links(pair.target)
            left = [link for link in one if link not in other]
            right = [link for link in other if link not in one]
            for link in list(left):
                twin = next(
                    (r for r in right if not r.startswith(("tel:", "mailto:")) and _host(r) == _host(link)), None
                )
                if twin:  # the same site, perhaps its page in this language
                    left.remove(link)
                    right.remove(twin)
            for i, link in enumerate(left):
                if i < len(right):
                    yield (
                        pair.within(right[i]),
                        f'the link "{right[i]}" here, "{link}" in {comparison.source_name}',
                        pair.said,
                    )
                else:
                    yield pair.place, f'the link "{link}" of {comparison.source_name} is missing here', pair.said
            for link in right[len(left) :]:
                yield pair.within(link), f'the link "{link}" is not in {comparison.source_name}', pair.said


@rule(Severity.REVIEW)
def link_page_differs(subject: Subject) -> Iterator[Finding]:
    """A link to another page of the same site may be right (that page in the reader's language): a person must look."""
    for comparison in comparisons(subject):
        for pair in comparison.marked:
            one, other = _links(pair.source), _links(pair.target)
            hosts = {
                _host(link): link for link in one if link not in other and not link.startswith(("tel:", "mailto:"))
            }
            for link in other:
                if link not in one and _host(link) in hosts:
                    yield (
                        pair.within(link),
                        f'the link "{link}" here, "{hosts[_host(link)]}" in {comparison.source_name}',
                        "Open both: it must be the same page in this language.",
                    )


@rule(Severity.REVIEW, safety=True)
def terms_differ(subject: Subject) -> Iterator[Finding]:
    """A term in another language is kept letter by letter: the reader must find it on a box or say it to staff.

    A term marked with the source's own language must stand in the source passage as it is printed here.
    """
    for comparison in comparisons(subject):
        for pair in comparison.marked:
            one, other = _TERM.findall(pair.source), _TERM.findall(pair.target)
            for text, tag in one:
                if (text, tag) not in other and tag != comparison.target.tag:
                    yield (
                        pair.place,
                        f'the term "{text}" ({tag}) of {comparison.source_name} is missing here',
                        pair.said,
                    )
            for text, tag in other:
                if (
                    (text, tag) not in one
                    and tag == comparison.source.tag
                    and text.casefold() not in pair.source.casefold()
                ):
                    yield (
                        pair.within(text),
                        f'the term "{text}" ({tag}) does not stand so in {comparison.source_name}',
                        pair.said,
                    )
