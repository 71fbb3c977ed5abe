"""Leaflets in: a clinic's .txt, .md, .html or .docx becomes draft YAML. Nothing is dropped; what is unsure is marked.

``intake`` reads one file into a :class:`Draft`; ``write`` puts it into the library as a new handout.
"""

from press.intake.draft import Draft, intake, write

__all__ = ["Draft", "intake", "write"]
