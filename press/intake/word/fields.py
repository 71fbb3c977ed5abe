"""Fields of Word: what one shows on paper where its result is not written out (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.intake import symbols
from press.intake.heights import fraction
from press.intake.word.package import Element, attribute, child, is_on, local, value

# Fields that print nothing at their place: marks for an index or a table of contents, questions, settings.
_SILENT = frozenset([
    "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "ADVANCE", "PRINT", "HYPERLINK",
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "FORMTEXT", "BIDIOUTLINE", "LISTNUM", "TOC", "INDEX", "DATABASE",
])  # fmt: skip


@dataclass(slots=True)
class Field:
    """An open field: its instruction, and whether its result has begun."""

    instruction: str = ""
    data: Element | None = None
    in_result: bool = False
    said: bool = False

    @property
    def name(self) -> str:
        """The first word of the instruction."""
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""

    @property
    def link(self) -> str:
        """Where a field leads, if it is a link."""
        hit = re.match(r'\s*HYPERLINK\s+"([^"]*)"', self.instruction, re.IGNORECASE)
        return hit[1] if hit else ""


def shown(done: Field) -> tuple[str, str]:
    """What a field shows beside its written result, and the doubt that it leaves; both may be empty."""
    name = done.name
    if name == "FORMCHECKBOX":
        box = child(done.data, "checkBox")
        ticked = value(box, "checked") if child(box, "checked") is not None else value(box, "default")
        return ("☒" if is_on(ticked) else "☐"), ""
    if name == "FORMDROPDOWN":
        return _choice(child(done.data, "ddList"))
    if name == "FORMTEXT" and not done.said:
        return "____", ""
    if done.said or name in _SILENT or not name:
        return "", ""
    return _from_instruction(done)


def _choice(element: Element | None) -> tuple[str, str]:
    entries = [
        attribute(one, "val") or "" for one in (element if element is not None else ()) if local(one) == "listEntry"
    ]
    chosen = value(element, "result") if child(element, "result") is not None else value(element, "default") or "0"
    at = int(chosen) if chosen and chosen.isdigit() else 0
    if at >= len(entries):
        return "____", f"A field of the leaflet lets people choose, and nothing is chosen: {'; '.join(entries)}."
    more = f"A field of the leaflet lets people choose: {'; '.join(entries)}. It shows “{entries[at]}”."
    return entries[at], more if len(entries) > 1 else ""


def _from_instruction(done: Field) -> tuple[str, str]:
    """Fields that show what their instruction says."""
    text = done.instruction.strip()
    if done.name == "SYMBOL":
        hit = re.match(r'SYMBOL\s+(0x[0-9a-fA-F]+|\d+|"?.)', text, re.IGNORECASE)
        font = re.search(r'\\f\s+"?([^"\\]+)"?', text)
        if hit:
            code = int(hit[1], 0) if hit[1][0].isdigit() else ord(hit[1][-1])
            sign, unknown = symbols.symbol(code, font[1].strip() if font else "")
            doubt = f"“{sign}” stands for {unknown[0]}. Type the sign that the leaflet shows." if unknown else ""
            return sign, doubt
    if done.name == "EQ":
        over = re.fullmatch(r"EQ\s+\\f\s*\(([^,;()]+)[,;]([^,;()]+)\)\s*", text, re.IGNORECASE)
        if over:
            return fraction(over[1], over[2]), ""
        inner = " ".join(re.sub(r"\\[a-z]+", " ", text[2:], flags=re.IGNORECASE).split())
        return f" {inner} ", f"“{inner}” is an equation in the leaflet. Compare with the leaflet."
    if done.name == "MACROBUTTON":
        words = text.split(maxsplit=2)
        said = words[2] if len(words) > 2 else ""
        return ("____", f"An empty field of the leaflet asks: “{said}”.") if said else ("", "")
    return "", f"A field of the leaflet shows nothing in the file: “{text}”. Compare with the leaflet."
