"""Handout Press: condition content in, proven patient handouts out.

Read the modules in the order of ``press/README.md``: imports only run downhill.
"""

__version__ = "0.1.0"
