"""Drawings (SVG): what they hold, and whether every reader shows it alike."""

from press.drawing.tree import Element, UnreadableError, read, words

__all__ = ["Element", "UnreadableError", "read", "words"]
