"""Form fields of a web page: what each shows, in words."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

_BLANK = "____"


def control(element: ElementTree.Element) -> tuple[list[tuple[str, bool]], str]:
    """What stands in a field, each with whether it shows, and the doubt that the field leaves."""
    tag = element.tag
    if tag == "select":
        return _choice(element)
    if tag == "textarea":
        return _shown("".join(element.itertext()).strip() or (element.get("placeholder") or "")), ""
    if tag == "button":
        return [(f" {' '.join(''.join(element.itertext()).split())} ", True)], ""
    if tag in ("meter", "progress"):
        said = " ".join("".join(element.itertext()).split()) or element.get("value") or ""
        return [(f" {said} ", True)], f"A gauge stood here: “{said}”."
    kind = (element.get("type") or "text").strip().lower()
    if kind in ("checkbox", "radio"):
        return [("☒ " if element.get("checked") is not None else "☐ ", True)], ""
    if kind in ("hidden", "image"):
        return [], ""
    value = (element.get("value") or "").strip()
    if kind in ("submit", "reset", "button"):
        return ([(f" {value} ", True)] if value else []), ""
    return _shown(value or (element.get("placeholder") or "").strip()), ""


def _shown(said: str) -> list[tuple[str, bool]]:
    return [(f" {said} " if said.strip() else f" {_BLANK} ", True)]


def _choice(element: ElementTree.Element) -> tuple[list[tuple[str, bool]], str]:
    options = [one for one in element.iter() if one.tag == "option"]
    said = [" ".join((one.get("label") or "".join(one.itertext())).split()) for one in options]
    chosen = [n for n, one in enumerate(options) if one.get("selected") is not None]
    if element.get("multiple") is None:
        chosen = chosen[-1:] or ([0] if options else [])
    shown = ", ".join(said[n] for n in chosen)
    found = [(f" {text} ", n in chosen) for n, text in enumerate(said)]
    if not shown:
        found.append((f" {_BLANK} ", True))
    others = [text for n, text in enumerate(said) if n not in chosen and text]
    doubt = (
        f"A field of the leaflet lets people choose: {'; '.join(filter(None, said))}. It shows “{shown}”."
        if others
        else ""
    )
    return found, doubt
