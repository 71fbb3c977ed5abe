"""The file: its title, language and tags, and what it does when opened."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from press.preflight.expected import Expected
from press.preflight.rule import Finding, Subject, rule

_SCHEMES = {"https", "tel", "mailto"}


@rule
def not_accessible(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file is PDF/UA-1 (ISO 14289-1): screen readers find headings, lists, tables and pictures in it.

    All 104 rules that a machine can check, by ``page-validation``; the tests check the same files with veraPDF.
    """
    seen: set[str] = set()
    for failure in subject.validation.failures:
        if failure.rule_id not in seen:
            seen.add(failure.rule_id)
            yield Finding(0, f"{failure.message} ({failure.rule_id})", "Correct the template that makes this element.")


@rule
def title_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file's title is the handout's, and a reader's window shows it, not the file name (ISO 14289-1, 7.1)."""
    measured = subject.measured
    for where, title in (("title", measured.title), ("title in the metadata", measured.metadata_title)):
        if " ".join(title.split()) != " ".join(expected.title.split()):
            fault = f'the {where} is "{title}", it should be "{expected.title}"'
            yield Finding(0, fault, "Correct <title> in the template.")
    if not measured.shows_title:
        yield Finding(0, "a reader's window would show the file name, not the title", "Tell a developer.")


@rule
def language_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file says its language: a screen reader that takes Somali for English is not understood (WCAG 2.2, 3.1.1)."""
    if subject.measured.language != expected.language:
        fault = f'the language is "{subject.measured.language}", it should be "{expected.language}"'
        yield Finding(0, fault, "Correct <html lang=…> in the template.")


@rule
def direction_wrong(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """A right-to-left handout says so: two pages side by side on a screen follow each other from right to left.

    ISO 32000-1, 12.2, ViewerPreferences.
    """
    if subject.measured.direction != expected.direction:
        fault = f"the pages follow each other {subject.measured.direction}, they should {expected.direction}"
        yield Finding(0, fault, "Correct <html dir=…> in the template.")


@rule
def not_tagged(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file has a structure tree; without it a screen reader guesses (ISO 14289-1, 7.1)."""
    if not subject.measured.tagged:
        yield Finding(0, "the file has no structure for screen readers", "Typeset it with pdf/ua-1.")


@rule
def link_not_allowed(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """Links lead to https, tel or mailto, or within the file; nothing else reacts to a click.

    A patient opens the file at home: no sound, no form, no comment, nothing that runs.
    """
    for one in subject.measured.annotations:
        scheme = urlsplit(one.address).scheme.lower()
        if one.kind != "Link":
            yield Finding(one.page, f"there is a {one.kind or 'thing'} on the page that reacts", "Take it out.")
        elif one.does not in {"URI", "GoTo"} or (one.does == "URI" and scheme not in _SCHEMES):
            remedy = "Write the whole address: https://…, tel:… or mailto:…"
            yield Finding(one.page, f'a link leads to "{one.address or one.does}"', remedy)


@rule
def file_not_plain(subject: Subject, expected: Expected) -> Iterator[Finding]:
    """The file holds pages and no more: no scripts, attachments, forms or locks, which mail filters and printers refuse."""
    measured = subject.measured
    for found, what in (
        (measured.scripts, "a script"),
        (measured.attachments, "an attached file"),
        (measured.forms, "a form"),
        (measured.encrypted, "a lock"),
    ):
        if found:
            yield Finding(0, f"the file has {what}", "Take it out.")


