"""Footnotes of a web page: a mark that leads to a note, and a note that leads back, or that is called one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

Element = ElementTree.Element
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,4}|[*†‡§¶#]{1,3})\s*[\])]?", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:^|[\s_-])(?:foot|end)?notes?(?:$|[\s_:-]|\d)|\bfn[-_:]?\d|_ftn\d|_edn\d|cite_note|reference-text",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Found:
    """The marks and the notes of a page by their elements."""

    marks: dict[Element, str] = field(default_factory=dict)
    texts: dict[Element, str] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)


def find_notes(root: Element) -> Found:
    """The notes of a page. Only what a short mark leads to, and what is called a note or leads back, is one."""
    found = Found()
    targets: dict[str, Element] = {}
    parents: dict[Element, Element] = {}
    for one in root.iter():
        for inner in one:
            parents[inner] = one
        for name in (one.get("id"), one.get("name") if one.tag == "a" else None):
            if name:
                targets.setdefault(name, one)
    links = [one for one in root.iter("a") if (one.get("href") or "").startswith("#")]
    for link in links:
        target = targets.get((link.get("href") or "")[1:])
        if (link.get("href") or "").startswith("#cmnt"):
            continue  # Google's comments are no notes
        if any(_within(link, note, parents) for note in found.texts):
            continue  # it leads back
        if target is None or not _MARK.fullmatch(" ".join("".join(link.itertext()).split())):
            continue
        note = target
        while note.tag in ("a", "span", "sup", "b", "strong") and note in parents:
            note = parents[note]
        if note.tag not in ("li", "p", "div", "dd", "aside") or _within(link, note, parents):
            continue
        back = [one for one in note.iter("a") if (one.get("href") or "").startswith("#")]
        called = any(_CALLED.search(f"{one.get('id') or ''} {one.get('class') or ''}") for one in (target, note))
        if (not back and not called) or len("".join(note.itertext())) > 1500:
            continue
        name = note.get("id") or (link.get("href") or "")[1:]
        found.marks[_whole_mark(link, parents)] = found.texts.setdefault(note, name)
        for one in back:
            found.marks.setdefault(one, "")
    for note in found.texts:
        around = parents.get(note)
        if note.tag == "li" and around is not None and around.tag == "ol":
            at = [one for one in around if one.tag == "li"].index(note)
            start = around.get("start") or "1"
            found.labels[note] = f"{int(start) + at if start.isdigit() else at + 1}. "
        elif note.tag == "li":
            found.labels[note] = "• "
    return found


def _within(link: Element, note: Element, parents: dict[Element, Element]) -> bool:
    at: Element | None = link
    while at is not None:
        if at is note:
            return True
        at = parents.get(at)
    return False


def _whole_mark(link: Element, parents: dict[Element, Element]) -> Element:
    """The raised element round a mark, where it holds nothing else."""
    around = parents.get(link)
    if (
        around is not None
        and around.tag == "sup"
        and len(around) == 1
        and not ((around.text or "") + (link.tail or "")).strip()
    ):
        return around
    return link
