"""MathML in one line: ½, 10⁹, √(x), a/b (W3C MathML Core)."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from press.intake.heights import fraction, script


def equation(element: ElementTree.Element) -> str:
    """The words and signs of an element and what stands in it, in one line."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    parts = [equation(one) for one in element if isinstance(one.tag, str)]

    def get(n: int) -> str:
        return parts[n] if n < len(parts) else ""

    if name in ("annotation", "annotation-xml", ""):
        return ""
    if name == "mfrac":
        return fraction(get(0), get(1))
    if name == "msup":
        return get(0) + script(get(1), 1)
    if name in ("msub", "munder"):
        return get(0) + script(get(1), -1)
    if name in ("msubsup", "munderover"):
        return get(0) + script(get(1), -1) + script(get(2), 1)
    if name == "mover":
        return get(0) + get(1)
    if name == "msqrt":
        return f"√({''.join(parts)})"
    if name == "mroot":
        return f"{script(get(1), 1)}√({get(0)})"
    if name == "mtr":
        return ", ".join(parts)
    if name == "mtable":
        return "; ".join(parts)
    if name == "mspace":
        return " "
    own = (element.text or "").strip()
    return own + "".join(part + (one.tail or "").strip() for part, one in zip(parts, element, strict=False))
