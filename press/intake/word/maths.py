"""Equations of Word in one line (ECMA-376 Part 1, 22.1): ½, 10⁹, √(x), a/b."""

from __future__ import annotations

from press.intake.heights import fraction, script
from press.intake.pieces import Span
from press.intake.word.package import Element, attribute, child, local


def equation(element: Element) -> str:
    """The words and signs of an equation, in one line. Nothing in it is left out; unknown parts give their words."""
    name = local(element)

    def part(one: str) -> str:
        found = child(element, one)
        return equation(found) if found is not None else ""

    if name == "t":
        return element.text or ""
    if name == "f":
        return fraction(part("num"), part("den"))
    if name in ("sSup", "sSub", "sSubSup", "sPre"):
        scripts = script(part("sub"), -1) + script(part("sup"), 1)
        return scripts + part("e") if name == "sPre" else part("e") + scripts
    if name == "rad":
        return f"{script(part('deg'), 1)}√({part('e')})" if part("deg").strip() else f"√({part('e')})"
    if name == "d":
        return _brackets(element)
    if name == "nary":
        sign = attribute(child(element, "naryPr", "chr"), "val") or "∫"
        return f"{sign}{script(part('sub'), -1)}{script(part('sup'), 1)}({part('e')})"
    if name in ("m", "eqArr"):
        return "; ".join(filter(None, (equation(one).strip() for one in element if local(one) in ("mr", "e"))))
    if name == "mr":
        return ", ".join(equation(one) for one in element)
    if name == "func":
        return f"{part('fName')} {part('e')}"
    if name in ("limLow", "limUpp"):
        return f"{part('e')}_({part('lim')})"
    if name == "acc":
        return part("e") + (attribute(child(element, "accPr", "chr"), "val") or "")
    if name.endswith("Pr") or name in ("instrText", "delText"):
        return ""
    return "".join(equation(one) for one in element)


def _brackets(element: Element) -> str:
    props = child(element, "dPr")

    def sign(name: str, usual: str) -> str:
        one = child(props, name)
        return usual if one is None else attribute(one, "val") or ""

    inner = sign("sepChr", "|").join(equation(one) for one in element if local(one) == "e")
    return f"{sign('begChr', '(')}{inner}{sign('endChr', ')')}"


def as_span(element: Element, before: str) -> Span:
    """An equation after what stands before it: a whole number and a fraction are one number, ``2½``."""
    text = " ".join(equation(element).split())
    glued = before[-1:].isdigit() and text[:1] in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
    return Span(text if glued or not before[-1:].isalnum() else f" {text}")
