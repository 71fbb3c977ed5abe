"""The inline grammar: what an author may write inside a text, and nothing else.

``**bold**`` · ``[text](https://… | tel:… | mailto:…)`` · ``[term]{tag}`` (a term in another language) ·
``{clinic.phone}``, ``{emergency.number}``, ``{words.key}`` · a backslash before ``\\ * [ ] { }`` prints the sign itself.
Everything else prints as typed, ``<`` and ``>`` as signs of comparison too. What looks like a mark and is none is
a fault: a sheet must not print marks at a patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ESCAPABLE = "\\*[]{}"
SCHEMES = ("https", "tel", "mailto")

# Signs that begin HTML or a template, however broken. "<" before a space or a digit is a sign of comparison.
_KNOWN = "script|style|iframe|img|svg|a|b|i|p|div|span|br|em|strong|sup|sub|u"
_TAG = re.compile(
    rf"<!--|<!\w+|<\?\w+|</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|</?(?:{_KNOWN})(?=[\s/]|$)[^<]{{0,20}}", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PLACEHOLDER = re.compile(r"\{((?:clinic|words|emergency)\.[^{}\s]*)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong inside a text: ``fragment`` is the place, as typed."""

    fragment: str
    rule: str
    fault: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that print as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A placeholder: ``clinic.phone``, ``emergency.number``, ``words.acetaminophen``."""

    name: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Bold words."""

    children: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    children: tuple[Token, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words in another language."""

    text: str
    tag: str


Token = Literal | Value | Bold | Link | Term


def parse(text: str) -> tuple[tuple[Token, ...], list[Fault]]:
    """The tokens of a text and every fault met; a faulty mark is left out or kept as words, and never printed anyway."""
    faults = foreign_marks(text)
    if any(fault.rule == "template-in-text" for fault in faults):
        return (Literal(text),), faults
    parser = _Parser(text, faults)
    return parser.run(until="", inside=""), faults


def values(tokens: tuple[Token, ...]) -> Iterator[str]:
    """The names of the placeholders in a text, in order."""
    for token in tokens:
        if isinstance(token, Value):
            yield token.name
        elif isinstance(token, Bold | Link):
            yield from values(token.children)


def plain_faults(text: str) -> list[Fault]:
    """The faults of a text in which no marks are read (titles, keywords, alternative texts)."""
    remedy = "Write the words themselves: titles, summaries and alternative texts print as typed."
    found = foreign_marks(text)
    for hit in _PLACEHOLDER.finditer(text):
        found.append(Fault(hit[0], "mark-not-here", f'"{hit[0]}" is not filled in here', remedy))
    if "**" in text:
        found.append(Fault("**", "mark-not-here", "bold is not possible here", remedy))
    return found


def foreign_marks(text: str) -> list[Fault]:
    """HTML and template marks. They would print as typed: a patient must never see them."""
    found = []
    for hit in _TAG.finditer(text):
        remedy = "Delete it. For bold write **word**; for a link [word](https://…). A sign of comparison has a space after it: < 5."
        found.append(Fault(hit[0], "html-in-text", f'"{hit[0].strip()}" is HTML', remedy))
    found += [
        Fault(hit[0], "html-in-text", f'"{hit[0]}" is HTML', "Type the character itself.")
        for hit in _ENTITY.finditer(text)
    ]
    for hit in _TEMPLATE.finditer(text):
        remedy = "Delete it. A brand value is written with single brackets: {clinic.phone}."
        found.append(Fault(hit[0], "template-in-text", f'"{hit[0]}" is a template mark', remedy))
    return found


class _Parser:
    """Reads a text from left to right, once."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        self.text = text
        self.faults = faults
        self.at = 0

    def run(self, until: str, inside: str) -> tuple[Token, ...]:
        """Tokens up to the closing mark ``until`` (which is left for the caller), or to the end."""
        tokens: list[Token] = []
        words: list[str] = []
        while self.at < len(self.text):
            if until and self.text.startswith(until, self.at):
                break
            token = self._next(inside)
            if isinstance(token, str):
                words.append(token)
            else:
                if words:
                    tokens.append(Literal("".join(words)))
                    words = []
                tokens.append(token)
        if words:
            tokens.append(Literal("".join(words)))
        return tuple(tokens)

    def _next(self, inside: str) -> Token | str:
        char = self.text[self.at]
        if char == "\\":
            return self._escape()
        if char == "*":
            return self._bold(inside)
        if char == "[":
            return self._bracket(inside)
        if char == "{":
            return self._value()
        if char in "]}":
            opener = "[" if char == "]" else "{"
            self._fault(
                self.at,
                1,
                "bracket-unopened",
                f'a "{char}" without "{opener}" before it',
                f'Delete it; to print it write "\\{char}".',
            )
        self.at += 1
        return char

    def _escape(self) -> str:
        char = self.text[self.at + 1 : self.at + 2]
        if char and char in ESCAPABLE:
            self.at += 2
            return char
        self._fault(
            self.at,
            2,
            "escape-unknown",
            f'"\\{char}" means nothing',
            r'A backslash stands only before \ * [ ] { }. To print one write "\\".',
        )
        self.at += 1
        return ""

    def _bold(self, inside: str) -> Token | str:
        start = self.at
        if not self.text.startswith("**", start):
            self._fault(
                start,
                1,
                "asterisk-single",
                'a single "*"',
                r'For bold write **word**; to print an asterisk write "\*". There are no italics.',
            )
            self.at += 1
            return ""
        self.at += 2
        if inside:
            self._fault(
                start,
                2,
                "mark-nested",
                f"bold inside a {inside}",
                "Write the bold round the whole: **[words](https://…)**.",
            )
            return ""
        children = self.run(until="**", inside="bold")
        if not self.text.startswith("**", self.at):
            self._fault(
                start,
                2,
                "bold-unclosed",
                'bold is opened with "**" and not closed',
                'Write "**" after the last bold word.',
            )
            return Bold(children)
        self.at += 2
        if not any(child for child in children if not isinstance(child, Literal) or child.text.strip()):
            self._fault(start, 4, "bold-empty", "bold without words", r'Delete it; to print asterisks write "\*\*".')
        return Bold(children)

    def _bracket(self, inside: str) -> Token | str:
        start = self.at
        self.at += 1
        if inside == "link":
            self._fault(
                start,
                1,
                "mark-nested",
                "a bracket inside a link",
                r'Close the link first; to print a bracket write "\[".',
            )
            return ""
        children = self.run(until="]", inside="link")
        if self.at >= len(self.text):
            self._fault(start, 1, "bracket-unclosed", 'a "[" without "]"', r'Close it, or to print it write "\[".')
            return ""
        self.at += 1
        after = self.text[self.at : self.at + 1]
        end = self.text.find(")" if after == "(" else "}", self.at)
        if after not in ("(", "{") or end < 0:
            remedy = r'A link is [words](https://…), a term in another language [word]{es}. To print brackets write "\[" and "\]".'
            self._fault(start, self.at - start, "bracket-alone", "brackets without an address or a language", remedy)
            return ""
        target = self.text[self.at + 1 : end]
        self.at = end + 1
        return self._link(children, target, start) if after == "(" else self._term(children, target, start)

    def _link(self, children: tuple[Token, ...], address: str, start: int) -> Token:
        scheme, colon, rest = address.partition(":")
        if not colon or scheme not in SCHEMES or not rest.strip("/") or re.search(r"\s", address):
            remedy = "A link begins with https://, tel: or mailto: and has no space in it."
            self._fault(start, self.at - start, "link-scheme", f'"{address}" is not an address', remedy)
        elif scheme == "https" and not re.match(r"//[^/@:]+\.[^/@:]+(?:[/?#]|$)", rest):
            self._fault(
                start,
                self.at - start,
                "link-scheme",
                f'"{address}" is not a whole address',
                "Write it as https://example.org/page.",
            )
        elif scheme == "tel" and not re.fullmatch(r"\+?[0-9](?:[0-9.\-]*[0-9])?", rest):
            self._fault(
                start,
                self.at - start,
                "link-scheme",
                f'"{rest}" is not a phone number',
                "Write digits, with hyphens if you like: tel:503-555-0123.",
            )
        elif scheme == "mailto" and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@?]+", rest):
            self._fault(
                start,
                self.at - start,
                "link-scheme",
                f'"{rest}" is not an email address',
                "Write mailto:name@example.org.",
            )
        if not any(not isinstance(child, Literal) or child.text.strip() for child in children):
            self._fault(
                start,
                self.at - start,
                "link-empty",
                "a link without words",
                "Write the words of the link between the brackets.",
            )
        return Link(children, address)

    def _term(self, children: tuple[Token, ...], tag: str, start: int) -> Token:
        if len(children) != 1 or not isinstance(children[0], Literal):
            self._fault(
                start,
                self.at - start,
                "mark-nested",
                "a term in another language holds words only",
                "Write [word]{es}.",
            )
            return Term("", tag)
        return Term(children[0].text, tag)

    def _value(self) -> Token | str:
        start = self.at
        end = self.text.find("}", start)
        name = self.text[start + 1 : end] if end > 0 else ""
        if end < 0 or "{" in name:
            self.at += 1
            self._fault(start, 1, "bracket-unclosed", 'a "{" without "}"', r'Close it, or to print it write "\{".')
            return ""
        self.at = end + 1
        return Value(name)

    def _fault(self, start: int, length: int, rule: str, fault: str, remedy: str) -> None:
        # A little of what follows makes the fragment findable in the file.
        self.faults.append(Fault(self.text[start : start + max(length, 12)].strip() or self.text, rule, fault, remedy))
