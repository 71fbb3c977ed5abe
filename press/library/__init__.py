"""Everything on disk: handouts, packets, shared passages, languages, brands, variants. A thing exists because its file exists."""

from press.library.brand import BRAND_VALUES, Brand, Clinic, Level, Policy, Variant
from press.library.printers import DEFAULT_PRINTER, Printer
from press.library.project import ENGINE, Library, Piece
from press.library.shelves import open_library

__all__ = [
    "BRAND_VALUES",
    "DEFAULT_PRINTER",
    "ENGINE",
    "Brand",
    "Clinic",
    "Level",
    "Library",
    "Piece",
    "Policy",
    "Printer",
    "Variant",
    "open_library",
]
