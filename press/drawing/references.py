"""What a drawing refers to within itself: gradients, clips, arrowheads, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.drawing import allowed
from press.drawing.known import Fault, Known, short, target
from press.drawing.remedies import OUTLINE
from press.drawing.tree import Element


def references(known: Known, element: Element) -> Iterator[Fault]:
    """What an element refers to and is missing, or drawn otherwise."""
    own = known.own(element)
    for name in ("fill", "stroke"):
        leads = target(own.get(name, ""))
        if leads:
            yield from _paint(known, element, name, leads)
    for name, wanted in (
        ("clip-path", "clipPath"),
        ("marker", "marker"),
        ("marker-start", "marker"),
        ("marker-mid", "marker"),
        ("marker-end", "marker"),
    ):
        leads = target(own.get(name, ""))
        if not leads:
            continue
        there = known.ids.get(leads)
        if there is None or there.name != wanted:
            yield Fault(element.line, f'{name} leads to "#{leads}", which is no {wanted}', "Correct the name.")
        elif wanted == "clipPath":
            yield from _clip(known, there)
        else:
            yield from _marker(known, element, there)
    if element.name == "use":
        yield from _use(known, element)


def _paint(known: Known, element: Element, name: str, target: str) -> Iterator[Fault]:
    there = known.ids.get(target)
    flat = "Give it one plain colour."
    if there is None:
        yield Fault(element.line, f'{name} leads to "#{target}", which is not in the drawing', flat)
    elif there.name not in ("linearGradient", "radialGradient"):
        yield Fault(element.line, f"{name} is a {there.name}, which is drawn otherwise", flat)
    elif name == "stroke":
        yield Fault(element.line, "a line in a gradient is drawn otherwise", flat)
    elif element.name in allowed.TEXTS or any(inner.name in allowed.TEXTS for inner in element.walk()):
        yield Fault(element.line, "words in a gradient: some readers leave them out", flat)
    else:
        whole = _gradient(known, there)
        if whole.get("gradientUnits") != "userSpaceOnUse":
            yield Fault(
                there.line,
                "a gradient measured by its shape: some readers leave it white",
                'Use gradientUnits="userSpaceOnUse", or one plain colour.',
            )
        elif whole.get("spreadMethod", "pad") != "pad":
            yield Fault(there.line, "a gradient that repeats is drawn otherwise", flat)
        elif not allowed.is_aligned(whole.get("gradientTransform", "")):
            turned = "a turned gradient is cut off by some readers"
            yield Fault(there.line, turned, "Use one plain colour, or a gradient that is not turned.")
        elif _mixed(known, there):
            mixed = "a gradient from one colour to another, both or one of them see-through, is mixed otherwise"
            yield Fault(there.line, mixed, "Use the same colour with other opacities, or colours that cover.")
        elif "fr" in whole:
            yield Fault(there.line, "a gradient with a hole in its middle is drawn otherwise", flat)


def _gradient(known: Known, element: Element) -> dict[str, str]:
    """The attributes of a gradient with those that it takes from others."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    here: Element | None = element
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        found = {**here.attributes, **found}
        here = known.ids.get(here.href.removeprefix("#")) if here.href else None
    return found


def _mixed(known: Known, gradient: Element) -> bool:
    """Whether the stops of a gradient differ in colour and let something through."""
    here: Element | None = gradient
    for _ in range(16):
        if here is None or here.children:
            break
        here = known.ids.get(here.href.removeprefix("#")) if here.href else None
    stops = [known.own(one) for one in here.children if one.name == "stop"] if here is not None else []
    colours = {one.get("stop-color", "black").lower() for one in stops}
    covering = re.compile(r"1(?:\.0*)?|100%")
    thin = any(not covering.fullmatch(one.get("stop-opacity", "1").strip()) for one in stops)
    return len(colours) > 1 and (thin or not all(allowed.SOLID.fullmatch(colour) for colour in colours))


def _clip(known: Known, clip: Element) -> Iterator[Fault]:
    if clip.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
        yield Fault(
            clip.line, "a clip-path measured by its shape is drawn otherwise", 'Use clipPathUnits="userSpaceOnUse".'
        )
    for inner in clip.walk():
        if inner.name in allowed.TEXTS:
            yield Fault(inner.line, "words that cut a shape are drawn otherwise", OUTLINE)
        if known.own(inner).get("clip-rule") == "evenodd" and inner is not clip:
            yield Fault(inner.line, 'clip-rule "evenodd" is left out', "Draw the hole by the direction of the path.")


def _marker(known: Known, element: Element, marker: Element) -> Iterator[Fault]:
    if marker.get("orient", "0").startswith("auto"):
        commands = allowed.path_commands(element.get("d")) or "" if element.name == "path" else ""
        plain = element.name == "line" or (element.name == "path" and re.fullmatch("M[LHVC]+", commands))
        two = element.name in ("polyline", "polygon") and len(allowed.NUMBER.findall(element.get("points"))) == 4
        if not plain and not two:
            says = f"an arrowhead on a {element.name} with corners or arcs is turned wrongly"
            yield Fault(element.line, says, 'Draw the arrowhead as a path, or the line as a "path" of straight pieces.')


def _use(known: Known, element: Element) -> Iterator[Fault]:
    there = known.ids.get(element.href.removeprefix("#")) if element.href.startswith("#") else None
    if there is None:
        yield Fault(
            element.line,
            f'<use> leads to "{short(element.href)}", which is not in the drawing',
            "Correct the name, or delete it.",
        )
    elif there.name in ("symbol", "svg") and not (element.get("width") and element.get("height")):
        yield Fault(
            element.line,
            f"<use> of a {there.name} without a size is drawn otherwise",
            "Give the <use> a width and a height.",
        )
