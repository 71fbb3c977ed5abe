"""What to do in place of what is drawn otherwise."""

from __future__ import annotations

import re

# Selectors that mean nothing in a picture (a pointer over it), or what the small reader need not know.
HARMLESS = re.compile(r"^:root$|:(?:hover|focus|active)\b")
OUTLINE = "Export it with texts as paths, or set the words beside the drawing."
REMEDIES = {
    "text-decoration": 'Draw the line as a "line" or a "rect".',
    "text-decoration-line": 'Draw the line as a "line" or a "rect".',
    "baseline-shift": 'Use dy: <tspan dy="-6" font-size="10">9</tspan><tspan dy="6"> …</tspan>.',
    "font": "Write font-family, font-size and font-weight by themselves.",
    "font-style": "Use bold, or plain letters: the page's fonts have no slanted ones.",
    "font-weight": "Write normal, bold or a number.",
    "font-size": "Write a number with its unit (18px), no word.",
    "text-transform": "Type the letters as they should be read.",
    "word-spacing": "Set the words with tspans that have an x.",
    "writing-mode": "Turn the text: transform=\"rotate(90)\".",
    "dominant-baseline": "Move the text with y.",
    "alignment-baseline": "Move the text with y.",
    "text-shadow": "Leave it out, or draw a shape behind the words.",
    "paint-order": "Draw the rim as paths of its own, below the letters.",
    "filter": "Draw it without filters, or export that part as PNG.",
    "mask": "Cut with a clip-path, or export that part as PNG.",
    "mix-blend-mode": "Choose the colour that you see.",
    "stroke-opacity": "Choose a lighter colour.",
    "vector-effect": "Write the stroke-width that you see.",
    "transform": "Write it with plain numbers: translate(10 5), scale(2), rotate(45), matrix(…).",
    "transform-origin": "Write it in pixels, or move the shape with translate.",
    "white-space": "Type the spaces that you want, or place the words with tspans.",
    "background": "Draw the ground as a \"rect\".",
    "background-color": "Draw the ground as a \"rect\".",
    "fill": "Write a colour: #0b4f5c, black, none.",
    "stroke": "Write a colour: #0b4f5c, black, none.",
    "stroke-dasharray": "Write dashes longer than 0.",
    "pathLength": "Write dashes in units of the drawing, without a pathLength.",
    "shape-inside": OUTLINE,
    "inline-size": OUTLINE,
    "visibility": "Delete what is not to be seen.",
}  # fmt: skip
PLAIN = 'Export it as "plain SVG" without this.'
ELEMENT_REMEDIES = {
    "textPath": "Turn each word with transform, or export the text as paths.",
    "foreignObject": 'Set the words as "text".',
    "switch": "Keep the one drawing that should be seen.",
    "image": "Use the picture as a figure of its own.",
    "flowRoot": OUTLINE,
    "tref": "Type the words in the text itself.",
    "animate": "A page does not move: draw the state that should be seen.",
    "animateTransform": "A page does not move: draw the state that should be seen.",
    "animateMotion": "A page does not move: draw the state that should be seen.",
    "set": "A page does not move: draw the state that should be seen.",
}
REFUSED_ATTRIBUTES = frozenset(
    ["display-anchor", "font", "pathLength", "systemLanguage", "requiredExtensions", "requiredFeatures", "allowReorder"]
)
