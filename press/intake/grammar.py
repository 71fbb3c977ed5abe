"""Words with their look -> text in the handout's own inline grammar."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from press.intake.pieces import Span, Words, plain

_SPECIAL = re.compile(r"([\\*\[\]{}])")
_ADDRESS = re.compile(
    r"https://[^/@:\s()<>]+\.[^/@:\s()<>]+(?:[/?#][^\s()<>]*)?|tel:\+?[0-9](?:[0-9.\-]*[0-9])?|mailto:[^\s@()<>]+@[^\s@()<>]+\.[^\s@?()<>]+"
)


def escaped(text: str) -> str:
    """Text in which no character means anything to the inline grammar."""
    return _SPECIAL.sub(r"\\\1", text)


def with_addresses(words: Iterable[Span]) -> Words:
    """Words in which the address of a link that the press cannot print as one is written out; places inside go."""
    out: list[Span] = []
    groups = itertools.groupby(words, key=lambda span: span.link)
    for link, group in groups:
        spans = list(group)
        if not link or _ADDRESS.fullmatch(link):
            out += spans
            continue
        out += [replace(span, link="") for span in spans]
        said = plain(spans).strip()
        bare = link.split("//")[-1].rstrip("/")
        if re.match(r"(?:https?|ftp|tel|mailto):\S", link, re.IGNORECASE) and said and bare not in said:
            out.append(Span(f" ({link})"))
    return tuple(out)


def written(words: Words) -> str:
    """Words as an author would write them: ``**bold**``, ``[words](https://…)``, ``{clinic.phone}``, signs escaped."""
    out = []
    for bold, group in _by_look(words):
        text = "".join(_linked(link, spans) for link, spans in group)
        inner = text.strip()
        out.append(text.replace(inner, f"**{inner}**", 1) if bold and re.search(r"\w", inner) else text)
    return "".join(out).strip()


def unstressed(words: Words) -> Words:
    """Words for a place that is bold by itself, a heading or a column's name: where all are bold, none is."""
    if all(span.bold or not re.search(r"\w", span.text) for span in words):
        return tuple(replace(span, bold=False) for span in words)
    return words


def _by_look(words: Words) -> list[tuple[bool, list[tuple[str, list[Span]]]]]:
    """Neighbours that are both bold, or both not; in them, neighbours with one link. White space takes either look."""
    groups: list[tuple[bool, list[tuple[str, list[Span]]]]] = []
    for span in words:
        blank = not span.text.strip()
        if not groups or (groups[-1][0] != span.bold and not blank):
            groups.append((span.bold, []))
        links = groups[-1][1]
        if links and links[-1][0] == span.link:
            links[-1][1].append(span)
        else:
            links.append((span.link, [span]))
    return groups


def _linked(link: str, spans: Iterable[Span]) -> str:
    spans = list(spans)
    text = "".join(f"{{{span.value}}}" if span.value else escaped(span.text) for span in spans)
    inner = text.strip()
    if not link or not inner or any(span.value for span in spans):
        return text
    return text.replace(inner, f"[{inner}]({link})", 1)


def plainly(words: Words) -> str:
    """Words for a place that knows no marks: a title."""
    return " ".join(plain(words).split())
